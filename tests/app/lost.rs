//! Passages that are lost: the window and the command line count the same, and
//! what has lost its passage is never shown as if it had one.

use std::fs;
use std::path::PathBuf;

use dramatis::app::{Action, Command, Workspace};
use dramatis::edit::{Edit, Selection, Transaction};
use dramatis::model::{ActionId, Claim};
use dramatis::picture::Mark;
use eframe::egui::accesskit::Role;
use eframe::egui::{Event, PointerButton, vec2};
use egui_kittest::kittest::{Queryable, by};

use crate::stage::{Setup, Stage};

const DOCUMENT: &str = r#"Dramatis(
    version: 3,
    actors: {
        "board": (name: "The board", kind: Institution),
        "club": (name: "The club", kind: Group),
    },
    actions: {
        "answers": (from: "club", to: "board", verb: "answers", claims: [
            (by: Outsider("the letter"), source: "letter", anchor: "one/7", quote: "the club answered the letter within the week", status: Reported, confidence: Low),
        ]),
        "leaves": (from: "club", to: "board", verb: "leaves", claims: [
            (by: Outsider("the letter"), source: "letter", anchor: "one/1", quote: "the club left the house upon the hill", status: Reported, confidence: Low),
            (by: Outsider("the letter"), source: "letter", anchor: "one/1", quote: "nobody ever heard of this again", status: Retracted, confidence: Low),
        ]),
        "meets": (from: "board", to: "club", verb: "meets", claims: [
            (by: Outsider("the letter"), source: "letter", anchor: "one/1", quote: "The board met early that summer in the old house upon the hill", status: Reported, confidence: Low),
            (by: Outsider("the letter"), source: "letter", status: Reported, confidence: Low),
        ]),
        "writes": (from: "board", to: "club", verb: "writes to", claims: [
            (by: Outsider("the letter"), source: "letter", anchor: "one/1", quote: "The board wrote a long letter", status: Reported, confidence: Low),
        ]),
    },
    sources: {
        "letter": (title: "A letter", file: "letter.md"),
    },
    arrangements: [(name: "All", places: {
        "board": (x: 0.0, y: 0.0),
        "club": (x: 500.0, y: 200.0),
    })],
)
"#;

const LETTER: &str = "## One\n\nThe board wrote a long letter, and the club answered the letter \
    within the week. The board met late that summer in the old house \
    upon the hill.\n";

fn open() -> (Stage, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("a.ron");
    fs::write(&path, DOCUMENT).expect("writable");
    fs::write(folder.path().join("letter.md"), LETTER).expect("writable");
    let mut setup = Setup {
        size: vec2(1600.0, 1400.0),
        ..Setup::default()
    };
    setup.settings.reading.shown = true;
    let mut stage = Stage::new(Workspace::open(&path).expect("opens"), setup);
    (stage.folder, stage.path) = (Some(folder), path.clone());
    stage.work();
    (stage, path)
}

fn has(stage: &Stage, label: &str) -> bool {
    stage.labels().iter().any(|l| l == label)
}

fn id(id: &str) -> ActionId {
    ActionId::new(id).expect("valid")
}

/// What is written on the picture.
fn written(stage: &Stage) -> Vec<String> {
    let scene = stage.app().canvas().scene().expect("a small graph");
    let marks = scene.picture.items.iter().flat_map(|i| &i.marks);
    let runs = marks.filter_map(|m| match m {
        Mark::Text(run) => Some(run.text.clone()),
        _ => None,
    });
    runs.collect()
}

fn is_drawn_lost(stage: &Stage) -> bool {
    let written = written(stage);
    let (sign, note) = ("¶".to_owned(), "(passage lost)".to_owned());
    assert_eq!(
        written.contains(&sign),
        written.contains(&note),
        "{written:?}"
    );
    written.contains(&sign)
}

#[test]
fn the_window_and_the_command_line_count_the_same() {
    let (stage, path) = open();
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_dramatis"))
        .args(["check", "--evidence", "--json"])
        .arg(&path)
        .output()
        .expect("runs");
    let all: serde_json::Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let (passages, actions) = (&all[0]["passages"], &all[0]["actions"]);
    let expected = serde_json::json!({
        "exact": 1, "moved": 1, "doubtful": 1, "lost": 1,
        "missing_text": 0, "without_text": 0, "without_passage": 1,
    });
    assert_eq!(*passages, expected);
    assert_eq!(actions["passage_lost"], serde_json::json!(["leaves"]));
    for told in [
        "1 passage stands elsewhere than noted.",
        "⚠ 2 passages need you",
        "1 action: its passage is lost",
    ] {
        assert!(has(&stage, told), "{told}: {:#?}", stage.labels());
    }
    assert!(!has(&stage, "Every action cites a source."));
}

#[test]
fn what_has_lost_its_passage_is_drawn_and_told_so_until_it_has_another() {
    let (mut stage, _) = open();
    let before = stage.doc().clone();
    assert_eq!(stage.steps(), 0, "looking changes nothing");
    assert!(!stage.ws().history().is_dirty());
    assert!(is_drawn_lost(&stage));
    stage.do_now(Command::Select(Selection::action(id("leaves"))));
    assert!(has(&stage, "⚠ passage lost"), "{:#?}", stage.labels());
    let link = stage.doc().graph.link(&id("leaves")).expect("there");
    let old = link.action.claims[0].clone();
    let edit = Edit::SetClaim {
        action: id("leaves"),
        at: 0,
        claim: Box::new(Claim {
            quote: "The board met late that summer".to_owned(),
            ..old
        }),
    };
    let step = Transaction::one("quote other words", edit);
    stage.do_now(Command::Edit(step, None));
    stage.work();
    assert!(!is_drawn_lost(&stage));
    assert!(!has(&stage, "⚠ passage lost"));
    stage.do_now(Action::Undo);
    stage.work();
    assert!(is_drawn_lost(&stage));
    stage.is_as(&before);
    // Found out, not said: it is in no file.
    stage.do_now(Action::SaveAs);
    assert_eq!(stage.steps(), 0);
}

