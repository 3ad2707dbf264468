//! Lines that run over bodies which are not at their ends.

use super::Topology;
use super::bodies::Bodies;
use super::cells::Cells;
use super::request::Point;

/// Most cells that lines may pass, per node and edge: pictures with longer
/// lines are tangles that no nudge undoes.
const BUDGET: f64 = 16.0;

/// The straight lines of a graph's edges and the cores of its nodes' bodies,
/// in one grid. Nodes may move a little afterwards: what is found is right, and
/// a little may be overlooked.
pub(super) struct Lines<'a> {
    graph: &'a Topology,
    cores: Vec<f32>,
    cell: f32,
    bodies: Cells<(i32, i32), Vec<u32>>,
    lines: Cells<(i32, i32), Vec<(u32, u32)>>,
}

impl<'a> Lines<'a> {
    /// `None` if nothing has a body, or the lines are too long to look at.
    ///
    /// O(n + m) cells.
    pub fn new(graph: &'a Topology, bodies: &Bodies<'_>, at: &[Point]) -> Option<Self> {
        let n = at.len();
        let cores: Vec<f32> = (0..n).map(|u| bodies.core(u)).collect();
        let mut sizes: Vec<f32> = cores.iter().copied().filter(|&c| c > 0.0).collect();
        if sizes.is_empty() {
            return None;
        }
        let middle = sizes.len() / 2;
        let (_, &mut median, _) = sizes.select_nth_unstable_by(middle, f32::total_cmp);
        let cell = 3.0 * median;
        let long = |p: Point, q: Point| {
            f64::from((p[0] - q[0]).abs() / cell) + f64::from((p[1] - q[1]).abs() / cell) + 2.0
        };
        let ends = || {
            (0..n).flat_map(|u| {
                graph
                    .edges(u)
                    .filter(move |&(v, _)| v > u)
                    .map(move |(v, _)| (u, v))
            })
        };
        let passed: f64 = ends().map(|(u, v)| long(at[u], at[v])).sum();
        let covered: f64 = cores
            .iter()
            .map(|&c| f64::from(2.0 * c / cell + 2.0).powi(2))
            .sum();
        // A sum that is no number is too much as well.
        let most = BUDGET * (n + graph.edge_count()) as f64 + 1e4;
        if passed + covered > most || (passed + covered).is_nan() {
            return None;
        }
        let mut grid = Self {
            graph,
            cores,
            cell,
            bodies: Cells::default(),
            lines: Cells::default(),
        };
        for (u, &p) in at.iter().enumerate() {
            for key in grid.covered(u, p) {
                grid.bodies.entry(key).or_default().push(u as u32);
            }
        }
        for (u, v) in ends() {
            for key in along(at[u], at[v], cell) {
                grid.lines
                    .entry(key)
                    .or_default()
                    .push((u as u32, v as u32));
            }
        }
        Some(grid)
    }

    fn covered(&self, u: usize, p: Point) -> impl Iterator<Item = (i32, i32)> + use<> {
        let (core, cell) = (self.cores[u], self.cell);
        let index = |v: f32| (v / cell).floor() as i32;
        let (x0, x1) = (index(p[0] - core), index(p[0] + core));
        let (y0, y1) = (index(p[1] - core), index(p[1] + core));
        (y0..=y1).flat_map(move |y| (x0..=x1).map(move |x| (x, y)))
    }

    /// Radius of the part of a body that no line is to touch.
    pub fn core(&self, u: usize) -> f32 {
        self.cores[u]
    }

