//! What lacks support: actions that nobody is cited for, whose passages are lost,
//! or that are called confirmed and are not. Explained, and forced on nobody.

use std::collections::BTreeSet;

use eframe::egui::{CollapsingHeader, RichText, Ui};

use super::super::{Action as Do, Workspace, look};
use super::form::{Form, quiet};
use super::inspect_actor::action_entry;
use super::inspector::{MOST_LISTED, and_more};
use crate::analysis::Lacks;
use crate::model::ActionId;

/// What a claim that is called confirmed lacks, if these publishers report it.
pub(super) fn why(publishers: &BTreeSet<String>) -> String {
    let only = match publishers.first() {
        Some(publisher) => format!("only {publisher} says so"),
        None => "of those who say so, no publisher is named".to_owned(),
    };
    format!("Confirmed needs a primary source, or two different publishers: {only}.")
}

/// The lists, as long as they are true.
#[derive(Debug, Default)]
pub(super) struct Lists {
    /// As of a revision of the document.
    known: Option<(u64, Lacks)>,
}

impl Lists {
    /// What lacks support in the whole document, whatever the filters show. After a
    /// change, only the actions that it touched are asked again; all of them when
    /// sources have changed.
    pub(super) fn of(&mut self, ws: &Workspace) -> &Lacks {
        let (now, doc) = (ws.revision(), ws.document());
        let since = self
            .known
            .as_ref()
            .and_then(|(then, _)| ws.touched_since(*then));
        let touched: Option<Vec<_>> = since.map(Iterator::collect);
        match touched.filter(|all| all.iter().all(|t| !t.everything && !t.files)) {
            None => self.known = None,
            Some(touched) => {
                if let Some((then, lacks)) = &mut self.known {
                    for id in touched.iter().flat_map(|t| &t.actions) {
                        lacks.follow(doc, id);
                    }
                    // Whoever is a person from now on needs a source for them.
                    for id in touched.iter().flat_map(|t| &t.actors) {
                        for link in doc.graph.links_of(id) {
                            lacks.follow(doc, &link.action.id);
                        }
                    }
                    *then = now;
                }
            }
        }
        let (_, all) = self.known.get_or_insert_with(|| (now, Lacks::of(doc)));
        all
    }
}

/// "1 action", "2 other actions".
fn actions(n: usize, which: &str) -> String {
    let action = if n == 1 { "action" } else { "actions" };
    match which {
        "" => format!("{n} {action}"),
        which => format!("{n} {which} {action}"),
    }
}

/// Shows the lists, each behind a fold.
pub(super) fn show(form: &mut Form<'_>, ui: &mut Ui, lacks: &Lacks) {
    let Lacks {
        needs_source,
        no_source,
        lost,
        unconfirmed,
    } = lacks;
    let filtered = form.ws.filtering().seen().is_some();
    if filtered
        && [needs_source, no_source, lost, unconfirmed]
            .iter()
            .any(|ids| !ids.is_empty())
    {
        quiet(ui, "Of the whole document, whatever the filters show:");
    }
    let verb = |ids: &BTreeSet<ActionId>, one, several| if ids.len() == 1 { one } else { several };
    let alarm = look::color(form.theme.alarm);
    let persons = verb(needs_source, "a person", "persons");
    let needs = verb(needs_source, "needs", "need");
    let text = format!(
        "{} about {persons} {needs} a source",
        actions(needs_source.len(), "")
    );
    let text = RichText::new(text).color(alarm);
    fold(
        form,
        ui,
        (needs_source, "needs source", text),
        |form, ui| {
            quiet(ui, "Nobody is cited who says so, and it is about a person.");
            select_unsourced(form, ui);
        },
    );
    let has = verb(no_source, "has", "have");
    let text = format!("{} {has} no source", actions(no_source.len(), "other"));
    let text = RichText::new(text).color(alarm);
    let alone = needs_source.is_empty();
    fold(form, ui, (no_source, "no source", text), |form, ui| {
        quiet(
            ui,
            "Nobody is cited who says so. None of it is about a person.",
        );
        if alone {
            select_unsourced(form, ui);
        }
    });
    let its = verb(lost, "its passage is", "their passages are");
    let text = format!("{}: {its} lost", actions(lost.len(), ""));
    let text = RichText::new(text).color(alarm);
    fold(form, ui, (lost, "passage lost", text), |_, ui| {
        quiet(
            ui,
            "Somebody is cited, but the words are not in the text of the source any more, or the \
             text is missing.",
        );
    });
    let is = verb(unconfirmed, "is", "are");
    let text = format!(
        "{} {is} confirmed, but by one publisher only",
        actions(unconfirmed.len(), "")
    );
    fold(
        form,
        ui,
        (unconfirmed, "unconfirmed", RichText::new(text)),
        |_, ui| {
            quiet(
                ui,
                "Confirmed needs a primary source, or two different publishers who say so.",
            );
        },
    );
}

fn select_unsourced(form: &mut Form<'_>, ui: &mut Ui) {
    let link = ui.link(Do::SelectUnsourced.text());
    if link.on_hover_text(Do::SelectUnsourced.tooltip()).clicked() {
        form.out.push(Do::SelectUnsourced.into());
    }
}

fn fold(
    form: &mut Form<'_>,
    ui: &mut Ui,
    (ids, salt, text): (&BTreeSet<ActionId>, &str, RichText),
    explain: impl FnOnce(&mut Form<'_>, &mut Ui),
) {
    if ids.is_empty() {
        return;
    }
    // The number in the text changes; the fold stays the same one.
    CollapsingHeader::new(text)
        .id_salt(salt)
        .show_unindented(ui, |ui| {
            explain(form, ui);
            ui.spacing_mut().item_spacing.y = 2.0;
            let graph = &form.ws.document().graph;
            for link in ids.iter().take(MOST_LISTED).filter_map(|id| graph.link(id)) {
                action_entry(form, ui, link);
            }
            and_more(ui, ids.len());
        });
}
