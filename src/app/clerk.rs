//! Who enters claims and when: noted with each claim that a gesture brings or
//! changes.

use std::collections::BTreeSet;
use std::time::{SystemTime, UNIX_EPOCH};

use crate::edit::{Edit, Transaction};
use crate::model::{ActorId, Claim, Claimant, Document, Moment, Stamp};

/// Notes who enters and changes claims, and when.
#[derive(Clone, Debug)]
pub struct Clerk {
    /// The name that is noted; empty notes the time alone.
    name: String,
    /// Tells what time it is.
    clock: fn() -> Moment,
}

/// What time it is by this computer.
#[must_use]
pub fn system_clock() -> Moment {
    let now = SystemTime::now();
    let seconds = match now.duration_since(UNIX_EPOCH) {
        Ok(since) => i64::try_from(since.as_secs()).unwrap_or(i64::MAX),
        Err(before) => i64::try_from(before.duration().as_secs()).map_or(i64::MIN, |s| -s),
    };
    Moment::from_unix(seconds)
}

impl Clerk {
    /// One that notes a name, and the time by a clock.
    #[must_use]
    pub fn new(name: impl Into<String>, clock: fn() -> Moment) -> Self {
        let name = name.into();
        Self { name, clock }
    }

    /// The same, of another name.
    #[must_use]
    pub fn named(&self, name: impl Into<String>) -> Self {
        Self::new(name, self.clock)
    }

    /// Signs the claims that a gesture brings, unless they are signed, and those
    /// that it changes. `doc` is as it was before. That a passage has moved in
    /// its text is no change of a claim, nor that its claimant is merged or
    /// deleted.
    pub fn sign(&self, doc: &Document, step: &mut Transaction) {
        let gone: BTreeSet<ActorId> = step.edits.iter().filter_map(removed).cloned().collect();
        let stamp = || {
            Some(Box::new(Stamp {
                by: self.name.clone(),
                at: (self.clock)(),
            }))
        };
        let enter = |claim: &mut Claim| {
            if claim.entered.is_none() {
                claim.entered = stamp();
            }
        };
        for edit in &mut step.edits {
            match edit {
                Edit::AddClaim { claim, .. } => enter(claim),
                Edit::AddAction { action, .. } => action.claims.iter_mut().for_each(enter),
                Edit::SetClaim { action, at, claim } => {
                    let old = doc.graph.action(action).and_then(|a| a.claims.get(*at));
                    if old.is_some_and(|old| says_otherwise(old, claim, &gone)) {
                        claim.changed = stamp();
                    }
                }
                _ => {}
            }
        }
    }
}

fn removed(edit: &Edit) -> Option<&ActorId> {
    match edit {
        Edit::RemoveActor { id, .. } => Some(id),
        _ => None,
    }
}