    /// The lines, by their ends, that would run over node `u` at `p`.
    pub fn over(&self, u: usize, p: Point, at: &[Point]) -> Vec<(u32, u32)> {
        let mut found = Vec::new();
        for key in self.covered(u, p) {
            let near = self.lines.get(&key).into_iter().flatten();
            found.extend(near.copied().filter(|&(a, b)| {
                let (a, b) = (a as usize, b as usize);
                a != u && b != u && off(p, at[a], at[b]).1 < self.cores[u]
            }));
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    /// How many bodies the lines of node `u` at `p` would run over.
    pub fn under(&self, u: usize, p: Point, at: &[Point]) -> usize {
        let mut count = 0;
        let mut met: Vec<u32> = Vec::new();
        for (v, _) in self.graph.edges(u) {
            met.clear();
            for key in along(p, at[v], self.cell) {
                let near = self.bodies.get(&key).into_iter().flatten();
                met.extend(near.filter(|&&w| {
                    let w = w as usize;
                    w != u && w != v && off(at[w], p, at[v]).1 < self.cores[w]
                }));
            }
            met.sort_unstable();
            met.dedup();
            count += met.len();
        }
        count
    }
}

/// The way from the nearest point of a segment to `p`, and its length.
pub(super) fn off(p: Point, a: Point, b: Point) -> (Point, f32) {
    let (dx, dy) = (b[0] - a[0], b[1] - a[1]);
    let (px, py) = (p[0] - a[0], p[1] - a[1]);
    let square = dx * dx + dy * dy;
    let t = if square > 0.0 {
        ((px * dx + py * dy) / square).clamp(0.0, 1.0)
    } else {
        0.0
    };
    let way = [px - t * dx, py - t * dy];
    (way, way[0].hypot(way[1]))
}

/// The cells that a segment passes, column by column.
fn along(a: Point, b: Point, cell: f32) -> impl Iterator<Item = (i32, i32)> {
    let (a, b) = if a[0] <= b[0] { (a, b) } else { (b, a) };
    let index = move |v: f32| (v / cell).floor() as i32;
    let slope = (b[1] - a[1]) / (b[0] - a[0]);
    let height = move |x: f32| match slope.is_finite() {
        true => a[1] + (x - a[0]) * slope,
        false => b[1],
    };
    let last = index(b[0]);
    (index(a[0])..=last).flat_map(move |x| {
        let from = height((x as f32 * cell).max(a[0]));
        let to = height(((x as f32 + 1.0) * cell).min(b[0]));
        // A vertical line is in one column, and all of it.
        let from = if slope.is_finite() { from } else { a[1] };
        (index(from.min(to))..=index(from.max(to))).map(move |y| (x, y))
    })
}

#[cfg(test)]
mod tests {
    use super::super::rng::Rng;
    use super::*;

    #[test]
    fn the_grid_finds_what_all_would_find() {
        let n = 80;
        let mut rng = Rng::new(2);
        let edges: Vec<(u32, u32)> = (1..n).flat_map(|u| [(u, u / 3), (u, u * 7 % n)]).collect();
        let n = n as usize;
        let radii: Vec<f32> = (0..n).map(|u| 5.0 + (u % 7 * 4) as f32).collect();
        let g = Topology::new(n, &edges).with_radii(&radii);
        let mut at: Vec<Point> = (0..n).map(|_| rng.disc().map(|v| v * 600.0)).collect();
        // Upright, level, and of no length.
        at[3] = [at[1][0], at[3][1]];
        at[6] = [at[6][0], at[2][1]];
        at[9] = at[3];
        let bodies = Bodies::of(&g);
        let lines = Lines::new(&g, &bodies, &at).expect("not too long");
        let (mut over, mut under) = (0, 0);
        for u in 0..n {
            let mut all = Vec::new();
            for a in 0..n {
                for (b, _) in g.edges(a).filter(|&(b, _)| b > a) {
                    if u != a && u != b && off(at[u], at[a], at[b]).1 < radii[u] {
                        all.push((a as u32, b as u32));
                    }
                }
            }
            over += all.len();
            under += lines.under(u, at[u], &at);
            assert_eq!(lines.over(u, at[u], &at), all, "over {u}");
        }
        // Each line has two ends.
        assert!(over > 20 && under == 2 * over, "{under} and {over}");
    }

    #[test]
    fn tangles_are_left_alone() {
        let g = Topology::new(2, &[(0, 1)]).with_radii(&[1.0; 2]);
        let bodies = Bodies::of(&g);
        for far in [1e7, f32::MAX] {
            assert!(Lines::new(&g, &bodies, &[[-far, 0.0], [far, 3.0]]).is_none());
        }
    }
}
