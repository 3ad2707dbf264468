//! What a lens lets in.

use petgraph::graph::{EdgeIndex, NodeIndex};
use petgraph::visit::EdgeIndexable;

use super::Shows;
use crate::analysis::{fold_into, words};
use crate::model::{
    Action, ActionId, Actor, ActorId, ActorKind, Claim, Document, Filter, InfluenceGraph,
    PartialDate, Rest, Status, Test, When, disagrees,
};

/// Which actors and actions of a document some filters let in, as of the state
/// of the document in which it was made.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Seen {
    /// In order of ids.
    actors: Vec<bool>,
    actions: Vec<bool>,
    /// By petgraph's indices.
    nodes: Vec<bool>,
    edges: Vec<bool>,
    counts: (usize, usize),
}

/// What is let in, and what becomes of the rest.
#[derive(Clone, Copy, Debug)]
pub struct Veil<'s> {
    /// What is let in.
    pub seen: &'s Seen,
    /// What becomes of the rest.
    pub rest: Rest,
}

impl Veil<'_> {
    /// Whether the rest is not drawn at all.
    #[must_use]
    pub fn hides(&self) -> bool {
        self.rest == Rest::Hide
    }
}

impl Seen {
    /// What some filters let in, all of which must be passed: see
    /// [`crate::model::Lens`] for what that means. Blank ones, and those with a fault, let everything in.
    ///
    /// Linear in the size of the document, times the number of filters; those
    /// for words read all its texts.
    #[must_use]
    pub fn of(doc: &Document, filters: &[Filter]) -> Self {
        let graph = &doc.graph;
        let inner = graph.petgraph();
        let sieve = Sieve::new(filters);
        let mut says = vec![vec![false; graph.index_bound()]; sieve.texts.len()];
        let degrees = if sieve.counts() {
            degrees(graph)
        } else {
            Vec::new()
        };
        // Whom the filters that speak of it let in, and who needs an action too.
        let mut nodes = vec![false; graph.index_bound()];
        let mut leaning = vec![false; graph.index_bound()];
        let mut folded = String::new();
        for (node, actor) in graph.nodes() {
            let i = node.index();
            for (said, text) in says.iter_mut().zip(&sieve.texts) {
                said[i] = text.in_actor(actor, &mut folded);
            }
            let degree = degrees.get(i).copied().unwrap_or(0);
            (nodes[i], leaning[i]) = sieve.actor(actor, degree, |text| says[text][i]);
        }
        let mut edges = vec![false; inner.edge_bound()];
        let mut taking_part = vec![false; nodes.len()];
        let mut seen = Self::default();
        seen.actions.reserve(graph.action_count());
        for edge in graph.edges() {
            let passes = match (inner.edge_weight(edge), inner.edge_endpoints(edge)) {
                (Some(action), Some((from, to))) => {
                    let (a, b) = (from.index(), to.index());
                    let both = |text: usize| says[text][a] && says[text][b];
                    let passes = nodes[a]
                        && nodes[b]
                        && sieve.action(graph, (from, action, to), both, &mut folded);
                    taking_part[a] |= passes;
                    taking_part[b] |= passes;
                    passes
                }
                _ => false,
            };
            edges[edge.index()] = passes;
            seen.actions.push(passes);
            seen.counts.1 += usize::from(passes);
        }
        seen.actors.reserve(graph.actor_count());
        for (node, _) in graph.nodes() {
            let i = node.index();
            nodes[i] &= !leaning[i] || taking_part[i];
            seen.actors.push(nodes[i]);
            seen.counts.0 += usize::from(nodes[i]);
        }
        (seen.nodes, seen.edges) = (nodes, edges);
        seen
    }

    /// For each actor, in order of ids, whether it is let in.
    #[must_use]
    pub fn actors(&self) -> &[bool] {
        &self.actors
    }

    /// For each action, in order of ids, whether it is let in.
    #[must_use]
    pub fn actions(&self) -> &[bool] {
        &self.actions
    }

    /// How many actors and how many actions are let in.
    #[must_use]
    pub fn counts(&self) -> (usize, usize) {
        self.counts
    }

