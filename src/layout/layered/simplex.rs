//! Layers of least total arc length: network simplex.

use super::super::request::{Cancelled, Pulse};
use super::digraph::{Dag, Rows};

/// Visits of nodes and arcs, in all.
const WORK: usize = 150_000_000;
const NONE: u32 = u32::MAX;

/// Improves layers that already keep every arc's direction until the arcs of a
/// connected graph are as short in total as they can be, or the work is up.
///
/// Network simplex of Gansner, Koutsofios, North & Vo (1993): a spanning tree
/// of arcs that span just one layer; an arc of the tree whose cut value is
/// negative (more arcs go against it than with it from one side to the other)
/// is exchanged for the shortest arc that goes against it. O(n + m) an
/// exchange; layers are sound after each.
pub fn shorten(dag: &Dag, rank: &mut [i64], pulse: &mut Pulse<'_, '_>) -> Result<(), Cancelled> {
    if dag.n < 3 {
        return Ok(());
    }
    let mut work = WORK / (dag.n + dag.arcs.len());
    let mut in_tree = vec![false; dag.arcs.len()];
    if !span(dag, rank, &mut in_tree, &mut work) {
        return Ok(());
    }
    let mut tree = Tree::default();
    let mut start = 0;
    while work > 0 {
        work -= 1;
        pulse.tick(0.0)?;
        tree.measure(dag, &in_tree);
        let Some(leaving) = tree.leaving(dag, &mut start) else {
            break;
        };
        let Some((entering, slack)) = tree.entering(dag, rank, leaving) else {
            break;
        };
        let (tail, head) = dag.arcs[leaving as usize];
        // The part below the arc moves; the rest, with the root, stays.
        let (top, by) = if tree.parent_arc[tail as usize] == leaving {
            (tail, -slack)
        } else {
            (head, slack)
        };
        if slack > 0 {
            for v in 0..dag.n as u32 {
                if tree.is_below(v, top) {
                    rank[v as usize] += by;
                }
            }
        }
        in_tree[leaving as usize] = false;
        in_tree[entering as usize] = true;
    }
    Ok(())
}

/// Grows a tree of tight arcs until it spans the graph, moving what it has
/// towards the nearest node that it has not. False if the work is up before.
fn span(dag: &Dag, rank: &mut [i64], in_tree: &mut [bool], work: &mut usize) -> bool {
    let slack = |rank: &[i64], a: u32| {
        let (u, v) = dag.arcs[a as usize];
        rank[v as usize] - rank[u as usize] - 1
    };
    let mut held = vec![false; dag.n];
    held[0] = true;
    let mut reached = vec![0_u32];
    let mut next = 0;
    loop {
        while let Some(&u) = reached.get(next) {
            next += 1;
            for &a in dag.leaving.row(u).iter().chain(dag.entering.row(u)) {
                let (tail, head) = dag.arcs[a as usize];
                let other = if tail == u { head } else { tail };
                if !held[other as usize] && slack(rank, a) == 0 {
                    held[other as usize] = true;
                    in_tree[a as usize] = true;
                    reached.push(other);
                }
            }
        }
        if reached.len() == dag.n {
            return true;
        }
        let crosses = |a: &u32| {
            let (u, v) = dag.arcs[*a as usize];
            held[u as usize] != held[v as usize]
        };
        let nearest = (0..dag.arcs.len() as u32)
            .filter(crosses)
            .min_by_key(|&a| slack(rank, a));
        let (Some(a), Some(left)) = (nearest, work.checked_sub(1)) else {
            return false;
        };
        *work = left;
        let (tail, _) = dag.arcs[a as usize];
        let gap = slack(rank, a);
        let by = if held[tail as usize] { gap } else { -gap };
        for &u in &reached {
            rank[u as usize] += by;
        }
        // The nodes held may have got more tight arcs.
        next = 0;
    }
}

/// A rooted spanning tree, numbered so that a subtree is a range.
#[derive(Default)]
struct Tree {
    parent_arc: Vec<u32>,
    parent: Vec<u32>,
    /// Preorder, and the place of each node in it.
    order: Vec<u32>,
    enter: Vec<u32>,
    /// One beyond the last place of the subtree.
    leave: Vec<u32>,
    /// Cut value of the arc to the parent.
    cut: Vec<i64>,
}

