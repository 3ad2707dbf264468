//! Where the line of an action runs.
//!
//! All actions between the same two actors fan out side by side, whichever way
//! they point; each line leaves and meets the outline of its actor, and bends
//! round actors in its way when there is a short way round. Lines that an
//! arrangement bends go by way of its points instead, see `detour.rs`.

use kurbo::{BezPath, CubicBez, ParamCurve, Point, QuadBez, Rect, Shape as _, Vec2};

pub use super::course::Course;
use super::detour;
use super::shape::boundary;

/// Distance between neighbouring lines of a fan, at its middle, in document units.
pub const FAN_GAP: f64 = 36.0;
/// Bend of a single line, as a share of the distance between the actors.
pub(super) const REST_BEND: f64 = 0.07;
/// Bends that are tried to get round other actors, as shares of the distance.
const DETOURS: [f64; 13] = [
    0.0, -0.06, 0.06, -0.12, 0.12, -0.18, 0.18, -0.25, 0.25, -0.33, 0.33, -0.42, 0.42,
];
/// Free space that a line keeps from actors in its way, in document units.
const CLEARANCE: f64 = 8.0;
/// Lines are routed round others only where lines × actors stays below this.
const DETOUR_BUDGET: usize = 400_000;

/// An actor as a line sees it.
#[derive(Clone, Debug)]
pub struct Site {
    /// Centre of the silhouette.
    pub centre: Point,
    /// The silhouette.
    pub outline: BezPath,
    /// Room that lines had better leave free: silhouette and name.
    pub keep_free: Rect,
}

/// One action to be routed: its ends as indices into the sites.
#[derive(Clone, Copy, Debug)]
pub struct Ends<'b> {
    /// Who acts.
    pub from: usize,
    /// Who is acted upon.
    pub to: usize,
    /// The points that it passes on its way; none for the usual course.
    pub bends: &'b [[f64; 2]],
}

/// Most that the gap of a fan of so many lines is of the distance between its
/// actors: a fan of very many is no broader than it is long.
pub(super) fn fan_share(count: usize) -> f64 {
    (0.9 / count.saturating_sub(1).max(1) as f64).min(0.3)
}

fn arc(a: &Site, b: &Site, bend: f64) -> QuadBez {
    bowed(a.centre, b.centre, bend, |control| {
        (
            boundary(&a.outline, a.centre, control),
            boundary(&b.outline, b.centre, control),
        )
    })
}

/// A line between two centres that bends by so much at its middle, in document
/// units; `ends` tells where it leaves and meets the outlines, on its way to and
/// from the control point.
pub(super) fn bowed(
    a: Point,
    b: Point,
    bend: f64,
    ends: impl FnOnce(Point) -> (Point, Point),
) -> QuadBez {
    let across = b - a;
    let normal = if across.hypot2() > 1e-12 {
        Vec2::new(-across.y, across.x).normalize()
    } else {
        Vec2::new(0.0, -1.0)
    };
    // The middle of a quadratic lies half-way between chord and control point.
    let control = a.midpoint(b) + normal * (bend * 2.0);
    let (start, end) = ends(control);
    QuadBez::new(start, control, end)
}

/// How much of a line runs where it had better not, in document units: over
/// silhouettes of third actors (counted four times) and over their names.
fn obstruction(curve: &QuadBez, sites: &[Site], ends: (usize, usize)) -> f64 {
    let points: Vec<Point> = (0..=24).map(|i| curve.eval(f64::from(i) / 24.0)).collect();
    let reach = points
        .iter()
        .fold(Rect::from_points(points[0], points[24]), |r, p| {
            r.union_pt(*p)
        });
    let inside = |room: Rect| -> f64 {
        points
            .windows(2)
            .filter(|w| room.contains(w[0].midpoint(w[1])))
            .map(|w| w[0].distance(w[1]))
            .sum()
    };
    let mut sum = 0.0;
    for (i, site) in sites.iter().enumerate() {
        if i == ends.0 || i == ends.1 || !site.keep_free.overlaps(reach) {
            continue;
        }
        let body = site.outline.bounding_box().inflate(CLEARANCE, CLEARANCE);
        sum += inside(site.keep_free) + 4.0 * inside(body);
    }
    sum
}

