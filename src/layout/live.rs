//! A layout that goes on while somebody drags its nodes.

use super::Topology;
use super::coarsen::Level;
use super::force::{Force, Frame, middle};
use super::multilevel::{balance, edge_length};
use super::request::{LayoutRequest, Point};
use super::rng::Rng;
use super::sim::{Forces, Sim};

/// Share of the way to its momentary balance that a node goes in a step at
/// full heat: a picture sixty times a second is to flow, not to jump.
const RATE: f32 = 0.3;
/// Longest way of a node in a step at full heat, in edge lengths.
const REACH: f32 = 0.25;
/// Share of a step's motion that goes on in the next.
const MOMENTUM: f32 = 0.4;
/// What a step leaves of the heat.
const COOLING: f32 = 0.97;
/// Below this heat there is rest.
const COLD: f32 = 0.01;

/// A force simulation for a window: steps gently from where the nodes are,
/// follows what is dragged, and comes to rest by itself.
///
/// From a start, the picture is an elastic sheet: edges are springs that are at
/// rest as they begin, and a weak spring draws everybody home. A person's own
/// arrangement stays as it is, neighbours follow what is dragged, others the
/// less the farther off, and nobody goes farther than what is dragged (the
/// displacements are a harmonic function with absorption: its extremes are at
/// what is held). Without a start, nodes go where the forces of [`Force`] with
/// its usual settings have them. Heat scales the steps; it falls by itself, and
/// rises when a node is taken, moved or let go. Bodies may overlap meanwhile:
/// that is for [`super::Tidy`] afterwards.
///
/// Pinned nodes stay to the bit. The same calls give the same bytes, whatever
/// the threads. O(n + m) a step.
///
/// ```
/// use dramatis::layout::{LayoutRequest, Live, Topology};
///
/// let path = Topology::new(3, &[(0, 1), (1, 2)]);
/// let request = LayoutRequest {
///     start: Some(vec![[0.0, 0.0], [90.0, 0.0], [200.0, 10.0]]),
///     ..LayoutRequest::default()
/// };
/// let mut live = Live::new(&path, &request);
/// live.step(&[(2, [300.0, 50.0])]);
/// assert_eq!(live.positions()[2], [300.0, 50.0]);
/// while !live.is_at_rest() {
///     live.step(&[]);
/// }
/// ```
pub struct Live {
    sim: Sim,
    forces: Forces,
    frame: Frame,
    /// Longest way of a step at full heat, in the simulation's unit.
    cap: f32,
    pins: Vec<Option<Point>>,
    /// What was held in the last step, in order of nodes.
    held: Vec<(u32, Point)>,
    heat: f32,
    at: Vec<Point>,
}

impl Live {
    /// Begins where [`LayoutRequest::start`] has the nodes, or anywhere without
    /// one; of the rest, the pins, the seed, the edge length and the threads
    /// count. O(n log n + m).
    #[must_use]
    pub fn new(graph: &Topology, request: &LayoutRequest) -> Self {
        let n = graph.len();
        let force = Force::default();
        let pins = request.pins_for(n);
        let mut level = force.level(graph.clone());
        let forces = Forces {
            pull: force.pull,
            gravity: force.gravity,
            theta: force.theta,
            momentum: MOMENTUM,
        };
        let start = request.start_for(n);
        let (frame, mut at) = begin(&level, forces.gravity, start, &pins, request);
        part_coincident(&mut at, &pins, &frame, request.seed);
        level.pins = pins.iter().map(|p| p.map(|p| frame.inward(p))).collect();
        let inside: Vec<Point> = at.iter().map(|&p| frame.inward(p)).collect();
        let mut sim = Sim::new(&level, &inside, request.threads);
        let length = edge_length(&level.graph, &inside).max(0.5);
        if request.start_for(n).is_some() {
            sim.settle_here(&forces);
        }
        Self {
            cap: REACH * length,
            sim,
            forces,
            frame,
            pins,
            held: Vec::new(),
            heat: 1.0,
            at,
        }
    }

    /// One step. `held` nodes are where they are said to be, even pinned ones;
    /// those that do not exist, or are held nowhere, are ignored. Returns the
    /// mean distance that nodes have gone, in layout units.
    pub fn step(&mut self, held: &[(u32, Point)]) -> f32 {
        let n = self.at.len();
        let mut held: Vec<(u32, Point)> = held
            .iter()
            .copied()
            .filter(|&(u, p)| (u as usize) < n && p.iter().all(|v| v.is_finite()))
            .collect();
        // Who is held twice is where the last one says.
        held.reverse();
        held.sort_by_key(|&(u, _)| u);
        held.dedup_by_key(|&mut (u, _)| u);
        if held != self.held {
            self.heat = 1.0;
            self.held = held;
        }
        let holds = self.held.iter().map(|&(u, p)| (u, self.frame.inward(p)));
        self.sim.hold(&self.pins, &holds.collect::<Vec<_>>(), |p| {
            self.frame.inward(p)
        });
        let (rate, cap) = (RATE * self.heat.sqrt(), self.cap * self.heat);
        let gone = self.sim.step(&self.forces, rate, cap);
        self.heat *= COOLING;
        self.sim.read(&mut self.at);
        for (p, pin) in self.at.iter_mut().zip(&self.pins) {
            *p = pin.unwrap_or_else(|| self.frame.outward(*p));
        }
        for &(u, p) in &self.held {
            self.at[u as usize] = p;
        }
        gone * self.frame.unit
    }

