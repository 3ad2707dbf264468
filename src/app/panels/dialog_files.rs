//! Questions and news about files: what is unsaved, what went wrong.

use eframe::egui::{self, ScrollArea, Ui};

use super::super::Workspace;
use super::dialogs::{Outcome, Said, Then, answers, heading};
use super::form::{quiet, trouble};
use crate::picture::Theme;

pub(super) fn unsaved(
    ui: &mut Ui,
    ws: &Workspace,
    theme: &Theme,
    then: &Then,
    lost: Option<&str>,
    fresh: bool,
) -> Said {
    ui.set_width(400.0);
    heading(ui, "Save the changes?");
    let before = match then {
        Then::Quit => "the window closes",
        Then::New => "an empty document takes its place",
        Then::OpenFile(_) | Then::OpenDialog | Then::Opened => "another document takes its place",
    };
    let named = super::menu::document_name(ws);
    if ws.history().is_dirty() {
        quiet(
            ui,
            format!(
                "“{named}” has unsaved changes. They are lost unless you save before {before}."
            ),
        );
    }
    if let Some(lost) = lost {
        let why = format!("This cannot be saved as it stands, and is lost when {before}: {lost}");
        trouble(ui, theme, &why);
    }
    match answers(ui, &["Cancel", "Don’t save", "Save"], true, fresh) {
        Some(0) => Said::Done(Vec::new()),
        Some(1) => Said::Done(vec![Outcome::DiscardThen(then.clone())]),
        Some(_) => Said::Done(vec![Outcome::SaveThen(then.clone())]),
        None => Said::Nothing,
    }
}

pub(super) fn changed(
    ui: &mut Ui,
    path: &std::path::Path,
    then: Option<&Then>,
    fresh: bool,
) -> Said {
    ui.set_width(430.0);
    heading(ui, "The file has changed");
    let file = path
        .file_name()
        .unwrap_or(path.as_os_str())
        .to_string_lossy();
    quiet(
        ui,
        format!(
            "Another program changed “{file}” since it was opened. Overwriting it loses what that \
             program wrote; saving under another name keeps both."
        ),
    );
    // The safe answer is the one that Enter gives.
    match answers(ui, &["Cancel", "Overwrite", "Save as…"], true, fresh) {
        Some(0) => Said::Done(Vec::new()),
        Some(1) => Said::Done(vec![Outcome::Overwrite(then.cloned())]),
        Some(_) => Said::Done(vec![Outcome::SaveAsThen(then.cloned())]),
        None => Said::Nothing,
    }
}

pub(super) fn problems(ui: &mut Ui, title: &str, lines: &[String], fresh: bool) -> Said {
    ui.set_width(620.0);
    heading(ui, title);
    ScrollArea::vertical()
        .max_height(320.0)
        .auto_shrink([false, true])
        .show(ui, |ui| {
            for line in lines {
                ui.add(egui::Label::new(line.as_str()).wrap());
            }
        });
    match answers(ui, &["Copy", "Close"], true, fresh) {
        Some(0) => {
            ui.ctx().copy_text(lines.join("\n"));
            Said::Nothing
        }
        Some(_) => Said::Done(Vec::new()),
        None => Said::Nothing,
    }
}

pub(super) fn not_saved(ui: &mut Ui, why: &str, then: Option<&Then>, fresh: bool) -> Said {
    ui.set_width(480.0);
    heading(ui, "The document could not be saved");
    ui.add(egui::Label::new(why).wrap());
    match answers(ui, &["Copy", "Close", "Save as…"], true, fresh) {
        Some(0) => {
            ui.ctx().copy_text(why.to_owned());
            Said::Nothing
        }
        Some(1) => Said::Done(Vec::new()),
        Some(_) => Said::Done(vec![Outcome::SaveAsThen(then.cloned())]),
        None => Said::Nothing,
    }
}

pub(super) fn writing(ui: &mut Ui, fresh: bool) -> Said {
    ui.set_width(400.0);
    heading(ui, "Writing…");
    quiet(
        ui,
        "A picture is still being written. The window closes by itself once it is done.",
    );
    match answers(ui, &["Close without it", "Keep open"], true, fresh) {
        Some(0) => Said::Done(vec![Outcome::CloseNow]),
        Some(_) => Said::Done(Vec::new()),
        None => Said::Nothing,
    }
}
