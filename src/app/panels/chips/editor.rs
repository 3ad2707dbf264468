//! What is in the popup of a chip: what one filter asks, to read and change.

use std::collections::BTreeSet;

use eframe::egui::{Checkbox, DragValue, Response, ScrollArea, Ui};

use super::facets::Facets;
use crate::analysis::{fold, words};
use crate::app::panels::form::{line_edit, name, quiet, row, trouble};
use crate::app::panels::lines::walk;
use crate::model::{
    ActorKind, Claimant, Document, Filter, PartialDate, StanceBand, Status, Test, When,
};
use crate::picture::{Theme, words::claimant};

/// Most values that are listed at once; typing narrows them down.
const MOST_LISTED: usize = 60;
/// Up to so many values, no search is offered.
const FEW: usize = 10;

/// What is being typed into a popup, and is in no filter yet.
#[derive(Debug, Default)]
pub(super) struct Draft {
    search: String,
    from: String,
    to: String,
}

impl Draft {
    /// The draft of a filter as it is.
    pub(super) fn of(filter: &Filter) -> Self {
        let mut draft = Self::default();
        if let Test::Date { from, to, .. } = &filter.test {
            let text =
                |date: &Option<PartialDate>| date.map_or_else(String::new, |d| d.to_string());
            (draft.from, draft.to) = (text(from), text(to));
        }
        draft
    }
}

/// What the values are taken from.
pub(super) struct Context<'c> {
    pub(super) doc: &'c Document,
    pub(super) theme: &'c Theme,
    pub(super) facets: &'c Facets,
}

/// Shows a filter. Returns it as it is wanted now, if that is another one.
pub(super) fn edit(
    ui: &mut Ui,
    context: &Context<'_>,
    filter: &Filter,
    draft: &mut Draft,
    fresh: bool,
) -> Option<Filter> {
    let mut wanted = filter.clone();
    let facets = context.facets;
    let counted = |text: &str, n: usize| (text.to_owned(), n);
    match &mut wanted.test {
        Test::Kind(set) => {
            let all = ActorKind::ALL.map(|k| (k, counted(k.name(), facets.kind(k))));
            checks(ui, set, all.into_iter());
        }
        Test::Stance(set) => {
            let all = StanceBand::ALL.map(|b| (b, counted(b.name(), facets.band(b))));
            checks(ui, set, all.into_iter());
        }
        Test::Status(set) => {
            let all = Status::ALL.map(|s| (s, counted(s.name(), facets.status(s))));
            checks(ui, set, all.into_iter());
        }
        Test::Tag(set) => {
            let there = facets.tags.iter().map(|(t, n)| (t.clone(), t.clone(), *n));
            let gone = |tag: &String| facets.tags.iter().all(|(t, _)| t != tag);
            let gone = set.iter().filter(|t| gone(t));
            let all = gone
                .map(|t| (t.clone(), t.clone(), 0))
                .chain(there)
                .collect();
            searched(ui, set, all, draft, fresh, "Nobody bears a tag yet");
        }
        Test::Claimant(set) => {
            let gone = |who: &Claimant| facets.claimants.iter().all(|(c, ..)| c != who);
            let gone = set.iter().filter(|who| gone(who));
            let gone = gone.map(|who| (who.clone(), claimant(context.doc, who).to_owned(), 0));
            let all = gone.chain(facets.claimants.iter().cloned()).collect();
            searched(ui, set, all, draft, fresh, "Nobody claims anything yet");
        }
        Test::Degree { least, most } => degree(ui, least, most),
        Test::Date { from, to, undated } => {
            for (label, text, date) in [("From", &mut draft.from, from), ("To", &mut draft.to, to)]
            {
                day(
                    ui,
                    context.theme,
                    label,
                    text,
                    date,
                    fresh && label == "From",
                );
            }
            ui.add(Checkbox::new(undated, "And what has no date"));
        }
        Test::Text(text) => {
            let field = ui.add(line_edit(text, "Names, deeds, quotations"));
            name(ui, field.id, "Words to filter by");
            if fresh {
                field.request_focus();
            }
        }
    }
    if !wanted.test.is_blank()
        && let Some(fault) = wanted.test.fault()
    {
        trouble(ui, context.theme, &fault);
    }
    ui.separator();
    ui.add(Checkbox::new(&mut wanted.not, "Not: leave these out"));
    (wanted != *filter).then_some(wanted)
}

