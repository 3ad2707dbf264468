//! The rows in view, and what the pointer does with them.

use std::ops::Range;

use eframe::egui::{
    self, EventFilter, Rect, Response, ScrollArea, Sense, Ui, UiBuilder, pos2, vec2,
};

use super::super::super::canvas::wanted;
use super::super::super::{Command, Workspace};
use super::super::receipt::Pointed;
use super::cell::{Look, RowOnScreen};
use super::page::Pick;
use super::{Table, rows_id};
use crate::picture::{Shows, Theme};

/// Height of a row, in points.
pub(super) const ROW: f32 = 26.0;
/// Room below the last row, for the bar that scrolls sideways.
const FOOT: f32 = 12.0;

impl Table {
    /// Shows the rows in view. Returns what the person wants done, and where the
    /// cell that is edited is, with the room that all cells have.
    pub(super) fn body(
        &mut self,
        ui: &mut Ui,
        ws: &Workspace,
        theme: &Theme,
        spans: &[(f32, f32)],
    ) -> (Vec<Command>, Option<(Rect, Rect)>) {
        let rect = ui.available_rect_before_wrap();
        let wide = spans.last().map_or(0.0, |(x, width)| x + width);
        let rows = self.page().found().rows.len();
        let mut area = ScrollArea::both()
            .id_salt(("table rows", self.sheet))
            .auto_shrink([false, false])
            .content_margin(0);
        if std::mem::take(&mut self.page_mut().reveal)
            && let Some(to) = self.offset_to_cell(spans)
        {
            area = area.scroll_offset(to);
        }
        let mut out = Vec::new();
        let shown = area.show_viewport(ui, |ui, view| {
            ui.set_min_size(vec2(wide, rows as f32 * ROW + FOOT));
            let response = ui.interact(rect, rows_id(), Sense::click());
            out.extend(self.keys_and_pointer(ui, ws, &response, (rect, view), spans));
            out.extend(self.paint(ui, ws, theme, &response, (rect, view), spans));
        });
        let page = self.page_mut();
        let seen = (shown.state.offset, shown.inner_rect.size());
        if page.seen.0.x != seen.0.x {
            // The titles stand where the columns were.
            ui.ctx().request_repaint();
        }
        page.seen = seen;
        let cell = self.edited_cell(shown.inner_rect, spans);
        (out, cell.map(|cell| (cell, shown.inner_rect)))
    }

    /// How far to scroll, so that the cell at hand is in view.
    fn offset_to_cell(&self, spans: &[(f32, f32)]) -> Option<egui::Vec2> {
        let page = self.page();
        let (_, at) = page.at.as_ref()?;
        let (offset, size) = page.seen;
        let least = |from: f32, to: f32, offset: f32, size: f32| {
            // A cell wider than the room begins where the room does.
            offset.max(to - size).min(from).max(0.0)
        };
        let (x, width) = spans[page.column];
        let top = *at as f32 * ROW;
        let down = least(top, top + ROW, offset.y, size.y.max(ROW));
        let across = least(x, x + width, offset.x, size.x.max(1.0));
        Some(vec2(across, down))
    }

    fn keys_and_pointer(
        &mut self,
        ui: &Ui,
        ws: &Workspace,
        response: &Response,
        place: (Rect, Rect),
        spans: &[(f32, f32)],
    ) -> Vec<Command> {
        let mut out = Vec::new();
        // The key that brings the keyboard here means nothing here.
        let here = response.has_focus();
        if std::mem::take(&mut self.focus_wanted) {
            response.request_focus();
        }
        if here {
            let filter = EventFilter {
                // Tab leaves the rows: no trap.
                tab: false,
                horizontal_arrows: true,
                vertical_arrows: true,
                escape: true,
            };
            ui.memory_mut(|m| m.set_focus_lock_filter(response.id, filter));
            if !self.is_editing() {
                out.extend(self.keyboard(ui, ws));
            }
        }
        if !response.clicked() && !response.double_clicked() {
            return out;
        }
        response.request_focus();
        let pointer = response.interact_pointer_pos();
        let Some((at, column)) = pointer.and_then(|p| self.cell_at(p, place, spans)) else {
            return out;
        };
        let page = self.page_mut();
        page.go_to(at);
        page.column = column;
        let held = ui.input(|i| i.modifiers);
        if response.double_clicked() {
            self.edit_at_hand(ws);
        } else {
            out.extend(self.pick(
                ws,
                match (held.shift, held.command) {
                    (true, _) => Pick::Range,
                    (false, true) => Pick::Toggle,
                    (false, false) => Pick::Only,
                },
            ));
        }
        out
    }

