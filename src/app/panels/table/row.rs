//! One row of the table: which thing it is about, and what its cells say.

use petgraph::Direction;

use super::sheet::{Column, Sheet};
use crate::analysis::fold;
use crate::edit::Selection;
use crate::model::{
    Action, ActionId, Actor, ActorId, Claim, Document, Evidence, Link, PartialDate, StanceBand,
    When,
};
use crate::picture::{Shows, words};

/// What a row is about. In the order of the document.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RowId {
    /// An actor.
    Actor(ActorId),
    /// An action.
    Action(ActionId),
    /// The claim of an action at this place of its list, from 0.
    Claim(ActionId, u32),
}

/// The thing itself, as a document has it.
#[derive(Clone, Copy, Debug)]
pub enum Entry<'d> {
    /// An actor.
    Actor(&'d Actor),
    /// An action.
    Action(Link<'d>),
    /// The claim of an action at this place of its list, from 0.
    Claim(Link<'d>, usize, &'d Claim),
}

impl RowId {
    /// The thing, if the document has it.
    #[must_use]
    pub fn find<'d>(&self, doc: &'d Document) -> Option<Entry<'d>> {
        match self {
            Self::Actor(id) => doc.graph.actor(id).map(Entry::Actor),
            Self::Action(id) => doc.graph.link(id).map(Entry::Action),
            Self::Claim(id, at) => {
                let link = doc.graph.link(id)?;
                let at = *at as usize;
                let claim = link.action.claims.get(at)?;
                Some(Entry::Claim(link, at, claim))
            }
        }
    }

    /// Whether it is selected; a claim is when its action is.
    #[must_use]
    pub fn is_in(&self, selection: &Selection) -> bool {
        match self {
            Self::Actor(id) => selection.actors.contains(id),
            Self::Action(id) | Self::Claim(id, _) => selection.actions.contains(id),
        }
    }

    /// Adds what the row is about to a selection.
    pub fn join(&self, selection: &mut Selection) {
        match self {
            Self::Actor(id) => selection.actors.insert(id.clone()),
            Self::Action(id) | Self::Claim(id, _) => selection.actions.insert(id.clone()),
        };
    }

    /// Takes what the row is about out of a selection.
    pub fn leave(&self, selection: &mut Selection) {
        match self {
            Self::Actor(id) => selection.actors.remove(id),
            Self::Action(id) | Self::Claim(id, _) => selection.actions.remove(id),
        };
    }

    /// What the canvas shows of it.
    #[must_use]
    pub fn shows(&self) -> Shows {
        match self {
            Self::Actor(id) => Shows::Actor(id.clone()),
            Self::Action(id) | Self::Claim(id, _) => Shows::Action(id.clone()),
        }
    }
}

/// Every row of a sheet, in order of ids.
pub fn entries<'d>(doc: &'d Document, sheet: Sheet) -> Box<dyn Iterator<Item = Entry<'d>> + 'd> {
    match sheet {
        Sheet::Actors => Box::new(doc.graph.actors().map(Entry::Actor)),
        Sheet::Actions => Box::new(doc.graph.links().map(Entry::Action)),
        Sheet::Claims => Box::new(doc.graph.links().flat_map(|link| {
            let claims = link.action.claims.iter().enumerate();
            claims.map(move |(at, claim)| Entry::Claim(link, at, claim))
        })),
    }
}

/// A day as a number that grows with time.
pub fn day((year, month, day): (i16, u8, u8)) -> f64 {
    (f64::from(year) * 12.0 + f64::from(month)) * 31.0 + f64::from(day)
}

/// Where a date stands in time: where it begins, if that is known.
fn instant(when: &When) -> Option<f64> {
    let first = |date: &PartialDate| Some(day(date.earliest()));
    match when {
        When::NotGiven | When::Unknown => None,
        When::On(d) | When::Between(d, _) | When::From(d) | When::Until(d) => first(d),
    }
}

impl<'d> Entry<'d> {
    /// Which row it is.
    #[must_use]
    pub fn id(&self) -> RowId {
        match self {
            Self::Actor(actor) => RowId::Actor(actor.id.clone()),
            Self::Action(link) => RowId::Action(link.action.id.clone()),
            Self::Claim(link, at, _) => {
                let at = u32::try_from(*at).unwrap_or(u32::MAX);
                RowId::Claim(link.action.id.clone(), at)
            }
        }
    }

