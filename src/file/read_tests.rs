//! Tests of reading and writing together.

use proptest::prelude::*;

use super::*;
use crate::model::{
    Action, ActionId, Actor, ActorId, ActorKind, Arrangement, Camera, Claim, Claimant, Confidence,
    Document, Place, Source, SourceId, Stance, Status, When, violations,
};

const EVERYTHING: &str = include_str!("../../tests/samples/v1/everything.ron");
const LEAST: &str = include_str!("../../tests/samples/v1/least.ron");
const BY_HAND: &str = include_str!("../../tests/samples/v1/by-hand.ron");

fn read(text: &str) -> Parsed {
    parse(text.as_bytes()).unwrap_or_else(|p| panic!("{p:#?}"))
}

fn refused(text: &str) -> Vec<Problem> {
    parse(text.as_bytes()).map_or_else(|p| p, |_| panic!("this was taken:\n{text}"))
}

/// The problems of the full sample after replacing `old` by `new`, as text.
fn spoilt(old: &str, new: &str) -> Vec<String> {
    assert_eq!(EVERYTHING.matches(old).count(), 1, "{old} is not unique");
    let problems = refused(&EVERYTHING.replace(old, new));
    problems.iter().map(ToString::to_string).collect()
}

fn one(old: &str, new: &str, expected: &str) {
    let found = spoilt(old, new);
    assert_eq!(found, [expected], "after {old} became {new}");
}

#[test]
fn the_canonical_samples_are_what_is_written() {
    for sample in [EVERYTHING, LEAST] {
        let parsed = read(sample);
        assert_eq!(parsed.warnings, []);
        assert_eq!(to_ron(&parsed.document), sample);
    }
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
    assert!(doc.retired.contains("russia-2"));
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
        (at(54, 29), at(55, 28))
    );
    assert_eq!(
        (claims[1].anchor, claims[1].quote),
        (at(60, 17), at(60, 17))
    );
    let chronicle = SourceId::new("chronicle").expect("valid");
    assert_eq!(places.texts[&chronicle], at(89, 19));
}

