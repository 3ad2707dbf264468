//! `dramatis snapshot`: the picture without a window.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use dramatis::file;
use dramatis::model::{Document, Filter, Lens, Link, Rest, Status, Test, disagrees};
use dramatis::picture::{Weight, font};
use kurbo::{Affine, Point, Rect};

use super::{run, stderr, text};

fn shipped(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("graphs/{name}/{name}.ron"))
}

fn document(path: &Path) -> Document {
    file::open(path).expect("it can be read").document
}

/// Draws a document; the bytes that were written.
fn draw(input: &Path, ending: &str, more: &[&str]) -> Vec<u8> {
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().join(format!("out.{ending}"));
    let mut args = vec!["snapshot", text(input), "-o", text(&out)];
    args.extend(more);
    let output = run(&args);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert_eq!(stderr(&output), "");
    fs::read(out).expect("it was written")
}

/// A text of an SVG: what it says, and the box of each of its lines.
struct Written {
    says: String,
    lines: Vec<Rect>,
}

fn number(node: roxmltree::Node<'_, '_>, name: &str) -> f64 {
    let value = node
        .attribute(name)
        .unwrap_or_else(|| panic!("{name} is missing"));
    value.parse().unwrap_or_else(|_| panic!("{name}: {value}"))
}

fn written(node: roxmltree::Node<'_, '_>) -> Written {
    let size = number(node, "font-size");
    let weight = match node.attribute("font-weight") {
        Some("600") => Weight::SemiBold,
        _ => Weight::Regular,
    };
    let turn = node.attribute("transform").map_or(Affine::IDENTITY, |t| {
        let numbers = t.trim_start_matches("rotate(").trim_end_matches(')');
        let n: Vec<f64> = numbers
            .split(' ')
            .map(|n| n.parse().expect("a number"))
            .collect();
        Affine::rotate_about(n[0].to_radians(), Point::new(n[1], n[2]))
    });
    let spans: Vec<_> = node
        .children()
        .filter(|c| c.has_tag_name("tspan"))
        .collect();
    let spans = if spans.is_empty() { vec![node] } else { spans };
    let lines = spans.iter().map(|span| {
        let (x, y) = (number(*span, "x"), number(*span, "y"));
        let says = span.text().unwrap_or_default();
        let width = font::width(says, weight, size);
        let left = match node.attribute("text-anchor") {
            Some("middle") => x - width / 2.0,
            Some("end") => x - width,
            _ => x,
        };
        let line = Rect::new(
            left,
            y - size * font::CAP_HEIGHT_EM,
            left + width,
            y + size * font::DESCENT_EM,
        );
        turn.transform_rect_bbox(line)
    });
    Written {
        lines: lines.collect(),
        says: node
            .descendants()
            .filter(|n| n.is_text())
            .filter_map(|n| n.text())
            .collect(),
    }
}

#[test]
fn every_name_and_verb_of_the_shipped_graph_is_text_within_the_picture() {
    let path = shipped("civil-military");
    let doc = document(&path);
    for arrangement in &doc.arrangements {
        let svg = draw(&path, "svg", &["--arrangement", &arrangement.name]);
        let svg = String::from_utf8(svg).expect("UTF-8");
        let tree = roxmltree::Document::parse(&svg).expect("XML");
        let root = tree.root_element();
        let sides: Vec<f64> = root
            .attribute("viewBox")
            .expect("a view box")
            .split(' ')
            .map(|n| n.parse().expect("a number"))
            .collect();
        let page = Rect::new(sides[0], sides[1], sides[0] + sides[2], sides[1] + sides[3]);
        let texts: Vec<Written> = tree
            .descendants()
            .filter(|n| n.has_tag_name("text"))
            .map(written)
            .collect();
        for t in &texts {
            for line in &t.lines {
                assert_eq!(page.union(*line), page, "{:?} sticks out", t.says);
            }
        }
        let said: BTreeSet<&str> = texts.iter().map(|t| t.says.as_str()).collect();
        for actor in doc.graph.actors() {
            assert!(said.contains(actor.name.as_str()), "{}", actor.name);
        }
        let unsaid = doc
            .graph
            .links()
            .filter(|l| !said.contains(l.action.verb.as_str()))
            .count();
        // In the first arrangement there is room for every verb.
        let first = arrangement.name == doc.arrangements[0].name;
        assert!(
            unsaid <= if first { 0 } else { 2 },
            "{unsaid} verbs without room"
        );
        assert!(said.contains(doc.title.as_str()));
        assert!(said.iter().any(|t| t.starts_with("According to ")));
        assert!(svg.contains("@font-face"), "the font is embedded");
    }
}

