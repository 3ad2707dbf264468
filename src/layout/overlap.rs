//! Room for every node: bodies that overlap are pushed apart.

use super::Topology;
use super::bodies::Bodies;
use super::levels::{Crowded, Levels, Sorted};
use super::request::{Cancelled, Point};
use super::spots::Spots;

/// Passes before the free nodes are given more room.
const PASSES: usize = 40;
/// After so many of them they are given more at once if it is crowded everywhere.
const PATIENCE: usize = 10;
/// How often they are given more, and how much each time.
const SPREADS: usize = 24;
const SPREAD: f32 = 1.15;
/// A picture is full when bodies take this share of it, and then gets enlarged
/// until they take that.
const FULL: f32 = 0.7;
const ROOMY: f32 = 0.45;
/// Near pairs a node, on the mean, beyond which pushing is no way out of a heap.
const CROWD: usize = 150;

/// Moves nodes until no two bodies overlap by more than rounding: footprints
/// if the graph has them, else discs. Pinned nodes stay. Only pinned nodes may
/// overlap each other in the end.
///
/// Overlapping pairs are pushed apart the shortest way (discs along their
/// line, boxes along the axis of the lesser overlap), one pair after another
/// in a fixed order. If that does not settle, the free nodes are spread a
/// little about their middle and it starts again; what is left in the end goes
/// to free spots, see [`settle`]. A grid for each size of bodies finds the
/// pairs: O(n log n) a pass, whatever the mixture of sizes.
pub(super) fn separate(graph: &Topology, pinned: impl Fn(usize) -> bool, at: &mut [Point]) {
    let Some(mut apart) = Apart::new(graph, pinned, at) else {
        return;
    };
    for _ in 0..SPREADS {
        // Nobody cancels this: it is short beside the layout before it.
        match apart.push(PASSES, PATIENCE, at, &mut || Ok(())) {
            Ok(Left::Nothing) => return,
            // A few bad places are no reason to move everybody.
            Ok(Left::Pairs(few)) if 50 * few <= at.len() => break,
            _ => apart.spread(at, SPREAD),
        }
    }
    apart.settle(at);
}

/// The same for a picture that its reader knows. If it has no room for its
/// bodies, it is enlarged at once, which keeps who is left of and above whom;
/// if it has, those that overlap nobody move only when they are pushed. Pairs
/// are pushed `passes` times at most, with a `tick` after each; then the rest
/// goes to free spots.
///
/// # Errors
/// [`Cancelled`], from `tick`.
pub(super) fn separate_gently(
    graph: &Topology,
    pinned: impl Fn(usize) -> bool,
    at: &mut [Point],
    passes: usize,
    tick: &mut dyn FnMut() -> Result<(), Cancelled>,
) -> Result<(), Cancelled> {
    let Some(mut apart) = Apart::new(graph, pinned, at) else {
        return Ok(());
    };
    let fill = apart.fill(at);
    let held = apart.held.iter().filter(|&&held| held).count();
    // Between several who stay there is no more room when the others spread.
    if fill > FULL && fill.is_finite() && held < 2 {
        apart.spread(at, (fill / ROOMY).sqrt());
    }
    if !matches!(apart.push(passes, passes, at, tick)?, Left::Nothing) {
        apart.settle(at);
    }
    Ok(())
}

/// What is left when pushing ends.
enum Left {
    Nothing,
    /// So many pairs were pushed in the last pass.
    Pairs(usize),
    /// Too many lie in one place.
    Heaps,
}

struct Apart<'a> {
    bodies: Bodies<'a>,
    levels: Levels,
    held: Vec<bool>,
}

impl<'a> Apart<'a> {
    /// `None` if there is nothing to part.
    fn new(graph: &'a Topology, pinned: impl Fn(usize) -> bool, at: &[Point]) -> Option<Self> {
        let any = graph.footprints().is_some() || graph.radii().iter().any(|&r| r > 0.0);
        if !any || at.len() < 2 {
            return None;
        }
        let bodies = Bodies::of(graph);
        Some(Self {
            levels: Levels::of(&bodies),
            held: (0..at.len()).map(pinned).collect(),
            bodies,
        })
    }

