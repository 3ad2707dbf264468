//! Where the nodes stand along their layers: long edges straight, nodes near
//! their neighbours' middle, and nobody on another.

use super::super::request::{Cancelled, Pulse};
use super::digraph::Rows;
use super::levels::{Levels, Order};

/// How far nodes of a layer must be apart.
pub struct Room {
    /// What each node takes to the left and to the right of its centre.
    pub sides: Vec<[f64; 2]>,
    /// Free space between two nodes, a node and a dummy, and two dummies.
    pub gaps: [f64; 3],
}

/// The position of each node along its layer.
///
/// Brandes & Köpf (2001) with the corrections of Brandes, Walter & Zink (2020):
/// nodes are aligned with a median neighbour above or below, to the left or to
/// the right, edges between dummies first; each of the four alignments is
/// packed closely, and a node gets the mean of the middle two of its four
/// positions. O(nodes + edges).
pub fn across(
    levels: &Levels,
    order: &Order,
    room: &Room,
    pulse: &mut Pulse<'_, '_>,
) -> Result<Vec<f64>, Cancelled> {
    let cut = conflicts(levels, order);
    let mut four: Vec<Vec<f64>> = Vec::with_capacity(4);
    for mirror in [false, true] {
        let side = Side::new(levels, order, room, &cut, mirror);
        for upward in [false, true] {
            let x = side.compacted(&side.aligned(upward), upward);
            pulse.tick(0.0)?;
            let sign = if mirror { -1.0 } else { 1.0 };
            four.push(x.into_iter().map(|x| sign * x).collect());
        }
    }
    let extent = |x: &[f64]| {
        let least = x.iter().copied().fold(f64::INFINITY, f64::min);
        (least, x.iter().copied().fold(f64::NEG_INFINITY, f64::max))
    };
    let ends: Vec<(f64, f64)> = four.iter().map(|x| extent(x)).collect();
    let width = |&(least, most): &(f64, f64)| most - least;
    let Some(&narrowest) = ends.iter().min_by(|a, b| width(a).total_cmp(&width(b))) else {
        return Ok(Vec::new());
    };
    for (i, (x, &(least, most))) in four.iter_mut().zip(&ends).enumerate() {
        // Those packed to the left share their left edge, the others the right.
        let shift = if i < 2 {
            narrowest.0 - least
        } else {
            narrowest.1 - most
        };
        x.iter_mut().for_each(|x| *x += shift);
    }
    let middle = |u: usize| {
        let mut x = [four[0][u], four[1][u], four[2][u], four[3][u]];
        x.sort_by(f64::total_cmp);
        (x[1] + x[2]) / 2.0
    };
    Ok((0..levels.len()).map(middle).collect())
}

/// For each edge whether it crosses one between two dummies, which then has
/// the right of way ("type 1 conflicts").
fn conflicts(levels: &Levels, order: &Order) -> Vec<bool> {
    let mut cut = vec![false; levels.edges.len()];
    let upper = Rows::of(
        levels.len(),
        levels.edges.iter().zip(0..).map(|(e, i)| (e.1, i)),
    );
    // The edge from a dummy to the dummy above it, if there is one.
    let inner = |v: u32| {
        let &[e] = upper.row(v) else { return None };
        let u = levels.edges[e as usize].0;
        (levels.is_dummy(u) && levels.is_dummy(v)).then(|| order.place[u as usize])
    };
    for l in 1..levels.depth() {
        let layer = order.layer(levels, l);
        let end = (levels.starts[l] - levels.starts[l - 1]) as u32;
        let (mut from, mut done) = (0, 0);
        for (i, &v) in layer.iter().enumerate() {
            let straight = inner(v);
            if straight.is_none() && i + 1 < layer.len() {
                continue;
            }
            let to = straight.unwrap_or(end);
            for &w in &layer[done..=i] {
                for &e in upper.row(w) {
                    let place = order.place[levels.edges[e as usize].0 as usize];
                    cut[e as usize] = place < from || place > to;
                }
            }
            (from, done) = (to, i + 1);
        }
    }
    cut
}

/// The nodes as seen from the front, or with left and right changed about.
struct Side<'a> {
    levels: &'a Levels,
    order: Order,
    /// The edges to the layer above, and below, by the place of their other end.
    above: Rows,
    below: Rows,
    cut: &'a [bool],
    room: &'a Room,
    mirror: bool,
}

/// Which nodes stand in one line.
struct Blocks {
    /// The first node of each node's block.
    root: Vec<u32>,
    /// The next node of the block; after the last comes the first.
    next: Vec<u32>,
}

