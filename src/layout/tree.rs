//! A flat tree over points in curve order: sixteen points a leaf, four
//! children a cell, no pointers.
//!
//! Because the points lie along a Hilbert curve, cutting them into runs of
//! equal length gives compact cells, and the tree needs no building: only the
//! figures of its cells are computed, bottom up, and again whenever the points
//! have moved. The order may be some steps stale; that makes cells wider and
//! the traversal longer, never the result wrong.

/// Points in a leaf: one register of AVX-512, two of AVX2.
pub(super) const LEAF: usize = 16;

/// What a cell looks like from afar.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Cell {
    /// Centre of mass.
    pub x: f32,
    pub y: f32,
    /// No point of the cell is farther than this from the centre.
    pub radius: f32,
    /// Total mass.
    pub mass: f32,
    /// Second complex moment about the centre: Σ m (z − c)². The first one
    /// vanishes there.
    pub re: f32,
    pub im: f32,
}

/// Coordinates and masses in curve order, filled up to whole leaves with
/// points of no mass.
#[derive(Clone, Debug, Default)]
pub(super) struct Points {
    pub x: Vec<f32>,
    pub y: Vec<f32>,
    pub mass: Vec<f32>,
}

impl Points {
    /// Fills the last leaf: its spare points stand on the last real one.
    pub fn pad(&mut self, n: usize) {
        let last = |v: &[f32]| n.checked_sub(1).map_or(0.0, |i| v[i]);
        let (x, y) = (last(&self.x), last(&self.y));
        let full = n.div_ceil(LEAF) * LEAF;
        for (values, fill) in [(&mut self.x, x), (&mut self.y, y), (&mut self.mass, 0.0)] {
            values.truncate(n);
            values.resize(full, fill);
        }
    }
}

/// The cells, level by level: `levels[0]` are the leaves, the last level is
/// the root alone. Cell `i` of a level has the children `4 i .. 4 i + 4` below.
#[derive(Clone, Debug, Default)]
pub(super) struct Tree {
    pub levels: Vec<Vec<Cell>>,
}

impl Tree {
    /// Mean radius of the leaves.
    pub fn leaf_width(&self) -> f32 {
        self.levels.first().map_or(0.0, |leaves| {
            leaves.iter().map(|l| l.radius).sum::<f32>() / leaves.len().max(1) as f32
        })
    }

    /// Computes all figures anew. O(n).
    pub fn refit(&mut self, points: &Points, threads: usize) {
        let leaves = points.x.len() / LEAF;
        let mut sizes = vec![leaves];
        while sizes.last().is_some_and(|&s| s > 1) {
            sizes.push(sizes[sizes.len() - 1].div_ceil(4));
        }
        self.levels.resize_with(sizes.len(), Vec::new);
        for (level, &size) in self.levels.iter_mut().zip(&sizes) {
            level.resize(size, Cell::default());
        }
        // Too short to share out below some hundred thousand points.
        let threads = if leaves < 1 << 14 { 1 } else { threads };
        let pieces = self.levels[0].chunks_mut(512).enumerate();
        super::parallel::each(threads, pieces, |(chunk, cells)| {
            for (i, cell) in cells.iter_mut().enumerate() {
                let at = (chunk * 512 + i) * LEAF;
                *cell = leaf(points, at);
            }
        });
        for level in 1..self.levels.len() {
            let (below, above) = self.levels.split_at_mut(level);
            let below = &below[level - 1];
            for (i, cell) in above[0].iter_mut().enumerate() {
                *cell = parent(&below[4 * i..below.len().min(4 * i + 4)]);
            }
        }
    }
}

fn leaf(points: &Points, at: usize) -> Cell {
    let run = at..at + LEAF;
    let (xs, ys, ms) = (
        &points.x[run.clone()],
        &points.y[run.clone()],
        &points.mass[run],
    );
    let (mut mass, mut x, mut y) = (0.0_f32, 0.0_f32, 0.0_f32);
    for i in 0..LEAF {
        mass += ms[i];
        x += ms[i] * xs[i];
        y += ms[i] * ys[i];
    }
    let (x, y) = if mass > 0.0 {
        (x / mass, y / mass)
    } else {
        (xs[0], ys[0])
    };
    let (mut far, mut re, mut im) = (0.0_f32, 0.0_f32, 0.0_f32);
    for i in 0..LEAF {
        let (dx, dy) = (xs[i] - x, ys[i] - y);
        let (xx, yy) = (dx * dx, dy * dy);
        far = far.max(xx + yy);
        re += ms[i] * (xx - yy);
        im += ms[i] * 2.0 * dx * dy;
    }
    Cell {
        x,
        y,
        radius: far.sqrt(),
        mass,
        re,
        im,
    }
}

fn parent(children: &[Cell]) -> Cell {
    let mut cell = Cell::default();
    for child in children {
        cell.mass += child.mass;
        cell.x += child.mass * child.x;
        cell.y += child.mass * child.y;
    }
    if cell.mass > 0.0 {
        cell.x /= cell.mass;
        cell.y /= cell.mass;
    } else if let Some(first) = children.first() {
        (cell.x, cell.y) = (first.x, first.y);
    }
    for child in children {
        let (dx, dy) = (child.x - cell.x, child.y - cell.y);
        cell.radius = cell.radius.max((dx * dx + dy * dy).sqrt() + child.radius);
        cell.re += child.re + child.mass * (dx * dx - dy * dy);
        cell.im += child.im + child.mass * 2.0 * dx * dy;
    }
    cell
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_root_holds_everything() {
        let n = 1000;
        let mut points = Points {
            x: (0..n).map(|i| (i as f32 * 0.37).sin() * 9.0).collect(),
            y: (0..n).map(|i| (i as f32 * 0.91).cos() * 5.0).collect(),
            mass: vec![2.0; n],
        };
        points.pad(n);
        let mut tree = Tree::default();
        tree.refit(&points, 1);
        let root = tree.levels.last().expect("a root")[0];
        assert!((root.mass - 2000.0).abs() < 0.1);
        for i in 0..n {
            let d = (points.x[i] - root.x).hypot(points.y[i] - root.y);
            assert!(d <= root.radius * 1.0001);
        }
    }
}
