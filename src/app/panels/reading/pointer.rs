//! What the pointer does on the text.

use std::collections::BTreeSet;
use std::ops::Range;
use std::rc::Rc;

use eframe::egui::{
    self, CursorIcon, DragAndDrop, Id, LayerId, Modifiers, Order, Pos2, Response, Tooltip, Ui, vec2,
};

use super::super::super::{Command, Workspace, look};
use super::body::At;
use super::study::{Sheet, Study};
use super::words::Chosen;
use super::{Reader, text_id};
use crate::edit::short;
use crate::model::{ActionId, Document, quoted};
use crate::picture::{Theme, words};

/// Most actions that are told of one place.
const MOST_TOLD: usize = 4;

/// What is being dragged.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Drag {
    /// Nothing.
    #[default]
    None,
    /// Words are being selected, from this one on.
    Choosing(Range<usize>),
    /// The selected words are carried somewhere.
    Carrying,
}

impl Reader {
    /// The byte before which the pointer is, or which is nearest.
    fn byte_near(&self, at: &At, sheet: &Sheet, pos: Pos2) -> Option<usize> {
        let mut found = None;
        for (_, place) in self.places(at, sheet) {
            if found.is_some() && pos.y < place.corner.y {
                break;
            }
            found = Some(place.laid.byte_near(pos - place.corner));
        }
        found
    }

    /// The byte of the letter under the pointer.
    fn byte_under(&self, at: &At, sheet: &Sheet, pos: Pos2) -> Option<usize> {
        let mut places = self.places(at, sheet);
        places.find_map(|(_, place)| place.laid.byte_under(pos - place.corner))
    }

    /// Carries out what the pointer does. Returns what the person wants done.
    pub(super) fn pointer(
        &mut self,
        ui: &Ui,
        ws: &Workspace,
        response: &Response,
        at: &At,
        (sheet, study): (&Sheet, &Study),
    ) -> Vec<Command> {
        let mut out = Vec::new();
        let hover = response.hover_pos().filter(|_| self.drag == Drag::None);
        let under = hover.and_then(|pos| self.byte_under(at, sheet, pos));
        self.light(under, study);
        if let Some(byte) = under {
            let on_chosen = self.chosen_bytes().is_some_and(|b| b.contains(&byte));
            ui.set_cursor_icon(match (on_chosen, self.under.is_empty()) {
                (true, _) => CursorIcon::Grab,
                (false, false) => CursorIcon::PointingHand,
                (false, true) => CursorIcon::Text,
            });
            if !self.under.is_empty() {
                let told = told(ws.document(), &self.under);
                let mut tip = Tooltip::for_enabled(response);
                // Beside the passage: what it says can be read on.
                let passage = study.cites_at(byte).first().map(|cite| cite.bytes.clone());
                if let Some(rect) = passage.and_then(|b| self.on_screen(at, sheet, &b)) {
                    tip.popup = tip.popup.anchor(rect.intersect(at.rect));
                }
                tip.show(|ui| ui.label(told));
            }
        }
        self.drag(ui, response, at, sheet);
        // Space and Enter "click" what has the keyboard.
        if ui.input(|i| i.pointer.any_click()) && response.clicked() {
            response.request_focus();
            if let Some(pos) = response.interact_pointer_pos() {
                let held = ui.input(|i| i.modifiers);
                out.extend(self.click(ws, response, (at, pos, held), (sheet, study)));
            }
        }
        out
    }

    /// Lights the actions whose passages a byte is in.
    fn light(&mut self, byte: Option<usize>, study: &Study) {
        let cites = byte.map_or_else(Vec::new, |byte| study.cites_at(byte));
        let same = cites.len() == self.under.len()
            && cites.iter().zip(&self.under).all(|(c, id)| c.action == *id);
        if !same {
            self.under = cites.into_iter().map(|c| c.action.clone()).collect();
            let lit: BTreeSet<ActionId> = self.under.iter().cloned().collect();
            self.lit = (!lit.is_empty()).then(|| Rc::new(lit));
        }
    }

    fn click(
        &mut self,
        ws: &Workspace,
        response: &Response,
        (at, pos, held): (&At, Pos2, Modifiers),
        (sheet, study): (&Sheet, &Study),
    ) -> Option<Command> {
        let near = self.byte_near(at, sheet, pos)?;
        if response.triple_clicked() {
            let sentence = study.reading.sentence_at(near)?;
            self.chosen = Some(Chosen::of(&study.reading.sentences[sentence].bytes));
            return None;
        }
        if response.double_clicked() {
            self.chosen = Some(Chosen::of(&sheet.index.whole_words(&(near..near + 1))));
            return None;
        }
        if held.shift {
            let start = self.at.or(self.chosen.map(|c| c.anchor)).unwrap_or(near);
            let anchor = self.chosen.map_or(start, |c| c.anchor);
            self.chosen = Some(Chosen { anchor, head: near });
            return None;
        }
        (self.chosen, self.kept) = (None, None);
        self.at = Some(near);
        let cites = study.cites_at(self.byte_under(at, sheet, pos)?);
        let innermost = cites.first()?.bytes.clone();
        let alike = cites.into_iter().filter(|c| c.bytes == innermost);
        let actions: Vec<ActionId> = alike.map(|c| c.action.clone()).collect();
        Some(self.pick(ws, actions, held.command))
    }