impl<'a> Side<'a> {
    fn new(
        levels: &'a Levels,
        order: &Order,
        room: &'a Room,
        cut: &'a [bool],
        mirror: bool,
    ) -> Self {
        let order = if mirror {
            Order::of(levels, order.nodes.iter().rev().copied())
        } else {
            order.clone()
        };
        let n = levels.len();
        let ends = || levels.edges.iter().zip(0_u32..);
        let by_upper = Rows::of(n, ends().map(|(&(u, _), e)| (u, e)));
        let by_lower = Rows::of(n, ends().map(|(&(_, v), e)| (v, e)));
        let lower = |e: &u32| (levels.edges[*e as usize].1, *e);
        let upper = |e: &u32| (levels.edges[*e as usize].0, *e);
        let nodes = order.nodes.iter();
        let above = Rows::of(
            n,
            nodes
                .clone()
                .flat_map(|&u| by_upper.row(u).iter().map(lower)),
        );
        let below = Rows::of(n, nodes.flat_map(|&v| by_lower.row(v).iter().map(upper)));
        Self {
            levels,
            order,
            above,
            below,
            cut,
            room,
            mirror,
        }
    }

    /// The number of the `i`th layer on the way down, or up.
    fn level(&self, i: usize, upward: bool) -> usize {
        if upward {
            self.levels.depth() - 1 - i
        } else {
            i
        }
    }

    /// The distance that `u` and its right neighbour `v` need.
    fn apart(&self, u: u32, v: u32) -> f64 {
        let ([ul, ur], [vl, vr]) = (self.room.sides[u as usize], self.room.sides[v as usize]);
        let sides = if self.mirror { ul + vr } else { ur + vl };
        let dummies = usize::from(self.levels.is_dummy(u)) + usize::from(self.levels.is_dummy(v));
        sides + self.room.gaps[dummies]
    }

    fn left_of(&self, v: u32) -> Option<u32> {
        let place = self.order.place[v as usize].checked_sub(1)?;
        let start = self.levels.starts[self.levels.level[v as usize] as usize];
        Some(self.order.nodes[start + place as usize])
    }

    /// Vertical alignment: each node with a median neighbour on the layer
    /// before, leftmost first, no two lines crossing.
    fn aligned(&self, upward: bool) -> Blocks {
        let levels = self.levels;
        let n = levels.len() as u32;
        let mut blocks = Blocks {
            root: (0..n).collect(),
            next: (0..n).collect(),
        };
        let near = if upward { &self.below } else { &self.above };
        for i in 1..levels.depth() {
            let mut free = 0;
            for &v in self.order.layer(levels, self.level(i, upward)) {
                let row = near.row(v);
                if row.is_empty() {
                    continue;
                }
                for m in [(row.len() - 1) / 2, row.len() / 2] {
                    let e = row[m] as usize;
                    let (upper, lower) = levels.edges[e];
                    let u = if upward { lower } else { upper };
                    let place = self.order.place[u as usize];
                    if blocks.next[v as usize] == v && !self.cut[e] && place >= free {
                        let root = blocks.root[u as usize];
                        blocks.next[u as usize] = v;
                        blocks.root[v as usize] = root;
                        blocks.next[v as usize] = root;
                        free = place + 1;
                    }
                }
            }
        }
        blocks
    }

    /// Horizontal compaction: each block as far left as its class allows, then
    /// each class as far left as those before it allow.
    fn compacted(&self, blocks: &Blocks, upward: bool) -> Vec<f64> {
        let n = self.levels.len();
        let mut sink: Vec<u32> = (0..n as u32).collect();
        let mut x = vec![f64::NAN; n];
        for v in 0..n as u32 {
            if blocks.root[v as usize] == v {
                self.place(v, blocks, &mut sink, &mut x);
            }
        }
        for v in 0..n {
            let root = blocks.root[v] as usize;
            (x[v], sink[v]) = (x[root], sink[root]);
        }
        let shift = self.shifts(blocks, &sink, &x, upward);
        for v in 0..n {
            x[v] += shift[sink[v] as usize];
        }
        x
    }

    /// Places a block, and before it those to its left.
    fn place(&self, root: u32, blocks: &Blocks, sink: &mut [u32], x: &mut [f64]) {
        if !x[root as usize].is_nan() {
            return;
        }
        x[root as usize] = 0.0;
        // A stack of its own: blocks hang on each other in long chains.
        let mut stack = vec![(root, root)];
        while let Some(top) = stack.last_mut() {
            let (v, w) = *top;
            if let Some(left) = self.left_of(w) {
                let u = blocks.root[left as usize];
                if x[u as usize].is_nan() {
                    x[u as usize] = 0.0;
                    stack.push((u, u));
                    continue;
                }
                if sink[v as usize] == v {
                    sink[v as usize] = sink[u as usize];
                }
                if sink[v as usize] == sink[u as usize] {
                    let least = x[u as usize] + self.apart(left, w);
                    x[v as usize] = x[v as usize].max(least);
                }
            }
            top.1 = blocks.next[w as usize];
            if top.1 == v {
                stack.pop();
            }
        }
    }

