//! Coding passages of all sorts: names that are nearly known, words over several
//! paragraphs or with marks of Markdown in them, and verbs that tell a stance.

use std::fs;

use dramatis::app::{Action, Command, Excerpt, Workspace};
use dramatis::model::{Actor, ActorId, ActorKind, Claim, Claimant, Outcome, Passage, TextIndex};
use dramatis::picture::Receipt;
use eframe::egui::accesskit::Role;
use eframe::egui::{Key, PointerButton, Vec2};

use egui_kittest::kittest::{NodeT, Queryable, by};

use crate::coding::{drag_words, words};
use crate::stage::{ALT, NONE, SHIFT, Setup, Stage, says};

pub const VERB: &str = "Verb of the new action";

const DOCUMENT: &str = r#"Dramatis(
    version: 3,
    actors: {
        "bergman": (name: "Anna Bergman", kind: Person),
        "board": (name: "Harbour Board", kind: Institution),
        "rell": (name: "Tomas Rell", kind: Person, aliases: ["Captain Hook"]),
    },
    actions: {},
    sources: {
        "news": (title: "The news", file: "news.md"),
    },
    arrangements: [(name: "All", places: {
        "bergman": (x: 0.0, y: 0.0),
        "board": (x: 400.0, y: 0.0),
        "rell": (x: 0.0, y: 400.0),
    })],
)
"#;

const NEWS: &str = "# News\n\nThe **Harbour Board** sued [Tomas\nRell](https://example.org/rell_(tomas)) \
    for _grave_ errors. It rained.\n\nThe next day, Rell praised the *board*.\n\n## More\n\n\
    Councilwoman Ode met the Fishing Authority.\n\n## Answers\n\n\
    Rell denies that the Harbour Board sued him. Anna Bergman disputes this.\n";

pub fn open() -> Stage {
    open_as(DOCUMENT)
}

fn open_as(document: &str) -> Stage {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("a.ron");
    fs::write(&path, document).expect("writable");
    fs::write(folder.path().join("news.md"), NEWS).expect("writable");
    let mut stage = Stage::new(Workspace::open(&path).expect("opens"), Setup::default());
    (stage.folder, stage.path) = (Some(folder), path);
    stage.work();
    stage
}

/// The text from some words up to and with others.
pub fn from(stage: &Stage, first: &str, last: &str) -> Excerpt {
    let first = words(stage, first);
    Excerpt {
        bytes: first.bytes.start..words(stage, last).bytes.end,
        ..first
    }
}

pub fn code(stage: &mut Stage, excerpt: Excerpt) {
    stage.do_now(Command::Code(excerpt, None));
    let notice = stage.ws().notice.clone();
    assert!(stage.value_of(VERB).is_some(), "{notice:?}");
}

/// The stance that the form has.
fn stance(stage: &Stage) -> String {
    let group = by().role(Role::RadioGroup).label("Stance");
    let node = stage.harness.get(group);
    node.accesskit_node().value().unwrap_or_default()
}

/// Who acts, what is done, and to whom, of the action that was coded last.
pub fn coded(stage: &Stage) -> (String, String, String, f64) {
    let id = stage.ws().selection().actions.first().expect("selected");
    let link = stage.doc().graph.link(id).expect("there");
    let name = |id: &ActorId| stage.doc().graph.actor(id).expect("there").name.clone();
    let action = link.action;
    let stance = action.stance.value();
    (name(link.from), action.verb.clone(), name(link.to), stance)
}

pub fn claim(stage: &Stage) -> &Claim {
    let id = stage.ws().selection().actions.first().expect("selected");
    let action = stage.doc().graph.action(id).expect("there");
    action.claims.last().expect("one")
}

/// Where the words of the last claim are found.
fn found(stage: &Stage) -> &str {
    let claim = claim(stage);
    let text = &stage.ws().texts()[&claim.source];
    let passage = Passage {
        anchor: &claim.anchor,
        words: &claim.quote,
        spot: claim.spot.as_deref(),
    };
    match TextIndex::new(text).reanchor(&[passage]).remove(0) {
        Outcome::Exact {
            standing,
            moved: false,
        } => &text.text()[standing.bytes],
        other => panic!("{}: {other:?}", claim.quote),
    }
}

// ---- names

