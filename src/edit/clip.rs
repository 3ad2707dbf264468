//! Parts of a graph: what is copied, and how it comes to stand in a document.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::annotate::{annotation_name, put_annotations};
use super::gesture::short;
use super::standing::set_places;
use super::{Edit, Selection, Transaction};
use crate::model::{
    Action, ActionId, Actor, ActorId, Annotation, AnnotationId, Annotations, Arrangement, Claimant,
    Document, FreshIds, Place, Retired, Source, SourceId, are_bends, bend_at, fresh_annotation_id,
};

/// Something new in a document.
#[derive(Clone, Debug, PartialEq)]
pub struct Pasted {
    /// The step that brings it.
    pub step: Transaction,
    /// What it brings.
    pub select: Selection,
    /// How many names of files were left out, because the files stay behind.
    pub files_left: usize,
}

/// The part of a document that is selected: the actors where they stand, with
/// the actions between them, the selected actions with their ends, the claims
/// and responses of these and the sources they cite, and the selected
/// annotations. It is a document of its own, with one arrangement.
///
/// Who makes a claim or answers and is no part of it becomes an outsider: who
/// said so is not lost. Cost is that of the part, if its actors all have places.
#[must_use]
pub fn part(doc: &Document, shown: &Arrangement, what: &Selection) -> Document {
    let mut part = Document::new();
    let actions = among(doc, what);
    let mut ids: BTreeSet<&ActorId> = what.actors.iter().collect();
    for link in actions.iter().filter_map(|id| doc.graph.link(id)) {
        ids.extend([link.from, link.to]);
    }
    let places = places_of(doc, shown, ids.iter().copied());
    for actor in ids.iter().filter_map(|id| doc.graph.actor(id)) {
        // Each id comes once.
        let _ = part.graph.add_actor(actor.clone());
    }
    let mut bends = BTreeMap::new();
    for link in actions.iter().filter_map(|id| doc.graph.link(id)) {
        let mut action = link.action.clone();
        for by in action.claimants_mut() {
            if let Claimant::Actor(who) = by
                && !ids.contains(who)
            {
                let name = doc.graph.actor(who).map(|a| a.name.clone());
                *by = Claimant::Outsider(name.unwrap_or_else(|| who.to_string()));
            }
        }
        for source in action.sources().filter_map(|id| doc.sources.get(id)) {
            if !part.sources.contains_key(&source.id) {
                part.sources.insert(source.id.clone(), source.clone());
            }
        }
        if let Some(points) = shown.bends.get(&action.id) {
            bends.insert(action.id.clone(), points.clone());
        }
        // Both ends were added above.
        let _ = part.graph.add_action(link.from, link.to, action);
    }
    if let Some(only) = part.arrangements.first_mut() {
        only.places = places;
        only.bends = bends;
        let chosen = what.annotations.iter();
        let known = chosen.filter_map(|id| shown.annotations.get_key_value(id));
        only.annotations = known.map(|(id, a)| (id.clone(), a.clone())).collect();
    }
    part
}

/// The selected actions, and those between selected actors.
fn among(doc: &Document, what: &Selection) -> BTreeSet<ActionId> {
    let mut actions = what.actions.clone();
    for id in &what.actors {
        let own = doc.graph.links_of(id).into_iter();
        let inside = own.filter(|l| l.from == id && what.actors.contains(l.to));
        actions.extend(inside.map(|l| l.action.id.clone()));
    }
    actions.retain(|id| doc.graph.action(id).is_some());
    actions
}

/// Where some actors are seen.
fn places_of<'i>(
    doc: &Document,
    arrangement: &Arrangement,
    ids: impl Iterator<Item = &'i ActorId> + Clone,
) -> BTreeMap<ActorId, Place> {
    let all_placed = ids.clone().all(|id| arrangement.places.contains_key(id));
    let resolved = (!all_placed).then(|| arrangement.resolved(&doc.graph));
    let places = resolved.as_ref().unwrap_or(&arrangement.places);
    let placed = ids.filter_map(|id| Some((id.clone(), *places.get(id)?)));
    placed.collect()
}

