//! The document as a table: its actors, its actions or its claims, one row each,
//! sorted, filtered, and edited in place. What is selected here is selected on
//! the canvas, and the other way round.
//!
//! Rows are looked for when the document, the order or a filter has changed;
//! what is laid out in a frame are the rows in view.

mod bar;
mod body;
mod cell;
mod choice;
mod clerk;
mod editing;
mod gesture;
mod head;
mod keys;
mod line;
mod page;
mod row;
mod seek;
mod sheet;

use eframe::egui::{self, Context, Frame, Id, Panel, Rect, Ui};

use super::super::{Command, Settings, Workspace, look};
use super::form::count;
use super::receipt::Pointed;
use crate::edit::Selection;
use crate::model::Link;
use crate::picture::{Shows, Theme};
use editing::Editing;
use line::Line;
use page::{Page, Pick};

pub use sheet::Sheet;

/// Least height of the panel, in points.
pub const LOWEST: f32 = 140.0;

/// The table and its state.
#[derive(Debug)]
pub struct Table {
    sheet: Sheet,
    pages: [Page; 3],
    editing: Option<Editing>,
    /// Whether the cell at hand is to be edited in the next frame.
    begin: bool,
    /// Whether the rows take the keyboard.
    focus_wanted: bool,
    /// The selection and the revision that were seen last.
    seen: Option<(u64, u64)>,
    /// Whether the next selection is its own doing.
    own: bool,
    /// Whether the selected rows are to be shown once they are known.
    seek_selected: bool,
    /// What the canvas is to fly to.
    flight: Option<Shows>,
    /// Height of the panel, in points, as of the last frame.
    height: f32,
    /// How many rows were laid out in the last frame.
    laid_out: usize,
    /// The action of the row under the pointer, and where that row is.
    pointed: Option<(Pointed, Rect)>,
}

impl Default for Table {
    fn default() -> Self {
        Self {
            sheet: Sheet::default(),
            pages: Sheet::ALL.map(Page::new),
            editing: None,
            begin: false,
            focus_wanted: false,
            seen: None,
            own: false,
            seek_selected: false,
            flight: None,
            height: 0.0,
            laid_out: 0,
            pointed: None,
        }
    }
}

/// The widget that has the keyboard while rows are walked.
fn rows_id() -> Id {
    Id::new("table rows")
}

impl Table {
    /// Forgets everything about the last document.
    pub fn reset(&mut self) {
        *self = Self {
            sheet: self.sheet,
            ..Self::default()
        };
    }

    /// Which sheet is shown.
    #[must_use]
    pub fn sheet(&self) -> Sheet {
        self.sheet
    }

    fn page(&self) -> &Page {
        // There is one for each sheet, in their order.
        &self.pages[self.sheet as usize]
    }

    fn page_mut(&mut self) -> &mut Page {
        &mut self.pages[self.sheet as usize]
    }

    /// Shows another sheet.
    pub fn show_sheet(&mut self, sheet: Sheet) {
        if self.sheet != sheet {
            self.sheet = sheet;
            self.seek_selected = true;
        }
    }

    /// Gives the keyboard to the rows.
    pub fn take_keyboard(&mut self) {
        self.focus_wanted = true;
        let page = self.page_mut();
        if page.at.is_none() && page.last().is_some() {
            page.go_to(0);
        }
    }

    /// Whether the rows have the keyboard.
    #[must_use]
    pub fn has_keyboard(&self, ctx: &Context) -> bool {
        ctx.memory(|m| m.focused()) == Some(rows_id())
    }

    /// Whether rows are still looked for.
    #[must_use]
    pub fn is_busy(&self) -> bool {
        self.pages.iter().any(|page| page.clerk.is_busy())
    }

    /// How often rows were looked for and lines made since the document was
    /// opened, and how many rows were laid out in the last frame: for tests.
    #[must_use]
    pub fn work(&self) -> (u64, u64, usize) {
        let asked = self.pages.iter().map(|p| p.clerk.asked()).sum();
        let made = self.pages.iter().map(|p| p.lines.made()).sum();
        (asked, made, self.laid_out)
    }

    /// What the canvas is to fly to, once.
    pub fn take_flight(&mut self) -> Option<Shows> {
        self.flight.take()
    }

    /// The action of the row under the pointer, and where that row is; `None`
    /// while a cell is edited.
    #[must_use]
    pub(in crate::app) fn pointed(&self) -> Option<&(Pointed, Rect)> {
        self.pointed.as_ref().filter(|_| !self.is_editing())
    }

