//! Smaller graphs that look alike: each level merges a few neighbours into one.

use super::parallel;
use super::request::Cancelled;
use super::rng::Rng;
use super::topology::Topology;

/// A graph with what its nodes stand for.
#[derive(Clone, Debug)]
pub(super) struct Level {
    pub graph: Topology,
    /// Sum of the masses merged into each node.
    pub mass: Vec<f32>,
    /// Where pinned nodes are; they are never merged.
    pub pins: Vec<Option<[f32; 2]>>,
    /// For each node of the next finer level, its node here (empty for the
    /// finest).
    pub parent: Vec<u32>,
}

/// No more than this many nodes become one in a step.
const MOST: u8 = 4;
const NONE: u32 = u32::MAX;

/// Groups of neighbours, up to [`MOST`] each: poorly connected nodes choose
/// first, each the neighbour that it is tied to most strongly for its degree;
/// those whose choice is full group with others in the same case (the leaves
/// of a star). Only nodes of one `kind` are merged, if kinds are given.
fn groups(fine: &Level, kind: Option<&[u32]>, rng: &mut Rng) -> (Vec<u32>, usize) {
    let n = fine.graph.len();
    let mut order: Vec<u32> = (0..n as u32).collect();
    rng.shuffle(&mut order);
    order.sort_by_key(|&u| fine.graph.degree(u as usize));
    let mut group = vec![NONE; n];
    let mut size: Vec<u8> = Vec::with_capacity(n / 2);
    let mut waiting = vec![NONE; n];
    for &u in &order {
        let u = u as usize;
        if group[u] != NONE {
            continue;
        }
        let fits = |v: usize| fine.pins[v].is_none() && kind.is_none_or(|kind| kind[u] == kind[v]);
        let (mut best, mut most, mut full) = (NONE, 0.0, NONE);
        if fine.pins[u].is_none() {
            let mut fullest = 0.0;
            for (v, w) in fine.graph.edges(u).filter(|&(v, _)| fits(v)) {
                let held = if group[v] == NONE {
                    1
                } else {
                    size[group[v] as usize]
                };
                let score = w / (fine.mass[v] * f32::from(held));
                if held < MOST && score > most {
                    (best, most) = (v as u32, score);
                } else if held >= MOST && score > fullest {
                    (full, fullest) = (v as u32, score);
                }
            }
        }
        if best != NONE {
            let v = best as usize;
            if group[v] == NONE {
                group[v] = open(&mut size);
            }
            group[u] = group[v];
            size[group[u] as usize] += 1;
        } else if full != NONE {
            let shared = waiting[full as usize];
            if shared != NONE && size[shared as usize] < MOST {
                group[u] = shared;
                size[shared as usize] += 1;
            } else {
                group[u] = open(&mut size);
                waiting[full as usize] = group[u];
            }
        } else {
            group[u] = open(&mut size);
        }
    }
    (group, size.len())
}

/// A new group of one.
fn open(size: &mut Vec<u8>) -> u32 {
    size.push(1);
    size.len() as u32 - 1
}

/// The rows of some nodes of a coarser graph.
#[derive(Default)]
struct Rows {
    targets: Vec<u32>,
    weights: Vec<f32>,
    /// Where each row ends.
    ends: Vec<u32>,
}

