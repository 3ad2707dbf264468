//! Walking the graph by keyboard.

use eframe::egui;
use kurbo::{Point, Vec2};

use crate::edit::Selection;
use crate::picture::{Scene, Shows};

/// Indices of the actors in reading order: rows from top to bottom, each from
/// left to right.
fn reading_order(scene: &Scene) -> Vec<usize> {
    /// Actors whose heights differ by less stand in one row, in document units.
    const ROW: f64 = 80.0;
    let mut order: Vec<usize> = (0..scene.actors.len()).collect();
    order.sort_by(|&a, &b| {
        let (a, b) = (scene.actors[a].centre, scene.actors[b].centre);
        let row = |p: Point| (p.y / ROW).floor();
        row(a).total_cmp(&row(b)).then(a.x.total_cmp(&b.x))
    });
    order
}

fn position(scene: &Scene, order: &[usize], selection: &Selection) -> Option<usize> {
    // From an action, walking goes on at the actor it starts from.
    let id = selection.actors.first().or_else(|| {
        let action = scene.action(selection.actions.first()?)?;
        Some(&action.from)
    })?;
    order.iter().position(|&i| scene.actors[i].id == *id)
}

/// The actor after (or before) the selected one, in reading order. Walking past
/// the end gives `None`.
#[must_use]
pub fn next(scene: &Scene, selection: &Selection, back: bool) -> Option<Shows> {
    let order = reading_order(scene);
    let at = match (position(scene, &order, selection), back) {
        (None, false) => 0,
        (None, true) => order.len().checked_sub(1)?,
        (Some(i), false) => i + 1,
        (Some(i), true) => i.checked_sub(1)?,
    };
    order
        .get(at)
        .map(|&i| Shows::Actor(scene.actors[i].id.clone()))
}

/// Whether Tab (or Shift+Tab, when that is held) would walk past the end.
#[must_use]
pub fn at_end(ui: &egui::Ui, scene: &Scene, selection: &Selection) -> bool {
    let back = ui.input(|i| i.modifiers.shift);
    next(scene, selection, back).is_none()
}

/// The actor nearest to the selected one in a direction (x right, y down).
/// With nothing selected, the first in reading order.
#[must_use]
pub fn toward(scene: &Scene, selection: &Selection, way: Vec2) -> Option<Shows> {
    let order = reading_order(scene);
    let Some(at) = position(scene, &order, selection) else {
        return next(scene, selection, false);
    };
    let here = scene.actors[order[at]].centre;
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

/// The next (or previous) action of the selected actor, or of the actor whose
/// action is selected; round and round.
#[must_use]
pub fn next_action(scene: &Scene, selection: &Selection, back: bool) -> Option<Shows> {
    let (actor, current) = match (selection.actors.first(), selection.actions.first()) {
        (Some(actor), _) => (actor.clone(), None),
        (None, Some(id)) => (scene.action(id)?.from.clone(), Some(id)),
        (None, None) => return None,
    };
    let own: Vec<_> = scene
        .actions
        .iter()
        .filter(|a| a.from == actor || a.to == actor)
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
        let mut selection = Selection::default();
        let mut walked = Vec::new();
        while let Some(Shows::Actor(next)) = next(&scene, &selection, false) {
            walked.push(next.to_string());
            selection = Selection::actor(next);
        }
        assert_eq!(walked, ["a", "b", "c", "d"]);
        assert_eq!(next(&scene, &Selection::actor(id("a")), true), None);
    }

    #[test]
    fn arrows_go_where_they_point() {
        let scene = scene();
        let go = |from: &str, x: f64, y: f64| {
            toward(&scene, &Selection::actor(id(from)), Vec2::new(x, y))
        };
        assert_eq!(go("a", 1.0, 0.0), Some(Shows::Actor(id("b"))));
        assert_eq!(go("a", 0.0, 1.0), Some(Shows::Actor(id("c"))));
        assert_eq!(go("d", -1.0, 0.0), Some(Shows::Actor(id("c"))));
        assert_eq!(go("a", -1.0, 0.0), None);
    }
}
