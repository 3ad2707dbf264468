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
                    look::install_fonts(ui.ctx());
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

#[test]
fn renaming_is_one_gesture() {
    let mut harness = inspect(document(true), Selection::actor(ada()));
    retype(&mut harness, "Name", "Ada Byron");
    assert_eq!(
        harness.state().gestures(),
        Vec::<&str>::new(),
        "not for each stroke"
    );
    press(&mut harness, Key::Enter);
    assert_eq!(harness.state().gestures(), ["rename Ada"]);
    let actor = harness.state().ws.document().graph.actor(&ada()).cloned();
    assert_eq!(actor.map(|a| a.name), Some("Ada Byron".to_owned()));
    harness.get_by_label("Name").focus();
    harness.run_steps(2);
    press(&mut harness, Key::Enter);
    assert_eq!(
        harness.state().gestures().len(),
        1,
        "unchanged is no gesture"
    );
    retype(&mut harness, "Name", "Nobody");
    press(&mut harness, Key::Escape);
    assert_eq!(harness.state().gestures().len(), 1, "Esc forgets");
    assert_eq!(
        harness.get_by_label("Name").value(),
        Some("Ada Byron".to_owned())
    );
    retype(&mut harness, "Name", " ");
    press(&mut harness, Key::Enter);
    assert_eq!(harness.state().gestures().len(), 1);
    harness.get_by_label("an actor needs a name");
}

#[test]
fn what_is_typed_survives_a_click_elsewhere_and_undo_voids_it() {
    let mut harness = inspect(document(true), Selection::actor(ada()));
    retype(&mut harness, "Role", "countess");
    harness.state_mut().ws.select(Selection::actor(bob()));
    harness.run_steps(3);
    assert_eq!(harness.state().gestures(), ["change role of Ada"]);
    let role = |h: &Harness<'_, Stage<Inspector>>, id: &ActorId| {
        let actor = h.state().ws.document().graph.actor(id).cloned();
        actor.expect("there").role
    };
    assert_eq!(role(&harness, &ada()), "countess");
    assert_eq!(role(&harness, &bob()), "");
    harness.state_mut().ws.select(Selection::actor(ada()));
    harness.run_steps(2);
    retype(&mut harness, "Role", "baroness");
    harness.state_mut().ws.undo().expect("fits");
    harness.run_steps(3);
    press(&mut harness, Key::Enter);
    assert_eq!(role(&harness, &ada()), "", "undone while it was typed");
    retype(&mut harness, "Role", "poet");
    let stage = harness.state_mut();
    let saved = stage.panel.flush(&stage.ws);
    assert!(
        matches!(saved.as_slice(), [Command::Edit(g, None)] if g.label == "change role of Bob")
    );
}

#[test]
fn a_bad_date_is_explained_and_kept() {
    let cairo = ActorId::new("cairo").expect("valid");
    let mut harness = inspect(document(true), Selection::actor(cairo.clone()));
    retype(&mut harness, "Date", "last May");
    press(&mut harness, Key::Enter);
    assert!(harness.state().said.is_empty());
    harness.get_by_label_contains("is not a date");
    assert_eq!(
        harness.get_by_label("Date").value(),
        Some("last May".to_owned())
    );
    retype(&mut harness, "Date", "1921-03");
    press(&mut harness, Key::Enter);
    assert_eq!(harness.state().gestures(), ["change date of Cairo talks"]);
    assert!(harness.query_by_label_contains("is not a date").is_none());
    let when = harness
        .state()
        .ws
        .document()
        .graph
        .actor(&cairo)
        .map(|a| a.when);
    assert_eq!(when, "1921-03".parse::<When>().ok());
}

#[test]
fn the_stance_is_one_gesture_a_drag() {
    let mut harness = inspect(document(true), Selection::action(helps()));
    let rect = harness.get_by_label("Stance").rect();
    harness.drag_at(rect.center());
    harness.run_steps(2);
    for step in 1..5 {
        harness.hover_at(rect.center() + vec2(rect.width() * 0.08 * step as f32, 0.0));
        harness.run_steps(1);
    }
    assert!(harness.state().said.is_empty(), "not before it is let go");
    harness.drop_at(rect.center() + vec2(rect.width() * 0.4, 0.0));
    harness.run_steps(3);
    assert_eq!(harness.state().gestures(), ["change stance of “helps”"]);
    let stance = |h: &Harness<'_, Stage<Inspector>>| {
        let action = h.state().ws.document().graph.action(&helps()).cloned();
        action.expect("there").stance
    };
    assert!(stance(&harness).value() > 0.5);
    click(&mut harness, "hostile");
    assert_eq!(stance(&harness), Stance::new(-0.8).expect("in range"));
    assert_eq!(harness.state().gestures().len(), 2);
}

