//! Everything that a pointer does, done by keys.

use std::collections::BTreeSet;

use eframe::egui::{Event, Key};

use crate::stage::{ALT, CTRL, NONE, SHIFT, Stage, actor};

#[test]
fn tab_walks_all_actors_and_leaves_the_canvas() {
    for graph in ["treaties", "civil-military"] {
        for held in [NONE, SHIFT] {
            let mut stage = Stage::open(graph);
            let all = stage.doc().graph.actor_count();
            let mut walked = BTreeSet::new();
            for _ in 0..all {
                stage.press_with(held, Key::Tab);
                assert!(stage.on_canvas(), "{}", stage.focused());
                let selected = stage.selected();
                assert_eq!(selected.len(), 1);
                walked.extend(selected);
            }
            assert_eq!(walked.len(), all, "each once");
            let last = stage.selected();
            stage.press_with(held, Key::Tab);
            let left = stage.focused();
            assert!(!left.is_empty() && !stage.on_canvas(), "a trap: {left:?}");
            assert_eq!(stage.selected(), last, "leaving selects nothing else");
            // And on, all round the window, back to the canvas.
            let mut seen = vec![left];
            for _ in 0..200 {
                stage.press_with(held, Key::Tab);
                seen.push(stage.focused());
                if stage.on_canvas() {
                    break;
                }
            }
            assert!(stage.on_canvas(), "{seen:#?}");
            // Back the other way walks the actors again.
            let back = if held == NONE { SHIFT } else { NONE };
            stage.press_with(back, Key::Tab);
            assert_ne!(stage.selected(), last);
            assert_eq!(stage.steps(), 0);
        }
    }
}

#[test]
fn a_click_into_the_canvas_gives_it_the_keyboard() {
    let mut stage = Stage::open("treaties");
    stage.click_on("File");
    stage.press(Key::Escape);
    assert!(stage.find("Export picture…").is_none(), "Esc closes a menu");
    stage.click(stage.at("italy"));
    assert!(stage.on_canvas(), "{}", stage.focused());
    stage.press_with(ALT, Key::ArrowRight);
    assert_ne!(stage.selected(), ["italy"]);
    assert_eq!(stage.selected().len(), 1);
}

#[test]
fn escape_closes_a_menu_and_keeps_the_selection() {
    let mut stage = Stage::open("treaties");
    stage.click(stage.at("italy"));
    stage.right_click(stage.at("italy"));
    assert!(stage.find("Connect…").is_some());
    stage.press(Key::Escape);
    assert!(stage.find("Connect…").is_none());
    assert_eq!(stage.selected(), ["italy"]);
}

#[test]
fn arrows_go_where_they_point_and_stops_walk_actions() {
    let mut stage = Stage::open("treaties");
    stage.select("germany");
    for (key, x, y) in [
        (Key::ArrowRight, 1.0, 0.0),
        (Key::ArrowDown, 0.0, 1.0),
        (Key::ArrowLeft, -1.0, 0.0),
        (Key::ArrowUp, 0.0, -1.0),
    ] {
        let before = stage.drawn(&stage.selected()[0]);
        stage.press_with(ALT, key);
        let after = stage.drawn(&stage.selected()[0]);
        let along = (after.x - before.x) * x + (after.y - before.y) * y;
        assert!(along > 0.0, "{key:?}");
    }
    stage.select("germany");
    let own = stage.doc().graph.links_of(&actor("germany"));
    let own: BTreeSet<String> = own.iter().map(|l| l.action.id.to_string()).collect();
    stage.press(Key::Period);
    let first = stage.selected();
    assert!(own.contains(&first[0]), "{first:?}");
    // Forward and back again is where one was.
    stage.press(Key::Period);
    assert_ne!(stage.selected(), first);
    stage.press(Key::Comma);
    assert_eq!(stage.selected(), first);
}

