//! The everyday layout: springs along edges, charges on nodes.

use super::coarsen::Level;
use super::components::{Part, piecewise};
use super::multilevel::{Run, WARM_STEPS, balance, edge_length, work};
use super::overlap::separate;
use super::request::{Cancelled, Layout, LayoutRequest, Point, Progress, Pulse};
use super::sim::{Forces, Pull};
use super::topology::Topology;

/// Share of a step's motion that goes on in the next.
const MOMENTUM: f32 = 0.3;

/// A multilevel force-directed layout.
///
/// Nodes repel with mᵤ mᵥ / d; edges pull by [`Pull`] times their weight (the
/// mean weight counts as 1). With masses that grow with the degree this is the
/// energy of ForceAtlas2 (Jacomy, Venturini, Heymann & Bastian 2014) and the
/// family that Noack (2009) shows to be modularity's continuous kin. The graph
/// is coarsened, placed and refined (Hachul & Jünger 2005; Hu 2005); repulsion
/// is a fast multipole method (Greengard & Rokhlin 1987).
///
/// Components are laid out one by one and packed. Pinned nodes stay to the
/// bit, and take part. At the end edges have the requested mean length, unless
/// the discs of the nodes need more room, and no two discs overlap.
///
/// O((n + m) log n) time, O(n + m) memory. Two threads give the same bytes as
/// one.
///
/// ```
/// use dramatis::layout::{Force, Layout, LayoutRequest, Topology};
/// use std::ops::ControlFlow;
///
/// let path = Topology::new(3, &[(0, 1), (1, 2)]).with_radii(&[10.0; 3]);
/// let at = Force::default()
///     .place(&path, &LayoutRequest::default(), &mut |_| ControlFlow::Continue(()))
///     .expect("nobody cancels");
/// assert_eq!(at.len(), 3);
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Force {
    /// How an edge pulls over its length.
    pub pull: Pull,
    /// Mass of a node is its weighted degree to this power: 0 all alike, 1
    /// hubs push each other far apart.
    pub hub: f32,
    /// Pull to the middle, per mass and distance; keeps outskirts near.
    pub gravity: f32,
    /// Exactness of the repulsion, above 0 and below 1: 0.9 errs by about 1 %,
    /// 0.5 by 0.2 %.
    pub theta: f32,
    /// Steps on the full graph; coarser ones get more.
    pub steps: usize,
}

impl Default for Force {
    fn default() -> Self {
        Self {
            pull: Pull::Linear,
            hub: 0.5,
            gravity: 0.1,
            theta: 0.9,
            steps: 40,
        }
    }
}

impl Layout for Force {
    fn place(
        &self,
        graph: &Topology,
        request: &LayoutRequest,
        progress: &mut Progress<'_>,
    ) -> Result<Vec<Point>, Cancelled> {
        let mut pulse = Pulse::new(progress, work(graph.len(), self.steps));
        self.pieces(graph, request, &mut pulse, |part| {
            (part.graph.clone(), None)
        })
    }
}

impl Force {
    /// Steps of a warm start, all of them on the full graph.
    pub const WARM_STEPS: usize = WARM_STEPS;

    /// The layout with `dress` deciding each component's weights, and which
    /// kinds of nodes are merged last.
    pub(super) fn pieces(
        &self,
        graph: &Topology,
        request: &LayoutRequest,
        pulse: &mut Pulse<'_, '_>,
        dress: impl Fn(&Part) -> (Topology, Option<Vec<u32>>),
    ) -> Result<Vec<Point>, Cancelled> {
        let mut at = piecewise(graph, request, true, |part| {
            if let (2, None, [None, None]) = (part.graph.len(), &part.start, &part.pins[..]) {
                return Ok(vec![[0.0, 0.0], [request.length(), 0.0]]);
            }
            self.one(part, request, pulse, dress(part))
        })?;
        let pins = request.pins_for(graph.len());
        separate(graph, |u| pins[u].is_some(), &mut at);
        Ok(at)
    }

