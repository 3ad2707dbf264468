//! Above the table: which sheet is shown, and how many rows.

use eframe::egui::{Align, Button, Layout, RichText, Ui, vec2};

use super::super::super::{Action, Command, Settings};
use super::super::form::name;
use super::super::tabs::tab_button;
use super::{Sheet, Table};
use crate::picture::Theme;

/// Height of the bar, in points.
const HEIGHT: f32 = 34.0;

impl Table {
    /// Shows the bar. Returns what the person wants done.
    pub(super) fn bar(&mut self, ui: &mut Ui, settings: &Settings, theme: &Theme) -> Vec<Command> {
        let mut out = Vec::new();
        let size = vec2(ui.available_width(), HEIGHT);
        ui.allocate_ui_with_layout(size, Layout::left_to_right(Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = 2.0;
            ui.add_space(8.0);
            for (sheet, action) in Sheet::ALL.into_iter().zip(SHEETS) {
                let tab = tab_button(ui, theme, sheet.title(), sheet == self.sheet);
                let keys = settings.keymap().first_text(ui.ctx(), action);
                let tip = match keys.as_str() {
                    "" => action.tooltip().to_owned(),
                    keys => format!("{} ({keys})", action.tooltip()),
                };
                if tab.on_hover_text(tip).clicked() {
                    self.show_sheet(sheet);
                    ui.ctx().request_repaint();
                }
            }
            ui.add_space(10.0);
            ui.label(RichText::new(self.told()).weak());
            if self.page().is_filtered() {
                ui.add_space(6.0);
                let clear = Button::new(RichText::new("Show all").small());
                if ui
                    .add(clear)
                    .on_hover_text("Empty the filters above the columns")
                    .clicked()
                {
                    self.page_mut().clear_filters();
                    ui.ctx().request_repaint();
                }
            }
            self.retracted(ui);
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                ui.add_space(8.0);
                let cross = ui.add(Button::new("×").frame_when_inactive(false));
                name(ui, cross.id, "Hide the table");
                if cross.on_hover_text("Hide the table").clicked() {
                    out.push(Action::ToggleTable.into());
                }
            });
        });
        out
    }

    /// Asks whether retracted claims are shown, where there are some.
    fn retracted(&mut self, ui: &mut Ui) {
        let count = self.page().found().retracted;
        if count == 0 {
            return;
        }
        ui.add_space(10.0);
        let text = RichText::new(format!("{count} retracted")).small();
        let shown = self.page_mut().retracted_mut();
        let tip = "Show also the claims that were retracted";
        if ui.checkbox(shown, text).on_hover_text(tip).changed() {
            ui.ctx().request_repaint();
        }
    }

    /// How many rows there are, in words.
    fn told(&self) -> String {
        let page = self.page();
        let found = page.found();
        let text = if page.is_filtered() {
            format!("{} of {}", found.rows.len(), found.total)
        } else {
            Self::rows_in_words(found.total)
        };
        if page.clerk.is_busy() {
            return format!("{text}, looking…");
        }
        text
    }
}

/// What shows each sheet, in their order.
const SHEETS: [Action; 3] = [
    Action::TableOfActors,
    Action::TableOfActions,
    Action::TableOfClaims,
];
