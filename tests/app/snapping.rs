//! Coming in line with others, and with the grid, while dragging.

use dramatis::app::{Action, Workspace};
use dramatis::edit::Guide;
use dramatis::model::{Actor, ActorKind, Document, Place};
use eframe::egui::{Key, Modifiers, PointerButton, Vec2, vec2};

use crate::crowds::{crowd, nth};
use crate::stage::{ALT, CTRL, Setup, Stage, actor};

const LEFT: PointerButton = PointerButton::Primary;

fn setup() -> Setup {
    let mut setup = Setup::default();
    setup.settings.snap.guides = true;
    setup
}

/// Some persons, at these places, at actual size.
fn persons(places: &[(&str, f64, f64)]) -> Stage {
    let mut doc = Document::new();
    for &(id, x, y) in places {
        let new = Actor::new(actor(id), id, ActorKind::Person);
        doc.graph.add_actor(new).expect("new");
        doc.arrangements[0]
            .places
            .insert(actor(id), Place::at(x, y));
    }
    let mut stage = Stage::new(Workspace::of_document(doc), setup());
    stage.do_now(Action::ActualSize);
    stage
}

/// Three who are in line with nobody.
fn three() -> Stage {
    persons(&[
        ("a", -200.3, -150.0),
        ("b", 210.0, -90.0),
        ("c", 0.0, 140.0),
    ])
}

fn drag_by(stage: &mut Stage, id: &str, by: Vec2) {
    let from = stage.at(id);
    stage.drag(LEFT, from, from + by);
}

fn drop_by(stage: &mut Stage, id: &str, by: Vec2) {
    drag_by(stage, id, by);
    let at = stage.harness.ctx.pointer_latest_pos().expect("a pointer");
    stage.drop(LEFT, at);
}

fn guides(stage: &Stage) -> &[Guide] {
    stage.app().canvas().guides()
}

#[test]
fn a_dragged_actor_comes_in_line_with_a_centre_and_stays_there() {
    let mut stage = three();
    let opened = stage.doc().clone();
    // Five short of the centre of `a`, and in line with nobody else.
    drag_by(&mut stage, "c", vec2(-195.3, -20.0));
    assert_eq!(stage.drawn("c").x, -200.3);
    assert_eq!(stage.drawn("c").y, 120.0);
    let [Guide::Line { axis: 0, at, marks }] = guides(&stage) else {
        panic!("{:?}", guides(&stage));
    };
    assert_eq!(*at, -200.3);
    assert!(
        marks[0] == -150.0 && (marks[1] - 120.0).abs() < 1e-6,
        "{marks:?}"
    );
    stage.is_as(&opened);
    let at = stage.harness.ctx.pointer_latest_pos().expect("a pointer");
    stage.drop(LEFT, at);
    let place = stage.place("c");
    assert_eq!((place.x, place.y, place.pin), (-200.3, 120.0, true));
    assert!(guides(&stage).is_empty(), "only while it is dragged");
    assert_eq!(stage.steps(), 1);
    stage.press_with(CTRL, Key::Z);
    stage.is_as(&opened);
}

#[test]
fn beyond_eight_points_it_goes_where_it_is_dragged() {
    for by in [-191.3, -192.1, -192.4, -196.0, -188.4] {
        let mut stage = three();
        drop_by(&mut stage, "c", vec2(by as f32, 0.0));
        let near = (by + 200.3_f64).abs() <= 8.0;
        let expected = if near { -200.3 } else { by.round() };
        assert_eq!(stage.place("c").x, expected, "{by}");
    }
}

#[test]
fn the_tolerance_is_one_of_the_screen() {
    let mut stage = three();
    stage.do_now(Action::ZoomIn);
    stage.do_now(Action::ZoomIn);
    let zoom = stage.app().canvas().camera().zoom;
    assert!(zoom > 1.5);
    // Seven units are more than eight points now.
    drop_by(&mut stage, "c", vec2((-193.3 * zoom) as f32, 0.0));
    assert!(
        (stage.place("c").x + 193.0).abs() <= 1.0,
        "{:?}",
        stage.place("c")
    );
    // Four are not.
    stage.do_now(Action::Undo);
    drop_by(&mut stage, "c", vec2((-196.3 * zoom) as f32, 0.0));
    assert_eq!(stage.place("c").x, -200.3);
}

#[test]
fn holding_ctrl_switches_it_off_and_on_again() {
    let mut stage = three();
    drag_by(&mut stage, "c", vec2(-195.3, -20.0));
    assert_eq!(stage.drawn("c").x, -200.3);
    stage.key_down(CTRL, Key::F24);
    stage.frames(1);
    assert_eq!(stage.drawn("c").x, -195.0);
    assert!(guides(&stage).is_empty());
    stage.key_up(CTRL, Key::F24);
    stage.frames(1);
    assert_eq!(stage.drawn("c").x, -200.3);
    stage.do_now(Action::ToggleGuides);
    stage.frames(1);
    assert_eq!(stage.drawn("c").x, -195.0);
}

#[test]
fn gaps_become_as_wide_as_others() {
    let mut stage = persons(&[("a", -300.0, 0.0), ("b", -180.0, 0.0), ("c", 40.0, 60.0)]);
    // 120 from centre to centre; they are equally wide.
    drop_by(&mut stage, "c", vec2(-96.0, -57.0));
    let place = stage.place("c");
    assert_eq!((place.x, place.y), (-60.0, 0.0));
}

