//! What becomes of ties: actions turned round, and answered in kind.

use std::collections::BTreeSet;

use super::gesture::short;
use super::standing::set_bends_everywhere;
use super::{Edit, Selection, Transaction};
use crate::model::{Action, ActionId, ActorId, Document, FreshIds, Retired};

/// Turns actions round, and their bends with them. `None` where there are none.
#[must_use]
pub fn reverse_actions(doc: &Document, ids: &BTreeSet<ActionId>) -> Option<Transaction> {
    let mut edits = Vec::new();
    let mut verbs = Vec::new();
    for id in ids {
        let Some(link) = doc.graph.link(id) else {
            continue;
        };
        verbs.push(link.action.verb.as_str());
        edits.push(Edit::Reconnect {
            id: id.clone(),
            from: link.to.clone(),
            to: link.from.clone(),
        });
        edits.extend(set_bends_everywhere(doc, id, |bends| {
            Some(bends.iter().rev().copied().collect())
        }));
    }
    Some(Transaction::new(named("reverse", &verbs)?, edits))
}

/// Turns one action round, as [`reverse_actions`] does.
#[must_use]
pub fn reverse_action(doc: &Document, id: &ActionId) -> Option<Transaction> {
    reverse_actions(doc, &BTreeSet::from([id.clone()]))
}

/// What is done to actions of these verbs, in a few words.
fn named(what: &str, verbs: &[&str]) -> Option<String> {
    match verbs {
        [] => None,
        [only] => Some(format!("{what} “{}”", short(only))),
        many => Some(format!("{what} {} actions", many.len())),
    }
}

/// Answers actions in kind: for each a new one the other way, of the same verb,
/// stance and weight, that nobody has said yet. An action upon oneself, and one
/// that has such an answer, need none; `None` where none does.
///
/// Returns the new actions too.
#[must_use]
pub fn mutual(
    doc: &Document,
    spent: &Retired,
    ids: &BTreeSet<ActionId>,
) -> Option<(Transaction, Selection)> {
    let mut fresh = FreshIds::new(doc, spent);
    let mut given: BTreeSet<(&ActorId, &str, &ActorId)> = BTreeSet::new();
    let (mut edits, mut verbs) = (Vec::new(), Vec::new());
    let mut select = Selection::default();
    for link in ids.iter().filter_map(|id| doc.graph.link(id)) {
        let verb = link.action.verb.as_str();
        let answered = doc
            .graph
            .links_of(link.to)
            .iter()
            .any(|l| l.from == link.to && l.to == link.from && l.action.verb == verb);
        if link.from == link.to || answered || !given.insert((link.to, verb, link.from)) {
            continue;
        }
        let id = fresh.action((link.to, verb, link.from));
        select.actions.insert(id.clone());
        let action = Action {
            stance: link.action.stance,
            weight: link.action.weight,
            ..Action::new(id, verb)
        };
        verbs.push(verb);
        edits.push(Edit::AddAction {
            from: link.to.clone(),
            to: link.from.clone(),
            action: Box::new(action),
        });
    }
    let label = named("make mutual", &verbs)?;
    Some((Transaction::new(label, edits), select))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Actor, ActorKind, Stance};

    fn id(text: &str) -> ActorId {
        ActorId::new(text).expect("valid")
    }
    fn action(text: &str) -> ActionId {
        ActionId::new(text).expect("valid")
    }

    #[test]
    fn only_what_has_no_answer_is_answered() {
        let mut doc = Document::new();
        for name in ["a", "b"] {
            let actor = Actor::new(id(name), name, ActorKind::Person);
            doc.graph.add_actor(actor).expect("new");
        }
        for (from, name, verb, to) in [
            ("a", "1", "helps", "b"),
            ("a", "2", "helps", "b"),
            ("a", "3", "warns", "b"),
            ("b", "4", "warns", "a"),
            ("a", "5", "doubts", "a"),
        ] {
            let mut what = Action::new(action(name), verb);
            what.stance = Stance::new(0.5).expect("in range");
            doc.graph.add_action(&id(from), &id(to), what).expect("new");
        }
        let all: BTreeSet<_> = doc.graph.links().map(|l| l.action.id.clone()).collect();
        let spent = Retired::default();
        let (step, new) = mutual(&doc, &spent, &all).expect("one");
        assert_eq!(step.label, "make mutual “helps”");
        assert_eq!((step.edits.len(), new.actions.len()), (1, 1));
        for edit in step.edits {
            crate::edit::apply(&mut doc, edit).expect("fits");
        }
        let link = doc
            .graph
            .link(new.actions.first().expect("one"))
            .expect("added");
        assert_eq!((link.from, link.to), (&id("b"), &id("a")));
        assert_eq!(link.action.stance.value(), 0.5);
        assert_eq!(mutual(&doc, &spent, &all), None);
        assert_eq!(reverse_actions(&doc, &BTreeSet::new()), None);
        let both = reverse_actions(&doc, &[action("1"), action("3")].into()).expect("two");
        assert_eq!(both.label, "reverse 2 actions");
    }
}
