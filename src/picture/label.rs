//! Placing text so that it overlaps nothing where that can be helped.

use kurbo::{Point, Rect, Vec2};

/// A turned box: what a line of text along an edge takes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TurnedBox {
    /// Its middle.
    pub centre: Point,
    /// Half its width and half its height, in document units.
    pub half: Vec2,
    /// Direction of its width, of length 1.
    pub axis: Vec2,
}

impl TurnedBox {
    /// An upright box.
    #[must_use]
    pub fn upright(rect: Rect) -> Self {
        Self {
            centre: rect.center(),
            half: Vec2::new(rect.width() / 2.0, rect.height() / 2.0),
            axis: Vec2::new(1.0, 0.0),
        }
    }

    fn normal(&self) -> Vec2 {
        Vec2::new(-self.axis.y, self.axis.x)
    }

    /// Its corners, in order round it.
    #[must_use]
    pub fn corners(&self) -> [Point; 4] {
        let (u, v) = (self.axis * self.half.x, self.normal() * self.half.y);
        [
            self.centre - u - v,
            self.centre + u - v,
            self.centre + u + v,
            self.centre - u + v,
        ]
    }

    /// The upright box round it.
    #[must_use]
    pub fn bounds(&self) -> Rect {
        let [a, b, c, d] = self.corners();
        Rect::from_points(a, b).union_pt(c).union_pt(d)
    }

    /// Whether it holds a point.
    #[must_use]
    pub fn contains(&self, p: Point) -> bool {
        let d = p - self.centre;
        d.dot(self.axis).abs() <= self.half.x && d.dot(self.normal()).abs() <= self.half.y
    }

    /// Whether two boxes share a point (separating axes).
    #[must_use]
    pub fn overlaps(&self, other: &Self) -> bool {
        let d = other.centre - self.centre;
        [self.axis, self.normal(), other.axis, other.normal()]
            .iter()
            .all(|axis| {
                let reach = |b: &Self| {
                    b.half.x * b.axis.dot(*axis).abs() + b.half.y * b.normal().dot(*axis).abs()
                };
                d.dot(*axis).abs() < reach(self) + reach(other)
            })
    }

    /// Whether a segment touches it.
    #[must_use]
    pub fn meets_segment(&self, a: Point, b: Point) -> bool {
        // In the box's own frame it is an upright box about the origin.
        let local = |p: Point| {
            let d = p - self.centre;
            (d.dot(self.axis), d.dot(self.normal()))
        };
        let ((ax, ay), (bx, by)) = (local(a), local(b));
        // Liang–Barsky clipping.
        let (mut t0, mut t1) = (0.0_f64, 1.0_f64);
        for (p, d, h) in [(ax, bx - ax, self.half.x), (ay, by - ay, self.half.y)] {
            if d.abs() < 1e-12 {
                if p.abs() > h {
                    return false;
                }
                continue;
            }
            let (mut u, mut v) = ((-h - p) / d, (h - p) / d);
            if u > v {
                std::mem::swap(&mut u, &mut v);
            }
            t0 = t0.max(u);
            t1 = t1.min(v);
            if t0 > t1 {
                return false;
            }
        }
        true
    }
}

/// A uniform grid over boxes: finds what may overlap without asking them all.
#[derive(Clone, Debug)]
pub struct BoxGrid<T> {
    cell: f64,
    cells: std::collections::HashMap<(i64, i64), Vec<u32>>,
    /// Boxes that take too many cells: asked every time.
    large: Vec<u32>,
    entries: Vec<(Rect, T)>,
}

/// Most cells that one box is entered into.
const MOST_CELLS: f64 = 4096.0;

impl<T> BoxGrid<T> {
    /// An empty grid; `cell` is the side of a cell in document units.
    #[must_use]
    pub fn new(cell: f64) -> Self {
        Self {
            cell,
            cells: std::collections::HashMap::new(),
            large: Vec::new(),
            entries: Vec::new(),
        }
    }

    fn span(&self, rect: Rect) -> impl Iterator<Item = (i64, i64)> + use<T> {
        let index = |v: f64| (v / self.cell).floor() as i64;
        let (x0, x1) = (index(rect.x0), index(rect.x1));
        let (y0, y1) = (index(rect.y0), index(rect.y1));
        (y0..=y1).flat_map(move |y| (x0..=x1).map(move |x| (x, y)))
    }

