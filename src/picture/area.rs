//! A part of the plane that a person draws to select what is in it.

use kurbo::{BezPath, Point, Rect, Shape};

use super::label::TurnedBox;

/// What is in an area: indices of actors and actions, each in order of ids.
/// They come in no order, but in the same one for the same area.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Covered {
    /// The actors.
    pub actors: Vec<u32>,
    /// The actions.
    pub actions: Vec<u32>,
}

impl Covered {
    /// Forgets everything, but keeps the memory.
    pub fn clear(&mut self) {
        self.actors.clear();
        self.actions.clear();
    }
}

/// Whether a silhouette, which is convex, shares a point with a rectangle.
#[must_use]
pub fn touches(outline: &BezPath, rect: Rect) -> bool {
    let bounds = outline.bounding_box();
    if rect.contains_rect(bounds) {
        return true;
    }
    let beside = bounds.x0 <= rect.x1 && rect.x0 <= bounds.x1;
    let level = bounds.y0 <= rect.y1 && rect.y0 <= bounds.y1;
    // A box that is none is neither.
    if !beside || !level {
        return false;
    }
    // All of a rectangle that crosses no side may be inside.
    if outline.contains(rect.center()) {
        return true;
    }
    let frame = TurnedBox::upright(rect);
    let mut last = Point::ZERO;
    let mut first = None;
    let mut met = false;
    kurbo::flatten(outline, super::shape::TOLERANCE, |el| {
        if let Some(p) = el.end_point() {
            met |= first.is_some() && frame.meets_segment(last, p);
            first.get_or_insert(p);
            last = p;
        }
    });
    met || first.is_some_and(|first| frame.meets_segment(last, first))
}

/// The area within a line drawn by a free hand, closed from its end to its
/// start. Where the line crosses itself, everything that it goes round counts
/// (the non-zero winding rule).
///
/// Sides are sorted into bands by height: a point is compared with those of its
/// own band only (after Preparata & Shamos 1985, 2.2.2.1).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Lasso {
    corners: Vec<Point>,
    bounds: Rect,
    /// Sides of band `i`: `sides[starts[i]..starts[i + 1]]`, each by its first
    /// corner.
    starts: Vec<u32>,
    sides: Vec<u32>,
}

/// Most bands of a lasso.
const MOST_BANDS: usize = 256;

impl Lasso {
    /// The area within a line through these points. O(n) for a line of many
    /// short pieces. Fewer than three points hold nothing.
    #[must_use]
    pub fn new(corners: Vec<Point>) -> Self {
        let around = corners
            .iter()
            .map(|&p| Rect::from_points(p, p))
            .reduce(|a, b| a.union(b));
        let mut lasso = Self {
            bounds: around.unwrap_or(Rect::ZERO),
            corners,
            ..Self::default()
        };
        if lasso.corners.len() < 3 || !lasso.bounds.is_finite() {
            return lasso;
        }
        let bands = lasso.corners.len().min(MOST_BANDS);
        let mut starts = vec![0_u32; bands + 1];
        lasso.each_side(bands, |band, _| starts[band + 1] += 1);
        for i in 0..bands {
            starts[i + 1] += starts[i];
        }
        let mut next = starts.clone();
        let mut sides = vec![0_u32; starts[bands] as usize];
        lasso.each_side(bands, |band, side| {
            sides[next[band] as usize] = side;
            next[band] += 1;
        });
        (lasso.starts, lasso.sides) = (starts, sides);
        lasso
    }

    /// The corners, in order.
    #[must_use]
    pub fn corners(&self) -> &[Point] {
        &self.corners
    }

    /// The corners, to go on from.
    #[must_use]
    pub fn into_corners(self) -> Vec<Point> {
        self.corners
    }

    /// The upright box round it.
    #[must_use]
    pub fn bounds(&self) -> Rect {
        self.bounds
    }

    fn side(&self, from: usize) -> (Point, Point) {
        let to = (from + 1) % self.corners.len();
        (self.corners[from], self.corners[to])
    }

    fn band(&self, y: f64, bands: usize) -> usize {
        let share = (y - self.bounds.y0) / self.bounds.height().max(1e-9);
        ((share * bands as f64).max(0.0) as usize).min(bands - 1)
    }

    fn each_side(&self, bands: usize, mut each: impl FnMut(usize, u32)) {
        for i in 0..self.corners.len() {
            let (a, b) = self.side(i);
            let (low, high) = (
                self.band(a.y.min(b.y), bands),
                self.band(a.y.max(b.y), bands),
            );
            (low..=high).for_each(|band| each(band, i as u32));
        }
    }

