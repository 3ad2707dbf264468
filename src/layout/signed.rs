//! Two sides of a graph whose ties hold together or keep apart.
//!
//! A graph is balanced if its nodes fall into two sides with every tie that
//! holds together inside one and every tie that keeps apart between them
//! (Harary 1953). Few are; the partition sought leaves the least weight on the
//! wrong side, which is the line index of imbalance, or frustration (Doreian &
//! Mrvar 1996; NP-hard, so what is found is a good one, not proven the best).

use std::cmp::Ordering;
use std::collections::BinaryHeap;

use super::coarsen::{Level, contract};
use super::louvain;
use super::request::{Cancelled, Pulse};
use super::rng::Rng;
use super::topology::Topology;

/// Steps of the power iteration.
const STEPS: usize = 60;
/// Passes of local moves, at most, from one beginning.
const PASSES: usize = 12;
/// Work, in nodes and ties, that random beginnings may cost together.
const BUDGET: usize = 400_000;

/// Ties with signs, and what is expected of them.
#[derive(Clone, Debug)]
pub(super) struct Signed {
    /// Weights above 0 hold together, below 0 keep apart.
    pub ties: Topology,
    /// Of each node: from every pair, `price` times the product of theirs is
    /// taken (the null model of modularity; none at a price of 0).
    pub mass: Vec<f32>,
    pub price: f64,
}

/// A side of each node: 1 or -1.
pub(super) type Sides = Vec<i8>;

impl Signed {
    fn len(&self) -> usize {
        self.ties.len()
    }

    /// Sum of the masses, each with its side.
    fn balance(&self, side: &[i8]) -> f64 {
        let of = |(&m, &s): (&f32, &i8)| f64::from(m) * f64::from(s);
        self.mass.iter().zip(side).map(of).sum()
    }

    /// How strongly a node is drawn to side 1.
    fn pull(&self, u: usize, side: &[i8], balance: f64) -> f64 {
        let ties = self.ties.edges(u);
        let drawn: f64 = ties.map(|(v, w)| f64::from(w) * f64::from(side[v])).sum();
        let mass = f64::from(self.mass[u]);
        drawn - self.price * mass * (balance - mass * f64::from(side[u]))
    }

    /// Twice what is inside less what is across.
    fn worth(&self, side: &[i8]) -> f64 {
        let balance = self.balance(side);
        let of = |u: usize| f64::from(side[u]) * self.pull(u, side, balance);
        (0..self.len()).map(of).sum()
    }

    /// About what [`Signed::split`] tells of work.
    pub fn work(&self) -> f64 {
        let size = self.len() + self.ties.edge_count();
        ((3 + self.chances()) * (size + 3 * self.len())) as f64
    }

    /// How often chance may begin.
    fn chances(&self) -> usize {
        let size = self.len() + self.ties.edge_count();
        (BUDGET / (PASSES * size.max(1))).min(12)
    }

    /// The sides with the most weight inside less that across that could be
    /// found; the first node is on side 1, if there is one.
    ///
    /// Begins with the signs along a spanning tree of the heaviest ties (right
    /// at once for a balanced graph), with the leading eigenvector, with whole
    /// communities (Louvain) and, while the graph is small, with chance; each
    /// is improved by [`Signed::refine`]. O((n + m) log n).
    pub fn split(&self, seed: u64, pulse: &mut Pulse<'_, '_>) -> Result<Sides, Cancelled> {
        let mut rng = Rng::new(seed);
        let coarse = self.by_communities(&mut rng, pulse)?;
        let mut best = self.best_of(coarse, &mut rng, pulse)?;
        if best.first() == Some(&-1) {
            best.iter_mut().for_each(|s| *s = -*s);
        }
        Ok(best)
    }

