//! Lines by way of the points that an arrangement gives them.

use std::collections::BTreeMap;

use kurbo::{Point, Vec2};

use super::course::Course;
use super::route::{Ends, Site};
use super::spline::Spline;

/// Distance between lines of the same route, in document units: less than in a
/// fan, since a route is led through gaps that were made for one line.
const GAP: f64 = 22.0;
/// Most that lines of the same route take in breadth, in document units.
const BREADTH: f64 = 66.0;
/// So far from the centre of an end, lines of the same route are as far apart
/// as elsewhere: nearer, they close up, and meet its outline side by side. In
/// document units.
const MOUTH: f64 = 70.0;
/// A point nearer to the outline of an end than this is passed by: a line that
/// came to it would have to turn back at once. In document units.
const NEAR: f64 = 10.0;

/// The bends of a line as they are read from its end of the lower index; equal
/// for lines of the same route, whichever way they point.
type Route = Vec<[u64; 2]>;

/// The courses of the actions that have bends, in the order given; none for the
/// others, nor where no bend is left between the outlines.
///
/// Deterministic. O(p log p) for p bends in all.
pub(super) fn courses(sites: &[Site], actions: &[Ends<'_>]) -> Vec<Option<Course>> {
    let mut out = vec![None; actions.len()];
    let mut routes: BTreeMap<(usize, usize, Route), Vec<usize>> = BTreeMap::new();
    for (i, ends) in actions.iter().enumerate().filter(|a| !a.1.bends.is_empty()) {
        let mut route: Route = ends.bends.iter().map(|p| p.map(f64::to_bits)).collect();
        if ends.from > ends.to {
            route.reverse();
        }
        let key = (ends.from.min(ends.to), ends.from.max(ends.to), route);
        routes.entry(key).or_default().push(i);
    }
    for ((low, high, route), mut members) in routes {
        let points: Vec<Point> = route
            .into_iter()
            .map(|[x, y]| Point::new(f64::from_bits(x), f64::from_bits(y)))
            .collect();
        // As in a fan, those of one direction lie together.
        members.sort_by_key(|&i| (actions[i].from != low, i));
        let between = members.len().saturating_sub(1);
        let gap = GAP.min(BREADTH / between.max(1) as f64);
        for (k, i) in members.into_iter().enumerate() {
            let aside = (k as f64 - between as f64 / 2.0) * gap;
            let line = line(&sites[low], &sites[high], &points, aside);
            let turned = actions[i].from > actions[i].to;
            out[i] = line.and_then(|mut line| {
                if turned {
                    line.reverse();
                }
                Spline::through(line).map(Course::Bent)
            });
        }
    }
    out
}

/// The points of a line from outline to outline, `aside` document units to the
/// right of some others; `None` if none of these is far enough from both ends.
fn line(a: &Site, b: &Site, points: &[Point], aside: f64) -> Option<Vec<Point>> {
    let near =
        |site: &Site, p: Point| site.centre.distance(p) < site.centre.distance(site.edge(p)) + NEAR;
    let first = points.iter().position(|&p| !near(a, p))?;
    let last = points.iter().rposition(|&p| !near(b, p))?;
    let points = points.get(first..=last).filter(|p| !p.is_empty())?;
    let at = |i: isize| match usize::try_from(i) {
        Err(_) => a.centre,
        Ok(i) => points.get(i).copied().unwrap_or(b.centre),
    };
    let shifted = (0..points.len() as isize).map(|i| {
        let along = at(i + 1) - at(i - 1);
        let length = along.hypot().max(1e-9);
        at(i) + Vec2::new(-along.y, along.x) * (aside / length)
    });
    let mut line: Vec<Point> = shifted.collect();
    // Clockwise around one end is anticlockwise around the other.
    let (tail, tip) = (
        mouth(a, at(0), aside),
        mouth(b, at(line.len() as isize - 1), -aside),
    );
    line.insert(0, tail);
    line.push(tip);
    Some(line)
}

/// Where a line to or from a point meets the outline of its end, led `aside`
/// units clockwise from the straight way.
fn mouth(site: &Site, toward: Point, aside: f64) -> Point {
    let way = toward - site.centre;
    let out = way / way.hypot().max(1e-9);
    let straight = out * MOUTH.min(way.hypot());
    site.edge(site.centre + straight + Vec2::new(-out.y, out.x) * aside)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::ActorKind;
    use crate::picture::shape::silhouette;
    use kurbo::Shape;

    fn sites() -> [Site; 2] {
        [(0.0, 0.0), (0.0, 400.0)].map(|(x, y)| {
            let outline = silhouette(ActorKind::Person, Point::new(x, y), 28.0);
            Site {
                centre: Point::new(x, y),
                keep_free: outline.bounding_box(),
                outline,
            }
        })
    }

    const ROUTE: [[f64; 2]; 2] = [[90.0, 150.0], [90.0, 250.0]];
    const BACK: [[f64; 2]; 2] = [[90.0, 250.0], [90.0, 150.0]];

    fn ends(from: usize, bends: &[[f64; 2]]) -> Ends<'_> {
        let to = 1 - from;
        Ends { from, to, bends }
    }

    #[test]
    fn a_line_passes_its_bends_from_outline_to_outline() {
        let sites = sites();
        let all = courses(&sites, &[ends(0, &ROUTE), ends(0, &[])]);
        let course = all[0].clone().expect("bent");
        assert_eq!(all[1], None, "the usual course");
        for (t, site) in [(0.0, &sites[0]), (1.0, &sites[1])] {
            assert!((course.at(t).distance(site.centre) - 28.0).abs() < 0.2);
        }
        for [x, y] in ROUTE {
            assert!(course.distance(Point::new(x, y)) < 1e-6);
        }
        // Its middle is half-way by length.
        assert!(course.at(0.5).distance(Point::new(90.0, 200.0)) < 0.5);
    }

    #[test]
    fn lines_of_one_route_lie_side_by_side() {
        let (sites, back) = (sites(), BACK);
        let actions = [ends(0, &ROUTE), ends(1, &back), ends(0, &ROUTE)];
        let all: Vec<Course> = courses(&sites, &actions).into_iter().flatten().collect();
        assert_eq!(all.len(), 3);
        assert!(all[1].at(0.0).y > all[1].at(1.0).y, "it points back");
        for i in 0..3 {
            for j in 0..i {
                let apart = all[i].distance(all[j].at(0.5));
                assert!((14.0..50.0).contains(&apart), "{i} and {j}: {apart}");
            }
        }
    }

    #[test]
    fn bends_under_an_end_are_passed_by() {
        let sites = sites();
        let inside = [[0.0, 20.0], [60.0, 200.0], [5.0, 390.0]];
        let course = courses(&sites, &[ends(0, &inside)])
            .remove(0)
            .expect("bent");
        let points = course.points(40);
        assert!(points.windows(2).all(|w| w[1].y > w[0].y), "{points:?}");
        assert_eq!(courses(&sites, &[ends(0, &inside[..1])]), [None]);
        assert_eq!(courses(&sites, &[ends(0, &[[0.0, 0.0]; 3])]), [None]);
    }
}