    /// Whether a point is in it.
    #[must_use]
    pub fn contains(&self, p: Point) -> bool {
        if self.starts.is_empty() || !self.bounds.contains(p) {
            return false;
        }
        let band = self.band(p.y, self.starts.len() - 1);
        let near = &self.sides[self.starts[band] as usize..self.starts[band + 1] as usize];
        let mut winding = 0;
        for &i in near {
            let (a, b) = self.side(i as usize);
            let left = (b - a).cross(p - a);
            if a.y <= p.y && b.y > p.y && left > 0.0 {
                winding += 1;
            } else if a.y > p.y && b.y <= p.y && left < 0.0 {
                winding -= 1;
            }
        }
        winding != 0
    }
}

/// A part of the plane that a person draws.
#[derive(Clone, Debug, PartialEq)]
pub enum Area {
    /// A marquee: whoever's silhouette it touches is in it, and every action
    /// whose whole line is.
    Marquee(Rect),
    /// A free outline: whoever's centre is within, and every action the middle
    /// of whose line is.
    Lasso(Lasso),
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::ActorKind;
    use crate::picture::shape;

    #[test]
    fn a_marquee_touches_what_it_shares_a_point_with() {
        for kind in ActorKind::ALL {
            let centre = Point::new(100.0, -40.0);
            let outline = shape::silhouette(kind, centre, 30.0);
            let at = |x: f64, y: f64, w: f64, h: f64| {
                let corner = centre + kurbo::Vec2::new(x, y);
                touches(&outline, Rect::from_origin_size(corner, (w, h)))
            };
            assert!(at(-100.0, -100.0, 200.0, 200.0), "{kind:?}: round it");
            assert!(at(-1.0, -1.0, 2.0, 2.0), "{kind:?}: inside it");
            assert!(at(-100.0, -1.0, 200.0, 2.0), "{kind:?}: a strip across it");
            assert!(at(0.0, 0.0, 200.0, 1.0), "{kind:?}: from its middle");
            assert!(!at(60.0, -10.0, 9.0, 9.0), "{kind:?}: beside it");
            // The box round a silhouette touches, the silhouette does not.
            let reach = shape::reach(kind, 30.0, kurbo::Vec2::new(1.0, 1.0));
            let d = reach * std::f64::consts::FRAC_1_SQRT_2;
            assert!(at(d - 0.6, d - 0.6, 9.0, 9.0), "{kind:?}: its corner");
            assert!(!at(d + 0.6, d + 0.6, 9.0, 9.0), "{kind:?}: past its corner");
        }
    }

    fn star(points: usize, step: usize) -> Vec<Point> {
        let corner = |i: usize| {
            let angle = std::f64::consts::TAU * (i * step) as f64 / points as f64;
            Point::ZERO + kurbo::Vec2::from_angle(angle) * 100.0
        };
        (0..points).map(corner).collect()
    }

    /// The same without bands, by kurbo.
    fn plainly(corners: &[Point], p: Point) -> bool {
        let mut path = BezPath::new();
        path.move_to(corners[0]);
        corners[1..].iter().for_each(|&c| path.line_to(c));
        path.close_path();
        path.winding(p) != 0
    }

    #[test]
    fn a_lasso_holds_what_it_goes_round() {
        let mut spiral = star(700, 1);
        for (i, p) in spiral.iter_mut().enumerate() {
            *p = (p.to_vec2() * (0.3 + i as f64 / 1_000.0)).to_point();
        }
        for corners in [star(3, 1), star(5, 2), star(900, 1), star(7, 3), spiral] {
            let lasso = Lasso::new(corners.clone());
            let mut inside = 0;
            for i in 0..2_000 {
                let x = f64::from(i * 7919 % 2_311) / 10.0 - 115.0;
                let y = f64::from(i * 6007 % 2_357) / 10.0 - 117.0;
                let p = Point::new(x + 0.013, y + 0.017);
                let wanted = plainly(&corners, p);
                assert_eq!(
                    lasso.contains(p),
                    wanted,
                    "{} corners, {p:?}",
                    corners.len()
                );
                inside += usize::from(wanted);
            }
            assert!((100..1_900).contains(&inside), "{inside}");
        }
        // The five-pointed star's middle is gone round twice.
        assert!(Lasso::new(star(5, 2)).contains(Point::new(0.1, 0.1)));
    }

    #[test]
    fn a_lasso_that_is_none_holds_nothing() {
        let p = Point::new(1.0, 1.0);
        for corners in [
            vec![],
            vec![p],
            vec![p, Point::new(5.0, 5.0)],
            vec![p; 40],
            vec![p, Point::new(f64::NAN, 3.0), Point::new(9.0, f64::INFINITY)],
        ] {
            let lasso = Lasso::new(corners);
            assert!(!lasso.contains(p) && !lasso.contains(Point::new(2.0, 2.0)));
        }
    }
}
