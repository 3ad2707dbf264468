//! What keys do on the canvas.

use std::collections::BTreeMap;

use eframe::egui::{self, Event, Key};

use super::{Canvas, Gesture, only, walk};
use crate::app::{Action, Command, Settings, Workspace};
use crate::edit;
use crate::model::{ActorId, Place};
use crate::picture::Shows;

/// How far one press of an arrow moves what is selected, in document units.
const NUDGE: f64 = 1.0;
/// The same with Shift.
const FAR_NUDGE: f64 = 15.0;
/// Presses within so many seconds of one another are one step.
const NUDGE_PAUSE_S: f64 = 0.8;

impl Canvas {
    /// Carries out what the keys do while the canvas has the focus.
    pub(super) fn keyboard(
        &mut self,
        ui: &egui::Ui,
        ws: &Workspace,
        settings: &Settings,
    ) -> Vec<Command> {
        if self.naming.is_some() {
            return Vec::new();
        }
        let mut commands = Vec::new();
        let events = ui.input(|i| i.events.clone());
        for event in events {
            let Event::Key {
                key,
                pressed: true,
                modifiers,
                ..
            } = event
            else {
                continue;
            };
            if modifiers.command {
                continue;
            }
            let arrow = match key {
                Key::ArrowLeft => Some(kurbo::Vec2::new(-1.0, 0.0)),
                Key::ArrowRight => Some(kurbo::Vec2::new(1.0, 0.0)),
                Key::ArrowUp => Some(kurbo::Vec2::new(0.0, -1.0)),
                Key::ArrowDown => Some(kurbo::Vec2::new(0.0, 1.0)),
                _ => None,
            };
            let selection = ws.selection();
            let at = walk::stand(&self.stage, selection, self.walker.as_ref());
            match (key, arrow) {
                (_, Some(way)) if self.arrows_move(ws, modifiers) => {
                    let step = if modifiers.shift { FAR_NUDGE } else { NUDGE };
                    let now_s = ui.input(|i| i.time);
                    if selection.actors.is_empty() && selection.annotations.is_empty() {
                        self.nudge_bend(ws, way * step, now_s);
                    } else {
                        self.nudge(ws, way * step, now_s);
                    }
                }
                (_, Some(way)) => {
                    if let Some(next) = self.stage.toward(at.as_ref(), way) {
                        commands.push(self.walk_to(ui, &next));
                    }
                }
                (Key::Escape, _) if self.nudged_s().is_some() => {
                    // It is not done with: no shortcut of the window.
                    self.cancel();
                    self.follow_document(ws, settings, ui.input(|i| i.time));
                }
                (Key::Tab, _) => {
                    if let Some(next) = self.next_walked(selection, modifiers.shift) {
                        commands.push(self.walk_to(ui, &next));
                    }
                }
                (Key::Period | Key::Comma, _) => {
                    let back = key == Key::Comma;
                    let next = at
                        .as_ref()
                        .and_then(|at| walk::next_action(&self.stage, at, selection, back));
                    if let Some(next) = next {
                        self.walker = at;
                        commands.push(self.walk_to(ui, &next));
                    }
                }
                (Key::Enter, _) if self.has_tool() => {
                    commands.extend(self.put_in_middle(ws));
                }
                (Key::Enter, _) => {
                    if let Gesture::Connecting { from } = &self.gesture {
                        if let Some(to) = selection.actors.first().cloned() {
                            self.name_action(from.clone(), to);
                        }
                    } else if !selection.is_empty() {
                        commands.push(Action::Rename.into());
                    }
                }
                _ => {}
            }
        }
        commands
    }

    pub(super) fn walk_to(&mut self, ui: &egui::Ui, next: &Shows) -> Command {
        let at = match next {
            Shows::Actor(id) => self.stage.actor(id).map(|a| a.centre),
            Shows::Action(id) => self.stage.action(id).map(|a| a.course.at(0.5)),
            Shows::Annotation(id) => self.notes.get(id).map(|n| n.centre()),
            Shows::Furniture => None,
        };
        if let Some(at) = at {
            self.view.reveal(self.rect, at, ui.input(|i| i.time), true);
        }
        Command::Select(only(next))
    }

