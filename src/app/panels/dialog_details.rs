//! Title, description and sources of the document.

use eframe::egui::{self, Button, Frame, Id, RichText, ScrollArea, Ui};

use super::super::{Command, Workspace, look};
use super::dialogs::{Outcome, Said, answers, heading};
use super::form::{Drafts, Form, Made, Text, line_edit, name, row, section, short};
use crate::analysis::{DAY_FORMS, when_typed};
use crate::edit::{Edit, Transaction};
use crate::model::{Source, SourceId};
use crate::picture::Theme;

/// The form, with what is being typed.
#[derive(Debug, Default)]
pub(super) struct Details {
    drafts: Drafts,
    /// Title of a source that is to be added.
    new_source: String,
    /// How many claims and responses cite each source, as of a revision of the document.
    cited: Option<(u64, Citations)>,
}

impl Details {
    /// Gives to the document what is being typed, as leaving the field would.
    pub(super) fn flush(&mut self) -> Vec<Command> {
        self.drafts.finish()
    }

    /// What is typed and cannot be taken as it stands, and why.
    pub(super) fn unfinished(&self) -> Option<String> {
        self.drafts.unfinished()
    }

    /// Gives to the document what is being typed, and tells what cannot be:
    /// nobody will see it any more.
    pub(super) fn finish(&mut self) -> Vec<Outcome> {
        let mut commands = self.flush();
        let lost = self.unfinished();
        commands.extend(lost.map(|what| Command::fail(format!("Not taken: {what}"))));
        commands.into_iter().map(Outcome::from).collect()
    }

    pub(super) fn ui(
        &mut self,
        ui: &mut Ui,
        ws: &Workspace,
        theme: &Theme,
        fresh: bool,
        out: &mut Vec<Outcome>,
    ) -> Said {
        ui.set_width(560.0_f32.min(ui.ctx().content_rect().width() - 80.0));
        let mut commands: Vec<Command> = Vec::new();
        let mut form = Form {
            ws,
            theme,
            drafts: &mut self.drafts,
            out: &mut commands,
        };
        heading(ui, "Title and sources");
        if self.cited.as_ref().map(|(then, _)| *then) != Some(ws.revision()) {
            self.cited = None;
        }
        let (_, cited) = self
            .cited
            .get_or_insert_with(|| (ws.revision(), citations(ws)));
        let height = (ui.ctx().content_rect().height() - 220.0).clamp(140.0, 560.0);
        ScrollArea::vertical()
            .max_height(height)
            .auto_shrink([false, true])
            .show(ui, |ui| {
                ui.spacing_mut().item_spacing.y = 7.0;
                document(&mut form, ui, fresh);
                section(ui, "Sources");
                for source in ws.document().sources.values() {
                    let cited = cited.get(&source.id).copied().unwrap_or(0);
                    source_card(&mut form, ui, source, cited);
                }
                add_source(&mut form, ui, &mut self.new_source);
            });
        out.extend(commands.into_iter().map(Outcome::from));
        match answers(ui, &["Close"], true, false) {
            Some(_) => Said::Done(self.finish()),
            None => Said::Nothing,
        }
    }
}

/// How many claims and responses cite each source.
type Citations = std::collections::BTreeMap<SourceId, usize>;

fn citations(ws: &Workspace) -> Citations {
    let mut cited = Citations::new();
    for source in ws.document().graph.links().flat_map(|l| l.action.sources()) {
        *cited.entry(source.clone()).or_insert(0) += 1;
    }
    cited
}

fn document(form: &mut Form<'_>, ui: &mut Ui, fresh: bool) {
    let doc = form.ws.document();
    row(ui, "Title", |ui, label| {
        let field = Text::new(Id::new("document title"), "Title", &doc.title);
        let response = form.text(ui, field, |text| {
            let edit = Edit::SetTitle(text.trim().to_owned());
            Ok(Transaction::one("change the title", edit))
        });
        if fresh {
            response.request_focus();
        }
        response.labelled_by(label);
    });
    row(ui, "About", |ui, label| {
        let field = Text::new(Id::new("document about"), "About", &doc.about)
            .rows(3)
            .hint("What the graph is about, in a sentence or two");
        form.text(ui, field, |text| {
            let edit = Edit::SetAbout(text.trim().to_owned());
            Ok(Transaction::one("change the description", edit))
        })
        .labelled_by(label);
    });
}

/// What a field of a source does to it.
type Set = fn(&mut Source, &str) -> Result<(), String>;

/// The fields of a source: label, hint, how to read it and how to set it.
type Field = (&'static str, &'static str, fn(&Source) -> String, Set);

