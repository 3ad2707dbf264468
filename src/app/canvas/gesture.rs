//! What pointer and keys do on the canvas.

use std::collections::BTreeMap;

use eframe::egui::{self, Event, Key, MouseWheelUnit, PointerButton, Pos2};
use kurbo::Point;

use super::keyboard::shifted;
use super::sweep::Mode;
use super::{Canvas, Naming, REACH, only};
use crate::app::{Command, Settings, Workspace};
use crate::edit::{self, Selection};
use crate::model::{ActorId, Place};
use crate::picture::{Part, Shows};

/// How much one notch of a wheel zooms.
const NOTCH: f64 = 1.2;

/// What is being done with the pointer.
#[derive(Clone, Debug, PartialEq)]
pub enum Gesture {
    /// Nothing.
    Idle,
    /// The paper is moved.
    Panning,
    /// Actors are moved; nothing is in the document before they are let go.
    Moving {
        /// Where the pointer took hold, in the document.
        start: Point,
        /// Where they stood.
        from: BTreeMap<ActorId, Place>,
    },
    /// Copies of actors are drawn away from them; nothing is in the document
    /// before they are let go.
    Duplicating {
        /// Where the pointer took hold, in the document.
        start: Point,
        /// Where the originals stand.
        from: BTreeMap<ActorId, Place>,
    },
    /// Actors are moved by arrow keys; nothing is in the document before there
    /// is a pause.
    Nudging {
        /// Where they stood.
        from: BTreeMap<ActorId, Place>,
        /// How far they were moved.
        by: kurbo::Vec2,
        /// When a key was pressed last, in seconds.
        now_s: f64,
    },
    /// An action is drawn from an actor while the button is down.
    Drawing {
        /// Who acts.
        from: ActorId,
    },
    /// An action is drawn from an actor; the next click (or Enter) ends it.
    Connecting {
        /// Who acts.
        from: ActorId,
    },
    /// An area is drawn, to select what is in it.
    Sweeping,
    /// Stopped; nothing happens until the button is let go.
    Cancelled,
}

impl Canvas {
    fn under(&self, at: Pos2) -> (Point, f64) {
        let point = self.view.to_document(self.rect, at);
        (point, REACH / self.view.camera().zoom)
    }

    /// Carries out what the pointer does in this frame.
    pub(super) fn pointer(
        &mut self,
        ui: &egui::Ui,
        response: &egui::Response,
        ws: &Workspace,
        settings: &Settings,
    ) -> Vec<Command> {
        let mut commands = Vec::new();
        self.wheel(ui, response, settings);
        let hover = response.hover_pos();
        self.hovered = match (&self.gesture, hover) {
            (Gesture::Idle | Gesture::Connecting { .. }, Some(at))
                if self.naming.is_none() && !self.lasso_ready =>
            {
                let (point, reach) = self.under(at);
                self.stage.topmost(point, reach)
            }
            _ => None,
        };
        self.cursor(ui, hover);

        if response.drag_started() {
            self.begin_drag(ui, response, ws, &mut commands);
        }
        if response.dragged() {
            self.follow_drag(ui, response);
        }
        if response.drag_stopped() {
            if ui.input(|i| i.pointer.any_released()) {
                commands.extend(self.end_drag(response, ws));
            } else {
                // Esc: egui stops the drag, but the button is still down.
                self.stop_drag(ws);
            }
        } else if matches!(self.gesture, Gesture::Cancelled) && !ui.input(|i| i.pointer.any_down())
        {
            self.gesture = Gesture::Idle;
        }
        // Space and Enter "click" a widget that has the focus; those keys have
        // meanings of their own here.
        let by_pointer = ui.input(|i| i.pointer.any_click());
        if by_pointer && response.double_clicked() {
            commands.extend(self.double_click(response, ws));
        } else if by_pointer && response.clicked() {
            response.request_focus();
            commands.extend(self.click(ui, response, ws));
        }
        if by_pointer && response.secondary_clicked() {
            response.request_focus();
            commands.extend(self.secondary_click(response, ws));
        }
        commands
    }

