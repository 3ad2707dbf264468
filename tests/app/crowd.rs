//! Graphs too large to have marks for everything: every gesture works as on
//! small ones.

use std::time::Duration;

use dramatis::app::{Action, Command, Workspace};
use dramatis::edit::Edit::{AddActor, SetAction, SetActor};
use dramatis::edit::{ActionField, ActorField, Selection, Transaction};
use dramatis::model::{ActionId, Actor, ActorId, ActorKind};
use dramatis::picture::{Crowd, Line};
use eframe::egui::{Key, MouseWheelUnit, PointerButton, Pos2, vec2};
use kurbo::Point;

use super::crowds::{crowd, nth};
use super::stage::{CTRL, NONE, SHIFT, Setup, Stage};
use super::view::settle;

const ACTORS: usize = 1_500;
const ACTIONS: usize = 4_500;

fn stage() -> Stage {
    let ws = Workspace::of_document(crowd(ACTORS, ACTIONS));
    let stage = Stage::new(ws, Setup::default());
    assert!(stage.app().canvas().scene().is_none());
    assert_eq!(stage.crowd().len(), ACTORS);
    assert_eq!(stage.crowd().lines().len(), ACTIONS);
    stage
}

/// A window so near to a group of the crowd that its actors bear their names.
fn near() -> Stage {
    let mut stage = stage();
    let middle = stage.canvas_rect().center();
    stage.hover(middle);
    for _ in 0..40 {
        stage.wheel(MouseWheelUnit::Line, vec2(0.0, 3.0));
        stage.frames(1);
        if stage.app().canvas().camera().zoom > 0.7 {
            break;
        }
    }
    stage.frames(2);
    stage
}

impl Stage {
    fn crowd(&self) -> &dramatis::picture::Crowd {
        self.app().canvas().crowd().expect("a large graph")
    }

    fn member(&self, id: &ActorId) -> Point {
        let crowd = self.crowd();
        crowd.centre(crowd.actor(id).expect("there"))
    }

    fn screen(&self, id: &ActorId) -> Pos2 {
        self.app().canvas().to_screen(self.member(id))
    }

    /// What was taken over piece by piece is what would be made anew.
    fn is_true(&self) {
        let (shown, doc) = (self.crowd(), self.doc());
        let new = Crowd::new(doc, &self.ws().arrangement().resolved(&doc.graph));
        assert!(shown.actors() == new.actors() && shown.actions() == new.actions());
        assert!(
            shown.centres() == new.centres(),
            "somebody stands elsewhere"
        );
        assert_eq!(shown.kinds(), new.kinds());
        assert_eq!(shown.radii(), new.radii());
        assert_eq!(shown.pinned(), new.pinned());
        for (shown, new) in shown.lines().iter().zip(new.lines()) {
            let manner = |l: &Line| (l.from, l.to, l.slot, l.share, l.width, l.band, l.support);
            assert_eq!(manner(shown), manner(new));
        }
    }

    /// Actors well inside the canvas, the busiest first.
    fn seen(&self) -> Vec<ActorId> {
        let inside = self.canvas_rect().shrink(120.0);
        let crowd = self.crowd();
        let busiest = crowd.by_importance().iter();
        let ids = busiest.map(|&i| crowd.actors()[i as usize].clone());
        ids.filter(|id| inside.contains(self.screen(id))).collect()
    }
}

#[test]
fn everything_is_in_view_and_the_busiest_have_names() {
    let stage = stage();
    let rect = stage.canvas_rect();
    for id in [0, 1_234, ACTORS - 1].map(nth) {
        assert!(rect.contains(stage.screen(&id)), "{id}");
    }
    let names = stage.app().canvas().written_names();
    assert!((12..200).contains(&names.len()), "{} names", names.len());
    for (i, (_, a)) in names.iter().enumerate() {
        for (other, b) in &names[..i] {
            assert!(!a.intersects(*b), "{other} is written across");
        }
    }
}

#[test]
fn a_click_selects_and_a_drag_is_one_step_that_can_be_undone() {
    let mut stage = near();
    let before = stage.doc().clone();
    let id = stage.seen()[0].clone();
    let at = stage.screen(&id);
    stage.click(at);
    assert_eq!(stage.selected(), [id.to_string()]);
    let steps = stage.steps();
    let old = stage.member(&id);
    stage.drag(PointerButton::Primary, at, at + vec2(60.0, 30.0));
    assert!(
        stage.member(&id).distance(old) > 20.0,
        "it shows while dragged"
    );
    stage.drop(PointerButton::Primary, at + vec2(60.0, 30.0));
    assert_eq!(stage.steps(), steps + 1);
    let moved = stage.ws().arrangement().places[&id];
    assert!(moved.pin && (moved.x - old.x).abs() > 10.0);
    stage.is_true();
    // Where it was, nobody is; it is found where it is.
    assert_eq!(stage.crowd().actor_at(old, 0.0), None);
    let found = stage.crowd().actor_at(stage.member(&id), 0.0);
    assert_eq!(
        found.map(|(i, _)| stage.crowd().actors()[i].clone()),
        Some(id.clone())
    );
    stage.press_with(CTRL, Key::Z);
    stage.is_as(&before);
    assert!(stage.member(&id).distance(old) < 0.1);
}

