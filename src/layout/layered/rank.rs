//! Which layer each node is on.

use super::super::request::{Cancelled, Pulse};
use super::digraph::Dag;
use super::simplex;

/// Nodes and arcs that network simplex is tried on.
const SIMPLEX: usize = 8_000;
/// Nodes and arcs of a graph that is worth more than one try.
const SEVERAL: usize = 1_500;
/// Most arcs that a block of nodes that is moved as one has at its nodes.
const BLOCK: usize = 1_000;
/// Rounds over all nodes.
const ROUNDS: usize = 12;

/// The layer of each node, from 0; every arc leads to a higher layer, and the
/// arcs are short: their total length is the least there is where network
/// simplex is affordable (see [`simplex`]), else a local minimum.
///
/// That local minimum begins with the longest paths and lets each node, and
/// then each block of nodes that hang on each other, go where its arcs get
/// shorter (after the promotion of Nikolov & Tarassov 2006): O(n + m) a round
/// with blocks of up to a fixed size.
///
/// Layers of the same length are not alike in crossings: there is one way, or
/// two, the second with nodes that have a choice left where they were.
pub fn layers(dag: &Dag, pulse: &mut Pulse<'_, '_>) -> Result<Vec<Vec<u32>>, Cancelled> {
    let order = dag.sorted();
    // In-trees and out-trees each want the paths from their own side.
    let mut from_tails = vec![0_i64; dag.n];
    for &u in &order {
        let tails = dag.tails(u).map(|v| from_tails[v as usize] + 1);
        from_tails[u as usize] = tails.max().unwrap_or(0);
    }
    let mut from_heads = vec![0_i64; dag.n];
    for &u in order.iter().rev() {
        let heads = dag.heads(u).map(|v| from_heads[v as usize] - 1);
        from_heads[u as usize] = heads.min().unwrap_or(0);
    }
    for rank in [&mut from_tails, &mut from_heads] {
        for _ in 0..ROUNDS {
            let down = settle(dag, order.iter().rev(), true, rank);
            let up = settle(dag, order.iter(), false, rank);
            pulse.tick(0.0)?;
            if !(down || up) {
                break;
            }
        }
    }
    let mut rank = if length(dag, &from_heads) < length(dag, &from_tails) {
        from_heads
    } else {
        from_tails
    };
    let mut seen = vec![false; dag.n];
    for round in 0..ROUNDS {
        let mut moved = false;
        for &u in &order {
            moved |= promote(dag, u, round % 2 == 0, &mut rank, &mut seen);
        }
        pulse.tick(0.0)?;
        if !moved && round > 0 {
            break;
        }
    }
    if dag.n + dag.arcs.len() <= SIMPLEX {
        simplex::shorten(dag, &mut rank, pulse)?;
    }
    let mut even = rank.clone();
    balance(dag, &order, &mut even);
    let mut ways = vec![dense(&even)];
    if even != rank && dag.n + dag.arcs.len() <= SEVERAL {
        ways.push(dense(&rank));
    }
    Ok(ways)
}

/// Layers that all arcs span in total.
fn length(dag: &Dag, rank: &[i64]) -> i64 {
    let span = |&(u, v): &(u32, u32)| rank[v as usize] - rank[u as usize];
    dag.arcs.iter().map(span).sum()
}

/// Sends each node towards the side that more of its arcs are on, as far as
/// they let it. Whether any moved.
fn settle<'o>(
    dag: &Dag,
    order: impl Iterator<Item = &'o u32>,
    later: bool,
    rank: &mut [i64],
) -> bool {
    let mut moved = false;
    for &u in order {
        let (leave, enter) = (dag.leaving.row(u).len(), dag.entering.row(u).len());
        let to = if later && leave > enter {
            dag.heads(u).map(|v| rank[v as usize] - 1).min()
        } else if !later && enter > leave {
            dag.tails(u).map(|v| rank[v as usize] + 1).max()
        } else {
            None
        };
        if let Some(to) = to.filter(|&to| to != rank[u as usize]) {
            rank[u as usize] = to;
            moved = true;
        }
    }
    moved
}

