//! How things look and run: styles that are copied, lines that are bent.

use super::super::{Action, Command};
use super::Dramatis;
use crate::edit::{self, Style};

impl Dramatis {
    /// Takes note of how what is selected looks.
    pub(super) fn copy_style(&mut self) {
        match Style::of(self.ws.document(), self.ws.selection()) {
            Some(style) => {
                self.say(format!("Copied the style: {}", style.in_words()));
                self.style = Some(style);
            }
            None => self.fail("Select the actor or action first whose style is to be copied"),
        }
    }

    /// Lets what is selected look like what a style was copied from.
    pub(super) fn paste_style(&mut self) {
        let Some(style) = self.style else {
            return self.fail("No style was copied yet");
        };
        if !style.fits(self.ws.selection()) {
            let what = match (style.kind, style.line) {
                (Some(_), None) => "an actor: select actors",
                (None, _) => "an action: select actions",
                _ => "an actor and an action: select some",
            };
            return self.fail(format!("The style was copied from {what} to give it to"));
        }
        let step = edit::paste_style(self.ws.document(), &style, self.ws.selection());
        if step.edits.is_empty() {
            self.say("They look like that already");
        } else {
            self.commit(step, None);
        }
    }

    /// Bends lines, or takes their bends out.
    pub(super) fn bend(&mut self, action: Action) {
        match action {
            Action::BendLine => match self.canvas.bend_line(&self.ws) {
                Ok(Command::Edit(step, select)) => {
                    self.commit(step, select);
                    self.say("Arrow keys move the bend; on the straight line it goes");
                }
                Ok(_) => {}
                Err(why) => self.fail(why),
            },
            Action::NextBend => {
                if !self.canvas.next_bend(&self.ws) {
                    self.fail("Select one action first whose line has bends");
                }
            }
            _ => {
                let arrangement = &self.ws.arrangement().name;
                let selected = &self.ws.selection().actions;
                match edit::straighten(self.ws.document(), arrangement, selected) {
                    Some(step) => self.commit(step, None),
                    None => self.say("No line of a selected action has bends"),
                }
            }
        }
    }
}
