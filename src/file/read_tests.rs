//! Tests of reading and writing together.

use proptest::prelude::*;

use super::*;
use crate::model::{
    Action, ActionId, Actor, ActorId, ActorKind, Annotation, Annotations, Arrangement, Camera,
    Claim, Claimant, Confidence, Document, Form, Moment, Place, Response, Skip, Source, SourceId,
    Spot, Stamp, Stance, Status, Tint, When, fresh_annotation_id, violations,
};

const EVERYTHING: &str = include_str!("../../tests/samples/v4/everything.ron");
const LEAST: &str = include_str!("../../tests/samples/v4/least.ron");
const BY_HAND: &str = include_str!("../../tests/samples/v1/by-hand.ron");

fn read(text: &str) -> Parsed {
    parse(text.as_bytes()).unwrap_or_else(|p| panic!("{p:#?}"))
}

#[test]
fn the_canonical_samples_are_what_is_written() {
    for sample in [EVERYTHING, LEAST] {
        let parsed = read(sample);
        assert_eq!(parsed.warnings, []);
        assert_eq!(to_ron(&parsed.document), sample);
    }
}

/// One of each kind, with these words, at these places.
fn annotations(words: &[String], numbers: &[f64]) -> Annotations {
    let at = |i: usize| {
        let place = Place::at(numbers[i], numbers[i + 1]).clamped();
        [place.x, place.y]
    };
    let (from, to) = (at(0), at(1));
    let forms = [
        Form::Text { at: from },
        Form::frame_between(from, to),
        Form::Arrow { from, to },
    ];
    let mut all = Annotations::new();
    for (i, form) in forms.into_iter().enumerate() {
        let annotation = Annotation {
            size: numbers[2].abs().clamp(4.0, 4e3),
            tint: Tint::ALL[i * 2],
            ..Annotation::new(form, words[i].clone())
        };
        if annotation.trouble().is_none() {
            let id = fresh_annotation_id(&annotation, |id| all.contains_key(id));
            all.insert(id, annotation);
        }
    }
    all
}

#[test]
fn every_field_is_read() {
    let doc = read(EVERYTHING).document;
    assert_eq!(doc.about, "One of each.\nOn two lines.");
    let id = ActorId::new("bismarck").expect("valid");
    let bismarck = doc.graph.actor(&id).expect("there");
    assert_eq!(bismarck.aliases[1], "Fürst Bismarck");
    assert!(bismarck.notes.ends_with("\"honest broker\"."));
    let hosts = doc
        .graph
        .action(&ActionId::new("bismarck-hosts").expect("valid"))
        .expect("there");
    assert_eq!((hosts.stance.value(), hosts.weight), (0.8, 2.5));
    assert_eq!(hosts.claims[0].confidence, Confidence::High);
    assert_eq!(
        hosts.claims[1].by,
        Claimant::Actor(ActorId::new("powers").expect("valid"))
    );
    let place = doc.arrangements[0].places[&id];
    assert_eq!((place.x, place.y, place.pin), (-400.5, 20.0, true));
    assert!(doc.retired.actors.contains("russia-2"));
    let bends = &doc.arrangements[0].bends[&hosts.id];
    assert_eq!(*bends, [[-300.0, -40.5], [-120.25, -40.5]]);
}

#[test]
fn a_file_written_by_hand_is_read_with_a_warning() {
    let parsed = read(BY_HAND);
    assert_eq!(
        parsed
            .warnings
            .iter()
            .map(ToString::to_string)
            .collect::<Vec<_>>(),
        [
            "1:1: warning: the first of 2 comments, which saving does not keep \
             (put it into a field `notes` or `about`)"
        ]
    );
    let doc = parsed.document;
    assert_eq!(doc.arrangements[0].name, "The \"first\"");
    let place = doc.arrangements[0].places.values().next().expect("one");
    assert_eq!((place.x, place.y), (2.5, -10.0));
    let verb = &doc.graph.links().next().expect("one").action.verb;
    assert_eq!(verb, "meets \"B\"");
}

