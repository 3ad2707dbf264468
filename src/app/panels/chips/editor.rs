//! What is in the popup of a chip: what one filter asks, to read and change.

use std::collections::BTreeSet;
use std::hash::Hash;

use eframe::egui::{Checkbox, DragValue, Response, ScrollArea, Ui};

use super::super::dialogs::enter_in_field;
use super::facets::{Facets, Value, Values};
use crate::analysis::{DAY_FORMS, fold, when_typed, words};
use crate::app::panels::form::{count, line_edit, name, quiet, row, trouble};
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
    found: Option<Found>,
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
    /// The state of the document that they are counts of.
    pub(super) content: u64,
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
            let called = |tag: &String| tag.clone();
            let values = (&facets.tags, "Nobody bears a tag yet");
            searched(ui, set, values, called, draft, (fresh, context.content));
        }
        Test::Claimant(set) => {
            let called = |who: &Claimant| claimant(context.doc, who).to_owned();
            let values = (&facets.claimants, "Nobody claims anything yet");
            searched(ui, set, values, called, draft, (fresh, context.content));
        }
        Test::Disagreement => {
            let n = facets.disagreements;
            let many = count(n, "action");
            quiet(
                ui,
                format!(
                    "One claim says that it is so (alleged, reported or confirmed), another that \
                     it is not (disputed or denied): {many}"
                ),
            );
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
            // Whoever presses Enter is done, and goes back to the graph.
            if enter_in_field(ui, &field) {
                ui.close();
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

fn check<T: Clone + Ord>(
    ui: &mut Ui,
    set: &mut BTreeSet<T>,
    value: &T,
    text: &str,
    count: usize,
) -> Response {
    let mut on = set.contains(value);
    let shown = ui.add(Checkbox::new(&mut on, format!("{text}  ({count})")));
    // The number is no part of the name.
    name(ui, shown.id, text);
    if shown.changed() {
        if on {
            set.insert(value.clone());
        } else {
            set.remove(value);
        }
    }
    shown
}

fn checks<T: Clone + Ord>(
    ui: &mut Ui,
    set: &mut BTreeSet<T>,
    all: impl Iterator<Item = (T, (String, usize))>,
) {
    let lines: Vec<Response> = all
        .map(|(value, (text, count))| check(ui, set, &value, &text, count))
        .collect();
    walk(ui, &lines);
}

/// What was searched for in which state of the document, and the numbers of the
/// values that were found: those that can be listed, and how many there are.
#[derive(Debug)]
struct Found {
    of: (String, u64),
    listed: Vec<usize>,
    count: usize,
}

impl Found {
    fn search<T>(search: &str, content: u64, values: &Values<T>) -> Self {
        let wanted = words(search);
        let fits = |(_, v): &(usize, &Value<T>)| fit(&wanted, &v.folded);
        let found = values.all.iter().enumerate().filter(fits);
        let (mut listed, mut count) = (Vec::new(), 0);
        for (at, _) in found {
            count += 1;
            if listed.len() < MOST_LISTED {
                listed.push(at);
            }
        }
        let of = (search.to_owned(), content);
        Self { of, listed, count }
    }
}

fn fit(wanted: &[String], folded: &str) -> bool {
    wanted.iter().all(|w| folded.contains(w.as_str()))
}

/// A list of any length, of values with their names and counts; those that are
/// chosen and that nobody has any more come first. `none` is said where there
/// are none. Only a pass in which something else is searched for, or the
/// document has changed, looks at all of them.
fn searched<T: Clone + Ord + Hash>(
    ui: &mut Ui,
    set: &mut BTreeSet<T>,
    (values, none): (&Values<T>, &str),
    called: impl Fn(&T) -> String,
    draft: &mut Draft,
    (fresh, content): (bool, u64),
) {
    let gone: Vec<T> = set.iter().filter(|v| !values.has(v)).cloned().collect();
    let all = gone.len() + values.all.len();
    if all == 0 {
        quiet(ui, none);
        return;
    }
    if all > FEW {
        let field = ui.add(line_edit(&mut draft.search, "Search"));
        name(ui, field.id, "Search");
        if fresh {
            field.request_focus();
        }
    }
    let search = draft.search.as_str();
    let known = draft.found.take();
    let known = known.filter(|f| f.of.0 == search && f.of.1 == content);
    let found = known.unwrap_or_else(|| Found::search(search, content, values));
    let wanted = words(search);
    let gone: Vec<(T, String)> = gone
        .into_iter()
        .map(|value| (called(&value), value))
        .filter(|(text, _)| wanted.is_empty() || fit(&wanted, &fold(text)))
        .map(|(text, value)| (value, text))
        .collect();
    let count = gone.len() + found.count;
    ScrollArea::vertical().max_height(260.0).show(ui, |ui| {
        let room = MOST_LISTED.saturating_sub(gone.len());
        for (value, text) in gone.iter().take(MOST_LISTED) {
            check(ui, set, value, text, 0);
        }
        let listed = found.listed.iter().take(room);
        for value in listed.filter_map(|at| values.all.get(*at)) {
            check(ui, set, &value.value, &value.name, value.count);
        }
    });
    draft.found = Some(found);
    match count {
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
        let field = ui.add(line_edit(text, DAY_FORMS));
        let field = field.labelled_by(id);
        name(ui, field.id, label);
        if focus {
            field.request_focus();
        }
        // While it is being typed, what it said before counts.
        let typing = field.has_focus();
        let why = match when_typed(text, None) {
            Ok(When::NotGiven) => {
                *date = None;
                return;
            }
            Ok(When::On(day)) => {
                *date = Some(day);
                return;
            }
            Ok(_) => format!("write one date: {DAY_FORMS}"),
            Err(why) => why,
        };
        if !typing {
            *date = None;
            trouble(ui, theme, &why);
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Actor, ActorId};

    #[test]
    fn a_search_finds_folded_names_and_lists_the_most_frequent() {
        let mut doc = Document::new();
        for n in 0..70 {
            let id = ActorId::new(&format!("a{n}")).expect("valid");
            let mut actor = Actor::new(id, "A", ActorKind::Person);
            actor.tags = vec![format!("tag {n}")];
            if n % 2 == 0 {
                actor.tags.push("Évreux".to_owned());
            }
            doc.graph.add_actor(actor).expect("new");
        }
        let tags = Facets::of(&doc).tags;
        assert!(tags.has(&"tag 3".to_owned()) && !tags.has(&"tag".to_owned()));
        let all = Found::search("", 0, &tags);
        assert_eq!((all.listed.len(), all.count), (MOST_LISTED, 71));
        let first = &tags.all[all.listed[0]];
        assert_eq!((first.name.as_str(), first.count), ("Évreux", 35));
        let one = Found::search("evreux", 0, &tags);
        assert_eq!((one.listed, one.count), (vec![0], 1));
        assert_eq!(Found::search("nowhere", 0, &tags).count, 0);
    }
}
