//! Copying how something looks, and giving it to others.

use dramatis::app::{Action, Command};
use dramatis::edit::Selection;
use eframe::egui::{Event, Modifiers};

use crate::stage::{CTRL_ALT, NONE, Stage};

fn everything(stage: &mut Stage) -> Selection {
    stage.do_now(Action::SelectAll);
    stage.ws().selection().clone()
}

#[test]
fn stance_and_weight_go_to_all_selected_actions_as_one_step() {
    let mut stage = Stage::open("treaties");
    let all = everything(&mut stage);
    let first = all.actions.first().expect("some").clone();
    let (stance, weight) = {
        let action = stage.doc().graph.action(&first).expect("there");
        (action.stance, action.weight)
    };
    stage.do_now(Command::Select(Selection::action(first)));
    stage.do_now(Action::CopyStyle);
    let before = stage.doc().clone();
    stage.do_now(Command::Select(all));
    stage.do_now(Action::PasteStyle);
    assert_eq!(stage.steps(), 1);
    for link in stage.doc().graph.links() {
        let looks = (link.action.stance, link.action.weight);
        assert_eq!(looks, (stance, weight));
    }
    let kinds = |doc: &dramatis::model::Document| -> Vec<_> {
        doc.graph.actors().map(|a| a.kind).collect()
    };
    assert!(
        kinds(stage.doc()) == kinds(&before),
        "actors stay as they are"
    );
    stage.do_now(Action::PasteStyle);
    assert_eq!(stage.steps(), 1, "they look like that already");
    stage.do_now(Action::Undo);
    stage.is_as(&before);
}

#[test]
fn what_was_not_copied_cannot_be_pasted() {
    let mut stage = Stage::open("treaties");
    let failed = |stage: &Stage| stage.ws().notice.clone().expect("told").failed;
    stage.do_now(Action::CopyStyle);
    assert!(failed(&stage), "nothing is selected");
    let all = everything(&mut stage);
    stage.do_now(Action::PasteStyle);
    assert!(failed(&stage), "nothing was copied");
    stage.select("germany");
    stage.do_now(Action::CopyStyle);
    let action = all.actions.first().expect("some").clone();
    stage.do_now(Command::Select(Selection::action(action)));
    stage.do_now(Action::PasteStyle);
    assert!(failed(&stage), "an action has no kind");
    assert_eq!(stage.steps(), 0);
}

/// Systems tell Ctrl+Alt+C as "copy", as they do Ctrl+C.
#[test]
fn the_systems_own_words_for_copy_and_paste_heed_alt() {
    let mut stage = Stage::open("treaties");
    stage.select("germany");
    let say = |stage: &mut Stage, held: Modifiers, event: Event| {
        stage.frame(vec![Event::ModifiersChanged(held)]);
        stage.frame(vec![event]);
        stage.frame(vec![Event::ModifiersChanged(NONE)]);
        stage
            .ws()
            .notice
            .clone()
            .map(|n| n.text)
            .unwrap_or_default()
    };
    let said = say(&mut stage, CTRL_ALT, Event::Copy);
    assert!(said.starts_with("Copied the style"), "{said}");
    let said = say(&mut stage, CTRL_ALT, Event::Paste("words".to_owned()));
    assert_eq!(said, "They look like that already");
    let ctrl = Modifiers {
        alt: false,
        ..CTRL_ALT
    };
    let said = say(&mut stage, ctrl, Event::Copy);
    assert_eq!(said, "Copied 1 actor");
}
