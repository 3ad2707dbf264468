//! Very many actors and actions at once, as flat arrays.
//!
//! A [`super::Scene`] holds marks for everything that is drawn: a picture. Of a
//! hundred thousand actors hardly any mark could be seen, and making them all
//! would take minutes. A crowd holds only what tells where things are and how
//! large: bodies and lines are drawn from its arrays at once, and marks are made
//! for the few that are near. It knows no backend. The bends of an arrangement
//! are left aside so far: every line takes its usual course.

mod boxes;
mod cover;
mod fans;
mod grid;
mod mask;
mod near;
mod pick;
mod veil;

use std::collections::BTreeMap;

use kurbo::{Point, Rect, Vec2};

use super::edges::{self, Support};
use super::route::{self, Course};
use super::{nodes, shape};
use crate::model::{Action, ActionId, ActorId, ActorKind, Document, Place, StanceBand};
use boxes::BoxTree;
pub use cover::Middles;
use grid::PointGrid;
pub use near::{Labels, Near, Sight, WrittenName};

/// The line of an action. Indices are those of [`Crowd::actors`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Line {
    /// Who acts.
    pub from: u32,
    /// Who is acted upon.
    pub to: u32,
    /// Its place in the fan of lines between the two, counted from the middle in
    /// gaps; where `share` is 0, its bend as a share of the distance; of a loop,
    /// its rank.
    pub slot: f32,
    /// Most that a gap of the fan is of the distance between the two; of a loop,
    /// the direction in which it stands out, in radians.
    pub share: f32,
    /// Width, in document units.
    pub width: f32,
    /// How the action bears on its target.
    pub band: StanceBand,
    /// How well it is supported.
    pub support: Support,
}

/// Where everybody stands, and who is tied to whom.
#[derive(Clone, Debug, Default)]
pub struct Crowd {
    ids: Vec<ActorId>,
    kinds: Vec<ActorKind>,
    centres: Vec<[f32; 2]>,
    radii: Vec<f32>,
    pinned: Vec<u32>,
    /// Actors, the busiest first.
    rank: Vec<u32>,
    /// Where each actor is in `rank`.
    ranked: Vec<u32>,
    actions: Vec<ActionId>,
    lines: Vec<Line>,
    /// Actions of actor `i`: `around[starts[i]..starts[i + 1]]`, ascending.
    starts: Vec<u32>,
    around: Vec<u32>,
    /// Actions of an actor on itself.
    loops: Vec<u32>,
    points: PointGrid,
    courses: BoxTree,
    /// Actors that stand elsewhere than they are looked for, ascending.
    loose: Vec<u32>,
    bounds: Option<Rect>,
    veil: veil::LeftOut,
}

/// Free space round everything, in document units.
const MARGIN: f64 = 90.0;

impl Crowd {
    /// The crowd of a document. Actors without a place in `places` are left out,
    /// and so are their actions. O((n + m) log (n + m)).
    #[must_use]
    pub fn new(doc: &Document, places: &BTreeMap<ActorId, Place>) -> Self {
        let graph = doc.graph.petgraph();
        let mut crowd = Self::default();
        // petgraph's indices number the actors well while the graph stays as it is.
        let mut number = vec![u32::MAX; doc.graph.index_bound()];
        let mut standing = places.iter().peekable();
        for (node, actor) in doc.graph.nodes() {
            while standing.peek().is_some_and(|(id, _)| **id < actor.id) {
                standing.next();
            }
            let Some((_, place)) = standing.peek().filter(|(id, _)| **id == actor.id) else {
                continue;
            };
            let index = crowd.ids.len() as u32;
            number[node.index()] = index;
            crowd.ids.push(actor.id.clone());
            crowd.kinds.push(actor.kind);
            crowd.centres.push(stored(Point::new(place.x, place.y)));
            if place.pin {
                crowd.pinned.push(index);
            }
        }
        for edge in doc.graph.edges() {
            let (Some(action), Some((from, to))) =
                (graph.edge_weight(edge), graph.edge_endpoints(edge))
            else {
                continue;
            };
            let (from, to) = (number[from.index()], number[to.index()]);
            if from == u32::MAX || to == u32::MAX {
                continue;
            }
            let ends = [from, to].map(|i| crowd.kinds[i as usize]);
            let (width, band, support) = manner(doc, action, ends);
            crowd.actions.push(action.id.clone());
            crowd.lines.push(Line {
                from,
                to,
                slot: 0.0,
                share: 0.0,
                width,
                band,
                support,
            });
        }
        crowd.find_neighbours();
        crowd.fan_out();
        crowd.settle();
        crowd
    }

