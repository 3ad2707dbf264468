//! Putting the selected actors and annotations in order.

use std::collections::BTreeMap;

use super::super::Action;
use super::Dramatis;
use crate::edit::{self, Order, Piece};
use crate::model::{ActorId, Annotation, AnnotationId, Place};
use crate::picture;

/// Gap between those that are stacked, in document units.
const GAP: f64 = 24.0;
/// How far one command turns, in degrees.
const TURN: f64 = 15.0;
/// By how much one command draws them apart.
const SPREAD: f64 = 1.1;

/// What a command does to the selected, and as its undo step says it.
fn order(action: Action) -> Option<(Order, &'static str)> {
    Some(match action {
        Action::AlignLeft => (Order::Left, "align left edges"),
        Action::AlignCentre => (Order::Centre, "align centres"),
        Action::AlignRight => (Order::Right, "align right edges"),
        Action::AlignTop => (Order::Top, "align upper edges"),
        Action::AlignMiddle => (Order::Middle, "align middles"),
        Action::AlignBottom => (Order::Bottom, "align lower edges"),
        Action::DistributeAcross => (Order::DistributeAcross, "distribute across"),
        Action::DistributeDown => (Order::DistributeDown, "distribute down"),
        Action::StackAcross => (Order::StackAcross(GAP), "put in a row"),
        Action::StackDown => (Order::StackDown(GAP), "put in a column"),
        Action::OnCircle => (Order::Circle, "put on a circle"),
        Action::OnLine => (Order::Line, "put on a line"),
        Action::TurnRight => (Order::Turn(TURN), "turn clockwise"),
        Action::TurnLeft => (Order::Turn(-TURN), "turn anticlockwise"),
        Action::Spread => (Order::Scale(SPREAD), "draw apart"),
        Action::Gather => (Order::Scale(1.0 / SPREAD), "draw together"),
        _ => return None,
    })
}

impl Dramatis {
    /// Puts the selected actors and annotations in order, as one step; what stands
    /// in a frame goes along with it. As a drag does, it pins those whom it moves.
    pub(super) fn put_in_order(&mut self, action: Action) {
        let Some((order, what)) = order(action) else {
            return;
        };
        let graph = &self.ws.document().graph;
        let chosen = self.selected_places();
        // Names must not run into one another; else what counts is what one sees
        // as the edge of somebody.
        let with_name = matches!(
            order,
            Order::StackAcross(_) | Order::StackDown(_) | Order::Circle | Order::Line
        );
        let bodies = chosen.iter().filter_map(|(id, at)| {
            let (actor, degree) = (graph.actor(id)?, graph.links_of(id).len());
            let body = if with_name {
                picture::footprint(actor, degree).map(|corner| corner.map(f64::from))
            } else {
                picture::mark_box(actor, degree)
            };
            Some(Piece { at: *at, body })
        });
        // A frame is as large as what stands in it: it has no place on a circle.
        let notes = match order {
            Order::Circle | Order::Line if chosen.len() > 1 => Vec::new(),
            _ => self.selected_annotations(),
        };
        let boxes = notes.iter().map(|(_, annotation)| {
            let taken = picture::annotation_bounds(annotation);
            let (middle, half) = (taken.center(), taken.size() / 2.0);
            Piece {
                at: Place::at(middle.x, middle.y),
                body: [[-half.width, -half.height], [half.width, half.height]],
            }
        });
        let pieces: Vec<Piece> = bodies.chain(boxes).collect();
        let mut ordered = edit::put_in_order(&pieces, order).into_iter();
        let mut moved: BTreeMap<ActorId, Place> = chosen
            .into_iter()
            .zip(ordered.by_ref())
            .filter_map(|((id, old), new)| {
                let new = new.rounded();
                let moves = (new.x, new.y) != (old.x, old.y);
                moves.then_some((id, Place { pin: true, ..new }))
            })
            .collect();
        let ways = pieces[pieces.len() - notes.len()..].iter().zip(ordered);
        let ways: Vec<[f64; 2]> = ways
            .map(|(old, new)| [new.x - old.at.x, new.y - old.at.y])
            .collect();
        let moved_notes = self.follow_annotations(&notes, &ways, &mut moved);
        if moved.is_empty() && moved_notes.is_empty() {
            self.say("They are in that order already");
            return;
        }
        let (doc, shown) = (self.ws.document(), &self.ws.arrangement().name);
        let moved: Vec<_> = moved.into_iter().collect();
        let mut step = edit::move_things(doc, shown, &moved, moved_notes);
        step.label = what.to_owned();
        self.commit(step, None);
    }

    fn selected_annotations(&self) -> Vec<(AnnotationId, Annotation)> {
        let all = &self.ws.arrangement().annotations;
        let chosen = self.ws.selection().annotations.iter();
        let known = chosen.filter_map(|id| all.get_key_value(id));
        known.map(|(id, a)| (id.clone(), a.clone())).collect()
    }

    /// Annotations that have gone these ways, with what stands in their frames and
    /// is not put in order itself.
    fn follow_annotations(
        &self,
        notes: &[(AnnotationId, Annotation)],
        ways: &[[f64; 2]],
        moved: &mut BTreeMap<ActorId, Place>,
    ) -> Vec<(AnnotationId, Annotation)> {
        let (ws, chosen) = (&self.ws, self.ws.selection());
        let places = ws.arrangement().resolved(&ws.document().graph);
        let mut all: BTreeMap<AnnotationId, Annotation> = BTreeMap::new();
        for ((id, annotation), by) in notes.iter().zip(ways) {
            let new = annotation.shifted(*by);
            if new == *annotation {
                continue;
            }
            all.insert(id.clone(), new);
            let (actors, inner) = self.canvas.contents_of(id);
            for actor in actors.iter().filter(|a| !chosen.actors.contains(*a)) {
                if let Some(at) = places.get(actor) {
                    let place = Place::at(at.x + by[0], at.y + by[1]).clamped().rounded();
                    let place = Place { pin: true, ..place };
                    moved.entry(actor.clone()).or_insert(place);
                }
            }
            let inner = inner.iter().filter(|id| !chosen.annotations.contains(*id));
            for id in inner {
                if let Some(annotation) = ws.arrangement().annotations.get(id) {
                    let new = annotation.shifted(*by);
                    all.entry(id.clone()).or_insert(new);
                }
            }
        }
        all.into_iter().collect()
    }
}
