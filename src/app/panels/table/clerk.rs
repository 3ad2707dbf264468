//! Answers what is asked of a sheet: at once where that is quick, else off the
//! window's thread.

use std::sync::mpsc::{Receiver, TryRecvError, channel};

use eframe::egui;

use super::seek::{Found, Query, seek};
use crate::app::Workspace;

/// Up to so many actors and actions, a query is answered within the frame.
const AT_ONCE: usize = 4_000;
/// From so many rows on, letting them go takes a thread of its own.
const MANY: usize = 20_000;

/// What was asked, of which state of which document.
#[derive(Clone, Debug, PartialEq)]
struct Asked {
    content: u64,
    query: Query,
}

/// The answer that is shown, and the one that is on its way.
#[derive(Debug, Default)]
pub struct Clerk {
    found: Found,
    /// What `found` answers; `None` if that is nothing yet.
    answers: Option<Asked>,
    on_its_way: Option<(Asked, Receiver<Found>)>,
    /// How often rows were looked for.
    asked: u64,
    /// Grows with every answer.
    version: u64,
}

impl Clerk {
    /// The rows, as far as they are known.
    #[must_use]
    pub fn found(&self) -> &Found {
        &self.found
    }

    /// Grows whenever the rows are other ones.
    #[must_use]
    pub fn version(&self) -> u64 {
        self.version
    }

    /// How often rows were looked for.
    #[must_use]
    pub fn asked(&self) -> u64 {
        self.asked
    }

    /// Whether an answer is still to come.
    #[must_use]
    pub fn is_busy(&self) -> bool {
        self.on_its_way.is_some()
    }

    /// Sees to it that the rows are those of a query and of the document as it
    /// is now, soon or at once. O(1) if they are.
    pub fn follow(&mut self, ctx: &egui::Context, ws: &Workspace, query: &Query) {
        self.listen();
        let content = ws.content();
        let is_current = |asked: &Asked| asked.content == content && asked.query == *query;
        if self.on_its_way.is_some() || self.answers.as_ref().is_some_and(is_current) {
            return;
        }
        let stays = |asked: &Asked| asked.query == *query && !self.may_change(ws, asked);
        if self.answers.as_ref().is_some_and(stays) {
            if let Some(asked) = &mut self.answers {
                asked.content = content;
            }
            return;
        }
        self.asked += 1;
        let asked = Asked {
            content,
            query: query.clone(),
        };
        let graph = &ws.document().graph;
        if graph.actor_count() + graph.action_count() <= AT_ONCE {
            self.take(asked, seek(ws.document(), query));
            return;
        }
        let (say, hear) = channel();
        let (document, query, ctx) = (ws.shared(), query.clone(), ctx.clone());
        std::thread::spawn(move || {
            let found = seek(&document, &query);
            // At once: a change while somebody looks at the document copies it.
            drop(document);
            // Nobody listens to it if another document is shown by now.
            let _ = say.send(found);
            ctx.request_repaint();
        });
        self.on_its_way = Some((asked, hear));
    }

    /// Whether what has changed since then may change which rows there are. In
    /// the order of the document, only what comes and goes does.
    fn may_change(&self, ws: &Workspace, asked: &Asked) -> bool {
        if asked.query.sort.is_some() || !asked.query.filters.is_empty() {
            return true;
        }
        let claims = asked.query.sheet == super::sheet::Sheet::Claims;
        let since = ws.touched_since(asked.content);
        since.is_none_or(|mut all| all.any(|t| t.everything || (claims && !t.actions.is_empty())))
    }

    fn listen(&mut self) {
        let Some((_, hear)) = &self.on_its_way else {
            return;
        };
        let found = match hear.try_recv() {
            Ok(found) => found,
            Err(TryRecvError::Empty) => return,
            // It gave up, and said so where panics are told: nothing is found.
            Err(TryRecvError::Disconnected) => Found::default(),
        };
        if let Some((asked, _)) = self.on_its_way.take() {
            self.take(asked, found);
        }
    }

    fn take(&mut self, asked: Asked, found: Found) {
        let old = std::mem::replace(&mut self.found, found);
        if old.rows.len() > MANY {
            std::thread::spawn(move || drop(old));
        }
        self.answers = Some(asked);
        self.version += 1;
    }
}