    fn find_neighbours(&mut self) {
        let n = self.ids.len();
        let mut starts = vec![0_u32; n + 1];
        let ends = |line: &Line| [Some(line.from), (line.to != line.from).then_some(line.to)];
        for end in self.lines.iter().flat_map(ends).flatten() {
            starts[end as usize + 1] += 1;
        }
        for i in 0..n {
            starts[i + 1] += starts[i];
        }
        let mut next = starts.clone();
        let mut around = vec![0_u32; starts[n] as usize];
        for (i, line) in self.lines.iter().enumerate() {
            for end in ends(line).into_iter().flatten() {
                let at = &mut next[end as usize];
                around[*at as usize] = i as u32;
                *at += 1;
            }
        }
        let degree = |i: usize| starts[i + 1] - starts[i];
        self.radii = (0..n)
            .map(|i| nodes::radius(self.kinds[i], degree(i) as usize) as f32)
            .collect();
        self.rank = (0..n as u32).collect();
        self.rank
            .sort_by_key(|&i| (std::cmp::Reverse(degree(i as usize)), i));
        self.ranked = vec![0; n];
        for (place, &i) in self.rank.iter().enumerate() {
            self.ranked[i as usize] = place as u32;
        }
        (self.starts, self.around) = (starts, around);
    }