/// Merges the nodes of each group; weights and masses add up. O(n + m).
pub(super) fn contract(fine: &Level, group: Vec<u32>, count: usize, threads: usize) -> Level {
    /// Groups that one thread merges at a time: its table of slots is as long
    /// as there are groups, so the pieces are few.
    const PIECES: usize = 8;
    let n = fine.graph.len();
    let mut starts = vec![0_u32; count + 1];
    for &g in &group {
        starts[g as usize + 1] += 1;
    }
    for g in 0..count {
        starts[g + 1] += starts[g];
    }
    let mut next = starts.clone();
    let mut members = vec![0_u32; n];
    for (u, &g) in group.iter().enumerate() {
        members[next[g as usize] as usize] = u as u32;
        next[g as usize] += 1;
    }
    let members = |g: usize| &members[starts[g] as usize..starts[g + 1] as usize];
    let (mut mass, mut pins) = (vec![0.0; count], vec![None; count]);
    let (threads, width) = match count < 16_000 {
        true => (1, count.max(1)),
        false => (threads, count.div_ceil(PIECES)),
    };
    let mut rows: Vec<Rows> = Vec::new();
    rows.resize_with(count.div_ceil(width), Rows::default);
    let pieces = rows
        .iter_mut()
        .zip(mass.chunks_mut(width).zip(pins.chunks_mut(width)))
        .enumerate();
    parallel::each(threads, pieces, |(piece, (rows, (mass, pins)))| {
        let mut slot = vec![NONE; count];
        for (i, (mass, pin)) in mass.iter_mut().zip(pins).enumerate() {
            let g = piece * width + i;
            let begin = rows.targets.len();
            for &u in members(g) {
                *mass += fine.mass[u as usize];
                *pin = pin.or(fine.pins[u as usize]);
                for (v, w) in fine.graph.edges(u as usize) {
                    let h = group[v];
                    if h as usize == g {
                        continue;
                    }
                    let at = slot[h as usize];
                    if at != NONE && at as usize >= begin {
                        rows.weights[at as usize] += w;
                    } else {
                        slot[h as usize] = rows.targets.len() as u32;
                        rows.targets.push(h);
                        rows.weights.push(w);
                    }
                }
            }
            rows.ends.push(rows.targets.len() as u32);
        }
    });
    let total = rows.iter().map(|r| r.targets.len()).sum();
    let (mut targets, mut weights) = (Vec::with_capacity(total), Vec::with_capacity(total));
    let mut offsets = Vec::with_capacity(count + 1);
    offsets.push(0);
    for rows in rows {
        let before = targets.len() as u32;
        offsets.extend(rows.ends.iter().map(|end| before + end));
        targets.extend_from_slice(&rows.targets);
        weights.extend_from_slice(&rows.weights);
    }
    Level {
        graph: Topology::from_rows(offsets, targets, weights),
        mass,
        pins,
        parent: group,
    }
}

/// The levels from the finest to one of at most `least` nodes, or to where
/// merging no longer helps. `kind`: nodes of different kinds are kept apart as
/// long as their own kind can still be merged. O((n + m) log n).
pub(super) fn hierarchy(
    finest: Level,
    least: usize,
    kind: Option<&[u32]>,
    threads: usize,
    rng: &mut Rng,
    go_on: &mut dyn FnMut() -> Result<(), Cancelled>,
) -> Result<Vec<Level>, Cancelled> {
    let mut kind: Option<Vec<u32>> = kind.map(<[u32]>::to_vec);
    let mut levels = vec![finest];
    while let Some(fine) = levels.last() {
        let n = fine.graph.len();
        if n <= least {
            break;
        }
        go_on()?;
        let (mut group, mut count) = groups(fine, kind.as_deref(), rng);
        if count as f64 > 0.9 * n as f64 && kind.is_some() {
            kind = None;
            (group, count) = groups(fine, None, rng);
        }
        if count as f64 > 0.95 * n as f64 {
            break;
        }
        if let Some(kind) = &mut kind {
            let mut coarse = vec![0; count];
            for (u, &g) in group.iter().enumerate() {
                coarse[g as usize] = kind[u];
            }
            *kind = coarse;
        }
        let coarse = contract(fine, group, count, threads);
        levels.push(coarse);
    }
    Ok(levels)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn level(graph: Topology) -> Level {
        let n = graph.len();
        Level {
            graph,
            mass: vec![1.0; n],
            pins: vec![None; n],
            parent: Vec::new(),
        }
    }

    fn coarse(finest: Level, least: usize) -> Vec<Level> {
        hierarchy(finest, least, None, 1, &mut Rng::new(1), &mut || Ok(())).expect("not cancelled")
    }

    #[test]
    fn mass_is_kept_and_stars_shrink() {
        let star: Vec<(u32, u32)> = (1..1000).map(|v| (0, v)).collect();
        let levels = coarse(level(Topology::new(1000, &star)), 20);
        assert!(levels.len() < 12, "{} levels", levels.len());
        for level in &levels {
            assert_eq!(level.mass.iter().sum::<f32>(), 1000.0);
        }
        assert!(levels.last().is_some_and(|l| l.graph.len() <= 20));
    }

    #[test]
    fn pinned_nodes_stay_alone() {
        let mut fine = level(Topology::new(4, &[(0, 1), (1, 2), (2, 3)]));
        fine.pins[1] = Some([5.0, 6.0]);
        let levels = coarse(fine, 1);
        for level in &levels {
            assert_eq!(level.pins.iter().flatten().count(), 1);
        }
    }
}