    /// Selects words by dragging, or carries those that are selected.
    fn drag(&mut self, ui: &Ui, response: &Response, at: &At, sheet: &Sheet) {
        let ctx = ui.ctx();
        if response.drag_started_by(egui::PointerButton::Primary)
            && let Some(pos) = ui.input(|i| i.pointer.press_origin())
        {
            response.request_focus();
            let under = self.byte_under(at, sheet, pos);
            let chosen = self.chosen_bytes();
            let holds = chosen.is_some_and(|b| under.is_some_and(|u| b.contains(&u)));
            match (holds, self.chosen(), self.byte_near(at, sheet, pos)) {
                (true, Some(excerpt), _) => {
                    DragAndDrop::set_payload(ctx, excerpt);
                    self.drag = Drag::Carrying;
                }
                (_, _, Some(near)) => {
                    // The word that is pressed stays in, whichever way it goes.
                    let from = under.unwrap_or(near);
                    let word = match under {
                        Some(_) => sheet.index.whole_words(&(from..from + 1)),
                        None => near..near,
                    };
                    self.drag = Drag::Choosing(word);
                }
                _ => {}
            }
        }
        let pos = response.interact_pointer_pos();
        match (&self.drag, pos) {
            (Drag::Choosing(from), Some(pos)) if response.dragged() => {
                let from = from.clone();
                // Beyond the edge, the text comes along.
                let beyond = (pos.y - at.rect.bottom()).max(0.0) + (pos.y - at.rect.top()).min(0.0);
                if beyond != 0.0 {
                    if let Some(page) = self.page_mut() {
                        page.scroll((beyond * 0.25).clamp(-40.0, 40.0));
                    }
                    ctx.request_repaint();
                }
                if let Some(near) = self.byte_near(at, sheet, pos) {
                    let (anchor, head) = match near < from.start {
                        true => (from.end, near),
                        false => (from.start, near.max(from.end)),
                    };
                    self.chosen = Some(Chosen { anchor, head });
                    self.at = Some(head);
                }
            }
            (Drag::Carrying, _) => {
                ui.set_cursor_icon(CursorIcon::Grabbing);
                if let (Some(pos), Some(bytes)) = (ctx.pointer_latest_pos(), self.chosen_bytes()) {
                    let words = &sheet.text.text()[bytes];
                    if let Some(theme) = self.page().and_then(|page| page.theme()) {
                        carried(ui, pos, &short(words), &theme);
                    }
                }
            }
            _ => {}
        }
        let held = ui.input(|i| i.pointer.primary_down());
        let dropped = self.drag == Drag::Carrying && !DragAndDrop::has_any_payload(ctx);
        if !held || dropped {
            self.drag = Drag::None;
        }
    }
}

/// Who does what to whom, and who says so, of some actions.
fn told(doc: &Document, actions: &[ActionId]) -> String {
    let links = actions.iter().filter_map(|id| doc.graph.link(id));
    let mut lines: Vec<String> = links
        .take(MOST_TOLD)
        .map(|link| words::action(doc, link))
        .collect();
    if actions.len() > MOST_TOLD {
        lines.push(format!("and {} more", actions.len() - MOST_TOLD));
    }
    lines.join("\n")
}

/// Words that are carried, at the pointer.
fn carried(ui: &Ui, pos: Pos2, words: &str, theme: &Theme) {
    let layer = LayerId::new(Order::Tooltip, Id::new("carried words").with(text_id()));
    let painter = ui.ctx().layer_painter(layer);
    let font = egui::TextStyle::Small.resolve(ui.style());
    let ink = look::color(theme.ink);
    let galley = painter.layout_no_wrap(quoted(words), font, ink);
    let corner = pos + vec2(14.0, 10.0);
    let card = egui::Rect::from_min_size(corner, galley.size()).expand2(vec2(8.0, 5.0));
    painter.rect_filled(card, 6.0, look::color(theme.raised));
    let edge = egui::Stroke::new(1.0, look::color(theme.rule));
    painter.rect_stroke(card, 6.0, edge, egui::StrokeKind::Outside);
    painter.galley(corner, galley, ink);
}
