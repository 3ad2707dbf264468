//! One sheet as it is looked at: how it is sorted and filtered, how wide its
//! columns are, and which cell is at hand.

use eframe::egui::{self, Vec2};

use super::clerk::Clerk;
use super::line::Lines;
use super::row::RowId;
use super::seek::{Found, Query, Wanted};
use super::sheet::{Column, Sheet};
use crate::app::Workspace;
use crate::edit::Selection;

/// Narrowest column, in points.
const NARROWEST: f32 = 44.0;

/// How a row is picked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pick {
    /// It, and nothing else.
    Only,
    /// It too, or no longer.
    Toggle,
    /// All from the row that was picked last to it.
    Range,
}

/// One sheet as it is looked at.
#[derive(Debug)]
pub struct Page {
    pub sheet: Sheet,
    pub clerk: Clerk,
    pub lines: Lines,
    /// What is typed above each column.
    pub typed: Vec<String>,
    /// The row at hand, and where it stands.
    pub at: Option<(RowId, usize)>,
    /// The column at hand.
    pub column: usize,
    /// How far it is scrolled, and how much is in view.
    pub seen: (Vec2, Vec2),
    /// Whether the cell at hand is to be brought into view.
    pub reveal: bool,
    /// Where a range of rows begins.
    anchor: Option<RowId>,
    widths: Vec<f32>,
    query: Query,
    version: u64,
}

impl Page {
    pub fn new(sheet: Sheet) -> Self {
        let columns = sheet.columns();
        Self {
            sheet,
            clerk: Clerk::default(),
            lines: Lines::default(),
            typed: vec![String::new(); columns.len()],
            at: None,
            column: 0,
            seen: (Vec2::ZERO, Vec2::ZERO),
            reveal: false,
            anchor: None,
            widths: columns.iter().map(|c| c.width()).collect(),
            query: Query {
                sheet,
                ..Query::default()
            },
            version: 0,
        }
    }

    pub fn found(&self) -> &Found {
        self.clerk.found()
    }

    /// By which column it is sorted, and whether downward.
    pub fn sort(&self) -> Option<(Column, bool)> {
        self.query.sort
    }

    /// Sorts by another column; the same one again turns the order round, and
    /// then gives that of the document.
    pub fn sort_by(&mut self, column: Column) {
        self.query.sort = match self.query.sort {
            Some((by, false)) if by == column => Some((column, true)),
            Some((by, true)) if by == column => None,
            _ => Some((column, false)),
        };
        self.reveal = self.at.is_some();
    }

    /// Whether claims are shown that were retracted, to be changed.
    pub fn retracted_mut(&mut self) -> &mut bool {
        &mut self.query.retracted
    }

    /// Whether a filter leaves rows out.
    pub fn is_filtered(&self) -> bool {
        !self.query.filters.is_empty()
    }

    /// Takes over what is typed above the columns.
    pub fn filter(&mut self) {
        let columns = self.sheet.columns().iter().zip(&self.typed);
        let filters = columns.filter_map(|(c, typed)| Some((*c, Wanted::of(*c, typed)?)));
        self.query.filters = filters.collect();
    }

    /// Shows every row again.
    pub fn clear_filters(&mut self) {
        self.typed.iter_mut().for_each(String::clear);
        self.filter();
    }

    /// Follows the document. O(1) while the same is asked of the same document.
    pub fn follow(&mut self, ctx: &egui::Context, ws: &Workspace) {
        self.clerk.follow(ctx, ws, &self.query);
        if self.version != self.clerk.version() {
            self.version = self.clerk.version();
            let found = self.clerk.found();
            // Whoever is gone leaves the hand to its neighbour.
            self.at = self.at.take().and_then(|(row, at)| {
                let at = found.position(&row).unwrap_or(at);
                let at = at.min(found.rows.len().checked_sub(1)?);
                Some((found.rows[at].clone(), at))
            });
        }
        self.lines.follow((ws.content(), self.version, self.sheet));
    }

    /// Where each column begins, and how wide it is: the last one takes the room
    /// that is left.
    pub fn spans(&self, room: f32) -> Vec<(f32, f32)> {
        let mut x = 0.0;
        let mut spans: Vec<(f32, f32)> = Vec::with_capacity(self.widths.len());
        for width in &self.widths {
            spans.push((x, *width));
            x += width;
        }
        if let Some(last) = spans.last_mut() {
            last.1 += (room - x).max(0.0);
        }
        spans
    }

    /// Makes a column so much wider.
    pub fn widen(&mut self, column: usize, by: f32) {
        let width = &mut self.widths[column];
        *width = (*width + by).max(NARROWEST);
    }

    /// Gives a column its usual width.
    pub fn usual_width(&mut self, column: usize) {
        self.widths[column] = self.sheet.columns()[column].width();
    }

    /// The last row that can be at hand.
    pub fn last(&self) -> Option<usize> {
        self.found().rows.len().checked_sub(1)
    }

    /// Takes the cell of a row at hand.
    pub fn go_to(&mut self, at: usize) {
        let row = self.found().rows.get(at).cloned();
        self.at = row.map(|row| (row, at));
        self.reveal = true;
    }

    /// Picks the row at hand. Returns what is selected then.
    pub fn pick(&mut self, ws: &Workspace, how: Pick) -> Option<Selection> {
        let (row, at) = self.at.clone()?;
        let mut selection = Selection::default();
        match how {
            Pick::Only => row.join(&mut selection),
            Pick::Toggle => {
                selection = ws.selection().clone();
                if row.is_in(&selection) {
                    row.leave(&mut selection);
                } else {
                    row.join(&mut selection);
                }
            }
            Pick::Range => {
                let found = self.found();
                let from = self.anchor.as_ref().and_then(|row| found.position(row));
                let from = from.unwrap_or(at);
                for row in &found.rows[from.min(at)..=from.max(at)] {
                    row.join(&mut selection);
                }
            }
        }
        if how != Pick::Range || self.anchor.is_none() {
            self.anchor = Some(row);
        }
        Some(selection)
    }

    /// Everything that the rows are about.
    pub fn all(&self) -> Selection {
        let mut selection = Selection::default();
        for row in &self.found().rows {
            row.join(&mut selection);
        }
        selection
    }

    /// Takes the uppermost selected row at hand, unless the one at hand is
    /// selected too and `keep` is set.
    pub fn go_to_selected(&mut self, ws: &Workspace, keep: bool) {
        let selection = ws.selection();
        let at_hand = self
            .at
            .as_ref()
            .is_some_and(|(row, _)| row.is_in(selection));
        if keep && at_hand {
            return;
        }
        if let Some(at) = self.found().first_selected(self.sheet, selection) {
            self.go_to(at);
            self.anchor = self.at.as_ref().map(|(row, _)| row.clone());
        }
    }
}
