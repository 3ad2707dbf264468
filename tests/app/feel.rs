//! What somebody expects who draws all day.

use dramatis::app::{Action, Command, Settings};
use dramatis::edit::{Edit, Selection, Transaction};
use dramatis::model::{Annotation, Form};
use dramatis::picture;
use eframe::egui::{Event, Key, Modifiers, PointerButton, Pos2};

use crate::stage::{CTRL, NONE, Stage, actor};

const LEFT: PointerButton = PointerButton::Primary;

fn said(stage: &Stage) -> String {
    let notice = stage.ws().notice.clone();
    notice.map(|n| n.text).unwrap_or_default()
}

#[test]
fn keys_let_go_in_the_same_slow_frame_were_held_all_the_same() {
    let mut stage = Stage::open("treaties");
    let opened = stage.doc().clone();
    stage.select("germany");
    let held = Modifiers {
        ctrl: true,
        command: true,
        alt: true,
        ..NONE
    };
    stage.frame(vec![
        Event::ModifiersChanged(CTRL),
        Event::ModifiersChanged(held),
        Event::Copy,
        Event::ModifiersChanged(NONE),
    ]);
    stage.frames(1);
    assert_eq!(said(&stage), "Copied the style: kind State");
    // And the other way round: what is pressed later was not held yet.
    stage.frame(vec![
        Event::ModifiersChanged(CTRL),
        Event::Copy,
        Event::ModifiersChanged(held),
    ]);
    stage.frame(vec![Event::ModifiersChanged(NONE)]);
    assert_eq!(said(&stage), "Copied 1 actor");
    stage.is_as(&opened);
}

#[test]
fn edges_are_those_of_marks_whatever_the_names() {
    let mut stage = Stage::open("treaties");
    let few = ["france", "italy", "united-kingdom"];
    let mut selection = Selection::default();
    selection.actors.extend(few.map(actor));
    stage.do_now(Command::Select(selection));
    stage.do_now(Action::AlignLeft);
    let left = few.map(|id| {
        let graph = &stage.doc().graph;
        let who = graph.actor(&actor(id)).expect("there");
        let [[left, _], _] = picture::mark_box(who, graph.links_of(&who.id).len());
        stage.place(id).x + left
    });
    assert!(left.iter().all(|x| (x - left[0]).abs() < 0.02), "{left:?}");
}

#[test]
fn a_stopped_drag_brings_back_what_was_looked_at() {
    let mut stage = Stage::open("treaties");
    let opened = stage.doc().clone();
    stage.do_now(Action::ZoomIn);
    let before = stage.app().canvas().camera();
    let (from, rect) = (stage.at("germany"), stage.canvas_rect());
    let edge = Pos2::new(rect.left() + 2.0, rect.center().y);
    stage.drag(LEFT, from, edge);
    stage.wait(0.8);
    let moved = stage.app().canvas().camera();
    assert_ne!(moved, before, "the view moves at the edge");
    stage.press(Key::Escape);
    stage.drop(LEFT, edge);
    assert_eq!(stage.app().canvas().camera(), before);
    stage.is_as(&opened);
}

#[test]
fn a_frame_has_no_place_on_a_circle() {
    let mut stage = Stage::open("treaties");
    let few = ["france", "italy", "germany", "russia"];
    let shown = stage.ws().arrangement().name.clone();
    let form = Form::Frame {
        from: [-2_000.0, -2_000.0],
        to: [2_000.0, 2_000.0],
    };
    let id = dramatis::model::AnnotationId::new("all").expect("valid");
    let edit = Edit::SetAnnotation {
        arrangement: shown,
        id: id.clone(),
        annotation: Some(Box::new(Annotation::new(form, "All"))),
    };
    stage.do_now(Command::Edit(Transaction::one("frame", edit), None));
    let mut selection = Selection::annotation(id);
    selection.actors.extend(few.map(actor));
    stage.do_now(Command::Select(selection));
    let before = few.map(|id| stage.place(id));
    stage.do_now(Action::OnCircle);
    let reach = |places: [dramatis::model::Place; 4]| {
        let xs = places.map(|p| p.x);
        xs.iter().fold(f64::MIN, |a, b| a.max(*b)) - xs.iter().fold(f64::MAX, |a, b| a.min(*b))
    };
    let after = few.map(|id| stage.place(id));
    assert_ne!(before, after);
    assert!(reach(after) < 1_500.0, "{after:?}");
}

#[test]
fn a_proposed_name_is_replaced_by_what_is_typed() {
    let mut stage = Stage::open("treaties");
    stage.do_now(Action::FilterKind);
    stage.select("germany");
    stage.do_now(Action::FilterKind);
    stage.do_now(Action::SaveLens);
    stage.write("States");
    stage.press(Key::Enter);
    assert_eq!(stage.doc().lenses[0].name, "States");
    stage.do_now(Action::RenameLens);
    stage.write("All states");
    stage.press(Key::Enter);
    assert_eq!(stage.doc().lenses[0].name, "All states");
    stage.do_now(Action::RenameArrangement);
    stage.write("Europe");
    stage.press(Key::Enter);
    assert_eq!(stage.doc().arrangements[0].name, "Europe");
}

#[test]
fn enter_in_a_filter_goes_back_to_the_graph() {
    let mut stage = Stage::open("treaties");
    stage.press(Key::Slash);
    stage.frames(2);
    stage.click_on("Text");
    stage.frames(3);
    stage.write("zzz");
    stage.press(Key::Enter);
    stage.frames(3);
    let actors = stage.doc().graph.actor_count();
    stage.press_with(CTRL, Key::K);
    stage.frames(2);
    assert!(
        stage.find("Find command").is_some(),
        "keys mean what they mean"
    );
    stage.press(Key::Escape);
    stage.frames(2);
    stage.do_now(Action::ToggleHiding);
    stage.press_with(CTRL, Key::A);
    assert_eq!(said(&stage), "The filters hide everything");
    assert_eq!(stage.doc().graph.actor_count(), actors);
}

#[test]
fn settings_that_cannot_be_read_are_told() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("settings.ron");
    std::fs::write(&path, "(theme: Dark\n reduced_motion: true)").expect("written");
    let mut settings = Settings::kept_in(&path);
    let troubles = settings.take_keys();
    assert_eq!(troubles.len(), 1);
    assert!(troubles[0].contains("line 2"), "{troubles:?}");
    assert!(
        troubles[0].contains("settings.ron.unreadable"),
        "{troubles:?}"
    );
    assert_eq!(settings.take_keys(), Vec::<String>::new(), "once");
    settings.store().expect("kept");
    assert!(path.with_file_name("settings.ron.unreadable").exists());
}

#[test]
fn a_portrait_that_is_not_there_is_told() {
    let mut stage = Stage::open("treaties");
    stage.select("germany");
    stage.retype("Portrait", "nowhere.png");
    stage.press(Key::Enter);
    stage.frames(2);
    let told = stage.labels();
    assert!(
        told.iter().any(|l| l.starts_with("No file of that name")),
        "{told:#?}"
    );
}
