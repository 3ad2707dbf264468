//! What commands do on the canvas: look elsewhere, and begin or stop something.

use eframe::egui;

use super::{Canvas, Gesture, Naming, View};
use crate::app::{Action, Command, Settings, Workspace, panels};
use crate::model::{ActorId, Camera};
use crate::picture::Shows;

impl Canvas {
    /// Brings everything into view, once it is drawn where it now stands.
    pub fn fit_soon(&mut self) {
        self.view.keep_fitted();
        self.refit = true;
    }

    /// Brings everything into view.
    pub fn fit(&mut self, ws: &Workspace, now_s: f64, settings: &Settings) {
        let to = self.fitting(ws, settings);
        self.view.go(to, now_s, settings.reduced_motion);
        self.view.keep_fitted();
    }

    pub(super) fn fit_now(&mut self, ws: &Workspace, settings: &Settings, now_s: f64) {
        let to = self.fitting(ws, settings);
        self.view.go(to, now_s, true);
        self.view.keep_fitted();
    }

    /// Brings some actors into view, with what stands around them.
    pub fn look_at<'i>(
        &mut self,
        ids: impl Iterator<Item = &'i ActorId>,
        now_s: f64,
        settings: &Settings,
    ) {
        /// Room around them, in document units.
        const ROOM: f64 = 200.0;
        let centres = ids.filter_map(|id| self.stage.actor_centre(id));
        let bounds = centres
            .map(|c| kurbo::Rect::from_center_size(c, (2.0 * ROOM, 2.0 * ROOM)))
            .reduce(|a, b| a.union(b));
        if let Some(bounds) = bounds {
            let to = View::fitting(self.rect, bounds);
            self.view.go(to, now_s, settings.reduced_motion);
        }
    }

    /// Zooms about the middle of the canvas.
    pub fn zoom_by(&mut self, factor: f64, settings: &Settings) {
        let at = self.rect.center();
        self.view
            .zoom(self.rect, at, factor, settings.reduced_motion);
    }

    /// One unit of the picture becomes one point of the screen.
    pub fn actual_size(&mut self, now_s: f64, settings: &Settings) {
        let to = Camera {
            zoom: 1.0,
            ..self.view.camera()
        };
        self.view.go(to, now_s, settings.reduced_motion);
    }

    /// Begins to name a new actor, at the pointer or in the middle.
    pub fn begin_actor(&mut self, ctx: &egui::Context) {
        let at = self.new_spot(ctx);
        self.naming = Some(Naming::new_actor(at));
    }

    /// Where something new goes: where the context menu was opened, at the
    /// pointer, or in the middle.
    pub(super) fn new_spot(&mut self, ctx: &egui::Context) -> kurbo::Point {
        let chosen = self.menu_at.take().map(|(p, _)| p);
        let pointed = || {
            let at = ctx.pointer_latest_pos();
            let at = at.filter(|p| self.rect.contains(*p))?;
            Some(self.view.to_document(self.rect, at))
        };
        chosen.or_else(pointed).unwrap_or_else(|| self.free_spot())
    }

    /// Where what is pasted goes: where "Paste here" was chosen, else at the
    /// pointer, else in the middle of the view.
    pub fn paste_point(&mut self, ctx: &egui::Context) -> kurbo::Point {
        /// The system answers a request for the clipboard at once, or never.
        const ANSWER_S: f64 = 1.0;
        let now_s = ctx.input(|i| i.time);
        let chosen = self.paste_at.take();
        let chosen = chosen.filter(|(_, then_s)| now_s - then_s < ANSWER_S);
        let pointed = ctx
            .pointer_latest_pos()
            .filter(|p| self.rect.contains(*p))
            .unwrap_or(self.rect.center());
        chosen.map_or_else(|| self.view.to_document(self.rect, pointed), |(at, _)| at)
    }

    /// A spot in view where nobody stands, nearest to the middle.
    pub(super) fn free_spot(&self) -> kurbo::Point {
        let middle = self.view.to_document(self.rect, self.rect.center());
        self.spot_near(middle, &[])
    }

    /// A spot where nobody stands, nor any of `others` is to stand, nearest to a
    /// point of the document.
    #[must_use]
    pub fn spot_near(&self, near: kurbo::Point, others: &[kurbo::Point]) -> kurbo::Point {
        /// How far apart actors stand at least, in document units.
        const ROOM: f64 = 120.0;
        for ring in 0..12 {
            for step in 0..(6 * ring).max(1) {
                let angle = f64::from(step) / f64::from((6 * ring).max(1)) * std::f64::consts::TAU;
                let p = near + kurbo::Vec2::from_angle(angle) * (f64::from(ring) * 90.0);
                let taken = others.iter().any(|o| o.distance(p) < ROOM);
                if !taken && !self.stage.is_crowded(p, ROOM) {
                    return p;
                }
            }
        }
        near
    }

    /// A spot in view where nobody stands and nobody of `others` is to stand: beside
    /// an actor, or else in the middle.
    #[must_use]
    pub fn spot_beside(&self, actor: Option<&ActorId>, others: &[kurbo::Point]) -> kurbo::Point {
        let beside = actor.and_then(|id| self.stage.actor_centre(id));
        let beside = beside.or_else(|| others.last().copied());
        let middle = || self.view.to_document(self.rect, self.rect.center());
        self.spot_near(beside.unwrap_or_else(middle), others)
    }

    /// Begins to rename what is selected.
    pub fn begin_rename(&mut self, ws: &Workspace) {
        let selection = ws.selection();
        if let (Some(id), true) = (selection.actors.first(), selection.len() == 1) {
            self.naming = Naming::rename_actor(ws.document(), id);
        } else if let (Some(id), true) = (selection.actions.first(), selection.len() == 1) {
            self.naming = Naming::reword_action(ws.document(), id);
        } else if let Some(id) = selection.only_annotation() {
            self.naming = Naming::reword_annotation(ws, id);
        }
    }

    /// Begins to connect from the selected actor. Returns whether there is one.
    pub fn begin_connect(&mut self, ws: &Workspace) -> bool {
        match ws.selection().actors.first() {
            Some(from) if ws.selection().len() == 1 => {
                self.lasso_ready = false;
                self.tool = None;
                self.gesture = Gesture::Connecting { from: from.clone() };
                self.focus_wanted = true;
                true
            }
            _ => false,
        }
    }

    /// Stops what was begun. Returns whether anything was.
    pub fn cancel(&mut self) -> bool {
        let ready = std::mem::take(&mut self.lasso_ready) | self.tool.take().is_some();
        let held = self.in_hand.take().is_some();
        let busy = !matches!(self.gesture, Gesture::Idle) || self.naming.is_some();
        if self.gesture.tries_on() {
            // Everything goes back to where the document has it.
            self.seen = None;
            self.show_bent(None);
        }
        self.gesture = match self.gesture.is_drag() {
            // The button is still down: nothing happens until it is let go.
            true => Gesture::Cancelled,
            false => Gesture::Idle,
        };
        self.sweep = None;
        self.naming = None;
        self.notes.let_go();
        ready || held || busy
    }

    pub(super) fn context_menu(
        &mut self,
        response: &egui::Response,
        ws: &Workspace,
        settings: &Settings,
    ) -> Vec<Command> {
        let mut commands = Vec::new();
        let at = self.menu_at.clone();
        response.context_menu(|ui| {
            commands = match at {
                Some((_, Some(Shows::Actor(id)))) => panels::actor_menu(ui, (ws, settings), &id),
                Some((_, Some(Shows::Action(id)))) => panels::action_menu(ui, (ws, settings), &id),
                Some((_, Some(Shows::Annotation(id)))) => {
                    panels::annotation_menu(ui, (ws, settings), &id)
                }
                _ => panels::empty_menu(ui, ws),
            };
            if !commands.is_empty() {
                ui.close();
            }
        });
        if let Some((at, _)) = &self.menu_at
            && commands.contains(&Command::Do(Action::Paste))
        {
            self.paste_at = Some((*at, response.ctx.input(|i| i.time)));
        }
        commands
    }
}
