//! Where actors stand: one saved layout among several.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::ActorId;

/// Where one actor stands, in document units (1 unit is 1 CSS pixel at
/// scale 1; x grows right, y grows down). Both are finite.
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

/// A named set of places.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Arrangement {
    /// Name shown to people; never blank, unique in the document.
    pub name: String,
    /// The view that opens with it; without one, everything is fitted.
    pub camera: Option<Camera>,
    /// Where each actor stands. An actor that is missing here stands where
    /// [`Arrangement::place_or_spare`] puts it.
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

    /// The place of an actor, or a spare one below everything placed.
    ///
    /// `spare` numbers the actors without a place; equal input gives equal
    /// places, so that a picture of an incomplete file is reproducible. Spare
    /// places fill rows of ten, 190 × 150 units apart.
    #[must_use]
    pub fn place_or_spare(&self, actor: &ActorId, spare: usize) -> Place {
        if let Some(place) = self.places.get(actor) {
            return *place;
        }
        let (mut left, mut bottom) = (0.0_f64, -150.0_f64);
        if !self.places.is_empty() {
            left = self.places.values().fold(f64::INFINITY, |m, p| m.min(p.x));
            bottom = self
                .places
                .values()
                .fold(f64::NEG_INFINITY, |m, p| m.max(p.y));
        }
        Place::at(
            left + 190.0 * (spare % 10) as f64,
            bottom + 150.0 * (1 + spare / 10) as f64,
        )
    }
}
