//! The menu bar: every named command, and the title of the document.

use std::path::Path;

use eframe::egui::{
    self, Align, Atom, Button, Checkbox, Label, Layout, MenuBar, RadioButton, RichText, Ui,
};

use super::super::{Action, Command, Menu, Settings, Workspace, look};
use crate::model::Rest;
use crate::picture::ThemeName;

/// Whether a command makes sense now.
#[must_use]
pub fn enabled(action: Action, ws: &Workspace) -> bool {
    let (doc, history, selection) = (ws.document(), ws.history(), ws.selection());
    let actors = doc.graph.actor_count();
    let something = actors > 0 || !ws.arrangement().annotations.is_empty();
    let movable = selection.actors.len() + selection.annotations.len();
    let pinned = |id| ws.arrangement().places.get(id).is_some_and(|p| p.pin);
    match action {
        Action::Undo => history.undo_label().is_some(),
        Action::Redo => history.redo_label().is_some(),
        Action::Cut
        | Action::Copy
        | Action::CopyStyle
        | Action::PasteStyle
        | Action::Duplicate
        | Action::Delete => !selection.is_empty(),
        Action::Rename => selection.len() == 1,
        Action::Connect => selection.actors.len() == 1,
        Action::CiteForSelected => selection.actions.len() == 1,
        Action::Reverse
        | Action::Mutual
        | Action::CopyCitation
        | Action::CopyCitationMarkdown
        | Action::CopyBibtex
        | Action::ShowReceipt => !selection.actions.is_empty(),
        Action::BendLine => selection.len() == 1 && !selection.actions.is_empty(),
        Action::NextBend | Action::StraightenLine => {
            let bends = &ws.arrangement().bends;
            selection.actions.iter().any(|id| bends.contains_key(id))
        }
        Action::SetPortrait => selection.actors.len() == 1,
        Action::RemovePortrait => {
            let has_one = |id| doc.graph.actor(id).is_some_and(|a| !a.portrait.is_empty());
            selection.actors.iter().any(has_one)
        }
        Action::Merge => selection.actors.len() > 1,
        Action::FindDuplicates => actors > 1,
        Action::GrowSelection => !selection.is_empty(),
        Action::ShrinkSelection
        | Action::SelectActionsBetween
        | Action::SelectActionsOf
        | Action::SelectSameKind => !selection.actors.is_empty(),
        Action::SelectSameTag | Action::FilterTag => {
            let tagged = |id| doc.graph.actor(id).is_some_and(|a| !a.tags.is_empty());
            selection.actors.iter().any(tagged)
        }
        Action::SelectSameStance | Action::RetractClaim => !selection.actions.is_empty(),
        Action::SelectShortestPath => selection.actors.len() == 2,
        Action::FilterKind => !selection.actors.is_empty(),
        Action::FilterSaid => !(selection.actors.is_empty() && selection.actions.is_empty()),
        Action::ClearFilters => !ws.filtering().filters().filters.is_empty(),
        Action::SaveLens => !ws.filtering().filters().are_blank(),
        Action::UpdateLens => {
            let shown = ws.filtering().filters().lens_of(doc);
            shown.is_some_and(|(_, changed)| changed)
        }
        Action::RenameLens | Action::DeleteLens => {
            ws.filtering().filters().lens_of(doc).is_some()
        }
        Action::NextLens | Action::PreviousLens => !doc.lenses.is_empty(),
        Action::Pin => selection.actors.iter().any(|id| !pinned(id)),
        Action::Unpin => selection.actors.iter().any(pinned),
        Action::DeleteArrangement | Action::NextArrangement | Action::PreviousArrangement => {
            doc.arrangements.len() > 1
        }
        Action::ForgetView => ws.arrangement().camera.is_some(),
        Action::LayOutForce
        | Action::LayOutCommunities
        | Action::LayOutStress
        | Action::LayOutRadial
        | Action::LayOutDown
        | Action::LayOutRight
        | Action::LayOutUp
        | Action::LayOutLeft
        | Action::LayOutCamps
        | Action::LayOutTimeline
        | Action::LayOutByKind
        | Action::LayOutByTag
        | Action::LayOutCircle
        | Action::LayOutGrid
        | Action::LayOutTidy => actors > 1,
        Action::DistributeAcross | Action::DistributeDown => movable > 2,
        Action::AlignLeft
        | Action::AlignCentre
        | Action::AlignRight
        | Action::AlignTop
        | Action::AlignMiddle
        | Action::AlignBottom
        | Action::StackAcross
        | Action::StackDown
        | Action::OnCircle
        | Action::OnLine
        | Action::TurnRight
        | Action::TurnLeft
        | Action::Spread
        | Action::Gather => movable > 1,
        Action::LayOutNew => ws.arrangement().places.len() < actors,
        Action::Find | Action::FindNext | Action::FindPrevious => actors > 0,
        Action::SelectUnsourced => doc.graph.action_count() > 0,
        Action::SelectAll
        | Action::InvertSelection
        | Action::Lasso
        | Action::AddFilter
        | Action::FitAll
        | Action::Export => something,
        Action::New
        | Action::Open
        | Action::Save
        | Action::SaveAs
        | Action::ImportSource
        | Action::PasteSource
        | Action::Quit
        // Also lets go of what was begun, which is not the document's to know.
        | Action::SelectNone
        | Action::Paste
        | Action::AddActor
        | Action::AddText
        | Action::AddFrame
        | Action::AddArrow
        // Which words are chosen is not the document's to know.
        | Action::CodePassage
        | Action::DocumentDetails
        | Action::NewArrangement
        | Action::DuplicateArrangement
        | Action::RenameArrangement
        | Action::KeepView
        | Action::FilterReported
        | Action::FilterDisagreement
        | Action::ToggleHiding
        | Action::ToggleFilterBar
        | Action::ZoomIn
        | Action::ZoomOut
        | Action::ActualSize
        | Action::ToggleGuides
        | Action::ToggleGrid
        | Action::GridOptions
        | Action::ToggleInspector
        | Action::ToggleTable
        | Action::TableOfActors
        | Action::TableOfActions
        | Action::TableOfClaims
        | Action::FocusTable
        | Action::ToggleReading
        | Action::FocusReading
        | Action::NextUnmapped
        | Action::PreviousUnmapped
        | Action::NotRelevant
        | Action::LayOutOptions
        | Action::ToggleLive
        | Action::ToggleReducedMotion
        | Action::YourName
        | Action::Palette
        | Action::ShowKeys
        | Action::About => true,
    }
}

