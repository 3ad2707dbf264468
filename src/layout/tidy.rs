//! A known picture, put in order.

use super::bodies::Bodies;
use super::force::Force;
use super::levels::Levels;
use super::lines::{Lines, off};
use super::overlap::separate_gently;
use super::request::{Cancelled, Layout, LayoutRequest, Point, Progress, Pulse};
use super::spots::Spots;
use super::topology::Topology;

/// Passes of pushing bodies apart.
const PASSES: usize = 120;
/// Rounds of nudging bodies off lines.
const ROUNDS: usize = 4;
/// Up to so many nodes, rows and columns are seen as such.
const ALIGNED: usize = 300;
/// Nodes are in line when they are this near to it, as a share of the mean
/// side of their bodies.
const IN_LINE: f32 = 0.12;
/// A line passes a body at this many times the radius of its core.
const CLEAR: f32 = 1.1;
/// A body under more lines than this is in a tangle that no nudge undoes.
const TANGLE: usize = 6;
/// How far a body is nudged at most, in radii of its core.
const FAR: f32 = 2.5;

/// The same picture without overlaps, and a little straightened.
///
/// Keeps the reader's mental map (Misue, Eades, Lai & Sugiyama 1995): bodies
/// that overlap are pushed apart along the axis of the lesser overlap, which
/// mostly keeps who is left of or above whom; what lies in heaps goes to the
/// nearest free spots; nobody else moves, unless the picture as a whole is too
/// small for its bodies and must be enlarged. Then, in pictures small enough for
/// an eye to see it, nodes that are almost in a row or column with others are
/// put in line; and bodies that lie on the line of an edge which is not theirs
/// are nudged off it, if that makes nothing else worse.
///
/// Starts from [`LayoutRequest::start`]; without one, it is [`Force`]. Pinned
/// nodes stay to the bit. O(n log n + m) a pass; deterministic, on one thread.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tidy;

impl Layout for Tidy {
    fn place(
        &self,
        graph: &Topology,
        request: &LayoutRequest,
        progress: &mut Progress<'_>,
    ) -> Result<Vec<Point>, Cancelled> {
        let n = graph.len();
        let Some(mut at) = request.start_for(n) else {
            return Force::default().place(graph, request, progress);
        };
        let held: Vec<bool> = request.pins_for(n).iter().map(Option::is_some).collect();
        let mut pulse = Pulse::new(progress, (PASSES + 10 * ROUNDS) as f64);
        let tick = &mut || pulse.tick(1.0);
        separate_gently(graph, |u| held[u], &mut at, PASSES, tick)?;
        let bodies = Bodies::of(graph);
        let levels = Levels::of(&bodies);
        let mut desk = Desk {
            spots: Spots::new(&bodies, &levels),
            bodies: &bodies,
            held: &held,
            at,
        };
        for u in 0..n {
            desk.spots.put(u, desk.at[u]);
        }
        if n <= ALIGNED {
            desk.align(graph);
        }
        for _ in 0..ROUNDS {
            if !desk.clear(graph, &mut || pulse.tick(10.0 / n.max(1) as f64))? {
                break;
            }
        }
        pulse.finish()?;
        Ok(desk.at)
    }
}

/// Where everybody stands, and what is free.
struct Desk<'a> {
    bodies: &'a Bodies<'a>,
    spots: Spots<'a>,
    held: &'a [bool],
    at: Vec<Point>,
}

