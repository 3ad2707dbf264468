//! Arrangements: looking at another one, making, naming and deleting them.

use dramatis::app::Action;
use eframe::egui::Key;

use egui_kittest::kittest::Queryable as _;

use crate::stage::{CTRL, Stage};

fn names(stage: &Stage) -> Vec<String> {
    let all = &stage.doc().arrangements;
    all.iter().map(|a| a.name.clone()).collect()
}

fn shown(stage: &Stage) -> &str {
    &stage.ws().arrangement().name
}

#[test]
fn a_tab_switches_in_a_quarter_of_a_second() {
    let mut stage = Stage::moving("civil-military");
    let opened = stage.doc().clone();
    let (overview, camps) = (stage.place("trump"), {
        let camps = stage.doc().arrangement("Camps").expect("shipped");
        camps.places[&crate::stage::actor("trump")]
    });
    let tab = stage.find("Camps").expect("a tab").center();
    stage.click(tab);
    assert_eq!(shown(&stage), "Camps");
    let (mut between, mut frames) = (0, 0);
    while (stage.drawn("trump").x, stage.drawn("trump").y) != (camps.x, camps.y) {
        let at = stage.drawn("trump");
        if (at.x, at.y) != (overview.x, overview.y) {
            between += 1;
        }
        frames += 1;
        assert!(frames < 60, "it ends");
        stage.frames(1);
    }
    assert!(between > 5, "it moves: {between}");
    // The click and its frames count too: about 250 ms in all.
    assert!((8..=18).contains(&frames), "{frames}");
    stage.is_as(&opened);
    // Turned round halfway, it ends where it began.
    stage.press_with(CTRL, Key::PageDown);
    stage.press_with(CTRL, Key::PageUp);
    stage.press_with(CTRL, Key::PageUp);
    stage.frames(40);
    let at = stage.drawn("trump");
    assert_eq!(shown(&stage), "Overview");
    assert_eq!((at.x, at.y), (overview.x, overview.y));
}

#[test]
fn reduced_motion_switches_at_once() {
    let mut stage = Stage::open("civil-military");
    let camps = stage.doc().arrangement("Camps").expect("shipped").clone();
    stage.press_with(CTRL, Key::PageDown);
    assert_eq!(shown(&stage), "Camps");
    for (id, place) in &camps.places {
        let at = stage.drawn(id.as_str());
        assert_eq!((at.x, at.y), (place.x, place.y));
    }
    let rect = stage.canvas_rect().expand(0.5);
    let canvas = stage.app().canvas();
    let bounds = canvas.scene().expect("a small graph").picture.bounds;
    assert!(rect.contains(canvas.to_screen((bounds.x0, bounds.y0).into())));
    assert!(rect.contains(canvas.to_screen((bounds.x1, bounds.y1).into())));
    stage.press_with(CTRL, Key::PageDown);
    assert_eq!(shown(&stage), "Overview", "round and round");
    stage.press_with(CTRL, Key::PageUp);
    assert_eq!(shown(&stage), "Camps");
    assert_eq!(stage.steps(), 0, "looking changes nothing");
}