#[test]
fn a_text_that_is_changed_or_missing_takes_the_passage_away() {
    let (mut stage, path) = open();
    let letter = path.with_file_name("letter.md");
    fs::write(
        &letter,
        LETTER.replace("The board wrote a long letter", "It rained"),
    )
    .expect("written");
    stage.frame(vec![Event::WindowFocused(false)]);
    stage.frame(vec![Event::WindowFocused(true)]);
    stage.frames(2);
    stage.work();
    stage.do_now(Command::Select(Selection::default()));
    assert!(
        has(&stage, "2 actions: their passages are lost"),
        "{:#?}",
        stage.labels()
    );
    fs::remove_file(&letter).expect("there");
    let mut stage = Stage::new(Workspace::open(&path).expect("opens"), Setup::default());
    stage.work();
    // The fourth cites the source as a whole, too.
    assert!(
        has(&stage, "3 actions: their passages are lost"),
        "{:#?}",
        stage.labels()
    );
    stage.do_now(Command::Select(Selection::action(id("writes"))));
    assert!(
        has(&stage, "⚠ the text of this source is missing"),
        "{:#?}",
        stage.labels()
    );
}

#[test]
fn a_text_that_is_taken_away_takes_its_passages_along_until_it_is_back() {
    let (mut stage, path) = open();
    let before = stage.doc().lost.all().clone();
    let letter = path.with_file_name("letter.md");
    let come_back = |stage: &mut Stage| {
        stage.frame(vec![Event::WindowFocused(false)]);
        stage.frame(vec![Event::WindowFocused(true)]);
        stage.work();
    };
    fs::remove_file(&letter).expect("removed");
    come_back(&mut stage);
    assert!(stage.labels().iter().any(|l| l.contains("is not where")));
    let lost = stage.doc().lost.all().clone();
    assert!(lost.contains(&id("writes")) && lost.len() > before.len());
    // As who opens it now is told.
    let mut again = Stage::new(Workspace::open(&path).expect("opens"), Setup::default());
    again.work();
    assert_eq!(*again.doc().lost.all(), lost);
    fs::write(&letter, LETTER).expect("written");
    come_back(&mut stage);
    assert_eq!(*stage.doc().lost.all(), before);
    assert_eq!(stage.steps(), 0);
}

#[test]
fn each_of_several_claims_says_when_its_passage_is_lost() {
    let (mut stage, _) = open();
    let mut claim = stage
        .doc()
        .graph
        .action(&id("writes"))
        .expect("there")
        .claims[0]
        .clone();
    stage.do_now(Command::Select(Selection::action(id("writes"))));
    assert!(!stage.labels().iter().any(|l| l.starts_with("⚠ paragraph")));
    claim.quote = "nobody ever heard of this again".to_owned();
    let edit = Edit::AddClaim {
        action: id("writes"),
        at: 1,
        claim: Box::new(claim),
    };
    stage.do_now(Command::Edit(Transaction::one("add claim", edit), None));
    stage.work();
    let mark = "⚠ paragraph \"one/1\" does not hold these words";
    let marks = stage.harness.query_all(by().role(Role::Label).label(mark));
    let rects: Vec<_> = marks.map(|m| m.rect()).collect();
    assert_eq!(rects.len(), 1, "{rects:?}");
}

#[test]
fn a_claim_that_is_added_without_words_cites_the_source_as_a_whole() {
    let (mut stage, _) = open();
    stage.do_now(Command::Select(Selection::action(id("leaves"))));
    assert!(has(&stage, "⚠ passage lost"));
    stage.click_on("Add claim");
    stage.work();
    let told = "(no passage: the source as a whole)";
    assert!(has(&stage, told), "{:#?}", stage.labels());
    // It rests on something again, and nobody has to look for words.
    assert!(!has(&stage, "⚠ passage lost"));
    assert!(
        has(&stage, "⚠ 2 passages need you"),
        "{:#?}",
        stage.labels()
    );
}

#[test]
fn what_is_found_out_stops_nothing_that_somebody_is_doing() {
    let (mut stage, path) = open();
    let before = stage.place("board");
    let (at, to) = (stage.at("board"), stage.at("board") + vec2(60.0, 40.0));
    stage.drag(PointerButton::Primary, at, to);
    let dragged = stage.drawn("board");
    assert!(dragged.x > before.x + 10.0);
    // Meanwhile the text loses what an action cites.
    let letter = path.with_file_name("letter.md");
    fs::write(letter, LETTER.replace("wrote a long letter", "sang")).expect("writable");
    stage.frame(vec![Event::WindowFocused(false)]);
    stage.frame(vec![Event::WindowFocused(true)]);
    stage.work();
    assert!(stage.doc().lost.all().contains(&id("writes")));
    assert!(
        stage.drawn("board").distance(dragged) < 1.0,
        "it is still held"
    );
    stage.drop(PointerButton::Primary, to);
    assert_eq!(stage.steps(), 1);
    assert!(stage.place("board").x > before.x + 10.0);
}
