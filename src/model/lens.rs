//! Lenses: what is looked at, and what becomes of the rest.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{ActorId, ActorKind, Claim, Claimant, InfluenceGraph, PartialDate, StanceBand, Status};

/// What becomes of the actors and actions that a lens leaves out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Rest {
    /// They are drawn faintly.
    #[default]
    Fade,
    /// They are not drawn at all.
    Hide,
}

impl Rest {
    /// Both, in the order in which they are listed to people.
    pub const ALL: [Self; 2] = [Self::Fade, Self::Hide];

    /// As written in files and shown to people.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Fade => "Fade",
            Self::Hide => "Hide",
        }
    }
}

/// What a [`Test`] looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs)] // each is the test of that name
pub enum Trait {
    Kind,
    Tag,
    Degree,
    Stance,
    Status,
    Claimant,
    Disagreement,
    Date,
    Text,
}

impl Trait {
    /// All of them, in the order in which they are listed to people.
    pub const ALL: [Self; 9] = [
        Self::Kind,
        Self::Tag,
        Self::Stance,
        Self::Status,
        Self::Claimant,
        Self::Disagreement,
        Self::Date,
        Self::Degree,
        Self::Text,
    ];

    /// As shown to people.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Kind => "Kind",
            Self::Tag => "Tag",
            Self::Degree => "Degree",
            Self::Stance => "Stance",
            Self::Status => "Status",
            Self::Claimant => "Who says so",
            Self::Disagreement => "Where sources disagree",
            Self::Date => "Date",
            Self::Text => "Text",
        }
    }

    /// A test of it that asks nothing yet; where there is nothing to choose, the
    /// test.
    #[must_use]
    pub fn blank(self) -> Test {
        match self {
            Self::Kind => Test::Kind(BTreeSet::new()),
            Self::Tag => Test::Tag(BTreeSet::new()),
            Self::Degree => Test::Degree {
                least: 0,
                most: None,
            },
            Self::Stance => Test::Stance(BTreeSet::new()),
            Self::Status => Test::Status(BTreeSet::new()),
            Self::Claimant => Test::Claimant(BTreeSet::new()),
            Self::Disagreement => Test::Disagreement,
            Self::Date => Test::Date {
                from: None,
                to: None,
                undated: false,
            },
            Self::Text => Test::Text(String::new()),
        }
    }
}

/// What is asked of actors or actions. Of a set, one member is enough.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Test {
    /// Of actors: what sort of thing they are.
    Kind(BTreeSet<ActorKind>),
    /// Of actors: whether they have one of these tags, letter by letter.
    Tag(BTreeSet<String>),
    /// Of actors: in how many actions of the whole document they take part.
    Degree {
        /// In at least so many.
        least: u32,
        /// In at most so many, if there is a bound.
        most: Option<u32>,
    },
    /// Of actions: how they bear on their target.
    Stance(BTreeSet<StanceBand>),
    /// Of actions: whether a claim stands so. A claim that was retracted counts
    /// only where the set names that.
    Status(BTreeSet<Status>),
    /// Of actions: whether one of these says so, and has not retracted it.
    Claimant(BTreeSet<Claimant>),
    /// Of actions: whether one claim says that it is so, and another that it is
    /// not: see [`disagrees`].
    Disagreement,
    /// Of actions, and of actors that have a date: whether it may lie within
    /// these two, both included. An action without a date has that of the event
    /// at its end.
    Date {
        /// From here on.
        from: Option<PartialDate>,
        /// Up to here.
        to: Option<PartialDate>,
        /// Whether what has no date, or an unknown one, passes too.
        undated: bool,
    },
    /// Of both: whether all of these words stand in one of their texts, whatever
    /// the case and accents.
    Text(String),
}

impl Test {
    /// What it looks at.
    #[must_use]
    pub fn looks_at(&self) -> Trait {
        match self {
            Self::Kind(_) => Trait::Kind,
            Self::Tag(_) => Trait::Tag,
            Self::Degree { .. } => Trait::Degree,
            Self::Stance(_) => Trait::Stance,
            Self::Status(_) => Trait::Status,
            Self::Claimant(_) => Trait::Claimant,
            Self::Disagreement => Trait::Disagreement,
            Self::Date { .. } => Trait::Date,
            Self::Text(_) => Trait::Text,
        }
    }

