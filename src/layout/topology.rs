//! Who is joined to whom: the flat slice of a graph that layouts work on.

use std::sync::Arc;

use super::Facts;
use super::parallel;
use super::request::Point;

/// What a node takes beside its centre, in layout units: from the least
/// corner to the most, both relative to the centre.
pub type Footprint = [Point; 2];

/// An undirected graph in compressed rows, without self-loops; parallel edges
/// are merged and their weights added.
///
/// Node `u` has the neighbours `targets[offsets[u]..offsets[u + 1]]`, in
/// ascending order, each with the weight at the same index of `weights`. Every
/// edge is kept twice, once at each end.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Topology {
    offsets: Vec<u32>,
    targets: Vec<u32>,
    weights: Vec<f32>,
    radii: Vec<f32>,
    communities: Option<Vec<u32>>,
    footprints: Option<Vec<Footprint>>,
    facts: Option<Arc<Facts>>,
}

impl Topology {
    /// A graph of `n` nodes with edges of weight 1 and radius 0.
    ///
    /// Self-loops and edges to nodes that do not exist are left out.
    /// O(n + m).
    #[must_use]
    pub fn new(n: usize, edges: &[(u32, u32)]) -> Self {
        Self::build(n, edges, |_| 1.0)
    }

    /// The same with a weight an edge; a weight that is not a finite number
    /// above 0 counts as 1.
    #[must_use]
    pub fn weighted(n: usize, edges: &[(u32, u32)], weights: &[f32]) -> Self {
        Self::build(n, edges, |e| match weights.get(e) {
            Some(&w) if w.is_finite() && w > 0.0 => w,
            _ => 1.0,
        })
    }

    /// The same with any weight an edge, by its index.
    pub(super) fn build(n: usize, edges: &[(u32, u32)], weight: impl Fn(usize) -> f32) -> Self {
        let joins = |&(u, v): &(u32, u32)| u != v && (u as usize) < n && (v as usize) < n;
        let mut count = vec![0_u32; n + 1];
        for &(u, v) in edges.iter().filter(|e| joins(e)) {
            count[u as usize + 1] += 1;
            count[v as usize + 1] += 1;
        }
        for u in 0..n {
            count[u + 1] += count[u];
        }
        let total = count[n] as usize;
        let mut next = count.clone();
        let mut rows = vec![(0_u32, 0.0_f32); total];
        for (e, &(u, v)) in edges.iter().enumerate().filter(|(_, e)| joins(e)) {
            let w = weight(e);
            for (a, b) in [(u, v), (v, u)] {
                let at = &mut next[a as usize];
                rows[*at as usize] = (b, w);
                *at += 1;
            }
        }
        let mut graph = Self {
            offsets: Vec::with_capacity(n + 1),
            targets: Vec::with_capacity(total),
            weights: Vec::with_capacity(total),
            radii: vec![0.0; n],
            communities: None,
            footprints: None,
            facts: None,
        };
        graph.offsets.push(0);
        for u in 0..n {
            let row = &mut rows[count[u] as usize..count[u + 1] as usize];
            // Stable, so that the weights of parallels add up in one order.
            row.sort_by_key(|&(v, _)| v);
            let start = graph.targets.len();
            for &(v, w) in row.iter() {
                if graph.targets.len() > start && graph.targets.last() == Some(&v) {
                    if let Some(last) = graph.weights.last_mut() {
                        *last += w;
                    }
                } else {
                    graph.targets.push(v);
                    graph.weights.push(w);
                }
            }
            graph.offsets.push(graph.targets.len() as u32);
        }
        graph
    }

    /// From rows that are already undirected, merged and without loops.
    pub(super) fn from_rows(offsets: Vec<u32>, targets: Vec<u32>, weights: Vec<f32>) -> Self {
        let n = offsets.len().saturating_sub(1);
        Self {
            offsets,
            targets,
            weights,
            radii: vec![0.0; n],
            communities: None,
            footprints: None,
            facts: None,
        }
    }

    /// The same graph with a radius a node, in layout units; a radius that is
    /// missing or is not a finite number above 0 counts as 0.
    #[must_use]
    pub fn with_radii(mut self, radii: &[f32]) -> Self {
        for (u, radius) in self.radii.iter_mut().enumerate() {
            let given = radii.get(u).copied().unwrap_or(0.0);
            *radius = if given.is_finite() {
                given.max(0.0)
            } else {
                0.0
            };
        }
        self
    }

