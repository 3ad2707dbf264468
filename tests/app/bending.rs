//! Bending lines: by dragging them, by their handles, and with the keys.

use dramatis::app::{Action, Command, Workspace};
use dramatis::edit::Selection;
use dramatis::model::{ActionId, MAX_BENDS};
use dramatis::picture::Shows;
use dramatis::picture::route::Course;
use eframe::egui::{Key, PointerButton, Pos2, vec2};
use kurbo::Point;

use crate::crowds::crowd;
use crate::stage::{CTRL, SHIFT, Setup, Stage, actor};

const LEFT: PointerButton = PointerButton::Primary;

fn bends(stage: &Stage, id: &ActionId) -> Vec<[f64; 2]> {
    let bends = stage.ws().arrangement().bends.get(id);
    bends.cloned().unwrap_or_default()
}

fn course(stage: &Stage, id: &ActionId) -> Course {
    let scene = stage.app().canvas().scene().expect("a small graph");
    scene.action(id).expect("drawn").course.clone()
}

fn screen(stage: &Stage, [x, y]: [f64; 2]) -> Pos2 {
    stage.app().canvas().to_screen(Point::new(x, y))
}

/// A window with one long, free line selected; where it can be grabbed.
fn one_selected() -> (Stage, ActionId, Pos2) {
    let mut stage = Stage::open("treaties");
    let all: Vec<_> = stage
        .doc()
        .graph
        .links()
        .map(|l| l.action.id.clone())
        .collect();
    let length = |id: &ActionId| course(&stage, id).length();
    let free = all.into_iter().filter(|id| stage.on_line(id).is_some());
    let longest = free
        .max_by(|a, b| length(a).total_cmp(&length(b)))
        .expect("one");
    stage.do_now(Command::Select(Selection::action(longest.clone())));
    let at = stage.on_line(&longest).expect("free");
    (stage, longest, at)
}

#[test]
fn dragging_the_line_of_a_selected_action_bends_it_live_as_one_step() {
    let (mut stage, id, from) = one_selected();
    let opened = stage.doc().clone();
    let to = from + vec2(90.0, 70.0);
    stage.drag(LEFT, from, to);
    stage.is_as(&opened);
    assert!(
        course(&stage, &id).distance(stage.under(to)) < 1.5,
        "it follows"
    );
    stage.drop(LEFT, to);
    let after = bends(&stage, &id);
    assert_eq!(after.len(), 1);
    assert!(
        stage
            .under(to)
            .distance(Point::new(after[0][0], after[0][1]))
            < 1.5
    );
    assert_eq!(stage.steps(), 1);
    assert!(
        stage.last_step().starts_with("bend the line of “"),
        "{}",
        stage.last_step()
    );
    assert_eq!(stage.selected(), [id.to_string()]);
    stage.press_with(CTRL, Key::Z);
    stage.is_as(&opened);
    assert!(!matches!(course(&stage, &id), Course::Bent(_)));
}

#[test]
fn a_line_that_is_not_selected_is_no_handle() {
    let (mut stage, id, from) = one_selected();
    stage.do_now(Command::Select(Selection::default()));
    stage.drag_and_drop(from, from + vec2(90.0, 70.0));
    assert!(bends(&stage, &id).is_empty());
    assert_eq!(stage.steps(), 0);
}

#[test]
fn escape_and_undo_put_a_bend_back() {
    let (mut stage, id, from) = one_selected();
    let opened = stage.doc().clone();
    let usual = course(&stage, &id);
    let to = from + vec2(90.0, 70.0);
    stage.drag(LEFT, from, to);
    assert_ne!(course(&stage, &id), usual);
    stage.press(Key::Escape);
    assert_eq!(course(&stage, &id), usual);
    stage.hover(to + vec2(9.0, 9.0));
    stage.drop(LEFT, to);
    stage.is_as(&opened);
    assert_eq!(course(&stage, &id), usual);
    // Taken back under it, a change stops it.
    let at = stage.at("germany");
    stage.drag_and_drop(at, at + vec2(4.0, -30.0));
    stage.do_now(Command::Select(Selection::action(id.clone())));
    let from = stage.on_line(&id).expect("free");
    stage.drag(LEFT, from, from + vec2(90.0, 70.0));
    stage.press_with(CTRL, Key::Z);
    stage.drop(LEFT, from + vec2(90.0, 70.0));
    stage.is_as(&opened);
    assert_eq!(course(&stage, &id), usual);
}