impl Desk<'_> {
    /// Moves a node if it overlaps nobody there and `better` says so.
    fn try_at(&mut self, u: usize, to: Point, better: impl FnOnce(&[Point]) -> bool) -> bool {
        let from = self.at[u];
        self.spots.take(u, from);
        let moves = self.spots.is_free(u, to) && better(&self.at);
        if moves {
            self.at[u] = to;
        }
        self.spots.put(u, self.at[u]);
        moves
    }

    /// Puts nodes in line that almost are.
    fn align(&mut self, graph: &Topology) {
        let n = self.at.len();
        let sides: f32 = (0..n).map(|u| self.bodies.side(u)).sum();
        let near = IN_LINE * sides / n.max(1) as f32;
        for k in 0..2 {
            let mut order: Vec<usize> = (0..n).collect();
            order.sort_by(|&a, &b| self.at[a][k].total_cmp(&self.at[b][k]));
            let mut first = 0;
            while first < n {
                let least = self.at[order[first]][k];
                let row = order[first..]
                    .iter()
                    .take_while(|&&u| self.at[u][k] - least <= near)
                    .count();
                let members = &order[first..first + row];
                // Those who may not move say where the line is, or the middle one.
                let lead = members.iter().find(|&&u| self.held[u]);
                let line = self.at[*lead.unwrap_or(&members[row / 2])][k];
                let Some(lines) = Lines::new(graph, self.bodies, &self.at) else {
                    return;
                };
                for &u in members.iter().filter(|&&u| !self.held[u]) {
                    let mut to = self.at[u];
                    to[k] = line;
                    let old = self.at[u];
                    self.try_at(u, to, |at| {
                        cost(&lines, u, to, at) <= cost(&lines, u, old, at)
                    });
                }
                first += row;
            }
        }
    }

    /// Nudges bodies off lines, each at most once. Whether any was moved.
    fn clear(
        &mut self,
        graph: &Topology,
        tick: &mut dyn FnMut() -> Result<(), Cancelled>,
    ) -> Result<bool, Cancelled> {
        let Some(lines) = Lines::new(graph, self.bodies, &self.at) else {
            return Ok(false);
        };
        let mut moved = false;
        for u in 0..self.at.len() {
            tick()?;
            let p = self.at[u];
            let over = match self.held[u] {
                true => Vec::new(),
                false => lines.over(u, p, &self.at),
            };
            if over.is_empty() || over.len() > TANGLE {
                continue;
            }
            let now = cost(&lines, u, p, &self.at);
            for to in self.ways_off(&lines, u, &over) {
                if self.try_at(u, to, |at| cost(&lines, u, to, at) < now) {
                    moved = true;
                    break;
                }
            }
        }
        Ok(moved)
    }

    /// Where a body might go to be off some lines, the nearest first.
    fn ways_off(&self, lines: &Lines<'_>, u: usize, over: &[(u32, u32)]) -> Vec<Point> {
        let (p, core) = (self.at[u], lines.core(u));
        let mut ways: Vec<(f32, Point)> = Vec::new();
        for &(a, b) in over {
            let (a, b) = (self.at[a as usize], self.at[b as usize]);
            let (dx, dy) = (b[0] - a[0], b[1] - a[1]);
            let length = dx.hypot(dy);
            if !(length > 0.0 && length.is_finite()) {
                continue;
            }
            let across = [-dy / length, dx / length];
            let (way, _) = off(p, a, b);
            let side = way[0] * across[0] + way[1] * across[1];
            for goal in [CLEAR * core, -CLEAR * core, 1.8 * core, -1.8 * core] {
                let by = goal - side;
                if by.abs() <= FAR * core {
                    ways.push((by.abs(), [p[0] + by * across[0], p[1] + by * across[1]]));
                }
            }
        }
        ways.sort_by(|a, b| a.0.total_cmp(&b.0));
        ways.into_iter().map(|(_, to)| to).collect()
    }
}

/// How many lines run over a node at `p`, and its lines over others.
fn cost(lines: &Lines<'_>, u: usize, p: Point, at: &[Point]) -> usize {
    lines.over(u, p, at).len() + lines.under(u, p, at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::ops::ControlFlow;

    fn tidied(graph: &Topology, start: &[Point], pinned: Vec<bool>) -> Vec<Point> {
        let request = LayoutRequest {
            start: Some(start.to_vec()),
            pinned,
            ..LayoutRequest::default()
        };
        Tidy.place(graph, &request, &mut |_| ControlFlow::Continue(()))
            .expect("not cancelled")
    }

    fn named(n: usize, edges: &[(u32, u32)]) -> Topology {
        Topology::new(n, edges).with_footprints(vec![[[-60.0, -34.0], [60.0, 64.0]]; n])
    }

    #[test]
    fn a_tidy_picture_is_left_as_it_is() {
        let start = [[0.0, 0.0], [300.0, 0.0], [0.0, 250.0], [300.0, 250.0]];
        let g = named(4, &[(0, 1), (1, 2), (2, 3)]);
        assert_eq!(tidied(&g, &start, Vec::new()), start);
    }

    #[test]
    fn a_body_is_nudged_off_a_line_and_no_farther() {
        let start = [[0.0, 0.0], [600.0, 0.0], [310.0, 20.0]];
        let at = tidied(&named(3, &[(0, 1)]), &start, Vec::new());
        assert_eq!(at[..2], start[..2]);
        assert!((37.0..45.0).contains(&at[2][1]), "{:?}", at[2]);
        // Pinned, it stays.
        let at = tidied(&named(3, &[(0, 1)]), &start, vec![true; 3]);
        assert_eq!(at, start);
    }

    #[test]
    fn a_crooked_row_becomes_straight() {
        let start = [[0.0, 3.0], [200.0, -4.0], [400.0, 0.0], [600.0, 90.0]];
        let at = tidied(&named(4, &[]), &start, Vec::new());
        assert!(at[..3].iter().all(|p| p[1] == at[0][1]), "{at:?}");
        assert_eq!(at[3], start[3]);
        let at = tidied(&named(4, &[]), &start, vec![true]);
        assert!(
            at[..3].iter().all(|p| p[1] == 3.0),
            "the pinned one leads: {at:?}"
        );
    }

    #[test]
    fn who_is_left_of_whom_mostly_stays() {
        // A sheet of bodies, half as far apart as they need.
        let n = 100;
        let start: Vec<Point> = (0..n)
            .map(|i| {
                let (x, y) = ((i % 10) as f32, (i / 10) as f32);
                [x * 60.0 + y * 7.0, y * 49.0 + x * 5.0]
            })
            .collect();
        let at = tidied(&named(n, &[]), &start, Vec::new());
        let (mut kept, mut all) = (0, 0);
        for v in 0..n {
            for u in 0..v {
                for k in 0..2 {
                    all += 1;
                    kept += usize::from((start[u][k] < start[v][k]) == (at[u][k] < at[v][k]));
                }
            }
        }
        assert!(kept * 100 > all * 90, "{kept} of {all}");
    }
}
