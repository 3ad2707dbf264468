//! Everybody on one circle.

use std::f32::consts::TAU;

use super::bodies::Bodies;
use super::components::{Part, piecewise};
use super::force::Force;
use super::overlap::separate;
use super::request::{Cancelled, Layout, LayoutRequest, Point, Progress, Pulse};
use super::topology::Topology;

/// Sweeps that try to better the order.
const SWEEPS: usize = 24;
/// How often a circle grows a little until its names have room.
const GROWTHS: usize = 20;

/// One circle a component, in an order of few crossings.
///
/// The order begins as depth-first search has it or as [`Force`] sees it from
/// its middle, whichever crosses less, and is then swept: every node goes to
/// the mean direction of its neighbours (barycentres, as Sugiyama, Tagawa &
/// Toda 1981 have them for layers); the best order seen is kept. Crossings are
/// counted in O(m log n) (as Six & Tollis 1999 do), so a sweep costs
/// O((n + m) log n). Neighbours on the circle are half an edge length apart, or
/// as far as their discs or footprints need. Pinned nodes stay where they are, and keep
/// their turn in the order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Circle;

impl Layout for Circle {
    fn place(
        &self,
        graph: &Topology,
        request: &LayoutRequest,
        progress: &mut Progress<'_>,
    ) -> Result<Vec<Point>, Cancelled> {
        let n = graph.len();
        let mut pulse = Pulse::new(progress, (n * (SWEEPS + 90)) as f64);
        let mut at = piecewise(graph, request, false, |part| {
            let order = order(part, request, &mut pulse)?;
            let radii = part.graph.radii();
            let widest = radii.iter().copied().fold(0.0, f32::max);
            let mut step = (0.5 * request.length()).max(2.1 * widest);
            let bodies = Bodies::of(&part.graph);
            let mut at = around(&order, step);
            // Where the circle is steep, names need less room beside them than
            // where it is flat: try.
            for _ in 0..GROWTHS {
                let apart = |(&u, &v): (&u32, &u32)| {
                    let (u, v) = (u as usize, v as usize);
                    u == v || bodies.way_off(u, at[u], v, at[v]).is_none()
                };
                if order.iter().zip(order.iter().cycle().skip(1)).all(apart) {
                    break;
                }
                step *= 1.05;
                at = around(&order, step);
            }
            Ok(at)
        })?;
        let pins = request.pins_for(n);
        separate(graph, |u| pins[u].is_some(), &mut at);
        Ok(at)
    }
}

/// Nodes in this order on a circle, neighbours `step` apart.
fn around(order: &[u32], step: f32) -> Vec<Point> {
    let count = order.len() as f32;
    let radius = step / (2.0 * (TAU / 2.0 / count).sin());
    let mut at = vec![[0.0; 2]; order.len()];
    for (i, &u) in order.iter().enumerate() {
        let angle = TAU * i as f32 / count - TAU / 4.0;
        at[u as usize] = [radius * angle.cos(), radius * angle.sin()];
    }
    at
}

fn order(
    part: &Part,
    request: &LayoutRequest,
    pulse: &mut Pulse<'_, '_>,
) -> Result<Vec<u32>, Cancelled> {
    let graph = &part.graph;
    let n = graph.len();
    let anew = LayoutRequest {
        start: None,
        warm: false,
        ..request.clone()
    };
    let bare = graph.bare();
    let seen = Force::default().pieces(&bare, &anew, pulse, |p| (p.graph.clone(), None))?;
    let (mut x, mut y) = (0.0, 0.0);
    for p in &seen {
        (x, y) = (x + p[0] / n as f32, y + p[1] / n as f32);
    }
    let mut around: Vec<u32> = (0..n as u32).collect();
    let angle = |&u: &u32| (seen[u as usize][1] - y).atan2(seen[u as usize][0] - x);
    around.sort_by(|a, b| angle(a).total_cmp(&angle(b)).then(a.cmp(b)));
    let mut order = depth_first(graph);
    let (mut best, mut least) = (order.clone(), crossings(graph, &order));
    let seen = crossings(graph, &around);
    if seen < least {
        (order, best, least) = (around.clone(), around, seen);
    }
    let mut place = vec![0.0_f32; n];
    for _ in 0..SWEEPS {
        for (i, &u) in order.iter().enumerate() {
            place[u as usize] = i as f32;
        }
        let turn = TAU / n as f32;
        let wish: Vec<f32> = (0..n)
            .map(|u| {
                let own = place[u] * turn;
                // Oneself counts too: without that, sweeps swap ends for ever.
                let (mut x, mut y) = (own.cos(), own.sin());
                for (v, w) in graph.edges(u) {
                    let a = place[v] * turn;
                    x += w * a.cos();
                    y += w * a.sin();
                }
                let wish = y.atan2(x).rem_euclid(TAU);
                if x.abs() + y.abs() > 1e-4 { wish } else { own }
            })
            .collect();
        order.sort_by(|&a, &b| wish[a as usize].total_cmp(&wish[b as usize]));
        let now = crossings(graph, &order);
        if now < least {
            (best, least) = (order.clone(), now);
        }
        pulse.tick(n as f64)?;
    }
    Ok(best)
}

