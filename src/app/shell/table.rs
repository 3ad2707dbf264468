//! The table below the canvas, and what commands mean while it has the keyboard.

use eframe::egui;

use super::super::panels::{Sheet, Table, remove_claim, retract_claim};
use super::super::{Action, Command};
use super::Dramatis;

impl Dramatis {
    /// What shows the table, and what goes there and back.
    pub(super) fn act_on_table(&mut self, ctx: &egui::Context, action: Action) {
        let sheet = match action {
            Action::TableOfActors => Some(Sheet::Actors),
            Action::TableOfActions => Some(Sheet::Actions),
            Action::TableOfClaims => Some(Sheet::Claims),
            _ => None,
        };
        let (shown, there) = (self.settings.table.shown, self.table.has_keyboard(ctx));
        if action == Action::ToggleTable {
            // What is typed there is not to be lost with it.
            self.flush();
            self.show_table(!shown);
            if shown {
                self.canvas.take_keyboard(ctx);
            }
            return;
        }
        self.show_table(true);
        if let Some(sheet) = sheet {
            self.flush();
            self.table.show_sheet(sheet);
        }
        if there && sheet.is_none() {
            self.canvas.take_keyboard(ctx);
        } else {
            self.table.take_keyboard();
        }
    }

    fn show_table(&mut self, shown: bool) {
        if self.settings.table.shown != shown {
            self.settings.table.shown = shown;
            self.store_settings();
        }
    }

    /// Carries out what means something else while the table has the keyboard.
    /// Returns whether it did.
    pub(super) fn act_in_table(&mut self, ctx: &egui::Context, action: Action) -> bool {
        if !self.settings.table.shown || !self.table.has_keyboard(ctx) {
            return false;
        }
        match action {
            Action::Copy => {
                let Some((text, n)) = self.table.copied(&self.ws) else {
                    return false;
                };
                ctx.copy_text(text);
                self.say(format!("Copied {}", Table::rows_in_words(n)));
            }
            Action::SelectAll => {
                let all = self.table.select_all();
                self.apply(ctx, all);
            }
            Action::Rename => self.table.edit_at_hand(&self.ws),
            Action::Delete => match self.table.claim_at_hand(&self.ws) {
                Some((link, at)) => {
                    let delete = remove_claim(link, at);
                    self.apply(ctx, Command::Edit(delete, None));
                }
                None => return false,
            },
            _ => return false,
        }
        true
    }

    /// Calls the claim at hand retracted, or the only one of the selected action.
    pub(super) fn retract_claim(&mut self, ctx: &egui::Context) {
        let doc = self.ws.document();
        let chosen = &self.ws.selection().actions;
        let at_hand = || {
            let shown = self.settings.table.shown && self.table.sheet() == Sheet::Claims;
            let at_hand = self.table.claim_at_hand(&self.ws).filter(|_| shown);
            at_hand.filter(|(link, _)| chosen.contains(&link.action.id))
        };
        let only = || {
            let link = doc
                .graph
                .link(chosen.first().filter(|_| chosen.len() == 1)?)?;
            let mut standing = link.action.claims.iter().enumerate();
            let mut standing = standing.by_ref().filter(|(_, c)| c.stands());
            let (at, _) = standing.next()?;
            standing.next().is_none().then_some((link, at))
        };
        let inspected = || {
            let (id, at) = self
                .inspector
                .claim_at_hand()
                .filter(|_| self.inspector_shown)?;
            let link = doc.graph.link(id).filter(|_| chosen.contains(id))?;
            (*at < link.action.claims.len()).then_some((link, *at))
        };
        let Some((link, at)) = inspected().or_else(at_hand).or_else(only) else {
            let keys = self.settings.keymap().first_text(ctx, Action::RetractClaim);
            let first = match self.inspector_shown && chosen.len() == 1 {
                true => {
                    "Which claim? Go to one of those in the panel beside the canvas, by Tab or \
                     with Edit"
                }
                false => "Which claim? Go to it in the table of claims",
            };
            self.fail(match keys.is_empty() {
                true => format!("{first}; then retract it"),
                false => format!("{first}, and press {keys} there"),
            });
            return;
        };
        let claim = &link.action.claims[at];
        if claim.stands() {
            let t = retract_claim(link, at, claim);
            self.commit(t, None);
        } else {
            self.say("It is retracted already");
        }
    }

    /// Sees to what the table wants of the window: the canvas flies to a row,
    /// and the height that a person has given to it is kept.
    pub(super) fn tend_table(&mut self, ctx: &egui::Context) {
        if let Some(shows) = self.table.take_flight() {
            if !self.tell_if_hidden(&shows) {
                let now_s = ctx.input(|i| i.time);
                self.canvas.fly_to(&shows, now_s, &self.settings);
            }
            ctx.request_repaint();
        }
        let (now, kept) = (self.table.height(), self.settings.table.height);
        // A small window may make it lower for a while: that is nobody's choice.
        let is_let_go = ctx.input(|i| i.pointer.any_released());
        if self.settings.table.shown && is_let_go && now > 0.0 && (now - kept).abs() > 0.5 {
            self.settings.table.height = now;
            self.store_settings();
        }
    }
}
