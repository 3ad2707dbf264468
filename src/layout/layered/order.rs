//! In which order the nodes stand on their layers: few crossings.

use super::super::request::{Cancelled, Pulse};
use super::super::rng::Rng;
use super::crossings::Counter;
use super::levels::{Levels, Order};
use super::sift::Sifter;

/// Neighbours looked at, at most, beyond what the first sweeps need.
const WORK: u64 = 120_000_000;
/// The same for each node and edge of a small graph.
const WORK_EACH: u64 = 60_000;
/// Seeded orders to begin from, besides those of the two searches.
const STARTS: usize = 6;
/// Rounds of sweeps that do not better anything before they end.
const PATIENCE: usize = 4;

/// Orders the nodes of each layer so that few edges cross.
///
/// Every start (depth-first searches from above and from below, and shuffled
/// ones) is swept down and up: each layer is sorted by the barycentres of its
/// nodes' neighbours on the layer before (Sugiyama, Tagawa & Toda 1981), or by
/// their medians (Eades & Wormald 1994), then sifted. The best order found is
/// shaken here and there and sifted anew, and kept whenever that did not make
/// it worse (iterated local search). All ends at a bound of work that is
/// linear in large graphs, or with no crossing left.
///
/// `share`: what of the pulse's total this is.
pub fn reduce(
    levels: &Levels,
    seed: u64,
    pulse: &mut Pulse<'_, '_>,
    share: f64,
) -> Result<Order, Cancelled> {
    let size = (levels.len() + levels.edges.len()) as u64;
    let mut search = Search {
        levels,
        rng: Rng::new(seed),
        counter: Counter::default(),
        sifter: Sifter::default(),
        keys: Vec::new(),
        budget: WORK.min(WORK_EACH * size) + 12 * size,
        share,
        told: 0.0,
    };
    let best = search.run(pulse)?;
    let rest = share - search.told;
    pulse.tick(rest)?;
    Ok(best)
}

struct Search<'l> {
    levels: &'l Levels,
    rng: Rng,
    counter: Counter,
    sifter: Sifter,
    keys: Vec<(f32, u32, u32)>,
    budget: u64,
    share: f64,
    told: f64,
}

/// How the keys of a sweep are made.
#[derive(Clone, Copy)]
struct Sweep {
    down: bool,
    median: bool,
    /// Whether nodes of equal keys change places.
    swap: bool,
}

