//! A document seen through one arrangement and one theme.

use std::collections::{BTreeMap, BTreeSet};

use kurbo::{BezPath, Point, Rect, Shape};

use super::label::TurnedBox;
use super::route::{self, Course, Ends, Site};
use super::{
    Layer, Letters, Picture, Portraits, Shows, Theme, Veil, annotate, edges, names, nodes, verbs,
};
use crate::model::{ActionId, ActorId, Annotations, Bends, Document, Place};

/// An actor as drawn.
#[derive(Clone, Debug)]
pub struct DrawnActor {
    /// Who.
    pub id: ActorId,
    /// Centre of the silhouette.
    pub centre: Point,
    /// Radius of a person of the same importance.
    pub radius: f64,
    /// The silhouette.
    pub outline: BezPath,
    /// Box of the name.
    pub name_box: Rect,
    /// Whether it is pinned.
    pub pinned: bool,
}

/// An action as drawn.
#[derive(Clone, Debug)]
pub struct DrawnAction {
    /// Which.
    pub id: ActionId,
    /// Who acts.
    pub from: ActorId,
    /// Who is acted upon.
    pub to: ActorId,
    /// The course of its line.
    pub course: Course,
    /// Width of its line, in document units.
    pub width: f64,
    /// Box of its verb, when there was room for it.
    pub verb_box: Option<TurnedBox>,
    /// Size of the letters beside the verb that say how the action stands (see
    /// [`super::words::standing`]), in document units, where there are any.
    pub note_size: Option<f64>,
}

/// A picture, with the geometry that pointing and dragging need.
#[derive(Clone, Debug)]
pub struct Scene {
    /// What is seen.
    pub picture: Picture,
    /// The actors, in order of ids.
    pub actors: Vec<DrawnActor>,
    /// The actions, in order of ids.
    pub actions: Vec<DrawnAction>,
}

/// Free space round everything, in document units.
const MARGIN: f64 = 24.0;

/// What a veil leaves out, by order of ids.
struct LeftOut<'v> {
    hidden: Option<&'v Veil<'v>>,
    faded: Option<&'v Veil<'v>>,
}

impl<'v> LeftOut<'v> {
    fn new(veil: Option<&'v Veil<'v>>) -> Self {
        Self {
            hidden: veil.filter(|v| v.hides()),
            faded: veil.filter(|v| !v.hides()),
        }
    }

    fn hidden_actor(&self, i: usize) -> bool {
        self.hidden.is_some_and(|v| !v.seen.actors()[i])
    }

    fn hidden_action(&self, i: usize) -> bool {
        self.hidden.is_some_and(|v| !v.seen.actions()[i])
    }

    fn faded_actor(&self, i: usize) -> bool {
        self.faded.is_some_and(|v| !v.seen.actors()[i])
    }

    fn faded_action(&self, i: usize) -> bool {
        self.faded.is_some_and(|v| !v.seen.actions()[i])
    }
}

impl Scene {
    /// Draws a document. `places` tells where every actor stands (actors that
    /// it lacks are not drawn, nor are their actions): see
    /// [`crate::model::Arrangement::resolved`], or
    /// whatever a drag or an animation makes of it. `bends` tells which lines do
    /// not take the usual course: see [`crate::model::Arrangement::bends_after`].
    /// `portraits` stand in for the initials of persons.
    ///
    /// Deterministic. About linear in the size of a large graph; small ones are
    /// looked at more closely (see [`route::courses`]).
    #[must_use]
    pub fn build(
        doc: &Document,
        places: &BTreeMap<ActorId, Place>,
        bends: &Bends,
        theme: &Theme,
        portraits: &Portraits,
    ) -> Self {
        let letters = Letters::USUAL;
        Self::build_through(None, doc, places, bends, theme, portraits, letters)
    }

