//! Small samples of what the canvas draws: a kind's silhouette, an action's
//! line.

use eframe::egui::{Align2, FontId, Pos2, Rect, Sense, Shape, Stroke, Ui, pos2, vec2};
use kurbo::{PathEl, Point};

use super::super::look;
use crate::model::{Actor, ActorKind, StanceBand};
use crate::picture::{Dash, Theme, shape, theme};

/// The corners of a closed path, its curves made of short lines.
fn corners(path: &kurbo::BezPath) -> Vec<Pos2> {
    let mut points = Vec::new();
    kurbo::flatten(path, shape::TOLERANCE, |element| match element {
        PathEl::MoveTo(p) | PathEl::LineTo(p) => points.push(pos2(p.x as f32, p.y as f32)),
        _ => {}
    });
    points
}

/// The silhouette of an actor, with the initials of a person.
pub(super) fn silhouette(ui: &mut Ui, theme: &Theme, actor: &Actor, radius: f32) {
    let (rect, _) = ui.allocate_exact_size(vec2(radius * 2.6, radius * 2.3), Sense::hover());
    let centre = Point::new(f64::from(rect.center().x), f64::from(rect.center().y));
    let ink = look::color(theme.kind_ink(actor.kind));
    // Every silhouette is convex.
    ui.painter().add(Shape::convex_polygon(
        corners(&shape::silhouette(actor.kind, centre, f64::from(radius))),
        look::color(theme.kind(actor.kind)),
        Stroke::new(1.5, ink),
    ));
    let letters = match actor.kind {
        ActorKind::Person => actor.initials(),
        ActorKind::Norm => "§".to_owned(),
        other => other.name().chars().take(1).collect(),
    };
    ui.painter().text(
        rect.center(),
        Align2::CENTER_CENTER,
        letters,
        FontId::new(radius * 0.75, look::semi_bold()),
        ink,
    );
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