    /// The same graph with a known community a node, for the layouts that
    /// would otherwise look for communities themselves. Ignored unless there
    /// is one for each node.
    #[must_use]
    pub fn with_communities(mut self, communities: Vec<u32>) -> Self {
        self.communities = (communities.len() == self.len()).then_some(communities);
        self
    }

    /// The same graph with the box that each node takes with its name, for the
    /// layouts to keep apart; without them, they keep discs apart, and with
    /// them radii only say how much room there should be on the whole. Corners
    /// in the wrong order are swapped. Ignored unless there is one for each
    /// node and all are finite.
    #[must_use]
    pub fn with_footprints(mut self, mut footprints: Vec<Footprint>) -> Self {
        let sound = footprints.iter().flatten().flatten().all(|v| v.is_finite());
        for [least, most] in &mut footprints {
            for k in 0..2 {
                // Wider than any picture, and still no overflow.
                let (a, b) = (least[k].min(most[k]), least[k].max(most[k]));
                (least[k], most[k]) = (a.max(-1e9), b.min(1e9));
            }
        }
        self.footprints = (sound && footprints.len() == self.len()).then_some(footprints);
        self
    }

    /// The same graph with what else is known of it. Lists that are not empty
    /// and have not one entry a node are dropped.
    #[must_use]
    pub fn with_facts(mut self, mut facts: Facts) -> Self {
        let n = self.len();
        if facts.when.len() != n {
            facts.when.clear();
        }
        if facts.groups.len() != n {
            facts.groups.clear();
        }
        if facts.aside.len() != n {
            facts.aside.clear();
        }
        facts
            .ties
            .retain(|t| (t.from as usize) < n && (t.to as usize) < n);
        self.facts = Some(Arc::new(facts));
        self
    }

    /// Number of nodes.
    #[must_use]
    pub fn len(&self) -> usize {
        self.radii.len()
    }

