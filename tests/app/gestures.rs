//! Moving, selecting, connecting, naming and deleting on the canvas.

use dramatis::app::Action;
use dramatis::model::{ActionId, ActorKind};
use eframe::egui::{Key, PointerButton, vec2};

use crate::stage::{CTRL, CTRL_SHIFT, SHIFT, Stage, actor};

const LEFT: PointerButton = PointerButton::Primary;

fn an_action(stage: &Stage, from: &str, to: &str) -> Vec<ActionId> {
    let links = stage.doc().graph.links();
    let between = links.filter(|l| *l.from == actor(from) && *l.to == actor(to));
    between.map(|l| l.action.id.clone()).collect()
}

#[test]
fn a_drag_moves_and_pins_live_as_one_step() {
    let mut stage = Stage::open("treaties");
    stage.select("france");
    let (opened, before) = (stage.doc().clone(), stage.place("serbia"));
    let (from, by) = (stage.at("serbia"), vec2(-60.0, 48.0));
    stage.drag(LEFT, from, from + by);
    stage.is_as(&opened);
    let zoom = stage.app().canvas().camera().zoom;
    let moved = stage.drawn("serbia");
    assert!(
        (moved.x - (before.x - 60.0 / zoom)).abs() < 1.0,
        "{moved:?}"
    );
    assert!(
        (moved.y - (before.y + 48.0 / zoom)).abs() < 1.0,
        "{moved:?}"
    );
    stage.drop(LEFT, from + by);
    assert_eq!(stage.steps(), 1);
    assert_eq!(stage.last_step(), "move Serbia");
    let after = stage.place("serbia");
    assert!(after.pin && (after.x, after.y) == (moved.x, moved.y));
    assert_eq!(stage.selected(), ["serbia"]);
    assert!(stage.title().starts_with('•'));
    let changed = stage.doc().clone();

    stage.press_with(CTRL, Key::Z);
    stage.is_as(&opened);
    assert_eq!(
        (stage.drawn("serbia").x, stage.drawn("serbia").y),
        (before.x, before.y)
    );
    assert_eq!(
        stage.selected(),
        ["serbia"],
        "taking hold of it had selected it"
    );
    assert!(!stage.title().starts_with('•'));
    stage.press_with(CTRL_SHIFT, Key::Z);
    stage.is_as(&changed);
    stage.press_with(CTRL, Key::Z);
    stage.press_with(CTRL, Key::Y);
    stage.is_as(&changed);
}

#[test]
fn escape_puts_a_drag_back() {
    let mut stage = Stage::open("treaties");
    let opened = stage.doc().clone();
    let before = stage.drawn("serbia");
    let (from, by) = (stage.at("serbia"), vec2(-60.0, 48.0));
    stage.drag(LEFT, from, from + by);
    assert_ne!(stage.drawn("serbia"), before);
    stage.press(Key::Escape);
    assert_eq!(stage.drawn("serbia"), before);
    stage.hover(from + by * 1.5);
    assert_eq!(stage.drawn("serbia"), before, "the button is still down");
    stage.drop(LEFT, from + by * 1.5);
    assert_eq!(stage.steps(), 0);
    stage.is_as(&opened);
    assert_eq!(stage.drawn("serbia"), before);
    assert_eq!(stage.selected(), ["serbia"], "only the drag was stopped");
    // And the next drag works.
    stage.drag_and_drop(from, from + by);
    assert_eq!(stage.last_step(), "move Serbia");
}

#[test]
fn undo_in_the_middle_of_a_drag_stops_it() {
    let mut stage = Stage::open("treaties");
    let opened = stage.doc().clone();
    let from = stage.at("serbia");
    stage.drag_and_drop(from, from + vec2(-40.0, 0.0));
    let from = stage.at("serbia");
    stage.drag(LEFT, from, from + vec2(0.0, 50.0));
    stage.press_with(CTRL, Key::Z);
    stage.drop(LEFT, from + vec2(0.0, 50.0));
    assert_eq!(stage.steps(), 0);
    stage.is_as(&opened);
    assert_eq!(stage.drawn("serbia").x, stage.place("serbia").x);
    // The same when another arrangement is shown meanwhile.
    let mut stage = Stage::open("civil-military");
    let opened = stage.doc().clone();
    let from = stage.at("milley");
    stage.drag(LEFT, from, from + vec2(0.0, 50.0));
    stage.press_with(CTRL, Key::PageDown);
    stage.drop(LEFT, from + vec2(0.0, 50.0));
    assert_eq!(stage.steps(), 0);
    stage.is_as(&opened);
}

