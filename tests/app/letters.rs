//! Letters that the bundled fonts lack.

use dramatis::app::Workspace;
use dramatis::export::faces_for;
use dramatis::model::{Actor, ActorKind, Document};
use eframe::egui::{Event, FontId, Key};

use crate::stage::{Setup, Stage, actor};

/// Whether the window can show a letter now.
fn shows(stage: &Stage, letter: char) -> bool {
    let font = FontId::proportional(14.0);
    stage.harness.ctx.fonts_mut(|f| f.has_glyph(&font, letter))
}

#[test]
fn fonts_of_the_machine_are_found_for_letters_that_come_up() {
    // What can be shown depends on the machine.
    let can = |letter| !faces_for(&[letter]).is_empty();
    let mut doc = Document::new();
    let who = Actor::new(actor("who"), "中文", ActorKind::Person);
    doc.graph.add_actor(who).expect("new");
    let mut stage = Stage::new(Workspace::of_document(doc), Setup::default());
    stage.work();
    assert_eq!(shows(&stage, '文'), can('文'), "of the document");
    stage.press(Key::E);
    stage.frame(vec![Event::Text("שלום".to_owned())]);
    stage.work();
    assert_eq!(shows(&stage, 'ש'), can('ש'), "typed");
    stage.press(Key::Enter);
    let names: Vec<&str> = stage
        .doc()
        .graph
        .actors()
        .map(|a| a.name.as_str())
        .collect();
    assert_eq!(names.len(), 2, "{names:?}");
}
