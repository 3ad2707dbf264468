//! What context menus hold; the canvas opens them.

use eframe::egui::{Button, Ui};

use super::super::{Action as Do, Command, Settings, Workspace};
use super::form::short;
use super::inspect_annotation::SIZES;
use super::sample;
use crate::edit::{self, ActionField, ActorField, Selection};
use crate::model::{
    ActionId, ActorId, ActorKind, Annotation, AnnotationId, Stance, StanceBand, Tint,
};
use crate::picture::{Theme, ThemeName};

/// One line of a menu; closes it when it is clicked.
fn item(ui: &mut Ui, text: &str, tip: &str, enabled: bool) -> bool {
    let clicked = ui
        .add_enabled(enabled, Button::new(text))
        .on_hover_text(tip)
        .clicked();
    if clicked {
        ui.close();
    }
    clicked
}

fn does(ui: &mut Ui, settings: &Settings, action: Do) -> bool {
    let keys = settings.keymap().first_text(ui.ctx(), action);
    let button = Button::new(action.text()).shortcut_text(keys);
    let response = ui.add(button);
    super::form::name(ui, response.id, action.text());
    let clicked = response.on_hover_text(action.tooltip()).clicked();
    if clicked {
        ui.close();
    }
    clicked
}

/// What takes what is selected along, or makes more of it.
const COPIES: [Do; 3] = [Do::Cut, Do::Copy, Do::Duplicate];

/// Lines of commands about what is selected. `only` selects the one that the menu is
/// about first, where it is not among the selected.
fn offer(
    ui: &mut Ui,
    settings: &Settings,
    actions: impl IntoIterator<Item = Do>,
    only: Option<&dyn Fn() -> Command>,
    out: &mut Vec<Command>,
) {
    for action in actions {
        if does(ui, settings, action) {
            out.extend(only.map(|select| select()));
            out.push(action.into());
        }
    }
}

/// The menu of an actor. Where it is one of several selected ones, deleting
/// and pinning mean all of them.
pub fn actor_menu(
    ui: &mut Ui,
    (ws, settings): (&Workspace, &Settings),
    id: &ActorId,
) -> Vec<Command> {
    let mut out = Vec::new();
    let doc = ws.document();
    let Some(actor) = doc.graph.actor(id) else {
        return out;
    };
    let only = || Command::Select(Selection::actor(id.clone()));
    for action in [Do::Rename, Do::Connect] {
        if does(ui, settings, action) {
            out.extend([only(), action.into()]);
        }
    }
    ui.menu_button("Kind", |ui| {
        for kind in ActorKind::ALL {
            if ui.radio(actor.kind == kind, kind.name()).clicked() {
                if actor.kind != kind {
                    let field = ActorField::Kind(kind);
                    out.push(Command::Edit(edit::set_actor(doc, id, field), None));
                }
                ui.close();
            }
        }
    });
    ui.separator();
    let together = ws.selection().actors.contains(id);
    let alone: Option<&dyn Fn() -> Command> = if together { None } else { Some(&only) };
    let arrangement = ws.arrangement();
    let pinned = arrangement.places.get(id).is_some_and(|p| p.pin);
    let pin = if pinned { Do::Unpin } else { Do::Pin };
    if does(ui, settings, pin) {
        let standing = arrangement.resolved(&doc.graph);
        let meant: Vec<_> = standing
            .into_iter()
            .filter(|(other, _)| other == id || (together && ws.selection().actors.contains(other)))
            .collect();
        let gesture = edit::pin_actors(doc, &arrangement.name, &meant, !pinned);
        out.push(Command::Edit(gesture, None));
    }
    ui.separator();
    offer(ui, settings, COPIES, alone, &mut out);
    if together && ws.selection().actors.len() > 1 && does(ui, settings, Do::Merge) {
        out.push(Do::Merge.into());
    }
    ui.menu_button("Filter", |ui| {
        let tagged = together || !actor.tags.is_empty();
        let actions = [Do::FilterKind, Do::FilterTag, Do::FilterSaid].into_iter();
        let offered = actions.filter(|action| *action != Do::FilterTag || tagged);
        offer(ui, settings, offered, alone, &mut out);
    });
    ui.separator();
    let one = Selection::actor(id.clone());
    delete(
        ui,
        ws,
        if together { ws.selection() } else { &one },
        &mut out,
    );
    out
}

