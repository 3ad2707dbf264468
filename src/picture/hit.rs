//! What lies under a point.

use kurbo::{Point, Rect, Shape};

use super::Shows;
use super::area::{self, Area, Covered};
use super::label::BoxGrid;
use super::scene::{DrawnAction, DrawnActor, Scene};
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
            let distance = gap(action, at);
            // Of lines equally near, the one drawn later lies on top.
            if distance <= reach && best.is_none_or(|(d, _)| distance <= d) {
                best = Some((distance, i));
            }
        }
        best.map(|(_, i)| Shows::Action(scene.actions[i].id.clone()))
    }

    /// Everything within `reach` (document units) of a point, up to so many: the
    /// topmost first, actors before actions.
    #[must_use]
    pub fn beneath(&self, scene: &Scene, at: Point, reach: f64, most: usize) -> Vec<Shows> {
        let around = Rect::from_center_size(at, (2.0 * reach, 2.0 * reach));
        let (mut bodies, mut names) = (Vec::new(), Vec::new());
        for &&i in self.actors.touching(around).iter().rev() {
            let actor = &scene.actors[i];
            match part_at(actor, at, reach) {
                Some(_) => bodies.push(i),
                None if actor.name_box.contains(at) => names.push(i),
                None => {}
            }
        }
        // A name is written over another's body, but the body is what is meant.
        let actors = bodies.into_iter().chain(names);
        let mut actions: Vec<(f64, usize)> = self
            .actions
            .touching(around)
            .into_iter()
            .map(|&i| (gap(&scene.actions[i], at), i))
            .filter(|(gap, _)| *gap <= reach)
            .collect();
        actions.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
        actions.dedup();
        let actors = actors.map(|i| Shows::Actor(scene.actors[i].id.clone()));
        let actions = actions
            .into_iter()
            .map(|(_, i)| Shows::Action(scene.actions[i].id.clone()));
        actors.chain(actions).take(most).collect()
    }

    /// What is in an area.
    pub fn cover(&self, scene: &Scene, area: &Area, found: &mut Covered) {
        found.clear();
        let bounds = match area {
            Area::Marquee(rect) => *rect,
            Area::Lasso(lasso) => lasso.bounds(),
        };
        let actors = self.actors.touching(bounds).into_iter().filter(|&&i| {
            let actor = &scene.actors[i];
            match area {
                Area::Marquee(rect) => area::touches(&actor.outline, *rect),
                Area::Lasso(lasso) => lasso.contains(actor.centre),
            }
        });
        found.actors.extend(actors.map(|&i| i as u32));
        let actions = self.actions.touching(bounds).into_iter().filter(|&&i| {
            let action = &scene.actions[i];
            match area {
                Area::Marquee(rect) => rect.contains_rect(action.course.bounds()),
                Area::Lasso(lasso) => lasso.contains(action.course.at(0.5)),
            }
        });
        found.actions.extend(actions.map(|&i| i as u32));
        // Pieces of a line are found one by one.
        found.actions.dedup();
    }

    /// The topmost actor at a point, and which part of it. The rim is the band
    /// from 4 units inside the outline to `reach` units outside it.
    #[must_use]
    pub fn actor(&self, scene: &Scene, at: Point, reach: f64) -> Option<(ActorId, Part)> {
        let around = Rect::from_center_size(at, (2.0 * reach, 2.0 * reach));
        let hits = self.actors.touching(around);
        let mut named = None;
        for &&i in hits.iter().rev() {
            let actor = &scene.actors[i];
            if let Some(part) = part_at(actor, at, reach) {
                return Some((actor.id.clone(), part));
            }
            if actor.name_box.contains(at) {
                named.get_or_insert(i);
            }
        }
        named.map(|i| (scene.actors[i].id.clone(), Part::Body))
    }
}

/// Which part of an actor's silhouette is at a point.
fn part_at(actor: &DrawnActor, at: Point, reach: f64) -> Option<Part> {
    const RIM: f64 = 4.0;
    // The outline, seen from the centre: star-shaped kinds make this exact
    // along the ray, which is what a finger on the rim feels.
    let edge = super::shape::boundary(&actor.outline, actor.centre, at);
    let (to_edge, to_point) = (edge.distance(actor.centre), at.distance(actor.centre));
    if to_point <= to_edge - RIM || (to_point < 1e-9) {
        Some(Part::Body)
    } else {
        (to_point <= to_edge + reach).then_some(Part::Rim)
    }
}

