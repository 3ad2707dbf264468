//! Cells of the table, edited in place: each is one step, and what cannot be
//! taken stays.

use dramatis::app::Action;
use dramatis::model::{ActionId, Actor, ActorKind, Claim, Claimant, Status};
use eframe::egui::Key;

use crate::stage::{CTRL, SHIFT, Stage, actor};
use crate::table::{cell, click_cell, open};

fn germany(stage: &Stage) -> Actor {
    let germany = stage.doc().graph.actor(&actor("germany"));
    germany.expect("there").clone()
}

fn war() -> ActionId {
    ActionId::new("austria-hungary-serbia").expect("valid")
}

const WAR: &str = "Austria-Hungary declares war on Serbia";

/// Begins to edit a cell, and puts a text in place of what it says.
fn write(stage: &mut Stage, row: &str, column: &str, text: &str) {
    if row == "Germany" {
        stage.select("germany"); // it comes into view
    }
    click_cell(stage, row, column);
    stage.press(Key::F2);
    stage.press_with(CTRL, Key::A);
    if text.is_empty() {
        stage.press(Key::Backspace);
    }
    stage.write(text);
}

/// Does what a cell is edited by: one step, and taken back it is as it was.
fn one_step(stage: &mut Stage, edit: impl FnOnce(&mut Stage), check: impl FnOnce(&Stage)) {
    let (before, steps) = (stage.doc().clone(), stage.steps());
    edit(stage);
    stage.frames(3);
    assert_eq!(stage.steps(), steps + 1, "{}", stage.last_step());
    check(stage);
    let done = stage.doc().clone();
    stage.press_with(CTRL, Key::Z);
    stage.is_as(&before);
    stage.do_now(Action::Redo);
    stage.is_as(&done);
    stage.do_now(Action::Undo);
}

#[test]
fn every_cell_of_an_actor_is_one_step() {
    let mut stage = open("treaties");
    for (column, text) in [
        ("Name", "Deutschland"),
        ("Role", "Reich"),
        ("Tags", "one, two"),
        ("Aliases", ""),
        ("Date", "1871/1918"),
        ("Notes", "a line"),
        ("Kind", "inst"),
    ] {
        one_step(
            &mut stage,
            |stage| {
                write(stage, "Germany", column, text);
                stage.press(Key::Enter);
            },
            |stage| {
                let them = germany(stage);
                let said = match column {
                    "Name" => them.name,
                    "Role" => them.role,
                    "Tags" => them.tags.join(", "),
                    "Aliases" => them.aliases.join(", "),
                    "Date" => them.when.to_string(),
                    "Notes" => them.notes,
                    _ => them.kind.name()[..4].to_lowercase(),
                };
                assert_eq!(said, text, "{column}");
            },
        );
    }
}

#[test]
fn every_cell_of_an_action_is_one_step() {
    let mut stage = open("treaties");
    stage.do_now(Action::TableOfActions);
    for (column, text) in [
        ("Verb", "fights"),
        ("Stance", "neutral"),
        ("Stance", "−0,25"),
        ("Weight", "3.5"),
        ("Date", "1914"),
        ("Role", "aggressor"),
        ("From", "germ"),
        ("To", "russ"),
        ("Notes", "noted"),
    ] {
        one_step(
            &mut stage,
            |stage| {
                write(stage, WAR, column, text);
                stage.press(Key::Enter);
            },
            |stage| {
                let link = stage.doc().graph.link(&war()).expect("there");
                let action = link.action;
                let ok = match column {
                    "Verb" => action.verb == text,
                    "Stance" if text == "neutral" => action.stance.value() == 0.0,
                    "Stance" => action.stance.value() == -0.25,
                    "Weight" => action.weight == 3.5,
                    "Date" => action.when.to_string() == text,
                    "Role" => action.role == text,
                    "Notes" => action.notes == text,
                    "From" => *link.from == actor("germany"),
                    _ => *link.to == actor("russia"),
                };
                assert!(ok, "{column}");
            },
        );
    }
}

#[test]
fn every_cell_of_a_claim_is_one_step() {
    let mut stage = open("treaties");
    stage.do_now(Action::TableOfClaims);
    let row = format!("{WAR}, according to the brief (confirmed)");
    let claim = |stage: &Stage| -> Claim {
        stage.doc().graph.action(&war()).expect("there").claims[0].clone()
    };
    for (column, text) in [
        ("Status", "den"),
        ("Confidence", "low"),
        ("Quote", "in other words"),
        ("Because", "of that"),
        ("Who says so", "germ"),
        ("Who says so", "A newspaper"),
        ("Source", "A diary"),
    ] {
        one_step(
            &mut stage,
            |stage| {
                write(stage, &row, column, text);
                stage.press(Key::Enter);
            },
            |stage| {
                let claim = claim(stage);
                let ok = match (column, text) {
                    ("Status", _) => claim.status == Status::Denied,
                    ("Confidence", _) => claim.confidence.name() == "Low",
                    ("Quote", _) => claim.quote == text,
                    ("Because", _) => claim.because == text,
                    (_, "germ") => claim.by == Claimant::Actor(actor("germany")),
                    (_, "A newspaper") => claim.by == Claimant::Outsider(text.to_owned()),
                    _ => stage.doc().sources[&claim.source].title == text,
                };
                assert!(ok, "{column}");
            },
        );
    }
}

