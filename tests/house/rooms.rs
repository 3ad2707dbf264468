//! A room uses only rooms above it in the design's list.

use std::fs;
use std::path::{Path, PathBuf};

/// The rooms, and which of the others each may use.
const MAY_USE: [(&str, &[&str]); 10] = [
    ("model", &[]),
    ("edit", &["model"]),
    ("file", &["model"]),
    ("layout", &["model", "edit"]),
    ("analysis", &["model", "edit", "layout"]),
    ("picture", &["model", "edit", "layout", "analysis"]),
    ("export", &["model", "picture"]),
    ("exchange", &["model", "edit", "file", "layout"]),
    (
        "app",
        &[
            "model", "edit", "file", "layout", "analysis", "picture", "export", "exchange",
        ],
    ),
    (
        "cli",
        &[
            "model", "edit", "file", "layout", "analysis", "picture", "export", "exchange", "app",
        ],
    ),
];

/// Crates that only some rooms may know.
const ONLY_IN: [(&str, &[&str]); 5] = [
    ("egui_graphs", &["src/app/canvas/"]),
    ("egui", &["src/app/"]),
    ("eframe", &["src/app/"]),
    ("resvg", &["src/export/"]),
    ("pulldown_cmark", &["src/model/cutting/"]),
];

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|e| e == "rs") {
            found.push(path);
        }
    }
}

/// A file without its comments.
fn code(text: &str) -> String {
    text.lines()
        .map(|line| line.split("//").next().unwrap_or(""))
        .collect::<Vec<_>>()
        .join("\n")
}

/// Whether `text` holds `word` followed by `::` or `;`, as a path root.
fn names_crate(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let after = &text[at + word.len()..];
        let starts =
            before.is_none_or(|c| !c.is_alphanumeric() && c != '_' && c != ':' && c != '.');
        starts && after.starts_with("::")
    })
}

/// The rooms that a file names through `crate::…`, or through as many `super::`
/// as lead out of its room (`depth` of them), also inside a group.
fn rooms_used(text: &str, depth: usize) -> Vec<String> {
    let mut used = Vec::new();
    let roots = ["crate::".to_owned(), "super::".repeat(depth)];
    let named = roots.iter().flat_map(|root| {
        text.match_indices(root.as_str())
            .map(|(at, m)| at + m.len())
    });
    for at in named {
        let rest = &text[at..];
        if let Some(group) = rest.strip_prefix('{') {
            let mut depth = 1;
            let mut word = String::new();
            for c in group.chars() {
                match c {
                    '{' => depth += 1,
                    '}' => depth -= 1,
                    _ => {}
                }
                if depth == 0 {
                    used.push(std::mem::take(&mut word));
                    break;
                }
                if c.is_alphanumeric() || c == '_' {
                    word.push(c);
                } else if depth == 1 || (c == '{' && depth == 2) {
                    used.push(std::mem::take(&mut word));
                }
            }
        } else {
            used.push(
                rest.chars()
                    .take_while(|c| c.is_alphanumeric() || *c == '_')
                    .collect(),
            );
        }
    }
    used
}

#[test]
fn rooms_use_only_rooms_above_them() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    sources(&root.join("src"), &mut files);
    assert!(files.len() > 40, "the sources were found");
    let known: Vec<&str> = MAY_USE.iter().map(|(room, _)| *room).collect();
    let mut faults = Vec::new();
    let mut edges = 0;
    for path in &files {
        let relative = path.strip_prefix(root).expect("below the root");
        let shown = relative.to_string_lossy().replace('\\', "/");
        let text = code(&fs::read_to_string(path).expect("a text"));
        let room = shown
            .trim_start_matches("src/")
            .split(['/', '.'])
            .next()
            .unwrap_or_default()
            .to_owned();
        for (name, allowed) in ONLY_IN {
            if names_crate(&text, name) && !allowed.iter().any(|a| shown.starts_with(a)) {
                faults.push(format!("{shown} names {name}"));
            }
        }
        let Some((_, may_use)) = MAY_USE.iter().find(|(r, _)| *r == room) else {
            assert!(
                ["lib", "main"].contains(&room.as_str()),
                "{shown}: add its room to the list"
            );
            continue;
        };
        // `src/room/file.rs` is one module below its room, `src/room.rs` is it;
        // tests beside the code have one more.
        let below = shown.matches('/').count() - 1 + usize::from(!shown.ends_with("/mod.rs"));
        for used in rooms_used(&text, below.max(1)) {
            if known.contains(&used.as_str()) && used != room {
                edges += 1;
                if !may_use.contains(&used.as_str()) {
                    faults.push(format!("{shown}: {room} uses {used}"));
                }
            }
        }
    }
    assert!(edges > 50, "imports were found: {edges}");
    assert_eq!(faults, Vec::<String>::new());
}

#[test]
fn the_model_reads_and_writes_nothing() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    sources(&root.join("src/model"), &mut files);
    assert!(files.len() > 8);
    for path in files {
        let text = code(&fs::read_to_string(&path).expect("a text"));
        for impure in [
            "std::fs",
            "std::io",
            "std::net",
            "std::env",
            "std::process",
            "std::time",
        ] {
            assert!(!text.contains(impure), "{}: {impure}", path.display());
        }
    }
}

#[test]
fn the_rule_sees_through_groups_and_comments() {
    assert_eq!(
        rooms_used("use crate::{app::{Command, x}, model::Actor};", 2)
            .into_iter()
            .filter(|w| w == "app" || w == "model")
            .collect::<Vec<_>>(),
        ["app", "model"]
    );
    assert!(rooms_used(&code("// crate::app is not used here"), 2).is_empty());
    assert_eq!(rooms_used("super::super::app::Command", 2), ["app"]);
    assert!(rooms_used("super::app::Command", 2).is_empty());
    assert!(names_crate("use egui::Ui;", "egui"));
    assert!(!names_crate("use eframe::egui::Ui;", "egui"));
    assert!(!names_crate("use egui_graphs::Graph;", "egui"));
}
