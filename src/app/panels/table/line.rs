//! What the rows in view say, kept until it may be something else: the degree
//! of a hub is not counted in each frame.

use std::collections::HashMap;

use super::row::RowId;
use super::sheet::Sheet;
use crate::app::Workspace;
use crate::model::StanceBand;

/// Most lines that are kept.
const MOST: usize = 400;

/// What a row says.
#[derive(Debug)]
pub struct Line {
    /// As told to assistive technology.
    pub name: String,
    /// What each cell says, on one line.
    pub cells: Vec<String>,
    /// How its action is drawn.
    pub band: Option<StanceBand>,
    /// Whether it is an action that nobody is cited for.
    pub bare: bool,
}

impl Line {
    /// `None` if the document does not have the row any more.
    fn of(ws: &Workspace, sheet: Sheet, row: &RowId) -> Option<Self> {
        let doc = ws.document();
        let entry = row.find(doc)?;
        let columns = sheet.columns().iter();
        Some(Self {
            name: entry.name(doc),
            cells: columns.map(|c| entry.shown(doc, *c)).collect(),
            band: entry.band(),
            bare: entry.is_bare(doc),
        })
    }

    /// As tab-separated values.
    #[must_use]
    pub fn copied(ws: &Workspace, sheet: Sheet, row: &RowId) -> Option<String> {
        let doc = ws.document();
        let entry = row.find(doc)?;
        let cell = |text: String| text.replace(['\t', '\n', '\r'], " ");
        let cells = sheet.columns().iter().map(|c| cell(entry.text(doc, *c)));
        Some(cells.collect::<Vec<_>>().join("\t"))
    }
}

/// The lines that were shown last.
#[derive(Debug, Default)]
pub struct Lines {
    kept: HashMap<usize, Option<Line>>,
    /// Of which content, rows and sheet.
    of: (u64, u64, Sheet),
    /// How many were made.
    made: u64,
}

impl Lines {
    /// Forgets what may be something else now.
    pub fn follow(&mut self, of: (u64, u64, Sheet)) {
        if self.of != of || self.kept.len() > MOST {
            self.kept.clear();
            self.of = of;
        }
    }

    /// The `at`-th line.
    pub fn get(&mut self, ws: &Workspace, at: usize, row: &RowId) -> Option<&Line> {
        let (sheet, made) = (self.of.2, &mut self.made);
        let line = self.kept.entry(at).or_insert_with(|| {
            *made += 1;
            Line::of(ws, sheet, row)
        });
        line.as_ref()
    }

    /// How many lines were made so far.
    #[must_use]
    pub fn made(&self) -> u64 {
        self.made
    }
}
