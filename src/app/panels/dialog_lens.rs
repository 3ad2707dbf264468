//! The name of a lens that is saved or renamed.

use eframe::egui::Ui;

use super::super::{Command, Workspace};
use super::dialogs::{Said, answers, enter_in_field, heading};
use super::form::{line_edit, name, trouble};
use super::tabs::select_all;
use crate::edit::{Transaction, rename_lens, save_lens};
use crate::model::{Document, Lens};
use crate::picture::Theme;

/// The form, as far as it is filled in.
#[derive(Debug)]
pub(super) struct LensForm {
    /// What is saved, or the name of what is renamed.
    what: What,
    draft: String,
}

#[derive(Debug)]
enum What {
    Save(Lens),
    Rename(String),
}

impl LensForm {
    pub(super) fn save(lens: Lens) -> Self {
        Self {
            draft: lens.name.clone(),
            what: What::Save(lens),
        }
    }

    pub(super) fn rename(from: String) -> Self {
        Self {
            draft: from.clone(),
            what: What::Rename(from),
        }
    }

    /// Why the name cannot be taken; `None` when it can.
    fn wrong(&self, doc: &Document) -> Option<String> {
        let to = self.draft.trim();
        let own = matches!(&self.what, What::Rename(from) if from == to);
        if to.is_empty() {
            Some("a lens needs a name".to_owned())
        } else if !own && doc.lens(to).is_some() {
            Some(format!("there is a lens “{to}” already"))
        } else {
            None
        }
    }

    /// What is typed and cannot be taken as it stands, and why.
    pub(super) fn unfinished(&self, doc: &Document) -> Option<String> {
        let why = self.wrong(doc)?;
        Some(format!("Name “{}”: {why}", self.draft.trim()))
    }

    /// Saves or renames, where the name can be taken; from then on it renames
    /// what it has made.
    pub(super) fn flush(&mut self, doc: &Document) -> Option<Transaction> {
        let made = match self.wrong(doc) {
            None => self.made(doc)?,
            Some(_) => return None,
        };
        self.what = What::Rename(self.draft.trim().to_owned());
        Some(made)
    }

    fn made(&self, doc: &Document) -> Option<Transaction> {
        let to = self.draft.trim();
        match &self.what {
            What::Save(lens) => {
                let name = to.to_owned();
                let lens = Lens {
                    name,
                    ..lens.clone()
                };
                Some(save_lens(doc, &lens))
            }
            What::Rename(from) if from == to => None,
            What::Rename(from) => rename_lens(doc, from, to),
        }
    }

    pub(super) fn ui(&mut self, ui: &mut Ui, ws: &Workspace, theme: &Theme, fresh: bool) -> Said {
        let (title, answer) = match &self.what {
            What::Save(_) => ("Save as lens", "Save"),
            What::Rename(_) => ("Rename lens", "Rename"),
        };
        ui.set_width(340.0);
        heading(ui, title);
        let field = ui.add(line_edit(&mut self.draft, "Name"));
        name(ui, field.id, "Name of the lens");
        if fresh {
            field.request_focus();
            select_all(ui, field.id, &self.draft);
        }
        let doc = ws.document();
        let wrong = self.wrong(doc);
        if let Some(why) = &wrong {
            trouble(ui, theme, why);
        }
        let enter = enter_in_field(ui, &field);
        if enter && wrong.is_some() {
            field.request_focus();
        }
        match answers(ui, &["Cancel", answer], wrong.is_none(), false) {
            Some(0) => Said::Done(Vec::new()),
            None if !(enter && wrong.is_none()) => Said::Nothing,
            _ => {
                let made = self.made(doc).into_iter();
                Said::Done(made.map(|t| Command::Edit(t, None).into()).collect())
            }
        }
    }
}
