//! Where panels and canvas stand in the window.

use eframe::egui::{self, Frame, Panel};

use super::super::panels::{menu_bar, status_bar};
use super::super::{Command, look};
use super::Dramatis;
use crate::picture::Theme;

impl Dramatis {
    /// Shows everything in its place. Returns what the person wants done.
    pub(super) fn show(&mut self, ui: &mut egui::Ui) -> Vec<Command> {
        let theme = Theme::of(self.settings.theme);
        let (ws, settings) = (&self.ws, &self.settings);
        let mut commands = Vec::new();
        let bar = Frame::new()
            .fill(look::color(theme.panel))
            .inner_margin(egui::Margin::symmetric(8, 4));
        Panel::top("menu").frame(bar).show(ui, |ui| {
            commands.extend(menu_bar(ui, ws, settings, self.inspector_shown));
        });
        Panel::bottom("status").frame(bar).show(ui, |ui| {
            let zoom = self.canvas.camera().zoom;
            commands.extend(status_bar(ui, ws, settings, zoom));
        });
        if settings.table.shown {
            commands.extend(self.table.panel(ui, ws, settings));
        }
        if self.inspector_shown {
            Panel::right("inspector")
                .frame(Frame::new().fill(look::color(theme.panel)))
                .default_size(340.0)
                .size_range(280.0..=560.0)
                .show(ui, |ui| {
                    commands.extend(self.inspector.ui(ui, ws, settings));
                });
        }
        if settings.reading.shown {
            let pointed = self.canvas.hovered();
            commands.extend(self.reader.panel(ui, ws, settings, pointed));
        }
        self.canvas.set_lit(self.reader.lit());
        Panel::top("tabs").frame(bar).show(ui, |ui| {
            commands.extend(self.tabs.ui(ui, ws, settings));
        });
        if self.chips.is_shown(ws) {
            Panel::top("filters").frame(bar).show(ui, |ui| {
                commands.extend(self.chips.ui(ui, ws, settings));
            });
        }
        egui::CentralPanel::no_frame().show(ui, |ui| {
            commands.extend(self.canvas.ui(ui, ws, settings));
        });
        commands
    }
}
