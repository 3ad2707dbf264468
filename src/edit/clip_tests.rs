//! Parts of a graph: taken, brought in and drawn away as copies.

use super::*;
use crate::edit::{History, add_action, add_actor};
use crate::model::{ActorKind, Claim, Confidence, Status, violations};

fn id(text: &str) -> ActorId {
    ActorId::new(text).expect("valid")
}
fn action(text: &str) -> ActionId {
    ActionId::new(text).expect("valid")
}

struct Desk {
    doc: Document,
    history: History,
}

impl Desk {
    fn run(&mut self, step: Transaction) {
        let none = Selection::default();
        let done = self.history.commit(&mut self.doc, step, &none, &none);
        done.expect("fits");
        assert_eq!(violations(&self.doc), vec![]);
    }

    fn paste(&mut self, part: &Document, at: [f64; 2]) -> Pasted {
        let shown = self.doc.arrangements[0].name.clone();
        let spent = self.history.spent();
        let pasted = paste(&self.doc, spent, part, (&shown, at), |_| false);
        self.run(pasted.step.clone());
        pasted
    }
}

/// a → b → c, and c says that a helps b.
fn desk() -> Desk {
    let mut desk = Desk {
        doc: Document::new(),
        history: History::new(),
    };
    let source = SourceId::new("s").expect("valid");
    let mut book = Source::new(source.clone(), "S");
    book.file = "s.md".to_owned();
    desk.doc.sources.insert(source.clone(), book);
    for (n, name) in ["a", "b", "c"].into_iter().enumerate() {
        let actor = Actor::new(id(name), name, ActorKind::Person);
        let place = Place::at(n as f64 * 100.5, 0.25);
        let step = add_actor(&desk.doc, actor, place);
        desk.run(step);
    }
    for (from, name, to) in [("a", "x", "b"), ("b", "y", "c")] {
        let mut what = Action::new(action(name), "helps");
        what.claims.push(Claim {
            by: Claimant::Actor(id("c")),
            source: source.clone(),
            anchor: String::new(),
            quote: String::new(),
            spot: None,
            entered: None,
            changed: None,
            status: Status::Alleged,
            confidence: Confidence::Low,
            because: String::new(),
        });
        let step = add_action(&desk.doc, &id(from), &id(to), what);
        desk.run(step);
    }
    desk.run(Transaction::one(
        "bend",
        Edit::SetBends {
            arrangement: "Overview".to_owned(),
            action: action("x"),
            bends: Some(vec![[50.0, 40.0]]),
        },
    ));
    desk
}

fn actors(names: &[&str]) -> Selection {
    Selection {
        actors: names.iter().map(|n| id(n)).collect(),
        ..Selection::default()
    }
}

#[test]
fn a_part_has_what_lies_between_its_actors() {
    let desk = desk();
    let shown = &desk.doc.arrangements[0];
    let two = part(&desk.doc, shown, &actors(&["a", "b"]));
    assert_eq!(violations(&two), vec![]);
    assert_eq!(two.graph.actor_count(), 2);
    let link = two.graph.link(&action("x")).expect("between them");
    let said = Claimant::Outsider("c".to_owned());
    assert_eq!(link.action.claims[0].by, said, "c is no part of it");
    assert_eq!((two.graph.action_count(), two.sources.len()), (1, 1));
    assert_eq!(two.arrangements[0].bends.len(), 1);
    // An action brings its ends, and nothing else that is between them.
    let one = part(&desk.doc, shown, &Selection::action(action("y")));
    let ids: Vec<_> = one.graph.actors().map(|a| a.id.as_str()).collect();
    assert_eq!(ids, ["b", "c"]);
    let link = one.graph.link(&action("y")).expect("selected");
    assert_eq!(link.action.claims[0].by, Claimant::Actor(id("c")));
}

