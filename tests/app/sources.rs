//! Texts from elsewhere that become sources: chosen, dropped, or pasted.

use std::fs;
use std::path::PathBuf;

use dramatis::app::{Action, Workspace};
use dramatis::model::{Document, Source};
use eframe::egui::{Event, Key, pos2};

use crate::stage::{CTRL, Setup, Stage};

const PAGE: &str = "<!DOCTYPE html><title>The strike</title>\
    <meta name=author content='Ada Rell'>\
    <meta property=article:published_time content='2024-03-01T10:00:00Z'>\
    <script>alert('never')</script>\
    <h2>Morning</h2><p>The board met <b>early</b>.</p><p>Nobody spoke.</p>";

fn file(name: &str, bytes: &[u8]) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join(name);
    fs::write(&path, bytes).expect("written");
    (folder, path)
}

fn said(stage: &Stage) -> String {
    let notice = stage.ws().notice.clone();
    notice.map(|n| n.text).unwrap_or_default()
}

fn new_source(stage: &Stage, was: &Document) -> Source {
    let new = stage.doc().sources.values();
    let mut new = new.filter(|s| !was.sources.contains_key(&s.id));
    let first = new.next().expect("a new source").clone();
    assert_eq!(new.next(), None);
    first
}

#[test]
fn a_page_dropped_on_the_window_becomes_a_source() {
    let mut stage = Stage::open("treaties");
    let opened = stage.doc().clone();
    let (_folder, path) = file("strike.html", PAGE.as_bytes());
    stage.hover_files(&[&path], None);
    stage.frames(1);
    let told = "Add strike.html as a source".to_owned();
    assert!(stage.labels().contains(&told), "{:#?}", stage.labels());
    stage.drop_files(&[&path]);
    stage.work();
    assert!(stage.find("New source").is_some(), "{}", said(&stage));
    stage.press(Key::Enter);
    let source = new_source(&stage, &opened);
    assert_eq!(source.title, "The strike");
    assert_eq!(source.author, "Ada Rell");
    assert_eq!(source.published.to_string(), "2024-03-01");
    assert_eq!(source.file, "the-strike.md");
    let there = fs::read_to_string(stage.path.with_file_name("the-strike.md"));
    let words = "## Morning\n\nThe board met early.\n\nNobody spoke.\n";
    assert_eq!(there.expect("beside the document"), words);
    let text = stage.ws().texts().get(&source.id).expect("read");
    assert_eq!(text.text(), words);
    assert_eq!(stage.steps(), 1);
    stage.frames(2);
    assert!(
        stage.app().settings().reading.shown,
        "it is there to be read"
    );
    assert_eq!(stage.app().reader().source(), Some(&source.id));
    // Changed by another program, it is read again when one comes back.
    let changed = words.replace("early", "late");
    fs::write(stage.path.with_file_name("the-strike.md"), &changed).expect("written");
    stage.frame(vec![Event::WindowFocused(false)]);
    stage.frame(vec![Event::WindowFocused(true)]);
    stage.work();
    assert_eq!(stage.ws().texts()[&source.id].text(), changed);
    assert!(said(&stage).contains("read again"), "{}", said(&stage));
    stage.frame(vec![Event::WindowFocused(true)]);
    // Written anew and the same, it changes nothing.
    let epoch = stage.ws().texts_epoch();
    let file = stage.path.with_file_name("the-strike.md");
    let file = fs::OpenOptions::new().append(true).open(file);
    let long_ago = std::time::SystemTime::UNIX_EPOCH;
    file.and_then(|f| f.set_modified(long_ago))
        .expect("touched");
    stage.frame(vec![Event::WindowFocused(false)]);
    stage.frame(vec![Event::WindowFocused(true)]);
    stage.work();
    assert_eq!(stage.ws().texts_epoch(), epoch);
    // One that is gone, or that is none any more, is told once.
    let come_back = |stage: &mut Stage| {
        stage.frame(vec![Event::WindowFocused(false)]);
        stage.frame(vec![Event::WindowFocused(true)]);
        stage.work();
    };
    fs::remove_file(stage.path.with_file_name("the-strike.md")).expect("removed");
    come_back(&mut stage);
    let told = said(&stage);
    let gone = "The text of a source cannot be read any more: the text \"the-strike.md\"";
    assert!(told.starts_with(gone), "{told}");
    assert!(!stage.ws().texts().contains_key(&source.id));
    stage.press(Key::Escape);
    stage.frames(2);
    come_back(&mut stage);
    assert!(!said(&stage).contains("the-strike.md"), "it is told again");
    fs::write(stage.path.with_file_name("the-strike.md"), b"B\xe9la.\n").expect("written");
    come_back(&mut stage);
    let told = said(&stage);
    let not_well = "A changed text was read again, but not well: ";
    assert!(
        told.starts_with(not_well) && told.contains("UTF-8"),
        "{told}"
    );
    assert_eq!(stage.ws().texts()[&source.id].text(), "B\u{fffd}la.\n");
    fs::write(stage.path.with_file_name("the-strike.md"), &changed).expect("written");
    come_back(&mut stage);
    assert_eq!(stage.ws().texts()[&source.id].text(), changed);
    stage.press_with(CTRL, Key::Z);
    stage.is_as(&opened);
}

