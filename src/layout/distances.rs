//! How many steps apart nodes are, from many sources at once.

use super::parallel;
use super::request::{Cancelled, Pulse};
use super::topology::Topology;

/// Sources that one search carries, a bit each.
const BATCH: usize = 64;
/// No path, or a longer one than can be told.
pub(super) const FAR: u16 = u16::MAX;

/// Numbers of edges on the shortest paths from each source to every node, row
/// by row: source `s` to node `u` is at `s * n + u`; [`FAR`] without a path.
///
/// Breadth first from 64 sources together, which share the visits to a node
/// that they reach in the same step (Then et al. 2014). At worst O(s (n + m)),
/// on small worlds about a twentieth of that. Deterministic.
pub(super) fn from_sources(
    graph: &Topology,
    sources: &[u32],
    threads: usize,
    pulse: &mut Pulse<'_, '_>,
) -> Result<Vec<u16>, Cancelled> {
    let n = graph.len();
    let mut table = vec![FAR; n * sources.len()];
    if n == 0 {
        return Ok(table);
    }
    let batches: Vec<_> = sources
        .chunks(BATCH)
        .zip(table.chunks_mut(BATCH * n))
        .collect();
    let mut batches = batches.into_iter();
    loop {
        let some: Vec<_> = batches.by_ref().take(threads.max(1)).collect();
        if some.is_empty() {
            return Ok(table);
        }
        let done = some.len();
        parallel::each(threads, some.into_iter(), |(sources, rows)| {
            batch(graph, sources, rows)
        });
        pulse.tick((done * BATCH * n) as f64)?;
    }
}

fn batch(graph: &Topology, sources: &[u32], rows: &mut [u16]) {
    let n = graph.len();
    let (mut seen, mut front, mut next) = (vec![0_u64; n], vec![0_u64; n], vec![0_u64; n]);
    let (mut active, mut reached): (Vec<u32>, Vec<u32>) = (Vec::new(), Vec::new());
    for (s, &u) in sources.iter().enumerate() {
        if next[u as usize] == 0 {
            reached.push(u);
        }
        next[u as usize] |= 1 << s;
    }
    let mut depth = 0_u16;
    while !reached.is_empty() {
        active.clear();
        for &u in &reached {
            let u = u as usize;
            let new = next[u] & !seen[u];
            next[u] = 0;
            if new == 0 {
                continue;
            }
            seen[u] |= new;
            front[u] = new;
            active.push(u as u32);
            let mut bits = new;
            while bits != 0 {
                rows[bits.trailing_zeros() as usize * n + u] = depth;
                bits &= bits - 1;
            }
        }
        reached.clear();
        for &u in &active {
            let carried = front[u as usize];
            for &v in graph.neighbours(u as usize) {
                if carried & !seen[v as usize] == 0 {
                    continue;
                }
                if next[v as usize] == 0 {
                    reached.push(v);
                }
                next[v as usize] |= carried;
            }
        }
        depth = depth.saturating_add(1).min(FAR - 1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::ops::ControlFlow;

    #[test]
    fn a_cycle_and_a_stranger() {
        let n = 101_usize;
        let edges: Vec<(u32, u32)> = (0..100).map(|u| (u, (u + 1) % 100)).collect();
        let g = Topology::new(n, &edges);
        let all: Vec<u32> = (0..n as u32).collect();
        let mut go = |_| ControlFlow::Continue(());
        let table = from_sources(&g, &all, 2, &mut Pulse::new(&mut go, 1.0)).expect("done");
        for u in 0..100_usize {
            for v in 0..100 {
                let around = u.abs_diff(v).min(100 - u.abs_diff(v));
                assert_eq!(usize::from(table[u * n + v]), around);
            }
            assert_eq!(table[u * n + 100], FAR);
        }
    }
}
