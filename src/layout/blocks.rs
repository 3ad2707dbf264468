//! Blocks of columns: who stands in which, in what order, and where.

use super::request::{Cancelled, Point, Pulse};
use super::rooms::{Obstacles, Rooms, shift};
use super::topology::Topology;

/// Sweeps that try to better the order in the columns.
const SWEEPS: usize = 16;

/// Columns from left to right, each from top to bottom.
pub(super) type Block = Vec<Vec<u32>>;

/// Nodes in columns of at most `rows`, all about as high.
pub(super) fn fold(nodes: &[u32], rows: usize) -> Block {
    let count = nodes.len().div_ceil(rows.max(1)).max(1);
    let ends = (0..=count).map(|i| i * nodes.len() / count);
    let starts = ends.clone().zip(ends.skip(1));
    starts.map(|(a, b)| nodes[a..b].to_vec()).collect()
}

/// How many rows make blocks of these sizes, side by side with an aisle between
/// them, about `aspect` times as wide as high.
pub(super) fn rows_for(sizes: &[usize], rooms: &Rooms, aisle: f32, aspect: f32) -> usize {
    let most = sizes.iter().copied().max().unwrap_or(0).max(1);
    let shape = |rows: usize| {
        let columns: usize = sizes.iter().map(|s| s.div_ceil(rows)).sum();
        let aisles = sizes.len().saturating_sub(1) as f32 * aisle;
        let width = columns as f32 * rooms.column + aisles;
        (width / (rows as f32 * rooms.row) / aspect).ln().abs()
    };
    // One by one while few, then in steps of a sixteenth.
    let mut best = (f32::INFINITY, 1);
    let mut rows = 1;
    while rows <= most {
        let now = shape(rows);
        if now < best.0 {
            best = (now, rows);
        }
        rows += 1 + rows / 16;
    }
    best.1
}

/// Orders every column so that ties go up and down as little as can be found.
///
/// Columns are swept to and fro, each sorted by the barycentres of its nodes'
/// neighbours (Sugiyama, Tagawa & Toda 1981); the best order seen is kept, and
/// neighbours in a column are switched as long as that shortens ties. `ties`:
/// the weight of each; `tops`: where each block begins, in rows. O(m + n log n)
/// a sweep.
pub(super) fn order(
    blocks: &mut [Block],
    tops: &[f32],
    setting: Setting,
    ties: &Topology,
    pulse: &mut Pulse<'_, '_>,
) -> Result<(), Cancelled> {
    let n = ties.len();
    let mut height = vec![0.0_f32; n];
    let level = |top: f32, i: usize, column: &[u32], height: &mut [f32]| {
        let mut row = top + setting.offset(i, column.len());
        if setting.middle {
            row -= (column.len() as f32 - 1.0) / 2.0;
        }
        for &u in column {
            height[u as usize] = row;
            row += 1.0;
        }
    };
    let all = |blocks: &[Block], height: &mut [f32]| {
        for (block, &top) in blocks.iter().zip(tops) {
            for (i, column) in block.iter().enumerate() {
                level(top, i, column, height);
            }
        }
    };
    all(blocks, &mut height);
    let mut least = climb(ties, &height);
    let mut best = blocks.to_vec();
    let mut wish = vec![0.0_f32; n];
    for sweep in 0..SWEEPS {
        let with_top = blocks.iter_mut().zip(tops);
        let mut columns: Vec<(f32, usize, &mut Vec<u32>)> = with_top
            .flat_map(|(block, &top)| block.iter_mut().enumerate().map(move |(i, c)| (top, i, c)))
            .collect();
        if sweep % 2 == 1 {
            columns.reverse();
        }
        for (top, i, column) in columns {
            for &u in column.iter() {
                wish[u as usize] = barycentre(ties, u, &height);
            }
            column.sort_by(|&a, &b| wish[a as usize].total_cmp(&wish[b as usize]));
            level(top, i, column, &mut height);
        }
        let now = climb(ties, &height);
        if now < least {
            least = now;
            best = blocks.to_vec();
        }
        pulse.tick(n as f64)?;
    }
    blocks.clone_from_slice(&best);
    all(blocks, &mut height);
    for _ in 0..SWEEPS {
        let mut switched = false;
        for column in blocks.iter_mut().flatten() {
            for i in 1..column.len() {
                let (a, b) = (column[i - 1], column[i]);
                let (up, down) = (height[a as usize], height[b as usize]);
                let cost = |u: u32, v: u32, y: f32| -> f32 {
                    let others = ties.edges(u as usize).filter(|&(w, _)| w != v as usize);
                    others.map(|(w, s)| s * (height[w] - y).abs()).sum()
                };
                let (now, then) = (
                    cost(a, b, up) + cost(b, a, down),
                    cost(a, b, down) + cost(b, a, up),
                );
                if then < now * 0.999 - 1e-4 {
                    column.swap(i - 1, i);
                    height.swap(a as usize, b as usize);
                    switched = true;
                }
            }
        }
        pulse.tick(n as f64)?;
        if !switched {
            break;
        }
    }
    Ok(())
}

/// What [`order`] tells of work, at most, for `n` nodes.
pub(super) fn order_work(n: usize) -> f64 {
    (2 * SWEEPS * n) as f64
}

/// The mean of the neighbours' places; a little of one's own, so that those
/// with equal neighbours keep their order and nobody swaps for ever.
pub(super) fn barycentre(ties: &Topology, u: u32, place: &[f32]) -> f32 {
    let (mut sum, mut weight) = (0.0, 0.0);
    for (v, w) in ties.edges(u as usize) {
        sum += w * place[v];
        weight += w;
    }
    let own = 0.05 * weight + 1e-3;
    (sum + own * place[u as usize]) / (weight + own)
}

