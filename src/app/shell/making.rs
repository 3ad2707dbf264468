//! Copying, pasting and merging parts of the graph.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use eframe::egui;

use super::super::panels::count;
use super::Dramatis;
use crate::analysis::Likely;
use crate::edit::{self, ASIDE, Pasted, Selection};
use crate::file::{self, ClipError, parse_clip, to_clip};
use crate::model::{ActorId, Document};

/// Most pairs of likely duplicates that are listed: more than a person goes
/// through at a time.
const MOST_PAIRS: usize = 500;

/// "3 actors and 1 action".
fn told(part: &Selection) -> String {
    let some = |n: usize, one: &str| (n > 0).then(|| count(n, one));
    let actors = some(part.actors.len(), "actor");
    let actions = some(part.actions.len(), "action");
    let annotations = some(part.annotations.len(), "annotation");
    let all: Vec<String> = [actors, actions, annotations]
        .into_iter()
        .flatten()
        .collect();
    match all.as_slice() {
        [some @ .., last] if some.len() > 1 => format!("{} and {last}", some.join(", ")),
        few => few.join(" and "),
    }
}

fn everything(part: &Document) -> Selection {
    Selection {
        actors: part.graph.actors().map(|a| a.id.clone()).collect(),
        actions: part.graph.links().map(|l| l.action.id.clone()).collect(),
        annotations: part
            .arrangements
            .iter()
            .flat_map(|a| a.annotations.keys().cloned())
            .collect(),
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
        let part = edit::part(doc, shown, &self.canvas.whole(self.ws.selection()));
        ctx.copy_text(to_clip(&part));
        self.say(format!("Copied {}", told(&everything(&part))));
        true
    }

    pub(super) fn cut(&mut self, ctx: &egui::Context) {
        if self.copy(ctx) {
            let (doc, shown) = (self.ws.document(), &self.ws.arrangement().name);
            let what = &self.canvas.whole(self.ws.selection());
            let t = edit::cut(doc, shown, what);
            let (all, hidden) = (what.len(), self.hidden_selected());
            self.commit(t, Some(Selection::default()));
            self.tell_gone("Cut", all, hidden);
        }
    }

    /// Brings in the part of a graph that a text is, at the pointer.
    pub(super) fn paste(&mut self, ctx: &egui::Context, text: &str) {
        let part = match parse_clip(text) {
            Ok(part) => part,
            Err(ClipError::Foreign) if self.take_pasted(ctx, text) => return,
            Err(error) => return self.fail(error.to_string()),
        };
        self.pasting_source = None;
        if everything(&part).is_empty() {
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
        let mut said = format!("Pasted {}", told(&pasted.select));
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
        let (doc, what) = (self.ws.document(), &self.canvas.whole(self.ws.selection()));
        let shown = &self.ws.arrangement().name;
        match edit::duplicate(doc, spent, shown, what, [ASIDE, ASIDE]) {
            Some(copies) => {
                let said = format!("Duplicated {}", told(&copies.select));
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

    /// Begins to look for actors that may be one.
    pub(super) fn find_duplicates(&mut self, ctx: &egui::Context) {
        self.stop_comparing();
        let stop = Arc::new(AtomicBool::new(false));
        let (doc, stopped) = (self.ws.shared(), Arc::clone(&stop));
        let request = self.jobs.compare(ctx, doc, MOST_PAIRS, stopped);
        self.comparing = Some((request, stop));
        self.say("Looking for likely duplicates; Esc stops");
    }

    /// Stops looking for likely duplicates. Returns whether that was going on.
    pub(super) fn stop_comparing(&mut self) -> bool {
        let Some((_, stop)) = self.comparing.take() else {
            return false;
        };
        stop.store(true, Ordering::Relaxed);
        true
    }

    pub(super) fn compared(&mut self, request: u64, pairs: Vec<Likely>) {
        let newest = self.comparing.take_if(|(asked, _)| *asked == request);
        if newest.is_none() {
            return; // it was stopped, or asked for again
        }
        match pairs.len() {
            0 => self.say("No two actors have the same name, or nearly the same"),
            n => {
                self.say(match n {
                    1 => "1 pair of actors may be one".to_owned(),
                    MOST_PAIRS => format!("The {n} likeliest pairs of actors that may be one"),
                    n => format!("{n} pairs of actors may be one"),
                });
                self.dialogs.show_duplicates(pairs);
            }
        }
    }

    /// Selects actors, and brings them into view.
    pub(super) fn look_at(&mut self, ctx: &egui::Context, actors: BTreeSet<ActorId>) {
        let now_s = ctx.input(|i| i.time);
        self.canvas.look_at(actors.iter(), now_s, &self.settings);
        self.ws.select(Selection {
            actors,
            ..Selection::default()
        });
        ctx.request_repaint();
    }
}
