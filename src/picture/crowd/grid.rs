//! Where in the plane points and lines are.

use kurbo::{Point, Rect};

use crate::picture::route::Course;

/// Most cells along one side of a grid.
const MOST: f64 = 512.0;

/// A grid of cells over some rectangle.
#[derive(Clone, Copy, Debug, Default)]
struct Cells {
    x0: f64,
    y0: f64,
    side: f64,
    columns: usize,
    rows: usize,
}

impl Cells {
    fn new(over: Rect, side: f64) -> Self {
        let side = side
            .max(over.width() / MOST)
            .max(over.height() / MOST)
            .max(1e-3);
        Self {
            x0: over.x0,
            y0: over.y0,
            side,
            columns: (over.width() / side) as usize + 1,
            rows: (over.height() / side) as usize + 1,
        }
    }

    fn len(&self) -> usize {
        self.columns * self.rows
    }

    fn column(&self, x: f64) -> usize {
        (((x - self.x0) / self.side).max(0.0) as usize).min(self.columns.saturating_sub(1))
    }

    fn row(&self, y: f64) -> usize {
        (((y - self.y0) / self.side).max(0.0) as usize).min(self.rows.saturating_sub(1))
    }

    /// The cells that a rectangle touches. What lies outside the grid counts as
    /// at its edge.
    fn touching(&self, r: Rect) -> impl Iterator<Item = usize> + use<> {
        let (c0, c1) = (self.column(r.x0), self.column(r.x1));
        let (r0, r1) = (self.row(r.y0), self.row(r.y1));
        let (columns, some) = (self.columns, self.len() > 0);
        (r0..=r1)
            .filter(move |_| some)
            .flat_map(move |row| (c0..=c1).map(move |column| row * columns + column))
    }
}

/// Things by cell, in compressed rows.
#[derive(Clone, Debug, Default)]
struct Rows {
    starts: Vec<u32>,
    things: Vec<u32>,
}

impl Rows {
    /// `each` names every pair of a cell and a thing in it, twice alike.
    fn new(cells: usize, each: impl Fn(&mut dyn FnMut(usize, u32))) -> Self {
        let mut starts = vec![0_u32; cells + 1];
        each(&mut |cell, _| starts[cell + 1] += 1);
        for i in 0..cells {
            starts[i + 1] += starts[i];
        }
        let mut next = starts.clone();
        let mut things = vec![0_u32; starts[cells] as usize];
        each(&mut |cell, thing| {
            things[next[cell] as usize] = thing;
            next[cell] += 1;
        });
        Self { starts, things }
    }

    fn of(&self, cell: usize) -> &[u32] {
        &self.things[self.starts[cell] as usize..self.starts[cell + 1] as usize]
    }
}

/// Finds points.
#[derive(Clone, Debug, Default)]
pub(super) struct PointGrid {
    cells: Cells,
    rows: Rows,
}

impl PointGrid {
    /// A grid over points; about four lie in each cell when they are spread
    /// evenly. Linear.
    pub fn new(points: &[[f32; 2]]) -> Self {
        let at = |p: &[f32; 2]| Point::new(p[0].into(), p[1].into());
        let over = points
            .iter()
            .map(|p| Rect::from_points(at(p), at(p)))
            .reduce(|a, b| a.union(b));
        let Some(over) = over else {
            return Self::default();
        };
        let room = over.width().max(1.0) * over.height().max(1.0);
        let cells = Cells::new(over, (4.0 * room / points.len() as f64).sqrt());
        let rows = Rows::new(cells.len(), |put| {
            for (p, i) in points.iter().map(at).zip(0..) {
                put(cells.row(p.y) * cells.columns + cells.column(p.x), i);
            }
        });
        Self { cells, rows }
    }

    /// Points that may lie in a rectangle: all that do, and some near it.
    pub fn near(&self, rect: Rect) -> impl Iterator<Item = u32> + '_ {
        self.cells
            .touching(rect)
            .flat_map(|cell| self.rows.of(cell))
            .copied()
    }
}

/// Finds lines.
#[derive(Clone, Debug, Default)]
pub(super) struct LineGrid {
    cells: Cells,
    rows: Rows,
}

impl LineGrid {
    /// A grid over so many lines within `over`. Cells are large enough for a line
    /// to touch about six of them. Linear.
    pub fn new(over: Rect, count: usize, course: impl Fn(usize) -> Course) -> Self {
        if count == 0 {
            return Self::default();
        }
        // A sample tells the usual length well enough.
        let step = (count / 4096).max(1);
        let (mut length, mut seen) = (0.0, 0.0);
        for i in (0..count).step_by(step) {
            let c = course(i);
            length += c.at(0.0).distance(c.at(1.0));
            seen += 1.0;
        }
        let even = (over.width().max(1.0) * over.height().max(1.0) / count as f64).sqrt();
        let cells = Cells::new(over, even.max(length / seen / 4.0));
        let rows = Rows::new(cells.len(), |put| {
            let mut passed: Vec<usize> = Vec::new();
            for i in 0..count {
                passed.clear();
                pieces(&course(i), cells.side, |piece| {
                    for cell in cells.touching(piece) {
                        if !passed.contains(&cell) {
                            passed.push(cell);
                            put(cell, i as u32);
                        }
                    }
                });
            }
        });
        Self { cells, rows }
    }

    /// Lines that may touch a rectangle, some of them more than once.
    pub fn near(&self, rect: Rect) -> impl Iterator<Item = u32> + '_ {
        self.cells
            .touching(rect)
            .flat_map(|cell| self.rows.of(cell))
            .copied()
    }
}

/// The boxes of pieces of a course, none much longer than `side`.
fn pieces(course: &Course, side: f64, mut each: impl FnMut(Rect)) {
    let (start, middle, end) = (course.at(0.0), course.at(0.5), course.at(1.0));
    let length = start.distance(middle) + middle.distance(end);
    let count = ((length / side).ceil() as usize).clamp(2, 1024);
    // Between two points a curve bulges by its bow over the square of their number.
    let bulge = middle.distance(start.midpoint(end)) * 2.0 / (count * count) as f64;
    let mut last = start;
    for k in 1..=count {
        let p = course.at(k as f64 / count as f64);
        each(Rect::from_points(last, p).inflate(bulge, bulge));
        last = p;
    }
}
