//! Marks of the picture, as shapes of egui.

use std::sync::Arc;

use eframe::egui::epaint::{Mesh, PathShape, PathStroke, TextShape, Vertex, WHITE_UV};
use eframe::egui::{self, Color32, FontId, Galley, Pos2, Shape};
use eframe::egui::{Rect, emath::Rot2};
use kurbo::{BezPath, Point};
use lyon_tessellation as lyon;

use super::View;
use crate::app::bidi::as_seen;
use crate::app::look;
use crate::picture::{Anchor, Mark, TextRun};

/// Text smaller than this on screen is left out, in points.
const LEAST_TEXT: f64 = 4.5;
/// Halos of text smaller than this are drawn with half the copies, in points.
const SMALL_TEXT: f64 = 10.0;
/// Shapes with hollows (pictograms, arrowheads) smaller than this are left out,
/// and so are other shapes below a fifth of it, in points.
const LEAST_DETAIL: f64 = 5.0;
/// Dashes whose rhythm is shorter than this are an unbroken line, in points.
const LEAST_RHYTHM: f64 = 2.2;
/// Tolerance of flattening on screen, in points.
const TOLERANCE: f64 = 0.2;

/// Draws marks through a camera.
pub struct Painter<'a> {
    /// For the fonts.
    pub ctx: &'a egui::Context,
    /// The camera.
    pub view: &'a View,
    /// The canvas on screen.
    pub rect: Rect,
    /// Textures of the images, by the address of their bytes.
    pub images: &'a super::images::Images,
}

fn faded(color: crate::picture::Color, opacity: f32) -> Color32 {
    look::color(color).gamma_multiply(opacity)
}

