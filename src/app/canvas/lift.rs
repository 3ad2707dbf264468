//! Lifting what is under the pointer, together with what it is tied to.

use std::collections::BTreeSet;
use std::rc::Rc;

use eframe::egui;

use super::sink::Emphasis;
use super::{Canvas, Gesture};
use crate::app::{Settings, Workspace};
use crate::edit::Selection;
use crate::model::ActionId;
use crate::picture::Shows;

/// How long it takes to lift what is under the pointer, in seconds.
const LIFT_S: f32 = 0.12;
/// Zoom below which the lines of a crowd are not lifted.
const LEAST_LINE_ZOOM: f64 = 0.25;

/// What is lifted.
#[derive(Clone, Debug, PartialEq)]
pub enum Lifted {
    /// What is under the pointer.
    One(Shows),
    /// Actions that are pointed at elsewhere, in a text.
    Lit(Rc<BTreeSet<ActionId>>),
}

/// What is selected: it keeps its full ink while one points at something else.
fn all_of(selection: &Selection) -> impl Iterator<Item = Shows> {
    let actors = selection.actors.iter().cloned().map(Shows::Actor);
    let actions = selection.actions.iter().cloned().map(Shows::Action);
    let notes = selection.annotations.iter().cloned();
    actors.chain(actions).chain(notes.map(Shows::Annotation))
}

impl Canvas {
    /// Lifts some actions as if the pointer was on them, until they are other
    /// ones or none; what the pointer is on comes first.
    pub fn set_lit(&mut self, lit: Option<&Rc<BTreeSet<ActionId>>>) {
        if self.lit.as_ref() != lit {
            self.lit = lit.cloned();
        }
    }

    /// What is under the pointer, as of the last frame.
    #[must_use]
    pub fn hovered(&self) -> Option<&Shows> {
        self.hovered.as_ref()
    }

    /// Whether the pointer means no lines: in a crowd seen from far away,
    /// hairlines are everywhere.
    pub(super) fn passes_over_lines(&self) -> bool {
        self.stage.crowd().is_some() && self.view.camera().zoom < LEAST_LINE_ZOOM
    }

    pub(super) fn update_lift(&mut self, ui: &egui::Ui, ws: &Workspace, settings: &Settings) {
        let wanted = match &self.gesture {
            Gesture::Idle => self.hovered.clone(),
            _ => None,
        };
        let faint = self.passes_over_lines();
        // What is written beside the graph is tied to nothing in it.
        let wanted = wanted.filter(|of| !matches!(of, Shows::Annotation(_)));
        let wanted = wanted.filter(|of| !(faint && matches!(of, Shows::Action(_))));
        let idle = matches!(self.gesture, Gesture::Idle);
        let lit = || self.lit.clone().filter(|_| idle).map(Lifted::Lit);
        let wanted = wanted.map(Lifted::One).or_else(lit);
        let step = if settings.reduced_motion {
            1.0
        } else {
            ui.input(|i| i.stable_dt).min(0.1) / LIFT_S
        };
        if let Some(of) = wanted {
            let as_of = (self.scene_version, ws.selection_epoch());
            if self.lifted.as_ref() != Some(&of) || self.company.0 != as_of {
                let mut company = self.stage.company_of(&of);
                // A crowd marks what is selected itself.
                if self.scene().is_some() {
                    company.extend(all_of(ws.selection()));
                }
                self.company = (as_of, Rc::new(company));
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
