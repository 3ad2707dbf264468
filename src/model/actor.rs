//! Who, or what, acts.

use serde::{Deserialize, Serialize};

use super::{ActorId, When};

/// What sort of thing an actor is. Each kind has a silhouette of its own.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub enum ActorKind {
    /// A human being.
    #[default]
    Person,
    /// A country.
    State,
    /// A body with an office: a ministry, a court, a newspaper.
    Institution,
    /// People who act together, organised or not.
    Group,
    /// Something that happened, with its participants joined to it by roles.
    Event,
    /// A rule that actors hold to or break: a constitution, an oath.
    Norm,
}

impl ActorKind {
    /// Every kind, in the order in which they are listed to people.
    pub const ALL: [Self; 6] = [
        Self::Person,
        Self::State,
        Self::Institution,
        Self::Group,
        Self::Event,
        Self::Norm,
    ];

    /// As written in files and shown to people.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Person => "Person",
            Self::State => "State",
            Self::Institution => "Institution",
            Self::Group => "Group",
            Self::Event => "Event",
            Self::Norm => "Norm",
        }
    }
}

/// A node of the graph.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Actor {
    /// Stable name inside the document.
    pub id: ActorId,
    /// Name shown to people; never blank.
    pub name: String,
    /// What sort of thing it is.
    pub kind: ActorKind,
    /// One line on who or what it is ("Senator"); may be empty.
    pub role: String,
    /// For an event: when it happened.
    pub when: When,
    /// Other names under which a text may mention it.
    pub aliases: Vec<String>,
    /// Free keywords.
    pub tags: Vec<String>,
    /// Free text.
    pub notes: String,
    /// Path of a portrait, relative to the document; empty when there is none.
    pub portrait: String,
}

impl Actor {
    /// An actor with a name and kind, and nothing else said.
    #[must_use]
    pub fn new(id: ActorId, name: impl Into<String>, kind: ActorKind) -> Self {
        Self {
            id,
            name: name.into(),
            kind,
            role: String::new(),
            when: When::NotGiven,
            aliases: Vec::new(),
            tags: Vec::new(),
            notes: String::new(),
            portrait: String::new(),
        }
    }

    /// First letters of the first and last word of the name: "Mark Milley" → "MM".
    #[must_use]
    pub fn initials(&self) -> String {
        let letters: Vec<char> = self
            .name
            .split_whitespace()
            .filter_map(|w| w.chars().find(|c| c.is_alphanumeric()))
            .collect();
        match letters.as_slice() {
            [] => "?".to_owned(),
            [only] => only.to_uppercase().collect(),
            [first, .., last] => first.to_uppercase().chain(last.to_uppercase()).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_take_first_and_last_word() {
        let id = ActorId::new("x").expect("valid");
        let of = |name: &str| Actor::new(id.clone(), name, ActorKind::Person).initials();
        assert_eq!(of("Mark Milley"), "MM");
        assert_eq!(of("mark a. milley"), "MM");
        assert_eq!(of("Iran"), "I");
        assert_eq!(of("“Al” Smith"), "AS");
        assert_eq!(of("—"), "?");
    }
}
