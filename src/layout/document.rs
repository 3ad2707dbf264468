//! A document's graph as layouts see it, and the way back.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::model::{
    ActionId, Actor, ActorId, ActorKind, Arrangement, InfluenceGraph, MAX_BENDS, Place, bend_at,
};

use super::beside::clear_of;
use super::calendar::day;
use super::{Facts, Footprint, LayoutRequest, Placed, Point, Tie, Topology};

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
    /// Whether each actor is missing from the arrangement.
    newcomers: Vec<bool>,
    /// Where the actors that are not of the slice stand, and what they take.
    obstacles: Vec<(Point, Footprint)>,
}

fn point(place: &Place) -> Point {
    [place.x as f32, place.y as f32]
}

fn place(point: &Point) -> Place {
    Place::at(f64::from(point[0]), f64::from(point[1]))
}

/// Shrinks a layout that reaches beyond [`Place::LIMIT`] towards the origin:
/// the picture of a million actors does, and cut off at the limit they would
/// stand in a row along it. With nobody pinned it is first brought about the
/// origin.
fn within_limit(at: &mut [Point], pinned: &[bool]) {
    let limit = 0.999 * Place::LIMIT as f32;
    let is_far = |p: &Point| p[0].abs() > limit || p[1].abs() > limit;
    if !at.iter().any(is_far) {
        return;
    }
    let is_pinned = |i: usize| pinned.get(i).copied().unwrap_or(false);
    if !pinned.contains(&true) {
        for axis in 0..2 {
            let least = at.iter().map(|p| p[axis]).fold(f32::MAX, f32::min);
            let most = at.iter().map(|p| p[axis]).fold(f32::MIN, f32::max);
            for p in at.iter_mut() {
                p[axis] -= least.midpoint(most);
            }
        }
    }
    let free = |(i, p): (usize, &Point)| (!is_pinned(i)).then_some(p[0].abs().max(p[1].abs()));
    let reach = at.iter().enumerate().filter_map(free);
    let by = limit / reach.fold(limit, f32::max);
    for (i, p) in at.iter_mut().enumerate() {
        if !is_pinned(i) {
            *p = [p[0] * by, p[1] * by];
        }
    }
}

/// Lets many actions between the same two pull little more than one does: each
/// has a line of its own, with a verb on it, and the more there are, the more
/// room they need between the two. k weights of mean w add up to w k^(1/4).
fn loosen(edges: &[(u32, u32)], weights: &mut [f32]) {
    let pair = |&(a, b): &(u32, u32)| (a.min(b), a.max(b));
    let mut counts: HashMap<(u32, u32), f32> = HashMap::with_capacity(edges.len());
    for edge in edges {
        *counts.entry(pair(edge)).or_default() += 1.0;
    }
    for (edge, weight) in edges.iter().zip(weights) {
        *weight *= counts[&pair(edge)].powf(-0.75);
    }
}