#[test]
fn a_text_that_another_program_changes_is_noticed_while_somebody_is_at_work() {
    let mut stage = Stage::open("civil-military");
    let brief = stage.path.with_file_name("brief.md");
    let old = fs::read_to_string(&brief).expect("there");
    let holds = |stage: &Stage, words: &str| {
        let mut texts = stage.ws().texts().values();
        texts.any(|text| text.text().contains(words))
    };
    let moved = |stage: &mut Stage, x: f32| {
        stage.frame(vec![Event::PointerMoved(pos2(x, 400.0))]);
    };
    stage.wait(3.0);
    stage.frames(3);
    fs::write(&brief, format!("{old}\nOne more.\n")).expect("written");
    // While nobody does anything, nobody looks.
    stage.wait(60.0);
    assert!(!stage.app().is_looking_at_texts() && !holds(&stage, "One more."));
    moved(&mut stage, 600.0);
    stage.work();
    assert!(holds(&stage, "One more."));
    assert!(said(&stage).contains("read again"), "{}", said(&stage));
    // Again so soon, not at once: but two seconds later, whatever is done then.
    fs::write(&brief, format!("{old}\nTwo more.\n")).expect("written");
    moved(&mut stage, 610.0);
    stage.work();
    assert!(!holds(&stage, "Two more."));
    stage.wait(2.1);
    stage.work();
    assert!(holds(&stage, "Two more."));
    assert_eq!(stage.steps(), 0, "nothing is to be undone");
}

#[test]
fn a_line_that_looks_like_a_heading_is_cited_in_a_text_without_headings() {
    let mut stage = Stage::open("treaties");
    let before = stage.doc().clone();
    let text = b"# 3 on the list. The board met early.\n- It rose late.\n\nNobody spoke.\n";
    let (_folder, path) = file("minutes.txt", text);
    stage.drop_files(&[&path]);
    stage.work();
    stage.press(Key::Enter);
    let source = new_source(&stage, &before);
    assert!(source.file.ends_with(".txt"), "{}", source.file);
    stage.work();
    let text = std::sync::Arc::clone(&stage.ws().texts()[&source.id]);
    assert!(text.can_cite(&(0..2)));
    let all = dramatis::model::sentences(&text);
    assert_eq!(&text.text()[all[0].bytes.clone()], "# 3 on the list.");
    let labels = stage.labels();
    let told = |words: &str| labels.iter().any(|l| l == words);
    let words = ["# 3 on the list.", "The board met early.", "It rose late."];
    assert!(words.iter().all(|w| told(w)), "{labels:#?}");
}

#[test]
fn a_text_that_is_pasted_is_kept_until_the_document_has_a_place() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("new.ron");
    let setup = Setup {
        answers: vec![Some(path.clone())],
        ..Setup::default()
    };
    let mut stage = Stage::new(Workspace::of_document(Document::new()), setup);
    let before = stage.doc().clone();
    let text = "The harbour board met. ".repeat(12);
    stage.frame(vec![Event::Paste(text.clone())]);
    stage.work();
    assert!(stage.find("New source").is_some(), "{}", said(&stage));
    stage.retype("Title", "Minutes");
    // Who is about to leave does not lose it, and can go on with it.
    stage.stays_open_for("it is not added yet");
    stage.press(Key::Escape);
    stage.frames(2);
    assert_eq!(stage.value_of("Title").as_deref(), Some("Minutes"));
    stage.press(Key::Enter);
    let source = new_source(&stage, &before);
    assert_eq!(source.title, "Minutes");
    let kept = stage.ws().texts().get(&source.id).expect("kept");
    assert_eq!(kept.text().trim(), text.trim());
    // Undone and done again, it is still there.
    stage.press_with(CTRL, Key::Z);
    stage.frames(2);
    assert!(stage.ws().texts().is_empty(), "its source is not there");
    stage.press_with(CTRL, Key::Y);
    stage.press_with(CTRL, Key::S);
    stage.frames(2);
    let there = fs::read_to_string(path.with_file_name(&source.file));
    assert_eq!(there.expect("beside the document").trim(), text.trim());
    let again = Workspace::open(&path).expect("saved");
    assert_eq!(again.texts()[&source.id].text().trim(), text.trim());
}

#[test]
fn a_few_pasted_words_are_no_source_unless_they_are_meant_to_be() {
    let mut stage = Stage::new(Workspace::of_document(Document::new()), Setup::default());
    stage.frame(vec![Event::Paste("A few words.".to_owned())]);
    stage.work();
    assert!(stage.find("New source").is_none());
    assert!(
        said(&stage).contains("no part of a graph"),
        "{}",
        said(&stage)
    );
    stage.do_now(Action::PasteSource);
    stage.frame(vec![Event::Paste("A few words.".to_owned())]);
    stage.work();
    assert!(stage.find("New source").is_some(), "{}", said(&stage));
    stage.press(Key::Escape);
    stage.frames(2);
    assert!(stage.find("New source").is_none());
    assert_eq!(stage.steps(), 0);
}