#[test]
fn pasting_twice_clashes_with_nothing_and_is_one_step_each() {
    let mut desk = desk();
    let everything = actors(&["a", "b", "c"]);
    let part = part(&desk.doc, &desk.doc.arrangements[0], &everything);
    let before = desk.doc.clone();
    let first = desk.paste(&part, [1000.0, 500.0]);
    assert_eq!(first.step.label, "paste 3 actors");
    assert_eq!(first.files_left, 1, "the text of the source");
    assert_eq!(first.select.len(), 5);
    let after_first = desk.doc.clone();
    let places = &desk.doc.arrangements[0].places;
    assert_eq!(places[&id("b-2")], Place::at(1000.5, 500.25));
    assert_eq!(places[&id("c-2")].x - places[&id("a-2")].x, 201.0);
    let new = first.select.actions.first().expect("two");
    let link = desk.doc.graph.link(new).expect("pasted");
    assert_eq!((link.from, link.to), (&id("a-2"), &id("b-2")));
    assert_eq!(link.action.claims[0].by, Claimant::Actor(id("c-2")));
    assert_eq!(desk.doc.arrangements[0].bends[new], [[950.0, 540.0]]);

    // The source was left without its text: that one is shared from now on.
    let second = desk.paste(&part, [1000.0, 500.0]);
    assert_eq!(desk.doc.sources.len(), 2);
    let places = &desk.doc.arrangements[0].places;
    assert_eq!(places[&id("b-3")], Place::at(1024.5, 524.25));
    assert!(second.select.actors.is_disjoint(&first.select.actors));
    desk.history.undo(&mut desk.doc).expect("fits");
    assert!(desk.doc == after_first);
    desk.history.undo(&mut desk.doc).expect("fits");
    assert!(desk.doc == before);
}

#[test]
fn a_source_of_the_same_words_is_shared() {
    let mut desk = desk();
    let part = part(&desk.doc, &desk.doc.arrangements[0], &actors(&["a", "b"]));
    let before = desk.doc.sources.clone();
    let spent = Retired::default();
    let place = ("Overview", [0.0, 0.0]);
    let pasted = paste(&desk.doc, &spent, &part, place, |file| file == "s.md");
    desk.run(pasted.step);
    assert_eq!((pasted.files_left, &desk.doc.sources), (0, &before));
    // Another text under the same id is another source.
    let known = SourceId::new("s").expect("valid");
    desk.doc
        .sources
        .insert(known.clone(), Source::new(known, "T"));
    let pasted = desk.paste(&part, [0.0, 0.0]);
    assert_eq!(desk.doc.sources.len(), 2);
    let new = pasted.select.actions.first().expect("pasted");
    let cited = &desk.doc.graph.action(new).expect("there").claims[0].source;
    assert_eq!(desk.doc.sources[cited].title, "S");
}

#[test]
fn duplicates_stand_beside_and_are_tied_as_the_originals() {
    let mut desk = desk();
    let before = desk.doc.clone();
    let spent = Retired::default();
    assert_eq!(
        duplicate(
            &desk.doc,
            &spent,
            "Overview",
            &Selection::default(),
            [1.0, 1.0]
        ),
        None
    );
    let mut what = actors(&["a", "b"]);
    what.actions.insert(action("y"));
    let copies = duplicate(&desk.doc, &spent, "Overview", &what, [24.0, 24.0]).expect("selected");
    assert_eq!(copies.step.label, "duplicate 2 actors");
    desk.run(copies.step);
    let places = &desk.doc.arrangements[0].places;
    assert_eq!(places[&id("b-2")], Place::at(124.5, 24.25));
    let ends: BTreeSet<_> = copies
        .select
        .actions
        .iter()
        .map(|id| {
            let link = desk.doc.graph.link(id).expect("copied");
            (link.from.as_str(), link.to.as_str())
        })
        .collect();
    assert_eq!(ends, [("a-2", "b-2"), ("b-2", "c")].into());
    assert_eq!(desk.doc.arrangements[0].bends.len(), 2);
    desk.history.undo(&mut desk.doc).expect("fits");
    assert!(desk.doc == before);
    let copies = duplicate(
        &desk.doc,
        &spent,
        "Overview",
        &Selection::action(action("x")),
        [24.0, 24.0],
    );
    assert_eq!(copies.expect("selected").step.label, "duplicate “helps”");
}