#[test]
fn claims_and_texts_know_where_they_stand() {
    let places = read(EVERYTHING).places;
    let claims = &places.claims[&ActionId::new("bismarck-hosts").expect("valid")];
    let at = |line, column| Position { line, column };
    assert_eq!(
        (claims[0].anchor, claims[0].quote),
        (at(53, 29), at(54, 28))
    );
    assert_eq!(
        (claims[1].anchor, claims[1].quote),
        (at(60, 17), at(60, 17))
    );
    let chronicle = SourceId::new("chronicle").expect("valid");
    assert_eq!(places.texts[&chronicle], at(103, 19));
}

fn lines_changed(change: impl FnOnce(&mut Document)) -> Vec<(String, String)> {
    let mut doc = read(EVERYTHING).document;
    change(&mut doc);
    let after = to_ron(&doc);
    assert_eq!(after.lines().count(), EVERYTHING.lines().count());
    let pairs = EVERYTHING.lines().zip(after.lines());
    pairs
        .filter(|(a, b)| a != b)
        .map(|(a, b)| (a.trim().to_owned(), b.trim().to_owned()))
        .collect()
}

#[test]
fn one_drag_and_one_renaming_change_one_line() {
    let id = ActorId::new("bismarck").expect("valid");
    let dragged = lines_changed(|doc| {
        doc.arrangements[0]
            .places
            .insert(id.clone(), Place::at(1.0, -2.25));
    });
    assert_eq!(
        dragged,
        [(
            "\"bismarck\": (x: -400.5, y: 20, pin: true),".to_owned(),
            "\"bismarck\": (x: 1, y: -2.25),".to_owned()
        )]
    );
    let renamed = lines_changed(|doc| {
        doc.graph.actor_mut(&id).expect("there").name = "The Prince".to_owned();
    });
    assert_eq!(renamed.len(), 1);
    assert_eq!(renamed[0].1, "name: \"The Prince\",");
}

/// Texts that files are known to stumble over.
fn nasty() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "[\\PC\\x00-\\x1f\"\\\\{}()\\[\\],:/*#]{0,12}",
        prop::sample::select(vec![
            "\\",
            "\"",
            "\\\"",
            "\r\n",
            "\u{7f}\u{85}\u{9f}",
            "\u{FEFF}",
            "\u{2028}",
            "\u{202E}",
            "// no comment",
            "/* nor this",
            "r#\"\"#",
            "\0",
            "\u{10FFFF}",
            "}",
            "NaN",
            "\\u{41}",
        ])
        .prop_map(str::to_owned),
    ]
}

fn finite() -> impl Strategy<Value = f64> {
    use prop::num::f64::{NEGATIVE, NORMAL, POSITIVE, SUBNORMAL, ZERO};
    NORMAL | SUBNORMAL | ZERO | POSITIVE | NEGATIVE
}

#[test]
fn progress_is_told_and_rises() {
    let mut text = String::from("Dramatis(version: 1, title: \"\", actors: {");
    for i in 0..9_000 {
        text += &format!("\"a{i}\": (name: \"A\", kind: State),");
    }
    text += "}, arrangements: [(name: \"One\", places: {})])";
    let mut told = Vec::new();
    super::parse_telling(text.as_bytes(), &mut |share| told.push(share)).expect("sound");
    assert!(told.len() >= 8, "{told:?}");
    assert!(told.is_sorted() && told[0] >= 0.0 && *told.last().expect("some") <= 1.0);
    assert!(told.iter().any(|&t| t > 0.8), "{told:?}");
}

proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig { rng_seed: proptest::test_runner::RngSeed::Fixed(17), failure_persistence: None, ..proptest::prelude::ProptestConfig::default() })]

    #[test]
    fn what_is_written_reads_back(
        words in prop::collection::vec(nasty(), 16),
        numbers in prop::collection::vec(finite(), 4),
        above in prop::num::f64::POSITIVE | prop::num::f64::NORMAL,
        stance in -1.0..=1.0,
        pin: bool,
        stand in (any::<u32>(), 1..=u32::MAX),
    ) {
        let above = if above.is_finite() && above != 0.0 { above.abs() } else { 1.0 };
        let spoken = |n: usize| format!("x{}", words[n]);
        let mut doc = Document::new();
        (doc.title, doc.about) = (words[0].clone(), words[1].clone());
        doc.retired.actors = [spoken(2), spoken(3)].into();
        doc.retired.actions = [spoken(1)].into();
        doc.retired.sources = [spoken(2)].into();
        let id = ActorId::new("İ-中.1").expect("valid");
        doc.graph.add_actor(Actor {
            role: words[4].clone(),
            when: When::Unknown,
            aliases: vec![spoken(5), spoken(6)],
            tags: vec![spoken(7)],
            notes: words[8].clone(),
            portrait: words[9].clone(),
            ..Actor::new(id.clone(), spoken(10), ActorKind::Norm)
        }).expect("new");
        let source = SourceId::new("s").expect("valid");
        let spot = Spot {
            at: stand.0,
            before: words[2].clone(),
            after: words[3].clone(),
            times: stand.1,
        };
        doc.sources.insert(source.clone(), Source {
            url: words[11].clone(),
            primary: pin,
            not_relevant: [Skip { spot: spot.clone(), words: spoken(3) }].into(),
            ..Source::new(source.clone(), spoken(12))
        });
        let action = ActionId::new("a").expect("valid");
        doc.graph.add_action(&id, &id, Action {
            stance: Stance::new(stance).expect("in range"),
            weight: above,
            claims: vec![Claim {
                by: Claimant::Outsider(spoken(13)),
                source: source.clone(),
                anchor: words[14].clone(),
                quote: words[15].clone(),
                spot: Some(Box::new(spot.clone())),
                status: Status::Denied,
                confidence: Confidence::Low,
                because: words[0].clone(),
                entered: pin.then(|| Box::new(Stamp { by: words[4].clone(), at: Moment::from_unix(stand.0.into()) })),
                changed: (!pin).then(|| Box::new(Stamp { by: words[6].clone(), at: Moment::from_unix(-i64::from(stand.1)) })),
            }],
            responses: vec![
                Response { by: Claimant::Actor(id.clone()), words: spoken(5), when: When::Unknown, source: None },
                Response { by: Claimant::Outsider(spoken(7)), words: spoken(9), when: When::NotGiven, source: Some(source.clone()) },
            ],
            ..Action::new(action.clone(), spoken(1))
        }).expect("new");
        doc.arrangements.push(Arrangement {
            name: spoken(2),
            camera: Some(Camera { x: numbers[2], y: numbers[3], zoom: above }),
            places: [(id, Place { x: numbers[0], y: numbers[1], pin }.clamped())].into(),
            bends: [(action, numbers.windows(2).map(|w| Place::at(w[0], w[1]).clamped()).map(|p| [p.x, p.y]).collect())].into(),
            annotations: annotations(&words, &numbers),
        });
        prop_assert_eq!(violations(&doc), vec![]);

        let text = to_ron(&doc);
        let back = parse(text.as_bytes()).map_err(|p| TestCaseError::fail(format!("{p:?}")))?;
        prop_assert_eq!(&back.document, &doc);
        prop_assert_eq!(to_ron(&back.document), text);
        prop_assert_eq!(back.warnings, vec![]);
    }

    /// Bytes of any kind, and pieces of a document in any order, are refused
    /// or read, but never a panic.
    #[test]
    fn nothing_panics(
        bytes in prop::collection::vec(any::<u8>(), 0..200),
        cuts in prop::collection::vec((0..EVERYTHING.len(), 0..60_usize), 0..8),
    ) {
        let _ = parse(&bytes);
        let pieces: Vec<u8> = cuts
            .iter()
            .flat_map(|(at, n)| EVERYTHING.bytes().skip(*at).take(*n))
            .collect();
        let _ = parse(&pieces);
        let mut spoilt = EVERYTHING.as_bytes().to_vec();
        for (at, byte) in cuts.iter().map(|c| c.0).zip(bytes) {
            spoilt[at] = byte;
        }
        let _ = parse(&spoilt);
    }
}
