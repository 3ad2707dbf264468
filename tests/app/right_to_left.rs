//! Words of right-to-left scripts, wherever they are shown: seen from right to
//! left, and told in the order in which they are read.

use std::fs;

use dramatis::app::{Action, Command, Workspace};
use dramatis::edit::Selection;
use dramatis::file;
use dramatis::model::{
    Action as Deed, ActionId, Actor, ActorId, ActorKind, Claim, Claimant, Confidence, Document,
    Place, Source, SourceId, Status,
};
use eframe::egui::accesskit::Role;
use eframe::egui::epaint::{ClippedShape, Primitive, Shape};
use eframe::egui::{Key, Rect, vec2};
use egui_kittest::kittest::{NodeT, Queryable, by};

use crate::stage::{Setup, Stage};
use crate::table;

/// Pairs of words that stand beside one another nowhere but in: the names of two
/// actors, a verb, a quotation, a source, an outsider, a reason, a title.
const OFFICE: [&str; 2] = ["משרד", "החוץ"];
const UNION: [&str; 2] = ["ועד", "העובדים"];
const VERB: [&str; 2] = ["תקף", "בחריפות"];
const QUOTE: [&str; 2] = ["שביתה", "ממושכת"];
const SOURCE: [&str; 2] = ["יומן", "העיר"];
const OUTSIDER: [&str; 2] = ["דובר", "המועצה"];
const REASON: [&str; 2] = ["פרוטוקול", "חתום"];
const TITLE: [&str; 2] = ["סכסוך", "ארוך"];

/// What a quotation goes on with, over several lines of a panel.
const NUMBERS: [&str; 24] = [
    "אחת",
    "שתיים",
    "שלוש",
    "ארבע",
    "חמש",
    "ששית",
    "שבע",
    "שמונה",
    "תשע",
    "עשרה",
    "מאה",
    "אלף",
    "ינואר",
    "פברואר",
    "מרץ",
    "אפריל",
    "מאי",
    "יוני",
    "יולי",
    "אוגוסט",
    "ספטמבר",
    "אוקטובר",
    "נובמבר",
    "דצמבר",
];

fn id(text: &str) -> ActorId {
    ActorId::new(text).expect("valid")
}

fn deed(text: &str) -> ActionId {
    ActionId::new(text).expect("valid")
}

/// One says so of the other, once in its own tongue and once in English.
fn document() -> Document {
    let mut doc = Document::new();
    doc.title = TITLE.join(" ");
    let source = SourceId::new("diary").expect("valid");
    let made = Source::new(source.clone(), SOURCE.join(" "));
    doc.sources.insert(source.clone(), made);
    for (n, (who, name)) in [("office", OFFICE), ("union", UNION)]
        .into_iter()
        .enumerate()
    {
        let mut actor = Actor::new(id(who), name.join(" "), ActorKind::Institution);
        actor.role = TITLE.join(" ");
        doc.graph.add_actor(actor).expect("new");
        let place = Place::at(n as f64 * 420.0, 0.0);
        doc.arrangements[0].places.insert(id(who), place);
    }
    for (name, verb) in [("attacks", VERB.join(" ")), ("meets", "meets".to_owned())] {
        let mut action = Deed::new(deed(name), verb);
        action.claims = vec![Claim {
            by: Claimant::Outsider(OUTSIDER.join(" ")),
            source: source.clone(),
            anchor: String::new(),
            quote: format!("{}, {}", QUOTE.join(" "), NUMBERS.join(" ")),
            spot: None,
            entered: None,
            changed: None,
            status: Status::Alleged,
            confidence: Confidence::Medium,
            because: REASON.join(" "),
        }];
        doc.graph
            .add_action(&id("office"), &id("union"), action)
            .expect("new");
    }
    doc
}

fn stage() -> Stage {
    let setup = Setup {
        size: vec2(1400.0, 1000.0),
        ..Setup::default()
    };
    Stage::new(Workspace::of_document(document()), setup)
}

/// Every row of letters that is drawn, from left to right, and where it is.
fn rows(stage: &Stage) -> Vec<(String, Rect)> {
    fn look(shape: &Shape, found: &mut Vec<(String, Rect)>) {
        match shape {
            // egui draws nothing of what it takes to be empty.
            Shape::Text(text) if !text.galley.is_empty() => {
                for row in &text.galley.rows {
                    // Where it shapes from right to left, egui puts glyphs that take no
                    // room among the others.
                    let glyphs = row.glyphs.iter().filter(|g| g.advance_width > 0.0);
                    let mut glyphs: Vec<_> = glyphs.collect();
                    glyphs.sort_by(|a, b| a.pos.x.total_cmp(&b.pos.x));
                    let letters = glyphs.iter().map(|g| g.chr).collect();
                    found.push((letters, row.rect().translate(text.pos.to_vec2())));
                }
            }
            Shape::Vec(shapes) => shapes.iter().for_each(|s| look(s, found)),
            _ => {}
        }
    }
    let mut found = Vec::new();
    for ClippedShape { shape, .. } in &stage.harness.output().shapes {
        look(shape, &mut found);
    }
    found
}

