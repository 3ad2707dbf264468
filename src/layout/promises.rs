//! What every layout promises, tried on all of them.

use std::ops::ControlFlow;

use proptest::prelude::*;

use super::rng::Rng;
use super::{
    Algorithm, Cancelled, Communities, Facts, Footprint, Force, Layout, LayoutRequest, Point, Pull,
    Topology,
};

fn go(_: f32) -> ControlFlow<()> {
    ControlFlow::Continue(())
}

fn place(algorithm: Algorithm, graph: &Topology, request: &LayoutRequest) -> Vec<Point> {
    let at = algorithm
        .layout()
        .place(graph, request, &mut go)
        .expect("nobody cancels");
    assert_eq!(at.len(), graph.len(), "{algorithm:?}");
    assert!(
        at.iter().flatten().all(|v| v.is_finite()),
        "{algorithm:?}: not finite"
    );
    at
}

fn bits(at: &[Point]) -> Vec<[u32; 2]> {
    at.iter().map(|p| p.map(f32::to_bits)).collect()
}

/// Some clusters with bridges, a few of them apart from the rest.
fn clusters(count: u32, size: u32) -> Topology {
    let mut edges = Vec::new();
    for c in 0..count {
        for i in 1..size {
            edges.push((c * size + i, c * size + i * 7 % i));
            edges.push((c * size + i, c * size + (i * i + 3) % size));
        }
        if c % 5 != 0 {
            edges.push((c * size, (c - 1) * size + 1));
        }
    }
    let n = (count * size) as usize;
    Topology::new(n, &edges).with_radii(&vec![8.0; n])
}

#[test]
fn degenerate_graphs_are_laid_out() {
    let loops = [(0, 0), (0, 1), (1, 0), (0, 1), (1, 1)];
    let star: Vec<(u32, u32)> = (1..400).map(|v| (0, v)).collect();
    let forest: Vec<(u32, u32)> = (0..300)
        .filter(|u| u % 7 != 0)
        .map(|u| (u, u - 1))
        .collect();
    let graphs = [
        Topology::new(0, &[]),
        Topology::new(1, &[]),
        Topology::new(1, &[(0, 0)]),
        Topology::new(2, &[]),
        Topology::new(2, &[(0, 1)]),
        Topology::new(2, &loops),
        Topology::new(50, &[]),
        Topology::new(400, &star).with_radii(&[5.0; 400]),
        Topology::new(300, &forest).with_radii(&[30.0; 300]),
        Topology::weighted(
            3,
            &[(0, 1), (1, 2), (2, 0)],
            &[f32::MAX, f32::MIN_POSITIVE, f32::NAN],
        ),
        Topology::new(4, &[(0, 1)]).with_radii(&[f32::INFINITY, -1.0, f32::NAN, 3.0]),
    ];
    for algorithm in Algorithm::ALL {
        for (i, graph) in graphs.iter().enumerate() {
            let n = graph.len();
            place(algorithm, graph, &LayoutRequest::default());
            for warm in [false, true] {
                // Everybody in one place, or nowhere.
                for at in [[3.0, 4.0], [f32::NAN, f32::INFINITY]] {
                    let request = LayoutRequest {
                        start: Some(vec![at; n]),
                        pinned: (0..n).map(|u| i % 2 == 0 && u % 3 == 0).collect(),
                        warm,
                        ..LayoutRequest::default()
                    };
                    place(algorithm, graph, &request);
                }
            }
        }
    }
}

/// What makes a layout do its own work: places to go on from and a few nodes
/// that are new, for those that keep places.
fn usual(algorithm: Algorithm, n: usize) -> LayoutRequest {
    if !algorithm.keeps_places() {
        return LayoutRequest::default();
    }
    let mut rng = Rng::new(3);
    let reach = 60.0 * (n as f32).sqrt();
    LayoutRequest {
        start: Some((0..n).map(|_| rng.disc().map(|v| v * reach)).collect()),
        newcomers: match algorithm {
            Algorithm::PlaceNew => (0..n).map(|u| u % 5 == 0).collect(),
            _ => Vec::new(),
        },
        ..LayoutRequest::default()
    }
}

