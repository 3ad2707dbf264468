//! Notices texts that another program changes: when one comes back to the window, and
//! while one is at work in it. They are looked at on a worker; a window in which
//! nobody does anything looks at nothing.

use std::sync::mpsc::{Receiver, TryRecvError, channel};
use std::time::Duration;

use eframe::egui::{self, Event};

use super::super::workspace::LookedAt;
use super::Dramatis;

/// Shortest time from one look at the texts to the next, in seconds, while one is at
/// work in the window.
const EVERY_S: f64 = 2.0;

/// When texts were looked at, and whether they are to be.
#[derive(Default)]
pub(super) struct Watch {
    /// Whether another window has the keyboard.
    away: bool,
    /// When they were last looked at, in seconds of the window's clock.
    looked_s: Option<f64>,
    /// Whether somebody has done something since.
    stirred: bool,
    on_its_way: Option<Receiver<Option<LookedAt>>>,
}

impl Watch {
    /// Whether somebody has come back to the window. Notes whether somebody has done
    /// something in it.
    fn came_back(&mut self, ctx: &egui::Context) -> bool {
        // Not when the window opens: they have just been read.
        let mut back = false;
        ctx.input(|i| {
            for event in &i.events {
                match event {
                    Event::WindowFocused(focused) => {
                        back |= *focused && self.away;
                        self.away = !focused;
                    }
                    Event::PointerGone | Event::Screenshot { .. } => {}
                    _ => self.stirred = true,
                }
            }
        });
        back
    }

    /// Whether they are to be looked at now, if there are any; asks for a pass where they are to be
    /// later.
    fn is_due(&mut self, ctx: &egui::Context, any: bool) -> bool {
        let back = self.came_back(ctx);
        if !any {
            self.stirred = false;
            return false;
        }
        let now_s = ctx.input(|i| i.time);
        let since_s = now_s - *self.looked_s.get_or_insert(now_s);
        let idle = self.on_its_way.is_none();
        let due = back || (self.stirred && idle && since_s >= EVERY_S);
        if due {
            self.looked_s = Some(now_s);
            self.stirred = false;
        } else if self.stirred {
            let wait_s = (EVERY_S - since_s).max(0.05);
            ctx.request_repaint_after(Duration::from_secs_f64(wait_s));
        }
        due
    }

    /// What has been found, if that is something.
    fn found(&mut self) -> Option<LookedAt> {
        let hear = self.on_its_way.as_ref()?;
        match hear.try_recv() {
            Ok(found) => {
                self.on_its_way = None;
                found
            }
            Err(TryRecvError::Empty) => None,
            // It gave up, and said so where panics are told.
            Err(TryRecvError::Disconnected) => {
                self.on_its_way = None;
                None
            }
        }
    }
}

impl Dramatis {
    /// Whether a worker is looking at the texts on disk.
    #[must_use]
    pub fn is_looking_at_texts(&self) -> bool {
        self.watch.on_its_way.is_some()
    }

    /// Sees to it that texts are read again that another program has changed.
    pub(super) fn watch_texts(&mut self, ctx: &egui::Context) {
        if let Some(found) = self.watch.found() {
            self.take_texts(ctx, found);
        }
        if !self.watch.is_due(ctx, self.ws.has_texts_on_disk()) {
            return;
        }
        let look = self.ws.look_at_texts();
        let (say, hear) = channel();
        // What another look may find is found by this one, too.
        self.watch.on_its_way = Some(hear);
        let ctx = ctx.clone();
        std::thread::spawn(move || {
            let found = look();
            let something = found.is_some();
            // Nobody listens to it if the window is gone.
            let _ = say.send(found);
            if something {
                ctx.request_repaint();
            }
        });
    }

    fn take_texts(&mut self, ctx: &egui::Context, found: LookedAt) {
        let reread = self.ws.take_texts(found);
        let texts = self.ws.texts();
        let changed = reread.changed.iter();
        self.letters
            .see_texts(changed.filter_map(|id| texts.get_key_value(id)));
        if let Some(trouble) = reread.trouble {
            self.fail(format!("A text is not what it was: {trouble}"));
        } else if !reread.changed.is_empty() {
            self.say("A text was changed by another program, and was read again");
        } else {
            return;
        }
        ctx.request_repaint();
    }
}
