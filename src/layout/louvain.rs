//! Communities by modularity.
//!
//! Louvain's method (Blondel, Guillaume, Lambiotte & Lefebvre 2008): every node
//! moves to the neighbouring community where modularity gains most, until
//! hardly any moves; communities become nodes; again. O(m) a pass, serial, so
//! the same for a seed.

use super::coarsen::{Level, contract};
use super::rng::Rng;
use super::topology::Topology;

/// Passes over all nodes at one level.
const PASSES: usize = 12;

/// The community of each node, numbered from 0 without gaps, and their number.
///
/// `resolution`: 1 is plain modularity, more gives smaller communities
/// (Reichardt & Bornholdt 2006).
pub(super) fn communities(graph: &Topology, resolution: f32, seed: u64) -> (Vec<u32>, usize) {
    let n = graph.len();
    let mut rng = Rng::new(seed);
    let mut level = Level {
        mass: (0..n).map(|u| graph.weights(u).iter().sum()).collect(),
        graph: graph.clone(),
        pins: vec![None; n],
        parent: Vec::new(),
    };
    let total: f64 = level.mass.iter().map(|&m| f64::from(m)).sum();
    let mut community: Vec<u32> = (0..n as u32).collect();
    let mut count = n;
    loop {
        let (group, groups) = one_level(&level, resolution as f64 / total.max(1e-9), &mut rng);
        if groups == count {
            return (community, count);
        }
        for c in &mut community {
            *c = group[*c as usize];
        }
        count = groups;
        level = contract(&level, group, groups, 1);
    }
}

fn one_level(level: &Level, price: f64, rng: &mut Rng) -> (Vec<u32>, usize) {
    let n = level.graph.len();
    let mut of: Vec<u32> = (0..n as u32).collect();
    let mut held: Vec<f64> = level.mass.iter().map(|&m| f64::from(m)).collect();
    let mut order = of.clone();
    rng.shuffle(&mut order);
    let mut tie = vec![0.0_f64; n];
    let mut near: Vec<u32> = Vec::new();
    for _ in 0..PASSES {
        let mut moved = 0;
        for &u in &order {
            let u = u as usize;
            let mass = f64::from(level.mass[u]);
            let own = of[u];
            near.clear();
            for (v, w) in level.graph.edges(u) {
                let c = of[v];
                if tie[c as usize] == 0.0 {
                    near.push(c);
                }
                tie[c as usize] += f64::from(w);
            }
            held[own as usize] -= mass;
            let gain = |c: u32| tie[c as usize] - price * mass * held[c as usize];
            let (mut best, mut most) = (own, gain(own));
            for &c in &near {
                let gain = gain(c);
                if gain > most + 1e-9 {
                    (best, most) = (c, gain);
                }
            }
            held[best as usize] += mass;
            if best != own {
                of[u] = best;
                moved += 1;
            }
            for &c in &near {
                tie[c as usize] = 0.0;
            }
        }
        if moved * 200 <= n {
            break;
        }
    }
    let mut number = vec![u32::MAX; n];
    let mut count = 0;
    for c in &mut of {
        let slot = &mut number[*c as usize];
        if *slot == u32::MAX {
            *slot = count;
            count += 1;
        }
        *c = *slot;
    }
    (of, count as usize)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cliques_on_a_ring_are_found() {
        let (k, size) = (8_u32, 6_u32);
        let mut edges = Vec::new();
        for c in 0..k {
            for i in 0..size {
                for j in 0..i {
                    edges.push((c * size + i, c * size + j));
                }
            }
            edges.push((c * size, (c + 1) % k * size + 1));
        }
        let g = Topology::new((k * size) as usize, &edges);
        let (of, count) = communities(&g, 1.0, 3);
        assert_eq!(count, k as usize);
        for u in 0..of.len() {
            assert_eq!(of[u], of[u / size as usize * size as usize]);
        }
    }

    #[test]
    fn without_edges_everyone_is_alone() {
        assert_eq!(communities(&Topology::new(3, &[]), 1.0, 0).1, 3);
        assert_eq!(communities(&Topology::default(), 1.0, 0).1, 0);
    }
}
