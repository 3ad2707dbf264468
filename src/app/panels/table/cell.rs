//! How a row looks, and how it is told to assistive technology.

use eframe::egui::accesskit::{self, Role};
use eframe::egui::text::{LayoutJob, TextFormat, TextWrapping};
use eframe::egui::{
    Align2, Color32, FontId, Id, Rect, Stroke, StrokeKind, TextStyle, Ui, UiBuilder, pos2, vec2,
};

use super::super::super::canvas::bounds;
use super::super::super::look;
use super::super::sample;
use super::line::Line;
use super::page::Page;
use super::sheet::{Column, Sheet};
use crate::picture::Theme;

/// Room between the edge of a cell and its text, in points.
const MARGIN: f32 = 8.0;
/// Length of the piece of a line that stands for a stance, in points.
const SAMPLE: f32 = 26.0;

/// What rows have in common.
pub(super) struct Look<'a> {
    pub(super) theme: &'a Theme,
    pub(super) sheet: Sheet,
    pub(super) spans: &'a [(f32, f32)],
    /// The room of all cells.
    pub(super) view: Rect,
}

/// A row, as it stands on screen.
pub(super) struct RowOnScreen {
    pub(super) at: usize,
    pub(super) rect: Rect,
    pub(super) selected: bool,
    pub(super) hovered: bool,
    /// Which of its columns is at hand, and whether the keyboard is there.
    pub(super) at_hand: Option<(usize, bool)>,
}

