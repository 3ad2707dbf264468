//! Arrangements, field by field; as with the other parts, a function that
//! returns `None` has noted why.

use std::collections::BTreeMap;

use super::annotations::annotations;
use super::decode::{Decoder, Thing};
use super::ids::Ids;
use super::parts::{above_zero, name_once, start};
use super::problem::Finding;
use super::scan::{Kind, Node};
use crate::model::{ActionId, ActorId, Arrangement, Bends, Camera, MAX_BENDS, Place};

/// The first version whose arrangements have bends.
const BENDS_SINCE: u64 = 2;

/// The ids of actors and actions.
type Known<'i, 'a> = (&'i Ids<'a, ActorId>, &'i Ids<'a, ActionId>);

/// The arrangements; those that could be read.
pub(super) fn all_arrangements(
    d: &mut Decoder<'_, '_>,
    node: &Node,
    known: Known<'_, '_>,
) -> Vec<Arrangement> {
    let Some(nodes) = d.items(Some(node)) else {
        return Vec::new();
    };
    if nodes.is_empty() {
        d.error(
            node,
            "there is no arrangement, expected at least one",
            "add one: (name: \"Overview\", places: {})",
        );
    }
    let mut names: BTreeMap<String, usize> = BTreeMap::new();
    let mut all = Vec::new();
    for node in nodes {
        let Some((arrangement, at)) = arrangement(d, node, known) else {
            continue;
        };
        name_once(d, &mut names, ("arrangements", &arrangement.name), at);
        all.push(arrangement);
    }
    all
}

/// An arrangement as far as it could be read, with the byte offset of its
/// name; `None` without a name.
fn arrangement(
    d: &mut Decoder<'_, '_>,
    node: &Node,
    known: Known<'_, '_>,
) -> Option<(Arrangement, usize)> {
    let thing = Thing {
        sort: "arrangement",
        id: "",
    };
    let names = ["name", "camera", "places", "bends", "annotations"];
    let [name, camera, places, bends, notes] = d.fields(node, thing, None, names)?;
    let name = d.need(name, node, thing, "name");
    let at = name.map_or(start(node), start);
    let name = name.and_then(|n| d.spoken(n, "the name"));
    let mut arrangement = Arrangement::new("");
    arrangement.camera = camera.and_then(|n| self::camera(d, n));
    let what = (
        "the actor",
        "is placed twice",
        "remove one of the two places",
    );
    arrangement.places = by_id(d, places, known.0, what, place);
    arrangement.bends = self::bends(d, bends, known.1);
    arrangement.annotations = annotations(d, notes);
    arrangement.name = name?;
    Some((arrangement, at))
}

/// What a map says of things, by id. `twice` says that a thing is given twice:
/// the words before its id and after it, and what to do.
fn by_id<I: Ord + Clone + std::fmt::Display, T>(
    d: &mut Decoder<'_, '_>,
    slot: Option<&Node>,
    ids: &Ids<'_, I>,
    twice: (&str, &str, &str),
    read: impl Fn(&mut Decoder<'_, '_>, &Node) -> Option<T>,
) -> BTreeMap<I, T> {
    let mut first_at: BTreeMap<I, usize> = BTreeMap::new();
    let mut all = BTreeMap::new();
    for (key, value) in d.entries(slot) {
        let value = d.whole_of(value);
        let (id, value) = (d.known(ids, key), read(d, &value));
        let Some(id) = id else {
            continue;
        };
        if let Some(first) = first_at.get(&id) {
            let (before, after, hint) = twice;
            let what = format!("{before} {:?} {after}", id.to_string());
            let mut finding = Finding::error(start(key), what, hint);
            finding.see = Some(("the first is at", *first));
            d.findings.push(finding);
            continue;
        }
        first_at.insert(id.clone(), start(key));
        if let Some(value) = value {
            all.insert(id, value);
        }
    }
    all
}

/// The bends of lines.
fn bends(d: &mut Decoder<'_, '_>, slot: Option<&Node>, actions: &Ids<'_, ActionId>) -> Bends {
    d.since(slot, "bends", BENDS_SINCE, "leave them out");
    let what = ("the action", "is bent twice", "remove one of the two lists");
    by_id(d, slot, actions, what, points)
}

/// The points that a line passes.
fn points(d: &mut Decoder<'_, '_>, node: &Node) -> Option<Vec<[f64; 2]>> {
    let items = d.items(Some(node))?;
    // Every point is read, also after a bad one.
    let points: Vec<_> = items.iter().map(|n| point(d, n)).collect();
    if points.is_empty() {
        let hint = "add a point such as (10, -20), or leave the action out";
        d.error(node, "a line without a bend", hint);
        return None;
    }
    if points.len() > MAX_BENDS {
        let what = format!("a line of {} bends", points.len());
        d.error(node, what, format!("{MAX_BENDS} are the most"));
        return None;
    }
    points.into_iter().collect()
}

pub(super) fn point(d: &mut Decoder<'_, '_>, node: &Node) -> Option<[f64; 2]> {
    match &node.kind {
        Kind::Tuple { name: None, items } if items.len() == 2 => {
            let (x, y) = (coordinate(d, &items[0]), coordinate(d, &items[1]));
            Some([x?, y?])
        }
        _ => {
            d.mismatch(node, "a point (x, y)", "write a point such as (10, -20)");
            None
        }
    }
}

fn camera(d: &mut Decoder<'_, '_>, node: &Node) -> Option<Camera> {
    let thing = Thing {
        sort: "camera",
        id: "",
    };
    let [x, y, zoom] = d.fields(node, thing, None, ["x", "y", "zoom"])?;
    let x = d.need(x, node, thing, "x").and_then(|n| d.number(n));
    let y = d.need(y, node, thing, "y").and_then(|n| d.number(n));
    let zoom = d.need(zoom, node, thing, "zoom").and_then(|n| {
        let value = d.number(n)?;
        above_zero(d, n, value, "a zoom")
    });
    Some(Camera {
        x: x?,
        y: y?,
        zoom: zoom?,
    })
}

fn coordinate(d: &mut Decoder<'_, '_>, node: &Node) -> Option<f64> {
    let value = d.number(node)?;
    if value.abs() > Place::LIMIT {
        let what = format!("{value} is too far out");
        d.error(node, what, "write a number from -1000000 to 1000000");
        return None;
    }
    Some(value)
}

fn place(d: &mut Decoder<'_, '_>, node: &Node) -> Option<Place> {
    let thing = Thing {
        sort: "place",
        id: "",
    };
    let [x, y, pin] = d.fields(node, thing, None, ["x", "y", "pin"])?;
    let x = d.need(x, node, thing, "x").and_then(|n| coordinate(d, n));
    let y = d.need(y, node, thing, "y").and_then(|n| coordinate(d, n));
    let pin = pin.map_or(Some(false), |n| d.flag(n));
    Some(Place {
        x: x?,
        y: y?,
        pin: pin?,
    })
}
