//! Where actors stand: one saved layout among several.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{ActionId, ActorId, Annotations, InfluenceGraph};

/// Where one actor stands, in document units (1 unit is 1 CSS pixel at
/// scale 1; x grows right, y grows down), within [`Place::LIMIT`].
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Place {
    /// Horizontal position of the centre.
    pub x: f64,
    /// Vertical position of the centre.
    pub y: f64,
    /// Whether layouts must leave it where it is.
    pub pin: bool,
}

impl Place {
    /// How far from the origin a place may be, along each axis, in document
    /// units: a thousand screens. Beyond, single precision blurs positions, and
    /// a picture could not be drawn.
    pub const LIMIT: f64 = 1e6;

    /// Whether it is a place: both coordinates finite and within the limit.
    #[must_use]
    pub fn is_valid(&self) -> bool {
        // NaN is in no range.
        (-Self::LIMIT..=Self::LIMIT).contains(&self.x)
            && (-Self::LIMIT..=Self::LIMIT).contains(&self.y)
    }

    /// The nearest place within the limit; what is not a number becomes 0.
    #[must_use]
    pub fn clamped(self) -> Self {
        let clamp = |v: f64| {
            if v.is_nan() {
                0.0
            } else {
                v.clamp(-Self::LIMIT, Self::LIMIT)
            }
        };
        Self {
            x: clamp(self.x),
            y: clamp(self.y),
            pin: self.pin,
        }
    }

    /// The mean of some places, as (x, y); (0, 0) of none.
    #[must_use]
    pub fn middle<'p>(places: impl IntoIterator<Item = &'p Self>) -> (f64, f64) {
        let (mut x, mut y, mut n) = (0.0, 0.0, 0.0_f64);
        for place in places {
            x += place.x;
            y += place.y;
            n += 1.0;
        }
        (x / n.max(1.0), y / n.max(1.0))
    }

    /// An unpinned place.
    #[must_use]
    pub fn at(x: f64, y: f64) -> Self {
        Self { x, y, pin: false }
    }

    /// The same place on a grid of 1/100 unit, so that a file holds no noise.
    #[must_use]
    pub fn rounded(self) -> Self {
        let round = |v: f64| (v * 100.0).round() / 100.0 + 0.0;
        Self {
            x: round(self.x),
            y: round(self.y),
            pin: self.pin,
        }
    }
}

/// The points that lines pass on the way from who acts to who is acted upon, in
/// document units, by action. An action that is missing here takes the usual
/// course.
pub type Bends = BTreeMap<ActionId, Vec<[f64; 2]>>;

/// Most points that a line may pass.
pub const MAX_BENDS: usize = 64;

/// Whether a line may pass these points: at least one of them, at most
/// [`MAX_BENDS`], and all where a [`Place`] may be.
#[must_use]
pub fn are_bends(points: &[[f64; 2]]) -> bool {
    (1..=MAX_BENDS).contains(&points.len())
        && points.iter().all(|&[x, y]| Place::at(x, y).is_valid())
}

/// What part of an arrangement is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Camera {
    /// Document point in the middle of the view, horizontally.
    pub x: f64,
    /// Document point in the middle of the view, vertically.
    pub y: f64,
    /// Screen points per document unit; finite and above 0.
    pub zoom: f64,
}

impl Camera {
    /// Whether it is a view: all finite, zoom above 0.
    #[must_use]
    pub fn is_valid(&self) -> bool {
        self.x.is_finite() && self.y.is_finite() && self.zoom.is_finite() && self.zoom > 0.0
    }
}

/// A named set of places.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Arrangement {
    /// Name shown to people; never blank, unique in the document.
    pub name: String,
    /// The view that opens with it; without one, everything is fitted.
    pub camera: Option<Camera>,
    /// Where each actor stands. An actor that is missing here stands where
    /// [`Arrangement::resolved`] puts it.
    pub places: BTreeMap<ActorId, Place>,
    /// Which lines do not take the usual course, see [`are_bends`].
    pub bends: Bends,
    /// Texts, frames and arrows.
    pub annotations: Annotations,
}