/// Moves a node one layer on, with all that it pushes before it, if that
/// makes arcs shorter in total.
fn promote(dag: &Dag, u: u32, later: bool, rank: &mut [i64], seen: &mut [bool]) -> bool {
    let step = if later { 1 } else { -1 };
    let arcs_at = |v: u32| dag.leaving.row(v).len() + dag.entering.row(v).len();
    let mut block = vec![u];
    // Marks are undone below, so they need not be told apart by call.
    seen[u as usize] = true;
    let (mut next, mut arcs) = (0, 0);
    while let Some(&v) = block.get(next) {
        arcs += arcs_at(v);
        if arcs > BLOCK {
            break;
        }
        next += 1;
        let mut push = |w: u32| {
            let ahead = rank[w as usize] == rank[v as usize] + step;
            if ahead && !std::mem::replace(&mut seen[w as usize], true) {
                block.push(w);
            }
        };
        if later {
            dag.heads(v).for_each(&mut push);
        } else {
            dag.tails(v).for_each(&mut push);
        }
    }
    let whole = next == block.len();
    let mut gain = 0_i64;
    for &v in block.iter().filter(|_| whole) {
        let out = dag.heads(v).filter(|&w| !seen[w as usize]).count() as i64;
        let into = dag.tails(v).filter(|&w| !seen[w as usize]).count() as i64;
        gain += step * (out - into);
    }
    for &v in &block {
        seen[v as usize] = false;
        if whole && gain > 0 {
            rank[v as usize] += step;
        }
    }
    whole && gain > 0
}

/// Nodes that may be on any of several layers at the same cost go to the one
/// with the fewest nodes (as in Gansner et al. 1993).
fn balance(dag: &Dag, order: &[u32], rank: &mut [i64]) {
    let least = rank.iter().copied().min().unwrap_or(0);
    let most = rank.iter().copied().max().unwrap_or(0);
    let mut crowd = vec![0_u32; (most - least + 1) as usize];
    for r in rank.iter() {
        crowd[(r - least) as usize] += 1;
    }
    // Layers looked at, in all: a long chain of choices must not be quadratic.
    let mut looks = 20 * (dag.n + dag.arcs.len());
    for &u in order {
        let (leave, enter) = (dag.leaving.row(u).len(), dag.entering.row(u).len());
        if leave != enter {
            continue;
        }
        let from = dag.tails(u).map(|v| rank[v as usize] + 1).max();
        let to = dag.heads(u).map(|v| rank[v as usize] - 1).min();
        let (Some(from), Some(to)) = (from, to) else {
            continue;
        };
        let Some(left) = looks.checked_sub((to - from + 1).max(0) as usize) else {
            return;
        };
        looks = left;
        let own = rank[u as usize];
        let best = (from..=to).min_by_key(|&r| (crowd[(r - least) as usize], (r - own).abs(), r));
        if let Some(best) =
            best.filter(|&b| crowd[(b - least) as usize] + 1 < crowd[(own - least) as usize])
        {
            crowd[(own - least) as usize] -= 1;
            crowd[(best - least) as usize] += 1;
            rank[u as usize] = best;
        }
    }
}

/// The same layers numbered from 0 without gaps.
fn dense(rank: &[i64]) -> Vec<u32> {
    let mut used = rank.to_vec();
    used.sort_unstable();
    used.dedup();
    rank.iter()
        .map(|r| used.partition_point(|u| u < r) as u32)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::ops::ControlFlow;

    pub fn ranked(n: usize, arcs: &[(u32, u32)]) -> (Vec<u32>, u32) {
        let mut go = |_: f32| ControlFlow::Continue(());
        let mut pulse = Pulse::new(&mut go, 1.0);
        let dag = Dag::new(n, arcs.to_vec());
        let ways = layers(&dag, &mut pulse).expect("nobody cancels");
        let total = |rank: &Vec<u32>| {
            let length = |&(u, v): &(u32, u32)| {
                assert!(rank[u as usize] < rank[v as usize], "{u} to {v}");
                rank[v as usize] - rank[u as usize]
            };
            arcs.iter().map(length).sum()
        };
        let least = total(&ways[0]);
        assert!(ways.iter().all(|way| total(way) == least));
        (ways[0].clone(), least)
    }

    #[test]
    fn arcs_are_as_short_as_can_be() {
        // Gansner et al.'s example: the chain a-b-c-d-h, and e, f, g beside it.
        let arcs = [
            (0, 1),
            (1, 2),
            (2, 3),
            (3, 7),
            (0, 4),
            (0, 5),
            (4, 6),
            (5, 6),
            (6, 7),
        ];
        assert_eq!(ranked(8, &arcs).1, 10);
        // An in-tree: every arc spans one layer, however deep its leaf.
        let tree: Vec<(u32, u32)> = (1..200).map(|u| (u, (u * 7 % 13) % u)).collect();
        assert_eq!(ranked(200, &tree).1, 199);
    }

    #[test]
    fn a_long_chain_and_a_crowd() {
        let n = 100_000;
        let chain: Vec<(u32, u32)> = (1..n).map(|v| (v - 1, v)).collect();
        assert_eq!(ranked(n as usize, &chain).0[99_999], 99_999);
        // Out-trees and in-trees beyond the reach of network simplex.
        let tree: Vec<(u32, u32)> = (1..n).map(|v| (v, (v - 1) / 3)).collect();
        assert_eq!(ranked(n as usize, &tree).1, n - 1);
    }
}
