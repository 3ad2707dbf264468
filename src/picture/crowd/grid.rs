//! Where in the plane points are.

use kurbo::{Point, Rect};

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