#[test]
fn an_action_is_turned_round_and_weighed() {
    let mut harness = inspect(document(true), Selection::action(helps()));
    click(&mut harness, "Reverse action");
    assert_eq!(harness.state().gestures(), ["reverse “helps”"]);
    let ws = &harness.state().ws;
    let link = ws.document().graph.link(&helps()).expect("there");
    assert_eq!((link.from, link.to), (&bob(), &ada()));
    click(&mut harness, "From");
    click(&mut harness, "Cairo talks");
    assert_eq!(
        harness.state().gestures().last(),
        Some(&"reconnect “helps”")
    );
    harness.get_by_label("Role");
}

#[test]
fn claims_are_changed_added_and_removed() {
    let mut harness = inspect(document(true), Selection::action(helps()));
    harness.get_by_label("according to Bob");
    harness.get_by_label("“She helped me”");
    click(&mut harness, "Edit claim 1");
    retype(&mut harness, "Where", "top/2");
    press(&mut harness, Key::Enter);
    assert_eq!(
        harness.state().gestures(),
        ["change place of claim on “helps”"]
    );
    click(&mut harness, "Status of claim 1");
    click(&mut harness, "Disputed");
    click(&mut harness, "Who");
    retype(&mut harness, "Search, or type a new one", "a bystander");
    press(&mut harness, Key::Enter);
    let claims = |h: &Harness<'_, Stage<Inspector>>| {
        let action = h.state().ws.document().graph.action(&helps()).cloned();
        action.expect("there").claims
    };
    let first = claims(&harness)[0].clone();
    assert_eq!(first.status, Status::Disputed);
    assert_eq!(first.by, Claimant::Outsider("a bystander".into()));
    assert_eq!(first.anchor, "top/2");
    click(&mut harness, "Add claim");
    assert_eq!(claims(&harness).len(), 2);
    assert_eq!(
        claims(&harness)[1].status,
        Status::Alleged,
        "nothing is quoted yet"
    );
    click(&mut harness, "Remove claim 1");
    assert_eq!(claims(&harness).len(), 1);
    assert_eq!(harness.state().gestures().len(), 5);
}

#[test]
fn a_first_source_comes_with_its_claim() {
    let mut harness = inspect(document(false), Selection::action(helps()));
    retype(&mut harness, "Title of the source", "A diary");
    click(&mut harness, "Add source and claim");
    assert_eq!(harness.state().gestures(), ["add claim on “helps”"]);
    let doc = harness.state().ws.document();
    assert_eq!(doc.sources.len(), 1);
    harness.state_mut().ws.undo().expect("fits");
    assert!(harness.state().ws.document().sources.is_empty(), "one step");
}

#[test]
fn the_panel_tells_what_lacks_a_source() {
    let mut harness = inspect(document(false), Selection::default());
    click(&mut harness, "1 action needs a source");
    assert_eq!(harness.state().ws.selection(), &Selection::action(helps()));
    assert_eq!(count(1, "actor"), "1 actor");
}

#[test]
fn unsaved_changes_have_three_answers() {
    let quit = |d: &mut Dialogs| d.ask_unsaved(Then::Quit);
    for (answer, said) in [
        ("Save", vec![Outcome::SaveThen(Then::Quit)]),
        ("Don’t save", vec![Outcome::DiscardThen(Then::Quit)]),
        ("Cancel", vec![]),
    ] {
        let mut harness = talk(quit);
        click(&mut harness, answer);
        assert_eq!(harness.state().said, said);
        assert!(!harness.state().panel.is_open());
    }
    let mut harness = talk(quit);
    press(&mut harness, Key::Escape);
    assert_eq!(harness.state().said, []);
    assert!(!harness.state().panel.is_open());
    let mut harness = talk(quit);
    press(&mut harness, Key::Enter);
    assert_eq!(harness.state().said, [Outcome::SaveThen(Then::Quit)]);
    let path = PathBuf::from("/a/b.ron");
    let mut harness = talk(|d| d.ask_changed(path, Some(Then::New)));
    click(&mut harness, "Overwrite");
    assert_eq!(harness.state().said, [Outcome::Overwrite(Some(Then::New))]);
}

