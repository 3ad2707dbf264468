//! Silhouettes: each kind of actor has one of its own, so that kinds are told
//! apart without colour.

use kurbo::{BezPath, Circle, Point, Rect, RoundedRect, Shape, Vec2};

use crate::model::ActorKind;

/// Radius of a person with no actions, in document units. Other kinds are
/// drawn with about the same area.
pub const RADIUS: f64 = 34.0;

/// Tolerance of flattening and of curves made from arcs, in document units.
pub const TOLERANCE: f64 = 0.1;

fn polygon(centre: Point, corners: impl IntoIterator<Item = (f64, f64)>) -> BezPath {
    let mut path = BezPath::new();
    for (i, (x, y)) in corners.into_iter().enumerate() {
        let p = centre + Vec2::new(x, y);
        if i == 0 {
            path.move_to(p);
        } else {
            path.line_to(p);
        }
    }
    path.close_path();
    path
}

fn regular(centre: Point, sides: u32, radius: f64, turn_rad: f64) -> BezPath {
    polygon(
        centre,
        (0..sides).map(|i| {
            let angle = turn_rad + std::f64::consts::TAU * f64::from(i) / f64::from(sides);
            (radius * angle.cos(), radius * angle.sin())
        }),
    )
}

/// The outline of a kind about a centre; `radius` is that of a person of the
/// same importance, in document units.
#[must_use]
pub fn silhouette(kind: ActorKind, centre: Point, radius: f64) -> BezPath {
    let rounded = |half_width: f64, half_height: f64, corner: f64| {
        let rect = Rect::from_center_size(centre, (half_width * 2.0, half_height * 2.0));
        RoundedRect::from_rect(rect, corner).to_path(TOLERANCE)
    };
    match kind {
        ActorKind::Person => Circle::new(centre, radius).to_path(TOLERANCE),
        ActorKind::State => regular(centre, 6, radius * 1.12, 0.0),
        ActorKind::Institution => rounded(radius * 0.94, radius * 0.94, radius * 0.14),
        ActorKind::Group => rounded(radius * 1.32, radius * 0.8, radius * 0.8),
        ActorKind::Event => regular(centre, 4, radius * 1.16, 0.0),
        ActorKind::Norm => regular(centre, 8, radius * 1.05, std::f64::consts::PI / 8.0),
    }
}

/// The part of a kind's silhouette that is filled with ink: a small pictogram.
/// Persons have none (they bear initials or a portrait), norms neither (they
/// bear a section sign).
#[must_use]
pub fn pictogram(kind: ActorKind, centre: Point, radius: f64) -> Option<BezPath> {
    let u = radius / 28.0;
    let at = |x: f64, y: f64| centre + Vec2::new(x * u, y * u);
    let mut path = BezPath::new();
    let mut add = |shape: BezPath| path.extend(shape);
    match kind {
        ActorKind::Person | ActorKind::Norm => return None,
        // A flag on its pole.
        ActorKind::State => {
            add(Rect::from_points(at(-9.0, -13.0), at(-7.0, 14.0)).to_path(TOLERANCE));
            let mut flag = BezPath::new();
            flag.move_to(at(-7.0, -12.0));
            flag.curve_to(at(-1.0, -16.0), at(3.0, -8.0), at(11.0, -12.0));
            flag.line_to(at(11.0, 0.0));
            flag.curve_to(at(3.0, 4.0), at(-1.0, -4.0), at(-7.0, 0.0));
            flag.close_path();
            add(flag);
        }
        // A pediment on columns.
        ActorKind::Institution => {
            add(polygon(
                centre,
                [(-15.0, -5.0), (0.0, -14.0), (15.0, -5.0)].map(|(x, y)| (x * u, y * u)),
            ));
            for x in [-10.0, 0.0, 10.0] {
                add(Rect::from_points(at(x - 2.0, -2.5), at(x + 2.0, 8.5)).to_path(TOLERANCE));
            }
            add(Rect::from_points(at(-14.0, 10.5), at(14.0, 13.5)).to_path(TOLERANCE));
        }
        // Three heads and shoulders.
        ActorKind::Group => {
            for (x, y, s) in [(-13.0, 1.0, 0.8), (13.0, 1.0, 0.8), (0.0, 0.0, 1.0)] {
                add(Circle::new(at(x, y - 6.5 * s), 4.6 * s * u).to_path(TOLERANCE));
                let mut body = BezPath::new();
                body.move_to(at(x - 8.0 * s, y + 11.0 * s));
                body.curve_to(
                    at(x - 8.0 * s, y - 3.0 * s),
                    at(x + 8.0 * s, y - 3.0 * s),
                    at(x + 8.0 * s, y + 11.0 * s),
                );
                body.close_path();
                add(body);
            }
        }
        // A spark.
        ActorKind::Event => {
            let mut spark = BezPath::new();
            spark.move_to(at(0.0, -14.0));
            for (x, y) in [(14.0, 0.0), (0.0, 14.0), (-14.0, 0.0), (0.0, -14.0)] {
                spark.quad_to(centre, at(x, y));
            }
            spark.close_path();
            add(spark);
        }
    }
    Some(path)
}