/// What an action is called now: undo and redo name what they would do.
#[must_use]
pub fn text(action: Action, ws: &Workspace) -> String {
    let step = match action {
        Action::Undo => ws.history().undo_label(),
        Action::Redo => ws.history().redo_label(),
        _ => None,
    };
    let chosen = ws.selection().actors.len();
    match (action, step) {
        (_, Some(step)) => format!("{} {step}", action.text()),
        (Action::LayOutRadial, _) if chosen != 1 => "Around the most central actor".to_owned(),
        _ => action.text().to_owned(),
    }
}

/// Whether a line stands above an action in its menu.
fn starts_group(action: Action) -> bool {
    matches!(
        action,
        Action::Save
            | Action::Export
            | Action::Quit
            | Action::Cut
            | Action::CopyCitation
            | Action::Paste
            | Action::CopyStyle
            | Action::Duplicate
            | Action::Find
            | Action::AddText
            | Action::Connect
            | Action::CodePassage
            | Action::Reverse
            | Action::Merge
            | Action::GrowSelection
            | Action::SelectActionsBetween
            | Action::SelectSameKind
            | Action::SelectUnsourced
            | Action::YourName
            | Action::Pin
            | Action::BendLine
            | Action::SetPortrait
            | Action::DocumentDetails
            | Action::NextArrangement
            | Action::KeepView
            | Action::AlignTop
            | Action::DistributeAcross
            | Action::StackAcross
            | Action::TurnRight
            | Action::LayOutRadial
            | Action::LayOutDown
            | Action::LayOutTidy
            | Action::LayOutOptions
            | Action::LayOutCamps
            | Action::LayOutCircle
            | Action::ToggleGuides
            | Action::FilterReported
            | Action::ClearFilters
            | Action::NextLens
            | Action::SaveLens
            | Action::ShowReceipt
            | Action::ToggleInspector
            | Action::ToggleReading
            | Action::ToggleReducedMotion
            | Action::About
    )
}

