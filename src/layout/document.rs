//! A document's graph as layouts see it, and the way back.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{ActionId, ActorId, ActorKind, Arrangement, InfluenceGraph, Place};

use super::calendar::day;
use super::{Facts, LayoutRequest, Point, Tie, Topology};

/// Some actors of a graph, the actions among them, and where they stand.
#[derive(Clone, Debug)]
pub struct Slice {
    /// The actor that each node stands for, in order of ids.
    pub actors: Vec<ActorId>,
    /// The action that each of the [`Facts::ties`] stands for, in order of ids.
    pub actions: Vec<ActionId>,
    /// The actors and the actions among them.
    pub topology: Topology,
    places: Vec<Place>,
}

impl Slice {
    /// The actors of `only` (everybody, if not given) and the actions among
    /// them, with the places of an arrangement.
    ///
    /// `radius`: how much room each actor takes, in document units. O(n log n +
    /// m log n).
    #[must_use]
    pub fn of(
        graph: &InfluenceGraph,
        arrangement: &Arrangement,
        only: Option<&BTreeSet<ActorId>>,
        radius: impl Fn(&ActorId) -> f32,
    ) -> Self {
        let (mut actors, mut places) = (Vec::new(), Vec::new());
        for (id, place) in arrangement.resolved(graph) {
            if only.is_none_or(|only| only.contains(&id)) {
                actors.push(id);
                places.push(place);
            }
        }
        let number: BTreeMap<&ActorId, u32> = actors.iter().zip(0..).collect();
        let (mut edges, mut weights) = (Vec::new(), Vec::new());
        let (mut actions, mut facts) = (Vec::new(), Facts::default());
        for link in graph.links() {
            if let (Some(&from), Some(&to)) = (number.get(link.from), number.get(link.to)) {
                edges.push((from, to));
                weights.push(link.action.weight as f32);
                actions.push(link.action.id.clone());
                facts.ties.push(Tie {
                    from,
                    to,
                    weight: link.action.weight as f32,
                    stance: link.action.stance.value() as f32,
                    when: day(&link.action.when),
                });
            }
        }
        for actor in actors.iter().map(|id| graph.actor(id)) {
            facts.when.push(actor.and_then(|a| day(&a.when)));
            facts
                .aside
                .push(actor.is_some_and(|a| a.kind == ActorKind::Norm));
        }
        let radii: Vec<f32> = actors.iter().map(radius).collect();
        let topology = Topology::weighted(actors.len(), &edges, &weights)
            .with_radii(&radii)
            .with_facts(facts);
        Self {
            actors,
            actions,
            topology,
            places,
        }
    }

    /// A request that begins where the actors stand and holds the pinned ones.
    #[must_use]
    pub fn request(&self, seed: u64) -> LayoutRequest {
        LayoutRequest {
            seed,
            start: Some(
                self.places
                    .iter()
                    .map(|p| [p.x as f32, p.y as f32])
                    .collect(),
            ),
            pinned: self.places.iter().map(|p| p.pin).collect(),
            edge_length: 220.0,
            ..LayoutRequest::default()
        }
    }

    /// The mean of where the actors stood, in document units; (0, 0) of nobody.
    #[must_use]
    pub fn middle(&self) -> (f64, f64) {
        Place::middle(&self.places)
    }

    /// What a layout of [`Slice::topology`] gives each actor. Pinned actors
    /// keep their very place; the others' are rounded as files have them.
    pub fn places(&self, at: &[Point]) -> impl Iterator<Item = (&ActorId, Place)> {
        self.actors
            .iter()
            .zip(&self.places)
            .zip(at)
            .map(|((id, old), p)| {
                let new = Place::at(f64::from(p[0]), f64::from(p[1])).rounded();
                (id, if old.pin { *old } else { new })
            })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Action, Actor};

    #[test]
    fn dates_stances_and_norms_are_told() {
        let mut graph = InfluenceGraph::new();
        let id = |text| ActorId::new(text).expect("an id");
        for (name, kind, when) in [
            ("event", ActorKind::Event, "1970-01-11"),
            ("norm", ActorKind::Norm, ""),
        ] {
            let mut actor = Actor::new(id(name), name, kind);
            actor.when = when.parse().expect("a date");
            graph.add_actor(actor).expect("new");
        }
        let mut action = Action::new(ActionId::new("x").expect("an id"), "breaks");
        action.when = "1970-01-01/1970-01-03".parse().expect("a date");
        graph
            .add_action(&id("event"), &id("norm"), action)
            .expect("both are there");
        let slice = Slice::of(&graph, &Arrangement::new("main"), None, |_| 1.0);
        let facts = slice.topology.facts().expect("facts");
        assert_eq!(facts.when, [Some(10.0), None]);
        assert_eq!(facts.aside, [false, true]);
        assert_eq!(facts.ties[0].when, Some(1.0));
    }
}