#[test]
fn the_same_twice_gives_the_same_bytes_and_options_matter() {
    let path = shipped("treaties");
    let mut seen = BTreeSet::new();
    for ending in ["svg", "png"] {
        for options in [
            &[][..],
            &["--theme", "dark"],
            &["--theme", "print"],
            &["--transparent"],
            &["--no-title"],
            &["--no-legend"],
            &["--no-source"],
            &["--size", "800x600"],
            &["--scale", "0.5"],
        ] {
            let first = draw(&path, ending, options);
            assert_eq!(first, draw(&path, ending, options), "{ending} {options:?}");
            assert!(seen.insert(first), "{ending} {options:?} changes nothing");
        }
    }
}

#[test]
fn a_lens_leaves_out_or_fades_and_the_picture_says_so() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/samples/v4/everything.ron");
    let drawn = |options: &[&str]| String::from_utf8(draw(&path, "svg", options)).expect("UTF-8");
    let whole = drawn(&[]);
    assert!(whole.contains("data-actor=\"germany\"") && !whole.contains("Shown: "));
    let hidden = drawn(&["--lens", "Reported in 1878"]);
    assert!(hidden.contains("data-actor=\"bismarck\""));
    assert!(!hidden.contains("data-actor=\"germany\"") && !hidden.contains(" opacity="));
    assert!(hidden.contains("Shown: status reported, confirmed; "));
    // The legend explains what is there: no state, nothing alleged.
    for (word, there) in [(">event<", true), (">state<", false), (">hostile<", false)] {
        assert!(whole.contains(word), "{word}");
        assert_eq!(hidden.contains(word), there, "{word}");
    }
    let faded = drawn(&["--lens", "Diplomats"]);
    assert!(faded.contains("<g data-actor=\"germany\" opacity=\"0.3\""));
    assert!(faded.contains("In full: kind person, institution; "));
    let silent = drawn(&["--lens", "Diplomats", "--no-legend", "--no-source"]);
    assert!(!silent.contains("In full: "));
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().join("out.svg");
    let output = run(&["snapshot", text(&path), "-o", text(&out), "--lens", "None"]);
    assert_eq!(output.status.code(), Some(2));
    let said = "there is no lens \"None\"; there are \"Reported in 1878\", \"Diplomats\"";
    assert!(stderr(&output).contains(said), "{}", stderr(&output));
    assert!(!out.exists());
}

/// Whose claims contradict one another is what the lens asks.
#[test]
fn a_lens_for_where_sources_disagree_leaves_the_rest_out() {
    let path = shipped("treaties");
    let mut doc = document(&path);
    let reported = |l: &Link<'_>| {
        let mut claims = l.action.claims.iter();
        claims.any(|c| c.status == Status::Reported)
    };
    let first = doc.graph.links().find(reported);
    let first = first.expect("an action that is reported");
    let (id, from, to) = (
        first.action.id.clone(),
        first.from.clone(),
        first.to.clone(),
    );
    let mut action = first.action.clone();
    let mut denied = action.claims.first().expect("a claim").clone();
    denied.status = Status::Denied;
    action.claims.push(denied);
    doc.graph.remove_action(&id).expect("there");
    doc.graph.add_action(&from, &to, action).expect("new");
    let contested = doc.graph.links().filter(|l| disagrees(&l.action.claims));
    let contested = contested.count();
    doc.lenses.push(Lens {
        name: "Contested".to_owned(),
        filters: vec![Filter::new(Test::Disagreement)],
        rest: Rest::Hide,
    });
    let folder = tempfile::tempdir().expect("a folder");
    let copy = folder.path().join("treaties.ron");
    let brief = path.with_file_name("brief.md");
    fs::copy(brief, folder.path().join("brief.md")).expect("copied");
    file::save(&doc, &copy, None).expect("saved");
    let svg = draw(&copy, "svg", &["--lens", "Contested"]);
    let svg = String::from_utf8(svg).expect("UTF-8");
    assert!(svg.contains(&format!("data-action=\"{id}\"")));
    let lines: BTreeSet<&str> = svg.split("data-action=\"").skip(1).collect();
    let ids: BTreeSet<&str> = lines.iter().filter_map(|l| l.split('"').next()).collect();
    assert_eq!(ids.len(), contested, "{ids:?}");
    assert!(contested < doc.graph.action_count());
    assert!(svg.contains("Shown: where sources disagree. "));
    let share = format!("{contested} of {} actions.", doc.graph.action_count());
    assert!(svg.contains(&share), "{share}");
}