    /// Whether it asks nothing: everything passes then.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        match self {
            Self::Kind(set) => set.is_empty(),
            Self::Tag(set) => set.is_empty(),
            Self::Degree { least, most } => *least == 0 && most.is_none(),
            Self::Stance(set) => set.is_empty(),
            Self::Status(set) => set.is_empty(),
            Self::Claimant(set) => set.is_empty(),
            Self::Disagreement => false,
            Self::Date { from, to, .. } => from.is_none() && to.is_none(),
            Self::Text(text) => text.trim().is_empty(),
        }
    }

    /// Whether it asks something: it is not blank, and there is no fault in it.
    #[must_use]
    pub fn asks(&self) -> bool {
        self.fault().is_none()
    }

    /// What is wrong with it, whatever the document; `None` when nothing is.
    #[must_use]
    pub fn fault(&self) -> Option<String> {
        if self.is_blank() {
            return Some("a filter asks nothing".to_owned());
        }
        match self {
            Self::Tag(tags) if tags.iter().any(|t| t.trim().is_empty()) => {
                Some("a tag is blank".to_owned())
            }
            Self::Claimant(all) if all.iter().any(is_blank) => {
                Some("nobody is named who says so".to_owned())
            }
            Self::Degree {
                least,
                most: Some(most),
            } if least > most => Some(format!("no number is at least {least} and at most {most}")),
            Self::Date {
                from: Some(from),
                to: Some(to),
                ..
            } if from.earliest() > to.latest() => Some(format!(
                "the dates from {from} to {to} end before they start"
            )),
            _ => None,
        }
    }
}

/// Whether claims contradict one another: one at least says that it is so
/// (alleged, reported or confirmed), and one at least that it is not (disputed or
/// denied). It does not matter whether they stand in one source or in several: a
/// source that reports a denial beside what is denied is of two voices.
/// Retracted claims say nothing.
#[must_use]
pub fn disagrees(claims: &[Claim]) -> bool {
    let (mut so, mut not_so) = (false, false);
    for claim in claims {
        match claim.status {
            Status::Alleged | Status::Reported | Status::Confirmed => so = true,
            Status::Disputed | Status::Denied => not_so = true,
            Status::Retracted => {}
        }
    }
    so && not_so
}

fn is_blank(claimant: &Claimant) -> bool {
    matches!(claimant, Claimant::Outsider(name) if name.trim().is_empty())
}

/// One condition.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Filter {
    /// Whether what passes the test is left out, instead of what does not.
    pub not: bool,
    /// The test.
    pub test: Test,
}

impl Filter {
    /// A filter that lets in what passes a test.
    #[must_use]
    pub fn new(test: Test) -> Self {
        Self { not: false, test }
    }
}

/// A named set of filters, all of which something must pass to be let in.
///
/// - A filter speaks of actors, of actions, or of both: see [`Test`].
/// - An **action** is in when it passes every filter that speaks of actions, and
///   both its ends pass every filter that speaks of them.
/// - An **actor** is in when it passes every filter that speaks of it; and, if
///   there is one that speaks of actions but not of it, when it takes part in an
///   action that is in. So a filter more never lets anything more in.
/// - Filters for the status and for who says so must be met by one and the same
///   claim; a negated one by no claim at all.
/// - Whether sources disagree is asked of all the claims of an action together,
///   whatever the filters for status and claimant ask.
/// - Words are found with what they belong to: an action whose own texts do not
///   have them is in between two actors who have them, an actor with an action
///   that has them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lens {
    /// Name shown to people; never blank, unique among the document's lenses.
    pub name: String,
    /// What must be passed; none of them blank.
    pub filters: Vec<Filter>,
    /// What becomes of what does not.
    pub rest: Rest,
}

