//! Portraits: chosen, or dropped on an actor.

use std::fs;
use std::io::Cursor;
use std::path::{Path, PathBuf};

use dramatis::app::{Action, Command, Workspace};
use dramatis::edit::Selection;
use dramatis::model::Document;
use eframe::egui::Key;

use crate::stage::{CTRL, Setup, Stage, actor};

/// A PNG of so many pixels.
pub fn png(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    let pixels = image::RgbaImage::from_pixel(width, height, image::Rgba([90, 40, 20, 255]));
    let written = pixels.write_to(&mut bytes, image::ImageFormat::Png);
    written.expect("in memory");
    bytes.into_inner()
}

/// A file elsewhere, with these bytes.
fn file(name: &str, bytes: &[u8]) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join(name);
    fs::write(&path, bytes).expect("written");
    (folder, path)
}

fn portrait(stage: &Stage, id: &str) -> String {
    let actor = stage.doc().graph.actor(&actor(id));
    actor.expect("there").portrait.clone()
}

fn said(stage: &Stage) -> String {
    stage
        .ws()
        .notice
        .clone()
        .map(|n| n.text)
        .unwrap_or_default()
}

fn failed(stage: &Stage) -> bool {
    stage.ws().notice.clone().is_some_and(|n| n.failed)
}

/// Drops a file on an actor, as a person does: over it first.
fn drop_on(stage: &mut Stage, id: &str, path: &Path) {
    let at = stage.at(id);
    stage.hover_files(&[path], Some(at));
    stage.drop_files(&[path]);
    stage.work();
}

#[test]
fn a_file_dropped_on_an_actor_becomes_its_portrait() {
    let mut stage = Stage::open("treaties");
    let opened = stage.doc().clone();
    let (_folder, path) = file("My Germany.JPG", &png(40, 30));
    let at = stage.at("germany");
    stage.hover_files(&[&path], Some(at));
    stage.frames(1);
    assert!(
        stage.labels().contains(&"Portrait of Germany".to_owned()),
        "{:#?}",
        stage.labels()
    );
    stage.drop_files(&[&path]);
    stage.work();
    // What it holds tells its ending.
    assert_eq!(portrait(&stage, "germany"), "my-germany.png");
    let copy = stage.path.with_file_name("my-germany.png");
    assert_eq!(fs::read(&copy).expect("copied"), png(40, 30));
    assert!(stage.ws().portraits().contains_key(&actor("germany")));
    assert_eq!(stage.steps(), 1);
    assert_eq!(stage.last_step(), "change portrait of Germany");
    assert!(
        said(&stage).contains("undoing leaves the file"),
        "{}",
        said(&stage)
    );
    stage.press_with(CTRL, Key::Z);
    stage.is_as(&opened);
    assert!(copy.is_file(), "the file stays");
    assert!(!stage.ws().portraits().contains_key(&actor("germany")));
    // Once more: nothing is copied twice.
    drop_on(&mut stage, "germany", &path);
    assert_eq!(portrait(&stage, "germany"), "my-germany.png");
    drop_on(&mut stage, "italy", &path);
    assert_eq!(portrait(&stage, "italy"), "my-germany.png");
    assert!(!stage.path.with_file_name("my-germany-2.png").exists());
    // And saved, it opens with the document.
    stage.press_with(CTRL, Key::S);
    let saved = Workspace::open(&stage.path).expect("opens");
    assert_eq!(saved.portraits().len(), 2);
}

#[test]
fn what_is_no_image_or_too_large_is_refused_and_nothing_is_left() {
    let mut stage = Stage::open("treaties");
    let opened = stage.doc().clone();
    let files = |stage: &Stage| {
        let folder = stage.path.parent().expect("a folder");
        fs::read_dir(folder).expect("a folder").count()
    };
    let before = files(&stage);
    let whole = png(40, 40);
    for (name, bytes, why) in [
        ("words.png", b"words".to_vec(), "neither a PNG nor a JPEG"),
        ("empty.png", Vec::new(), "neither a PNG nor a JPEG"),
        ("cut.png", whole[..whole.len() / 2].to_vec(), "damaged"),
        ("wide.png", png(4_097, 1), "4096"),
    ] {
        let (_folder, path) = file(name, &bytes);
        drop_on(&mut stage, "germany", &path);
        assert!(
            failed(&stage) && said(&stage).contains(why),
            "{name}: {}",
            said(&stage)
        );
    }
    let (folder, _path) = file("x", b"");
    drop_on(&mut stage, "germany", folder.path());
    assert!(said(&stage).contains("is not a file"), "{}", said(&stage));
    drop_on(&mut stage, "germany", &folder.path().join("gone.png"));
    assert!(said(&stage).contains("is not there"), "{}", said(&stage));
    #[cfg(unix)]
    {
        let pipe = folder.path().join("pipe.png");
        let made = std::process::Command::new("mkfifo").arg(&pipe).status();
        assert!(made.expect("every Unix has it").success());
        let link = folder.path().join("link.png");
        std::os::unix::fs::symlink(&pipe, &link).expect("linked");
        drop_on(&mut stage, "germany", &link);
        assert!(said(&stage).contains("is not a file"), "{}", said(&stage));
    }
    stage.is_as(&opened);
    assert_eq!(files(&stage), before);
}

