//! Two sides that face one another.

use super::blocks::{self, Block, Setting, fold, order, order_work, rows_for};
use super::request::{Cancelled, Layout, LayoutRequest, Point, Progress, Pulse};
use super::rooms::Rooms;
use super::sides::{ByStance, Side, by_groups, joined, measures, ties_of};
use super::topology::Topology;

/// How wide the picture is, for its height.
const ASPECT: f32 = 1.6;
/// What counts of a tie that is not hostile, where columns are ordered for the
/// hostile ones.
const OTHER: f32 = 0.25;

/// Who makes the two sides of [`Camps`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sides {
    /// The stances of the ties.
    #[default]
    Stance,
    /// [`super::Facts::groups`]: the first is on the left, the second on the
    /// right, all others between them. Without groups, as [`Sides::Stance`].
    Groups,
}

/// One camp on the left, one on the right, and between them who belongs to
/// neither: hostile ties cross the middle.
///
/// By stance, the sides are those with the most supportive weight inside and
/// hostile weight across, less the contrary (structural balance, Harary 1953;
/// partitions of least frustration, Doreian & Mrvar 1996). Neutral ties hold
/// together a tenth as much. A node stands in the middle when less than two
/// thirds of its signed weight agree with its side, when it has none, when
/// signed ties lead it to no opponent at all, and when [`super::Facts::aside`]
/// says so. The first node that has a side has the left one. Without any
/// hostile tie, the sides are the two communities of the greatest modularity
/// (Newman 2006), and only nodes with no more ties to their own than to the
/// other stand between them.
///
/// Each block has as many columns as make the whole about 1.6 times as wide as
/// high. In a camp, those most at odds with the other side stand at the front;
/// the middle leans to where its ties are. Columns are ordered by barycentres
/// so that hostile ties are level and cross little. Boxes of pinned nodes are
/// left free. O((n + m) log n).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Camps {
    /// Who makes the sides.
    pub by: Sides,
}

impl Layout for Camps {
    fn place(
        &self,
        graph: &Topology,
        request: &LayoutRequest,
        progress: &mut Progress<'_>,
    ) -> Result<Vec<Point>, Cancelled> {
        let n = graph.len();
        let ties = ties_of(graph);
        let facts = graph.facts();
        let grouped = facts.filter(|f| self.by == Sides::Groups && !f.groups.is_empty());
        let seen = ByStance::of(if grouped.is_some() { 0 } else { n }, &ties);
        let work = seen.work() + order_work(n);
        let mut pulse = Pulse::new(progress, work);
        pulse.tick(0.0)?;
        let side = match grouped {
            Some(facts) => by_groups(facts),
            None => {
                let aside = facts.map_or(&[][..], |f| &f.aside);
                seen.find(&ties, aside, request.seed, &mut pulse)?
            }
        };
        let across = |u: u32, v: u32| match (side[u as usize], side[v as usize]) {
            (Side::Left, Side::Right) | (Side::Right, Side::Left) => 1.0,
            (Side::Middle, _) | (_, Side::Middle) => OTHER,
            _ => OTHER * OTHER,
        };
        let pulls = joined(n, &ties, |t| {
            let (weight, stance) = measures(t);
            weight * (OTHER + (-stance).max(0.0)) * across(t.from, t.to)
        })
        .normed();
        let rooms = Rooms::of(graph, request.length());
        let aisle = 1.2 * request.length();
        let mut blocks = blocks_of(&side, &pulls, &rooms, aisle);
        // Where there are many columns, the front lines stay in sight.
        let columns: usize = blocks.iter().map(Vec::len).sum();
        let setting = Setting {
            aisle: aisle.max(0.06 * columns as f32 * rooms.column),
            middle: true,
            stagger: true,
        };
        order(&mut blocks, &[0.0; 3], setting, &pulls, &mut pulse)?;
        let at = blocks::set(&[blocks], &rooms, &request.pins_for(n), setting);
        pulse.tick(work)?;
        Ok(at)
    }
}

