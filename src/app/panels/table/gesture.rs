//! What is typed or chosen in a cell, as a gesture.

use super::super::choose::Chosen;
use super::super::form::Made;
use super::super::typed::{self, OfAction, OfActor, OfClaim};
use super::row::{Entry, RowId};
use super::sheet::Column;
use crate::app::Workspace;
use crate::edit::{self, ActorField, Transaction};
use crate::model::{ActorId, ActorKind, Claim, Confidence, SourceId, Status};

/// One of those that can be chosen.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    Kind(ActorKind),
    Status(Status),
    Confidence(Confidence),
    Actor(ActorId),
    Source(SourceId),
    /// What was typed, which the list does not hold.
    New(String),
}

/// A text typed into a cell. `None` if the cell is none that is typed.
pub fn of_text(ws: &Workspace, row: &RowId, column: Column, text: &str) -> Option<Made> {
    let doc = ws.document();
    Some(match row.find(doc)? {
        Entry::Actor(actor) => {
            let field = match column {
                Column::Name => OfActor::Name,
                Column::Office => OfActor::Role,
                Column::When => OfActor::When,
                Column::Tags => OfActor::Tags,
                Column::Aliases => OfActor::Aliases,
                Column::Notes => OfActor::Notes,
                _ => return None,
            };
            typed::actor(doc, &actor.id, field, text)
        }
        Entry::Action(link) => {
            let field = match column {
                Column::Verb => OfAction::Verb,
                Column::Stance => OfAction::Stance,
                Column::Weight => OfAction::Weight,
                Column::When => OfAction::When,
                Column::Part => OfAction::Role,
                Column::Notes => OfAction::Notes,
                _ => return None,
            };
            typed::action(doc, &link.action.id, field, text)
        }
        Entry::Claim(link, at, claim) => {
            let field = match column {
                Column::Quote => OfClaim::Quote,
                Column::Because => OfClaim::Because,
                _ => return None,
            };
            Ok(typed::claim_text(link, at, claim, field, text))
        }
    })
}

/// One that was chosen for a cell; `None` if that changes nothing.
pub fn of_choice(ws: &Workspace, row: &RowId, column: Column, value: Value) -> Option<Transaction> {
    let doc = ws.document();
    match (row.find(doc)?, column, value) {
        (Entry::Actor(actor), Column::Kind, Value::Kind(kind)) => {
            Some(edit::set_actor(doc, &actor.id, ActorField::Kind(kind)))
        }
        (Entry::Action(link), Column::From, Value::Actor(from)) if from != *link.from => {
            let id = &link.action.id;
            Some(edit::reconnect(doc, id, from, link.to.clone()))
        }
        (Entry::Action(link), Column::To, Value::Actor(to)) if to != *link.to => {
            let id = &link.action.id;
            Some(edit::reconnect(doc, id, link.from.clone(), to))
        }
        (Entry::Claim(link, at, old), Column::By, Value::Actor(who)) => {
            typed::claimant(link, at, old, Chosen::Known(who))
        }
        (Entry::Claim(link, at, old), Column::By, Value::New(name)) => {
            typed::claimant(link, at, old, Chosen::New(name))
        }
        (Entry::Claim(link, at, old), Column::Source, Value::Source(source)) => {
            typed::claim_source(ws, link, at, old, Chosen::Known(source))
        }
        (Entry::Claim(link, at, old), Column::Source, Value::New(title)) => {
            typed::claim_source(ws, link, at, old, Chosen::New(title))
        }
        (Entry::Claim(link, at, old), Column::Status, Value::Status(status)) => {
            let new = Claim {
                status,
                ..old.clone()
            };
            Some(typed::claim("status of claim", link, at, new))
        }
        (Entry::Claim(link, at, old), Column::Confidence, Value::Confidence(confidence)) => {
            let new = Claim {
                confidence,
                ..old.clone()
            };
            Some(typed::claim("confidence in claim", link, at, new))
        }
        _ => None,
    }
}

/// All that can be chosen for a cell, with their names, and how the offer to
/// take something else is worded.
pub fn choices(ws: &Workspace, column: Column) -> (Vec<(Value, String)>, Option<&'static str>) {
    let doc = ws.document();
    let named = |value: Value, name: &str| (value, name.to_owned());
    let actors = || {
        let all = super::super::choose::actors(doc).into_iter();
        all.map(|(id, name)| (Value::Actor(id), name)).collect()
    };
    match column {
        Column::Kind => {
            let all = ActorKind::ALL.map(|k| named(Value::Kind(k), k.name()));
            (all.into(), None)
        }
        Column::Status => {
            let all = Status::ALL.map(|s| named(Value::Status(s), s.name()));
            (all.into(), None)
        }
        Column::Confidence => {
            let all = Confidence::ALL.map(|c| named(Value::Confidence(c), c.name()));
            (all.into(), None)
        }
        Column::From | Column::To => (actors(), None),
        Column::By => (actors(), Some("Not in the graph:")),
        Column::Source => {
            let all = doc.sources.values();
            let all = all.map(|s| named(Value::Source(s.id.clone()), &s.title));
            (all.collect(), Some("New source:"))
        }
        _ => (Vec::new(), None),
    }
}
