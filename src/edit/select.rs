//! What else is selected, seen from what is: neighbours, what is alike, and the
//! way from one to another.

use std::collections::{BTreeSet, VecDeque};

use petgraph::graph::NodeIndex;

use super::Selection;
use crate::model::{ActorId, Arrangement, Evidence, InfluenceGraph, Link, StanceBand};

/// Everything that is not selected, annotations of the arrangement `shown`
/// included. O(n + m).
#[must_use]
pub fn invert(graph: &InfluenceGraph, shown: &Arrangement, selection: &Selection) -> Selection {
    let actors = graph.actors().map(|a| &a.id);
    let actions = graph.links().map(|l| &l.action.id);
    let annotations = shown.annotations.keys();
    Selection {
        actors: actors
            .filter(|id| !selection.actors.contains(*id))
            .cloned()
            .collect(),
        actions: actions
            .filter(|id| !selection.actions.contains(*id))
            .cloned()
            .collect(),
        annotations: annotations
            .filter(|id| !selection.annotations.contains(*id))
            .cloned()
            .collect(),
    }
}

/// One step more: those who act on a selected actor or are acted upon by one,
/// and the ends of selected actions.
#[must_use]
pub fn grow(graph: &InfluenceGraph, selection: &Selection) -> Selection {
    let mut grown = selection.clone();
    for id in &selection.actors {
        for link in graph.links_of(id) {
            for end in [link.from, link.to] {
                if !grown.actors.contains(end) {
                    grown.actors.insert(end.clone());
                }
            }
        }
    }
    for link in selection.actions.iter().filter_map(|id| graph.link(id)) {
        grown.actors.extend([link.from.clone(), link.to.clone()]);
    }
    grown
}

/// One step less: without the selected actors that have a neighbour who is not
/// selected, and without their actions.
#[must_use]
pub fn shrink(graph: &InfluenceGraph, selection: &Selection) -> Selection {
    let outside = |id: &ActorId| !selection.actors.contains(id);
    let (mut kept, mut outermost) = (selection.clone(), BTreeSet::new());
    for id in &selection.actors {
        let links = graph.links_of(id);
        if links.iter().any(|l| outside(l.from) || outside(l.to)) {
            kept.actors.remove(id);
            outermost.insert(id);
        }
    }
    kept.actions.retain(|id| {
        let link = graph.link(id);
        link.is_some_and(|l| !outermost.contains(l.from) && !outermost.contains(l.to))
    });
    kept
}

/// The selection, and every action from one selected actor to another.
#[must_use]
pub fn with_actions_between(graph: &InfluenceGraph, selection: &Selection) -> Selection {
    let chosen = |id: &ActorId| selection.actors.contains(id);
    with_actions(graph, selection, |from, to| chosen(from) && chosen(to))
}

/// The selection, and every action in which a selected actor takes part.
#[must_use]
pub fn with_actions_of(graph: &InfluenceGraph, selection: &Selection) -> Selection {
    with_actions(graph, selection, |_, _| true)
}

fn with_actions(
    graph: &InfluenceGraph,
    selection: &Selection,
    wanted: impl Fn(&ActorId, &ActorId) -> bool,
) -> Selection {
    let mut more = selection.clone();
    for id in &selection.actors {
        let links = graph.links_of(id).into_iter();
        let links = links.filter(|l| wanted(l.from, l.to));
        more.actions.extend(links.map(|l| l.action.id.clone()));
    }
    more
}

/// The selection, and every actor of a kind that a selected one is of.
#[must_use]
pub fn same_kind(graph: &InfluenceGraph, selection: &Selection) -> Selection {
    let chosen = selection.actors.iter().filter_map(|id| graph.actor(id));
    let kinds: BTreeSet<_> = chosen.map(|a| a.kind).collect();
    let mut more = selection.clone();
    let alike = graph.actors().filter(|a| kinds.contains(&a.kind));
    more.actors.extend(alike.map(|a| a.id.clone()));
    more
}

/// The selection, and every actor with a tag that a selected one has.
#[must_use]
pub fn same_tag(graph: &InfluenceGraph, selection: &Selection) -> Selection {
    let chosen = selection.actors.iter().filter_map(|id| graph.actor(id));
    let tags: BTreeSet<&String> = chosen.flat_map(|a| &a.tags).collect();
    let mut more = selection.clone();
    let alike = graph
        .actors()
        .filter(|a| a.tags.iter().any(|t| tags.contains(t)));
    more.actors.extend(alike.map(|a| a.id.clone()));
    more
}

