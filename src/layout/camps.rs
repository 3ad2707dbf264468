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
        order(&mut blocks, &pulls, &mut pulse)?;
        // Where there are many columns, the front lines stay in sight.
        let columns: usize = blocks.iter().map(Vec::len).sum();
        let setting = Setting {
            aisle: aisle.max(0.06 * columns as f32 * rooms.column),
            middle: true,
            stagger: true,
        };
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
