//! The text beside the canvas: passages that need a person, texts that are long,
//! and several of them.

use dramatis::app::{Action, Command, Workspace};
use dramatis::edit::{Edit, Selection, Transaction};
use dramatis::model::{ActionId, Source, SourceId};
use eframe::egui::accesskit::Role;
use eframe::egui::{Event, Key};
use egui_kittest::kittest::{NodeT, Queryable, by};

use crate::stage::{CTRL, Setup, Stage, copy_of, says};
use crate::texts::{FILE, long_text, sentence};

/// A window on a copy of the shipped graph, whose text was changed meanwhile.
fn changed(change: impl FnOnce(String) -> String) -> Stage {
    let (folder, path) = copy_of("civil-military");
    let file = path.with_file_name("brief.md");
    let text = std::fs::read_to_string(&file).expect("shipped");
    std::fs::write(&file, change(text)).expect("written");
    let mut setup = Setup::default();
    setup.settings.reading.shown = true;
    let mut stage = Stage::new(Workspace::open(&path).expect("opens"), setup);
    (stage.folder, stage.path) = (Some(folder), path);
    stage.work();
    stage
}

/// What is marked in view.
fn marks(stage: &Stage) -> Vec<String> {
    let nodes = stage.harness.query_all(by().role(Role::Mark));
    nodes.filter_map(|n| n.accesskit_node().label()).collect()
}

/// How many passages need somebody, as it is told.
fn need(stage: &Stage) -> usize {
    let labels = stage.labels();
    let told = labels.iter().find(|l| l.contains(" need"));
    let number = told.and_then(|l| l.split(' ').nth(1)?.parse().ok());
    number.unwrap_or(0)
}

/// Unfolds the list of them. Returns how many they are.
fn unfold(stage: &mut Stage) -> usize {
    let labels = stage.labels();
    let told = labels.iter().find(|l| l.contains(" need"));
    let told = told.unwrap_or_else(|| panic!("{labels:#?}")).clone();
    stage.click_on(&told);
    stage.frames(3);
    need(stage)
}

const LINE: &str = "According to the article, Hegseth revoked Milley’s security clearance.";
const OTHER: &str = "According to the article, Hegseth took away Milley’s security clearances.";

#[test]
fn passages_that_have_moved_are_noted_only_when_somebody_says_so() {
    let mut stage = changed(|text| format!("A line that is new.\n\n{text}"));
    let before = stage.doc().clone();
    assert!(
        says(&stage, "stand elsewhere than noted."),
        "{:#?}",
        stage.labels()
    );
    assert!(!says(&stage, "need you"));
    assert_eq!(stage.steps(), 0, "looking changes nothing");
    assert!(!stage.ws().history().is_dirty());
    stage.click_on("Note where they stand");
    stage.work();
    assert_eq!(stage.steps(), 1);
    assert!(!says(&stage, "stand elsewhere"));
    stage.press_with(CTRL, Key::Z);
    stage.work();
    stage.is_as(&before);
    assert!(says(&stage, "stand elsewhere than noted."));
}

#[test]
fn a_passage_that_was_changed_is_proposed_and_accepted_in_one_step() {
    let mut stage = changed(|text| {
        assert!(text.contains(LINE));
        text.replace(LINE, OTHER)
    });
    let before = stage.doc().clone();
    assert!(
        !marks(&stage)
            .iter()
            .any(|m| m.contains("security clearances"))
    );
    let needed = unfold(&mut stage);
    assert!(says(&stage, "The text may say now:"));
    stage.click_on("Show, passage 1");
    let chosen = stage.app().reader().chosen().expect("words");
    let text = stage.ws().texts()[&chosen.source].text();
    assert!(text[chosen.bytes].contains("took away"));
    stage.click_on("Accept, passage 1");
    stage.work();
    assert_eq!(stage.steps(), 1);
    assert!(stage.last_step().starts_with("accept passage of "));
    assert_eq!(need(&stage), needed - 1);
    assert!(
        marks(&stage)
            .iter()
            .any(|m| m.contains("security clearances"))
    );
    stage.press_with(CTRL, Key::Z);
    stage.work();
    stage.is_as(&before);
    assert_eq!(need(&stage), needed);
}