#[test]
fn a_date_that_is_none_stays_with_what_is_wrong_with_it() {
    let mut stage = open("treaties");
    let before = stage.doc().clone();
    write(&mut stage, "Dual Alliance", "Date", "yesterday");
    stage.press(Key::Enter);
    // Below the field; the status bar says it in other words.
    let wrong = |stage: &Stage| {
        let all = stage.labels();
        all.iter()
            .any(|l| l.starts_with("“yesterday” is not a date"))
    };
    let field = "Date of Dual Alliance";
    assert!(wrong(&stage), "{:#?}", stage.labels());
    assert_eq!(stage.value_of(field).as_deref(), Some("yesterday"));
    assert_eq!(stage.focused(), format!("TextInput {field}"));
    stage.is_as(&before);
    // Nor does it go by clicking elsewhere, by Tab, or by saving.
    stage.click(stage.at("italy"));
    assert_eq!(stage.value_of(field).as_deref(), Some("yesterday"));
    stage.do_now(Action::Save);
    assert_eq!(stage.value_of(field).as_deref(), Some("yesterday"));
    assert!(wrong(&stage));
    // Nor by hiding the table.
    stage.do_now(Action::ToggleTable);
    stage.do_now(Action::ToggleTable);
    assert_eq!(stage.value_of(field).as_deref(), Some("yesterday"));
    // Put right, it is taken.
    stage.retype(field, "1879");
    assert!(!wrong(&stage));
    stage.press(Key::Tab);
    let when = |stage: &Stage| {
        let them = stage.doc().graph.actor(&actor("dual-alliance"));
        them.expect("there").when.to_string()
    };
    assert_eq!(when(&stage), "1879");
    assert_eq!(stage.focused(), "TextInput Tags of Dual Alliance");
    // Esc leaves the cell as it was.
    stage.write("gone");
    stage.press(Key::Escape);
    assert_eq!(stage.steps(), 1);
    assert_eq!(stage.focused(), "Cell Tags: treaty");
    stage.press_with(CTRL, Key::Z);
    stage.is_as(&before);
}

#[test]
fn a_double_click_begins_and_tab_and_enter_go_on() {
    let mut stage = open("treaties");
    let (rect, _) = cell(&stage, "Belgian neutrality", "Name");
    stage.double_click(rect.center());
    assert_eq!(stage.focused(), "TextInput Name of Belgian neutrality");
    stage.write("Neutrality");
    stage.press(Key::Tab);
    // What is chosen from a list is told by the one that is at hand.
    assert_eq!(stage.focused(), "ListBoxOption Norm");
    stage.write("ev");
    stage.press(Key::Tab);
    assert_eq!(stage.focused(), "TextInput Role of Neutrality");
    stage.press_with(SHIFT, Key::Tab);
    assert_eq!(stage.focused(), "ListBoxOption Event");
    stage.press(Key::Escape);
    let them = stage.doc().graph.actor(&actor("belgian-neutrality"));
    let them = them.expect("there");
    assert_eq!(
        (them.name.as_str(), them.kind),
        ("Neutrality", ActorKind::Event)
    );
    assert_eq!(stage.steps(), 2);
    // Enter takes it, and goes to the row below.
    stage.press(Key::Enter);
    stage.press(Key::Enter);
    assert_eq!(stage.steps(), 2, "nothing was changed");
    assert_eq!(stage.selected(), ["bismarck"]);
    // Leaving by clicking elsewhere takes it, too.
    let (rect, _) = cell(&stage, "Otto von Bismarck", "Role");
    stage.double_click(rect.center());
    stage.write("Chancellor");
    stage.click(stage.at("italy"));
    let them = stage.doc().graph.actor(&actor("bismarck"));
    assert_eq!(them.expect("there").role, "Chancellor");
    assert_eq!(stage.selected(), ["italy"]);
}

#[test]
fn several_lines_are_typed_with_shift() {
    let mut stage = open("treaties");
    stage.select("germany");
    click_cell(&mut stage, "Germany", "Notes");
    stage.press(Key::Enter);
    stage.write("one");
    stage.press_with(SHIFT, Key::Enter);
    stage.write("two");
    stage.press(Key::Enter);
    assert_eq!(germany(&stage).notes, "one\ntwo");
    assert_eq!(cell(&stage, "Germany", "Notes").1, "one two");
}

#[test]
fn what_is_typed_is_saved_with_the_document() {
    let mut stage = open("treaties");
    write(&mut stage, "Germany", "Role", "Reich");
    stage.press_with(CTRL, Key::S);
    let saved = dramatis::app::Workspace::open(&stage.path).expect("saved");
    let them = saved.document().graph.actor(&actor("germany"));
    assert_eq!(them.expect("there").role, "Reich");
}

#[test]
fn a_row_that_is_gone_is_edited_no_more() {
    let mut stage = open("treaties");
    write(&mut stage, "Germany", "Date", "someday");
    let t = dramatis::edit::delete(
        stage.doc(),
        "Overview",
        &dramatis::edit::Selection::actor(actor("germany")),
    );
    stage.do_now(dramatis::app::Command::Edit(t, None));
    assert_eq!(stage.value_of("Date of Germany"), None);
    stage.do_now(Action::Save);
    assert!(!stage.ws().history().is_dirty());
}