/// Where a word stands in a row, whose letters may be shaped from right to left.
fn place(row: &str, word: &str) -> Option<usize> {
    let turned: String = word.chars().rev().collect();
    row.find(word).or_else(|| row.find(&turned))
}

/// In how many rows two words are seen the first at the right, and the second at
/// the right.
fn seen(stage: &Stage, words: [&str; 2]) -> (usize, usize) {
    let all = rows(stage);
    let both = all.iter().filter_map(|(row, _)| {
        let [first, second] = words.map(|word| place(row, word));
        first.zip(second)
    });
    let both: Vec<(usize, usize)> = both.collect();
    let right = both.iter().filter(|(first, second)| first > second).count();
    (right, both.len() - right)
}

/// How often two words are told in order, and how often out of it.
fn told(stage: &Stage, [first, second]: [&str; 2]) -> (usize, usize) {
    let (said, turned) = (format!("{first} {second}"), format!("{second} {first}"));
    let mut counts = (0, 0);
    for node in stage.harness.query_all(by().predicate(|_| true)) {
        let node = node.accesskit_node();
        for text in [node.label(), node.value()].into_iter().flatten() {
            counts.0 += usize::from(text.contains(&said));
            counts.1 += usize::from(text.contains(&turned));
        }
    }
    counts
}

/// These words are shown, right to left, and told as they are read.
fn is_right(stage: &Stage, pairs: &[[&str; 2]]) {
    for words in pairs {
        let (right, wrong) = seen(stage, *words);
        assert!(
            right > 0 && wrong == 0,
            "{words:?} {right} {wrong}: {:#?}",
            rows(stage)
        );
        let (right, wrong) = told(stage, *words);
        assert!(right > 0 && wrong == 0, "{words:?} is told {right} {wrong}");
    }
}

#[test]
fn the_inspector_shows_claims_and_names_from_right_to_left() {
    let mut stage = stage();
    stage.do_now(Command::Select(Selection::action(deed("attacks"))));
    is_right(
        &stage,
        &[OFFICE, UNION, VERB, QUOTE, SOURCE, OUTSIDER, REASON],
    );
    // A quotation of several lines begins in the first, and goes on below.
    let all = rows(&stage);
    let with = |word: &str| all.iter().find(|(row, _)| place(row, word).is_some());
    let lines: Vec<&(String, Rect)> = NUMBERS.iter().filter_map(|w| with(w)).collect();
    assert_eq!(lines.len(), NUMBERS.len(), "each word is on some line");
    let heights: Vec<f32> = lines.iter().map(|(_, rect)| rect.top()).collect();
    assert!(heights.is_sorted() && heights.first() < heights.last());
    for (n, pair) in NUMBERS.windows(2).enumerate() {
        let (row, _) = lines[n];
        if let Some(next) = place(row, pair[1]) {
            assert!(place(row, pair[0]).is_some_and(|at| at > next), "{row}");
        }
    }
    let widest = lines.iter().map(|(_, r)| r.right()).fold(0.0, f32::max);
    let flush = lines.iter().all(|(_, r)| (r.right() - widest).abs() < 2.0);
    assert!(flush, "{lines:?}");
    stage.do_now(Command::Select(Selection::actor(id("office"))));
    is_right(&stage, &[OFFICE, UNION, TITLE]);
}

#[test]
fn a_receipt_tells_them_from_right_to_left() {
    let mut stage = stage();
    stage.do_now(Action::ToggleInspector);
    stage.do_now(Command::Select(Selection::action(deed("attacks"))));
    stage.press(Key::Y);
    stage.frames(3);
    assert!(stage.app().receipt().is_some());
    is_right(
        &stage,
        &[OFFICE, UNION, VERB, QUOTE, SOURCE, OUTSIDER, REASON],
    );
}

#[test]
fn who_acts_stands_before_an_english_verb_and_who_is_acted_upon_behind_it() {
    let mut stage = stage();
    stage.do_now(Command::Select(Selection::action(deed("meets"))));
    stage.press(Key::Y);
    stage.frames(3);
    let all = rows(&stage);
    let whole = all.iter().filter_map(|(row, _)| {
        let at = [OFFICE[0], "meets", UNION[0]].map(|word| place(row, word));
        let [from, verb, to] = at;
        Some((from?, verb?, to?))
    });
    let whole: Vec<(usize, usize, usize)> = whole.collect();
    // In the panel, and on the card.
    assert!(whole.len() > 1, "{all:#?}");
    for (from, verb, to) in whole {
        assert!(from < verb && verb < to, "{all:#?}");
    }
    is_right(&stage, &[OFFICE, UNION]);
    // An own verb goes on as it began.
    stage.do_now(Command::Select(Selection::action(deed("attacks"))));
    let all = rows(&stage);
    let own = all.iter().filter_map(|(row, _)| {
        let [from, to] = [OFFICE[0], UNION[0]].map(|word| place(row, word));
        place(row, VERB[0]).and(from.zip(to))
    });
    let own: Vec<(usize, usize)> = own.collect();
    assert!(
        !own.is_empty() && own.iter().all(|(from, to)| from > to),
        "{all:#?}"
    );
}