#[test]
fn a_passage_that_is_gone_takes_the_words_that_are_selected() {
    let mut stage = changed(|text| text.replace(LINE, ""));
    let needed = unfold(&mut stage);
    assert!(
        says(&stage, "Nothing like it stands in the text."),
        "{:#?}",
        stage.labels()
    );
    stage.press(Key::F7);
    stage.press(Key::ArrowDown);
    let chosen = stage.app().reader().chosen().expect("words");
    stage.click_on("Use selected words, passage 1");
    stage.work();
    assert_eq!(need(&stage), needed - 1);
    let text = stage.ws().texts()[&chosen.source].text()[chosen.bytes].to_owned();
    let mut links = stage.doc().graph.links();
    assert!(links.any(|l| l.action.claims.iter().any(|c| c.quote == text)));
}

#[test]
fn what_is_pointed_at_on_the_canvas_is_lit_in_the_text() {
    let mut setup = Setup::default();
    setup.settings.reading.shown = true;
    let mut stage = Stage::open_with("civil-military", setup);
    stage.work();
    let alight = |stage: &Stage| stage.app().reader().alight(stage.ws());
    assert_eq!(alight(&stage), 0);
    let milley = stage.at("milley");
    stage.hover(milley);
    stage.frames(2);
    let all = alight(&stage);
    assert!(
        all > 1,
        "{all} passages of what he does and what is done to him"
    );
    let ids: Vec<ActionId> = stage
        .doc()
        .graph
        .links()
        .map(|l| l.action.id.clone())
        .collect();
    let on = ids.iter().find_map(|id| stage.on_line(id)).expect("a line");
    stage.hover(on);
    stage.frames(2);
    assert!(alight(&stage) < all);
    let empty = stage.empty(0);
    stage.hover(empty);
    stage.frames(2);
    assert_eq!(alight(&stage), 0);
}

#[test]
fn an_action_that_another_source_tells_of_opens_that_one() {
    let folder = tempfile::tempdir().expect("a folder");
    let (mut doc, text) = long_text(4_000, 3);
    let other = SourceId::new("other").expect("valid");
    let mut source = Source::new(other.clone(), "Another");
    "other.txt".clone_into(&mut source.file);
    doc.sources.insert(other.clone(), source);
    let path = folder.path().join("two.ron");
    dramatis::file::save(&doc, &path, None).expect("saved");
    std::fs::write(folder.path().join(FILE), text).expect("written");
    let plain = "# Not a heading\r\nGrete thanked *Ivo* for all of the letters.\r\n";
    std::fs::write(folder.path().join("other.txt"), plain).expect("written");
    let mut setup = Setup::default();
    setup.settings.reading.shown = true;
    let mut stage = Stage::new(Workspace::open(&path).expect("opens"), setup);
    stage.work();
    let shown = |stage: &Stage| stage.app().reader().source().expect("one").to_string();
    assert_eq!(shown(&stage), "letters");
    let id = ActionId::new("d00002").expect("valid");
    let mut claim = stage.doc().graph.action(&id).expect("there").claims[0].clone();
    (claim.source, claim.quote) = (
        other,
        "Grete thanked *Ivo* for all of the letters.".to_owned(),
    );
    let edit = Edit::SetClaim {
        action: id.clone(),
        at: 0,
        claim: Box::new(claim),
    };
    stage.do_now(Command::Edit(Transaction::one("move", edit), None));
    stage.do_now(Command::Select(Selection::action(id)));
    stage.work();
    assert_eq!(shown(&stage), "other");
    assert_eq!(
        marks(&stage),
        ["Passage “Grete thanked *Ivo* for all of the letters.”"]
    );
    let headings = stage.harness.query_all(by().role(Role::Heading));
    assert_eq!(headings.count(), 0, "it is no Markdown");
    // Back again, by the list of texts.
    stage.click_on("Text of");
    stage.click_on("Letters");
    stage.work();
    assert_eq!(shown(&stage), "letters");
    let first = ActionId::new("d00000").expect("valid");
    stage.do_now(Command::Select(Selection::action(first)));
    stage.work();
    assert!(marks(&stage)[0].contains(&sentence(0)));
}

