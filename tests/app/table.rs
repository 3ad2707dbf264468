//! The table: its rows in step with the document and the canvas, sorted and
//! filtered.

use dramatis::app::panels::Sheet;
use dramatis::app::{Action, Command, Settings};
use dramatis::edit::{ActorField, Edit, Selection, Transaction};
use dramatis::model::ActionId;
use eframe::egui::accesskit::Role;
use eframe::egui::{Event, Key, OutputCommand, Rect, vec2};
use egui_kittest::kittest::{NodeT, Queryable, by};

use crate::stage::{CTRL, SHIFT, Setup, Stage, actor};

/// A window with the table in it.
pub fn open(graph: &str) -> Stage {
    let mut setup = Setup::default();
    setup.settings.table.shown = true;
    Stage::open_with(graph, setup)
}

/// The rows in view, by what they are called.
pub fn rows(stage: &Stage) -> Vec<String> {
    let rows = stage.harness.query_all(by().role(Role::Row));
    rows.filter_map(|n| n.accesskit_node().label()).collect()
}

/// The rows in view that are selected.
fn marked(stage: &Stage) -> Vec<String> {
    let rows = stage.harness.query_all(by().role(Role::Row));
    let marked = rows.filter(|n| n.accesskit_node().is_selected() == Some(true));
    marked.filter_map(|n| n.accesskit_node().label()).collect()
}

pub fn row_rect(stage: &Stage, row: &str) -> Rect {
    let by = by().role(Role::Row).label(row);
    let found = stage.harness.query_all(by).next();
    found
        .unwrap_or_else(|| panic!("no row {row}: {:#?}", rows(stage)))
        .rect()
}

/// A cell: where it is, and what it says.
pub fn cell(stage: &Stage, row: &str, column: &str) -> (Rect, String) {
    let around = row_rect(stage, row);
    let head = format!("{column}: ");
    let cells = stage.harness.query_all(by().role(Role::Cell));
    let found = cells.into_iter().find_map(|n| {
        let label = n.accesskit_node().label()?;
        let text = label.strip_prefix(&head)?.to_owned();
        around
            .contains(n.rect().center())
            .then_some((n.rect(), text))
    });
    found.unwrap_or_else(|| panic!("{row} has no cell {column} in view"))
}

pub fn click_cell(stage: &mut Stage, row: &str, column: &str) {
    let (rect, _) = cell(stage, row, column);
    stage.click(rect.center());
}

#[test]
fn the_titles_sort_up_and_down_and_give_the_order_of_the_document_back() {
    let mut stage = open("treaties");
    let before = stage.doc().clone();
    let first = |stage: &Stage| rows(stage)[0].clone();
    assert_eq!(first(&stage), "Anglo-Russian Convention");
    stage.click_on("Kind");
    assert_eq!(first(&stage), "Otto von Bismarck");
    stage.click_on("Kind, sorted, ascending");
    assert_eq!(first(&stage), "Belgian neutrality");
    stage.click_on("Kind, sorted, descending");
    assert_eq!(first(&stage), "Anglo-Russian Convention");
    // What has no date comes last either way.
    stage.click_on("Date");
    assert_eq!(first(&stage), "Dual Alliance");
    stage.click_on("Date, sorted, ascending");
    assert_eq!(first(&stage), "Anglo-Russian Convention");
    stage.click_on("Out");
    stage.click_on("Out, sorted, ascending");
    assert_eq!(first(&stage), "Germany");
    let own = stage.doc().graph.links_of(&actor("germany"));
    let out = own.iter().filter(|l| *l.from == actor("germany")).count();
    assert_eq!(cell(&stage, "Germany", "Out").1, out.to_string());
    stage.is_as(&before);
    assert_eq!(stage.steps(), 0);
}

#[test]
fn filters_are_combined_and_counted() {
    let mut stage = open("treaties");
    assert!(stage.find("18 rows").is_some());
    stage.retype("Filter Name", "DELCASSE");
    stage.frames(2);
    assert_eq!(rows(&stage), ["Théophile Delcassé"]);
    assert!(stage.find("1 of 18").is_some());
    stage.click_on("Show all");
    assert_eq!(stage.value_of("Filter Name").as_deref(), Some(""));
    stage.retype("Filter Kind", "state");
    stage.retype("Filter Out", ">3");
    stage.frames(2);
    assert!(rows(&stage).contains(&"Germany".to_owned()));
    assert!(!rows(&stage).contains(&"Serbia".to_owned()));
    // Enter goes on to the rows that are left, and Ctrl+A takes those.
    stage.press(Key::Enter);
    assert!(
        stage.focused().starts_with("Cell Name: "),
        "{}",
        stage.focused()
    );
    stage.press_with(CTRL, Key::A);
    assert_eq!(stage.selected().len(), rows(&stage).len());
    assert!(stage.selected().len() < 7);
    // A change shows at once in what is filtered.
    let t = dramatis::edit::set_actor(
        stage.doc(),
        &actor("germany"),
        ActorField::Kind(dramatis::model::ActorKind::Group),
    );
    stage.do_now(Command::Edit(t, None));
    assert!(!rows(&stage).contains(&"Germany".to_owned()));
}