/// What is to be added.
#[derive(Default)]
struct Newcomers {
    sources: Vec<Source>,
    actors: Vec<Actor>,
    links: Vec<(ActorId, ActorId, Action)>,
    /// Places and bends, by arrangement.
    standing: Vec<(String, Standing)>,
    /// Annotations of the arrangement that is looked at.
    annotations: Vec<(AnnotationId, Annotation)>,
}

/// Places of new actors and bends of new actions.
type Standing = (Vec<(ActorId, Place)>, Vec<(ActionId, Vec<[f64; 2]>)>);

impl Newcomers {
    fn label(&self, verb: &str) -> String {
        let graph = self.actors.len() + self.links.len();
        match (graph, self.annotations.as_slice()) {
            (_, []) => {}
            (0, [(_, only)]) => return format!("{verb} {}", annotation_name(only)),
            (n, some) => return format!("{verb} {} things", n + some.len()),
        }
        match (self.actors.as_slice(), self.links.as_slice()) {
            ([only], _) => format!("{verb} {}", short(&only.name)),
            ([], [(_, _, only)]) => format!("{verb} “{}”", short(&only.verb)),
            ([], many) => format!("{verb} {} actions", many.len()),
            (many, _) => format!("{verb} {} actors", many.len()),
        }
    }

    /// Takes copies of annotations, moved by so much, for the arrangement
    /// `shown`.
    fn annotate<'a>(
        &mut self,
        shown: Option<&Arrangement>,
        copied: impl Iterator<Item = &'a Annotation>,
        by: [f64; 2],
    ) {
        let mut taken: HashSet<AnnotationId> = HashSet::new();
        for annotation in copied {
            let known = |id: &AnnotationId| {
                taken.contains(id) || shown.is_some_and(|s| s.annotations.contains_key(id))
            };
            let id = fresh_annotation_id(annotation, known);
            taken.insert(id.clone());
            self.annotations.push((id, annotation.shifted(by)));
        }
    }

    fn step(self, doc: &Document, shown: &str, verb: &str, files_left: usize) -> Pasted {
        let label = self.label(verb);
        let select = Selection {
            actors: self.actors.iter().map(|a| a.id.clone()).collect(),
            actions: self.links.iter().map(|(_, _, a)| a.id.clone()).collect(),
            annotations: self.annotations.iter().map(|(id, _)| id.clone()).collect(),
        };
        let sources = self.sources.into_iter().map(Box::new).map(Edit::AddSource);
        let mut edits: Vec<Edit> = sources.collect();
        edits.extend(self.actors.into_iter().map(Box::new).map(Edit::AddActor));
        edits.extend(self.links.into_iter().map(|(from, to, action)| {
            let action = Box::new(action);
            Edit::AddAction { from, to, action }
        }));
        for (arrangement, (places, bends)) in self.standing {
            edits.extend(set_places(doc, &arrangement, &places));
            // Moved to the edge of the plane, a line may have no room to bend.
            let bends = bends.into_iter().filter(|(_, points)| are_bends(points));
            edits.extend(bends.map(|(action, points)| Edit::SetBends {
                arrangement: arrangement.clone(),
                action,
                bends: Some(points),
            }));
        }
        edits.extend(put_annotations(shown, self.annotations));
        Pasted {
            step: Transaction::new(label, edits),
            select,
            files_left,
        }
    }
}

fn shifted_place(place: &Place, by: [f64; 2]) -> Place {
    Place {
        x: place.x + by[0],
        y: place.y + by[1],
        pin: place.pin,
    }
}

fn shifted_bends(points: &[[f64; 2]], by: [f64; 2]) -> Vec<[f64; 2]> {
    let shift = |&[x, y]: &[f64; 2]| bend_at([x + by[0], y + by[1]]);
    points.iter().map(shift).collect()
}

/// How far a copy stands from what stands there already, in document units.
pub const ASIDE: f64 = 24.0;