    fn is_large(&self, rect: Rect) -> bool {
        (rect.width() / self.cell + 1.0) * (rect.height() / self.cell + 1.0) > MOST_CELLS
    }

    /// Adds something that takes this box.
    pub fn insert(&mut self, rect: Rect, value: T) {
        let index = self.entries.len() as u32;
        if self.is_large(rect) {
            self.large.push(index);
        } else {
            for cell in self.span(rect) {
                self.cells.entry(cell).or_default().push(index);
            }
        }
        self.entries.push((rect, value));
    }

    /// Everything whose box touches this one, each once, in order of insertion.
    #[must_use]
    pub fn touching(&self, rect: Rect) -> Vec<&T> {
        let touches = |i: &u32| {
            let r = self.entries[*i as usize].0;
            r.x0 <= rect.x1 && rect.x0 <= r.x1 && r.y0 <= rect.y1 && rect.y0 <= r.y1
        };
        let mut found: Vec<u32> = if self.is_large(rect) {
            (0..self.entries.len() as u32).filter(touches).collect()
        } else {
            self.span(rect)
                .filter_map(|cell| self.cells.get(&cell))
                .flatten()
                .chain(&self.large)
                .copied()
                .filter(touches)
                .collect()
        };
        found.sort_unstable();
        found.dedup();
        found
            .into_iter()
            .map(|i| &self.entries[i as usize].1)
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn turned(x: f64, y: f64, angle: f64) -> TurnedBox {
        TurnedBox {
            centre: Point::new(x, y),
            half: Vec2::new(10.0, 2.0),
            axis: Vec2::from_angle(angle),
        }
    }

    #[test]
    fn turned_boxes_overlap_only_where_they_do() {
        let a = turned(0.0, 0.0, 0.0);
        assert!(a.overlaps(&turned(0.0, 11.0, std::f64::consts::FRAC_PI_2)));
        assert!(!a.overlaps(&turned(0.0, 12.5, std::f64::consts::FRAC_PI_2)));
        // Their upright bounds overlap, they do not.
        let b = turned(9.0, 9.0, std::f64::consts::FRAC_PI_4);
        let c = turned(14.0, 4.0, std::f64::consts::FRAC_PI_4);
        assert!(b.bounds().overlaps(c.bounds()));
        assert!(!b.overlaps(&c));
    }

    #[test]
    fn segments_meet_boxes() {
        let b = turned(0.0, 0.0, 0.5);
        let (p, q) = (Point::new(-50.0, 1.0), Point::new(50.0, -1.0));
        assert!(b.meets_segment(p, q), "through the middle");
        assert!(
            !b.meets_segment(p, Point::new(-20.0, 0.0)),
            "ends before it"
        );
        assert!(b.meets_segment(Point::ZERO, Point::ZERO), "inside");
    }

    #[test]
    fn boxes_of_any_size_are_found_and_cost_little() {
        let mut grid = BoxGrid::new(1.0);
        let whole = Rect::new(-1e6, -1e6, 1e6, 1e6);
        for i in 0..100 {
            grid.insert(whole, i);
        }
        grid.insert(Rect::new(5.0, 5.0, 6.0, 6.0), 100);
        assert!(grid.cells.len() <= 4);
        assert_eq!(grid.touching(Rect::new(5.5, 5.5, 5.6, 5.6)).len(), 101);
        assert_eq!(grid.touching(whole).len(), 101);
    }

    #[test]
    fn the_grid_finds_what_all_would_find() {
        let mut grid = BoxGrid::new(10.0);
        let rects: Vec<Rect> = (0..200)
            .map(|i| {
                let (x, y) = (
                    f64::from(i * 37 % 101) - 50.0,
                    f64::from(i * 53 % 97) - 50.0,
                );
                Rect::new(x, y, x + f64::from(i % 23), y + f64::from(i % 11))
            })
            .collect();
        for (i, r) in rects.iter().enumerate() {
            grid.insert(*r, i);
        }
        let query = Rect::new(-13.0, -7.0, 21.0, 8.0);
        let found: Vec<usize> = grid.touching(query).into_iter().copied().collect();
        let all: Vec<usize> = (0..rects.len())
            .filter(|&i| {
                let r = rects[i];
                r.x0 <= query.x1 && query.x0 <= r.x1 && r.y0 <= query.y1 && query.y0 <= r.y1
            })
            .collect();
        assert_eq!(found, all);
        assert!(!all.is_empty());
    }
}