/// Nodes in the order that a depth-first search meets them, without recursion.
fn depth_first(graph: &Topology) -> Vec<u32> {
    let n = graph.len();
    let (mut seen, mut order) = (vec![false; n], Vec::with_capacity(n));
    let mut roots: Vec<u32> = (0..n as u32).collect();
    roots.sort_by_key(|&u| graph.degree(u as usize));
    for root in roots {
        let mut stack = vec![root];
        while let Some(u) = stack.pop() {
            if !std::mem::replace(&mut seen[u as usize], true) {
                order.push(u);
                let next = graph.neighbours(u as usize).iter().rev();
                stack.extend(next.filter(|&&v| !seen[v as usize]));
            }
        }
    }
    order
}

/// Crossings of the chords when the nodes stand on a circle in this order.
fn crossings(graph: &Topology, order: &[u32]) -> u64 {
    let n = order.len();
    let mut place = vec![0_u32; n];
    for (i, &u) in order.iter().enumerate() {
        place[u as usize] = i as u32;
    }
    // Chords that have begun and not ended, counted by where they began.
    let mut open = vec![0_u64; n + 1];
    let add = |open: &mut Vec<u64>, at: usize, by: u64| {
        let mut i = at + 1;
        while i <= n {
            open[i] = open[i].wrapping_add(by);
            i += i & i.wrapping_neg();
        }
    };
    let before = |open: &[u64], end: usize| {
        let (mut i, mut sum) = (end, 0_u64);
        while i > 0 {
            sum = sum.wrapping_add(open[i]);
            i &= i - 1;
        }
        sum
    };
    let mut count = 0;
    for (i, &u) in order.iter().enumerate() {
        let ends = || {
            graph
                .neighbours(u as usize)
                .iter()
                .map(|&v| place[v as usize] as usize)
        };
        for from in ends().filter(|&p| p < i) {
            add(&mut open, from, 1_u64.wrapping_neg());
        }
        for from in ends().filter(|&p| p < i) {
            count += before(&open, i).wrapping_sub(before(&open, from + 1));
        }
        let begun = ends().filter(|&p| p > i).count() as u64;
        add(&mut open, i, begun);
    }
    count
}

#[cfg(test)]
mod tests {
    use super::super::rng::Rng;
    use super::*;
    use std::ops::ControlFlow;

    #[test]
    fn crossings_are_counted() {
        let g = Topology::new(4, &[(0, 2), (1, 3), (0, 1)]);
        assert_eq!(crossings(&g, &[0, 1, 2, 3]), 1);
        assert_eq!(crossings(&g, &[0, 2, 1, 3]), 0);
        let all: Vec<(u32, u32)> = (0..6).flat_map(|u| (0..u).map(move |v| (u, v))).collect();
        // Of the complete graph: one for each four nodes.
        assert_eq!(crossings(&Topology::new(6, &all), &[3, 1, 5, 0, 2, 4]), 15);
    }

    #[test]
    fn a_shuffled_cycle_is_found_again() {
        let n = 60_u32;
        let mut name: Vec<u32> = (0..n).collect();
        Rng::new(3).shuffle(&mut name);
        let edges: Vec<(u32, u32)> = (0..n as usize)
            .map(|i| (name[i], name[(i + 1) % n as usize]))
            .collect();
        let g = Topology::new(n as usize, &edges);
        let at = Circle
            .place(&g, &LayoutRequest::default(), &mut |_| {
                ControlFlow::Continue(())
            })
            .expect("not cancelled");
        for (u, v) in edges {
            let (a, b) = (at[u as usize], at[v as usize]);
            let d = (a[0] - b[0]).hypot(a[1] - b[1]);
            assert!(
                (d - 50.0).abs() < 1.0,
                "neighbours are half an edge length apart: {d}"
            );
        }
    }
}