    fn link(&self) -> Option<Link<'d>> {
        match self {
            Self::Actor(_) => None,
            Self::Action(link) | Self::Claim(link, ..) => Some(*link),
        }
    }

    /// The action that it is, or is about.
    #[must_use]
    pub fn action(&self) -> Option<&'d Action> {
        self.link().map(|link| link.action)
    }

    fn claim(&self) -> Option<&'d Claim> {
        match self {
            Self::Claim(_, _, claim) => Some(claim),
            _ => None,
        }
    }

    fn when(&self) -> Option<&'d When> {
        match self {
            Self::Actor(actor) => Some(&actor.when),
            _ => self.action().map(|a| &a.when),
        }
    }

    /// As told to assistive technology.
    #[must_use]
    pub fn name(&self, doc: &Document) -> String {
        match self {
            Self::Actor(actor) => actor.name.clone(),
            Self::Action(link) => words::sentence(doc, *link),
            Self::Claim(link, _, claim) => {
                let said = words::attribution(doc, claim);
                format!("{}, {said}", words::sentence(doc, *link))
            }
        }
    }

    /// How its action is drawn.
    #[must_use]
    pub fn band(&self) -> Option<StanceBand> {
        self.action().map(|a| a.stance.band())
    }

    /// Whether it is an action that nobody is cited for, or whose passages are
    /// lost.
    #[must_use]
    pub fn is_bare(&self, doc: &Document) -> bool {
        let bare = |a: &Action| a.evidence() == Evidence::None || doc.lost.contains(&a.id);
        matches!(self, Self::Action(l) if bare(l.action))
    }

    /// What a cell holds, as it is typed; empty where the sheet has no such
    /// column.
    #[must_use]
    pub fn text(&self, doc: &'d Document, column: Column) -> String {
        let name = |id| doc.graph.actor(id).map_or("?", |a| a.name.as_str());
        let (link, action, claim) = (self.link(), self.action(), self.claim());
        let of_actor = |text: fn(&Actor) -> String| match self {
            Self::Actor(actor) => text(actor),
            _ => String::new(),
        };
        let of_action = |text: fn(&Action) -> String| action.map(text).unwrap_or_default();
        let of_claim = |text: fn(&Claim) -> String| claim.map(text).unwrap_or_default();
        match column {
            Column::Name => of_actor(|a| a.name.clone()),
            Column::Kind => of_actor(|a| a.kind.name().to_owned()),
            Column::Office => of_actor(|a| a.role.clone()),
            Column::When => self.when().map(ToString::to_string).unwrap_or_default(),
            Column::Tags => of_actor(|a| a.tags.join(", ")),
            Column::Aliases => of_actor(|a| a.aliases.join(", ")),
            Column::Outgoing | Column::Incoming | Column::Support => {
                let number = self.number(doc, column);
                number.map(|n| n.to_string()).unwrap_or_default()
            }
            Column::Notes => match self {
                Self::Actor(actor) => actor.notes.clone(),
                _ => of_action(|a| a.notes.clone()),
            },
            Column::From => link.map(|l| name(l.from).to_owned()).unwrap_or_default(),
            Column::To => link.map(|l| name(l.to).to_owned()).unwrap_or_default(),
            Column::Verb => of_action(|a| a.verb.clone()),
            Column::Stance => of_action(|a| a.stance.to_string()),
            Column::Weight => of_action(|a| a.weight.to_string()),
            Column::Part => of_action(|a| a.role.clone()),
            Column::Evidence => action.map_or_else(String::new, |a| {
                let lost = doc.lost.contains(&a.id);
                let told = if lost {
                    words::LOST
                } else {
                    words::evidence(a.evidence())
                };
                told.to_owned()
            }),
            Column::Deed => link.map(|l| words::sentence(doc, l)).unwrap_or_default(),
            Column::By => claim
                .map(|c| words::claimant(doc, &c.by).to_owned())
                .unwrap_or_default(),
            Column::Source => claim
                .and_then(|c| doc.sources.get(&c.source))
                .map(|s| s.title.clone())
                .unwrap_or_default(),
            Column::Status => of_claim(|c| c.status.name().to_owned()),
            Column::Confidence => of_claim(|c| c.confidence.name().to_owned()),
            Column::Quote => of_claim(|c| c.quote.clone()),
            Column::Because => of_claim(|c| c.because.clone()),
        }
    }

    /// What a cell says, on one line: a stance with its word.
    #[must_use]
    pub fn shown(&self, doc: &'d Document, column: Column) -> String {
        let text = self.text(doc, column);
        match (column, self.band()) {
            (Column::Stance, Some(band)) => {
                format!("{} {}", band.name(), text.replace('-', "−"))
            }
            _ if text.contains(['\n', '\r', '\t']) => text.replace(['\n', '\r', '\t'], " "),
            _ => text,
        }
    }

    /// What is searched of a cell: without case and accents.
    #[must_use]
    pub fn searched(&self, doc: &'d Document, column: Column) -> String {
        match column {
            // As it is typed: the minus sign of print is on no keyboard.
            Column::Stance => {
                let band = self.band().map_or("", StanceBand::name);
                format!("{band} {}", self.text(doc, column))
            }
            _ => fold(&self.text(doc, column)),
        }
    }

    /// By what a cell is compared, where that is a number: also the rank of a
    /// choice, and the day on which a date begins. `None` if the cell is empty,
    /// or to be compared by its text.
    #[must_use]
    pub fn number(&self, doc: &Document, column: Column) -> Option<f64> {
        let degree = |way| {
            let Self::Actor(actor) = self else {
                return None;
            };
            let node = doc.graph.node(&actor.id)?;
            let edges = doc.graph.petgraph().edges_directed(node, way);
            Some(edges.count() as f64)
        };
        match column {
            Column::Outgoing => degree(Direction::Outgoing),
            Column::Incoming => degree(Direction::Incoming),
            Column::When => self.when().and_then(instant),
            Column::Stance => self.action().map(|a| a.stance.value()),
            Column::Weight => self.action().map(|a| a.weight),
            Column::Support => self.action().map(|a| {
                let standing = a.claims.iter().filter(|c| c.stands());
                standing.count() as f64
            }),
            Column::Evidence => self.action().map(|a| match doc.lost.contains(&a.id) {
                // Between nobody and somebody.
                true => 0.5,
                false => f64::from(a.evidence() as u8),
            }),
            Column::Status => self.claim().map(|c| f64::from(c.status as u8)),
            Column::Confidence => self.claim().map(|c| f64::from(c.confidence as u8)),
            Column::Kind => match self {
                Self::Actor(actor) => Some(f64::from(actor.kind as u8)),
                _ => None,
            },
            _ => None,
        }
    }
}

impl Column {
    /// Whether cells are compared by [`Entry::number`] rather than by text.
    #[must_use]
    pub fn is_ranked(self) -> bool {
        self.is_number()
            || matches!(
                self,
                Self::When | Self::Evidence | Self::Status | Self::Confidence | Self::Kind
            )
    }
}