    /// Pushes overlapping pairs apart, pass by pass; only `patience` passes as
    /// long as there is a pair for every third node.
    fn push(
        &mut self,
        passes: usize,
        patience: usize,
        at: &mut [Point],
        tick: &mut dyn FnMut() -> Result<(), Cancelled>,
    ) -> Result<Left, Cancelled> {
        let mut left = Left::Pairs(at.len());
        for pass in 0..passes {
            let mut pushed = 0;
            let sorted = Sorted::new(&self.levels, &self.bodies, at);
            let done = sorted.pairs(&self.bodies, at, CROWD * at.len(), |at, u, v| {
                pushed += usize::from(push(&self.bodies, &self.held, at, u, v));
            });
            match done {
                Err(Crowded) => return Ok(Left::Heaps),
                Ok(()) if pushed == 0 => return Ok(Left::Nothing),
                Ok(()) => left = Left::Pairs(pushed),
            }
            if pass >= patience && 3 * pushed > at.len() {
                break;
            }
            tick()?;
        }
        Ok(left)
    }

    /// The bodies' share of the ellipse that holds most of them.
    fn fill(&self, at: &[Point]) -> f32 {
        let n = at.len() as f64;
        let (mut area, mut sums, mut sides) = (0.0_f64, [0.0_f64; 4], [0.0_f64; 2]);
        for (u, p) in at.iter().enumerate() {
            let size = self.bodies.size(u).map(f64::from);
            area += size[0] * size[1];
            for k in 0..2 {
                let v = f64::from(p[k]);
                sums[k] += v;
                sums[2 + k] += v * v;
                sides[k] += size[k];
            }
        }
        // Two deviations hold most centres; bodies reach beyond them.
        let half = |k: usize| {
            let variance = (sums[2 + k] / n - (sums[k] / n).powi(2)).max(0.0);
            2.0 * variance.sqrt() + sides[k] / n / 2.0
        };
        let ellipse = std::f64::consts::PI * half(0) * half(1);
        (area / ellipse) as f32
    }

    /// Moves the free nodes away from their middle, or from the only one that
    /// is held, `times` as far as they are.
    fn spread(&self, at: &mut [Point], times: f32) {
        let n = self.held.len();
        let free = || (0..n).filter(|&u| !self.held[u]);
        let count = free().count();
        let middle = match only_one(&self.held) {
            Some(only) => at[only],
            None => {
                let (mut x, mut y) = (0.0, 0.0);
                for u in free() {
                    x += at[u][0] / count.max(1) as f32;
                    y += at[u][1] / count.max(1) as f32;
                }
                [x, y]
            }
        };
        for u in free() {
            for k in 0..2 {
                at[u][k] = middle[k] + (at[u][k] - middle[k]) * times;
            }
        }
    }

    /// Leaves every node that overlaps nobody where it is, and gives each of
    /// the others the free spot nearest to it, the large ones first. Giants
    /// come before everybody: they would find no spot among dwarfs.
    fn settle(&self, at: &mut [Point]) {
        let n = at.len();
        let mut spots = Spots::new(&self.bodies, &self.levels);
        for u in (0..n).filter(|&u| self.held[u]) {
            spots.put(u, at[u]);
        }
        let mut order: Vec<usize> = (0..n).filter(|&u| !self.held[u]).collect();
        order.sort_by(|&a, &b| self.bodies.side(b).total_cmp(&self.bodies.side(a)));
        // Who is free at once is free of the pinned and of the larger.
        let (giants, mut late) = (self.levels.giants(), Vec::new());
        for u in order {
            if spots.is_free(u, at[u]) {
                spots.put(u, at[u]);
            } else if self.levels.of_node(u) >= giants {
                at[u] = spots.nearest(u, at[u], u as f32 * 2.4);
                spots.put(u, at[u]);
            } else {
                late.push(u);
            }
        }
        for u in late {
            at[u] = spots.nearest(u, at[u], u as f32 * 2.4);
            spots.put(u, at[u]);
        }
    }
}

/// The only node that is held.
fn only_one(held: &[bool]) -> Option<usize> {
    let mut all = (0..held.len()).filter(|&u| held[u]);
    let first = all.next();
    first.filter(|_| all.next().is_none())
}