    /// Whether an actor of the graph is let in.
    #[must_use]
    pub fn actor(&self, graph: &InfluenceGraph, id: &ActorId) -> bool {
        let at = graph.node(id).map(NodeIndex::index);
        at.and_then(|at| self.nodes.get(at))
            .copied()
            .unwrap_or(false)
    }

    /// Whether an action of the graph is let in.
    #[must_use]
    pub fn action(&self, graph: &InfluenceGraph, id: &ActionId) -> bool {
        let at = graph.edge(id).map(EdgeIndex::index);
        at.and_then(|at| self.edges.get(at))
            .copied()
            .unwrap_or(false)
    }

    /// Whether a thing of the graph is let in; what is no part of it always is.
    #[must_use]
    pub fn lets_in(&self, graph: &InfluenceGraph, shows: &Shows) -> bool {
        match shows {
            Shows::Actor(id) => self.actor(graph, id),
            Shows::Action(id) => self.action(graph, id),
            Shows::Annotation(_) | Shows::Furniture => true,
        }
    }
}

/// The number of actions in which each actor takes part, by petgraph's indices.
fn degrees(graph: &InfluenceGraph) -> Vec<u32> {
    let mut degrees = vec![0; graph.index_bound()];
    let inner = graph.petgraph();
    for (from, to) in graph.edges().filter_map(|e| inner.edge_endpoints(e)) {
        degrees[from.index()] += 1;
        degrees[to.index()] += u32::from(from != to);
    }
    degrees
}

/// Words that are looked for, folded.
struct Words {
    words: Vec<String>,
}

impl Words {
    fn stand_in(&self, text: &str, folded: &mut String) -> bool {
        if text.is_empty() {
            return false;
        }
        folded.clear();
        fold_into(text, folded);
        self.words.iter().all(|w| folded.contains(w.as_str()))
    }

    fn in_actor(&self, actor: &Actor, folded: &mut String) -> bool {
        let texts = [&actor.name, &actor.role, &actor.notes].into_iter();
        let mut texts = texts.chain(&actor.aliases);
        texts.any(|text| self.stand_in(text, folded))
    }

    fn in_action(&self, action: &Action, folded: &mut String) -> bool {
        let texts = [&action.verb, &action.role, &action.notes].into_iter();
        let said = action.claims.iter().flat_map(|c| [&c.quote, &c.because]);
        texts.chain(said).any(|text| self.stand_in(text, folded))
    }
}

/// Filters, made ready.
struct Sieve<'f> {
    /// All that ask something, each with its place among the texts, if it is one.
    filters: Vec<(&'f Filter, usize)>,
    texts: Vec<Words>,
    /// Those that one and the same claim must meet, and whether that may be a
    /// retracted one; and those that no claim may meet.
    met: Vec<&'f Test>,
    retracted: bool,
    unmet: Vec<&'f Test>,
}

impl<'f> Sieve<'f> {
    fn new(filters: &'f [Filter]) -> Self {
        let mut sieve = Self {
            filters: Vec::new(),
            texts: Vec::new(),
            met: Vec::new(),
            retracted: false,
            unmet: Vec::new(),
        };
        for filter in filters.iter().filter(|f| f.test.asks()) {
            sieve.filters.push((filter, sieve.texts.len()));
            match &filter.test {
                Test::Text(text) => sieve.texts.push(Words { words: words(text) }),
                Test::Status(_) | Test::Claimant(_) if filter.not => sieve.unmet.push(&filter.test),
                test @ Test::Status(_) => {
                    sieve.retracted = true;
                    sieve.met.push(test);
                }
                test @ Test::Claimant(_) => sieve.met.push(test),
                _ => {}
            }
        }
        sieve
    }

    fn counts(&self) -> bool {
        let mut tests = self.filters.iter().map(|(f, _)| &f.test);
        tests.any(|test| matches!(test, Test::Degree { .. }))
    }

