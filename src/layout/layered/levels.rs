//! The proper graph: every edge joins neighbouring layers, long arcs being cut
//! by dummy nodes.

use super::digraph::{Dag, Rows};

/// Nodes by layer, in order, and the edges between neighbouring layers.
///
/// Nodes below `real` are the graph's own, those above are dummies, those of
/// one arc in a row from its tail's side to its head's.
pub struct Levels {
    pub real: usize,
    /// The layer of each node.
    pub level: Vec<u32>,
    /// Where each layer begins in an [`Order`]; one more than there are layers.
    pub starts: Vec<usize>,
    /// (upper, lower).
    pub edges: Vec<(u32, u32)>,
    /// The neighbours of each node on the layer above.
    pub above: Rows,
    /// The neighbours of each node on the layer below.
    pub below: Rows,
    /// For each arc its dummies: the first and how many. None if it has no
    /// need of any, or if there was no room for them.
    pub chains: Vec<(u32, u32)>,
}

/// Most dummies: a few a node and arc, so that nothing gets quadratic.
fn budget(dag: &Dag) -> u64 {
    20_000 + 4 * (dag.n + dag.arcs.len()) as u64
}

impl Levels {
    /// Cuts arcs that span several layers, the short ones first; those that no
    /// room is left for are left out of the proper graph. O(m log m + dummies).
    pub fn new(dag: &Dag, rank: &[u32]) -> Self {
        let span = |a: u32| {
            let (u, v) = dag.arcs[a as usize];
            rank[v as usize] - rank[u as usize]
        };
        let mut by_span: Vec<u32> = (0..dag.arcs.len() as u32).collect();
        by_span.sort_by_key(|&a| span(a));
        let mut left = budget(dag);
        let mut kept = vec![false; dag.arcs.len()];
        for &a in &by_span {
            let Some(rest) = left.checked_sub(u64::from(span(a)) - 1) else {
                break;
            };
            left = rest;
            kept[a as usize] = true;
        }
        let mut level = rank.to_vec();
        let mut edges = Vec::new();
        let mut chains = vec![(0, 0); dag.arcs.len()];
        for (a, &(u, v)) in dag.arcs.iter().enumerate().filter(|(a, _)| kept[*a]) {
            let first = level.len() as u32;
            let mut last = u;
            for layer in rank[u as usize] + 1..rank[v as usize] {
                let dummy = level.len() as u32;
                level.push(layer);
                edges.push((last, dummy));
                last = dummy;
            }
            edges.push((last, v));
            chains[a] = (first, level.len() as u32 - first);
        }
        let layers = rank.iter().max().map_or(0, |&r| r as usize + 1);
        let mut starts = vec![0; layers + 1];
        for &l in &level {
            starts[l as usize + 1] += 1;
        }
        for l in 0..layers {
            starts[l + 1] += starts[l];
        }
        let n = level.len();
        Self {
            real: dag.n,
            level,
            starts,
            above: Rows::of(n, edges.iter().map(|&(u, v)| (v, u))),
            below: Rows::of(n, edges.iter().copied()),
            edges,
            chains,
        }
    }

    /// Number of nodes, dummies too.
    pub fn len(&self) -> usize {
        self.level.len()
    }

    /// Number of layers.
    pub fn depth(&self) -> usize {
        self.starts.len() - 1
    }

    pub fn is_dummy(&self, u: u32) -> bool {
        u as usize >= self.real
    }
}

/// The order of the nodes on their layers.
#[derive(Clone)]
pub struct Order {
    /// The nodes, layer by layer.
    pub nodes: Vec<u32>,
    /// The place of each node on its layer.
    pub place: Vec<u32>,
}

impl Order {
    /// Each layer in the order in which `nodes` lists its nodes; all are listed.
    pub fn of(levels: &Levels, nodes: impl Iterator<Item = u32>) -> Self {
        let mut next = levels.starts.clone();
        let mut order = Self {
            nodes: vec![0; levels.len()],
            place: vec![0; levels.len()],
        };
        for u in nodes {
            let l = levels.level[u as usize] as usize;
            order.nodes[next[l]] = u;
            order.place[u as usize] = (next[l] - levels.starts[l]) as u32;
            next[l] += 1;
        }
        order
    }

    pub fn layer<'o>(&'o self, levels: &Levels, l: usize) -> &'o [u32] {
        &self.nodes[levels.starts[l]..levels.starts[l + 1]]
    }

    /// Puts the nodes of a layer in another order.
    pub fn set(&mut self, levels: &Levels, l: usize, nodes: &[u32]) {
        let start = levels.starts[l];
        for (i, &u) in nodes.iter().enumerate() {
            self.nodes[start + i] = u;
            self.place[u as usize] = i as u32;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_arcs_are_cut_within_reason() {
        let dag = Dag::new(4, vec![(0, 1), (0, 3), (1, 2), (2, 3)]);
        let levels = Levels::new(&dag, &[0, 1, 2, 3]);
        assert_eq!(levels.starts, [0, 1, 3, 5, 6]);
        assert_eq!(levels.chains, [(4, 0), (4, 2), (6, 0), (6, 0)]);
        assert_eq!(levels.above.row(4), [0]);
        assert_eq!(levels.below.row(5), [3]);

        let n = 20_000;
        let chain = (1..n).map(|v| (v - 1, v));
        let long = (0..n / 2).map(|u| (u, n - 1 - u));
        let mut arcs: Vec<_> = chain.chain(long).collect();
        arcs.sort_unstable();
        arcs.dedup();
        let dag = Dag::new(n as usize, arcs);
        let rank: Vec<u32> = (0..n).collect();
        assert!(Levels::new(&dag, &rank).len() < 12 * n as usize);
    }
}
