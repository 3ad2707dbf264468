//! Files of every version that there has been are still read.

use std::path::{Path, PathBuf};

use dramatis::edit::{Edit, apply};
use dramatis::file::{self, FORMAT_VERSION, Opened};
use dramatis::model::{
    ActionId, ActorId, ActorKind, Annotation, Annotations, Bends, Claim, Claimant, Document,
    Filter, Form, Lens, Rest, StanceBand, Status, Test, Tint,
};

fn sample(version: u64, name: &str) -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/samples");
    root.join(format!("v{version}")).join(name)
}

fn open(version: u64, name: &str) -> Opened {
    file::open(&sample(version, name)).expect("it can be read")
}

/// What the samples say in every version.
fn is_everything(doc: &Document) {
    assert!(doc.title.starts_with("Every field"));
    assert_eq!((doc.graph.actor_count(), doc.graph.action_count()), (6, 3));
    assert_eq!((doc.sources.len(), doc.arrangements.len()), (2, 2));
    let id = ActorId::new("bismarck").expect("an id");
    let place = doc.arrangements[0].places[&id];
    assert_eq!((place.x, place.y, place.pin), (-400.5, 20.0, true));
    assert!(doc.arrangements[0].camera.is_some());
}

#[test]
fn there_are_samples_of_every_version() {
    for version in 1..=FORMAT_VERSION {
        for name in ["everything.ron", "least.ron", "by-hand.ron"] {
            let opened = open(version, name);
            assert_eq!(opened.evidence_problems, [], "{version}: {name}");
        }
        is_everything(&open(version, "everything.ron").document);
        let least = open(version, "least.ron").document;
        assert_eq!(least, Document::new(), "{version}");
    }
}

#[test]
fn version_1_has_no_bends_and_becomes_the_newest() {
    let opened = open(1, "everything.ron");
    let bends = |doc: &Document| -> Vec<Bends> {
        doc.arrangements.iter().map(|a| a.bends.clone()).collect()
    };
    assert_eq!(bends(&opened.document), [Bends::new(), Bends::new()]);
    let old = std::fs::read_to_string(sample(1, "everything.ron")).expect("a text");
    let new = old.replacen("version: 1,", &format!("version: {FORMAT_VERSION},"), 1);
    assert_eq!(file::to_ron(&opened.document), new, "nothing else changes");
}

#[test]
fn version_2_has_bends() {
    let opened = open(2, "everything.ron");
    let id = |text| ActionId::new(text).expect("an id");
    let expected: Bends = [
        (
            id("bismarck-hosts"),
            vec![[-300.0, -40.5], [-120.25, -40.5]],
        ),
        (id("powers-revise"), vec![[0.0, 1e6]]),
    ]
    .into();
    assert_eq!(opened.document.arrangements[0].bends, expected);
    assert_eq!(opened.document.arrangements[1].bends, Bends::new());
    let by_hand = open(2, "by-hand.ron").document;
    let expected: Bends = [
        (id("a-b"), vec![[2.5, 100.0]]),
        (id("b-a"), vec![[10.0, 0.0]]),
    ]
    .into();
    assert_eq!(by_hand.arrangements[0].bends, expected);
}

#[test]
fn version_3_has_lenses() {
    let is = |test| Filter { not: false, test };
    let not = |test| Filter { not: true, test };
    let date = |text: &str| Some(text.parse().expect("a date"));
    let rumour = Claimant::Outsider("a rumour".to_owned());
    let treaty = Claimant::Actor(ActorId::new("san-stefano").expect("an id"));
    let reported = Lens {
        name: "Reported in 1878".to_owned(),
        filters: vec![
            is(Test::Status([Status::Reported, Status::Confirmed].into())),
            not(Test::Claimant([treaty, rumour].into())),
            is(Test::Date {
                from: date("1878"),
                to: date("1878-12"),
                undated: true,
            }),
        ],
        rest: Rest::Hide,
    };
    let tags = ["diplomacy", "host"].map(str::to_owned);
    let diplomats = Lens {
        name: "Diplomats".to_owned(),
        filters: vec![
            is(Test::Kind(
                [ActorKind::Person, ActorKind::Institution].into(),
            )),
            is(Test::Tag(tags.into())),
            not(Test::Stance([StanceBand::Hostile].into())),
            is(Test::Degree {
                least: 1,
                most: Some(20),
            }),
            is(Test::Text("\"honest\" broker".to_owned())),
        ],
        rest: Rest::Fade,
    };
    let everything = open(3, "everything.ron").document;
    assert_eq!(everything.lenses, [reported, diplomats]);
    let text = std::fs::read_to_string(sample(3, "everything.ron")).expect("a text");
    let newest = format!("version: {FORMAT_VERSION},");
    let text = text.replacen("version: 3,", &newest, 1);
    assert_eq!(file::to_ron(&everything), text, "it is canonical");
    let by_hand = open(3, "by-hand.ron").document.lenses;
    assert_eq!((by_hand.len(), by_hand[0].filters.len()), (2, 3));
    assert_eq!(by_hand[1].filters, []);
}

