//! Clusters first: who belongs together stands together.

use super::components::Part;
use super::force::Force;
use super::louvain;
use super::multilevel::work;
use super::request::{Cancelled, Layout, LayoutRequest, Point, Progress, Pulse};
use super::sim::Pull;
use super::topology::Topology;

/// A force layout in which communities are islands.
///
/// Communities are those of the [`Topology`], or else found by Louvain's method
/// (Blondel et al. 2008). Edges between communities keep only a little of
/// their weight, and a community is coarsened to a point before two are
/// merged; the rest is [`Force`]. The distance between islands still follows
/// the edges between them, which the hard cluster-by-cluster layouts lose.
///
/// O((n + m) log n) time, O(n + m) memory; deterministic as [`Force`].
#[derive(Clone, Debug, PartialEq)]
pub struct Communities {
    /// What an edge between communities keeps of its weight, 0 to 1.
    pub between: f32,
    /// Above 1 finds smaller communities, below 1 larger ones.
    pub resolution: f32,
    /// The forces.
    pub force: Force,
}

impl Default for Communities {
    fn default() -> Self {
        Self {
            between: 0.03,
            resolution: 1.5,
            force: Force {
                pull: Pull::Linear,
                ..Force::default()
            },
        }
    }
}

impl Layout for Communities {
    fn place(
        &self,
        graph: &Topology,
        request: &LayoutRequest,
        progress: &mut Progress<'_>,
    ) -> Result<Vec<Point>, Cancelled> {
        let mut pulse = Pulse::new(progress, work(graph.len(), self.force.steps));
        self.force.pieces(graph, request, &mut pulse, |part| {
            self.dress(part, request.seed)
        })
    }
}

impl Communities {
    fn dress(&self, part: &Part, seed: u64) -> (Topology, Option<Vec<u32>>) {
        let graph = &part.graph;
        let of = match graph.communities() {
            Some(known) => known.to_vec(),
            None => louvain::communities(graph, self.resolution.clamp(0.01, 100.0), seed).0,
        };
        let between = if self.between.is_finite() {
            self.between.clamp(1e-3, 1.0)
        } else {
            1.0
        };
        let dressed = graph.reweighted(|u, v, w| if of[u] == of[v] { w } else { w * between });
        (dressed, Some(of))
    }
}
