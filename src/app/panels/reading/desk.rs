//! Sees to it that what is known of a text is what the document says now: at once
//! where that is quick, else off the window's thread.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, TryRecvError, channel};

use eframe::egui;

use super::study::{Sheet, Study};
use crate::app::Workspace;
use crate::model::{SourceId, SourceText};

/// Up to so many bytes of text, and so many actors and actions, it is looked at
/// within the frame.
const AT_ONCE: (usize, usize) = (64 * 1024, 4_000);

/// The text as it is set, and what claims say of it.
pub type Done = (Arc<Sheet>, Arc<Study>);

/// What is known of the text of one source.
#[derive(Debug, Default)]
pub struct Desk {
    known: Option<Done>,
    /// As of which state of the document.
    content: u64,
    /// What is on its way, as of which state, and of which text.
    on_its_way: Option<(u64, Arc<SourceText>, Receiver<Done>)>,
    /// What nobody could look at: it is not tried again.
    given_up: Option<(u64, Arc<SourceText>)>,
    /// How often the text was prepared, and how often claims were looked up.
    done: (u64, u64),
}

impl Desk {
    /// The text as it is set, and what claims say of it, once that is known.
    #[must_use]
    pub fn known(&self) -> Option<&Done> {
        self.known.as_ref()
    }

    /// Whether something is still being looked up.
    #[must_use]
    pub fn is_busy(&self) -> bool {
        self.on_its_way.is_some()
    }

    /// Whether what is known is what the document says now.
    #[must_use]
    pub fn is_current(&self, ws: &Workspace) -> bool {
        self.known.is_some() && !self.is_busy() && self.content == ws.content()
    }

    /// How often the text was prepared, and how often claims were looked up.
    #[must_use]
    pub fn done(&self) -> (u64, u64) {
        self.done
    }

    /// Follows the document. O(1) while nothing has changed.
    pub fn follow(&mut self, ctx: &egui::Context, ws: &Workspace, source: &SourceId) {
        self.listen();
        let (doc, content) = (ws.document(), ws.content());
        let text = ws.texts().get(source);
        let Some(text) = text.filter(|_| doc.sources.contains_key(source)) else {
            self.known = None;
            return;
        };
        let is_it = |other: &Arc<SourceText>| Arc::ptr_eq(other, text);
        if self.on_its_way.as_ref().is_some_and(|(_, t, _)| is_it(t)) {
            return; // what came after is looked at when that is there
        }
        if self
            .given_up
            .as_ref()
            .is_some_and(|(then, t)| *then == content && is_it(t))
        {
            return;
        }
        let known = self.known.as_ref().filter(|(s, _)| is_it(&s.text));
        if let Some((_, study)) = known {
            if self.content == content {
                return;
            }
            let mut touched = ws.touched_since(self.content);
            let holds = touched.as_mut().is_some_and(|all| {
                all.all(|t| !t.everything && study.holds(doc, source, t.actions.iter()))
            });
            if holds {
                self.content = content;
                return;
            }
        }
        let sheet = known.map(|(sheet, _)| Arc::clone(sheet));
        self.done.0 += u64::from(sheet.is_none());
        self.done.1 += 1;
        let (text, source) = (Arc::clone(text), source.clone());
        let graph = &doc.graph;
        let small = text.text().len() <= AT_ONCE.0
            && graph.actor_count() + graph.action_count() <= AT_ONCE.1;
        if small {
            let sheet = sheet.unwrap_or_else(|| Arc::new(Sheet::new(text)));
            let study = Study::new(doc, &source, &sheet);
            self.take(content, (sheet, Arc::new(study)));
            return;
        }
        let (say, hear) = channel();
        let (document, ctx) = (ws.shared(), ctx.clone());
        self.on_its_way = Some((content, Arc::clone(&text), hear));
        std::thread::spawn(move || {
            let sheet = sheet.unwrap_or_else(|| Arc::new(Sheet::new(text)));
            let study = Study::new(&document, &source, &sheet);
            // At once: a change while somebody looks at the document copies it.
            drop(document);
            // Nobody listens to it if another document is shown by now.
            let _ = say.send((sheet, Arc::new(study)));
            ctx.request_repaint();
        });
    }

    fn listen(&mut self) {
        let Some((content, text, hear)) = &self.on_its_way else {
            return;
        };
        let (content, text) = (*content, Arc::clone(text));
        match hear.try_recv() {
            Ok(done) => {
                self.on_its_way = None;
                self.take(content, done);
            }
            Err(TryRecvError::Empty) => {}
            // It gave up, and said so where panics are told.
            Err(TryRecvError::Disconnected) => {
                self.on_its_way = None;
                self.given_up = Some((content, text));
            }
        }
    }

    fn take(&mut self, content: u64, done: Done) {
        self.known = Some(done);
        self.content = content;
    }
}
