//! Turning and spreading what is selected by handles.

use dramatis::app::Action;
use dramatis::model::Place;
use eframe::egui::{Key, PointerButton, Pos2, vec2};

use crate::stage::{CTRL, Stage};

const LEFT: PointerButton = PointerButton::Primary;

fn all_selected() -> Stage {
    let mut stage = Stage::open("treaties");
    stage.do_now(Action::SelectAll);
    stage.do_now(Action::ZoomOut);
    stage.do_now(Action::ZoomOut);
    stage.frames(2);
    stage
}

fn handles(stage: &Stage) -> [Pos2; 2] {
    let handles = stage.app().canvas().selection_handles();
    handles.expect("a box round what is selected")
}

fn places(stage: &Stage) -> Vec<Place> {
    let places = stage.ws().arrangement().resolved(&stage.doc().graph);
    places.into_values().collect()
}

/// The least and the most along both axes.
fn extent(places: &[Place]) -> [f64; 4] {
    let fold = |of: fn(&Place) -> f64, pick: fn(f64, f64) -> f64| {
        let all = places.iter().map(of);
        all.reduce(pick).expect("somebody")
    };
    [
        fold(|p| p.x, f64::min),
        fold(|p| p.y, f64::min),
        fold(|p| p.x, f64::max),
        fold(|p| p.y, f64::max),
    ]
}

#[test]
fn a_corner_spreads_everybody_and_undo_brings_them_back() {
    let mut stage = all_selected();
    let opened = stage.doc().clone();
    let before = places(&stage);
    let [_, corner] = handles(&stage);
    stage.drag_and_drop(corner, corner + vec2(60.0, 40.0));
    assert_eq!(stage.steps(), 1);
    assert!(
        stage.last_step().starts_with("spread"),
        "{}",
        stage.last_step()
    );
    let after = places(&stage);
    let ([a, b, c, d], [e, f, g, h]) = (extent(&before), extent(&after));
    let (across, down) = ((g - e) / (c - a), (h - f) / (d - b));
    assert!(across > 1.05, "{across}");
    assert!((across - down).abs() < 0.02, "evenly: {across}, {down}");
    assert!(
        after.iter().all(|p| p.pin),
        "who was placed by hand is pinned"
    );
    stage.press_with(CTRL, Key::Z);
    stage.is_as(&opened);
}

#[test]
fn the_handle_above_turns_everybody_about_the_middle() {
    let mut stage = all_selected();
    let opened = stage.doc().clone();
    let before = places(&stage);
    let [turn, corner] = handles(&stage);
    // A quarter to the right, about the middle of the box.
    let rect = stage.canvas_rect();
    let far = turn + vec2(400.0, (corner.y - turn.y) / 2.0);
    assert!(rect.contains(far), "{rect:?} {far:?}");
    stage.drag_and_drop(turn, far);
    assert!(
        stage.last_step().starts_with("turn"),
        "{}",
        stage.last_step()
    );
    let after = places(&stage);
    let distances = |all: &[Place]| -> Vec<f64> {
        let first = all[0];
        let far = |p: &Place| (p.x - first.x).hypot(p.y - first.y);
        all.iter().map(far).collect()
    };
    for (old, new) in distances(&before).iter().zip(distances(&after)) {
        assert!((old - new).abs() < 2.0, "distances stay: {old} {new}");
    }
    assert!(
        before
            .iter()
            .zip(&after)
            .any(|(a, b)| (a.x - b.x).abs() > 40.0)
    );
    stage.press_with(CTRL, Key::Z);
    stage.is_as(&opened);
}

#[test]
fn escape_puts_everybody_back() {
    let mut stage = all_selected();
    let opened = stage.doc().clone();
    let [turn, _] = handles(&stage);
    let drawn = stage.drawn("germany");
    stage.drag(LEFT, turn, turn + vec2(90.0, 60.0));
    assert!(stage.drawn("germany").distance(drawn) > 5.0, "it is shown");
    stage.is_as(&opened);
    stage.press(Key::Escape);
    stage.drop(LEFT, turn + vec2(90.0, 60.0));
    stage.is_as(&opened);
    assert_eq!(stage.steps(), 0);
    assert!(stage.drawn("germany").distance(drawn) < 0.01);
}

#[test]
fn one_actor_has_no_handles() {
    let mut stage = Stage::open("treaties");
    stage.click(stage.at("germany"));
    assert_eq!(stage.app().canvas().selection_handles(), None);
}