    fn best_of(
        &self,
        first: Option<Sides>,
        rng: &mut Rng,
        pulse: &mut Pulse<'_, '_>,
    ) -> Result<Sides, Cancelled> {
        let n = self.len();
        let size = n + self.ties.edge_count();
        let mut best = self.by_tree();
        let mut most = f64::MIN;
        for turn in 0..3 + self.chances() {
            let mut side = match turn {
                0 => best.clone(),
                1 => self.by_eigenvector(rng),
                2 => match &first {
                    Some(first) => first.clone(),
                    None => continue,
                },
                _ => (0..n)
                    .map(|_| if rng.below(2) == 0 { 1 } else { -1 })
                    .collect(),
            };
            pulse.tick(size as f64)?;
            self.refine(&mut side, pulse)?;
            let worth = self.worth(&side);
            if worth > most + 1e-9 * most.abs() {
                (best, most) = (side, worth);
            }
        }
        Ok(best)
    }

    /// Signs along the spanning forest of the heaviest ties (Kruskal).
    fn by_tree(&self) -> Sides {
        let n = self.len();
        let mut all: Vec<(f32, u32, u32)> = Vec::with_capacity(self.ties.edge_count());
        for u in 0..n {
            let up = self.ties.edges(u).filter(|&(v, w)| v > u && w != 0.0);
            all.extend(up.map(|(v, w)| (w, u as u32, v as u32)));
        }
        // Rows are in order, so that a stable sort leaves equals in theirs.
        all.sort_by(|a, b| b.0.abs().total_cmp(&a.0.abs()));
        // A root for each node, and the side it has relative to that root.
        let mut root: Vec<u32> = (0..n as u32).collect();
        let mut side: Sides = vec![1; n];
        let mut members: Vec<Vec<u32>> = (0..n as u32).map(|u| vec![u]).collect();
        for (w, u, v) in all {
            let (a, b) = (root[u as usize] as usize, root[v as usize] as usize);
            if a == b {
                continue;
            }
            // The smaller joins the larger: O(n log n) altogether.
            let (to, from) = match members[a].len().cmp(&members[b].len()) {
                Ordering::Less => (b, a),
                _ => (a, b),
            };
            let agree = side[u as usize] == side[v as usize];
            let turn = if agree == (w > 0.0) { 1 } else { -1 };
            for u in std::mem::take(&mut members[from]) {
                side[u as usize] *= turn;
                root[u as usize] = to as u32;
                members[to].push(u);
            }
        }
        side
    }

    /// Signs of the leading eigenvector, by power iteration on the matrix
    /// moved so far that the largest eigenvalue is also the farthest from 0.
    fn by_eigenvector(&self, rng: &mut Rng) -> Sides {
        let n = self.len();
        let mut x: Vec<f64> = (0..n).map(|_| f64::from(rng.unit()) - 0.5).collect();
        let row = |u: usize| -> f64 {
            self.ties
                .weights(u)
                .iter()
                .map(|w| f64::from(w.abs()))
                .sum()
        };
        // Half of Gershgorin's bound: the true one is rarely near it.
        let far = 0.5 * (0..n).map(row).fold(0.0, f64::max);
        for _ in 0..STEPS {
            let sum: f64 = self
                .mass
                .iter()
                .zip(&x)
                .map(|(&m, x)| f64::from(m) * x)
                .sum();
            let turned = |u: usize| -> f64 {
                let drawn: f64 = self.ties.edges(u).map(|(v, w)| f64::from(w) * x[v]).sum();
                far * x[u] + drawn - self.price * f64::from(self.mass[u]) * sum
            };
            let mut next: Vec<f64> = (0..n).map(turned).collect();
            let norm = next.iter().map(|v| v * v).sum::<f64>().sqrt();
            if norm <= 0.0 || !norm.is_finite() {
                break;
            }
            next.iter_mut().for_each(|v| *v /= norm);
            x = next;
        }
        x.iter().map(|&v| if v < 0.0 { -1 } else { 1 }).collect()
    }

