//! Walking the graph by keyboard.

use eframe::egui;
use kurbo::{Point, Vec2};

use crate::edit::Selection;
use crate::model::ActorId;
use crate::picture::{Scene, Shows};

/// The actors of a scene in reading order: rows from top to bottom, each from
/// left to right. Made once for each scene.
#[derive(Debug, Default)]
pub struct ReadingOrder {
    /// Indices of the actors, in that order.
    order: Vec<usize>,
    /// Where each actor is in it.
    rank: Vec<usize>,
}

impl ReadingOrder {
    /// The order of a scene.
    #[must_use]
    pub fn new(scene: &Scene) -> Self {
        /// Actors whose heights differ by less stand in one row, in document units.
        const ROW: f64 = 80.0;
        let mut order: Vec<usize> = (0..scene.actors.len()).collect();
        order.sort_by(|&a, &b| {
            let (a, b) = (scene.actors[a].centre, scene.actors[b].centre);
            let row = |p: Point| (p.y / ROW).floor();
            row(a).total_cmp(&row(b)).then(a.x.total_cmp(&b.x))
        });
        let mut rank = vec![0; order.len()];
        for (at, &i) in order.iter().enumerate() {
            rank[i] = at;
        }
        Self { order, rank }
    }

    fn position(&self, scene: &Scene, at: Option<&ActorId>) -> Option<usize> {
        let at = at?;
        let index = scene.actors.binary_search_by(|a| a.id.cmp(at)).ok()?;
        self.rank.get(index).copied()
    }

    /// The actor after (or before) that one. Walking past the end gives `None`.
    #[must_use]
    pub fn next(&self, scene: &Scene, at: Option<&ActorId>, back: bool) -> Option<Shows> {
        let at = match (self.position(scene, at), back) {
            (None, false) => 0,
            (None, true) => self.order.len().checked_sub(1)?,
            (Some(i), false) => i + 1,
            (Some(i), true) => i.checked_sub(1)?,
        };
        let actor = scene.actors.get(*self.order.get(at)?)?;
        Some(Shows::Actor(actor.id.clone()))
    }

    /// Whether Tab (or Shift+Tab, when that is held) would walk past the end.
    #[must_use]
    pub fn at_end(&self, ui: &egui::Ui, scene: &Scene, at: Option<&ActorId>) -> bool {
        let back = ui.input(|i| i.modifiers.shift);
        self.next(scene, at, back).is_none()
    }
}

/// The actor at which a walk stands: the selected one; on an action, the one of
/// its ends from which it was walked to (`walker`), or the one that acts.
#[must_use]
pub fn stand(scene: &Scene, selection: &Selection, walker: Option<&ActorId>) -> Option<ActorId> {
    if let Some(actor) = selection.actors.first() {
        return Some(actor.clone());
    }
    let action = scene.action(selection.actions.first()?)?;
    let walker = walker.filter(|id| **id == action.from || **id == action.to);
    Some(walker.unwrap_or(&action.from).clone())
}

/// The actor nearest to that one in a direction (x right, y down); from
/// nowhere, the first in reading order.
#[must_use]
pub fn toward(
    scene: &Scene,
    order: &ReadingOrder,
    at: Option<&ActorId>,
    way: Vec2,
) -> Option<Shows> {
    let Some(at) = at.and_then(|id| scene.actor(id)) else {
        return order.next(scene, None, false);
    };
    let here = at.centre;
    scene
        .actors
        .iter()
        .filter_map(|actor| {
            let d = actor.centre - here;
            let along = d.dot(way);
            // Within 60 degrees of the direction; those straight ahead come first.
            (along > 0.5 * d.hypot() && along > 1.0).then(|| {
                let across = d.cross(way).abs();
                (along + 2.0 * across, actor)
            })
        })
        .min_by(|a, b| a.0.total_cmp(&b.0).then_with(|| a.1.id.cmp(&b.1.id)))
        .map(|(_, actor)| Shows::Actor(actor.id.clone()))
}

/// The next (or previous) of the actions of an actor, round and round, whether
/// it acts or is acted upon.
#[must_use]
pub fn next_action(
    scene: &Scene,
    actor: &ActorId,
    selection: &Selection,
    back: bool,
) -> Option<Shows> {
    let current = match selection.actors.first() {
        Some(_) => None,
        None => selection.actions.first(),
    };
    let own: Vec<_> = scene
        .actions
        .iter()
        .filter(|a| a.from == *actor || a.to == *actor)
        .map(|a| &a.id)
        .collect();
    let n = own.len();
    let at = current.and_then(|id| own.iter().position(|o| *o == id));
    let to = match (at, back) {
        (None, false) => 0,
        (None, true) => n.checked_sub(1)?,
        (Some(i), false) => (i + 1) % n,
        (Some(i), true) => (i + n - 1) % n,
    };
    own.get(to).map(|id| Shows::Action((*id).clone()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Actor, ActorId, ActorKind, Document, Place};
    use crate::picture::{Portraits, Theme, ThemeName};

    fn scene() -> Scene {
        let mut doc = Document::new();
        let mut places = std::collections::BTreeMap::new();
        for (name, x, y) in [
            ("a", 0.0, 0.0),
            ("b", 300.0, 10.0),
            ("c", 0.0, 300.0),
            ("d", 320.0, 300.0),
        ] {
            let id = ActorId::new(name).expect("valid");
            doc.graph
                .add_actor(Actor::new(id.clone(), name, ActorKind::Person))
                .expect("new");
            places.insert(id, Place::at(x, y));
        }
        Scene::build(
            &doc,
            &places,
            &Theme::of(ThemeName::Light),
            &Portraits::new(),
        )
    }

    fn id(name: &str) -> ActorId {
        ActorId::new(name).expect("valid")
    }

    #[test]
    fn tab_reads_rows_and_ends() {
        let scene = scene();
        let order = ReadingOrder::new(&scene);
        let mut at = None;
        let mut walked = Vec::new();
        while let Some(Shows::Actor(next)) = order.next(&scene, at.as_ref(), false) {
            walked.push(next.to_string());
            at = Some(next);
        }
        assert_eq!(walked, ["a", "b", "c", "d"]);
        assert_eq!(order.next(&scene, Some(&id("a")), true), None);
    }

    #[test]
    fn arrows_go_where_they_point() {
        let scene = scene();
        let order = ReadingOrder::new(&scene);
        let go =
            |from: &str, x: f64, y: f64| toward(&scene, &order, Some(&id(from)), Vec2::new(x, y));
        assert_eq!(go("a", 1.0, 0.0), Some(Shows::Actor(id("b"))));
        assert_eq!(go("a", 0.0, 1.0), Some(Shows::Actor(id("c"))));
        assert_eq!(go("d", -1.0, 0.0), Some(Shows::Actor(id("c"))));
        assert_eq!(go("a", -1.0, 0.0), None);
    }
}