impl Lens {
    /// What is wrong with it in a document with this graph, in words.
    #[must_use]
    pub fn faults(&self, graph: &InfluenceGraph) -> Vec<String> {
        let mut found = Vec::new();
        if self.name.trim().is_empty() {
            found.push("the name is blank".to_owned());
        }
        found.extend(self.filters.iter().filter_map(|f| f.test.fault()));
        for who in self.claimants() {
            if graph.actor(who).is_none() {
                found.push(format!("the claimant {who} is no actor of the graph"));
            }
        }
        found
    }

    /// The actors of the graph whose claims it asks for.
    pub fn claimants(&self) -> impl Iterator<Item = &ActorId> {
        let sets = self.filters.iter().filter_map(|f| match &f.test {
            Test::Claimant(set) => Some(set),
            _ => None,
        });
        sets.flatten().filter_map(|who| match who {
            Claimant::Actor(id) => Some(id),
            Claimant::Outsider(_) => None,
        })
    }

    /// The lens with other claimants: `other` tells who stands for an actor,
    /// nobody where that one is left out. A filter that asks nothing then is
    /// dropped.
    #[must_use]
    pub fn with_claimants(&self, other: impl Fn(&ActorId) -> Option<Claimant>) -> Self {
        let mut lens = self.clone();
        for filter in &mut lens.filters {
            if let Test::Claimant(set) = &mut filter.test {
                let all = std::mem::take(set).into_iter();
                *set = all
                    .filter_map(|who| match who {
                        Claimant::Actor(id) => other(&id),
                        Claimant::Outsider(_) => Some(who),
                    })
                    .collect();
            }
        }
        lens.filters.retain(|f| !f.test.is_blank());
        lens
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Actor, ActorKind};

    fn date(text: &str) -> Option<PartialDate> {
        Some(text.parse().expect("a date"))
    }

    #[test]
    fn blank_tests_ask_nothing_and_are_a_fault_of_a_lens() {
        for what in Trait::ALL {
            let test = what.blank();
            assert_eq!(test.looks_at(), what);
            if what == Trait::Disagreement {
                assert!(test.asks(), "there is nothing to choose");
                continue;
            }
            assert!(test.is_blank() && test.fault().is_some(), "{what:?}");
        }
        assert!(Test::Text(" \t".to_owned()).is_blank());
        assert!(!Test::Kind([ActorKind::Norm].into()).is_blank());
    }

    #[test]
    fn what_nothing_can_pass_is_a_fault() {
        let range = |from, to| Test::Date {
            from,
            to,
            undated: false,
        };
        assert!(range(date("1879"), date("1878-06")).fault().is_some());
        assert_eq!(range(date("1878-06"), date("1878")).fault(), None);
        let degree = |least, most| Test::Degree { least, most };
        assert!(degree(3, Some(2)).fault().is_some());
        assert_eq!(degree(0, Some(0)).fault(), None);
        assert!(Test::Tag([" ".to_owned()].into()).fault().is_some());
    }

    #[test]
    fn claimants_are_replaced_or_left_out() {
        let id = |text: &str| ActorId::new(text).expect("valid");
        let press = Claimant::Outsider("the press".to_owned());
        let set = [
            Claimant::Actor(id("a")),
            Claimant::Actor(id("b")),
            press.clone(),
        ];
        let mut lens = Lens {
            name: "l".to_owned(),
            filters: vec![Filter::new(Test::Claimant(set.into()))],
            rest: Rest::Fade,
        };
        let mut graph = InfluenceGraph::new();
        let actor = Actor::new(id("a"), "A", ActorKind::Person);
        graph.add_actor(actor).expect("new");
        assert_eq!(
            lens.faults(&graph),
            ["the claimant b is no actor of the graph"]
        );
        lens = lens.with_claimants(|who| (who.as_str() == "a").then(|| press.clone()));
        let only = Test::Claimant([press].into());
        assert_eq!(lens.filters, [Filter::new(only)]);
        lens.filters[0].test = Test::Claimant([Claimant::Actor(id("a"))].into());
        assert!(lens.with_claimants(|_| None).filters.is_empty());
    }
}