#[test]
fn on_empty_ground_only_documents_can_be_dropped() {
    let mut stage = Stage::open("treaties");
    let opened = stage.doc().clone();
    let (_folder, image) = file("face.png", &png(4, 4));
    let empty = stage.empty(0);
    stage.hover_files(&[&image], Some(empty));
    stage.drop_files(&[&image]);
    stage.work();
    assert!(
        failed(&stage) && said(&stage).contains("on no actor"),
        "{}",
        said(&stage)
    );
    stage.drop_files(&[&image, &image]);
    assert_eq!(said(&stage), "Drop one file at a time");
    stage.is_as(&opened);
    // A document opens, wherever it is dropped; unsaved changes are asked about.
    let (_other, document) = crate::stage::copy_of("civil-military");
    stage.do_now(Action::NewArrangement);
    stage.drop_files(&[&document]);
    stage.work();
    assert!(stage.labels().contains(&"Save the changes?".to_owned()));
    // Meanwhile nothing can be dropped.
    stage.drop_files(&[&image]);
    assert!(failed(&stage), "{}", said(&stage));
    stage.click_on("Don’t save");
    stage.work();
    assert_eq!(stage.ws().path(), Some(document.as_path()));
}

#[test]
fn where_the_system_does_not_tell_the_pointer_the_selected_actor_is_meant() {
    let mut stage = Stage::open("treaties");
    let (_folder, image) = file("face.png", &png(4, 4));
    stage.frame(vec![eframe::egui::Event::PointerGone]);
    stage.hover_files(&[&image], None);
    stage.drop_files(&[&image]);
    stage.frames(60);
    stage.work();
    assert!(failed(&stage), "nobody is selected");
    stage.select("italy");
    stage.drop_files(&[&image]);
    stage.frames(60);
    stage.work();
    assert_eq!(portrait(&stage, "italy"), "face.png");
    // Told after the drop, the pointer counts.
    let at = stage.at("russia");
    stage.frame(vec![eframe::egui::Event::PointerGone]);
    stage.frames(2);
    stage.drop_files(&[&image]);
    assert_eq!(portrait(&stage, "russia"), "");
    stage.hover(at);
    stage.work();
    assert_eq!(portrait(&stage, "russia"), "face.png");
}

#[test]
fn of_an_unsaved_document_portraits_are_written_when_it_is_saved() {
    let (folder, target) = file("doc.ron", b"");
    fs::remove_file(&target).expect("there");
    let setup = Setup {
        answers: vec![Some(target.clone())],
        ..Setup::default()
    };
    let mut doc = Document::new();
    let ada = dramatis::model::Actor::new(actor("ada"), "Ada", dramatis::model::ActorKind::Person);
    doc.graph.add_actor(ada).expect("new");
    let place = dramatis::model::Place::at(0.0, 0.0);
    doc.arrangements[0].places.insert(actor("ada"), place);
    let mut stage = Stage::new(Workspace::of_document(doc), setup);
    let (_elsewhere, image) = file("Ada.png", &png(9, 9));
    drop_on(&mut stage, "ada", &image);
    assert!(
        stage.ws().portraits().contains_key(&actor("ada")),
        "{}",
        said(&stage)
    );
    assert!(
        said(&stage).contains("when that is saved"),
        "{}",
        said(&stage)
    );
    stage.press_with(CTRL, Key::Z);
    assert!(!stage.ws().portraits().contains_key(&actor("ada")));
    stage.do_now(Action::Redo);
    assert!(stage.ws().portraits().contains_key(&actor("ada")));
    let name = portrait(&stage, "ada");
    stage.press_with(CTRL, Key::S);
    stage.work();
    assert_eq!(
        fs::read(folder.path().join(&name)).expect("written"),
        png(9, 9)
    );
    let saved = Workspace::open(&target).expect("opens");
    assert_eq!(saved.portraits().len(), 1);
    assert!(stage.ws().portraits().contains_key(&actor("ada")));
}

#[test]
fn a_portrait_is_chosen_and_removed_in_the_inspector() {
    let (_folder, image) = file("face.png", &png(4, 4));
    let setup = Setup {
        answers: vec![Some(image)],
        ..Setup::default()
    };
    let mut stage = Stage::open_with("treaties", setup);
    stage.select("germany");
    stage.click_on("Portrait…");
    stage.work();
    assert_eq!(portrait(&stage, "germany"), "face.png");
    stage.click_on("Remove portrait");
    assert_eq!(portrait(&stage, "germany"), "");
    assert_eq!(stage.steps(), 2);
    stage.do_now(Command::Select(Selection::default()));
    stage.do_now(Action::SetPortrait);
    assert!(failed(&stage), "nobody is selected");
}