#[test]
fn arrangements_are_made_named_and_deleted_undoably() {
    let mut stage = Stage::open("civil-military");
    let opened = stage.doc().clone();
    stage.click_on("New arrangement");
    assert_eq!(stage.steps(), 1);
    let new = shown(&stage).to_owned();
    assert_eq!(names(&stage), ["Overview", "Camps", &new]);
    // Its name can be typed at once; Esc keeps the one it has.
    assert!(stage.value_of("Name of the arrangement").is_some());
    stage.write("Nonsense");
    stage.press(Key::Escape);
    assert_eq!(
        names(&stage),
        ["Overview", "Camps", &new],
        "Esc takes nothing"
    );
    assert_eq!(stage.steps(), 1);
    // A drag changes the new one only.
    stage.select("milley");
    stage.press(Key::ArrowDown);
    stage.wait(1.0);
    assert_eq!(stage.doc().arrangements[0], opened.arrangements[0]);
    // There is a menu of that name, too: tabs stand below it.
    let tab = {
        let tabs = stage.harness.query_all_by_label(&new);
        let mut tabs = tabs.map(|n| n.rect().center()).filter(|at| at.y > 30.0);
        tabs.next_back().expect("a tab")
    };
    stage.double_click(tab);
    stage.press_with(CTRL, Key::A);
    stage.write("By rank");
    assert_eq!(
        stage.value_of("Name of the arrangement").as_deref(),
        Some("By rank")
    );
    stage.press(Key::Enter);
    assert_eq!(shown(&stage), "By rank");
    stage.do_now(Action::DuplicateArrangement);
    assert_eq!(names(&stage).len(), 4);
    let copy = shown(&stage).to_owned();
    assert_ne!(copy, "By rank");
    stage.do_now(Action::RenameArrangement);
    stage.press_with(CTRL, Key::A);
    stage.write("Camps");
    stage.press(Key::Enter);
    assert_eq!(names(&stage)[3], copy, "that name is taken");
    stage.press_with(CTRL, Key::A);
    stage.write("By year");
    stage.press(Key::Enter);
    assert!(
        names(&stage).contains(&"By year".to_owned()),
        "{:?}",
        names(&stage)
    );
    assert_eq!(shown(&stage), "By year");
    stage.do_now(Action::DeleteArrangement);
    assert_eq!(names(&stage).len(), 3);
    let last = stage.doc().clone();
    while stage.steps() > 0 {
        stage.press_with(CTRL, Key::Z);
    }
    stage.is_as(&opened);
    while stage.ws().history().redo_label().is_some() {
        stage.press_with(CTRL, Key::Y);
    }
    stage.is_as(&last);
}

#[test]
fn the_last_arrangement_stays() {
    let mut stage = Stage::open("civil-military");
    stage.do_now(Action::DeleteArrangement);
    assert_eq!(names(&stage).len(), 1);
    let left = stage.doc().clone();
    stage.do_now(Action::DeleteArrangement);
    stage.is_as(&left);
    assert_eq!(stage.steps(), 1);
    assert!(
        stage.ws().notice.as_ref().is_some_and(|n| n.failed),
        "it says why"
    );
    for key in [Key::PageDown, Key::PageUp] {
        stage.press_with(CTRL, key);
    }
    assert_eq!(names(&stage).len(), 1);
}

#[test]
fn a_kept_view_comes_back() {
    let mut stage = Stage::open("civil-military");
    stage.press_with(CTRL, Key::Num0);
    stage.do_now(Action::KeepView);
    let kept = stage.app().canvas().camera();
    stage.press_with(CTRL, Key::PageDown);
    stage.press_with(CTRL, Key::PageUp);
    let back = stage.app().canvas().camera();
    assert!((back.x - kept.x).abs() < 0.1 && (back.zoom - kept.zoom).abs() < 0.01);
    stage.do_now(Action::ForgetView);
    assert!(stage.ws().arrangement().camera.is_none());
    assert_eq!(stage.steps(), 2);
}

#[test]
fn another_name_is_no_other_arrangement() {
    let mut stage = Stage::moving("civil-military");
    stage.press_with(CTRL, Key::Plus);
    stage.press_with(CTRL, Key::Plus);
    stage.frames(40);
    let looked_at = stage.app().canvas().camera();
    stage.do_now(Action::RenameArrangement);
    stage.press_with(CTRL, Key::A);
    stage.write("At a glance");
    stage.press(Key::Enter);
    stage.frames(40);
    assert_eq!(shown(&stage), "At a glance");
    assert_eq!(stage.app().canvas().camera(), looked_at, "it stays");
    stage.press_with(CTRL, Key::Z);
    stage.frames(40);
    assert_eq!(shown(&stage), "Overview");
    assert_eq!(stage.app().canvas().camera(), looked_at, "so it does back");
    stage.press_with(CTRL, Key::PageDown);
    stage.frames(40);
    assert_ne!(stage.app().canvas().camera(), looked_at);
}

#[test]
fn new_arrangements_are_numbered() {
    let mut stage = Stage::open("civil-military");
    stage.do_now(Action::NewArrangement);
    stage.press(Key::Escape);
    stage.do_now(Action::NewArrangement);
    assert_eq!(
        names(&stage),
        ["Overview", "Camps", "Arrangement 3", "Arrangement 4"]
    );
}