impl Tree {
    fn measure(&mut self, dag: &Dag, in_tree: &[bool]) {
        let n = dag.n;
        self.parent_arc = vec![NONE; n];
        self.parent = vec![NONE; n];
        self.enter = vec![NONE; n];
        self.leave = vec![0; n];
        self.cut = vec![0; n];
        self.order.clear();
        let ends = || {
            let tree = dag
                .arcs
                .iter()
                .zip(0..)
                .filter(|&(_, a)| in_tree[a as usize]);
            tree.flat_map(|(&(u, v), a)| [(u, a), (v, a)])
        };
        let rows = Rows::of(n, ends());
        let mut stack = vec![0_u32];
        while let Some(u) = stack.pop() {
            self.enter[u as usize] = self.order.len() as u32;
            self.order.push(u);
            for &a in rows.row(u) {
                let (tail, head) = dag.arcs[a as usize];
                let v = if tail == u { head } else { tail };
                if a != self.parent_arc[u as usize] {
                    self.parent_arc[v as usize] = a;
                    self.parent[v as usize] = u;
                    stack.push(v);
                }
            }
        }
        // The sum over a subtree of what leaves less what enters counts just
        // the arcs that cross its border: those within cancel out.
        for &u in self.order.iter().rev() {
            let i = u as usize;
            self.leave[i] = self.leave[i].max(self.enter[i] + 1);
            self.cut[i] += dag.leaving.row(u).len() as i64 - dag.entering.row(u).len() as i64;
            if self.parent[i] != NONE {
                let p = self.parent[i] as usize;
                self.cut[p] += self.cut[i];
                self.leave[p] = self.leave[p].max(self.leave[i]);
            }
        }
    }

    fn is_below(&self, v: u32, top: u32) -> bool {
        let at = self.enter[v as usize];
        (self.enter[top as usize]..self.leave[top as usize]).contains(&at)
    }

    /// A tree arc with more arcs against it than with it; the search goes
    /// round, which keeps it from trying the same few for ever.
    fn leaving(&self, dag: &Dag, start: &mut usize) -> Option<u32> {
        for i in 0..dag.n {
            let u = (*start + i) % dag.n;
            let a = self.parent_arc[u];
            if a == NONE {
                continue;
            }
            let up = dag.arcs[a as usize].0 == u as u32;
            if if up { self.cut[u] } else { -self.cut[u] } < 0 {
                *start = u + 1;
                return Some(a);
            }
        }
        None
    }

    /// The shortest arc that leads against a tree arc from one side of it to
    /// the other, and how much longer than one layer it is.
    fn entering(&self, dag: &Dag, rank: &[i64], leaving: u32) -> Option<(u32, i64)> {
        let (tail, head) = dag.arcs[leaving as usize];
        let (top, tail_below) = if self.parent_arc[tail as usize] == leaving {
            (tail, true)
        } else {
            (head, false)
        };
        let against = dag.arcs.iter().zip(0..).filter(|&(&(u, v), _)| {
            let (from, to) = (self.is_below(u, top), self.is_below(v, top));
            from != to && from != tail_below
        });
        against
            .map(|(&(u, v), a)| (a, rank[v as usize] - rank[u as usize] - 1))
            .min_by_key(|&(a, slack)| (slack, a))
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::rng::Rng;
    use super::*;
    use std::ops::ControlFlow;

    /// The least total length, by trying every layering of up to n layers.
    fn least(n: usize, arcs: &[(u32, u32)]) -> i64 {
        let mut best = i64::MAX;
        for code in 0..n.pow(n as u32) {
            let rank: Vec<i64> = (0..n)
                .map(|u| (code / n.pow(u as u32) % n) as i64)
                .collect();
            let span = |&(u, v): &(u32, u32)| rank[v as usize] - rank[u as usize];
            if arcs.iter().all(|a| span(a) > 0) {
                best = best.min(arcs.iter().map(span).sum());
            }
        }
        best
    }

    #[test]
    fn nothing_is_shorter() {
        let mut rng = Rng::new(4);
        for _ in 0..40 {
            let n = 6;
            let mut arcs: Vec<(u32, u32)> =
                (1..n).map(|v| (rng.below(v) as u32, v as u32)).collect();
            for _ in 0..4 {
                let v = 1 + rng.below(n - 1);
                arcs.push((rng.below(v) as u32, v as u32));
            }
            arcs.sort_unstable();
            arcs.dedup();
            let dag = Dag::new(n, arcs.clone());
            let mut rank: Vec<i64> = (0..n as i64).collect();
            let mut go = |_: f32| ControlFlow::Continue(());
            shorten(&dag, &mut rank, &mut Pulse::new(&mut go, 1.0)).expect("nobody cancels");
            let total: i64 = arcs
                .iter()
                .map(|&(u, v)| rank[v as usize] - rank[u as usize])
                .inspect(|&span| assert!(span > 0))
                .sum();
            assert_eq!(total, least(n, &arcs), "{arcs:?}");
        }
    }
}
