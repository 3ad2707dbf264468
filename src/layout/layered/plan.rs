//! The whole graph from its components.

use std::collections::BTreeMap;

use super::super::components::{Extent, components, pack};
use super::super::overlap::separate;
use super::super::request::{Cancelled, LayoutRequest, Point, Progress, Pulse};
use super::super::topology::Topology;
use super::part::{Drawn, Part, Sides};
use super::{Direction, digraph, routes};

/// Where everything is to go.
pub struct Plan {
    /// One a node.
    pub at: Vec<Point>,
    /// The bends of the arcs that have any, by (from, to).
    lines: Vec<(u32, u32, Vec<Point>)>,
}

impl Plan {
    /// Lays out each component and puts them beside each other.
    pub fn draw(
        direction: Direction,
        graph: &Topology,
        request: &LayoutRequest,
        progress: &mut Progress<'_>,
    ) -> Result<Self, Cancelled> {
        let n = graph.len();
        let mut pulse = Pulse::new(progress, n as f64);
        let pins = request.pins_for(n);
        let start = request.start_for(n).filter(|_| request.warm);
        let sides: Vec<Sides> = (0..n).map(|u| sides(graph, u, direction)).collect();
        let mut plan = Self {
            at: vec![[0.0; 2]; n],
            lines: Vec::new(),
        };
        // What has its place, and what is to be packed beside that.
        let mut fixed = Extent::NONE;
        let mut loose = Vec::new();
        let mut alone = Vec::new();
        for part in Part::split(n, &digraph::arcs(graph), components(graph)) {
            let is_pinned = part.members.iter().any(|&u| pins[u as usize].is_some());
            if part.members.len() == 1 && !is_pinned && start.is_none() {
                pulse.tick(1.0)?;
                alone.extend(part.members);
                continue;
            }
            let own: Vec<Sides> = part.members.iter().map(|&u| sides[u as usize]).collect();
            let drawn = part.draw(&own, request, &mut pulse)?;
            let wish = |u: u32| match &start {
                _ if is_pinned => pins[u as usize],
                Some(start) => Some(start[u as usize]),
                None => Some([0.0; 2]),
            };
            let lines = plan.put(&part, &drawn, direction, wish);
            let extent = plan.extent(graph, &part.members, lines.clone());
            if is_pinned || start.is_some() {
                fixed.join(&extent);
            } else {
                loose.push((part.members, lines, extent));
            }
        }
        let gap = 0.6 * request.length();
        let boxes: Vec<Extent> = loose.iter().map(|l| l.2).collect();
        for ((members, lines, extent), by) in loose.iter().zip(pack(&boxes, &fixed, gap)) {
            plan.shift(members, lines.clone(), by);
            fixed.join(&extent.moved(by));
        }
        plan.grid(graph, &alone, &fixed, gap);
        plan.settle(graph, request, &pins);
        Ok(plan)
    }

    /// Takes over a component, moved as a whole so that its nodes are, in the
    /// mean, where they are wished to be. Gives the range of its lines.
    fn put(
        &mut self,
        part: &Part,
        drawn: &Drawn,
        direction: Direction,
        wish: impl Fn(u32) -> Option<Point>,
    ) -> std::ops::Range<usize> {
        let (mut off, mut count) = ([0.0; 2], 0.0);
        for (&u, &p) in part.members.iter().zip(&drawn.nodes) {
            if let Some(to) = wish(u) {
                let p = direction.turn(p);
                for k in 0..2 {
                    off[k] += f64::from(to[k]) - p[k];
                }
                count += 1.0;
            }
        }
        let put = |&p: &[f64; 2]| {
            let p = direction.turn(p);
            [0, 1].map(|k| (p[k] + off[k] / f64::max(count, 1.0)) as f32)
        };
        for (&u, p) in part.members.iter().zip(&drawn.nodes) {
            self.at[u as usize] = put(p);
        }
        let first = self.lines.len();
        let name = |u: u32| part.members[u as usize];
        let lines = drawn.lines.iter();
        self.lines
            .extend(lines.map(|(u, v, p)| (name(*u), name(*v), p.iter().map(put).collect())));
        first..self.lines.len()
    }

    fn extent(&self, graph: &Topology, members: &[u32], lines: std::ops::Range<usize>) -> Extent {
        let mut extent = Extent::NONE;
        for &u in members {
            let p = self.at[u as usize];
            for corner in corners(graph, u as usize) {
                extent.add([p[0] + corner[0], p[1] + corner[1]], &[[0.0; 2]; 2]);
            }
        }
        for &p in self.lines[lines].iter().flat_map(|l| &l.2) {
            extent.add(p, &[[0.0; 2]; 2]);
        }
        extent
    }

