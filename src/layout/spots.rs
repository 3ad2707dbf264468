//! Free spots among bodies that stay where they are.

use std::f32::consts::TAU;

use super::bodies::Bodies;
use super::cells::Cells;
use super::levels::Levels;
use super::request::Point;

/// Rings that grow by one step each; farther out, they grow by a share.
const EVEN_RINGS: usize = 1_500;
/// Rings that are tried at most: beyond, the plane has no more numbers.
const RINGS: usize = EVEN_RINGS + 600;
/// Most spots tried on a ring.
const AROUND: usize = 1 << 12;

/// How many times cells are doubled to know which parts of the plane are full.
const DOUBLINGS: u8 = 10;

type Cell = (u8, i32, i32);

/// Bodies that have been put down, and where there is room among them.
pub(super) struct Spots<'a> {
    bodies: &'a Bodies<'a>,
    levels: &'a Levels,
    cells: Cells<Cell, Vec<(u32, Point)>>,
    /// How many bodies each level holds, in ascending order of levels.
    counts: Vec<(u8, usize)>,
    /// The ring and the spot on it where a search from this cell ended last:
    /// what was taken then is taken still.
    reached: Cells<Cell, (usize, usize)>,
    /// For cells of a level's size and of its doublings, how far around some
    /// point in it all is taken.
    full: Cells<(u8, Cell), f32>,
}

impl<'a> Spots<'a> {
    pub fn new(bodies: &'a Bodies<'a>, levels: &'a Levels) -> Self {
        Self {
            bodies,
            levels,
            cells: Cells::default(),
            counts: Vec::new(),
            reached: Cells::default(),
            full: Cells::default(),
        }
    }

    /// Puts a body down.
    pub fn put(&mut self, u: usize, p: Point) {
        let level = self.levels.of_node(u);
        let (x, y) = self.levels.key(level, self.bodies.middle(u, p));
        let cell = self.cells.entry((level, x, y)).or_default();
        cell.push((u as u32, p));
        match self.counts.binary_search_by_key(&level, |&(l, _)| l) {
            Ok(i) => self.counts[i].1 += 1,
            Err(i) => self.counts.insert(i, (level, 1)),
        }
    }

    /// Takes a body up again that was put down there.
    pub fn take(&mut self, u: usize, p: Point) {
        let level = self.levels.of_node(u);
        let (x, y) = self.levels.key(level, self.bodies.middle(u, p));
        if let Some(cell) = self.cells.get_mut(&(level, x, y)) {
            cell.retain(|&(v, _)| v as usize != u);
        }
    }

    /// Whether a node would overlap nobody at `p`.
    pub fn is_free(&self, u: usize, p: Point) -> bool {
        self.in_the_way(u, p).is_none()
    }

    /// Somebody whom a node would overlap at `p`, of the largest there are.
    fn in_the_way(&self, u: usize, p: Point) -> Option<(usize, Point)> {
        let c = self.bodies.middle(u, p);
        let hits = |&(v, q): &(u32, Point)| self.bodies.way_off(v as usize, q, u, p).is_some();
        for &(level, count) in self.counts.iter().rev() {
            let reach = (self.bodies.side(u) + self.levels.cell(level)) / 2.0;
            let (x0, y0) = self.levels.key(level, [c[0] - reach, c[1] - reach]);
            let (x1, y1) = self.levels.key(level, [c[0] + reach, c[1] + reach]);
            let span = |a: i32, b: i32| (i64::from(b) - i64::from(a) + 1) as f64;
            if span(x0, x1) * span(y0, y1) > 4.0 * count as f64 + 16.0 {
                // Large among small: all of them are fewer than its cells.
                let near = self.cells.iter().filter(|((l, x, y), _)| {
                    *l == level && (x0..=x1).contains(x) && (y0..=y1).contains(y)
                });
                // Of several, the first by number: a table has no order.
                let hit = near
                    .flat_map(|(_, held)| held)
                    .filter(|h| hits(h))
                    .min_by_key(|h| h.0);
                match hit {
                    Some(&(v, q)) => return Some((v as usize, q)),
                    None => continue,
                }
            }
            for y in y0..=y1 {
                for x in x0..=x1 {
                    let held = self.cells.get(&(level, x, y)).into_iter().flatten();
                    if let Some(&(v, q)) = held.copied().find(hits).as_ref() {
                        return Some((v as usize, q));
                    }
                }
            }
        }
        None
    }

    /// Where a node would come out of the much larger bodies that it lies in.
    fn out_of_giants(&self, u: usize, mut p: Point) -> Point {
        for _ in 0..12 {
            let Some((v, q)) = self.in_the_way(u, p) else {
                return p;
            };
            let way = self.bodies.way_off(v, q, u, p);
            match way.filter(|_| self.bodies.side(v) > 4.0 * self.bodies.side(u)) {
                Some([x, y]) => p = [p[0] + x, p[1] + y],
                None => return p,
            }
        }
        p
    }

