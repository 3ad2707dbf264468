//! Notices texts that another program changes: when one comes back to the window, and
//! while one is at work in it. They are looked at on a worker; a window in which
//! nobody does anything looks at nothing.

use std::sync::mpsc::{Receiver, TryRecvError, channel};
use std::time::Duration;

use eframe::egui::{self, Event};

use super::super::workspace::LookedAt;
use super::Dramatis;
use crate::file::Severity;

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
    /// Whether somebody has come back to the window since.
    back: bool,
    on_its_way: Option<Receiver<Option<LookedAt>>>,
}

impl Watch {
    /// Notes whether somebody has come back to the window, or has done something in it.
    fn notice(&mut self, ctx: &egui::Context) {
        // Not when the window opens: they have just been read.
        ctx.input(|i| {
            for event in &i.events {
                match event {
                    Event::WindowFocused(focused) => {
                        self.back |= *focused && self.away;
                        self.away = !focused;
                    }
                    Event::PointerGone | Event::Screenshot { .. } => {}
                    _ => self.stirred = true,
                }
            }
        });
    }

    /// Whether they are to be looked at now, if there are any; asks for a pass where they
    /// are to be later. While a look is on its way, nothing is due: its end asks for one.
    fn is_due(&mut self, ctx: &egui::Context, any: bool) -> bool {
        self.notice(ctx);
        if !any {
            (self.stirred, self.back) = (false, false);
            return false;
        }
        let now_s = ctx.input(|i| i.time);
        let since_s = now_s - *self.looked_s.get_or_insert(now_s);
        if self.on_its_way.is_some() {
            return false;
        }
        let due = self.back || (self.stirred && since_s >= EVERY_S);
        if due {
            self.looked_s = Some(now_s);
            (self.stirred, self.back) = (false, false);
        } else if self.stirred {
            let wait_s = (EVERY_S - since_s).max(0.05);
            ctx.request_repaint_after(Duration::from_secs_f64(wait_s));
        }
        due
    }

    /// Waits no more for what is found: there is another document.
    pub(super) fn reset(&mut self) {
        self.on_its_way = None;
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

/// Asks for a pass when it is let go of.
struct Wake(egui::Context);

impl Drop for Wake {
    fn drop(&mut self) {
        self.0.request_repaint();
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
        self.watch.on_its_way = Some(hear);
        let wake = Wake(ctx.clone());
        std::thread::spawn(move || {
            // Let go of last, even if the look gives up: what has waited for its end
            // has its turn then.
            let _wake = wake;
            // Nobody listens to it if the window is gone.
            let _ = say.send(look());
            drop(say);
        });
    }

    fn take_texts(&mut self, ctx: &egui::Context, found: LookedAt) {
        let reread = self.ws.take_texts(found);
        let texts = self.ws.texts();
        let changed = reread.changed.iter();
        self.letters
            .see_texts(changed.filter_map(|id| texts.get_key_value(id)));
        if let Some((severity, trouble)) = reread.trouble {
            self.fail(match severity {
                Severity::Error => {
                    format!("The text of a source cannot be read any more: {trouble}")
                }
                Severity::Warning => {
                    format!("A changed text was read again, but not well: {trouble}")
                }
            });
        } else if !reread.changed.is_empty() {
            self.say("A text was changed by another program, and was read again");
        } else {
            return;
        }
        ctx.request_repaint();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A pass at some time, in seconds; whether a look is due, and after how long the
    /// next pass is.
    fn pass(
        watch: &mut Watch,
        ctx: &egui::Context,
        at_s: f64,
        events: Vec<Event>,
    ) -> (bool, Duration) {
        let input = egui::RawInput {
            time: Some(at_s),
            events,
            ..egui::RawInput::default()
        };
        let mut due = false;
        let mut output = ctx.run_ui(input, |ui| due |= watch.is_due(ui.ctx(), true));
        output.textures_delta.clear();
        let next = output
            .viewport_output
            .values()
            .map(|v| v.repaint_delay)
            .min();
        (due, next.unwrap_or(Duration::MAX))
    }

    #[test]
    fn a_look_that_hangs_neither_keeps_the_window_awake_nor_is_begun_twice() {
        let ctx = egui::Context::default();
        let mut watch = Watch::default();
        let key = || vec![Event::Text("a".to_owned())];
        let back = || vec![Event::WindowFocused(false), Event::WindowFocused(true)];
        // The first passes of a window ask for others.
        for n in 0..5 {
            pass(&mut watch, &ctx, f64::from(n) * 0.1, Vec::new());
        }
        pass(&mut watch, &ctx, 1.0, key());
        for at_s in [1.1, 1.2, 1.3] {
            let (due, next) = pass(&mut watch, &ctx, at_s, Vec::new());
            assert!(!due && next <= Duration::from_secs(2), "{next:?}");
        }
        let (due, _) = pass(&mut watch, &ctx, 2.5, Vec::new());
        assert!(due);
        let (say, hear) = channel();
        watch.on_its_way = Some(hear);
        pass(&mut watch, &ctx, 3.0, key());
        for n in 0..20 {
            let events = if n == 10 { back() } else { Vec::new() };
            let (due, next) = pass(&mut watch, &ctx, 9.0 + f64::from(n), events);
            assert!(!due, "another look in pass {n}");
            // What has happened calls for a few passes anyhow.
            if [9, 19].contains(&n) {
                assert!(next > Duration::from_secs(60), "{next:?} in pass {n}");
            }
        }
        // It comes to its end: who has come back meanwhile is not forgotten.
        say.send(None).expect("heard");
        assert!(watch.found().is_none() && watch.on_its_way.is_none());
        assert!(pass(&mut watch, &ctx, 40.1, Vec::new()).0);
        assert!(!pass(&mut watch, &ctx, 40.2, Vec::new()).0);
    }
}
