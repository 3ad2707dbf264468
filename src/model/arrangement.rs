//! Where actors stand: one saved layout among several.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{ActorId, InfluenceGraph};

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
}

impl Arrangement {
    /// An arrangement that places nobody yet.
    #[must_use]
    pub fn new(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            camera: None,
            places: BTreeMap::new(),
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
}
