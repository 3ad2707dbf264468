//! The parts of a document, field by field. A function that returns `None`
//! has noted why; it has read every field all the same, so that one run finds
//! everything that is wrong.

use std::collections::BTreeMap;

use super::decode::{Decoder, Thing};
use super::ids::Ids;
use super::problem::{Finding, near};
use super::provenance::{responses, stamp};
use super::read::Offsets;
use super::scan::Node;
use super::spots::{claim_spot, primary_source, skips};
use crate::model::{
    Action, ActionId, Actor, ActorId, ActorKind, Claim, Claimant, Confidence, Source, SourceId,
    Stance, Status,
};

/// Byte offset at which a node starts.
pub(super) fn start(node: &Node) -> usize {
    node.span.start as usize
}

/// Notes a name that another of the same sort had before. `what`: the sort, in
/// the plural, and the name, which stands at that byte.
pub(super) fn name_once(
    d: &mut Decoder<'_, '_>,
    names: &mut BTreeMap<String, usize>,
    what: (&str, &str),
    at: usize,
) {
    let (sort, name) = what;
    let Some(first) = names.get(name) else {
        names.insert(name.to_owned(), at);
        return;
    };
    let mut finding = Finding::error(
        at,
        format!("two {sort} have the name {name:?}"),
        "give one of them another name",
    );
    finding.see = Some(("the first is at", *first));
    d.findings.push(finding);
}

/// An actor.
pub(super) fn actor(
    d: &mut Decoder<'_, '_>,
    node: &Node,
    key: &str,
    id: Option<ActorId>,
    offsets: &mut Offsets,
) -> Option<Actor> {
    let thing = Thing {
        sort: "actor",
        id: key,
    };
    let names = [
        "name", "kind", "role", "when", "aliases", "tags", "notes", "portrait",
    ];
    let [name, kind, role, when, aliases, tags, notes, portrait] =
        d.fields(node, thing, None, names)?;
    if let (Some(portrait), Some(id)) = (portrait, &id) {
        offsets.portraits.push((id.clone(), start(portrait)));
    }
    let name = d.need(name, node, thing, "name");
    let name = name.and_then(|n| d.spoken(n, "the name"));
    let kind = d.need(kind, node, thing, "kind");
    let kind = kind.and_then(|n| d.choice(n, "kind of actor", &ActorKind::ALL, ActorKind::name));
    let role = d.optional_string(role);
    let when = d.when(when);
    let aliases = d.words(aliases, "an alias");
    let tags = d.words(tags, "a tag");
    let notes = d.optional_string(notes);
    let portrait = d.optional_string(portrait);
    Some(Actor {
        id: id?,
        name: name?,
        kind: kind?,
        role: role?,
        when: when?,
        aliases: aliases?,
        tags: tags?,
        notes: notes?,
        portrait: portrait?,
    })
}

/// An action, with its ends.
pub(super) fn action(
    d: &mut Decoder<'_, '_>,
    node: &Node,
    key: &str,
    id: Option<ActionId>,
    (actors, sources): (&Ids<'_, ActorId>, &Ids<'_, SourceId>),
    offsets: &mut Offsets,
) -> Option<(ActorId, ActorId, Action)> {
    let thing = Thing {
        sort: "action",
        id: key,
    };
    let names = [
        "from",
        "to",
        "verb",
        "stance",
        "weight",
        "when",
        "role",
        "notes",
        "claims",
        "responses",
    ];
    let [
        from,
        to,
        verb,
        stance,
        weight,
        when,
        role,
        notes,
        claims,
        responses,
    ] = d.fields(node, thing, None, names)?;
    let from = d.need(from, node, thing, "from");
    let from = from.and_then(|n| d.known(actors, n));
    let to = d.need(to, node, thing, "to");
    let to = to.and_then(|n| d.known(actors, n));
    let verb = d.need(verb, node, thing, "verb");
    let verb = verb.and_then(|n| d.spoken(n, "the verb"));
    let stance = stance.map_or(Some(Stance::NEUTRAL), |n| {
        let value = d.number(n)?;
        Stance::new(value)
            .map_err(|e| d.error(n, e.to_string(), "write a number from -1 to 1"))
            .ok()
    });
    let weight = weight.map_or(Some(1.0), |n| {
        let value = d.number(n)?;
        above_zero(d, n, value, "a weight")
    });
    let when = d.when(when);
    let role = d.optional_string(role);
    let notes = d.optional_string(notes);
    let nodes = d.items(claims);
    let mut all = nodes.map(|nodes| Vec::with_capacity(nodes.len()));
    let mut at = Vec::new();
    for node in nodes.unwrap_or_default() {
        match (claim(d, node, key, actors, sources), &mut all) {
            (Some((claim, anchor, quote)), Some(all)) => {
                all.push(claim);
                at.push((anchor, quote));
            }
            _ => all = None,
        }
    }
    let responses = self::responses(d, responses, key, (actors, sources));
    let id = id?;
    if at.is_empty() {
        offsets.bare.push((id.clone(), start(node)));
    } else {
        offsets.claims.push((id.clone(), at));
    }
    Some((
        from?,
        to?,
        Action {
            id,
            verb: verb?,
            stance: stance?,
            weight: weight?,
            when: when?,
            role: role?,
            notes: notes?,
            claims: all?,
            responses: responses?,
        },
    ))
}