    /// The best sides of whole communities of the ties that hold together.
    fn by_communities(
        &self,
        rng: &mut Rng,
        pulse: &mut Pulse<'_, '_>,
    ) -> Result<Option<Sides>, Cancelled> {
        let n = self.len();
        let (mut edges, mut weights) = (Vec::new(), Vec::new());
        for u in 0..n {
            for (v, w) in self.ties.edges(u).filter(|&(v, w)| v > u && w > 0.0) {
                edges.push((u as u32, v as u32));
                weights.push(w);
            }
        }
        pulse.tick(n as f64)?;
        let friends = Topology::weighted(n, &edges, &weights);
        let (of, count) = louvain::communities(&friends, 1.0, rng.next());
        if count < 2 || count as f64 > 0.8 * n as f64 {
            return Ok(None);
        }
        pulse.tick(n as f64)?;
        let level = Level {
            graph: self.ties.clone(),
            mass: self.mass.clone(),
            pins: vec![None; n],
            parent: Vec::new(),
        };
        let coarse = contract(&level, of.clone(), count, 1);
        let coarse = Self {
            ties: coarse.graph,
            mass: coarse.mass,
            price: self.price,
        };
        let side = coarse.best_of(None, rng, pulse)?;
        Ok(Some(of.iter().map(|&c| side[c as usize]).collect()))
    }

    /// Moves nodes to the other side as long as that helps, then looks beyond:
    /// everybody is moved once, always the one that gains most or loses least,
    /// and as many of these moves are kept as were worth it (Kernighan & Lin
    /// 1970, by single nodes as Fiduccia & Mattheyses 1982). O(m log m) a pass;
    /// a pass stops where it has got no better for long.
    fn refine(&self, side: &mut Sides, pulse: &mut Pulse<'_, '_>) -> Result<(), Cancelled> {
        for _ in 0..PASSES {
            self.descend(side);
            pulse.tick(self.len() as f64)?;
            if !self.look_ahead(side) {
                break;
            }
        }
        Ok(())
    }

    fn descend(&self, side: &mut Sides) {
        let mut balance = self.balance(side);
        for _ in 0..PASSES {
            let mut moved = false;
            for u in 0..self.len() {
                let gain = -f64::from(side[u]) * self.pull(u, side, balance);
                if gain > 1e-9 {
                    balance -= 2.0 * f64::from(self.mass[u]) * f64::from(side[u]);
                    side[u] = -side[u];
                    moved = true;
                }
            }
            if !moved {
                break;
            }
        }
    }

    fn look_ahead(&self, side: &mut Sides) -> bool {
        let n = self.len();
        let patience = 64 + n / 40;
        let mut balance = self.balance(side);
        let mut drawn: Vec<f64> = (0..n)
            .map(|u| {
                let ties = self.ties.edges(u);
                ties.map(|(v, w)| f64::from(w) * f64::from(side[v])).sum()
            })
            .collect();
        // As `pull` has it, without asking every neighbour again.
        let gain = |u: usize, drawn: &[f64], side: &[i8], balance: f64| {
            let (mass, own) = (f64::from(self.mass[u]), f64::from(side[u]));
            self.price * mass * (balance * own - mass) - own * drawn[u]
        };
        let mut queue: BinaryHeap<Move> = (0..n)
            .map(|u| Move(gain(u, &drawn, side, balance), u as u32))
            .collect();
        // Every move changes all gains a little where there is a null model.
        // Who is first by less than that need not be asked again and again.
        let strength: f64 = self.mass.iter().map(|&m| f64::from(m)).sum();
        let slack = if self.price > 0.0 {
            0.02 * strength / n.max(1) as f64
        } else {
            1e-9
        };
        let mut locked = vec![false; n];
        let mut moved: Vec<u32> = Vec::new();
        let (mut sum, mut most, mut keep) = (0.0, 1e-9, 0);
        while let Some(Move(told, u)) = queue.pop() {
            let u = u as usize;
            if locked[u] {
                continue;
            }
            // What others' moves have cost it is asked only now.
            let now = gain(u, &drawn, side, balance);
            if now < told - slack {
                queue.push(Move(now, u as u32));
                continue;
            }
            locked[u] = true;
            balance -= 2.0 * f64::from(self.mass[u]) * f64::from(side[u]);
            side[u] = -side[u];
            moved.push(u as u32);
            sum += now;
            if sum > most {
                (most, keep) = (sum, moved.len());
            }
            if moved.len() > keep + patience {
                break;
            }
            for (v, w) in self.ties.edges(u) {
                drawn[v] += 2.0 * f64::from(w) * f64::from(side[u]);
                // Only who gains by it needs a better place in the queue.
                if !locked[v] && (side[v] == side[u]) != (w > 0.0) {
                    queue.push(Move(gain(v, &drawn, side, balance), v as u32));
                }
            }
        }
        for &u in &moved[keep..] {
            side[u as usize] = -side[u as usize];
        }
        keep > 0
    }
}

