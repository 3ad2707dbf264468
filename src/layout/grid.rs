//! Rows and columns.

use super::bodies::Bodies;
use super::overlap::separate;
use super::request::{Cancelled, Layout, LayoutRequest, Point, Progress, Pulse};
use super::topology::{Footprint, Topology};

/// As many columns as rows (or one more), one node a cell.
///
/// With start positions, rows and columns follow them: the topmost nodes fill
/// the first row from left to right, and so on, about the middle of where they
/// were. Without, they go in order of their indices. Cells are an edge length
/// apart, or as far as the widest disc (the widest and the highest footprint)
/// needs; a cell under a pinned node is left out. O(n log n), however many are
/// pinned.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Grid;

impl Layout for Grid {
    fn place(
        &self,
        graph: &Topology,
        request: &LayoutRequest,
        progress: &mut Progress<'_>,
    ) -> Result<Vec<Point>, Cancelled> {
        let n = graph.len();
        let pins = request.pins_for(n);
        let start = request.start_for(n);
        let radii = graph.radii();
        let widest = radii.iter().copied().fold(0.0, f32::max);
        // What a cell must hold, whoever comes to stand in it.
        let bodies = Bodies::of(graph);
        let largest = bodies.envelope();
        let step = match graph.footprints() {
            Some(_) => [0, 1].map(|k| request.length().max(1.05 * (largest[1][k] - largest[0][k]))),
            None => [request.length().max(2.2 * widest); 2],
        };
        let mut free: Vec<u32> = (0..n as u32)
            .filter(|&u| pins[u as usize].is_none())
            .collect();
        let columns = (free.len() as f64).sqrt().ceil().max(1.0) as usize;
        let mut corner = [0.0_f32; 2];
        if let Some(start) = &start {
            let at = |u: u32, k: usize| start[u as usize][k];
            free.sort_by(|&a, &b| at(a, 1).total_cmp(&at(b, 1)));
            for row in free.chunks_mut(columns) {
                row.sort_by(|&a, &b| at(a, 0).total_cmp(&at(b, 0)));
            }
            for (k, corner) in corner.iter_mut().enumerate() {
                let side = (columns - 1) as f32 * step[k];
                let sum: f64 = free.iter().map(|&u| f64::from(at(u, k))).sum();
                *corner = (sum / free.len().max(1) as f64) as f32 - side / 2.0;
            }
        }
        // Never look for ever: pins may cover everything near.
        let most = 4 * n + 64;
        let reach: Vec<(Point, Footprint)> = (0..n)
            .filter_map(|u| {
                let reach = match graph.footprints() {
                    Some(boxes) => [0, 1].map(|k| {
                        [
                            boxes[u][0][k] - largest[1][k],
                            boxes[u][1][k] - largest[0][k],
                        ]
                    }),
                    None => {
                        let room = (radii[u] + widest).max(0.45 * step[0]);
                        [[-room, room]; 2]
                    }
                };
                let [[left, right], [top, bottom]] = reach;
                pins[u].map(|p| (p, [[left, top], [right, bottom]]))
            })
            .collect();
        let taken = Taken::new(corner, step, columns, most.div_ceil(columns), &reach);
        let mut pulse = Pulse::new(progress, n as f64);
        let mut at: Vec<Point> = pins.iter().map(|p| p.unwrap_or_default()).collect();
        let mut cell = 0;
        for (done, &u) in free.iter().enumerate() {
            while cell < most && taken.is(cell) {
                cell += 1;
            }
            let (row, column) = (cell / columns, cell % columns);
            at[u as usize] = [
                corner[0] + column as f32 * step[0],
                corner[1] + row as f32 * step[1],
            ];
            cell += 1;
            if done % 1024 == 0 {
                pulse.tick(1024.0)?;
            }
        }
        separate(graph, |u| pins[u].is_some(), &mut at);
        Ok(at)
    }
}

/// Which cells of a grid are taken.
struct Taken(Vec<bool>);

impl Taken {
    /// `reach`: who is pinned where, and how far from there no cell's middle may
    /// be. O(cells + pinned).
    fn new(
        corner: Point,
        step: Point,
        columns: usize,
        rows: usize,
        reach: &[(Point, Footprint)],
    ) -> Self {
        // Corners of rectangles first, their sums afterwards: however many cells
        // a pinned body covers, it costs four marks.
        let wide = columns + 1;
        let mut marks = vec![0_i32; wide * (rows + 1)];
        for (p, [least, most]) in reach {
            let cells = |k: usize, count: usize| {
                let first = (p[k] + least[k] - corner[k]) / step[k];
                let last = (p[k] + most[k] - corner[k]) / step[k];
                // Strictly between: who only touches is not in the way.
                let first = (first.floor() + 1.0).clamp(0.0, count as f32) as usize;
                let end = last.ceil().clamp(0.0, count as f32) as usize;
                (first, end.max(first))
            };
            let ((left, right), (top, bottom)) = (cells(0, columns), cells(1, rows));
            marks[top * wide + left] += 1;
            marks[top * wide + right] -= 1;
            marks[bottom * wide + left] -= 1;
            marks[bottom * wide + right] += 1;
        }
        for row in 0..=rows {
            for column in 1..wide {
                marks[row * wide + column] += marks[row * wide + column - 1];
            }
        }
        for at in wide..marks.len() {
            marks[at] += marks[at - wide];
        }
        let cells = (0..rows * columns).map(|c| marks[c / columns * wide + c % columns] > 0);
        Self(cells.collect())
    }

    fn is(&self, cell: usize) -> bool {
        self.0.get(cell).is_some_and(|&taken| taken)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::ops::ControlFlow;

    #[test]
    fn cells_are_as_wide_and_high_as_the_names_need() {
        let boxes = vec![
            [[-150.0, -30.0], [150.0, 50.0]],
            [[-30.0, -30.0], [30.0, 120.0]],
        ];
        let g = Topology::new(2, &[]).with_footprints(boxes);
        let at = Grid
            .place(&g, &LayoutRequest::default(), &mut |_| {
                ControlFlow::Continue(())
            })
            .expect("done");
        assert_eq!(at[0][1], at[1][1], "in a row");
        assert!(at[1][0] - at[0][0] >= 300.0);
    }

    #[test]
    fn rows_follow_the_old_places_around_a_pin() {
        let g = Topology::new(5, &[]).with_radii(&[10.0; 5]);
        let request = LayoutRequest {
            start: Some(vec![
                [90.0, 80.0],
                [10.0, 75.0],
                [80.0, 5.0],
                [5.0, 0.0],
                [47.0, 40.0],
            ]),
            pinned: vec![false, false, false, false, true],
            ..LayoutRequest::default()
        };
        let at = Grid
            .place(&g, &request, &mut |_| ControlFlow::Continue(()))
            .expect("done");
        assert_eq!(at[4], [47.0, 40.0]);
        assert!(at[3][0] < at[2][0] && at[3][1] == at[2][1]);
        assert!(at[1][0] < at[0][0] && at[1][1] == at[0][1]);
        assert!(at[3][1] < at[1][1]);
    }
}
