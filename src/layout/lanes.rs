//! Lanes of things that are side by side: who runs in which.

use super::request::{Cancelled, Point, Pulse};
use super::rooms::{Obstacles, Rooms};
use super::topology::Topology;

/// Sweeps that try to better the lanes.
const SWEEPS: usize = 10;
/// Nodes that all sweeps together may look at, beyond three sweeps.
const BUDGET: usize = 500_000;
/// Lanes that a node looks at in a sweep: a better place that is far from the
/// best one is rarely worth the search.
const LOOKS: i32 = 16;
/// Nobody: what is pinned.
const PIN: u32 = u32::MAX;

/// Pieces of one lane that are taken: from, to, and by whom. Ascending, apart.
type Lane = Vec<(f32, f32, u32)>;

/// Lanes one above the other, as many as are needed: lane 0 has its middle at
/// `y`, lane 1 is below it, lane -1 above.
pub(super) struct Lanes<'a> {
    rooms: &'a Rooms,
    pins: &'a Obstacles,
    x: &'a [f32],
    y: f32,
    /// Lanes 0, 1, -1, 2, -2 and so on.
    lanes: Vec<Lane>,
    /// The lane of each node.
    of: Vec<i32>,
}

impl<'a> Lanes<'a> {
    /// Free lanes for nodes at `x`. `pins`: what is in their way, by rows.
    pub fn new(rooms: &'a Rooms, pins: &'a Obstacles, x: &'a [f32], y: f32) -> Self {
        Self {
            rooms,
            pins,
            x,
            y,
            lanes: Vec::new(),
            of: vec![0; x.len()],
        }
    }

    /// Gives every node of `order` a lane where its box collides with no other
    /// (interval packing, first fit), as near as there is to where its ties
    /// draw it; `at` says where nodes are that are not packed, in lanes.
    ///
    /// Later sweeps move each to a lane nearer to its neighbours, changing
    /// places with who is there if both together gain. O(l log n) a node where
    /// l is the number of lanes looked at.
    pub fn pack(
        &mut self,
        order: &[u32],
        ties: &Topology,
        set: &[Option<f32>],
        pulse: &mut Pulse<'_, '_>,
    ) -> Result<(), Cancelled> {
        let mut placed: Vec<Option<f32>> = set.to_vec();
        for (i, &u) in order.iter().enumerate() {
            let wish = barycentre(ties, u, &placed).unwrap_or(0.0);
            let lane = self.nearest(u, wish);
            self.put(u, lane);
            placed[u as usize] = Some(lane as f32);
            if i % 1024 == 1023 {
                pulse.tick(1024.0)?;
            }
        }
        for _ in 0..sweeps(order.len()) {
            let mut moved = 0;
            for (i, &u) in order.iter().enumerate() {
                moved += usize::from(self.better(u, ties, &mut placed));
                if i % 1024 == 1023 {
                    pulse.tick(1024.0)?;
                }
            }
            if moved * 50 <= order.len() {
                break;
            }
        }
        Ok(())
    }

    /// About what [`Lanes::pack`] tells of work for `n` nodes.
    pub fn work(n: usize) -> f64 {
        (n * (sweeps(n) + 1)) as f64
    }

    /// Where the nodes are, for each packed one.
    pub fn height(&self, u: u32) -> f32 {
        self.y + self.of[u as usize] as f32 * self.rooms.row
    }

    /// The middle of a node in lanes, if its box were at `y`.
    pub fn lane_at(&self, y: f32) -> f32 {
        (y - self.y) / self.rooms.row
    }

    /// How many lanes a node takes above and below its own.
    fn reach(&self, u: u32) -> (i32, i32) {
        let [low, high] = self.rooms.of_node(u);
        let row = self.rooms.row;
        // What a usual node takes of a row, above and below the middle.
        let (rise, fall) = (self.rooms.rise, row - self.rooms.rise);
        let beyond = |side: f32| (side.max(0.0) / row * 0.9999).ceil().min(4096.0) as i32;
        (beyond(-low[1] - rise), beyond(high[1] - fall))
    }

    fn span(&self, u: u32) -> (f32, f32) {
        let [low, high] = self.rooms.of_node(u);
        let x = self.x[u as usize];
        (x + low[0], x + high[0])
    }

