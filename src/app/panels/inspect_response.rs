//! "What they answer": what those concerned say to an action.

use std::collections::{BTreeMap, BTreeSet};

use eframe::egui::{Align, Button, Id, Label, Layout, RichText, Ui};

use super::choose::{Chosen, actors, choose};
use super::compare_claims::frame;
use super::form::{Form, Made, Text, line_edit, name, row, section, short};
use super::typed::{responses, whoever};
use crate::analysis::{DATE_FORMS, when_typed};
use crate::app::look;
use crate::model::{ActionId, Claimant, Link, Response, SourceId, When};
use crate::picture::words;

/// A response that is not in the document yet.
#[derive(Debug)]
struct Draft {
    by: Claimant,
    words: String,
    /// Whether it has not been shown yet.
    fresh: bool,
}

/// Which responses are unfolded, and what is typed for new ones.
#[derive(Debug, Default)]
pub(super) struct Answers {
    open: BTreeSet<(ActionId, usize)>,
    drafts: BTreeMap<ActionId, Draft>,
}

/// The responses of an action with another one at this place.
fn with(link: Link<'_>, at: usize, new: Response) -> Vec<Response> {
    let mut all = link.action.responses.clone();
    if let Some(slot) = all.get_mut(at) {
        *slot = new;
    }
    all
}

impl Answers {
    /// Folds every response. What is typed for a new one waits with its action.
    pub(super) fn fold_all(&mut self) {
        self.open.clear();
    }

    /// What is typed for a new response, and would be lost.
    pub(super) fn unfinished(&self) -> Option<String> {
        let mut typed = self.drafts.values().map(|draft| draft.words.trim());
        let words = typed.find(|words| !words.is_empty())?;
        Some(format!("Answer “{}”: it is not noted yet", short(words)))
    }

    /// Shows every response to an action, and the way to add one.
    pub(super) fn show(&mut self, form: &mut Form<'_>, ui: &mut Ui, link: Link<'_>) {
        section(ui, "What they answer");
        for (at, response) in link.action.responses.iter().enumerate() {
            ui.push_id(("response", at), |ui| {
                frame(form).show(ui, |ui| {
                    ui.set_width(ui.available_width());
                    self.card(form, ui, link, at, response);
                });
            });
        }
        self.add(form, ui, link);
    }

    fn card(
        &mut self,
        form: &mut Form<'_>,
        ui: &mut Ui,
        link: Link<'_>,
        at: usize,
        response: &Response,
    ) {
        let (doc, n) = (form.ws.document(), at + 1);
        let slot = (link.action.id.clone(), at);
        let unfolded = self.open.contains(&slot);
        let mut removed = false;
        ui.horizontal_top(|ui| {
            ui.with_layout(Layout::right_to_left(Align::TOP), |ui| {
                let cross = ui.add(Button::new("×").small().frame(false));
                name(ui, cross.id, &format!("Remove response {n}"));
                removed = cross.on_hover_text("Remove this response").clicked();
                let (word, does) = if unfolded {
                    ("Done", "Fold")
                } else {
                    ("Edit", "Edit")
                };
                let fold = ui.add(Button::new(RichText::new(word).small()).frame(false));
                name(ui, fold.id, &format!("{does} response {n}"));
                if fold.on_hover_text("Who, what, when and where").clicked() {
                    form.out.extend(form.drafts.finish());
                    if !self.open.remove(&slot) {
                        self.open.insert(slot.clone());
                    }
                }
                ui.with_layout(Layout::left_to_right(Align::TOP), |ui| {
                    let who = RichText::new(words::claimant(doc, &response.by));
                    ui.add(Label::new(who.family(look::semi_bold())).wrap());
                });
            });
        });
        ui.add(Label::new(response.words.as_str()).wrap());
        let source = response.source.as_ref().and_then(|id| doc.sources.get(id));
        let title = source.map(|s| s.title.clone()).unwrap_or_default();
        let told: Vec<String> = [response.when.in_words(), title]
            .into_iter()
            .filter(|t| !t.is_empty())
            .collect();
        if !told.is_empty() {
            ui.add(Label::new(RichText::new(told.join("  ·  ")).small().weak()).wrap());
        }
        if unfolded {
            ui.add_space(4.0);
            fields(form, ui, link, at, response);
        }
        // Last, so that what was typed into it goes before.
        if removed {
            self.open.retain(|(_, n)| *n < at);
            let mut all = link.action.responses.clone();
            all.remove(at);
            form.edit(responses("remove response", link, all));
        }
    }

