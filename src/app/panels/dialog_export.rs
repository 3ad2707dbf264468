//! How to write the picture.

use eframe::egui::{Checkbox, ComboBox, RadioButton, Slider, Ui};

use super::super::Settings;
use super::dialogs::{Outcome, Said, answers_or_enter, heading, take_enter};
use super::form::{quiet, row, show_rail};
use super::menu::THEMES;
use crate::export::MAX_PIXELS;
use crate::picture::{Theme, ThemeName};

/// How the picture is to be written.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ExportRequest {
    /// SVG; otherwise PNG.
    pub svg: bool,
    /// Pixels for each unit of the document, for PNG.
    pub scale: f64,
    /// Colours.
    pub theme: ThemeName,
    /// Whether nothing is painted behind the picture.
    pub transparent: bool,
    /// Whether the title stands above.
    pub title: bool,
    /// Whether what shapes, colours and dashes mean is explained.
    pub legend: bool,
    /// Whether the sources are named below.
    pub source_line: bool,
}

/// The form, as far as it is filled in.
#[derive(Debug)]
pub(super) struct ExportForm {
    size: (f64, f64),
    request: ExportRequest,
    /// `None` takes the colours of the window.
    theme: Option<ThemeName>,
}

impl ExportForm {
    pub(super) fn new(size: (f64, f64)) -> Self {
        Self {
            size,
            request: ExportRequest {
                svg: true,
                scale: 2.0,
                theme: ThemeName::default(),
                transparent: false,
                title: true,
                legend: true,
                source_line: true,
            },
            theme: None,
        }
    }

    pub(super) fn ui(&mut self, ui: &mut Ui, settings: &Settings, fresh: bool) -> Said {
        ui.set_width(400.0);
        // Enter confirms from every control but "Cancel" and an open list.
        let popup = eframe::egui::Popup::is_any_open(ui.ctx());
        let enter = !fresh && !popup && take_enter(ui);
        heading(ui, "Export picture");
        row(ui, "Format", |ui, _| {
            ui.horizontal(|ui| {
                let svg = ui.add(RadioButton::new(self.request.svg, "SVG"));
                if fresh {
                    svg.request_focus();
                }
                if svg
                    .on_hover_text("Lines and letters, sharp at every size")
                    .clicked()
                {
                    self.request.svg = true;
                }
                let png = ui.add(RadioButton::new(!self.request.svg, "PNG"));
                if png
                    .on_hover_text("Pixels, for everything that cannot show SVG")
                    .clicked()
                {
                    self.request.svg = false;
                }
            });
        });
        let (width, height) = self.pixels();
        let most = self.greatest_scale();
        row(ui, "Scale", |ui, label| {
            if self.request.svg {
                ui.add_space(3.0);
                quiet(ui, "None needed: it is sharp at every size.");
                return;
            }
            ui.scope(|ui| {
                show_rail(ui, &Theme::of(settings.theme));
                ui.spacing_mut().slider_width = 180.0;
                let slider = Slider::new(&mut self.request.scale, 1.0..=most)
                    .step_by(0.5)
                    .suffix("×");
                ui.add(slider).labelled_by(label);
            });
            quiet(ui, format!("{width:.0} × {height:.0} pixels"));
        });
        row(ui, "Colours", |ui, label| {
            let named = |theme| THEMES.iter().find(|t| t.0 == theme).map_or("?", |t| t.1);
            let window = format!("As the window ({})", named(settings.theme).to_lowercase());
            let shown = self.theme.map_or(window.as_str(), named);
            let combo = ComboBox::from_id_salt("export theme")
                .selected_text(shown)
                .width(200.0)
                .show_ui(ui, |ui| {
                    ui.selectable_value(&mut self.theme, None, &window);
                    for (theme, text, tip) in THEMES {
                        ui.selectable_value(&mut self.theme, Some(theme), text)
                            .on_hover_text(tip);
                    }
                });
            combo.response.labelled_by(label);
        });
        row(ui, "With", |ui, _| {
            ui.spacing_mut().item_spacing.y = 2.0;
            let request = &mut self.request;
            ui.add(Checkbox::new(&mut request.title, "Title"));
            ui.add(Checkbox::new(&mut request.legend, "Legend"));
            ui.add(Checkbox::new(&mut request.source_line, "Source line"));
            ui.add(Checkbox::new(
                &mut request.transparent,
                "Transparent background",
            ));
        });
        self.footer(ui, settings, enter)
    }

    /// The greatest scale at which a PNG can be written.
    fn greatest_scale(&self) -> f64 {
        let units = (self.size.0 * self.size.1).max(1.0);
        let most = (MAX_PIXELS as f64 / units).sqrt();
        // Whole steps of the slider; rounding up each side costs less than one.
        ((most * 2.0).floor() / 2.0).clamp(1.0, 8.0)
    }

    /// Pixels of a PNG.
    fn pixels(&self) -> (f64, f64) {
        let scale = self.request.scale;
        ((self.size.0 * scale).ceil(), (self.size.1 * scale).ceil())
    }

    fn footer(&mut self, ui: &mut Ui, settings: &Settings, enter: bool) -> Said {
        let (width, height) = self.pixels();
        let fits = self.request.svg || width * height <= MAX_PIXELS as f64;
        if !fits {
            quiet(
                ui,
                "That is more pixels than can be written: SVG has no such bound.",
            );
        }
        ui.add_space(2.0);
        match answers_or_enter(ui, &["Cancel", "Choose file…"], fits, false, enter) {
            None => return Said::Nothing,
            Some(0) => return Said::Done(Vec::new()),
            Some(_) => {}
        }
        let theme = self.theme.unwrap_or(settings.theme);
        let request = ExportRequest {
            theme,
            ..self.request
        };
        Said::Done(vec![Outcome::Export(request)])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_offered_can_be_written() {
        for (size, most) in [
            ((1_000.0, 500.0), 8.0),
            ((9_000.0, 9_000.0), 1.5),
            ((40_000.0, 1_000.0), 2.5),
            ((20_000.0, 20_000.0), 1.0),
        ] {
            let mut form = ExportForm::new(size);
            assert_eq!(form.greatest_scale(), most);
            form.request.scale = most;
            let (w, h) = form.pixels();
            let fits = w * h <= MAX_PIXELS as f64;
            assert_eq!(fits, size.0 * size.1 <= MAX_PIXELS as f64, "{size:?}");
        }
    }
}