#[test]
fn a_handle_moves_its_bend_and_a_double_click_takes_it_out() {
    let (mut stage, id, from) = one_selected();
    stage.drag_and_drop(from, from + vec2(90.0, 70.0));
    let first = bends(&stage, &id)[0];
    let handle = screen(&stage, first);
    assert_eq!(stage.app().canvas().handles(stage.ws()).len(), 1);
    stage.drag_and_drop(handle, handle + vec2(20.0, 30.0));
    let moved = bends(&stage, &id);
    assert_eq!(moved.len(), 1);
    let zoom = stage.app().canvas().camera().zoom;
    assert!((moved[0][0] - first[0] - 20.0 / zoom).abs() <= 1.0);
    assert!((moved[0][1] - first[1] - 30.0 / zoom).abs() <= 1.0);
    assert_eq!(stage.steps(), 2);
    // Clicking it selects nothing else, and changes nothing.
    stage.click(screen(&stage, moved[0]));
    assert_eq!(stage.selected(), [id.to_string()]);
    assert_eq!(stage.steps(), 2);
    stage.double_click(screen(&stage, moved[0]));
    assert!(bends(&stage, &id).is_empty());
    assert_eq!(stage.steps(), 3);
    assert!(
        stage.last_step().starts_with("straighten"),
        "{}",
        stage.last_step()
    );
    assert!(!stage.app().canvas().is_naming());
}

#[test]
fn on_the_straight_line_a_bend_goes() {
    let (mut stage, id, from) = one_selected();
    let opened = stage.doc().clone();
    stage.drag_and_drop(from, from + vec2(90.0, 70.0));
    let handle = screen(&stage, bends(&stage, &id)[0]);
    let (a, b) = {
        let link = stage.doc().graph.link(&id).expect("there");
        (link.from.to_string(), link.to.to_string())
    };
    let middle = stage.at(&a) + (stage.at(&b) - stage.at(&a)) * 0.5;
    stage.drag(LEFT, handle, middle);
    assert!(
        stage.app().canvas().handles(stage.ws()).is_empty(),
        "shown at once"
    );
    stage.drop(LEFT, middle);
    let places = |doc: &dramatis::model::Document| doc.arrangements.clone();
    assert!(places(stage.doc()) == places(&opened));
}

#[test]
fn several_bends_come_in_their_order_along_the_line() {
    let (mut stage, id, from) = one_selected();
    let to = from + vec2(90.0, 70.0);
    stage.drag_and_drop(from, to);
    for (t, aside) in [(0.25, -60.0), (0.75, -60.0), (0.5, 40.0)] {
        let line = course(&stage, &id);
        let (p, way) = (line.at(t), line.direction(t));
        if stage.topmost(p) != Some(Shows::Action(id.clone())) {
            continue; // something lies on it there
        }
        let p = stage.app().canvas().to_screen(p);
        let normal = vec2(-way.y as f32, way.x as f32);
        stage.drag_and_drop(p, p + normal * aside);
    }
    let all = bends(&stage, &id);
    let line = course(&stage, &id);
    let along = |p: &[f64; 2]| {
        let p = Point::new(p[0], p[1]);
        let near = (0..=400).map(|i| f64::from(i) / 400.0);
        near.min_by(|a, b| line.at(*a).distance(p).total_cmp(&line.at(*b).distance(p)))
    };
    let order: Vec<_> = all.iter().map(along).collect();
    assert!(all.len() >= 2, "{all:?}");
    assert!(order.windows(2).all(|w| w[0] < w[1]), "{order:?}");
}

