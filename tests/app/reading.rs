//! The text beside the canvas: its marks, its words, and its links with the
//! canvas both ways.

use dramatis::app::{Action, Command, Settings};
use dramatis::edit::Selection;
use dramatis::model::ActionId;
use eframe::egui::accesskit::Role;
use eframe::egui::{Event, Key, MouseWheelUnit, OutputCommand, PointerButton, Pos2, Rect, vec2};
use egui_kittest::kittest::{NodeT, Queryable, by};

use crate::stage::{CTRL, SHIFT, Setup, Stage};

/// A window with a text in it.
pub fn open(graph: &str) -> Stage {
    let mut setup = Setup::default();
    setup.settings.reading.shown = true;
    let mut stage = Stage::open_with(graph, setup);
    stage.work();
    stage
}

/// Everything of a role that is told of the text in view: its name, and where it
/// is.
fn told(stage: &Stage, role: Role) -> Vec<(String, Rect)> {
    let nodes = stage.harness.query_all(by().role(role));
    let named = nodes.filter_map(|n| Some((n.accesskit_node().label()?, n.rect())));
    named.collect()
}

/// Where a sentence stands in view that begins so.
fn sentence(stage: &Stage, begins: &str) -> Option<Rect> {
    let all = told(stage, Role::Paragraph);
    all.into_iter()
        .find(|(label, _)| label.starts_with(begins))
        .map(|(_, rect)| rect)
}

/// Where a passage stands in view that holds such words.
fn passage(stage: &Stage, words: &str) -> Option<Rect> {
    let all = told(stage, Role::Mark);
    all.into_iter()
        .find(|(label, _)| label.contains(words))
        .map(|(_, rect)| rect)
}

/// How a sentence stands, in words.
fn state(stage: &Stage, begins: &str) -> String {
    let nodes = stage.harness.query_all(by().role(Role::Paragraph));
    let mut nodes = nodes.map(|n| n.accesskit_node());
    let found = nodes.find(|n| n.label().is_some_and(|l| l.starts_with(begins)));
    found
        .and_then(|n| n.description())
        .unwrap_or_else(|| panic!("{begins} is not in view"))
}

fn text(stage: &Stage) -> String {
    let source = stage.app().reader().source().expect("a text").clone();
    stage.ws().texts()[&source].text().to_owned()
}

/// The words that are selected.
fn chosen(stage: &Stage) -> String {
    let chosen = stage.app().reader().chosen();
    chosen.map_or_else(String::new, |c| text(stage)[c.bytes].to_owned())
}

/// The text, as far as it can be seen.
fn panel(stage: &Stage) -> Rect {
    let nodes = stage.harness.query_all(by().role(Role::Document));
    nodes.into_iter().next().expect("a text").rect()
}

/// A point on the first row of a paragraph.
fn first_row(rect: Rect) -> Pos2 {
    rect.left_top() + vec2(6.0, 10.0)
}

/// A point on a passage that holds such words: where the pointer lights it.
fn on_passage(stage: &mut Stage, words: &str) -> Pos2 {
    let rect = passage(stage, words).unwrap_or_else(|| panic!("{words} is not in view"));
    let quotes = |id: &ActionId| {
        let claims = &stage.doc().graph.action(id).expect("there").claims;
        claims.iter().any(|c| c.quote.contains(words))
    };
    let cited: Vec<ActionId> = {
        let ids = stage.doc().graph.links().map(|l| l.action.id.clone());
        ids.filter(quotes).collect()
    };
    let mut y = rect.top() + 8.0;
    while y < rect.bottom() {
        let mut x = rect.left() + 4.0;
        while x < rect.right() {
            stage.hover(Pos2::new(x, y));
            let lit = stage.app().reader().lit();
            if lit.is_some_and(|lit| cited.iter().any(|id| lit.contains(id))) {
                return Pos2::new(x, y);
            }
            x += 9.0;
        }
        y += 9.0;
    }
    panic!("nothing lights {words}");
}

