//! One level of a force layout, step by step.

use serde::{Deserialize, Serialize};

use super::coarsen::Level;
use super::curve;
use super::field::{Field, Scratch};
use super::parallel;
use super::topology::Topology;
use super::tree::{LEAF, Points, Tree};

/// How an edge pulls, over its length d (Noack 2009 calls the exponent a).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Pull {
    /// The same at any length: LinLog, clusters far apart.
    Constant,
    /// ∝ √d.
    Root,
    /// ∝ d: ForceAtlas2's choice.
    #[default]
    Linear,
    /// ∝ d²: Fruchterman & Reingold's choice, even edge lengths.
    Square,
}

/// The forces of a simulation, in units of the ideal edge length.
#[derive(Clone, Copy, Debug)]
pub(super) struct Forces {
    pub pull: Pull,
    /// Pull to the origin, per mass and distance.
    pub gravity: f32,
    /// See [`Field::new`].
    pub theta: f32,
    /// Share of the last step's motion that goes on.
    pub momentum: f32,
}

/// Smaller levels are stepped on one thread: their steps are so short that
/// waiting for a second one costs more than it saves, much more on a busy
/// machine. (Tests want both ways tried without waiting for it.)
const SERIAL: usize = if cfg!(test) { 1_000 } else { 16_000 };

/// A curve order serves until the leaves have become this much wider…
const STALE: f32 = 1.25;
/// …or for this many steps.
const FRESH_STEPS: usize = 16;

/// How a node is bound to where it was.
#[derive(Clone, Copy, Debug, Default)]
struct Home {
    at: [f32; 2],
    /// A force that balances the edges there.
    force: [f32; 2],
}

/// Strength of the spring that draws a node home, as a share of its edges'.
const HOMING: f32 = 0.15;

/// The moving nodes of one level, in curve order.
pub(super) struct Sim {
    graph: Topology,
    points: Points,
    next: [Vec<f32>; 2],
    motion: [Vec<f32>; 2],
    /// The same places side by side: the far end of an edge is one line of the
    /// cache instead of two.
    ends: Vec<[f32; 2]>,
    /// What pulls each node besides, and where it is at home; empty when
    /// nothing does.
    homes: Vec<Home>,
    pinned: Vec<bool>,
    /// The level's node at each place of the curve.
    order: Vec<u32>,
    tree: Tree,
    /// Steps since the last sort, and the width of the leaves then.
    age: usize,
    fresh_width: f32,
    threads: usize,
    scratch: Vec<Scratch>,
}

impl Sim {
    /// Starts from positions, one a node of the level.
    pub fn new(level: &Level, at: &[[f32; 2]], threads: usize) -> Self {
        let x: Vec<f32> = at.iter().map(|p| p[0]).collect();
        let y: Vec<f32> = at.iter().map(|p| p[1]).collect();
        let n = x.len();
        let mut sim = Self {
            graph: Topology::default(),
            points: Points {
                x,
                y,
                mass: level.mass.clone(),
            },
            next: [Vec::new(), Vec::new()],
            motion: [vec![0.0; n], vec![0.0; n]],
            ends: vec![[0.0; 2]; n],
            homes: Vec::new(),
            pinned: level.pins.iter().map(Option::is_some).collect(),
            order: (0..n as u32).collect(),
            tree: Tree::default(),
            age: 0,
            fresh_width: 0.0,
            threads: if n < SERIAL { 1 } else { threads },
            scratch: Vec::new(),
        };
        let (order, rank) = sim.sort();
        sim.graph = level.graph.reordered(&order, &rank, sim.threads);
        sim
    }

    /// The positions, one a node of the level.
    pub fn positions(&self) -> Vec<[f32; 2]> {
        let mut at = vec![[0.0; 2]; self.order.len()];
        self.read(&mut at);
        at
    }

    /// The same into a slice of one slot a node.
    pub fn read(&self, at: &mut [[f32; 2]]) {
        for (i, &u) in self.order.iter().enumerate() {
            at[u as usize] = [self.points.x[i], self.points.y[i]];
        }
    }