    fn wheel(&mut self, ui: &egui::Ui, response: &egui::Response, settings: &Settings) {
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

    fn cursor(&self, ui: &egui::Ui, hover: Option<Pos2>) {
        use egui::CursorIcon as Icon;
        let space = ui.input(|i| i.key_down(Key::Space)) && !ui.text_edit_focused();
        let icon = match &self.gesture {
            Gesture::Panning | Gesture::Moving { .. } => Icon::Grabbing,
            Gesture::Duplicating { .. } => Icon::Copy,
            Gesture::Drawing { .. } | Gesture::Connecting { .. } | Gesture::Sweeping => {
                Icon::Crosshair
            }
            Gesture::Idle | Gesture::Cancelled | Gesture::Nudging { .. } => match hover {
                Some(_) if space => Icon::Grab,
                Some(_) if self.lasso_ready => Icon::Crosshair,
                Some(at) => {
                    let (point, reach) = self.under(at);
                    match self.stage.actor_at(point, reach) {
                        Some((_, Part::Rim)) => Icon::Crosshair,
                        Some((_, Part::Body)) => Icon::Grab,
                        None if self.hovered.is_some() => Icon::PointingHand,
                        None => Icon::Default,
                    }
                }
                None => return,
            },
        };
        if hover.is_some() {
            ui.set_cursor_icon(icon);
        }
    }

    fn begin_drag(
        &mut self,
        ui: &egui::Ui,
        response: &egui::Response,
        ws: &Workspace,
        commands: &mut Vec<Command>,
    ) {
        if matches!(self.gesture, Gesture::Connecting { .. }) {
            return;
        }
        response.request_focus();
        self.last_click = None;
        // Where the button went down, not where the drag was noticed.
        let Some(origin) = ui.input(|i| i.pointer.press_origin()) else {
            return;
        };
        let (space, held) = ui.input(|i| (i.key_down(Key::Space), i.modifiers));
        let (alt, copies) = (held.alt, held.alt && !held.shift);
        let (point, reach) = self.under(origin);
        let primary = response.drag_started_by(PointerButton::Primary);
        self.gesture = if !primary || space {
            Gesture::Panning
        } else if self.lasso_ready {
            self.begin_sweep(point, true, Mode::of(held))
        } else {
            match self.stage.actor_at(point, reach) {
                Some((from, Part::Rim)) => Gesture::Drawing { from },
                Some((id, _)) => {
                    let id = self.taken_hold_of(ws, id, point, reach);
                    let ids = if ws.selection().actors.contains(&id) {
                        ws.selection().actors.clone()
                    } else {
                        commands.push(Command::Select(Selection::actor(id.clone())));
                        [id].into()
                    };
                    let from = ids
                        .into_iter()
                        .filter_map(|id| {
                            let mut place = *self.shown_places.get(&id)?;
                            // Who is carried is taken hold of where it is seen.
                            if let Some(now) = self.carried(&id) {
                                (place.x, place.y) = (now.x, now.y);
                            }
                            Some((id, place))
                        })
                        .collect();
                    if copies {
                        Gesture::Duplicating { start: point, from }
                    } else {
                        Gesture::Moving { start: point, from }
                    }
                }
                None if alt && held.shift => self.begin_sweep(point, true, Mode::Replace),
                None => self.begin_sweep(point, false, Mode::of(held)),
            }
        };
    }

    /// Puts back what is dragged; letting go does nothing then.
    pub(super) fn stop_drag(&mut self, ws: &Workspace) {
        self.sweep = None;
        if matches!(
            self.gesture,
            Gesture::Moving { .. } | Gesture::Nudging { .. }
        ) {
            self.put_back(ws);
        }
        if !matches!(self.gesture, Gesture::Idle | Gesture::Connecting { .. }) {
            self.gesture = Gesture::Cancelled;
        }
    }

    /// How far copies are drawn away, in whole units.
    pub(super) fn away(start: Point, to: Point) -> kurbo::Vec2 {
        (to - start).round()
    }

    fn moved(&self, to: Point) -> Option<Vec<(ActorId, Place)>> {
        let Gesture::Moving { start, from } = &self.gesture else {
            return None;
        };
        let by = Self::away(*start, to);
        let mut moved = shifted(from, by);
        if by != kurbo::Vec2::ZERO {
            for (_, place) in &mut moved {
                (place.x, place.y) = (place.x.round(), place.y.round());
            }
        }
        Some(moved)
    }

    fn follow_drag(&mut self, ui: &egui::Ui, response: &egui::Response) {
        let Some(at) = response.interact_pointer_pos() else {
            return;
        };
        self.pan_at_edge(ui, at);
        match &self.gesture {
            Gesture::Panning => self.view.pan(response.drag_delta()),
            Gesture::Moving { .. } => {
                let (to, _) = self.under(at);
                let moved = self.moved(to).unwrap_or_default();
                self.try_on(moved);
            }
            Gesture::Sweeping => {
                let (to, _) = self.under(at);
                self.follow_sweep(to);
            }
            _ => {}
        }
    }

    fn end_drag(&mut self, response: &egui::Response, ws: &Workspace) -> Vec<Command> {
        let at = response.interact_pointer_pos().map(|at| self.under(at));
        let mut commands = Vec::new();
        match (&self.gesture, at) {
            (Gesture::Moving { .. }, Some((to, _))) => {
                if let Some(moved) = self.moved(to) {
                    let arrangement = &ws.arrangement().name;
                    let t = edit::move_actors(ws.document(), arrangement, &moved);
                    commands.push(Command::Edit(t, None));
                    self.dropped = true;
                }
            }
            (Gesture::Duplicating { start, from }, Some((to, _))) => {
                let by = Self::away(*start, to);
                let what = Selection {
                    actors: from.keys().cloned().collect(),
                    actions: ws.selection().actions.clone(),
                };
                let spent = ws.history().spent();
                let copies = edit::duplicate(ws.document(), spent, &what, [by.x, by.y]);
                if let Some(copies) = copies.filter(|_| by != kurbo::Vec2::ZERO) {
                    commands.push(Command::Edit(copies.step, Some(copies.select)));
                }
            }
            (Gesture::Sweeping, Some((to, _))) => commands.extend(self.end_sweep(ws, to)),
            (Gesture::Drawing { from }, Some((to, reach))) => {
                let from = from.clone();
                let inside = response
                    .interact_pointer_pos()
                    .is_some_and(|at| self.rect.contains(at));
                match self.stage.actor_at(to, reach) {
                    Some((target, _)) => self.name_action(from, target),
                    None if inside => {
                        // Nothing is in the document before both have names.
                        let begun = self.stage.actor_centre(&from);
                        self.naming = begun.map(|at| Naming::new_target(from, at, to));
                    }
                    None => commands.push(Command::say(
                        "Let go over an actor, or on empty ground; nothing was changed",
                    )),
                }
            }
            _ => {}
        }
        if !matches!(self.gesture, Gesture::Connecting { .. }) {
            self.gesture = Gesture::Idle;
        }
        commands
    }

    pub(super) fn name_action(&mut self, from: ActorId, to: ActorId) {
        let middle = match (self.stage.actor(&from), self.stage.actor(&to)) {
            (Some(a), Some(b)) if from == to => {
                a.centre + (b.centre - a.centre) - kurbo::Vec2::new(0.0, 70.0)
            }
            (Some(a), Some(b)) => a.centre.midpoint(b.centre),
            _ => return,
        };
        self.naming = Some(Naming::new_action(from, to, middle));
        self.gesture = Gesture::Idle;
    }

    fn click(&mut self, ui: &egui::Ui, response: &egui::Response, ws: &Workspace) -> Vec<Command> {
        let Some(at) = response.interact_pointer_pos() else {
            return Vec::new();
        };
        let (point, reach) = self.under(at);
        if let Gesture::Connecting { from } = &self.gesture {
            let from = from.clone();
            match self.stage.actor_at(point, reach) {
                Some((to, _)) => self.name_action(from, to),
                None => self.gesture = Gesture::Idle,
            }
            return Vec::new();
        }
        if std::mem::take(&mut self.lasso_ready) {
            return Vec::new();
        }
        let add = ui.input(|i| i.modifiers.shift || i.modifiers.command);
        let (mut selection, hit) = if add {
            self.last_click = None;
            (ws.selection().clone(), self.stage.topmost(point, reach))
        } else {
            (Selection::default(), self.clicked(ws, point, reach))
        };
        match hit {
            Some(Shows::Actor(id)) => toggle(&mut selection.actors, id),
            Some(Shows::Action(id)) => toggle(&mut selection.actions, id),
            _ => {}
        }
        vec![Command::Select(selection)]
    }

    fn double_click(&mut self, response: &egui::Response, ws: &Workspace) -> Vec<Command> {
        let Some(at) = response.interact_pointer_pos() else {
            return Vec::new();
        };
        let (point, reach) = self.under(at);
        let (hit, left) = self.double_clicked(point, reach);
        match &hit {
            Some(Shows::Actor(id)) => self.naming = Naming::rename_actor(ws.document(), id),
            Some(Shows::Action(id)) => self.naming = Naming::reword_action(ws.document(), id),
            _ => self.naming = Some(Naming::new_actor(point)),
        }
        let back = hit.filter(|_| left);
        back.map(|hit| Command::Select(only(&hit)))
            .into_iter()
            .collect()
    }

    fn secondary_click(&mut self, response: &egui::Response, ws: &Workspace) -> Vec<Command> {
        let Some(at) = response.interact_pointer_pos() else {
            return Vec::new();
        };
        let (point, reach) = self.under(at);
        let hit = self.stage.topmost(point, reach);
        self.menu_at = Some((point, hit.clone()));
        let selected = match &hit {
            Some(Shows::Actor(id)) => ws.selection().actors.contains(id),
            Some(Shows::Action(id)) => ws.selection().actions.contains(id),
            _ => true,
        };
        match hit {
            Some(hit) if !selected => vec![Command::Select(only(&hit))],
            _ => Vec::new(),
        }
    }
}

fn toggle<T: Ord>(set: &mut std::collections::BTreeSet<T>, id: T) {
    if !set.remove(&id) {
        set.insert(id);
    }
}