    fn one(
        &self,
        part: &Part,
        request: &LayoutRequest,
        pulse: &mut Pulse<'_, '_>,
        (dressed, kind): (Topology, Option<Vec<u32>>),
    ) -> Result<Vec<Point>, Cancelled> {
        let n = part.graph.len();
        let level = self.level(dressed);
        let sane = |v: f32, least: f32, most: f32| {
            if v.is_finite() {
                v.clamp(least, most)
            } else {
                least
            }
        };
        let run = Run {
            forces: Forces {
                pull: self.pull,
                gravity: sane(self.gravity, 0.0, 1e3),
                theta: sane(self.theta, 0.1, 0.95),
                momentum: MOMENTUM,
            },
            steps: self.steps.max(1),
            seed: request.seed,
            threads: request.threads,
            kind: kind.as_deref(),
        };
        let gravity = run.forces.gravity;
        let pinned = part.pins.iter().flatten().count();
        let Some(start) = &part.start else {
            // The same measure at both ends: lengths as they will be seen.
            let measure = |free: &[Point]| scale(&part.graph, free, request.length());
            if pinned == 0 {
                let mut at = run.anew(level, pulse)?;
                let scale = measure(&at);
                at.iter_mut().flatten().for_each(|v| *v *= scale);
                return Ok(at);
            }
            let scale = measure(&run.anew(level.clone(), pulse)?);
            let frame = Frame {
                middle: middle(part.pins.iter().flatten()),
                unit: scale,
            };
            let placed = run.anew(frame.pinned(level, &part.pins), pulse)?;
            return Ok(placed.iter().map(|&p| frame.outward(p)).collect());
        };
        // A warm start: its size tells the unit in which forces balance.
        let about = if pinned > 0 {
            middle(part.pins.iter().flatten())
        } else {
            middle(start.iter())
        };
        let moved: Vec<Point> = start
            .iter()
            .map(|p| [p[0] - about[0], p[1] - about[1]])
            .collect();
        let ratio = balance(&level, &moved, gravity);
        if !(ratio.is_finite() && ratio > 1e-9 && ratio < 1e9) {
            // All in one place: nothing there to improve on.
            let anew = Part {
                start: None,
                graph: part.graph.clone(),
                pins: part.pins.clone(),
            };
            return self.one(&anew, request, pulse, (level.graph, kind));
        }
        let frame = Frame {
            middle: about,
            unit: 1.0 / ratio,
        };
        let inside: Vec<Point> = start.iter().map(|&p| frame.inward(p)).collect();
        let placed = run.from(&frame.pinned(level, &part.pins), &inside, pulse)?;
        debug_assert_eq!(placed.len(), n);
        Ok(placed.iter().map(|&p| frame.outward(p)).collect())
    }

    /// Masses and normed weights.
    pub(super) fn level(&self, graph: Topology) -> Level {
        let n = graph.len();
        let graph = graph.normed();
        let hub = if self.hub.is_finite() {
            self.hub.clamp(0.0, 2.0)
        } else {
            0.0
        };
        let mass = |u: usize| graph.weights(u).iter().sum::<f32>().max(1e-3).powf(hub);
        Level {
            mass: (0..n).map(mass).collect(),
            graph,
            pins: vec![None; n],
            parent: Vec::new(),
        }
    }
}

/// Layout units and the simulation's.
pub(super) struct Frame {
    pub middle: Point,
    /// Layout units per unit of the simulation.
    pub unit: f32,
}

impl Frame {
    pub fn inward(&self, p: Point) -> Point {
        [
            (p[0] - self.middle[0]) / self.unit,
            (p[1] - self.middle[1]) / self.unit,
        ]
    }

    pub fn outward(&self, p: Point) -> Point {
        [
            p[0] * self.unit + self.middle[0],
            p[1] * self.unit + self.middle[1],
        ]
    }

    fn pinned(&self, mut level: Level, pins: &[Option<Point>]) -> Level {
        level.pins = pins.iter().map(|p| p.map(|p| self.inward(p))).collect();
        level
    }
}

pub(super) fn middle<'p>(points: impl Iterator<Item = &'p Point>) -> Point {
    let (mut x, mut y, mut n) = (0.0_f64, 0.0_f64, 0.0_f64);
    for p in points {
        (x, y, n) = (x + f64::from(p[0]), y + f64::from(p[1]), n + 1.0);
    }
    [(x / n.max(1.0)) as f32, (y / n.max(1.0)) as f32]
}

/// What to multiply positions by: edges get the wanted mean length, or the
/// whole as much room as its discs need.
pub(super) fn scale(graph: &Topology, at: &[Point], wanted: f32) -> f32 {
    let n = graph.len();
    let length = edge_length(graph, at);
    let by_edges = if length > 1e-12 { wanted / length } else { 1.0 };
    // Discs fill at most a third of the ellipse that holds most nodes.
    let about = middle(at.iter());
    let (mut xx, mut yy) = (0.0_f64, 0.0_f64);
    for p in at {
        xx += f64::from(p[0] - about[0]).powi(2);
        yy += f64::from(p[1] - about[1]).powi(2);
    }
    let spread = 4.0 * (xx * yy).sqrt() / n.max(1) as f64;
    let discs: f64 = graph.radii().iter().map(|&r| f64::from(r).powi(2)).sum();
    let by_room = if spread > 1e-9 {
        (3.0 * discs / spread).sqrt() as f32
    } else {
        0.0
    };
    by_edges.max(by_room)
}