fn push(bodies: &Bodies<'_>, held: &[bool], at: &mut [Point], u: usize, v: usize) -> bool {
    if held[u] && held[v] {
        return false;
    }
    let Some([x, y]) = bodies.way_off(u, at[u], v, at[v]) else {
        return false;
    };
    let (mine, other) = match (held[u], held[v]) {
        // The larger of two is the harder to push.
        (false, false) => {
            let (own, its) = (bodies.side(u), bodies.side(v));
            (its / (own + its), own / (own + its))
        }
        (true, _) => (0.0, 1.0),
        (_, true) => (1.0, 0.0),
    };
    at[u] = [at[u][0] - mine * x, at[u][1] - mine * y];
    at[v] = [at[v][0] + other * x, at[v][1] + other * y];
    true
}

#[cfg(test)]
mod tests {
    use super::super::rng::Rng;
    use super::*;

    fn assert_apart(graph: &Topology, at: &[Point]) {
        let bodies = Bodies::of(graph);
        assert!(at.iter().flatten().all(|v| v.is_finite()));
        for v in 0..at.len() {
            for u in 0..v {
                let way = bodies.way_off(u, at[u], v, at[v]);
                assert_eq!(way, None, "{u} at {:?} and {v} at {:?}", at[u], at[v]);
            }
        }
    }

    #[test]
    fn a_heap_is_spread() {
        let n = 300;
        let radii: Vec<f32> = (0..n).map(|i| 5.0 + (i % 9) as f32).collect();
        let g = Topology::new(n, &[]).with_radii(&radii);
        let mut at: Vec<Point> = (0..n).map(|i| [(i % 3) as f32, (i % 5) as f32]).collect();
        separate(&g, |u| u == 7, &mut at);
        assert_eq!(at[7], [1.0, 2.0]);
        assert_apart(&g, &at);
    }

    #[test]
    fn boxes_of_all_sizes_part_around_pins() {
        let n = 500;
        let mut rng = Rng::new(5);
        let boxes: Vec<_> = (0..n)
            .map(|i| {
                let grow = if i % 100 == 0 { 20.0 } else { 1.0 };
                let (w, h) = (10.0 + 90.0 * rng.unit(), 20.0 + 20.0 * rng.unit());
                [[-w * grow, -20.0], [w * grow, h * grow]]
            })
            .collect();
        let g = Topology::new(n, &[]).with_footprints(boxes);
        let start: Vec<Point> = (0..n).map(|_| rng.disc().map(|v| v * 900.0)).collect();
        let part = |gentle: bool| {
            let mut at = start.clone();
            if gentle {
                separate_gently(&g, |u| u == 3, &mut at, 60, &mut || Ok(()))
                    .expect("not cancelled");
            } else {
                separate(&g, |u| u == 3, &mut at);
            }
            at
        };
        for gentle in [false, true] {
            let at = part(gentle);
            assert_eq!(at[3], start[3]);
            assert_apart(&g, &at);
            assert_eq!(at, part(gentle), "equal bytes");
        }
    }

    #[test]
    fn who_overlaps_nobody_is_left_alone() {
        let g = Topology::new(4, &[]).with_footprints(vec![[[-60.0, -30.0], [60.0, 60.0]]; 4]);
        let start = [[0.0, 0.0], [110.0, 3.0], [1000.0, 0.0], [-900.0, 70.0]];
        let mut at = start;
        separate(&g, |_| false, &mut at);
        assert_eq!(at[2..], start[2..]);
        assert_eq!(
            (at[0][1], at[1][1]),
            (0.0, 3.0),
            "the short way is sideways"
        );
        assert!(at[0][0] > -6.0 && at[1][0] < 116.0);
        assert_apart(&g, &at);
    }

    #[test]
    fn free_nodes_find_a_way_out_between_pins() {
        let n = 60;
        let g = Topology::new(n, &[]).with_footprints(vec![[[-40.0; 2], [40.0; 2]]; n]);
        // A wall of pins without a gap, and everybody else within it.
        let mut at: Vec<Point> = (0..n)
            .map(|i| match i < 49 {
                true => [(i % 7) as f32 * 81.0, (i / 7) as f32 * 81.0],
                false => [243.0, 240.0 + i as f32 * 0.1],
            })
            .collect();
        separate(&g, |u| u < 49, &mut at);
        assert_apart(&g, &at);
    }
}
