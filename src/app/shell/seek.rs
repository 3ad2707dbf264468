//! The command palette and quick find, in front of the window.

use eframe::egui;

use super::super::Command;
use super::super::panels::Visit;
use super::Dramatis;
use crate::edit::Selection;
use crate::picture::Shows;

impl Dramatis {
    /// Shows what commands and things are looked for with. A question in front
    /// of the window (`modal`) ends looking.
    pub(super) fn show_seeking(&mut self, ctx: &egui::Context, modal: bool) -> Vec<Command> {
        let mut commands = Vec::new();
        if self.palette.is_open() {
            commands.extend(self.palette.ui(ctx, &self.ws, &self.settings));
            if !self.palette.is_open() {
                self.canvas.take_keyboard(ctx);
                ctx.request_repaint();
            }
        }
        let visits = if modal || self.palette.is_open() {
            self.find.close();
            Vec::new()
        } else {
            let rect = self.canvas.rect();
            self.find.ui(ctx, &self.ws, &self.settings, rect)
        };
        let now_s = ctx.input(|i| i.time);
        for visit in visits {
            match visit {
                Visit::To(hit) => {
                    self.canvas.fly_to(&hit.shows, now_s, &self.settings);
                    commands.push(Command::Select(match hit.shows {
                        Shows::Actor(id) => Selection::actor(id),
                        Shows::Action(id) => Selection::action(id),
                        Shows::Annotation(id) => Selection::annotation(id),
                        Shows::Furniture => Selection::default(),
                    }));
                }
                Visit::Back(outlook, selection) => {
                    self.canvas.return_to(outlook, now_s, &self.settings);
                    commands.push(Command::Select(selection));
                }
                Visit::Say(text) => commands.push(Command::say(text)),
                Visit::Done => self.canvas.take_keyboard(ctx),
            }
            ctx.request_repaint();
        }
        commands
    }
}