#[test]
fn an_export_is_asked_for_as_chosen() {
    let mut harness = talk(|d| d.ask_export((1000.0, 500.0)));
    click(&mut harness, "PNG");
    harness.get_by_label("2000 × 1000 pixels");
    click(&mut harness, "Legend");
    click(&mut harness, "Colours");
    click(&mut harness, "Print");
    press(&mut harness, Key::Enter);
    let request = ExportRequest {
        svg: false,
        scale: 2.0,
        theme: ThemeName::Print,
        transparent: false,
        title: true,
        legend: false,
        source_line: true,
    };
    assert_eq!(harness.state().said, [Outcome::Export(request)]);
}

#[test]
fn an_arrangement_cannot_take_a_name_twice() {
    let mut harness = talk(|d| d.rename_arrangement("Overview"));
    retype(&mut harness, "Name of the arrangement", " ");
    press(&mut harness, Key::Enter);
    assert!(harness.state().panel.is_open());
    retype(&mut harness, "Name of the arrangement", "Camps");
    press(&mut harness, Key::Enter);
    assert_eq!(harness.state().gestures(), ["rename arrangement Overview"]);
    assert_eq!(harness.state().ws.arrangement().name, "Camps");
}

#[test]
fn sources_are_edited_and_kept_while_cited() {
    let mut harness = talk(Dialogs::show_details);
    let remove = harness.get_by_label("Remove source “A letter”");
    assert!(remove.accesskit_node().is_disabled());
    retype(&mut harness, "Author", "Bob");
    press(&mut harness, Key::Enter);
    assert_eq!(harness.state().gestures(), ["change author of “A letter”"]);
    retype(&mut harness, "About", "On help");
    click(&mut harness, "Close");
    assert_eq!(
        harness.state().gestures().last(),
        Some(&"change the description")
    );
    assert!(!harness.state().panel.is_open());
}

#[test]
fn keys_can_be_looked_up() {
    let mut harness = talk(Dialogs::show_keys);
    harness.get_by_label("Save as…");
    assert!(harness.get_by_label("Search").is_focused());
    retype(&mut harness, "Search", "rim");
    harness.get_by_label("connect to another actor");
    assert!(harness.query_by_label("Save as…").is_none());
    press(&mut harness, Key::Escape);
    assert!(!harness.state().panel.is_open());
    let lines = vec!["line 3: no".to_owned()];
    let mut harness = talk(|d| d.show_problems("Cannot open “x.ron”", lines));
    harness.get_by_label("line 3: no");
    click(&mut harness, "Copy");
    assert!(harness.state().panel.is_open());
    let mut harness = talk(Dialogs::show_about);
    press(&mut harness, Key::Enter);
    assert!(!harness.state().panel.is_open());
}

#[test]
fn tabs_show_rename_and_remember() {
    let mut doc = document(true);
    let (gesture, _) = edit::duplicate_arrangement(&doc, "Overview").expect("there");
    for edit in gesture.edits {
        edit::apply(&mut doc, edit).expect("fits");
    }
    let mut harness = stage(
        Tabs::default(),
        doc,
        Selection::default(),
        |panel, ui, ws, settings| outcomes(panel.ui(ui, ws, settings)),
    );
    click(&mut harness, "Overview copy");
    let shown = Command::ShowArrangement("Overview copy".into());
    assert_eq!(harness.state().said, [Outcome::from(shown)]);
    harness.state_mut().panel.rename("Overview copy");
    harness.run_steps(3);
    retype(&mut harness, "Name of the arrangement", "Overview");
    press(&mut harness, Key::Enter);
    assert!(harness.state().gestures().is_empty(), "that name is taken");
    retype(&mut harness, "Name of the arrangement", "Camps");
    press(&mut harness, Key::Enter);
    assert_eq!(
        harness.state().gestures(),
        ["rename arrangement Overview copy"]
    );
    harness.get_by_label("Camps");
    click(&mut harness, "New arrangement");
    let said = harness.state().said.last().cloned();
    assert_eq!(said, Some(Command::Do(Do::NewArrangement).into()));
}
