//! Who makes claims and gives responses: what becomes of that when an actor
//! goes.

use std::collections::HashMap;

use super::Edit;
use crate::model::{ActionId, ActorId, Claim, Claimant, Document, Link, Response};

/// Actors who make claims or give responses, each with an action that they are
/// on: found once for many actors that are taken out in a row.
#[derive(Default)]
pub(super) struct Claimants(Option<HashMap<ActorId, ActionId>>);

impl Claimants {
    pub(super) fn of(&mut self, doc: &Document) -> &HashMap<ActorId, ActionId> {
        self.0.get_or_insert_with(|| {
            let links = doc.graph.links();
            let by = links.flat_map(|l| l.action.claimants().map(move |by| (by, l.action)));
            by.filter_map(|(by, action)| match by {
                Claimant::Actor(who) => Some((who.clone(), action.id.clone())),
                Claimant::Outsider(_) => None,
            })
            .collect()
        })
    }

    /// Forgets them, unless an edit leaves all of them as they are.
    pub(super) fn follow(&mut self, edit: &Edit) {
        let same = matches!(
            edit,
            Edit::RemoveActor { .. }
                | Edit::SetPlace { .. }
                | Edit::SetBends { .. }
                | Edit::SetAnnotation { .. }
        );
        if !same {
            self.0 = None;
        }
    }
}

/// Edits that let others say what some actors say of an action: `other` tells
/// who, and nobody where that one stays.
pub(super) fn said_by_others(
    link: Link<'_>,
    other: impl Fn(&ActorId) -> Option<Claimant>,
) -> Vec<Edit> {
    let other = |by: &Claimant| match by {
        Claimant::Actor(who) => other(who),
        Claimant::Outsider(_) => None,
    };
    let action = &link.action.id;
    let claims = link.action.claims.iter().enumerate();
    let mut edits: Vec<Edit> = claims
        .filter_map(|(at, claim)| {
            let by = other(&claim.by)?;
            let claim = claim.clone();
            Some(Edit::SetClaim {
                action: action.clone(),
                at,
                claim: Box::new(Claim { by, ..claim }),
            })
        })
        .collect();
    let responses = &link.action.responses;
    if responses.iter().any(|r| other(&r.by).is_some()) {
        let responses = responses.iter().cloned().map(|response| Response {
            by: other(&response.by).unwrap_or(response.by),
            ..response
        });
        edits.push(Edit::SetResponses {
            action: action.clone(),
            responses: responses.collect(),
        });
    }
    edits
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::{History, Selection, Transaction, delete, merge};
    use crate::model::{Action, Actor, ActorKind, Source, SourceId, When, violations};

    fn id(text: &str) -> ActorId {
        ActorId::new(text).expect("valid")
    }
    fn x() -> ActionId {
        ActionId::new("x").expect("valid")
    }
    fn s() -> SourceId {
        SourceId::new("s").expect("valid")
    }

    fn response(by: Claimant, source: Option<SourceId>) -> Response {
        Response {
            by,
            words: "did not answer".to_owned(),
            when: When::NotGiven,
            source,
        }
    }

    /// a acts upon b; c says so and answers, and so does somebody else.
    fn document() -> Document {
        let mut doc = Document::new();
        for name in ["a", "b", "c"] {
            let actor = Actor::new(id(name), name.to_uppercase(), ActorKind::Person);
            doc.graph.add_actor(actor).expect("new");
        }
        doc.sources.insert(s(), Source::new(s(), "S"));
        let mut action = Action::new(x(), "helps");
        let [c, other] = [
            Claimant::Actor(id("c")),
            Claimant::Outsider("a friend".to_owned()),
        ];
        action.claims.push(Claim::new(c.clone(), s()));
        action.responses = vec![response(other, None), response(c, Some(s()))];
        doc.graph
            .add_action(&id("a"), &id("b"), action)
            .expect("both are there");
        doc
    }

    fn said(doc: &Document) -> Vec<Claimant> {
        let action = doc.graph.action(&x()).expect("there");
        action.claimants().cloned().collect()
    }

    #[test]
    fn whoever_goes_is_named_still_and_undo_brings_it_back() {
        let before = document();
        let friend = Claimant::Outsider("a friend".to_owned());
        let gone = Claimant::Outsider("C".to_owned());
        let one = Claimant::Actor(id("a"));
        let who = [id("a"), id("c")].into();
        for (step, now) in [
            (
                delete(&before, "Overview", &Selection::actor(id("c"))),
                &gone,
            ),
            (merge(&before, &id("a"), &who).expect("two"), &one),
        ] {
            let (mut doc, mut history) = (before.clone(), History::new());
            let none = Selection::default();
            history.commit(&mut doc, step, &none, &none).expect("fits");
            assert_eq!(violations(&doc), vec![]);
            assert_eq!(said(&doc), [now.clone(), friend.clone(), now.clone()]);
            history.undo(&mut doc).expect("fits");
            assert_eq!(doc, before);
        }
    }

    #[test]
    fn responses_need_their_source_and_whoever_gives_them() {
        let mut doc = document();
        let mut history = History::new();
        let none = Selection::default();
        let mut run = |doc: &mut Document, edit| {
            let step = Transaction::one("try", edit);
            let done = history.commit(doc, step, &none, &none);
            assert_eq!(violations(doc), vec![]);
            done
        };
        let set = |responses| Edit::SetResponses {
            action: x(),
            responses,
        };
        let unclaim = Edit::RemoveClaim { action: x(), at: 0 };
        assert_eq!(run(&mut doc, unclaim), Ok(true));
        let remove = |id| Edit::RemoveActor { id, retire: true };
        let unsource = || Edit::RemoveSource {
            id: s(),
            retire: true,
        };
        assert!(run(&mut doc, remove(id("c"))).is_err(), "it answers");
        assert!(run(&mut doc, unsource()).is_err(), "a response cites it");
        let blank = Response {
            words: " ".to_owned(),
            ..response(Claimant::Actor(id("c")), None)
        };
        assert!(run(&mut doc, set(vec![blank])).is_err());
        let nobody = response(Claimant::Actor(id("z")), None);
        assert!(run(&mut doc, set(vec![nobody])).is_err());
        let nowhere = SourceId::new("t").expect("valid");
        let nowhere = response(Claimant::Actor(id("c")), Some(nowhere));
        assert!(run(&mut doc, set(vec![nowhere])).is_err());
        let same = doc.graph.action(&x()).expect("there").responses.clone();
        assert_eq!(run(&mut doc, set(same)), Ok(false), "nothing changes");
        assert_eq!(run(&mut doc, set(vec![])), Ok(true));
        assert_eq!(run(&mut doc, unsource()), Ok(true));
        assert_eq!(run(&mut doc, remove(id("c"))), Ok(true));
        while history.undo(&mut doc).expect("fits").is_some() {}
        assert!(doc == document());
    }
}