    /// Where the nodes are now.
    #[must_use]
    pub fn positions(&self) -> &[Point] {
        &self.at
    }

    /// Whether there is nothing more to come until something is held
    /// elsewhere, or let go.
    #[must_use]
    pub fn is_at_rest(&self) -> bool {
        self.heat < COLD || self.at.is_empty()
    }

    /// Lets the nodes move again, as if just begun.
    pub fn warm_up(&mut self) {
        self.heat = 1.0;
    }
}

/// The unit of the forces, and where everybody begins, in layout units.
fn begin(
    level: &Level,
    gravity: f32,
    start: Option<Vec<Point>>,
    pins: &[Option<Point>],
    request: &LayoutRequest,
) -> (Frame, Vec<Point>) {
    let n = pins.len();
    if let Some(start) = start {
        let about = match pins.iter().any(Option::is_some) {
            true => middle(pins.iter().flatten()),
            false => middle(start.iter()),
        };
        let moved: Vec<Point> = start
            .iter()
            .map(|p| [p[0] - about[0], p[1] - about[1]])
            .collect();
        let ratio = balance(level, &moved, gravity);
        let unit = match ratio.is_finite() && ratio > 1e-9 && ratio < 1e9 {
            true => 1.0 / ratio,
            false => request.length(),
        };
        let frame = Frame {
            middle: about,
            unit,
        };
        return (frame, start);
    }
    let frame = Frame {
        middle: [0.0; 2],
        unit: request.length(),
    };
    let (mut rng, radius) = (Rng::new(request.seed), (n as f32).sqrt() * frame.unit);
    let anywhere = (0..n).map(|_| rng.disc().map(|v| v * radius)).collect();
    (frame, anywhere)
}

