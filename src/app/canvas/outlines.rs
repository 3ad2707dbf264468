//! What is drawn over annotations: what is selected, its handles, and what is
//! being drawn.

use eframe::egui::{self, Color32, CornerRadius, Pos2, Shape, Stroke, StrokeKind};
use kurbo::{Point, Rect, Vec2};

use super::annotating::grips;
use super::{Canvas, Gesture, Naming};
use crate::app::{Workspace, look};
use crate::model::Form;
use crate::picture::{DrawnAnnotation, Shows, Theme};

/// Half the side of a handle, in screen points.
const GRIP: f32 = 4.0;

impl Canvas {
    /// What is drawn over annotations: what is selected, its handles, and what is
    /// being drawn.
    pub(super) fn note_shapes(
        &self,
        ws: &Workspace,
        theme: &Theme,
        pointer: Option<Pos2>,
        shapes: &mut Vec<Shape>,
    ) {
        let accent = look::color(theme.accent);
        let paper = look::color(theme.paper);
        for id in self.shown_notes(ws).iter() {
            if let Some(drawn) = self.notes.get(id) {
                self.note_outline(drawn, Vec2::ZERO, accent, shapes);
            }
        }
        if let Some((Shows::Annotation(id), Gesture::Idle)) =
            self.hovered.as_ref().map(|h| (h, &self.gesture))
            && let Some(drawn) = self.notes.get(id)
        {
            self.note_outline(drawn, Vec2::ZERO, accent.gamma_multiply(0.5), shapes);
        }
        let alone = ws.selection().only_annotation();
        let shaped = matches!(self.gesture, Gesture::Idle | Gesture::Shaping { .. });
        if let (Some(drawn), true) = (alone.and_then(|id| self.notes.get(id)), shaped) {
            for (_, at) in grips(drawn, self.view.camera().zoom) {
                let at = self.to_screen(at);
                let square = egui::Rect::from_center_size(at, egui::Vec2::splat(2.0 * GRIP));
                let line = Stroke::new(1.5, accent);
                shapes.push(Shape::rect_filled(square, 1.5, paper));
                shapes.push(Shape::rect_stroke(square, 1.5, line, StrokeKind::Middle));
            }
        }
        let begun = match (&self.gesture, pointer) {
            (Gesture::Tracing { tool, start }, Some(at)) => {
                Some(tool.form(*start, self.view.to_document(self.rect, at)))
            }
            (Gesture::Duplicating { .. }, Some(_)) => {
                let by = self.way.by;
                for id in self.notes.held() {
                    if let Some(drawn) = self.notes.get(&id) {
                        self.note_outline(drawn, by, accent, shapes);
                    }
                }
                None
            }
            _ => self.naming.as_ref().and_then(Naming::form).copied(),
        };
        match begun {
            Some(Form::Frame { from, to }) => {
                let body = Rect::from_points(Point::from((from[0], from[1])), (to[0], to[1]));
                self.note_box(body, 0.0, accent, shapes);
            }
            Some(Form::Arrow { from, to }) => {
                let ends = [from, to].map(|[x, y]| self.to_screen(Point::new(x, y)));
                shapes.push(Shape::line_segment(ends, Stroke::new(2.0, accent)));
                shapes.push(Shape::circle_filled(ends[1], 4.0, accent));
            }
            Some(Form::Text { .. }) | None => {}
        }
    }

    fn note_outline(
        &self,
        drawn: &DrawnAnnotation,
        by: Vec2,
        color: Color32,
        shapes: &mut Vec<Shape>,
    ) {
        match drawn.form {
            Form::Text { .. } => self.note_box(drawn.body() + by, 4.0, color, shapes),
            Form::Frame { .. } => self.note_box(drawn.body() + by, 0.0, color, shapes),
            Form::Arrow { from, to } => {
                let ends = [from, to].map(|[x, y]| self.to_screen(Point::new(x, y) + by));
                let width = (drawn.width * self.view.camera().zoom) as f32 + 6.0;
                let glow = color.gamma_multiply(0.4);
                shapes.push(Shape::line_segment(ends, Stroke::new(width, glow)));
            }
        }
    }

    /// A box on screen, so many points larger than one in the document.
    fn note_box(&self, body: Rect, gap: f32, color: Color32, shapes: &mut Vec<Shape>) {
        let corners = [(body.x0, body.y0), (body.x1, body.y1)].map(Point::from);
        let [a, b] = corners.map(|p| self.to_screen(p));
        let rect = egui::Rect::from_two_pos(a, b).expand(gap);
        let corner = CornerRadius::from(gap);
        let line = Stroke::new(2.0, color);
        shapes.push(Shape::rect_stroke(rect, corner, line, StrokeKind::Middle));
    }
}
