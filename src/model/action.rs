//! What one actor does to another.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{ActionId, Claim, Claimant, Evidence, Response, SourceId, When};

/// Why a number is not a stance.
#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error)]
#[error("a stance is a number from -1 (hostile) to 1 (supportive), not {0}")]
pub struct StanceError(f64);

/// How an action bears on its target: −1 hostile … 0 neutral … +1 supportive.
#[derive(Clone, Copy, Debug, Default, PartialEq, PartialOrd, Serialize, Deserialize)]
#[serde(try_from = "f64", into = "f64")]
pub struct Stance(f64);

/// The three ways in which a stance is drawn and spoken of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum StanceBand {
    /// Below −0.2.
    Hostile,
    /// From −0.2 to 0.2.
    Neutral,
    /// Above 0.2.
    Supportive,
}

impl StanceBand {
    /// Every band, hostile first.
    pub const ALL: [Self; 3] = [Self::Hostile, Self::Neutral, Self::Supportive];

    /// As shown to people.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Hostile => "hostile",
            Self::Neutral => "neutral",
            Self::Supportive => "supportive",
        }
    }
}

impl Stance {
    /// Neither hostile nor supportive.
    pub const NEUTRAL: Self = Self(0.0);

    /// A stance of this value.
    ///
    /// # Errors
    /// [`StanceError`] when the number is not finite or outside −1 … 1.
    pub fn new(value: f64) -> Result<Self, StanceError> {
        if (-1.0..=1.0).contains(&value) {
            // Adding zero turns −0.0 into 0.0, so that equal stances print alike.
            Ok(Self(value + 0.0))
        } else {
            Err(StanceError(value))
        }
    }

    /// The number, −1 … 1.
    #[must_use]
    pub fn value(self) -> f64 {
        self.0
    }

    /// The band it is drawn in.
    #[must_use]
    pub fn band(self) -> StanceBand {
        if self.0 < -0.2 {
            StanceBand::Hostile
        } else if self.0 > 0.2 {
            StanceBand::Supportive
        } else {
            StanceBand::Neutral
        }
    }
}

impl TryFrom<f64> for Stance {
    type Error = StanceError;
    fn try_from(value: f64) -> Result<Self, StanceError> {
        Self::new(value)
    }
}

impl From<Stance> for f64 {
    fn from(stance: Stance) -> Self {
        stance.0
    }
}

impl fmt::Display for Stance {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// An edge of the graph, without its ends (those are the graph's to keep).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Action {
    /// Stable name inside the document.
    pub id: ActionId,
    /// What is done, as a verb phrase that reads "from … to": "revokes clearance of".
    pub verb: String,
    /// How it bears on the target.
    pub stance: Stance,
    /// How much it matters next to the others: finite and above 0; 1 is usual.
    pub weight: f64,
    /// When it happened.
    pub when: When,
    /// Where one end is an event: the part that the other end plays in it.
    pub role: String,
    /// Free text.
    pub notes: String,
    /// Who says so.
    pub claims: Vec<Claim>,
    /// What those concerned say to it.
    pub responses: Vec<Response>,
}

impl Action {
    /// An action with a verb, and nothing else said.
    #[must_use]
    pub fn new(id: ActionId, verb: impl Into<String>) -> Self {
        Self {
            id,
            verb: verb.into(),
            stance: Stance::NEUTRAL,
            weight: 1.0,
            when: When::NotGiven,
            role: String::new(),
            notes: String::new(),
            claims: Vec::new(),
            responses: Vec::new(),
        }
    }

    /// Whether a number can be a weight: finite and above 0.
    #[must_use]
    pub fn is_weight(value: f64) -> bool {
        value.is_finite() && value > 0.0
    }

    /// Everybody who says something of it, in claims and in responses.
    pub fn claimants(&self) -> impl Iterator<Item = &Claimant> {
        let claims = self.claims.iter().map(|c| &c.by);
        claims.chain(self.responses.iter().map(|r| &r.by))
    }

    /// The same, to change.
    pub(crate) fn claimants_mut(&mut self) -> impl Iterator<Item = &mut Claimant> {
        let claims = self.claims.iter_mut().map(|c| &mut c.by);
        claims.chain(self.responses.iter_mut().map(|r| &mut r.by))
    }

    /// The sources of its claims and responses, each as often as it is cited.
    pub fn sources(&self) -> impl Iterator<Item = &SourceId> {
        let claims = self.claims.iter().map(|c| &c.source);
        claims.chain(self.responses.iter().filter_map(|r| r.source.as_ref()))
    }

    /// The same, to change.
    pub(crate) fn sources_mut(&mut self) -> impl Iterator<Item = &mut SourceId> {
        let claims = self.claims.iter_mut().map(|c| &mut c.source);
        claims.chain(self.responses.iter_mut().filter_map(|r| r.source.as_mut()))
    }

    /// How well it is supported.
    #[must_use]
    pub fn evidence(&self) -> Evidence {
        Evidence::of(&self.claims)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stances_are_bounded_and_finite() {
        for bad in [f64::NAN, f64::INFINITY, 1.01, -1.01] {
            assert!(Stance::new(bad).is_err());
        }
        assert_eq!(Stance::new(-0.0).expect("zero is fine").to_string(), "0");
    }

    #[test]
    fn bands_meet_without_a_gap() {
        let band = |v| Stance::new(v).expect("in range").band();
        assert_eq!(band(-0.21), StanceBand::Hostile);
        assert_eq!(band(-0.2), StanceBand::Neutral);
        assert_eq!(band(0.2), StanceBand::Neutral);
        assert_eq!(band(0.21), StanceBand::Supportive);
    }
}
