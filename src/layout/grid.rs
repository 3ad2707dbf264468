//! Rows and columns.

use super::overlap::separate;
use super::request::{Cancelled, Layout, LayoutRequest, Point, Progress, Pulse};
use super::topology::Topology;

/// As many columns as rows (or one more), one node a cell.
///
/// With start positions, rows and columns follow them: the topmost nodes fill
/// the first row from left to right, and so on, about the middle of where they
/// were. Without, they go in order of their indices. Cells are an edge length
/// apart, or as far as the widest disc needs; a cell under a pinned node is
/// left out. O(n log n).
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
        let step = request.length().max(2.2 * widest);
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
            let side = (columns - 1) as f32 * step;
            for (k, corner) in corner.iter_mut().enumerate() {
                let sum: f64 = free.iter().map(|&u| f64::from(at(u, k))).sum();
                *corner = (sum / free.len().max(1) as f64) as f32 - side / 2.0;
            }
        }
        let taken: Vec<(Point, f32)> = pins
            .iter()
            .zip(radii)
            .filter_map(|(pin, &r)| pin.map(|p| (p, r)))
            .collect();
        let open = |p: Point| {
            taken
                .iter()
                .all(|&(q, r)| (p[0] - q[0]).hypot(p[1] - q[1]) >= (r + widest).max(0.45 * step))
        };
        let mut pulse = Pulse::new(progress, n as f64);
        let mut at: Vec<Point> = pins.iter().map(|p| p.unwrap_or_default()).collect();
        let mut cell = 0;
        for &u in &free {
            loop {
                let (row, column) = (cell / columns, cell % columns);
                cell += 1;
                let p = [
                    corner[0] + column as f32 * step,
                    corner[1] + row as f32 * step,
                ];
                // Never look for ever: pins may cover everything near.
                if cell > 4 * n + 64 || open(p) {
                    at[u as usize] = p;
                    break;
                }
            }
            if u % 1024 == 0 {
                pulse.tick(1024.0)?;
            }
        }
        separate(graph, |u| pins[u].is_some(), &mut at);
        Ok(at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::ops::ControlFlow;

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
