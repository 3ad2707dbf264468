//! Walking the graph by keyboard.

use kurbo::Point;

use super::stage::Stage;
use crate::edit::Selection;
use crate::model::ActorId;
use crate::picture::Shows;

/// Actors in reading order: rows from top to bottom, each from left to right.
/// Made once for each scene.
#[derive(Debug, Default)]
pub struct ReadingOrder {
    /// Indices of the actors, in that order.
    order: Vec<usize>,
    /// Where each actor is in it.
    rank: Vec<usize>,
}

impl ReadingOrder {
    /// The order of actors with these centres.
    #[must_use]
    pub fn new(centres: impl Iterator<Item = Point>) -> Self {
        /// Actors whose heights differ by less stand in one row, in document units.
        const ROW: f64 = 80.0;
        let mut keys: Vec<(i64, f64, usize)> = centres
            .enumerate()
            .map(|(i, p)| ((p.y / ROW).floor() as i64, p.x, i))
            .collect();
        keys.sort_unstable_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)).then(a.2.cmp(&b.2)));
        let order: Vec<usize> = keys.into_iter().map(|(_, _, i)| i).collect();
        let mut rank = vec![0; order.len()];
        for (at, &i) in order.iter().enumerate() {
            rank[i] = at;
        }
        Self { order, rank }
    }

    /// All of them, in that order.
    #[must_use]
    pub fn all(&self) -> &[usize] {
        &self.order
    }

    /// The actor after (or before) that one. Walking past the end gives `None`.
    #[must_use]
    pub fn next(&self, at: Option<usize>, back: bool) -> Option<usize> {
        let at = match (at.and_then(|i| self.rank.get(i)), back) {
            (None, false) => 0,
            (None, true) => self.order.len().checked_sub(1)?,
            (Some(i), false) => i + 1,
            (Some(i), true) => i.checked_sub(1)?,
        };
        self.order.get(at).copied()
    }
}

/// The actor at which a walk stands: the selected one; on an action, the one of
/// its ends from which it was walked to (`walker`), or the one that acts.
#[must_use]
pub fn stand(stage: &Stage, selection: &Selection, walker: Option<&ActorId>) -> Option<ActorId> {
    if let Some(actor) = selection.actors.first() {
        return Some(actor.clone());
    }
    let action = stage.action(selection.actions.first()?)?;
    let walker = walker.filter(|id| **id == action.from || **id == action.to);
    Some(walker.unwrap_or(&action.from).clone())
}

/// The next (or previous) of the actions of an actor, round and round, whether
/// it acts or is acted upon.
#[must_use]
pub fn next_action(
    stage: &Stage,
    actor: &ActorId,
    selection: &Selection,
    back: bool,
) -> Option<Shows> {
    let current = match selection.actors.first() {
        Some(_) => None,
        None => selection.actions.first(),
    };
    let own = stage.actions_of(actor);
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
    use kurbo::Vec2;

    use super::*;
    use crate::app::canvas::far::Far;
    use crate::app::canvas::stage::Close;
    use crate::model::{Actor, ActorId, ActorKind, Bends, Document, Place};
    use crate::picture::{Crowd, Portraits, Scene, Theme, ThemeName};

    /// The same four as a scene and as a crowd.
    fn stages() -> [Stage; 2] {
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
        let theme = Theme::of(ThemeName::Light);
        let scene = Scene::build(&doc, &places, &Bends::new(), &theme, &Portraits::new());
        let crowd = Crowd::new(&doc, &places);
        [
            Stage::Close(Box::new(Close::new(scene))),
            Stage::Far(Box::new(Far::new(crowd))),
        ]
    }

    fn id(name: &str) -> ActorId {
        ActorId::new(name).expect("valid")
    }

    #[test]
    fn tab_reads_rows_and_ends() {
        for stage in stages() {
            let mut at = None;
            let mut walked = Vec::new();
            while let Some(Shows::Actor(next)) = stage.next(at.as_ref(), false) {
                walked.push(next.to_string());
                at = Some(next);
            }
            assert_eq!(walked, ["a", "b", "c", "d"]);
            assert_eq!(stage.next(Some(&id("a")), true), None);
        }
    }

    #[test]
    fn arrows_go_where_they_point() {
        for stage in stages() {
            let go = |from: &str, x: f64, y: f64| stage.toward(Some(&id(from)), Vec2::new(x, y));
            assert_eq!(go("a", 1.0, 0.0), Some(Shows::Actor(id("b"))));
            assert_eq!(go("a", 0.0, 1.0), Some(Shows::Actor(id("c"))));
            assert_eq!(go("d", -1.0, 0.0), Some(Shows::Actor(id("c"))));
            assert_eq!(go("a", -1.0, 0.0), None);
        }
    }
}