    fn add(&mut self, form: &mut Form<'_>, ui: &mut Ui, link: Link<'_>) {
        let action = &link.action.id;
        let Some(draft) = self.drafts.get_mut(action) else {
            let tip = "Note what somebody concerned says to this, or that they did not answer";
            if ui.button("Add response").on_hover_text(tip).clicked() {
                let draft = Draft {
                    by: Claimant::Actor(link.from.clone()),
                    words: String::new(),
                    fresh: true,
                };
                self.drafts.insert(action.clone(), draft);
            }
            return;
        };
        let doc = form.ws.document();
        if let Claimant::Actor(id) = &draft.by
            && doc.graph.actor(id).is_none()
        {
            // Deleted meanwhile: whoever acts is the first to be asked.
            draft.by = Claimant::Actor(link.from.clone());
        }
        let id = Id::new(("response", action.as_str(), "new"));
        let who = words::claimant(doc, &draft.by).to_owned();
        let chosen = row(ui, "Whose", |ui, label| {
            let offer = Some("Not in the graph:");
            choose(ui, id, label, &who, || actors(doc), offer)
        });
        if let Some(chosen) = chosen {
            draft.by = whoever(chosen);
        }
        let mut enter = false;
        row(ui, "Answer", |ui, label| {
            let hint = "What they say, or that they did not answer";
            let field = ui.add(line_edit(&mut draft.words, hint));
            let field = field.labelled_by(label);
            if std::mem::take(&mut draft.fresh) {
                field.request_focus();
            }
            enter = super::dialogs::enter_in_field(ui, &field);
        });
        let said = draft.words.trim();
        let (mut add, mut cancel) = (enter && !said.is_empty(), false);
        ui.horizontal(|ui| {
            let button = Button::new("Note response");
            add |= ui.add_enabled(!said.is_empty(), button).clicked();
            cancel = ui.button("Cancel").clicked();
        });
        if add {
            let mut all = link.action.responses.clone();
            all.push(Response {
                by: draft.by.clone(),
                words: said.to_owned(),
                when: When::NotGiven,
                source: None,
            });
            form.edit(responses("add response", link, all));
        }
        if add || cancel {
            self.drafts.remove(action);
        }
    }
}

/// The fields of an unfolded response.
fn fields(form: &mut Form<'_>, ui: &mut Ui, link: Link<'_>, at: usize, response: &Response) {
    let doc = form.ws.document();
    let key = |what: &str| Id::new(("response", link.action.id.as_str(), at, what));
    let set = |what: &str, new: Response| {
        let what = format!("change {what} of response");
        responses(&what, link, with(link, at, new))
    };
    let who = words::claimant(doc, &response.by).to_owned();
    let chosen = row(ui, "Whose", |ui, label| {
        let offer = Some("Not in the graph:");
        choose(ui, key("by"), label, &who, || actors(doc), offer)
    });
    if let Some(by) = chosen.map(whoever).filter(|by| *by != response.by) {
        let new = Response {
            by,
            ..response.clone()
        };
        form.edit(set("who gives", new));
    }
    row(ui, "Answer", |ui, label| {
        let field = Text::new(key("words"), "Answer", &response.words).rows(2);
        let make = |text: &str| -> Made {
            let words = text.trim().to_owned();
            if words.is_empty() {
                return Err("a response says something, if only that nobody answered".to_owned());
            }
            let new = Response {
                words,
                ..response.clone()
            };
            Ok(set("words", new))
        };
        form.text(ui, field, make).labelled_by(label);
    });
    row(ui, "When", |ui, label| {
        let when = response.when.to_string();
        let field = Text::new(key("when"), "When", &when).hint(DATE_FORMS);
        let make = |text: &str| -> Made {
            let when = when_typed(text, None)?;
            let new = Response {
                when,
                ..response.clone()
            };
            Ok(set("date", new))
        };
        form.text(ui, field, make).labelled_by(label);
    });
    const NONE: &str = "None";
    let source = response.source.as_ref().and_then(|id| doc.sources.get(id));
    let title = source.map_or(NONE, |s| s.title.as_str());
    let sources = || -> Vec<(Option<SourceId>, String)> {
        let all = doc.sources.values();
        let all = all.map(|s| (Some(s.id.clone()), s.title.clone()));
        std::iter::once((None, NONE.to_owned()))
            .chain(all)
            .collect()
    };
    let chosen = row(ui, "Told in", |ui, label| {
        choose(ui, key("source"), label, title, sources, None)
    });
    if let Some(Chosen::Known(source)) = chosen
        && source != response.source
    {
        let new = Response {
            source,
            ..response.clone()
        };
        form.edit(set("source", new));
    }
}