/// A file of version 2 with lenses was put together by hand.
#[test]
fn version_2_has_no_lenses() {
    let text = std::fs::read_to_string(sample(3, "by-hand.ron")).expect("a text");
    let older = text.replacen("version: 3,", "version: 2,", 1);
    let problems = file::parse(older.as_bytes()).expect_err("refused");
    let lenses = |p: &&file::Problem| p.what.contains("version 2 has no lenses");
    let problem = problems.iter().find(lenses).expect("one of them");
    assert!(problem.hint.contains("version: 3"), "{problem:?}");
}

#[test]
fn version_3_has_annotations() {
    for version in 1..=2 {
        let all = open(version, "everything.ron").document.arrangements;
        assert!(all.iter().all(|a| a.annotations.is_empty()), "{version}");
    }
    let all = open(3, "everything.ron").document.arrangements;
    let arrow = Form::Arrow {
        from: [-500.0, 0.25],
        to: [-430.0, 10.0],
    };
    let frame = Form::Frame {
        from: [-480.0, -80.0],
        to: [90.5, 140.0],
    };
    let berlin = Annotation {
        size: 24.0,
        tint: Tint::Amber,
        ..Annotation::new(frame, "In Berlin")
    };
    let text = Form::Text { at: [0.0, -1e6] };
    let who = Annotation {
        tint: Tint::Red,
        ..Annotation::new(text, "Who paid?\n\"Nobody\".")
    };
    let told = |all: &Annotations| -> Vec<(String, Annotation)> {
        let all = all.iter();
        all.map(|(id, a)| (id.to_string(), a.clone())).collect()
    };
    let expected = [
        ("arrow".to_owned(), Annotation::new(arrow, "")),
        ("berlin".to_owned(), berlin),
        ("who-paid".to_owned(), who),
    ];
    assert_eq!(told(&all[0].annotations), expected);
    assert_eq!(told(&all[1].annotations), []);
    let by_hand = open(3, "by-hand.ron").document;
    let text = Form::Text { at: [0.0, 3.0] };
    let note = Annotation {
        size: 20.0,
        ..Annotation::new(text, "No \"escapes\"")
    };
    let frame = Form::frame_between([0.0; 2], [9.0; 2]);
    let expected = [
        ("note".to_owned(), note),
        ("w".to_owned(), Annotation::new(frame, "")),
    ];
    assert_eq!(told(&by_hand.arrangements[0].annotations), expected);
}

#[test]
fn version_3_has_no_responses_and_becomes_the_newest() {
    let opened = open(3, "everything.ron");
    let mut actions = opened.document.graph.links().map(|l| l.action);
    assert!(actions.all(|a| a.responses.is_empty()));
    let mut newest = open(4, "everything.ron").document;
    let ids: Vec<_> = newest.graph.links().map(|l| l.action.id.clone()).collect();
    let mut answered = 0;
    for id in ids {
        let action = newest.graph.action(&id).expect("there").clone();
        answered += action.responses.len();
        let responses = Edit::SetResponses {
            action: id.clone(),
            responses: Vec::new(),
        };
        apply(&mut newest, responses).expect("fits");
        for (at, claim) in action.claims.into_iter().enumerate() {
            let claim = Claim {
                entered: None,
                changed: None,
                ..claim
            };
            let unsigned = Edit::SetClaim {
                action: id.clone(),
                at,
                claim: Box::new(claim),
            };
            apply(&mut newest, unsigned).expect("fits");
        }
    }
    assert_eq!(answered, 2);
    assert!(newest == opened.document, "nothing else is new");
    let by_hand = open(4, "by-hand.ron").document;
    let action = by_hand.graph.links().next().expect("one").action;
    assert_eq!(action.responses.len(), 1);
    assert_eq!(action.responses[0].words, "never \"met\"");
    let entered = action.claims[0].entered.as_ref().expect("noted");
    assert_eq!(entered.at.to_string(), "2026-11-25T18:04:07Z");
}

#[test]
fn version_5_is_not_known_yet() {
    let text = std::fs::read_to_string(sample(4, "least.ron")).expect("a text");
    let newer = text.replacen("version: 4,", "version: 5,", 1);
    let problems = file::parse(newer.as_bytes()).expect_err("it is newer");
    assert_eq!(problems.len(), 1);
    assert!(
        problems[0].what.contains("newer Dramatis (version 5"),
        "{problems:?}"
    );
}
