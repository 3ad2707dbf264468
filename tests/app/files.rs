//! Opening and saving, and questions before something is lost.

use std::path::Path;

use dramatis::app::{Action, Command};
use dramatis::file;
use eframe::egui::{Key, vec2};

use crate::stage::{ALT, CTRL, CTRL_SHIFT, Setup, Stage, copy_of};

fn move_serbia(stage: &mut Stage) {
    let at = stage.at("serbia");
    stage.drag_and_drop(at, at + vec2(-30.0, 20.0));
    assert!(stage.ws().history().is_dirty());
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).expect("there")
}

#[test]
fn ctrl_s_saves_and_undo_saves_it_back() {
    let mut stage = Stage::open("treaties");
    let start = read(&stage.path);
    assert!(!stage.title().starts_with('•'));
    move_serbia(&mut stage);
    assert!(stage.title().starts_with("• The European alliances"));
    assert!(stage.find("Unsaved changes").is_some());
    assert_eq!(read(&stage.path), start);
    stage.press_with(CTRL, Key::S);
    assert!(!stage.title().starts_with('•'));
    assert!(stage.find("Unsaved changes").is_none());
    let saved = read(&stage.path);
    let differ = start
        .lines()
        .zip(saved.lines())
        .filter(|(a, b)| a != b)
        .count();
    assert_eq!((differ, start.lines().count()), (1, saved.lines().count()));
    assert!(saved.contains("pin: true"));
    stage.press_with(CTRL, Key::Z);
    assert!(stage.title().starts_with('•'), "before what was saved");
    stage.press_with(CTRL, Key::Y);
    assert!(!stage.title().starts_with('•'), "back at what was saved");
    stage.press_with(CTRL, Key::Z);
    stage.press_with(CTRL, Key::S);
    assert_eq!(read(&stage.path), start, "byte for byte");
    // The title of the window's frame followed.
    let titles: Vec<_> = stage
        .asked
        .iter()
        .filter_map(|c| match c {
            eframe::egui::ViewportCommand::Title(t) => Some(t.starts_with('•')),
            _ => None,
        })
        .collect();
    assert!(
        titles.ends_with(&[true, false, true, false, true, false]),
        "{titles:?}"
    );
}

#[test]
fn new_open_and_quit_ask_before_changes_are_lost() {
    for then in ["new", "open", "quit", "close"] {
        let (_other, file) = copy_of("civil-military");
        let setup = Setup {
            answers: vec![Some(file), None],
            ..Setup::default()
        };
        let mut stage = Stage::open_with("treaties", setup);
        let start = read(&stage.path);
        let go = |stage: &mut Stage| match then {
            "new" => stage.press_with(CTRL, Key::N),
            "open" => stage.press_with(CTRL, Key::O),
            "quit" => {
                stage.press_with(CTRL, Key::Q);
                assert!(stage.was_told_to_close());
                stage.ask_to_close();
            }
            _ => stage.ask_to_close(),
        };
        move_serbia(&mut stage);
        let moved = stage.doc().clone();
        go(&mut stage);
        assert!(stage.find("Don’t save").is_some(), "{then} asks");
        assert!(!stage.app().is_closing());
        stage.press(Key::Escape);
        assert!(stage.find("Don’t save").is_none());
        stage.is_as(&moved);
        go(&mut stage);
        stage.click_on("Cancel");
        stage.is_as(&moved);
        assert_eq!(read(&stage.path), start, "nothing was written yet");
        stage.was_told_to_close();
        go(&mut stage);
        // Enter is the safe answer: Save.
        stage.press(Key::Enter);
        stage.work();
        assert_ne!(read(&stage.path), start, "{then}: saved first");
        match then {
            "new" => assert_eq!(stage.doc().graph.actor_count(), 0),
            "open" => assert!(
                stage.doc().title.contains("ilitary"),
                "{}",
                stage.doc().title
            ),
            _ => {
                assert!(stage.was_told_to_close());
                stage.ask_to_close();
                assert!(stage.app().is_closing());
            }
        }
        if then == "new" || then == "open" {
            assert!(!stage.title().starts_with('•'));
            assert_eq!(stage.steps(), 0);
            assert_eq!(stage.selected(), [""; 0]);
        }
    }
}