impl Painter<'_> {
    fn zoom(&self) -> f64 {
        self.view.camera().zoom
    }

    fn at(&self, p: Point) -> Pos2 {
        self.view.to_screen(self.rect, p)
    }

    /// The polylines of a path on screen, each with whether it is closed.
    fn polylines(&self, path: &BezPath) -> Vec<(Vec<Pos2>, bool)> {
        let mut lines: Vec<(Vec<Pos2>, bool)> = Vec::new();
        kurbo::flatten(path, TOLERANCE / self.zoom(), |el| match el {
            kurbo::PathEl::MoveTo(p) => lines.push((vec![self.at(p)], false)),
            kurbo::PathEl::LineTo(p) => {
                if let Some((points, _)) = lines.last_mut() {
                    points.push(self.at(p));
                }
            }
            kurbo::PathEl::ClosePath => {
                if let Some((points, closed)) = lines.last_mut() {
                    *closed = true;
                    if points.len() > 1 && points.first() == points.last() {
                        points.pop();
                    }
                }
            }
            // Flattening leaves no curves.
            kurbo::PathEl::QuadTo(..) | kurbo::PathEl::CurveTo(..) => {}
        });
        lines
    }

    /// Appends the shapes of a mark.
    pub fn mark(&self, mark: &Mark, opacity: f32, out: &mut Vec<Shape>) {
        match mark {
            Mark::Path { path, fill, stroke } => {
                let size = path.control_box();
                let size = size.width().max(size.height()) * self.zoom();
                if size < LEAST_DETAIL / 5.0 {
                    return;
                }
                if let Some(fill) = fill {
                    self.fill(path, faded(*fill, opacity), out);
                }
                if let Some(stroke) = stroke {
                    let color = faded(stroke.color, opacity);
                    let width = (stroke.width * self.zoom()) as f32;
                    self.stroke(path, width, color, &stroke.dashes(), out);
                }
            }
            Mark::Text(run) => self.text(run, opacity, out),
            Mark::Image { bytes, frame, clip } => {
                if let Some(texture) = self.images.texture(self.ctx, bytes) {
                    let (min, max) = (
                        self.at(Point::new(frame.x0, frame.y0)),
                        self.at(Point::new(frame.x1, frame.y1)),
                    );
                    let frame = Rect::from_min_max(min, max);
                    for (points, _) in self.polylines(clip) {
                        out.push(textured(&points, frame, texture, opacity));
                    }
                }
            }
        }
    }

    fn fill(&self, path: &BezPath, color: Color32, out: &mut Vec<Shape>) {
        let size = path.control_box();
        let small = size.width().max(size.height()) * self.zoom() < LEAST_DETAIL;
        let lines = self.polylines(path);
        if let [(points, _)] = lines.as_slice()
            && is_convex(points)
        {
            // egui feathers the edges of convex shapes by itself.
            out.push(Shape::Path(PathShape::convex_polygon(
                points.clone(),
                color,
                PathStroke::NONE,
            )));
            return;
        }
        if small {
            return;
        }
        let mut builder = lyon::path::Path::builder();
        for (points, _) in &lines {
            let mut points = points.iter().map(|p| lyon::math::point(p.x, p.y));
            if let Some(first) = points.next() {
                builder.begin(first);
                for p in points {
                    builder.line_to(p);
                }
                builder.end(true);
            }
        }
        let mut buffers: lyon::VertexBuffers<Vertex, u32> = lyon::VertexBuffers::new();
        let options = lyon::FillOptions::non_zero().with_tolerance(TOLERANCE as f32);
        let made = lyon::FillTessellator::new().tessellate_path(
            &builder.build(),
            &options,
            &mut lyon::BuffersBuilder::new(&mut buffers, |v: lyon::FillVertex<'_>| Vertex {
                pos: Pos2::new(v.position().x, v.position().y),
                uv: WHITE_UV,
                color,
            }),
        );
        if made.is_ok() {
            out.push(Shape::Mesh(Arc::new(Mesh {
                indices: buffers.indices,
                vertices: buffers.vertices,
                ..Mesh::default()
            })));
            // A hair of feathered outline softens the edge of the mesh.
            for (points, _) in lines {
                out.push(Shape::Path(PathShape::closed_line(
                    points,
                    PathStroke::new(0.5, color),
                )));
            }
        }
    }

    fn stroke(
        &self,
        path: &BezPath,
        width: f32,
        color: Color32,
        dashes: &[f64],
        out: &mut Vec<Shape>,
    ) {
        let stroke = PathStroke::new(width, color);
        let dashed: BezPath;
        let path = if dashes.is_empty() || dashes.iter().sum::<f64>() * self.zoom() < LEAST_RHYTHM {
            // Dashes too small to be told apart are a line.
            path
        } else {
            dashed = kurbo::dash(path.iter(), 0.0, dashes).collect();
            &dashed
        };
        for (points, closed) in self.polylines(path) {
            if points.len() > 1 {
                out.push(Shape::Path(if closed {
                    PathShape::closed_line(points, stroke.clone())
                } else {
                    PathShape::line(points, stroke.clone())
                }));
            }
        }
    }

    fn galley(&self, run: &TextRun) -> Option<Arc<Galley>> {
        let size = run.size * self.zoom();
        if size < LEAST_TEXT || run.text.is_empty() {
            return None;
        }
        // Quarter points: zooming must not fill the atlas with ever new sizes.
        let size = ((size * 4.0).round() / 4.0) as f32;
        let font = FontId::new(size, look::family(run.weight));
        let text = run.text.clone();
        let layout = |text| {
            let plain = Color32::PLACEHOLDER;
            self.ctx.fonts_mut(|f| f.layout_no_wrap(text, font, plain))
        };
        Some(as_seen(self.ctx, layout(text)))
    }

    fn text(&self, run: &TextRun, opacity: f32, out: &mut Vec<Shape>) {
        let Some(galley) = self.galley(run) else {
            return;
        };
        let Some(row) = galley.rows.first() else {
            return;
        };
        let baseline = row.pos.y + row.glyphs.first().map_or(0.0, |g| g.pos.y);
        let x = match run.anchor {
            Anchor::Start => 0.0,
            Anchor::Middle => galley.rect.width() / 2.0,
            Anchor::End => galley.rect.width(),
        };
        let angle = run.angle_rad as f32;
        let offset = Rot2::from_angle(angle) * egui::vec2(x, baseline);
        let mut pos = self.at(run.origin) - offset;
        if angle == 0.0 {
            // Upright text is crispest on whole pixels.
            let ppp = self.ctx.pixels_per_point();
            pos = Pos2::new((pos.x * ppp).round() / ppp, (pos.y * ppp).round() / ppp);
        }
        let shape = |pos: Pos2, color: Color32| {
            Shape::Text(
                TextShape::new(pos, galley.clone(), color)
                    .with_override_text_color(color)
                    .with_angle(angle),
            )
        };
        if let Some(halo) = run.halo {
            let reach = (halo.reach * self.zoom()).min(4.0) as f32;
            let color = faded(halo.color, opacity);
            let copies = if run.size * self.zoom() < SMALL_TEXT {
                4
            } else {
                8
            };
            for i in 0..copies {
                let angle = i as f32 / copies as f32 * std::f32::consts::TAU;
                let around = egui::Vec2::angled(angle) * reach;
                out.push(shape(pos + around, color));
            }
        }
        out.push(shape(pos, faded(run.color, opacity)));
    }
}

