//! Lenses as edits: saving, renaming and deleting them, and keeping those true
//! that name an actor.

use super::checks::{EditError, refused};
use super::gesture::short;
use super::{Edit, Transaction};
use crate::model::{ActorId, Claimant, Document, Lens};

fn no_lens<T>(name: &str) -> Result<T, EditError> {
    refused(format!("there is no lens {name:?}"))
}

fn check(doc: &Document, lens: &Lens) -> Result<(), EditError> {
    match lens.faults(&doc.graph).first() {
        Some(fault) => refused(format!("lens {:?}: {fault}", lens.name)),
        None => Ok(()),
    }
}

fn check_free(doc: &Document, name: &str) -> Result<(), EditError> {
    match doc.lens(name) {
        Some(_) => refused(format!("there is a lens {name:?} already")),
        None => Ok(()),
    }
}

/// Refuses to let an actor go whose claims a lens asks for.
pub(super) fn check_unnamed(doc: &Document, id: &ActorId) -> Result<(), EditError> {
    match doc.lenses.iter().find(|l| l.claimants().any(|c| c == id)) {
        Some(lens) => refused(format!("actor {id} is named by the lens {:?}", lens.name)),
        None => Ok(()),
    }
}

pub(super) fn add(doc: &mut Document, at: usize, lens: Box<Lens>) -> Result<Edit, EditError> {
    check(doc, &lens)?;
    check_free(doc, &lens.name)?;
    if at > doc.lenses.len() {
        return refused("there are not that many lenses");
    }
    let name = lens.name.clone();
    doc.lenses.insert(at, *lens);
    Ok(Edit::RemoveLens { name })
}

pub(super) fn remove(doc: &mut Document, name: String) -> Result<Edit, EditError> {
    let Some(at) = doc.lenses.iter().position(|l| l.name == name) else {
        return no_lens(&name);
    };
    let lens = Box::new(doc.lenses.remove(at));
    Ok(Edit::AddLens { at, lens })
}

pub(super) fn set(doc: &mut Document, name: String, lens: Box<Lens>) -> Result<Edit, EditError> {
    check(doc, &lens)?;
    if lens.name != name {
        check_free(doc, &lens.name)?;
    }
    let Some(slot) = doc.lenses.iter_mut().find(|l| l.name == name) else {
        return no_lens(&name);
    };
    let name = lens.name.clone();
    let lens = Box::new(std::mem::replace(slot, *lens));
    Ok(Edit::SetLens { name, lens })
}

/// Keeps a lens under its name: behind the others, or in place of the one that
/// has that name. What it asks of actors who are not there is left out.
#[must_use]
pub fn save_lens(doc: &Document, lens: &Lens) -> Transaction {
    let there = |id: &ActorId| doc.graph.actor(id).is_some();
    let lens = lens.with_claimants(|id| there(id).then(|| Claimant::Actor(id.clone())));
    let name = short(&lens.name);
    if doc.lens(&lens.name).is_some() {
        let edit = Edit::SetLens {
            name: lens.name.clone(),
            lens: Box::new(lens),
        };
        return Transaction::one(format!("change lens {name}"), edit);
    }
    let edit = Edit::AddLens {
        at: doc.lenses.len(),
        lens: Box::new(lens),
    };
    Transaction::one(format!("save lens {name}"), edit)
}

/// Gives a lens another name; nothing where there is none of that name.
#[must_use]
pub fn rename_lens(doc: &Document, from: &str, to: &str) -> Option<Transaction> {
    let lens = Lens {
        name: to.trim().to_owned(),
        ..doc.lens(from)?.clone()
    };
    let edit = Edit::SetLens {
        name: from.to_owned(),
        lens: Box::new(lens),
    };
    let label = format!("rename lens {}", short(from));
    Some(Transaction::one(label, edit))
}

