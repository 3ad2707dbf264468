//! Distances on the plane like distances in the graph.

use super::components::{Part, piecewise};
use super::distances::{FAR, from_sources};
use super::force::Force;
use super::majorize::{Targets, toward};
use super::multilevel::work;
use super::overlap::separate;
use super::parallel;
use super::request::{Cancelled, Layout, LayoutRequest, Point, Progress, Pulse};
use super::rng::Rng;
use super::topology::Topology;

/// Most distances kept; a graph of a million nodes gets fewer pivots.
const TABLE: usize = 1 << 27;

/// A layout of little stress: Σ d⁻² (|xᵢ − xⱼ| − ℓ d)² over pairs of nodes that
/// are d edges apart, ℓ being the edge length (weights do not count).
///
/// Small graphs take every pair, by localised majorisation (Gansner, Koren &
/// North 2005). Large ones take the pairs between every node and some random
/// pivots, and the edges: the sparse stress of Ortmann, Klimenta & Brandes
/// (2017) with a uniform sample in place of regions. Both start from [`Force`],
/// which knows the neighbourhoods (Brandes & Pich 2009 show how much the start
/// decides).
///
/// Components are laid out one by one and packed; pinned nodes stay to the bit.
/// O(p (n + m)) time and O(p n) memory for p pivots, O(n²) both for small
/// graphs. Two threads give the same bytes as one.
#[derive(Clone, Debug, PartialEq)]
pub struct Stress {
    /// Graphs of up to this many nodes are taken whole.
    pub exact: usize,
    /// Number of pivots for larger ones.
    pub pivots: usize,
    /// Weight of a neighbour beside that of a pivot one step away.
    pub edges: f32,
    /// Rounds over all nodes.
    pub rounds: usize,
}

impl Default for Stress {
    fn default() -> Self {
        Self {
            exact: 2_000,
            pivots: 384,
            edges: 0.3,
            rounds: 40,
        }
    }
}

impl Layout for Stress {
    fn place(
        &self,
        graph: &Topology,
        request: &LayoutRequest,
        progress: &mut Progress<'_>,
    ) -> Result<Vec<Point>, Cancelled> {
        let force = Force::default();
        let n = graph.len();
        let terms = self.pivots.min(n) as f64 * n as f64;
        let mut pulse = Pulse::new(
            progress,
            work(n, force.steps) + terms * (1.0 + 0.02 * self.rounds as f64),
        );
        let mut at = piecewise(graph, request, false, |part| {
            let own = LayoutRequest {
                start: part.start.clone().or_else(|| part.anchors()),
                pinned: part.pins.iter().map(Option::is_some).collect(),
                ..request.clone()
            };
            // Radii are minded once, at the end.
            let bare = part.graph.bare();
            let start = force.pieces(&bare, &own, &mut pulse, |part| (part.graph.clone(), None))?;
            self.one(part, start, request, &mut pulse)
        })?;
        let pins = request.pins_for(n);
        separate(graph, |u| pins[u].is_some(), &mut at);
        Ok(at)
    }
}

impl Part {
    /// The pins as start positions, for requests that need a whole start.
    fn anchors(&self) -> Option<Vec<Point>> {
        let any = self.pins.iter().any(Option::is_some);
        any.then(|| self.pins.iter().map(|p| p.unwrap_or_default()).collect())
    }
}

