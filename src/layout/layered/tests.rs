//! Whole drawings, judged by what is seen.

use std::ops::ControlFlow;

use super::super::facts::Facts;
use super::*;

fn draw(n: usize, arcs: &[(u32, u32)], direction: Direction) -> Placed {
    let graph = Topology::new(n, arcs).with_facts(Facts::directed(n, arcs));
    let request = LayoutRequest::default();
    Layered { direction }
        .place_and_route(&graph, &request, &mut |_| ControlFlow::Continue(()))
        .expect("nobody cancels")
}

/// Crossings of the lines as drawn, bends and all.
fn crossings(placed: &Placed, arcs: &[(u32, u32)]) -> usize {
    let mut pieces: Vec<(usize, Point, Point)> = Vec::new();
    for (i, &(u, v)) in arcs.iter().enumerate() {
        let bends = placed.bends.get(i).cloned().unwrap_or_default();
        let end = placed.at[v as usize];
        let mut from = placed.at[u as usize];
        for to in bends.into_iter().chain([end]) {
            pieces.push((i, from, to));
            from = to;
        }
    }
    let side = |a: Point, b: Point, c: Point| {
        let d = |k: usize, p: Point| f64::from(p[k] - a[k]);
        (d(0, b) * d(1, c) - d(1, b) * d(0, c)).signum()
    };
    let mut count = 0;
    for (i, &(e, a, b)) in pieces.iter().enumerate() {
        for &(f, c, d) in &pieces[..i] {
            let apart = side(a, b, c) * side(a, b, d) < 0.0 && side(c, d, a) * side(c, d, b) < 0.0;
            let ends = [a == c, a == d, b == c, b == d];
            count += usize::from(e != f && apart && !ends.contains(&true));
        }
    }
    count
}

/// A tree of three children a node, numbered against the order of depth.
fn tree(n: u32) -> Vec<(u32, u32)> {
    (1..n).map(|v| (n - 1 - (v - 1) / 3, n - 1 - v)).collect()
}

#[test]
fn trees_and_grids_have_no_crossing() {
    let arcs = tree(120);
    assert_eq!(crossings(&draw(120, &arcs, Direction::Down), &arcs), 0);
    // A triangular grid seen from its corner, its nodes numbered at random.
    let name = |row: u32, column: u32| (row * (row + 1) / 2 + column) * 29 % 55;
    let mut arcs = Vec::new();
    for row in 1..10 {
        for column in 0..=row {
            if column > 0 {
                arcs.push((name(row - 1, column - 1), name(row, column)));
            }
            if column < row {
                arcs.push((name(row - 1, column), name(row, column)));
            }
        }
    }
    assert_eq!(crossings(&draw(55, &arcs, Direction::Down), &arcs), 0);
}

#[test]
fn complete_bipartite_graphs_cross_as_little_as_two_layers_can() {
    let between = |a: u32, b: u32| {
        let arcs: Vec<(u32, u32)> = (0..a)
            .flat_map(|u| (0..b).map(move |v| (u, a + v)))
            .collect();
        crossings(&draw((a + b) as usize, &arcs, Direction::Down), &arcs)
    };
    // Of K(a, b): each two above with each two below.
    assert_eq!(between(2, 2), 1);
    assert_eq!(between(3, 3), 9);
    assert_eq!(between(4, 3), 18);
}

#[test]
fn arcs_lead_where_they_are_told_to() {
    let arcs = [(3, 1), (1, 0), (3, 2), (2, 0)];
    for direction in Direction::ALL {
        let at = draw(4, &arcs, direction).at;
        for (u, v) in arcs {
            let [x, y] = [0, 1].map(|k| at[v as usize][k] - at[u as usize][k]);
            let on = match direction {
                Direction::Down => y,
                Direction::Up => -y,
                Direction::Right => x,
                Direction::Left => -x,
            };
            assert!((on - 100.0).abs() < 1e-3, "{direction:?}: {u} to {v}: {on}");
        }
    }
}

#[test]
fn long_ties_bend_the_way_they_run() {
    // A tie past a chain, its like the other way, and one back into the chain.
    let long = [(0, 4), (4, 0), (0, 4), (4, 1), (0, 4)];
    let mut arcs = vec![(0, 1), (1, 2), (2, 3), (3, 4), (1, 3), (2, 4)];
    let short = 4;
    let first = arcs.len();
    arcs.extend(long);
    let placed = draw(5, &arcs, Direction::Down);
    assert_eq!(placed.bends.len(), arcs.len());
    assert!(placed.bends[..short].iter().all(Vec::is_empty));
    let there = &placed.bends[first];
    let mut back = placed.bends[first + 1].clone();
    back.reverse();
    assert!(!there.is_empty());
    assert_eq!(there, &back);
    assert_eq!(there, &placed.bends[first + 2]);
    assert!(there.windows(2).all(|w| w[0][1] < w[1][1]));
    let into = &placed.bends[first + 3];
    assert!(!into.is_empty() && into.windows(2).all(|w| w[0][1] > w[1][1]));
}

#[test]
fn footprints_do_not_overlap() {
    let n = 60;
    let arcs: Vec<(u32, u32)> = (1..n).map(|v| (v / 4, v)).collect();
    let boxes = vec![[[-60.0, -12.0], [60.0, 30.0]]; n as usize];
    let graph = Topology::new(n as usize, &arcs)
        .with_radii(&vec![12.0; n as usize])
        .with_footprints(boxes);
    for direction in Direction::ALL {
        let at = Layered { direction }
            .place(&graph, &LayoutRequest::default(), &mut |_| {
                ControlFlow::Continue(())
            })
            .expect("nobody cancels");
        for (i, a) in at.iter().enumerate() {
            for b in &at[..i] {
                let (dx, dy) = ((a[0] - b[0]).abs(), (a[1] - b[1]).abs());
                assert!(dx > 119.9 || dy > 41.9, "{direction:?}: {a:?} {b:?}");
            }
        }
    }
}

#[test]
fn what_hangs_on_a_pin_comes_to_it() {
    let arcs: Vec<(u32, u32)> = (1..9).map(|v| (v - 1, v)).collect();
    let graph = Topology::new(12, &arcs);
    let mut start = vec![[0.0; 2]; 12];
    start[4] = [5_000.25, -700.5];
    let request = LayoutRequest {
        start: Some(start),
        pinned: (0..12).map(|u| u == 4).collect(),
        ..LayoutRequest::default()
    };
    let at = Layered::default()
        .place(&graph, &request, &mut |_| ControlFlow::Continue(()))
        .expect("nobody cancels");
    for (u, at) in at[..9].iter().enumerate() {
        assert_eq!(*at, [5_000.25, -700.5 + 100.0 * (u as f32 - 4.0)]);
    }
    assert!(at[9..].iter().all(|p| p[1] > at[8][1]), "the others below");
}

#[test]
fn long_chains_and_wide_stars() {
    let n = 100_000;
    let chain: Vec<(u32, u32)> = (1..n).map(|v| (v - 1, v)).collect();
    let at = draw(n as usize, &chain, Direction::Right).at;
    assert!(at.windows(2).all(|w| w[0][0] < w[1][0]));
    let star: Vec<(u32, u32)> = (1..20_000).map(|v| (v, 0)).collect();
    let at = draw(20_000, &star, Direction::Down).at;
    assert!(at[1..].iter().all(|p| p[1] < at[0][1]));
}
