//! What a layout is asked, and how it answers.

use std::ops::ControlFlow;

use super::Topology;

/// A position in layout units: [x, y], x to the right, y down.
pub type Point = [f32; 2];

/// How a graph is to be laid out.
#[derive(Clone, Debug)]
pub struct LayoutRequest {
    /// Equal requests with equal seeds give equal bytes.
    pub seed: u64,
    /// Where the nodes are now, one a node; ignored if of another length.
    pub start: Option<Vec<Point>>,
    /// Which nodes must stay where `start` has them, to the bit. Nodes beyond
    /// its end are free; so is everybody without a `start`.
    pub pinned: Vec<bool>,
    /// Which nodes have had no place until now: where `start` has them is a
    /// guess. Nodes beyond its end are placed; without a `start`, nobody is.
    pub newcomers: Vec<bool>,
    /// Whether to improve on `start` instead of beginning anew.
    pub warm: bool,
    /// Wanted length of a typical edge, in layout units; above 0. Crowded
    /// graphs get more room when their nodes would not fit.
    pub edge_length: f32,
    /// Most threads to use; the result is the same for any number.
    pub threads: usize,
}

impl Default for LayoutRequest {
    fn default() -> Self {
        Self {
            seed: 1,
            start: None,
            pinned: Vec::new(),
            newcomers: Vec::new(),
            warm: false,
            edge_length: 100.0,
            threads: 2,
        }
    }
}

impl LayoutRequest {
    /// The start positions, if there is one for each of `n` nodes. What is not
    /// finite counts as the origin.
    #[must_use]
    pub fn start_for(&self, n: usize) -> Option<Vec<Point>> {
        let start = self.start.as_ref().filter(|s| s.len() == n)?;
        let sane = |p: &Point| {
            if p.iter().all(|v| v.is_finite()) {
                *p
            } else {
                [0.0; 2]
            }
        };
        Some(start.iter().map(sane).collect())
    }

    /// For each of `n` nodes, where it is pinned.
    #[must_use]
    pub fn pins_for(&self, n: usize) -> Vec<Option<Point>> {
        let mut pins = vec![None; n];
        if let Some(start) = self.start_for(n) {
            for ((pin, at), &held) in pins.iter_mut().zip(start).zip(&self.pinned) {
                *pin = held.then_some(at);
            }
        }
        pins
    }

    /// A usable edge length.
    pub(super) fn length(&self) -> f32 {
        if self.edge_length.is_finite() && self.edge_length > 1e-3 {
            self.edge_length
        } else {
            100.0
        }
    }
}

/// Told how far a layout is (0 to 1) after each step; breaks to cancel it.
pub type Progress<'a> = dyn FnMut(f32) -> ControlFlow<()> + 'a;

/// The layout was stopped by its [`Progress`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the layout was cancelled")]
pub struct Cancelled;

/// An algorithm that gives every node a place.
///
/// Pure: the same graph and request give the same bytes, whatever the threads.
/// All positions returned are finite.
pub trait Layout {
    /// The positions, one a node.
    ///
    /// # Errors
    /// [`Cancelled`], soon after `progress` has asked for it.
    fn place(
        &self,
        graph: &Topology,
        request: &LayoutRequest,
        progress: &mut Progress<'_>,
    ) -> Result<Vec<Point>, Cancelled>;

    /// The positions, and the courses of the ties that do not take the usual
    /// one between their ends.
    ///
    /// # Errors
    /// As for [`Layout::place`].
    fn place_and_route(
        &self,
        graph: &Topology,
        request: &LayoutRequest,
        progress: &mut Progress<'_>,
    ) -> Result<Placed, Cancelled> {
        let at = self.place(graph, request, progress)?;
        Ok(Placed {
            at,
            bends: Vec::new(),
        })
    }
}

/// What a layout has found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Placed {
    /// Where each node is.
    pub at: Vec<Point>,
    /// The points that each of [`super::Facts::ties`] passes on its way, from its
    /// `from` to its `to`; none for the usual course. Empty if the layout routes
    /// nothing.
    pub bends: Vec<Vec<Point>>,
}

/// Work done so far, and whom to tell.
pub(super) struct Pulse<'a, 'b> {
    progress: &'a mut Progress<'b>,
    done: f64,
    total: f64,
}

impl<'a, 'b> Pulse<'a, 'b> {
    /// `total`: the work to come, in the same unit as [`Pulse::tick`]'s.
    pub fn new(progress: &'a mut Progress<'b>, total: f64) -> Self {
        Self {
            progress,
            done: 0.0,
            total: total.max(1.0),
        }
    }

    /// All of the work is done, be it less than was thought.
    pub fn finish(&mut self) -> Result<(), Cancelled> {
        self.tick((self.total - self.done).max(0.0))
    }

    /// Some work was done.
    pub fn tick(&mut self, work: f64) -> Result<(), Cancelled> {
        self.done += work;
        match (self.progress)((self.done / self.total).clamp(0.0, 1.0) as f32) {
            ControlFlow::Continue(()) => Ok(()),
            ControlFlow::Break(()) => Err(Cancelled),
        }
    }
}
