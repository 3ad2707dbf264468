//! Filters while those go whom they name: Bob hails Carol, as Ada says; Carol
//! hails Bob, as nobody says.

use super::*;
use crate::edit::{self, Transaction};
use crate::model::{
    Action, ActionId, Actor, ActorKind, Claim, Confidence, Source, SourceId, Status,
};

fn id(text: &str) -> ActorId {
    ActorId::new(text).expect("valid")
}

fn document() -> Document {
    let mut doc = Document::new();
    for name in ["Ada", "Bob", "Carol", "Dora"] {
        let actor = Actor::new(id(&name.to_lowercase()), name, ActorKind::Person);
        doc.graph.add_actor(actor).expect("new");
    }
    let letter = SourceId::new("letter").expect("valid");
    let source = Source::new(letter.clone(), "A letter");
    doc.sources.insert(letter.clone(), source);
    for (from, to) in [("bob", "carol"), ("carol", "bob")] {
        let mut hails = Action::new(ActionId::new(from).expect("valid"), "hails");
        if from == "bob" {
            hails.claims.push(Claim {
                by: Claimant::Actor(id("ada")),
                source: letter.clone(),
                anchor: String::new(),
                quote: String::new(),
                status: Status::Reported,
                confidence: Confidence::Medium,
                because: String::new(),
                spot: None,
                entered: None,
                changed: None,
            });
        }
        let added = doc.graph.add_action(&id(from), &id(to), hails);
        added.expect("both are there");
    }
    doc
}

fn said_by(who: Claimant) -> Filters {
    Filters {
        lens: None,
        filters: vec![Filter::new(Test::Claimant([who].into()))],
        rest: Rest::Hide,
    }
}

fn ada() -> Filters {
    said_by(Claimant::Actor(id("ada")))
}

fn dora() -> Filters {
    said_by(Claimant::Actor(id("dora")))
}

fn named_ada() -> Filters {
    said_by(Claimant::Outsider("Ada".to_owned()))
}

fn workspace() -> Workspace {
    Workspace::of_document(document())
}

/// Seen through a lens of these filters.
fn through_a_lens() -> Workspace {
    let mut ws = workspace();
    let t = edit::save_lens(ws.document(), &ada().to_lens("What Ada says"));
    ws.commit(t, None).expect("fits");
    let filters = Filters::of(&ws.document().lenses[0]);
    ws.filter(filters);
    ws
}

fn ada_goes(ws: &Workspace) -> Transaction {
    edit::delete(ws.document(), "Overview", &Selection::actor(id("ada")))
}

fn ada_is_dora(ws: &Workspace) -> Transaction {
    let both = [id("ada"), id("dora")].into();
    edit::merge(ws.document(), &id("dora"), &both).expect("two")
}

/// What is asked, and the one action that is seen.
fn asks(ws: &Workspace, wanted: &Filters) {
    let asked = &ws.filtering().filters().filters;
    assert_eq!(*asked, wanted.filters);
    let seen = ws.filtering().seen().expect("filtered");
    assert_eq!(seen.counts(), (2, 1), "{asked:?}");
}

#[test]
fn a_lens_is_followed_when_a_claimant_goes() {
    for (goes, wanted) in [
        (ada_goes as fn(&Workspace) -> Transaction, named_ada()),
        (ada_is_dora, dora()),
    ] {
        let mut ws = through_a_lens();
        asks(&ws, &ada());
        let unchanged = |ws: &Workspace| {
            let shown = ws.filtering().filters().lens_of(ws.document());
            assert!(shown.is_some_and(|(_, changed)| !changed));
        };
        let step = goes(&ws);
        ws.commit(step, None).expect("fits");
        asks(&ws, &wanted);
        unchanged(&ws);
        ws.undo().expect("fits");
        asks(&ws, &ada());
        unchanged(&ws);
        ws.redo().expect("fits");
        asks(&ws, &wanted);
        // Taken only now, it is followed back too.
        let lens = ws.document().lenses[0].clone();
        ws.filter(Filters::default());
        ws.filter(Filters::of(&lens));
        ws.undo().expect("fits");
        asks(&ws, &ada());
        unchanged(&ws);
    }
}

#[test]
fn filters_of_no_lens_follow_claimants_too() {
    for (goes, wanted) in [
        (ada_goes as fn(&Workspace) -> Transaction, named_ada()),
        (ada_is_dora, dora()),
    ] {
        let mut ws = workspace();
        ws.filter(ada());
        let step = goes(&ws);
        ws.commit(step, None).expect("fits");
        asks(&ws, &wanted);
        // Looking otherwise does not forget who was meant.
        let faded = Filters {
            rest: Rest::Fade,
            ..ws.filtering().filters().clone()
        };
        ws.filter(faded);
        asks(&ws, &wanted);
        ws.undo().expect("fits");
        asks(&ws, &ada());
        ws.redo().expect("fits");
        asks(&ws, &wanted);
    }
}

#[test]
fn who_stands_in_may_go_too() {
    let mut ws = workspace();
    ws.filter(ada());
    let step = ada_is_dora(&ws);
    ws.commit(step, None).expect("fits");
    let step = edit::delete(ws.document(), "Overview", &Selection::actor(id("dora")));
    ws.commit(step, None).expect("fits");
    asks(&ws, &said_by(Claimant::Outsider("Dora".to_owned())));
    ws.undo().expect("fits");
    ws.undo().expect("fits");
    asks(&ws, &ada());
    // The other way round, this time.
    let both = [id("ada"), id("dora")].into();
    let step = edit::merge(ws.document(), &id("ada"), &both).expect("two");
    ws.commit(step, None).expect("fits");
    asks(&ws, &ada());
    let step = ada_goes(&ws);
    ws.commit(step, None).expect("fits");
    asks(&ws, &named_ada());
}

#[test]
fn a_filter_with_a_fault_asks_nothing() {
    let mut ws = workspace();
    let none = Test::Degree {
        least: 5,
        most: Some(3),
    };
    let faulty = Filters {
        filters: vec![Filter::new(none)],
        rest: Rest::Hide,
        ..Filters::default()
    };
    ws.filter(faulty.clone());
    assert!(ws.filtering().seen().is_none(), "all is seen");
    assert!(ws.filtering().filters().are_blank());
    let mut both = ada();
    both.filters.extend(faulty.filters);
    ws.filter(both.clone());
    let seen = ws.filtering().seen().expect("filtered");
    assert_eq!(seen.counts(), (2, 1));
    assert_eq!(*seen, Seen::of(ws.document(), &both.to_lens("l").filters));
}
