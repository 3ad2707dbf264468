//! The program as seen from a terminal.

#![allow(clippy::disallowed_methods)] // tests write files as anybody would

mod evidence;
mod layout;
mod snapshot;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::{Duration, Instant};

const EVERYTHING: &str = include_str!("../samples/v4/everything.ron");
const CHRONICLE: &str = include_str!("../samples/v4/chronicle.md");

fn dramatis() -> Command {
    Command::new(env!("CARGO_BIN_EXE_dramatis"))
}

fn run(args: &[&str]) -> Output {
    dramatis().args(args).output().expect("the program starts")
}

fn stdout(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

fn samples() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/samples/v4")
}

fn text(path: &Path) -> &str {
    path.to_str().expect("a path in UTF-8")
}

#[test]
fn every_sample_is_clean_and_converts_to_the_newest_version() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut count = 0;
    let versions = ["v1", "v2", "v3", "v4"].map(|version| samples().with_file_name(version));
    let entries = versions.map(|folder| fs::read_dir(folder).expect("readable"));
    for entry in entries.into_iter().flatten() {
        let path = entry.expect("readable").path();
        if path.extension().is_none_or(|e| e != "ron") {
            continue;
        }
        count += 1;
        let output = run(&["check", text(&path)]);
        assert_eq!(output.status.code(), Some(0), "{}", stdout(&output));
        let out = folder.path().join(format!("{count}.ron"));
        let output = run(&["convert", text(&path), text(&out)]);
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
        let (old, new) = (
            fs::read_to_string(&path).expect("there"),
            fs::read_to_string(&out).expect("there"),
        );
        let older = |old: String, version| {
            let version = format!("    version: {version},");
            old.replacen(&version, "    version: 4,", 1)
        };
        let old = (1..=3).fold(old, older);
        let by_hand = path.ends_with("by-hand.ron");
        assert_eq!(old == new, !by_hand, "{}", path.display());
    }
    assert_eq!(count, 12);
}

/// Checks a file of these bytes; its problems, after every test that each
/// bad file must pass.
fn check_bad(name: &str, bytes: &[u8]) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("chronicle.md"), CHRONICLE).expect("writable");
    let path = folder.path().join("bad.ron");
    fs::write(&path, bytes).expect("writable");
    let start = Instant::now();
    let output = run(&["check", text(&path)]);
    // A guard against hanging, not a measurement: machines are busy.
    assert!(start.elapsed() < Duration::from_secs(30), "{name} hangs");
    assert_eq!(output.status.code(), Some(1), "{name}: {}", stderr(&output));
    assert_eq!(stderr(&output), "", "{name}");
    let told = stdout(&output);
    let first = told.lines().next().unwrap_or_default();
    let place = first
        .strip_prefix(text(&path))
        .and_then(|r| r.strip_prefix(':'));
    let mut parts = place
        .unwrap_or_else(|| panic!("{name}: {first}"))
        .splitn(3, ':');
    for part in [parts.next(), parts.next()] {
        let number: Option<u32> = part.and_then(|p| p.parse().ok());
        assert!(number.is_some_and(|n| n >= 1), "{name}: {first}");
    }
    told
}

#[test]
fn every_bad_file_is_told_with_its_place() {
    for end in (0..EVERYTHING.len()).step_by(97) {
        check_bad(&format!("cut at {end}"), &EVERYTHING.as_bytes()[..end]);
    }
    let spoil = |old: &str, new: &str| {
        assert!(EVERYTHING.contains(old));
        EVERYTHING.replace(old, new).into_bytes()
    };
    for (name, bytes, at) in [
        (
            "a NaN position",
            spoil("x: -400.5", "x: NaN"),
            ":122:33: error: NaN",
        ),
        (
            "a duplicate id",
            spoil("\"reichstag\": (", "\"powers\": ("),
            ":29:9: error: the id",
        ),
        (
            "an unknown id",
            spoil("to: \"san-stefano\"", "to: \"x\""),
            ":72:17: error: there is no",
        ),
        (
            "version 999",
            spoil("version: 4", "version: 999"),
            ":2:14: error: written by a newer",
        ),
        ("brackets", vec![b'['; 100_000], ":1:65: error: brackets"),
        (
            "pairs of brackets",
            "([{".repeat(33_333).into_bytes(),
            ":1:65: error: brackets",
        ),
        (
            "an empty file",
            Vec::new(),
            ":1:1: error: the file is empty",
        ),
        (
            "a NUL-filled file",
            vec![0; 10_000],
            ":1:1: error: found a NUL byte",
        ),
        (
            "not UTF-8",
            b"Dramatis(\n  \xFF".to_vec(),
            ":2:3: error: byte 0xFF",
        ),
        (
            "words that are not in the text",
            spoil("Bismarck presided", "Nobody presided"),
            ":54:28: error: action",
        ),
    ] {
        let told = check_bad(name, &bytes);
        assert!(told.contains(at), "{name}: {told}");
    }
}