    /// How far each class is moved, by its sink: to the left of the classes
    /// that border it on the right, seen along their left borders.
    fn shifts(&self, blocks: &Blocks, sink: &[u32], x: &[f64], upward: bool) -> Vec<f64> {
        let levels = self.levels;
        let mut shift = vec![f64::INFINITY; levels.len()];
        for i in 0..levels.depth() {
            let layer = self.order.layer(levels, self.level(i, upward));
            let Some(&first) = layer.first() else {
                continue;
            };
            if sink[first as usize] != first {
                continue;
            }
            if shift[first as usize] == f64::INFINITY {
                shift[first as usize] = 0.0;
            }
            let mut v = first;
            loop {
                while blocks.next[v as usize] != blocks.root[v as usize] {
                    v = blocks.next[v as usize];
                    if let Some(u) = self.left_of(v) {
                        let most = shift[first as usize] + x[v as usize]
                            - (x[u as usize] + self.apart(u, v));
                        let class = sink[u as usize] as usize;
                        shift[class] = shift[class].min(most);
                    }
                }
                let l = levels.level[v as usize] as usize;
                let place = self.order.place[v as usize] as usize;
                match self.order.layer(levels, l).get(place + 1) {
                    Some(&w) if sink[w as usize] == first => v = w,
                    _ => break,
                }
            }
        }
        shift
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::rng::Rng;
    use super::super::digraph::Dag;
    use super::*;
    use std::ops::ControlFlow;

    fn placed(levels: &Levels, order: &Order, room: &Room) -> Vec<f64> {
        let mut go = |_: f32| ControlFlow::Continue(());
        across(levels, order, room, &mut Pulse::new(&mut go, 1.0)).expect("nobody cancels")
    }

    fn room(n: usize, rng: &mut Rng) -> Room {
        let mut side = || f64::from(rng.unit()) * 30.0;
        Room {
            sides: (0..n).map(|_| [side(), side()]).collect(),
            gaps: [10.0, 6.0, 3.0],
        }
    }

    #[test]
    fn nobody_stands_on_another() {
        let mut rng = Rng::new(6);
        for round in 0..300 {
            let n = 2 + rng.below(40);
            let depth = 1 + rng.below(9);
            let rank: Vec<u32> = (0..n).map(|u| (u % depth) as u32).collect();
            let mut arcs = Vec::new();
            for _ in 0..2 * n {
                let (u, v) = (rng.below(n), rng.below(n));
                if rank[u] < rank[v] {
                    arcs.push((u as u32, v as u32));
                }
            }
            arcs.sort_unstable();
            arcs.dedup();
            let dag = Dag::new(n, arcs);
            let levels = Levels::new(&dag, &rank);
            // Any order, with crossings of all kinds.
            let mut nodes: Vec<u32> = (0..levels.len() as u32).collect();
            rng.shuffle(&mut nodes);
            let order = Order::of(&levels, nodes.into_iter());
            let room = room(levels.len(), &mut rng);
            let cut = conflicts(&levels, &order);
            let middle = placed(&levels, &order, &room);
            for (mirror, upward) in [(false, false), (false, true), (true, false), (true, true)] {
                let side = Side::new(&levels, &order, &room, &cut, mirror);
                let x = side.compacted(&side.aligned(upward), upward);
                for v in 0..levels.len() as u32 {
                    let Some(u) = side.left_of(v) else { continue };
                    let least = side.apart(u, v) - 1e-6;
                    let gap = x[v as usize] - x[u as usize];
                    assert!(gap >= least, "{round}: {mirror} {upward}: {gap} of {least}");
                    let gap = (middle[v as usize] - middle[u as usize]).abs();
                    assert!(gap >= least, "{round}: middle: {gap} of {least}");
                }
            }
        }
    }

    #[test]
    fn a_long_edge_is_straight_and_a_parent_above_its_children() {
        // 0 has the children 1, 2 and 3; 3 has 4; and 0 leads to 4 past it.
        let dag = Dag::new(6, vec![(0, 1), (0, 2), (0, 3), (3, 4), (0, 5), (4, 5)]);
        let levels = Levels::new(&dag, &[0, 1, 1, 1, 2, 3]);
        let order = Order::of(&levels, 0..8);
        let room = Room {
            sides: vec![[5.0; 2]; 8],
            gaps: [10.0; 3],
        };
        let x = placed(&levels, &order, &room);
        assert!((x[6] - x[7]).abs() < 1e-9, "{x:?}");
        let dag = Dag::new(4, vec![(0, 1), (0, 2), (0, 3)]);
        let levels = Levels::new(&dag, &[0, 1, 1, 1]);
        let x = placed(&levels, &Order::of(&levels, 0..4), &room);
        assert_eq!(x[0], x[2]);
        assert_eq!([x[2] - x[1], x[3] - x[2]], [20.0; 2]);
    }
}