    /// Which row and column are there.
    fn cell_at(
        &self,
        p: egui::Pos2,
        (rect, view): (Rect, Rect),
        spans: &[(f32, f32)],
    ) -> Option<(usize, usize)> {
        let (x, y) = (
            p.x - rect.left() + view.min.x,
            p.y - rect.top() + view.min.y,
        );
        if y < 0.0 {
            return None;
        }
        let at = (y / ROW) as usize;
        let column = spans.iter().rposition(|(from, _)| *from <= x)?;
        (at <= self.page().last()?).then_some((at, column))
    }

    /// Lays out the rows in view. Returns what assistive technology wants done.
    fn paint(
        &mut self,
        ui: &mut Ui,
        ws: &Workspace,
        theme: &Theme,
        response: &Response,
        (rect, view): (Rect, Rect),
        spans: &[(f32, f32)],
    ) -> Option<Command> {
        let sheet = self.sheet;
        let hovered = response.hover_pos();
        let hovered = hovered.and_then(|p| self.cell_at(p, (rect, view), spans));
        let focused = response.has_focus();
        let range = in_view(view, self.page().found().rows.len());
        self.laid_out = range.len();
        let wanted = wanted(ui);
        let mut asked = None;
        let mut tip = None;
        let mut pointed = None;
        let page = self.page_mut();
        let mut tree = ui.new_child(
            UiBuilder::new()
                .id_salt("told")
                .max_rect(rect)
                .accessibility_parent(response.id),
        );
        super::cell::tell_grid(&tree, response.id, page);
        for at in range {
            let row = &page.clerk.found().rows[at];
            let selected = row.is_in(ws.selection());
            let Some(line) = page.lines.get(ws, at, row) else {
                continue; // gone, and the rows without it are on their way
            };
            // In the numbers of the screen: those of all rows are too large for
            // a point to be told from the next.
            let top = (at as f64 * f64::from(ROW) - f64::from(view.min.y)) as f32;
            let left = rect.left() - view.min.x;
            let wide = spans.last().map_or(0.0, |(x, width)| x + width);
            let on_screen = RowOnScreen {
                at,
                rect: Rect::from_min_size(
                    pos2(left, rect.top() + top),
                    vec2(wide.max(rect.width()), ROW),
                ),
                selected,
                hovered: hovered.is_some_and(|(row, _)| row == at),
                at_hand: page
                    .at
                    .as_ref()
                    .filter(|(_, hand)| *hand == at)
                    .map(|_| (page.column, focused)),
            };
            let look = Look {
                theme,
                sheet,
                spans,
                view: rect,
            };
            let hover = hovered.filter(|(row, _)| *row == at).map(|(_, c)| c);
            let cut = look.row(&mut tree, line, &on_screen, hover);
            let whole = hover.filter(|_| cut).map(|column| &line.cells[column]);
            if let (Shows::Action(action), Some(_)) = (row.shows(), hover) {
                // Its card tells what is cut short, too.
                let whole = whole.cloned();
                pointed = Some((Pointed { action, whole }, on_screen.rect.intersect(rect)));
            } else if whole.is_some() {
                tip = whole.cloned();
            }
            look.tell(&mut tree, response.id, line, &on_screen);
            if let Some(column) = look.clicked(response.id, at, &wanted) {
                asked = Some((at, column));
            }
        }
        if let Some(text) = tip {
            response.clone().on_hover_text_at_pointer(text);
        }
        self.pointed = pointed;
        // As if it was walked to.
        let (at, column) = asked?;
        response.request_focus();
        let page = self.page_mut();
        page.go_to(at);
        page.column = column;
        self.pick(ws, Pick::Only)
    }

    /// Where the cell that is edited is, kept within the room of all cells.
    fn edited_cell(&self, room: Rect, spans: &[(f32, f32)]) -> Option<Rect> {
        let (row, column) = self.edited()?;
        let page = self.page();
        let at = page.found().position(row);
        let at = at.or_else(|| page.at.as_ref().map(|(_, at)| *at))?;
        let column = self.sheet.columns().iter().position(|c| *c == column)?;
        let (x, width) = spans[column];
        let y = at as f32 * ROW - page.seen.0.y;
        let most = (room.height() - ROW).max(0.0);
        let left = (x - page.seen.0.x).clamp(0.0, (room.width() - 60.0).max(0.0));
        let corner = room.min + vec2(left, y.clamp(0.0, most));
        Some(Rect::from_min_size(corner, vec2(width, ROW)))
    }
}

/// Which of so many rows are in view.
fn in_view(view: Rect, rows: usize) -> Range<usize> {
    let first = (view.min.y / ROW).floor().max(0.0) as usize;
    let end = (view.max.y / ROW).ceil().max(0.0) as usize;
    first.min(rows)..end.min(rows)
}
