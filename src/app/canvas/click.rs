//! What clicks do on the canvas.

use eframe::egui;

use super::notes::is_selected;
use super::{Canvas, Gesture, Naming, only};
use crate::app::{Command, Workspace};
use crate::edit::Selection;
use crate::picture::Shows;

impl Canvas {
    pub(super) fn click(
        &mut self,
        ui: &egui::Ui,
        response: &egui::Response,
        ws: &Workspace,
    ) -> Vec<Command> {
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
        if let Some(tool) = self.tool {
            return self.put_down(ws, tool, point).into_iter().collect();
        }
        if let Some((action, at)) = self.handle_at(ws, point) {
            self.in_hand = Some((action, at));
            return Vec::new();
        }
        let add = ui.input(|i| i.modifiers.shift || i.modifiers.command);
        let (mut selection, hit) = if add {
            self.last_click = None;
            (ws.selection().clone(), self.topmost(point, reach))
        } else {
            (Selection::default(), self.clicked(ws, point, reach))
        };
        match hit {
            Some(Shows::Actor(id)) => toggle(&mut selection.actors, id),
            Some(Shows::Action(id)) => toggle(&mut selection.actions, id),
            Some(Shows::Annotation(id)) => toggle(&mut selection.annotations, id),
            Some(Shows::Furniture) | None => {}
        }
        vec![Command::Select(selection)]
    }

    pub(super) fn double_click(
        &mut self,
        response: &egui::Response,
        ws: &Workspace,
    ) -> Vec<Command> {
        let Some(at) = response.interact_pointer_pos() else {
            return Vec::new();
        };
        let (point, reach) = self.under(at);
        if let Some((action, at)) = self.handle_at(ws, point) {
            return self.take_out_bend(ws, &action, at).into_iter().collect();
        }
        let (hit, left) = self.double_clicked(point, reach);
        match &hit {
            Some(Shows::Actor(id)) => self.naming = Naming::rename_actor(ws.document(), id),
            Some(Shows::Action(id)) => self.naming = Naming::reword_action(ws.document(), id),
            Some(Shows::Annotation(id)) => self.naming = Naming::reword_annotation(ws, id),
            Some(Shows::Furniture) | None => self.naming = Some(Naming::new_actor(point)),
        }
        let back = hit.filter(|_| left);
        back.map(|hit| Command::Select(only(&hit)))
            .into_iter()
            .collect()
    }

    pub(super) fn secondary_click(
        &mut self,
        response: &egui::Response,
        ws: &Workspace,
    ) -> Vec<Command> {
        let Some(at) = response.interact_pointer_pos() else {
            return Vec::new();
        };
        let (point, reach) = self.under(at);
        let hit = self.topmost(point, reach);
        self.menu_at = Some((point, hit.clone()));
        match hit {
            Some(hit) if !is_selected(ws.selection(), &hit) => vec![Command::Select(only(&hit))],
            _ => Vec::new(),
        }
    }
}

fn toggle<T: Ord>(set: &mut std::collections::BTreeSet<T>, id: T) {
    if !set.remove(&id) {
        set.insert(id);
    }
}
