//! The room that nodes take in columns and lanes, and what is in the way.

use super::request::Point;
use super::topology::{Footprint, Topology};

/// Air on each side of a node, as parts of the edge length: across and down.
const AIR: [f32; 2] = [0.1; 2];
/// Half of the least room of a node, as parts of the edge length.
const LEAST: [f32; 2] = [0.4, 0.22];

/// The box of each node with some air: its disc and its footprint lie within.
///
/// Boxes that do not overlap have at least twice the air between their nodes.
#[derive(Debug)]
pub(super) struct Rooms {
    boxes: Vec<Footprint>,
    /// From the middle of one row to that of the next, in layout units, where
    /// no unusually high node stands.
    pub row: f32,
    /// The same from column to column.
    pub column: f32,
    /// How much of a row is above its middle.
    pub rise: f32,
}

impl Rooms {
    /// O(n log n).
    pub fn of(graph: &Topology, length: f32) -> Self {
        let footprints = graph.footprints();
        let room = |(u, &r): (usize, &f32)| {
            let [low, high] = footprints.map_or([[0.0; 2]; 2], |f| f[u]);
            let side =
                |k: usize, reach: f32| (reach.max(r) + AIR[k] * length).max(LEAST[k] * length);
            [
                [-side(0, -low[0]), -side(1, -low[1])],
                [side(0, high[0]), side(1, high[1])],
            ]
        };
        let boxes: Vec<Footprint> = graph.radii().iter().enumerate().map(room).collect();
        let usual = |corner: usize, k: usize| {
            let mut sides: Vec<f32> = boxes.iter().map(|b| b[corner][k].abs()).collect();
            sides.sort_unstable_by(f32::total_cmp);
            // A few giants shall not spread everybody.
            let most = sides.last().copied().unwrap_or(length / 2.0);
            sides
                .get(sides.len() / 2)
                .map_or(most, |m| most.min(1.5 * m))
        };
        let rise = usual(0, 1);
        Self {
            row: rise + usual(1, 1),
            column: usual(0, 0) + usual(1, 0),
            rise,
            boxes,
        }
    }

    /// The room of a node, relative to its centre.
    pub fn of_node(&self, u: u32) -> Footprint {
        self.boxes[u as usize]
    }

    /// What a column of these nodes takes to the left and right of its middle.
    pub fn sides(&self, nodes: &[u32]) -> [f32; 2] {
        nodes.iter().fold([0.0; 2], |[l, r], &u| {
            let [low, high] = self.of_node(u);
            [l.max(-low[0]), r.max(high[0])]
        })
    }

    /// The height of a column of these nodes with nothing in its way.
    pub fn height(&self, nodes: &[u32]) -> f32 {
        let (_, bottom) = self.fill(nodes, 0.0, &[], |_, _| {});
        bottom
    }

    /// Puts nodes one below the other, from `top` downwards and with their
    /// centres at `x`, jumping over `taken` (ascending pieces of the y axis).
    /// Returns where the column ends.
    pub fn stack(
        &self,
        nodes: &[u32],
        [x, top]: Point,
        taken: &[(f32, f32)],
        at: &mut [Point],
    ) -> f32 {
        let put = |u: u32, y: f32| at[u as usize] = [x, y];
        self.fill(nodes, top, taken, put).1
    }

    fn fill(
        &self,
        nodes: &[u32],
        top: f32,
        taken: &[(f32, f32)],
        mut put: impl FnMut(u32, f32),
    ) -> (f32, f32) {
        let first = top + self.rise;
        let (mut line, mut bottom, mut next) = (first - self.row, top, 0);
        for &u in nodes {
            let [low, high] = self.of_node(u);
            let mut y = (line + self.row).max(bottom - low[1]);
            while let Some(&(from, to)) = taken.get(next) {
                if from >= y + high[1] {
                    break;
                }
                if to > y + low[1] {
                    // Back onto the rows that other columns have.
                    let rows = ((to - low[1] - first) / self.row).ceil();
                    y = (first + rows * self.row).max(to - low[1]);
                }
                next += 1;
            }
            put(u, y);
            (line, bottom) = (y, y + high[1]);
        }
        // The last row takes what a usual one takes.
        (line, bottom.max(line + self.row - self.rise).max(top))
    }
}

/// Rooms that are taken by pinned nodes.
#[derive(Debug, Default)]
pub(super) struct Obstacles {
    /// Along one axis, then along the other; ascending.
    boxes: Vec<[(f32, f32); 2]>,
    /// Length of the longest along the first axis.
    longest: f32,
}

impl Obstacles {
    /// The pinned nodes as seen by columns (`axis` 0) or by rows (`axis` 1).
    /// O(n log n).
    pub fn of(rooms: &Rooms, pins: &[Option<Point>], axis: usize) -> Self {
        let mut boxes: Vec<[(f32, f32); 2]> = Vec::new();
        for (pin, room) in pins.iter().zip(&rooms.boxes) {
            if let Some(p) = pin {
                let piece = |k: usize| (p[k] + room[0][k], p[k] + room[1][k]);
                boxes.push([piece(axis), piece(1 - axis)]);
            }
        }
        boxes.sort_by(|a, b| a[0].0.total_cmp(&b[0].0));
        let longest = boxes.iter().map(|b| b[0].1 - b[0].0).fold(0.0, f32::max);
        Self { boxes, longest }
    }