    /// The same, seen through a veil that was made of this state of the document:
    /// what it leaves out is not drawn, or faintly. Whoever is drawn is as large
    /// as without it, and lines take their course round those who are drawn: the same
    /// course, however large `letters` are.
    #[must_use]
    pub fn build_through(
        veil: Option<&Veil<'_>>,
        doc: &Document,
        places: &BTreeMap<ActorId, Place>,
        bends: &Bends,
        theme: &Theme,
        portraits: &Portraits,
        letters: Letters,
    ) -> Self {
        let out = LeftOut::new(veil);
        let mut faded = BTreeSet::new();
        let mut actors: Vec<nodes::Node<'_>> = Vec::with_capacity(places.len());
        let mut index: BTreeMap<&ActorId, usize> = BTreeMap::new();
        for (i, actor) in doc.graph.actors().enumerate() {
            if let Some(place) = places.get(&actor.id)
                && !out.hidden_actor(i)
            {
                if out.faded_actor(i) {
                    faded.insert(Shows::Actor(actor.id.clone()));
                }
                index.insert(&actor.id, actors.len());
                actors.push(nodes::Node::new(actor, *place));
            }
        }
        let mut links = Vec::with_capacity(doc.graph.action_count());
        let mut pairs = Vec::with_capacity(doc.graph.action_count());
        for (i, link) in doc.graph.links().enumerate() {
            let ends = (index.get(link.from), index.get(link.to));
            if out.hidden_action(i) {
                // It counts all the same for how large its ends are.
                let to = ends.1.filter(|_| link.from != link.to);
                for &end in ends.0.into_iter().chain(to) {
                    actors[end].degree += 1;
                }
                continue;
            }
            if let (Some(&from), Some(&to)) = ends {
                if out.faded_action(i) {
                    faded.insert(Shows::Action(link.action.id.clone()));
                }
                actors[from].degree += 1;
                actors[to].degree += usize::from(from != to);
                let bends = bends.get(&link.action.id).map_or(&[][..], Vec::as_slice);
                links.push(link);
                pairs.push(Ends { from, to, bends });
            }
        }
        for node in &mut actors {
            node.shape();
        }

        // Names first want to know where lines will roughly run; lines bend
        // round names. Lines are routed round silhouettes and the usual place
        // of names, then names are placed, then verbs.
        let sites: Vec<Site> = actors
            .iter()
            .map(|node| Site {
                centre: node.centre,
                outline: node.outline.clone(),
                keep_free: node.outline.bounding_box().union(node.usual_name_box()),
            })
            .collect();
        let courses = route::courses(&sites, &pairs);
        let segments = names::segments(&courses);
        let name_boxes = names::place(&actors, &segments, letters);
        let placed = verbs::place_verbs(
            doc,
            &actors,
            &name_boxes,
            &verbs::Lines {
                links: &links,
                ends: &pairs,
                courses: &courses,
                pieces: &segments,
            },
            letters,
        );

        let mut items = Vec::with_capacity(actors.len() * 2 + links.len() * 2);
        for (i, link) in links.iter().enumerate() {
            items.push(edges::line_item(doc, *link, &courses[i], theme));
        }
        for (i, link) in links.iter().enumerate() {
            if let Some(verb) = &placed[i] {
                items.push(verbs::verb_item(doc, *link, verb, theme));
            }
        }
        for node in &actors {
            items.push(node.item(theme, portraits.get(&node.actor.id)));
        }
        for (node, name) in actors.iter().zip(&name_boxes) {
            items.push(node.name_item(name, theme));
        }
        let bounds = items
            .iter()
            .map(|item| item.bounds)
            .reduce(|a, b| a.union(b))
            .unwrap_or(Rect::new(-200.0, -125.0, 200.0, 125.0))
            .inflate(MARGIN, MARGIN);
        Self {
            picture: Picture {
                title: doc.title.clone(),
                bounds,
                paper: Some(theme.paper),
                faded,
                items,
            },
            actions: links
                .iter()
                .zip(&courses)
                .zip(&placed)
                .map(|((link, course), verb)| DrawnAction {
                    id: link.action.id.clone(),
                    from: link.from.clone(),
                    to: link.to.clone(),
                    course: course.clone(),
                    width: edges::line_width(link.action.weight),
                    verb_box: verb.as_ref().map(|v| v.turned),
                    note_size: verb.as_ref().and_then(verbs::PlacedVerb::note_size),
                })
                .collect(),
            actors: actors
                .iter()
                .zip(&name_boxes)
                .map(|(node, name)| DrawnActor {
                    id: node.actor.id.clone(),
                    centre: node.centre,
                    radius: node.radius,
                    outline: node.outline.clone(),
                    name_box: name.rect,
                    pinned: node.pinned,
                })
                .collect(),
        }
    }

    /// The same with annotations: frames under everything, the rest above.
    #[must_use]
    pub fn annotated(mut self, annotations: &Annotations, theme: &Theme) -> Self {
        let picture = &mut self.picture;
        let drawn = annotate(annotations, theme);
        let around = drawn.iter().map(|d| d.bounds());
        if let Some(around) = around.reduce(|a, b| a.union(b)) {
            let around = around.inflate(MARGIN, MARGIN);
            picture.bounds = if picture.items.is_empty() {
                around
            } else {
                picture.bounds.union(around)
            };
        }
        picture
            .items
            .extend(drawn.into_iter().flat_map(|d| d.items));
        // Stable: within a layer everything keeps its turn.
        picture.items.sort_by_key(|item| item.layer);
        self
    }

    /// Without what stands behind verbs in letters smaller than that, in document
    /// units.
    #[must_use]
    pub(super) fn without_notes_below(mut self, least: f64) -> Self {
        let items = self.picture.items.iter_mut();
        for item in items.filter(|i| i.layer == Layer::EdgeLabels) {
            verbs::leave_out_small_note(&mut item.marks, least);
        }
        for drawn in &mut self.actions {
            drawn.note_size = drawn.note_size.filter(|size| *size >= least);
        }
        self
    }

    /// The drawn actor of that id.
    #[must_use]
    pub fn actor(&self, id: &ActorId) -> Option<&DrawnActor> {
        let at = self.actors.binary_search_by(|a| a.id.cmp(id)).ok()?;
        Some(&self.actors[at])
    }

    /// The drawn action of that id.
    #[must_use]
    pub fn action(&self, id: &ActionId) -> Option<&DrawnAction> {
        let at = self.actions.binary_search_by(|a| a.id.cmp(id)).ok()?;
        Some(&self.actions[at])
    }
}
