//! The panels, driven through what assistive technology sees.

use std::path::PathBuf;

use eframe::egui::accesskit::Role;
use eframe::egui::{self, Key, Ui, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};

use super::super::{Action as Do, Command, Settings, Workspace, look};
use super::form::count;
use super::menu::{document_name, enabled, menu_bar};
use super::{Dialogs, ExportRequest, Inspector, Outcome, Tabs, Then};
use crate::edit::{self, Edit, Selection};
use crate::model::{
    Action, ActionId, Actor, ActorId, ActorKind, Claim, Claimant, Confidence, Document, Place,
    Source, SourceId, Stance, Status, When, violations,
};
use crate::picture::ThemeName;

fn ada() -> ActorId {
    ActorId::new("ada").expect("valid")
}
fn bob() -> ActorId {
    ActorId::new("bob").expect("valid")
}
fn helps() -> ActionId {
    ActionId::new("ada-helps-bob").expect("valid")
}

/// Ada helps Bob, as a letter says; Cairo is an event.
fn document(with_source: bool) -> Document {
    let mut doc = Document::new();
    let mut run = |edit| {
        edit::apply(&mut doc, edit).expect("fits");
    };
    for (id, name, kind) in [
        ("ada", "Ada", ActorKind::Person),
        ("bob", "Bob", ActorKind::Person),
        ("cairo", "Cairo talks", ActorKind::Event),
    ] {
        let id = ActorId::new(id).expect("valid");
        run(Edit::AddActor(Box::new(Actor::new(id.clone(), name, kind))));
        run(Edit::SetPlace {
            arrangement: "Overview".into(),
            actor: id,
            place: Some(Place::at(0.0, 0.0)),
        });
    }
    let mut action = Action::new(helps(), "helps");
    if with_source {
        let source = SourceId::new("letter").expect("valid");
        run(Edit::AddSource(Box::new(Source::new(
            source.clone(),
            "A letter",
        ))));
        action.claims.push(Claim {
            by: Claimant::Actor(bob()),
            source,
            anchor: "top/1".into(),
            quote: "She helped me".into(),
            spot: None,
            entered: None,
            changed: None,
            status: Status::Reported,
            confidence: Confidence::High,
            because: String::new(),
        });
    }
    run(Edit::AddAction {
        from: ada(),
        to: bob(),
        action: Box::new(action),
    });
    doc
}

/// A panel in a window, with the workspace that its edits are carried out in.
struct Stage<P> {
    panel: P,
    ws: Workspace,
    settings: Settings,
    /// Everything that was said, in order.
    said: Vec<Outcome>,
    ready: bool,
}

impl<P> Stage<P> {
    /// Names of the gestures that were made.
    fn gestures(&self) -> Vec<&str> {
        self.said
            .iter()
            .filter_map(|o| match o {
                Outcome::Command(Command::Edit(gesture, _)) => Some(gesture.label.as_str()),
                _ => None,
            })
            .collect()
    }

    fn carry_out(&mut self, outcomes: Vec<Outcome>) {
        for outcome in outcomes {
            match &outcome {
                Outcome::Command(Command::Edit(gesture, select)) => {
                    self.ws
                        .commit(gesture.clone(), select.clone())
                        .expect("panels make gestures that fit");
                    assert_eq!(violations(self.ws.document()), vec![]);
                }
                Outcome::Command(Command::Select(what)) => self.ws.select(what.clone()),
                _ => {}
            }
            self.said.push(outcome);
        }
    }
}

type Show<P> = fn(&mut P, &mut Ui, &Workspace, &Settings) -> Vec<Outcome>;

fn stage<P: 'static>(
    panel: P,
    doc: Document,
    select: Selection,
    show: Show<P>,
) -> Harness<'static, Stage<P>> {
    let mut ws = Workspace::of_document(doc);
    ws.select(select);
    let stage = Stage {
        panel,
        ws,
        settings: Settings::unkept(),
        said: Vec::new(),
        ready: false,
    };
    let mut harness = Harness::builder()
        .with_size(vec2(420.0, 1400.0))
        .build_ui_state(
            move |ui, stage: &mut Stage<P>| {
                if !stage.ready {
                    look::install_fonts(ui.ctx(), &[]);
                    look::install_theme(ui.ctx(), ThemeName::Light);
                    stage.ready = true;
                    return;
                }
                let said = show(&mut stage.panel, ui, &stage.ws, &stage.settings);
                stage.carry_out(said);
            },
            stage,
        );
    harness.run_steps(3);
    harness
}

