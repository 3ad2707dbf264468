//! Lifting what is under the pointer, together with what it is tied to.

use std::rc::Rc;

use eframe::egui;

use super::sink::Emphasis;
use super::{Canvas, Gesture};
use crate::app::Settings;
use crate::picture::Shows;

/// How long it takes to lift what is under the pointer, in seconds.
const LIFT_S: f32 = 0.12;
/// Zoom below which the lines of a crowd are not lifted.
const LEAST_LINE_ZOOM: f64 = 0.25;

impl Canvas {
    pub(super) fn update_lift(&mut self, ui: &egui::Ui, settings: &Settings) {
        let wanted = match &self.gesture {
            Gesture::Idle => self.hovered.clone(),
            _ => None,
        };
        // Hairlines are everywhere in a crowd: passing over them is not meant.
        let faint = self.stage.crowd().is_some() && self.view.camera().zoom < LEAST_LINE_ZOOM;
        // What is written beside the graph is tied to nothing in it.
        let wanted = wanted.filter(|of| !matches!(of, Shows::Annotation(_)));
        let wanted = wanted.filter(|of| !(faint && matches!(of, Shows::Action(_))));
        let step = if settings.reduced_motion {
            1.0
        } else {
            ui.input(|i| i.stable_dt).min(0.1) / LIFT_S
        };
        if let Some(of) = wanted {
            if self.lifted.as_ref() != Some(&of) || self.company.0 != self.scene_version {
                self.company = (self.scene_version, Rc::new(self.stage.company_of(&of)));
            }
            self.lifted = Some(of);
            self.lift = (self.lift + step).min(1.0);
        } else {
            self.lift = (self.lift - step).max(0.0);
            if self.lift == 0.0 {
                self.lifted = None;
            }
        }
        if self.lift < 1.0 && self.lifted.is_some() {
            ui.request_repaint();
        }
    }

    pub(super) fn emphasis(&self) -> Emphasis {
        match &self.lifted {
            Some(_) if self.lift > 0.0 => Emphasis {
                lifted: Rc::clone(&self.company.1),
                strength: self.lift,
            },
            _ => Emphasis::default(),
        }
    }
}
