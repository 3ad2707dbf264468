//! The courses of edges that pass several layers.

use super::super::request::Point;

/// The points between two ends that a line must pass, without those that lie
/// on the straight way from the one before to the one after. O(points).
///
/// `slack`: how far off a point may lie to count as on the way, in layout
/// units.
pub fn simplified(from: Point, points: &[Point], to: Point, slack: f32) -> Vec<Point> {
    let mut kept: Vec<Point> = Vec::new();
    let mut before = from;
    // Points left out since `before` bound the ways that the line may take.
    let mut cone = Cone::default();
    for (i, &p) in points.iter().enumerate() {
        let after = points.get(i + 1).copied().unwrap_or(to);
        cone.narrow(before, p, slack);
        if !cone.holds(before, after) {
            kept.push(p);
            before = p;
            cone = Cone::default();
        }
    }
    kept
}

/// The directions in which a line passes all points left out near enough
/// (Reumann & Witkam 1974; Imai & Iri 1988).
#[derive(Default)]
struct Cone {
    /// The outermost directions, turning from the first to the second.
    sides: Option<[Point; 2]>,
}

fn cross(a: Point, b: Point) -> f32 {
    a[0] * b[1] - a[1] * b[0]
}

impl Cone {
    fn narrow(&mut self, apex: Point, p: Point, slack: f32) {
        let d = [p[0] - apex[0], p[1] - apex[1]];
        let length = d[0].hypot(d[1]);
        if length <= slack {
            return;
        }
        let off = [-d[1] / length * slack, d[0] / length * slack];
        let (a, b) = (
            [d[0] - off[0], d[1] - off[1]],
            [d[0] + off[0], d[1] + off[1]],
        );
        self.sides = Some(match self.sides {
            None => [a, b],
            Some([left, right]) => [
                if cross(left, a) > 0.0 { a } else { left },
                if cross(right, b) < 0.0 { b } else { right },
            ],
        });
    }

    fn holds(&self, apex: Point, p: Point) -> bool {
        let d = [p[0] - apex[0], p[1] - apex[1]];
        self.sides
            .is_none_or(|[left, right]| cross(left, d) >= 0.0 && cross(right, d) <= 0.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn straight_runs_need_no_points() {
        let run: Vec<Point> = (1..20).map(|i| [0.0, 10.0 * i as f32]).collect();
        assert!(simplified([0.0, 0.0], &run, [0.0, 200.0], 0.5).is_empty());
        let bent = simplified([-30.0, 0.0], &run, [30.0, 200.0], 0.5);
        assert_eq!(bent, [[0.0, 10.0], [0.0, 190.0]]);
        let slow: Vec<Point> = (1..40)
            .map(|i| [(i as f32 / 40.0 * 3.0).sin() * 20.0, 10.0 * i as f32])
            .collect();
        let kept = simplified([0.0, 0.0], &slow, [0.0, 400.0], 1.0);
        assert!((2..20).contains(&kept.len()), "{kept:?}");
    }
}