const FIELDS: [Field; 7] = [
    (
        "Title",
        "",
        |s| s.title.clone(),
        |s, t| {
            t.trim().clone_into(&mut s.title);
            if s.title.is_empty() {
                Err("a source needs a title".to_owned())
            } else {
                Ok(())
            }
        },
    ),
    (
        "Author",
        "",
        |s| s.author.clone(),
        |s, t| {
            t.trim().clone_into(&mut s.author);
            Ok(())
        },
    ),
    (
        "Publisher",
        "",
        |s| s.publisher.clone(),
        |s, t| {
            t.trim().clone_into(&mut s.publisher);
            Ok(())
        },
    ),
    (
        "Published",
        DAY_FORMS,
        |s| s.published.to_string(),
        |s, t| {
            s.published = when_typed(t, None)?;
            Ok(())
        },
    ),
    (
        "Retrieved",
        "When you read it",
        |s| s.retrieved.to_string(),
        |s, t| {
            s.retrieved = when_typed(t, None)?;
            Ok(())
        },
    ),
    (
        "Address",
        "https://…",
        |s| s.url.clone(),
        |s, t| {
            t.trim().clone_into(&mut s.url);
            Ok(())
        },
    ),
    (
        "Text file",
        "Beside the document, to check quotes",
        |s| s.file.clone(),
        |s, t| {
            t.trim().clone_into(&mut s.file);
            Ok(())
        },
    ),
];

fn source_card(form: &mut Form<'_>, ui: &mut Ui, source: &Source, cited: usize) {
    let named = short(&source.title);
    Frame::new()
        .fill(look::color(form.theme.panel))
        .corner_radius(8)
        .inner_margin(egui::Margin::same(12))
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            for (label, hint, get, set) in FIELDS {
                row(ui, label, |ui, label_id| {
                    let value = get(source);
                    let id = Id::new(("source", source.id.as_str(), label));
                    let field = Text::new(id, label, &value).hint(hint);
                    let make = |text: &str| -> Made {
                        let mut new = source.clone();
                        set(&mut new, text)?;
                        let what = format!("change {} of “{named}”", label.to_lowercase());
                        Ok(Transaction::one(what, Edit::SetSource(Box::new(new))))
                    };
                    form.text(ui, field, make).labelled_by(label_id);
                });
            }
            row(ui, "Primary", |ui, _| primary(form, ui, source));
            ui.horizontal(|ui| {
                let button = ui.add_enabled(cited == 0, Button::new("Remove source"));
                name(ui, button.id, &format!("Remove source “{}”", source.title));
                let why = format!(
                    "It is cited {}, also by retracted claims and responses: delete or change \
                     those first",
                    times(cited)
                );
                if button.on_disabled_hover_text(why).clicked() {
                    form.edit(Transaction::one(
                        format!("remove source “{named}”"),
                        Edit::RemoveSource {
                            id: source.id.clone(),
                            retire: true,
                        },
                    ));
                }
                let told = if cited == 0 {
                    "nothing cites it".to_owned()
                } else {
                    format!("cited {}", times(cited))
                };
                ui.label(RichText::new(told).small().weak());
            });
        });
}

/// "once", "3 times".
fn times(n: usize) -> String {
    match n {
        1 => "once".to_owned(),
        n => format!("{n} times"),
    }
}

/// Whether a source is a primary one.
fn primary(form: &mut Form<'_>, ui: &mut Ui, source: &Source) {
    const TIP: &str = "A record made by those who were there: a document, a recording, a \
                       transcript, a witness. An account of such records, as most articles are, \
                       is none. One primary source is enough to call a claim confirmed.";
    let mut primary = source.primary;
    let button = ui.checkbox(&mut primary, "a record, not an account of one");
    name(ui, button.id, &format!("Primary source “{}”", source.title));
    if button.on_hover_text(TIP).changed() {
        let new = Source {
            primary,
            ..source.clone()
        };
        let a = if primary { "a" } else { "no" };
        let label = format!("call “{}” {a} primary source", short(&source.title));
        form.edit(Transaction::one(label, Edit::SetSource(Box::new(new))));
    }
}

fn add_source(form: &mut Form<'_>, ui: &mut Ui, draft: &mut String) {
    ui.horizontal(|ui| {
        let room = (ui.available_width() - 130.0).max(80.0);
        let field = line_edit(draft, "Title of another source").desired_width(room);
        let field = ui.add(field);
        name(ui, field.id, "Title of another source");
        let title = draft.trim().to_owned();
        let enter = super::dialogs::enter_in_field(ui, &field);
        let clicked = ui
            .add_enabled(!title.is_empty(), Button::new("Add source"))
            .clicked();
        if (clicked || enter) && !title.is_empty() {
            let id = form
                .ws
                .document()
                .fresh_source_id(&title, form.ws.history().spent());
            let label = format!("add source “{}”", short(&title));
            let source = Source::new(id, title);
            form.edit(Transaction::one(label, Edit::AddSource(Box::new(source))));
            draft.clear();
        }
    });
}
