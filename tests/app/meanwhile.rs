//! What is typed, moved or written while something else begins: nothing of it
//! is lost.

use std::path::Path;

use dramatis::app::{Action, Command};
use eframe::egui::{Key, PointerButton, vec2};

use crate::stage::{CTRL, Setup, Stage, actor, copy_of};

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).expect("there")
}

fn role(stage: &Stage) -> &str {
    &stage
        .doc()
        .graph
        .actor(&actor("italy"))
        .expect("there")
        .role
}

#[test]
fn a_document_that_arrives_late_asks_before_it_replaces_changes() {
    for answer in ["Cancel", "Don’t save", "Save"] {
        let (_other, file) = copy_of("civil-military");
        let mut stage = Stage::open("treaties");
        let start = read(&stage.path);
        stage.do_now(Action::ShowKeys);
        // With a question in front, what arrives waits.
        stage.do_now(Command::OpenFile(file));
        stage.work();
        assert!(stage.doc().title.contains("alliances"));
        stage.do_now(Command::Select(dramatis::edit::Selection::actor(actor(
            "italy",
        ))));
        let t = dramatis::edit::set_actor(
            stage.doc(),
            &actor("italy"),
            dramatis::edit::ActorField::Role("Regno".into()),
        );
        stage.do_now(Command::Edit(t, None));
        stage.press(Key::Escape);
        stage.frames(3);
        assert_eq!(role(&stage), "Regno");
        assert!(stage.find("Don’t save").is_some(), "it asks");
        stage.click_on(answer);
        stage.frames(3);
        let replaced = stage.doc().title.contains("ilitary");
        assert_eq!(replaced, answer != "Cancel", "{answer}");
        assert_eq!(read(&stage.path) != start, answer == "Save", "{answer}");
        assert!(stage.find("Don’t save").is_none());
        if answer == "Cancel" {
            stage.frames(5);
            assert_eq!(role(&stage), "Regno");
            assert!(stage.title().starts_with('•'));
        }
    }
}

#[test]
fn changes_let_go_beforehand_are_not_asked_about_again() {
    let (_other, file) = copy_of("civil-military");
    let mut stage = Stage::open("treaties");
    let at = stage.at("serbia");
    stage.drag_and_drop(at, at + vec2(-30.0, 20.0));
    stage.do_now(Command::OpenFile(file));
    stage.click_on("Don’t save");
    stage.work();
    assert!(stage.doc().title.contains("ilitary"));
    assert!(stage.find("Don’t save").is_none());
}

#[test]
fn only_the_newest_request_counts() {
    let (_one, first) = copy_of("civil-military");
    let (_two, second) = copy_of("treaties");
    let mut stage = Stage::open("treaties");
    let ctx = stage.harness.ctx.clone();
    let app = stage.harness.state_mut();
    app.apply(&ctx, Command::OpenFile(first.clone()));
    app.apply(&ctx, Command::OpenFile(second.clone()));
    stage.work();
    assert_eq!(stage.ws().path(), Some(second.as_path()));
    let app = stage.harness.state_mut();
    app.apply(&ctx, Command::OpenFile(first));
    app.apply(&ctx, Action::New.into());
    stage.work();
    assert_eq!(stage.ws().path(), None, "an empty one was asked for last");
}

#[test]
fn what_arrives_in_the_middle_of_a_drag_waits_for_its_end() {
    let (_other, file) = copy_of("civil-military");
    let mut stage = Stage::open("treaties");
    let at = stage.at("serbia");
    stage.drag(PointerButton::Primary, at, at + vec2(-40.0, 20.0));
    stage.do_now(Command::OpenFile(file));
    stage.work();
    stage.drop(PointerButton::Primary, at + vec2(-40.0, 20.0));
    assert_eq!(stage.steps(), 1);
    assert!(stage.find("Don’t save").is_some());
}

#[test]
fn what_cannot_be_saved_as_it_stands_stays_and_is_said() {
    let mut stage = Stage::open("treaties");
    stage.click(stage.at("italy"));
    stage.press(Key::Period);
    stage.retype("Date", "Some day");
    stage.press_with(CTRL, Key::S);
    assert_eq!(stage.value_of("Date").as_deref(), Some("Some day"));
    let notice = stage.ws().notice.clone().expect("says so");
    assert!(
        notice.failed && notice.text.contains("Date “Some day”"),
        "{notice:?}"
    );
    let why = notice.text.rsplit("”: ").next().expect("a reason");
    assert!(stage.labels().iter().any(|l| l == why), "below the field");
    // Selecting something else keeps it, too, and coming back shows it.
    let action = stage.ws().selection().clone();
    stage.click(stage.at("serbia"));
    assert!(stage.ws().notice.as_ref().is_some_and(|n| n.failed));
    stage.do_now(Command::Select(action));
    assert_eq!(stage.value_of("Date").as_deref(), Some("Some day"));
    // Closing would lose it: it asks.
    stage.ask_to_close();
    assert!(!stage.app().is_closing());
    assert!(stage.labels().iter().any(|l| l.contains("Date “Some day”")));
    stage.click_on("Cancel");
    stage.retype("Date", "2021-01");
    stage.press_with(CTRL, Key::S);
    assert!(stage.ws().notice.as_ref().is_some_and(|n| !n.failed));
    assert!(read(&stage.path).contains("2021-01"));
}

