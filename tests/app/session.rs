//! A working session by keys alone.

use dramatis::app::Workspace;
use dramatis::model::Document;
use eframe::egui::{Event, Key, Modifiers};

use super::cast::{ACTORS, actions};
use super::stage::{CTRL, CTRL_SHIFT, Setup, Stage};

/// Selects somebody by name: found, and gone to.
fn go_to(stage: &mut Stage, name: &str) {
    stage.press_with(CTRL, Key::F);
    stage.write(name);
    stage.work();
    stage.press(Key::Enter);
    stage.work();
    let doc = stage.doc();
    let selected = stage.selected();
    let found = doc.graph.actors().find(|a| a.name == name).expect("made");
    assert_eq!(selected, [found.id.as_str()], "{name}");
    assert!(stage.on_canvas(), "{}", stage.focused());
}

/// A command from the palette.
fn call(stage: &mut Stage, name: &str) {
    stage.press_with(CTRL, Key::K);
    stage.write(name);
    stage.frames(1);
    stage.press(Key::Enter);
    stage.work();
}

/// Who acts upon whom, and how.
fn said(doc: &Document) -> Vec<(String, String, String)> {
    let name = |id| doc.graph.actor(id).expect("there").name.clone();
    let mut all: Vec<_> = doc
        .graph
        .links()
        .map(|l| (name(l.from), l.action.verb.clone(), name(l.to)))
        .collect();
    all.sort();
    all
}

#[test]
fn thirty_actors_and_sixty_actions_are_made_by_keys_alone() {
    let mut stage = Stage::new(Workspace::of_document(Document::new()), Setup::default());
    for name in ACTORS {
        stage.press(Key::E);
        stage.write(name);
        stage.press(Key::Enter);
        stage.press(Key::Escape);
    }
    assert_eq!(stage.doc().graph.actor_count(), ACTORS.len());
    let spots: std::collections::BTreeSet<_> = stage
        .ws()
        .arrangement()
        .resolved(&stage.doc().graph)
        .values()
        .map(|p| (p.x as i64, p.y as i64))
        .collect();
    assert_eq!(spots.len(), ACTORS.len(), "nobody stands on anybody");

    for (from, verb, to) in actions() {
        go_to(&mut stage, ACTORS[from]);
        stage.press(Key::C);
        go_to(&mut stage, ACTORS[to]);
        stage.press(Key::Enter);
        stage.write(verb);
        stage.press(Key::Enter);
    }
    let mut expected: Vec<_> = actions()
        .into_iter()
        .map(|(from, verb, to)| {
            let [from, verb, to] = [ACTORS[from], verb, ACTORS[to]].map(str::to_owned);
            (from, verb, to)
        })
        .collect();
    expected.sort();
    assert_eq!(said(stage.doc()), expected);
    assert_eq!(stage.steps(), 90);

    // Arranged: laid out, some brought in line, one moved.
    call(&mut stage, "layout by force");
    assert_eq!(stage.steps(), 91);
    go_to(&mut stage, "Mayor Ashby");
    stage.press(Key::ArrowRight);
    stage.wait(1.0);
    assert_eq!(stage.steps(), 92);
    stage.press_with(CTRL, Key::A);
    stage.press_with(CTRL_SHIFT, Key::ArrowLeft);
    assert_eq!(stage.steps(), 93);
    stage.press_with(CTRL, Key::Z);

    // Everything is taken back, and done again.
    let last = stage.doc().clone();
    for _ in 0..92 {
        stage.press_with(CTRL, Key::Z);
    }
    assert_eq!(stage.doc().graph.actor_count(), 0);
    assert_eq!(stage.steps(), 0);
    for _ in 0..92 {
        stage.press_with(CTRL, Key::Y);
    }
    stage.is_as(&last);
}

/// Where a frame takes long, all keys of a name come at once, and what was
/// pressed after them.
#[test]
fn keys_of_one_slow_frame_count_in_their_order() {
    let mut stage = Stage::new(Workspace::of_document(Document::new()), Setup::default());
    let names = |stage: &Stage| -> Vec<String> {
        let all = stage.doc().graph.actors();
        all.map(|a| a.name.clone()).collect()
    };
    let key = |key, pressed| Event::Key {
        key,
        physical_key: None,
        pressed,
        repeat: false,
        modifiers: Modifiers::NONE,
    };
    let tap = |k| [key(k, true), key(k, false)];
    let typed = |text: &str, ends: [Key; 2]| {
        let mut events = vec![Event::Text(text.to_owned())];
        events.extend(ends.into_iter().flat_map(tap));
        events
    };
    stage.press(Key::E);
    stage.frame(typed("Ada", [Key::Enter, Key::Escape]));
    stage.frames(2);
    assert_eq!(names(&stage), ["Ada"]);
    stage.press(Key::E);
    stage.frame(typed("Bob", [Key::Escape, Key::Enter]));
    stage.frames(2);
    assert_eq!(names(&stage), ["Ada"], "let go before it was taken");
    assert!(stage.on_canvas(), "{}", stage.focused());
}

#[test]
fn names_hold_no_control_characters() {
    let mut stage = Stage::new(Workspace::of_document(Document::new()), Setup::default());
    stage.press(Key::E);
    let pasted = Event::Paste("A\u{7}d\u{0}a\u{200d}".to_owned());
    stage.frame(vec![pasted]);
    stage.press(Key::Enter);
    let names: Vec<&str> = stage
        .doc()
        .graph
        .actors()
        .map(|a| a.name.as_str())
        .collect();
    assert_eq!(names, ["Ada\u{200d}"], "joiners are part of scripts");
}
