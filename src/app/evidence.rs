//! Sees to it that it is known which actions have lost their passages: at once
//! where that is found quickly, else off the window's thread.

use std::collections::hash_map::DefaultHasher;
use std::collections::{BTreeSet, HashMap};
use std::hash::{Hash, Hasher};
use std::sync::mpsc::{Receiver, TryRecvError, channel};

use eframe::egui;

use super::Workspace;
use crate::analysis::lost_actions;
use crate::file::Texts;
use crate::model::{Action, ActionId, Document};

/// Up to so many bytes of all texts, and so many actors and actions, passages are
/// looked up within the frame.
const AT_ONCE: (usize, usize) = (64 * 1024, 4_000);

/// What was found out.
struct Found {
    lost: BTreeSet<ActionId>,
    /// What the claims on each action cite, in short: as long as that stays the
    /// same, nothing has to be looked up again.
    cites: HashMap<ActionId, u64>,
}

impl Found {
    fn out(doc: &Document, texts: &Texts) -> Self {
        let links = doc.graph.links().filter(|l| !l.action.claims.is_empty());
        Self {
            lost: lost_actions(doc, texts),
            cites: links
                .map(|l| (l.action.id.clone(), cites(l.action)))
                .collect(),
        }
    }
}

/// What the claims on an action cite, in short.
fn cites(action: &Action) -> u64 {
    let mut hasher = DefaultHasher::new();
    for claim in &action.claims {
        (&claim.source, &claim.anchor, &claim.quote).hash(&mut hasher);
        (&claim.spot, claim.status).hash(&mut hasher);
    }
    hasher.finish()
}

/// What is known of passages, and as of when.
#[derive(Default)]
pub(super) struct Evidence {
    cites: HashMap<ActionId, u64>,
    /// The state of the document and of the texts that was looked at last.
    seen: Option<(u64, u64)>,
    on_its_way: Option<Receiver<Found>>,
}

impl Evidence {
    /// Whether an answer is still to come.
    pub(super) fn is_busy(&self) -> bool {
        self.on_its_way.is_some()
    }

    /// Follows the document. O(1) while nothing has changed.
    pub(super) fn follow(&mut self, ctx: &egui::Context, ws: &mut Workspace) {
        self.listen(ws);
        let now = (ws.content(), ws.texts_epoch());
        if self.is_busy() || self.seen == Some(now) {
            return; // what has changed meanwhile is looked at when the answer is there
        }
        let before = self.seen.replace(now);
        if before.is_some_and(|(then, texts)| texts == now.1 && self.holds(ws, then)) {
            return;
        }
        let (doc, texts) = (ws.document(), ws.texts());
        let graph = &doc.graph;
        if texts.is_empty() && doc.sources.values().all(|s| s.file.is_empty()) {
            // Without any text, nothing can be lost.
            self.cites.clear();
            ws.set_lost(BTreeSet::new());
            return;
        }
        let bytes: usize = texts.values().map(|t| t.text().len()).sum();
        if bytes <= AT_ONCE.0 && graph.actor_count() + graph.action_count() <= AT_ONCE.1 {
            let found = Found::out(ws.document(), texts);
            self.take(found, ws);
            return;
        }
        let (say, hear) = channel();
        let (document, texts, ctx) = (ws.shared(), texts.clone(), ctx.clone());
        self.on_its_way = Some(hear);
        std::thread::spawn(move || {
            let found = Found::out(&document, &texts);
            // At once: a change while somebody looks at the document copies it.
            drop(document);
            // Nobody listens to it if another document is shown by now.
            let _ = say.send(found);
            ctx.request_repaint();
        });
    }

    /// Whether all claims cite what they cited then.
    fn holds(&self, ws: &Workspace, then: u64) -> bool {
        let same = |id: &ActionId| {
            let action = ws.document().graph.action(id);
            let now = action.filter(|a| !a.claims.is_empty()).map(cites);
            now == self.cites.get(id).copied()
        };
        let Some(touched) = ws.touched_since(then) else {
            return false;
        };
        let touched: Vec<_> = touched.collect();
        if touched.iter().any(|t| t.files) {
            return false;
        }
        if !touched.iter().any(|t| t.everything) {
            return touched.iter().all(|t| t.actions.iter().all(same));
        }
        // Somebody came or went: that need not touch any claim.
        let graph = &ws.document().graph;
        let cited = || graph.links().filter(|l| !l.action.claims.is_empty());
        graph.action_count() <= AT_ONCE.1
            && cited().count() == self.cites.len()
            && cited().all(|l| same(&l.action.id))
    }

    fn listen(&mut self, ws: &mut Workspace) {
        let Some(hear) = &self.on_its_way else {
            return;
        };
        match hear.try_recv() {
            Ok(found) => {
                self.on_its_way = None;
                self.take(found, ws);
            }
            Err(TryRecvError::Empty) => {}
            // It gave up, and said so where panics are told.
            Err(TryRecvError::Disconnected) => self.on_its_way = None,
        }
    }

    fn take(&mut self, found: Found, ws: &mut Workspace) {
        self.cites = found.cites;
        let current = self.seen.as_ref().is_some_and(|s| s.0 == ws.content());
        ws.set_lost(found.lost);
        // Its own doing is no change that it has to look at.
        if let Some((content, _)) = self.seen.as_mut().filter(|_| current) {
            *content = ws.content();
        }
    }
}
