//! The layouts by name.

use std::str::FromStr;

use super::{Attribute, Camps, Circle, Communities, Force, Grid, Layout, Radial, Stress, Timeline};

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
    /// [`Camps`]
    Camps,
    /// [`Timeline`]
    Timeline,
    /// [`Attribute`]
    Attribute,
}

impl Algorithm {
    /// Every layout, in the order in which they are listed to people.
    pub const ALL: [Self; 9] = [
        Self::Force,
        Self::Stress,
        Self::Communities,
        Self::Circle,
        Self::Grid,
        Self::Radial,
        Self::Camps,
        Self::Timeline,
        Self::Attribute,
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
            Self::Camps => "camps",
            Self::Timeline => "timeline",
            Self::Attribute => "attribute",
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
            | Self::Radial => false,
            Self::Camps | Self::Timeline | Self::Attribute => true,
        }
    }

    /// The names of all, as a sentence has them.
    #[must_use]
    pub fn names() -> String {
        let [rest @ .., last] = Self::ALL;
        let rest = rest.map(Self::name).join(", ");
        format!("{rest} and {}", last.name())
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
            Self::Camps => Box::new(Camps::default()),
            Self::Timeline => Box::new(Timeline),
            Self::Attribute => Box::new(Attribute),
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
