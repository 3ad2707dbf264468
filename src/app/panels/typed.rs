//! What is typed or chosen for a field, as a gesture, or why it cannot be one:
//! the same wherever the field stands.

use super::choose::Chosen;
use super::form::{Made, short};
use crate::analysis::when_typed;
use crate::app::Workspace;
use crate::edit::{self, ActionField, ActorField, Edit, Transaction};
use crate::model::{
    Action, ActionId, ActorId, Claim, Claimant, Document, Link, Response, Source, SourceId, Stance,
    StanceBand, Status,
};

/// A field of an actor that is typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)] // each is the field of that name in `Actor`
pub(super) enum OfActor {
    Name,
    Role,
    When,
    Aliases,
    Tags,
    Notes,
}

/// A field of an action that is typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)] // each is the field of that name in `Action`
pub(super) enum OfAction {
    Verb,
    Stance,
    Weight,
    When,
    Role,
    Notes,
}

/// A field of a claim that is typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)] // each is the field of that name in `Claim`
pub(super) enum OfClaim {
    Quote,
    Anchor,
    Because,
}

/// Words between commas, without blanks.
fn keywords(text: &str) -> Vec<String> {
    text.split(',')
        .map(str::trim)
        .filter(|w| !w.is_empty())
        .map(str::to_owned)
        .collect()
}

/// A text for a field of an actor.
pub(super) fn actor(doc: &Document, id: &ActorId, field: OfActor, text: &str) -> Made {
    let line = text.trim();
    let field = match field {
        OfActor::Name if line.is_empty() => return Err("an actor needs a name".to_owned()),
        OfActor::Name => ActorField::Name(line.to_owned()),
        OfActor::Role => ActorField::Role(line.to_owned()),
        OfActor::When => ActorField::When(when_typed(text, None)?),
        OfActor::Aliases => ActorField::Aliases(keywords(text)),
        OfActor::Tags => ActorField::Tags(keywords(text)),
        OfActor::Notes => ActorField::Notes(text.trim_end().to_owned()),
    };
    Ok(edit::set_actor(doc, id, field))
}

/// A text for a field of an action.
pub(super) fn action(doc: &Document, id: &ActionId, field: OfAction, text: &str) -> Made {
    let line = text.trim();
    let field = match field {
        OfAction::Verb if line.is_empty() => return Err("an action needs a verb".to_owned()),
        OfAction::Verb => ActionField::Verb(line.to_owned()),
        OfAction::Stance => ActionField::Stance(stance(line)?),
        OfAction::Weight => ActionField::Weight(weight(line)?),
        OfAction::When => ActionField::When(when_typed(text, None)?),
        OfAction::Role => ActionField::Role(line.to_owned()),
        OfAction::Notes => ActionField::Notes(text.trim_end().to_owned()),
    };
    Ok(edit::set_action(doc, id, field))
}

fn told(error: impl std::error::Error) -> String {
    error.to_string()
}

/// A number as people type it: with the minus sign of print too, and with a
/// comma as the sign before decimals.
fn number(text: &str) -> Option<f64> {
    text.replace('−', "-").replace(',', ".").parse().ok()
}

/// How much a word for a stance says, either way.
pub(super) const MARKED: f64 = 0.8;

/// A stance by its number or its word.
fn stance(text: &str) -> Result<Stance, String> {
    let word = text.to_lowercase();
    let named = StanceBand::ALL.into_iter().find(|b| b.name() == word);
    let value = match named {
        Some(StanceBand::Hostile) => Some(-MARKED),
        Some(StanceBand::Neutral) => Some(0.0),
        Some(StanceBand::Supportive) => Some(MARKED),
        None => number(text),
    };
    let Some(value) = value else {
        return Err(format!(
            "“{text}” is no stance: write a number from −1 to 1, or hostile, neutral or supportive"
        ));
    };
    Stance::new(value).map_err(told)
}

fn weight(text: &str) -> Result<f64, String> {
    let value = number(text).filter(|v| Action::is_weight(*v));
    value.ok_or_else(|| format!("“{text}” is no weight: write a number above 0; 1 is usual"))
}

/// The gesture that replaces a claim; `what` of it is changed.
pub(super) fn claim(what: &str, link: Link<'_>, at: usize, claim: Claim) -> Transaction {
    Transaction::one(
        format!("change {what} on “{}”", short(&link.action.verb)),
        Edit::SetClaim {
            action: link.action.id.clone(),
            at,
            claim: Box::new(claim),
        },
    )
}

