//! Going to what was selected elsewhere, and to what is left to read.

use std::ops::Range;

use super::super::super::{Command, Workspace};
use super::words::Chosen;
use super::{Ask, Reader};
use crate::edit;
use crate::model::{ActionId, Reading, SourceId, Status};

/// Most selected actions for whose passages another source is opened.
const MOST_SOUGHT: usize = 1_000;

impl Reader {
    /// Brings passages of actions that were selected elsewhere into view.
    pub(super) fn follow_selection(&mut self, ws: &Workspace) {
        let now = (ws.selection_epoch(), ws.revision());
        if self.seen != Some(now) {
            let (epoch, revision) = self.seen.unwrap_or((u64::MAX, u64::MAX));
            let picked = ws.selection().actions.first();
            if epoch != now.0 && !std::mem::take(&mut self.own) {
                // A change selects again what was selected.
                let again = revision != now.1 && self.picked.as_ref() == picked;
                if !again {
                    self.seek = picked.map(|_| Vec::new());
                }
            }
            self.picked = picked.cloned();
            self.seen = Some(now);
        }
        if self.seek.is_some() {
            self.seek_selected(ws);
        }
    }

    /// Looks for passages of what is selected, in the text that is shown first.
    fn seek_selected(&mut self, ws: &Workspace) {
        let (Some(source), Some(book)) = (self.source.clone(), self.book()) else {
            self.seek = None;
            return;
        };
        if !book.desk.is_current(ws) && book.desk.is_busy() {
            return; // once that is known
        }
        let selected = &ws.selection().actions;
        let found = book.desk.known().and_then(|(_, study)| {
            let mut cites = study.cites().iter();
            cites.find(|cite| selected.contains(&cite.action))
        });
        if let Some(bytes) = found.map(|cite| cite.bytes.clone()) {
            (self.seek, self.reveal) = (None, Some(bytes));
            return;
        }
        let Some(tried) = &mut self.seek else {
            return;
        };
        tried.push(source);
        let other = other_source(ws, tried);
        let first = tried[0].clone();
        match other {
            Some(other) => {
                self.kept = self.chosen_last();
                self.show_source(other);
            }
            None => {
                self.seek = None;
                self.show_source(first);
            }
        }
    }

    /// Answers what was asked, as soon as that can be.
    pub(super) fn answer(&mut self, ws: &Workspace) -> Option<Command> {
        let ask = self.ask?;
        let Some(book) = self.book() else {
            self.ask = None;
            return Some(Command::fail("No source of this document has a text yet"));
        };
        let (Some((sheet, study)), true) = (book.desk.known().cloned(), book.desk.is_current(ws))
        else {
            if !book.desk.is_busy() {
                self.ask = None; // it never will be
            }
            return None;
        };
        self.ask = None;
        match ask {
            Ask::Unmapped { back } => self.go_to_unmapped(&study.reading, back),
            Ask::NotRelevant => {
                let Some(at_hand) = self.sentences_at_hand(&study.reading) else {
                    return Some(Command::fail(
                        "Click a sentence of the text first, or select some",
                    ));
                };
                let (source, doc) = (self.source.as_ref()?, ws.document());
                let (index, reading) = (&sheet.index, &study.reading);
                let t = edit::mark_sentences(doc, source, index, reading, at_hand)?;
                Some(Command::Edit(t, None))
            }
        }
    }

    fn go_to_unmapped(&mut self, reading: &Reading, back: bool) -> Option<Command> {
        let chosen = self.chosen.map(Chosen::bytes);
        let from = chosen.or(self.at.map(|at| at..at + 1));
        let found = match (from, back) {
            (Some(from), true) => reading.previous_unread(from.start),
            (Some(from), false) => reading.next_unread(from.end.max(from.start + 1) - 1),
            (None, _) => {
                let start = self.page().map_or(0, |page| page.bytes_in_view().start);
                match (start.checked_sub(1), back) {
                    (Some(before), false) => reading.next_unread(before),
                    // The first sentence may begin with the text.
                    (None, false) => {
                        let last = usize::MAX;
                        reading.next_unread(last)
                    }
                    (_, true) => reading.previous_unread(start),
                }
            }
        };
        let Some(n) = found else {
            return Some(Command::say(
                "Every sentence is cited, or was called not relevant",
            ));
        };
        self.choose(reading.sentences[n].bytes.clone());
        self.take_keyboard();
        None
    }

    /// Selects some words, and brings them into view.
    pub(super) fn choose(&mut self, bytes: Range<usize>) {
        self.chosen = Some(Chosen::of(&bytes));
        self.at = Some(bytes.start);
        self.reveal = Some(bytes);
    }

    /// The sentences that hold words that are selected, else the one that was
    /// clicked last.
    fn sentences_at_hand(&self, reading: &Reading) -> Option<Range<usize>> {
        let bytes = self.chosen_bytes().or(self.at.map(|at| at..at + 1))?;
        let range = reading.sentences_in(&bytes);
        (!range.is_empty()).then_some(range)
    }

    /// What a click on passages of some actions does: they are selected, and the
    /// canvas flies there if none of them is in view.
    pub(super) fn pick(&mut self, ws: &Workspace, actions: Vec<ActionId>, add: bool) -> Command {
        let mut selection = match add {
            true => ws.selection().clone(),
            false => edit::Selection::default(),
        };
        selection.actions.extend(actions.iter().cloned());
        self.own = true;
        self.flight = actions;
        Command::Select(selection)
    }
}

/// Another source that a claim for a selected action cites, and that has a text.
fn other_source(ws: &Workspace, tried: &[SourceId]) -> Option<SourceId> {
    let selected = ws.selection().actions.iter().take(MOST_SOUGHT);
    let actions = selected.filter_map(|id| ws.document().graph.action(id));
    let mut claims = actions.flat_map(|action| &action.claims);
    let found = claims.find(|claim| {
        claim.status != Status::Retracted
            && !tried.contains(&claim.source)
            && ws.texts().contains_key(&claim.source)
    });
    found.map(|claim| claim.source.clone())
}