#[test]
fn a_text_that_was_asked_for_and_did_not_come_is_forgotten() {
    let mut stage = Stage::new(Workspace::of_document(Document::new()), Setup::default());
    stage.do_now(Action::PasteSource);
    stage.frames(12);
    assert!(
        said(&stage).contains("no text on the clipboard"),
        "{}",
        said(&stage)
    );
    stage.frame(vec![Event::Paste("A few words.".to_owned())]);
    stage.work();
    assert!(stage.find("New source").is_none());
    assert!(
        said(&stage).contains("no part of a graph"),
        "{}",
        said(&stage)
    );
}

#[test]
fn a_document_of_another_program_is_told_before_it_is_dropped() {
    let mut stage = Stage::open("treaties");
    let (_folder, path) = file("report.docx", b"PK\x03\x04 word/document.xml");
    stage.hover_files(&[&path], None);
    stage.frames(1);
    let told = "report.docx cannot be read: save it as .txt";
    assert!(stage.labels().iter().any(|l| l.starts_with(told)));
}

/// Words of a page that look like marks are shown as they were, and are cited
/// without the backslash that says so.
#[test]
fn words_that_look_like_marks_are_read_and_cited_as_they_are() {
    let mut stage = Stage::open("treaties");
    let opened = stage.doc().clone();
    let page = "<!DOCTYPE html><title>A list</title><p>Before.</p>\
        <p># 3 on the list was Ada. She 5 * 3 times <i>left</i>.</p>";
    let (_folder, path) = file("list.html", page.as_bytes());
    stage.drop_files(&[&path]);
    stage.work();
    stage.press(Key::Enter);
    stage.frames(3);
    let source = new_source(&stage, &opened);
    let text = stage.ws().texts()[&source.id].clone();
    let words = "# 3 on the list was Ada.";
    assert!(text.text().contains("\\# 3 on the list"), "{}", text.text());
    let shown = stage.labels();
    assert!(shown.contains(&words.to_owned()), "{shown:#?}");
    let at = text.text().find(words).expect("there");
    // As the sentence that N goes to, and as words that were typed.
    let all = dramatis::model::sentences(&text);
    let sentence = all.iter().find(|s| s.bytes.start == at);
    assert_eq!(
        &text.text()[sentence.expect("a sentence").bytes.clone()],
        words
    );
    let index = dramatis::model::TextIndex::new(&text);
    for from in [at - 1, at] {
        let stands = index.stand(&(from..at + words.len()));
        assert_eq!(
            (stands.words.as_str(), stands.anchor.as_str()),
            (words, "top/2")
        );
        assert_eq!(text.find("top/2", &stands.words), Ok(at..at + words.len()));
    }
}

#[test]
fn a_text_of_a_script_without_spaces_is_told_in_characters_and_has_a_short_title() {
    let mut stage = Stage::new(Workspace::of_document(Document::new()), Setup::default());
    let text = "北京是中国的首都，".repeat(150) + "他说是。";
    stage.frame(vec![Event::Paste(text)]);
    stage.work();
    let told = stage.labels();
    assert!(
        told.contains(&"1,354 characters in 1 paragraph".to_owned()),
        "{told:#?}"
    );
    stage.press(Key::Enter);
    let source = new_source(&stage, &Document::new());
    assert!(source.title.ends_with('…') && source.title.chars().count() <= 61);
}

#[test]
fn what_holds_no_words_is_told_and_nothing_changes() {
    let mut stage = Stage::open("treaties");
    let opened = stage.doc().clone();
    for (name, bytes, told) in [
        ("a.txt", b"\0\0\0".as_slice(), "zero bytes"),
        ("b.md", b"  \n", "no words"),
        (
            "e.rtf",
            b"{\\rtf1 Words}",
            "e.rtf: it holds no text, but seems to be rich text",
        ),
        (
            "f.docx",
            b"PK\x03\x04 word/document.xml",
            "or copy its text and paste it",
        ),
        ("c.pdf", b"%PDF-1.4 nonsense", "cannot be read"),
    ] {
        let (_folder, path) = file(name, bytes);
        stage.hover_files(&[&path], None);
        stage.drop_files(&[&path]);
        stage.work();
        assert!(said(&stage).contains(told), "{name}: {}", said(&stage));
        assert!(stage.ws().notice.clone().is_some_and(|n| n.failed));
    }
    stage.is_as(&opened);
    // Not UTF-8: read all the same, with a word about it.
    let (_folder, path) = file(
        "d.txt",
        b"Le pr\xe9sident a d\xe9clar\xe9 que l'\xe9t\xe9 est fini.",
    );
    stage.drop_files(&[&path]);
    stage.work();
    let told = stage.labels();
    assert!(told.iter().any(|l| l.contains("windows-1252")), "{told:#?}");
}