    /// Height of the panel, in points; 0 before it was shown.
    #[must_use]
    pub fn height(&self) -> f32 {
        self.height
    }

    /// The selected rows as tab-separated text, below the titles of their
    /// columns, and how many they are; the row at hand if none is selected.
    /// `None` if there is none. O(n).
    #[must_use]
    pub fn copied(&self, ws: &Workspace) -> Option<(String, usize)> {
        let page = self.page();
        let rows = page.found().rows.iter();
        let mut rows: Vec<_> = rows.filter(|row| row.is_in(ws.selection())).collect();
        if rows.is_empty() {
            rows.extend(page.at.as_ref().map(|(row, _)| row));
        }
        let titles = self.sheet.columns().iter().map(|c| c.title());
        let mut text = titles.collect::<Vec<_>>().join("\t");
        let lines = rows.iter().filter_map(|r| Line::copied(ws, self.sheet, r));
        let mut n = 0;
        for line in lines {
            text.push('\n');
            text.push_str(&line);
            n += 1;
        }
        (n > 0).then_some((text, n))
    }

    /// "1 row", "12 rows".
    #[must_use]
    pub fn rows_in_words(n: usize) -> String {
        count(n, "row")
    }

    /// Selects every row that is shown. O(n).
    #[must_use]
    pub fn select_all(&mut self) -> Command {
        let all = self.page().all();
        self.select(all)
    }

    /// The claim at hand; `None` on the other sheets.
    #[must_use]
    pub fn claim_at_hand<'d>(&self, ws: &'d Workspace) -> Option<(Link<'d>, usize)> {
        let (row, _) = self.page().at.as_ref()?;
        match row.find(ws.document())? {
            row::Entry::Claim(link, at, _) => Some((link, at)),
            _ => None,
        }
    }

    /// A selection that is the table's own doing.
    fn select(&mut self, selection: Selection) -> Command {
        self.own = true;
        Command::Select(selection)
    }

    fn pick(&mut self, ws: &Workspace, how: Pick) -> Option<Command> {
        let selection = self.page_mut().pick(ws, how)?;
        Some(self.select(selection))
    }

    /// Shows the panel below the canvas.
    pub fn panel(&mut self, ui: &mut Ui, ws: &Workspace, settings: &Settings) -> Vec<Command> {
        let theme = Theme::of(settings.theme);
        let most = (ui.available_height() - 160.0).max(LOWEST);
        let shown = Panel::bottom("table")
            .resizable(true)
            .frame(Frame::new().fill(look::color(theme.panel)))
            .default_size(settings.table.height)
            .size_range(LOWEST..=most)
            .show(ui, |ui| self.ui(ui, ws, settings, &theme));
        self.height = shown.response.rect.height();
        shown.inner
    }

    fn ui(
        &mut self,
        ui: &mut Ui,
        ws: &Workspace,
        settings: &Settings,
        theme: &Theme,
    ) -> Vec<Command> {
        let ctx = ui.ctx().clone();
        ui.spacing_mut().item_spacing = egui::Vec2::ZERO;
        self.page_mut().follow(&ctx, ws);
        if std::mem::take(&mut self.begin) {
            self.edit_at_hand(ws);
        }
        self.follow_selection(ws);
        let mut out = self.bar(ui, settings, theme);
        let spans = self.page().spans(ui.available_width());
        self.head(ui, theme, &spans);
        let (mut asked, cell) = self.body(ui, ws, theme, &spans);
        out.append(&mut asked);
        if let Some((cell, room)) = cell {
            out.extend(self.editor(&ctx, ws, theme, cell, room));
        }
        out
    }

    /// Brings what was selected elsewhere into view.
    fn follow_selection(&mut self, ws: &Workspace) {
        let now = (ws.selection_epoch(), ws.revision());
        if self.seen != Some(now) {
            let (epoch, revision) = self.seen.unwrap_or((u64::MAX, u64::MAX));
            // Whoever edits one cell after the other stays there.
            if epoch != now.0 && !std::mem::take(&mut self.own) && self.editing.is_none() {
                // A change selects again what was selected.
                let keep = revision != now.1;
                self.page_mut().go_to_selected(ws, keep);
                self.seek_selected = self.page().clerk.is_busy();
            }
            self.seen = Some(now);
        }
        if self.seek_selected && !self.page().clerk.is_busy() {
            self.seek_selected = false;
            self.page_mut().go_to_selected(ws, true);
        }
    }
}