/// The same graph with dates, groups and who acts on whom.
fn told(graph: Topology) -> Topology {
    let n = graph.len();
    let mut edges = Vec::new();
    for u in 0..n {
        let later = graph.neighbours(u).iter().filter(|&&v| v as usize > u);
        edges.extend(later.map(|&v| (u as u32, v)));
    }
    let mut facts = Facts::directed(n, &edges);
    for (i, tie) in facts.ties.iter_mut().enumerate() {
        tie.stance = [1.0, -1.0, 0.5][i % 3];
        tie.when = (i % 3 > 0).then_some((i * 17 % 900) as f32);
    }
    facts.when = (0..n)
        .map(|u| (u % 4 > 0).then_some((u * 31 % 700) as f32))
        .collect();
    facts.groups = (0..n).map(|u| (u % 6) as u32).collect();
    graph.with_facts(facts)
}

#[test]
fn nodes_do_not_overlap() {
    let n = 240;
    let radii: Vec<f32> = (0..n).map(|u| 4.0 + (u % 5 * 6) as f32).collect();
    let bare = clusters(8, 30).with_radii(&radii);
    let graphs = [told(bare.clone()), bare];
    for (graph, algorithm) in graphs
        .iter()
        .flat_map(|g| Algorithm::ALL.map(|algorithm| (g, algorithm)))
    {
        let request = LayoutRequest {
            // Those who stand there already are where they are left.
            newcomers: vec![true; n],
            ..usual(algorithm, n)
        };
        let at = place(algorithm, graph, &request);
        for u in 0..n {
            for v in 0..u {
                let d = (at[u][0] - at[v][0]).hypot(at[u][1] - at[v][1]);
                assert!(
                    d >= (radii[u] + radii[v]) * 0.999,
                    "{algorithm:?}: {u} and {v}"
                );
            }
        }
    }
}

#[test]
fn boxes_do_not_overlap() {
    let n = 240_usize;
    // A body with its name under it, of every length; one in a hundred huge.
    let boxes: Vec<Footprint> = (0..n)
        .map(|u| {
            let grow = if u % 100 == 99 { 6.0 } else { 1.0 };
            let (w, h) = (20.0 + (u * 37 % 90) as f32, 40.0 + (u % 3 * 20) as f32);
            [[-w * grow, -30.0], [w * grow, h * grow]]
        })
        .collect();
    let radii: Vec<f32> = boxes
        .iter()
        .map(|[least, most]| (most[0] - least[0] + most[1] - least[1]) / 4.0)
        .collect();
    let graph = clusters(8, 30)
        .with_radii(&radii)
        .with_footprints(boxes.clone());
    let mut rng = Rng::new(9);
    let heaps: Vec<Point> = (0..n)
        .map(|u| rng.disc().map(|v| v * 200.0 + (u % 4) as f32 * 300.0))
        .collect();
    for algorithm in Algorithm::ALL {
        for start in [None, Some(heaps.clone()), Some(vec![[5.0, 5.0]; n])] {
            let request = LayoutRequest {
                newcomers: vec![start.is_some(); n],
                start,
                ..LayoutRequest::default()
            };
            let at = place(algorithm, &graph, &request);
            for u in 0..n {
                for v in 0..u {
                    let apart = (0..2).any(|k| {
                        at[u][k] + boxes[u][1][k] <= at[v][k] + boxes[v][0][k] + 0.02
                            || at[v][k] + boxes[v][1][k] <= at[u][k] + boxes[u][0][k] + 0.02
                    });
                    assert!(
                        apart,
                        "{algorithm:?}: {u} at {:?}, {v} at {:?}",
                        at[u], at[v]
                    );
                }
            }
        }
    }
}

#[test]
fn two_threads_give_the_same_bytes() {
    // Large enough that both threads are used, small enough for a debug build.
    let graph = told(clusters(90, 30));
    for algorithm in Algorithm::ALL {
        let run = |threads, seed| {
            bits(&place(
                algorithm,
                &graph,
                &LayoutRequest {
                    threads,
                    seed,
                    ..usual(algorithm, graph.len())
                },
            ))
        };
        let one = run(1, 5);
        assert_eq!(one, run(2, 5), "{algorithm:?}");
        assert_eq!(one, run(3, 5), "{algorithm:?}");
        if algorithm == Algorithm::Force {
            assert_ne!(one, run(1, 6), "another seed, another layout");
        }
    }
}