#[test]
fn a_page_of_a_given_size_has_that_size() {
    let png = draw(
        &shipped("treaties"),
        "png",
        &["--size", "640x480", "--scale", "2"],
    );
    let side = |at: usize| u32::from_be_bytes(png[at..at + 4].try_into().expect("four bytes"));
    assert_eq!((side(16), side(20)), (1280, 960));
}

#[test]
fn what_cannot_be_drawn_is_said_in_one_line_and_nothing_is_written() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = shipped("treaties");
    let png = folder.path().join("out.png");
    for (out, options, word) in [
        ("out.bmp", &[][..], "not supported yet"),
        ("out", &[], "not supported yet"),
        ("out.png", &["--arrangement", "Nowhere"], "\"Overview\""),
        ("out.png", &["--lens", "Nowhere"], "there are none"),
        ("out.png", &["--scale", "0"], "scale"),
        ("out.png", &["--scale", "-1"], "scale"),
        ("out.png", &["--scale", "NaN"], "scale"),
        ("out.png", &["--scale", "1e9"], "too large"),
        ("out.png", &["--size", "0x5"], "1920x1080"),
        ("out.png", &["--size", "wide"], "1920x1080"),
        ("no/such/folder/out.png", &[], "folder"),
    ] {
        let out = folder.path().join(out);
        let mut args = vec!["snapshot", text(&path), "-o", text(&out)];
        args.extend(options);
        let output = run(&args);
        assert_eq!(output.status.code(), Some(2), "{options:?}");
        assert!(
            stderr(&output).contains(word),
            "{options:?}: {}",
            stderr(&output)
        );
        assert!(!png.exists());
    }
    let missing = folder.path().join("missing.ron");
    let output = run(&["snapshot", text(&missing), "-o", text(&png)]);
    assert_eq!(output.status.code(), Some(2));
    fs::write(&missing, "Dramatis(").expect("writable");
    let output = run(&["snapshot", text(&missing), "-o", text(&png)]);
    assert_eq!(output.status.code(), Some(1));
    assert!(!png.exists());
}

#[test]
fn annotations_are_drawn_under_and_over_the_graph() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("noted.ron");
    let old = fs::read_to_string(shipped("treaties")).expect("a text");
    let (before, after) = old
        .rsplit_once("            },\n        ),")
        .expect("an arrangement");
    let notes = "            },\n            annotations: {\n                \
        \"a\": (kind: Text, text: \"One <b>&\\ntwo\", at: (-2000, 0)),\n                \
        \"b\": (kind: Frame, text: \"West\", from: (0, 0), to: (900, 50)),\n            },\n        ),";
    fs::write(&path, format!("{before}{notes}{after}")).expect("written");
    let cited = shipped("treaties").with_file_name("brief.md");
    fs::copy(cited, folder.path().join("brief.md")).expect("copied");
    let svg = draw(&path, "svg", &["--no-title", "--no-legend", "--no-source"]);
    let svg = String::from_utf8(svg).expect("UTF-8");
    assert!(svg.contains("One &lt;b&gt;&amp;") && !svg.contains("One <b>"));
    let at = |what: &str| svg.find(what).unwrap_or_else(|| panic!("no {what}"));
    assert!(at("data-annotation=\"b\"") < at("data-action="));
    assert!(at("data-annotation=\"a\"") > svg.rfind("data-actor=").expect("actors"));
    let read = roxmltree::Document::parse(&svg).expect("sound");
    let view = read.root_element().attribute("viewBox").expect("a view");
    let left: f64 = view
        .split(' ')
        .next()
        .expect("four")
        .parse()
        .expect("a number");
    assert!(left < -2000.0, "{view}");
    assert!(!draw(&path, "png", &[]).is_empty());
}
