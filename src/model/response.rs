//! What those concerned say to an action.

use serde::{Deserialize, Serialize};

use super::{Claimant, SourceId, When};

/// What somebody says who is concerned: a denial, an explanation, or that they
/// did not answer. Attributed, as claims are; it neither supports the action nor
/// contradicts it by itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Response {
    /// Whose response it is.
    pub by: Claimant,
    /// What they said, or that they said nothing; never blank.
    pub words: String,
    /// When.
    pub when: When,
    /// Where it is told, if that is one of the document's sources.
    pub source: Option<SourceId>,
}
