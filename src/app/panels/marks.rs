//! Small marks beside words: how a claim stands, and how sure somebody is of
//! it, by shape and not by colour.

use eframe::egui::{Pos2, Rect, Sense, Shape, Stroke, Ui, pos2, vec2};

use super::super::look;
use crate::model::{Confidence, Status};
use crate::picture::Theme;

/// Width of the mark of a status, in points.
const STATUS: f32 = 12.0;
/// Width of one bar of the mark of a confidence, and the gap beside it.
const BAR: f32 = 3.0;
const GAP: f32 = 1.5;

/// Room for a mark in a line of text.
fn room(ui: &mut Ui, width: f32) -> Rect {
    let height = ui.text_style_height(&eframe::egui::TextStyle::Body);
    ui.allocate_exact_size(vec2(width, height), Sense::hover())
        .0
}

/// The mark of a status: a full disc is reported, one in a ring confirmed, a
/// hollow one alleged, a half one disputed, a cross denied, and a hollow one
/// that is struck out retracted.
pub(super) fn status(ui: &mut Ui, theme: &Theme, status: Status) {
    let rect = room(ui, STATUS);
    let (at, radius) = (rect.center(), STATUS * 0.36);
    let ink = look::color(theme.ink);
    let line = Stroke::new(1.5, ink);
    let from_to = |a: (f32, f32), b: (f32, f32)| {
        let point = |(x, y): (f32, f32)| at + vec2(x, y) * radius;
        Shape::line_segment([point(a), point(b)], line)
    };
    let shapes = match status {
        Status::Reported => vec![Shape::circle_filled(at, radius, ink)],
        Status::Confirmed => vec![
            Shape::circle_filled(at, radius * 0.55, ink),
            Shape::circle_stroke(at, radius * 1.15, line),
        ],
        Status::Alleged => vec![Shape::circle_stroke(at, radius, line)],
        Status::Disputed => {
            let half = |n: usize| {
                let turn = std::f32::consts::PI * (0.5 + n as f32 / 12.0);
                at + vec2(turn.cos(), turn.sin()) * radius
            };
            let left: Vec<Pos2> = (0..=12).map(half).collect();
            vec![
                Shape::convex_polygon(left, ink, Stroke::NONE),
                Shape::circle_stroke(at, radius, line),
            ]
        }
        Status::Denied => vec![
            from_to((-0.9, -0.9), (0.9, 0.9)),
            from_to((-0.9, 0.9), (0.9, -0.9)),
        ],
        Status::Retracted => vec![
            Shape::circle_stroke(at, radius, line),
            from_to((-1.5, 0.0), (1.5, 0.0)),
        ],
    };
    ui.painter().extend(shapes);
}

/// The mark of a confidence: one to three bars of three.
pub(super) fn confidence(ui: &mut Ui, theme: &Theme, confidence: Confidence) {
    let all = Confidence::ALL;
    let rect = room(ui, (BAR + GAP) * all.len() as f32);
    let foot = rect.center().y + 4.5;
    for (n, level) in all.into_iter().enumerate() {
        let left = rect.left() + n as f32 * (BAR + GAP);
        let top = foot - 3.0 - 3.0 * n as f32;
        let bar = Rect::from_min_max(pos2(left, top), pos2(left + BAR, foot));
        let color = if level <= confidence {
            theme.quiet_ink
        } else {
            theme.rule
        };
        ui.painter().rect_filled(bar, 0.5, look::color(color));
    }
}