#[test]
fn changes_can_be_let_go() {
    let mut stage = Stage::open("treaties");
    let start = read(&stage.path);
    move_serbia(&mut stage);
    stage.ask_to_close();
    stage.click_on("Don’t save");
    assert!(stage.was_told_to_close());
    assert_eq!(read(&stage.path), start);
    stage.ask_to_close();
    assert!(stage.app().is_closing());
}

#[test]
fn closing_without_changes_does_not_ask() {
    let mut stage = Stage::open("treaties");
    stage.ask_to_close();
    assert!(stage.app().is_closing());
    assert!(stage.find("Don’t save").is_none());
}

#[test]
fn what_another_program_wrote_is_not_overwritten_unasked() {
    let mut stage = Stage::open("treaties");
    move_serbia(&mut stage);
    let theirs = read(&stage.path).replace("1879–1914", "1879 to 1914");
    std::fs::write(&stage.path, &theirs).expect("written");
    stage.press_with(CTRL, Key::S);
    assert!(stage.find("Overwrite").is_some());
    assert_eq!(read(&stage.path), theirs);
    stage.click_on("Cancel");
    assert_eq!(read(&stage.path), theirs);
    assert!(stage.title().starts_with('•'));
    stage.press_with(CTRL, Key::S);
    stage.click_on("Overwrite");
    assert!(!stage.title().starts_with('•'));
    assert!(read(&stage.path).contains("pin: true"));
    assert!(!read(&stage.path).contains("1879 to 1914"));
    // And from then on it is ours again.
    stage.press_with(CTRL, Key::Z);
    stage.press_with(CTRL, Key::S);
    assert!(stage.find("Overwrite").is_none());
    assert!(!stage.title().starts_with('•'));
}

#[test]
fn overwriting_while_closing_goes_on_closing() {
    let mut stage = Stage::open("treaties");
    move_serbia(&mut stage);
    let theirs = read(&stage.path).replace("1879–1914", "1879 to 1914");
    std::fs::write(&stage.path, theirs).expect("written");
    stage.ask_to_close();
    stage.click_on("Save");
    assert!(!stage.was_told_to_close() && !stage.app().is_closing());
    stage.click_on("Overwrite");
    assert!(stage.was_told_to_close());
    assert!(read(&stage.path).contains("pin: true"));
}

#[test]
fn what_is_no_document_is_never_overwritten() {
    let folder = tempfile::tempdir().expect("a folder");
    let setup = Setup {
        answers: vec![Some(folder.path().join("mine.ron"))],
        ..Setup::default()
    };
    let mut stage = Stage::open_with("treaties", setup);
    move_serbia(&mut stage);
    std::fs::write(&stage.path, "somebody else's").expect("written");
    stage.ask_to_close();
    stage.click_on("Save");
    assert!(!stage.was_told_to_close() && !stage.app().is_closing());
    stage.click_on("Close");
    assert_eq!(read(&stage.path), "somebody else's");
    assert!(stage.title().starts_with('•'));
    // Another name is the way out.
    stage.press_with(CTRL_SHIFT, Key::S);
    assert!(!stage.title().starts_with('•'));
    assert!(read(&folder.path().join("mine.ron")).contains("pin: true"));
}

#[test]
fn a_broken_file_leaves_the_document_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    let broken = folder.path().join("broken.ron");
    let bytes = "Dramatis(version: 1, title: \"x\", actors: {\"a\": (name: \"A\", kind: Nobody)}";
    std::fs::write(&broken, bytes).expect("written");
    let setup = Setup {
        answers: vec![Some(broken.clone())],
        ..Setup::default()
    };
    let mut stage = Stage::open_with("treaties", setup);
    let opened = stage.doc().clone();
    stage.click(stage.at("italy"));
    stage.press_with(CTRL, Key::O);
    stage.work();
    assert!(stage.find("Copy").is_some(), "{:?}", stage.labels());
    assert!(stage.labels().iter().any(|l| l.contains("broken.ron")));
    stage.press(Key::Enter);
    assert!(stage.find("Copy").is_none(), "Enter closes it");
    stage.is_as(&opened);
    assert_eq!(stage.ws().path(), Some(stage.path.as_path()));
    assert_eq!(read(&broken), bytes);
    // So does one that is not there, out of the list of recent files.
    stage.do_now(Command::OpenFile(folder.path().join("gone.ron")));
    stage.work();
    assert!(stage.find("Copy").is_some());
    stage.press(Key::Escape);
    stage.is_as(&opened);
}

