//! `cargo bench --bench layout -- [FOLDER]`: seconds of each layout on the
//! graphs of a folder of edge lists, beside
//! the best peer's as measured in that folder's README.

use std::ops::ControlFlow;
use std::path::Path;
use std::time::Instant;

use dramatis::layout::{Algorithm, Force, Layout, LayoutRequest, Topology};

/// Graph, algorithm, best peer and its seconds.
const PEERS: [(&str, Algorithm, &str, f64); 8] = [
    ("lfr10k", Algorithm::Force, "OGDF FMME", 0.66),
    ("debdeps", Algorithm::Force, "OGDF FMME", 1.44),
    ("lfr100k", Algorithm::Force, "OGDF FMME", 1.97),
    ("lfr10k", Algorithm::Stress, "OGDF FMMM fast", 0.87),
    ("debdeps", Algorithm::Stress, "OGDF FMMM fast", 8.3),
    ("lfr100k", Algorithm::Stress, "OGDF FMMM fast", 18.0),
    ("lfr10k", Algorithm::Communities, "igraph DrL", 13.1),
    ("lfr100k", Algorithm::Communities, "(bar: 10 s)", 10.0),
];
const RUNS: usize = 5;

fn read(path: &Path) -> Option<Topology> {
    let text = std::fs::read_to_string(path).ok()?;
    let mut numbers = text
        .split_ascii_whitespace()
        .map(|w| w.parse::<u32>().unwrap_or(0));
    let (n, _) = (numbers.next()?, numbers.next()?);
    let mut edges = Vec::new();
    while let (Some(u), Some(v)) = (numbers.next(), numbers.next()) {
        edges.push((u, v));
    }
    Some(Topology::new(n as usize, &edges))
}

fn go(_: f32) -> ControlFlow<()> {
    ControlFlow::Continue(())
}

/// Median and least seconds.
fn time(layout: &dyn Layout, graph: &Topology, request: &LayoutRequest) -> (f64, f64) {
    let mut seconds: Vec<f64> = (0..RUNS)
        .map(|_| {
            let start = Instant::now();
            let at = layout.place(graph, request, &mut go);
            assert!(at.is_ok_and(|at| at.len() == graph.len()));
            start.elapsed().as_secs_f64()
        })
        .collect();
    seconds.sort_by(f64::total_cmp);
    (seconds[RUNS / 2], seconds[0])
}

fn main() {
    let folder = std::env::args().skip(1).find(|a| !a.starts_with('-'));
    let Some(folder) = folder else {
        println!("name a folder of .edges files: cargo bench --bench layout -- FOLDER");
        return;
    };
    println!("| graph | layout | median s | least s | peer | its s | ratio |");
    println!("| --- | --- | --- | --- | --- | --- | --- |");
    for (name, algorithm, peer, theirs) in PEERS {
        let Some(graph) = read(&Path::new(&folder).join(format!("{name}.edges"))) else {
            println!("| {name} | not found in {folder} | | | | | |");
            continue;
        };
        let (median, least) = time(&*algorithm.layout(), &graph, &LayoutRequest::default());
        println!(
            "| {name} | {} | {median:.3} | {least:.3} | {peer} | {theirs} | {:.2} |",
            algorithm.name(),
            median / theirs
        );
    }
    println!("\n| graph | one force step, ms | ns a node |\n| --- | --- | --- |");
    for name in ["lfr1k", "lfr10k", "debdeps", "lfr100k", "lfr1m"] {
        let Some(graph) = read(&Path::new(&folder).join(format!("{name}.edges"))) else {
            continue;
        };
        // A warm start takes its steps on the full graph only.
        let first = Force::default().place(&graph, &LayoutRequest::default(), &mut go);
        let request = LayoutRequest {
            start: first.ok(),
            warm: true,
            ..LayoutRequest::default()
        };
        let step = time(&Force::default(), &graph, &request).0 / Force::WARM_STEPS as f64;
        println!(
            "| {name} | {:.2} | {:.0} |",
            step * 1e3,
            step * 1e9 / graph.len() as f64
        );
    }
}
