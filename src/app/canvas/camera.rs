//! What part of the document plane is in view, and how it moves.

use eframe::egui::{self, Pos2, Vec2};
use kurbo::{Point, Rect};

use crate::model::Camera;

/// Least and most zoom, in screen points per document unit. A graph that would
/// not fit can be seen from farther away: see [`View::allow`].
const ZOOM_RANGE: (f64, f64) = (0.02, 12.0);
/// The zoom at which everything that has a place would fit a small window.
const FARTHEST: f64 = 1e-4;
/// Fitting never enlarges beyond this zoom.
const FIT_MOST: f64 = 1.6;
/// How long a flight takes, in seconds.
const FLIGHT_S: f64 = 0.25;
/// How fast a wheel zoom approaches its goal: share left after one second.
const WHEEL_LEFT_PER_S: f64 = 1e-7;

#[derive(Clone, Copy, Debug)]
enum Motion {
    Still,
    /// Zooming towards a goal, with one document point kept under one screen
    /// point (relative to the middle of the view).
    Wheel {
        goal: f64,
        keep: Point,
        under: Vec2,
    },
    /// Flying from one view to another.
    Flight {
        from: Camera,
        to: Camera,
        start_s: f64,
    },
}

/// The camera of the canvas.
#[derive(Clone, Copy, Debug)]
pub struct View {
    camera: Camera,
    motion: Motion,
    /// Whether everything is to stay in view when the window changes its size:
    /// so it is until a person moves the view.
    fitted: bool,
    /// Least zoom that a wheel reaches.
    least_zoom: f64,
}

impl Default for View {
    fn default() -> Self {
        Self {
            camera: Camera {
                x: 0.0,
                y: 0.0,
                zoom: 1.0,
            },
            motion: Motion::Still,
            fitted: false,
            least_zoom: ZOOM_RANGE.0,
        }
    }
}

/// Eases in and out (smoothstep).
#[must_use]
pub fn ease(t: f64) -> f64 {
    let t = t.clamp(0.0, 1.0);
    t * t * (3.0 - 2.0 * t)
}

/// Least room round everything when all is in view, in points.
const BORDER: f64 = 30.0;
/// The room that the bounds of a graph have in them, in document units.
const ROOM: f64 = 90.0;

impl View {
    /// What is looked at now.
    #[must_use]
    pub fn camera(&self) -> Camera {
        self.camera
    }

    /// Whether it moves by itself.
    #[must_use]
    pub fn is_moving(&self) -> bool {
        !matches!(self.motion, Motion::Still)
    }

    /// Whether everything is to stay in view.
    #[must_use]
    pub fn is_fitted(&self) -> bool {
        self.fitted
    }

    /// Lets everything stay in view, until a person moves the view.
    pub fn keep_fitted(&mut self) {
        self.fitted = true;
    }

    /// Screen point of a document point.
    #[must_use]
    pub fn to_screen(&self, rect: egui::Rect, p: Point) -> Pos2 {
        let c = self.camera;
        rect.center() + Vec2::new(((p.x - c.x) * c.zoom) as f32, ((p.y - c.y) * c.zoom) as f32)
    }

    /// Document point under a screen point.
    #[must_use]
    pub fn to_document(&self, rect: egui::Rect, p: Pos2) -> Point {
        let c = self.camera;
        let d = p - rect.center();
        Point::new(c.x + f64::from(d.x) / c.zoom, c.y + f64::from(d.y) / c.zoom)
    }

    /// The part of the document plane in view.
    #[must_use]
    pub fn in_view(&self, rect: egui::Rect) -> Rect {
        let (a, b) = (
            self.to_document(rect, rect.min),
            self.to_document(rect, rect.max),
        );
        Rect::from_points(a, b)
    }

    /// Moves the paper by so many screen points.
    pub fn pan(&mut self, by: Vec2) {
        self.motion = Motion::Still;
        self.fitted = false;
        self.camera.x -= f64::from(by.x) / self.camera.zoom;
        self.camera.y -= f64::from(by.y) / self.camera.zoom;
    }

    /// Lets a wheel go as far away as all of `bounds` needs, and half as far
    /// again.
    pub fn allow(&mut self, rect: egui::Rect, bounds: Rect) {
        let fitting = Self::fitting(rect, bounds).zoom;
        self.least_zoom = (fitting * 0.5).min(ZOOM_RANGE.0);
    }

    /// Zooms by a factor about a screen point; smoothly unless `at_once`.
    pub fn zoom(&mut self, rect: egui::Rect, at: Pos2, factor: f64, at_once: bool) {
        let base = match self.motion {
            Motion::Wheel { goal, .. } => goal,
            _ => self.camera.zoom,
        };
        let goal = (base * factor).clamp(self.least_zoom, ZOOM_RANGE.1);
        self.fitted = false;
        let keep = self.to_document(rect, at);
        let under = at - rect.center();
        if at_once {
            self.set_zoom_about(goal, keep, under);
            self.motion = Motion::Still;
        } else {
            self.motion = Motion::Wheel { goal, keep, under };
        }
    }

    fn set_zoom_about(&mut self, zoom: f64, keep: Point, under: Vec2) {
        self.camera = Camera {
            x: keep.x - f64::from(under.x) / zoom,
            y: keep.y - f64::from(under.y) / zoom,
            zoom,
        };
    }