#[test]
fn names_being_typed_are_saved_too() {
    let mut stage = Stage::open("treaties");
    stage.click(stage.at("italy"));
    stage.press(Key::F2);
    stage.press_with(CTRL, Key::A);
    stage.write("Regno d'Italia");
    stage.press_with(CTRL, Key::S);
    assert!(read(&stage.path).contains("Regno d'Italia"));
    assert!(!stage.title().starts_with('•'));
    assert!(!stage.app().canvas().is_naming());
    assert_eq!(stage.steps(), 1);
    // A new actor's.
    stage.press(Key::E);
    stage.write("Malta");
    stage.press_with(CTRL, Key::S);
    assert!(read(&stage.path).contains("Malta"));
    stage.frames(3);
    assert_eq!(stage.steps(), 2, "once");
    // An arrangement's, in its tab.
    stage.do_now(Action::NewArrangement);
    stage.press_with(CTRL, Key::A);
    stage.write("By year");
    stage.press_with(CTRL, Key::S);
    assert!(read(&stage.path).contains("By year"));
    assert!(!stage.title().starts_with('•'));
}

#[test]
fn what_is_typed_in_the_dialog_of_details_counts_when_closing() {
    let mut stage = Stage::open("treaties");
    let start = read(&stage.path);
    stage.do_now(Action::DocumentDetails);
    stage.press_with(CTRL, Key::A);
    stage.write("Alliances");
    stage.ask_to_close();
    assert!(!stage.app().is_closing());
    assert_eq!(stage.doc().title, "Alliances");
    assert_eq!(read(&stage.path), start);
    stage.click_on("Save");
    assert!(read(&stage.path).contains("Alliances"));
    assert!(stage.was_told_to_close());
    // On the canvas, the same.
    let mut stage = Stage::open("treaties");
    stage.press(Key::E);
    stage.write("Malta");
    stage.ask_to_close();
    assert!(!stage.app().is_closing());
    assert!(stage.find("Don’t save").is_some());
}

/// A window in which a picture is being written.
fn writing(to: &Path) -> Stage {
    let setup = Setup {
        answers: vec![Some(to.to_owned())],
        ..Setup::default()
    };
    let mut stage = Stage::open_with("treaties", setup);
    stage.do_now(Action::Export);
    stage.key_down(crate::stage::NONE, Key::Enter);
    for _ in 0..5 {
        if stage.app().is_busy() {
            return stage;
        }
        stage.frames(1);
    }
    panic!("nothing is written");
}

#[test]
fn closing_waits_for_what_is_being_written() {
    let folder = tempfile::tempdir().expect("a folder");
    let to = folder.path().join("picture.svg");
    let mut stage = writing(&to);
    stage.ask_to_close();
    let cancelled = |c: &_| matches!(c, eframe::egui::ViewportCommand::CancelClose);
    assert!(stage.asked.iter().any(cancelled), "it does not close yet");
    stage.work();
    assert!(read(&to).ends_with("</svg>\n") || read(&to).ends_with("</svg>"));
    assert!(stage.was_told_to_close() && stage.app().is_closing());
    // What cannot be written is said before the window closes.
    let mut stage = writing(&folder.path().join("nowhere/picture.svg"));
    stage.ask_to_close();
    stage.work();
    assert!(!stage.was_told_to_close() && !stage.app().is_closing());
    assert!(stage.find("Copy").is_some());
}

#[test]
fn a_file_that_cannot_be_written_leaves_another_name() {
    let folder = tempfile::tempdir().expect("a folder");
    let other = folder.path().join("mine.ron");
    let setup = Setup {
        answers: vec![Some(other.clone())],
        ..Setup::default()
    };
    let mut stage = Stage::open_with("treaties", setup);
    stage.select("italy");
    stage.press(Key::ArrowRight);
    std::fs::write(&stage.path, "somebody else's").expect("written");
    stage.ask_to_close();
    stage.click_on("Save");
    stage.click_on("Save as…");
    stage.frames(3);
    assert!(read(&other).contains("pin: true"));
    assert!(stage.was_told_to_close(), "it goes on closing");
}
