//! Annotations on the canvas: what is drawn of them, and what lies where. They
//! are few, on small graphs and in crowds alike: everything is asked in turn.

use std::borrow::Cow;
use std::collections::BTreeSet;

use kurbo::{Point, Rect, Vec2};

use super::paint::Painter;
use super::sink::{Emphasis, Layers};
use super::sweep::Mode;
use super::{Canvas, walk};
use crate::app::Workspace;
use crate::edit::Selection;
use crate::model::{ActorId, Annotation, AnnotationId, Annotations, Form};
use crate::picture::{Area, DrawnAnnotation, Shows, Theme, ThemeName, annotate};

/// What was drawn: it is drawn anew when this changes.
#[derive(Clone, Debug, PartialEq)]
struct Key {
    revision: u64,
    epoch: u64,
    theme: ThemeName,
    tries: u64,
}

/// The annotations of the shown arrangement.
#[derive(Debug, Default)]
pub struct Notes {
    /// Back to front.
    drawn: Vec<DrawnAnnotation>,
    /// In reading order, as indices of `drawn`.
    order: walk::ReadingOrder,
    key: Option<Key>,
    version: u64,
    /// Those that are moved, as they were.
    held: Annotations,
    /// What is shown instead of what the document has, and how often that was
    /// something else.
    tried: (Annotations, u64),
    /// Whether they were let go: what was tried is the document's by the next
    /// frame.
    done: bool,
}

impl Notes {
    /// Takes over what the document has, and what is tried on.
    pub fn refresh(&mut self, ws: &Workspace, theme: ThemeName) {
        let key = Key {
            revision: ws.revision(),
            epoch: ws.arrangement_epoch(),
            theme,
            tries: self.tried.1,
        };
        if self.key.as_ref() == Some(&key) {
            return;
        }
        self.key = Some(key);
        let theme = Theme::of(theme);
        let shown = &ws.arrangement().annotations;
        self.drawn = if self.tried.0.is_empty() {
            annotate(shown, &theme)
        } else {
            let mut all = shown.clone();
            all.extend(self.tried.0.clone());
            annotate(&all, &theme)
        };
        self.order = walk::ReadingOrder::new(self.drawn.iter().map(DrawnAnnotation::centre));
        self.version += 1;
    }

    /// Forgets what was tried on, once the document has had it.
    pub fn forget_tried(&mut self) {
        if std::mem::take(&mut self.done) {
            self.let_go();
        }
    }

    /// Grows whenever something else is drawn.
    #[must_use]
    pub fn version(&self) -> u64 {
        self.version
    }

    /// All of them, back to front.
    #[must_use]
    pub fn drawn(&self) -> &[DrawnAnnotation] {
        &self.drawn
    }

    /// One of them.
    #[must_use]
    pub fn get(&self, id: &AnnotationId) -> Option<&DrawnAnnotation> {
        self.drawn.iter().find(|d| d.id == *id)
    }

    /// What they take, in document units; `None` where there is none.
    #[must_use]
    pub fn bounds(&self) -> Option<Rect> {
        let all = self.drawn.iter().map(DrawnAnnotation::bounds);
        all.reduce(|a, b| a.union(b))
    }

    /// Those above the graph at a point, the topmost first.
    pub fn over(&self, at: Point, reach: f64) -> impl Iterator<Item = &AnnotationId> {
        let hit = self
            .drawn
            .iter()
            .rev()
            .filter(move |d| d.is_over(at, reach));
        hit.map(|d| &d.id)
    }

    /// Those under the graph at a point, the topmost first.
    pub fn under(&self, at: Point, reach: f64) -> impl Iterator<Item = &AnnotationId> {
        let hit = self.drawn.iter().rev();
        let hit = hit.filter(move |d| d.is_under(at, reach));
        hit.map(|d| &d.id)
    }

    /// Those in an area.
    #[must_use]
    pub fn cover(&self, area: &Area) -> BTreeSet<AnnotationId> {
        let covered = self.drawn.iter().filter(|d| d.is_in(area));
        covered.map(|d| d.id.clone()).collect()
    }

    /// The one after (or before) that one in reading order; from nowhere, the
    /// first or the last. Past the end there is none.
    #[must_use]
    pub fn next(&self, at: Option<&AnnotationId>, back: bool) -> Option<&AnnotationId> {
        let at = at.and_then(|at| self.drawn.iter().position(|d| d.id == *at));
        let next = self.order.next(at, back)?;
        Some(&self.drawn[next].id)
    }

    /// Takes hold of some, to move them.
    fn hold(&mut self, ws: &Workspace, ids: &BTreeSet<AnnotationId>) {
        let all = &ws.arrangement().annotations;
        let held = ids.iter().filter_map(|id| all.get_key_value(id));
        self.held = held.map(|(id, a)| (id.clone(), a.clone())).collect();
        self.done = false;
    }