#[test]
fn sheets_of_actions_and_claims() {
    let mut stage = open("treaties");
    stage.click_on("Actions");
    assert_eq!(stage.app().table().sheet(), Sheet::Actions);
    let war = "Austria-Hungary declares war on Serbia";
    assert_eq!(cell(&stage, war, "Stance").1, "hostile −1");
    assert_eq!(cell(&stage, war, "Evidence").1, "reported");
    assert_eq!(cell(&stage, war, "Claims").1, "1");
    let id = ActionId::new("austria-hungary-serbia").expect("valid");
    let t = Transaction::one(
        "remove",
        Edit::RemoveClaim {
            action: id.clone(),
            at: 0,
        },
    );
    stage.do_now(Command::Edit(t, None));
    assert_eq!(cell(&stage, war, "Evidence").1, "no source yet");
    stage.retype("Filter Evidence", "no source");
    stage.frames(2);
    assert_eq!(rows(&stage), [war]);

    stage.click_on("Claims");
    let all: usize = stage
        .doc()
        .graph
        .links()
        .map(|l| l.action.claims.len())
        .sum();
    assert!(stage.find(&format!("{all} rows")).is_some());
    stage.press_with(CTRL, Key::Z);
    assert!(stage.find(&format!("{} rows", all + 1)).is_some());
}

#[test]
fn what_is_selected_here_is_selected_there() {
    let mut stage = open("treaties");
    let row = row_rect(&stage, "Belgian neutrality");
    stage.click(row.left_center() + vec2(30.0, 0.0));
    assert_eq!(stage.selected(), ["belgian-neutrality"]);
    assert_eq!(stage.app().canvas().highlighted(stage.ws()), 1);
    let row = row_rect(&stage, "Dual Alliance");
    stage.click_with(SHIFT, row.left_center() + vec2(30.0, 0.0));
    assert_eq!(
        stage.selected(),
        [
            "belgian-neutrality",
            "bismarck",
            "delcasse",
            "dual-alliance"
        ]
    );
    let row = row_rect(&stage, "Otto von Bismarck");
    stage.click_with(CTRL, row.left_center() + vec2(30.0, 0.0));
    assert_eq!(
        stage.selected(),
        ["belgian-neutrality", "delcasse", "dual-alliance"]
    );
    // By keys.
    stage.press(Key::Home);
    assert_eq!(stage.selected(), ["anglo-russian-convention"]);
    stage.press(Key::ArrowDown);
    stage.press_with(SHIFT, Key::ArrowDown);
    assert_eq!(stage.selected(), ["austria-hungary", "belgian-neutrality"]);
    stage.press(Key::End);
    assert_eq!(stage.selected(), ["united-kingdom"]);
    assert!(rows(&stage).contains(&"United Kingdom".to_owned()));
    assert!(!rows(&stage).contains(&"Anglo-Russian Convention".to_owned()));
    stage.press(Key::PageUp);
    assert_ne!(stage.selected(), ["united-kingdom"]);
    assert_eq!(stage.steps(), 0);
}

#[test]
fn what_is_selected_there_is_marked_here() {
    let mut stage = open("treaties");
    assert!(!rows(&stage).contains(&"United Kingdom".to_owned()));
    stage.click(stage.at("united-kingdom"));
    assert_eq!(marked(&stage), ["United Kingdom"]);
    stage.click(stage.at("bismarck"));
    assert_eq!(marked(&stage), ["Otto von Bismarck"]);
    // Of several, the uppermost is in view.
    let mut both = Selection::actor(actor("united-kingdom"));
    both.actors.insert(actor("triple-alliance"));
    stage.do_now(Command::Select(both));
    assert!(marked(&stage).contains(&"Triple Alliance".to_owned()));
    // An action marks its row and its claims.
    let id = ActionId::new("uk-germany-war").expect("valid");
    stage.do_now(Command::Select(Selection::action(id)));
    assert_eq!(marked(&stage), [""; 0]);
    for sheet in ["Actions", "Claims"] {
        stage.click_on(sheet);
        assert_eq!(marked(&stage).len(), 1, "{sheet}");
        assert!(marked(&stage)[0].starts_with("United Kingdom"), "{sheet}");
    }
}

