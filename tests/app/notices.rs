//! What is said at the bottom of the window, and how long.

use std::time::Duration;

use dramatis::app::{Action, Command};
use dramatis::edit::Selection;
use eframe::egui::accesskit::Live;
use egui_kittest::kittest::{NodeT, Queryable};

use crate::stage::{Stage, actor};
use crate::view::repaint_delay;

fn notice(stage: &Stage) -> Option<String> {
    stage.ws().notice.as_ref().map(|n| n.text.clone())
}

const FIRST: &str = "Select the actor that acts first, then press C";

#[test]
fn a_message_goes_after_a_while_and_wakes_an_idle_window_once() {
    let mut stage = Stage::open("treaties");
    stage.do_now(Action::Connect);
    assert_eq!(notice(&stage).as_deref(), Some(FIRST));
    let told = stage.harness.get_by_label_contains(FIRST);
    assert_eq!(told.accesskit_node().live(), Live::Assertive);
    stage.frames(60);
    let delay = repaint_delay(&stage);
    let once = Duration::from_secs(4)..Duration::from_secs(7);
    assert!(once.contains(&delay), "{delay:?}");
    stage.frames(360);
    assert_eq!(notice(&stage), None);
    stage.frames(5);
    assert!(repaint_delay(&stage) > Duration::from_secs(60));
}

#[test]
fn the_same_said_again_stays_as_long_as_the_first_time() {
    let mut stage = Stage::open("treaties");
    stage.do_now(Action::Connect);
    stage.frames(330);
    assert_eq!(notice(&stage).as_deref(), Some(FIRST));
    stage.do_now(Action::Connect);
    stage.frames(120);
    assert_eq!(notice(&stage).as_deref(), Some(FIRST));
    let again = stage.ws().notice.clone().expect("said");
    stage.frames(180);
    stage.do_now(Command::Notice(again));
    stage.frames(180);
    assert_eq!(notice(&stage).as_deref(), Some(FIRST));
    stage.frames(240);
    assert_eq!(notice(&stage), None);
}

#[test]
fn a_message_goes_with_the_next_thing_that_is_done() {
    let mut stage = Stage::open("treaties");
    let someone = stage.doc().graph.actors().next().expect("one").id.clone();
    stage.do_now(Action::Connect);
    assert_eq!(notice(&stage).as_deref(), Some(FIRST));
    // Looking closer is no answer to it.
    stage.do_now(Action::ZoomIn);
    assert_eq!(notice(&stage).as_deref(), Some(FIRST));
    let one = Selection::actor(actor(someone.as_str()));
    stage.do_now(Command::Select(one));
    assert_eq!(notice(&stage), None);
}

#[test]
fn how_to_go_on_is_said_as_long_as_one_can() {
    let mut stage = Stage::open("treaties");
    let someone = stage.doc().graph.actors().next().expect("one").id.clone();
    stage.do_now(Command::Select(Selection::actor(someone)));
    stage.do_now(Action::Connect);
    let hint = notice(&stage).expect("said");
    stage.frames(600);
    assert_eq!(notice(&stage), Some(hint));
    stage.do_now(Action::SelectNone);
    assert_eq!(notice(&stage), None);
}

#[test]
fn what_fails_while_nobody_waits_for_it_stays() {
    let mut stage = Stage::open("treaties");
    stage.do_now(Command::OpenFile(stage.path.with_file_name("nowhere.ron")));
    stage.work();
    let told = notice(&stage).expect("it could not be opened");
    assert!(stage.ws().notice.as_ref().is_some_and(|n| n.failed));
    stage.frames(1200);
    assert_eq!(notice(&stage), Some(told));
    stage.do_now(Action::Undo);
    assert!(notice(&stage).is_none_or(|text| text == "There is nothing to undo"));
}
