//! What is drawn on the canvas and never exported: selection, pins, and lines
//! being drawn.

use eframe::egui::epaint::{CircleShape, PathShape, PathStroke};
use eframe::egui::{self, Color32, Pos2, Shape, Stroke};
use kurbo::{Affine, BezPath};

use super::carried::carries_words;
use super::{Canvas, Gesture, Naming, Stage};
use crate::app::{Workspace, look};
use crate::model::ActorId;
use crate::picture::{DrawnActor, Part, Theme, shape};

/// Most pins that are drawn of a crowd.
const MOST_PINS: usize = 400;
/// Most copies that are drawn while they are drawn away.
const MOST_GHOSTS: usize = 400;
/// Least radius on screen of an actor of a crowd whose pin is drawn, in points.
const LEAST_PINNED: f64 = 6.0;

impl Canvas {
    fn screen_points(&self, path: &BezPath) -> Vec<Pos2> {
        let mut points = Vec::new();
        kurbo::flatten(path, 0.2 / self.view.camera().zoom, |el| {
            if let Some(p) = el.end_point() {
                points.push(self.view.to_screen(self.rect, p));
            }
        });
        points
    }

    /// A ring round an actor, `gap` screen points outside its outline.
    fn ring(&self, actor: &DrawnActor, gap: f64, stroke: Stroke) -> Shape {
        let zoom = self.view.camera().zoom;
        let scale = 1.0 + gap / zoom / actor.radius;
        let about = Affine::translate(actor.centre.to_vec2())
            * Affine::scale(scale)
            * Affine::translate(-actor.centre.to_vec2());
        let points = self.screen_points(&(about * actor.outline.clone()));
        Shape::Path(PathShape::closed_line(points, PathStroke::from(stroke)))
    }

    /// Under the graph: the glow of selected actions.
    pub(super) fn underlay(&self, ws: &Workspace, theme: &Theme) -> Vec<Shape> {
        if self.stage.crowd().is_some() {
            // Those of a crowd have their glow from the graphics card.
            return Vec::new();
        }
        // Pale, so that the line on it keeps its colour, dashes and head.
        let glow = look::color(theme.accent.mix(theme.paper, 0.78));
        self.shown_selection(ws)
            .actions
            .iter()
            .filter_map(|id| self.stage.action(id))
            .map(|action| {
                let width = (action.width * self.view.camera().zoom) as f32 + 9.0;
                let points = self.screen_points(&action.course.path());
                Shape::Path(PathShape::line(points, PathStroke::new(width, glow)))
            })
            .collect()
    }

    /// Over the graph: rings, pins, and the line that is being drawn.
    pub(super) fn overlay(&self, ui: &egui::Ui, ws: &Workspace, theme: &Theme) -> Vec<Shape> {
        let mut shapes = Vec::new();
        let accent = look::color(theme.accent);
        let selected = self.shown_selection(ws).actors.iter();
        // Those of a crowd have their rings from the graphics card.
        let drawn = selected.filter_map(|id| match &self.stage {
            Stage::Close(close) => close.scene.actor(id),
            Stage::Far(_) => None,
        });
        for actor in drawn {
            shapes.push(self.ring(actor, 4.5, Stroke::new(2.5, accent)));
        }
        let seen = self.view.in_view(self.rect);
        let zoom = self.view.camera().zoom;
        // Smaller actors would be hidden under their pins.
        if self.stage.crowd().is_none() || shape::RADIUS * zoom > LEAST_PINNED {
            for actor in self.stage.pinned_in(seen, MOST_PINS) {
                self.pin(&actor, theme, &mut shapes);
            }
        }
        self.sweep_shapes(theme, &mut shapes);
        self.turn_shapes(theme, &mut shapes);
        self.bend_shapes(ui.ctx(), ws, theme, &mut shapes);
        self.guide_shapes(theme, &mut shapes);
        let pointer = ui.ctx().pointer_latest_pos();
        self.note_shapes(ws, theme, pointer, &mut shapes);
        match (&self.gesture, pointer) {
            (Gesture::Drawing { from } | Gesture::Connecting { from }, Some(at)) => {
                self.rubber_band(from, at, ws, accent, &mut shapes);
            }
            (Gesture::Duplicating { from, .. }, Some(_)) => {
                self.ghosts(from.keys(), self.way.by, accent, &mut shapes);
            }
            (Gesture::Idle, Some(at)) if self.hovered.is_some() && !carries_words(ui.ctx()) => {
                let point = self.view.to_document(self.rect, at);
                let reach = super::REACH / self.view.camera().zoom;
                if let Some((id, Part::Rim)) = self.actor_at(point, reach)
                    && let Some(actor) = self.stage.actor(&id)
                {
                    // The rim says: from here an action can be drawn.
                    shapes.push(self.ring(&actor, 0.0, Stroke::new(3.0, accent)));
                    let rim = shape::boundary(&actor.outline, actor.centre, point);
                    let dot = self.view.to_screen(self.rect, rim);
                    shapes.push(Shape::Circle(CircleShape::filled(dot, 4.5, accent)));
                }
            }
            _ => {}
        }
        if let Some((from, to)) = self.naming.as_ref().and_then(Naming::line) {
            let at = self.view.to_screen(self.rect, to);
            self.rubber_band(from, at, ws, accent, &mut shapes);
        }
        shapes
    }

