//! A smooth line through some points.

use kurbo::{CubicBez, ParamCurve, ParamCurveDeriv, Point, Vec2};

/// Chords by which the length of a piece is measured.
const CHORDS: usize = 16;
/// Points nearer to one another than this are one, in document units.
const SAME: f64 = 1e-3;

/// A smooth line through some points that never overshoots them: each piece
/// stays in the box of its two ends, so that a line led past something does
/// not swing over it.
///
/// Each coordinate is a monotone cubic of the length of the polyline (Steffen,
/// "A simple method for monotonic interpolation in one dimension", 1990). The
/// parameter is the share of its own length, from 0 at the first point to 1 at
/// the last.
#[derive(Clone, Debug, PartialEq)]
pub struct Spline {
    /// At least one.
    pieces: Vec<CubicBez>,
    /// Length up to each of the ends of [`CHORDS`] chords a piece, from 0.
    lengths: Vec<f64>,
}

/// The slope of a monotone cubic between two pieces, from their lengths and
/// slopes.
fn steffen([h0, h1]: [f64; 2], [s0, s1]: [f64; 2]) -> f64 {
    if s0 * s1 <= 0.0 {
        return 0.0;
    }
    let parabola = (s0 * h1 + s1 * h0) / (h0 + h1);
    let most = 2.0 * s0.abs().min(s1.abs());
    parabola.clamp(-most, most)
}

impl Spline {
    /// The line through some points, in document units; `None` if there are not
    /// two that differ. Points that are not finite are left out. O(n).
    #[must_use]
    pub fn through(points: impl IntoIterator<Item = Point>) -> Option<Self> {
        let mut knots: Vec<Point> = Vec::new();
        for p in points {
            if p.is_finite() && knots.last().is_none_or(|last| last.distance(p) > SAME) {
                knots.push(p);
            }
        }
        let last = knots.len().checked_sub(1).filter(|&n| n > 0)?;
        let steps: Vec<f64> = knots.windows(2).map(|w| w[0].distance(w[1])).collect();
        let secants = knots
            .windows(2)
            .zip(&steps)
            .map(|(w, h)| (w[1] - w[0]) / *h);
        let secants: Vec<Vec2> = secants.collect();
        let slope = |i: usize| {
            if i == 0 || i == last {
                return secants[i.min(last - 1)];
            }
            let (h, [a, b]) = ([steps[i - 1], steps[i]], [secants[i - 1], secants[i]]);
            Vec2::new(steffen(h, [a.x, b.x]), steffen(h, [a.y, b.y]))
        };
        let piece = |i: usize| {
            let (a, b, third) = (knots[i], knots[i + 1], steps[i] / 3.0);
            CubicBez::new(a, a + slope(i) * third, b - slope(i + 1) * third, b)
        };
        Some(Self::of((0..last).map(piece).collect()))
    }

    fn of(pieces: Vec<CubicBez>) -> Self {
        let mut lengths = vec![0.0];
        let mut sum = 0.0;
        for piece in &pieces {
            let mut before = piece.p0;
            for k in 1..=CHORDS {
                let p = piece.eval(k as f64 / CHORDS as f64);
                sum += before.distance(p);
                lengths.push(sum);
                before = p;
            }
        }
        Self { pieces, lengths }
    }

    /// Its pieces, in order.
    #[must_use]
    pub fn pieces(&self) -> &[CubicBez] {
        &self.pieces
    }

    /// Its length, in document units.
    #[must_use]
    pub fn length(&self) -> f64 {
        self.lengths.last().copied().unwrap_or(0.0)
    }

    /// The piece at `t`, and the parameter in it. O(log n).
    fn place(&self, t: f64) -> (usize, f64) {
        let s = t.clamp(0.0, 1.0) * self.length();
        let after = self.lengths.partition_point(|&l| l < s);
        let chord = after.clamp(1, self.lengths.len() - 1) - 1;
        let (from, to) = (self.lengths[chord], self.lengths[chord + 1]);
        let within = ((s - from) / (to - from).max(1e-12)).clamp(0.0, 1.0);
        let k = (chord % CHORDS) as f64;
        (chord / CHORDS, (k + within) / CHORDS as f64)
    }

    /// The point at `t`.
    #[must_use]
    pub fn at(&self, t: f64) -> Point {
        let (i, u) = self.place(t);
        self.pieces[i].eval(u)
    }

    /// The way it leads at `t`, of any length.
    #[must_use]
    pub fn slope(&self, t: f64) -> Vec2 {
        let (i, u) = self.place(t);
        way(&self.pieces[i], u)
    }

    /// The part between two parameters.
    #[must_use]
    pub fn part(&self, from: f64, to: f64) -> Self {
        let ((i, u), (j, v)) = (self.place(from), self.place(to.max(from)));
        if i == j {
            return Self::of(vec![self.pieces[i].subsegment(u..v)]);
        }
        let mut pieces = vec![self.pieces[i].subsegment(u..1.0)];
        pieces.extend_from_slice(&self.pieces[i + 1..j]);
        pieces.push(self.pieces[j].subsegment(0.0..v));
        Self::of(pieces)
    }