impl Stress {
    fn one(
        &self,
        part: &Part,
        mut at: Vec<Point>,
        request: &LayoutRequest,
        pulse: &mut Pulse<'_, '_>,
    ) -> Result<Vec<Point>, Cancelled> {
        let n = part.graph.len();
        let exact = n <= self.exact.max(2);
        let mut pivots: Vec<u32> = (0..n as u32).collect();
        if !exact {
            Rng::new(request.seed ^ 0x57_7E55).shuffle(&mut pivots);
            pivots.truncate(self.pivots.clamp(1, n).min((TABLE / n).max(32)));
            pivots.sort_unstable();
        }
        let threads = if n < 2_000 { 1 } else { request.threads };
        let table = from_sources(&part.graph, &pivots, threads, pulse)?;
        let length = request.length();
        let pinned: Vec<bool> = part.pins.iter().map(Option::is_some).collect();
        if !pinned.contains(&true) {
            fit(&table, &pivots, &mut at, length);
        }
        // In edge lengths, from here on.
        let (mut x, mut y): (Vec<f32>, Vec<f32>) =
            at.iter().map(|p| (p[0] / length, p[1] / length)).unzip();
        for _ in 0..self.rounds {
            if exact {
                for u in 0..n {
                    if !pinned[u] {
                        let row = Targets {
                            x: &x,
                            y: &y,
                            steps: &table[u * n..(u + 1) * n],
                        };
                        (x[u], y[u]) = row.place([x[u], y[u]]);
                    }
                }
            } else {
                self.round(part, &table, &pivots, &pinned, threads, (&mut x, &mut y));
            }
            pulse.tick(0.02 * pivots.len() as f64 * n as f64)?;
        }
        Ok(x.iter()
            .zip(&y)
            .map(|(x, y)| [x * length, y * length])
            .collect())
    }

    /// Moves every node by the pivots and its neighbours.
    ///
    /// The pivots themselves too: were they moved by all nodes, they would form
    /// a ring about a heap of the others, which satisfies all these pairs and
    /// none of the rest.
    fn round(
        &self,
        part: &Part,
        table: &[u16],
        pivots: &[u32],
        pinned: &[bool],
        threads: usize,
        (x, y): (&mut Vec<f32>, &mut Vec<f32>),
    ) {
        let n = x.len();
        let (mut nx, mut ny) = (x.clone(), y.clone());
        let anchors: Vec<Point> = pivots
            .iter()
            .map(|&p| [x[p as usize], y[p as usize]])
            .collect();
        const RUN: usize = 1024;
        let pieces = nx.chunks_mut(RUN).zip(ny.chunks_mut(RUN)).enumerate();
        parallel::each(threads, pieces, |(chunk, (nx, ny))| {
            let first = chunk * RUN;
            let mut sums = vec![[0.0_f32; 3]; nx.len()];
            toward(
                &anchors,
                table,
                n,
                first,
                &x[first..],
                &y[first..],
                &mut sums,
            );
            for i in 0..nx.len() {
                let u = first + i;
                let [mut sx, mut sy, mut sum] = sums[i];
                for (v, _) in part.graph.edges(u) {
                    let (dx, dy) = (x[u] - x[v], y[u] - y[v]);
                    let r = (dx * dx + dy * dy + 1e-12).sqrt();
                    sx += self.edges * (x[v] + dx / r);
                    sy += self.edges * (y[v] + dy / r);
                    sum += self.edges;
                }
                if !pinned[u] && sum > 0.0 {
                    (nx[i], ny[i]) = (sx / sum, sy / sum);
                }
            }
        });
        (*x, *y) = (nx, ny);
    }
}

/// Scales positions to where their stress is least.
fn fit(table: &[u16], pivots: &[u32], at: &mut [Point], length: f32) {
    let n = at.len();
    let (mut one, mut two) = (0.0_f64, 0.0_f64);
    for (p, &u) in pivots.iter().take(64).enumerate() {
        let from = at[u as usize];
        for (v, to) in at.iter().enumerate() {
            let steps = table[p * n + v];
            if steps != FAR && steps > 0 {
                let apart = f64::from((from[0] - to[0]).hypot(from[1] - to[1]));
                let ratio = apart / (f64::from(length) * f64::from(steps));
                one += ratio;
                two += ratio * ratio;
            }
        }
    }
    let scale = if two > 1e-12 { (one / two) as f32 } else { 1.0 };
    at.iter_mut().flatten().for_each(|v| *v *= scale);
}