#[test]
fn a_new_name_that_begins_a_known_one_is_never_taken_for_it_unseen() {
    let mut stage = open();
    let before = stage.doc().clone();
    let whole = words(&stage, "It rained.");
    code(&mut stage, whole.clone());
    stage.press_with(SHIFT, Key::Tab);
    stage.retype("From", "Anna Berg");
    stage.retype("To", "board");
    stage.retype(VERB, "meets");
    stage.press(Key::Enter);
    // Nothing is made yet: it is shown who that would be, and asked.
    stage.is_as(&before);
    assert_eq!(stage.value_of("From").as_deref(), Some("Anna Bergman"));
    assert!(
        says(&stage, "Nobody is called “Anna Berg” yet."),
        "{:#?}",
        stage.labels()
    );
    // One key away.
    stage.press(Key::ArrowUp);
    assert_eq!(stage.value_of("From").as_deref(), Some("Anna Berg"));
    stage.press(Key::Enter);
    assert_eq!(coded(&stage).0, "Anna Berg");
    assert_eq!(stage.doc().graph.actor_count(), 4);
    stage.do_now(Action::Undo);
    stage.is_as(&before);
    // The other way: Enter again takes who is known.
    code(&mut stage, whole);
    stage.retype("From", "Anna Berg");
    stage.retype("To", "board");
    stage.retype(VERB, "meets");
    stage.press(Key::Enter);
    stage.press(Key::Enter);
    assert_eq!(coded(&stage).0, "Anna Bergman");
    assert_eq!(stage.doc().graph.actor_count(), 3);
}

#[test]
fn what_begins_a_known_name_means_whoever_is_known() {
    let mut stage = open();
    let whole = words(&stage, "Councilwoman Ode met the Fishing Authority.");
    code(&mut stage, whole);
    assert_eq!(stage.value_of("From").as_deref(), Some("Ode"));
    assert!(
        says(&stage, "new person “Ode”, Councilwoman"),
        "{:#?}",
        stage.labels()
    );
    assert!(says(&stage, "new institution “Fishing Authority”"));
    // Letters to look for are completed at once; an alias will do.
    stage.retype("From", "anna");
    stage.retype("To", "hook");
    stage.press(Key::Enter);
    let told = coded(&stage);
    assert_eq!(
        (told.0.as_str(), told.2.as_str()),
        ("Anna Bergman", "Tomas Rell")
    );
}