/// Nodes in one place do not repel each other: gives each of them a place of
/// its own.
fn part_coincident(at: &mut [Point], pins: &[Option<Point>], frame: &Frame, seed: u64) {
    let mut rng = Rng::new(seed ^ 0x11_7E);
    let mut order: Vec<usize> = (0..at.len()).collect();
    order.sort_by(|&a, &b| {
        let (p, q) = (at[a], at[b]);
        p[0].total_cmp(&q[0]).then(p[1].total_cmp(&q[1]))
    });
    let alike: Vec<bool> = order.windows(2).map(|w| at[w[0]] == at[w[1]]).collect();
    for (&u, alike) in order.iter().skip(1).zip(alike) {
        if alike && pins[u].is_none() {
            let [x, y] = rng.disc();
            at[u] = [
                at[u][0] + 0.3 * frame.unit * x,
                at[u][1] + 0.3 * frame.unit * y,
            ];
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::Layout;
    use std::ops::ControlFlow;

    fn ring(n: u32) -> Topology {
        let edges: Vec<(u32, u32)> = (0..n)
            .flat_map(|u| [(u, (u + 1) % n), (u, u / 2)])
            .collect();
        Topology::new(n as usize, &edges)
    }

    fn placed(graph: &Topology) -> Vec<Point> {
        Force::default()
            .place(graph, &LayoutRequest::default(), &mut |_| {
                ControlFlow::Continue(())
            })
            .expect("not cancelled")
    }

    fn from(start: Vec<Point>) -> LayoutRequest {
        LayoutRequest {
            start: Some(start),
            ..LayoutRequest::default()
        }
    }

    #[test]
    fn it_rests_by_itself_about_where_it_began() {
        let g = ring(200);
        let start = placed(&g);
        let mut live = Live::new(&g, &from(start.clone()));
        let mut steps = 0;
        let mut last = f32::INFINITY;
        while !live.is_at_rest() {
            last = live.step(&[]);
            steps += 1;
            assert!(steps < 500, "it never rests");
        }
        assert!(last < 0.5, "it stops while nodes move {last}");
        let size = |at: &[Point]| {
            let wide = at.iter().map(|p| p[0]).fold(f32::MIN, f32::max);
            wide - at.iter().map(|p| p[0]).fold(f32::MAX, f32::min)
        };
        let ratio = size(live.positions()) / size(&start);
        assert!((0.7..1.4).contains(&ratio), "{ratio} times as wide");
    }

    #[test]
    fn an_arrangement_of_ones_own_is_not_undone_by_a_drag() {
        // A row of stars: far from what the forces would make of it.
        let edges: Vec<(u32, u32)> = (1..120).map(|v| (v / 10 * 10, v)).collect();
        let g = Topology::new(120, &edges);
        let start: Vec<Point> = (0..120)
            .map(|u| [(u % 40) as f32 * 60.0, (u / 40) as f32 * 300.0])
            .collect();
        let mut live = Live::new(&g, &from(start.clone()));
        let to = [start[10][0] + 40.0, start[10][1] + 30.0];
        for _ in 0..150 {
            live.step(&[(10, to)]);
        }
        let gone = |u: usize| {
            let (a, b) = (start[u], live.positions()[u]);
            (a[0] - b[0]).hypot(a[1] - b[1])
        };
        let own = (11..20).map(gone).sum::<f32>() / 9.0;
        assert!((20.0..60.0).contains(&own), "leaves follow by {own} of 50");
        let others: Vec<usize> = (0..120).filter(|u| u / 10 != 1).collect();
        let most = others.iter().map(|&u| gone(u)).fold(0.0, f32::max);
        assert!(most < 0.1, "somebody else went {most}");
        // In a graph that hangs together, nobody goes as far as what is dragged.
        let g = ring(200);
        let start = placed(&g);
        let mut live = Live::new(&g, &from(start.clone()));
        let far = [start[7][0] + 300.0, start[7][1] - 100.0];
        for _ in 0..150 {
            live.step(&[(7, far)]);
        }
        for (u, (a, b)) in start.iter().zip(live.positions()).enumerate() {
            let (dx, dy) = (b[0] - a[0], b[1] - a[1]);
            assert!((-0.5..=300.5).contains(&dx), "{u} went {dx} across");
            assert!((-100.5..=0.5).contains(&dy), "{u} went {dy} up");
        }
    }

    #[test]
    fn what_is_dragged_is_followed_and_what_is_pinned_is_not_moved() {
        let g = ring(60);
        let start = placed(&g);
        let mut request = from(start.clone());
        request.pinned = (0..60).map(|u| u == 30).collect();
        let mut live = Live::new(&g, &request);
        while !live.is_at_rest() {
            live.step(&[]);
        }
        let before = live.positions().to_vec();
        let far = [before[7][0] + 900.0, before[7][1] - 400.0];
        live.step(&[(7, far)]);
        assert!(!live.is_at_rest(), "a touch warms it");
        for _ in 0..80 {
            live.step(&[(7, far)]);
            assert_eq!(live.positions()[7], far);
            assert_eq!(live.positions()[30], start[30]);
        }
        let gap = |at: &[Point], v: usize| (at[v][0] - far[0]).hypot(at[v][1] - far[1]);
        let near: Vec<usize> = g.neighbours(7).iter().map(|&v| v as usize).collect();
        let mean = |at: &[Point]| near.iter().map(|&v| gap(at, v)).sum::<f32>() / near.len() as f32;
        let (was, is) = (mean(&before), mean(live.positions()));
        assert!(is < 0.75 * was, "neighbours were {was} away and are {is}");
        // Let go, it comes back.
        for _ in 0..100 {
            live.step(&[]);
        }
        assert_ne!(live.positions()[7], far);
        // A pinned node may be dragged, and stays pinned where it was.
        live.step(&[(30, far)]);
        assert_eq!(live.positions()[30], far);
        live.step(&[]);
        assert_eq!(live.positions()[30], start[30]);
    }

    #[test]
    fn the_same_calls_give_the_same_bytes_on_any_number_of_threads() {
        let g = ring(2_500);
        let start = placed(&g);
        let run = |threads| {
            let mut request = from(start.clone());
            request.threads = threads;
            let mut live = Live::new(&g, &request);
            for i in 0..12 {
                live.step(&[(5, [i as f32 * 10.0, 0.0]), (9, [0.0, 3.0])]);
            }
            live.positions()
                .iter()
                .map(|p| p.map(f32::to_bits))
                .collect::<Vec<_>>()
        };
        assert_eq!(run(1), run(2));
    }

    #[test]
    fn nothing_breaks_it() {
        for n in [0_usize, 1, 2, 40] {
            let edges: Vec<(u32, u32)> = (0..n as u32).map(|u| (u, u / 3)).collect();
            let g = Topology::new(n, &edges);
            for start in [
                None,
                Some(vec![[4.0, 4.0]; n]),
                Some(vec![[f32::NAN, f32::MAX]; n]),
            ] {
                for pinned in [false, true] {
                    let mut live = Live::new(
                        &g,
                        &LayoutRequest {
                            start: start.clone(),
                            pinned: (0..n).map(|u| pinned && u % 2 == 0).collect(),
                            ..LayoutRequest::default()
                        },
                    );
                    for _ in 0..30 {
                        let gone =
                            live.step(&[(0, [f32::NAN, 0.0]), (1, [1e30, -1e30]), (99, [0.0; 2])]);
                        assert!(!gone.is_nan());
                    }
                    assert_eq!(live.positions().len(), n);
                    assert!(
                        live.positions().iter().flatten().all(|v| v.is_finite()),
                        "{n}"
                    );
                }
            }
        }
        let mut live = Live::new(&ring(40), &from(vec![[4.0, 4.0]; 40]));
        for _ in 0..60 {
            live.step(&[]);
        }
        let at = live.positions();
        assert!(
            (0..40).all(|v| (0..v).all(|u| at[u] != at[v])),
            "a heap opens"
        );
    }
}
