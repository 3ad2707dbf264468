//! Rings around somebody.

use std::f32::consts::TAU;

use super::components::{Part, piecewise};
use super::distances::{FAR, from_sources};
use super::overlap::separate;
use super::request::{Cancelled, Layout, LayoutRequest, Point, Progress, Pulse};
use super::topology::Topology;

/// Components of up to this many nodes find their centre exactly.
const EXACT: usize = 2_000;
const NONE: u32 = u32::MAX;

/// Every node on the ring of its distance (in edges) from a centre.
///
/// Each node gets a wedge of its parent's, as wide as its share of the leaves
/// of the breadth-first tree (Eades 1992; Yee, Fisher, Dhamija & Hearst 2001),
/// so tree edges never cross. Rings are an edge length apart, or farther when
/// their nodes would not fit. Every other component has rings of its own.
///
/// O(n + m) around a given centre; to find one, O(n (n + m)) up to
/// 2,000 nodes (the node nearest to all others), and the node of the highest
/// degree beyond. A pinned centre stays the centre; other pinned nodes stay
/// off their rings.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Radial {
    /// The node in the middle; the most central one if not given.
    pub centre: Option<u32>,
}

impl Layout for Radial {
    fn place(
        &self,
        graph: &Topology,
        request: &LayoutRequest,
        progress: &mut Progress<'_>,
    ) -> Result<Vec<Point>, Cancelled> {
        let n = graph.len();
        let mut pulse = Pulse::new(progress, n as f64);
        let pins = request.pins_for(n);
        // Components come one by one, their nodes renumbered: mark the centre.
        let wanted = self.centre.filter(|&c| (c as usize) < n);
        let marks = wanted.map(|c| (0..n as u32).map(|u| u32::from(u == c)).collect());
        let marked = match marks {
            Some(marks) => graph.clone().with_communities(marks),
            None => graph.clone(),
        };
        let mut at = piecewise(&marked, request, false, |part| {
            let named = wanted.and(part.graph.communities());
            let named = named.and_then(|m| m.iter().position(|&m| m == 1));
            let centre = match named {
                Some(centre) => centre,
                None => central(part, request, &mut pulse)?,
            };
            pulse.tick(part.graph.len() as f64)?;
            let mut at = rings(part, centre, request);
            let to = part.pins[centre].unwrap_or_default();
            at.iter_mut()
                .for_each(|p| *p = [p[0] + to[0], p[1] + to[1]]);
            Ok(at)
        })?;
        separate(graph, |u| pins[u].is_some(), &mut at);
        Ok(at)
    }
}

fn central(
    part: &Part,
    request: &LayoutRequest,
    pulse: &mut Pulse<'_, '_>,
) -> Result<usize, Cancelled> {
    let graph = &part.graph;
    let n = graph.len();
    if n > EXACT {
        let best = (0..n).max_by_key(|&u| (graph.degree(u), std::cmp::Reverse(u)));
        return Ok(best.unwrap_or(0));
    }
    let all: Vec<u32> = (0..n as u32).collect();
    let table = from_sources(graph, &all, request.threads, pulse)?;
    let sum = |u: usize| -> u64 {
        let row = &table[u * n..(u + 1) * n];
        row.iter()
            .filter(|&&d| d != FAR)
            .map(|&d| u64::from(d))
            .sum()
    };
    Ok((0..n).min_by_key(|&u| (sum(u), u)).unwrap_or(0))
}

fn rings(part: &Part, centre: usize, request: &LayoutRequest) -> Vec<Point> {
    let graph = &part.graph;
    let n = graph.len();
    let mut parent = vec![NONE; n];
    let mut depth = vec![0_u32; n];
    let mut order = vec![centre as u32];
    parent[centre] = centre as u32;
    let mut next = 0;
    while let Some(&u) = order.get(next) {
        next += 1;
        for &v in graph.neighbours(u as usize) {
            if parent[v as usize] == NONE {
                parent[v as usize] = u;
                depth[v as usize] = depth[u as usize] + 1;
                order.push(v);
            }
        }
    }
    let mut leaves = vec![0.0_f64; n];
    for &u in order.iter().rev() {
        let u = u as usize;
        leaves[u] = leaves[u].max(1.0);
        if u != centre {
            leaves[parent[u] as usize] += leaves[u];
        }
    }
    // Where each wedge begins, and how much of it has been given away.
    let mut begin = vec![0.0_f64; n];
    let mut given = vec![0.0_f64; n];
    let mut angle = vec![0.0_f64; n];
    let turn = std::f64::consts::TAU / leaves[centre].max(1.0);
    for &u in order.iter().skip(1) {
        let (u, p) = (u as usize, parent[u as usize] as usize);
        begin[u] = begin[p] + given[p];
        given[p] += leaves[u];
        angle[u] = (begin[u] + leaves[u] / 2.0) * turn;
    }
    let widest = graph.radii().iter().copied().fold(0.0, f32::max);
    let apart = f64::from((2.1 * widest).max(0.3 * request.length()));
    let mut at = vec![[0.0; 2]; n];
    let (mut radius, mut first) = (0.0_f64, 1);
    while first < order.len() {
        let ring = depth[order[first] as usize];
        let last = first
            + order[first..]
                .iter()
                .take_while(|&&u| depth[u as usize] == ring)
                .count();
        // Breadth-first order is also the order of angles.
        let nodes = &order[first..last];
        let ends = nodes.iter().zip(nodes.iter().cycle().skip(1));
        let tightest = ends
            .filter(|_| nodes.len() > 1)
            .map(|(&a, &b)| (angle[b as usize] - angle[a as usize]).rem_euclid(f64::from(TAU)))
            .fold(std::f64::consts::PI, f64::min);
        let room = apart / (2.0 * (tightest / 2.0).sin().max(1e-9));
        radius = (radius + f64::from(request.length().max(2.2 * widest))).max(room);
        for &u in nodes {
            let a = angle[u as usize];
            at[u as usize] = [(radius * a.cos()) as f32, (radius * a.sin()) as f32];
        }
        first = last;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::ops::ControlFlow;

    fn place(layout: &Radial, graph: &Topology) -> Vec<Point> {
        layout
            .place(graph, &LayoutRequest::default(), &mut |_| {
                ControlFlow::Continue(())
            })
            .expect("not cancelled")
    }

    #[test]
    fn rings_by_distance() {
        let g = Topology::new(7, &[(0, 1), (0, 2), (0, 3), (1, 4), (4, 5), (2, 6)]);
        let at = place(&Radial { centre: Some(0) }, &g);
        let from = |u: usize| (at[u][0] - at[0][0]).hypot(at[u][1] - at[0][1]);
        for (u, rings) in [(1, 1.0), (3, 1.0), (4, 2.0), (6, 2.0), (5, 3.0)] {
            assert!((from(u) - rings * 100.0).abs() < 0.1, "{u}: {}", from(u));
        }
    }

    #[test]
    fn the_middle_of_a_path_is_its_centre() {
        let g = Topology::new(5, &[(0, 1), (1, 2), (2, 3), (3, 4)]);
        let at = place(&Radial::default(), &g);
        assert_eq!(at[2], [0.0, 0.0]);
    }

    #[test]
    fn a_long_chain_is_no_recursion() {
        let edges: Vec<(u32, u32)> = (1..100_000).map(|v| (v - 1, v)).collect();
        let at = place(&Radial::default(), &Topology::new(100_000, &edges));
        assert!(at.iter().flatten().all(|v| v.is_finite()));
    }
}