#[test]
fn dragging_one_of_several_moves_all() {
    let mut stage = Stage::open("treaties");
    stage.click(stage.at("serbia"));
    stage.click_with(SHIFT, stage.at("italy"));
    stage.click_with(CTRL, stage.at("france"));
    assert_eq!(stage.selected(), ["france", "italy", "serbia"]);
    let before = ["france", "italy", "serbia"].map(|id| stage.place(id));
    let (rest, from) = (stage.place("russia"), stage.at("italy"));
    stage.drag_and_drop(from, from + vec2(30.0, -30.0));
    assert_eq!(stage.last_step(), "move 3 actors");
    let after = ["france", "italy", "serbia"].map(|id| stage.place(id));
    let by = (after[0].x - before[0].x, after[0].y - before[0].y);
    assert!(by.0 > 1.0 && by.1 < -1.0);
    for (a, b) in after.iter().zip(&before) {
        assert!((a.x - b.x - by.0).abs() <= 1.0 && (a.y - b.y - by.1).abs() <= 1.0);
        assert!(a.pin);
    }
    assert_eq!(stage.place("russia"), rest);
    assert_eq!(stage.steps(), 1);
    stage.press_with(CTRL, Key::Z);
    let back = ["france", "italy", "serbia"].map(|id| stage.place(id));
    assert_eq!(back, before);
    assert_eq!(stage.selected(), ["france", "italy", "serbia"]);
}

#[test]
fn a_click_without_moving_changes_nothing() {
    let mut stage = Stage::open("treaties");
    let opened = stage.doc().clone();
    let at = stage.at("serbia");
    stage.click(at);
    // A hand trembles: two points are no drag.
    stage.wait(1.0);
    stage.button(at, LEFT, true);
    stage.hover(at + vec2(1.0, 1.0));
    stage.drop(LEFT, at + vec2(1.0, 1.0));
    // There and back again is none either.
    stage.drag(LEFT, at, at + vec2(40.0, 0.0));
    stage.hover(at);
    stage.drop(LEFT, at);
    assert_eq!(stage.steps(), 0);
    stage.is_as(&opened);
}

#[test]
fn clicks_select_toggle_and_clear() {
    let mut stage = Stage::open("treaties");
    stage.click(stage.at("italy"));
    assert_eq!(stage.selected(), ["italy"]);
    stage.click_with(SHIFT, stage.at("serbia"));
    assert_eq!(stage.selected(), ["italy", "serbia"]);
    stage.click_with(CTRL, stage.at("italy"));
    assert_eq!(stage.selected(), ["serbia"]);
    stage.click(stage.at("italy"));
    assert_eq!(stage.selected(), ["italy"]);
    stage.click(stage.empty(0));
    assert_eq!(stage.selected(), [""; 0]);
    stage.click(stage.at("italy"));
    stage.press(Key::Escape);
    assert_eq!(stage.selected(), [""; 0]);
    stage.press_with(CTRL, Key::A);
    let everything = stage.doc().graph.actor_count() + stage.doc().graph.action_count();
    assert_eq!(stage.selected().len(), everything);
    stage.press(Key::Escape);
    assert_eq!(stage.steps(), 0);
}