    /// Number of actors.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ids.len()
    }

    /// Whether nobody is there.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }

    /// The actors, in order of ids.
    #[must_use]
    pub fn actors(&self) -> &[ActorId] {
        &self.ids
    }

    /// The actions, in order of ids.
    #[must_use]
    pub fn actions(&self) -> &[ActionId] {
        &self.actions
    }

    /// The lines of [`Crowd::actions`].
    #[must_use]
    pub fn lines(&self) -> &[Line] {
        &self.lines
    }

    /// The kinds of [`Crowd::actors`].
    #[must_use]
    pub fn kinds(&self) -> &[ActorKind] {
        &self.kinds
    }

    /// Radii of [`Crowd::actors`], in document units.
    #[must_use]
    pub fn radii(&self) -> &[f32] {
        &self.radii
    }

    /// Where [`Crowd::actors`] stand, in document units.
    #[must_use]
    pub fn centres(&self) -> &[[f32; 2]] {
        &self.centres
    }

    /// Which of [`Crowd::actors`] are pinned, ascending.
    #[must_use]
    pub fn pinned(&self) -> &[u32] {
        &self.pinned
    }

    /// All actors, the busiest first.
    #[must_use]
    pub fn by_importance(&self) -> &[u32] {
        &self.rank
    }

    /// The index of an actor.
    #[must_use]
    pub fn actor(&self, id: &ActorId) -> Option<usize> {
        self.ids.binary_search(id).ok()
    }

    /// The index of an action.
    #[must_use]
    pub fn action(&self, id: &ActionId) -> Option<usize> {
        self.actions.binary_search(id).ok()
    }

    /// The actions in which an actor takes part, as indices, ascending.
    #[must_use]
    pub fn actions_of(&self, actor: usize) -> &[u32] {
        &self.around[self.starts[actor] as usize..self.starts[actor + 1] as usize]
    }

    /// Where an actor stands.
    #[must_use]
    pub fn centre(&self, actor: usize) -> Point {
        let [x, y] = self.centres[actor];
        Point::new(x.into(), y.into())
    }

    /// Whether an actor stands there, as nearly as places are kept.
    #[must_use]
    pub fn stands_at(&self, actor: usize, at: Point) -> bool {
        self.centres[actor] == stored(at)
    }

    /// Where the outline of an actor lies, seen from its centre.
    fn edge(&self, actor: usize, toward: Point) -> Point {
        let (centre, radius) = (self.centre(actor), f64::from(self.radii[actor]));
        let d = toward - centre;
        if d.hypot2() < 1e-12 {
            return centre;
        }
        centre + d.normalize() * shape::reach(self.kinds[actor], radius, d)
    }

    /// The course of an action's line.
    #[must_use]
    pub fn course(&self, action: usize) -> Course {
        let line = &self.lines[action];
        let (from, to) = (line.from as usize, line.to as usize);
        let (a, b) = (self.centre(from), self.centre(to));
        if from == to {
            let extent = shape::extent(self.kinds[from], f64::from(self.radii[from]));
            let (turn, rank) = (f64::from(line.share), line.slot as usize);
            let edge = |toward| self.edge(from, toward);
            return Course::Loop(route::looped(a, extent, turn, rank, edge));
        }
        let (distance, share) = (a.distance(b), f64::from(line.share));
        let gap = if share == 0.0 {
            distance
        } else {
            route::FAN_GAP.min(distance * share)
        };
        let bend = f64::from(line.slot) * gap;
        Course::Arc(route::bowed(a, b, bend, |control| {
            (self.edge(from, control), self.edge(to, control))
        }))
    }

    /// What everything takes, in document units.
    #[must_use]
    pub fn bounds(&self) -> Rect {
        roomy(self.bounds)
    }

    /// What actors at these places take, in document units.
    #[must_use]
    pub fn bounds_of<'p>(places: impl Iterator<Item = &'p Place>) -> Rect {
        roomy(around(places.map(|p| Point::new(p.x, p.y))))
    }

    /// Lets some actors stand elsewhere. Cheap: they are found one by one until
    /// [`Crowd::settle`] is called.
    pub fn move_to(&mut self, moved: impl IntoIterator<Item = (usize, Point)>) {
        for (i, to) in moved {
            self.centres[i] = stored(to);
            let spot = Rect::from_points(to, to);
            self.bounds = Some(self.bounds.map_or(spot, |b| b.union(spot)));
            if let Err(at) = self.loose.binary_search(&(i as u32)) {
                self.loose.insert(at, i as u32);
            }
        }
    }

    /// How many actors are found one by one.
    #[must_use]
    pub fn loose(&self) -> usize {
        self.loose.len()
    }

    /// Lets an actor stand where it comes to stay. Loops of those tied to it
    /// turn only when [`Crowd::turn_loops_near`] is called.
    pub fn place(&mut self, actor: usize, place: Place) {
        self.move_to([(actor, Point::new(place.x, place.y))]);
        match (self.pinned.binary_search(&(actor as u32)), place.pin) {
            (Err(at), true) => self.pinned.insert(at, actor as u32),
            (Ok(at), false) => {
                self.pinned.remove(at);
            }
            _ => {}
        }
    }

    /// Takes over what is said of an actor. Returns whether a line is drawn
    /// otherwise for that: of persons, actions need a source.
    pub fn restate_actor(&mut self, actor: usize, kind: ActorKind) -> bool {
        self.kinds[actor] = kind;
        let of = self.starts[actor] as usize..self.starts[actor + 1] as usize;
        self.radii[actor] = nodes::radius(kind, of.len()) as f32;
        let mut changed = false;
        for at in of {
            let line = &mut self.lines[self.around[at] as usize];
            if matches!(line.support, Support::Lacking | Support::Open) {
                let ends = [line.from, line.to].map(|i| self.kinds[i as usize]);
                let now = without_source(ends);
                changed |= std::mem::replace(&mut line.support, now) != now;
            }
        }
        changed
    }

    /// Takes over what a document says of an action.
    pub fn restate_action(&mut self, action: usize, doc: &Document, said: &Action) {
        let line = &mut self.lines[action];
        let ends = [line.from, line.to].map(|i| self.kinds[i as usize]);
        (line.width, line.band, line.support) = manner(doc, said, ends);
    }

    /// Lets everybody stand elsewhere, in the order of [`Crowd::actors`], for a
    /// moment: lines are not found before [`Crowd::settle`]. O(n).
    ///
    /// # Panics
    /// When there is not one centre for each actor.
    pub fn move_all(&mut self, centres: impl ExactSizeIterator<Item = [f32; 2]>) {
        assert_eq!(centres.len(), self.ids.len(), "one centre for each actor");
        self.centres.clear();
        self.centres.extend(centres);
        self.loose.clear();
        self.points = PointGrid::new(&self.centres);
        self.courses = BoxTree::default();
    }

    /// Takes over places and pins, after a change that changed nothing else.
    pub fn stand(&mut self, places: &BTreeMap<ActorId, Place>) {
        self.pinned.clear();
        let mut standing = places.iter().peekable();
        for (i, id) in self.ids.iter().enumerate() {
            while standing.peek().is_some_and(|(at, _)| *at < id) {
                standing.next();
            }
            if let Some((_, place)) = standing.peek().filter(|(at, _)| *at == id) {
                self.centres[i] = stored(Point::new(place.x, place.y));
                if place.pin {
                    self.pinned.push(i as u32);
                }
            }
        }
        self.settle();
    }

    /// Makes again what finds actors and lines, once everybody has come to rest.
    /// O(n + m log m).
    pub fn settle(&mut self) {
        self.loose.clear();
        self.turn_loops();
        self.bound();
        self.points = PointGrid::new(&self.centres);
        let boxes: Vec<_> = (0..self.lines.len()).map(|i| self.line_box(i)).collect();
        self.courses = BoxTree::new(&boxes);
    }

    /// Finds what everybody takes who is not hidden.
    fn bound(&mut self) {
        let shown = (0..self.len()).filter(|&i| !self.is_hidden(i));
        self.bounds = around(shown.map(|i| self.centre(i)));
    }

    /// Whether an actor stands elsewhere than it is looked for.
    fn is_loose(&self, actor: u32) -> bool {
        !self.loose.is_empty() && self.loose.binary_search(&actor).is_ok()
    }

    /// The direction from the first end of an action to its second.
    #[must_use]
    pub fn chord(&self, action: usize) -> Vec2 {
        let line = &self.lines[action];
        self.centre(line.to as usize) - self.centre(line.from as usize)
    }
}

/// Width, stance and support of the line of an action between actors of these
/// kinds.
fn manner(doc: &Document, action: &Action, ends: [ActorKind; 2]) -> (f32, StanceBand, Support) {
    let lost = doc.lost.contains(&action.id);
    let lacking = || without_source(ends) == Support::Lacking;
    let support = Support::from_evidence(action.evidence(), lost, lacking);
    (
        edges::line_width(action.weight) as f32,
        action.stance.band(),
        support,
    )
}

fn without_source(ends: [ActorKind; 2]) -> Support {
    match ends.contains(&ActorKind::Person) {
        true => Support::Lacking,
        false => Support::Open,
    }
}

/// A centre as it is kept.
fn stored(at: Point) -> [f32; 2] {
    [at.x as f32, at.y as f32]
}

fn around(points: impl Iterator<Item = Point>) -> Option<Rect> {
    points
        .map(|p| Rect::from_points(p, p))
        .reduce(|a, b| a.union(b))
}

fn roomy(bounds: Option<Rect>) -> Rect {
    bounds
        .unwrap_or(Rect::new(-200.0, -125.0, 200.0, 125.0))
        .inflate(MARGIN, MARGIN)
}

#[cfg(test)]
mod tests;