fn an_action(stage: &Stage) -> ActionId {
    let graph = &stage.doc().graph;
    let cited = graph
        .links()
        .find(|l| l.action.claims.iter().any(|c| c.quote.len() > 20));
    cited.expect("cited").action.id.clone()
}

/// The action that was entered last into the text: its passage is far down.
fn last_cited(stage: &Stage) -> ActionId {
    let text = text(stage);
    let links = stage.doc().graph.links();
    let at = |id: &ActionId| {
        let claims = &stage.doc().graph.action(id).expect("there").claims;
        claims
            .first()
            .and_then(|c| text.find(&c.quote))
            .unwrap_or(0)
    };
    let ids = links.map(|l| l.action.id.clone());
    ids.max_by_key(|id| at(id)).expect("one")
}

#[test]
fn the_text_is_set_with_its_headings_and_passages() {
    let stage = open("civil-military");
    let headings = told(&stage, Role::Heading);
    assert_eq!(headings[0].0, "The dispute between Trump and Milley");
    assert_eq!(headings[1].0, "The revocation");
    assert!(told(&stage, Role::Paragraph).len() > 6);
    let marks = told(&stage, Role::Mark);
    assert!(marks.len() > 3, "{marks:?}");
    assert!(stage.labels().iter().any(|l| l.contains("sentences cited")));
    let panel = panel(&stage);
    assert!(panel.right() <= stage.canvas_rect().left() + 20.0);
    for (label, rect) in marks {
        assert!(panel.contains_rect(rect), "{label}");
    }
}

#[test]
fn words_are_selected_by_dragging_and_by_clicking() {
    let mut stage = open("civil-military");
    let rect = sentence(&stage, "Each sentence below").expect("in view");
    let start = first_row(rect);
    stage.drag_and_drop(start, start + vec2(120.0, 0.0));
    let words = chosen(&stage);
    assert!(words.starts_with("Each sentence"), "{words:?}");
    assert!(words.ends_with(char::is_alphanumeric), "whole: {words:?}");
    stage.click(start);
    assert_eq!(chosen(&stage), "", "a click lets go of them");
    // Backwards, the word that was pressed first stays in.
    stage.drag_and_drop(start + vec2(60.0, 0.0), start + vec2(10.0, 0.0));
    assert_eq!(chosen(&stage), "Each sentence");
    stage.click(start + vec2(200.0, 0.0));
    stage.double_click(start);
    assert_eq!(chosen(&stage), "Each");
    stage.wait(1.0);
    for _ in 0..3 {
        stage.button(start, PointerButton::Primary, true);
        stage.button(start, PointerButton::Primary, false);
    }
    stage.frames(2);
    let words = chosen(&stage);
    assert!(words.starts_with("Each sentence below says whose claim it is"));
    assert!(words.ends_with("whom the article quotes."), "{words}");
    stage.frame(vec![Event::Copy]);
    let copied = stage.harness.output().platform_output.commands.iter();
    let copied = copied.filter(|c| **c == OutputCommand::CopyText(words.clone()));
    assert_eq!(copied.count(), 1);
    assert_eq!(stage.steps(), 0);
}

#[test]
fn words_are_selected_by_keys() {
    let mut stage = open("civil-military");
    assert!(stage.on_canvas());
    stage.press(Key::F7);
    assert!(
        stage.focused().starts_with("Document Text of "),
        "{}",
        stage.focused()
    );
    stage.press(Key::ArrowDown);
    assert_eq!(
        chosen(&stage),
        "This brief summarises ONE unverified article about living people."
    );
    stage.press(Key::ArrowDown);
    assert_eq!(chosen(&stage), "It takes no side, and it confirms nothing.");
    stage.press_with(SHIFT, Key::ArrowUp);
    assert!(chosen(&stage).starts_with("This brief"));
    stage.press_with(SHIFT, Key::ArrowDown);
    stage.press_with(SHIFT, Key::ArrowDown);
    assert!(
        chosen(&stage).starts_with("It takes no side"),
        "{}",
        chosen(&stage)
    );
    assert!(chosen(&stage).contains("Each sentence below"));
    stage.press_with(SHIFT, Key::ArrowUp);
    stage.press_with(SHIFT, Key::ArrowLeft);
    assert_eq!(chosen(&stage), "It takes no side, and it confirms");
    stage.press(Key::ArrowLeft);
    assert_eq!(chosen(&stage), "It");
    stage.press(Key::ArrowRight);
    assert_eq!(chosen(&stage), "takes");
    // The first Esc lets go of the words, F7 goes back.
    stage.press(Key::Escape);
    assert_eq!(chosen(&stage), "");
    stage.press(Key::F7);
    assert!(stage.on_canvas());
    assert_eq!(stage.steps(), 0);
}