#[test]
fn cancelling_stops_soon() {
    let graph = told(clusters(20, 30));
    for algorithm in Algorithm::ALL {
        let mut asked = 0;
        let result = algorithm
            .layout()
            .place(&graph, &usual(algorithm, graph.len()), &mut |_| {
                asked += 1;
                if asked == 1 {
                    ControlFlow::Break(())
                } else {
                    ControlFlow::Continue(())
                }
            });
        assert_eq!((result, asked), (Err(Cancelled), 1), "{algorithm:?}");
    }
}

#[test]
fn progress_rises_to_the_end() {
    let graph = told(clusters(20, 30));
    for algorithm in Algorithm::ALL {
        let mut last = 0.0;
        let mut told = |done: f32| {
            assert!(
                (last..=1.0).contains(&done),
                "{algorithm:?}: {last} then {done}"
            );
            last = done;
            ControlFlow::Continue(())
        };
        let request = usual(algorithm, graph.len());
        algorithm
            .layout()
            .place(&graph, &request, &mut told)
            .expect("nobody cancels");
        assert!(last > 0.3, "{algorithm:?} told {last} last");
    }
}

#[test]
fn a_warm_start_stays_near() {
    let graph = clusters(4, 30);
    let force = Force::default();
    let first = place(Algorithm::Force, &graph, &LayoutRequest::default());
    let request = LayoutRequest {
        start: Some(first.clone()),
        warm: true,
        ..LayoutRequest::default()
    };
    let second = force
        .place(&graph, &request, &mut go)
        .expect("nobody cancels");
    let size = |at: &[Point]| {
        let most = at.iter().map(|p| p[0]).fold(f32::MIN, f32::max);
        most - at.iter().map(|p| p[0]).fold(f32::MAX, f32::min)
    };
    let mut gone: Vec<f32> = first
        .iter()
        .zip(&second)
        .map(|(a, b)| (a[0] - b[0]).hypot(a[1] - b[1]))
        .collect();
    gone.sort_by(f32::total_cmp);
    assert!(
        gone[60] < 0.05 * size(&first),
        "median {} of {}",
        gone[60],
        size(&first)
    );
}

#[test]
fn every_pull_works_and_communities_stand_apart() {
    let graph = clusters(4, 30);
    for pull in [Pull::Constant, Pull::Root, Pull::Linear, Pull::Square] {
        let force = Force {
            pull,
            hub: 1.0,
            ..Force::default()
        };
        let at = force
            .place(&graph, &LayoutRequest::default(), &mut go)
            .expect("nobody cancels");
        assert!(at.iter().flatten().all(|v| v.is_finite()), "{pull:?}");
    }
    let at = Communities::default()
        .place(&graph, &LayoutRequest::default(), &mut go)
        .expect("nobody cancels");
    let mut own = 0;
    for u in 0..at.len() {
        let near = (0..at.len()).filter(|&v| v != u).min_by(|&v, &w| {
            let d = |v: usize| (at[u][0] - at[v][0]).hypot(at[u][1] - at[v][1]);
            d(v).total_cmp(&d(w))
        });
        own += usize::from(near.is_some_and(|v| v / 30 == u / 30));
    }
    assert!(own > 100, "{own} of 120 stand beside their own");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn pins_stay_to_the_bit(
        n in 1_usize..60,
        edges in prop::collection::vec((0_u32..60, 0_u32..60), 0..150),
        start in prop::collection::vec((-1e4_f32..1e4, -1e4_f32..1e4), 60),
        pinned in prop::collection::vec(any::<bool>(), 60),
        radius in 0.0_f32..40.0,
        warm in any::<bool>(),
        seed in any::<u64>(),
    ) {
        let graph = Topology::new(n, &edges).with_radii(&vec![radius; n]);
        let start: Vec<Point> = start[..n].iter().map(|&(x, y)| [x, y]).collect();
        let request = LayoutRequest {
            seed,
            start: Some(start.clone()),
            pinned: pinned.clone(),
            warm,
            ..LayoutRequest::default()
        };
        for algorithm in Algorithm::ALL {
            let at = place(algorithm, &graph, &request);
            for u in (0..n).filter(|&u| pinned[u]) {
                prop_assert_eq!(at[u].map(f32::to_bits), start[u].map(f32::to_bits));
            }
            prop_assert_eq!(bits(&at), bits(&place(algorithm, &graph, &request)));
        }
    }
}