#[test]
fn esc_puts_back_what_is_dragged() {
    let mut stage = near();
    let before = stage.doc().clone();
    let id = stage.seen()[0].clone();
    let (at, old) = (stage.screen(&id), stage.member(&id));
    stage.drag(PointerButton::Primary, at, at + vec2(70.0, -40.0));
    assert!(stage.member(&id).distance(old) > 20.0);
    stage.press(Key::Escape);
    stage.drop(PointerButton::Primary, at + vec2(70.0, -40.0));
    stage.is_as(&before);
    assert!(stage.member(&id).distance(old) < 0.1);
}

#[test]
fn far_away_a_point_can_still_be_picked() {
    let mut stage = stage();
    let lonely = |id: &ActorId| {
        let here = stage.screen(id);
        let crowd = stage.crowd();
        crowd
            .actors()
            .iter()
            .all(|other| other == id || stage.screen(other).distance(here) > 4.0)
    };
    let id = (0..ACTORS)
        .rev()
        .map(nth)
        .find(lonely)
        .expect("somebody stands alone");
    let at = stage.screen(&id);
    stage.click(at);
    assert_eq!(stage.selected(), [id.to_string()]);
}

#[test]
fn lines_are_picked_renamed_and_deleted() {
    let mut stage = near();
    let before = stage.doc().clone();
    let rect = stage.canvas_rect().shrink(40.0);
    let free = |p: Point| stage.crowd().actor_at(p, 12.0).is_none();
    let place = (0..ACTIONS).find_map(|i| {
        let p = stage.crowd().course(i).at(0.3);
        let at = stage.app().canvas().to_screen(p);
        let top = stage.crowd().action_at(p, 1.0) == Some(i);
        (rect.contains(at) && top && free(p)).then_some((i, at))
    });
    let (i, at) = place.expect("a line in view");
    let id: ActionId = stage.crowd().actions()[i].clone();
    stage.click(at);
    assert_eq!(stage.selected(), [id.to_string()]);
    stage.press(Key::F2);
    stage.press_with(CTRL, Key::A);
    stage.write("thanks");
    stage.press(Key::Enter);
    assert_eq!(stage.doc().graph.action(&id).expect("there").verb, "thanks");
    let kind = SetActor {
        id: nth(3),
        field: ActorField::Kind(ActorKind::State),
    };
    let weight = SetAction {
        id: id.clone(),
        field: ActionField::Weight(4.0),
    };
    let step = Transaction::new("restate", vec![kind, weight]);
    stage.do_now(Command::Edit(step, None));
    stage.is_true();
    stage.press_with(CTRL, Key::Z);
    stage.is_true();
    stage.press(Key::Delete);
    assert!(stage.doc().graph.action(&id).is_none());
    assert_eq!(stage.crowd().lines().len(), ACTIONS - 1);
    stage.press_with(CTRL, Key::Z);
    stage.press_with(CTRL, Key::Z);
    stage.is_as(&before);
    assert_eq!(stage.crowd().lines().len(), ACTIONS);
}

#[test]
fn two_are_connected_and_somebody_new_is_added() {
    let mut stage = near();
    let seen = stage.seen();
    let (from, to) = (seen[0].clone(), seen[1].clone());
    let (a, b) = (stage.screen(&from), stage.screen(&to));
    stage.click(a);
    stage.press(Key::C);
    stage.click(b);
    stage.write("greets");
    stage.press(Key::Enter);
    let new = stage
        .doc()
        .graph
        .links_of(&from)
        .into_iter()
        .find(|l| l.action.verb == "greets");
    assert_eq!(new.map(|l| l.to.clone()), Some(to));
    assert_eq!(stage.crowd().lines().len(), ACTIONS + 1);
    let count = stage.crowd().len();
    stage.press(Key::Escape);
    stage.press(Key::E);
    stage.write("Zoe");
    stage.press(Key::Enter);
    assert_eq!(stage.crowd().len(), count + 1);
    let zoe = stage
        .doc()
        .graph
        .actors()
        .find(|a| a.name == "Zoe")
        .expect("added")
        .id
        .clone();
    assert!(stage.canvas_rect().contains(stage.screen(&zoe)));
}