    /// Whether there are no nodes.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.radii.is_empty()
    }

    /// Number of edges, parallels counted once.
    #[must_use]
    pub fn edge_count(&self) -> usize {
        self.targets.len() / 2
    }

    /// Number of neighbours of a node.
    #[must_use]
    pub fn degree(&self, u: usize) -> usize {
        (self.offsets[u + 1] - self.offsets[u]) as usize
    }

    /// The neighbours of a node, ascending.
    #[must_use]
    pub fn neighbours(&self, u: usize) -> &[u32] {
        &self.targets[self.offsets[u] as usize..self.offsets[u + 1] as usize]
    }

    /// The weights of the edges to [`Topology::neighbours`], in their order.
    #[must_use]
    pub fn weights(&self, u: usize) -> &[f32] {
        &self.weights[self.offsets[u] as usize..self.offsets[u + 1] as usize]
    }

    /// Neighbours with the weights of the edges to them.
    pub fn edges(&self, u: usize) -> impl Iterator<Item = (usize, f32)> + '_ {
        let weights = self.weights(u).iter().copied();
        self.neighbours(u).iter().map(|&v| v as usize).zip(weights)
    }

    /// The radius of each node, in layout units.
    #[must_use]
    pub fn radii(&self) -> &[f32] {
        &self.radii
    }

    /// The community of each node, if known.
    #[must_use]
    pub fn communities(&self) -> Option<&[u32]> {
        self.communities.as_deref()
    }

    /// The box that each node takes, if known.
    #[must_use]
    pub fn footprints(&self) -> Option<&[Footprint]> {
        self.footprints.as_deref()
    }

    /// The box that each node is kept apart by: its footprint, or else the
    /// square around its disc.
    pub(super) fn boxes(&self) -> Vec<Footprint> {
        match &self.footprints {
            Some(known) => known.clone(),
            None => self.radii.iter().map(|&r| [[-r; 2], [r; 2]]).collect(),
        }
    }

    /// The same graph of nodes that take no room.
    pub(super) fn bare(&self) -> Self {
        Self {
            radii: vec![0.0; self.len()],
            footprints: None,
            ..self.clone()
        }
    }

    /// What else is known of the whole graph. A part of a graph has none.
    #[must_use]
    pub fn facts(&self) -> Option<&Facts> {
        self.facts.as_deref()
    }

    /// The same edges with weights by their ends and old weights; without radii
    /// and communities.
    pub(super) fn reweighted(&self, weight: impl Fn(usize, usize, f32) -> f32) -> Self {
        let mut weights = Vec::with_capacity(self.weights.len());
        for u in 0..self.len() {
            weights.extend(self.edges(u).map(|(v, w)| weight(u, v, w)));
        }
        Self::from_rows(self.offsets.clone(), self.targets.clone(), weights)
    }

    /// The same edges with the mean weight of 1, as far as finite numbers go.
    pub(super) fn normed(mut self) -> Self {
        let sum: f64 = self.weights.iter().map(|&w| f64::from(w)).sum();
        let mean = (sum / self.weights.len().max(1) as f64) as f32;
        if mean > 0.0 && mean.is_finite() {
            // Weights that differ by more than this drown each other anyway.
            self.weights
                .iter_mut()
                .for_each(|w| *w = (*w / mean).clamp(1e-4, 1e4));
        }
        self
    }

    /// The graph with its nodes in another order: new node `i` is old node
    /// `order[i]`. Radii and communities are not carried over.
    pub(super) fn reordered(&self, order: &[u32], rank: &[u32], threads: usize) -> Self {
        /// Rows that one thread copies at a time.
        const ROWS: usize = 4_096;
        let mut offsets = Vec::with_capacity(order.len() + 1);
        let mut end = 0;
        offsets.push(end);
        offsets.extend(order.iter().map(|&old| {
            end += self.degree(old as usize) as u32;
            end
        }));
        let mut targets = vec![0; self.targets.len()];
        let mut weights = vec![0.0; self.weights.len()];
        let (mut to, mut by) = (&mut targets[..], &mut weights[..]);
        let mut pieces = Vec::with_capacity(order.len() / ROWS + 1);
        for (p, rows) in order.chunks(ROWS).enumerate() {
            let start = p * ROWS;
            let len = (offsets[start + rows.len()] - offsets[start]) as usize;
            let (to_here, to_rest) = to.split_at_mut(len);
            let (by_here, by_rest) = by.split_at_mut(len);
            (to, by) = (to_rest, by_rest);
            pieces.push((rows, to_here, by_here));
        }
        parallel::each(threads, pieces.into_iter(), |(rows, to, by)| {
            let mut at = 0;
            for &old in rows {
                let row = self.neighbours(old as usize);
                let end = at + row.len();
                for (slot, &v) in to[at..end].iter_mut().zip(row) {
                    *slot = rank[v as usize];
                }
                by[at..end].copy_from_slice(self.weights(old as usize));
                at = end;
            }
        });
        Self::from_rows(offsets, targets, weights)
    }

    /// The part of the graph spanned by some nodes: new node `i` is
    /// `members[i]`. `local` is scratch of one slot a node of the whole graph.
    pub(super) fn part(&self, members: &[u32], local: &mut [u32]) -> Self {
        for (i, &u) in members.iter().enumerate() {
            local[u as usize] = i as u32;
        }
        let inside = |v: u32| members.get(local[v as usize] as usize) == Some(&v);
        let (mut targets, mut weights) = (Vec::new(), Vec::new());
        let mut offsets = Vec::with_capacity(members.len() + 1);
        offsets.push(0);
        for &u in members {
            for (v, w) in self.edges(u as usize) {
                if inside(v as u32) {
                    targets.push(local[v]);
                    weights.push(w);
                }
            }
            offsets.push(targets.len() as u32);
        }
        let mut part = Self::from_rows(offsets, targets, weights);
        part.radii = members.iter().map(|&u| self.radii[u as usize]).collect();
        part.footprints = self
            .footprints
            .as_ref()
            .map(|f| members.iter().map(|&u| f[u as usize]).collect());
        part.communities = self
            .communities
            .as_ref()
            .map(|c| members.iter().map(|&u| c[u as usize]).collect());
        part
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parallels_merge_and_loops_go() {
        let g = Topology::weighted(
            4,
            &[(0, 1), (1, 0), (2, 2), (1, 2), (7, 0)],
            &[1.0, 2.5, 1.0, f32::NAN, 1.0],
        );
        assert_eq!(g.len(), 4);
        assert_eq!(g.edge_count(), 2);
        assert_eq!(g.neighbours(1), [0, 2]);
        assert_eq!(g.weights(1), [3.5, 1.0]);
        assert_eq!(g.degree(3), 0);
    }

    #[test]
    fn a_part_knows_its_own() {
        let g = Topology::new(5, &[(0, 1), (1, 2), (2, 3), (3, 4)]);
        let part = g.part(&[3, 1, 2], &mut [0; 5]);
        assert_eq!(part.neighbours(0), [2]);
        assert_eq!(part.neighbours(1), [2]);
        assert_eq!(part.neighbours(2), [1, 0]);
    }
}
