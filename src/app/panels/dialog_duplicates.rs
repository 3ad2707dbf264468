//! Actors that may be one, pair by pair.

use eframe::egui::{Align, Button, Layout, RichText, ScrollArea, Ui, vec2};

use super::super::{Command, Workspace};
use super::dialogs::{Said, answers, heading};
use super::form::{name, quiet, short};
use crate::analysis::{Alike, Likely};

/// The list; pairs of which one is gone are no longer shown.
#[derive(Debug)]
pub(super) struct DuplicateList {
    pairs: Vec<Likely>,
}

fn why(alike: Alike) -> &'static str {
    match alike {
        Alike::Name => "the same name",
        Alike::Alias => "an alias in common",
        Alike::Nearly => "nearly the same name",
    }
}

impl DuplicateList {
    pub(super) fn new(pairs: Vec<Likely>) -> Self {
        Self { pairs }
    }

    pub(super) fn ui(&mut self, ui: &mut Ui, ws: &Workspace, fresh: bool) -> Said {
        ui.set_width(560.0_f32.min(ui.ctx().content_rect().width() - 80.0));
        let graph = &ws.document().graph;
        let there = |pair: &Likely| {
            [&pair.a, &pair.b]
                .into_iter()
                .all(|id| graph.actor(id).is_some())
        };
        if fresh {
            self.pairs.retain(there);
        }
        heading(ui, "Likely duplicates");
        if self.pairs.is_empty() {
            quiet(ui, "Nothing is left to look at.");
        }
        let mut said = None;
        let height = ui.spacing().interact_size.y;
        let most = (ui.ctx().content_rect().height() - 260.0).clamp(120.0, 420.0);
        ScrollArea::vertical()
            .max_height(most)
            .auto_shrink([false, true])
            .show_rows(ui, height, self.pairs.len(), |ui, rows| {
                for pair in self.pairs.get(rows).unwrap_or_default() {
                    let (Some(a), Some(b)) = (graph.actor(&pair.a), graph.actor(&pair.b)) else {
                        continue;
                    };
                    let (a, b) = (short(&a.name), short(&b.name));
                    let row = Layout::right_to_left(Align::Center);
                    ui.allocate_ui_with_layout(vec2(ui.available_width(), height), row, |ui| {
                        for (text, command) in [
                            ("Merge…", Command::AskMerge(pair.both())),
                            ("Look", Command::Look(pair.both())),
                        ] {
                            let button = ui.add(Button::new(text));
                            let called = format!("{} {a} and {b}", text.trim_end_matches('…'));
                            name(ui, button.id, &called);
                            if button.clicked() {
                                said = Some(command);
                            }
                        }
                        ui.label(RichText::new(why(pair.alike)).weak());
                        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                            let label =
                                ui.add(eframe::egui::Label::new(format!("{a} · {b}")).truncate());
                            label.on_hover_text(format!("{} · {}", pair.a, pair.b));
                        });
                    });
                }
            });
        let closed = answers(ui, &["Close"], true, fresh).is_some();
        match said {
            Some(command) => Said::Done(vec![command.into()]),
            None if closed => Said::Done(Vec::new()),
            None => Said::Nothing,
        }
    }
}
