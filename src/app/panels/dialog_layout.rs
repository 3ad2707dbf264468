//! How dense a layout is, and what forces "By force" follows.

use eframe::egui::{Checkbox, ComboBox, Slider, Ui};

use super::super::settings::LayoutChoices;
use super::super::{Action, Command, Settings};
use super::dialogs::{Outcome, Said, answers_or_enter, heading, take_enter};
use super::form::{quiet, row, show_rail};
use crate::layout::Pull;
use crate::picture::Theme;

/// Every pull, as it is called and what it does.
const PULLS: [(Pull, &str, &str); 4] = [
    (
        Pull::Constant,
        "The same at any length",
        "LinLog: clusters stand far apart",
    ),
    (Pull::Root, "Weak when long", "Between the two beside it"),
    (
        Pull::Linear,
        "With the length",
        "As springs do: the usual choice",
    ),
    (
        Pull::Square,
        "Strong when long",
        "Lines come out of about the same length",
    ),
];

/// The form, as far as it is filled in.
#[derive(Debug)]
pub(super) struct LayoutForm {
    choices: LayoutChoices,
}

impl LayoutForm {
    pub(super) fn new(choices: LayoutChoices) -> Self {
        Self { choices }
    }

    pub(super) fn ui(&mut self, ui: &mut Ui, settings: &Settings, fresh: bool) -> Said {
        ui.set_width(420.0);
        let popup = eframe::egui::Popup::is_any_open(ui.ctx());
        let enter = !fresh && !popup && take_enter(ui);
        heading(ui, "Layout options");
        let theme = Theme::of(settings.theme);
        let choices = &mut self.choices;
        let slide = |ui: &mut Ui, label: &str, slider: Slider<'_>, why: &str, first: bool| {
            row(ui, label, |ui, label| {
                ui.scope(|ui| {
                    show_rail(ui, &theme);
                    ui.spacing_mut().slider_width = 200.0;
                    let slider = ui.add(slider).labelled_by(label);
                    if first {
                        slider.request_focus();
                    }
                });
                quiet(ui, why);
            });
        };
        let room = Slider::new(&mut choices.room, 0.4..=4.0)
            .step_by(0.1)
            .suffix("×");
        slide(
            ui,
            "Distance",
            room,
            "How far apart neighbours stand, in every layout that begins anew.",
            fresh,
        );
        row(ui, "Begin", |ui, _| {
            ui.add(Checkbox::new(
                &mut choices.warm,
                "with where actors stand now",
            ));
            quiet(ui, "By force, by community, by distance: improves on that.");
        });
        ui.add_space(4.0);
        quiet(ui, "What follows is for “By force” alone:");
        let hub = Slider::new(&mut choices.hub, 0.0..=1.5).step_by(0.1);
        slide(
            ui,
            "Hubs",
            hub,
            "0 treats all alike; more pushes the much connected apart.",
            false,
        );
        let gravity = Slider::new(&mut choices.gravity, 0.0..=2.0).step_by(0.05);
        slide(
            ui,
            "Gravity",
            gravity,
            "How strongly all are drawn to the middle.",
            false,
        );
        row(ui, "Lines pull", |ui, label| {
            let named = |pull| PULLS.iter().find(|p| p.0 == pull).map_or("?", |p| p.1);
            let combo = ComboBox::from_id_salt("layout pull")
                .selected_text(named(choices.pull))
                .width(200.0)
                .show_ui(ui, |ui| {
                    for (pull, text, tip) in PULLS {
                        ui.selectable_value(&mut choices.pull, pull, text)
                            .on_hover_text(tip);
                    }
                });
            combo.response.labelled_by(label);
        });
        self.footer(ui, enter)
    }

    fn footer(&mut self, ui: &mut Ui, enter: bool) -> Said {
        let usual = self.choices == LayoutChoices::default();
        ui.add_space(4.0);
        let reset = ui.add_enabled(!usual, eframe::egui::Button::new("As usual"));
        if reset
            .on_hover_text("Set all of them back to where they were at first")
            .clicked()
        {
            self.choices = LayoutChoices::default();
        }
        let keep: Outcome = Command::SetLayout(self.choices).into();
        let texts = ["Cancel", "Keep", "Lay out by force"];
        match answers_or_enter(ui, &texts, true, false, enter) {
            None => Said::Nothing,
            Some(0) => Said::Done(Vec::new()),
            Some(1) => Said::Done(vec![keep]),
            Some(_) => Said::Done(vec![keep, Command::Do(Action::LayOutForce).into()]),
        }
    }
}
