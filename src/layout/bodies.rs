//! What nodes take of the plane: boxes, or discs where no boxes are known.

use super::request::Point;
use super::topology::{Footprint, Topology};

/// Share of their size that bodies are put farther apart than they must be, so
/// that rounding does not bring them together again.
const SLACK: f32 = 1e-3;
/// Share of their size that rounding may leave bodies overlapping.
const TOLERANCE: f32 = 2e-6;

/// The bodies of a graph's nodes.
pub(super) struct Bodies<'a> {
    boxes: Vec<Footprint>,
    discs: Option<&'a [f32]>,
}

impl<'a> Bodies<'a> {
    pub fn of(graph: &'a Topology) -> Self {
        Self {
            boxes: graph.boxes(),
            discs: graph.footprints().is_none().then(|| graph.radii()),
        }
    }

    pub fn len(&self) -> usize {
        self.boxes.len()
    }

    /// The box around a node's body, relative to the node.
    pub fn footprint(&self, u: usize) -> &Footprint {
        &self.boxes[u]
    }

    /// The least box that holds everybody's, if all stood in one place.
    pub fn envelope(&self) -> Footprint {
        let mut all = [[0.0; 2]; 2];
        for body in &self.boxes {
            for k in 0..2 {
                all[0][k] = body[0][k].min(all[0][k]);
                all[1][k] = body[1][k].max(all[1][k]);
            }
        }
        all
    }

    /// Radius of the disc about a node that its box holds: its mark without
    /// its name.
    pub fn core(&self, u: usize) -> f32 {
        let [least, most] = self.boxes[u];
        let sides = [-least[0], -least[1], most[0], most[1]];
        sides.into_iter().fold(f32::INFINITY, f32::min).max(0.0)
    }

    /// Width and height.
    pub fn size(&self, u: usize) -> Point {
        let [least, most] = self.boxes[u];
        [most[0] - least[0], most[1] - least[1]]
    }

    /// The longer side.
    pub fn side(&self, u: usize) -> f32 {
        let [w, h] = self.size(u);
        w.max(h)
    }

    /// The middle of a node's box when the node is at `p`.
    pub fn middle(&self, u: usize, p: Point) -> Point {
        let [least, most] = self.boxes[u];
        [
            p[0] + (least[0] + most[0]) / 2.0,
            p[1] + (least[1] + most[1]) / 2.0,
        ]
    }

    /// How to move `v`, at `q`, off `u`, at `p`, by the shortest way; `None`
    /// if they do not overlap.
    pub fn way_off(&self, u: usize, p: Point, v: usize, q: Point) -> Option<Point> {
        // Coordinates beyond this size are coarser than the slack.
        let grain = 4.0 * f32::EPSILON * p.into_iter().chain(q).fold(0.0, |m, c| c.abs().max(m));
        match self.discs {
            Some(radii) => disc_off(
                radii[u] + radii[v],
                [q[0] - p[0], q[1] - p[1]],
                u ^ v,
                grain,
            ),
            None => {
                let (a, b) = (&self.boxes[u], &self.boxes[v]);
                box_off(a, b, [q[0] - p[0], q[1] - p[1]], u ^ v, grain)
            }
        }
    }
}

fn disc_off(want: f32, [mut dx, mut dy]: Point, tie: usize, grain: f32) -> Option<Point> {
    let mut d = (dx * dx + dy * dy).sqrt();
    if d >= want * (1.0 - TOLERANCE) || want <= 0.0 {
        return None;
    }
    let gap = want * (1.0 + SLACK) - d + grain;
    if d < 1e-3 * want {
        let angle = tie as f32 * 2.4;
        (dx, dy, d) = (angle.cos(), angle.sin(), 1.0);
    }
    Some([dx / d * gap, dy / d * gap])
}

fn box_off(a: &Footprint, b: &Footprint, d: Point, tie: usize, grain: f32) -> Option<Point> {
    let mut best: Option<(f32, usize, f32)> = None;
    for k in 0..2 {
        let want = (a[1][k] - a[0][k] + b[1][k] - b[0][k]) / 2.0;
        let apart = d[k] + (b[0][k] + b[1][k] - a[0][k] - a[1][k]) / 2.0;
        if apart.abs() >= want * (1.0 - TOLERANCE) || want <= 0.0 {
            return None;
        }
        let gap = want * (1.0 + SLACK) - apart.abs() + grain;
        // One above the other in the same place: some go left, some go right.
        let ahead = match apart.abs() > 1e-3 * want {
            true => apart > 0.0,
            false => tie & (1 << k) == 0,
        };
        if best.is_none_or(|(least, ..)| gap < least) {
            best = Some((gap, k, if ahead { 1.0 } else { -1.0 }));
        }
    }
    let (gap, k, sign) = best?;
    let mut way = [0.0; 2];
    way[k] = sign * gap;
    Some(way)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn boxes_part_along_the_lesser_overlap() {
        let wide = [[-50.0, -10.0], [50.0, 30.0]];
        let g = Topology::new(2, &[]).with_footprints(vec![wide; 2]);
        let bodies = Bodies::of(&g);
        let way = bodies
            .way_off(0, [0.0, 0.0], 1, [20.0, 30.0])
            .expect("overlap");
        assert!(way[0] == 0.0 && (10.0..10.1).contains(&way[1]), "{way:?}");
        let way = bodies
            .way_off(0, [0.0, 0.0], 1, [-95.0, 3.0])
            .expect("overlap");
        assert!(way[1] == 0.0 && (-5.2..-5.0).contains(&way[0]), "{way:?}");
        assert_eq!(bodies.way_off(0, [0.0, 0.0], 1, [100.0, 0.0]), None);
        assert_eq!(bodies.way_off(0, [0.0, 0.0], 1, [0.0, -40.0]), None);
    }

    #[test]
    fn a_body_without_size_is_in_nobodys_way() {
        let g = Topology::new(2, &[]);
        assert_eq!(Bodies::of(&g).way_off(0, [1.0; 2], 1, [1.0; 2]), None);
    }
}