    /// Goes to a view; flies there unless `at_once`.
    pub fn go(&mut self, to: Camera, now_s: f64, at_once: bool) {
        let to = Camera {
            zoom: to.zoom.clamp(FARTHEST, ZOOM_RANGE.1),
            ..to
        };
        self.fitted = false;
        if at_once {
            self.camera = to;
            self.motion = Motion::Still;
        } else {
            self.motion = Motion::Flight {
                from: self.camera,
                to,
                start_s: now_s,
            };
        }
    }

    /// The view that shows all of `bounds` within a window.
    #[must_use]
    pub fn fitting(rect: egui::Rect, bounds: Rect) -> Camera {
        let (w, h) = (f64::from(rect.width()), f64::from(rect.height()));
        let fit = |border: f64| {
            let side = |window: f64, all: f64| (window - 2.0 * border).max(1.0) / all.max(1.0);
            side(w, bounds.width())
                .min(side(h, bounds.height()))
                .clamp(FARTHEST, FIT_MOST)
        };
        // From far away, the room that bounds leave is nothing, while points and
        // names keep their size on screen.
        let near = fit(0.0);
        let room = BORDER - ROOM * near;
        let zoom = if room > 0.0 {
            fit(room.min(w.min(h) / 6.0))
        } else {
            near
        };
        let middle = bounds.center();
        Camera {
            x: middle.x,
            y: middle.y,
            zoom,
        }
    }

    /// Moves the camera so that a document point is in view, with some margin.
    pub fn reveal(&mut self, rect: egui::Rect, p: Point, now_s: f64, at_once: bool) {
        let seen = self.in_view(rect.shrink(60.0_f32.min(rect.width() / 4.0)));
        let target = Point::new(p.x.clamp(seen.x0, seen.x1), p.y.clamp(seen.y0, seen.y1));
        if target != p {
            let c = self.camera;
            let to = Camera {
                x: c.x + p.x - target.x,
                y: c.y + p.y - target.y,
                ..c
            };
            self.go(to, now_s, at_once);
        }
    }

    /// Lets time pass.
    pub fn tick(&mut self, now_s: f64, dt_s: f64) {
        match self.motion {
            Motion::Still => {}
            Motion::Wheel { goal, keep, under } => {
                // Approaches evenly in the logarithm of the zoom, as eyes see it.
                let left = WHEEL_LEFT_PER_S.powf(dt_s.clamp(0.0, 0.1));
                let ratio = (self.camera.zoom / goal).ln() * left;
                if ratio.abs() < 0.002 {
                    self.set_zoom_about(goal, keep, under);
                    self.motion = Motion::Still;
                } else {
                    self.set_zoom_about(goal * ratio.exp(), keep, under);
                }
            }
            Motion::Flight { from, to, start_s } => {
                let t = (now_s - start_s) / FLIGHT_S;
                if t >= 1.0 {
                    self.camera = to;
                    self.motion = Motion::Still;
                } else {
                    let e = ease(t);
                    let mix = |a: f64, b: f64| a + (b - a) * e;
                    self.camera = Camera {
                        x: mix(from.x, to.x),
                        y: mix(from.y, to.y),
                        zoom: (mix(from.zoom.ln(), to.zoom.ln())).exp(),
                    };
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn window() -> egui::Rect {
        egui::Rect::from_min_size(Pos2::new(10.0, 20.0), Vec2::new(800.0, 600.0))
    }

    #[test]
    fn large_graphs_fit_and_dust_is_not_zoomed_to() {
        let mut view = View::default();
        let wide = Rect::new(-90_000.0, -60_000.0, 90_000.0, 60_000.0);
        let all = View::fitting(window(), wide);
        assert!(all.zoom * wide.width() <= f64::from(window().width()) + 1e-6);
        view.go(all, 0.0, true);
        assert!((view.camera().zoom - all.zoom).abs() < 1e-12);
        view.allow(window(), wide);
        view.zoom(window(), window().center(), 1e-9, true);
        assert!((view.camera().zoom - all.zoom * 0.5).abs() < 1e-12);
        view.allow(window(), Rect::new(0.0, 0.0, 300.0, 200.0));
        view.zoom(window(), window().center(), 1e-9, true);
        assert!((view.camera().zoom - ZOOM_RANGE.0).abs() < 1e-12);
    }

    #[test]
    fn the_point_under_the_wheel_stays() {
        let mut view = View::default();
        let at = Pos2::new(200.0, 450.0);
        let before = view.to_document(window(), at);
        view.zoom(window(), at, 1.7, false);
        let mut frames = 0;
        while view.is_moving() {
            view.tick(0.0, 1.0 / 60.0);
            let now = view.to_document(window(), at);
            assert!(now.distance(before) < 1e-6, "{now:?}");
            frames += 1;
            assert!(frames < 60, "a wheel step ends within a second");
        }
        assert!((view.camera().zoom - 1.7).abs() < 1e-9);
        assert!(frames > 3, "it is smooth");
    }

    #[test]
    fn fitting_shows_everything() {
        let bounds = Rect::new(-500.0, -100.0, 1500.0, 900.0);
        let mut view = View::default();
        view.go(View::fitting(window(), bounds), 0.0, true);
        let seen = view.in_view(window());
        assert!(seen.union(bounds).area() <= seen.area() * 1.000_001);
    }

    #[test]
    fn screen_and_document_are_inverse() {
        let mut view = View::default();
        view.zoom(window(), Pos2::new(3.0, 4.0), 2.3, true);
        view.pan(Vec2::new(17.0, -9.0));
        let p = Point::new(12.5, -80.25);
        let back = view.to_document(window(), view.to_screen(window(), p));
        assert!(back.distance(p) < 1e-3);
    }
}
