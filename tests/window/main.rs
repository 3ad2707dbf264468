//! The program in a real window, on a screen that nobody sees, driven from
//! outside by pointer and keys.
//!
//! `DRAMATIS_BIN` names another program than the one under test, such as the
//! release build; `DRAMATIS_SHOTS` a folder for screenshots.
#![cfg(target_os = "linux")]
#![allow(clippy::disallowed_methods)] // tests write files as anybody would

#[path = "../app/cast.rs"]
mod cast;
mod coding;
#[path = "../app/crowds.rs"]
mod crowds;
mod desk;
#[path = "../app/harbour.rs"]
mod harbour;
mod session;

use std::fs;
use std::process::Command;
use std::thread::sleep;
use std::time::Duration;

use desk::{Desk, Shot, differences, until};
use dramatis::picture::ThemeName;
use eframe::egui::{Pos2, Vec2};

/// Bar 1.
#[test]
#[ignore = "needs Xvfb and xdotool; run by .ci/run"]
fn a_drag_is_one_line_of_the_file_and_undo_takes_it_back() {
    let desk = Desk::new();
    assert_eq!(
        desk.title(),
        "Trump and Milley: a civil–military dispute — Dramatis"
    );
    let from = desk.actor("lafayette-square");
    desk.drag(from, from + Vec2::new(40.0, 30.0));
    desk.changed();
    desk.save();
    let told = differences(&desk.original, &desk.on_disk());
    let lines: Vec<&str> = told.lines().collect();
    assert_eq!(lines.len(), 2, "{told}");
    for (line, sign) in lines.iter().zip(['-', '+']) {
        let content = line.strip_prefix(sign).expect("one old line, one new");
        assert!(content.trim().starts_with("\"lafayette-square\": (x: "));
        assert_eq!(content.contains("pin: true"), sign == '+', "{told}");
    }
    desk.keys(&["ctrl+z"]);
    desk.changed();
    desk.save();
    assert_eq!(differences(&desk.original, &desk.on_disk()), "");
    assert!(desk.original == desk.on_disk());
}

/// Bar 7: less than one per cent of a core, a hundredth of a second being a tick.
#[test]
#[ignore = "needs Xvfb and xdotool; run by .ci/run"]
fn a_window_at_rest_costs_nothing() {
    let desk = Desk::new();
    println!("first frame after {} ms", desk.first_frame.as_millis());
    let at_rest = |what: &str| {
        sleep(Duration::from_secs(3));
        let before = desk.ticks();
        sleep(Duration::from_secs(10));
        let ticks = desk.ticks() - before;
        assert!(before > 0, "the first frame cost something");
        println!("{what}: {ticks} ticks in 10 s");
        assert!(ticks <= 10, "{what}: {ticks} ticks in 10 s");
    };
    at_rest("as opened");
    desk.point(desk.bare_paper());
    at_rest("the pointer on bare paper");
    desk.point(desk.actor("milley"));
    at_rest("the pointer on an actor");
}

#[test]
#[ignore = "needs Xvfb and xdotool; run by .ci/run"]
fn closing_with_unsaved_changes_asks() {
    let mut desk = Desk::new();
    let from = desk.actor("iran");
    desk.drag(from, from + Vec2::new(-50.0, 20.0));
    desk.changed();
    let asked = desk.shows("the question", |d| d.keys(&["ctrl+q"]));
    assert!(desk.is_open());
    asked.keep("window-unsaved", desk.size());
    desk.shows("the end of the question", |d| d.keys(&["Escape"]));
    assert!(desk.is_open() && desk.has_changes());
    desk.shows("the question", |d| d.keys(&["ctrl+q"]));
    // "Save" has the keyboard; "Don't save" is the next.
    desk.shows("the next answer", |d| d.keys(&["Tab"]));
    desk.keys(&["Return"]);
    let status = desk.ended();
    assert!(status.success(), "{status}: {}", desk.log());
    assert!(desk.original == desk.on_disk());
}

#[test]
#[ignore = "needs Xvfb and xdotool; run by .ci/run"]
fn an_actor_is_added_and_connected() {
    let desk = Desk::new();
    let spot = desk.bare_paper();
    desk.shows("the field for the name", |d| d.click(spot, 2));
    desk.shows("the name", |d| d.write("The Chronicler"));
    desk.keys(&["Return"]);
    desk.changed();
    desk.calm();
    desk.shows("the line to draw", |d| d.keys(&["c"]));
    let target = desk.actor("milley");
    desk.shows("the field for the verb", |d| d.click(target, 1));
    desk.shows("the verb", |d| d.write("writes about"));
    let drawn = desk.shows("the action", |d| d.keys(&["Return"]));
    drawn.keep("window-connected", desk.size());
    desk.save();

    let saved = desk.on_disk();
    assert!(saved.contains("name: \"The Chronicler\""), "no actor");
    let action = saved
        .split("\n        (")
        .chain(saved.split("\n        \""))
        .find(|part| part.contains("\"writes about\""))
        .expect("an action");
    assert!(action.contains("from: \"the-chronicler\"") && action.contains("to: \"milley\""));
    let check = Command::new(env!("CARGO_BIN_EXE_dramatis"))
        .arg("check")
        .arg(&desk.path)
        .output()
        .expect("the program starts");
    assert!(
        check.status.success(),
        "{}",
        String::from_utf8_lossy(&check.stdout)
    );

    desk.keys(&["ctrl+z", "ctrl+z"]);
    desk.changed();
    desk.calm();
    desk.save();
    assert_eq!(differences(&desk.original, &desk.on_disk()), "");
    assert!(desk.original == desk.on_disk());
}