/// Whether somebody has said something else of a claim.
fn says_otherwise(old: &Claim, new: &Claim, gone: &BTreeSet<ActorId>) -> bool {
    // Destructured, so that a new field is thought of.
    let Claim {
        by,
        source,
        anchor: _,
        quote,
        spot: _,
        status,
        confidence,
        because,
        entered: _,
        changed: _,
    } = old;
    let stands_in = matches!(by, Claimant::Actor(who) if gone.contains(who));
    (*by != new.by && !stands_in)
        || *source != new.source
        || *quote != new.quote
        || *status != new.status
        || *confidence != new.confidence
        || *because != new.because
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::{Selection, delete, merge};
    use crate::model::{
        Action, ActionId, Actor, ActorKind, Source, SourceId, SourceText, Spot, Status,
    };

    use crate::app::Workspace;

    fn noon() -> Moment {
        Moment::from_unix(1_609_502_400)
    }
    fn id(text: &str) -> ActorId {
        ActorId::new(text).expect("valid")
    }
    fn x() -> ActionId {
        ActionId::new("x").expect("valid")
    }
    fn source() -> SourceId {
        SourceId::new("s").expect("valid")
    }

    /// a acts upon b, and c says so.
    fn workspace() -> Workspace {
        let mut doc = Document::new();
        for name in ["a", "b", "c", "d"] {
            let actor = Actor::new(id(name), name, ActorKind::Person);
            doc.graph.add_actor(actor).expect("new");
        }
        let mut book = Source::new(source(), "S");
        book.file = "s.md".to_owned();
        doc.sources.insert(source(), book);
        let mut action = Action::new(x(), "helps");
        let claim = Claim::new(Claimant::Actor(id("c")), source());
        action.claims.push(claim);
        doc.graph
            .add_action(&id("a"), &id("b"), action)
            .expect("both are there");
        let text = "## One\n\nAda wrote. Bob wrote.\n\n## Two\n\nAda left.\n";
        Workspace::of_shipped(doc, "s.md", text)
    }

    fn signed() -> Workspace {
        let mut ws = workspace();
        ws.set_clerk(Some(Clerk::new("Ada", noon)));
        ws
    }

    fn claim(ws: &Workspace, at: usize) -> Claim {
        ws.document().graph.action(&x()).expect("there").claims[at].clone()
    }

    fn set(ws: &mut Workspace, change: impl FnOnce(&mut Claim)) -> bool {
        let mut new = claim(ws, 0);
        change(&mut new);
        let edit = Edit::SetClaim {
            action: x(),
            at: 0,
            claim: Box::new(new),
        };
        ws.commit(Transaction::one("change", edit), None)
            .expect("fits")
    }

    #[test]
    fn what_is_entered_and_changed_is_signed_and_undo_takes_it_back() {
        let mut ws = signed();
        let opened = ws.document().clone();
        let new = Claim::new(Claimant::Outsider("d".to_owned()), source());
        let add = Edit::AddClaim {
            action: x(),
            at: 1,
            claim: Box::new(new),
        };
        ws.commit(Transaction::one("add", add), None).expect("fits");
        let stamp = Some(Box::new(Stamp {
            by: "Ada".to_owned(),
            at: noon(),
        }));
        assert_eq!(claim(&ws, 1).entered, stamp);
        assert_eq!(claim(&ws, 1).changed, None);
        assert!(set(&mut ws, |c| c.status = Status::Denied));
        assert_eq!(claim(&ws, 0).entered, None, "nobody knows who did");
        assert_eq!(claim(&ws, 0).changed, stamp);
        let done = ws.document().clone();
        assert!(!set(&mut ws, |_| ()), "nothing changes");
        ws.undo().expect("fits");
        assert_eq!(claim(&ws, 0).changed, None);
        ws.undo().expect("fits");
        assert!(*ws.document() == opened);
        ws.redo().expect("fits");
        ws.redo().expect("fits");
        assert!(*ws.document() == done);
    }

    #[test]
    fn nobody_signs_without_a_clerk() {
        let mut ws = workspace();
        assert!(set(&mut ws, |c| c.status = Status::Denied));
        assert_eq!(claim(&ws, 0).changed, None);
    }

    #[test]
    fn what_no_person_says_is_not_signed() {
        let mut ws = signed();
        assert!(set(&mut ws, |c| {
            c.anchor = "one/1".to_owned();
            let at = 8;
            c.spot = Some(Box::new(Spot {
                at,
                times: 1,
                ..Spot::default()
            }));
        }));
        assert_eq!(claim(&ws, 0).changed, None, "it has moved in its text");
        let both = [id("c"), id("d")].into();
        let step = merge(ws.document(), &id("d"), &both).expect("two");
        ws.commit(step, None).expect("fits");
        assert_eq!(claim(&ws, 0).by, Claimant::Actor(id("d")));
        let step = delete(ws.document(), "Overview", &Selection::actor(id("d")));
        ws.commit(step, None).expect("fits");
        assert_eq!(claim(&ws, 0).by, Claimant::Outsider("d".to_owned()));
        assert_eq!(claim(&ws, 0).changed, None);
    }

    #[test]
    fn the_place_of_other_words_is_noted_where_they_stand_once() {
        let mut ws = workspace();
        let quote = |ws: &mut Workspace, words: &str| {
            let words = words.to_owned();
            set(ws, |c| (c.quote, c.spot) = (words, None));
        };
        quote(&mut ws, "Ada left");
        let noted = claim(&ws, 0);
        assert_eq!(noted.anchor, "two/1", "there is no other place");
        let text = SourceText::markdown(ws.texts()[&source()].text());
        let stands = text.find("two/1", "Ada left").expect("there");
        assert_eq!(noted.spot.map(|s| s.at as usize), Some(stands.start));
        quote(&mut ws, "wrote");
        assert_eq!(claim(&ws, 0).spot, None, "it stands there twice");
        quote(&mut ws, "Bob left");
        assert_eq!(claim(&ws, 0).spot, None);
        quote(&mut ws, "Bob wrote");
        assert_eq!(claim(&ws, 0).anchor, "one/1");
        // Whoever names a paragraph means it.
        set(&mut ws, |c| (c.anchor, c.spot) = ("two/1".to_owned(), None));
        assert_eq!(claim(&ws, 0).anchor, "two/1");
        assert_eq!(claim(&ws, 0).spot, None);
        set(&mut ws, |c| (c.anchor, c.spot) = ("one/1".to_owned(), None));
        assert!(claim(&ws, 0).spot.is_some());
        while ws.undo().expect("fits").is_some() {}
        assert!(*ws.document() == *workspace().document());
    }
}
