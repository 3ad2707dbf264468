//! Copying, pasting and merging parts of the graph.

use std::collections::BTreeSet;

use eframe::egui;

use super::Dramatis;
use crate::edit::{self, ASIDE, Pasted, Selection};
use crate::file::{self, parse_clip, to_clip};
use crate::model::{ActorId, Document};

/// "3 actors and 1 action".
fn count(part: &Selection) -> String {
    let some = |n: usize, one: &str| match n {
        0 => None,
        1 => Some(format!("1 {one}")),
        n => Some(format!("{n} {one}s")),
    };
    let actors = some(part.actors.len(), "actor");
    let actions = some(part.actions.len(), "action");
    let all: Vec<String> = actors.into_iter().chain(actions).collect();
    all.join(" and ")
}

fn everything(part: &Document) -> Selection {
    Selection {
        actors: part.graph.actors().map(|a| a.id.clone()).collect(),
        actions: part.graph.links().map(|l| l.action.id.clone()).collect(),
    }
}

impl Dramatis {
    /// Puts what is selected on the clipboard. Returns whether anything is.
    pub(super) fn copy(&mut self, ctx: &egui::Context) -> bool {
        if self.ws.selection().is_empty() {
            self.fail("Select what is to be copied first");
            return false;
        }
        let (doc, shown) = (self.ws.document(), self.ws.arrangement());
        let part = edit::part(doc, shown, self.ws.selection());
        ctx.copy_text(to_clip(&part));
        self.say(format!("Copied {}", count(&everything(&part))));
        true
    }

    pub(super) fn cut(&mut self, ctx: &egui::Context) {
        if self.copy(ctx) {
            let t = edit::cut(self.ws.document(), self.ws.selection());
            self.commit(t, Some(Selection::default()));
        }
    }

    /// Brings in the part of a graph that a text is, at the pointer.
    pub(super) fn paste(&mut self, ctx: &egui::Context, text: &str) {
        let part = match parse_clip(text) {
            Ok(part) => part,
            Err(error) => return self.fail(error.to_string()),
        };
        if part.graph.actor_count() == 0 {
            return self.fail("What is on the clipboard is an empty part of a graph");
        }
        let at = self.canvas.paste_point(ctx);
        let (doc, path) = (self.ws.document(), self.ws.path());
        let named: BTreeSet<&str> = doc
            .sources
            .values()
            .map(|s| s.file.as_str())
            .chain(doc.graph.actors().map(|a| a.portrait.as_str()))
            .collect();
        let beside = |file: &str| {
            named.contains(file) || path.is_some_and(|path| file::is_beside(path, file))
        };
        let shown = (self.ws.arrangement().name.as_str(), [at.x, at.y]);
        let spent = self.ws.history().spent();
        let pasted = edit::paste(doc, spent, &part, shown, beside);
        let mut said = format!("Pasted {}", count(&pasted.select));
        match pasted.files_left {
            0 => {}
            1 => {
                said.push_str("; 1 text or portrait is not beside this document, and was left out")
            }
            n => said.push_str(&format!(
                "; {n} texts or portraits are not beside this document, and were left out"
            )),
        }
        self.bring(pasted, said);
    }

    pub(super) fn duplicate(&mut self) {
        let spent = self.ws.history().spent();
        let (doc, what) = (self.ws.document(), self.ws.selection());
        match edit::duplicate(doc, spent, what, [ASIDE, ASIDE]) {
            Some(copies) => {
                let said = format!("Duplicated {}", count(&copies.select));
                self.bring(copies, said);
            }
            None => self.fail("Select what is to be duplicated first"),
        }
    }

    fn bring(&mut self, pasted: Pasted, said: String) {
        self.commit(pasted.step, Some(pasted.select));
        if self.ws.notice.is_none() {
            self.say(said);
        }
    }

    pub(super) fn make_mutual(&mut self) {
        let which = &self.ws.selection().actions;
        let spent = self.ws.history().spent();
        match edit::mutual(self.ws.document(), spent, which) {
            Some((t, new)) => self.commit(t, Some(new)),
            None if which.is_empty() => self.fail("Select the actions to answer first"),
            None => self.say("There is such an action the other way already"),
        }
    }

    /// Asks which of these stays when they become one.
    pub(super) fn ask_merge(&mut self, actors: BTreeSet<ActorId>) {
        match edit::survivor(self.ws.document(), &actors) {
            Some(stays) if actors.len() > 1 => self.dialogs.ask_merge(actors, stays),
            _ => self.fail("Select the actors that are one first, two or more"),
        }
    }

    pub(super) fn find_duplicates(&mut self, _ctx: &egui::Context) {}
}