/// Point where a ray from the centre leaves an outline, in document units.
///
/// `toward` is any other point on the ray. Falls back to the centre when the
/// ray has no direction or the outline is empty.
#[must_use]
pub fn boundary(outline: &BezPath, centre: Point, toward: Point) -> Point {
    let direction = toward - centre;
    if direction.hypot2() < 1e-12 {
        return centre;
    }
    let reach = outline.bounding_box();
    let far = centre + direction.normalize() * (reach.width() + reach.height() + 1.0);
    let ray = kurbo::Line::new(centre, far);
    outline
        .segments()
        .flat_map(|segment| segment.intersect_line(ray))
        .map(|hit| hit.line_t)
        .fold(None, |best: Option<f64>, t| {
            Some(best.map_or(t, |b| b.max(t)))
        })
        .map_or(centre, |t| centre + (far - centre) * t)
}

/// How far a kind's silhouette reaches from its centre along an axis, at most,
/// in document units.
#[must_use]
pub fn extent(kind: ActorKind, radius: f64) -> f64 {
    reach(kind, radius, Vec2::new(1.0, 0.0)).max(reach(kind, radius, Vec2::new(0.0, 1.0)))
}

/// Distance from the centre of a kind's silhouette to its outline along a
/// direction, in document units: what [`boundary`] finds on [`silhouette`],
/// without its curves. A direction without length counts as "to the right".
#[must_use]
pub fn reach(kind: ActorKind, radius: f64, direction: Vec2) -> f64 {
    let length = direction.hypot();
    let d = if length > 1e-9 {
        direction / length
    } else {
        Vec2::new(1.0, 0.0)
    };
    match kind {
        ActorKind::Person => radius,
        ActorKind::State => regular_reach(6.0, radius * 1.12, 0.0, d),
        ActorKind::Event => regular_reach(4.0, radius * 1.16, 0.0, d),
        ActorKind::Norm => regular_reach(8.0, radius * 1.05, std::f64::consts::PI / 8.0, d),
        ActorKind::Institution => rounded_reach(radius * 0.94, radius * 0.94, radius * 0.14, d),
        ActorKind::Group => rounded_reach(radius * 1.32, radius * 0.8, radius * 0.8, d),
    }
}

fn regular_reach(sides: f64, radius: f64, turn_rad: f64, d: Vec2) -> f64 {
    let half = std::f64::consts::PI / sides;
    let within = (d.atan2() - turn_rad).rem_euclid(2.0 * half) - half;
    radius * half.cos() / within.cos()
}

fn rounded_reach(half_width: f64, half_height: f64, corner: f64, d: Vec2) -> f64 {
    let (dx, dy) = (d.x.abs(), d.y.abs());
    let side = (half_width / dx.max(1e-12)).min(half_height / dy.max(1e-12));
    let inner = Vec2::new(half_width - corner, half_height - corner);
    if dx * side <= inner.x || dy * side <= inner.y {
        return side;
    }
    // Where the ray leaves the circle of the corner.
    let along = inner.x * dx + inner.y * dy;
    along
        + (along * along - inner.hypot2() + corner * corner)
            .max(0.0)
            .sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reach_is_where_the_boundary_is() {
        for kind in ActorKind::ALL {
            let outline = silhouette(kind, Point::ZERO, RADIUS);
            for i in 0..180 {
                let d = Vec2::from_angle(f64::from(i) * 0.07 + 0.001);
                let far = boundary(&outline, Point::ZERO, (d * 10.0).to_point());
                let near = reach(kind, RADIUS, d);
                let off = (far.to_vec2().hypot() - near).abs();
                assert!(off < 0.15, "{kind:?} at {d:?}: {near} is off by {off}");
            }
            assert!(reach(kind, RADIUS, Vec2::ZERO).is_finite());
        }
    }

    #[test]
    fn silhouettes_differ_by_shape() {
        let centre = Point::new(3.0, 4.0);
        let areas: Vec<i64> = ActorKind::ALL
            .iter()
            .map(|k| (silhouette(*k, centre, RADIUS).area().abs() * 100.0) as i64)
            .collect();
        let distinct: std::collections::BTreeSet<_> = areas.iter().collect();
        assert_eq!(distinct.len(), ActorKind::ALL.len(), "{areas:?}");
    }

    #[test]
    fn the_boundary_is_on_the_outline() {
        let centre = Point::new(-20.0, 7.5);
        for kind in ActorKind::ALL {
            let outline = silhouette(kind, centre, RADIUS);
            for i in 0..64 {
                let angle = f64::from(i) * 0.1;
                let toward = centre + Vec2::from_angle(angle) * 500.0;
                let p = boundary(&outline, centre, toward);
                let just_in = p + (centre - p) * 0.02;
                let just_out = p - (centre - p) * 0.02;
                assert!(outline.contains(just_in), "{kind:?} at {angle}");
                assert!(!outline.contains(just_out), "{kind:?} at {angle}");
            }
            assert_eq!(boundary(&outline, centre, centre), centre);
        }
    }

    #[test]
    fn pictograms_stay_inside() {
        let centre = Point::new(5.0, -3.0);
        for kind in ActorKind::ALL {
            let outline = silhouette(kind, centre, RADIUS);
            let Some(picto) = pictogram(kind, centre, RADIUS) else {
                continue;
            };
            kurbo::flatten(&picto, TOLERANCE, |el| {
                if let Some(p) = el.end_point() {
                    assert!(outline.contains(p), "{kind:?}: {p:?}");
                }
            });
        }
    }
}
