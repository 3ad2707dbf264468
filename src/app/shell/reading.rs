//! The text beside the canvas, and what commands mean while it has the keyboard.

use eframe::egui;

use super::super::Action;
use super::Dramatis;
use crate::model::SourceId;
use crate::picture::Shows;

impl Dramatis {
    /// What shows the text, goes there and back, and goes on in it.
    pub(super) fn act_on_reading(&mut self, ctx: &egui::Context, action: Action) {
        let shown = self.settings.reading.shown;
        let there = shown && self.reader.has_keyboard(ctx);
        match action {
            Action::ToggleReading => {
                self.show_reading(!shown);
                if there {
                    self.canvas.take_keyboard(ctx);
                }
            }
            Action::FocusReading if there => self.canvas.take_keyboard(ctx),
            Action::FocusReading => {
                self.show_reading(true);
                self.reader.take_keyboard();
            }
            Action::NextUnmapped | Action::PreviousUnmapped => {
                self.show_reading(true);
                self.reader
                    .next_unmapped(action == Action::PreviousUnmapped);
            }
            Action::NotRelevant if shown => self.reader.not_relevant(),
            Action::NotRelevant => self.fail("Show the text first, and click a sentence of it"),
            _ => {}
        }
    }

    /// Shows the text of a source.
    pub(super) fn show_text_of(&mut self, source: SourceId) {
        self.show_reading(true);
        self.reader.show_source(source);
    }

    fn show_reading(&mut self, shown: bool) {
        if self.settings.reading.shown != shown {
            self.settings.reading.shown = shown;
            self.reader.let_go_of_light();
            self.store_settings();
        }
    }

    /// Carries out what means something else while the text has the keyboard.
    /// Returns whether it did.
    pub(super) fn act_in_reading(&mut self, ctx: &egui::Context, action: Action) -> bool {
        if !self.settings.reading.shown || !self.reader.has_keyboard(ctx) {
            return false;
        }
        match action {
            Action::Copy => {
                let Some(words) = self.reader.copied() else {
                    return false;
                };
                ctx.copy_text(words);
                self.say("Copied the selected words");
            }
            Action::SelectAll => self.reader.choose_all(),
            // The words first, then what is selected on the canvas.
            Action::SelectNone => return self.reader.let_go(),
            Action::ZoomIn => self.reader.zoom_by(1.1),
            Action::ZoomOut => self.reader.zoom_by(1.0 / 1.1),
            Action::ActualSize => self.reader.usual_zoom(),
            _ => return false,
        }
        true
    }

    /// Sees to what the text wants of the window: the canvas flies to actions that
    /// were clicked there and are out of view, and the width and size that a
    /// person has given to it are kept.
    pub(super) fn tend_reading(&mut self, ctx: &egui::Context) {
        let flight = self.reader.take_flight();
        if let Some(first) = flight.first()
            && !flight.iter().any(|id| self.canvas.is_in_view(id))
        {
            let shows = Shows::Action(first.clone());
            if !self.tell_if_hidden(&shows) {
                let now_s = ctx.input(|i| i.time);
                self.canvas.fly_to(&shows, now_s, &self.settings);
            }
            ctx.request_repaint();
        }
        if !self.settings.reading.shown {
            return;
        }
        if self.reader.points_elsewhere(self.canvas.hovered()) {
            // The text is shown before the canvas knows what the pointer is on.
            ctx.request_repaint();
        }
        let (width, zoom) = (self.reader.width(), self.reader.zoom());
        let kept = self.settings.reading;
        // A small window may make it narrower for a while: that is nobody's choice.
        let is_let_go = ctx.input(|i| i.pointer.any_released());
        let wider = is_let_go && self.reader.take_resized();
        // While it is being zoomed, nothing is written.
        let zoomed = zoom != kept.zoom && ctx.input(|i| i.zoom_delta() == 1.0);
        if wider || zoomed {
            self.settings.reading.zoom = zoom;
            if wider {
                self.settings.reading.width = width;
            }
            self.store_settings();
        }
    }
}
