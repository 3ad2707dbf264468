//! From coarse to fine: the driver of the force layouts.
//!
//! Repulsion k mᵤ mᵥ / d and attraction w g(d) both add up when nodes merge, so
//! a coarse graph with summed masses and weights wants the same places as the
//! fine one: no scale changes between levels (compare Hachul & Jünger 2005,
//! Hu 2005).

use super::coarsen::{Level, hierarchy};
use super::parallel;
use super::request::{Cancelled, Point, Pulse};
use super::rng::Rng;
use super::sim::{Forces, Sim};
use super::topology::Topology;

/// The coarsest graph has about this many nodes.
const COARSEST: usize = 40;
/// Steps at the coarsest level; levels between get a number between.
const COARSE_STEPS: f32 = 150.0;
/// Levels of more nodes get fewer steps.
const LARGE: f32 = 150_000.0;
/// Steps of an improvement from given positions.
pub(super) const WARM_STEPS: usize = 60;
/// Share of the way to its momentary balance that a node goes in a step.
const RATE: f32 = 0.7;

/// What a run needs besides the graph.
pub(super) struct Run<'a> {
    pub forces: Forces,
    /// Steps at the finest level.
    pub steps: usize,
    pub seed: u64,
    pub threads: usize,
    /// Nodes of different kinds are merged as late as possible.
    pub kind: Option<&'a [u32]>,
}

/// Work of one run on `n` nodes, in ticks of a [`Pulse`].
pub(super) fn work(n: usize, steps: usize) -> f64 {
    2.2 * n as f64 * steps as f64
}

impl Run<'_> {
    /// Lays out a graph in the simulation's own unit (the distance at which two
    /// nodes of mass 1 and an edge of weight 1 are in balance).
    pub fn anew(&self, finest: Level, pulse: &mut Pulse<'_, '_>) -> Result<Vec<Point>, Cancelled> {
        let mut rng = Rng::new(self.seed);
        let levels = hierarchy(
            finest,
            COARSEST,
            self.kind,
            self.threads,
            &mut rng,
            &mut || pulse.tick(0.0),
        )?;
        let last = levels.len() - 1;
        let mut at: Vec<Point> = Vec::new();
        for (l, level) in levels.iter().enumerate().rev() {
            at = match levels.get(l + 1) {
                None => scatter(level, &mut rng),
                Some(coarse) => prolong(level, coarse, &at, &mut rng, self.threads),
            };
            let coarseness = l as f32 / last.max(1) as f32;
            let fine = self.steps as f32;
            let steps = fine + (COARSE_STEPS - fine).max(0.0) * coarseness;
            let steps = (steps * thrift(level.graph.len())).max(1.0);
            let cap = edge_length(&level.graph, &at).max(1.0);
            at = self.relax(level, &at, steps as usize, cap, pulse)?;
        }
        Ok(at)
    }

    /// Improves on positions in the simulation's unit.
    pub fn from(
        &self,
        level: &Level,
        start: &[Point],
        pulse: &mut Pulse<'_, '_>,
    ) -> Result<Vec<Point>, Cancelled> {
        let cap = 0.25 * edge_length(&level.graph, start).max(0.5);
        self.relax(level, start, WARM_STEPS, cap, pulse)
    }

    fn relax(
        &self,
        level: &Level,
        start: &[Point],
        steps: usize,
        cap: f32,
        pulse: &mut Pulse<'_, '_>,
    ) -> Result<Vec<Point>, Cancelled> {
        let mut sim = Sim::new(level, start, self.threads);
        for step in 0..steps {
            let left = 1.0 - step as f32 / steps as f32;
            sim.step(&self.forces, RATE, cap * left.max(0.02));
            pulse.tick(start.len() as f64)?;
        }
        Ok(sim.positions())
    }
}

/// Share of its steps that a level of `n` nodes gets. The shape of a very large
/// graph has come from the levels above, and its last steps, which only even
/// out neighbours below the width of a pixel, are the dearest of all.
fn thrift(n: usize) -> f32 {
    (LARGE / n as f32).clamp(0.01, 1.0).powf(0.25)
}

/// Anywhere in a disc of fitting size, but for the pinned.
fn scatter(level: &Level, rng: &mut Rng) -> Vec<Point> {
    let radius = level.mass.iter().sum::<f32>().sqrt();
    let place = |pin: &Option<Point>| {
        let [x, y] = rng.disc();
        pin.unwrap_or([x * radius, y * radius])
    };
    level.pins.iter().map(place).collect()
}

/// Every node near the middle of the merged nodes that its neighbours belong
/// to: where its edges would have it.
fn prolong(
    level: &Level,
    coarse: &Level,
    at: &[Point],
    rng: &mut Rng,
    threads: usize,
) -> Vec<Point> {
    let above = |u: usize| at[coarse.parent[u] as usize];
    let mut places = vec![[0.0; 2]; level.graph.len()];
    let threads = if places.len() < 16_000 { 1 } else { threads };
    let start = rng.clone();
    parallel::fill(threads, &mut places, |u| {
        let (mut x, mut y, mut sum) = (0.0, 0.0, 0.0);
        for (v, w) in level.graph.edges(u) {
            let p = above(v);
            (x, y, sum) = (x + w * p[0], y + w * p[1], sum + w);
        }
        let middle = if sum > 0.0 {
            [x / sum, y / sum]
        } else {
            above(u)
        };
        // Each node its own numbers, whoever comes to it first.
        let mut rng = start.clone();
        rng.skip(2 * u as u64);
        let (jitter, reach) = (rng.disc(), 0.5 * level.mass[u].sqrt());
        let free = [middle[0] + reach * jitter[0], middle[1] + reach * jitter[1]];
        level.pins[u].unwrap_or(free)
    });
    rng.skip(2 * places.len() as u64);
    places
}

/// Mean length of the edges, by weight; 0 without edges.
pub(super) fn edge_length(graph: &Topology, at: &[Point]) -> f32 {
    let (mut length, mut sum) = (0.0_f64, 0.0_f64);
    for u in 0..graph.len() {
        for (v, w) in graph.edges(u) {
            let d = (at[u][0] - at[v][0]).hypot(at[u][1] - at[v][1]);
            length += f64::from(w * d);
            sum += f64::from(w);
        }
    }
    if sum > 0.0 {
        (length / sum) as f32
    } else {
        0.0
    }
}

/// How much larger positions would have to be for their forces to balance on
/// the whole (the virial theorem, exact for a pull ∝ d): the sum of w d² and
/// gravity's m r² is then half of M² − Σ m².
pub(super) fn balance(level: &Level, at: &[Point], gravity: f32) -> f32 {
    let (mut mass, mut own, mut inner) = (0.0_f64, 0.0_f64, 0.0_f64);
    for (u, p) in at.iter().enumerate() {
        let m = f64::from(level.mass[u]);
        mass += m;
        own += m * m;
        inner += f64::from(gravity) * m * f64::from(p[0] * p[0] + p[1] * p[1]);
        for (v, w) in level.graph.edges(u).filter(|&(v, _)| v > u) {
            let (dx, dy) = (p[0] - at[v][0], p[1] - at[v][1]);
            inner += f64::from(w) * f64::from(dx * dx + dy * dy);
        }
    }
    let outer = (mass * mass - own).max(0.0) / 2.0;
    if inner > 1e-12 {
        (outer / inner).sqrt() as f32
    } else {
        0.0
    }
}