    /// Outlines of copies that are drawn away from their originals.
    fn ghosts<'i>(
        &self,
        of: impl Iterator<Item = &'i ActorId>,
        by: kurbo::Vec2,
        accent: Color32,
        shapes: &mut Vec<Shape>,
    ) {
        let ghosts = of.filter_map(|id| self.stage.actor(id)).take(MOST_GHOSTS);
        for actor in ghosts {
            let outline = Affine::translate(by) * actor.outline.clone();
            let line = PathStroke::from(Stroke::new(2.0, accent));
            let points = self.screen_points(&outline);
            shapes.push(Shape::Path(PathShape {
                fill: accent.gamma_multiply(0.12),
                ..PathShape::closed_line(points, line)
            }));
        }
    }

    fn pin(&self, actor: &DrawnActor, theme: &Theme, shapes: &mut Vec<Shape>) {
        let zoom = self.view.camera().zoom;
        let size = (5.0 * zoom).clamp(2.5, 7.0) as f32;
        let up_right = actor.centre + kurbo::Vec2::new(1.0, -1.0) * (actor.radius * 0.86);
        let point = self.view.to_screen(self.rect, up_right);
        let head = point + egui::vec2(size * 0.5, -size * 1.6);
        let ink = look::color(theme.quiet_ink);
        let paper = look::color(theme.paper);
        shapes.push(Shape::line_segment(
            [point, head],
            Stroke::new(size * 0.3 + 1.6, paper),
        ));
        shapes.push(Shape::line_segment(
            [point, head],
            Stroke::new(size * 0.3, ink),
        ));
        shapes.push(Shape::Circle(CircleShape {
            center: head,
            radius: size,
            fill: ink,
            stroke: Stroke::new(1.2, paper),
        }));
    }

    fn rubber_band(
        &self,
        from: &ActorId,
        pointer: Pos2,
        ws: &Workspace,
        accent: Color32,
        shapes: &mut Vec<Shape>,
    ) {
        let Some(actor) = self.stage.actor(from) else {
            return;
        };
        let point = self.view.to_document(self.rect, pointer);
        let reach = super::REACH / self.view.camera().zoom;
        // Over an actor, or (by keyboard) at the one walked to.
        let walked = ws
            .selection()
            .actors
            .first()
            .filter(|id| *id != from && matches!(self.gesture, Gesture::Connecting { .. }));
        let target = self
            .stage
            .actor_at(point, reach)
            .map(|(id, _)| id)
            .or_else(|| walked.cloned());
        let mut end = point;
        if let Some(target) = target.as_ref().and_then(|id| self.stage.actor(id)) {
            shapes.push(self.ring(&target, 4.5, Stroke::new(2.5, accent)));
            end = shape::boundary(&target.outline, target.centre, actor.centre);
        }
        let start = shape::boundary(&actor.outline, actor.centre, end);
        let (a, b) = (
            self.view.to_screen(self.rect, start),
            self.view.to_screen(self.rect, end),
        );
        shapes.push(Shape::line_segment([a, b], Stroke::new(2.5, accent)));
        let way = (b - a).normalized();
        let across = way.rot90();
        shapes.push(Shape::convex_polygon(
            vec![
                b,
                b - way * 12.0 + across * 5.0,
                b - way * 12.0 - across * 5.0,
            ],
            accent,
            Stroke::NONE,
        ));
    }
}