#[test]
fn names_keep_their_place_while_the_view_moves() {
    let mut stage = near();
    let names = |stage: &Stage| stage.app().canvas().written_names();
    let rect = stage.canvas_rect();
    let middle = rect.center();
    let mut old = names(&stage);
    assert!(old.len() > 5, "{} names", old.len());
    stage.hover(middle);
    stage.button(middle, PointerButton::Middle, true);
    let start = stage.app().canvas().to_screen(Point::ZERO);
    for i in 1..=40 {
        let origin = stage.app().canvas().to_screen(Point::ZERO);
        stage.hover(middle + vec2(3.0, 2.0) * i as f32);
        let by = stage.app().canvas().to_screen(Point::ZERO) - origin;
        let new = names(&stage);
        for (id, was) in &old {
            // What is still wholly in view is still written, and moved with it.
            let moved = was.translate(by);
            if !rect.shrink(20.0).contains_rect(moved) {
                continue;
            }
            let now = new.iter().find(|(other, _)| other == id);
            let now = now
                .unwrap_or_else(|| panic!("frame {i}: {id} has vanished"))
                .1;
            assert!(
                (now.min - moved.min).length() < 0.6,
                "frame {i}: {id} has jumped"
            );
        }
        old = new;
    }
    let gone = stage.app().canvas().to_screen(Point::ZERO) - start;
    assert!(gone.length() > 100.0, "moved by {gone:?}");
    stage.button(middle, PointerButton::Middle, false);
}

#[test]
fn keys_walk_the_actors() {
    let mut stage = near();
    stage.press(Key::Tab);
    let first = stage.selected();
    assert_eq!(first.len(), 1);
    stage.press(Key::Tab);
    assert_ne!(stage.selected(), first);
    stage.press_with(SHIFT, Key::Tab);
    assert_eq!(stage.selected(), first);
    stage.press(Key::Period);
    let action = stage.selected();
    assert!(action[0].starts_with('d'), "{action:?}");
}

#[test]
fn the_pointer_alone_makes_nothing_anew() {
    let mut stage = stage();
    let rect = stage.canvas_rect();
    // Outside everything, so that nobody is lifted.
    let corner = rect.min + vec2(8.0, 8.0);
    stage.hover(corner);
    stage.frames(3);
    let draws = stage.app().canvas().draws();
    for i in 0..20 {
        stage.hover(corner + vec2(0.3, 0.2) * i as f32);
    }
    assert_eq!(stage.app().canvas().draws(), draws);
}

#[test]
fn triangles_do_not_grow_with_the_graph() {
    let count = |actors, actions| {
        let ws = Workspace::of_document(crowd(actors, actions));
        Stage::new(ws, Setup::default()).app().canvas().triangles()
    };
    let (small, large) = (count(2_000, 6_000), count(8_000, 24_000));
    assert!(large < small * 2, "{small} triangles, then {large}");
}

#[test]
fn many_are_moved_together_and_selected_with_everything() {
    let mut stage = stage();
    let before = stage.doc().clone();
    stage.do_now(Action::SelectAll);
    assert_eq!(stage.selected().len(), ACTORS + ACTIONS);
    let few: Vec<ActorId> = (0..500).map(nth).collect();
    let selection = Selection {
        actors: few.iter().cloned().collect(),
        ..Selection::default()
    };
    stage.do_now(Command::Select(selection));
    stage.press(Key::ArrowRight);
    stage.do_now(Action::Pin);
    assert_eq!(stage.steps(), 1, "moved by keys, and pinned by that");
    assert!(few.iter().all(|id| stage.ws().arrangement().places[id].pin));
    stage.is_true();
    stage.press_with(CTRL, Key::Z);
    stage.is_as(&before);
}

#[test]
fn a_layout_moves_a_crowd_and_is_one_step() {
    let mut stage = stage();
    let before = stage.doc().clone();
    stage.do_now(Action::LayOutForce);
    stage.work();
    assert_eq!(stage.steps(), 1);
    let (id, place) = stage
        .ws()
        .arrangement()
        .places
        .iter()
        .next()
        .expect("placed");
    let drawn = stage.member(id);
    assert!((drawn.x - place.x).abs() < 0.5 && (drawn.y - place.y).abs() < 0.5);
    stage.is_true();
    stage.press_with(CTRL, Key::Z);
    stage.is_as(&before);
}

