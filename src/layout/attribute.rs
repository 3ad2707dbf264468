//! Those alike together: a block for each group.

use std::ops::Range;

use super::blocks::{self, Block, Setting, barycentre, fold, order, order_work, rows_for};
use super::louvain;
use super::request::{Cancelled, Layout, LayoutRequest, Point, Progress, Pulse};
use super::rooms::Rooms;
use super::topology::Topology;

/// How wide the picture is, for its height.
const ASPECT: f32 = 1.6;
/// More blocks than this do not stand in one row.
const ABREAST: usize = 6;
/// Rounds in which nodes look for their column.
const ROUNDS: usize = 4;

/// A block of columns for each of [`super::Facts::groups`], in their order.
///
/// Up to six blocks stand side by side; more of them fill several rows, like
/// words. Without groups, communities (of the [`Topology`], or else Louvain's,
/// Blondel et al. 2008) are the groups, the largest first, and those alone in
/// theirs make a last one. In a block, nodes go to the column and the row of
/// their neighbours' barycentre, to shorten ties. Boxes of pinned nodes are
/// left free. O((n + m) log n).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Attribute;

impl Layout for Attribute {
    fn place(
        &self,
        graph: &Topology,
        request: &LayoutRequest,
        progress: &mut Progress<'_>,
    ) -> Result<Vec<Point>, Cancelled> {
        let n = graph.len();
        let work = order_work(n) + ((ROUNDS + 2) * n) as f64;
        let mut pulse = Pulse::new(progress, work);
        pulse.tick(0.0)?;
        let groups = groups_of(graph, request.seed);
        pulse.tick(n as f64)?;
        let rooms = Rooms::of(graph, request.length());
        let aisle = 0.8 * request.length();
        let ties = graph.clone().normed();
        let lines = lines_of(&groups, &rooms, aisle);
        let mut blocks: Vec<Block> = Vec::with_capacity(groups.len());
        let mut in_line: Vec<usize> = Vec::with_capacity(lines.len());
        for (members, rows) in &lines {
            in_line.push(members.len());
            blocks.extend(groups[members.clone()].iter().map(|g| fold(g, *rows)));
        }
        for _ in 0..ROUNDS {
            refold(&mut blocks, &ties, &lines);
            pulse.tick(n as f64)?;
        }
        let setting = Setting {
            aisle,
            middle: in_line.len() == 1,
            stagger: in_line.len() == 1,
        };
        order(&mut blocks, &tops(&lines), setting, &ties, &mut pulse)?;
        let mut rest = blocks.into_iter();
        let rows: Vec<Vec<Block>> = in_line
            .iter()
            .map(|&count| rest.by_ref().take(count).collect())
            .collect();
        let at = blocks::set(&rows, &rooms, &request.pins_for(n), setting);
        pulse.tick(work)?;
        Ok(at)
    }
}

/// The nodes of each group that has any, in order of the groups.
fn groups_of(graph: &Topology, seed: u64) -> Vec<Vec<u32>> {
    let n = graph.len();
    let gather = |of: &[u32]| {
        let mut nodes: Vec<u32> = (0..of.len() as u32).collect();
        nodes.sort_by_key(|&u| of[u as usize]);
        let alike = |a: &u32, b: &u32| of[*a as usize] == of[*b as usize];
        let groups = nodes.chunk_by(alike).map(<[u32]>::to_vec);
        groups.collect::<Vec<_>>()
    };
    if let Some(facts) = graph.facts().filter(|f| f.groups.len() == n) {
        return gather(&facts.groups);
    }
    let found = match graph.communities() {
        Some(known) => gather(known),
        None => gather(&louvain::communities(graph, 1.0, seed).0),
    };
    let (mut groups, alone): (Vec<_>, Vec<_>) = found.into_iter().partition(|g| g.len() > 1);
    groups.sort_by_key(|g| std::cmp::Reverse(g.len()));
    if !alone.is_empty() {
        groups.push(alone.concat());
    }
    groups
}

/// Groups side by side, and how many rows the columns of each have.
type Line = (Range<usize>, usize);

/// The row in which each block begins.
fn tops(lines: &[Line]) -> Vec<f32> {
    let mut top = 0.0;
    let mut tops = Vec::new();
    for (line, rows) in lines {
        tops.extend(line.clone().map(|_| top));
        top += *rows as f32 + 1.0;
    }
    tops
}

