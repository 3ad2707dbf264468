//! Looking for words off the window's thread: the texts of a large document
//! take longer than a frame.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};

use eframe::egui;

use super::MOST_HITS;
use super::index::{Found, Index};
use crate::model::Document;
use crate::picture::Seen;

/// What the worker is told.
enum Told {
    /// Look in this document from now on.
    Document(Arc<Document>),
    /// Look for this, among those that are seen.
    Query(u64, String, Option<Arc<Seen>>),
}

/// The worker, as the window knows it.
struct Worker {
    tell: Sender<Told>,
    hear: Receiver<(u64, Found)>,
}

/// Looks for words; the answer comes some frames later.
#[derive(Default)]
pub struct Seeker {
    worker: Option<Worker>,
    /// Which state of the document the worker has been told.
    told: Option<u64>,
    asked: u64,
    heard: u64,
}

impl Seeker {
    /// Looks for something in a document, of which `content` is the state: the
    /// index of one state is made once. With `seen`, only what it lets in is
    /// found: it must be of the same state.
    pub fn seek(
        &mut self,
        ctx: &egui::Context,
        (content, document): (u64, &dyn Fn() -> Arc<Document>),
        query: &str,
        seen: Option<Arc<Seen>>,
    ) {
        self.asked += 1;
        if self.worker.is_none() {
            self.worker = Some(Worker::new(ctx));
            self.told = None;
        }
        let Some(worker) = &self.worker else {
            return;
        };
        // A worker that is gone shows when it is listened to.
        if self.told != Some(content) {
            self.told = Some(content);
            let _ = worker.tell.send(Told::Document(document()));
        }
        let query = Told::Query(self.asked, query.to_owned(), seen);
        let _ = worker.tell.send(query);
    }

    /// Whether an answer is still to come.
    #[must_use]
    pub fn is_busy(&self) -> bool {
        self.heard < self.asked
    }

    /// The answer to what was asked last, once, when it has come.
    pub fn answer(&mut self) -> Option<Found> {
        if !self.is_busy() {
            return None;
        }
        let worker = self.worker.as_ref()?;
        loop {
            match worker.hear.try_recv() {
                Ok((number, found)) if number == self.asked => {
                    self.heard = number;
                    return Some(found);
                }
                Ok(_) => {}
                Err(std::sync::mpsc::TryRecvError::Empty) => return None,
                Err(std::sync::mpsc::TryRecvError::Disconnected) => break,
            }
        }
        // It gave up, and said so where panics are told: nothing was found.
        self.worker = None;
        self.heard = self.asked;
        Some(Found::default())
    }
}

impl Worker {
    fn new(ctx: &egui::Context) -> Self {
        let (tell, told) = channel();
        let (say, hear) = channel();
        let ctx = ctx.clone();
        std::thread::spawn(move || {
            // The window hears of it by the end of the channel.
            let _ = catch_unwind(AssertUnwindSafe(|| work(&ctx, &told, &say)));
            drop(say);
            ctx.request_repaint();
        });
        Self { tell, hear }
    }
}

/// Answers what was asked last, until nobody asks any more.
fn work(ctx: &egui::Context, told: &Receiver<Told>, say: &Sender<(u64, Found)>) {
    let mut index = Index::default();
    while let Ok(first) = told.recv() {
        let (mut document, mut query) = (None, None);
        for one in std::iter::once(first).chain(told.try_iter()) {
            match one {
                Told::Document(doc) => document = Some(doc),
                Told::Query(number, words, seen) => query = Some((number, words, seen)),
            }
        }
        if let Some(document) = document {
            // The old one makes room first; and the document is let go at once,
            // as a change while somebody looks at it copies all of it.
            drop(std::mem::take(&mut index));
            index = Index::of(&document);
        }
        if let Some((number, words, seen)) = query {
            let found = index.search(&words, MOST_HITS, seen.as_deref());
            if say.send((number, found)).is_err() {
                return;
            }
            ctx.request_repaint();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Actor, ActorId, ActorKind};

    fn named(name: &str) -> Arc<Document> {
        let mut doc = Document::new();
        let id = ActorId::new("one").expect("valid");
        let actor = Actor::new(id, name, ActorKind::Person);
        doc.graph.add_actor(actor).expect("new");
        Arc::new(doc)
    }

    fn wait(seeker: &mut Seeker) -> Found {
        for _ in 0..5_000 {
            if let Some(found) = seeker.answer() {
                return found;
            }
            std::thread::sleep(std::time::Duration::from_millis(1));
        }
        panic!("no answer");
    }

    #[test]
    fn the_last_question_is_answered_about_the_last_document() {
        let ctx = egui::Context::default();
        let mut seeker = Seeker::default();
        assert!(!seeker.is_busy() && seeker.answer().is_none());
        let (ada, bob) = (named("Ada"), named("Bob"));
        seeker.seek(&ctx, (0, &|| Arc::clone(&ada)), "a", None);
        seeker.seek(&ctx, (0, &|| Arc::clone(&ada)), "bob", None);
        assert!(seeker.is_busy());
        assert_eq!(wait(&mut seeker).total, 0);
        assert!(!seeker.is_busy() && seeker.answer().is_none());
        seeker.seek(&ctx, (1, &|| Arc::clone(&bob)), "bob", None);
        assert_eq!(wait(&mut seeker).total, 1);
        // The same state is not told twice.
        seeker.seek(&ctx, (1, &|| unreachable!("told already")), "b", None);
        assert_eq!(wait(&mut seeker).total, 1);
        assert_eq!(Arc::strong_count(&bob), 1, "nobody holds it any more");
    }
}