/// Deletes a lens.
#[must_use]
pub fn delete_lens(name: &str) -> Transaction {
    let edit = Edit::RemoveLens {
        name: name.to_owned(),
    };
    Transaction::one(format!("delete lens {}", short(name)), edit)
}

/// Edits that let others stand for some actors in all lenses: `other` tells who,
/// and nobody where that one stays.
pub(super) fn stand_in(
    doc: &Document,
    other: impl Fn(&ActorId) -> Option<Claimant>,
) -> impl Iterator<Item = Edit> {
    let lenses = doc.lenses.iter();
    lenses.filter_map(move |lens| {
        let new = lens
            .with_claimants(|id| Some(other(id).unwrap_or_else(|| Claimant::Actor(id.clone()))));
        (new != *lens).then(|| Edit::SetLens {
            name: lens.name.clone(),
            lens: Box::new(new),
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::{History, Selection, delete, merge};
    use crate::model::{Actor, ActorKind, Filter, Rest, Test, violations};

    fn id(text: &str) -> ActorId {
        ActorId::new(text).expect("valid")
    }

    fn document() -> Document {
        let mut doc = Document::new();
        for name in ["a", "b", "c"] {
            let actor = Actor::new(id(name), name.to_uppercase(), ActorKind::Person);
            doc.graph.add_actor(actor).expect("new");
        }
        let says = Test::Claimant([Claimant::Actor(id("a")), Claimant::Actor(id("b"))].into());
        doc.lenses.push(Lens {
            name: "Two of them".to_owned(),
            filters: vec![Filter::new(says)],
            rest: Rest::Hide,
        });
        doc
    }

    fn run(doc: &mut Document, t: Transaction) -> Result<History, EditError> {
        let (mut history, none) = (History::new(), Selection::default());
        history.commit(doc, t, &none, &none)?;
        assert_eq!(violations(doc), vec![]);
        Ok(history)
    }

    fn asked(doc: &Document) -> Vec<Claimant> {
        match &doc.lenses[0].filters[0].test {
            Test::Claimant(set) => set.iter().cloned().collect(),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn lenses_follow_actors_that_go() {
        let before = document();
        let mut doc = before.clone();
        let t = delete(&doc, "Overview", &Selection::actor(id("a")));
        let mut history = run(&mut doc, t).expect("fits");
        let outsider = Claimant::Outsider("A".to_owned());
        assert_eq!(asked(&doc), [Claimant::Actor(id("b")), outsider]);
        history.undo(&mut doc).expect("fits");
        assert_eq!(doc, before);
        let both = [id("a"), id("b"), id("c")].into();
        let t = merge(&doc, &id("c"), &both).expect("three");
        run(&mut doc, t).expect("fits");
        assert_eq!(asked(&doc), [Claimant::Actor(id("c"))]);
    }

    #[test]
    fn what_does_not_fit_is_refused() {
        let mut doc = document();
        let before = doc.clone();
        let lens = doc.lenses[0].clone();
        let nobody = lens.with_claimants(|_| Some(Claimant::Actor(id("z"))));
        let refuse = |doc: &mut Document, edit| {
            assert!(run(doc, Transaction::one("no", edit)).is_err());
        };
        for (at, lens) in [(0, lens.clone()), (0, nobody.clone()), (2, lens.clone())] {
            let lens = Box::new(lens);
            refuse(&mut doc, Edit::AddLens { at, lens });
        }
        let name = "None".to_owned();
        refuse(&mut doc, Edit::RemoveLens { name: name.clone() });
        let lens = Box::new(lens);
        refuse(&mut doc, Edit::SetLens { name, lens });
        let remove = Edit::RemoveActor {
            id: id("a"),
            retire: false,
        };
        refuse(&mut doc, remove);
        assert_eq!(doc, before);
        // What is looked through may name somebody who went meanwhile.
        let t = save_lens(&doc, &nobody);
        run(&mut doc, t).expect("fits");
        assert!(doc.lenses[0].filters.is_empty());
    }
}
