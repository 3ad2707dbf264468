//! What pointer and keys do on the canvas.

use std::collections::BTreeMap;

use eframe::egui::{self, Key, PointerButton, Pos2};
use kurbo::Point;

use super::annotating::{Grip, Tool};
use super::bend::Bending;
use super::carried::carries_words;
use super::snap::Hold;
use super::sweep::Mode;
use super::turn::Turning;
use super::{Canvas, Naming, REACH};
use crate::app::{Command, Settings, Workspace};
use crate::edit::{self, Selection};
use crate::model::{ActorId, Annotation, AnnotationId, Place};
use crate::picture::Part;

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
        /// All of them, as a whole.
        hold: Hold,
    },
    /// Copies of actors are drawn away from them; nothing is in the document
    /// before they are let go.
    Duplicating {
        /// Where the pointer took hold, in the document.
        start: Point,
        /// Where the originals stand.
        from: BTreeMap<ActorId, Place>,
        /// All of them, as a whole.
        hold: Hold,
    },
    /// Actors are turned or spread; nothing is in the document before they are
    /// let go.
    Turning(Box<Turning>),
    /// A line is bent; nothing is in the document before it is let go.
    Bending(Bending),
    /// A bend is moved by arrow keys; nothing is in the document before there is
    /// a pause.
    BendingByKeys {
        /// The line, as it was.
        bend: Bending,
        /// How far the bend was moved.
        by: kurbo::Vec2,
        /// When a key was pressed last, in seconds.
        now_s: f64,
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
    /// An annotation is given another form; nothing is in the document before it
    /// is let go.
    Shaping {
        /// Which.
        id: AnnotationId,
        /// What of it is drawn.
        grip: Grip,
        /// What it was.
        was: Annotation,
    },
    /// A new annotation is drawn.
    Tracing {
        /// What.
        tool: Tool,
        /// Where the button went down, in the document.
        start: Point,
    },
    /// Stopped; nothing happens until the button is let go.
    Cancelled,
}

impl Gesture {
    /// Whether the pointer is in the middle of something that would change what
    /// is selected, or the document.
    pub(super) fn is_drag(&self) -> bool {
        matches!(
            self,
            Self::Moving { .. }
                | Self::Duplicating { .. }
                | Self::Turning(_)
                | Self::Bending(_)
                | Self::Drawing { .. }
                | Self::Shaping { .. }
                | Self::Tracing { .. }
                | Self::Sweeping
        )
    }

    /// Whether something is shown elsewhere than the document has it, and is to
    /// be put back when this is stopped.
    pub(super) fn tries_on(&self) -> bool {
        matches!(
            self,
            Self::Moving { .. }
                | Self::Turning(_)
                | Self::Nudging { .. }
                | Self::Bending(_)
                | Self::BendingByKeys { .. }
                | Self::Shaping { .. }
        )
    }
}

impl Canvas {
    pub(super) fn under(&self, at: Pos2) -> (Point, f64) {
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
            // Something else has the pointer, and lets go of it here.
            (Gesture::Idle, _) if carries_words(ui.ctx()) => {
                self.target_of_words(ui.ctx()).flatten()
            }
            (Gesture::Idle | Gesture::Connecting { .. }, Some(at))
                if self.naming.is_none() && !self.lasso_ready && !self.has_tool() =>
            {
                let (point, reach) = self.under(at);
                self.topmost(point, reach)
            }
            _ => None,
        };
        self.cursor(ui, ws, hover);

