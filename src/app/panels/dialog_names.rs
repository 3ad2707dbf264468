//! Names that are asked for: that of an arrangement, and the person's own.

use eframe::egui::Ui;

use super::super::gestures::{name_trouble, rename_arrangement};
use super::super::{Command, Workspace};
use super::dialogs::{Said, answers, enter_in_field, heading};
use super::form::{line_edit, name, quiet, trouble};
use crate::picture::Theme;

/// Asks for another name of an arrangement.
pub(super) fn rename_dialog(
    ui: &mut Ui,
    ws: &Workspace,
    theme: &Theme,
    from: &str,
    draft: &mut String,
    fresh: bool,
) -> Said {
    ui.set_width(340.0);
    heading(ui, "Rename arrangement");
    let field = ui.add(line_edit(draft, "Name"));
    name(ui, field.id, "Name of the arrangement");
    if fresh {
        field.request_focus();
        super::tabs::select_all(ui, field.id, draft);
    }
    let wrong = name_trouble(ws.document(), from, draft);
    if let Some(why) = &wrong {
        trouble(ui, theme, why);
    }
    let enter = enter_in_field(ui, &field);
    let given = answers(ui, &["Cancel", "Rename"], wrong.is_none(), false);
    if enter && wrong.is_some() {
        field.request_focus();
    }
    match given {
        Some(0) => Said::Done(Vec::new()),
        None if !(enter && wrong.is_none()) => Said::Nothing,
        _ if draft.trim() == from => Said::Done(Vec::new()),
        _ => Said::Done(vec![
            Command::Edit(rename_arrangement(from, draft), None).into(),
        ]),
    }
}

/// Asks for the name that is noted with claims.
pub(super) fn own_name(ui: &mut Ui, draft: &mut String, fresh: bool) -> Said {
    ui.set_width(360.0);
    heading(ui, "Your name");
    quiet(
        ui,
        "It is noted in the document with each claim that you enter or change, and the time with \
         it. Without a name, only the time is.",
    );
    let field = ui.add(line_edit(draft, "Nobody"));
    name(ui, field.id, "Your name");
    if fresh {
        field.request_focus();
        super::tabs::select_all(ui, field.id, draft);
    }
    let enter = enter_in_field(ui, &field);
    match answers(ui, &["Cancel", "Keep"], true, false) {
        Some(0) => Said::Done(Vec::new()),
        None if !enter => Said::Nothing,
        _ => Said::Done(vec![Command::SetName(draft.trim().to_owned()).into()]),
    }
}
