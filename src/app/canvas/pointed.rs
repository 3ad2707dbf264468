//! Actions on screen, for whoever tells something of one beside it.

use std::collections::BTreeSet;

use eframe::egui::{self, Pos2};

use super::walk::ReadingOrder;
use super::{Canvas, Gesture, REACH};
use crate::app::panels::Spot;
use crate::model::{ActionId, Camera};
use crate::picture::Shows;

impl Canvas {
    /// The action under the pointer, which is there, while nothing is being done
    /// with that: the one that a click selects. Of a crowd seen from far away, only
    /// where no other line can be meant: elsewhere hairlines are everywhere.
    #[must_use]
    pub fn pointed_action(&self, pointer: Option<Pos2>) -> Option<&ActionId> {
        /// How much nearer than all others a line is, in points, that is meant.
        const APART: f64 = 2.0;
        let rests = matches!(self.gesture, Gesture::Idle);
        let Shows::Action(id) = self.hovered.as_ref().filter(|_| rests)? else {
            return None;
        };
        if let Some(crowd) = self.stage.crowd().filter(|_| self.passes_over_lines()) {
            let (at, _) = self.under(pointer?);
            let apart = APART / self.view.camera().zoom;
            return crowd
                .stands_apart(crowd.action(id)?, at, apart)
                .then_some(id);
        }
        Some(id)
    }

    /// What everything is drawn from: another one whenever something may stand
    /// elsewhere on screen.
    #[must_use]
    pub fn sight(&self) -> (u64, Camera, egui::Rect) {
        (self.scene_version, self.view.camera(), self.rect)
    }

    /// Where an action is on screen, and the pointer on it, if it is; else the
    /// middle of its line in view, or the upper part of the canvas when none is.
    pub(in crate::app) fn spot(
        &self,
        action: &ActionId,
        pointer: Option<Pos2>,
        room: egui::Rect,
    ) -> Spot {
        /// Pieces that a line is cut into: each is about straight.
        const PIECES: usize = 48;
        let screen = |p| self.view.to_screen(self.rect, p);
        let drawn = self.stage.action(action);
        let points = drawn.as_ref().map(|a| a.course.points(PIECES));
        let points: Vec<Pos2> = points.into_iter().flatten().map(screen).collect();
        let pieces = points.windows(2);
        let pieces = pieces.map(|p| egui::Rect::from_two_pos(p[0], p[1]).expand(REACH as f32));
        let mut clear: Vec<egui::Rect> = pieces.filter(|p| p.intersects(self.rect)).collect();
        let verb = drawn.as_ref().and_then(|a| a.verb_box);
        clear.extend(verb.map(|verb| {
            let b = verb.bounds();
            let ends = [(b.x0, b.y0), (b.x1, b.y1)].map(|(x, y)| screen(kurbo::Point::new(x, y)));
            egui::Rect::from_two_pos(ends[0], ends[1])
        }));
        let in_view: Vec<Pos2> = points
            .into_iter()
            .filter(|p| self.rect.contains(*p))
            .collect();
        let middle = in_view.get(in_view.len() / 2).copied();
        let top = self.rect.center_top() + egui::vec2(0.0, 24.0);
        Spot {
            at: pointer.or(middle).unwrap_or(top),
            clear,
            room,
        }
    }

    /// Actions as one reads them in the picture: by the middles of their lines,
    /// in rows from top to bottom; those that are not drawn come last.
    #[must_use]
    pub fn in_reading_order(&self, actions: &BTreeSet<ActionId>) -> Vec<ActionId> {
        let middle = |id: &ActionId| Some(self.stage.action(id)?.course.at(0.5));
        let (mut drawn, mut middles, mut others) = (Vec::new(), Vec::new(), Vec::new());
        for id in actions {
            match middle(id) {
                Some(at) => {
                    drawn.push(id.clone());
                    middles.push(at);
                }
                None => others.push(id.clone()),
            }
        }
        let order = ReadingOrder::new(middles.into_iter());
        let read = order.all().iter().map(|&i| drawn[i].clone());
        read.chain(others).collect()
    }
}