/// A number above 0.
pub(super) fn above_zero(
    d: &mut Decoder<'_, '_>,
    node: &Node,
    value: f64,
    what: &str,
) -> Option<f64> {
    if value > 0.0 {
        return Some(value);
    }
    d.error(
        node,
        format!("{what} is a number above 0, not {value}"),
        "1 is usual",
    );
    None
}

/// A claim, with the byte offsets of its anchor and its quote.
fn claim(
    d: &mut Decoder<'_, '_>,
    node: &Node,
    action: &str,
    actors: &Ids<'_, ActorId>,
    sources: &Ids<'_, SourceId>,
) -> Option<(Claim, usize, usize)> {
    let thing = Thing {
        sort: "claim of action",
        id: action,
    };
    let names = [
        "by",
        "source",
        "anchor",
        "quote",
        "spot",
        "status",
        "confidence",
        "because",
        "entered",
        "changed",
    ];
    let [
        by,
        source,
        anchor,
        quote,
        spot,
        status,
        confidence,
        because,
        entered,
        changed,
    ] = d.fields(node, thing, None, names)?;
    let at = (
        anchor.map_or(start(node), start),
        quote.map_or(start(node), start),
    );
    let by = d.need(by, node, thing, "by");
    let by = by.and_then(|n| claimant(d, n, actors));
    let source = d.need(source, node, thing, "source");
    let source = source.and_then(|n| d.known(sources, n));
    let anchor = d.optional_string(anchor);
    let quote = d.optional_string(quote);
    let spot = claim_spot(d, spot);
    let status = d.need(status, node, thing, "status");
    let status = status.and_then(|n| d.choice(n, "status", &Status::ALL, Status::name));
    let confidence = d.need(confidence, node, thing, "confidence");
    let confidence =
        confidence.and_then(|n| d.choice(n, "confidence", &Confidence::ALL, Confidence::name));
    let because = d.optional_string(because);
    let entered = stamp(d, entered, "note of who entered a claim");
    let changed = stamp(d, changed, "note of who changed a claim");
    let claim = Claim {
        by: by?,
        source: source?,
        anchor: anchor?,
        quote: quote?,
        spot: spot?,
        status: status?,
        confidence: confidence?,
        because: because?,
        entered: entered?,
        changed: changed?,
    };
    Some((claim, at.0, at.1))
}

pub(super) fn claimant(
    d: &mut Decoder<'_, '_>,
    node: &Node,
    actors: &Ids<'_, ActorId>,
) -> Option<Claimant> {
    match d.wrapped(node) {
        Some(("Actor", inner)) => d.known(actors, inner).map(Claimant::Actor),
        Some(("Outsider", inner)) => d
            .spoken(inner, "the name of who says so")
            .map(Claimant::Outsider),
        other => {
            let hint = match other.and_then(|(w, _)| near(w, ["Actor", "Outsider"].into_iter())) {
                Some(near) => format!("did you mean {near}?"),
                None => "say whether it is an actor of the graph or somebody else".to_owned(),
            };
            d.mismatch(node, "Actor(\"id\") or Outsider(\"name\")", hint);
            None
        }
    }
}

/// A source.
pub(super) fn source(
    d: &mut Decoder<'_, '_>,
    node: &Node,
    key: &str,
    id: Option<SourceId>,
    offsets: &mut Offsets,
) -> Option<Source> {
    let thing = Thing {
        sort: "source",
        id: key,
    };
    let names = [
        "title",
        "author",
        "publisher",
        "published",
        "retrieved",
        "url",
        "file",
        "primary",
        "not_relevant",
    ];
    let [
        title,
        author,
        publisher,
        published,
        retrieved,
        url,
        file,
        primary,
        not_relevant,
    ] = d.fields(node, thing, None, names)?;
    if let (Some(file), Some(id)) = (file, &id) {
        offsets.texts.push((id.clone(), start(file)));
    }
    let title = d.need(title, node, thing, "title");
    let title = title.and_then(|n| d.spoken(n, "the title"));
    let author = d.optional_string(author);
    let publisher = d.optional_string(publisher);
    let published = d.when(published);
    let retrieved = d.when(retrieved);
    let url = d.optional_string(url);
    let file = d.optional_string(file);
    let primary = primary_source(d, primary);
    let not_relevant = skips(d, not_relevant);
    Some(Source {
        id: id?,
        title: title?,
        author: author?,
        publisher: publisher?,
        published: published?,
        retrieved: retrieved?,
        url: url?,
        file: file?,
        primary: primary?,
        not_relevant: not_relevant?,
    })
}