    fn lane(&mut self, k: i32) -> &mut Lane {
        while self.lanes.len() <= index(k) {
            let number = self.lanes.len() as i32;
            let k = if number % 2 == 1 {
                (number + 1) / 2
            } else {
                -number / 2
            };
            let middle = self.y + k as f32 * self.rooms.row;
            let top = middle - self.rooms.rise;
            let taken = self.pins.along(top, top + self.rooms.row);
            self.lanes
                .push(taken.into_iter().map(|(a, b)| (a, b, PIN)).collect());
        }
        &mut self.lanes[index(k)]
    }

    /// Who is in the way of a node in a lane: nobody, one other node, or more
    /// than can be moved.
    fn blocked(&mut self, u: u32, k: i32) -> Blocked {
        let (from, to) = self.span(u);
        let (up, down) = self.reach(u);
        let mut by = Blocked::Free;
        for lane in k - up..=k + down {
            let lane = self.lane(lane);
            let begin = lane.partition_point(|p| p.1 <= from);
            for &(_, _, other) in lane[begin..].iter().take_while(|p| p.0 < to) {
                by = match by {
                    _ if other == u => continue,
                    _ if other == PIN => return Blocked::Full,
                    Blocked::Free => Blocked::By(other),
                    Blocked::By(same) if same == other => continue,
                    _ => return Blocked::Full,
                };
            }
        }
        by
    }

    fn put(&mut self, u: u32, k: i32) {
        let (from, to) = self.span(u);
        let (up, down) = self.reach(u);
        for lane in k - up..=k + down {
            let lane = self.lane(lane);
            let at = lane.partition_point(|p| p.0 < from);
            lane.insert(at, (from, to, u));
        }
        self.of[u as usize] = k;
    }

    fn take(&mut self, u: u32) {
        let (from, _) = self.span(u);
        let (up, down) = self.reach(u);
        let k = self.of[u as usize];
        for lane in k - up..=k + down {
            let lane = self.lane(lane);
            let begin = lane.partition_point(|p| p.0 < from);
            if let Some(i) = lane[begin..].iter().position(|p| p.2 == u) {
                lane.remove(begin + i);
            }
        }
    }

    /// The free lane nearest to a wish.
    fn nearest(&mut self, u: u32, wish: f32) -> i32 {
        let first = rounded(wish);
        // Never look for ever: pins may cover everything near.
        for away in 0..self.x.len() as i32 + 4096 {
            let down = (wish >= first as f32) == (away % 2 == 1);
            let step = (away + 1) / 2;
            let k = if down { first + step } else { first - step };
            if matches!(self.blocked(u, k), Blocked::Free) {
                return k;
            }
        }
        first
    }

    /// Moves a node nearer to its neighbours, if that shortens ties.
    fn better(&mut self, u: u32, ties: &Topology, placed: &mut [Option<f32>]) -> bool {
        let Some(wish) = median(ties, u, placed) else {
            return false;
        };
        let own = self.of[u as usize];
        let (cost, first) = (length(ties, u, placed, own as f32), rounded(wish));
        let reach = (own - first).abs();
        for away in 0..(2 * reach).min(LOOKS) {
            let down = (wish >= first as f32) == (away % 2 == 1);
            let step = (away + 1) / 2;
            let k = if down { first + step } else { first - step };
            let gain = cost - length(ties, u, placed, k as f32);
            if k == own || gain <= 1e-3 * cost {
                continue;
            }
            match self.blocked(u, k) {
                Blocked::Free => {
                    self.take(u);
                    self.put(u, k);
                    placed[u as usize] = Some(k as f32);
                    return true;
                }
                Blocked::By(v) => {
                    let there = self.of[v as usize];
                    let now = length(ties, v, placed, there as f32);
                    if gain + now - length(ties, v, placed, own as f32) <= 1e-3 * cost {
                        continue;
                    }
                    self.take(u);
                    self.take(v);
                    let fits =
                        |lanes: &mut Self, w, k| matches!(lanes.blocked(w, k), Blocked::Free);
                    if fits(self, u, k) {
                        self.put(u, k);
                        if fits(self, v, own) {
                            self.put(v, own);
                            placed[u as usize] = Some(k as f32);
                            placed[v as usize] = Some(own as f32);
                            return true;
                        }
                        self.take(u);
                    }
                    self.put(v, there);
                    self.put(u, own);
                }
                Blocked::Full => {}
            }
        }
        false
    }
}