    fn shift(&mut self, members: &[u32], lines: std::ops::Range<usize>, by: Point) {
        let nodes = members.iter().map(|&u| u as usize);
        for u in nodes {
            self.at[u] = [self.at[u][0] + by[0], self.at[u][1] + by[1]];
        }
        for p in self.lines[lines].iter_mut().flat_map(|l| &mut l.2) {
            *p = [p[0] + by[0], p[1] + by[1]];
        }
    }

    /// Puts nodes into rows below all else.
    fn grid(&mut self, graph: &Topology, nodes: &[u32], above: &Extent, gap: f32) {
        let (mut least, mut most) = ([0.0_f32; 2], [0.0_f32; 2]);
        for &u in nodes {
            let [a, b] = corners(graph, u as usize);
            for k in 0..2 {
                least[k] = least[k].min(a[k]);
                most[k] = most[k].max(b[k]);
            }
        }
        let cell = [0, 1].map(|k| most[k] - least[k] + gap);
        let square = (nodes.len() as f32 * cell[1] / cell[0]).sqrt();
        let wide = above.side(0) / cell[0];
        // As wide as what is above, unless that is far too wide or narrow.
        let columns = wide.clamp(square, 4.0 * square).ceil().max(1.0) as usize;
        let [left, top] = above.below(gap);
        for (i, &u) in nodes.iter().enumerate() {
            let (column, row) = ((i % columns) as f32, (i / columns) as f32);
            self.at[u as usize] = [
                left - least[0] + column * cell[0],
                top - least[1] + row * cell[1],
            ];
        }
    }

    /// Puts pinned nodes where they are pinned, keeps nodes apart, and drops
    /// the bends that no longer make sense.
    fn settle(&mut self, graph: &Topology, request: &LayoutRequest, pins: &[Option<Point>]) {
        let drawn = self.at.clone();
        for (at, pin) in self.at.iter_mut().zip(pins) {
            *at = pin.unwrap_or(*at);
        }
        separate(graph, |u| pins[u].is_some(), &mut self.at);
        let at = &self.at;
        // A line by way of where a node no longer is would only mislead.
        let stayed = |u: u32| {
            let (a, b) = (drawn[u as usize], at[u as usize]);
            (a[0] - b[0]).hypot(a[1] - b[1]) < 0.5 * request.length()
        };
        self.lines.retain(|&(u, v, _)| stayed(u) && stayed(v));
        let slack = 0.01 * request.length();
        for (u, v, points) in &mut self.lines {
            *points = routes::simplified(at[*u as usize], points, at[*v as usize], slack);
        }
        self.lines.retain(|l| !l.2.is_empty());
    }

    /// The bends of each of the graph's ties.
    pub fn bends(&self, graph: &Topology) -> Vec<Vec<Point>> {
        let ties = graph.facts().map_or(&[][..], |f| &f.ties);
        let lines: BTreeMap<(u32, u32), &Vec<Point>> =
            self.lines.iter().map(|(u, v, p)| ((*u, *v), p)).collect();
        let of = |u: u32, v: u32| lines.get(&(u, v)).map(|p| (*p).clone());
        let back = |mut points: Vec<Point>| {
            points.reverse();
            points
        };
        ties.iter()
            .map(|t| {
                let there = of(t.from, t.to);
                there
                    .or_else(|| of(t.to, t.from).map(back))
                    .unwrap_or_default()
            })
            .collect()
    }
}

/// The least and the most corner of what a node takes: its footprint, and its
/// disc in any case.
fn corners(graph: &Topology, u: usize) -> [Point; 2] {
    let r = graph.radii()[u];
    let [least, most] = graph.footprints().map_or([[0.0; 2]; 2], |f| f[u]);
    [least.map(|v| v.min(-r)), most.map(|v| v.max(r))]
}

fn sides(graph: &Topology, u: usize, direction: Direction) -> Sides {
    let [least, most] = corners(graph, u).map(|c| c.map(f64::from));
    let x = [-least[0], most[0]];
    let y = [-least[1], most[1]];
    let back = |[a, b]: [f64; 2]| [b, a];
    let (across, along) = match direction {
        Direction::Down => (x, y),
        Direction::Up => (x, back(y)),
        Direction::Right => (y, x),
        Direction::Left => (y, back(x)),
    };
    Sides { across, along }
}