    /// Whether any are held.
    #[must_use]
    pub fn are_held(&self) -> bool {
        !self.held.is_empty()
    }

    /// Those that are held.
    #[must_use]
    pub fn held(&self) -> BTreeSet<AnnotationId> {
        self.held.keys().cloned().collect()
    }

    /// Those that are held, as they are once moved by so much.
    #[must_use]
    pub fn moved(&self, by: Vec2) -> Vec<(AnnotationId, Annotation)> {
        self.held_as(|a| a.shifted([by.x, by.y]))
    }

    /// Those that are held, as they are once this was done to each.
    #[must_use]
    pub fn held_as(
        &self,
        new: impl Fn(&Annotation) -> Annotation,
    ) -> Vec<(AnnotationId, Annotation)> {
        let held = self.held.iter();
        held.map(|(id, a)| (id.clone(), new(a))).collect()
    }

    /// Shows those that are held moved by so much.
    pub fn carry(&mut self, by: Vec2) {
        self.carry_as(|a| a.shifted([by.x, by.y]));
    }

    /// Shows those that are held as they are once this was done to each.
    pub fn carry_as(&mut self, new: impl Fn(&Annotation) -> Annotation) {
        if self.are_held() {
            let moved = self.held_as(new).into_iter().collect();
            if self.tried.0 != moved {
                self.tried.0 = moved;
                self.tried.1 += 1;
            }
        }
    }

    /// Shows one otherwise than the document has it.
    pub fn try_on(&mut self, id: AnnotationId, annotation: Annotation) {
        self.done = false;
        if self.tried.0.get(&id) != Some(&annotation) {
            self.tried.0 = [(id, annotation)].into();
            self.tried.1 += 1;
        }
    }

    /// What is tried on of one.
    #[must_use]
    pub fn tried(&self, id: &AnnotationId) -> Option<&Annotation> {
        self.tried.0.get(id)
    }

    /// They stay where they are shown: the document is about to have them there.
    pub fn settle(&mut self) {
        self.done = true;
    }

    /// Shows them again as the document has them.
    pub fn let_go(&mut self) {
        self.held.clear();
        if !self.tried.0.is_empty() {
            self.tried.0.clear();
            self.tried.1 += 1;
        }
    }

    /// Appends their shapes.
    pub fn paint(&self, painter: &Painter<'_>, emphasis: &Emphasis, layers: &mut Layers) {
        let seen = painter.view.in_view(painter.rect);
        for item in self.drawn.iter().flat_map(|d| &d.items) {
            if !item.bounds.overlaps(seen) {
                continue;
            }
            let opacity = emphasis.opacity(&item.shows, false);
            for mark in &item.marks {
                painter.mark(mark, opacity, &mut layers[item.layer as usize]);
            }
        }
    }
}

impl Canvas {
    /// What everything takes, in document units.
    pub(super) fn bounds(&self) -> Rect {
        let graph = self.stage.bounds();
        // Without anybody in it, the scene has a size all the same.
        let nobody = self.scene().is_some_and(|s| s.picture.items.is_empty());
        match self.notes.bounds() {
            Some(notes) if nobody => notes,
            Some(notes) => graph.union(notes),
            None => graph,
        }
    }

    /// The topmost thing within `reach` (document units) of a point.
    pub(super) fn topmost(&self, at: Point, reach: f64) -> Option<Shows> {
        let note = |id: &AnnotationId| Shows::Annotation(id.clone());
        let over = self.notes.over(at, reach).next().map(note);
        over.or_else(|| self.stage.topmost(at, reach))
            .or_else(|| self.notes.under(at, reach).next().map(note))
    }

    /// Everything within `reach` (document units) of a point, up to so many, the
    /// topmost first.
    pub(super) fn beneath(&self, at: Point, reach: f64, most: usize) -> Vec<Shows> {
        let note = |id: &AnnotationId| Shows::Annotation(id.clone());
        let over = self.notes.over(at, reach).map(note);
        let graph = self.stage.beneath(at, reach, most);
        let under = self.notes.under(at, reach).map(note);
        over.chain(graph).chain(under).take(most).collect()
    }

    /// The actor at a point, where nothing lies on it, and which part of it.
    pub(super) fn actor_at(
        &self,
        at: Point,
        reach: f64,
    ) -> Option<(ActorId, crate::picture::Part)> {
        let covered = self.notes.over(at, reach).next().is_some();
        (!covered).then(|| self.stage.actor_at(at, reach))?
    }

    /// What would be selected of the annotations if the button was let go.
    pub(super) fn shown_notes<'s>(&'s self, ws: &'s Workspace) -> Cow<'s, BTreeSet<AnnotationId>> {
        let before = &ws.selection().annotations;
        match self.sweep.as_ref().map(|s| s.noted()) {
            None => Cow::Borrowed(before),
            Some((Mode::Replace, covered)) => Cow::Borrowed(covered),
            Some((Mode::Add, covered)) => Cow::Owned(before.union(covered).cloned().collect()),
            Some((Mode::TakeAway, covered)) => {
                Cow::Owned(before.difference(covered).cloned().collect())
            }
        }
    }