#[test]
fn save_as_takes_the_texts_along() {
    let elsewhere = tempfile::tempdir().expect("a folder");
    let to = elsewhere.path().join("mine");
    let setup = Setup {
        answers: vec![None, Some(to.clone())],
        ..Setup::default()
    };
    let mut stage = Stage::open_with("treaties", setup);
    let start = read(&stage.path);
    move_serbia(&mut stage);
    stage.press_with(CTRL_SHIFT, Key::S);
    assert!(stage.title().starts_with('•'), "the picker was cancelled");
    stage.press_with(CTRL_SHIFT, Key::S);
    let saved = to.with_extension("ron");
    assert_eq!(stage.ws().path(), Some(saved.as_path()));
    assert!(!stage.title().starts_with('•'));
    assert_eq!(read(&stage.path), start, "the old file is as it was");
    let brief = |p: &Path| read(&p.with_file_name("brief.md"));
    assert_eq!(brief(&saved), brief(&stage.path));
    let again = file::open(&saved).expect("opens");
    assert!(&again.document == stage.doc());
    assert!(again.evidence_problems.is_empty());
    assert_eq!(stage.app().settings().recent.first(), Some(&saved));
    // From now on Ctrl+S writes there.
    stage.press_with(CTRL, Key::Z);
    stage.press_with(CTRL, Key::S);
    assert!(!read(&saved).contains("pin: true"));
}

#[test]
fn a_new_document_asks_for_its_name() {
    let folder = tempfile::tempdir().expect("a folder");
    let setup = Setup {
        answers: vec![None, Some(folder.path().join("first.ron"))],
        ..Setup::default()
    };
    let mut stage = Stage::open_with("treaties", setup);
    stage.press_with(CTRL, Key::N);
    assert_eq!(stage.ws().path(), None);
    stage.press(Key::E);
    stage.write("Ada");
    stage.press(Key::Enter);
    stage.press_with(CTRL, Key::S);
    assert!(stage.title().starts_with('•'));
    stage.press_with(CTRL, Key::S);
    assert!(!stage.title().starts_with('•'));
    let path = folder.path().join("first.ron");
    assert!(&file::open(&path).expect("opens").document == stage.doc());
}

#[test]
fn what_is_being_typed_is_saved_too() {
    let mut stage = Stage::open("treaties");
    stage.click(stage.at("italy"));
    stage.retype("Role", "Kingdom of Italy");
    assert_eq!(stage.steps(), 0);
    stage.press_with(CTRL, Key::S);
    assert!(read(&stage.path).contains("Kingdom of Italy"));
    assert_eq!(
        (stage.steps(), stage.last_step()),
        (1, "change role of Italy")
    );
    assert!(!stage.title().starts_with('•'));
    stage.press(Key::Enter);
    assert_eq!(stage.steps(), 1, "once");
}

#[test]
fn what_is_being_typed_counts_when_closing() {
    let mut stage = Stage::open("treaties");
    stage.click(stage.at("italy"));
    stage.retype("Role", "Kingdom of Italy");
    stage.ask_to_close();
    assert!(stage.find("Don’t save").is_some());
    assert!(!stage.app().is_closing());
}

#[test]
fn a_read_only_folder_is_said_and_nothing_is_lost() {
    let mut stage = Stage::open("treaties");
    move_serbia(&mut stage);
    let moved = stage.doc().clone();
    let folder = stage.folder.take().expect("a folder");
    folder.close().expect("gone");
    stage.press_with(CTRL, Key::S);
    stage.is_as(&moved);
    assert!(stage.title().starts_with('•'));
    assert!(
        stage.ws().notice.as_ref().is_some_and(|n| n.failed) || stage.find("Overwrite").is_some()
    );
}

#[test]
fn pictures_are_exported() {
    let folder = tempfile::tempdir().expect("a folder");
    let setup = Setup {
        answers: vec![Some(folder.path().join("picture"))],
        ..Setup::default()
    };
    let mut stage = Stage::open_with("treaties", setup);
    stage.press_with(ALT, Key::F24);
    stage.do_now(Action::Export);
    stage.press(Key::Enter);
    stage.work();
    let written: Vec<_> = std::fs::read_dir(folder.path()).expect("there").collect();
    assert_eq!(written.len(), 1, "{:?}", stage.labels());
    assert!(!stage.title().starts_with('•'));
}