/// Brings a part of a graph into a document, with its middle at a point of
/// every arrangement; where its actors would hide others of the arrangement
/// `shown`, a little beside it. What is brought has new ids.
///
/// A source that says the same as one of the document is that one. `beside`
/// tells which files stand beside the document: names of others are left out.
#[must_use]
pub fn paste(
    doc: &Document,
    spent: &Retired,
    part: &Document,
    (shown, at): (&str, [f64; 2]),
    beside: impl Fn(&str) -> bool,
) -> Pasted {
    let mut fresh = FreshIds::new(doc, spent);
    let mut new = Newcomers::default();
    let mut files_left = 0;
    let mut keep = |file: &mut String| {
        if !file.is_empty() && !beside(file) {
            file.clear();
            files_left += 1;
        }
    };

    let mut sources: HashMap<&SourceId, SourceId> = HashMap::new();
    for source in part.sources.values() {
        let mut source_here = source.clone();
        keep(&mut source_here.file);
        let known = same_source(doc, &source_here);
        let id = known.unwrap_or_else(|| {
            source_here.id = fresh.source(&source.title);
            new.sources.push(source_here.clone());
            source_here.id
        });
        sources.insert(&source.id, id);
    }
    let mut actors: HashMap<&ActorId, ActorId> = HashMap::new();
    for actor in part.graph.actors() {
        let mut copy = actor.clone();
        keep(&mut copy.portrait);
        copy.id = fresh.actor(&actor.name);
        actors.insert(&actor.id, copy.id.clone());
        new.actors.push(copy);
    }
    let mut actions: HashMap<&ActionId, ActionId> = HashMap::new();
    for link in part.graph.links() {
        let (Some(from), Some(to)) = (actors.get(link.from), actors.get(link.to)) else {
            continue; // no graph has such an action
        };
        let mut copy = link.action.clone();
        copy.id = fresh.action((from, &copy.verb, to));
        for source in copy.sources_mut() {
            if let Some(id) = sources.get(source) {
                *source = id.clone();
            }
        }
        for by in copy.claimants_mut() {
            if let Claimant::Actor(who) = by
                && let Some(id) = actors.get(who)
            {
                *who = id.clone();
            }
        }
        actions.insert(&link.action.id, copy.id.clone());
        new.links.push((from.clone(), to.clone(), copy));
    }

    if let Some(standing) = part.arrangements.first() {
        let places = standing.resolved(&part.graph);
        let here = doc.arrangement(shown);
        let by = way(here, &places, &standing.annotations, at);
        new.annotate(here, standing.annotations.values(), by);
        let places: Vec<_> = places
            .iter()
            .filter_map(|(id, p)| Some((actors.get(id)?.clone(), shifted_place(p, by))))
            .collect();
        let bends: Vec<_> = standing
            .bends
            .iter()
            .filter_map(|(id, points)| Some((actions.get(id)?.clone(), shifted_bends(points, by))))
            .collect();
        for arrangement in &doc.arrangements {
            let standing = (places.clone(), bends.clone());
            new.standing.push((arrangement.name.clone(), standing));
        }
    }
    new.step(doc, shown, "paste", files_left)
}

/// The source of a document that says the same: under the same id, or else
/// under another.
fn same_source(doc: &Document, source: &Source) -> Option<SourceId> {
    if doc.sources.get(&source.id) == Some(source) {
        return Some(source.id.clone());
    }
    let same = |other: &&Source| {
        let other = Source {
            id: source.id.clone(),
            ..(*other).clone()
        };
        other == *source
    };
    let alike = doc.sources.values().filter(|o| o.title == source.title);
    alike.into_iter().find(same).map(|o| o.id.clone())
}

