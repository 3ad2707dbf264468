//! A part of a picture laid out alone, among those who were not.

use super::bodies::Bodies;
use super::levels::Levels;
use super::overlap::separate_gently;
use super::request::Point;
use super::spots::Spots;
use super::topology::{Footprint, Topology};

/// Rings of shifts that are tried, and how many on each.
const RINGS: usize = 12;
const AROUND: usize = 24;
/// Parts of more nodes than this are not shifted as a whole.
const MOST: usize = 5_000;
/// Passes of pushing nodes off the others.
const PASSES: usize = 60;

/// Brings some nodes, at `at`, clear of others that stay where they are:
/// `others` are their positions and footprints.
///
/// If there is a place for all of them as they stand, no farther than half
/// their extent away, they go to the nearest such place (unless `keeps`, or
/// somebody is pinned); else each goes its own way, as [`super::Tidy`] has it.
/// Pinned nodes stay.
pub(super) fn clear_of(
    graph: &Topology,
    pinned: &[bool],
    at: &mut [Point],
    others: &[(Point, Footprint)],
    keeps: bool,
) {
    let n = at.len();
    if n == 0 || others.is_empty() {
        return;
    }
    let mut boxes = graph.boxes();
    boxes.extend(others.iter().map(|(_, body)| *body));
    let all = Topology::new(boxes.len(), &[]).with_footprints(boxes);
    let bodies = Bodies::of(&all);
    let levels = Levels::of(&bodies);
    let mut spots = Spots::new(&bodies, &levels);
    for (i, (p, _)) in others.iter().enumerate() {
        spots.put(n + i, *p);
    }
    if !keeps && n <= MOST && !pinned.contains(&true) {
        let free = |[dx, dy]: Point| {
            let mut moved = at.iter().enumerate();
            moved.all(|(u, p)| spots.is_free(u, [p[0] + dx, p[1] + dy]))
        };
        if let Some([dx, dy]) = shifts(at).into_iter().find(|&by| free(by)) {
            for p in at.iter_mut() {
                *p = [p[0] + dx, p[1] + dy];
            }
            return;
        }
    }
    let mut whole: Vec<Point> = at.to_vec();
    whole.extend(others.iter().map(|(p, _)| *p));
    let held = |u: usize| u >= n || pinned.get(u).copied().unwrap_or(false);
    // Nobody cancels this: it is short beside the layout before it.
    if separate_gently(&all, held, &mut whole, PASSES, &mut || Ok(())).is_ok() {
        at.copy_from_slice(&whole[..n]);
    }
}

/// No shift, then all ways up to half the extent of some points, the shortest
/// first.
fn shifts(at: &[Point]) -> Vec<Point> {
    let side = |k: usize| {
        let values = || at.iter().map(|p| p[k]);
        values().fold(f32::MIN, f32::max) - values().fold(f32::MAX, f32::min)
    };
    let farthest = 0.5 * side(0).hypot(side(1));
    let mut ways = vec![[0.0; 2]];
    for ring in 1..=RINGS {
        let radius = farthest * ring as f32 / RINGS as f32;
        ways.extend((0..AROUND).map(|i| {
            let angle = std::f32::consts::TAU * i as f32 / AROUND as f32;
            [radius * angle.cos(), radius * angle.sin()]
        }));
    }
    ways
}

#[cfg(test)]
mod tests {
    use super::*;

    const BODY: Footprint = [[-60.0, -34.0], [60.0, 64.0]];

    fn row() -> (Topology, Vec<Point>) {
        let graph = Topology::new(3, &[]).with_footprints(vec![BODY; 3]);
        (graph, vec![[0.0, 0.0], [200.0, 0.0], [400.0, 0.0]])
    }

    #[test]
    fn the_whole_gives_way_together() {
        let (graph, start) = row();
        let mut at = start.clone();
        clear_of(
            &graph,
            &[false; 3],
            &mut at,
            &[([200.0, 20.0], BODY)],
            false,
        );
        let by = [at[0][0], at[0][1]];
        for (p, q) in at.iter().zip(&start) {
            assert!((p[0] - q[0] - by[0]).abs() < 1e-3 && (p[1] - q[1] - by[1]).abs() < 1e-3);
        }
        assert!((70.0..140.0).contains(&by[0].hypot(by[1])), "{by:?}");
    }

    #[test]
    fn who_keeps_places_gives_way_alone() {
        let (graph, start) = row();
        let mut at = start.clone();
        clear_of(&graph, &[false; 3], &mut at, &[([200.0, 20.0], BODY)], true);
        assert_eq!((at[0], at[2]), (start[0], start[2]));
        assert!(at[1][1] < -77.0, "{:?}", at[1]);
        // In nobody's way, nobody moves.
        let mut at = start.clone();
        clear_of(
            &graph,
            &[false; 3],
            &mut at,
            &[([200.0, 400.0], BODY)],
            false,
        );
        assert_eq!(at, start);
    }
}
