//! Along time, from left to right.

use super::axis::{axis, dates, told};
use super::blocks::{barycentre, fold, rows_for};
use super::lanes::{Lanes, points};
use super::request::{Cancelled, Layout, LayoutRequest, Point, Progress, Pulse};
use super::rooms::{Obstacles, Rooms, shift};
use super::topology::Topology;

/// How far the undated stand from the dated, in edge lengths: too far to be
/// taken for the earliest.
const AISLE: f32 = 2.5;
/// Sweeps that order the undated.
const SWEEPS: usize = 8;

/// Everybody at their date, time running to the right.
///
/// A node with a date of its own ([`super::Facts::when`]) stands at it; another
/// one at the weighted median of the dates of its ties, where a tie without a
/// date has that of the event at its end. Who has no date at all stands in
/// columns of their own at the left, those with the most ties to the dated at
/// the right of them.
///
/// *The axis* is monotone: an earlier date is farther left. From one date to
/// the next it goes by ln(1 + gap / s), where s is the median of all such gaps
/// in days: short gaps keep about their proportions, long empty ones only
/// their order of magnitude, so that decades without a date do not press the
/// rest together. A date of many nodes gets as many columns as it needs. The
/// whole is scaled to be about twice as wide as high.
///
/// *Lanes* are packed like intervals: a node takes the lane nearest to its
/// neighbours where its box collides with no other, and changes places as long
/// as that shortens ties. Boxes of pinned nodes are left free.
///
/// In a graph without any date, the breadth-first layers of each component,
/// from its node of the lowest index, stand for dates.
///
/// O((n + m) log n + n l), where l is the number of lanes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Timeline;

impl Timeline {
    /// How many nodes have no date, neither of their own nor of a tie. O(n + m).
    #[must_use]
    pub fn undated(graph: &Topology) -> usize {
        told(graph).iter().filter(|d| d.is_none()).count()
    }
}

impl Layout for Timeline {
    fn place(
        &self,
        graph: &Topology,
        request: &LayoutRequest,
        progress: &mut Progress<'_>,
    ) -> Result<Vec<Point>, Cancelled> {
        let n = graph.len();
        let work = Lanes::work(n) + (n * (SWEEPS + 1)) as f64;
        let mut pulse = Pulse::new(progress, work);
        pulse.tick(0.0)?;
        let dates = dates(graph);
        let rooms = Rooms::of(graph, request.length());
        let pins = request.pins_for(n);
        let mut x = axis(&dates, graph, &rooms);
        pulse.tick(n as f64)?;
        let ideal: Vec<Point> = x.iter().map(|&x| [x, 0.0]).collect();
        let dated = |u: usize| dates[u].is_some();
        let held: Vec<Option<Point>> = (0..n).map(|u| pins[u].filter(|_| dated(u))).collect();
        // Only dates say where pins belong; without one, they keep together.
        let told = if held.iter().any(Option::is_some) {
            &held
        } else {
            &pins
        };
        let by = shift(&ideal, told);
        x.iter_mut().for_each(|x| *x += by[0]);
        let in_rows = Obstacles::of(&rooms, &pins, 1);
        let mut lanes = Lanes::new(&rooms, &in_rows, &x, by[1]);
        let ties = graph.clone().normed();
        let mut free = breadth_first(&ties);
        free.retain(|&u| dated(u as usize) && pins[u as usize].is_none());
        let set: Vec<Option<f32>> = pins
            .iter()
            .map(|p| p.map(|p| lanes.lane_at(p[1])))
            .collect();
        lanes.pack(&free, &ties, &set, &mut pulse)?;
        let mut at: Vec<Point> = pins.iter().map(|p| p.unwrap_or_default()).collect();
        points(&lanes, &free, &mut at);
        let undated: Vec<u32> = (0..n as u32)
            .filter(|&u| !dated(u as usize) && pins[u as usize].is_none())
            .collect();
        pulse.tick(n as f64)?;
        let begin = Begin::of(&free, &at, &rooms, by, AISLE * request.length());
        let taken = Obstacles::of(&rooms, &pins, 0);
        for (column, corner) in begin.columns(&undated, &ties, &rooms, &at) {
            let [left, right] = rooms.sides(&column);
            let strip = taken.along(corner[0] - left, corner[0] + right);
            rooms.stack(&column, corner, &strip, &mut at);
        }
        pulse.tick(work)?;
        Ok(at)
    }
}

/// Where the dated part begins.
struct Begin {
    left: f32,
    middle: f32,
    lanes: usize,
}

