//! The layouts by name.

use std::str::FromStr;

use super::{
    Attribute, Camps, Circle, Communities, Force, Grid, Layered, Layout, PlaceNew, Radial, Stress,
    Tidy, Timeline,
};

/// A layout as people choose it, with its usual settings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Algorithm {
    /// [`Force`]
    Force,
    /// [`Stress`]
    Stress,
    /// [`Communities`]
    Communities,
    /// [`Circle`]
    Circle,
    /// [`Grid`]
    Grid,
    /// [`Radial`]
    Radial,
    /// [`Layered`]
    Layered,
    /// [`Camps`]
    Camps,
    /// [`Timeline`]
    Timeline,
    /// [`Attribute`]
    Attribute,
    /// [`Tidy`]
    Tidy,
    /// [`PlaceNew`]
    PlaceNew,
}

impl Algorithm {
    /// Every layout, in the order in which they are listed to people.
    pub const ALL: [Self; 12] = [
        Self::Force,
        Self::Stress,
        Self::Communities,
        Self::Circle,
        Self::Grid,
        Self::Radial,
        Self::Layered,
        Self::Camps,
        Self::Timeline,
        Self::Attribute,
        Self::Tidy,
        Self::PlaceNew,
    ];

    /// As written on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Force => "force",
            Self::Stress => "stress",
            Self::Communities => "communities",
            Self::Circle => "circle",
            Self::Grid => "grid",
            Self::Radial => "radial",
            Self::Layered => "layered",
            Self::Camps => "camps",
            Self::Timeline => "timeline",
            Self::Attribute => "attribute",
            Self::Tidy => "tidy",
            Self::PlaceNew => "place-new",
        }
    }

    /// All names, as a sentence has them: "a, b and c".
    #[must_use]
    pub fn names() -> String {
        let names = Self::ALL.map(Self::name);
        match names.split_last() {
            Some((last, others)) if !others.is_empty() => {
                format!("{} and {last}", others.join(", "))
            }
            _ => names.concat(),
        }
    }

    /// Whether it looks at [`super::Facts`].
    #[must_use]
    pub fn uses_facts(self) -> bool {
        match self {
            Self::Force
            | Self::Stress
            | Self::Communities
            | Self::Circle
            | Self::Grid
            | Self::Radial
            | Self::Tidy
            | Self::PlaceNew => false,
            Self::Layered | Self::Camps | Self::Timeline | Self::Attribute => true,
        }
    }

    /// Whether it goes on from where the nodes are: its result belongs where it
    /// is, and means nothing elsewhere.
    #[must_use]
    pub fn keeps_places(self) -> bool {
        matches!(self, Self::Tidy | Self::PlaceNew)
    }

    /// Whether it can improve on places instead of beginning anew
    /// ([`super::LayoutRequest::warm`]).
    #[must_use]
    pub fn can_go_on(self) -> bool {
        matches!(self, Self::Force | Self::Communities | Self::Stress)
    }

    /// The layout with its usual settings.
    #[must_use]
    pub fn layout(self) -> Box<dyn Layout + Send + Sync> {
        match self {
            Self::Force => Box::new(Force::default()),
            Self::Stress => Box::new(Stress::default()),
            Self::Communities => Box::new(Communities::default()),
            Self::Circle => Box::new(Circle),
            Self::Grid => Box::new(Grid),
            Self::Radial => Box::new(Radial::default()),
            Self::Layered => Box::new(Layered::default()),
            Self::Camps => Box::new(Camps::default()),
            Self::Timeline => Box::new(Timeline),
            Self::Attribute => Box::new(Attribute),
            Self::Tidy => Box::new(Tidy),
            Self::PlaceNew => Box::new(PlaceNew),
        }
    }
}

/// No layout has that name.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("there is no layout {0:?}; there are {names}", names = Algorithm::names())]
pub struct UnknownAlgorithm(String);

impl FromStr for Algorithm {
    type Err = UnknownAlgorithm;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let named = Self::ALL.into_iter().find(|a| a.name() == text);
        named.ok_or_else(|| UnknownAlgorithm(text.to_owned()))
    }
}