#[test]
fn selected_words_can_be_carried() {
    let mut stage = open("civil-military");
    stage.press(Key::F7);
    stage.press(Key::ArrowDown);
    let rect = sentence(&stage, "This brief").expect("in view");
    let from = first_row(rect);
    let excerpt = stage.app().reader().chosen().expect("words");
    stage.drag(PointerButton::Primary, from, stage.canvas_rect().center());
    let carried = eframe::egui::DragAndDrop::payload::<dramatis::app::Excerpt>(&stage.harness.ctx);
    assert_eq!(carried.as_deref(), Some(&excerpt));
    stage.drop(PointerButton::Primary, stage.canvas_rect().center());
    assert_eq!(
        stage.app().reader().chosen(),
        Some(excerpt),
        "still selected"
    );
    assert!(!eframe::egui::DragAndDrop::has_any_payload(
        &stage.harness.ctx
    ));
}

#[test]
fn a_passage_lights_its_actions_on_the_canvas_and_a_click_selects_them() {
    let mut stage = open("civil-military");
    let draws = stage.app().canvas().draws();
    let at = on_passage(&mut stage, "security clearance");
    stage.frames(20);
    let lit = stage.app().reader().lit().expect("lit").clone();
    assert!(stage.app().canvas().draws() > draws, "the rest grows quiet");
    let resting = stage.app().canvas().draws();
    stage.hover(at + vec2(1.0, 0.0));
    stage.frames(3);
    assert_eq!(stage.app().canvas().draws(), resting, "nothing new to draw");
    stage.click(at);
    let selected = stage.ws().selection().actions.clone();
    assert!(!selected.is_empty() && selected.is_subset(&lit));
    stage.hover(stage.canvas_rect().right_bottom() - vec2(5.0, 5.0));
    stage.frames(2);
    assert!(stage.app().reader().lit().is_none());
    assert_eq!(stage.steps(), 0);
}

#[test]
fn the_camera_goes_to_what_is_clicked_only_when_it_is_out_of_view() {
    let mut stage = open("civil-military");
    let at = on_passage(&mut stage, "security clearance");
    let before = stage.app().canvas().camera();
    stage.click(at);
    assert!(!stage.ws().selection().is_empty());
    assert_eq!(stage.app().canvas().camera(), before, "it is in view");
    stage.do_now(Command::Select(Selection::default()));
    // Far off, where nothing is.
    let middle = stage.canvas_rect().center();
    for _ in 0..4 {
        let to = middle + vec2(300.0, 380.0);
        stage.drag(PointerButton::Middle, middle, to);
        stage.drop(PointerButton::Middle, to);
    }
    let away = stage.app().canvas().camera();
    assert_ne!(away, before);
    stage.click(at);
    stage.frames(3);
    assert_ne!(stage.app().canvas().camera(), away);
    let id = stage.ws().selection().actions.first().expect("one").clone();
    assert!(stage.app().canvas().is_in_view(&id));
    // From so near that nobody could see who does it, to both its ends.
    stage.do_now(Command::Select(Selection::default()));
    let corner = stage.canvas_rect().left_top() + vec2(30.0, 30.0);
    stage.hover(corner);
    for _ in 0..40 {
        stage.wheel(MouseWheelUnit::Line, vec2(0.0, 5.0));
        stage.frames(1);
    }
    assert!(stage.app().canvas().camera().zoom > 5.0);
    assert!(!stage.app().canvas().is_in_view(&id));
    stage.click(at);
    stage.frames(3);
    let link = stage.doc().graph.link(&id).expect("there");
    let ends = [link.from.clone(), link.to.clone()];
    assert!(stage.app().canvas().are_in_view(&ends));
    assert!(stage.app().canvas().camera().zoom >= 0.5);
}