    /// Where Tab (with Shift: `back`) goes: from actor to actor, and on to the
    /// annotations. Past the end it leaves the canvas.
    pub(super) fn next_walked(&self, selection: &Selection, back: bool) -> Option<Shows> {
        let note = |id: &AnnotationId| Shows::Annotation(id.clone());
        let on_graph = !selection.actors.is_empty() || !selection.actions.is_empty();
        if let (Some(id), false) = (selection.annotations.first(), on_graph) {
            let next = self.notes.next(Some(id), back).map(note);
            return next.or_else(|| self.stage.next(None, true).filter(|_| back));
        }
        let at = walk::stand(&self.stage, selection, self.walker.as_ref());
        let outside = self.notes.next(None, back).map(note);
        if back && at.is_none() {
            return outside.or_else(|| self.stage.next(None, true));
        }
        let next = self.stage.next(at.as_ref(), back);
        if self.is_connecting() {
            // Its target may be anybody: round and round.
            return next.or_else(|| self.stage.next(None, back));
        }
        next.or_else(|| outside.filter(|_| !back))
    }

    /// The same with what stands in its frames, which goes along when they are
    /// copied.
    #[must_use]
    pub fn whole(&self, what: &Selection) -> Selection {
        if what.annotations.is_empty() {
            return what.clone();
        }
        let (actors, annotations) = self.with_contents(what);
        Selection {
            actors: actors.into_iter().collect(),
            actions: what.actions.clone(),
            annotations,
        }
    }

    /// Whatever goes along when this is moved: also what stands in its frames,
    /// and in frames that stand in them.
    fn with_contents(&self, what: &Selection) -> (Vec<ActorId>, BTreeSet<AnnotationId>) {
        let mut notes = what.annotations.clone();
        let mut frames: Vec<Rect> = Vec::new();
        let mut open: Vec<&DrawnAnnotation> =
            notes.iter().filter_map(|id| self.notes.get(id)).collect();
        while let Some(next) = open.pop() {
            let Form::Frame { .. } = next.form else {
                continue;
            };
            let frame = next.body();
            let inside = self.notes.drawn().iter();
            for inner in inside.filter(|d| frame.contains(d.centre())) {
                if notes.insert(inner.id.clone()) {
                    open.push(inner);
                }
            }
            frames.push(frame);
        }
        let mut actors: Vec<ActorId> = what.actors.iter().cloned().collect();
        actors.extend(self.actors_within(&frames));
        (actors, notes)
    }

    /// Whoever has their centre in one of these, also those whom filters hide:
    /// they belong there as much.
    fn actors_within(&self, areas: &[Rect]) -> Vec<ActorId> {
        if areas.is_empty() {
            return Vec::new();
        }
        let inside = |at: Point| areas.iter().any(|area| area.contains(at));
        match self.crowd() {
            Some(crowd) => {
                let all = (0..crowd.len()).filter(|&i| inside(crowd.centre(i)));
                all.map(|i| crowd.actors()[i].clone()).collect()
            }
            None => {
                let all = self.shown_places.iter();
                let all = all.filter(|(_, place)| inside(Point::new(place.x, place.y)));
                all.map(|(id, _)| id.clone()).collect()
            }
        }
    }

    /// What stands in a frame, and in frames that stand in it; nothing in any other
    /// annotation.
    #[must_use]
    pub fn contents_of(&self, id: &AnnotationId) -> (Vec<ActorId>, BTreeSet<AnnotationId>) {
        let (actors, mut notes) = self.with_contents(&Selection::annotation(id.clone()));
        notes.remove(id);
        (actors, notes)
    }

    /// Takes hold of things to move them, or (`copies`) copies of them. Returns
    /// where its actors stand.
    pub(super) fn take_hold(
        &mut self,
        ws: &Workspace,
        what: &Selection,
    ) -> std::collections::BTreeMap<ActorId, crate::model::Place> {
        let (actors, notes) = self.with_contents(what);
        self.notes.hold(ws, &notes);
        let held = actors.into_iter().filter_map(|id| {
            let mut place = *self.shown_places.get(&id)?;
            // Who is carried is taken hold of where it is seen.
            if let Some(now) = self.carried(&id) {
                (place.x, place.y) = (now.x, now.y);
            }
            Some((id, place))
        });
        held.collect()
    }
}

/// Whether something is selected.
#[must_use]
pub fn is_selected(selection: &Selection, shows: &Shows) -> bool {
    match shows {
        Shows::Actor(id) => selection.actors.contains(id),
        Shows::Action(id) => selection.actions.contains(id),
        Shows::Annotation(id) => selection.annotations.contains(id),
        Shows::Furniture => false,
    }
}