#[test]
fn an_author_who_is_an_actor_says_so_as_that_actor_at_once() {
    let by = r#"author: "Anna Bergman", file: "news.md""#;
    let mut stage = open_as(&DOCUMENT.replace(r#"file: "news.md""#, by));
    let whole = words(&stage, "Councilwoman Ode met the Fishing Authority.");
    code(&mut stage, whole);
    stage.press(Key::Enter);
    let bergman = ActorId::new("bergman").expect("valid");
    assert_eq!(claim(&stage).by, Claimant::Actor(bergman));
}

#[test]
fn titles_are_roles_of_whoever_is_new() {
    let mut stage = open();
    let whole = words(&stage, "Councilwoman Ode met the Fishing Authority.");
    code(&mut stage, whole);
    stage.press(Key::Enter);
    assert_eq!(
        coded(&stage),
        (
            "Ode".into(),
            "meets".into(),
            "Fishing Authority".into(),
            0.0
        )
    );
    let ode = stage
        .doc()
        .graph
        .actor(&ActorId::new("ode").expect("valid"));
    let ode = ode.expect("made");
    assert_eq!(
        (ode.kind, ode.role.as_str()),
        (ActorKind::Person, "Councilwoman")
    );
    let kinds: Vec<ActorKind> = stage.doc().graph.actors().map(|a: &Actor| a.kind).collect();
    assert_eq!(
        kinds
            .iter()
            .filter(|k| **k == ActorKind::Institution)
            .count(),
        2
    );
}

// ---- stance

#[test]
fn the_stance_is_guessed_by_the_verb_and_one_key_says_otherwise() {
    let mut stage = open();
    let guess = "guessed by the verb";
    let sued = from(&stage, "Harbour Board", "grave_ errors.");
    code(&mut stage, sued.clone());
    assert_eq!(stance(&stage), "−0.7 hostile");
    assert!(says(&stage, guess), "{:#?}", stage.labels());
    // It follows the verb as that is typed.
    stage.retype(VERB, "met");
    assert_eq!(stance(&stage), "0 neutral");
    assert!(!says(&stage, guess));
    stage.retype(VERB, "praised");
    assert_eq!(stance(&stage), "+0.7 supportive");
    stage.press_with(ALT, Key::Num0);
    assert_eq!(stance(&stage), "0 neutral");
    assert!(!says(&stage, guess), "it is chosen");
    stage.retype(VERB, "attacked");
    assert_eq!(stance(&stage), "0 neutral");
    stage.press(Key::Enter);
    assert_eq!(coded(&stage).3, 0.0);
    // Untouched, the guess is taken.
    code(&mut stage, sued);
    stage.retype("To", "rell");
    stage.press_with(NONE, Key::Enter);
    assert_eq!(coded(&stage).3, -0.7);
}

// ---- words

#[test]
fn words_are_quoted_as_they_are_shown_and_found_where_they_stand() {
    let mut stage = open();
    let excerpt = from(&stage, "Harbour Board", "errors.");
    code(&mut stage, excerpt);
    let shown = "Harbour Board sued Tomas Rell for grave errors.";
    assert!(says(&stage, &format!("“{shown}”")), "{:#?}", stage.labels());
    stage.retype(VERB, "sued");
    stage.press(Key::Enter);
    assert_eq!(claim(&stage).quote, shown);
    let raw =
        "Harbour Board** sued [Tomas\nRell](https://example.org/rell_(tomas)) for _grave_ errors.";
    assert_eq!(found(&stage), raw);
    let id = stage.ws().selection().actions.first().expect("selected");
    let link = stage.doc().graph.link(id).expect("there");
    assert_eq!(Receipt::of(stage.doc(), link).said[0].quote, shown);
    assert!(says(&stage, "✔ found in the text"), "{:#?}", stage.labels());
}

#[test]
fn words_over_several_paragraphs_are_cited_coded_and_marked_in_all() {
    let mut stage = open();
    stage.press(Key::F7);
    stage.work();
    let excerpt = from(
        &stage,
        "It rained.",
        "Councilwoman Ode met the Fishing Authority.",
    );
    code(&mut stage, excerpt.clone());
    stage.retype("From", "rell");
    stage.retype("To", "board");
    stage.retype(VERB, "praised");
    stage.press(Key::Enter);
    stage.work();
    let quote = "It rained.\n\nThe next day, Rell praised the board.\n\n## More\n\n\
        Councilwoman Ode met the Fishing Authority.";
    // The mark of the heading is needed to find it again.
    let quoted = &claim(&stage).quote;
    assert_eq!(quoted.replace("*board*", "board"), quote);
    assert_eq!(claim(&stage).anchor, "top/1");
    assert_eq!(found(&stage), &NEWS[excerpt.bytes.clone()]);
    assert!(says(&stage, "✔ found in the text"), "{:#?}", stage.labels());
    let marks = stage.labels();
    for part in [
        "It rained.",
        "The next day, Rell praised",
        "Councilwoman Ode met",
    ] {
        let marked = marks
            .iter()
            .any(|l| l.contains(part) && l.contains("praised"));
        assert!(marked, "{part}: {marks:#?}");
    }
    // Not from within a heading.
    let heading = from(&stage, "More", "Authority.");
    let before = stage.doc().clone();
    stage.do_now(Command::Code(heading, None));
    assert!(stage.value_of(VERB).is_none());
    stage.is_as(&before);
}

// ---- dropped on the canvas

#[test]
fn words_go_to_the_line_that_is_near_and_it_is_shown_before() {
    let mut stage = open();
    let excerpt = from(&stage, "Harbour Board", "errors.");
    let action = {
        code(&mut stage, excerpt);
        stage.retype(VERB, "meets");
        stage.press(Key::Enter);
        stage
            .ws()
            .selection()
            .actions
            .first()
            .expect("made")
            .clone()
    };
    let line = stage.on_line(&action).expect("a free spot");
    // Ten points beside it: too far to be pointed at.
    let beside = [
        Vec2::new(0.0, 10.0),
        Vec2::new(0.0, -10.0),
        Vec2::new(10.0, 0.0),
    ];
    let near = beside
        .map(|by| line + by)
        .into_iter()
        .find(|at| stage.topmost(stage.under(*at)).is_none());
    let near = near.expect("bare paper");
    drag_words(&mut stage, "It rained.", near);
    assert!(
        says(&stage, "Cite for: Harbour Board meets"),
        "{:#?}",
        stage.labels()
    );
    let lit = dramatis::picture::Shows::Action(action.clone());
    assert_eq!(stage.app().canvas().hovered(), Some(&lit), "it is lit");
    stage.drop(PointerButton::Primary, near);
    stage.frames(2);
    assert_eq!(
        stage
            .doc()
            .graph
            .action(&action)
            .expect("there")
            .claims
            .len(),
        2
    );
    assert_eq!(claim(&stage).quote, "It rained.");
}

#[test]
fn a_name_that_was_changed_meanwhile_is_asked_about_anew() {
    let mut stage = open();
    let whole = words(&stage, "It rained.");
    code(&mut stage, whole);
    stage.retype("From", "Anna");
    stage.retype("To", "rell");
    stage.retype(VERB, "meets");
    stage.press(Key::Enter);
    assert!(says(&stage, "Nobody is called “Anna” yet."));
    // Typed on, it is somebody else's business.
    stage.retype("From", "Anna Bergman");
    assert!(!says(&stage, "Nobody is called"));
    stage.press(Key::Enter);
    assert_eq!(coded(&stage).0, "Anna Bergman");
}