    /// A free spot for a node near where it wants to be: the first one on
    /// rings around `wish`, on each from the direction `toward_rad` on, both
    /// ways. Rings are about a third of the node's size apart. In the midst of somebody
    /// much larger, the search begins at its edge.
    ///
    /// About O(1) among bodies with gaps. In a heap, a search goes on where
    /// the last one of that size and place ended, so n bodies find their spots
    /// in O(n^1.5).
    pub fn nearest(&mut self, u: usize, wish: Point, toward_rad: f32) -> Point {
        let wish = self.out_of_giants(u, wish);
        if self.is_free(u, wish) {
            return wish;
        }
        let level = self.levels.of_node(u);
        let (x, y) = self.levels.key(level, self.bodies.middle(u, wish));
        // The same for all of a level: rings are remembered by their numbers.
        let step = 0.25 * self.levels.cell(level);
        let home = (level, x, y);
        let around = |k: u8| (k, self.levels.doubled(level, k, wish));
        // A full disc about one point is a smaller one about its neighbours.
        let full = (0..DOUBLINGS).filter_map(|k| {
            let radius = self.full.get(&around(k))?;
            let apart = std::f32::consts::SQRT_2 * self.levels.cell(level) * f32::from(k).exp2();
            Some(radius - apart)
        });
        let full = (full.fold(0.0, f32::max) / step) as usize;
        let (mut first, mut skip) = self.reached.get(&home).copied().unwrap_or((1, 0));
        if full > first {
            (first, skip) = (full.min(EVEN_RINGS), 0);
        }
        for ring in first..RINGS {
            let radius = match ring.checked_sub(EVEN_RINGS) {
                None => step * ring as f32,
                Some(more) => step * EVEN_RINGS as f32 * 1.1_f32.powi(more as i32),
            };
            let count = ((TAU * radius / step) as usize).clamp(6, AROUND);
            for i in if ring == first { skip } else { 0 }..count {
                let turn = i.div_ceil(2) as f32 * if i % 2 == 0 { 1.0 } else { -1.0 };
                let angle = toward_rad + TAU * turn / count as f32;
                let spot = [
                    wish[0] + radius * angle.cos(),
                    wish[1] + radius * angle.sin(),
                ];
                if !spot.iter().all(|v| v.is_finite()) {
                    return wish;
                }
                if self.is_free(u, spot) {
                    self.reached.insert(home, (ring, i));
                    for key in (0..DOUBLINGS).map(around) {
                        let known = self.full.entry(key).or_default();
                        *known = known.max(radius - step);
                    }
                    return spot;
                }
            }
        }
        wish
    }
}

#[cfg(test)]
mod tests {
    use super::super::topology::Topology;
    use super::*;

    #[test]
    fn spots_are_free_near_and_on_the_wanted_side() {
        let g = Topology::new(40, &[]).with_footprints(vec![[[-30.0, -10.0], [30.0, 10.0]]; 40]);
        let bodies = Bodies::of(&g);
        let levels = Levels::of(&bodies);
        let mut spots = Spots::new(&bodies, &levels);
        let mut at: Vec<Point> = Vec::new();
        for u in 0..40 {
            let p = spots.nearest(u, [7.0, 7.0], 0.0);
            spots.put(u, p);
            at.push(p);
        }
        assert_eq!(at[0], [7.0, 7.0]);
        assert!(at[1][0] > 7.0, "{:?}", at[1]);
        for v in 0..40 {
            assert!((at[v][0] - 7.0).hypot(at[v][1] - 7.0) < 300.0);
            for u in 0..v {
                assert_eq!(bodies.way_off(u, at[u], v, at[v]), None, "{u} and {v}");
            }
        }
        spots.take(0, at[0]);
        assert!(spots.is_free(0, at[0]) && !spots.is_free(0, at[1]));
    }

    #[test]
    fn a_giant_among_dwarfs_finds_its_place() {
        let mut boxes = vec![[[-1.0; 2], [1.0; 2]]; 900];
        boxes.push([[-500.0; 2], [500.0; 2]]);
        let g = Topology::new(901, &[]).with_footprints(boxes);
        let bodies = Bodies::of(&g);
        let levels = Levels::of(&bodies);
        let mut spots = Spots::new(&bodies, &levels);
        for u in 0..900 {
            spots.put(u, [(u % 30) as f32 * 3.0, (u / 30) as f32 * 3.0]);
        }
        let p = spots.nearest(900, [45.0, 45.0], 0.0);
        assert!(spots.is_free(900, p) && (p[0] - 45.0).hypot(p[1] - 45.0) < 1_200.0);
    }

    #[test]
    fn where_numbers_end_it_gives_up() {
        let g = Topology::new(2, &[]).with_radii(&[1.0; 2]);
        let bodies = Bodies::of(&g);
        let levels = Levels::of(&bodies);
        let mut spots = Spots::new(&bodies, &levels);
        spots.put(0, [3e38, -3e38]);
        let p = spots.nearest(1, [3e38, -3e38], 0.0);
        assert!(p.iter().all(|v| v.is_finite()));
    }
}