#[test]
fn actions_are_selected_by_line_and_by_verb() {
    for graph in ["treaties", "civil-military"] {
        let mut stage = Stage::open(graph);
        let scene = stage.app().canvas().scene().expect("a small graph");
        let all: Vec<_> = scene
            .actions
            .iter()
            .map(|a| (a.id.clone(), a.verb_box.map(|v| v.bounds().center())))
            .collect();
        let (mut lines, mut verbs) = (0, 0);
        for (id, verb) in &all {
            if let Some(at) = stage.on_line(id) {
                stage.click(at);
                assert_eq!(stage.selected(), [id.to_string()]);
                lines += 1;
            }
            if let Some(at) = verb {
                stage.click(stage.app().canvas().to_screen(*at));
                assert_eq!(stage.selected(), [id.to_string()], "by its verb");
                verbs += 1;
            }
        }
        assert_eq!(lines, all.len(), "every line can be hit somewhere");
        assert!(verbs * 2 > all.len(), "{verbs} of {}", all.len());
    }
}

#[test]
fn connecting_by_the_rim_and_by_key() {
    let mut stage = Stage::open("treaties");
    let opened = stage.doc().clone();
    let before = an_action(&stage, "serbia", "italy").len();
    type Way = fn(&mut Stage);
    let ways: [(&str, Way); 3] = [
        ("rim", |s| {
            let (from, to) = (s.rim("serbia", "italy"), s.at("italy"));
            s.drag_and_drop(from, to);
        }),
        ("C and a click", |s| {
            s.click(s.at("serbia"));
            s.press(Key::C);
            s.click(s.at("italy"));
        }),
        ("C, arrows and Enter", |s| {
            s.click(s.at("serbia"));
            s.press(Key::C);
            for _ in 0..40 {
                if s.selected() == ["italy"] {
                    break;
                }
                s.press(Key::Tab);
            }
            assert_eq!(s.selected(), ["italy"]);
            s.press(Key::Enter);
        }),
    ];
    for (way, connect) in ways {
        connect(&mut stage);
        assert!(stage.app().canvas().is_naming(), "{way}");
        stage.write("courts");
        stage.press(Key::Escape);
        assert!(!stage.app().canvas().is_naming());
        assert_eq!(stage.steps(), 0, "{way}");
        stage.is_as(&opened);

        connect(&mut stage);
        stage.write("courts");
        stage.press(Key::Enter);
        assert_eq!(stage.steps(), 1, "{way}");
        assert_eq!(stage.last_step(), "connect Serbia to Italy");
        let ids = an_action(&stage, "serbia", "italy");
        assert_eq!(ids.len(), before + 1);
        let new = stage.doc().graph.action(
            ids.iter()
                .find(|i| opened.graph.action(i).is_none())
                .expect("new"),
        );
        assert_eq!(new.expect("there").verb, "courts");
        assert_eq!(stage.selected().len(), 1, "the new action is selected");
        stage.press_with(CTRL, Key::Z);
        assert!(stage.doc().graph == opened.graph);
        assert_eq!(stage.steps(), 0);
        stage.press(Key::Escape);
        assert_eq!(stage.selected(), [""; 0], "{way}");
    }
}

#[test]
fn connecting_to_nobody_and_to_oneself() {
    let mut stage = Stage::open("treaties");
    let opened = stage.doc().clone();
    // Outside the canvas nobody can be added.
    let from = stage.rim("serbia", "italy");
    let nowhere = stage.canvas_rect().right_center() + vec2(60.0, 0.0);
    stage.drag_and_drop(from, nowhere);
    assert!(!stage.app().canvas().is_naming());
    assert_eq!(stage.steps(), 0);
    stage.is_as(&opened);

    // Esc while the line is drawn, and the button let go over somebody.
    let to = stage.at("italy");
    stage.drag(LEFT, from, to);
    stage.press(Key::Escape);
    stage.drop(LEFT, to);
    assert!(!stage.app().canvas().is_naming());
    assert_eq!(stage.steps(), 0);
    stage.is_as(&opened);

    // Out and back again: an action upon oneself.
    let (from, out) = (stage.rim("serbia", "italy"), stage.empty(0));
    stage.drag(LEFT, from, out);
    let home = stage.at("serbia");
    stage.hover(home);
    stage.drop(LEFT, home);
    assert!(stage.app().canvas().is_naming());
    stage.write("doubts");
    stage.press(Key::Enter);
    assert_eq!(stage.last_step(), "connect Serbia to Serbia");
    assert_eq!(an_action(&stage, "serbia", "serbia").len(), 1);
    stage.press_with(CTRL, Key::Z);
    assert!(stage.doc().graph == opened.graph);

    // C without an actor says what to do; C and a click beside it ends.
    stage.press(Key::Escape);
    stage.press(Key::C);
    assert!(stage.ws().notice.as_ref().is_some_and(|n| n.failed));
    stage.click(stage.at("serbia"));
    stage.press(Key::C);
    stage.click(stage.empty(0));
    stage.click(stage.at("italy"));
    assert!(!stage.app().canvas().is_naming());
    assert_eq!(stage.selected(), ["italy"]);
    assert_eq!(stage.steps(), 0);
}