/// The menu of an action.
pub fn action_menu(
    ui: &mut Ui,
    (ws, settings): (&Workspace, &Settings),
    id: &ActionId,
) -> Vec<Command> {
    let mut out = Vec::new();
    let doc = ws.document();
    let Some(action) = doc.graph.action(id) else {
        return out;
    };
    if item(ui, "Reword", Do::Rename.tooltip(), true) {
        out.push(Command::Select(Selection::action(id.clone())));
        out.push(Do::Rename.into());
    }
    let together = ws.selection().actions.contains(id);
    let only = || Command::Select(Selection::action(id.clone()));
    let alone: Option<&dyn Fn() -> Command> = if together { None } else { Some(&only) };
    offer(ui, settings, [Do::Reverse, Do::Mutual], alone, &mut out);
    ui.menu_button("Stance", |ui| {
        // The colours of a menu's ground tell which theme the window has.
        let name = if ui.visuals().dark_mode {
            ThemeName::Dark
        } else {
            ThemeName::Light
        };
        let theme = Theme::of(name);
        for (band, value) in StanceBand::ALL.into_iter().zip([-0.8, 0.0, 0.8]) {
            ui.horizontal(|ui| {
                sample::line(ui, &theme, band, 24.0);
                let is = action.stance.band() == band;
                if ui.radio(is, band.name()).clicked() {
                    if !is && let Ok(stance) = Stance::new(value) {
                        let field = ActionField::Stance(stance);
                        out.push(Command::Edit(edit::set_action(doc, id, field), None));
                    }
                    ui.close();
                }
            });
        }
    });
    ui.menu_button("Copy as", |ui| {
        let actions = [Do::CopyCitation, Do::CopyCitationMarkdown, Do::CopyBibtex];
        offer(ui, settings, actions, alone, &mut out);
    });
    offer(ui, settings, [Do::FilterSaid], alone, &mut out);
    ui.separator();
    let one = Selection::action(id.clone());
    delete(
        ui,
        ws,
        if together { ws.selection() } else { &one },
        &mut out,
    );
    out
}

/// The menu of an annotation. Where it is one of several selected things,
/// copying and deleting mean all of them.
pub fn annotation_menu(
    ui: &mut Ui,
    (ws, settings): (&Workspace, &Settings),
    id: &AnnotationId,
) -> Vec<Command> {
    let mut out = Vec::new();
    let shown = ws.arrangement();
    let Some(now) = shown.annotations.get(id) else {
        return out;
    };
    let together = ws.selection().annotations.contains(id);
    let only = || Command::Select(Selection::annotation(id.clone()));
    let alone: Option<&dyn Fn() -> Command> = if together { None } else { Some(&only) };
    if item(ui, "Reword", Do::Rename.tooltip(), true) {
        out.extend([only(), Do::Rename.into()]);
    }
    let mut set = |new: Annotation, what: &str| {
        let step = edit::set_annotation(&shown.name, id, new, what);
        out.push(Command::Edit(step, None));
    };
    ui.menu_button("Colour", |ui| {
        for tint in Tint::ALL {
            if ui.radio(now.tint == tint, tint.name()).clicked() {
                if now.tint != tint {
                    let new = Annotation {
                        tint,
                        ..now.clone()
                    };
                    set(new, "colour");
                }
                ui.close();
            }
        }
    });
    ui.menu_button("Size", |ui| {
        for (name, times) in SIZES {
            let size = times * Annotation::SIZE;
            if ui.radio(now.size == size, name).clicked() {
                if now.size != size {
                    let new = Annotation {
                        size,
                        ..now.clone()
                    };
                    set(new, "change size of");
                }
                ui.close();
            }
        }
    });
    ui.separator();
    offer(ui, settings, COPIES, alone, &mut out);
    ui.separator();
    let one = Selection::annotation(id.clone());
    delete(
        ui,
        ws,
        if together { ws.selection() } else { &one },
        &mut out,
    );
    out
}

fn delete(ui: &mut Ui, ws: &Workspace, what: &Selection, out: &mut Vec<Command>) {
    let gesture = edit::delete(ws.document(), &ws.arrangement().name, what);
    let tip = short(&gesture.label);
    let many = what.len() > 1;
    let text = if many {
        format!("Delete {} things", what.len())
    } else {
        "Delete".to_owned()
    };
    if item(ui, &text, &tip, true) {
        out.push(Command::Edit(gesture, Some(Selection::default())));
    }
}

/// The menu of empty ground.
pub fn empty_menu(ui: &mut Ui, ws: &Workspace) -> Vec<Command> {
    let mut out = Vec::new();
    if item(ui, "Add actor here", Do::AddActor.tooltip(), true) {
        out.push(Do::AddActor.into());
    }
    if item(ui, "Add text here", Do::AddText.tooltip(), true) {
        out.push(Do::AddText.into());
    }
    if item(ui, "Paste here", Do::Paste.tooltip(), true) {
        out.push(Do::Paste.into());
    }
    ui.separator();
    for action in [Do::SelectAll, Do::FitAll] {
        if item(
            ui,
            action.text(),
            action.tooltip(),
            super::menu::enabled(action, ws),
        ) {
            out.push(action.into());
        }
    }
    out
}