impl Search<'_> {
    fn run(&mut self, pulse: &mut Pulse<'_, '_>) -> Result<Order, Cancelled> {
        let levels = self.levels;
        let mut best = Order::of(levels, depth_first(levels, true).into_iter());
        let mut least = self.counter.total(levels, &best);
        for start in 0..STARTS + 2 {
            if least == 0 || self.is_spent(0.4) && start > 0 {
                break;
            }
            let mut order = match start {
                0 => best.clone(),
                1 => Order::of(levels, depth_first(levels, false).into_iter()),
                _ => {
                    let mut nodes: Vec<u32> = (0..levels.len() as u32).collect();
                    self.rng.shuffle(&mut nodes);
                    Order::of(levels, nodes.into_iter())
                }
            };
            let count = self.sweep(&mut order, pulse)?;
            if count < least {
                (best, least) = (order, count);
            }
        }
        self.shake(best, least, pulse)
    }

    fn is_spent(&self, part: f64) -> bool {
        self.sifter.work as f64 > part * self.budget as f64
    }

    fn tell(&mut self, pulse: &mut Pulse<'_, '_>) -> Result<(), Cancelled> {
        let done = (self.sifter.work as f64 / self.budget as f64).min(1.0) * self.share;
        let more = (done - self.told).max(0.0);
        self.told += more;
        pulse.tick(more)
    }

    /// How far nodes are sifted on a layer.
    fn reach(&self, l: usize) -> usize {
        let width = self.levels.starts[l + 1] - self.levels.starts[l];
        match width {
            0..=400 => width,
            401..=4_000 => 24,
            _ => 1,
        }
    }

    /// Sweeps until nothing gets better; the best order seen is left, and its
    /// crossings are given.
    fn sweep(&mut self, order: &mut Order, pulse: &mut Pulse<'_, '_>) -> Result<u64, Cancelled> {
        let levels = self.levels;
        let mut now = order.clone();
        let mut least = self.counter.total(levels, order);
        let mut idle = 0;
        for round in 0.. {
            for down in [true, false] {
                let sweep = Sweep {
                    down,
                    median: round % 3 == 2,
                    swap: round % 2 == 1,
                };
                for i in 0..levels.depth() {
                    let l = if down { i } else { levels.depth() - 1 - i };
                    self.sort(&mut now, l, sweep);
                    if i % 1024 == 0 {
                        self.tell(pulse)?;
                    }
                }
                self.sifter.work += 4 * (levels.len() + levels.edges.len()) as u64;
            }
            for _ in 0..3 {
                let mut saved = 0;
                for l in 0..levels.depth() {
                    let reach = self.reach(l);
                    let rng = &mut self.rng;
                    saved += self.sifter.sift(levels, &mut now, l, reach, rng, false);
                    if l % 64 == 0 {
                        self.tell(pulse)?;
                    }
                }
                if saved == 0 || self.is_spent(1.0) {
                    break;
                }
            }
            let count = self.counter.total(levels, &now);
            idle += 1;
            if count < least {
                least = count;
                order.clone_from(&now);
                idle = 0;
            }
            if least == 0 || idle > PATIENCE || self.is_spent(1.0) {
                break;
            }
        }
        Ok(least)
    }

    /// Sorts a layer by where its nodes' neighbours on the layer before are;
    /// nodes that have none there keep their places.
    fn sort(&mut self, order: &mut Order, l: usize, sweep: Sweep) {
        let levels = self.levels;
        let rows = if sweep.down {
            &levels.above
        } else {
            &levels.below
        };
        let mut nodes = order.layer(levels, l).to_vec();
        self.keys.clear();
        for (i, &u) in nodes.iter().enumerate() {
            let row = rows.row(u);
            if row.is_empty() {
                continue;
            }
            let key = if sweep.median {
                median(row.iter().map(|&v| order.place[v as usize]).collect())
            } else {
                let sum: f64 = row
                    .iter()
                    .map(|&v| f64::from(order.place[v as usize]))
                    .sum();
                (sum / row.len() as f64) as f32
            };
            let i = i as u32;
            self.keys.push((key, if sweep.swap { !i } else { i }, u));
        }
        self.keys
            .sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        let mut next = self.keys.iter();
        for u in &mut nodes {
            if !rows.row(*u).is_empty()
                && let Some(&(_, _, v)) = next.next()
            {
                *u = v;
            }
        }
        order.set(levels, l, &nodes);
    }

    /// Shakes a few nodes of a few layers and sifts what that touches, over
    /// and over; whatever got worse by it is undone.
    fn shake(
        &mut self,
        mut best: Order,
        mut least: u64,
        pulse: &mut Pulse<'_, '_>,
    ) -> Result<Order, Cancelled> {
        let levels = self.levels;
        let depth = levels.depth();
        // Between each layer and the one before it.
        let mut counts = vec![0; depth];
        for (l, count) in counts.iter_mut().enumerate().skip(1) {
            *count = self.counter.between(levels, &best, l);
        }
        let mut now = best.clone();
        let mut is_dirty = vec![false; depth];
        while least > 0 && !self.is_spent(1.0) {
            self.tell(pulse)?;
            // Where edges cross there is something to win.
            let mut pick = self.rng.below(usize::try_from(least).unwrap_or(usize::MAX)) as u64;
            let mut centre = 1;
            while centre + 1 < depth && pick >= counts[centre] {
                pick -= counts[centre];
                centre += 1;
            }
            let spread = self.rng.below(3);
            let from = (centre - 1).saturating_sub(self.rng.below(spread + 1));
            let to = (centre + spread).min(depth - 1);
            let (mut low, mut high) = (from, to);
            for l in from..=to {
                self.disturb(&mut now, l);
            }
            for dirty in &mut is_dirty[from.saturating_sub(1)..=(to + 1).min(depth - 1)] {
                *dirty = true;
            }
            let mut passes = 0;
            loop {
                let mut any = false;
                let (first, last) = (low.saturating_sub(1), (high + 1).min(depth - 1));
                let drift = passes < 3;
                for i in first..=last {
                    let l = if passes % 2 == 0 { i } else { first + last - i };
                    if !std::mem::replace(&mut is_dirty[l], false) {
                        continue;
                    }
                    let reach = self.reach(l);
                    let rng = &mut self.rng;
                    if self.sifter.sift(levels, &mut now, l, reach, rng, drift) > 0 {
                        (low, high) = (low.min(l), high.max(l));
                        let near = l.saturating_sub(1)..=(l + 1).min(depth - 1);
                        is_dirty[near].fill(true);
                        any = true;
                    } else if drift {
                        (low, high) = (low.min(l), high.max(l));
                    }
                }
                passes += 1;
                if !any || passes > 40 {
                    break;
                }
            }
            let (first, last) = (low.saturating_sub(1), (high + 1).min(depth - 1));
            is_dirty[first..=last].fill(false);
            let touched = low.max(1)..=(high + 1).min(depth - 1);
            let before: u64 = counts[touched.clone()].iter().sum();
            let after: Vec<u64> = touched
                .clone()
                .map(|l| self.counter.between(levels, &now, l))
                .collect();
            let sum: u64 = after.iter().sum();
            let (from, to) = if sum <= before {
                least = least - before + sum;
                counts[touched].copy_from_slice(&after);
                (&now, &mut best)
            } else {
                (&best, &mut now)
            };
            for l in low..=high {
                to.set(levels, l, from.layer(levels, l));
            }
        }
        Ok(best)
    }

    /// Sends a few nodes of a layer elsewhere.
    fn disturb(&mut self, order: &mut Order, l: usize) {
        let mut nodes = order.layer(self.levels, l).to_vec();
        if nodes.len() < 2 {
            return;
        }
        for _ in 0..1 + self.rng.below(3) {
            let i = self.rng.below(nodes.len());
            let reach = 1 + self.rng.below(nodes.len().min(60));
            let to = if self.rng.next() & 1 == 0 {
                i.saturating_sub(reach)
            } else {
                (i + reach).min(nodes.len() - 1)
            };
            let u = nodes.remove(i);
            nodes.insert(to, u);
        }
        order.set(self.levels, l, &nodes);
    }
}

