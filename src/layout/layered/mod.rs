//! Layers for chains of cause and command.
//!
//! The phases of Sugiyama, Tagawa & Toda (1981), each in a file: [`cycles`]
//! turns arcs around until no cycle is left, [`rank`] gives each node a layer,
//! [`levels`] cuts long arcs, [`order`] orders the layers, [`coordinates`]
//! places the nodes along them, and [`routes`] bends the long arcs.

mod coordinates;
mod crossings;
mod cycles;
mod digraph;
mod levels;
mod order;
mod part;
mod plan;
mod rank;
mod routes;
mod sift;
mod simplex;

use std::str::FromStr;

use super::request::{Cancelled, Layout, LayoutRequest, Placed, Point, Progress};
use super::topology::Topology;
use plan::Plan;

/// Where the arcs of a [`Layered`] drawing lead.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Direction {
    /// From top to bottom.
    #[default]
    Down,
    /// From bottom to top.
    Up,
    /// From left to right.
    Right,
    /// From right to left.
    Left,
}

impl Direction {
    /// Every direction.
    pub const ALL: [Self; 4] = [Self::Down, Self::Up, Self::Right, Self::Left];

    /// As written on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Down => "down",
            Self::Up => "up",
            Self::Right => "right",
            Self::Left => "left",
        }
    }

    /// What is `x` across the layers and `y` along the arcs, on the plane.
    fn turn(self, [x, y]: [f64; 2]) -> [f64; 2] {
        match self {
            Self::Down => [x, y],
            Self::Up => [x, -y],
            Self::Right => [y, x],
            Self::Left => [-y, x],
        }
    }
}

/// No direction has that name.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("there is no direction {0:?}; there are down, up, right and left")]
pub struct UnknownDirection(String);

impl FromStr for Direction {
    type Err = UnknownDirection;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let named = Self::ALL.into_iter().find(|d| d.name() == text);
        named.ok_or_else(|| UnknownDirection(text.to_owned()))
    }
}

/// Nodes on layers, so that as many ties as can be lead the same way and few
/// cross.
///
/// Where ties run in cycles, as few as a greedy search finds run against the
/// direction (Eades, Lin & Smyth 1993); neighbours with ties both ways are
/// joined the way of the majority. Layers are an edge length apart, or farther
/// where their nodes need it; nodes of a layer keep the room of their
/// footprints, or of their discs. Ties that pass other layers bend around the
/// nodes there; very many of them (in sum more than some 20,000 layers and four
/// a node and tie) are left to the usual course, the longest first.
///
/// Components are laid out one by one and packed, nodes without neighbours in
/// a grid below. Pinned nodes stay; the layers of the rest of their component
/// are put where the pins fit best. Without [`super::Facts`], edges lead from
/// the lower to the higher index.
///
/// Memory and time near linear; small graphs get up to about a second of
/// search for fewer crossings.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Layered {
    /// Where the arcs lead.
    pub direction: Direction,
}

impl Layout for Layered {
    fn place(
        &self,
        graph: &Topology,
        request: &LayoutRequest,
        progress: &mut Progress<'_>,
    ) -> Result<Vec<Point>, Cancelled> {
        Plan::draw(self.direction, graph, request, progress).map(|plan| plan.at)
    }

    fn place_and_route(
        &self,
        graph: &Topology,
        request: &LayoutRequest,
        progress: &mut Progress<'_>,
    ) -> Result<Placed, Cancelled> {
        let plan = Plan::draw(self.direction, graph, request, progress)?;
        Ok(Placed {
            bends: plan.bends(graph),
            at: plan.at,
        })
    }
}

#[cfg(test)]
mod tests;