impl Look<'_> {
    fn cell(&self, row: Rect, column: usize) -> Rect {
        let (x, width) = self.spans[column];
        Rect::from_min_size(pos2(row.left() + x, row.top()), vec2(width, row.height()))
    }

    /// Draws a row. Returns whether the text under the pointer, in column
    /// `hover`, is cut short.
    pub(super) fn row(
        &self,
        ui: &mut Ui,
        line: &Line,
        row: &RowOnScreen,
        hover: Option<usize>,
    ) -> bool {
        let visuals = ui.visuals().clone();
        let ground = match (row.selected, row.hovered) {
            (true, _) => Some(visuals.selection.bg_fill),
            (false, true) => Some(visuals.widgets.hovered.bg_fill),
            (false, false) if row.at % 2 == 1 => Some(visuals.faint_bg_color),
            _ => None,
        };
        if let Some(fill) = ground {
            ui.painter().rect_filled(row.rect, 0.0, fill);
        }
        let mut cut = false;
        for (at, column) in self.sheet.columns().iter().enumerate() {
            let rect = self.cell(row.rect, at);
            if !rect.intersects(self.view) {
                continue;
            }
            let elided = self.text(ui, line, *column, (at, rect), row.selected);
            cut |= elided && hover == Some(at);
        }
        if let Some((column, focused)) = row.at_hand {
            let stroke = match focused {
                true => visuals.selection.stroke,
                false => Stroke::new(1.0, look::color(self.theme.rule)),
            };
            let cell = self.cell(row.rect, column).shrink(1.0);
            ui.painter()
                .rect_stroke(cell, 3.0, stroke, StrokeKind::Inside);
        }
        cut
    }

    /// Writes a cell. Returns whether the text is cut short.
    fn text(
        &self,
        ui: &mut Ui,
        line: &Line,
        column: Column,
        (at, rect): (usize, Rect),
        selected: bool,
    ) -> bool {
        let mut inner = rect.shrink2(vec2(MARGIN, 0.0));
        if let (Column::Stance, Some(band)) = (column, line.band) {
            let size = vec2(SAMPLE, inner.height());
            let sample = Rect::from_min_size(inner.left_top(), size);
            if sample.right() < inner.right() {
                sample::line_in(ui, self.theme, band, sample);
                inner.min.x = sample.right() + MARGIN;
            }
        }
        let bare = line.bare && column == Column::Evidence;
        let text = match (bare, line.cells[at].as_str()) {
            (_, "") => return false,
            (true, text) => format!("⚠ {text}"),
            (false, text) => text.to_owned(),
        };
        let ink = self.ink(ui, column, selected, bare);
        let mut font = TextStyle::Body.resolve(ui.style());
        if column == Column::Name || column == Column::Verb {
            font = FontId::new(font.size, look::semi_bold());
        }
        let mut job = LayoutJob::single_section(text, TextFormat::simple(font, ink));
        job.wrap = TextWrapping::truncate_at_width(inner.width().max(1.0));
        let galley = ui.fonts_mut(|f| f.layout_job(job));
        let anchor = match column.is_number() {
            true => Align2::RIGHT_CENTER,
            false => Align2::LEFT_CENTER,
        };
        let place = anchor.align_size_within_rect(galley.size(), inner);
        let elided = galley.elided;
        ui.painter()
            .with_clip_rect(rect.intersect(ui.clip_rect()))
            .galley(place.min, galley, ink);
        elided
    }

    fn ink(&self, ui: &Ui, column: Column, selected: bool, bare: bool) -> Color32 {
        let visuals = ui.visuals();
        match (selected, bare) {
            // What a colour means must not be lost on another ground.
            (true, _) => visuals.selection.stroke.color,
            (false, true) => look::color(self.theme.alarm),
            (false, false) if is_quiet(column) => look::color(self.theme.quiet_ink),
            (false, false) => look::color(self.theme.ink),
        }
    }

    /// Tells a row and its cells in view.
    pub(super) fn tell(&self, tree: &mut Ui, grid: Id, line: &Line, row: &RowOnScreen) {
        let id = row_id(grid, row.at);
        let around = row.rect.intersect(self.view);
        let mut room = tree.new_child(UiBuilder::new().id(id).max_rect(around));
        let on = tree.ctx().accesskit_node_builder(id, |node| {
            node.set_role(Role::Row);
            node.set_label(line.name.as_str());
            node.set_row_index(row.at);
            node.set_selected(row.selected);
            node.set_bounds(bounds(around));
        });
        if on.is_none() {
            return; // nobody listens
        }
        for (at, column) in self.sheet.columns().iter().enumerate() {
            let rect = self.cell(row.rect, at).intersect(self.view);
            if !rect.is_positive() {
                continue;
            }
            let id = cell_id(grid, row.at, at);
            // egui knows the parents of nodes by its own rooms only: hence an
            // empty one.
            drop(room.new_child(UiBuilder::new().id(id).max_rect(rect)));
            tree.ctx().accesskit_node_builder(id, |node| {
                node.set_role(Role::Cell);
                node.set_label(format!("{}: {}", column.title(), line.cells[at]));
                node.set_column_index(at);
                node.set_bounds(bounds(rect));
                node.add_action(accesskit::Action::Click);
                node.add_action(accesskit::Action::Focus);
            });
        }
        if let Some((column, true)) = row.at_hand {
            let active = cell_id(grid, row.at, column).accesskit_id();
            tree.ctx().accesskit_node_builder(grid, |node| {
                node.set_active_descendant(active);
            });
        }
    }

    /// Which cell of a row assistive technology wants.
    pub(super) fn clicked(
        &self,
        grid: Id,
        row: usize,
        wanted: &[accesskit::NodeId],
    ) -> Option<usize> {
        if wanted.is_empty() {
            return None;
        }
        let columns = 0..self.spans.len();
        let is = |column: &usize| wanted.contains(&cell_id(grid, row, *column).accesskit_id());
        columns.into_iter().find(is)
    }
}

/// Whether a column says what matters less.
fn is_quiet(column: Column) -> bool {
    matches!(
        column,
        Column::Kind | Column::Tags | Column::Aliases | Column::Notes | Column::Because
    )
}

fn row_id(grid: Id, row: usize) -> Id {
    grid.with(("row", row))
}

fn cell_id(grid: Id, row: usize, column: usize) -> Id {
    grid.with(("cell", row, column))
}

/// Tells what the rows are rows of.
pub(super) fn tell_grid(ui: &Ui, grid: Id, page: &Page) {
    let (found, columns) = (page.found(), page.sheet.columns().len());
    ui.ctx().accesskit_node_builder(grid, |node| {
        node.set_role(Role::Grid);
        node.set_label(format!("Table of {}", page.sheet.title().to_lowercase()));
        node.set_description(
            "Arrow keys walk the cells, Enter or F2 edits one, Ctrl+Enter goes to it on the canvas",
        );
        node.set_row_count(found.rows.len());
        node.set_column_count(columns);
        node.set_multiselectable();
    });
}