#[test]
fn who_is_deleted_while_connecting_leaves_nothing_begun() {
    let mut stage = Stage::open("treaties");
    stage.click(stage.at("serbia"));
    stage.press(Key::C);
    stage.press(Key::Delete);
    assert_eq!(stage.last_step(), "delete Serbia");
    stage.click(stage.at("italy"));
    assert!(!stage.app().canvas().is_naming());
    assert_eq!(stage.selected(), ["italy"]);
}

#[test]
fn an_actor_is_added_where_one_double_clicks() {
    let mut stage = Stage::open("treaties");
    let (opened, at) = (stage.doc().clone(), stage.empty(1));
    let there = stage.under(at);
    stage.double_click(at);
    assert!(stage.app().canvas().is_naming());
    stage.write("Spain");
    stage.press(Key::Escape);
    assert_eq!(stage.steps(), 0);
    stage.is_as(&opened);
    stage.double_click(at);
    stage.click_on("State");
    stage.write("Spain");
    stage.press(Key::Enter);
    assert_eq!((stage.steps(), stage.last_step()), (1, "add Spain"));
    assert_eq!(stage.selected(), ["spain"]);
    let spain = stage.doc().graph.actor(&actor("spain")).expect("added");
    assert_eq!(
        (spain.name.as_str(), spain.kind),
        ("Spain", ActorKind::State)
    );
    let place = stage.place("spain");
    assert!((place.x - there.x).abs() <= 1.0 && (place.y - there.y).abs() <= 1.0);
    stage.press_with(CTRL, Key::Z);
    assert!(stage.doc().graph == opened.graph);
    assert_eq!(stage.doc().arrangements, opened.arrangements);
    stage.press_with(CTRL, Key::Y);
    assert_eq!(stage.selected(), ["spain"]);
}

#[test]
fn an_actor_is_added_by_a_key_at_the_pointer() {
    let mut stage = Stage::open("treaties");
    let at = stage.empty(2);
    stage.hover(at);
    let there = stage.under(at);
    stage.press(Key::E);
    assert_eq!(
        stage.value_of("Name of the new actor").as_deref(),
        Some(""),
        "no stray e"
    );
    stage.write("Spain");
    stage.press(Key::Enter);
    let place = stage.place("spain");
    assert!((place.x - there.x).abs() <= 1.0 && (place.y - there.y).abs() <= 1.0);
    assert_eq!(
        stage
            .doc()
            .graph
            .actor(&actor("spain"))
            .expect("added")
            .kind,
        ActorKind::Person
    );
    // Nothing written: nothing added.
    stage.press(Key::E);
    stage.press(Key::Enter);
    assert_eq!(stage.steps(), 1);
    // A name that is taken is no trouble: people share names.
    stage.press(Key::E);
    stage.write("Spain");
    stage.press(Key::Enter);
    assert_eq!(stage.selected(), ["spain-2"]);
}