fn check<T: Ord>(
    ui: &mut Ui,
    set: &mut BTreeSet<T>,
    value: T,
    text: &str,
    count: usize,
) -> Response {
    let mut on = set.contains(&value);
    let shown = ui.add(Checkbox::new(&mut on, format!("{text}  ({count})")));
    // The number is no part of the name.
    name(ui, shown.id, text);
    if shown.changed() {
        if on {
            set.insert(value);
        } else {
            set.remove(&value);
        }
    }
    shown
}

fn checks<T: Ord>(
    ui: &mut Ui,
    set: &mut BTreeSet<T>,
    all: impl Iterator<Item = (T, (String, usize))>,
) {
    let lines: Vec<Response> = all
        .map(|(value, (text, count))| check(ui, set, value, &text, count))
        .collect();
    walk(ui, &lines);
}

/// A list of any length, of values with their names and counts.
fn searched<T: Ord>(
    ui: &mut Ui,
    set: &mut BTreeSet<T>,
    all: Vec<(T, String, usize)>,
    draft: &mut Draft,
    fresh: bool,
    none: &str,
) {
    if all.is_empty() {
        quiet(ui, none);
        return;
    }
    if all.len() > FEW {
        let field = ui.add(line_edit(&mut draft.search, "Search"));
        name(ui, field.id, "Search");
        if fresh {
            field.request_focus();
        }
    }
    let wanted = words(&draft.search);
    let fits = |text: &str| {
        let text = if wanted.is_empty() {
            String::new()
        } else {
            fold(text)
        };
        wanted.iter().all(|w| text.contains(w.as_str()))
    };
    let mut found = 0;
    ScrollArea::vertical().max_height(260.0).show(ui, |ui| {
        for (value, text, count) in all.into_iter().filter(|(_, text, _)| fits(text)) {
            found += 1;
            if found <= MOST_LISTED {
                check(ui, set, value, &text, count);
            }
        }
    });
    match found {
        0 => quiet(ui, "Nothing of that name"),
        n if n > MOST_LISTED => {
            let more = n - MOST_LISTED;
            quiet(ui, format!("and {more} more: type to narrow down"));
        }
        _ => {}
    }
}

fn degree(ui: &mut Ui, least: &mut u32, most: &mut Option<u32>) {
    row(ui, "At least", |ui, label| {
        ui.add(DragValue::new(least).suffix(" actions"))
            .labelled_by(label);
    });
    row(ui, "At most", |ui, label| {
        ui.horizontal(|ui| {
            let mut bounded = most.is_some();
            let bound = ui.add(Checkbox::without_text(&mut bounded));
            name(ui, bound.id, "At most so many");
            if bound.changed() {
                *most = bounded.then_some((*least).max(1));
            }
            if let Some(most) = most {
                ui.add(DragValue::new(most).suffix(" actions"))
                    .labelled_by(label);
            }
        });
    });
}

/// One end of a range of dates.
fn day(
    ui: &mut Ui,
    theme: &Theme,
    label: &str,
    text: &mut String,
    date: &mut Option<PartialDate>,
    focus: bool,
) {
    row(ui, label, |ui, id| {
        let field = ui.add(line_edit(text, "1878, 1878-06 or 1878-06-13"));
        let field = field.labelled_by(id);
        name(ui, field.id, label);
        if focus {
            field.request_focus();
        }
        // While it is being typed, what it said before counts.
        let typing = field.has_focus();
        let why = match text.parse() {
            Ok(When::NotGiven) => {
                *date = None;
                return;
            }
            Ok(When::On(day)) => {
                *date = Some(day);
                return;
            }
            Ok(_) => "write a year, a month or a day".to_owned(),
            Err(error) => error.to_string(),
        };
        if !typing {
            *date = None;
            trouble(ui, theme, &why);
        }
    });
}