#[test]
fn edges_come_in_line_with_edges() {
    let mut stage = persons(&[
        ("a", -250.0, -120.0),
        ("a-much-longer-name-than-that", 200.0, 90.0),
    ]);
    let doc = stage.doc();
    let reach = |id: &str| {
        let a = doc.graph.actor(&actor(id)).expect("there");
        f64::from(dramatis::picture::footprint(a, 0)[0][0])
    };
    let wanted = -250.0 + reach("a") - reach("a-much-longer-name-than-that");
    let by = wanted + 5.0 - 200.0;
    drop_by(
        &mut stage,
        "a-much-longer-name-than-that",
        vec2(by as f32, 0.0),
    );
    let came = stage.place("a-much-longer-name-than-that").x;
    assert!((came - wanted).abs() < 0.01, "{came} for {wanted}");
}

#[test]
fn several_move_together_and_come_in_line_as_one() {
    let mut stage = persons(&[
        ("a", -200.0, -150.0),
        ("b", 100.0, 60.5),
        ("c", 187.25, 141.0),
    ]);
    stage.select("b");
    let mut both = stage.ws().selection().clone();
    both.actors.insert(actor("c"));
    stage.do_now(dramatis::app::Command::Select(both));
    drop_by(&mut stage, "b", vec2(-296.0, 0.0));
    let (b, c) = (stage.place("b"), stage.place("c"));
    assert_eq!(b.x, -200.0);
    assert_eq!(c.x - b.x, 87.25, "nobody is moved against the other");
}

#[test]
fn there_and_back_again_is_nowhere() {
    let mut stage = persons(&[("a", -200.0, -150.0), ("b", 3.0, 0.0), ("c", 0.0, 140.0)]);
    let opened = stage.doc().clone();
    let from = stage.at("c");
    stage.drag(LEFT, from, from + vec2(-80.0, -20.0));
    stage.hover(from);
    stage.drop(LEFT, from);
    stage.is_as(&opened);
}

#[test]
fn copies_come_in_line_with_their_originals() {
    let mut stage = three();
    let from = stage.at("c");
    stage.key_down(ALT, Key::F24);
    stage.drag(LEFT, from, from + vec2(90.0, 5.0));
    stage.drop(LEFT, from + vec2(90.0, 5.0));
    stage.key_up(ALT, Key::F24);
    let copy = stage.selected().remove(0);
    assert_ne!(copy, "c");
    let place = stage.place(&copy);
    assert_eq!((place.x, place.y), (90.0, 140.0));
}

#[test]
fn a_grid_is_snapped_to_and_guides_win_over_it() {
    let mut stage = three();
    stage.do_now(Action::ToggleGrid);
    stage.do_now(Action::ToggleGuides);
    drop_by(&mut stage, "c", vec2(47.0, -33.0));
    let place = stage.place("c");
    assert_eq!((place.x, place.y), (40.0, 100.0));
    stage.do_now(Action::Undo);
    stage.do_now(Action::ToggleGuides);
    drop_by(&mut stage, "c", vec2(-195.3, -33.0));
    let place = stage.place("c");
    assert_eq!((place.x, place.y), (-200.3, 100.0));
    // Ctrl is free of both.
    stage.do_now(Action::Undo);
    let from = stage.at("c");
    let by = vec2(47.0, -33.0);
    stage.drag(LEFT, from, from + by);
    stage.key_down(CTRL, Key::F24);
    stage.button(from + by, LEFT, false);
    stage.key_up(CTRL, Key::F24);
    let place = stage.place("c");
    assert_eq!((place.x, place.y), (47.0, 107.0));
    // Arrow keys move by one unit all the same.
    stage.press_with(Modifiers::NONE, Key::ArrowRight);
    stage.wait(1.0);
    assert_eq!(stage.place("c").x, 48.0);
}

#[test]
fn dots_are_few_however_far_away() {
    let mut stage = three();
    assert_eq!(stage.app().canvas().grid(), None);
    stage.do_now(Action::ToggleGrid);
    let rect = stage.canvas_rect();
    for _ in 0..12 {
        let (dots, apart) = stage.app().canvas().grid().expect("shown");
        assert!(apart >= 8.0, "{apart}");
        let most =
            (f64::from(rect.width()) / apart + 1.0) * (f64::from(rect.height()) / apart + 1.0);
        assert!(dots > 0 && dots as f64 <= most, "{dots}");
        stage.do_now(Action::ZoomOut);
    }
}

#[test]
fn a_crowd_comes_in_line_too() {
    let mut doc = crowd(1_500, 1_000);
    let far = 50_000.0;
    for (i, (x, y)) in [(0.0, 0.0), (300.0, 210.0)].into_iter().enumerate() {
        let place = Place::at(far + x, far + y);
        doc.arrangements[0].places.insert(nth(i), place);
    }
    let mut stage = Stage::new(Workspace::of_document(doc), setup());
    stage.do_now(dramatis::app::Command::Look([nth(0), nth(1)].into()));
    stage.select(nth(1).as_str());
    let canvas = stage.app().canvas();
    let crowd = canvas.crowd().expect("a large graph");
    let screen = |i: usize| {
        let i = crowd.actor(&nth(i)).expect("there");
        canvas.to_screen(crowd.centre(i))
    };
    let (zoom, from) = (canvas.camera().zoom, screen(1));
    let by = vec2(((-300.0 + 0.4) * zoom) as f32, 0.0);
    stage.drag(LEFT, from, from + by);
    assert_eq!(guides(&stage).len(), 1, "at {zoom}");
    stage.drop(LEFT, from + by);
    let place = stage.ws().arrangement().places[&nth(1)];
    assert_eq!((place.x, place.y), (far, far + 210.0));
}