    /// Whether an actor passes all that speaks of it; and whether there is
    /// something that speaks of actions and not of it.
    fn actor(&self, actor: &Actor, degree: u32, says: impl Fn(usize) -> bool) -> (bool, bool) {
        let (mut passes, mut leans) = (true, false);
        for (filter, text) in &self.filters {
            let own = match &filter.test {
                Test::Kind(set) => Some(set.contains(&actor.kind)),
                Test::Tag(set) => Some(actor.tags.iter().any(|t| set.contains(t))),
                Test::Degree { least, most } => {
                    Some(degree >= *least && most.is_none_or(|most| degree <= most))
                }
                Test::Date { from, to, undated } if actor.when != When::NotGiven => {
                    let lies = lies_within(&actor.when, from.as_ref(), to.as_ref());
                    Some(lies.unwrap_or(*undated))
                }
                // Whoever does not say it may do something that does.
                Test::Text(_) => (filter.not || says(*text)).then(|| says(*text)),
                Test::Date { .. } | Test::Stance(_) | Test::Status(_) | Test::Claimant(_) => None,
                Test::Disagreement => None,
            };
            match own {
                Some(own) => passes &= own != filter.not,
                None => leans = true,
            }
        }
        (passes, leans)
    }

    /// Whether an action passes all that speaks of it. `both` tells whether both
    /// its ends say a text.
    fn action(
        &self,
        graph: &InfluenceGraph,
        (from, action, to): (NodeIndex, &Action, NodeIndex),
        both: impl Fn(usize) -> bool,
        folded: &mut String,
    ) -> bool {
        let passes = |(filter, text): &(&Filter, usize)| {
            let own = match &filter.test {
                Test::Stance(set) => set.contains(&action.stance.band()),
                Test::Disagreement => disagrees(&action.claims),
                Test::Date {
                    from: first,
                    to: last,
                    undated,
                } => {
                    let dates = dates_of(graph, from, action, to);
                    let lies = |when: &When| lies_within(when, first.as_ref(), last.as_ref());
                    let known: Vec<bool> = dates.iter().filter_map(lies).collect();
                    (known.is_empty() && *undated) || known.contains(&true)
                }
                Test::Text(_) => {
                    let says = self.texts[*text].in_action(action, folded);
                    says || (!filter.not && both(*text))
                }
                // These speak of actors; those are looked at below.
                Test::Kind(_) | Test::Tag(_) | Test::Degree { .. } => return true,
                Test::Status(_) | Test::Claimant(_) => return true,
            };
            own != filter.not
        };
        self.claims(&action.claims) && self.filters.iter().all(passes)
    }

    fn claims(&self, claims: &[Claim]) -> bool {
        let stands = |c: &Claim| c.status != Status::Retracted;
        let holds = |test: &Test, claim: &Claim| match test {
            Test::Status(set) => set.contains(&claim.status),
            Test::Claimant(set) => set.contains(&claim.by),
            _ => false,
        };
        let meets =
            |c: &Claim| (self.retracted || stands(c)) && self.met.iter().all(|test| holds(test, c));
        let breaks = |c: &Claim| {
            self.unmet.iter().any(|test| {
                let counts = matches!(test, Test::Status(_)) || stands(c);
                counts && holds(test, c)
            })
        };
        (self.met.is_empty() || claims.iter().any(meets)) && !claims.iter().any(breaks)
    }
}

/// The date of an action; without one, those of the events at its ends.
fn dates_of(graph: &InfluenceGraph, from: NodeIndex, action: &Action, to: NodeIndex) -> [When; 2] {
    if action.when != When::NotGiven {
        return [action.when, When::NotGiven];
    }
    let when = |end: NodeIndex| {
        let actor = graph.petgraph().node_weight(end);
        let event = actor.filter(|a| a.kind == ActorKind::Event);
        event.map_or(When::NotGiven, |a| a.when)
    };
    [when(from), when(to)]
}

/// Whether a date may lie within two others, both included; `None` without a
/// known date.
fn lies_within(when: &When, from: Option<&PartialDate>, to: Option<&PartialDate>) -> Option<bool> {
    let (first, last) = match when {
        When::NotGiven | When::Unknown => return None,
        When::On(day) => (Some(day.earliest()), Some(day.latest())),
        When::Between(a, b) => (Some(a.earliest()), Some(b.latest())),
        When::From(a) => (Some(a.earliest()), None),
        When::Until(b) => (None, Some(b.latest())),
    };
    let ends_before = last
        .zip(from)
        .is_some_and(|(last, from)| last < from.earliest());
    let starts_after = first.zip(to).is_some_and(|(first, to)| first > to.latest());
    Some(!ends_before && !starts_after)
}

#[cfg(test)]
#[path = "lens_tests.rs"]
mod tests;