    /// Holds nodes where they are said to be until the next call, and lets go
    /// of all others but those that have a `pin`, which go back to it by
    /// `inward`. `held`: in ascending order of nodes.
    pub fn hold(
        &mut self,
        pins: &[Option<[f32; 2]>],
        held: &[(u32, [f32; 2])],
        inward: impl Fn([f32; 2]) -> [f32; 2],
    ) {
        for (i, &u) in self.order.iter().enumerate() {
            let at = match held.binary_search_by_key(&u, |&(v, _)| v) {
                Ok(found) => Some(held[found].1),
                Err(_) => pins[u as usize].map(&inward),
            };
            self.pinned[i] = at.is_some();
            if let Some([x, y]) = at {
                (self.points.x[i], self.points.y[i]) = (x, y);
                (self.motion[0][i], self.motion[1][i]) = (0.0, 0.0);
            }
        }
        self.points.pad(self.order.len());
    }

    /// Puts the nodes in curve order again, but for the graph. The order in
    /// terms of the last one, and the other way about.
    fn sort(&mut self) -> (Vec<u32>, Vec<u32>) {
        let n = self.order.len();
        let order = curve::order(&self.points.x[..n], &self.points.y[..n], self.threads);
        let mut rank = vec![0; n];
        for (new, &old) in order.iter().enumerate() {
            rank[old as usize] = new as u32;
        }
        let Points { x, y, mass } = &mut self.points;
        let [mx, my] = &mut self.motion;
        parallel::each(self.threads, [x, y, mass, mx, my].into_iter(), |v| {
            *v = order.iter().map(|&i| v[i as usize]).collect();
        });
        if !self.homes.is_empty() {
            self.homes = order.iter().map(|&i| self.homes[i as usize]).collect();
        }
        self.pinned = order.iter().map(|&i| self.pinned[i as usize]).collect();
        self.order = order.iter().map(|&i| self.order[i as usize]).collect();
        self.points.pad(n);
        let full = self.points.x.len();
        for values in self.next.iter_mut().chain(&mut self.motion) {
            values.resize(full, 0.0);
        }
        self.age = 0;
        (order, rank)
    }

    /// Lets the nodes be at home where they are. From then on only edges pull,
    /// and only by what moves change; a weak spring draws each node back.
    pub fn settle_here(&mut self, forces: &Forces) {
        self.homes.clear();
        let n = self.order.len();
        self.run(forces, 0.0, 0.0, true);
        let [fx, fy] = &self.next;
        let (x, y) = (&self.points.x, &self.points.y);
        self.homes = (0..n)
            .map(|i| Home {
                at: [x[i], y[i]],
                force: [-fx[i], -fy[i]],
            })
            .collect();
    }

    /// One step: every node goes a share `rate` of the way to where its forces
    /// balance, but no farther than `cap`. Returns the mean distance gone.
    pub fn step(&mut self, forces: &Forces, rate: f32, cap: f32) -> f32 {
        let gone = self.run(forces, rate, cap, false);
        std::mem::swap(&mut self.points.x, &mut self.next[0]);
        std::mem::swap(&mut self.points.y, &mut self.next[1]);
        self.points.pad(self.order.len());
        gone
    }