#[test]
fn each_problem_has_its_place_and_a_hint() {
    one(
        "portrait: \"por",
        "portait: \"por",
        "19:13: error: the actor \"bismarck\" has an unknown field portait (did you mean portrait?)",
    );
    one(
        "            kind: State,\n",
        "",
        "21:20: error: the actor \"germany\" has no field kind (add kind: …,)",
    );
    one(
        "kind: State,",
        "kind: Stat,",
        "23:19: error: there is no kind of actor Stat, expected Person, State, Institution, Group, \
         Event, Norm (did you mean State?)",
    );
    one(
        "kind: State,",
        "kind: \"State\",",
        "23:19: error: found text in quotes, expected Person, State, Institution, Group, Event, \
         Norm (write State, without quotes)",
    );
    one(
        "kind: State,",
        "kind: State,\n            kind: State,",
        "24:13: error: the actor \"germany\" has the field kind twice; it was first given at line \
         23, column 13 (remove one of them)",
    );
    one(
        "\"san-stefano\": (",
        "\"germany\": (name: \"G\", kind: State), \"san-stefano\": (",
        "33:9: error: the id \"germany\" is given to two actors; it was first given at line 21, \
         column 9 (give one of them another id, or remove it)",
    );
    one(
        "from: \"bismarck\"",
        "from: \"bismark\"",
        "41:19: error: there is no actor \"bismark\" (did you mean \"bismarck\"?)",
    );
    one(
        "Actor(\"powers\")",
        "Actor(\"power\")",
        "61:31: error: there is no actor \"power\" (did you mean \"powers\"?)",
    );
    one(
        "source: \"letters\"",
        "source: \"diary\"",
        "62:29: error: there is no source \"diary\" (correct the id, or add the source)",
    );
    one(
        "\"germany\": (x: 1",
        "\"austria\": (x: 1",
        "103:17: error: there is no actor \"austria\" (correct the id, or add the actor)",
    );
    one(
        "Actor(\"powers\")",
        "Actr(\"powers\")",
        "61:25: error: found Actr(…), expected Actor(\"id\") or Outsider(\"name\") (did you mean \
         Actor?)",
    );
    one(
        "status: Alleged",
        "status: alleged",
        "63:29: error: there is no status alleged, expected Alleged, Reported, Confirmed, \
         Disputed, Denied, Retracted (did you mean Alleged?)",
    );
    one(
        "confidence: Low",
        "confidence: None",
        "64:33: error: there is no confidence None, expected Low, Medium, High (write one of \
         these words, without quotes)",
    );
    one(
        "x: -400.5",
        "x: NaN",
        "102:33: error: NaN is not a finite number (write a number such as -12.5)",
    );
    one(
        "x: -400.5",
        "x: 1e999",
        "102:33: error: 1e999 is not a finite number (write a number such as -12.5)",
    );
    one(
        "x: -400.5",
        "x: -inf",
        "102:33: error: -inf is not a finite number (write a number such as -12.5)",
    );
    one(
        "x: -400.5",
        "x: \"-400.5\"",
        "102:33: error: found text in quotes, expected a number (write a number such as -12.5)",
    );
    one(
        "pin: true",
        "pin: 1",
        "102:48: error: found the number 1, expected true or false (write true or false)",
    );
    one(
        "stance: 0.8",
        "stance: 1.8",
        "44:21: error: a stance is a number from -1 (hostile) to 1 (supportive), not 1.8 (write a \
         number from -1 to 1)",
    );
    one(
        "weight: 2.5",
        "weight: 0",
        "45:21: error: a weight is a number above 0, not 0 (1 is usual)",
    );
    one(
        "zoom: 0.75",
        "zoom: -1",
        "99:43: error: a zoom is a number above 0, not -1 (1 is usual)",
    );
    one(
        "when: \"1878-06\",",
        "when: \"1878-13\",",
        "46:19: error: \"1878-13\": there is no month 13 (correct the date, or leave it out)",
    );
    one(
        "name: \"Germany\"",
        "name: \" \"",
        "22:19: error: the name is blank (write something)",
    );
    one(
        "verb: \"revise\"",
        "verb: \"\"",
        "71:19: error: the verb is blank (write something)",
    );
    one(
        "\"host\"],",
        "\"\"],",
        "17:33: error: a tag is blank (write something)",
    );
    one(
        "name: \"Empty\"",
        "name: \"Overview\"",
        "107:19: error: two arrangements have the name \"Overview\"; the first is at line 98, \
         column 19 (give one of them another name)",
    );
    one(
        "\"austria\", \"russia-2\"",
        "\"germany\"",
        "21:9: error: the id \"germany\" is retired (choose another id, or take it out of the \
         list `retired`)",
    );
    one(
        "\"letters\": (",
        "\"let ters\": (title: \"x\"), \"letters\": (",
        "91:9: error: \"let ters\": an id holds letters, digits, `-`, `_` and `.`, not ' ' (choose \
         another id)",
    );
    one(
        "host\",\n            notes: \"In",
        "host\",\n            notes: \"\\q In",
        "48:21: error: this text cannot be read: Unknown escape character (write a backslash as \
         \\\\ and a double quote as \\\")",
    );
}

#[test]
fn every_problem_of_a_file_is_told() {
    let text = "Dramatis(version: 1, actors: {\"a\": (), \"a b\": (nam: \"x\", kind: 3)},\n\
                actions: [1], titel: \"T\", arrangements: [(places: {\"a\": (x: inf)})])";
    let found: Vec<String> = refused(text)
        .iter()
        .map(|p| format!("{}", p.at()))
        .collect();
    assert_eq!(
        found,
        [
            "1:36", "1:36", "1:40", "1:47", "1:48", "1:64", "2:10", "2:15", "2:44", "2:59", "2:63"
        ]
    );
}