/// The left camp, the middle and the right camp, each in columns.
fn blocks_of(side: &[Side], pulls: &Topology, rooms: &Rooms, aisle: f32) -> Vec<Block> {
    let all = |wanted: Side| -> Vec<u32> {
        let of = (0..side.len() as u32).filter(|&u| side[u as usize] == wanted);
        of.collect()
    };
    // How much ties draw a node to the left and to the right.
    let drawn = |u: u32| {
        let mut drawn = [0.0_f32; 2];
        for (v, w) in pulls.edges(u as usize) {
            match side[v] {
                Side::Left => drawn[0] += w,
                Side::Right => drawn[1] += w,
                Side::Middle => {}
            }
        }
        drawn
    };
    let mut left = all(Side::Left);
    left.sort_by_cached_key(|&u| Front(drawn(u)[1]));
    let mut middle = all(Side::Middle);
    middle.sort_by_cached_key(|&u| {
        let [l, r] = drawn(u);
        Front((r - l) / (l + r).max(1e-9))
    });
    let mut right = all(Side::Right);
    right.sort_by_cached_key(|&u| Front(-drawn(u)[0]));
    let sizes = [left.len(), middle.len(), right.len()];
    let rows = rows_for(&sizes, rooms, aisle, ASPECT);
    [left, middle, right]
        .iter()
        .filter(|nodes| !nodes.is_empty())
        .map(|nodes| fold(nodes, rows))
        .collect()
}

/// A number to sort by.
#[derive(PartialEq)]
struct Front(f32);

impl Eq for Front {}

impl PartialOrd for Front {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Front {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.0.total_cmp(&other.0)
    }
}

#[cfg(test)]
mod tests {
    use super::super::facts::{Facts, Tie};
    use super::super::rng::Rng;
    use super::super::rooms::tests::{bodies_are_kept_apart, lay_out};
    use super::*;

    fn told(n: usize, ties: &[(usize, usize, f32)]) -> Topology {
        let edges: Vec<(u32, u32)> = ties.iter().map(|&(u, v, _)| (u as u32, v as u32)).collect();
        let mut facts = Facts::directed(n, &edges);
        for (tie, &(_, _, stance)) in facts.ties.iter_mut().zip(ties) {
            tie.stance = stance;
        }
        Topology::new(n, &edges)
            .with_radii(&vec![10.0; n])
            .with_facts(facts)
    }

    /// Two camps of 30 and 30 who take turns, and 15 onlookers; one signed tie
    /// in twenty is on the wrong side.
    fn planted() -> Topology {
        let mut rng = Rng::new(8);
        let mut ties: Vec<(usize, usize, f32)> = Vec::new();
        for u in 0..60 {
            for _ in 0..6 {
                let v = rng.below(60);
                let agree = (u % 2 == v % 2) != (rng.below(20) == 0);
                ties.push((u, v, if agree { 0.8 } else { -0.8 }));
            }
        }
        ties.extend((60..75).map(|u| (u, rng.below(60), 0.0)));
        told(75, &ties)
    }

    /// The bounds of the middle: the rightmost of the left camp, the leftmost
    /// of the right one.
    fn front(at: &[Point]) -> (f32, f32) {
        let camp = |side: usize| (0..60).filter(move |u| u % 2 == side).map(|u| at[u][0]);
        (
            camp(0).fold(f32::MIN, f32::max),
            camp(1).fold(f32::MAX, f32::min),
        )
    }

    #[test]
    fn planted_camps_are_found_and_hostile_ties_cross_the_middle() {
        let graph = planted();
        let at = lay_out(&Camps::default(), &graph, &LayoutRequest::default());
        let (left, right) = front(&at);
        assert!(left < right, "{left} and {right}");
        for p in &at[60..] {
            assert!(left < p[0] && p[0] < right, "{p:?} looks on");
        }
        let middle = (left + right) / 2.0;
        let hostile: Vec<&Tie> = graph
            .facts()
            .map(|f| f.ties.iter().filter(|t| t.stance < 0.0).collect())
            .unwrap_or_default();
        let cross =
            |t: &&&Tie| (at[t.from as usize][0] < middle) != (at[t.to as usize][0] < middle);
        let crossing = hostile.iter().filter(cross).count();
        assert!(
            crossing * 10 > hostile.len() * 8,
            "{crossing} of {}",
            hostile.len()
        );
    }

