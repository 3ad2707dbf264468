//! Who says so, told beside what is pointed at, and copied as a citation.

use eframe::egui;

use super::super::Action;
use super::super::panels::{Pointed, Spot, count};
use super::Dramatis;
use crate::export;
use crate::model::{ActionId, Camera};

/// Where everything is on screen: the version of the scene, the camera, and the
/// canvas.
pub(super) type Sight = (u64, Camera, egui::Rect);

impl Dramatis {
    /// Where the card of an action is on screen, and which action that is.
    #[must_use]
    pub fn receipt(&self) -> Option<(&ActionId, egui::Rect)> {
        self.receipts.tells().zip(self.receipts.rect())
    }

    /// How many cards were made, for tests.
    #[must_use]
    pub fn receipts_made(&self) -> u64 {
        self.receipts.made()
    }

    /// Shows the card of the action that the pointer rests on, or that a key has
    /// asked for.
    pub(super) fn show_receipt(&mut self, ctx: &egui::Context) {
        let sight = self.canvas.sight();
        let moved = self.sight.replace(sight).is_some_and(|was| was != sight);
        let busy = self.dialogs.is_open()
            || self.picker.is_open()
            || self.palette.is_open()
            || self.canvas.is_naming()
            || self.canvas.is_dragging()
            || egui::Popup::is_any_open(ctx)
            || ctx.text_edit_focused();
        if busy {
            self.receipts.pause();
            return;
        }
        let room = ctx.content_rect().shrink(6.0);
        let row = self.table.pointed().filter(|_| self.settings.table.shown);
        let on_canvas = || {
            let pointer = ctx.input(|i| i.pointer.hover_pos());
            let action = self.canvas.pointed_action(pointer)?.clone();
            let whole = None;
            Some(Pointed { action, whole })
        };
        let pointed = row.map(|(p, _)| p.clone()).or_else(on_canvas);
        let spot = |action: &ActionId, pointer: Option<egui::Pos2>| match (row, pointer) {
            (Some((_, rect)), Some(at)) => Spot {
                at,
                clear: vec![*rect],
                room,
            },
            _ => self.canvas.spot(action, pointer, room),
        };
        let now = (pointed, moved);
        self.receipts.ui(ctx, &self.ws, &self.settings, now, spot);
    }

    /// The selected actions as one reads them.
    fn selected_in_order(&self) -> Vec<ActionId> {
        self.canvas.in_reading_order(&self.ws.selection().actions)
    }

    /// Shows the card of the first selected action until some key is pressed.
    pub(super) fn ask_receipt(&mut self) {
        match self.selected_in_order().into_iter().next() {
            Some(action) => self.receipts.ask(action),
            None => self.fail("Select an action first"),
        }
    }

    /// Puts the selected actions on the clipboard as citations, or the sources
    /// behind them.
    pub(super) fn copy_citation(&mut self, ctx: &egui::Context, how: Action) {
        let actions = self.selected_in_order();
        if actions.is_empty() {
            return self.fail("Select an action first");
        }
        let doc = self.ws.document();
        let text = match how {
            Action::CopyCitation => export::citation(doc, &actions),
            Action::CopyCitationMarkdown => export::citation_markdown(doc, &actions),
            _ => export::bibtex(doc, &actions),
        };
        if text.is_empty() {
            return self.fail("Nobody is cited for what is selected: there are no sources");
        }
        let said = match how {
            Action::CopyBibtex => {
                let n = text.lines().filter(|l| l.starts_with('@')).count();
                format!("{} as BibTeX", count(n, "source"))
            }
            _ => count(actions.len(), "citation"),
        };
        ctx.copy_text(text);
        self.say(format!("Copied {said}"));
    }
}
