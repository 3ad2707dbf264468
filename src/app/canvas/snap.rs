//! Coming in line with others, and with the grid, while actors are dragged.

use std::collections::BTreeMap;

use eframe::egui::{self, Shape, Stroke};
use kurbo::{Point, Vec2};

use super::{Canvas, Gesture};
use crate::app::{Settings, Workspace, look};
use crate::edit::{self, Guide, Piece, Snap, on_grid};
use crate::model::{ActorId, Place};
use crate::picture::{Theme, shape};

/// How near is near enough to come in line, in points of the screen.
const TOLERANCE: f64 = 8.0;
/// Most others that are looked at in a frame.
const MOST_OTHERS: usize = 120;
/// More than so many that are dragged at once come in line with nobody.
const MOST_DRAGGED: usize = 2_000;
/// Least radius on screen of actors that come in line, in points: where they are
/// smaller, somebody would always be near enough.
const LEAST_RADIUS: f64 = 4.0;
/// Half of the cross that marks somebody in line, in points.
const CROSS: f32 = 3.5;

/// What is dragged, as a whole.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Hold {
    /// Where the one stood who was taken hold of.
    pub at: Place,
    /// What all of them take, relative to that; nothing if they are too many.
    body: Option<[[f64; 2]; 2]>,
    /// What comes to stand on the grid, relative to that.
    grip: Vec2,
}

impl Hold {
    /// What takes hold of something that takes this box: its upper left corner
    /// comes to stand on the grid.
    pub fn of_box(body: kurbo::Rect) -> Self {
        let (centre, half) = (body.center(), body.size().to_vec2() / 2.0);
        Self {
            at: Place::at(centre.x, centre.y),
            body: Some([[-half.x, -half.y], [half.x, half.y]]),
            grip: -half,
        }
    }
}

/// How far a drag has moved what it moves.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Way {
    /// In document units.
    pub by: Vec2,
    /// Along which axes it ends where something else tells; along others, in
    /// whole units.
    exact: [bool; 2],
}

impl Way {
    /// Where those come to stand who are dragged all that way. There and back
    /// again is nowhere.
    pub fn lead(&self, from: &BTreeMap<ActorId, Place>) -> Vec<(ActorId, Place)> {
        let mut moved = super::keyboard::shifted(from, self.by);
        if self.by != Vec2::ZERO {
            for (_, place) in &mut moved {
                let exact = place.rounded();
                let of = |axis: usize, exact: f64| match self.exact[axis] {
                    true => exact,
                    false => exact.round(),
                };
                (place.x, place.y) = (of(0, exact.x), of(1, exact.y));
            }
        }
        moved
    }
}

impl Canvas {
    /// What a drag takes hold of that moves some actors by one of them.
    pub(super) fn hold(
        &self,
        ws: &Workspace,
        held: &ActorId,
        from: &BTreeMap<ActorId, Place>,
    ) -> Hold {
        let at = from.get(held).copied().unwrap_or(Place::at(0.0, 0.0));
        let mut whole: Option<kurbo::Rect> = None;
        if from.len() <= MOST_DRAGGED {
            for (id, place) in from {
                let piece = self.stage.index(id);
                let piece = piece.and_then(|i| self.stage.piece(i, ws.document()));
                let Some(Piece { body: [a, b], .. }) = piece else {
                    continue;
                };
                let aside = Vec2::new(place.x - at.x, place.y - at.y);
                let body = kurbo::Rect::new(a[0], a[1], b[0], b[1]) + aside;
                whole = Some(whole.map_or(body, |w| w.union(body)));
            }
        }
        let body = whole.map(|w| [[w.x0, w.y0], [w.x1, w.y1]]);
        let grip = Vec2::ZERO;
        Hold { at, body, grip }
    }

    /// Takes note of how far what is dragged has come, with the pointer over a
    /// point of the document; `free` of guides and grid.
    pub(super) fn lead(&mut self, ws: &Workspace, settings: &Settings, free: bool, to: Point) {
        (self.way, self.guides) = self.way_to(ws, settings, free, to);
    }

