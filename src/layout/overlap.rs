//! Room for every node: discs that overlap are pushed apart.

use super::Topology;
use super::request::Point;

/// Passes before the free nodes are given more room.
const PASSES: usize = 40;

/// Moves nodes, as little as it can, until no two discs of the graph's radii
/// overlap by more than rounding; pinned nodes stay. Only pinned nodes may
/// overlap each other in the end.
///
/// A grid finds the neighbours (O(n) a pass while radii are alike); each
/// overlapping pair is pushed apart along its line, one pair after another in
/// a fixed order. If that does not settle, the free nodes are spread a little
/// about their middle and it starts again.
pub(super) fn separate(graph: &Topology, pinned: impl Fn(usize) -> bool, at: &mut [Point]) {
    let radii = graph.radii();
    let widest = radii.iter().copied().fold(0.0, f32::max);
    if widest <= 0.0 || at.len() < 2 {
        return;
    }
    let held: Vec<bool> = (0..at.len()).map(pinned).collect();
    for _ in 0..24 {
        for _ in 0..PASSES {
            if !pass(radii, &held, at, 2.0 * widest) {
                return;
            }
        }
        let free = || (0..held.len()).filter(|&u| !held[u]);
        let count = free().count().max(1) as f32;
        let (mut x, mut y) = (0.0, 0.0);
        for u in free() {
            x += at[u][0] / count;
            y += at[u][1] / count;
        }
        for u in free() {
            at[u] = [x + (at[u][0] - x) * 1.15, y + (at[u][1] - y) * 1.15];
        }
    }
}

/// One look at every near pair; whether any was moved.
fn pass(radii: &[f32], held: &[bool], at: &mut [Point], cell: f32) -> bool {
    let n = at.len();
    let key = |p: Point| ((p[0] / cell).floor() as i32, (p[1] / cell).floor() as i32);
    // Row by row, so that a cell's neighbours are two short searches away.
    let mut cells: Vec<((i32, i32), u32)> = (0..n).map(|u| (key(at[u]), u as u32)).collect();
    cells.sort_unstable_by_key(|&((x, y), u)| (y, x, u));
    let mut moved = false;
    for i in 0..n {
        let ((x, y), u) = cells[i];
        for row in [y, y.saturating_add(1)] {
            let least = if row == y { x } else { x.saturating_sub(1) };
            let from = if row == y {
                i + 1
            } else {
                cells.partition_point(|&((cx, cy), _)| (cy, cx) < (row, least))
            };
            for &((cx, cy), v) in &cells[from..] {
                if cy != row || cx > x.saturating_add(1) {
                    break;
                }
                moved |= push(radii, held, at, u as usize, v as usize);
            }
        }
    }
    moved
}

fn push(radii: &[f32], held: &[bool], at: &mut [Point], u: usize, v: usize) -> bool {
    let want = radii[u] + radii[v];
    let (mut dx, mut dy) = (at[v][0] - at[u][0], at[v][1] - at[u][1]);
    let mut d = (dx * dx + dy * dy).sqrt();
    // One part in ten thousand is what rounding may leave.
    if d >= want * 0.9999 || want <= 0.0 || (held[u] && held[v]) {
        return false;
    }
    let gap = want * 1.001 - d;
    if d < 1e-3 * want {
        let angle = (u ^ v) as f32 * 2.4;
        (dx, dy, d) = (angle.cos(), angle.sin(), 1.0);
    }
    let (mine, other) = match (held[u], held[v]) {
        (false, false) => (0.5, 0.5),
        (true, _) => (0.0, 1.0),
        (_, true) => (1.0, 0.0),
    };
    let (sx, sy) = (dx / d * gap, dy / d * gap);
    at[u] = [at[u][0] - mine * sx, at[u][1] - mine * sy];
    at[v] = [at[v][0] + other * sx, at[v][1] + other * sy];
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_heap_is_spread() {
        let n = 300;
        let radii: Vec<f32> = (0..n).map(|i| 5.0 + (i % 9) as f32).collect();
        let g = Topology::new(n, &[]).with_radii(&radii);
        let mut at: Vec<Point> = (0..n).map(|i| [(i % 3) as f32, (i % 5) as f32]).collect();
        separate(&g, |u| u == 7, &mut at);
        assert_eq!(at[7], [1.0, 2.0]);
        for u in 0..n {
            for v in 0..u {
                let d = (at[u][0] - at[v][0]).hypot(at[u][1] - at[v][1]);
                assert!(d >= (radii[u] + radii[v]) * 0.999, "{u} {v}: {d}");
            }
        }
    }
}