#[test]
fn what_is_selected_elsewhere_comes_into_view() {
    let mut stage = open("civil-military");
    let id = last_cited(&stage);
    let quote = stage.doc().graph.action(&id).expect("there").claims[0]
        .quote
        .clone();
    let words: String = quote
        .split_whitespace()
        .take(5)
        .collect::<Vec<_>>()
        .join(" ");
    assert!(passage(&stage, &words).is_none(), "it is far down");
    stage.do_now(Command::Select(Selection::action(id)));
    stage.frames(2);
    assert!(passage(&stage, &words).is_some(), "{words}");
    // What is in view already stays where it is.
    let before = passage(&stage, &words);
    let again = stage.ws().selection().clone();
    stage.do_now(Command::Select(again));
    assert_eq!(passage(&stage, &words), before);
}

#[test]
fn the_next_unmapped_sentence_and_what_is_not_relevant() {
    let mut stage = open("civil-military");
    let before = stage.doc().clone();
    stage.press(Key::N);
    stage.work();
    let first = chosen(&stage);
    let begins: String = first.chars().take(24).collect();
    assert_eq!(state(&stage, &begins), "not cited yet");
    stage.press(Key::N);
    stage.work();
    let second = chosen(&stage);
    assert_ne!(first, second);
    stage.press_with(SHIFT, Key::N);
    stage.work();
    assert_eq!(chosen(&stage), first);
    stage.press(Key::X);
    stage.work();
    assert_eq!(stage.steps(), 1);
    assert!(
        stage.last_step().ends_with("not relevant"),
        "{}",
        stage.last_step()
    );
    assert_eq!(state(&stage, &begins), "not relevant");
    assert!(
        stage
            .labels()
            .iter()
            .any(|l| l.ends_with("cited, 1 not relevant"))
    );
    stage.press(Key::N);
    stage.work();
    assert_eq!(chosen(&stage), second, "it is not asked about again");
    stage.press_with(CTRL, Key::Z);
    stage.work();
    stage.is_as(&before);
    assert_eq!(state(&stage, &begins), "not cited yet");
    // Several at once are one step; once more takes it back.
    stage.press_with(SHIFT, Key::ArrowUp);
    stage.press(Key::X);
    stage.work();
    assert_eq!(stage.steps(), 1);
    let source = stage.app().reader().source().expect("one").clone();
    assert_eq!(stage.doc().sources[&source].not_relevant.len(), 2);
    stage.press(Key::X);
    stage.work();
    stage.is_as(&before);
}

