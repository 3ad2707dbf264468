//! What makes some actors of a document alike.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::model::{ActorKind, InfluenceGraph};

use super::{Facts, Slice};

/// How [`Slice::grouped_by`] groups actors.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grouping {
    /// By kind, in the order of [`ActorKind::ALL`].
    Kind,
    /// By first tag, the most frequent one first (equals by their letters);
    /// last, those without any.
    Tag,
    /// By first tag, for [`super::Camps`]: first the two tags with the most
    /// hostile weight between their actors (without any hostile action between
    /// two tags, the two most frequent ones), then all others as one.
    OpposedTags,
    /// By what layouts find themselves: no groups.
    Community,
}

impl Slice {
    /// The same with [`Facts::groups`] by `grouping`. O(n log n + m log m).
    #[must_use]
    pub fn grouped_by(mut self, graph: &InfluenceGraph, grouping: Grouping) -> Self {
        let mut facts = self.topology.facts().cloned().unwrap_or_default();
        facts.groups = match grouping {
            Grouping::Kind => self.kinds(graph),
            Grouping::Tag => self.tags(graph).0,
            Grouping::OpposedTags => {
                let (tags, untagged) = self.tags(graph);
                opposed(&tags, untagged, &facts)
            }
            Grouping::Community => Vec::new(),
        };
        self.topology = self.topology.with_facts(facts);
        self
    }

    fn kinds(&self, graph: &InfluenceGraph) -> Vec<u32> {
        let last = ActorKind::ALL.len() as u32;
        let of = |id| {
            let kind = graph.actor(id).map(|a| a.kind);
            let known = ActorKind::ALL.iter().zip(0..);
            known
                .filter(|&(&k, _)| Some(k) == kind)
                .map(|(_, i)| i)
                .next()
        };
        let groups = self.actors.iter().map(|id| of(id).unwrap_or(last));
        groups.collect()
    }

    /// The group of each actor, and that of those without a tag.
    fn tags(&self, graph: &InfluenceGraph) -> (Vec<u32>, u32) {
        let tag = |id| {
            graph
                .actor(id)
                .and_then(|a| a.tags.first())
                .map(String::as_str)
        };
        let mut count: BTreeMap<&str, usize> = BTreeMap::new();
        for tag in self.actors.iter().filter_map(tag) {
            *count.entry(tag).or_default() += 1;
        }
        let mut tags: Vec<(&str, usize)> = count.into_iter().collect();
        tags.sort_by_key(|&(tag, count)| (Reverse(count), tag));
        let number: BTreeMap<&str, u32> = tags.iter().map(|&(tag, _)| tag).zip(0..).collect();
        let last = tags.len() as u32;
        let of = |id| tag(id).and_then(|tag| number.get(tag).copied());
        let groups = self.actors.iter().map(|id| of(id).unwrap_or(last));
        (groups.collect(), last)
    }
}

/// The two groups most at odds as 0 and 1, the rest as 2. Those without a tag
/// oppose nobody as a group.
fn opposed(groups: &[u32], untagged: u32, facts: &Facts) -> Vec<u32> {
    let group = |u: u32| groups.get(u as usize).copied().unwrap_or(untagged);
    let mut odds: BTreeMap<(u32, u32), f64> = BTreeMap::new();
    for tie in facts.ties.iter().filter(|t| t.stance < 0.0) {
        let (a, b) = (group(tie.from), group(tie.to));
        if a != b && a != untagged && b != untagged {
            *odds.entry((a.min(b), a.max(b))).or_default() -= f64::from(tie.stance * tie.weight);
        }
    }
    let most = odds
        .into_iter()
        .min_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    let (a, b) = most.map_or((0, 1), |(pair, _)| pair);
    let of = |&g: &u32| match g {
        g if g == a => 0,
        g if g == b && g != untagged => 1,
        _ => 2,
    };
    groups.iter().map(of).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Action, ActionId, Actor, ActorId, Arrangement, Stance};

    /// Actors by kind and tags, hostile actions by the numbers of their ends.
    fn slice(
        actors: &[(ActorKind, &[&str])],
        hostile: &[(usize, usize)],
    ) -> (InfluenceGraph, Slice) {
        let mut graph = InfluenceGraph::new();
        let id = |i: usize| ActorId::new(&format!("a{i}")).expect("an id");
        for (i, (kind, tags)) in actors.iter().enumerate() {
            let mut actor = Actor::new(id(i), "A", *kind);
            actor.tags = tags.iter().map(|&t| t.to_owned()).collect();
            graph.add_actor(actor).expect("new");
        }
        for (i, &(from, to)) in hostile.iter().enumerate() {
            let mut action = Action::new(ActionId::new(&format!("x{i}")).expect("an id"), "hits");
            action.stance = Stance::new(-1.0).expect("a stance");
            graph
                .add_action(&id(from), &id(to), action)
                .expect("both are there");
        }
        let slice = Slice::of(&graph, &Arrangement::new("main"), None, |_, _| {
            [[-10.0; 2], [10.0; 2]]
        });
        (graph, slice)
    }

    fn groups(of: &(InfluenceGraph, Slice), by: Grouping) -> Vec<u32> {
        let slice = of.1.clone().grouped_by(&of.0, by);
        slice.topology.facts().expect("facts").groups.clone()
    }

    const P: ActorKind = ActorKind::Person;

    #[test]
    fn kinds_and_tags_in_their_order() {
        let all: [(ActorKind, &[&str]); 5] = [
            (ActorKind::Norm, &[]),
            (P, &["b", "a"]),
            (ActorKind::State, &["c"]),
            (P, &["c", "b"]),
            (P, &["a"]),
        ];
        let slice = slice(&all, &[]);
        assert_eq!(groups(&slice, Grouping::Kind), [5, 0, 1, 0, 0]);
        // c twice, then a and b by their letters.
        assert_eq!(groups(&slice, Grouping::Tag), [3, 2, 0, 0, 1]);
        assert_eq!(groups(&slice, Grouping::OpposedTags), [2, 2, 0, 0, 1]);
        assert!(groups(&slice, Grouping::Community).is_empty());
    }

    #[test]
    fn the_tags_most_at_odds_are_the_sides() {
        let all: [(ActorKind, &[&str]); 6] = [
            (P, &["many"]),
            (P, &["many"]),
            (P, &["red"]),
            (P, &["blue"]),
            (P, &[]),
            (P, &["many"]),
        ];
        // Most hostility is with someone who has no tag.
        let hostile = [(2, 3), (3, 2), (0, 2), (0, 4), (1, 4), (4, 5)];
        let slice = slice(&all, &hostile);
        // Tags in order: many, blue, red.
        assert_eq!(groups(&slice, Grouping::OpposedTags), [2, 2, 1, 0, 2, 2]);
    }
}