impl Slice {
    /// The actors of `only` (everybody, if not given) and the actions among
    /// them, with the places of an arrangement.
    ///
    /// `footprint`: the box that an actor with so many actions in the whole
    /// graph takes with its name, relative to its centre, in document units. A
    /// disc of half its mean side says how much room there should be on the
    /// whole. O(n log n + m log n).
    #[must_use]
    pub fn of(
        graph: &InfluenceGraph,
        arrangement: &Arrangement,
        only: Option<&BTreeSet<ActorId>>,
        footprint: impl Fn(&Actor, usize) -> Footprint,
    ) -> Self {
        let mut degrees: HashMap<&ActorId, usize> = HashMap::with_capacity(graph.actor_count());
        for link in graph.links() {
            *degrees.entry(link.from).or_default() += 1;
            if link.from != link.to {
                *degrees.entry(link.to).or_default() += 1;
            }
        }
        let (mut actors, mut places, mut newcomers) = (Vec::new(), Vec::new(), Vec::new());
        let (mut footprints, mut obstacles) = (Vec::new(), Vec::new());
        let resolved = arrangement.resolved(graph);
        // Both in order of ids.
        for (actor, (id, place)) in graph.actors().zip(resolved) {
            let body = footprint(actor, degrees.get(&id).copied().unwrap_or(0));
            if only.is_none_or(|only| only.contains(&id)) {
                newcomers.push(!arrangement.places.contains_key(&id));
                actors.push(id);
                places.push(place);
                footprints.push(body);
            } else {
                obstacles.push((point(&place), body));
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
        loosen(&edges, &mut weights);
        for actor in actors.iter().map(|id| graph.actor(id)) {
            facts.when.push(actor.and_then(|a| day(&a.when)));
            facts
                .aside
                .push(actor.is_some_and(|a| a.kind == ActorKind::Norm));
        }
        let half_mean_side =
            |[least, most]: &Footprint| (most[0] - least[0] + most[1] - least[1]) / 4.0;
        let radii: Vec<f32> = footprints.iter().map(half_mean_side).collect();
        let topology = Topology::weighted(actors.len(), &edges, &weights)
            .with_radii(&radii)
            .with_footprints(footprints)
            .with_facts(facts);
        Self {
            actors,
            actions,
            topology,
            places,
            newcomers,
            obstacles,
        }
    }

    /// A request that begins where the actors stand and holds the pinned ones.
    #[must_use]
    pub fn request(&self, seed: u64) -> LayoutRequest {
        LayoutRequest {
            seed,
            start: Some(self.places.iter().map(point).collect()),
            pinned: self.places.iter().map(|p| p.pin).collect(),
            newcomers: self.newcomers.clone(),
            edge_length: 220.0,
            ..LayoutRequest::default()
        }
    }

    /// Where a layout of [`Slice::topology`] is to go in the picture: with
    /// nobody pinned, its middle stays where it was, and it lands on none of
    /// the actors that are not of the slice. `keeps`: the layout belongs where
    /// it is ([`super::Algorithm::keeps_places`]), so that only those give way
    /// who are on top of others. Bends go along with their ends, or are dropped
    /// when those part.
    #[must_use]
    pub fn settled(&self, placed: Placed, keeps: bool) -> Placed {
        /// Single precision, far out.
        const SLACK: f32 = 0.5;
        let Placed { at, mut bends } = placed;
        let settled = self.settled_nodes(at.clone(), keeps);
        let way = |u: u32| {
            let (old, new) = (at[u as usize], settled[u as usize]);
            [new[0] - old[0], new[1] - old[1]]
        };
        let ties = self.topology.facts().map_or(&[][..], |f| &f.ties);
        for (points, tie) in bends.iter_mut().zip(ties) {
            let (a, b) = (way(tie.from), way(tie.to));
            if (a[0] - b[0]).abs() > SLACK || (a[1] - b[1]).abs() > SLACK {
                points.clear();
            }
            for p in points {
                *p = [p[0] + a[0], p[1] + a[1]];
            }
        }
        Placed { at: settled, bends }
    }

    fn settled_nodes(&self, mut at: Vec<Point>, keeps: bool) -> Vec<Point> {
        let pinned: Vec<bool> = self.places.iter().map(|p| p.pin).collect();
        if !keeps && !pinned.contains(&true) {
            let new = Place::middle(&at.iter().map(place).collect::<Vec<_>>());
            let old = Place::middle(&self.places);
            let by = [
                (old.0 - new.0).round() as f32,
                (old.1 - new.1).round() as f32,
            ];
            for p in &mut at {
                *p = [p[0] + by[0], p[1] + by[1]];
            }
        }
        clear_of(&self.topology, &pinned, &mut at, &self.obstacles, keeps);
        within_limit(&mut at, &pinned);
        at
    }

    /// What a layout of [`Slice::topology`] gives each actor. Actors that are
    /// pinned or did not move keep their very place; the others' are rounded as
    /// files have them.
    pub fn places(&self, at: &[Point]) -> impl Iterator<Item = (&ActorId, Place)> {
        self.actors
            .iter()
            .zip(&self.places)
            .zip(at)
            .map(|((id, old), p)| {
                let new = Place::at(f64::from(p[0]), f64::from(p[1])).rounded();
                (
                    id,
                    if old.pin || *p == point(old) {
                        *old
                    } else {
                        new
                    },
                )
            })
    }

    /// The courses that a layout of [`Slice::topology`] gives the actions: the
    /// points that each passes, or none; nothing at all if it routes nothing. Of
    /// more than [`MAX_BENDS`] points, as many are kept, evenly.
    pub fn courses(&self, placed: &Placed) -> impl Iterator<Item = (&ActionId, Vec<[f64; 2]>)> {
        let few = |points: &Vec<Point>| {
            let kept = points.len().min(MAX_BENDS);
            let at = |i: usize| points[i * (points.len() - 1) / (kept - 1).max(1)];
            let point = |i: usize| bend_at(at(i).map(f64::from));
            (0..kept).map(point).collect()
        };
        self.actions.iter().zip(placed.bends.iter().map(few))
    }

    /// [`Slice::places`] of those whom it moves, or gives their first place.
    pub fn moves(&self, at: &[Point]) -> impl Iterator<Item = (&ActorId, Place)> {
        let before = self.places.iter().zip(&self.newcomers);
        self.places(at)
            .zip(before)
            .filter(|((_, new), (old, newcomer))| **newcomer || new != *old)
            .map(|(told, _)| told)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Action, Actor};

    #[test]
    fn bends_go_along_with_both_ends_and_are_few() {
        let mut graph = InfluenceGraph::new();
        let id = |text| ActorId::new(text).expect("an id");
        for name in ["a", "b"] {
            let actor = Actor::new(id(name), name, ActorKind::Person);
            graph.add_actor(actor).expect("new");
        }
        let action = Action::new(ActionId::new("x").expect("an id"), "helps");
        graph
            .add_action(&id("b"), &id("a"), action)
            .expect("both are there");
        let mut arrangement = Arrangement::new("main");
        for (name, y) in [("a", 500.0), ("b", 700.0)] {
            arrangement.places.insert(id(name), Place::at(100.0, y));
        }
        let slice = Slice::of(&graph, &arrangement, None, |_, _| [[-1.0; 2], [1.0; 2]]);
        let routed = |bends: Vec<Point>| Placed {
            at: vec![[0.0, 0.0], [0.0, 200.0]],
            bends: vec![bends],
        };
        let settled = slice.settled(routed(vec![[30.0, 150.0], [30.0, 50.0]]), false);
        assert_eq!(settled.at, [[100.0, 500.0], [100.0, 700.0]]);
        assert_eq!(settled.bends, [[[130.0, 650.0], [130.0, 550.0]]]);
        let long = (0..200).map(|i| [i as f32, 0.0]).collect();
        let courses: Vec<_> = slice.courses(&routed(long)).collect();
        assert_eq!(courses[0].1.len(), MAX_BENDS);
        assert_eq!(courses[0].1[0], [0.0, 0.0]);
        assert_eq!(courses[0].1[MAX_BENDS - 1], [199.0, 0.0]);
        let usual: Vec<_> = slice.courses(&routed(Vec::new())).collect();
        assert_eq!(usual[0].1, Vec::<[f64; 2]>::new());
        let unrouted = Placed {
            bends: Vec::new(),
            ..routed(Vec::new())
        };
        assert_eq!(slice.courses(&unrouted).count(), 0);
    }

    #[test]
    fn what_reaches_too_far_is_shrunk_and_not_cut_off() {
        let far = [[0.0, 0.0], [4e6, 0.0], [2e6, 3e6], [2e6, 2.9e6]];
        let mut at = far;
        within_limit(&mut at, &[false; 4]);
        let limit = Place::LIMIT as f32;
        assert!(at.iter().flatten().all(|v| v.abs() <= limit), "{at:?}");
        // The same picture, smaller.
        let by = (at[1][0] - at[0][0]) / 4e6;
        assert!(by > 0.49, "no smaller than need be: {by}");
        assert!((at[3][1] - at[2][1] + 0.1e6 * by).abs() < 1.0, "{at:?}");
        // Who is pinned stays; the others come nearer.
        let mut at = far;
        within_limit(&mut at, &[true, false, false, false]);
        assert_eq!(at[0], far[0]);
        assert!(at.iter().flatten().all(|v| v.abs() <= limit), "{at:?}");
        assert!(at[2][1] > at[3][1]);
        // What is near enough is as it was.
        let near = [[0.0, 9e5], [-9e5, 1.0]];
        let mut at = near;
        within_limit(&mut at, &[false; 2]);
        assert_eq!(at, near);
    }

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
        let slice = Slice::of(&graph, &Arrangement::new("main"), None, |_, _| {
            [[-1.0; 2], [1.0; 2]]
        });
        let facts = slice.topology.facts().expect("facts");
        assert_eq!(facts.when, [Some(10.0), None]);
        assert_eq!(facts.aside, [false, true]);
        assert_eq!(facts.ties[0].when, Some(1.0));
    }
}
