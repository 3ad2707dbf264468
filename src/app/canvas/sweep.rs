//! Selecting what is in an area that a person draws: a marquee, or a lasso.
//!
//! Nothing is selected before the button is let go: until then the canvas only
//! shows what would be. So there is nothing to put back when it is stopped.

use std::cell::OnceCell;
use std::collections::BTreeSet;

use eframe::egui::{self, Modifiers, Shape, Stroke};
use kurbo::{Point, Rect};

use super::{Canvas, Gesture, Notes, Stage};
use crate::app::{Command, Workspace, look};
use crate::edit::Selection;
use crate::model::AnnotationId;
use crate::picture::{Area, Covered, Lasso, Middles, Theme};

/// What becomes of what was selected before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// It is let go.
    Replace,
    /// It stays selected.
    Add,
    /// What is in the area is taken away from it.
    TakeAway,
}

impl Mode {
    /// What keys held at the press make of it. Ctrl adds as Shift does, as with
    /// clicks.
    #[must_use]
    pub fn of(held: Modifiers) -> Self {
        match (held.shift || held.command, held.alt) {
            (true, _) => Self::Add,
            (false, true) => Self::TakeAway,
            (false, false) => Self::Replace,
        }
    }

    /// A selection made of what was selected, and what is in the area.
    fn combined(self, before: &Selection, covered: Selection) -> Selection {
        match self {
            Self::Replace => covered,
            Self::Add => {
                let mut sum = before.clone();
                sum.extend(covered);
                sum
            }
            Self::TakeAway => {
                let mut rest = before.clone();
                rest.remove(&covered);
                rest
            }
        }
    }
}

/// An area that is being drawn.
pub struct Sweep {
    mode: Mode,
    /// Where the button went down, in the document.
    start: Point,
    area: Area,
    covered: Covered,
    /// Which annotations are.
    notes: BTreeSet<AnnotationId>,
    /// What was covered before: its memory is used again.
    spare: Covered,
    /// As of which scene that is; `None` when the area has changed since.
    scene: Option<u64>,
    /// Another one whenever something else is covered.
    version: u64,
    /// The middles of a crowd's lines, as of which scene.
    middles: (u64, OnceCell<Middles>),
    /// What would be selected, of how many covered and which selection.
    shown: Option<((u64, u64), Selection)>,
    /// Whether the button was let go. What it leads to is shown until the
    /// command has been carried out.
    done: bool,
}

impl Sweep {
    fn new(start: Point, lasso: bool, mode: Mode) -> Self {
        let area = if lasso {
            Area::Lasso(Lasso::new(vec![start]))
        } else {
            Area::Marquee(Rect::from_points(start, start))
        };
        Self {
            mode,
            start,
            area,
            covered: Covered::default(),
            notes: BTreeSet::new(),
            spare: Covered::default(),
            scene: None,
            version: 0,
            middles: (0, OnceCell::new()),
            shown: None,
            done: false,
        }
    }

    /// Goes on to a point; `least` is how far apart the corners of a lasso are.
    fn go_on(&mut self, to: Point, least: f64) {
        /// More corners are not kept: every other goes.
        const MOST_CORNERS: usize = 4_096;
        match &mut self.area {
            Area::Marquee(rect) => {
                let new = Rect::from_points(self.start, to);
                if *rect == new {
                    return;
                }
                *rect = new;
            }
            Area::Lasso(lasso) => {
                let last = lasso.corners().last();
                if last.is_some_and(|last| last.distance(to) < least) {
                    return;
                }
                let mut corners = std::mem::take(lasso).into_corners();
                if corners.len() >= MOST_CORNERS {
                    let mut nth = 0;
                    corners.retain(|_| {
                        nth += 1;
                        nth % 2 == 1
                    });
                }
                corners.push(to);
                *lasso = Lasso::new(corners);
            }
        }
        self.scene = None;
    }

    /// Finds what is covered now, unless that is known.
    fn look(&mut self, stage: &Stage, notes: &Notes, scene: u64) {
        if self.scene == Some(scene) {
            return;
        }
        self.scene = Some(scene);
        if self.middles.0 != scene {
            self.middles = (scene, OnceCell::new());
        }
        let mut found = std::mem::take(&mut self.spare);
        stage.cover(&self.area, &self.middles.1, &mut found);
        let noted = notes.cover(&self.area);
        if found != self.covered || noted != self.notes {
            self.version += 1;
        }
        self.notes = noted;
        self.spare = std::mem::replace(&mut self.covered, found);
    }

    /// Everything that is covered.
    fn found(&self, stage: &Stage) -> Selection {
        Selection {
            annotations: self.notes.clone(),
            ..stage.selection_of(&self.covered)
        }
    }

