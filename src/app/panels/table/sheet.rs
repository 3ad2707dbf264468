//! The sheets of the table, and the columns of each.

use serde::{Deserialize, Serialize};

/// What the rows of the table are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Sheet {
    /// One row for each actor.
    #[default]
    Actors,
    /// One row for each action.
    Actions,
    /// One row for each claim of each action.
    Claims,
}

/// A column of a sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Column {
    /// Of an actor: its name.
    Name,
    /// Of an actor: what sort of thing it is.
    Kind,
    /// Of an actor: who or what it is.
    Office,
    /// Of an actor or action: when it was.
    When,
    /// Of an actor: its keywords.
    Tags,
    /// Of an actor: its other names.
    Aliases,
    /// Of an actor: how many actions are its.
    Outgoing,
    /// Of an actor: how many actions are upon it.
    Incoming,
    /// Of an actor or action: what is noted on it.
    Notes,
    /// Of an action: who acts.
    From,
    /// Of an action: what is done.
    Verb,
    /// Of an action: who is acted upon.
    To,
    /// Of an action: how it bears on its target.
    Stance,
    /// Of an action: how much it matters.
    Weight,
    /// Of an action: the part that an end plays in an event.
    Part,
    /// Of an action: how well it is supported.
    Evidence,
    /// Of an action: how many claims support it.
    Support,
    /// Of a claim: the action that it is about.
    Deed,
    /// Of a claim: who makes it.
    By,
    /// Of a claim: where it stands.
    Source,
    /// Of a claim: how it stands.
    Status,
    /// Of a claim: how sure somebody is of it.
    Confidence,
    /// Of a claim: its words.
    Quote,
    /// Of a claim: why somebody is that sure.
    Because,
}

/// How a cell is edited.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Editor {
    /// It follows from the rest.
    None,
    /// One line is typed.
    Line,
    /// Several lines are typed.
    Lines,
    /// One of several is chosen.
    Choice,
}

impl Sheet {
    /// All of them, in the order of their tabs.
    pub const ALL: [Self; 3] = [Self::Actors, Self::Actions, Self::Claims];

    /// As said on its tab.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Actors => "Actors",
            Self::Actions => "Actions",
            Self::Claims => "Claims",
        }
    }

    /// Its columns, from left to right.
    #[must_use]
    pub fn columns(self) -> &'static [Column] {
        use Column as C;
        match self {
            Self::Actors => &[
                C::Name,
                C::Kind,
                C::Office,
                C::When,
                C::Tags,
                C::Aliases,
                C::Outgoing,
                C::Incoming,
                C::Notes,
            ],
            Self::Actions => &[
                C::From,
                C::Verb,
                C::To,
                C::Stance,
                C::Weight,
                C::When,
                C::Part,
                C::Evidence,
                C::Support,
                C::Notes,
            ],
            Self::Claims => &[
                C::Deed,
                C::By,
                C::Source,
                C::Status,
                C::Confidence,
                C::Quote,
                C::Because,
            ],
        }
    }
}

impl Column {
    /// As said above it.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Name => "Name",
            Self::Kind => "Kind",
            Self::Office | Self::Part => "Role",
            Self::When => "Date",
            Self::Tags => "Tags",
            Self::Aliases => "Aliases",
            Self::Outgoing => "Out",
            Self::Incoming => "In",
            Self::Notes => "Notes",
            Self::From => "From",
            Self::Verb => "Verb",
            Self::To => "To",
            Self::Stance => "Stance",
            Self::Weight => "Weight",
            Self::Evidence => "Evidence",
            Self::Support => "Claims",
            Self::Deed => "Action",
            Self::By => "Who says so",
            Self::Source => "Source",
            Self::Status => "Status",
            Self::Confidence => "Confidence",
            Self::Quote => "Quote",
            Self::Because => "Because",
        }
    }

    /// What it holds, in a sentence.
    #[must_use]
    pub fn tip(self) -> &'static str {
        match self {
            Self::Name => "What the actor is called",
            Self::Kind => "What sort of thing the actor is",
            Self::Office => "Who or what the actor is, in a line",
            Self::When => "When it was",
            Self::Tags => "Keywords",
            Self::Aliases => "Other names of the actor",
            Self::Outgoing => "How many actions the actor does",
            Self::Incoming => "How many actions are upon the actor",
            Self::Notes => "Anything worth remembering",
            Self::From => "Who acts",
            Self::Verb => "What is done",
            Self::To => "Who is acted upon",
            Self::Stance => "From −1, hostile, to 1, supportive",
            Self::Weight => "How much it matters next to the others; 1 is usual",
            Self::Part => "The part played in an event",
            Self::Evidence => "How well the action is supported by its claims",
            Self::Support => "How many claims the action has, but for retracted ones",
            Self::Deed => "Which action the claim is about",
            Self::By => "Who makes the claim",
            Self::Source => "Where the claim stands",
            Self::Status => "How the claim stands",
            Self::Confidence => "How sure you are of the claim",
            Self::Quote => "The words, as they stand in the source",
            Self::Because => "Why that confidence",
        }
    }

    /// Its width unless somebody has made it another, in points.
    #[must_use]
    pub fn width(self) -> f32 {
        match self {
            Self::Outgoing | Self::Incoming => 62.0,
            Self::Weight | Self::Support => 78.0,
            Self::Kind | Self::Status | Self::Confidence => 104.0,
            Self::When | Self::Part => 110.0,
            Self::Tags | Self::Aliases => 130.0,
            Self::Stance => 164.0,
            Self::From | Self::To | Self::By => 160.0,
            Self::Evidence => 156.0,
            Self::Name | Self::Office | Self::Verb | Self::Source => 180.0,
            Self::Notes | Self::Because => 210.0,
            Self::Deed | Self::Quote => 300.0,
        }
    }

    /// Whether it holds numbers: they are aligned at the right, and compared.
    #[must_use]
    pub fn is_number(self) -> bool {
        matches!(
            self,
            Self::Outgoing | Self::Incoming | Self::Stance | Self::Weight | Self::Support
        )
    }

    /// How its cells are edited.
    #[must_use]
    pub fn editor(self) -> Editor {
        match self {
            Self::Outgoing | Self::Incoming | Self::Evidence | Self::Support | Self::Deed => {
                Editor::None
            }
            Self::Kind
            | Self::From
            | Self::To
            | Self::By
            | Self::Source
            | Self::Status
            | Self::Confidence => Editor::Choice,
            Self::Notes | Self::Quote | Self::Because => Editor::Lines,
            Self::Name
            | Self::Office
            | Self::When
            | Self::Tags
            | Self::Aliases
            | Self::Verb
            | Self::Stance
            | Self::Weight
            | Self::Part => Editor::Line,
        }
    }
}
