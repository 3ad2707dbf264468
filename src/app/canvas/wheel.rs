//! Zooming and panning with the wheel or a trackpad.

use eframe::egui::{self, Event, MouseWheelUnit};

use super::Canvas;
use crate::app::Settings;

/// How much one notch of a wheel zooms.
const NOTCH: f64 = 1.2;

impl Canvas {
    pub(super) fn wheel(&mut self, ui: &egui::Ui, response: &egui::Response, settings: &Settings) {
        let Some(at) = response.hover_pos() else {
            return;
        };
        let (events, pinch) = ui.input(|i| {
            let wheel: Vec<(MouseWheelUnit, egui::Vec2, egui::Modifiers)> = i
                .events
                .iter()
                .filter_map(|e| match e {
                    Event::MouseWheel {
                        unit,
                        delta,
                        modifiers,
                        ..
                    } => Some((*unit, *delta, *modifiers)),
                    _ => None,
                })
                .collect();
            let pinch: f32 = i
                .events
                .iter()
                .filter_map(|e| match e {
                    Event::Zoom(factor) => Some(*factor),
                    _ => None,
                })
                .product();
            (wheel, pinch)
        });
        if (pinch - 1.0).abs() > 1e-6 {
            self.view.zoom(self.rect, at, f64::from(pinch), true);
        }
        for (unit, delta, modifiers) in events {
            let notches = f64::from(delta.y);
            match unit {
                // A wheel zooms; with Shift it pans sideways.
                MouseWheelUnit::Line | MouseWheelUnit::Page if !modifiers.shift => {
                    let factor = NOTCH.powf(notches);
                    self.view
                        .zoom(self.rect, at, factor, settings.reduced_motion);
                }
                MouseWheelUnit::Line | MouseWheelUnit::Page => {
                    self.view.pan(egui::vec2(delta.x + delta.y, 0.0) * 50.0);
                }
                // A trackpad pans; with Ctrl (or pinched) it zooms.
                MouseWheelUnit::Point if modifiers.command => {
                    let factor = (notches / 240.0).exp();
                    self.view.zoom(self.rect, at, factor, true);
                }
                MouseWheelUnit::Point => self.view.pan(delta),
            }
        }
    }
}