/// The selection, and every action that is hostile, neutral or supportive as a
/// selected one is.
#[must_use]
pub fn same_stance(graph: &InfluenceGraph, selection: &Selection) -> Selection {
    let chosen = selection.actions.iter().filter_map(|id| graph.action(id));
    let bands: Vec<StanceBand> = chosen.map(|a| a.stance.band()).collect();
    let wanted = StanceBand::ALL.map(|band| (band, bands.contains(&band)));
    let mut more = selection.clone();
    let alike = graph
        .links()
        .filter(|l| wanted.contains(&(l.action.stance.band(), true)));
    more.actions.extend(alike.map(|l| l.action.id.clone()));
    more
}

/// Every action for which nobody is cited, or only claims that were retracted.
/// O(m).
#[must_use]
pub fn unsourced(graph: &InfluenceGraph) -> Selection {
    let bare = graph
        .links()
        .filter(|l| l.action.evidence() == Evidence::None);
    Selection {
        actions: bare.map(|l| l.action.id.clone()).collect(),
        ..Selection::default()
    }
}

/// A shortest path between two actors, whichever way its actions point: those on
/// it, and every action between one and the next. `None` if there is none. Of
/// several, it is the one whose first actor that differs has the lower id.
///
/// Breadth first from the far end: O(n + m).
#[must_use]
pub fn shortest_path(graph: &InfluenceGraph, from: &ActorId, to: &ActorId) -> Option<Selection> {
    let (start, end) = (graph.node(from)?, graph.node(to)?);
    let steps = steps_to(graph, end, start);
    let id = |node: NodeIndex| graph.petgraph().node_weight(node).map(|a| &a.id);
    let mut path = Selection::actor(from.clone());
    let mut at = start;
    let mut left = steps[at.index()]?;
    while left > 0 {
        left -= 1;
        let nearer = graph.petgraph().neighbors_undirected(at);
        let (next, at_id) = nearer
            .filter(|n| steps[n.index()] == Some(left))
            .filter_map(|n| Some((n, id(n)?)))
            .min_by_key(|(_, id)| *id)?;
        let here = id(at)?;
        let both = |l: &Link<'_>| l.from == at_id || l.to == at_id;
        let links = graph.links_of(here).into_iter().filter(both);
        path.actions.extend(links.map(|l| l.action.id.clone()));
        path.actors.insert(at_id.clone());
        at = next;
    }
    Some(path)
}