#[test]
fn claims_are_looked_up_again_only_when_they_have_changed() {
    let mut stage = open("civil-military");
    let work = |stage: &Stage| {
        let (cut, looked, ..) = stage.app().reader().work();
        (cut, looked)
    };
    assert_eq!(work(&stage), (1, 1));
    let marks = told(&stage, Role::Mark).len();
    let first = stage.doc().graph.actors().next().expect("one").id.clone();
    let t = dramatis::edit::set_actor(
        stage.doc(),
        &first,
        dramatis::edit::ActorField::Role("somebody".to_owned()),
    );
    stage.do_now(Command::Edit(t, None));
    let id = an_action(&stage);
    let t = dramatis::edit::Transaction::one(
        "reword",
        dramatis::edit::Edit::SetAction {
            id: id.clone(),
            field: dramatis::edit::ActionField::Verb("does".to_owned()),
        },
    );
    stage.do_now(Command::Edit(t, None));
    assert_eq!(work(&stage), (1, 1), "no claim has changed");
    let (cited, quoted) = {
        let seen = told(&stage, Role::Mark)[0].0.clone();
        let quoted = |l: &dramatis::model::Link<'_>| {
            l.action
                .claims
                .iter()
                .any(|c| seen.contains(c.quote.trim()) && !c.quote.is_empty())
        };
        let mut links = stage.doc().graph.links();
        (links.find(quoted).expect("cited").action.id.clone(), seen)
    };
    let mut claim = stage.doc().graph.action(&cited).expect("there").claims[0].clone();
    claim.status = dramatis::model::Status::Retracted;
    let t = dramatis::edit::Transaction::one(
        "retract",
        dramatis::edit::Edit::SetClaim {
            action: cited,
            at: 0,
            claim: Box::new(claim),
        },
    );
    stage.do_now(Command::Edit(t, None));
    stage.work();
    assert_eq!(work(&stage), (1, 2));
    assert_eq!(
        told(&stage, Role::Mark).len(),
        marks - 1,
        "{quoted} is marked no more"
    );
    stage.press_with(CTRL, Key::Z);
    stage.work();
    assert_eq!(told(&stage, Role::Mark).len(), marks);
}

#[test]
fn it_is_zoomed_by_keys_and_wheel_and_its_width_is_kept() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("settings.ron");
    let setup = || {
        let mut settings = Settings::kept_in(&path);
        settings.reduced_motion = true;
        Setup {
            settings,
            ..Setup::default()
        }
    };
    let mut stage = Stage::open_with("civil-military", setup());
    stage.press(Key::R);
    stage.press(Key::F7);
    let usual = told(&stage, Role::Heading)[0].1.height();
    let camera = stage.app().canvas().camera();
    stage.press_with(CTRL, Key::Plus);
    stage.press_with(CTRL, Key::Plus);
    assert!(told(&stage, Role::Heading)[0].1.height() > usual);
    assert_eq!(
        stage.app().canvas().camera(),
        camera,
        "the canvas is not zoomed"
    );
    assert!(stage.app().settings().reading.zoom > 1.1);
    // No larger than words fit in a line; from there it goes back at once.
    for _ in 0..40 {
        stage.press_with(CTRL, Key::Plus);
    }
    let most = stage.app().settings().reading.zoom;
    assert!((1.3..3.0).contains(&most), "{most}");
    stage.press_with(CTRL, Key::Minus);
    assert!(stage.app().settings().reading.zoom < most);
    stage.press_with(CTRL, Key::Num0);
    assert_eq!(stage.app().settings().reading.zoom, 1.0);
    let before = stage.app().reader().width();
    let grip = panel(&stage).right_center() + vec2(10.0, 0.0);
    stage.drag_and_drop(grip, grip + vec2(150.0, 0.0));
    let width = stage.app().reader().width();
    assert!(width > before + 100.0, "{width}");
    let again = Stage::open_with("civil-military", setup());
    assert!((again.app().reader().width() - width).abs() < 1.0);
    std::fs::write(&path, "(reading: (shown: true, width: 1e30, zoom: -3))").expect("written");
    let mut stage = Stage::open_with("civil-military", setup());
    stage.frames(2);
    assert!(stage.canvas_rect().width() > 200.0);
    assert!(!told(&stage, Role::Heading).is_empty());
}

#[test]
fn without_a_text_it_says_so() {
    let mut setup = Setup::default();
    setup.settings.reading.shown = true;
    let doc = dramatis::model::Document::new();
    let ws = dramatis::app::Workspace::of_document(doc);
    let mut stage = Stage::new(ws, setup);
    assert!(
        stage
            .labels()
            .iter()
            .any(|l| l.starts_with("No source of this document"))
    );
    assert!(stage.app().reader().chosen().is_none());
    stage.press(Key::N);
    stage.work();
    assert!(stage.ws().notice.clone().is_some_and(|n| n.failed));
    stage.press(Key::X);
    stage.work();
    stage.do_now(Action::ToggleReading);
}
