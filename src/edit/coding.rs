//! Coding a text: a passage of it becomes an action, or supports one.

use super::gesture::{add_action, add_actor, short};
use super::{Edit, Transaction};
use crate::model::{Action, ActionId, Actor, ActorId, Claim, Document, Place};

/// Adds an action that a passage tells of, with the claim that cites it; and
/// those who take part and are not there yet, each at the same place in every
/// arrangement.
#[must_use]
pub fn code_passage(
    doc: &Document,
    newcomers: Vec<(Actor, Place)>,
    (from, to): (&ActorId, &ActorId),
    action: Action,
    claim: Claim,
) -> Transaction {
    let id = action.id.clone();
    let label = format!("code “{}”", short(&action.verb));
    let mut edits = Vec::new();
    for (actor, place) in newcomers {
        edits.extend(add_actor(doc, actor, place).edits);
    }
    edits.extend(add_action(doc, from, to, action).edits);
    edits.push(Edit::AddClaim {
        action: id,
        at: 0,
        claim: Box::new(claim),
    });
    Transaction::new(label, edits)
}

/// Adds a claim to an action, behind those that it has. `None` where there is no
/// such action.
#[must_use]
pub fn add_claim(doc: &Document, action: &ActionId, claim: Claim) -> Option<Transaction> {
    let of = doc.graph.action(action)?;
    let label = format!("add claim on “{}”", short(&of.verb));
    let edit = Edit::AddClaim {
        action: action.clone(),
        at: of.claims.len(),
        claim: Box::new(claim),
    };
    Some(Transaction::one(label, edit))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::{History, Selection};
    use crate::model::{ActorKind, Claimant, Source, SourceId, violations};

    #[test]
    fn newcomers_action_and_claim_are_one_step() {
        let mut doc = Document::new();
        let source = SourceId::new("s").expect("valid");
        doc.sources
            .insert(source.clone(), Source::new(source.clone(), "S"));
        let before = doc.clone();
        let id = |text: &str| ActorId::new(text).expect("valid");
        let new = |name: &str, x: f32| {
            let actor = Actor::new(id(name), name, ActorKind::Person);
            (actor, Place::at(x.into(), 0.0))
        };
        // Who says so may be one of them.
        let claim = Claim::new(Claimant::Actor(id("a")), source);
        let action = Action::new(ActionId::new("x").expect("valid"), "warns");
        let newcomers = vec![new("a", 0.0), new("b", 200.0)];
        let ends = (&id("a"), &id("b"));
        let t = code_passage(&doc, newcomers, ends, action, claim.clone());
        assert_eq!(t.label, "code “warns”");
        let (mut history, none) = (History::new(), Selection::default());
        history.commit(&mut doc, t, &none, &none).expect("fits");
        assert_eq!(violations(&doc), vec![]);
        let link = doc.graph.links().next().expect("one");
        assert_eq!((link.from, link.to), (&id("a"), &id("b")));
        assert_eq!(link.action.claims.as_slice(), std::slice::from_ref(&claim));
        assert_eq!(doc.arrangements[0].places[&id("b")].x, 200.0);

        let x = ActionId::new("x").expect("valid");
        let t = add_claim(&doc, &x, claim.clone()).expect("there");
        history.commit(&mut doc, t, &none, &none).expect("fits");
        let action = doc.graph.action(&x).expect("there");
        assert_eq!(action.claims.len(), 2);
        let nobody = ActionId::new("y").expect("valid");
        assert!(add_claim(&doc, &nobody, claim).is_none());
        history.undo(&mut doc).expect("fits");
        history.undo(&mut doc).expect("fits");
        assert!(doc == before);
    }
}