/// How far places are to be moved so that their middle comes to a point, and
/// none comes to lie on one that is taken.
fn way(
    shown: Option<&Arrangement>,
    places: &BTreeMap<ActorId, Place>,
    annotations: &Annotations,
    at: [f64; 2],
) -> [f64; 2] {
    let points = annotations.values().flat_map(|a| a.form.points());
    let mut all = places.values().map(|p| [p.x, p.y]).chain(points);
    let Some(first) = all.next() else {
        return [0.0, 0.0];
    };
    let (mut low, mut high) = (first, first);
    for [x, y] in all {
        low = [low[0].min(x), low[1].min(y)];
        high = [high[0].max(x), high[1].max(y)];
    }
    // Whole units: places keep their distances to the last digit.
    let to = |axis: usize| (at[axis] - (low[axis] + high[axis]) / 2.0).round();
    let mut by = [to(0), to(1)];
    let spot = |[x, y]: [f64; 2]| (x.round() as i64, y.round() as i64);
    // Where things stand: actors by their middle, annotations by a corner.
    fn spots<'a>(
        places: &'a BTreeMap<ActorId, Place>,
        annotations: &'a Annotations,
    ) -> impl Iterator<Item = [f64; 2]> {
        let corners = annotations.values().filter_map(|a| a.form.points().next());
        places.values().map(|p| [p.x, p.y]).chain(corners)
    }
    let taken: HashSet<(i64, i64)> = shown
        .into_iter()
        .flat_map(|a| spots(&a.places, &a.annotations))
        .map(spot)
        .collect();
    // Pasted so often over itself, a part would wander out of sight.
    const MOST: usize = 100;
    for _ in 0..MOST {
        let hidden = |[x, y]: [f64; 2]| taken.contains(&spot([x + by[0], y + by[1]]));
        if !spots(places, annotations).any(hidden) {
            break;
        }
        by = by.map(|v| v + ASIDE);
    }
    by
}

/// Copies what is selected beside itself, `by` so many units, in every
/// arrangement: the actors, the actions between them, and the selected actions,
/// between copies where their ends are copied; annotations in the arrangement
/// `shown`. `None` where nothing is selected.
#[must_use]
pub fn duplicate(
    doc: &Document,
    spent: &Retired,
    shown: &str,
    what: &Selection,
    by: [f64; 2],
) -> Option<Pasted> {
    let mut fresh = FreshIds::new(doc, spent);
    let mut new = Newcomers::default();
    let mut actors: BTreeMap<&ActorId, ActorId> = BTreeMap::new();
    for actor in what.actors.iter().filter_map(|id| doc.graph.actor(id)) {
        let mut copy = actor.clone();
        copy.id = fresh.actor(&actor.name);
        actors.insert(&actor.id, copy.id.clone());
        new.actors.push(copy);
    }
    let mut actions: Vec<(&ActionId, ActionId)> = Vec::new();
    for link in among(doc, what).iter().filter_map(|id| doc.graph.link(id)) {
        let end = |id: &ActorId| actors.get(id).unwrap_or(id).clone();
        let (from, to) = (end(link.from), end(link.to));
        let mut copy = link.action.clone();
        copy.id = fresh.action((&from, &copy.verb, &to));
        if actors.contains_key(link.from) && actors.contains_key(link.to) {
            actions.push((&link.action.id, copy.id.clone()));
        }
        new.links.push((from, to, copy));
    }
    if let Some(here) = doc.arrangement(shown) {
        let chosen = what.annotations.iter();
        let copied = chosen.filter_map(|id| here.annotations.get(id));
        new.annotate(Some(here), copied, by);
    }
    if new.actors.is_empty() && new.links.is_empty() && new.annotations.is_empty() {
        return None;
    }
    for arrangement in &doc.arrangements {
        let places = places_of(doc, arrangement, actors.keys().copied())
            .iter()
            .filter_map(|(id, p)| Some((actors.get(id)?.clone(), shifted_place(p, by))))
            .collect();
        let bends = actions
            .iter()
            .filter_map(|(old, new)| {
                let points = arrangement.bends.get(*old)?;
                Some((new.clone(), shifted_bends(points, by)))
            })
            .collect();
        new.standing
            .push((arrangement.name.clone(), (places, bends)));
    }
    Some(new.step(doc, shown, "duplicate", 0))
}

/// Takes out what is selected, as deleting it does.
#[must_use]
pub fn cut(doc: &Document, shown: &str, what: &Selection) -> Transaction {
    let mut step = super::delete(doc, shown, what);
    if let Some(rest) = step.label.strip_prefix("delete ") {
        step.label = format!("cut {rest}");
    }
    step
}

#[cfg(test)]
#[path = "clip_tests.rs"]
mod tests;
