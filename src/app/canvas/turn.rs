//! Turning and spreading several selected actors by the handles of a box round
//! them. Marks keep their size: only where they stand changes.

use std::collections::BTreeMap;

use eframe::egui::epaint::{PathShape, PathStroke};
use eframe::egui::{self, CornerRadius, CursorIcon, Pos2, Shape, Stroke, StrokeKind};
use kurbo::{Affine, Point, Rect, Vec2};

use super::{Canvas, Gesture};
use crate::app::{Command, Workspace, look};
use crate::model::{ActorId, Annotation, Form, Place};
use crate::picture::{Theme, shape};

/// Room between the box and the marks in it, in screen points.
const GAP: f64 = 14.0;
/// How far above the box the handle stands that turns, in screen points.
const STALK: f64 = 26.0;
/// How near the pointer must come to a handle, in screen points.
const NEAR: f64 = 9.0;
/// Least length of the longer side of a box that has handles, in screen points.
const LEAST_BOX: f64 = 60.0;
/// Least that all is spread to: nobody comes to stand on anybody for good.
const LEAST_FACTOR: f64 = 0.05;
/// With Shift, turns go in steps of so many degrees.
const STEP_DEGREES: f64 = 15.0;

/// A handle of the box.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Handle {
    /// Turns about the middle.
    Turn,
    /// Spreads away from the opposite corner or edge: towards −1, 0 or 1 along
    /// each axis.
    Spread(i8, i8),
}

impl Handle {
    /// All of them, corners first: they win over edges.
    const ALL: [Self; 9] = [
        Self::Turn,
        Self::Spread(-1, -1),
        Self::Spread(1, -1),
        Self::Spread(1, 1),
        Self::Spread(-1, 1),
        Self::Spread(0, -1),
        Self::Spread(1, 0),
        Self::Spread(0, 1),
        Self::Spread(-1, 0),
    ];

    /// Where it is, on a box; `px` is how long a screen point is there.
    fn at(self, body: Rect, px: f64) -> Point {
        let middle = body.center();
        match self {
            Self::Turn => Point::new(middle.x, body.y0 - STALK * px),
            Self::Spread(x, y) => Point::new(
                middle.x + f64::from(x) * body.width() / 2.0,
                middle.y + f64::from(y) * body.height() / 2.0,
            ),
        }
    }

    fn cursor(self) -> CursorIcon {
        match self {
            Self::Turn => CursorIcon::Alias,
            Self::Spread(0, _) => CursorIcon::ResizeVertical,
            Self::Spread(_, 0) => CursorIcon::ResizeHorizontal,
            Self::Spread(x, y) if x == y => CursorIcon::ResizeNwSe,
            Self::Spread(..) => CursorIcon::ResizeNeSw,
        }
    }

    /// What pulling it from one point to another does to all in the box.
    /// `middle` keeps the middle where it is, instead of the other side;
    /// `even` turns in steps.
    fn pulled(self, body: Rect, [start, to]: [Point; 2], middle: bool, even: bool) -> Affine {
        let centre = body.center();
        match self {
            Self::Turn => {
                let [a, b] = [start, to].map(|p| (p - centre).atan2());
                let mut angle = b - a;
                if even {
                    let step = STEP_DEGREES.to_radians();
                    angle = (angle / step).round() * step;
                }
                Affine::rotate_about(angle, centre)
            }
            Self::Spread(x, y) => {
                let way = Vec2::new(f64::from(x), f64::from(y));
                let half = Vec2::new(body.width() / 2.0, body.height() / 2.0);
                let reach = Vec2::new(way.x * half.x, way.y * half.y);
                let pivot = if middle { centre } else { centre - reach };
                let arm = if middle { reach } else { 2.0 * reach };
                // The pointer keeps its distance from the handle.
                let factor = 1.0 + (to - start).dot(arm) / arm.hypot2();
                let factor = factor.max(LEAST_FACTOR);
                let of = |along: i8| if along == 0 { 1.0 } else { factor };
                Affine::translate(pivot.to_vec2())
                    * Affine::scale_non_uniform(of(x), of(y))
                    * Affine::translate(-pivot.to_vec2())
            }
        }
    }
}

/// What is turned or spread, while it is.
#[derive(Clone, Debug, PartialEq)]
pub struct Turning {
    handle: Handle,
    /// Where the pointer took hold, in the document.
    start: Point,
    /// The box as it was.
    body: Rect,
    /// Where the actors stood.
    from: BTreeMap<ActorId, Place>,
    /// What is done to them by now.
    by: Affine,
}

impl Turning {
    fn places(&self) -> Vec<(ActorId, Place)> {
        let moved = self.from.iter().map(|(id, old)| {
            let to = self.by * Point::new(old.x, old.y);
            let new = Place {
                x: to.x,
                y: to.y,
                ..*old
            }
            .clamped()
            .rounded();
            (id.clone(), Place { pin: true, ..new })
        });
        moved.collect()
    }

