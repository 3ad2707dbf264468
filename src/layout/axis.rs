//! The dates of nodes, and where dates are on the axis of a [`Timeline`].
//!
//! [`Timeline`]: super::Timeline

use super::lanes::weighted_median;
use super::rooms::Rooms;
use super::sides::measures;
use super::topology::Topology;

/// How wide the dated part is, for its height.
const ASPECT: f32 = 2.0;
/// How much of the dated part stays free, so that lanes have a choice: its
/// area for that of the nodes' rooms.
const LOOSE: f32 = 1.8;
/// The date of each node, if it has any.
pub(super) fn told(graph: &Topology) -> Vec<Option<f32>> {
    let n = graph.len();
    let mut dates: Vec<Option<f32>> = vec![None; n];
    if let Some(facts) = graph.facts() {
        let sane = |when: Option<f32>| when.filter(|w| w.is_finite());
        let own = |u: u32| sane(facts.when.get(u as usize).copied().flatten());
        let mut near: Vec<Vec<(f32, f32)>> = vec![Vec::new(); n];
        for tie in &facts.ties {
            let when = sane(tie.when)
                .or_else(|| own(tie.from))
                .or_else(|| own(tie.to));
            if let Some(when) = when {
                for end in [tie.from, tie.to] {
                    near[end as usize].push((when, measures(tie).0));
                }
            }
        }
        for (u, near) in near.iter_mut().enumerate() {
            dates[u] = own(u as u32).or_else(|| weighted_median(near));
        }
    }
    dates
}

/// The date of each node, if it has any; the layer, if no node has.
pub(super) fn dates(graph: &Topology) -> Vec<Option<f32>> {
    let n = graph.len();
    let mut dates = told(graph);
    if dates.iter().all(Option::is_none) {
        let mut layer = vec![u32::MAX; n];
        for root in 0..n {
            if layer[root] != u32::MAX || graph.degree(root) == 0 {
                continue;
            }
            layer[root] = 0;
            let (mut part, mut next) = (vec![root], 0);
            while let Some(&u) = part.get(next) {
                next += 1;
                dates[u] = Some(layer[u] as f32);
                for &v in graph.neighbours(u) {
                    if layer[v as usize] == u32::MAX {
                        layer[v as usize] = layer[u] + 1;
                        part.push(v as usize);
                    }
                }
            }
        }
    }
    dates
}

/// Where each node is on the axis; the undated are at 0. O(m + n log n).
pub(super) fn axis(dates: &[Option<f32>], graph: &Topology, rooms: &Rooms) -> Vec<f32> {
    let n = dates.len();
    let mut order: Vec<(f32, f32, u32)> = Vec::with_capacity(n);
    for (u, date) in dates.iter().enumerate() {
        if let Some(date) = date {
            // Of one date, those with earlier neighbours come first.
            let near = graph.neighbours(u).iter();
            let (sum, count) = near
                .filter_map(|&v| dates[v as usize])
                .fold((0.0_f64, 0.0_f64), |(s, c), d| (s + f64::from(d), c + 1.0));
            let mean = if count > 0.0 {
                (sum / count) as f32
            } else {
                *date
            };
            order.push((*date, mean, u as u32));
        }
    }
    let compare = |a: &f32, b: &f32| a.total_cmp(b);
    order.sort_by(|a, b| {
        compare(&a.0, &b.0)
            .then(compare(&a.1, &b.1))
            .then(a.2.cmp(&b.2))
    });
    let area = order.len() as f32 * rooms.column * rooms.row * LOOSE;
    let height = (area / ASPECT).sqrt();
    let rows = ((height / rooms.row).round() as usize).max(1);
    let crowds: Vec<&[(f32, f32, u32)]> = order.chunk_by(|a, b| a.0 == b.0).collect();
    let gap = |i: usize| f64::from(crowds[i][0].0) - f64::from(crowds[i - 1][0].0);
    let mut gaps: Vec<f64> = (1..crowds.len()).map(gap).collect();
    let steps = gaps.clone();
    gaps.sort_by(f64::total_cmp);
    let usual = gaps.get(gaps.len() / 2).copied().unwrap_or(1.0).max(1e-6);
    let step = |days: f64| (days / usual).ln_1p();
    // Columns that the crowds need beyond their first, and the rest for time.
    let columns: usize = crowds.iter().map(|c| c.len().div_ceil(rows) - 1).sum();
    let wide = f64::from(ASPECT * height);
    let crowded = columns as f64 * f64::from(rooms.column);
    let total: f64 = steps.iter().map(|&d| step(d)).sum();
    let scale = (wide - crowded).max(0.5 * wide) / total.max(1e-9);
    let mut x = vec![0.0_f32; n];
    let mut now = 0.0_f64;
    for (i, crowd) in crowds.iter().enumerate() {
        if i > 0 {
            now += step(steps[i - 1]) * scale;
        }
        let count = crowd.len().div_ceil(rows);
        for (j, &(_, _, u)) in crowd.iter().enumerate() {
            let column = j * count / crowd.len();
            x[u as usize] = (now + column as f64 * f64::from(rooms.column)) as f32;
        }
        now += (count - 1) as f64 * f64::from(rooms.column);
    }
    x
}