#[test]
fn full_stops_walk_every_action_of_an_actor() {
    let mut stage = Stage::open("treaties");
    for id in ["germany", "italy", "dual-alliance"] {
        stage.select(id);
        let own = stage.doc().graph.links_of(&actor(id));
        let own: BTreeSet<String> = own.iter().map(|l| l.action.id.to_string()).collect();
        let mut walked = BTreeSet::new();
        for _ in 0..own.len() {
            stage.press(Key::Period);
            walked.extend(stage.selected());
        }
        assert_eq!(walked, own, "{id}");
    }
}

#[test]
fn arrows_move_and_pin_what_is_selected() {
    let mut stage = Stage::open("treaties");
    let opened = stage.doc().clone();
    // With nothing selected, an arrow walks to the first.
    stage.press(Key::Escape);
    stage.press(Key::Tab);
    stage.press(Key::Escape);
    assert!(stage.selected().is_empty());
    stage.press(Key::ArrowRight);
    assert_eq!(stage.selected().len(), 1);
    stage.is_as(&opened);
    stage.select("italy");
    let before = stage.place("italy");
    assert!(!before.pin);
    // Presses in a row are one step, once there is a pause.
    stage.press(Key::ArrowRight);
    stage.press(Key::ArrowRight);
    stage.press_with(SHIFT, Key::ArrowUp);
    assert_eq!(stage.steps(), 0, "not done yet");
    assert_eq!(stage.drawn("italy").x, before.x + 2.0, "but seen");
    stage.wait(1.0);
    let after = stage.place("italy");
    assert_eq!(
        (after.x, after.y, after.pin),
        (before.x + 2.0, before.y - 15.0, true)
    );
    assert_eq!((stage.steps(), stage.last_step()), (1, "move Italy"));
    assert_eq!(stage.selected(), ["italy"], "moving does not walk");
    // Something else ends it, too.
    stage.press(Key::ArrowDown);
    stage.press_with(SHIFT, Key::P);
    assert_eq!(stage.place("italy").y, before.y - 14.0);
    assert!(!stage.place("italy").pin);
    assert_eq!(stage.last_step(), "unpin Italy");
    stage.press(Key::P);
    assert!(stage.place("italy").pin);
    // Esc takes back what is not done with.
    let steps = stage.steps();
    stage.press(Key::ArrowDown);
    stage.press(Key::Escape);
    stage.wait(1.0);
    assert_eq!(stage.steps(), steps);
    while stage.steps() > 0 {
        stage.press_with(CTRL, Key::Z);
    }
    stage.is_as(&opened);
}

#[test]
fn a_whole_graph_without_a_pointer() {
    let mut stage = Stage::open("treaties");
    // New, by key: an empty document.
    stage.press_with(CTRL, Key::N);
    assert_eq!(stage.doc().graph.actor_count(), 0);
    for name in ["Ada", "Bob", "Cleo"] {
        stage.press(Key::E);
        stage.write(name);
        stage.press(Key::Enter);
    }
    assert_eq!(stage.doc().graph.actor_count(), 3);
    let spots: BTreeSet<_> = ["ada", "bob", "cleo"]
        .map(|id| format!("{:?}", stage.place(id)))
        .into();
    assert_eq!(spots.len(), 3, "nobody stands on anybody");
    // Walk to Ada; connect her to Bob.
    let walk = |stage: &mut Stage, to: &str| {
        stage.press(Key::Escape);
        for _ in 0..4 {
            if stage.selected() == [to] {
                return;
            }
            stage.press(Key::Tab);
        }
        panic!("{to} is not reached");
    };
    walk(&mut stage, "ada");
    stage.press(Key::C);
    for _ in 0..4 {
        if stage.selected() == ["bob"] {
            break;
        }
        // Round and round is not the way of Tab: arrows reach everybody.
        stage.press(Key::ArrowRight);
        if stage.selected() != ["bob"] {
            stage.press(Key::ArrowLeft);
            stage.press(Key::ArrowDown);
        }
        if stage.selected() != ["bob"] {
            stage.press(Key::ArrowUp);
        }
        if stage.selected() != ["bob"] {
            stage.press_with(SHIFT, Key::Tab);
        }
    }
    assert_eq!(stage.selected(), ["bob"]);
    stage.press(Key::Enter);
    stage.write("teaches");
    stage.press(Key::Enter);
    assert_eq!(stage.doc().graph.action_count(), 1);
    // Upon oneself: C and Enter.
    walk(&mut stage, "ada");
    stage.press(Key::C);
    stage.press(Key::Enter);
    stage.write("doubts");
    stage.press(Key::Enter);
    assert_eq!(stage.doc().graph.action_count(), 2);
    walk(&mut stage, "cleo");
    stage.press(Key::F2);
    stage.write("Cleopatra");
    stage.press(Key::Enter);
    assert_eq!(
        stage.doc().graph.actor(&actor("cleo")).expect("there").name,
        "Cleopatra"
    );
    stage.press(Key::Delete);
    assert_eq!(stage.doc().graph.actor_count(), 2);
    let last = stage.doc().clone();
    while stage.steps() > 0 {
        stage.press_with(CTRL, Key::Z);
    }
    assert_eq!(stage.doc().graph.actor_count(), 0);
    while stage.ws().history().redo_label().is_some() {
        stage.press_with(CTRL, Key::Y);
    }
    stage.is_as(&last);
}

