//! Who entered and changed claims, and what is answered to actions; as with the
//! other parts, a function that returns `None` has noted why.

use super::decode::{Decoder, Thing};
use super::ids::Ids;
use super::parts::claimant;
use super::scan::Node;
use crate::model::{ActorId, Moment, Response, SourceId, Stamp};

/// The first version that has them.
const SINCE: u64 = 4;

/// Who did something and when, if that is noted. `what`: "note of who did it".
pub(super) fn stamp(
    d: &mut Decoder<'_, '_>,
    slot: Option<&Node>,
    what: &'static str,
) -> Option<Option<Box<Stamp>>> {
    d.since(slot, what, SINCE, "leave it out");
    let Some(node) = slot else {
        return Some(None);
    };
    let thing = Thing { sort: what, id: "" };
    let [by, at] = d.fields(node, thing, None, ["by", "at"])?;
    let by = d.optional_string(by);
    let at = d.need(at, node, thing, "at");
    let at = at.and_then(|n| {
        let moment = d.cow(n)?.parse::<Moment>();
        moment
            .map_err(|e| d.error(n, e.to_string(), "correct it, or leave out the whole note"))
            .ok()
    });
    Some(Some(Box::new(Stamp { by: by?, at: at? })))
}

/// What those concerned say to an action.
pub(super) fn responses(
    d: &mut Decoder<'_, '_>,
    slot: Option<&Node>,
    action: &str,
    (actors, sources): (&Ids<'_, ActorId>, &Ids<'_, SourceId>),
) -> Option<Vec<Response>> {
    d.since(slot, "responses", SINCE, "leave them out");
    let items = d.items(slot)?;
    // Every one is read, also after a bad one.
    let all = items.iter().map(|node| {
        let thing = Thing {
            sort: "response to action",
            id: action,
        };
        let names = ["by", "words", "when", "source"];
        let [by, words, when, source] = d.fields(node, thing, None, names)?;
        let by = d.need(by, node, thing, "by");
        let by = by.and_then(|n| claimant(d, n, actors));
        let words = d.need(words, node, thing, "words");
        let words = words.and_then(|n| d.spoken(n, "a response"));
        let when = d.when(when);
        let source = match source {
            None => Some(None),
            Some(n) => d.known(sources, n).map(Some),
        };
        Some(Response {
            by: by?,
            words: words?,
            when: when?,
            source: source?,
        })
    });
    let all: Vec<Option<Response>> = all.collect();
    all.into_iter().collect()
}
