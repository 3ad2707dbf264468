//! Clicking again at the same place: what lies beneath is selected in turn.

use kurbo::Point;

use super::{Canvas, only};
use crate::app::Workspace;
use crate::model::{ActorId, Camera};
use crate::picture::Shows;

/// Most things that are cycled through.
const MOST: usize = 8;
/// How far from one another two clicks may be at the same place, in points.
const SAME_PLACE: f64 = 4.0;

/// The last click that selected one thing.
#[derive(Clone, Debug)]
pub struct LastClick {
    at: Point,
    camera: Camera,
    /// What was selected until then, if the click went on from it: that is what
    /// a double click means.
    from: Option<Shows>,
}

/// Whether one looks at the same, but for what a panel may have grown by that
/// tells what was clicked.
fn is_same(a: Camera, b: Camera) -> bool {
    let moved = (a.x - b.x).hypot(a.y - b.y) * b.zoom;
    (a.zoom / b.zoom - 1.0).abs() < 0.01 && moved <= SAME_PLACE
}

impl Canvas {
    /// What a click without keys means: the topmost thing, or, where that was
    /// clicked before, the one beneath what is selected.
    pub(super) fn clicked(&mut self, ws: &Workspace, at: Point, reach: f64) -> Option<Shows> {
        let camera = self.view.camera();
        let slack = SAME_PLACE / camera.zoom;
        let again = self
            .last_click
            .take()
            .is_some_and(|last| is_same(last.camera, camera) && last.at.distance(at) <= slack);
        let mut from = None;
        let mut hit = self.topmost(at, reach);
        if again {
            let mut beneath = self.beneath(at, reach, MOST);
            let selected = beneath.iter().position(|s| only(s) == *ws.selection());
            if let Some(i) = selected {
                let next = (i + 1) % beneath.len();
                hit = Some(beneath[next].clone());
                from = Some(beneath.swap_remove(i));
            }
        }
        self.last_click = Some(LastClick { at, camera, from });
        hit
    }

    /// What a double click means, and whether its first click has gone on from
    /// that to something else.
    pub(super) fn double_clicked(&mut self, at: Point, reach: f64) -> (Option<Shows>, bool) {
        let last = self.last_click.take();
        match last.and_then(|last| last.from) {
            Some(from) => (Some(from), true),
            None => (self.topmost(at, reach), false),
        }
    }

    /// Whom a drag takes along that takes hold of an actor: who was cycled to
    /// comes before who lies on top.
    pub(super) fn taken_hold_of(
        &self,
        ws: &Workspace,
        topmost: ActorId,
        at: Point,
        reach: f64,
    ) -> ActorId {
        let selected = &ws.selection().actors;
        if selected.is_empty() || selected.contains(&topmost) {
            return topmost;
        }
        let beneath = self.stage.beneath(at, reach, MOST).into_iter();
        beneath
            .filter_map(|shows| match shows {
                Shows::Actor(id) => selected.contains(&id).then_some(id),
                _ => None,
            })
            .next()
            .unwrap_or(topmost)
    }
}