#[test]
fn keys_that_a_dialog_or_a_field_needs_are_theirs() {
    let mut stage = Stage::open("treaties");
    let opened = stage.doc().clone();
    stage.click(stage.at("italy"));
    stage.press(Key::F1);
    // The sheet of keys is open: no key reaches the graph behind it.
    for key in [Key::Delete, Key::E, Key::C, Key::ArrowLeft, Key::P] {
        stage.press(key);
    }
    stage.press(Key::Escape);
    stage.is_as(&opened);
    assert_eq!(stage.selected(), ["italy"]);
    assert!(!stage.app().canvas().is_naming());
    // A field in the panel: letters are letters.
    stage.retype("Role", "epic");
    stage.press(Key::Backspace);
    stage.press(Key::Delete);
    stage.press(Key::Escape);
    stage.is_as(&opened);
    assert_eq!(stage.selected(), ["italy"], "Esc is the field's");
}

#[test]
fn shift_1_as_american_and_british_keyboards_send_it() {
    let mut stage = Stage::open("treaties");
    let fitted = stage.app().canvas().camera();
    stage.press_with(CTRL, Key::Plus);
    assert_ne!(stage.app().canvas().camera(), fitted);
    stage.frame(vec![
        Event::ModifiersChanged(SHIFT),
        Event::Key {
            key: Key::Exclamationmark,
            physical_key: Some(Key::Num1),
            pressed: true,
            repeat: false,
            modifiers: SHIFT,
        },
        Event::Text("!".to_owned()),
    ]);
    stage.frames(3);
    assert_eq!(stage.app().canvas().camera(), fitted);
}

/// A press of an arrow.
fn arrow(key: Key, pressed: bool) -> Event {
    Event::Key {
        key,
        physical_key: None,
        pressed,
        repeat: false,
        modifiers: NONE,
    }
}

#[test]
fn nudges_add_up_to_one_step_until_there_is_a_pause() {
    let mut stage = Stage::open("treaties");
    let opened = stage.doc().clone();
    stage.select("italy");
    let before = stage.place("italy");
    // Several in one frame, then as a key repeats.
    stage.frame((0..3).map(|_| arrow(Key::ArrowRight, true)).collect());
    for _ in 0..4 {
        stage.frame(vec![arrow(Key::ArrowRight, true)]);
    }
    stage.frame(vec![arrow(Key::ArrowRight, false)]);
    stage.frame(vec![arrow(Key::ArrowDown, true)]);
    let moved = (before.x + 7.0, before.y + 1.0);
    assert_eq!((stage.drawn("italy").x, stage.drawn("italy").y), moved);
    assert_eq!(stage.steps(), 0, "a preview");
    stage.is_as(&opened);
    stage.frame(vec![arrow(Key::ArrowDown, false)]);
    stage.wait(1.0);
    assert_eq!((stage.steps(), stage.last_step()), (1, "move Italy"));
    let after = stage.place("italy");
    assert_eq!((after.x, after.y, after.pin), (moved.0, moved.1, true));
    stage.press_with(CTRL, Key::Z);
    stage.is_as(&opened);
}