    /// An annotation as it is by now: one with two ends has both moved, where
    /// that leaves it upright; else its middle.
    fn of_note(&self, old: &Annotation) -> Annotation {
        let to = |[x, y]: [f64; 2]| {
            let p = self.by * Point::new(x, y);
            [p.x.round(), p.y.round()]
        };
        let turned = self.handle == Handle::Turn;
        let form = match old.form {
            Form::Frame { from, to: end } if turned => {
                let middle = [(from[0] + end[0]) / 2.0, (from[1] + end[1]) / 2.0];
                let new = to(middle);
                return old.shifted([new[0] - middle[0], new[1] - middle[1]]);
            }
            Form::Frame { from, to: end } => Form::frame_between(to(from), to(end)),
            form => form.mapped(to),
        };
        let new = Annotation {
            form,
            ..old.clone()
        };
        // What would be too small or too far away stays as it was.
        if new.trouble().is_some() {
            old.clone()
        } else {
            new
        }
    }
}

/// The box round what is selected, as of a selection, a scene and an arrangement.
#[derive(Debug, Default)]
pub(super) struct SelectionBox {
    as_of: Option<(u64, u64, u64)>,
    /// Round the centres.
    body: Option<Rect>,
}

impl Canvas {
    /// Takes note of the box round what is selected, once for every change.
    pub(super) fn refresh_box(&mut self, ws: &Workspace) {
        let now = (
            ws.selection_epoch(),
            self.scene_version,
            self.places_version,
        );
        if self.chosen.as_of == Some(now) {
            return;
        }
        let actors = &ws.selection().actors;
        let mut body: Option<Rect> = None;
        if actors.len() > 1 {
            for centre in actors.iter().filter_map(|id| self.stage.actor_centre(id)) {
                let own = Rect::from_center_size(centre, (0.0, 0.0));
                body = Some(body.map_or(own, |all| all.union(own)));
            }
        }
        self.chosen = SelectionBox {
            as_of: Some(now),
            body,
        };
    }

    /// How long a screen point is in the document.
    fn px(&self) -> f64 {
        1.0 / self.view.camera().zoom
    }

    /// The box with its handles, if there are any now.
    fn turnable(&self) -> Option<Rect> {
        let px = self.px();
        let room = shape::RADIUS + GAP * px;
        let body = self.chosen.body?.inflate(room, room);
        let shown = matches!(self.gesture, Gesture::Idle) && self.naming.is_none();
        let large = body.width().max(body.height()) > LEAST_BOX * px;
        (shown && large && !self.lasso_ready && !self.has_tool()).then_some(body)
    }

    /// The handle at a point, if there is one.
    fn turn_at(&self, point: Point) -> Option<(Handle, Rect)> {
        let body = self.turnable()?;
        let px = self.px();
        let near = |h: &Handle| h.at(body, px).distance(point) <= NEAR * px;
        let handle = Handle::ALL.into_iter().find(near)?;
        Some((handle, body))
    }

    /// How the pointer looks over a handle, if it is over one.
    pub(super) fn turn_cursor(&self, point: Point) -> Option<CursorIcon> {
        Some(self.turn_at(point)?.0.cursor())
    }

    /// Takes hold of a handle at a point, if there is one.
    pub(super) fn grab_turn(&mut self, ws: &Workspace, start: Point) -> Option<Turning> {
        let (handle, body) = self.turn_at(start)?;
        let from = self.take_hold(ws, ws.selection());
        Some(Turning {
            handle,
            start,
            body,
            from,
            by: Affine::IDENTITY,
        })
    }

    /// Shows everybody where they come to stand with the pointer over a point.
    pub(super) fn follow_turn(&mut self, ui: &egui::Ui, to: Point) {
        let Gesture::Turning(turning) = &mut self.gesture else {
            return;
        };
        let held = ui.input(|i| i.modifiers);
        let pulled = [turning.start, to];
        let by = turning
            .handle
            .pulled(turning.body, pulled, held.alt, held.shift);
        if by == turning.by {
            return;
        }
        turning.by = by;
        let turning = turning.as_ref().clone();
        self.notes.carry_as(|a| turning.of_note(a));
        self.try_on(turning.places());
    }

    /// The step that this comes to; none where nothing was turned or spread.
    pub(super) fn end_turn(&mut self, ws: &Workspace) -> Option<Command> {
        let Gesture::Turning(turning) = &self.gesture else {
            return None;
        };
        if turning.by == Affine::IDENTITY {
            return None;
        }
        let notes = self.notes.held_as(|a| turning.of_note(a));
        let shown = &ws.arrangement().name;
        let mut step = crate::edit::move_things(ws.document(), shown, &turning.places(), notes);
        let what = match turning.handle {
            Handle::Turn => "turn",
            Handle::Spread(..) => "spread",
        };
        step.label = format!(
            "{what} {}",
            crate::app::panels::count(turning.from.len(), "actor")
        );
        self.notes.settle();
        self.dropped = true;
        Some(Command::Edit(step, None))
    }