/// How many sweeps `n` nodes are worth.
fn sweeps(n: usize) -> usize {
    (BUDGET / n.max(1)).clamp(3, SWEEPS)
}

enum Blocked {
    Free,
    By(u32),
    Full,
}

fn index(k: i32) -> usize {
    (if k > 0 { 2 * k - 1 } else { -2 * k }) as usize
}

fn rounded(wish: f32) -> i32 {
    wish.round().clamp(-1e6, 1e6) as i32
}

/// The mean of the neighbours that have a place.
fn barycentre(ties: &Topology, u: u32, placed: &[Option<f32>]) -> Option<f32> {
    let (mut sum, mut weight) = (0.0, 0.0);
    for (v, w) in ties.edges(u as usize) {
        if let Some(y) = placed[v] {
            sum += w * y;
            weight += w;
        }
    }
    (weight > 0.0).then(|| sum / weight)
}

/// Where the ties to those that have a place are shortest: their median.
fn median(ties: &Topology, u: u32, placed: &[Option<f32>]) -> Option<f32> {
    let near = ties.edges(u as usize);
    let mut near: Vec<(f32, f32)> = near.filter_map(|(v, w)| Some((placed[v]?, w))).collect();
    weighted_median(&mut near)
}

/// The value with half of the weight on each side, of (value, weight); between
/// two, if exactly half is on either side.
pub(super) fn weighted_median(values: &mut [(f32, f32)]) -> Option<f32> {
    values.sort_by(|a, b| a.0.total_cmp(&b.0));
    let half = values.iter().map(|v| f64::from(v.1)).sum::<f64>() / 2.0;
    let mut below = 0.0;
    for (i, &(value, weight)) in values.iter().enumerate() {
        below += f64::from(weight);
        if below > half * (1.0 + 1e-6) {
            return Some(value);
        }
        if below >= half * (1.0 - 1e-6) {
            let next = values.get(i + 1).map_or(value, |v| v.0);
            return Some(value / 2.0 + next / 2.0);
        }
    }
    None
}

/// How far the ties of a node go up and down if it is in a lane.
fn length(ties: &Topology, u: u32, placed: &[Option<f32>], k: f32) -> f32 {
    let near = ties.edges(u as usize);
    near.filter_map(|(v, w)| Some(w * (placed[v]? - k).abs()))
        .sum()
}

/// As points: `x` and the lane of each node of `nodes`.
pub(super) fn points(lanes: &Lanes<'_>, nodes: &[u32], at: &mut [Point]) {
    for &u in nodes {
        at[u as usize] = [lanes.x[u as usize], lanes.height(u)];
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::ops::ControlFlow;

    #[test]
    fn half_of_the_weight_is_on_each_side_of_the_median() {
        let median = |values: &[(f32, f32)]| weighted_median(&mut values.to_vec());
        assert_eq!(median(&[(3.0, 1.0), (1.0, 1.0), (9.0, 1.0)]), Some(3.0));
        assert_eq!(median(&[(3.0, 1.0), (1.0, 1.0), (9.0, 5.0)]), Some(9.0));
        assert_eq!(median(&[(4.0, 2.0), (1.0, 1.0), (2.0, 1.0)]), Some(3.0));
        assert_eq!(median(&[]), None);
    }

    #[test]
    fn those_in_one_anothers_way_change_places() {
        // Three at one place and three at another, each tied to the one that
        // comes last in the order in which they are packed.
        let ties = Topology::new(6, &[(0, 5), (1, 4), (2, 3)]);
        let rooms = Rooms::of(&ties, 100.0);
        let (x, pins) = ([0.0, 0.0, 0.0, 500.0, 500.0, 500.0], Obstacles::default());
        let mut lanes = Lanes::new(&rooms, &pins, &x, 0.0);
        let mut go = |_| ControlFlow::Continue(());
        let mut pulse = Pulse::new(&mut go, 1.0);
        lanes
            .pack(&[0, 1, 2, 3, 4, 5], &ties, &[None; 6], &mut pulse)
            .expect("nobody cancels");
        for (u, v) in [(0, 5), (1, 4), (2, 3)] {
            assert_eq!(lanes.height(u), lanes.height(v), "{:?}", lanes.of);
        }
    }
}