#[test]
fn escape_takes_a_nudge_back_and_commands_keep_it() {
    let mut stage = Stage::open("treaties");
    let opened = stage.doc().clone();
    stage.select("italy");
    let before = stage.place("italy");
    stage.key_down(NONE, Key::ArrowLeft);
    stage.key_down(NONE, Key::ArrowLeft);
    assert_eq!(stage.drawn("italy").x, before.x - 2.0);
    stage.key_down(NONE, Key::Escape);
    stage.key_up(NONE, Key::Escape);
    stage.frames(2);
    assert_eq!(stage.drawn("italy").x, before.x);
    stage.is_as(&opened);
    assert_eq!(stage.steps(), 0);
    // Saving meanwhile saves what is seen.
    stage.key_down(NONE, Key::ArrowLeft);
    stage.do_now(dramatis::app::Action::Save);
    assert_eq!(stage.place("italy").x, before.x - 1.0);
    assert!(!stage.title().starts_with('•'));
    stage.key_up(NONE, Key::ArrowLeft);
    assert_eq!(stage.steps(), 1);
    // Closing, too.
    stage.key_down(NONE, Key::ArrowLeft);
    stage.ask_to_close();
    assert!(!stage.app().is_closing());
    assert_eq!(stage.place("italy").x, before.x - 2.0);
}

#[test]
fn a_filter_is_made_by_keys_alone_and_nothing_behind_the_menu_hears_them() {
    let mut stage = Stage::open("civil-military");
    let opened = stage.doc().clone();
    stage.click(stage.at("reed"));
    let selected = stage.selected();
    stage.press(Key::Slash);
    stage.frames(3);
    // Kind, tag, stance, status.
    for _ in 0..3 {
        stage.press(Key::ArrowDown);
    }
    stage.press(Key::Enter);
    stage.frames(3);
    assert!(stage.ws().filtering().filters().filters.len() == 1);
    // Alleged, then reported.
    stage.press(Key::ArrowDown);
    stage.press(Key::Space);
    stage.press(Key::Delete);
    stage.press(Key::Escape);
    stage.frames(3);
    let filters = &stage.ws().filtering().filters().filters;
    assert_eq!(filters.len(), 1);
    let asked = format!("{:?}", filters[0]);
    assert!(
        asked.contains("Reported") && !asked.contains("Alleged"),
        "{asked}"
    );
    assert_eq!(stage.selected(), selected);
    stage.wait(1.0);
    stage.is_as(&opened);
    assert_eq!(stage.steps(), 0);
}

#[test]
fn keys_in_a_menu_or_a_file_dialog_do_not_reach_the_canvas() {
    let mut stage = Stage::open("treaties");
    let opened = stage.doc().clone();
    stage.click(stage.at("italy"));
    stage.click_on("Edit");
    stage.frames(2);
    for key in [Key::Delete, Key::ArrowDown, Key::E, Key::C, Key::P] {
        stage.press(key);
    }
    stage.press(Key::Escape);
    stage.wait(1.0);
    stage.is_as(&opened);
    assert_eq!(stage.selected(), ["italy"]);
}

#[test]
fn looking_for_a_target_goes_round() {
    let mut stage = Stage::open("treaties");
    stage.click(stage.at("italy"));
    stage.press(Key::C);
    for _ in 0..stage.doc().graph.actor_count() + 2 {
        stage.press(Key::Tab);
        assert!(stage.on_canvas(), "{}", stage.focused());
        assert_eq!(stage.selected().len(), 1);
    }
    // Another tool ends it.
    stage.press(Key::T);
    assert!(!stage.app().canvas().is_connecting());
}
