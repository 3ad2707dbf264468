//! What lies under a point.

use kurbo::{Point, Rect, Shape};

use super::Shows;
use super::label::BoxGrid;
use super::scene::Scene;
use crate::model::ActorId;

/// Finds what lies under a point without asking everything.
#[derive(Clone, Debug)]
pub struct HitIndex {
    actors: BoxGrid<usize>,
    actions: BoxGrid<usize>,
}

/// Where on an actor the pointer is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// On the body: dragging moves.
    Body,
    /// On the rim: dragging connects.
    Rim,
}

/// Cell of the search grids, in document units.
const CELL: f64 = 160.0;

impl HitIndex {
    /// An index over everything drawn; linear in its size.
    #[must_use]
    pub fn new(scene: &Scene) -> Self {
        let mut actors = BoxGrid::new(CELL);
        for (i, actor) in scene.actors.iter().enumerate() {
            actors.insert(actor.outline.bounding_box().union(actor.name_box), i);
        }
        let mut actions = BoxGrid::new(CELL);
        for (i, action) in scene.actions.iter().enumerate() {
            // Pieces keep the boxes of long slanted lines small.
            for pair in action.course.points(8).windows(2) {
                actions.insert(Rect::from_points(pair[0], pair[1]).inflate(4.0, 4.0), i);
            }
            if let Some(verb) = &action.verb_box {
                actions.insert(verb.bounds(), i);
            }
        }
        Self { actors, actions }
    }

    /// The topmost thing within `reach` (document units) of a point.
    #[must_use]
    pub fn topmost(&self, scene: &Scene, at: Point, reach: f64) -> Option<Shows> {
        if let Some((id, _)) = self.actor(scene, at, reach) {
            return Some(Shows::Actor(id));
        }
        let around = Rect::from_center_size(at, (2.0 * reach, 2.0 * reach));
        let mut best: Option<(f64, usize)> = None;
        for &i in self.actions.touching(around) {
            let action = &scene.actions[i];
            let on_verb = action.verb_box.is_some_and(|b| b.contains(at));
            let distance = if on_verb {
                0.0
            } else {
                (action.course.distance(at) - action.width / 2.0).max(0.0)
            };
            // Of lines equally near, the one drawn later lies on top.
            if distance <= reach && best.is_none_or(|(d, _)| distance <= d) {
                best = Some((distance, i));
            }
        }
        best.map(|(_, i)| Shows::Action(scene.actions[i].id.clone()))
    }

    /// The topmost actor at a point, and which part of it. The rim is the band
    /// from 4 units inside the outline to `reach` units outside it.
    #[must_use]
    pub fn actor(&self, scene: &Scene, at: Point, reach: f64) -> Option<(ActorId, Part)> {
        const RIM: f64 = 4.0;
        let around = Rect::from_center_size(at, (2.0 * reach, 2.0 * reach));
        let hits = self.actors.touching(around);
        let mut named = None;
        for &&i in hits.iter().rev() {
            let actor = &scene.actors[i];
            // The outline, seen from the centre: star-shaped kinds make this exact
            // along the ray, which is what a finger on the rim feels.
            let edge = super::shape::boundary(&actor.outline, actor.centre, at);
            let (to_edge, to_point) = (edge.distance(actor.centre), at.distance(actor.centre));
            if to_point <= to_edge - RIM || (to_point < 1e-9) {
                return Some((actor.id.clone(), Part::Body));
            }
            if to_point <= to_edge + reach {
                return Some((actor.id.clone(), Part::Rim));
            }
            if actor.name_box.contains(at) {
                named.get_or_insert(i);
            }
        }
        named.map(|i| (scene.actors[i].id.clone(), Part::Body))
    }
}
