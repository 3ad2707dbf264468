//! Who says so, where, and how far it can be trusted.

use serde::{Deserialize, Serialize};

use super::{ActorId, SourceId, Spot, Stamp};

/// Who makes a claim.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Claimant {
    /// An actor of the graph says so.
    Actor(ActorId),
    /// Somebody outside the graph says so; never blank.
    Outsider(String),
}

/// How a claim stands. The program never decides this; people do.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub enum Status {
    /// Said by an interested party, not reported as a fact.
    Alleged,
    /// Reported as a fact by a source.
    #[default]
    Reported,
    /// Shown by a primary source or by independent ones.
    Confirmed,
    /// Others say otherwise.
    Disputed,
    /// The one it is about says that it is not so.
    Denied,
    /// Withdrawn by whoever made it.
    Retracted,
}

/// Which way a claim speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Side {
    /// It is so.
    For,
    /// It is not so, or not quite.
    Against,
}

impl Side {
    /// Both.
    pub const ALL: [Self; 2] = [Self::For, Self::Against];

    /// As shown to people.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::For => "For",
            Self::Against => "Against",
        }
    }
}

impl Status {
    /// Which way a claim speaks that stands so; neither when it was retracted.
    #[must_use]
    pub fn side(self) -> Option<Side> {
        match self {
            Self::Alleged | Self::Reported | Self::Confirmed => Some(Side::For),
            Self::Disputed | Self::Denied => Some(Side::Against),
            Self::Retracted => None,
        }
    }

    /// Every status, in the order in which they are listed to people.
    pub const ALL: [Self; 6] = [
        Self::Alleged,
        Self::Reported,
        Self::Confirmed,
        Self::Disputed,
        Self::Denied,
        Self::Retracted,
    ];

    /// As written in files and shown to people.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Alleged => "Alleged",
            Self::Reported => "Reported",
            Self::Confirmed => "Confirmed",
            Self::Disputed => "Disputed",
            Self::Denied => "Denied",
            Self::Retracted => "Retracted",
        }
    }
}

/// How sure the person who entered a claim is of it.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub enum Confidence {
    /// Weakly supported.
    Low,
    /// Fairly supported.
    #[default]
    Medium,
    /// Well supported.
    High,
}

impl Confidence {
    /// Every level, weakest first.
    pub const ALL: [Self; 3] = [Self::Low, Self::Medium, Self::High];

    /// As written in files and shown to people.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Low => "Low",
            Self::Medium => "Medium",
            Self::High => "High",
        }
    }
}

/// One attributed statement that supports an action.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claim {
    /// Who says so.
    pub by: Claimant,
    /// The source in which it is said.
    pub source: SourceId,
    /// Where in the source: heading slug and paragraph number, "the-pardon/1".
    /// Empty where the claim cites the source as a whole, or one without a text.
    pub anchor: String,
    /// The words of the passage, as they stand in the source. Empty where the
    /// claim has no passage: it cites the source as a whole. That is sound, and
    /// not the same as a passage whose words are lost.
    pub quote: String,
    /// Where the words stood when somebody last looked, if that was noted: it
    /// finds them again in a text that has changed.
    pub spot: Option<Box<Spot>>,
    /// How the claim stands.
    pub status: Status,
    /// How sure the person who entered it is.
    pub confidence: Confidence,
    /// Why that sure; may be empty.
    pub because: String,
    /// Who entered it and when, if that was noted.
    pub entered: Option<Box<Stamp>>,
    /// Who changed it last and when, if that was noted.
    pub changed: Option<Box<Stamp>>,
}

impl Claim {
    /// The least that can be said: somebody alleges it, and nothing is quoted.
    #[must_use]
    pub fn new(by: Claimant, source: SourceId) -> Self {
        Self {
            by,
            source,
            anchor: String::new(),
            quote: String::new(),
            spot: None,
            status: Status::Alleged,
            confidence: Confidence::Low,
            because: String::new(),
            entered: None,
            changed: None,
        }
    }

    /// Whether it cites a passage: some words, rather than the source as a whole.
    #[must_use]
    pub fn has_passage(&self) -> bool {
        !self.quote.trim().is_empty()
    }

    /// Whether it counts: it has not been withdrawn.
    #[must_use]
    pub fn stands(&self) -> bool {
        self.status != Status::Retracted
    }
}

/// How well an action is supported, as drawn: the best that its claims give.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Evidence {
    /// No claim at all (or only retracted ones).
    None,
    /// Only allegations; or some claim says that it is not so.
    Alleged,
    /// At least one claim is reported or confirmed, and none is disputed or denied.
    Reported,
}

impl Evidence {
    /// How well some claims support what they are about, together.
    #[must_use]
    pub fn of(claims: &[Claim]) -> Self {
        // What somebody denies is contested, whoever else reports it.
        let denies = |c: &Claim| matches!(c.status, Status::Disputed | Status::Denied);
        if claims.iter().any(denies) {
            return Self::Alleged;
        }
        claims
            .iter()
            .map(|c| match c.status {
                Status::Reported | Status::Confirmed => Self::Reported,
                Status::Alleged | Status::Disputed | Status::Denied => Self::Alleged,
                Status::Retracted => Self::None,
            })
            .max()
            .unwrap_or(Self::None)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn claim(status: Status) -> Claim {
        let by = Claimant::Outsider("somebody".to_owned());
        Claim {
            status,
            ..Claim::new(by, SourceId::new("s").expect("valid"))
        }
    }

    #[test]
    fn the_best_claim_counts() {
        assert_eq!(Evidence::of(&[]), Evidence::None);
        assert_eq!(Evidence::of(&[claim(Status::Retracted)]), Evidence::None);
        assert_eq!(Evidence::of(&[claim(Status::Denied)]), Evidence::Alleged);
        let contested = [claim(Status::Confirmed), claim(Status::Denied)];
        assert_eq!(Evidence::of(&contested), Evidence::Alleged);
        assert_eq!(
            Evidence::of(&[claim(Status::Alleged), claim(Status::Confirmed)]),
            Evidence::Reported
        );
    }
}