    /// The pieces of a strip that are taken, ascending and apart. The strip
    /// goes from `from` to `to` along the first axis.
    pub fn along(&self, from: f32, to: f32) -> Vec<(f32, f32)> {
        let begin = self.boxes.partition_point(|b| b[0].0 + self.longest < from);
        let near = self.boxes[begin..].iter().take_while(|b| b[0].0 < to);
        let mut taken: Vec<(f32, f32)> = near.filter(|b| b[0].1 > from).map(|b| b[1]).collect();
        taken.sort_by(|a, b| a.0.total_cmp(&b.0));
        taken.dedup_by(|b, a| {
            let meets = b.0 <= a.1;
            if meets {
                a.1 = a.1.max(b.1);
            }
            meets
        });
        taken
    }
}

/// How far to move everything so that pinned nodes are, in the mean, where they
/// are pinned; nowhere without pins.
pub(super) fn shift(at: &[Point], pins: &[Option<Point>]) -> Point {
    let (mut sum, mut count) = ([0.0_f64; 2], 0.0_f64);
    for (p, pin) in at.iter().zip(pins) {
        if let Some(pin) = pin {
            for k in 0..2 {
                sum[k] += f64::from(pin[k]) - f64::from(p[k]);
            }
            count += 1.0;
        }
    }
    sum.map(|s| (s / count.max(1.0)) as f32)
}

#[cfg(test)]
pub(super) mod tests {
    use std::ops::ControlFlow;

    use super::*;
    use crate::layout::{Layout, LayoutRequest};

    /// Fails where the boxes or discs of two nodes overlap that are not both
    /// pinned.
    pub fn nobody_overlaps(graph: &Topology, pins: &[Option<Point>], at: &[Point]) {
        let edges = |u: usize| {
            let r = graph.radii()[u];
            let [low, high] = graph.footprints().map_or([[0.0; 2]; 2], |f| f[u]);
            let side = |k: usize| (at[u][k] + low[k].min(-r), at[u][k] + high[k].max(r));
            [side(0), side(1)]
        };
        for u in 0..at.len() {
            for v in (0..u).filter(|&v| pins[u].is_none() || pins[v].is_none()) {
                let (a, b) = (edges(u), edges(v));
                let apart = (0..2).any(|k| a[k].1 <= b[k].0 || b[k].1 <= a[k].0);
                assert!(apart, "{u} at {:?} and {v} at {:?}", at[u], at[v]);
            }
        }
    }

    /// What a layout gives when nobody cancels.
    pub fn lay_out(layout: &dyn Layout, graph: &Topology, request: &LayoutRequest) -> Vec<Point> {
        layout
            .place(graph, request, &mut |_| ControlFlow::Continue(()))
            .expect("nobody cancels")
    }

    /// Fails unless nobody overlaps: with nobody pinned, and with one node in so
    /// many pinned where it is.
    pub fn bodies_are_kept_apart(layout: &dyn Layout, graph: &Topology, one_in: usize) {
        let n = graph.len();
        let spread = |u: usize| [(u * 37 % 900) as f32, (u * 71 % 500) as f32];
        let pinning = LayoutRequest {
            start: Some((0..n).map(spread).collect()),
            pinned: (0..n).map(|u| u % one_in == 0).collect(),
            ..LayoutRequest::default()
        };
        for request in [&LayoutRequest::default(), &pinning] {
            let at = lay_out(layout, graph, request);
            nobody_overlaps(graph, &request.pins_for(n), &at);
        }
    }

    #[test]
    fn a_column_flows_around_what_is_pinned() {
        let graph = Topology::new(5, &[]).with_radii(&[10.0; 5]);
        let rooms = Rooms::of(&graph, 100.0);
        let pins = [None, None, None, Some([15.0, 70.0]), Some([500.0, 0.0])];
        let taken = Obstacles::of(&rooms, &pins, 0).along(-40.0, 40.0);
        assert_eq!(taken.len(), 1, "the far one is not in the way");
        let mut at = pins.map(Option::unwrap_or_default);
        let end = rooms.stack(&[0, 1, 2], [0.0, 0.0], &taken, &mut at);
        nobody_overlaps(&graph, &pins, &at);
        assert!(at[0][1] < 70.0 && at[1][1] > 70.0, "{at:?}");
        assert_eq!(((at[1][1] - at[0][1]) / rooms.row).fract(), 0.0, "on rows");
        assert!(end > at[2][1]);
    }

    #[test]
    fn one_giant_does_not_spread_the_others() {
        let mut radii = [10.0; 20];
        radii[3] = 1000.0;
        let graph = Topology::new(20, &[]).with_radii(&radii);
        let rooms = Rooms::of(&graph, 100.0);
        assert!(rooms.row < 100.0, "{}", rooms.row);
        let mut at = vec![[0.0; 2]; 20];
        let all: Vec<u32> = (0..20).collect();
        rooms.stack(&all, [0.0; 2], &[], &mut at);
        nobody_overlaps(&graph, &[None; 20], &at);
    }
}