impl Begin {
    /// `dated`: who stands in it; without anybody, it is at `origin`.
    fn of(dated: &[u32], at: &[Point], rooms: &Rooms, origin: Point, aisle: f32) -> Self {
        let mut left = f32::INFINITY;
        let (mut top, mut bottom) = (f32::INFINITY, f32::NEG_INFINITY);
        for &u in dated {
            let ([x, y], [low, _]) = (at[u as usize], rooms.of_node(u));
            left = left.min(x + low[0]);
            (top, bottom) = (top.min(y), bottom.max(y));
        }
        if dated.is_empty() {
            return Self {
                left: origin[0],
                middle: origin[1],
                lanes: 1,
            };
        }
        Self {
            left: left - aisle,
            middle: top + (bottom - top) / 2.0,
            lanes: ((bottom - top) / rooms.row).round() as usize + 1,
        }
    }

    /// The columns of the undated, each with the middle of its top: those most
    /// tied to the dated on the right, each column in the order of its
    /// barycentres. O((m + n log n) sweeps).
    fn columns(
        &self,
        undated: &[u32],
        ties: &Topology,
        rooms: &Rooms,
        at: &[Point],
    ) -> Vec<(Vec<u32>, Point)> {
        if undated.is_empty() {
            return Vec::new();
        }
        let mut new = vec![false; ties.len()];
        undated.iter().for_each(|&u| new[u as usize] = true);
        let drawn = |u: u32| -> f32 {
            let old = ties.edges(u as usize).filter(|&(v, _)| !new[v]);
            old.map(|(_, w)| w).sum()
        };
        let mut sorted: Vec<(f32, u32)> = undated.iter().map(|&u| (drawn(u), u)).collect();
        sorted.sort_by(|a, b| a.0.total_cmp(&b.0));
        let sorted: Vec<u32> = sorted.into_iter().map(|(_, u)| u).collect();
        let tall = rows_for(&[sorted.len()], rooms, 0.0, 0.7);
        let mut columns = fold(&sorted, self.lanes.max(tall));
        let mut place: Vec<f32> = at.iter().map(|p| p[1]).collect();
        undated
            .iter()
            .for_each(|&u| place[u as usize] = self.middle);
        for _ in 0..SWEEPS {
            for column in columns.iter_mut().rev() {
                let mut wish: Vec<(f32, u32)> = column
                    .iter()
                    .map(|&u| (barycentre(ties, u, &place), u))
                    .collect();
                wish.sort_by(|a, b| a.0.total_cmp(&b.0));
                let top = self.middle - (column.len() as f32 - 1.0) / 2.0 * rooms.row;
                for (i, &(_, u)) in wish.iter().enumerate() {
                    column[i] = u;
                    place[u as usize] = top + i as f32 * rooms.row;
                }
            }
        }
        let mut right = self.left;
        let mut corners = Vec::with_capacity(columns.len());
        for column in columns.into_iter().rev() {
            let [l, r] = rooms.sides(&column);
            let top = self.middle - rooms.height(&column) / 2.0;
            corners.push((column, [right - r, top]));
            right -= l + r;
        }
        corners
    }
}

/// All nodes as a breadth-first search from the most tied meets them.
fn breadth_first(ties: &Topology) -> Vec<u32> {
    let n = ties.len();
    let mut roots: Vec<u32> = (0..n as u32).collect();
    roots.sort_by_key(|&u| (std::cmp::Reverse(ties.degree(u as usize)), u));
    let (mut seen, mut order, mut next) = (vec![false; n], Vec::with_capacity(n), 0);
    for root in roots {
        if std::mem::replace(&mut seen[root as usize], true) {
            continue;
        }
        order.push(root);
        while let Some(&u) = order.get(next) {
            next += 1;
            for &v in ties.neighbours(u as usize) {
                if !std::mem::replace(&mut seen[v as usize], true) {
                    order.push(v);
                }
            }
        }
    }
    order
}

#[cfg(test)]
mod tests {
    use super::super::facts::Facts;
    use super::super::rng::Rng;
    use super::super::rooms::tests::{bodies_are_kept_apart, lay_out};
    use super::*;

    fn place(graph: &Topology, request: &LayoutRequest) -> Vec<Point> {
        lay_out(&Timeline, graph, request)
    }

    /// Ties with dates, and dates of nodes.
    fn dated(n: usize, ties: &[(u32, u32, Option<f32>)], when: &[(usize, f32)]) -> Topology {
        let edges: Vec<(u32, u32)> = ties.iter().map(|&(u, v, _)| (u, v)).collect();
        let mut facts = Facts::directed(n, &edges);
        for (tie, &(_, _, when)) in facts.ties.iter_mut().zip(ties) {
            tie.when = when;
        }
        facts.when = vec![None; n];
        when.iter().for_each(|&(u, day)| facts.when[u] = Some(day));
        Topology::new(n, &edges)
            .with_radii(&vec![14.0; n])
            .with_facts(facts)
    }

