//! How far apart the points of the grid are.

use eframe::egui::{Checkbox, DragValue, Ui};

use super::super::Command;
use super::super::settings::SnapChoices;
use super::dialogs::{Outcome, Said, answers_or_enter, heading, take_enter};
use super::form::{quiet, row};

/// The form, as far as it is filled in.
#[derive(Debug)]
pub(super) struct GridForm {
    choices: SnapChoices,
}

impl GridForm {
    pub(super) fn new(choices: SnapChoices) -> Self {
        // Whoever asks for its spacing wants to see it.
        let grid = true;
        Self {
            choices: SnapChoices { grid, ..choices },
        }
    }

    pub(super) fn ui(&mut self, ui: &mut Ui, fresh: bool) -> Said {
        ui.set_width(360.0);
        let enter = !fresh && take_enter(ui);
        heading(ui, "Grid");
        let choices = &mut self.choices;
        row(ui, "Spacing", |ui, label| {
            let drag = DragValue::new(&mut choices.spacing)
                .range(SnapChoices::SPACING)
                .speed(1.0)
                .max_decimals(1)
                .suffix(" units");
            let field = ui.add(drag).labelled_by(label);
            if fresh {
                field.request_focus();
            }
            quiet(ui, "One unit is one point of the screen at actual size.");
        });
        row(ui, "Shown", |ui, _| {
            ui.add(Checkbox::new(
                &mut choices.grid,
                "and what is dragged snaps to it",
            ));
        });
        let keep: Outcome = Command::SetSnap(self.choices).into();
        match answers_or_enter(ui, &["Cancel", "Keep"], true, false, enter) {
            None => Said::Nothing,
            Some(0) => Said::Done(Vec::new()),
            Some(_) => Said::Done(vec![keep]),
        }
    }
}