    fn way_to(
        &self,
        ws: &Workspace,
        settings: &Settings,
        free: bool,
        to: Point,
    ) -> (Way, Vec<Guide>) {
        let (start, from, hold, copies) = match &self.gesture {
            Gesture::Moving { start, from, hold } => (*start, from, hold, false),
            Gesture::Duplicating { start, from, hold } => (*start, from, hold, true),
            _ => return Default::default(),
        };
        let raw = to - start;
        let mut way = Way {
            by: raw.round(),
            exact: [false; 2],
        };
        if free || way.by == Vec2::ZERO {
            return (way, Vec::new());
        }
        let choices = settings.snap;
        let zoom = self.view.camera().zoom;
        // Those who follow a drag stand nowhere to come in line with.
        let looks = choices.guides && !settings.live && shape::RADIUS * zoom >= LEAST_RADIUS;
        let mut snap = Snap::default();
        if let Some(body) = hold.body.filter(|_| looks) {
            let at = Place::at(hold.at.x + raw.x, hold.at.y + raw.y);
            let (seen, about) = (self.view.in_view(self.rect), Point::new(at.x, at.y));
            // Copies come in line with their originals too.
            let dragged = |id: &ActorId| !copies && from.contains_key(id);
            let near = self.stage.nearest(seen, about, MOST_OTHERS, dragged);
            let near = near.into_iter();
            let others: Vec<Piece> = near
                .filter_map(|i| self.stage.piece(i, ws.document()))
                .collect();
            snap = edit::snap(&Piece { at, body }, &others, TOLERANCE / zoom);
        }
        let (grip, raw) = (hold.grip, [raw.x, raw.y]);
        let held = [hold.at.x + grip.x, hold.at.y + grip.y];
        let mut by = [way.by.x, way.by.y];
        for axis in 0..2 {
            if snap.on[axis] {
                by[axis] = raw[axis] + snap.by[axis];
            } else if choices.grid {
                by[axis] = on_grid(held[axis] + raw[axis], choices.spacing) - held[axis];
            } else {
                continue;
            }
            way.exact[axis] = true;
        }
        way.by = Vec2::new(by[0], by[1]);
        (way, snap.guides)
    }

    /// Lines to what is in line with what is dragged.
    pub(super) fn guide_shapes(&self, theme: &Theme, shapes: &mut Vec<Shape>) {
        if !matches!(
            self.gesture,
            Gesture::Moving { .. } | Gesture::Duplicating { .. }
        ) {
            return;
        }
        let thin = Stroke::new(1.0, look::color(theme.accent.mix(theme.paper, 0.35)));
        let clear = Stroke::new(1.5, look::color(theme.accent));
        let screen = |axis: usize, along: f64, across: f64| {
            let (x, y) = if axis == 0 {
                (along, across)
            } else {
                (across, along)
            };
            self.view.to_screen(self.rect, Point::new(x, y))
        };
        for guide in &self.guides {
            match guide {
                Guide::Line { axis, at, marks } => {
                    let (Some(&first), Some(&last)) = (marks.first(), marks.last()) else {
                        continue;
                    };
                    let ends = [screen(*axis, *at, first), screen(*axis, *at, last)];
                    shapes.push(Shape::line_segment(ends, thin));
                    for &mark in marks {
                        let p = screen(*axis, *at, mark);
                        for slope in [1.0, -1.0] {
                            let arm = egui::vec2(CROSS, CROSS * slope);
                            shapes.push(Shape::line_segment([p - arm, p + arm], clear));
                        }
                    }
                }
                Guide::Gaps {
                    axis,
                    spans,
                    across,
                } => {
                    for &[from, to] in spans {
                        let ends = [from, to].map(|along| screen(*axis, along, *across));
                        shapes.push(Shape::line_segment(ends, thin));
                        let arm = match axis {
                            0 => egui::vec2(0.0, 2.0 * CROSS),
                            _ => egui::vec2(2.0 * CROSS, 0.0),
                        };
                        for p in ends {
                            shapes.push(Shape::line_segment([p - arm, p + arm], clear));
                        }
                    }
                }
            }
        }
    }

    /// What is in line with what is dragged.
    #[must_use]
    pub fn guides(&self) -> &[Guide] {
        match self.gesture {
            Gesture::Moving { .. } | Gesture::Duplicating { .. } => &self.guides,
            _ => &[],
        }
    }
}
