//! Which rows of a sheet are shown, and in which order.

use std::cmp::Ordering;

use super::row::{Entry, RowId, day, entries};
use super::sheet::{Column, Sheet};
use crate::analysis::{fold, when_typed};
use crate::edit::Selection;
use crate::model::{Document, Status, When};

/// What is asked of a sheet.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Query {
    /// Which sheet.
    pub sheet: Sheet,
    /// By which column it is sorted, and whether downward; `None` leaves it in
    /// the order of the document.
    pub sort: Option<(Column, bool)>,
    /// What the cells of columns are to say.
    pub filters: Vec<(Column, Wanted)>,
    /// Whether claims are shown that were retracted.
    pub retracted: bool,
}

impl Query {
    /// Whether claims that were retracted are asked for.
    fn wants_retracted(&self) -> bool {
        let word = fold(Status::Retracted.name());
        let asks = |(column, wanted): &(Column, Wanted)| {
            let Wanted::Words(words) = wanted else {
                return false;
            };
            *column == Column::Status && words.iter().all(|w| word.contains(w.as_str()))
        };
        self.retracted || self.filters.iter().any(asks)
    }
}

/// What a cell is to say.
#[derive(Clone, Debug, PartialEq)]
pub enum Wanted {
    /// All of these, in letters without case and accents.
    Words(Vec<String>),
    /// A number, or the day on which a date begins, within these, both included.
    Within(f64, f64),
}

impl Wanted {
    /// What is typed above a column; `None` if that asks for nothing yet.
    /// Numbers and dates can be compared: `>0.5`, `<=1914`, `=2`.
    #[must_use]
    pub fn of(column: Column, typed: &str) -> Option<Self> {
        let typed = typed.trim();
        if (column.is_number() || column == Column::When)
            && let Some(sign) = typed.chars().next().filter(|c| "<>=".contains(*c))
        {
            let rest = &typed[1..];
            let (equal, rest) = match rest.strip_prefix('=') {
                Some(rest) => (true, rest),
                None => (sign == '=', rest),
            };
            let (first, last) = span(column, rest)?;
            return Some(match (sign, equal) {
                ('>', false) => Self::Within(last.next_up(), f64::INFINITY),
                ('>', true) => Self::Within(first, f64::INFINITY),
                ('<', false) => Self::Within(f64::NEG_INFINITY, first.next_down()),
                ('<', true) => Self::Within(f64::NEG_INFINITY, last),
                _ => Self::Within(first, last),
            });
        }
        let words = fold(&typed.replace('−', "-"));
        let words: Vec<String> = words.split_whitespace().map(str::to_owned).collect();
        (!words.is_empty()).then_some(Self::Words(words))
    }

    fn is_said_by(&self, doc: &Document, entry: &Entry<'_>, column: Column) -> bool {
        match self {
            Self::Words(words) => {
                let text = entry.searched(doc, column);
                words.iter().all(|w| text.contains(w.as_str()))
            }
            Self::Within(first, last) => {
                let number = entry.number(doc, column);
                number.is_some_and(|n| (*first..=*last).contains(&n))
            }
        }
    }
}

/// The numbers that a text means: a year is many days.
fn span(column: Column, text: &str) -> Option<(f64, f64)> {
    let text = text.trim().replace('−', "-");
    if column == Column::When {
        let Ok(When::On(date)) = when_typed(&text, None) else {
            return None;
        };
        return Some((day(date.earliest()), day(date.latest())));
    }
    let number: f64 = text.parse().ok()?;
    number.is_finite().then_some((number, number))
}

/// The rows that are shown.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Found {
    /// From top to bottom.
    pub rows: Vec<RowId>,
    /// Where the rows stand, in order of what they are about.
    by_id: Vec<u32>,
    /// How many the sheet has in all, but for claims that are kept hidden.
    pub total: usize,
    /// How many claims were retracted, shown or not.
    pub retracted: usize,
}

/// By what a row is sorted.
enum Key {
    Number(f64),
    Text(String),
    /// Empty cells come last, whichever way it is sorted.
    Empty,
}