#[test]
fn five_megabytes_are_read_off_the_windows_thread_and_laid_out_as_they_come_into_view() {
    let (doc, text) = long_text(5 * 1024 * 1024, 2_000);
    let ws = Workspace::of_shipped(doc, FILE, &text);
    let mut setup = Setup::default();
    setup.settings.reading.shown = true;
    let mut stage = Stage::new(ws, setup);
    assert!(says(&stage, "Reading the text…"), "the window goes on");
    for _ in 0..60_000 {
        if !stage.app().is_busy() {
            break;
        }
        stage.frames(1);
        std::thread::sleep(std::time::Duration::from_millis(2));
    }
    stage.frames(3);
    let work = |stage: &Stage| stage.app().reader().work();
    let (cut, looked, laid, _) = work(&stage);
    assert_eq!((cut, looked), (1, 1));
    assert!(laid < 100, "{laid} blocks were laid out");
    // To the end, and to a passage in the middle: what lies between is not.
    stage.press(Key::F7);
    stage.press(Key::End);
    let id = ActionId::new("d01000").expect("valid");
    stage.do_now(Command::Select(Selection::action(id.clone())));
    stage.frames(3);
    let quote = stage.doc().graph.action(&id).expect("there").claims[0]
        .quote
        .clone();
    assert!(
        marks(&stage).iter().any(|m| m.contains(&quote)),
        "{:?}",
        marks(&stage)
    );
    assert!(
        work(&stage).2 < 300,
        "{} blocks were laid out",
        work(&stage).2
    );
    stage.do_now(Action::NextUnmapped);
    stage.frames(3);
    assert!(stage.app().reader().chosen().is_some());
    assert_eq!((work(&stage).0, work(&stage).1), (1, 1));
}

/// Two sources, the first of them with a long text.
fn two_sources() -> (tempfile::TempDir, Stage) {
    let folder = tempfile::tempdir().expect("a folder");
    let (mut doc, text) = long_text(100_000, 3);
    let other = SourceId::new("other").expect("valid");
    let mut source = Source::new(other.clone(), "Another");
    "other.txt".clone_into(&mut source.file);
    doc.sources.insert(other, source);
    let path = folder.path().join("two.ron");
    dramatis::file::save(&doc, &path, None).expect("saved");
    std::fs::write(folder.path().join(FILE), text).expect("written");
    std::fs::write(
        folder.path().join("other.txt"),
        "Grete thanked Ivo. Then she left.\n",
    )
    .expect("written");
    let mut setup = Setup::default();
    setup.settings.reading.shown = true;
    let mut stage = Stage::new(Workspace::open(&path).expect("opens"), setup);
    stage.work();
    (folder, stage)
}

#[test]
fn words_of_a_text_that_is_being_read_again_are_its_own() {
    let (folder, mut stage) = two_sources();
    stage.press(Key::F7);
    stage.press_with(CTRL, Key::A);
    let chosen = stage.app().reader().copied().expect("all of it");
    assert!(chosen.len() > 64 * 1024, "it is read by a worker");
    let short = format!(
        "# Letters\n\n{}\n",
        "Nobody wrote to anybody. ".repeat(3_000)
    );
    assert!(short.len() > 64 * 1024 && short.len() < chosen.len());
    std::fs::write(folder.path().join(FILE), &short).expect("written");
    stage.frame(vec![Event::WindowFocused(false)]);
    stage.frame(vec![Event::WindowFocused(true)]);
    // Whatever is shown now, what is copied are words of it.
    for _ in 0..3 {
        let copied = stage.app().reader().copied();
        assert!(copied.is_none_or(|words| words == chosen));
        stage.frames(1);
    }
    stage.work();
    assert_eq!(stage.app().reader().copied(), None);
    stage.press_with(CTRL, Key::A);
    let copied = stage.app().reader().copied();
    assert!(copied.is_some_and(|words| words == short.trim()));
}