/// What a bend costs against running over things, in document units: little
/// for a slight one, much for a long way round.
fn bend_cost(detour: f64, distance: f64) -> f64 {
    distance * (0.12 * detour.abs() + 2.0 * detour * detour)
}

/// Middle of the widest gap between the directions in which an actor's lines
/// leave it, in radians; the upper right when it has none.
fn free_direction(sites: &[Site], actions: &[Ends<'_>], of: usize) -> f64 {
    let others = actions
        .iter()
        .filter(|e| (e.from == of) != (e.to == of))
        .map(|e| {
            let (other, bend) = if e.from == of {
                (e.to, e.bends.first())
            } else {
                (e.from, e.bends.last())
            };
            let toward = bend.map_or(sites[other].centre, |&[x, y]| Point::new(x, y));
            toward - sites[of].centre
        });
    widest_gap(others)
}

/// Middle of the widest gap between some directions and the one straight down,
/// where names hang, in radians; the upper right when there are none.
pub(super) fn widest_gap(directions: impl Iterator<Item = Vec2>) -> f64 {
    use std::f64::consts::TAU;
    let mut taken: Vec<f64> = directions.map(|d| d.atan2().rem_euclid(TAU)).collect();
    taken.push(TAU / 4.0);
    taken.sort_by(f64::total_cmp);
    let mut best = (f64::NEG_INFINITY, -0.8);
    for (i, &from) in taken.iter().enumerate() {
        let to = taken.get(i + 1).copied().unwrap_or(taken[0] + TAU);
        if to - from > best.0 + 1e-9 {
            best = (to - from, (from + to) / 2.0);
        }
    }
    best.1
}

fn self_loop(site: &Site, middle_rad: f64, rank: usize) -> CubicBez {
    looped(
        site.centre,
        site.outline_radius(),
        middle_rad,
        rank,
        |toward| boundary(&site.outline, site.centre, toward),
    )
}

/// How far a loop reaches beyond its actor: further loops are larger.
pub(super) fn loop_reach(rank: usize) -> f64 {
    (50.0 + 24.0 * rank as f64) * 1.35
}

/// The loop of an actor upon itself: `extent` is how far its silhouette reaches,
/// `middle_rad` the direction in which the loop stands out, `rank` how many
/// loops it has already; `edge` tells where the outline is on the way to a point.
pub(super) fn looped(
    centre: Point,
    extent: f64,
    middle_rad: f64,
    rank: usize,
    edge: impl Fn(Point) -> Point,
) -> CubicBez {
    let out = extent + loop_reach(rank);
    let toward = |angle_rad: f64, distance: f64| centre + Vec2::from_angle(angle_rad) * distance;
    let (leave, enter) = (middle_rad - 0.5, middle_rad + 0.5);
    CubicBez::new(
        edge(toward(leave, 10.0)),
        toward(leave - 0.08, out),
        toward(enter + 0.08, out),
        edge(toward(enter, 10.0)),
    )
}

impl Site {
    /// Where a line on its way to or from a point leaves or meets the outline.
    pub(super) fn edge(&self, toward: Point) -> Point {
        boundary(&self.outline, self.centre, toward)
    }

    fn outline_radius(&self) -> f64 {
        let b = self.outline.bounding_box();
        b.width().max(b.height()) / 2.0
    }
}

/// The course of every action, in the order given.
///
/// Deterministic. Linear in the number of actions, times the number of actors
/// where lines are routed round them (small graphs only: at most 400,000 pairs).
#[must_use]
pub fn courses(sites: &[Site], actions: &[Ends<'_>]) -> Vec<Course> {
    use std::collections::HashMap;
    let mut fans: HashMap<(usize, usize), Vec<usize>> = HashMap::new();
    let mut out = detour::courses(sites, actions);
    for (i, ends) in actions
        .iter()
        .enumerate()
        .filter(|(i, _)| out[*i].is_none())
    {
        let key = (ends.from.min(ends.to), ends.from.max(ends.to));
        fans.entry(key).or_default().push(i);
    }
    let detours = sites.len() * actions.len() <= DETOUR_BUDGET;
    let mut keys: Vec<_> = fans.keys().copied().collect();
    keys.sort_unstable();
    for key in keys {
        let (low, high) = key;
        // Those of one direction lie together, so that a fan reads as two sheaves.
        let mut members = fans.remove(&key).unwrap_or_default();
        members.sort_by_key(|&i| (actions[i].from != low, i));
        if low == high {
            let middle_rad = free_direction(sites, actions, low);
            for (rank, i) in members.into_iter().enumerate() {
                out[i] = Some(Course::Loop(self_loop(&sites[low], middle_rad, rank)));
            }
            continue;
        }
        let (a, b) = (&sites[low], &sites[high]);
        let distance = a.centre.distance(b.centre);
        let count = members.len();
        let gap = FAN_GAP.min(distance * fan_share(count));
        let rest = if count == 1 {
            REST_BEND * distance
        } else {
            0.0
        };
        let mut shift = 0.0;
        if detours {
            let outer = |shift: f64, k: usize| {
                let bend = rest + shift + (k as f64 - (count - 1) as f64 / 2.0) * gap;
                obstruction(&arc(a, b, bend), sites, key)
            };
            // The two outermost lines stand for the fan; a single line is both.
            let widest = |shift: f64| match count {
                1 => 2.0 * outer(shift, 0),
                _ => outer(shift, 0) + outer(shift, count - 1),
            };
            let mut best = f64::INFINITY;
            for detour in DETOURS {
                // A longer way round must be worth it.
                let cost = widest(detour * distance) + 2.0 * bend_cost(detour, distance);
                if cost < best - 1e-9 {
                    best = cost;
                    shift = detour * distance;
                }
            }
        }
        for (k, i) in members.into_iter().enumerate() {
            let bend = rest + shift + (k as f64 - (count - 1) as f64 / 2.0) * gap;
            let curve = arc(a, b, bend);
            out[i] = Some(Course::Arc(if actions[i].from == low {
                curve
            } else {
                QuadBez::new(curve.p2, curve.p1, curve.p0)
            }));
        }
    }
    out.into_iter()
        .map(|c| {
            c.unwrap_or(Course::Arc(QuadBez::new(
                Point::ZERO,
                Point::ZERO,
                Point::ZERO,
            )))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::ActorKind;
    use crate::picture::shape::silhouette;
    use kurbo::Shape;

    fn site(x: f64, y: f64) -> Site {
        let centre = Point::new(x, y);
        let outline = silhouette(ActorKind::Person, centre, 28.0);
        let keep_free = outline.bounding_box();
        Site {
            centre,
            outline,
            keep_free,
        }
    }

    fn ends(from: usize, to: usize) -> Ends<'static> {
        Ends {
            from,
            to,
            bends: &[],
        }
    }

    #[test]
    fn parallels_and_both_ways_never_share_a_course() {
        let sites = [site(0.0, 0.0), site(300.0, 0.0)];
        let ends = [(0, 1), (0, 1), (1, 0), (1, 0)].map(|(from, to)| ends(from, to));
        let courses = courses(&sites, &ends);
        for i in 0..4 {
            for j in 0..i {
                let gap = courses[i].at(0.5).distance(courses[j].at(0.5));
                assert!(gap > 20.0, "{i} and {j} are {gap} apart");
            }
        }
        assert!(
            courses[2].at(0.0).x > courses[2].at(1.0).x,
            "it points back"
        );
    }

    #[test]
    fn tips_meet_the_outline() {
        let sites = [site(0.0, 0.0), site(180.0, 140.0)];
        for course in courses(&sites, &[ends(0, 1), ends(1, 1)]) {
            let tip = course.at(1.0);
            assert!(
                (tip.distance(sites[1].centre) - 28.0).abs() < 0.2,
                "{tip:?}"
            );
        }
    }

    #[test]
    fn a_line_bends_round_an_actor_in_its_way() {
        let sites = [site(0.0, 0.0), site(400.0, 0.0), site(200.0, 0.0)];
        let course = courses(&sites, &[ends(0, 1)]).remove(0);
        assert!(course.distance(sites[2].centre) > 30.0);
    }

    #[test]
    fn coincident_actors_give_finite_courses() {
        let sites = [site(5.0, 5.0), site(5.0, 5.0)];
        for course in courses(&sites, &[ends(0, 1), ends(1, 0)]) {
            assert!(course.points(8).iter().all(|p| p.is_finite()));
            assert!(course.direction(1.0).is_finite());
        }
    }
}