#[test]
fn bends_are_made_moved_and_taken_out_with_keys_alone() {
    let (mut stage, id, _) = one_selected();
    let opened = stage.doc().clone();
    stage.press(Key::B);
    assert_eq!(stage.steps(), 1);
    let first = bends(&stage, &id);
    assert_eq!(first.len(), 1);
    assert!(course(&stage, &id).distance(Point::new(first[0][0], first[0][1])) < 1.0);
    stage.press_with(SHIFT, Key::ArrowLeft);
    stage.press(Key::ArrowUp);
    assert_eq!(stage.steps(), 1, "while it goes on");
    stage.wait(1.0);
    assert_eq!(stage.steps(), 2, "one step");
    assert_eq!(
        bends(&stage, &id),
        [[first[0][0] - 15.0, first[0][1] - 1.0]]
    );
    assert_eq!(stage.selected(), [id.to_string()], "arrows went nowhere");
    stage.press(Key::B);
    assert_eq!(bends(&stage, &id).len(), 2);
    let held = |stage: &Stage| stage.app().canvas().bend_in_hand(stage.ws()).map(|h| h.1);
    let second = held(&stage).expect("one");
    stage.press_with(SHIFT, Key::B);
    assert_eq!(held(&stage), Some(1 - second));
    // Esc puts back what keys move, and lets the bend go; then arrows walk.
    let before = stage.doc().clone();
    stage.press(Key::ArrowDown);
    stage.press(Key::Escape);
    stage.wait(1.0);
    stage.is_as(&before);
    assert_eq!(held(&stage), None);
    assert_eq!(stage.selected(), [id.to_string()]);
    stage.do_now(Action::StraightenLine);
    assert!(bends(&stage, &id).is_empty());
    for _ in 0..4 {
        stage.press_with(CTRL, Key::Z);
    }
    stage.is_as(&opened);
}

#[test]
fn a_line_has_no_more_bends_than_it_can_have_and_a_loop_none() {
    let (mut stage, id, _) = one_selected();
    for _ in 0..MAX_BENDS {
        stage.do_now(Action::BendLine);
    }
    assert_eq!(bends(&stage, &id).len(), MAX_BENDS);
    stage.do_now(Action::BendLine);
    assert_eq!(bends(&stage, &id).len(), MAX_BENDS);
    assert!(stage.ws().notice.clone().expect("told").failed);
    // A loop has a course of its own.
    stage.do_now(Command::Select(Selection::actor(actor("germany"))));
    stage.press(Key::C);
    stage.press(Key::Enter);
    stage.write("doubts");
    stage.press(Key::Enter);
    let graph = &stage.doc().graph;
    let doubts = graph.links().find(|l| l.action.verb == "doubts");
    let doubts = doubts.expect("made");
    assert_eq!(doubts.from, doubts.to);
    let doubts = doubts.action.id.clone();
    stage.do_now(Command::Select(Selection::action(doubts.clone())));
    stage.do_now(Action::BendLine);
    assert!(bends(&stage, &doubts).is_empty());
    let notice = stage.ws().notice.clone().expect("told");
    assert!(
        notice.failed && notice.text.contains("itself"),
        "{notice:?}"
    );
    stage.do_now(Command::Select(Selection::actor(actor("germany"))));
    stage.do_now(Action::BendLine);
    assert!(
        stage.ws().notice.clone().expect("told").failed,
        "an actor has no line"
    );
}

#[test]
fn a_crowd_shows_and_bends_the_line_of_a_selected_action() {
    let ws = Workspace::of_document(crowd(1_500, 4_500));
    let mut stage = Stage::new(ws, Setup::default());
    let link = stage
        .doc()
        .graph
        .links()
        .find(|l| l.from != l.to)
        .expect("one");
    let (id, from, to) = (link.action.id.clone(), link.from.clone(), link.to.clone());
    stage.do_now(Command::Look([from.clone(), to.clone()].into()));
    stage.do_now(Command::Select(Selection::action(id.clone())));
    stage.press(Key::B);
    assert_eq!(bends(&stage, &id).len(), 1);
    let handles = stage.app().canvas().handles(stage.ws());
    assert_eq!(handles.len(), 1, "it is large enough on screen");
    let at = stage.app().canvas().to_screen(handles[0].1);
    stage.drag_and_drop(at, at + vec2(25.0, 60.0));
    let zoom = stage.app().canvas().camera().zoom;
    let now = bends(&stage, &id)[0];
    assert!(
        (now[1] - handles[0].1.y - 60.0 / zoom).abs() <= 1.0,
        "{now:?}"
    );
    stage.do_now(Action::StraightenLine);
    assert!(bends(&stage, &id).is_empty());
}