#[test]
fn words_that_are_chosen_can_be_cited_for_an_action_that_another_source_tells_of() {
    let (_folder, mut stage) = two_sources();
    stage.click_on("Text of");
    stage.click_on("Another");
    stage.work();
    stage.press(Key::F7);
    stage.press(Key::ArrowDown);
    let words = stage.app().reader().copied();
    assert_eq!(words.as_deref(), Some("Grete thanked Ivo."));
    let id = ActionId::new("d00002").expect("valid");
    stage.do_now(Command::Select(Selection::action(id.clone())));
    stage.work();
    // Its passage is shown, as always.
    let shown = stage.app().reader().source().expect("one").to_string();
    assert_eq!(shown, "letters");
    stage.do_now(Action::CiteForSelected);
    let action = stage.doc().graph.action(&id).expect("there");
    assert_eq!(action.claims.len(), 2);
    assert_eq!(action.claims[1].quote, "Grete thanked Ivo.");
    // Once something else is done in the text, they are not meant any more.
    stage.press(Key::F7);
    stage.press(Key::Escape);
    stage.do_now(Command::Select(Selection::action(id.clone())));
    stage.do_now(Action::CiteForSelected);
    let action = stage.doc().graph.action(&id).expect("there");
    assert_eq!(action.claims.len(), 2);
}

#[test]
fn however_many_passages_are_below_they_are_all_counted() {
    let folder = tempfile::tempdir().expect("a folder");
    let (doc, text) = long_text(100_000, 500);
    let path = folder.path().join("many.ron");
    dramatis::file::save(&doc, &path, None).expect("saved");
    std::fs::write(folder.path().join(FILE), text).expect("written");
    let mut setup = Setup::default();
    setup.settings.reading.shown = true;
    let mut stage = Stage::new(Workspace::open(&path).expect("opens"), setup);
    stage.work();
    let mut all = Selection::default();
    all.actions
        .extend(doc.graph.links().map(|l| l.action.id.clone()));
    stage.do_now(Command::Select(all));
    stage.work();
    stage.press(Key::F7);
    stage.press(Key::End);
    stage.frames(2);
    let labels = stage.labels();
    let above = labels.iter().find(|l| l.ends_with(" passages cited above"));
    let above = above.and_then(|l| l.split(' ').nth(1)?.parse::<usize>().ok());
    let shown = marks(&stage).len();
    assert!(shown > 0 && shown < 100, "{shown}");
    // Those of which the last words are in view, and of which the first, are in both.
    let rest = 500 - above.expect("told");
    assert!((shown - 3..=shown + 3).contains(&rest), "{rest}, {shown}");
}

#[test]
fn passages_out_of_view_are_told_at_the_edge_and_gone_to_from_there() {
    let (_folder, mut stage) = two_sources();
    let looked = |stage: &Stage| stage.app().reader().looked_beyond();
    let told = |stage: &Stage, text: &str| stage.find(text).is_some();
    assert_eq!(looked(&stage), 0, "nothing is lit");
    // In the middle: one of the passages is at the beginning.
    let ids = ["d00000", "d00001", "d00002"].map(|id| ActionId::new(id).expect("valid"));
    stage.do_now(Command::Select(Selection::action(ids[0].clone())));
    stage.work();
    assert!(!told(&stage, "↑ 1 passage cited above") && !told(&stage, "↓ 1 passage cited below"));
    stage.press(Key::F7);
    stage.press(Key::End);
    stage.frames(2);
    assert!(
        told(&stage, "↑ 1 passage cited above"),
        "{:#?}",
        stage.labels()
    );
    assert!(!told(&stage, "↓ 1 passage cited below"));
    let before = looked(&stage);
    stage.frames(20);
    assert_eq!(looked(&stage), before, "once, and not in each frame");
    stage.click_on("↑ 1 passage cited above");
    stage.frames(2);
    assert!(!told(&stage, "↑ 1 passage cited above"));
    assert!(marks(&stage).iter().any(|m| m.contains(&sentence(0))));
    // Several, in both directions.
    let mut all = Selection::default();
    all.actions.extend(ids);
    stage.do_now(Command::Select(all));
    stage.work();
    assert!(
        told(&stage, "↓ 2 passages cited below"),
        "{:#?}",
        stage.labels()
    );
    stage.click_on("↓ 2 passages cited below");
    stage.frames(2);
    assert!(told(&stage, "↑ 1 passage cited above") && told(&stage, "↓ 1 passage cited below"));
    stage.do_now(Command::Select(Selection::default()));
    assert!(!told(&stage, "↑ 1 passage cited above") && !told(&stage, "↓ 1 passage cited below"));
}