    /// The line that runs beside this one, `apart` document units to its right.
    #[must_use]
    pub fn beside(&self, apart: f64) -> Self {
        let normal = |c: &CubicBez, u: f64| {
            let d = way(c, u);
            let length = d.hypot().max(1e-12);
            Vec2::new(-d.y, d.x) * (apart / length)
        };
        let shifted = |c: &CubicBez| {
            CubicBez::new(
                c.p0 + normal(c, 0.0),
                c.p1 + normal(c, 0.33),
                c.p2 + normal(c, 0.67),
                c.p3 + normal(c, 1.0),
            )
        };
        // Shifted control points are near enough for gentle bends only.
        let parts = self.pieces.iter().flat_map(|piece| {
            let part = |k: usize| piece.subsegment(k as f64 / 4.0..(k + 1) as f64 / 4.0);
            (0..4).map(part)
        });
        Self::of(parts.map(|part| shifted(&part)).collect())
    }

    /// At least `n` + 1 points in order, some of them on every piece.
    #[must_use]
    pub fn points(&self, n: usize) -> Vec<Point> {
        let each = n.div_ceil(self.pieces.len()).max(6);
        let share = |k: usize| (k + 1) as f64 / each as f64;
        let mut points = vec![self.at(0.0)];
        for piece in &self.pieces {
            points.extend((0..each).map(|k| piece.eval(share(k))));
        }
        points
    }

    /// How far a point is from it, in document units, to about the sag of a
    /// sixteenth of a piece. (A solver for the nearest point of a cubic stumbles
    /// over straight ones, which are the rule here.) O(n).
    #[must_use]
    pub fn distance(&self, p: Point) -> f64 {
        let to_chord = |a: Point, b: Point| {
            let (along, off) = (b - a, p - a);
            let t = off.dot(along) / along.hypot2().max(1e-12);
            (off - along * t.clamp(0.0, 1.0)).hypot()
        };
        let points = self.points(CHORDS * self.pieces.len());
        let chords = points.windows(2).map(|w| to_chord(w[0], w[1]));
        chords.fold(f64::INFINITY, f64::min)
    }
}

/// The way a piece leads; where it stands still, the way to or from there.
fn way(piece: &CubicBez, u: f64) -> Vec2 {
    let d = piece.deriv().eval(u).to_vec2();
    if d.hypot2() > 1e-12 {
        return d;
    }
    piece.eval((u + 0.01).min(1.0)) - piece.eval((u - 0.01).max(0.0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use kurbo::{Rect, Shape};

    fn zigzag() -> Vec<Point> {
        [
            (0.0, 0.0),
            (0.0, 100.0),
            (80.0, 160.0),
            (80.0, 500.0),
            (-40.0, 520.0),
            (-40.0, 700.0),
        ]
        .map(Point::from)
        .to_vec()
    }

    #[test]
    fn it_passes_its_points_and_never_overshoots() {
        let points = zigzag();
        let line = Spline::through(points.clone()).expect("a line");
        assert_eq!(line.pieces().len(), points.len() - 1);
        for (piece, ends) in line.pieces().iter().zip(points.windows(2)) {
            assert_eq!((piece.p0, piece.p3), (ends[0], ends[1]));
            let room = Rect::from_points(ends[0], ends[1]).inflate(1e-9, 1e-9);
            assert_eq!(room.union(piece.bounding_box()), room, "{piece:?}");
        }
        // It runs on smoothly, but where it must turn back.
        for pair in line.pieces().windows(2) {
            let (into, on) = (way(&pair[0], 1.0), way(&pair[1], 0.0));
            assert!(into.normalize().dot(on.normalize()) > 0.999, "{pair:?}");
        }
    }

    #[test]
    fn its_parameter_is_its_length() {
        let line = Spline::through(zigzag()).expect("a line");
        assert_eq!(line.at(0.0), Point::ZERO);
        assert_eq!(line.at(1.0), Point::new(-40.0, 700.0));
        let n = 400;
        let points: Vec<Point> = (0..=n).map(|i| line.at(i as f64 / n as f64)).collect();
        let even = line.length() / n as f64;
        let mut gone = 0.0;
        for (i, w) in points.windows(2).enumerate() {
            gone += w[0].distance(w[1]);
            assert!((gone - (i + 1) as f64 * even).abs() < 1.0, "{gone} at {i}");
        }
        let (a, b) = (line.part(0.0, 0.3), line.part(0.3, 1.0));
        assert!((a.length() + b.length() - line.length()).abs() < 1.0);
        assert!(a.at(1.0).distance(b.at(0.0)) < 1e-9);
        for i in 0..=20 {
            let p = line.at(f64::from(i) / 20.0);
            assert!(line.distance(p) < 0.5, "{p:?}");
            assert!((line.beside(2.0).distance(p) - 2.0).abs() < 0.8, "{p:?}");
        }
    }

    #[test]
    fn nothing_to_pass_is_no_line() {
        let p = Point::new(3.0, 4.0);
        assert_eq!(Spline::through([]), None);
        assert_eq!(Spline::through([p, p]), None);
        let wild = [p, Point::new(f64::NAN, 0.0), Point::new(5.0, 4.0)];
        let line = Spline::through(wild).expect("two are left");
        assert!((line.length() - 2.0).abs() < 1e-9);
        // There and back again: a cusp, but all finite.
        let back = Spline::through([p, Point::new(50.0, 4.0), p]).expect("a line");
        for i in 0..=40 {
            let t = f64::from(i) / 40.0;
            assert!(back.at(t).is_finite() && back.slope(t).is_finite());
        }
    }
}