#[test]
fn all_files_and_all_problems_are_told_as_json_too() {
    let folder = tempfile::tempdir().expect("a folder");
    let bad = folder.path().join("bad.ron");
    fs::write(
        &bad,
        "// hm\nDramatis(version: 1, arrangements: [], titel: \"\")",
    )
    .expect("writable");
    let good = samples().join("least.ron");
    let output = run(&["check", "--json", text(&good), text(&bad)]);
    assert_eq!(output.status.code(), Some(1));
    let all: serde_json::Value = serde_json::from_str(&stdout(&output)).expect("JSON");
    let all = all.as_array().expect("an array");
    assert_eq!(all.len(), 3);
    assert_eq!(all[0]["severity"], "warning");
    assert_eq!(all[2]["line"], 2);
    assert_eq!(all[2]["column"], 40);
    assert_eq!(all[2]["hint"], "did you mean title?");
    let output = run(&["check", "--json", text(&good)]);
    assert_eq!(
        (output.status.code(), stdout(&output).as_str()),
        (Some(0), "[]\n")
    );
}

#[test]
fn what_cannot_run_exits_with_2() {
    let folder = tempfile::tempdir().expect("a folder");
    let good = samples().join("least.ron");
    let good = text(&good);
    for (args, told) in [
        (&["check"][..], "Usage"),
        (
            &["check", "no-such-file.ron"],
            "no-such-file.ron: cannot be read",
        ),
        (&["check", text(folder.path())], "is a folder, not a file"),
        (&["convert", good, "out.graphml"], "not supported yet"),
        (&["convert", "in.dot", "out.ron"], "not supported yet"),
        (
            &["convert", good, "/no/such/folder/out.ron"],
            "choose a folder that exists",
        ),
        (&["--no-such-flag"], "Usage"),
    ] {
        let output = run(args);
        assert_eq!(output.status.code(), Some(2), "{args:?}");
        assert!(
            stderr(&output).contains(told),
            "{args:?}: {}",
            stderr(&output)
        );
    }
    assert_eq!(run(&["--help"]).status.code(), Some(0));
}