#[test]
fn renaming_in_place() {
    let mut stage = Stage::open("treaties");
    let name = |s: &Stage| {
        s.doc()
            .graph
            .actor(&actor("serbia"))
            .expect("there")
            .name
            .clone()
    };
    stage.click(stage.at("serbia"));
    stage.press(Key::F2);
    assert_eq!(
        stage.value_of("Name of the actor").as_deref(),
        Some("Serbia")
    );
    stage.press(Key::Enter);
    assert_eq!(stage.steps(), 0, "unchanged is no step");
    assert!(!stage.app().canvas().is_naming());
    stage.press(Key::F2);
    stage.write("Kingdom of Serbia");
    stage.press(Key::Escape);
    assert_eq!((stage.steps(), name(&stage).as_str()), (0, "Serbia"));
    assert_eq!(stage.selected(), ["serbia"]);
    stage.press(Key::F2);
    stage.write("Kingdom of Serbia");
    stage.press(Key::Enter);
    assert_eq!(name(&stage), "Kingdom of Serbia");
    assert_eq!((stage.steps(), stage.last_step()), (1, "rename Serbia"));
    stage.press_with(CTRL, Key::Z);
    assert_eq!(name(&stage), "Serbia");
    // A double click on it does the same, and a click elsewhere takes it.
    stage.double_click(stage.at("serbia"));
    stage.write("Srbija");
    stage.click(stage.empty(0));
    assert_eq!(name(&stage), "Srbija");
    assert!(!stage.app().canvas().is_naming());
    assert_eq!(stage.steps(), 1);
}

#[test]
fn rewording_an_action_in_place() {
    let mut stage = Stage::open("treaties");
    let id = stage.app().canvas().scene().expect("a small graph").actions[3]
        .id
        .clone();
    stage.click(stage.on_line(&id).expect("seen"));
    stage.press(Key::F2);
    stage.write("charms");
    stage.press(Key::Enter);
    assert_eq!(stage.doc().graph.action(&id).expect("there").verb, "charms");
    assert_eq!(stage.steps(), 1);
    let at = stage.on_line(&id).expect("seen");
    stage.double_click(at);
    stage.write("repels");
    stage.press(Key::Enter);
    assert_eq!(stage.doc().graph.action(&id).expect("there").verb, "repels");
    assert_eq!(stage.steps(), 2);
}

#[test]
fn deleting_takes_actions_along_and_undo_brings_all_back() {
    for graph in ["treaties", "civil-military"] {
        let mut stage = Stage::open(graph);
        let opened = stage.doc().clone();
        let ids: Vec<_> = opened.graph.actors().map(|a| a.id.clone()).collect();
        for id in ids {
            stage.select(id.as_str());
            let own = opened.graph.links_of(&id).len();
            stage.press(Key::Delete);
            assert_eq!(stage.steps(), 1);
            assert!(stage.doc().graph.actor(&id).is_none());
            assert_eq!(
                stage.doc().graph.action_count(),
                opened.graph.action_count() - own
            );
            assert_eq!(stage.selected(), [""; 0]);
            stage.press_with(CTRL, Key::Z);
            stage.is_as(&opened);
            assert_eq!(stage.selected(), [id.to_string()]);
        }
        stage.press_with(CTRL, Key::A);
        stage.press(Key::Backspace);
        assert_eq!(stage.doc().graph.actor_count(), 0);
        stage.press_with(CTRL, Key::Z);
        stage.is_as(&opened);
    }
}

#[test]
fn context_menus_do_what_they_say() {
    let mut stage = Stage::open("treaties");
    let opened = stage.doc().clone();
    let at = stage.at("serbia");
    stage.drag_and_drop(at, at + vec2(-30.0, 0.0));
    assert!(stage.place("serbia").pin);
    stage.right_click(stage.at("serbia"));
    stage.click_on("Unpin");
    assert_eq!(stage.last_step(), "unpin Serbia");
    assert!(!stage.place("serbia").pin);
    stage.right_click(stage.at("italy"));
    assert_eq!(stage.selected(), ["italy"]);
    stage.click_on("Rename");
    assert!(stage.app().canvas().is_naming());
    stage.write("Italia");
    stage.press(Key::Enter);
    assert_eq!(stage.last_step(), "rename Italy");
    let at = stage.empty(3);
    let there = stage.under(at);
    stage.right_click(at);
    stage.click_on("Add actor here");
    stage.write("Spain");
    stage.press(Key::Enter);
    let place = stage.place("spain");
    assert!(
        (place.x - there.x).abs() <= 1.0 && (place.y - there.y).abs() <= 1.0,
        "{place:?} {there:?}"
    );
    for _ in 0..4 {
        stage.do_now(Action::Undo);
    }
    assert!(stage.doc().graph == opened.graph);
}
