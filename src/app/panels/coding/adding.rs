//! Choosing the action that a passage is added to.

use std::collections::BTreeSet;

use eframe::egui::Ui;

use super::super::super::Workspace;
use super::super::super::find::{Seeker, spans, words};
use super::super::form::quiet;
use super::super::pick_list::{Done, PickList, Row};
use crate::analysis::{Suggestion, Who, fold};
use crate::model::{ActionId, ActorId, Link};
use crate::picture::{Shows, words as told};

/// Most actions of those who are mentioned that are listed.
const MOST_NEAR: usize = 200;

/// The list of actions, those of whoever is mentioned first.
#[derive(Default)]
pub(super) struct Adding {
    list: PickList,
    /// Actions of those who are mentioned: between them, then the others.
    near: Vec<ActionId>,
    seeker: Seeker,
    /// What is looked for, and in which state of the document.
    sought: Option<(String, u64)>,
    /// What was found elsewhere.
    found: Vec<ActionId>,
}

impl Adding {
    /// Starts anew, for other words.
    pub(super) fn begin(&mut self, ws: &Workspace, suggestion: &Suggestion) {
        self.list = PickList::default();
        (self.sought, self.found) = (None, Vec::new());
        let cast = suggestion.cast.iter();
        let known: BTreeSet<&ActorId> = cast
            .filter_map(|c| match &c.who {
                Who::Known(id) => Some(id),
                Who::New(_) => None,
            })
            .collect();
        let (mut between, mut others) = (Vec::new(), Vec::new());
        for id in &known {
            for link in ws.document().graph.links_of(id) {
                let both = known.contains(link.from) && known.contains(link.to);
                let of = if both { &mut between } else { &mut others };
                if !of.contains(&link.action.id) && of.len() < MOST_NEAR {
                    of.push(link.action.id.clone());
                }
            }
        }
        between.extend(others);
        between.truncate(MOST_NEAR);
        self.near = between;
    }

    /// Whether an answer is still to come.
    pub(super) fn is_busy(&self) -> bool {
        self.seeker.is_busy()
    }

    /// Shows the list. Returns what was chosen of it.
    pub(super) fn ui(&mut self, ui: &mut Ui, ws: &Workspace, fresh: bool) -> Option<ActionId> {
        self.seek(ui, ws);
        let asked = words(&self.list.query);
        let graph = &ws.document().graph;
        let says = |link: Link<'_>| {
            let text = fold(&told::sentence(ws.document(), link));
            asked.iter().all(|w| text.contains(w.as_str()))
        };
        let near = self.near.iter();
        let near = near.filter(|id| graph.link(id).is_some_and(says));
        let mut shown: Vec<&ActionId> = near.collect();
        let elsewhere = self.found.iter().filter(|id| !self.near.contains(id));
        shown.extend(elsewhere.filter(|id| graph.link(id).is_some()));
        if self.list.at.is_none() && !shown.is_empty() {
            self.list.at = Some(0);
        }
        let row = |n: usize| {
            let Some(link) = shown.get(n).and_then(|id| graph.link(id)) else {
                return Row::default();
            };
            let text = told::sentence(ws.document(), link);
            let note = match link.action.claims.len() {
                0 => "no claim yet".to_owned(),
                n => super::super::count(n, "claim"),
            };
            Row {
                found: spans(&text, &asked),
                name: format!("{text}, {note}"),
                text,
                note,
                right: link.action.when.in_words(),
                enabled: true,
                ..Row::default()
            }
        };
        let names = ("Action to add to", "Who does what to whom");
        let done = self.list.ui(ui, names, shown.len(), fresh, row);
        ui.add_space(4.0);
        let hint = match (shown.is_empty(), self.seeker.is_busy()) {
            (true, true) => "Looking…",
            (true, false) => "No action says that",
            _ => "Enter adds the words to the action at hand, as a claim",
        };
        quiet(ui, hint);
        match done {
            Done::Chosen => {
                let at = self.list.at.and_then(|at| shown.get(at));
                at.map(|id| (*id).clone())
            }
            Done::Typed => {
                self.list.at = None;
                None
            }
            Done::Nothing | Done::Moved => None,
        }
    }

    /// Looks for what is typed among all actions, aside.
    fn seek(&mut self, ui: &Ui, ws: &Workspace) {
        let now = (self.list.query.as_str(), ws.content());
        let known = self.sought.as_ref().map(|(q, c)| (q.as_str(), *c));
        if known != Some(now) {
            if words(now.0).is_empty() {
                self.found.clear();
            } else {
                let document = || ws.shared();
                self.seeker.seek(ui.ctx(), (now.1, &document), now.0, None);
            }
            self.sought = Some((now.0.to_owned(), now.1));
        }
        if let Some(found) = self.seeker.answer() {
            let hits = found.hits.into_iter();
            let actions = hits.filter_map(|hit| match hit.shows {
                Shows::Action(id) => Some(id),
                _ => None,
            });
            self.found = actions.collect();
        }
    }
}