    fn random(n: usize) -> Topology {
        let mut rng = Rng::new(3);
        let ties: Vec<(u32, u32, Option<f32>)> = (0..2 * n)
            .map(|i| {
                let day = (i % 3 > 0).then(|| rng.below(50) as f32 * 40.0);
                (rng.below(n) as u32, rng.below(n) as u32, day)
            })
            .collect();
        let when: Vec<(usize, f32)> = (0..n / 3).map(|u| (u, rng.below(900) as f32)).collect();
        dated(n, &ties, &when)
    }

    #[test]
    fn an_earlier_date_is_farther_left() {
        let graph = random(200);
        let at = place(&graph, &LayoutRequest::default());
        let dates = dates(&graph);
        let first = (0..200).filter(|&u| dates[u].is_some());
        let first = first.map(|u| at[u][0]).fold(f32::MAX, f32::min);
        for u in 0..200 {
            let Some(day) = dates[u] else {
                assert!(at[u][0] < first, "{u} has no date");
                continue;
            };
            for v in 0..200 {
                if dates[v].is_some_and(|d| day < d) {
                    assert!(at[u][0] < at[v][0], "{u}: {day}, {v}: {:?}", dates[v]);
                }
            }
        }
    }

    #[test]
    fn who_has_no_date_takes_the_median_of_its_ties() {
        // 1 and 2 are events; the tie of 0 to 2 has no date but that event's.
        let ties = [
            (0, 1, Some(100.0)),
            (0, 2, None),
            (0, 3, Some(1000.0)),
            (4, 5, None),
        ];
        let graph = dated(6, &ties, &[(1, 90.0), (2, 300.0)]);
        let found = dates(&graph);
        let known = [
            Some(300.0),
            Some(90.0),
            Some(300.0),
            Some(1000.0),
            None,
            None,
        ];
        assert_eq!(found, known);
    }

    #[test]
    fn long_empty_gaps_do_not_press_the_rest_together() {
        // Ten events a month apart in 1947, ten in 2025.
        let day = |u: usize| (u % 10) as f32 * 30.0 + if u < 10 { 0.0 } else { 28_500.0 };
        let when: Vec<(usize, f32)> = (0..20).map(|u| (u, day(u))).collect();
        let at = place(&dated(20, &[], &when), &LayoutRequest::default());
        let (all, gap) = (at[19][0] - at[0][0], at[10][0] - at[9][0]);
        assert!(gap < all / 2.0 && gap > 3.0 * (at[1][0] - at[0][0]));
        assert!(at.windows(2).all(|w| w[0][0] < w[1][0]));
    }

    #[test]
    fn lanes_are_used_again() {
        // A chain of pairs, each pair a year after the other.
        let ties: Vec<(u32, u32, Option<f32>)> = (0..30)
            .map(|i| (2 * i, 2 * i + 1, Some(i as f32 * 365.0)))
            .collect();
        let at = place(&dated(60, &ties, &[]), &LayoutRequest::default());
        let mut lanes: Vec<i32> = at.iter().map(|p| p[1].round() as i32).collect();
        lanes.sort_unstable();
        lanes.dedup();
        assert!(lanes.len() <= 12, "{lanes:?}");
        for u in (0..60).step_by(2) {
            assert!(
                (at[u][1] - at[u + 1][1]).abs() < 120.0,
                "{u}: {:?}",
                &at[u..u + 2]
            );
        }
    }

    #[test]
    fn without_dates_layers_go_to_the_right() {
        let edges = [(0, 1), (0, 2), (1, 3), (3, 4), (2, 4)];
        let at = place(&Topology::new(6, &edges), &LayoutRequest::default());
        let x: Vec<f32> = at.iter().map(|p| p[0]).collect();
        assert!(x[0] < x[1] && x[1] == x[2] && x[2] < x[3] && x[3] == x[4]);
        assert!(x[5] < x[0], "whom nobody knows is apart");
    }

    #[test]
    fn boxes_with_names_are_kept_apart_and_pins_too() {
        let names = (0..150)
            .map(|u| {
                let wide = 30.0 + (u % 7) as f32 * 9.0;
                [[-wide, -16.0], [wide, 30.0 + (u % 3) as f32 * 40.0]]
            })
            .collect();
        let graph = random(150).with_footprints(names);
        bodies_are_kept_apart(&Timeline, &graph, 8);
    }
}