#[test]
fn a_reader_that_goes_away_is_no_panic() {
    let folder = tempfile::tempdir().expect("a folder");
    let bad = folder.path().join("bad.ron");
    // More than a pipe holds.
    let actors: String = (0..20_000).map(|n| format!("\"a{n}\": (),\n")).collect();
    fs::write(&bad, format!("Dramatis(version: 1, actors: {{{actors}}})")).expect("writable");
    let mut child = dramatis()
        .args(["check", text(&bad)])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("it ends");
    assert_eq!(stderr(&output), "");
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn convert_refuses_what_it_must_not_overwrite() {
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().join("out.ron");
    let good = samples().join("least.ron");
    for precious in ["a diary", "Dramatis(version: 4)"] {
        fs::write(&out, precious).expect("writable");
        let output = run(&["convert", text(&good), text(&out)]);
        assert_eq!(output.status.code(), Some(2));
        assert!(
            stderr(&output).contains("choose another name"),
            "{}",
            stderr(&output)
        );
        assert_eq!(fs::read_to_string(&out).expect("there"), precious);
    }
}

/// Whatever the moment of a `kill -9`, the file is the old or the new one.
#[cfg(unix)]
#[test]
fn a_killed_save_leaves_the_old_or_the_new_bytes() {
    let folder = tempfile::tempdir().expect("a folder");
    let at = |name: &str| folder.path().join(name);
    // Large enough for the write itself to be hit.
    let notes = "x".repeat(200_000);
    let documents = ["first", "second"].map(|title| {
        let new = format!("title: {title:?},\n    about: \"{notes}\"");
        let text = EVERYTHING.replace("title: \"Every field, “quoted” and \\\\ escaped\"", &new);
        text.replacen("\n    about: \"One of each.\\nOn two lines.\",", "", 1)
    });
    let inputs = [at("a.ron"), at("b.ron")];
    for (path, text) in inputs.iter().zip(&documents) {
        fs::write(path, text).expect("writable");
    }
    let target = at("target.ron");
    let convert = |input: &Path| {
        let mut command = dramatis();
        command.args(["convert", text(input), text(&target)]);
        command.stdout(Stdio::null()).stderr(Stdio::null());
        command
    };
    let start = Instant::now();
    for input in &inputs {
        assert!(convert(input).status().expect("starts").success());
    }
    let mut whole_ns = start.elapsed().as_nanos() as u64 / 2;
    let mut random = 0x9E37_79B9_7F4A_7C15_u64;
    let (mut old, mut new) = (0, 0);
    for round in 0..200 {
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        let before = fs::read(&target).expect("there");
        let which = round % 2;
        let started = Instant::now();
        let mut child = convert(&inputs[which]).spawn().expect("starts");
        std::thread::sleep(Duration::from_nanos(random % (whole_ns * 5 / 4)));
        let killed = child.try_wait().expect("ours").is_none();
        child.kill().expect("ours");
        child.wait().expect("ours");
        if !killed {
            // Keeps up with a machine that is busier, or less, than at first.
            whole_ns = (whole_ns * 7 + started.elapsed().as_nanos() as u64) / 8;
        }
        let after = fs::read(&target).expect("there");
        if after == documents[which].as_bytes() {
            new += 1;
        } else {
            assert!(
                after == before,
                "round {round}: neither the old nor the new bytes"
            );
            old += 1;
        }
    }
    assert!(
        old >= 5 && new >= 5,
        "the moments were not spread: {old} old, {new} new"
    );
}

/// Bar 1: one clear line, soon, where there is no display; no library says more.
#[cfg(all(unix, not(target_os = "macos")))]
#[test]
fn without_a_display_one_line_says_what_works_instead() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = samples().join("least.ron");
    for (name, set, why) in [
        ("none is named", None, "neither WAYLAND_DISPLAY nor DISPLAY"),
        ("an empty name", Some(("DISPLAY", "")), "neither"),
        ("no such X server", Some(("DISPLAY", ":59999")), "X server"),
        (
            "no such Wayland compositor",
            Some(("WAYLAND_DISPLAY", "no-such")),
            "(",
        ),
    ] {
        let mut command = dramatis();
        for unset in ["DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET"] {
            command.env_remove(unset);
        }
        for home in ["HOME", "XDG_CONFIG_HOME", "XDG_RUNTIME_DIR"] {
            command.env(home, folder.path());
        }
        let start = Instant::now();
        let output = command.arg(&file).envs(set).output().expect("it starts");
        assert!(start.elapsed() < Duration::from_secs(5), "{name}: slow");
        assert_eq!(output.status.code(), Some(2), "{name}");
        let told = stderr(&output);
        assert_eq!(told.lines().count(), 1, "{name}: {told}");
        assert!(told.contains("dramatis snapshot FILE"), "{name}: {told}");
        assert!(told.contains(why), "{name}: {told}");
        // Nobody reads paths of the machine it was built on.
        assert!(!told.contains(".rs"), "{name}: {told}");
        assert_eq!(stdout(&output), "", "{name}");
    }
}

#[test]
fn only_those_without_a_place_are_placed() {
    let folder = tempfile::tempdir().expect("a folder");
    let shipped = Path::new(env!("CARGO_MANIFEST_DIR")).join("graphs/treaties");
    for entry in fs::read_dir(shipped).expect("readable") {
        let path = entry.expect("readable").path();
        fs::copy(&path, folder.path().join(path.file_name().expect("named"))).expect("copied");
    }
    let path = folder.path().join("treaties.ron");
    let whole = fs::read_to_string(&path).expect("a text");
    // The first place of the first arrangement goes missing.
    let from = whole.find("places: {").expect("an arrangement");
    let line = whole[from..].lines().nth(1).expect("a place").to_owned() + "\n";
    fs::write(&path, whole.replacen(&line, "", 1)).expect("writable");
    let out = folder.path().join("out.ron");
    for (algorithm, known) in [("place-new", true), ("tidy", true), ("tidiest", false)] {
        let args = [
            "layout",
            text(&path),
            "--algorithm",
            algorithm,
            "-o",
            text(&out),
        ];
        let output = run(&args);
        assert_eq!(output.status.success(), known, "{}", stderr(&output));
        if algorithm == "place-new" {
            let written = fs::read_to_string(&out).expect("a text");
            let places = |text: &str| -> Vec<String> {
                let from = text.find("places: {").expect("an arrangement");
                let lines = text[from..].lines().skip(1);
                let lines = lines.take_while(|l| !l.trim().starts_with('}'));
                lines.map(str::to_owned).collect()
            };
            let (old, new) = (places(&whole), places(&written));
            assert_eq!(old[1..], new[1..], "nobody else moves");
            let name = |line: &str| line.split(':').next().map(str::to_owned);
            assert_eq!(name(&old[0]), name(&new[0]), "and the lost one is back");
        }
        if !known {
            assert!(stderr(&output).contains("place-new"), "{}", stderr(&output));
        }
    }
}