#[test]
fn a_large_file_is_opened_aside_and_esc_lets_it_go() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("large.ron");
    dramatis::file::save(&crowd(ACTORS, ACTIONS), &path, None).expect("saved");
    let mut stage = Stage::open("civil-military");
    let shipped = stage.doc().clone();
    let ctx = stage.harness.ctx.clone();
    for command in [Command::OpenFile(path.clone()), Action::SelectNone.into()] {
        stage.harness.state_mut().apply(&ctx, command);
    }
    assert!(!stage.app().is_opening());
    stage.work();
    stage.is_as(&shipped);
    stage
        .harness
        .state_mut()
        .apply(&ctx, Command::OpenFile(path));
    assert!(stage.app().is_opening());
    stage.work();
    assert_eq!(stage.crowd().len(), ACTORS);
    stage.tap(NONE, Key::Escape);
    assert_eq!(stage.crowd().len(), ACTORS);
}

#[test]
fn arrangements_come_and_go_with_everybody_there() {
    let ws = Workspace::of_document(crowd(ACTORS, ACTIONS));
    // One that animates.
    let setup = Setup {
        settings: dramatis::app::Settings::unkept(),
        ..Setup::default()
    };
    let mut stage = Stage::new(ws, setup);
    let all = stage.doc().graph.actor_count();
    for action in [
        Action::NewArrangement,
        Action::DuplicateArrangement,
        Action::DeleteArrangement,
        Action::Undo,
        Action::Undo,
        Action::NextArrangement,
    ] {
        stage.do_now(action);
        for _ in 0..3 {
            stage.frames(2);
            assert_eq!(stage.crowd().len(), all, "{action:?}, on the way");
        }
        stage.wait(1.0);
        assert_eq!(stage.crowd().len(), all, "{action:?}");
        stage.is_true();
    }
    // Somebody comes in the middle of a change.
    stage.do_now(Action::NextArrangement);
    let id = ActorId::new("newcomer").expect("an id");
    let new = Actor::new(id, "Newcomer", ActorKind::Person);
    let add = Transaction::one("add", AddActor(Box::new(new)));
    stage.do_now(Command::Edit(add, None));
    stage.wait(1.0);
    assert_eq!(stage.crowd().len(), all + 1);
    stage.is_true();
}

#[test]
fn those_who_follow_can_be_taken_hold_of_where_they_are_seen() {
    let mut stage = near();
    stage.do_now(Action::ToggleLive);
    let seen = stage.seen();
    let (id, other) = (seen[0].clone(), seen[1].clone());
    let at = stage.screen(&id);
    stage.drag(PointerButton::Primary, at, at + vec2(150.0, 20.0));
    let start = stage.member(&other);
    for _ in 0..2_000 {
        stage.frames(1);
        std::thread::sleep(std::time::Duration::from_millis(2));
        if stage.member(&other).distance(start) > 0.5 {
            break;
        }
    }
    assert!(stage.member(&other).distance(start) > 0.5, "it follows");
    // While they are carried, the body is found where it is.
    let there = stage.member(&other);
    assert!(stage.crowd().actor_at(there, 1.0).is_some());
    stage.drop(PointerButton::Primary, at + vec2(150.0, 20.0));
    if stage.app().is_following() {
        // Nobody jumps back to where the document has them.
        let kept = stage.ws().arrangement().places[&other];
        let off = stage.member(&other).distance(Point::new(kept.x, kept.y));
        assert!(off > 0.4, "{off}");
    }
    for _ in 0..4_000 {
        stage.frames(1);
        if !stage.app().is_following() {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(2));
    }
    assert!(!stage.app().is_following());
    stage.frames(2);
    stage.is_true();
}

/// Holds the button still, where a drag has begun and where it has come to.
fn holds_still(stage: &mut Stage, from: Pos2) {
    stage.drag(PointerButton::Primary, from, from);
    for to in [from, from + vec2(150.0, 120.0)] {
        stage.hover(to);
        // A press that rests is a drag after 0.8 s; then it is lifted.
        stage.frames(80);
        let draws = stage.app().canvas().draws();
        settle(stage, Duration::from_secs(60));
        assert_eq!(stage.app().canvas().draws(), draws);
    }
    stage.drop(PointerButton::Primary, from);
}

#[test]
fn a_button_that_is_held_still_costs_nothing() {
    let mut stage = stage();
    let ground = stage.canvas_rect().left_top() + vec2(40.0, 60.0);
    let actor = stage.screen(&stage.seen()[0].clone());
    holds_still(&mut stage, ground);
    holds_still(&mut stage, actor);
    let mut small = Stage::moving("civil-military");
    let (ground, actor) = (small.empty(0), small.at("milley"));
    holds_still(&mut small, ground);
    holds_still(&mut small, actor);
}