/// Shows the menu bar. `inspector_shown` tells whether the panel is there.
pub fn menu_bar(
    ui: &mut Ui,
    ws: &Workspace,
    settings: &Settings,
    inspector_shown: bool,
) -> Vec<Command> {
    let mut out = Vec::new();
    MenuBar::new().ui(ui, |ui| {
        for menu in Menu::ALL {
            ui.menu_button(menu.text(), |ui| {
                ui.set_min_width(210.0);
                for &action in Action::ALL.iter().filter(|a| a.menu() == menu) {
                    if starts_group(action) {
                        ui.separator();
                    }
                    let checked = match action {
                        Action::ToggleInspector => Some(inspector_shown),
                        Action::ToggleTable => Some(settings.table.shown),
                        Action::ToggleReading => Some(settings.reading.shown),
                        Action::ToggleReducedMotion => Some(settings.reduced_motion),
                        Action::ToggleLive => Some(settings.live),
                        Action::ToggleGuides => Some(settings.snap.guides),
                        Action::ToggleGrid => Some(settings.snap.grid),
                        Action::ToggleHiding => Some(ws.filtering().filters().rest == Rest::Hide),
                        _ => None,
                    };
                    if item(ui, (ws, settings), action, checked) {
                        out.push(action.into());
                    }
                    match action {
                        Action::Open => recent(ui, settings, &mut out),
                        Action::ToggleReducedMotion => themes(ui, settings, &mut out),
                        _ => {}
                    }
                }
            });
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.add_space(6.0);
            title(ui, ws);
        });
    });
    out
}

fn item(
    ui: &mut Ui,
    (ws, settings): (&Workspace, &Settings),
    action: Action,
    checked: Option<bool>,
) -> bool {
    let keys = settings.keymap().first_text(ui.ctx(), action);
    let label = text(action, ws);
    let enabled = enabled(action, ws);
    let response = match checked {
        Some(mut on) => {
            let keys = RichText::new(keys).weak();
            ui.add_enabled(
                enabled,
                Checkbox::new(&mut on, (label.as_str(), Atom::grow(), keys)),
            )
        }
        None => ui.add_enabled(enabled, Button::new(label.as_str()).shortcut_text(keys)),
    };
    // The shortcut is no part of the name.
    super::form::name(ui, response.id, &label);
    let clicked = response
        .on_hover_text(action.tooltip())
        .on_disabled_hover_text(action.tooltip())
        .clicked();
    if clicked {
        ui.close();
    }
    clicked
}

fn recent(ui: &mut Ui, settings: &Settings, out: &mut Vec<Command>) {
    ui.add_enabled_ui(!settings.recent.is_empty(), |ui| {
        ui.menu_button("Recent", |ui| {
            for path in &settings.recent {
                let name = path
                    .file_name()
                    .unwrap_or(path.as_os_str())
                    .to_string_lossy();
                let folder = path.parent().unwrap_or(Path::new("")).to_string_lossy();
                let folder = super::status::middle_elided(&folder, 36);
                let button = Button::new(name.as_ref()).shortcut_text(folder);
                if ui
                    .add(button)
                    .on_hover_text(path.to_string_lossy())
                    .clicked()
                {
                    out.push(Command::OpenFile(path.clone()));
                    ui.close();
                }
            }
        });
    });
}

fn themes(ui: &mut Ui, settings: &Settings, out: &mut Vec<Command>) {
    ui.separator();
    for (theme, text, tip) in THEMES {
        let radio = RadioButton::new(settings.theme == theme, text);
        if ui.add(radio).on_hover_text(tip).clicked() {
            out.push(Command::SetTheme(theme));
            ui.close();
        }
    }
}

/// Every theme, with its name and what it is.
pub(super) const THEMES: [(ThemeName, &str, &str); 3] = [
    (ThemeName::Light, "Light", "Warm white paper"),
    (ThemeName::Dark, "Dark", "Deep blue-grey"),
    (ThemeName::Print, "Print", "Pure white, and darker ink"),
];

/// Name of the document, as said in the window.
#[must_use]
pub fn document_name(ws: &Workspace) -> String {
    let title = &ws.document().title;
    if !title.is_empty() {
        return title.clone();
    }
    match ws.path().and_then(Path::file_stem) {
        Some(stem) => stem.to_string_lossy().into_owned(),
        None => "Untitled".to_owned(),
    }
}

fn title(ui: &mut Ui, ws: &Workspace) {
    let dirty = ws.history().is_dirty();
    let name = RichText::new(document_name(ws)).family(look::semi_bold());
    let label = ui.add(Label::new(name).truncate().selectable(false));
    if let Some(path) = ws.path() {
        label.on_hover_text(path.to_string_lossy());
    }
    if dirty {
        let dot = RichText::new("•")
            .color(ui.visuals().hyperlink_color)
            .strong();
        let dot = ui.add(egui::Label::new(dot).selectable(false));
        let said = "Unsaved changes";
        ui.ctx()
            .accesskit_node_builder(dot.id, |node| node.set_value(said));
        dot.on_hover_text("There are unsaved changes");
    }
}