#[test]
fn somebody_new_comes_into_view_and_who_goes_leaves_the_hand_to_a_neighbour() {
    let mut stage = open("treaties");
    stage.press(Key::F6);
    stage.press(Key::End);
    stage.press(Key::Delete);
    assert!(stage.doc().graph.actor(&actor("united-kingdom")).is_none());
    assert!(stage.find("17 rows").is_some());
    stage.press(Key::ArrowUp);
    assert_eq!(stage.selected(), ["three-emperors-treaty"]);
    stage.press_with(CTRL, Key::Z);
    assert!(marked(&stage).contains(&"United Kingdom".to_owned()));
}

#[test]
fn deleting_a_claim_leaves_its_action() {
    let mut stage = open("treaties");
    stage.click_on("Claims");
    let before = stage.doc().clone();
    stage.press(Key::F6);
    stage.press(Key::Home);
    stage.press(Key::Delete);
    let (now, old) = (&stage.doc().graph, &before.graph);
    assert_eq!(now.action_count(), old.action_count());
    let claims = |g: &dramatis::model::InfluenceGraph| -> usize {
        g.links().map(|l| l.action.claims.len()).sum()
    };
    assert_eq!(claims(now), claims(old) - 1);
    stage.press_with(CTRL, Key::Z);
    stage.is_as(&before);
}

#[test]
fn rows_are_copied_as_tab_separated_text() {
    let mut stage = open("treaties");
    click_cell(&mut stage, "France", "Name");
    stage.press_with(SHIFT, Key::ArrowDown);
    stage.frame(vec![Event::Copy]);
    let copied = stage.harness.output().platform_output.commands.iter();
    let copied: Vec<_> = copied
        .filter_map(|c| match c {
            OutputCommand::CopyText(text) => Some(text.clone()),
            _ => None,
        })
        .collect();
    let lines: Vec<&str> = copied[0].lines().collect();
    assert_eq!(lines.len(), 3);
    assert!(lines[0].starts_with("Name\tKind\tRole\tDate\t"));
    assert!(lines[1].starts_with("France\tState\tThird Republic\t\ttriple-entente\t"));
    assert!(lines[2].starts_with("Franco-Italian accord\tEvent\t"));
    let said = stage.ws().notice.clone().expect("told").text;
    assert_eq!(said, "Copied 2 rows");
    // On the canvas, the same keys copy actors.
    stage.press(Key::F6);
    stage.frame(vec![Event::Copy]);
    let said = stage.ws().notice.clone().expect("told").text;
    assert!(said.starts_with("Copied 2 actors"), "{said}");
}

#[test]
fn ctrl_enter_flies_there_and_so_does_a_cell_that_cannot_be_edited() {
    let mut stage = open("treaties");
    for way in 0..2 {
        for _ in 0..3 {
            stage.do_now(Action::ZoomIn);
        }
        click_cell(&mut stage, "Anglo-Russian Convention", "Out");
        let before = stage.app().canvas().camera();
        match way {
            0 => stage.press_with(CTRL, Key::Enter),
            _ => stage.press(Key::Enter),
        }
        let camera = stage.app().canvas().camera();
        assert_ne!(camera, before);
        let there = stage.drawn("anglo-russian-convention");
        assert!((camera.x - there.x).abs() < 1.0 && (camera.y - there.y).abs() < 1.0);
        stage.do_now(Action::FitAll);
    }
}

#[test]
fn the_keyboard_goes_there_and_back_and_tab_does_not_stay() {
    let mut stage = Stage::open("treaties");
    assert!(stage.on_canvas());
    stage.press(Key::F6);
    assert_eq!(stage.focused(), "Grid Table of actors");
    stage.press(Key::F6);
    assert!(stage.on_canvas());
    stage.press(Key::F6);
    stage.press(Key::Tab);
    assert_ne!(stage.focused(), "Grid Table of actors");
    stage.press_with(CTRL, Key::T);
    assert!(rows(&stage).is_empty() && stage.on_canvas());
}

#[test]
fn its_height_is_kept() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("settings.ron");
    let setup = || {
        let mut settings = Settings::kept_in(&path);
        settings.reduced_motion = true;
        Setup {
            settings,
            ..Setup::default()
        }
    };
    let mut stage = Stage::open_with("treaties", setup());
    stage.press_with(CTRL, Key::T);
    let height = |stage: &Stage| stage.app().table().height();
    let before = height(&stage);
    let edge = stage.canvas_rect().bottom() + 1.0;
    let grip = eframe::egui::pos2(400.0, edge);
    stage.drag_and_drop(grip, grip - vec2(0.0, 120.0));
    assert!(height(&stage) > before + 100.0, "{}", height(&stage));
    let stage_2 = Stage::open_with("treaties", setup());
    assert!((height(&stage_2) - height(&stage)).abs() < 1.0);
    // What a file says is kept within bounds.
    std::fs::write(&path, "(table: (shown: true, height: -1e30))").expect("written");
    let mut stage = Stage::open_with("treaties", setup());
    stage.frames(2);
    assert!(height(&stage) >= 100.0 && stage.canvas_rect().height() > 100.0);
}
