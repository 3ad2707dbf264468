//! Tests of finding and completing names.

use super::index::NameIndex;
use crate::model::{Actor, ActorId, ActorKind, InfluenceGraph};

/// Actors of these names and kinds; aliases behind strokes.
fn index(of: &[(&str, ActorKind)]) -> NameIndex {
    let mut graph = InfluenceGraph::new();
    for (n, (name, kind)) in of.iter().enumerate() {
        let mut parts = name.split('|').map(str::to_owned);
        let name = parts.next().expect("a name");
        let id = ActorId::new(&format!("{}-{n}", crate::model::slug(&name))).expect("valid");
        let mut actor = Actor::new(id, name, *kind);
        actor.aliases = parts.collect();
        graph.add_actor(actor).expect("new");
    }
    NameIndex::of(&graph)
}

fn few() -> NameIndex {
    index(&[
        ("Ines Quist|the chair", ActorKind::Person),
        ("Tomás Rell", ActorKind::Person),
        ("Harbour Board", ActorKind::Institution),
        ("Federal Bureau of Investigation", ActorKind::Institution),
        ("United States|U.S.", ActorKind::State),
        ("The pardon", ActorKind::Event),
        ("Ursula von der Leyen", ActorKind::Person),
        ("John Smith Jr.", ActorKind::Person),
        ("Will|May", ActorKind::Person),
        ("Harbour", ActorKind::Institution),
        ("習近平", ActorKind::Person),
    ])
}

/// Each mention as the words of the text, and the first of whom it means.
fn found(index: &NameIndex, text: &str) -> Vec<(String, String)> {
    let all = index.mentions(text);
    all.into_iter()
        .map(|m| {
            let id = m.actors[0].as_str();
            let (id, _) = id.rsplit_once('-').expect("numbered");
            (text[m.bytes].to_owned(), id.to_owned())
        })
        .collect()
}

#[test]
fn names_aliases_surnames_and_initials_are_found_in_order() {
    let index = few();
    for (text, expected) in [
        (
            "TOMAS RELL told Quist’s aide",
            vec![("TOMAS RELL", "tomás-rell"), ("Quist", "ines-quist")],
        ),
        ("The Chair sat", vec![("The Chair", "ines-quist")]),
        // The longest first: the Harbour Board is not the Harbour.
        (
            "the Harbour Board and the Harbour",
            vec![("Harbour Board", "harbour-board"), ("Harbour", "harbour")],
        ),
        (
            "the FBI, not the fbi",
            vec![("FBI", "federal-bureau-of-investigation")],
        ),
        (
            "the U.S. and US, not us",
            vec![("U.S", "united-states"), ("US", "united-states")],
        ),
        ("the pardon", vec![("the pardon", "the-pardon")]),
        ("a pardon", vec![("pardon", "the-pardon")]),
        (
            "von der Leyen; Leyen",
            vec![
                ("von der Leyen", "ursula-von-der-leyen"),
                ("Leyen", "ursula-von-der-leyen"),
            ],
        ),
        ("Smith", vec![("Smith", "john-smith-jr")]),
        // Whole words, and no verb for a name.
        ("Rellington will go in may", vec![]),
        ("Will goes in May", vec![("Will", "will"), ("May", "will")]),
        ("quist spoke", vec![("quist", "ines-quist")]),
        ("昨天習近平說", vec![("習近平", "習近平")]),
        // A name does not go on behind a comma or a full stop.
        ("Tomas, Rell", vec![("Rell", "tomás-rell")]),
        ("at the harbour. Board it", vec![]),
    ] {
        let all = found(&index, text);
        let all: Vec<(&str, &str)> = all.iter().map(|(a, b)| (&**a, &**b)).collect();
        assert_eq!(all, expected, "{text}");
    }
}

#[test]
fn a_shared_surname_means_whoever_is_named_in_full() {
    let index = index(&[
        ("Ada Lind", ActorKind::Person),
        ("Oskar Lind", ActorKind::Person),
        ("Oskar Lind", ActorKind::Person),
    ]);
    let count = |text: &str| -> Vec<usize> {
        let all = index.mentions(text);
        all.iter().map(|m| m.actors.len()).collect()
    };
    assert_eq!(count("Lind left"), [3]);
    assert_eq!(count("Oskar Lind left"), [2]);
    assert_eq!(count("Ada Lind left. Lind fell."), [1, 1]);
}

#[test]
fn what_is_typed_is_completed_by_names_before_parts_of_them() {
    let index = few();
    let names = |typed: &str| -> Vec<String> {
        let all = index.completions(typed, |_| false, 3);
        let short = |id: &ActorId| id.as_str().rsplit_once('-').map(|(a, _)| a.to_owned());
        all.iter().filter_map(short).collect()
    };
    assert_eq!(names("har"), ["harbour", "harbour-board"]);
    assert_eq!(names("harbour "), ["harbour-board"]);
    assert_eq!(names("tomas r"), ["tomás-rell"]);
    assert_eq!(names("re"), ["tomás-rell"]);
    assert_eq!(names("boa"), ["harbour-board"]);
    assert_eq!(names("習"), ["習近平"]);
    assert_eq!(names(" "), [""; 0]);
    assert_eq!(names("nobody"), [""; 0]);
    assert_eq!(index.named("rell").len(), 1);
    assert_eq!(index.named("harbour board"), index.named("Harbour  BOARD"));
    assert_eq!(index.named("board"), []);
}

#[test]
fn a_hundred_thousand_of_nearly_one_name_are_told_apart() {
    let mut graph = InfluenceGraph::new();
    for n in 0..100_000 {
        let id = ActorId::new(&format!("a{n}")).expect("valid");
        let actor = Actor::new(id, format!("Agent {n}"), ActorKind::Person);
        graph.add_actor(actor).expect("new");
    }
    let index = NameIndex::of(&graph);
    let text = "Agent 77 told Agent 99999 of agents, Agent and ".repeat(50);
    let all = index.mentions(&text);
    assert_eq!(all.len(), 100);
    assert_eq!(all[1].actors, [ActorId::new("a99999").expect("valid")]);
    assert_eq!(index.completions("ag", |_| false, 5).len(), 5);
    assert_eq!(index.completions("agent 1234", |_| false, 5).len(), 5);
}

#[test]
fn a_company_is_known_without_its_legal_form() {
    let index = index(&[("Baltic Dredging AG", ActorKind::Institution)]);
    let all = found(&index, "An inquiry into Baltic Dredging began.");
    assert_eq!(all.len(), 1, "{all:?}");
    assert_eq!(all[0].0, "Baltic Dredging");
    assert_eq!(found(&index, "It is baltic dredging."), []);
}

#[test]
fn a_surname_within_another_name_is_not_theirs() {
    let index = index(&[("Petra Lind", ActorKind::Person)]);
    for (text, expected) in [
        ("Lind left", 1),
        ("said Petra Lind", 1),
        ("Minister Lind left", 1),
        ("In Geneva Lind left on Monday", 1),
        ("Then Lind left", 1),
        ("Lind Consulting left", 0),
        ("with Anna Lind", 0),
    ] {
        assert_eq!(found(&index, text).len(), expected, "{text}");
    }
}