/// How many steps every actor is from `end`, as far as that was found out before
/// `start` was reached.
fn steps_to(graph: &InfluenceGraph, end: NodeIndex, start: NodeIndex) -> Vec<Option<u32>> {
    let mut steps = vec![None; graph.index_bound()];
    steps[end.index()] = Some(0);
    let mut open = VecDeque::from([(end, 0)]);
    while let Some((at, done)) = open.pop_front() {
        if at == start {
            break;
        }
        for next in graph.petgraph().neighbors_undirected(at) {
            if steps[next.index()].is_none() {
                steps[next.index()] = Some(done + 1);
                open.push_back((next, done + 1));
            }
        }
    }
    steps
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{
        Action, ActionId, Actor, ActorKind, Annotation, AnnotationId, Form, Stance,
    };

    fn actor(name: &str) -> ActorId {
        ActorId::new(name).expect("valid")
    }

    /// `x → a → b → c → d`, twice from `b` to `c` and once back; `d → d`; and `z`,
    /// whom nobody knows.
    fn graph() -> InfluenceGraph {
        let mut graph = InfluenceGraph::new();
        for (name, kind, tags) in [
            ("a", ActorKind::Person, &["left", "old"][..]),
            ("b", ActorKind::State, &["left"]),
            ("c", ActorKind::Person, &[]),
            ("d", ActorKind::Norm, &["old"]),
            ("x", ActorKind::State, &[]),
            ("z", ActorKind::Event, &["new"]),
        ] {
            let mut new = Actor::new(actor(name), name, kind);
            new.tags = tags.iter().map(ToString::to_string).collect();
            graph.add_actor(new).expect("new");
        }
        for (name, from, to, stance) in [
            ("ab", "a", "b", 1.0),
            ("bc", "b", "c", -1.0),
            ("bc2", "b", "c", 0.0),
            ("cb", "c", "b", 1.0),
            ("cd", "c", "d", -1.0),
            ("dd", "d", "d", 0.0),
            ("xa", "x", "a", 0.0),
        ] {
            let mut action = Action::new(ActionId::new(name).expect("valid"), "acts on");
            action.stance = Stance::new(stance).expect("in range");
            graph
                .add_action(&actor(from), &actor(to), action)
                .expect("both are there");
        }
        graph
    }

    fn of(names: &[&str]) -> Selection {
        // Actors have one letter, actions more.
        let (actors, actions): (Vec<_>, Vec<_>) = names.iter().partition(|n| n.len() == 1);
        Selection {
            actors: actors.into_iter().map(actor).collect(),
            actions: actions
                .into_iter()
                .map(|n| ActionId::new(n).expect("valid"))
                .collect(),
            ..Selection::default()
        }
    }

    #[test]
    fn inverting_twice_is_nothing() {
        let graph = graph();
        let some = of(&["a", "z", "bc", "dd"]);
        let mut rest = of(&["b", "c", "d", "x", "ab", "bc2", "cb", "cd", "xa"]);
        let note = AnnotationId::new("note").expect("valid");
        let mut shown = Arrangement::new("shown");
        let text = Annotation::new(Form::Text { at: [0.0; 2] }, "Note");
        shown.annotations.insert(note.clone(), text);
        rest.annotations.insert(note);
        assert_eq!(invert(&graph, &shown, &some), rest);
        assert_eq!(invert(&graph, &shown, &rest), some);
    }

    #[test]
    fn growing_goes_a_step_and_shrinking_comes_back_from_the_rim() {
        let graph = graph();
        assert_eq!(grow(&graph, &of(&["b"])), of(&["a", "b", "c"]));
        let all = of(&["a", "b", "c", "d", "x"]);
        assert_eq!(grow(&graph, &of(&["a", "b", "c"])), all);
        assert_eq!(grow(&graph, &all), all, "z is in no reach");
        assert_eq!(grow(&graph, &of(&["cd"])), of(&["c", "d", "cd"]));
        assert_eq!(grow(&graph, &of(&[])), of(&[]));

        let some = of(&["a", "b", "c", "ab", "bc", "xa", "dd"]);
        assert_eq!(shrink(&graph, &some), of(&["b", "dd"]));
        assert_eq!(shrink(&graph, &all), all, "nobody has a neighbour outside");
        assert_eq!(shrink(&graph, &of(&["d"])), of(&[]));
        assert_eq!(shrink(&graph, &of(&["z"])), of(&["z"]));
    }

    #[test]
    fn actions_between_and_of() {
        let graph = graph();
        assert_eq!(
            with_actions_between(&graph, &of(&["b", "c", "d", "xa"])),
            of(&["b", "c", "d", "xa", "bc", "bc2", "cb", "cd", "dd"])
        );
        assert_eq!(with_actions_between(&graph, &of(&["a"])), of(&["a"]));
        assert_eq!(
            with_actions_of(&graph, &of(&["a", "d"])),
            of(&["a", "d", "ab", "xa", "cd", "dd"])
        );
    }

    #[test]
    fn what_is_alike() {
        let graph = graph();
        assert_eq!(same_kind(&graph, &of(&["a", "cd"])), of(&["a", "c", "cd"]));
        assert_eq!(same_kind(&graph, &of(&["b", "z"])), of(&["b", "x", "z"]));
        assert_eq!(same_tag(&graph, &of(&["a"])), of(&["a", "b", "d"]));
        assert_eq!(same_tag(&graph, &of(&["c"])), of(&["c"]));
        assert_eq!(
            same_stance(&graph, &of(&["cd", "z"])),
            of(&["z", "bc", "cd"])
        );
        assert_eq!(
            same_stance(&graph, &of(&["ab", "dd"])),
            of(&["ab", "cb", "bc2", "dd", "xa"])
        );
        assert_eq!(same_stance(&graph, &of(&["b"])), of(&["b"]));
    }

    #[test]
    fn the_shortest_path_goes_either_way_and_takes_all_between() {
        let mut graph = graph();
        let path = |graph: &InfluenceGraph, from: &str, to: &str| {
            shortest_path(graph, &actor(from), &actor(to))
        };
        let long = of(&["x", "a", "b", "c", "d", "xa", "ab", "bc", "bc2", "cb", "cd"]);
        assert_eq!(path(&graph, "x", "d"), Some(long.clone()));
        assert_eq!(path(&graph, "d", "x"), Some(long));
        assert_eq!(path(&graph, "a", "z"), None);
        assert_eq!(path(&graph, "z", "a"), None);
        assert_eq!(path(&graph, "a", "nobody"), None);
        // With a second way as short, the lower id is gone by, both ways.
        let new = Action::new(ActionId::new("xc").expect("valid"), "acts on");
        graph
            .add_action(&actor("x"), &actor("c"), new)
            .expect("both are there");
        let short = of(&["a", "b", "c", "ab", "bc", "bc2", "cb"]);
        assert_eq!(path(&graph, "a", "c"), Some(short.clone()));
        assert_eq!(path(&graph, "c", "a"), Some(short));
    }
}
