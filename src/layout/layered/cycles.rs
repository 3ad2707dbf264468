//! Which arcs to turn around so that no cycle is left.

use super::digraph::Rows;

/// For each arc (tail, head) of `n` nodes whether to turn it around; then the
/// graph has no cycle. No arc is turned of a graph without cycles.
///
/// The greedy order of Eades, Lin & Smyth (1993): sinks go last, sources
/// first, and where there are neither, the node whose arcs out most outnumber
/// those in goes first; arcs against the order are turned. At most half the
/// arcs less a sixth of the nodes are turned. Buckets by that difference make
/// it O(n + m). Arcs are between different nodes.
pub fn turned(n: usize, arcs: &[(u32, u32)]) -> Vec<bool> {
    let heads = Rows::of(n, arcs.iter().copied());
    let tails = Rows::of(n, arcs.iter().map(|&(u, v)| (v, u)));
    let mut out: Vec<i64> = (0..n as u32).map(|u| heads.row(u).len() as i64).collect();
    let mut into: Vec<i64> = (0..n as u32).map(|u| tails.row(u).len() as i64).collect();
    let widest = (0..n).map(|u| out[u].max(into[u])).max().unwrap_or(0);
    // A node is pushed anew whenever its difference changes; entries that are
    // no longer true are dropped when met.
    let mut buckets = vec![Vec::new(); 2 * widest as usize + 1];
    let (mut sinks, mut sources) = (Vec::new(), Vec::new());
    let mut most = 0;
    // Backwards, so that of equals the first node is on top.
    for u in (0..n).rev() {
        let slot = (out[u] - into[u] + widest) as usize;
        match (out[u], into[u]) {
            (0, _) => sinks.push(u as u32),
            (_, 0) => sources.push(u as u32),
            _ => buckets[slot].push(u as u32),
        }
        most = most.max(slot);
    }
    let mut place = vec![i64::MIN; n];
    let (mut first, mut last) = (0, n as i64);
    loop {
        let at_end = sinks.pop();
        let next = at_end.or_else(|| sources.pop()).or_else(|| {
            loop {
                while let Some(u) = buckets[most].pop() {
                    let i = u as usize;
                    let slot = (out[i] - into[i] + widest) as usize;
                    if place[i] == i64::MIN && slot == most {
                        return Some(u);
                    }
                }
                most = most.checked_sub(1)?;
            }
        });
        let Some(u) = next else { break };
        if place[u as usize] != i64::MIN {
            continue;
        }
        if at_end.is_some() {
            last -= 1;
            place[u as usize] = last;
        } else {
            place[u as usize] = first;
            first += 1;
        }
        let ends = heads.row(u).iter().map(|&v| (v, false));
        for (v, leaves) in ends.chain(tails.row(u).iter().map(|&v| (v, true))) {
            let i = v as usize;
            if place[i] != i64::MIN {
                continue;
            }
            *(if leaves { &mut out[i] } else { &mut into[i] }) -= 1;
            let slot = (out[i] - into[i] + widest) as usize;
            match (out[i], into[i]) {
                (0, _) => sinks.push(v),
                (_, 0) => sources.push(v),
                _ => {
                    buckets[slot].push(v);
                    most = most.max(slot);
                }
            }
        }
    }
    arcs.iter()
        .map(|&(u, v)| place[u as usize] > place[v as usize])
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::super::rng::Rng;
    use super::super::digraph::Dag;
    use super::*;

    fn straightened(n: usize, arcs: &[(u32, u32)]) -> (usize, Dag) {
        let turned = turned(n, arcs);
        let count = turned.iter().filter(|&&t| t).count();
        let way = |(&(u, v), &t): (&(u32, u32), &bool)| if t { (v, u) } else { (u, v) };
        let arcs = arcs.iter().zip(&turned).map(way).collect();
        (count, Dag::new(n, arcs))
    }

    #[test]
    fn nothing_is_turned_without_need() {
        let arcs = [(4, 1), (1, 0), (4, 0), (0, 3), (1, 3), (2, 3)];
        assert_eq!(straightened(5, &arcs).0, 0);
    }

    #[test]
    fn one_arc_a_ring_is_enough() {
        let ring: Vec<(u32, u32)> = (0..50).map(|u| (u, (u + 1) % 50)).collect();
        assert_eq!(straightened(50, &ring).0, 1);
    }

    #[test]
    fn no_cycle_is_left_and_the_bound_holds() {
        let mut rng = Rng::new(9);
        for n in [3_usize, 10, 40, 200] {
            let mut arcs = std::collections::BTreeSet::new();
            for _ in 0..4 * n {
                let (u, v) = (rng.below(n) as u32, rng.below(n) as u32);
                if u != v && !arcs.contains(&(v, u)) {
                    arcs.insert((u, v));
                }
            }
            let arcs: Vec<_> = arcs.into_iter().collect();
            let (count, dag) = straightened(n, &arcs);
            assert_eq!(dag.sorted().len(), n, "a cycle of {n} nodes is left");
            assert!(count <= arcs.len() / 2 - n / 6, "{count} of {}", arcs.len());
        }
    }
}
