//! The course of a line.

use kurbo::{
    BezPath, CubicBez, ParamCurve, ParamCurveDeriv, ParamCurveNearest, Point, QuadBez, Rect, Shape,
    Vec2,
};

use super::spline::Spline;

/// The course of one line, from tail to tip.
#[derive(Clone, Debug, PartialEq)]
pub enum Course {
    /// Between two actors.
    Arc(QuadBez),
    /// From an actor back to itself.
    Loop(CubicBez),
    /// By way of some points; its parameter is the share of its length.
    Bent(Spline),
}

impl Course {
    /// Point at `t` (0 at the tail, 1 at the tip).
    #[must_use]
    pub fn at(&self, t: f64) -> Point {
        match self {
            Self::Arc(c) => c.eval(t),
            Self::Loop(c) => c.eval(t),
            Self::Bent(s) => s.at(t),
        }
    }

    /// The upright box round it.
    #[must_use]
    pub fn bounds(&self) -> Rect {
        match self {
            Self::Arc(c) => c.bounding_box(),
            Self::Loop(c) => c.bounding_box(),
            Self::Bent(s) => {
                let boxes = s.pieces().iter().map(Shape::bounding_box);
                let whole = boxes.reduce(|a, b| a.union(b));
                whole.unwrap_or(Rect::from_points(s.at(0.0), s.at(1.0)))
            }
        }
    }

    /// Direction at `t`, of length 1 (along x when the course has no length).
    #[must_use]
    pub fn direction(&self, t: f64) -> Vec2 {
        let d = match self {
            Self::Arc(c) => c.deriv().eval(t).to_vec2(),
            Self::Loop(c) => c.deriv().eval(t).to_vec2(),
            Self::Bent(s) => s.slope(t),
        };
        if d.hypot2() > 1e-18 {
            d.normalize()
        } else {
            let chord = self.at(1.0) - self.at(0.0);
            if chord.hypot2() > 1e-18 {
                chord.normalize()
            } else {
                Vec2::new(1.0, 0.0)
            }
        }
    }

    /// The part between two parameters.
    #[must_use]
    pub fn part(&self, from: f64, to: f64) -> Self {
        match self {
            Self::Arc(c) => Self::Arc(c.subsegment(from..to)),
            Self::Loop(c) => Self::Loop(c.subsegment(from..to)),
            Self::Bent(s) => Self::Bent(s.part(from, to)),
        }
    }

    /// The course that runs beside this one, `apart` document units to its
    /// right (negative: left). Exact for straight lines, near enough for gentle
    /// bends: the control points are moved along the normals.
    #[must_use]
    pub fn beside(&self, apart: f64) -> Self {
        let shift = |p: Point, t: f64| {
            let d = self.direction(t);
            p + Vec2::new(-d.y, d.x) * apart
        };
        match self {
            Self::Arc(c) => Self::Arc(QuadBez::new(
                shift(c.p0, 0.0),
                shift(c.p1, 0.5),
                shift(c.p2, 1.0),
            )),
            Self::Loop(c) => Self::Loop(CubicBez::new(
                shift(c.p0, 0.0),
                shift(c.p1, 0.33),
                shift(c.p2, 0.67),
                shift(c.p3, 1.0),
            )),
            Self::Bent(s) => Self::Bent(s.beside(apart)),
        }
    }

    /// Length, in document units, from 24 chords or more.
    #[must_use]
    pub fn length(&self) -> f64 {
        if let Self::Bent(s) = self {
            return s.length();
        }
        self.points(24)
            .windows(2)
            .map(|w| w[0].distance(w[1]))
            .sum()
    }

    /// `n` + 1 points at even parameters; of a bent course more, so that no
    /// bend is cut off.
    #[must_use]
    pub fn points(&self, n: usize) -> Vec<Point> {
        if let Self::Bent(s) = self {
            return s.points(n);
        }
        (0..=n).map(|i| self.at(i as f64 / n as f64)).collect()
    }

    /// As a path.
    #[must_use]
    pub fn path(&self) -> BezPath {
        let mut path = BezPath::new();
        path.move_to(self.at(0.0));
        match self {
            Self::Arc(c) => path.quad_to(c.p1, c.p2),
            Self::Loop(c) => path.curve_to(c.p1, c.p2, c.p3),
            Self::Bent(s) => {
                for c in s.pieces() {
                    path.curve_to(c.p1, c.p2, c.p3);
                }
            }
        }
        path
    }

    /// Parameter that lies `distance` (document units) before the tip.
    #[must_use]
    pub fn before_tip(&self, distance: f64) -> f64 {
        if let Self::Bent(s) = self {
            // It may come near its tip on the way: its length tells.
            return (1.0 - distance / s.length().max(1e-9)).clamp(0.0, 1.0);
        }
        let tip = self.at(1.0);
        let (mut low, mut high) = (0.0, 1.0);
        for _ in 0..30 {
            let middle = (low + high) / 2.0;
            if self.at(middle).distance(tip) > distance {
                low = middle;
            } else {
                high = middle;
            }
        }
        low
    }

    /// Distance of a point from the course, in document units.
    #[must_use]
    pub fn distance(&self, p: Point) -> f64 {
        match self {
            Self::Arc(c) => c.nearest(p, 0.01).distance_sq.sqrt(),
            Self::Loop(c) => c.nearest(p, 0.01).distance_sq.sqrt(),
            Self::Bent(s) => s.distance(p),
        }
    }
}