        if response.drag_started() {
            self.begin_drag(ui, response, ws, &mut commands);
        }
        if response.dragged() {
            self.follow_drag(ui, response, ws, settings);
        }
        if response.drag_stopped() {
            if ui.input(|i| i.pointer.any_released()) {
                commands.extend(self.end_drag(ui, response, (ws, settings)));
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

    fn cursor(&self, ui: &egui::Ui, ws: &Workspace, hover: Option<Pos2>) {
        use egui::CursorIcon as Icon;
        let space = ui.input(|i| i.key_down(Key::Space)) && !ui.text_edit_focused();
        let icon = match &self.gesture {
            Gesture::Panning
            | Gesture::Moving { .. }
            | Gesture::Turning(_)
            | Gesture::Bending(_)
            | Gesture::Shaping { .. } => Icon::Grabbing,
            Gesture::Duplicating { .. } => Icon::Copy,
            Gesture::Drawing { .. }
            | Gesture::Connecting { .. }
            | Gesture::Tracing { .. }
            | Gesture::Sweeping => Icon::Crosshair,
            Gesture::Idle
            | Gesture::Cancelled
            | Gesture::Nudging { .. }
            | Gesture::BendingByKeys { .. } => match hover {
                Some(_) if space => Icon::Grab,
                Some(_) if self.lasso_ready || self.has_tool() => Icon::Crosshair,
                Some(at) if self.turn_cursor(self.under(at).0).is_some() => {
                    self.turn_cursor(self.under(at).0).unwrap_or_default()
                }
                Some(at) if self.handle_at(ws, self.under(at).0).is_some() => Icon::Grab,
                Some(at) => {
                    let (point, reach) = self.under(at);
                    let note = self.note_cursor(ws, point);
                    match self.actor_at(point, reach) {
                        _ if note.is_some() => note.unwrap_or_default(),
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
        } else if let Some(turning) = self.grab_turn(ws, point) {
            Gesture::Turning(Box::new(turning))
        } else if let Some(bending) = self.grab_handle(ws, point).filter(|_| !self.has_tool()) {
            Gesture::Bending(bending)
        } else if let Some(begun) = self.take_note(ws, (point, reach), copies, commands) {
            begun
        } else {
            match self.stage.actor_at(point, reach) {
                Some((from, Part::Rim)) => Gesture::Drawing { from },
                Some((id, _)) => {
                    let id = self.taken_hold_of(ws, id, point, reach);
                    let what = if ws.selection().actors.contains(&id) {
                        ws.selection().clone()
                    } else {
                        let alone = Selection::actor(id.clone());
                        commands.push(Command::Select(alone.clone()));
                        alone
                    };
                    let from = self.take_hold(ws, &what);
                    let (hold, start) = (self.hold(ws, &id, &from), point);
                    if copies {
                        Gesture::Duplicating { start, from, hold }
                    } else {
                        Gesture::Moving { start, from, hold }
                    }
                }
                None if alt && held.shift => self.begin_sweep(point, true, Mode::Replace),
                None => match self.grab_line(ws, held, point, reach) {
                    Some(Ok(bending)) => Gesture::Bending(bending),
                    Some(Err(why)) => {
                        commands.push(Command::fail(why));
                        Gesture::Cancelled
                    }
                    None => self.begin_sweep(point, false, Mode::of(held)),
                },
            }
        };
        (self.way, self.guides) = Default::default();
        self.panned_from = None;
    }

    /// Puts back what is dragged; letting go does nothing then.
    pub(super) fn stop_drag(&mut self, ws: &Workspace) {
        if let Some(camera) = self.panned_from.take() {
            self.view.go(camera, 0.0, true);
        }
        self.sweep = None;
        self.notes.let_go();
        if self.gesture.tries_on() {
            self.show_bent(None);
            self.put_back(ws);
        }
        if !matches!(self.gesture, Gesture::Idle | Gesture::Connecting { .. }) {
            self.gesture = Gesture::Cancelled;
        }
    }

    fn follow_drag(
        &mut self,
        ui: &egui::Ui,
        response: &egui::Response,
        ws: &Workspace,
        settings: &Settings,
    ) {
        let Some(at) = response.interact_pointer_pos() else {
            return;
        };
        self.pan_at_edge(ui, at);
        let (to, _) = self.under(at);
        self.lead(ws, settings, is_free(ui), to);
        match &self.gesture {
            Gesture::Panning => self.view.pan(response.drag_delta()),
            Gesture::Moving { from, .. } => {
                let moved = self.way.lead(from);
                self.notes.carry(self.way.by);
                if !moved.is_empty() {
                    self.try_on(moved);
                }
            }
            Gesture::Shaping { .. } => {
                self.reshape(to);
            }
            Gesture::Bending(bending) => {
                let points = self.bent_to(bending, settings, is_free(ui), to);
                self.show_bent(Some((bending.action.clone(), points)));
            }
            Gesture::Turning(_) => self.follow_turn(ui, to),
            Gesture::Sweeping => self.follow_sweep(to),
            _ => {}
        }
    }

    fn end_drag(
        &mut self,
        ui: &egui::Ui,
        response: &egui::Response,
        (ws, settings): (&Workspace, &Settings),
    ) -> Vec<Command> {
        let at = response.interact_pointer_pos().map(|at| self.under(at));
        if let Some((to, _)) = at {
            self.lead(ws, settings, is_free(ui), to);
        }
        let mut commands = Vec::new();
        match (&self.gesture, at) {
            (Gesture::Moving { from, .. }, Some(_)) => {
                let (arrangement, moved) = (&ws.arrangement().name, self.way.lead(from));
                let notes = self.notes.moved(self.way.by);
                let t = edit::move_things(ws.document(), arrangement, &moved, notes);
                self.notes.settle();
                commands.push(Command::Edit(t, None));
                self.dropped = true;
            }
            (Gesture::Turning(_), Some((to, _))) => {
                self.follow_turn(ui, to);
                commands.extend(self.end_turn(ws));
            }
            (Gesture::Bending(bending), Some((to, _))) => {
                let points = self.bent_to(bending, settings, is_free(ui), to);
                commands.push(bending.command(ws, &points));
            }
            (Gesture::Duplicating { from, .. }, Some(_)) => {
                let by = self.way.by;
                let what = Selection {
                    actors: from.keys().cloned().collect(),
                    actions: ws.selection().actions.clone(),
                    annotations: self.notes.held(),
                };
                self.notes.settle();
                let spent = ws.history().spent();
                let (doc, shown) = (ws.document(), &ws.arrangement().name);
                let copies = edit::duplicate(doc, spent, shown, &what, [by.x, by.y]);
                if let Some(copies) = copies.filter(|_| by != kurbo::Vec2::ZERO) {
                    commands.push(Command::Edit(copies.step, Some(copies.select)));
                }
            }
            (Gesture::Shaping { .. }, Some((to, _))) => commands.extend(self.end_shaping(ws, to)),
            (&Gesture::Tracing { tool, start }, Some((to, _))) => {
                commands.extend(self.end_tracing(ws, (tool, start), to));
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
}

/// Whether guides and grid are switched off for now.
fn is_free(ui: &egui::Ui) -> bool {
    ui.input(|i| i.modifiers.command)
}