fn outcomes(commands: Vec<Command>) -> Vec<Outcome> {
    commands.into_iter().map(Outcome::from).collect()
}

fn inspect(doc: Document, select: Selection) -> Harness<'static, Stage<Inspector>> {
    stage(
        Inspector::default(),
        doc,
        select,
        |panel, ui, ws, settings| outcomes(panel.ui(ui, ws, settings)),
    )
}

fn talk(open: impl FnOnce(&mut Dialogs)) -> Harness<'static, Stage<Dialogs>> {
    let mut dialogs = Dialogs::default();
    open(&mut dialogs);
    let mut harness = stage(
        dialogs,
        document(true),
        Selection::default(),
        |panel, ui, ws, settings| panel.ui(ui.ctx(), ws, settings),
    );
    harness.set_size(vec2(900.0, 800.0));
    harness.run_steps(3);
    harness
}

/// Puts a text in place of what a field holds.
fn retype<P>(harness: &mut Harness<'_, Stage<P>>, field: &str, text: &str) {
    let by = || {
        egui_kittest::kittest::by()
            .label(field)
            .predicate(|n| matches!(n.role(), Role::TextInput | Role::MultilineTextInput))
    };
    harness.get(by()).focus();
    harness.run_steps(2);
    harness.key_press_modifiers(egui::Modifiers::COMMAND, Key::A);
    harness.run_steps(1);
    harness.get(by()).type_text(text);
    harness.run_steps(2);
}

fn press<P>(harness: &mut Harness<'_, Stage<P>>, key: Key) {
    harness.key_press(key);
    harness.run_steps(3);
}

fn click<P>(harness: &mut Harness<'_, Stage<P>>, label: &str) {
    harness.get_by_label(label).click();
    harness.run_steps(4);
}

#[test]
fn commands_are_offered_when_they_apply() {
    let mut ws = Workspace::of_document(document(true));
    for action in [
        Do::Undo,
        Do::Redo,
        Do::Delete,
        Do::Rename,
        Do::Reverse,
        Do::NextArrangement,
    ] {
        assert!(!enabled(action, &ws), "{action:?}");
    }
    assert!(enabled(Do::Export, &ws) && enabled(Do::SelectAll, &ws));
    ws.select(Selection::actor(ada()));
    for action in [Do::Delete, Do::Rename, Do::Connect, Do::Pin] {
        assert!(enabled(action, &ws), "{action:?}");
    }
    assert!(!enabled(Do::Reverse, &ws) && !enabled(Do::Unpin, &ws));
    ws.select(Selection::action(helps()));
    assert!(enabled(Do::Reverse, &ws) && !enabled(Do::Connect, &ws));
    let empty = Workspace::of_document(Document::new());
    assert!(!enabled(Do::Export, &empty) && !enabled(Do::FitAll, &empty));
    assert_eq!(document_name(&empty), "Untitled");
}

#[test]
fn the_menu_names_what_undo_takes_back() {
    let mut harness = stage(
        (),
        document(true),
        Selection::default(),
        |(), ui, ws, settings| outcomes(menu_bar(ui, ws, settings, true)),
    );
    harness.set_size(vec2(900.0, 700.0));
    let place = [(ada(), Place::at(5.0, 5.0))];
    let stage = harness.state_mut();
    let gesture = edit::move_actors(stage.ws.document(), "Overview", &place);
    stage.ws.commit(gesture, None).expect("fits");
    harness.run_steps(2);
    harness.get_by_label("Unsaved changes");
    click(&mut harness, "Edit");
    assert!(harness.get_by_label("Redo").accesskit_node().is_disabled());
    click(&mut harness, "Undo move Ada");
    assert_eq!(harness.state().said, [Outcome::from(Command::Do(Do::Undo))]);
    click(&mut harness, "View");
    click(&mut harness, "Dark");
    let said = harness.state().said.last().cloned();
    assert_eq!(said, Some(Command::SetTheme(ThemeName::Dark).into()));
}

mod inspector;
mod table;
mod windows;