    /// The box and its handles, or how far it has come.
    pub(super) fn turn_shapes(&self, theme: &Theme, shapes: &mut Vec<Shape>) {
        let accent = look::color(theme.accent);
        let line = Stroke::new(1.0, accent.gamma_multiply(0.7));
        let outline = |corners: [Pos2; 4], shapes: &mut Vec<Shape>| {
            let path = PathShape::closed_line(corners.to_vec(), PathStroke::from(line));
            shapes.push(Shape::Path(path));
        };
        let corners = |body: Rect| {
            let (a, b) = ((body.x0, body.y0), (body.x1, body.y1));
            [a, (b.0, a.1), b, (a.0, b.1)].map(Point::from)
        };
        if let Gesture::Turning(turning) = &self.gesture {
            let now = corners(turning.body).map(|p| self.to_screen(turning.by * p));
            outline(now, shapes);
            return;
        }
        let Some(body) = self.turnable() else {
            return;
        };
        outline(corners(body).map(|p| self.to_screen(p)), shapes);
        let px = self.px();
        let paper = look::color(theme.paper);
        let firm = Stroke::new(1.5, accent);
        let top = self.to_screen(Handle::Spread(0, -1).at(body, px));
        let turn = self.to_screen(Handle::Turn.at(body, px));
        shapes.push(Shape::line_segment([top, turn], line));
        shapes.push(Shape::circle_filled(turn, 5.0, paper));
        shapes.push(Shape::circle_stroke(turn, 5.0, firm));
        for handle in Handle::ALL {
            if handle == Handle::Turn {
                continue;
            }
            let at = self.to_screen(handle.at(body, px));
            let square = egui::Rect::from_center_size(at, egui::Vec2::splat(8.0));
            let round = CornerRadius::same(2);
            shapes.push(Shape::rect_filled(square, round, paper));
            shapes.push(Shape::rect_stroke(square, round, firm, StrokeKind::Middle));
        }
    }

    /// Where the handles of the box round what is selected are on screen, for
    /// tests: the one that turns, and the one at the lower right corner.
    #[must_use]
    pub fn selection_handles(&self) -> Option<[Pos2; 2]> {
        let body = self.turnable()?;
        let px = self.px();
        Some([Handle::Turn, Handle::Spread(1, 1)].map(|h| self.to_screen(h.at(body, px))))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BODY: Rect = Rect::new(0.0, 0.0, 100.0, 50.0);

    fn near(a: Point, b: (f64, f64)) {
        assert!(a.distance(b.into()) < 1e-9, "{a:?}, not {b:?}");
    }

    #[test]
    fn a_corner_spreads_away_from_the_opposite_one() {
        let pull = [Point::new(100.0, 50.0), Point::new(200.0, 100.0)];
        let by = Handle::Spread(1, 1).pulled(BODY, pull, false, false);
        near(by * Point::ORIGIN, (0.0, 0.0));
        near(by * Point::new(100.0, 50.0), (200.0, 100.0));
        let by = Handle::Spread(1, 1).pulled(BODY, pull, true, false);
        near(by * Point::new(50.0, 25.0), (50.0, 25.0));
        near(by * Point::new(100.0, 50.0), (200.0, 100.0));
        // Pulled far beyond the pivot, nothing is turned inside out.
        let pull = [Point::new(100.0, 50.0), Point::new(-900.0, -900.0)];
        let by = Handle::Spread(1, 1).pulled(BODY, pull, false, false);
        near(by * Point::new(100.0, 0.0), (100.0 * LEAST_FACTOR, 0.0));
    }

    #[test]
    fn an_edge_spreads_along_one_axis() {
        let pull = [Point::new(0.0, 25.0), Point::new(-50.0, 99.0)];
        let by = Handle::Spread(-1, 0).pulled(BODY, pull, false, false);
        near(by * Point::new(0.0, 10.0), (-50.0, 10.0));
        near(by * Point::new(100.0, 10.0), (100.0, 10.0));
    }

    #[test]
    fn turns_go_about_the_middle_and_with_shift_in_steps() {
        let pull = [Point::new(50.0, -20.0), Point::new(120.0, 25.0)];
        let by = Handle::Turn.pulled(BODY, pull, false, false);
        near(by * Point::new(50.0, 25.0), (50.0, 25.0));
        near(by * Point::new(50.0, 0.0), (75.0, 25.0));
        let pull = [Point::new(50.0, -20.0), Point::new(120.0, 30.0)];
        let by = Handle::Turn.pulled(BODY, pull, false, true);
        near(by * Point::new(50.0, 0.0), (75.0, 25.0));
    }
}