impl Key {
    fn of(doc: &Document, entry: &Entry<'_>, column: Column) -> Self {
        if column.is_ranked() {
            return entry.number(doc, column).map_or(Self::Empty, Self::Number);
        }
        match entry.searched(doc, column) {
            text if text.is_empty() => Self::Empty,
            text => Self::Text(text),
        }
    }

    fn compare(&self, other: &Self, down: bool) -> Ordering {
        let way = |order: Ordering| if down { order.reverse() } else { order };
        match (self, other) {
            (Self::Number(a), Self::Number(b)) => way(a.total_cmp(b)),
            (Self::Text(a), Self::Text(b)) => way(a.cmp(b)),
            (Self::Empty, Self::Empty) => Ordering::Equal,
            (Self::Empty, _) => Ordering::Greater,
            (_, Self::Empty) => Ordering::Less,
            (Self::Number(_), Self::Text(_)) => Ordering::Less,
            (Self::Text(_), Self::Number(_)) => Ordering::Greater,
        }
    }
}

/// Answers a query. Equal rows stand in the order of the document.
///
/// O(n log n) for n rows, and their texts.
#[must_use]
pub fn seek(doc: &Document, query: &Query) -> Found {
    let (mut total, mut retracted) = (0, 0);
    let wants_retracted = query.wants_retracted();
    let (mut rows, mut keys) = (Vec::new(), Vec::new());
    for entry in entries(doc, query.sheet) {
        if matches!(entry, Entry::Claim(_, _, claim) if !claim.stands()) {
            retracted += 1;
            if !wants_retracted {
                continue;
            }
        }
        total += 1;
        let mut filters = query.filters.iter();
        if !filters.all(|(column, wanted)| wanted.is_said_by(doc, &entry, *column)) {
            continue;
        }
        rows.push(entry.id());
        if let Some((column, _)) = query.sort {
            keys.push(Key::of(doc, &entry, column));
        }
    }
    let count = u32::try_from(rows.len()).unwrap_or(u32::MAX);
    let mut by_id: Vec<u32> = (0..count).collect();
    if let Some((_, down)) = query.sort {
        let mut order = by_id.clone();
        order.sort_by(|a, b| keys[*a as usize].compare(&keys[*b as usize], down));
        for (at, row) in (0..).zip(&order) {
            by_id[*row as usize] = at;
        }
        rows = order
            .iter()
            .map(|&row| rows[row as usize].clone())
            .collect();
    }
    Found {
        rows,
        by_id,
        total,
        retracted,
    }
}

impl Found {
    /// Where a row stands. O(log n).
    #[must_use]
    pub fn position(&self, row: &RowId) -> Option<usize> {
        let at = self
            .by_id
            .binary_search_by(|at| self.rows[*at as usize].cmp(row));
        at.ok().map(|at| self.by_id[at] as usize)
    }

    /// The uppermost row that is selected. O(k log n) for k selected things;
    /// O(n) when those are many.
    #[must_use]
    pub fn first_selected(&self, sheet: Sheet, selection: &Selection) -> Option<usize> {
        let chosen = match sheet {
            Sheet::Actors => selection.actors.len(),
            Sheet::Actions | Sheet::Claims => selection.actions.len(),
        };
        if chosen > self.rows.len() / 32 {
            return self.rows.iter().position(|row| row.is_in(selection));
        }
        match sheet {
            Sheet::Actors => {
                let rows = selection.actors.iter().cloned().map(RowId::Actor);
                rows.filter_map(|row| self.position(&row)).min()
            }
            Sheet::Actions => {
                let rows = selection.actions.iter().cloned().map(RowId::Action);
                rows.filter_map(|row| self.position(&row)).min()
            }
            Sheet::Claims => {
                let chosen = selection.actions.iter();
                chosen
                    .flat_map(|id| {
                        let first = RowId::Claim(id.clone(), 0);
                        let from = self
                            .by_id
                            .partition_point(|at| self.rows[*at as usize] < first);
                        let theirs = self.by_id[from..].iter().map(|at| *at as usize);
                        theirs.take_while(
                            move |at| matches!(&self.rows[*at], RowId::Claim(of, _) if of == id),
                        )
                    })
                    .min()
            }
        }
    }
}

#[cfg(test)]
#[path = "seek_tests.rs"]
mod tests;