/// The shapes of marks whose coordinates are points of the screen, without a
/// camera. Images are left out.
#[must_use]
pub fn shapes_in_place(ctx: &egui::Context, marks: &[Mark]) -> Vec<Shape> {
    let painter = Painter {
        ctx,
        view: &View::default(),
        // The default camera looks at the origin, so here nothing moves.
        rect: Rect::from_center_size(Pos2::ZERO, egui::Vec2::ZERO),
        images: &super::images::Images::default(),
    };
    let mut shapes = Vec::new();
    for mark in marks {
        if !matches!(mark, Mark::Image { .. }) {
            painter.mark(mark, 1.0, &mut shapes);
        }
    }
    shapes
}

/// A convex outline filled with a picture that takes `frame`.
fn textured(points: &[Pos2], frame: Rect, texture: egui::TextureId, opacity: f32) -> Shape {
    let mut mesh = Mesh::with_texture(texture);
    let color = Color32::WHITE.gamma_multiply(opacity);
    for p in points {
        let uv = (*p - frame.min) / frame.size();
        mesh.vertices.push(Vertex {
            pos: *p,
            uv: uv.to_pos2(),
            color,
        });
    }
    for i in 2..points.len() as u32 {
        mesh.add_triangle(0, i - 1, i);
    }
    Shape::Mesh(Arc::new(mesh))
}

/// Whether a closed polyline turns one way only.
fn is_convex(points: &[Pos2]) -> bool {
    let n = points.len();
    let mut sign = 0.0_f32;
    let mut turned = 0.0_f32;
    for i in 0..n {
        let (a, b, c) = (points[i], points[(i + 1) % n], points[(i + 2) % n]);
        let (u, v) = (b - a, c - b);
        let cross = u.x * v.y - u.y * v.x;
        if cross.abs() < 1e-4 {
            continue;
        }
        if sign != 0.0 && cross.signum() != sign {
            return false;
        }
        sign = cross.signum();
        turned += cross.atan2(u.x * v.x + u.y * v.y).abs();
    }
    // Once round and no more: a star turns one way too.
    n >= 3 && turned < 7.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn convex_outlines_are_told_from_others() {
        let p = |x: f32, y: f32| Pos2::new(x, y);
        assert!(is_convex(&[p(0., 0.), p(4., 0.), p(4., 4.), p(0., 4.)]));
        assert!(!is_convex(&[p(0., 0.), p(4., 0.), p(1., 1.), p(0., 4.)]));
        let star: Vec<Pos2> = (0..5)
            .map(|i| Pos2::ZERO + egui::Vec2::angled(i as f32 * 4.0 * std::f32::consts::PI / 5.0))
            .collect();
        assert!(!is_convex(&star), "a pentagram turns twice");
        assert!(!is_convex(&[p(0., 0.), p(1., 0.)]));
    }
}
