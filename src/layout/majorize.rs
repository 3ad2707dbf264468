//! The inner loops of [`Stress`](super::Stress): where a node would like to
//! be, by the nodes that it knows its distance to.
//!
//! Plain loops over sixteen lanes, compiled for the widest registers that the
//! machine has; the sums have one order, whatever the width.

use pulp::Arch;

use super::distances::FAR;
use super::request::Point;

const LANES: usize = 16;

/// Adds one wish: `weight · (there + d · unit vector from there to here)`.
#[inline(always)]
fn wish(steps: u16, dx: f32, dy: f32, there: Point) -> [f32; 3] {
    let d = f32::from(steps);
    // Neither oneself nor the unreachable has a wish.
    let known = steps.wrapping_sub(1) < FAR - 1;
    let weight = if known { 1.0 / (d * d) } else { 0.0 };
    let reach = d / (dx * dx + dy * dy + 1e-12).sqrt();
    [
        weight * (there[0] + reach * dx),
        weight * (there[1] + reach * dy),
        weight,
    ]
}

/// All nodes, seen from one.
pub(super) struct Targets<'a> {
    pub x: &'a [f32],
    pub y: &'a [f32],
    /// Edges between.
    pub steps: &'a [u16],
}

impl Targets<'_> {
    /// Where a node at `from` would have the least stress, the others fixed
    /// (one step of majorisation).
    pub fn place(&self, from: Point) -> (f32, f32) {
        let mut sums = [[0.0_f32; LANES]; 3];
        Arch::new().dispatch(|| self.sum(from, &mut sums));
        let [x, y, weight] = sums.map(|lanes| lanes.iter().sum::<f32>());
        if weight > 0.0 {
            (x / weight, y / weight)
        } else {
            (from[0], from[1])
        }
    }

    #[inline(always)]
    fn sum(&self, from: Point, sums: &mut [[f32; LANES]; 3]) {
        let n = self.steps.len();
        let whole = n - n % LANES;
        let (xs, _) = self.x.as_chunks::<LANES>();
        let (ys, _) = self.y.as_chunks::<LANES>();
        let (steps, _) = self.steps.as_chunks::<LANES>();
        let [mut sx, mut sy, mut sw] = *sums;
        for ((x, y), d) in xs.iter().zip(ys).zip(steps) {
            for l in 0..LANES {
                let [wx, wy, w] = wish(d[l], from[0] - x[l], from[1] - y[l], [x[l], y[l]]);
                sx[l] += wx;
                sy[l] += wy;
                sw[l] += w;
            }
        }
        for i in whole..n {
            let (x, y) = (self.x[i], self.y[i]);
            let [wx, wy, w] = wish(self.steps[i], from[0] - x, from[1] - y, [x, y]);
            sx[i - whole] += wx;
            sy[i - whole] += wy;
            sw[i - whole] += w;
        }
        *sums = [sx, sy, sw];
    }
}

/// For `sums.len()` nodes beginning with number `first` of `n`, at `x`, `y`:
/// the sums of what each of the `anchors` wishes. Row `a` of `table` holds the
/// steps from anchor `a` to all nodes.
pub(super) fn toward(
    anchors: &[Point],
    table: &[u16],
    n: usize,
    first: usize,
    x: &[f32],
    y: &[f32],
    sums: &mut [[f32; 3]],
) {
    Arch::new().dispatch(|| {
        let mut at = 0;
        while at + LANES <= sums.len() {
            let lanes = block(anchors, table, n, first + at, &x[at..], &y[at..]);
            for l in 0..LANES {
                sums[at + l] = [lanes[0][l], lanes[1][l], lanes[2][l]];
            }
            at += LANES;
        }
        for i in at..sums.len() {
            for (a, &there) in anchors.iter().enumerate() {
                let steps = table[a * n + first + i];
                let w = wish(steps, x[i] - there[0], y[i] - there[1], there);
                (0..3).for_each(|k| sums[i][k] += w[k]);
            }
        }
    });
}

#[inline(always)]
fn block(
    anchors: &[Point],
    table: &[u16],
    n: usize,
    from: usize,
    x: &[f32],
    y: &[f32],
) -> [[f32; LANES]; 3] {
    let (mut px, mut py) = ([0.0; LANES], [0.0; LANES]);
    px.copy_from_slice(&x[..LANES]);
    py.copy_from_slice(&y[..LANES]);
    let (mut sx, mut sy, mut sw) = ([0.0; LANES], [0.0; LANES], [0.0; LANES]);
    for (a, &there) in anchors.iter().enumerate() {
        let row = &table[a * n + from..a * n + from + LANES];
        for l in 0..LANES {
            let [wx, wy, w] = wish(row[l], px[l] - there[0], py[l] - there[1], there);
            sx[l] += wx;
            sy[l] += wy;
            sw[l] += w;
        }
    }
    [sx, sy, sw]
}
