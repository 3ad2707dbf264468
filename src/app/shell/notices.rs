//! How long what was said last stays: a while, or until something else is done.

use std::time::Duration;

use eframe::egui;

use super::super::command::Notice;
use super::super::{Action, Command};
use super::{Dramatis, act, choose};

/// How long a message stays, in seconds; a long one takes longer to be read.
const STAYS_S: f64 = 6.0;
/// So many letters are read in a second.
const LETTERS_A_SECOND: f64 = 15.0;

/// The message that is shown, and since when.
#[derive(Debug, Default)]
pub(super) struct Told {
    notice: Option<Notice>,
    since_s: f64,
    /// Whether it stays until something takes its place: of what has failed while
    /// nobody waited for it, one has to learn when one comes back.
    stays: bool,
}

impl Told {
    /// A message that stays until something takes its place.
    pub(super) fn staying(notice: Option<Notice>) -> Self {
        Self {
            stays: notice.is_some(),
            notice,
            since_s: 0.0,
        }
    }
}

/// Whether a command is something that is done: what was said before is past then.
fn is_done(command: &Command) -> bool {
    match command {
        Command::Do(action) => !matches!(
            action,
            // The view is moved while one reads.
            Action::ZoomIn | Action::ZoomOut | Action::FitAll | Action::ActualSize
        ),
        Command::Notice(_) => false,
        _ => true,
    }
}

impl Dramatis {
    /// Of a message that says how to go on with what was begun: whether one still can.
    fn can_go_on(&self, notice: &Notice) -> Option<bool> {
        match notice.text.as_str() {
            act::CONNECT_HINT => Some(self.canvas.is_connecting()),
            act::FRAME_HINT | act::ARROW_HINT => Some(self.canvas.has_tool()),
            choose::LASSO_HINT => Some(self.canvas.is_lasso_ready()),
            _ => None,
        }
    }

    /// Lets go of a message that has been seen, before something else is done.
    pub(super) fn let_go_of_notice(&mut self, command: &Command) {
        let Some(notice) = &self.ws.notice else {
            return;
        };
        let seen = self.told.notice.as_ref() == Some(notice);
        if !seen || self.told.stays {
            return;
        }
        if matches!(command, Command::Notice(again) if again == notice) {
            self.told.notice = None;
        } else if is_done(command) && self.can_go_on(notice) != Some(true) {
            // Said once more, the same is another message.
            (self.ws.notice, self.told.notice) = (None, None);
        }
    }

    /// Lets what has failed just now stay until something takes its place: nobody
    /// may have waited for it. `before` is what was said before.
    pub(super) fn keep_failure(&mut self, before: Option<&Notice>) {
        let now = self.ws.notice.as_ref();
        if now.is_some_and(|n| n.failed) && now != before {
            self.told = Told::staying(now.cloned());
        }
    }

    /// Lets a message go after a while. An idle window is woken once for that.
    pub(super) fn tend_notice(&mut self, ctx: &egui::Context) {
        let now_s = ctx.input(|i| i.time);
        if self.told.notice != self.ws.notice {
            self.told = Told {
                notice: self.ws.notice.clone(),
                since_s: now_s,
                stays: false,
            };
        }
        let Some(notice) = &self.ws.notice else {
            return;
        };
        if let Some(can) = self.can_go_on(notice) {
            if !can {
                self.ws.notice = None;
            }
            return;
        }
        if self.told.stays {
            return;
        }
        if self.jobs.is_busy() || self.opening.is_some() {
            // It tells of work that goes on; a failure may follow, or success.
            self.told.since_s = now_s;
            return;
        }
        let stays_s = STAYS_S.max(notice.text.chars().count() as f64 / LETTERS_A_SECOND);
        let left_s = self.told.since_s + stays_s - now_s;
        if left_s > 0.0 {
            ctx.request_repaint_after(Duration::from_secs_f64(left_s));
        } else {
            (self.ws.notice, self.told.notice) = (None, None);
            ctx.request_repaint();
        }
    }
}