/// A text for a field of a claim.
pub(super) fn claim_text(
    link: Link<'_>,
    at: usize,
    old: &Claim,
    field: OfClaim,
    text: &str,
) -> Transaction {
    let text = text.trim().to_owned();
    let mut new = old.clone();
    // Other words, or another paragraph: where the old ones stood says nothing.
    if field != OfClaim::Because {
        new.spot = None;
    }
    let what = match field {
        OfClaim::Quote => {
            new.quote = text;
            "quote of claim"
        }
        OfClaim::Anchor => {
            new.anchor = text;
            "place of claim"
        }
        OfClaim::Because => {
            new.because = text;
            "reason of claim"
        }
    };
    claim(what, link, at, new)
}

/// Who was chosen.
pub(super) fn whoever(chosen: Chosen<ActorId>) -> Claimant {
    match chosen {
        Chosen::Known(id) => Claimant::Actor(id),
        Chosen::New(name) => Claimant::Outsider(name),
    }
}

/// Lets somebody else make a claim; `None` if it is the same one.
pub(super) fn claimant(
    link: Link<'_>,
    at: usize,
    old: &Claim,
    chosen: Chosen<ActorId>,
) -> Option<Transaction> {
    let by = whoever(chosen);
    let new = Claim { by, ..old.clone() };
    (new.by != old.by).then(|| claim("who makes claim", link, at, new))
}

/// Lets a claim stand in another source, which is added if it is new; `None` if
/// it is the same one.
pub(super) fn claim_source(
    ws: &Workspace,
    link: Link<'_>,
    at: usize,
    old: &Claim,
    chosen: Chosen<SourceId>,
) -> Option<Transaction> {
    let (source, new) = match chosen {
        Chosen::Known(source) if source == old.source => return None,
        Chosen::Known(source) => (source, None),
        Chosen::New(title) => {
            let spent = ws.history().spent();
            let new = Source::new(ws.document().fresh_source_id(&title, spent), title);
            (new.id.clone(), Some(new))
        }
    };
    let cites = Claim {
        source,
        spot: None,
        ..old.clone()
    };
    let mut gesture = claim("source of claim", link, at, cites);
    let adds = new.map(|new| Edit::AddSource(Box::new(new)));
    gesture.edits.splice(0..0, adds);
    Some(gesture)
}

/// Calls a claim retracted: it is kept, and counts no more.
pub(in crate::app) fn retract_claim(link: Link<'_>, at: usize, old: &Claim) -> Transaction {
    let new = Claim {
        status: Status::Retracted,
        ..old.clone()
    };
    Transaction {
        label: format!("retract claim on “{}”", short(&link.action.verb)),
        ..claim("status of claim", link, at, new)
    }
}

/// Replaces the responses to an action: `what` is done by that.
pub(super) fn responses(what: &str, link: Link<'_>, responses: Vec<Response>) -> Transaction {
    Transaction::one(
        format!("{what} on “{}”", short(&link.action.verb)),
        Edit::SetResponses {
            action: link.action.id.clone(),
            responses,
        },
    )
}

/// Takes a claim out.
pub(in crate::app) fn remove_claim(link: Link<'_>, at: usize) -> Transaction {
    Transaction::one(
        format!("remove claim on “{}”", short(&link.action.verb)),
        Edit::RemoveClaim {
            action: link.action.id.clone(),
            at,
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stances_are_taken_as_numbers_and_words() {
        for (text, value) in [
            ("-0.35", -0.35),
            ("−0,35", -0.35),
            ("1", 1.0),
            ("Hostile", -0.8),
            ("neutral", 0.0),
            ("supportive", 0.8),
        ] {
            assert_eq!(stance(text).map(Stance::value), Ok(value), "{text}");
        }
        for text in ["", "angry", "1.5", "-2", "NaN", "inf"] {
            assert!(stance(text).is_err(), "{text}");
        }
    }

    #[test]
    fn weights_are_above_nothing() {
        assert_eq!(weight("2.5"), Ok(2.5));
        assert_eq!(weight("0,5"), Ok(0.5));
        for text in ["", "0", "-1", "inf", "heavy"] {
            assert!(weight(text).is_err(), "{text}");
        }
    }
}