impl Arrangement {
    /// An arrangement that places nobody yet.
    #[must_use]
    pub fn new(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            camera: None,
            places: BTreeMap::new(),
            bends: BTreeMap::new(),
            annotations: BTreeMap::new(),
        }
    }

    /// Where every actor of a graph stands: actors without a place get a spare
    /// one below everything placed, in rows of ten, 190 × 150 units apart, in
    /// order of ids. Equal input gives equal places, so that a picture of an
    /// incomplete file is reproducible.
    #[must_use]
    pub fn resolved(&self, graph: &InfluenceGraph) -> BTreeMap<ActorId, Place> {
        let (mut left, mut bottom) = (0.0_f64, -150.0_f64);
        if !self.places.is_empty() {
            left = self.places.values().fold(f64::INFINITY, |m, p| m.min(p.x));
            bottom = self
                .places
                .values()
                .fold(f64::NEG_INFINITY, |m, p| m.max(p.y));
        }
        let mut spare = 0;
        graph
            .actors()
            .map(|actor| {
                let place = self.places.get(&actor.id).copied().unwrap_or_else(|| {
                    let (column, row) = (spare % 10, 1 + spare / 10);
                    spare += 1;
                    Place::at(left + 190.0 * column as f64, bottom + 150.0 * row as f64).clamped()
                });
                (actor.id.clone(), place)
            })
            .collect()
    }

    /// The bends as they are once some actors stand elsewhere: those of an
    /// action go along when both its ends move by the same way. When one moves
    /// otherwise than the other, they go along with each the more, the nearer they
    /// are to it along the straight line between the two; or (`drop_parted`) are
    /// dropped, because after a new layout they lead round what stands elsewhere
    /// by then. Actors that `places` lacks stay. O(n log n) if anything bends.
    #[must_use]
    pub fn bends_after(
        &self,
        graph: &InfluenceGraph,
        places: &BTreeMap<ActorId, Place>,
        drop_parted: bool,
    ) -> Bends {
        /// Places are rounded one by one, so that those who are dragged together
        /// come to stand up to a unit nearer to one another or farther apart.
        const SLACK: f64 = 1.01;
        if self.bends.is_empty() {
            return Bends::new();
        }
        let before = self.resolved(graph);
        let way = |id: &ActorId| match (before.get(id), places.get(id)) {
            (Some(old), Some(new)) => [new.x - old.x, new.y - old.y],
            _ => [0.0; 2],
        };
        let moved = |(id, points): (&ActionId, &Vec<[f64; 2]>)| {
            let link = graph.link(id)?;
            let (a, b) = (way(link.from), way(link.to));
            if a == [0.0; 2] && b == [0.0; 2] {
                return Some((id.clone(), points.clone()));
            }
            let parted = (a == [0.0; 2]) != (b == [0.0; 2])
                || (a[0] - b[0]).abs() > SLACK
                || (a[1] - b[1]).abs() > SLACK;
            if parted && drop_parted {
                return None;
            }
            let (from, to) = (before.get(link.from)?, before.get(link.to)?);
            let across = [to.x - from.x, to.y - from.y];
            let squared = across[0] * across[0] + across[1] * across[1];
            let share = |p: &[f64; 2]| {
                if !parted || squared == 0.0 {
                    return 0.5;
                }
                let along = (p[0] - from.x) * across[0] + (p[1] - from.y) * across[1];
                (along / squared).clamp(0.0, 1.0)
            };
            let points = points.iter().map(|p| {
                let t = share(p);
                let to = |axis: usize| p[axis] + a[axis] * (1.0 - t) + b[axis] * t;
                bend_at([to(0), to(1)])
            });
            Some((id.clone(), points.collect()))
        };
        self.bends.iter().filter_map(moved).collect()
    }
}

/// A point as a bend has it: within the limit, and rounded as places are.
#[must_use]
pub fn bend_at([x, y]: [f64; 2]) -> [f64; 2] {
    let place = Place::at(x, y).clamped().rounded();
    [place.x, place.y]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Action, Actor, ActorKind};

    #[test]
    fn bends_go_along_or_are_dropped_or_stretched() {
        let mut graph = InfluenceGraph::new();
        let id = |text: &str| ActorId::new(text).expect("valid");
        for name in ["a", "b", "c"] {
            let actor = Actor::new(id(name), name, ActorKind::Person);
            graph.add_actor(actor).expect("new");
        }
        let action = ActionId::new("x").expect("valid");
        graph
            .add_action(&id("a"), &id("b"), Action::new(action.clone(), "helps"))
            .expect("both are there");
        let mut arrangement = Arrangement::new("main");
        arrangement.places.insert(id("a"), Place::at(0.4, 0.0));
        arrangement.places.insert(id("b"), Place::at(300.0, 0.0));
        arrangement
            .bends
            .insert(action.clone(), vec![[150.0, 80.0]]);
        let places = |places: &[(&str, f64, f64)]| -> BTreeMap<ActorId, Place> {
            let all = places.iter().map(|&(i, x, y)| (id(i), Place::at(x, y)));
            all.collect()
        };
        let after = |moved: &[(&str, f64, f64)]| {
            let mut bends = arrangement.bends_after(&graph, &places(moved), true);
            bends.remove(&action)
        };
        assert_eq!(after(&[]), Some(vec![[150.0, 80.0]]));
        assert_eq!(after(&[("c", 9.0, 9.0)]), Some(vec![[150.0, 80.0]]));
        assert_eq!(after(&[("a", 10.0, 0.0)]), None);
        assert_eq!(after(&[("b", 301.0, 0.0)]), None, "however little");
        let both = after(&[("a", 10.0, 5.0), ("b", 310.0, 5.0)]);
        assert_eq!(both, Some(vec![[159.8, 85.0]]), "to whole units, each");
        assert_eq!(after(&[("a", 10.0, 5.0), ("b", 310.0, 15.0)]), None);
        let stretched = |moved: &[(&str, f64, f64)]| {
            let mut bends = arrangement.bends_after(&graph, &places(moved), false);
            bends.remove(&action)
        };
        // It lies halfway between the two, but for the 0.4 that one is off.
        assert_eq!(
            stretched(&[("b", 300.0, 60.0)]),
            Some(vec![[150.0, 109.96]])
        );
        assert_eq!(
            stretched(&[("a", 10.4, 5.0), ("b", 310.0, 5.0)]),
            Some(vec![[160.0, 85.0]])
        );
    }

    #[test]
    fn bends_are_few_and_near_enough() {
        assert!(are_bends(&[[0.0, -Place::LIMIT]]));
        assert!(!are_bends(&[]));
        assert!(!are_bends(&[[0.0; 2]; MAX_BENDS + 1]));
        for bad in [f64::NAN, f64::INFINITY, 1.1 * Place::LIMIT] {
            assert!(!are_bends(&[[0.0; 2], [bad, 0.0]]));
        }
    }
}
