//! Who may overlap whom, for bodies of any mixture of sizes.

use super::bodies::Bodies;
use super::request::Point;

/// More sizes than this are not told apart.
const MOST_LEVELS: f32 = 24.0;

/// Sizes in powers of two: a body of a level is no wider than the level's cell
/// and, but for the lowest, wider than half of it.
pub(super) struct Levels {
    least: f32,
    of: Vec<u8>,
}

impl Levels {
    /// O(n).
    pub fn of(bodies: &Bodies<'_>) -> Self {
        let sides = || (0..bodies.len()).map(|u| bodies.side(u));
        let most = sides().fold(0.0, f32::max);
        let least = sides().filter(|&s| s > 0.0).fold(f32::INFINITY, f32::min);
        let least = if least.is_finite() {
            // A grain of sand beside a mountain: let the grains share cells.
            least.max(most / MOST_LEVELS.exp2())
        } else {
            1.0
        };
        let level = |side: f32| (side / least).max(1.0).log2().ceil() as u8;
        Self {
            least,
            of: sides().map(level).collect(),
        }
    }

    pub fn of_node(&self, u: usize) -> u8 {
        self.of[u]
    }

    /// Levels from here on hold giants: bodies many times as wide as most.
    pub fn giants(&self) -> u8 {
        let mut of = self.of.clone();
        let middle = of.len() / 2;
        match of.is_empty() {
            true => 0,
            false => of.select_nth_unstable(middle).1.saturating_add(3),
        }
    }

    /// Side of a level's cells. Wider than its bodies by a little, so that
    /// rounding hides no neighbour.
    pub fn cell(&self, level: u8) -> f32 {
        self.least * f32::from(level).exp2() * 1.01
    }

    /// The cell that holds a point, of those `doublings` times doubled.
    pub fn doubled(&self, level: u8, doublings: u8, p: Point) -> (u8, i32, i32) {
        let cell = self.cell(level) * f32::from(doublings).exp2();
        let index = |v: f32| (v / cell).floor() as i32;
        (level, index(p[0]), index(p[1]))
    }

    /// The cell that holds a point.
    pub fn key(&self, level: u8, p: Point) -> (i32, i32) {
        let cell = self.cell(level);
        ((p[0] / cell).floor() as i32, (p[1] / cell).floor() as i32)
    }
}

/// There were more near pairs than it makes sense to look at.
pub(super) struct Crowded;

/// The bodies sorted into the cells of their levels, as they stand now.
pub(super) struct Sorted<'a> {
    levels: &'a Levels,
    /// Level, row and column of each node, in this order.
    cells: Vec<(u8, i32, i32, u32)>,
    /// Where each populated level begins; at last, the end.
    starts: Vec<(u8, usize)>,
}

impl<'a> Sorted<'a> {
    /// O(n log n).
    pub fn new(levels: &'a Levels, bodies: &Bodies<'_>, at: &[Point]) -> Self {
        let mut cells: Vec<(u8, i32, i32, u32)> = (0..at.len())
            .map(|u| {
                let level = levels.of_node(u);
                let (x, y) = levels.key(level, bodies.middle(u, at[u]));
                (level, y, x, u as u32)
            })
            .collect();
        cells.sort_unstable();
        let mut starts: Vec<(u8, usize)> = Vec::new();
        for (i, &(level, ..)) in cells.iter().enumerate() {
            if starts.last().is_none_or(|&(last, _)| last != level) {
                starts.push((level, i));
            }
        }
        Self {
            levels,
            cells,
            starts,
        }
    }

    /// Shows `meet` every pair of nodes that overlapped when this was sorted,
    /// and others that are near: each once, in an order that only the places
    /// decide. A `meet` that moves nodes may miss some: sort and look again.
    ///
    /// O(n log n) as long as bodies do not lie in heaps.
    ///
    /// # Errors
    /// [`Crowded`], once it has shown `budget` pairs.
    pub fn pairs(
        &self,
        bodies: &Bodies<'_>,
        at: &mut [Point],
        budget: usize,
        mut meet: impl FnMut(&mut [Point], usize, usize),
    ) -> Result<(), Crowded> {
        let mut shown = 0;
        for i in 0..self.cells.len() {
            let (own, y, x, u) = self.cells[i];
            let u = u as usize;
            let home = bodies.middle(u, at[u]);
            for (s, &(level, start)) in self.starts.iter().enumerate() {
                if level < own {
                    continue;
                }
                let end = self.starts.get(s + 1).map_or(self.cells.len(), |&(_, e)| e);
                let (column, row) = match level == own {
                    true => (x, y),
                    false => self.levels.key(level, home),
                };
                // Of its own level, only those behind it: the others have met it.
                let rows = if level == own { 0..=1 } else { -1..=1 };
                for off in rows {
                    let row = row.saturating_add(off);
                    let least = column.saturating_sub(1);
                    let from = match level == own && off == 0 {
                        true => i + 1,
                        false => {
                            let within = &self.cells[start..end];
                            start
                                + within.partition_point(|&(_, cy, cx, _)| (cy, cx) < (row, least))
                        }
                    };
                    for &(_, cy, cx, v) in &self.cells[from..end] {
                        if cy != row || cx > column.saturating_add(1) {
                            break;
                        }
                        shown += 1;
                        meet(at, u, v as usize);
                    }
                }
            }
            if shown > budget {
                return Err(Crowded);
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::super::rng::Rng;
    use super::super::topology::Topology;
    use super::*;

    #[test]
    fn every_overlap_is_met_once_whatever_the_sizes() {
        let n = 400;
        let mut rng = Rng::new(11);
        let boxes = (0..n)
            .map(|i| {
                let size = 2.0 * (1.0 + (i % 13) as f32).powi(if i % 50 == 0 { 3 } else { 1 });
                let (w, h) = (size * rng.unit(), size * rng.unit());
                [[-w, -0.2 * h], [0.5 * w, h]]
            })
            .collect();
        let g = Topology::new(n, &[]).with_footprints(boxes);
        let bodies = Bodies::of(&g);
        let mut at: Vec<Point> = (0..n)
            .map(|_| [rng.unit() * 900.0 - 400.0, rng.unit() * 700.0])
            .collect();
        let levels = Levels::of(&bodies);
        let sorted = Sorted::new(&levels, &bodies, &at);
        let mut met = std::collections::BTreeMap::new();
        let done = sorted.pairs(&bodies, &mut at, usize::MAX, |_, u, v| {
            *met.entry((u.min(v), u.max(v))).or_insert(0) += 1;
        });
        assert!(done.is_ok());
        assert!(met.values().all(|&times| times == 1));
        let mut overlaps = 0;
        for v in 0..n {
            for u in 0..v {
                if bodies.way_off(u, at[u], v, at[v]).is_some() {
                    overlaps += 1;
                    assert!(met.contains_key(&(u, v)), "{u} and {v}");
                }
            }
        }
        assert!(
            overlaps > 50 && met.len() < n * n / 6,
            "{overlaps} of {}",
            met.len()
        );
    }
}
