//! Small samples of what the canvas draws: a kind's silhouette, an action's
//! line.

use eframe::egui::{Rect, Sense, Shape, Stroke, Ui, vec2};
use kurbo::Point;

use super::super::canvas::shapes_in_place;
use super::super::look;
use crate::model::{Actor, StanceBand};
use crate::picture::{self, Dash, Mark, Theme, shape, theme};

/// Width of outlines, as a share of the radius: about that of the canvas.
const OUTLINE: f64 = 2.2 / 28.0;

/// The silhouette of an actor as the canvas draws it: with the pictogram of its
/// kind, or the initials of a person.
pub(super) fn silhouette(ui: &mut Ui, theme: &Theme, actor: &Actor, radius: f32) {
    let (rect, _) = ui.allocate_exact_size(vec2(radius * 2.6, radius * 2.3), Sense::hover());
    let centre = Point::new(f64::from(rect.center().x), f64::from(rect.center().y));
    let radius = f64::from(radius);
    let ink = theme.kind_ink(actor.kind);
    let outline = Mark::Path {
        path: shape::silhouette(actor.kind, centre, radius),
        fill: Some(theme.kind(actor.kind)),
        stroke: Some(picture::Stroke::new(ink, radius * OUTLINE, Dash::Solid)),
    };
    let inside = picture::emblem(actor, centre, radius, ink);
    let shapes = shapes_in_place(ui.ctx(), &[outline, inside]);
    ui.painter().extend(shapes);
}

/// A short piece of the line of an action, in the colour and rhythm of its
/// stance.
pub(super) fn line(ui: &mut Ui, theme: &Theme, band: StanceBand, length: f32) {
    let height = ui.spacing().interact_size.y;
    let (rect, _) = ui.allocate_exact_size(vec2(length, height), Sense::hover());
    line_in(ui, theme, band, rect);
}

/// The same, in a place that was set aside for it.
pub(super) fn line_in(ui: &Ui, theme: &Theme, band: StanceBand, rect: Rect) {
    let width = 2.4_f32;
    let stroke = Stroke::new(width, look::color(theme.stance(band)));
    let ends = [rect.left_center(), rect.right_center()];
    let dash: Dash = theme::stance_dash(band);
    match dash.lengths(f64::from(width)).as_slice() {
        [on, off, ..] => {
            let shapes = Shape::dashed_line(&ends, stroke, *on as f32, *off as f32);
            ui.painter().extend(shapes);
        }
        _ => {
            ui.painter().line_segment(ends, stroke);
        }
    }
}
