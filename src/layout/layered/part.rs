//! One component on its layers.

use super::super::request::{Cancelled, LayoutRequest, Pulse};
use super::coordinates::{Room, across};
use super::crossings::Counter;
use super::digraph::Dag;
use super::levels::Levels;
use super::{cycles, order, rank};

/// What a node takes beside its centre, in layout units, all at least 0.
#[derive(Clone, Copy, Debug, Default)]
pub struct Sides {
    /// Along its layer: towards the beginning and towards the end.
    pub across: [f64; 2],
    /// Towards the layer before and towards the layer after.
    pub along: [f64; 2],
}

/// A position: along the layer, and along the direction of the arcs.
pub type Spot = [f64; 2];

/// A component and its arcs, its nodes numbered within it.
pub struct Part {
    /// The nodes in the whole graph, ascending.
    pub members: Vec<u32>,
    pub arcs: Vec<(u32, u32)>,
}

/// A component that has been laid out.
#[derive(Default)]
pub struct Drawn {
    /// One a member.
    pub nodes: Vec<Spot>,
    /// Arcs (from, to, the dummies passed) that span several layers, the way
    /// they had in the part.
    pub lines: Vec<(u32, u32, Vec<Spot>)>,
}

impl Part {
    /// The arcs of the whole graph shared out to its components. O(n + m).
    pub fn split(n: usize, arcs: &[(u32, u32)], components: Vec<Vec<u32>>) -> Vec<Self> {
        let mut home = vec![(0, 0); n];
        for (c, members) in components.iter().enumerate() {
            for (i, &u) in members.iter().enumerate() {
                home[u as usize] = (c, i as u32);
            }
        }
        let part = |members| Self {
            members,
            arcs: Vec::new(),
        };
        let mut parts: Vec<Self> = components.into_iter().map(part).collect();
        for &(u, v) in arcs {
            let (c, u) = home[u as usize];
            parts[c].arcs.push((u, home[v as usize].1));
        }
        parts
    }

    /// Lays the component out; `sides`: one a member. Tells the pulse as much
    /// work as there are members.
    pub fn draw(
        &self,
        sides: &[Sides],
        request: &LayoutRequest,
        pulse: &mut Pulse<'_, '_>,
    ) -> Result<Drawn, Cancelled> {
        let n = self.members.len();
        let share = |part: f64| part * n as f64;
        let turned = cycles::turned(n, &self.arcs);
        let way = |(&(u, v), &turned): (&(u32, u32), &bool)| if turned { (v, u) } else { (u, v) };
        let dag = Dag::new(n, self.arcs.iter().zip(&turned).map(way).collect());
        pulse.tick(share(0.02))?;
        let ways = rank::layers(&dag, pulse)?;
        pulse.tick(share(0.08))?;
        let each = share(0.8) / ways.len() as f64;
        let mut tries = Vec::with_capacity(ways.len());
        for rank in &ways {
            let levels = Levels::new(&dag, rank);
            let order = order::reduce(&levels, request.seed, pulse, each)?;
            let crossings = Counter::default().total(&levels, &order);
            tries.push((crossings, levels, order));
        }
        let Some((_, levels, order)) = tries.into_iter().min_by_key(|t| t.0) else {
            return Ok(Drawn::default());
        };
        let length = f64::from(request.length());
        let mut room = Room {
            sides: sides.iter().map(|s| s.across).collect(),
            gaps: [0.4, 0.3, 0.2].map(|g| g * length),
        };
        room.sides.resize(levels.len(), [0.0; 2]);
        let x = across(&levels, &order, &room, pulse)?;
        pulse.tick(share(0.1))?;
        let y = along(&levels, sides, length);
        let spot = |u: u32| [x[u as usize], y[levels.level[u as usize] as usize]];
        let mut lines = Vec::new();
        for (a, &(u, v)) in self.arcs.iter().enumerate() {
            let (first, count) = levels.chains[a];
            let mut points: Vec<Spot> = (first..first + count).map(spot).collect();
            if turned[a] {
                points.reverse();
            }
            if !points.is_empty() {
                lines.push((u, v, points));
            }
        }
        Ok(Drawn {
            nodes: (0..n as u32).map(spot).collect(),
            lines,
        })
    }
}

/// Where each layer is: an edge length from the last, or as far as the largest
/// nodes need.
fn along(levels: &Levels, sides: &[Sides], length: f64) -> Vec<f64> {
    let mut needs = vec![[0.0_f64; 2]; levels.depth()];
    for (side, &l) in sides.iter().zip(&levels.level) {
        for (need, side) in needs[l as usize].iter_mut().zip(side.along) {
            *need = need.max(side);
        }
    }
    let mut y = vec![0.0; levels.depth()];
    for l in 1..levels.depth() {
        y[l] = y[l - 1] + length.max(needs[l - 1][1] + needs[l][0] + 0.2 * length);
    }
    y
}