#[test]
fn what_is_not_ron_is_told_at_its_place() {
    let syntax = |text: &str| {
        let problems = refused(text);
        assert_eq!(problems.len(), 1, "{problems:#?}");
        problems[0].to_string()
    };
    for (text, expected) in [
        ("", "1:1: error: the file is empty"),
        (" \n ", "1:1: error: the file is empty"),
        ("\u{FEFF}", "1:1: error: the file is empty"),
        ("\0\0\0", "1:1: error: found a NUL byte"),
        (
            "Dramatis(\n  version: 1,\n  actors: {",
            "3:12: error: found the end of the file, expected a value; the { to close was opened at \
             line 3, column 11",
        ),
        (
            "Dramatis(version: 1]",
            "1:20: error: found ']', expected \",\" or \")\"; the ( to close was opened at line 1, column 9",
        ),
        (
            "Dramatis(version: 1) x",
            "1:22: error: found 'x' after the end",
        ),
        (
            "Dramatis(title: \"a",
            "1:17: error: this text is never closed",
        ),
        (
            "Dramatis(title: r#\"a\"",
            "1:17: error: this text is never closed",
        ),
        (
            "/* /* */ Dramatis()",
            "1:1: error: this comment is never closed",
        ),
        ("Dramatis(title 1)", "1:16: error: found '1', expected"),
        (
            "Dramatis(title: 'a')",
            "1:17: error: found '\\'', expected a value",
        ),
        (
            "Dramatis(version: 1, 3: 4)",
            "1:22: error: found '3', expected the name of a field",
        ),
        ("#![enable(x)]", "1:1: error: found '#', expected a value"),
        ("<xml/>", "1:1: error: found '<', expected a value"),
        (
            "Drama(version: 1, arrangements: [(name: \"A\")])",
            "1:1: error: found Drama before",
        ),
        (
            "(version: 1, arrangements: [(name: \"A\")])",
            "1:1: error: found no name before",
        ),
        (
            "Dramatis",
            "1:1: error: found the word Dramatis, expected fields",
        ),
        (
            "Dramatis(arrangements: [(name: \"A\")])",
            "1:1: error: the document has no field version",
        ),
        (
            "Dramatis(version: 1)",
            "1:1: error: the document has no field arrangements",
        ),
        (
            "Dramatis(version: 1, arrangements: [])",
            "1:36: error: there is no arrangement",
        ),
        (
            "Dramatis(version: 0, arrangements: [(name: \"A\")])",
            "1:19: error: there is no version 0",
        ),
        (
            "Dramatis(version: \"1\", arrangements: [(name: \"A\")])",
            "1:19: error: found text in quotes",
        ),
    ] {
        let found = syntax(text);
        assert!(found.starts_with(expected), "{text:?} gave {found}");
    }
    let bad = parse(b"Dramatis(\n\xC3\xA9\xFF").expect_err("not UTF-8");
    assert!(
        bad[0]
            .to_string()
            .starts_with("2:2: error: byte 0xFF is not UTF-8")
    );
}

#[test]
fn a_newer_version_is_told_before_anything_else() {
    for text in [
        "Dramatis(version: 999, <what is this?>",
        "/* */ Dramatis ( /**/ version : 99999999999999999999999, x: 1)",
        "Dramatis(bogus: 1, version: 2)",
    ] {
        let problems = refused(text);
        assert_eq!(problems.len(), 1);
        let told = problems[0].to_string();
        assert!(
            told.contains("written by a newer Dramatis (version "),
            "{told}"
        );
        assert!(
            told.ends_with(
                "this one reads up to 1) (update the program; the file was not changed)"
            )
        );
    }
}

#[test]
fn deep_nesting_is_an_error_and_not_an_overflow() {
    for bracket in ["[", "(", "{", "[(", "a(", "{1:"] {
        let problems = refused(&bracket.repeat(100_000));
        assert!(
            problems[0].what.contains("nested more than 64 deep"),
            "{bracket}"
        );
    }
    let comments = "/*".repeat(100_000);
    assert!(refused(&comments)[0].what.contains("never closed"));
}

#[test]
fn a_cut_off_file_is_always_refused() {
    let whole = EVERYTHING.trim_end().len();
    for end in (0..whole)
        .step_by(7)
        .filter(|e| EVERYTHING.is_char_boundary(*e))
    {
        assert!(!refused(&EVERYTHING[..end]).is_empty());
    }
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

proptest! {
    #[test]
    fn what_is_written_reads_back(
        words in prop::collection::vec(nasty(), 16),
        numbers in prop::collection::vec(finite(), 4),
        above in prop::num::f64::POSITIVE | prop::num::f64::NORMAL,
        stance in -1.0..=1.0,
        pin: bool,
    ) {
        let above = if above.is_finite() && above != 0.0 { above.abs() } else { 1.0 };
        let spoken = |n: usize| format!("x{}", words[n]);
        let mut doc = Document::new();
        (doc.title, doc.about) = (words[0].clone(), words[1].clone());
        doc.retired = [spoken(2), spoken(3)].into();
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
        doc.sources.insert(source.clone(), Source {
            url: words[11].clone(),
            ..Source::new(source.clone(), spoken(12))
        });
        doc.graph.add_action(&id, &id, Action {
            stance: Stance::new(stance).expect("in range"),
            weight: above,
            claims: vec![Claim {
                by: Claimant::Outsider(spoken(13)),
                source,
                anchor: words[14].clone(),
                quote: words[15].clone(),
                status: Status::Denied,
                confidence: Confidence::Low,
                because: words[0].clone(),
            }],
            ..Action::new(ActionId::new("a").expect("valid"), spoken(1))
        }).expect("new");
        doc.arrangements.push(Arrangement {
            name: spoken(2),
            camera: Some(Camera { x: numbers[2], y: numbers[3], zoom: above }),
            places: [(id, Place { x: numbers[0], y: numbers[1], pin })].into(),
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