/// What you see is what you export: the window and the command write the same.
#[test]
#[ignore = "needs Xvfb and xdotool; run by .ci/run"]
fn the_window_exports_what_the_command_draws() {
    let desk = Desk::new();
    let asked = desk.shows("the form", |d| d.keys(&["ctrl+e"]));
    asked.keep("window-export", desk.size());
    let asked = desk.shows("the file dialog", |d| d.keys(&["Return"]));
    asked.keep("window-file-dialog", desk.size());
    desk.keys(&["Return"]);
    let exported = desk.path.with_extension("svg");
    until("the picture is written", || exported.is_file());
    let drawn = desk.path.with_file_name("drawn.svg");
    let status = Command::new(env!("CARGO_BIN_EXE_dramatis"))
        .arg("snapshot")
        .arg(&desk.path)
        .arg("-o")
        .arg(&drawn)
        .status()
        .expect("the program starts");
    assert!(status.success());
    let read = |path| fs::read_to_string(path).expect("readable");
    let (exported, drawn) = (read(exported), read(drawn));
    assert!(exported == drawn, "{}", differences(&drawn, &exported));
    assert!(!desk.has_changes());
}

/// A graph too large for marks of its own: drawn by the graphics card, opened
/// aside, and dragged in like any other.
#[test]
#[ignore = "needs Xvfb and xdotool; run by .ci/run"]
fn a_crowd_is_opened_drawn_and_dragged() {
    let desk = Desk::of(&crowds::crowd(8_000, 24_000));
    assert_eq!(desk.title(), "8000 actors, 24000 actions — Dramatis");
    let colors = |shot: &Shot, (x, y): (f32, f32)| {
        shot.colors(Pos2::new(x, y), Pos2::new(x + 100.0, y + 100.0))
    };
    // A slow machine shows the empty canvas for a while before.
    until("the crowd is drawn", || {
        colors(&desk.shot(), (500.0, 450.0)) > 100
    });
    let shot = desk.calm();
    // Bodies, lines of three sorts, and names, all over the canvas.
    for at in [(400.0, 300.0), (500.0, 450.0), (600.0, 550.0)] {
        let colors = colors(&shot, at);
        assert!(colors > 100, "{colors} colours at {at:?}");
    }
    shot.keep("window-crowd", desk.size());
    // The last group stands at the edge, where nobody hides anybody.
    let id = crowds::nth(7_999);
    let from = desk.actor(id.as_str());
    desk.drag_slowly(from, from + Vec2::new(30.0, 20.0));
    desk.changed();
    desk.save();
    let told = differences(&desk.original, &desk.on_disk());
    let lines: Vec<&str> = told.lines().collect();
    assert_eq!(lines.len(), 2, "{told}");
    assert!(lines[1].contains("pin: true"), "{told}");
    desk.keys(&["ctrl+z"]);
    desk.changed();
    desk.save();
    assert!(desk.original == desk.on_disk());
}

#[test]
#[ignore = "needs Xvfb and xdotool; run by .ci/run"]
fn light_and_dark_show_a_picture_each() {
    let mut papers = Vec::new();
    for (theme, name) in [(ThemeName::Light, "light"), (ThemeName::Dark, "dark")] {
        let desk = Desk::with_theme(theme);
        let (width, height) = desk.size();
        // Beside the canvas: over a line, a card would tell who says so.
        desk.point(Pos2::new(width as f32 - 60.0, height as f32 - 120.0));
        let shot = desk.calm();
        let whole = Pos2::new(width as f32, height as f32);
        assert!(shot.colors(Pos2::ZERO, whole) > 200, "{name}");
        let paper = desk.bare_paper();
        papers.push(shot.at(paper.x as usize, paper.y as usize));
        shot.keep(&format!("window-{name}"), (width, height));
        let shot = desk.shows("the selected actor", |d| d.click(d.actor("milley"), 1));
        shot.keep(&format!("window-{name}-selected"), (width, height));
    }
    assert!(papers[0].iter().all(|v| *v > 200), "{papers:?}");
    assert!(papers[1].iter().all(|v| *v < 60), "{papers:?}");
}