/// Distance of a point from what is drawn of an action: none on its line and on
/// its verb.
fn gap(action: &DrawnAction, at: Point) -> f64 {
    if action.verb_box.is_some_and(|b| b.contains(at)) {
        0.0
    } else {
        (action.course.distance(at) - action.width / 2.0).max(0.0)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::model::{Action, ActionId, Actor, ActorKind, Bends, Document, Place};
    use crate::picture::{Lasso, Portraits, Theme, ThemeName};

    /// Twenty of all kinds, some on one another, each acting on five.
    fn scene() -> Scene {
        let mut doc = Document::new();
        let mut places = BTreeMap::new();
        let id = |i: usize| ActorId::new(&format!("a{i:02}")).expect("valid");
        for i in 0..20 {
            let kind = ActorKind::ALL[i % 6];
            doc.graph
                .add_actor(Actor::new(id(i), format!("Actor {i}"), kind))
                .expect("new");
            let (x, y) = ((i * 7 % 20) as f64 * 38.0, (i * 3 % 5) as f64 * 90.0);
            places.insert(id(i), Place::at(x, y));
        }
        for i in 0..100 {
            let action = ActionId::new(&format!("x{i:03}")).expect("valid");
            doc.graph
                .add_action(
                    &id(i % 20),
                    &id((i * 3 + i / 20) % 20),
                    Action::new(action, "acts"),
                )
                .expect("both are there");
        }
        let theme = Theme::of(ThemeName::Light);
        Scene::build(&doc, &places, &Bends::new(), &theme, &Portraits::new())
    }

    #[test]
    fn the_first_beneath_is_the_topmost() {
        let scene = scene();
        let hits = HitIndex::new(&scene);
        let mut several = 0;
        for i in 0..900 {
            let at = Point::new(
                f64::from(i % 30) * 26.0 - 20.0,
                f64::from(i / 30) * 14.0 - 20.0,
            );
            let all = hits.beneath(&scene, at, 6.0, 8);
            assert_eq!(
                all.first(),
                hits.topmost(&scene, at, 6.0).as_ref(),
                "{at:?}"
            );
            assert!(all.len() <= 8);
            for (k, one) in all.iter().enumerate() {
                assert!(!all[..k].contains(one), "{one:?} twice at {at:?}");
            }
            several += usize::from(all.len() > 1);
        }
        assert!(several > 50, "{several}");
    }

    #[test]
    fn an_area_covers_what_a_look_at_everything_finds() {
        let scene = scene();
        let hits = HitIndex::new(&scene);
        let (mut actors, mut actions) = (0, 0);
        for i in 0..60 {
            let corner = Point::new(f64::from(i * 37 % 700), f64::from(i * 53 % 400));
            let side = f64::from(i * 29 % 400) + 5.0;
            let rect = Rect::from_origin_size(corner, (side, side * 0.7));
            let far = corner + (side, side);
            let lasso = Lasso::new(vec![
                corner,
                corner + (side, -20.0),
                far,
                corner + (9.0, side),
            ]);
            let mut found = Covered::default();
            for area in [Area::Marquee(rect), Area::Lasso(lasso)] {
                hits.cover(&scene, &area, &mut found);
                let holds = |a: &DrawnActor| match &area {
                    Area::Marquee(r) => area::touches(&a.outline, *r),
                    Area::Lasso(l) => l.contains(a.centre),
                };
                let whole = |a: &DrawnAction| match &area {
                    Area::Marquee(r) => a.course.points(200).iter().all(|p| r.contains(*p)),
                    Area::Lasso(l) => l.contains(a.course.at(0.5)),
                };
                let all = (0..).zip(&scene.actors).filter(|(_, a)| holds(a));
                assert_eq!(found.actors, all.map(|(i, _)| i).collect::<Vec<u32>>());
                let all = (0..).zip(&scene.actions).filter(|(_, a)| whole(a));
                assert_eq!(found.actions, all.map(|(i, _)| i).collect::<Vec<u32>>());
                actors += found.actors.len();
                actions += found.actions.len();
            }
        }
        assert!(actors > 100 && actions > 100, "{actors}, {actions}");
    }
}