#[test]
fn the_table_shows_them_from_right_to_left_also_where_they_are_cut() {
    let mut stage = stage();
    stage.do_now(Action::TableOfClaims);
    is_right(&stage, &[OFFICE, QUOTE, SOURCE, OUTSIDER]);
    let row = table::rows(&stage).swap_remove(0);
    let (cell, _) = table::cell(&stage, &row, "Quote");
    let all = rows(&stage);
    let cut = all.iter().find(|(row, rect)| {
        row.contains('…') && cell.contains(rect.center()) && place(row, QUOTE[0]).is_some()
    });
    let (cut, rect) = cut.expect("the quotation is cut short");
    assert!(cut.trim_start().starts_with('…'), "{cut}");
    assert!(rect.width() <= cell.width(), "{rect:?} in {cell:?}");
    // Filtering finds what is read.
    stage.do_now(Action::TableOfActors);
    is_right(&stage, &[OFFICE, UNION]);
}

#[test]
fn lists_of_what_is_found_show_them_from_right_to_left() {
    let mut stage = stage();
    stage.press_with(crate::stage::CTRL, Key::F);
    stage.write(OFFICE[0]);
    stage.frames(20);
    is_right(&stage, &[OFFICE]);
}

/// What a list of names takes on screen is ink: letters are drawn, not only laid out.
#[test]
fn what_is_set_anew_is_drawn() {
    let stage = stage();
    let output = stage.harness.output();
    let ctx = &stage.harness.ctx;
    let title = rows(&stage)
        .into_iter()
        .find(|(row, _)| place(row, TITLE[0]).is_some());
    let (_, rect) = title.expect("the title");
    let shapes = output.shapes.clone();
    let drawn = ctx.tessellate(shapes, output.pixels_per_point).into_iter();
    let vertices = drawn.flat_map(|p| match p.primitive {
        Primitive::Mesh(mesh) => mesh.vertices,
        Primitive::Callback(_) => Vec::new(),
    });
    // Four for each letter.
    let letters = TITLE.concat().chars().count();
    let inside = vertices
        .filter(|v| rect.expand(2.0).contains(v.pos))
        .count();
    assert!(inside >= 4 * letters, "{inside}");
}

#[test]
fn what_is_typed_stays_as_it_is_read() {
    let mut stage = stage();
    stage.do_now(Command::Select(Selection::actor(id("office"))));
    let field = stage.field_of("Name").expect("a field");
    let order = |stage: &Stage| {
        let all = rows(stage);
        let mut own = all
            .into_iter()
            .filter(|(_, rect)| field.contains(rect.center()));
        let Some((row, _)) = own.next_back() else {
            panic!("{field:?}: {:#?}", rows(stage));
        };
        let [first, second] = OFFICE.map(|word| place(&row, word).expect("there"));
        first < second
    };
    assert!(!order(&stage), "seen from right to left");
    stage.click(field.center());
    stage.frames(2);
    assert!(order(&stage), "the cursor goes from letter to letter");
    // Another field is typed in.
    let role = stage.field_of("Role").expect("a field");
    stage.click(role.center());
    stage.frames(2);
    assert!(!order(&stage));
}

#[test]
fn a_text_and_its_headings_are_told_as_they_are_read() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("graph.ron");
    let mut doc = document();
    for source in doc.sources.values_mut() {
        source.file = "diary.md".to_owned();
    }
    let text = format!("# {}\n\n{}.\n", TITLE.join(" "), QUOTE.join(" "));
    fs::write(folder.path().join("diary.md"), text).expect("written");
    file::save(&doc, &path, None).expect("saved");
    let opened = Workspace::open(&path).expect("it opens");
    let mut setup = Setup::default();
    setup.settings.reading.shown = true;
    let mut stage = Stage::new(opened, setup);
    stage.work();
    is_right(&stage, &[TITLE, QUOTE, SOURCE]);
    let headings = stage.harness.query_all(by().role(Role::Heading));
    let headings: Vec<String> = headings
        .filter_map(|n| n.accesskit_node().label())
        .collect();
    assert!(headings.contains(&TITLE.join(" ")), "{headings:?}");
}