    #[test]
    fn whoever_is_most_at_odds_stands_at_the_front() {
        // 0 to 39 against 40 to 79: the higher the number, the more foes.
        let mut ties = Vec::new();
        for u in 0..40 {
            ties.extend((0..=u / 8).map(|i| (u, 40 + (u + i * 8) % 40, -1.0)));
        }
        let at = lay_out(
            &Camps::default(),
            &told(80, &ties),
            &LayoutRequest::default(),
        );
        assert!(at[39][0] > at[0][0] + 50.0, "{:?} {:?}", at[39], at[0]);
        assert!(at[40..].iter().all(|p| p[0] > at[39][0]));
    }

    #[test]
    fn opponents_stand_on_a_level() {
        let ties: Vec<(usize, usize, f32)> = (0..4).map(|u| (u, 4 + u * 3 % 4, -1.0)).collect();
        // One in the left camp knows all others in it, and so on the right.
        let friends = (1..4).flat_map(|u| [(0, u, 1.0), (4, 4 + u, 1.0)]);
        let ties: Vec<_> = ties.into_iter().chain(friends).collect();
        let at = lay_out(
            &Camps::default(),
            &told(8, &ties),
            &LayoutRequest::default(),
        );
        for &(u, v, _) in &ties[..4] {
            for &(s, t, _) in &ties[..4] {
                let crosses = (at[u][1] - at[s][1]) * (at[v][1] - at[t][1]) < 0.0;
                assert!(!crosses, "{u}-{v} and {s}-{t}");
            }
        }
    }

    #[test]
    fn groups_are_the_sides_if_wanted() {
        let n = 30;
        let groups: Vec<u32> = (0..n as u32)
            .map(|u| [2, 1, 0, 5][u as usize % 4])
            .collect();
        let facts = Facts {
            groups: groups.clone(),
            ..Facts::default()
        };
        let graph = Topology::new(n, &[]).with_facts(facts);
        let by = Camps { by: Sides::Groups };
        let at = lay_out(&by, &graph, &LayoutRequest::default());
        for u in 0..n {
            for v in 0..n {
                if groups[u] == 0 && groups[v] != 0 || groups[v] == 1 && groups[u] != 1 {
                    assert!(at[u][0] < at[v][0], "{} and {}", groups[u], groups[v]);
                }
            }
        }
    }

    #[test]
    fn edges_without_facts_are_two_communities() {
        let mut edges = Vec::new();
        for u in 0..40_u32 {
            edges.extend((0..u).filter(|v| v % 2 == u % 2).map(|v| (u, v)));
        }
        edges.extend([(0, 1), (4, 7)]);
        let graph = Topology::new(40, &edges);
        let at = lay_out(&Camps::default(), &graph, &LayoutRequest::default());
        let even = (0..40).filter(|u| u % 2 == 0).map(|u| at[u][0]);
        let odd = (0..40).filter(|u| u % 2 == 1).map(|u| at[u][0]);
        assert!(even.fold(f32::MIN, f32::max) < odd.fold(f32::MAX, f32::min));
    }

    #[test]
    fn boxes_with_names_are_kept_apart_and_pins_too() {
        let names = (0..75)
            .map(|u| {
                let wide = 30.0 + (u % 7) as f32 * 9.0;
                [[-wide, -12.0], [wide, 30.0 + (u % 3) as f32 * 20.0]]
            })
            .collect();
        let graph = planted().with_footprints(names);
        bodies_are_kept_apart(&Camps::default(), &graph, 8);
    }
}