    /// What becomes of the selection, and which annotations are covered.
    #[must_use]
    pub fn noted(&self) -> (Mode, &BTreeSet<AnnotationId>) {
        (self.mode, &self.notes)
    }

    /// What becomes of the selection, what is covered, and another number
    /// whenever that is something else.
    #[must_use]
    pub fn marks(&self) -> (Mode, &Covered, u64) {
        (self.mode, &self.covered, self.version)
    }
}

impl Canvas {
    /// Waits for a lasso to be drawn, or does so no more. Returns whether it
    /// does.
    pub fn toggle_lasso(&mut self) -> bool {
        if matches!(self.gesture, Gesture::Connecting { .. }) {
            self.gesture = Gesture::Idle;
        }
        self.tool = None;
        self.lasso_ready = !self.lasso_ready && matches!(self.gesture, Gesture::Idle);
        self.focus_wanted |= self.lasso_ready;
        self.lasso_ready
    }

    /// Whether a lasso is waited for.
    #[must_use]
    pub fn is_lasso_ready(&self) -> bool {
        self.lasso_ready
    }

    /// What is selected, or would be if the button was let go.
    #[must_use]
    pub fn shown_selection<'s>(&'s self, ws: &'s Workspace) -> &'s Selection {
        let shown = self.sweep.as_ref().and_then(|s| s.shown.as_ref());
        shown.map_or(ws.selection(), |(_, shown)| shown)
    }

    /// Begins to draw an area at a point of the document.
    pub(super) fn begin_sweep(&mut self, start: Point, lasso: bool, mode: Mode) -> Gesture {
        self.lasso_ready = false;
        self.sweep = Some(Box::new(Sweep::new(start, lasso, mode)));
        Gesture::Sweeping
    }

    pub(super) fn follow_sweep(&mut self, to: Point) {
        /// How far apart the corners of a lasso are on screen, in points.
        const APART: f64 = 3.0;
        let least = APART / self.view.camera().zoom;
        if let Some(sweep) = self.sweep.as_mut().filter(|s| !s.done) {
            sweep.go_on(to, least);
        }
    }

    /// Selects what is in the area that was drawn.
    pub(super) fn end_sweep(&mut self, ws: &Workspace, to: Point) -> Option<Command> {
        self.follow_sweep(to);
        let sweep = self.sweep.as_mut()?;
        sweep.look(&self.stage, &self.notes, self.scene_version);
        sweep.done = true;
        let covered = sweep.found(&self.stage);
        Some(Command::Select(
            sweep.mode.combined(ws.selection(), covered),
        ))
    }

    /// Forgets an area whose button was let go in the last frame.
    pub(super) fn forget_sweep(&mut self) {
        self.sweep.take_if(|s| s.done);
    }

    /// Finds what is in the area that is drawn, where everybody stands now.
    pub(super) fn refresh_sweep(&mut self, ws: &Workspace) {
        let Some(sweep) = &mut self.sweep else {
            return;
        };
        sweep.look(&self.stage, &self.notes, self.scene_version);
        // The graphics card shows what is selected of a crowd.
        let key = (sweep.version, ws.selection_epoch());
        if matches!(self.stage, Stage::Close(_)) && sweep.shown.as_ref().is_none_or(|s| s.0 != key)
        {
            let covered = sweep.found(&self.stage);
            let shown = sweep.mode.combined(ws.selection(), covered);
            sweep.shown = Some((key, shown));
        }
    }

    /// The area that is being drawn.
    pub(super) fn sweep_shapes(&self, theme: &Theme, shapes: &mut Vec<Shape>) {
        let Some(sweep) = self.sweep.as_ref().filter(|s| !s.done) else {
            return;
        };
        let accent = look::color(theme.accent);
        let line = Stroke::new(1.2, accent);
        let screen = |p: Point| self.view.to_screen(self.rect, p);
        match &sweep.area {
            Area::Marquee(r) => {
                let (a, b) = (Point::new(r.x0, r.y0), Point::new(r.x1, r.y1));
                let rect = egui::Rect::from_two_pos(screen(a), screen(b));
                shapes.push(Shape::rect_filled(rect, 0.0, accent.gamma_multiply(0.08)));
                let inside = egui::StrokeKind::Middle;
                shapes.push(Shape::rect_stroke(rect, 0.0, line, inside));
            }
            Area::Lasso(lasso) => {
                let points: Vec<_> = lasso.corners().iter().map(|&p| screen(p)).collect();
                if let (Some(first), Some(last)) = (points.first(), points.last()) {
                    // So it would be closed.
                    let back = [*last, *first];
                    shapes.extend(Shape::dashed_line(&back, line, 5.0, 5.0));
                }
                shapes.push(Shape::line(points, Stroke::new(1.8, accent)));
            }
        }
    }
}