    /// Finds where every node goes next, or (`only_forces`) what pulls it.
    fn run(&mut self, forces: &Forces, rate: f32, cap: f32, only_forces: bool) -> f32 {
        let n = self.order.len();
        if n == 0 {
            return 0.0;
        }
        self.tree.refit(&self.points, self.threads);
        let mut width = self.tree.leaf_width();
        if self.age == FRESH_STEPS || (self.age > 0 && width > STALE * self.fresh_width) {
            let (order, rank) = self.sort();
            self.graph = self.graph.reordered(&order, &rank, self.threads);
            self.tree.refit(&self.points, self.threads);
            width = self.tree.leaf_width();
        }
        if self.age == 0 {
            self.fresh_width = width;
        }
        self.age += 1;
        let Points { x, y, .. } = &self.points;
        parallel::fill(self.threads, &mut self.ends, |u| [x[u], y[u]]);
        let field = Field::new(&self.points, &self.tree, forces.theta, 1e-4);
        let tasks = field.tasks();
        let width = tasks.first().map_or(LEAF, |t| t.run().len());
        if self.scratch.len() < tasks.len() {
            self.scratch.resize_with(tasks.len(), Scratch::default);
        }
        let (graph, points, pinned) = (&self.graph, &self.points, &self.pinned);
        let (ends, homes) = (&self.ends[..], &self.homes[..]);
        let free = homes.is_empty() && !only_forces;
        let [nx, ny] = &mut self.next;
        let [mx, my] = &mut self.motion;
        let mut gone = vec![0.0_f32; tasks.len()];
        let pieces = tasks
            .iter()
            .zip(nx.chunks_mut(width).zip(ny.chunks_mut(width)))
            .zip(mx.chunks_mut(width).zip(my.chunks_mut(width)))
            .zip(self.scratch.iter_mut().zip(&mut gone));
        parallel::each(
            self.threads,
            pieces,
            |(((task, (nx, ny)), (mx, my)), (scratch, gone))| {
                if free {
                    field.solve(task, nx, ny, scratch);
                } else {
                    nx.fill(0.0);
                    ny.fill(0.0);
                }
                let start = task.run().start;
                let real = n.saturating_sub(start).min(width);
                for i in 0..real {
                    let u = start + i;
                    let (x, y, m) = (points.x[u], points.y[u], points.mass[u]);
                    if pinned[u] && !only_forces {
                        (nx[i], ny[i]) = (x, y);
                        continue;
                    }
                    let (px, py, stiff) = match forces.pull {
                        Pull::Constant => pulls(graph, ends, u, |d2| 1.0 / (d2 + 1e-4).sqrt()),
                        Pull::Root => pulls(graph, ends, u, |d2| 1.0 / (d2 + 1e-4).sqrt().sqrt()),
                        Pull::Linear => pulls(graph, ends, u, |_| 1.0),
                        Pull::Square => pulls(graph, ends, u, |d2| d2.sqrt()),
                    };
                    let pull = if free { forces.gravity * m } else { 0.0 };
                    let mut stiff = stiff + pull + 1e-6;
                    let mut fx = m * nx[i] + px - pull * x;
                    let mut fy = m * ny[i] + py - pull * y;
                    if only_forces {
                        (nx[i], ny[i]) = (fx, fy);
                        continue;
                    }
                    if let Some(home) = homes.get(u) {
                        let spring = HOMING * stiff;
                        fx += home.force[0] + spring * (home.at[0] - x);
                        fy += home.force[1] + spring * (home.at[1] - y);
                        stiff += spring;
                    }
                    let (fx, fy) = (fx / stiff, fy / stiff);
                    let (mut sx, mut sy) = (
                        forces.momentum * mx[i] + rate * fx,
                        forces.momentum * my[i] + rate * fy,
                    );
                    let long = (sx * sx + sy * sy).sqrt();
                    if long > cap {
                        sx *= cap / long;
                        sy *= cap / long;
                    }
                    if !(sx.is_finite() && sy.is_finite()) {
                        (sx, sy) = (0.0, 0.0);
                    }
                    (mx[i], my[i]) = (sx, sy);
                    *gone += long.min(cap);
                    nx[i] = x + sx;
                    ny[i] = y + sy;
                }
            },
        );
        gone.iter().sum::<f32>() / n as f32
    }
}

/// What the edges of `u` do to it: the force, and how stiff it is.
#[inline(always)]
fn pulls(
    graph: &Topology,
    ends: &[[f32; 2]],
    u: usize,
    per_length: impl Fn(f32) -> f32,
) -> (f32, f32, f32) {
    let [x, y] = ends[u];
    let (mut fx, mut fy, mut stiff) = (0.0, 0.0, 0.0);
    for (v, w) in graph.edges(u) {
        let (dx, dy) = (ends[v][0] - x, ends[v][1] - y);
        let k = w * per_length(dx * dx + dy * dy);
        fx += k * dx;
        fy += k * dy;
        stiff += k;
    }
    (fx, fy, stiff)
}
