//! The dots of the grid.

use std::sync::Arc;

use eframe::egui::{Color32, Mesh, Rect, Shape, Vec2};
use kurbo::Point;

use super::Canvas;
use crate::app::{Settings, look};
use crate::model::Camera;
use crate::picture::Theme;

/// Least distance of dots on screen, in points: farther out, only every second
/// one of the grid is drawn, every fourth, …
const LEAST_APART: f64 = 12.0;
/// Side of a dot, in points.
const DOT: f32 = 1.6;

/// Dots as triangles, as long as they stay the same.
pub struct Dots {
    camera: Camera,
    rect: Rect,
    apart: f64,
    color: Color32,
    mesh: Arc<Mesh>,
}

/// How far apart dots are drawn, in document units.
fn apart(spacing: f64, zoom: f64) -> f64 {
    let steps = (LEAST_APART / (spacing * zoom)).log2().ceil().max(0.0);
    spacing * steps.exp2()
}

impl Canvas {
    /// The dots of the grid, if there is one.
    pub(super) fn grid_shape(&mut self, settings: &Settings, theme: &Theme) -> Shape {
        if !settings.snap.grid {
            self.dots = None;
            return Shape::Noop;
        }
        let (camera, rect) = (self.view.camera(), self.rect);
        let apart = apart(settings.snap.spacing, camera.zoom);
        let color = look::color(theme.quiet_ink.mix(theme.paper, 0.6));
        let same = |d: &&Dots| (d.camera, d.rect, d.apart, d.color) == (camera, rect, apart, color);
        if let Some(known) = self.dots.as_ref().filter(same) {
            return Shape::Mesh(Arc::clone(&known.mesh));
        }
        let seen = self.view.in_view(rect);
        let first = |from: f64| (from / apart).ceil();
        let count = |from: f64, to: f64| ((to / apart).floor() - first(from) + 1.0).max(0.0) as u32;
        let mut mesh = Mesh::default();
        for row in 0..count(seen.y0, seen.y1) {
            for column in 0..count(seen.x0, seen.x1) {
                let x = (first(seen.x0) + f64::from(column)) * apart;
                let y = (first(seen.y0) + f64::from(row)) * apart;
                let at = self.view.to_screen(rect, Point::new(x, y));
                mesh.add_colored_rect(Rect::from_center_size(at, Vec2::splat(DOT)), color);
            }
        }
        let mesh = Arc::new(mesh);
        self.dots = Some(Dots {
            camera,
            rect,
            apart,
            color,
            mesh: Arc::clone(&mesh),
        });
        Shape::Mesh(mesh)
    }

    /// Where dots of the grid are drawn: how many, and how far apart on screen,
    /// in points; none when there is no grid.
    #[must_use]
    pub fn grid(&self) -> Option<(usize, f64)> {
        let dots = self.dots.as_ref()?;
        Some((dots.mesh.indices.len() / 6, dots.apart * dots.camera.zoom))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dots_are_never_crowded_and_always_on_the_grid() {
        for zoom in [0.003, 0.1, 0.7, 1.0, 3.0, 20.0] {
            for spacing in [2.0, 20.0, 500.0] {
                let apart = apart(spacing, zoom);
                assert!(apart * zoom >= LEAST_APART - 1e-9, "{spacing} at {zoom}");
                let multiple = apart / spacing;
                assert!(multiple >= 1.0 && multiple.log2().fract() == 0.0);
                assert!(multiple == 1.0 || apart * zoom < 2.0 * LEAST_APART);
            }
        }
    }
}
