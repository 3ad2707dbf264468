//! What lacks support: actions that nobody is cited for, and claims that are
//! called confirmed and are not. Explained, and forced on nobody.

use std::collections::BTreeSet;

use eframe::egui::{CollapsingHeader, RichText, Ui};

use super::super::{Action as Do, Workspace, look};
use super::form::{Form, count, quiet};
use super::inspect_actor::action_entry;
use super::inspector::{MOST_LISTED, and_more};
use crate::model::{Action, ActionId, Document, Evidence, lacking};

/// What a claim that is called confirmed lacks, if these publishers report it.
pub(super) fn why(publishers: &BTreeSet<String>) -> String {
    let only = match publishers.first() {
        Some(publisher) => format!("only {publisher} says so"),
        None => "of those who say so, no publisher is named".to_owned(),
    };
    format!("Confirmed needs a primary source, or two different publishers: {only}.")
}

/// Actions that lack support.
#[derive(Clone, Debug, Default)]
pub(super) struct Lists {
    /// Those that nobody is cited for.
    pub(super) unsourced: BTreeSet<ActionId>,
    /// Those that are called confirmed by one publisher at most.
    pub(super) unconfirmed: BTreeSet<ActionId>,
}

impl Lists {
    fn of(doc: &Document) -> Self {
        let mut lists = Self::default();
        for link in doc.graph.links() {
            if link.action.evidence() == Evidence::None {
                lists.unsourced.insert(link.action.id.clone());
            } else if lacking(doc, link.action).is_some() {
                lists.unconfirmed.insert(link.action.id.clone());
            }
        }
        lists
    }

    fn follow(&mut self, doc: &Document, id: &ActionId) {
        let action = doc.graph.action(id);
        let has = |what: &dyn Fn(&Action) -> bool| action.is_some_and(what);
        let bare = has(&|a| a.evidence() == Evidence::None);
        let unconfirmed = !bare && has(&|a| lacking(doc, a).is_some());
        for (list, lacks) in [
            (&mut self.unsourced, bare),
            (&mut self.unconfirmed, unconfirmed),
        ] {
            if lacks {
                list.insert(id.clone());
            } else {
                list.remove(id);
            }
        }
    }
}

/// The lists, as long as they are true.
#[derive(Debug, Default)]
pub(super) struct Lacks {
    /// As of a revision of the document.
    known: Option<(u64, Lists)>,
    /// Those of them that the filters let in, as of which revision and filters.
    seen: Option<((u64, u64), Lists)>,
}

impl Lacks {
    /// What lacks support and is let in by the filters. After a change, only the
    /// actions that it touched are asked again; all of them when sources have
    /// changed.
    pub(super) fn of(&mut self, ws: &Workspace) -> &Lists {
        let (now, doc) = (ws.revision(), ws.document());
        let since = self
            .known
            .as_ref()
            .and_then(|(then, _)| ws.touched_since(*then));
        let touched: Option<Vec<_>> = since.map(Iterator::collect);
        match touched.filter(|all| all.iter().all(|t| !t.everything && !t.files)) {
            None => self.known = None,
            Some(touched) => {
                if let Some((then, lists)) = &mut self.known {
                    for id in touched.iter().flat_map(|t| &t.actions) {
                        lists.follow(doc, id);
                    }
                    *then = now;
                }
            }
        }
        let (_, all) = self.known.get_or_insert_with(|| (now, Lists::of(doc)));
        let Some(seen) = ws.filtering().seen() else {
            self.seen = None;
            return all;
        };
        let now = (now, ws.filtering().epoch());
        if self.seen.as_ref().is_some_and(|(then, _)| *then != now) {
            self.seen = None;
        }
        let let_in = |ids: &BTreeSet<ActionId>| -> BTreeSet<ActionId> {
            let seen = ids.iter().filter(|id| seen.action(&doc.graph, id));
            seen.cloned().collect()
        };
        let (_, lists) = self.seen.get_or_insert_with(|| {
            let lists = Lists {
                unsourced: let_in(&all.unsourced),
                unconfirmed: let_in(&all.unconfirmed),
            };
            (now, lists)
        });
        lists
    }
}

/// Shows the lists, each behind a fold.
pub(super) fn show(form: &mut Form<'_>, ui: &mut Ui, lists: &Lists) {
    let Lists {
        unsourced,
        unconfirmed,
    } = lists;
    let needs = if unsourced.len() == 1 {
        "needs"
    } else {
        "need"
    };
    let text = format!("{} {needs} a source", count(unsourced.len(), "action"));
    let text = RichText::new(text).color(look::color(form.theme.alarm));
    fold(form, ui, (unsourced, "unsourced", text), |form, ui| {
        quiet(
            ui,
            "Nobody is cited who says so. Where it is about a person, it should not stay like this.",
        );
        let link = ui.link(Do::SelectUnsourced.text());
        if link.on_hover_text(Do::SelectUnsourced.tooltip()).clicked() {
            form.out.push(Do::SelectUnsourced.into());
        }
    });
    let is = if unconfirmed.len() == 1 { "is" } else { "are" };
    let text = format!(
        "{} {is} confirmed, but by one publisher only",
        count(unconfirmed.len(), "action")
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
