//! Which of several actors stays when they become one.

use std::collections::BTreeSet;

use eframe::egui::{ScrollArea, Ui};

use super::super::{Command, Workspace};
use super::dialogs::{Said, answers_or_enter, heading, take_enter};
use super::form::{quiet, short};
use crate::edit::{self, Selection};
use crate::model::ActorId;

/// The question, as far as it is answered.
#[derive(Debug)]
pub(super) struct MergeForm {
    actors: BTreeSet<ActorId>,
    stays: ActorId,
}

impl MergeForm {
    pub(super) fn new(actors: BTreeSet<ActorId>, stays: ActorId) -> Self {
        Self { actors, stays }
    }

    pub(super) fn ui(&mut self, ui: &mut Ui, ws: &Workspace, fresh: bool) -> Said {
        ui.set_width(420.0);
        let enter = !fresh && take_enter(ui);
        let graph = &ws.document().graph;
        heading(ui, &format!("Merge {} actors", self.actors.len()));
        ui.label("Which one stays? It keeps its name, kind and place.");
        let height = ui.spacing().interact_size.y;
        let ids: Vec<&ActorId> = self.actors.iter().collect();
        let stays = &mut self.stays;
        ScrollArea::vertical()
            .max_height(240.0)
            .auto_shrink([false, true])
            .show_rows(ui, height, ids.len(), |ui, rows| {
                for id in ids.get(rows).unwrap_or_default() {
                    let Some(actor) = graph.actor(id) else {
                        continue;
                    };
                    let actions = match graph.links_of(id).len() {
                        1 => "1 action".to_owned(),
                        n => format!("{n} actions"),
                    };
                    let text = format!("{} ({}, {actions})", short(&actor.name), actor.kind.name());
                    ui.radio_value(stays, (*id).clone(), text);
                }
            });
        quiet(
            ui,
            "Every action and claim stays. Actions between them become actions upon itself; \
             the other names become aliases, and tags and notes come together.",
        );
        match answers_or_enter(ui, &["Cancel", "Merge"], true, fresh, enter) {
            None => Said::Nothing,
            Some(0) => Said::Done(Vec::new()),
            Some(_) => {
                let t = edit::merge(ws.document(), &self.stays, &self.actors);
                let select = Selection::actor(self.stays.clone());
                let done = t.map(|t| Command::Edit(t, Some(select)).into());
                Said::Done(done.into_iter().collect())
            }
        }
    }
}