fn climb(ties: &Topology, height: &[f32]) -> f64 {
    let of = |u: usize| -> f64 {
        let up = ties.edges(u).filter(|&(v, _)| v < u);
        up.map(|(v, w)| f64::from(w * (height[u] - height[v]).abs()))
            .sum()
    };
    (0..ties.len()).map(of).sum()
}

/// How blocks are set.
#[derive(Clone, Copy, Debug)]
pub(super) struct Setting {
    /// Between blocks, in layout units.
    pub aisle: f32,
    /// Whether the blocks of a row share their middle; else, their top.
    pub middle: bool,
    /// Whether neighbouring columns are half a row apart, so that lines along
    /// the rows find a way.
    pub stagger: bool,
}

impl Setting {
    /// How far column `i` of a block is moved down to stagger it, in rows.
    fn offset(self, i: usize, len: usize) -> f32 {
        // An odd and an even column that share their middle are half a row
        // apart already.
        let apart = self.middle && len.is_multiple_of(2);
        if !self.stagger || apart == (i % 2 == 1) {
            0.0
        } else {
            0.5
        }
    }
}

/// Sets rows of blocks below one another, around the pinned nodes. Rows share
/// their middle axis. O(n log n).
pub(super) fn set(
    rows: &[Vec<Block>],
    rooms: &Rooms,
    pins: &[Option<Point>],
    setting: Setting,
) -> Vec<Point> {
    let mut at = vec![[0.0; 2]; pins.len()];
    let open = Obstacles::default();
    lay(rows, rooms, [0.0; 2], &open, setting, &mut at);
    if pins.iter().all(Option::is_none) {
        return at;
    }
    let by = shift(&at, pins);
    let taken = Obstacles::of(rooms, pins, 0);
    let free = |u: &u32| pins[*u as usize].is_none();
    let rest: Vec<Vec<Block>> = rows
        .iter()
        .map(|row| {
            let thin = |c: &Vec<u32>| c.iter().copied().filter(free).collect();
            row.iter()
                .map(|block| block.iter().map(thin).collect())
                .collect()
        })
        .collect();
    lay(&rest, rooms, by, &taken, setting, &mut at);
    for (p, pin) in at.iter_mut().zip(pins) {
        *p = pin.unwrap_or(*p);
    }
    at
}

fn lay(
    rows: &[Vec<Block>],
    rooms: &Rooms,
    [left, top]: Point,
    taken: &Obstacles,
    setting: Setting,
    at: &mut [Point],
) {
    let mut y = top;
    for row in rows {
        let sides = |c: &Vec<u32>| rooms.sides(c).iter().sum::<f32>();
        let filled = |block: &&Block| block.iter().any(|c| !c.is_empty());
        let aisles = row.iter().filter(filled).count().saturating_sub(1);
        let width = row.iter().flatten().map(sides).sum::<f32>() + aisles as f32 * setting.aisle;
        let tall = |c: &Vec<u32>| rooms.height(c);
        let height = row.iter().flatten().map(tall).fold(0.0, f32::max);
        let (mut x, mut bottom) = (left - width / 2.0, y);
        for block in row.iter().filter(filled) {
            for (i, column) in block.iter().enumerate() {
                let [l, r] = rooms.sides(column);
                let mut from = y;
                if setting.middle {
                    from += (height - rooms.height(column)) / 2.0;
                }
                from += setting.offset(i, column.len()) * rooms.row;
                let strip = taken.along(x, x + l + r);
                let end = rooms.stack(column, [x + l, from], &strip, at);
                bottom = bottom.max(end);
                x += l + r;
            }
            x += setting.aisle;
        }
        y = bottom + setting.aisle;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::ops::ControlFlow;

    #[test]
    fn columns_are_about_as_high() {
        let nodes: Vec<u32> = (0..11).collect();
        let lengths = |rows| fold(&nodes, rows).iter().map(Vec::len).collect::<Vec<_>>();
        assert_eq!(lengths(4), [3, 4, 4]);
        assert_eq!(lengths(11), [11]);
        assert_eq!(lengths(0).len(), 11);
        assert_eq!(fold(&[], 3), [Vec::<u32>::new()]);
    }

    #[test]
    fn a_ladder_with_shuffled_rungs_is_untangled() {
        // Node i stands opposite node 20 + i, in an order that says nothing.
        let edges: Vec<(u32, u32)> = (0..20).map(|i| (i, 20 + i)).collect();
        let ties = Topology::new(40, &edges);
        let left: Vec<u32> = (0..20).map(|i| i * 7 % 20).collect();
        let right: Vec<u32> = (0..20).map(|i| 20 + i * 3 % 20).collect();
        let mut blocks = [vec![left], vec![right]];
        let mut go = |_| ControlFlow::Continue(());
        let setting = Setting {
            aisle: 0.0,
            middle: true,
            stagger: true,
        };
        let mut pulse = Pulse::new(&mut go, 1.0);
        order(&mut blocks, &[0.0; 2], setting, &ties, &mut pulse).expect("nobody cancels");
        for (a, b) in blocks[0][0].iter().zip(&blocks[1][0]) {
            assert_eq!(a + 20, *b);
        }
    }

    #[test]
    fn the_number_of_rows_gives_the_shape() {
        let rooms = Rooms::of(&Topology::new(1000, &[]), 100.0);
        let rows = rows_for(&[1000], &rooms, 0.0, 1.0);
        let wide = (1000_usize.div_ceil(rows)) as f32 * rooms.column;
        let high = rows as f32 * rooms.row;
        assert!((0.9..1.1).contains(&(wide / high)), "{wide} by {high}");
    }
}
