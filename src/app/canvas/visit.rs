//! Going to something that was looked for, and back.

use eframe::egui;

use super::access::line_in_view;
use super::{Canvas, View};
use crate::app::Settings;
use crate::model::{ActionId, ActorId, Camera};
use crate::picture::Shows;

/// Least zoom at which what is visited can be read.
const READABLE: f64 = 0.5;

/// Room around the line of an action, in document units: its ends have bodies and
/// names.
const ROOM: f64 = 60.0;

/// What was in view, to come back to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Outlook {
    camera: Camera,
    fitted: bool,
}

impl Canvas {
    /// What is in view.
    #[must_use]
    pub fn outlook(&self) -> Outlook {
        Outlook {
            camera: self.view.camera(),
            fitted: self.view.is_fitted(),
        }
    }

    /// Lets the same be in view again.
    pub fn return_to(&mut self, outlook: Outlook, now_s: f64, settings: &Settings) {
        self.view.go(outlook.camera, now_s, settings.reduced_motion);
        if outlook.fitted {
            self.view.keep_fitted();
        }
    }

    /// Flies to an actor or action, near enough to read, and to an action so far off
    /// that both its ends are in view where they can be read so.
    pub fn fly_to(&mut self, shows: &Shows, now_s: f64, settings: &Settings) {
        let at = match shows {
            Shows::Actor(id) => self.stage.actor_centre(id),
            Shows::Action(id) => self.stage.action(id).map(|a| a.course.at(0.5)),
            Shows::Annotation(id) => self.notes.get(id).map(|n| n.centre()),
            Shows::Furniture => None,
        };
        let Some(at) = at else {
            return;
        };
        let zoom = self.view.camera().zoom;
        let zoom = if zoom < READABLE { 1.0 } else { zoom };
        let mut to = Camera {
            x: at.x,
            y: at.y,
            zoom,
        };
        if let Shows::Action(id) = shows
            && let Some(drawn) = self.stage.action(id)
        {
            let whole = View::fitting(self.rect, drawn.course.bounds().inflate(ROOM, ROOM));
            if (READABLE..zoom).contains(&whole.zoom) {
                to = whole;
            }
        }
        self.view.go(to, now_s, settings.reduced_motion);
    }

    /// Whether some of an action's line is in view.
    #[must_use]
    pub fn is_in_view(&self, action: &ActionId) -> bool {
        let seen = self.view.in_view(self.rect);
        let drawn = self.stage.action(action);
        drawn.is_some_and(|a| line_in_view(&a.course, seen).is_some())
    }

    /// Whether all of these stand in view; those who are not drawn do not.
    #[must_use]
    pub fn are_in_view<'i>(&self, actors: impl IntoIterator<Item = &'i ActorId>) -> bool {
        let seen = self.view.in_view(self.rect);
        let stands = |id| {
            self.stage
                .actor_centre(id)
                .is_some_and(|at| seen.contains(at))
        };
        actors.into_iter().all(stands)
    }

    /// Gives the keyboard to the canvas at once: whatever is opened next may
    /// take it from there.
    pub fn take_keyboard(&mut self, ctx: &egui::Context) {
        if self.naming.is_none() {
            ctx.memory_mut(|m| m.request_focus(egui::Id::new("canvas")));
            // Whatever else closes in this frame may take it away again.
            self.focus_later = 2;
        }
    }

    /// The part of the window that the canvas takes, as of the last frame.
    #[must_use]
    pub fn rect(&self) -> egui::Rect {
        self.rect
    }
}