/// Which groups stand side by side, and how many rows the columns of each have.
fn lines_of(groups: &[Vec<u32>], rooms: &Rooms, aisle: f32) -> Vec<Line> {
    let sizes: Vec<usize> = groups.iter().map(Vec::len).collect();
    if sizes.len() <= ABREAST {
        let rows = rows_for(&sizes, rooms, aisle, ASPECT);
        return vec![(0..sizes.len(), rows)];
    }
    // Square blocks say how wide the whole is to be; then every line has as
    // many rows as make it that wide.
    let size = |&s: &usize| {
        let rows = rows_for(&[s], rooms, aisle, 1.0);
        let width = s.div_ceil(rows) as f32 * rooms.column + aisle;
        (width, rows as f32 * rooms.row + aisle)
    };
    let square: Vec<(f32, f32)> = sizes.iter().map(size).collect();
    let area: f32 = square.iter().map(|(w, h)| w * h).sum();
    let widest = square.iter().map(|s| s.0).fold(0.0, f32::max);
    let room = (area * ASPECT).sqrt().max(widest);
    let (mut lines, mut begin, mut width) = (Vec::new(), 0, 0.0);
    for (i, (w, _)) in square.iter().enumerate() {
        if width + w > room && i > begin {
            lines.push(begin..i);
            (begin, width) = (i, 0.0);
        }
        width += w;
    }
    lines.push(begin..sizes.len());
    let rows = |line: Range<usize>| {
        let of = &sizes[line.clone()];
        let most = of.iter().copied().max().unwrap_or(1);
        let wide = |rows: usize| {
            let columns: usize = of.iter().map(|s| s.div_ceil(rows)).sum();
            columns as f32 * rooms.column + of.len() as f32 * aisle
        };
        // The fewest rows that fit, by halving: width falls with rows.
        let (mut low, mut high) = (1, most);
        while low < high {
            let middle = low + (high - low) / 2;
            if wide(middle) <= room {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        (line, low)
    };
    lines.into_iter().map(rows).collect()
}

/// Sends the nodes of every block to the column of their neighbours'
/// barycentre, and to its row there.
fn refold(blocks: &mut [Block], ties: &Topology, lines: &[Line]) {
    let n = ties.len();
    let (mut x, mut y) = (vec![0.0_f32; n], vec![0.0_f32; n]);
    let mut top = 0.0;
    for (line, rows) in lines {
        let count: usize = blocks[line.clone()].iter().map(Vec::len).sum();
        let mut column = -(count as f32) / 2.0;
        for nodes in blocks[line.clone()].iter().flatten() {
            for (row, &u) in nodes.iter().enumerate() {
                (x[u as usize], y[u as usize]) = (column, top + row as f32);
            }
            column += 1.0;
        }
        top += *rows as f32 + 1.0;
    }
    let wish =
        |place: &[f32]| -> Vec<f32> { (0..n as u32).map(|u| barycentre(ties, u, place)).collect() };
    let (x, y) = (wish(&x), wish(&y));
    for (line, rows) in lines {
        for block in &mut blocks[line.clone()] {
            let mut nodes = block.concat();
            nodes.sort_by(|&a, &b| x[a as usize].total_cmp(&x[b as usize]));
            *block = fold(&nodes, *rows);
            for column in block.iter_mut() {
                column.sort_by(|&a, &b| y[a as usize].total_cmp(&y[b as usize]));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::facts::Facts;
    use super::super::rng::Rng;
    use super::super::rooms::tests::{bodies_are_kept_apart, lay_out};
    use super::*;

    fn place(graph: &Topology, request: &LayoutRequest) -> Vec<Point> {
        lay_out(&Attribute, graph, request)
    }

    fn random(n: usize, groups: u32) -> Topology {
        let mut rng = Rng::new(5);
        let edges: Vec<(u32, u32)> = (0..2 * n)
            .map(|_| (rng.below(n) as u32, rng.below(n) as u32))
            .collect();
        let facts = Facts {
            groups: (0..n)
                .map(|_| 3 * rng.below(groups as usize) as u32)
                .collect(),
            ..Facts::directed(n, &edges)
        };
        Topology::new(n, &edges)
            .with_radii(&vec![12.0; n])
            .with_facts(facts)
    }

    /// The box around each group: left, right, top, bottom.
    fn boxes(graph: &Topology, at: &[Point]) -> Vec<[f32; 4]> {
        let groups = groups_of(graph, 1);
        let around = |nodes: &Vec<u32>| {
            nodes.iter().fold(
                [f32::MAX, f32::MIN, f32::MAX, f32::MIN],
                |[l, r, t, b], &u| {
                    let [x, y] = at[u as usize];
                    [l.min(x), r.max(x), t.min(y), b.max(y)]
                },
            )
        };
        groups.iter().map(around).collect()
    }

    #[test]
    fn groups_stand_in_boxes_of_their_own() {
        for groups in [3, 6, 17] {
            let graph = random(300, groups);
            let at = place(&graph, &LayoutRequest::default());
            let boxes = boxes(&graph, &at);
            assert_eq!(boxes.len(), groups as usize);
            for (i, a) in boxes.iter().enumerate() {
                for b in &boxes[..i] {
                    let apart = a[0] > b[1] || b[0] > a[1] || a[2] > b[3] || b[2] > a[3];
                    assert!(apart, "{groups} groups: {a:?} and {b:?}");
                }
            }
            if groups <= 6 {
                assert!(
                    boxes.windows(2).all(|w| w[0][1] < w[1][0]),
                    "in their order"
                );
            }
        }
    }

    #[test]
    fn boxes_with_names_are_kept_apart_and_pins_too() {
        let graph = random(120, 4);
        let names = (0..120)
            .map(|u| {
                [
                    [-20.0 - (u % 5) as f32 * 15.0, -12.0],
                    [60.0, 30.0 + (u % 3) as f32 * 9.0],
                ]
            })
            .collect();
        let graph = graph.with_footprints(names);
        bodies_are_kept_apart(&Attribute, &graph, 9);
    }

    #[test]
    fn ties_are_shorter_than_by_chance() {
        let graph = random(200, 4);
        let length = |at: &[Point]| -> f32 {
            let of = |u: usize| {
                let ends = graph.edges(u).map(move |(v, _)| (u, v));
                ends.map(|(u, v)| (at[u][0] - at[v][0]).hypot(at[u][1] - at[v][1]))
                    .sum::<f32>()
            };
            (0..200).map(of).sum()
        };
        let found = length(&place(&graph, &LayoutRequest::default()));
        let bare = Topology::new(200, &[])
            .with_radii(&[12.0; 200])
            .with_facts(graph.facts().cloned().unwrap_or_default());
        let chance = length(&place(&bare, &LayoutRequest::default()));
        assert!(found < 0.85 * chance, "{found} of {chance}");
    }
}
