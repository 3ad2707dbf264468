//! Where words stand in texts, and what is said of sources beyond their titles;
//! as with the other parts, a function that returns `None` has noted why.

use std::collections::{BTreeMap, BTreeSet};

use super::decode::{Decoder, Thing};
use super::parts::start;
use super::problem::Finding;
use super::scan::Node;
use crate::model::{Skip, Spot};

/// The first version that has them.
const SINCE: u64 = 3;

/// Notes a field that files of this version do not have yet.
fn since(d: &mut Decoder<'_, '_>, slot: Option<&Node>, what: &str) {
    d.since(slot, what, SINCE, "leave it out");
}

/// Where the words of a claim stand, if that is noted.
pub(super) fn claim_spot(
    d: &mut Decoder<'_, '_>,
    slot: Option<&Node>,
) -> Option<Option<Box<Spot>>> {
    since(d, slot, "spots of claims");
    match slot {
        None => Some(None),
        Some(node) => spot(d, node).map(|spot| Some(Box::new(spot))),
    }
}

/// Whether a source is a primary one.
pub(super) fn primary_source(d: &mut Decoder<'_, '_>, slot: Option<&Node>) -> Option<bool> {
    since(d, slot, "primary sources");
    slot.map_or(Some(false), |node| d.flag(node))
}

/// The sentences that are not relevant.
pub(super) fn skips(d: &mut Decoder<'_, '_>, slot: Option<&Node>) -> Option<BTreeSet<Skip>> {
    since(d, slot, "sentences that are not relevant");
    let items = d.items(slot)?;
    let mut first_at: BTreeMap<Skip, usize> = BTreeMap::new();
    let mut sound = true;
    // Every one is read, also after a bad one.
    for node in items {
        let Some(skip) = skip(d, node) else {
            sound = false;
            continue;
        };
        if let Some(first) = first_at.get(&skip) {
            let what = "the sentence stands twice in the list";
            let mut finding = Finding::error(start(node), what, "remove one of them");
            finding.see = Some(("the first is at", *first));
            d.findings.push(finding);
        } else {
            first_at.insert(skip, start(node));
        }
    }
    sound.then(|| first_at.into_keys().collect())
}

fn skip(d: &mut Decoder<'_, '_>, node: &Node) -> Option<Skip> {
    let thing = Thing {
        sort: "sentence",
        id: "",
    };
    let [words, spot] = d.fields(node, thing, None, ["words", "spot"])?;
    let words = d.need(words, node, thing, "words");
    let words = words.and_then(|n| d.spoken(n, "the sentence"));
    let spot = d.need(spot, node, thing, "spot");
    let spot = spot.and_then(|n| self::spot(d, n));
    Some(Skip {
        spot: spot?,
        words: words?,
    })
}

fn spot(d: &mut Decoder<'_, '_>, node: &Node) -> Option<Spot> {
    let thing = Thing {
        sort: "spot",
        id: "",
    };
    let names = ["at", "before", "after", "times"];
    let [at, before, after, times] = d.fields(node, thing, None, names)?;
    let at = d.need(at, node, thing, "at");
    let at = at.and_then(|n| number(d, n));
    let before = d.optional_string(before);
    let after = d.optional_string(after);
    let times = times.map_or(Some(1), |n| {
        let times = number(d, n)?;
        if times == 0 {
            let hint = "leave it out where the words stand once";
            d.error(n, "words that stand nowhere", hint);
            return None;
        }
        Some(times)
    });
    Some(Spot {
        at: at?,
        before: before?,
        after: after?,
        times: times?,
    })
}

/// A byte of a text, or how often its words stand in it.
fn number(d: &mut Decoder<'_, '_>, node: &Node) -> Option<u32> {
    let hint = format!("texts have at most {} bytes", super::MAX_TEXT_BYTES);
    d.number_32(node, "beyond the end of any text", hint)
}
