//! Lenses, filter by filter; as with the other parts, a function that returns
//! `None` has noted why.

use std::collections::{BTreeMap, BTreeSet};

use super::decode::{Decoder, Thing};
use super::ids::Ids;
use super::parts::{claimant, name_once, start};
use super::problem::near;
use super::scan::{Kind, Node};
use crate::model::{
    ActorId, ActorKind, Filter, Lens, PartialDate, Rest, StanceBand, Status, Test, Trait,
};

/// The first version that has lenses.
const LENSES_SINCE: u64 = 3;

/// The lenses; those that could be read.
pub(super) fn all_lenses(
    d: &mut Decoder<'_, '_>,
    slot: Option<&Node>,
    actors: &Ids<'_, ActorId>,
) -> Vec<Lens> {
    d.since(slot, "lenses", LENSES_SINCE, "leave them out");
    let mut names: BTreeMap<String, usize> = BTreeMap::new();
    let mut all = Vec::new();
    for node in d.items(slot).unwrap_or_default() {
        if let Some((lens, at)) = lens(d, node, actors) {
            name_once(d, &mut names, ("lenses", &lens.name), at);
            all.push(lens);
        }
    }
    all
}

/// A lens as far as it could be read, with the byte offset of its name; `None`
/// without a name.
fn lens(d: &mut Decoder<'_, '_>, node: &Node, actors: &Ids<'_, ActorId>) -> Option<(Lens, usize)> {
    let thing = Thing {
        sort: "lens",
        id: "",
    };
    let [name, filters, rest] = d.fields(node, thing, None, ["name", "filters", "rest"])?;
    let name = d.need(name, node, thing, "name");
    let at = name.map_or(start(node), start);
    let name = name.and_then(|n| d.spoken(n, "the name"));
    // Every filter is read, also after a bad one.
    let filters = d.items(filters).unwrap_or_default().iter();
    let filters = filters.filter_map(|n| filter(d, n, actors)).collect();
    let rest = rest.and_then(|n| d.choice(n, "way with the rest", &Rest::ALL, Rest::name));
    let lens = Lens {
        name: name?,
        filters,
        rest: rest.unwrap_or_default(),
    };
    Some((lens, at))
}

fn filter(d: &mut Decoder<'_, '_>, node: &Node, actors: &Ids<'_, ActorId>) -> Option<Filter> {
    let (not, node) = match d.wrapped(node) {
        Some(("Not", inner)) => (true, inner),
        _ => (false, node),
    };
    let test = test(d, node, actors)?;
    if let Some(fault) = test.fault() {
        d.error(node, fault, "correct it, or leave the filter out");
        return None;
    }
    Some(Filter { not, test })
}

/// As filters are called in files.
pub(super) fn word(what: Trait) -> &'static str {
    match what {
        Trait::Kind => "Kind",
        Trait::Tag => "Tag",
        Trait::Degree => "Degree",
        Trait::Stance => "Stance",
        Trait::Status => "Status",
        Trait::Claimant => "Claimant",
        Trait::Disagreement => "Disagreement",
        Trait::Date => "Date",
        Trait::Text => "Text",
    }
}

/// As a band is called in files.
pub(super) fn band_word(band: StanceBand) -> &'static str {
    match band {
        StanceBand::Hostile => "Hostile",
        StanceBand::Neutral => "Neutral",
        StanceBand::Supportive => "Supportive",
    }
}

fn test(d: &mut Decoder<'_, '_>, node: &Node, actors: &Ids<'_, ActorId>) -> Option<Test> {
    let found = d.word_before(node);
    let what = found.and_then(|f| Trait::ALL.into_iter().find(|t| word(*t) == f));
    let Some(what) = what else {
        let words = Trait::ALL.map(word);
        let hint = match found.and_then(|f| near(f, words.into_iter())) {
            Some(near) => format!("did you mean {near}?"),
            None => format!("it is one of: {}, or Not around one", words.join(", ")),
        };
        d.mismatch(node, "a filter such as Kind([Person])", hint);
        return None;
    };
    match what {
        Trait::Date => return date(d, node),
        Trait::Degree => return degree(d, node),
        Trait::Disagreement => {
            if node.kind != Kind::Ident {
                let hint = "write Disagreement alone, without brackets";
                d.mismatch(node, "Disagreement", hint);
                return None;
            }
            return Some(Test::Disagreement);
        }
        _ => {}
    }
    let Some((_, inner)) = d.wrapped(node) else {
        let expected = match what {
            Trait::Text => "Text(\"words\")".to_owned(),
            _ => format!("{}([…])", word(what)),
        };
        d.mismatch(node, &expected, "put it into the brackets");
        return None;
    };
    Some(match what {
        Trait::Kind => Test::Kind(set(d, inner, |d, n| {
            d.choice(n, "kind of actor", &ActorKind::ALL, ActorKind::name)
        })?),
        Trait::Tag => Test::Tag(d.words(Some(inner), "a tag")?.into_iter().collect()),
        Trait::Stance => Test::Stance(set(d, inner, |d, n| {
            d.choice(n, "stance", &StanceBand::ALL, band_word)
        })?),
        Trait::Status => Test::Status(set(d, inner, |d, n| {
            d.choice(n, "status", &Status::ALL, Status::name)
        })?),
        Trait::Claimant => Test::Claimant(set(d, inner, |d, n| claimant(d, n, actors))?),
        // The others were read above.
        Trait::Text | Trait::Date | Trait::Degree | Trait::Disagreement => {
            Test::Text(d.spoken(inner, "the text")?)
        }
    })
}

/// The members of a set, all of which are read, also after a bad one.
fn set<T: Ord>(
    d: &mut Decoder<'_, '_>,
    node: &Node,
    read: impl Fn(&mut Decoder<'_, '_>, &Node) -> Option<T>,
) -> Option<BTreeSet<T>> {
    let items = d.items(Some(node))?;
    let members: Vec<_> = items.iter().map(|n| read(d, n)).collect();
    members.into_iter().collect()
}

fn date(d: &mut Decoder<'_, '_>, node: &Node) -> Option<Test> {
    let thing = Thing {
        sort: "filter Date",
        id: "",
    };
    let [from, to, undated] = d.fields(node, thing, Some("Date"), ["from", "to", "undated"])?;
    let (from, to) = (day(d, from), day(d, to));
    let undated = undated.map_or(Some(false), |n| d.flag(n));
    Some(Test::Date {
        from: from?,
        to: to?,
        undated: undated?,
    })
}

/// A date that may be missing.
fn day(d: &mut Decoder<'_, '_>, slot: Option<&Node>) -> Option<Option<PartialDate>> {
    let Some(node) = slot else {
        return Some(None);
    };
    match d.cow(node)?.parse() {
        Ok(date) => Some(Some(date)),
        Err(error) => {
            let hint = "write a year, a month or a day";
            d.error(node, error.to_string(), hint);
            None
        }
    }
}

fn degree(d: &mut Decoder<'_, '_>, node: &Node) -> Option<Test> {
    let thing = Thing {
        sort: "filter Degree",
        id: "",
    };
    let [least, most] = d.fields(node, thing, Some("Degree"), ["least", "most"])?;
    let least = least.map_or(Some(0), |n| number(d, n));
    let most = most.map_or(Some(None), |n| number(d, n).map(Some));
    Some(Test::Degree {
        least: least?,
        most: most?,
    })
}

fn number(d: &mut Decoder<'_, '_>, node: &Node) -> Option<u32> {
    d.number_32(
        node,
        "too many actions",
        format!("{} is the most", u32::MAX),
    )
}