/// The weighted median of Gansner et al. (1993): of an even number, between
/// the middle two, nearer to the side where the others stand closer.
fn median(mut places: Vec<u32>) -> f32 {
    places.sort_unstable();
    let half = places.len() / 2;
    let at = |i: usize| places[i] as f32;
    match places.len() {
        0 => 0.0,
        n if n % 2 == 1 => at(half),
        2 => (at(0) + at(1)) / 2.0,
        n => {
            let left = at(half - 1) - at(0);
            let right = at(n - 1) - at(half);
            if left + right <= 0.0 {
                (at(half - 1) + at(half)) / 2.0
            } else {
                (at(half - 1) * right + at(half) * left) / (left + right)
            }
        }
    }
}

/// The nodes as a depth-first search meets them that begins with the nodes
/// that have nobody above (or below); without crossings on a tree.
fn depth_first(levels: &Levels, from_above: bool) -> Vec<u32> {
    let (back, on) = if from_above {
        (&levels.above, &levels.below)
    } else {
        (&levels.below, &levels.above)
    };
    let n = levels.len() as u32;
    let (mut seen, mut order) = (vec![false; n as usize], Vec::new());
    let roots = (0..n).filter(|&u| back.row(u).is_empty());
    let mut stack = Vec::new();
    for root in roots.chain(0..n) {
        stack.push(root);
        while let Some(u) = stack.pop() {
            if !std::mem::replace(&mut seen[u as usize], true) {
                order.push(u);
                let next = back.row(u).iter().chain(on.row(u)).rev();
                stack.extend(next.filter(|&&v| !seen[v as usize]));
            }
        }
    }
    order
}
