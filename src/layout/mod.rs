//! Where things go: pure functions from a graph to positions.
//!
//! A [`Topology`] is the flat slice of a graph that layouts work on, a
//! [`LayoutRequest`] says how, and a [`Layout`] answers with one position a
//! node. Every layout is deterministic for a seed, whatever the number of
//! threads; keeps pinned nodes where they are, to the bit; tells its progress
//! after each step and stops when asked to; never panics on any graph and
//! never gives a position that is not finite.
//!
//! The kernel of the force layouts, from below: `curve` puts nodes in an
//! order that keeps neighbours near, `tree` sums them up, `field` computes
//! their repulsion, `sim` moves them, `coarsen` and `multilevel` begin
//! with the large and end with the small.

mod algorithm;
mod attribute;
mod axis;
mod beside;
mod blocks;
mod bodies;
mod calendar;
mod camps;
mod cells;
mod circle;
mod coarsen;
mod communities;
mod components;
mod curve;
mod distances;
mod document;
mod facts;
mod field;
mod force;
mod grid;
mod grouping;
mod lanes;
mod layered;
mod levels;
mod lines;
mod live;
mod louvain;
mod majorize;
mod multilevel;
mod newcomers;
mod overlap;
mod parallel;
mod radial;
mod request;
mod rng;
mod rooms;
mod sides;
mod signed;
mod sim;
mod spots;
mod stress;
mod tidy;
mod timeline;
mod topology;
mod tree;

#[cfg(test)]
mod promises;

pub use algorithm::{Algorithm, UnknownAlgorithm};
pub use attribute::Attribute;
pub use camps::{Camps, Sides};
pub use circle::Circle;
pub use communities::Communities;
pub use document::Slice;
pub use facts::{Facts, Tie};
pub use force::Force;
pub use grid::Grid;
pub use grouping::Grouping;
pub use layered::{Direction, Layered, UnknownDirection};
pub use live::Live;
pub use newcomers::PlaceNew;
pub use radial::Radial;
pub use request::{Cancelled, Layout, LayoutRequest, Placed, Point, Progress};
pub use sim::Pull;
pub use stress::Stress;
pub use tidy::Tidy;
pub use timeline::Timeline;
pub use topology::{Footprint, Topology};