/// What moving a node would gain.
struct Move(f64, u32);

impl PartialEq for Move {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Move {}

impl PartialOrd for Move {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Move {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.total_cmp(&other.0).then(other.1.cmp(&self.1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::ops::ControlFlow;

    fn signed(n: usize, ties: &[(u32, u32, f32)]) -> Signed {
        let edges: Vec<(u32, u32)> = ties.iter().map(|&(u, v, _)| (u, v)).collect();
        Signed {
            ties: Topology::build(n, &edges, |e| ties[e].2),
            mass: vec![0.0; n],
            price: 0.0,
        }
    }

    fn split(graph: &Signed) -> Sides {
        let mut go = |_| ControlFlow::Continue(());
        graph
            .split(1, &mut Pulse::new(&mut go, 1.0))
            .expect("nobody cancels")
    }

    #[test]
    fn no_partition_of_small_graphs_is_better() {
        let mut rng = Rng::new(9);
        for _ in 0..60 {
            let n = 4 + rng.below(8);
            let ties: Vec<(u32, u32, f32)> = (0..2 * n)
                .map(|_| (rng.below(n) as u32, rng.below(n) as u32, rng.unit() - 0.6))
                .collect();
            let graph = signed(n, &ties);
            let found = graph.worth(&split(&graph));
            let every = (0..1_u32 << n).map(|bits| {
                let side: Sides = (0..n)
                    .map(|u| if bits >> u & 1 == 1 { 1 } else { -1 })
                    .collect();
                graph.worth(&side)
            });
            let best = every.fold(f64::NEG_INFINITY, f64::max);
            assert!(found > best - 1e-5, "{found} of {best}");
        }
    }

    #[test]
    fn a_balanced_graph_is_taken_apart_without_a_fault() {
        let mut rng = Rng::new(4);
        let n = 2_000;
        let side: Sides = (0..n)
            .map(|_| if rng.below(3) == 0 { 1 } else { -1 })
            .collect();
        let mut ties: Vec<(u32, u32, f32)> = Vec::new();
        for v in 1..n {
            for u in [rng.below(v), rng.below(n)] {
                let sign = f32::from(side[u] * side[v]);
                ties.push((u as u32, v as u32, sign * (0.1 + rng.unit())));
            }
        }
        let found = split(&signed(n, &ties));
        let turn = found[0] * side[0];
        assert!((0..n).all(|u| found[u] == side[u] * turn));
    }

    #[test]
    fn without_signs_two_communities_are_found() {
        let mut edges = Vec::new();
        for u in 0..40_u32 {
            for v in 0..u {
                if (u < 20) == (v < 20) && (u * 7 + v * 13) % 3 == 0 {
                    edges.push((u, v));
                }
            }
        }
        edges.extend([(3, 30), (8, 25), (17, 38)]);
        let ties = Topology::new(40, &edges);
        let mass: Vec<f32> = (0..40).map(|u| ties.degree(u) as f32).collect();
        let price = 1.0 / mass.iter().map(|&m| f64::from(m)).sum::<f64>();
        let found = split(&Signed { ties, mass, price });
        assert!(
            (0..40).all(|u| (found[u] == found[0]) == (u < 20)),
            "{found:?}"
        );
    }
}
