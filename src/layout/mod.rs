//! Where things go.
mod coarsen;
mod curve;
pub mod field;
pub mod multilevel;
mod parallel;
mod rng;
mod sim;
pub mod topology;
mod tree;
pub use topology::Topology;
