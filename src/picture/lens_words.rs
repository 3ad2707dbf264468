//! Filters in words: for chips, for assistive technology, and for the line of an
//! export that says what was left out.

use super::{Seen, words};
use crate::model::{Document, Filter, PartialDate, Rest, Test};

/// Most members of a set that are named; of the others only how many there are.
const MOST_NAMED: usize = 4;

/// What a filter asks, without what it looks at: "person, state". Empty when it
/// asks nothing.
fn asked(doc: &Document, test: &Test) -> String {
    let list = |all: Vec<String>| {
        let more = all.len().saturating_sub(MOST_NAMED);
        let mut named: Vec<String> = all.into_iter().take(MOST_NAMED).collect();
        if more > 0 {
            named.push(format!("{more} more"));
        }
        named.join(", ")
    };
    match test {
        Test::Disagreement => String::new(), // its name says it all
        Test::Kind(set) => list(set.iter().map(|k| k.name().to_lowercase()).collect()),
        Test::Tag(set) => list(set.iter().cloned().collect()),
        Test::Stance(set) => list(set.iter().map(|b| b.name().to_owned()).collect()),
        Test::Status(set) => list(set.iter().map(|s| s.name().to_lowercase()).collect()),
        Test::Claimant(set) => list(
            set.iter()
                .map(|who| words::claimant(doc, who).to_owned())
                .collect(),
        ),
        Test::Degree { least, most } => match (least, most) {
            (0, None) => String::new(),
            (0, Some(most)) => format!("at most {most}"),
            (least, None) => format!("at least {least}"),
            (least, Some(most)) if least == most => least.to_string(),
            (least, Some(most)) => format!("{least} to {most}"),
        },
        Test::Date { from, to, undated } => {
            let range = range(from.as_ref(), to.as_ref());
            match (range.as_str(), undated) {
                ("", _) => range,
                (_, true) => format!("{range}, or undated"),
                (_, false) => range,
            }
        }
        Test::Text(text) => match text.trim() {
            "" => String::new(),
            text => format!("“{text}”"),
        },
    }
}

fn range(from: Option<&PartialDate>, to: Option<&PartialDate>) -> String {
    match (from, to) {
        (None, None) => String::new(),
        (Some(from), None) => format!("from {from}"),
        (None, Some(to)) => format!("until {to}"),
        (Some(from), Some(to)) if from == to => from.to_string(),
        (Some(from), Some(to)) => format!("{from} to {to}"),
    }
}

/// A filter in words: "Kind: person, state", "not Status: alleged", "Where sources
/// disagree".
#[must_use]
pub fn filter_words(doc: &Document, filter: &Filter) -> String {
    let not = if filter.not { "not " } else { "" };
    if filter.test == Test::Disagreement {
        return match filter.not {
            true => "Not where sources disagree".to_owned(),
            false => filter.test.looks_at().name().to_owned(),
        };
    }
    let asked = asked(doc, &filter.test);
    let asked = if asked.is_empty() { "any" } else { &asked };
    format!("{not}{}: {asked}", filter.test.looks_at().name())
}

/// What a picture says of the filters through which it was made: "Shown: kind
/// person, state; not status alleged. 4 of 10 actors, 3 of 12 actions." Empty
/// when they ask nothing.
#[must_use]
pub fn lens_line(doc: &Document, filters: &[Filter], rest: Rest, seen: &Seen) -> String {
    let words = filters.iter().filter(|f| f.test.asks()).map(|filter| {
        let not = if filter.not { "not " } else { "" };
        let what = filter.test.looks_at().name().to_lowercase();
        let said = format!("{not}{what} {}", asked(doc, &filter.test));
        said.trim_end().to_owned()
    });
    let words: Vec<String> = words.collect();
    if words.is_empty() {
        return String::new();
    }
    let (head, tail) = match rest {
        Rest::Hide => ("Shown", "."),
        Rest::Fade => ("In full", "; the rest is faded."),
    };
    format!("{head}: {}. {}{tail}", words.join("; "), share(doc, seen))
}

/// "4 of 10 actors, 3 of 12 actions".
#[must_use]
pub fn share(doc: &Document, seen: &Seen) -> String {
    let (actors, actions) = seen.counts();
    let of = |n: usize, all: usize, one: &str| {
        let s = if all == 1 { "" } else { "s" };
        format!("{n} of {all} {one}{s}")
    };
    format!(
        "{}, {}",
        of(actors, doc.graph.actor_count(), "actor"),
        of(actions, doc.graph.action_count(), "action")
    )
}
