//! An analyst's working session in a real window, from nothing to a picture.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;
use std::thread::sleep;
use std::time::Duration;

use dramatis::file;
use dramatis::model::Document;
use eframe::egui::{Pos2, Vec2};

use super::cast::{ACTORS, actions};
use super::desk::{Desk, until};

/// Where the `i`-th actor is put down.
fn spot(i: usize) -> Pos2 {
    Pos2::new(110.0, 140.0) + Vec2::new((i % 6) as f32 * 150.0, (i / 6) as f32 * 135.0)
}

fn parsed(text: &str) -> Document {
    file::parse(text.as_bytes()).expect("sound").document
}

/// A command from the palette.
fn call(desk: &Desk, name: &str) {
    desk.shows("the palette", |d| d.keys(&["ctrl+k"]));
    desk.shows("what was typed", |d| d.write(name));
    desk.shows("that it was done", |d| d.keys(&["Return"]));
}

fn times(desk: &Desk, key: &str, count: usize) {
    for _ in 0..count / 10 {
        desk.keys(&[key; 10]);
    }
    desk.keys(&vec![key; count % 10]);
    desk.calm();
}

/// Made from nothing, arranged, annotated, filtered, undone a
/// hundred steps and redone, saved and exported.
#[test]
#[ignore = "needs Xvfb and xdotool; run by .ci/run"]
fn an_analyst_works_from_nothing_to_a_picture() {
    let desk = Desk::of(&Document::new());
    desk.shows("the actual size", |d| d.keys(&["ctrl+0"]));
    for (i, name) in ACTORS.iter().enumerate() {
        desk.point(spot(i));
        desk.shows("the field for the name", |d| d.keys(&["e"]));
        desk.write(name);
        desk.keys(&["Return", "Escape"]);
        // Whoever works for hours saves often; here it also tells that it is done.
        desk.changed();
        desk.save();
        let count = parsed(&desk.on_disk()).graph.actor_count();
        assert_eq!(count, i + 1, "{name}");
    }
    for (i, (from, verb, to)) in actions().into_iter().enumerate() {
        desk.shows("the selected actor", |d| d.click(spot(from), 1));
        desk.shows("the line to draw", |d| d.keys(&["c"]));
        desk.shows("the field for the verb", |d| d.click(spot(to), 1));
        desk.write(verb);
        desk.keys(&["Return", "Escape"]);
        desk.changed();
        desk.save();
        let count = parsed(&desk.on_disk()).graph.action_count();
        assert_eq!(count, i + 1, "{} {verb} {}", ACTORS[from], ACTORS[to]);
    }
    desk.calm().keep("window-session-made", desk.size());
    let made = parsed(&desk.on_disk());
    assert_eq!(made.graph.actor_count(), ACTORS.len());
    let id_of: BTreeMap<&str, &str> = made
        .graph
        .actors()
        .map(|a| (a.name.as_str(), a.id.as_str()))
        .collect();
    let mut said: Vec<(&str, &str, &str)> = made
        .graph
        .links()
        .map(|l| (l.from.as_str(), l.action.verb.as_str(), l.to.as_str()))
        .collect();
    said.sort_unstable();
    let mut expected: Vec<(&str, &str, &str)> = actions()
        .into_iter()
        .map(|(from, verb, to)| (id_of[ACTORS[from]], verb, id_of[ACTORS[to]]))
        .collect();
    expected.sort_unstable();
    assert_eq!(said, expected);

    // Arranged: some dragged, all of a marquee brought in line.
    for i in [3, 9, 22, 27] {
        desk.drag(spot(i), spot(i) + Vec2::new(31.0, 17.0));
        desk.calm();
    }
    let corner = spot(0) - Vec2::new(80.0, 60.0);
    let other = spot(24) + Vec2::new(60.0, 70.0);
    desk.drag(corner, other);
    desk.calm();
    desk.keys(&["ctrl+shift+Left"]);
    desk.calm();
    desk.keys(&["Escape"]);
    // Annotated, and filtered.
    annotate(&desk);
    filter(&desk);
    desk.save();
    let saved = desk.on_disk();
    desk.calm().keep("window-session", desk.size());
    let done = parsed(&saved);
    assert_eq!(done.lenses.len(), 1);
    assert_eq!(done.arrangements[0].annotations.len(), 3);
    assert_eq!(done.graph.actor_count(), ACTORS.len());
    let left: Vec<f64> = [0, 6, 12, 18, 24]
        .map(|i| done.arrangements[0].places[&made_id(&made, ACTORS[i])].x)
        .into();
    assert!(left.iter().all(|x| (x - left[0]).abs() < 60.0), "{left:?}");

    // A hundred steps back, and forth again.
    times(&desk, "ctrl+z", 100);
    desk.changed();
    times(&desk, "ctrl+y", 100);
    until("what was saved is there again", || !desk.has_changes());
    assert!(desk.on_disk() == saved);

    desk.shows("the form", |d| d.keys(&["ctrl+e"]));
    desk.shows("the file dialog", |d| d.keys(&["Return"]));
    desk.keys(&["Return"]);
    let exported = desk.path.with_extension("svg");
    until("the picture is written", || exported.is_file());
    sleep(Duration::from_millis(300));
    is_clean(&desk.path);
    let picture = std::fs::read_to_string(exported).expect("readable");
    for name in ["Harbour Board", "Two sides of the strike"] {
        assert!(picture.contains(name), "{name} is in the picture");
    }
}

/// A title above a frame round some of them, and an arrow.
fn annotate(desk: &Desk) {
    desk.point(Pos2::new(480.0, 800.0));
    desk.shows("the field for the text", |d| d.keys(&["t"]));
    desk.write("Two sides of the strike");
    desk.keys(&["Return"]);
    desk.calm();
    desk.keys(&["Escape", "f"]);
    desk.drag(
        spot(4) - Vec2::new(60.0, 62.0),
        spot(17) + Vec2::new(60.0, 62.0),
    );
    desk.calm();
    desk.write("The city");
    desk.keys(&["Return", "Escape"]);
    desk.keys(&["a"]);
    desk.drag(
        spot(14) + Vec2::new(20.0, 62.0),
        spot(16) + Vec2::new(0.0, 62.0),
    );
    desk.calm();
    desk.keys(&["Escape", "Escape"]);
    desk.calm();
}

/// A lens on persons, kept; then everything again.
fn filter(desk: &Desk) {
    desk.click(spot(6), 1);
    call(desk, "only this kind");
    call(desk, "save as lens");
    desk.write("Persons");
    desk.keys(&["Return"]);
    desk.calm();
    desk.keys(&["ctrl+shift+f"]);
    desk.calm();
}

fn made_id(doc: &Document, name: &str) -> dramatis::model::ActorId {
    let actor = doc.graph.actors().find(|a| a.name == name);
    actor.expect("made").id.clone()
}

fn is_clean(path: &Path) {
    let check = Command::new(env!("CARGO_BIN_EXE_dramatis"))
        .arg("check")
        .arg(path)
        .output()
        .expect("the program starts");
    let told = String::from_utf8_lossy(&check.stdout).into_owned();
    assert!(check.status.success(), "{told}");
}