    /// Whether arrows move what is selected; else they walk to others. While an
    /// action is drawn, they look for its target.
    fn arrows_move(&self, ws: &Workspace, modifiers: egui::Modifiers) -> bool {
        let idle = matches!(self.gesture, Gesture::Idle) || self.nudged_s().is_some();
        let chosen = ws.selection();
        let movable = !chosen.actors.is_empty()
            || !chosen.annotations.is_empty()
            || matches!(self.gesture, Gesture::BendingByKeys { .. })
            || self.bend_in_hand(ws).is_some();
        idle && !modifiers.alt && movable
    }

    /// When something was moved by keys last, in seconds, if that is going on.
    fn nudged_s(&self) -> Option<f64> {
        match &self.gesture {
            Gesture::Nudging { now_s, .. } | Gesture::BendingByKeys { now_s, .. } => Some(*now_s),
            _ => None,
        }
    }

    /// Moves what is selected, as a preview.
    fn nudge(&mut self, ws: &Workspace, by: kurbo::Vec2, now_s: f64) {
        if matches!(self.gesture, Gesture::Idle) {
            // They are where they go to at once.
            self.arrive(ws);
            let from = self.take_hold(ws, ws.selection());
            if from.is_empty() && !self.notes.are_held() {
                return;
            }
            let by = kurbo::Vec2::ZERO;
            self.gesture = Gesture::Nudging { from, by, now_s };
        }
        if let Gesture::Nudging {
            from,
            by: sum,
            now_s: last_s,
        } = &mut self.gesture
        {
            *sum += by;
            *last_s = now_s;
            let (moved, sum) = (shifted(from, *sum), *sum);
            self.notes.carry(sum);
            if !moved.is_empty() {
                self.try_on(moved);
            }
        }
    }

    /// Gives to the document what was moved by keys, if anything was.
    #[must_use]
    pub fn finish_nudge(&mut self, ws: &Workspace) -> Option<Command> {
        let command = match &self.gesture {
            Gesture::Nudging { from, by, .. } => {
                let moved = shifted(from, *by);
                let notes = self.notes.moved(*by);
                self.notes.settle();
                let (doc, shown) = (ws.document(), &ws.arrangement().name);
                let t = edit::move_things(doc, shown, &moved, notes);
                Command::Edit(t, None)
            }
            Gesture::BendingByKeys { bend, by, .. } => bend.command(ws, &bend.by_keys(*by)),
            _ => return None,
        };
        self.gesture = Gesture::Idle;
        Some(command)
    }

    /// Ends moving by keys after a pause, or once something else is begun.
    pub(super) fn follow_nudge(
        &mut self,
        ui: &egui::Ui,
        response: &egui::Response,
        ws: &Workspace,
    ) -> Option<Command> {
        let left = self.nudged_s()? + NUDGE_PAUSE_S - ui.input(|i| i.time);
        let goes_on =
            left > 0.0 && response.has_focus() && ui.input(|i| i.focused && !i.pointer.any_down());
        if goes_on {
            let wait = std::time::Duration::from_secs_f64(left.min(NUDGE_PAUSE_S));
            ui.request_repaint_after(wait);
            return None;
        }
        self.finish_nudge(ws)
    }
}

/// Where actors stand that are moved by so much. What a person has placed by
/// hand stays there; there and back again is nowhere.
pub(super) fn shifted(from: &BTreeMap<ActorId, Place>, by: kurbo::Vec2) -> Vec<(ActorId, Place)> {
    let place = |place: &Place| {
        if by == kurbo::Vec2::ZERO {
            return *place;
        }
        Place {
            x: place.x + by.x,
            y: place.y + by.y,
            pin: true,
        }
    };
    from.iter()
        .map(|(id, at)| (id.clone(), place(at)))
        .collect()
}
