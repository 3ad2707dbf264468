//! The directed graph that is to be layered: one arc a pair of neighbours.

use super::super::{Facts, Topology};

/// Lists of numbers, one after another: row `u` is
/// `items[offsets[u]..offsets[u + 1]]`.
#[derive(Clone, Debug, Default)]
pub struct Rows {
    offsets: Vec<u32>,
    items: Vec<u32>,
}

impl Rows {
    /// `n` rows from (row, item) pairs, each row in the order of the pairs.
    /// O(n + pairs).
    pub fn of(n: usize, pairs: impl Iterator<Item = (u32, u32)> + Clone) -> Self {
        let mut offsets = vec![0_u32; n + 1];
        for (u, _) in pairs.clone() {
            offsets[u as usize + 1] += 1;
        }
        for u in 0..n {
            offsets[u + 1] += offsets[u];
        }
        let mut next = offsets.clone();
        let mut items = vec![0; offsets[n] as usize];
        for (u, item) in pairs {
            let at = &mut next[u as usize];
            items[*at as usize] = item;
            *at += 1;
        }
        Self { offsets, items }
    }

    pub fn row(&self, u: u32) -> &[u32] {
        let u = u as usize;
        &self.items[self.offsets[u] as usize..self.offsets[u + 1] as usize]
    }
}

/// The arcs between the nodes of a graph: for each two neighbours one, the way
/// that more of their ties go; from the lower to the higher index where as
/// many go either way, or where there are no facts. Sorted. O(m log m).
pub fn arcs(graph: &Topology) -> Vec<(u32, u32)> {
    let none = Facts::default();
    let facts = graph.facts().unwrap_or(&none);
    let mut ties: Vec<(u32, u32, bool)> = facts
        .ties
        .iter()
        .map(|t| (t.from.min(t.to), t.from.max(t.to), t.from > t.to))
        .collect();
    ties.sort_unstable();
    let mut arcs = Vec::with_capacity(graph.edge_count());
    let mut next = 0;
    for u in 0..graph.len() as u32 {
        for &v in graph.neighbours(u as usize).iter().filter(|&&v| u < v) {
            while ties.get(next).is_some_and(|t| (t.0, t.1) < (u, v)) {
                next += 1;
            }
            let mut up = 0_i64;
            while let Some(&(_, _, back)) = ties.get(next).filter(|t| (t.0, t.1) == (u, v)) {
                up += if back { 1 } else { -1 };
                next += 1;
            }
            arcs.push(if up > 0 { (v, u) } else { (u, v) });
        }
    }
    arcs.sort_unstable();
    arcs
}

/// A graph without cycles, with its arcs by either end.
pub struct Dag {
    pub n: usize,
    /// (tail, head), each once.
    pub arcs: Vec<(u32, u32)>,
    /// The arcs that leave each node, by index.
    pub leaving: Rows,
    /// The arcs that enter each node, by index.
    pub entering: Rows,
}

impl Dag {
    pub fn new(n: usize, arcs: Vec<(u32, u32)>) -> Self {
        let leaving = Rows::of(n, arcs.iter().zip(0..).map(|(a, i)| (a.0, i)));
        let entering = Rows::of(n, arcs.iter().zip(0..).map(|(a, i)| (a.1, i)));
        Self {
            n,
            arcs,
            leaving,
            entering,
        }
    }

    /// The nodes that arcs from `u` lead to.
    pub fn heads(&self, u: u32) -> impl Iterator<Item = u32> + '_ {
        let arcs = self.leaving.row(u).iter();
        arcs.map(|&a| self.arcs[a as usize].1)
    }

    /// The nodes that arcs to `u` come from.
    pub fn tails(&self, u: u32) -> impl Iterator<Item = u32> + '_ {
        let arcs = self.entering.row(u).iter();
        arcs.map(|&a| self.arcs[a as usize].0)
    }

    /// The nodes, each after all the tails of its arcs (Kahn 1962). Nodes on
    /// a cycle, if there were one, would be missing.
    pub fn sorted(&self) -> Vec<u32> {
        let mut waits: Vec<usize> = (0..self.n as u32)
            .map(|u| self.entering.row(u).len())
            .collect();
        let mut order: Vec<u32> = (0..self.n as u32)
            .filter(|&u| waits[u as usize] == 0)
            .collect();
        let mut next = 0;
        while let Some(&u) = order.get(next) {
            next += 1;
            for v in self.heads(u) {
                waits[v as usize] -= 1;
                if waits[v as usize] == 0 {
                    order.push(v);
                }
            }
        }
        order
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_majority_of_ties_gives_the_way() {
        let ties = [(2, 0), (0, 2), (2, 0), (1, 1), (1, 0), (0, 1), (3, 1)];
        let graph = Topology::new(5, &[(0, 1), (0, 2), (1, 3), (3, 4)])
            .with_facts(Facts::directed(5, &ties));
        assert_eq!(arcs(&graph), [(0, 1), (2, 0), (3, 1), (3, 4)]);
    }
}
