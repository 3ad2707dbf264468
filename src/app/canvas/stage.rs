//! What is on the canvas: of small graphs a scene with marks for everything, of
//! large ones a crowd, of which only what is near bears marks. Both are asked
//! alike.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use kurbo::{Point, Rect};

use super::far::Far;
use super::lift::Lifted;
use super::sink::{FadedIndex, ItemIndex};
use super::walk::ReadingOrder;
use crate::edit::{Piece, Selection};
use crate::model::{ActorId, Document, Place};
use crate::picture::{
    self, Area, Covered, Crowd, DrawnAction, DrawnActor, HitIndex, Middles, Part, Scene, Shows,
    shape,
};

/// Up to so many actors and actions, everything has marks of its own. Beyond,
/// lines are everywhere, and care for each would not be seen.
const MOST_ACTORS: usize = 1_000;
const MOST_ACTIONS: usize = 1_500;

/// Whether a graph is drawn as a crowd.
#[must_use]
pub fn is_crowd(doc: &Document) -> bool {
    doc.graph.actor_count() > MOST_ACTORS || doc.graph.action_count() > MOST_ACTIONS
}

/// A scene with what is needed to find things in it.
pub struct Close {
    /// The scene.
    pub scene: Rc<Scene>,
    /// What lies where.
    pub hits: HitIndex,
    /// Which items belong to whom.
    pub items: Rc<ItemIndex>,
    /// What a lens fades.
    pub faded: Rc<FadedIndex>,
    /// In which order it is walked.
    pub order: ReadingOrder,
    /// Indices of the pinned actors.
    pub pinned: Vec<usize>,
}

impl Close {
    /// A scene, with everything made anew.
    #[must_use]
    pub fn new(scene: Scene) -> Self {
        let drawn = scene.actors.iter().enumerate();
        Self {
            hits: HitIndex::new(&scene),
            items: Rc::new(ItemIndex::new(&scene)),
            faded: Rc::new(FadedIndex::new(&scene)),
            order: ReadingOrder::new(scene.actors.iter().map(|a| a.centre)),
            pinned: drawn.filter(|(_, a)| a.pinned).map(|(i, _)| i).collect(),
            scene: Rc::new(scene),
        }
    }
}

/// What is on the canvas.
pub enum Stage {
    /// Everything has marks.
    Close(Box<Close>),
    /// Only what is near has.
    Far(Box<Far>),
}

impl Stage {
    /// The crowd, if it is one.
    #[must_use]
    pub fn crowd(&self) -> Option<&Crowd> {
        match self {
            Self::Close(_) => None,
            Self::Far(far) => Some(&far.crowd),
        }
    }

    /// What everything takes, in document units.
    #[must_use]
    pub fn bounds(&self) -> Rect {
        match self {
            Self::Close(close) => close.scene.picture.bounds,
            Self::Far(far) => far.crowd.bounds(),
        }
    }

    /// The actor of that id, as drawn.
    #[must_use]
    pub fn actor(&self, id: &ActorId) -> Option<Cow<'_, DrawnActor>> {
        match self {
            Self::Close(close) => close.scene.actor(id).map(Cow::Borrowed),
            Self::Far(far) => {
                let i = far.crowd.actor(id)?;
                Some(Cow::Owned(far.drawn_actor(i)))
            }
        }
    }

    /// The action of that id, as drawn.
    #[must_use]
    pub fn action(&self, id: &crate::model::ActionId) -> Option<Cow<'_, DrawnAction>> {
        match self {
            Self::Close(close) => close.scene.action(id).map(Cow::Borrowed),
            Self::Far(far) => {
                let i = far.crowd.action(id)?;
                Some(Cow::Owned(far.drawn_action(i)))
            }
        }
    }

    /// The topmost thing within `reach` (document units) of a point.
    #[must_use]
    pub fn topmost(&self, at: Point, reach: f64) -> Option<Shows> {
        match self {
            Self::Close(close) => close.hits.topmost(&close.scene, at, reach),
            Self::Far(far) => far.topmost(at, reach),
        }
    }

    /// Everything within `reach` (document units) of a point, up to so many, the
    /// topmost first.
    #[must_use]
    pub fn beneath(&self, at: Point, reach: f64, most: usize) -> Vec<Shows> {
        match self {
            Self::Close(close) => close.hits.beneath(&close.scene, at, reach, most),
            Self::Far(far) => far.beneath(at, reach, most),
        }
    }

    /// What is in an area, but for what a lens leaves out. `middles` are kept for the next time, as long as
    /// everybody stays where they are.
    pub fn cover(&self, area: &Area, middles: &OnceCell<Middles>, found: &mut Covered) {
        match self {
            Self::Close(close) => {
                close.hits.cover(&close.scene, area, found);
                found.actors.retain(|&i| !close.faded.actor(i));
                found.actions.retain(|&i| !close.faded.action(i));
            }
            Self::Far(far) => {
                let crowd = &far.crowd;
                crowd.cover(area, || middles.get_or_init(|| crowd.middles()), found);
            }
        }
    }

    /// The actors and actions of these indices.
    #[must_use]
    pub fn selection_of(&self, covered: &Covered) -> Selection {
        let action = |i: u32| match self {
            Self::Close(close) => close.scene.actions.get(i as usize).map(|a| &a.id),
            Self::Far(far) => far.crowd.actions().get(i as usize),
        };
        let actors = covered.actors.iter().filter_map(|&i| self.id(i as usize));
        let actions = covered.actions.iter().filter_map(|&i| action(i));
        Selection {
            actors: actors.cloned().collect(),
            actions: actions.cloned().collect(),
            ..Selection::default()
        }
    }

    /// The topmost actor at a point, and which part of it.
    #[must_use]
    pub fn actor_at(&self, at: Point, reach: f64) -> Option<(ActorId, Part)> {
        match self {
            Self::Close(close) => close.hits.actor(&close.scene, at, reach),
            Self::Far(far) => far.actor_at(at, reach),
        }
    }

    /// Whether anybody stands within so many units of a point.
    #[must_use]
    pub fn is_crowded(&self, at: Point, within: f64) -> bool {
        match self {
            Self::Close(close) => {
                let mut actors = close.scene.actors.iter();
                actors.any(|a| a.centre.distance(at) < within)
            }
            Self::Far(far) => far.crowd.actor_at(at, within - shape::RADIUS).is_some(),
        }
    }

    /// What is lifted with something: an actor with its neighbours, an action
    /// with its ends. Of a crowd, [`Far`] marks them itself.
    #[must_use]
    pub fn company_of(&self, of: &Lifted) -> BTreeSet<Shows> {
        let Self::Close(close) = self else {
            return BTreeSet::new();
        };
        let mut lifted = BTreeSet::new();
        if let Lifted::One(shows) = of {
            lifted.insert(shows.clone());
        }
        for action in &close.scene.actions {
            let is_in = match of {
                Lifted::One(Shows::Action(id)) => *id == action.id,
                Lifted::One(Shows::Actor(id)) => action.from == *id || action.to == *id,
                Lifted::One(Shows::Annotation(_) | Shows::Furniture) => false,
                Lifted::Lit(ids) => ids.contains(&action.id),
            };
            if is_in {
                lifted.insert(Shows::Action(action.id.clone()));
                lifted.insert(Shows::Actor(action.from.clone()));
                lifted.insert(Shows::Actor(action.to.clone()));
            }
        }
        lifted
    }

    fn order(&self) -> &ReadingOrder {
        match self {
            Self::Close(close) => &close.order,
            Self::Far(far) => far.order(),
        }
    }

    /// The place of an actor in order of ids.
    pub(super) fn index(&self, id: &ActorId) -> Option<usize> {
        match self {
            Self::Close(close) => close.scene.actors.binary_search_by(|a| a.id.cmp(id)).ok(),
            Self::Far(far) => far.crowd.actor(id),
        }
    }

    fn id(&self, index: usize) -> Option<&ActorId> {
        match self {
            Self::Close(close) => close.scene.actors.get(index).map(|a| &a.id),
            Self::Far(far) => far.crowd.actors().get(index),
        }
    }

    /// Number of actors.
    #[must_use]
    pub fn len(&self) -> usize {
        match self {
            Self::Close(close) => close.scene.actors.len(),
            Self::Far(far) => far.crowd.len(),
        }
    }

    /// Where an actor is drawn.
    #[must_use]
    pub fn actor_centre(&self, id: &ActorId) -> Option<Point> {
        Some(self.centre(self.index(id)?))
    }

    fn centre(&self, index: usize) -> Point {
        match self {
            Self::Close(close) => close.scene.actors[index].centre,
            Self::Far(far) => far.crowd.centre(index),
        }
    }

    /// The actor after (or before) that one in reading order. Walking past the
    /// end gives `None`.
    #[must_use]
    pub fn next(&self, at: Option<&ActorId>, back: bool) -> Option<Shows> {
        let mut at = at.and_then(|id| self.index(id));
        loop {
            let next = self.order().next(at, back)?;
            if !self.is_hidden(next) {
                return Some(Shows::Actor(self.id(next)?.clone()));
            }
            at = Some(next);
        }
    }

    /// Whether a lens hides an actor. What is close is not there at all, then.
    fn is_hidden(&self, index: usize) -> bool {
        self.crowd().is_some_and(|crowd| crowd.is_hidden(index))
    }

    /// The actor nearest to that one in a direction (x right, y down); from
    /// nowhere, the first in reading order.
    #[must_use]
    pub fn toward(&self, at: Option<&ActorId>, way: kurbo::Vec2) -> Option<Shows> {
        let Some(at) = at.and_then(|id| self.index(id)) else {
            return self.next(None, false);
        };
        let here = self.centre(at);
        let nearest = (0..self.len())
            .filter(|&i| !self.is_hidden(i))
            .filter_map(|i| {
                let d = self.centre(i) - here;
                let along = d.dot(way);
                // Within 60 degrees of the direction; those straight ahead come first.
                (along > 0.5 * d.hypot() && along > 1.0).then(|| {
                    let across = d.cross(way).abs();
                    (along + 2.0 * across, i)
                })
            })
            .min_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)))?;
        Some(Shows::Actor(self.id(nearest.1)?.clone()))
    }

    /// The actions of an actor, in order of ids.
    #[must_use]
    pub fn actions_of(&self, actor: &ActorId) -> Vec<&crate::model::ActionId> {
        match self {
            Self::Close(close) => {
                let own = |a: &&DrawnAction| a.from == *actor || a.to == *actor;
                close
                    .scene
                    .actions
                    .iter()
                    .filter(own)
                    .map(|a| &a.id)
                    .collect()
            }
            Self::Far(far) => {
                let Some(i) = far.crowd.actor(actor) else {
                    return Vec::new();
                };
                let own = far.crowd.actions_of(i).iter();
                let own = own.filter(|&&a| !far.crowd.is_action_hidden(a as usize));
                own.map(|&a| &far.crowd.actions()[a as usize]).collect()
            }
        }
    }

    /// Up to so many actors with their centre in a part of the plane, as indices;
    /// of more, those near a point. Who is passed by does not count. Its cost
    /// does not grow with the graph.
    #[must_use]
    pub fn nearest(
        &self,
        seen: Rect,
        about: Point,
        most: usize,
        passed_by: impl Fn(&ActorId) -> bool,
    ) -> Vec<usize> {
        /// How often the part is halved, at most, until it holds few enough.
        const HALVINGS: i32 = 16;
        let counts = |i: &usize| self.id(*i).is_some_and(|id| !passed_by(id));
        let within = |part: Rect| -> Vec<usize> {
            match self {
                Self::Close(close) => {
                    let all = close.scene.actors.iter().enumerate();
                    let inside = all.filter(|(_, a)| part.contains(a.centre));
                    let inside = inside.map(|(i, _)| i).filter(counts);
                    inside.take(most + 1).collect()
                }
                Self::Far(far) => {
                    let inside = far.crowd.actors_in(part).map(|i| i as usize);
                    inside.filter(counts).take(most + 1).collect()
                }
            }
        };
        let mut found = within(seen);
        for halving in 1..=HALVINGS {
            if found.len() <= most {
                break;
            }
            let share = 0.5_f64.powi(halving);
            let size = (seen.width() * share, seen.height() * share);
            found = within(Rect::from_center_size(about, size).intersect(seen));
        }
        found.truncate(most);
        found
    }

    /// What an actor takes where it stands, with its name; of a crowd, with its
    /// name where that is written.
    #[must_use]
    pub fn piece(&self, index: usize, doc: &Document) -> Option<Piece> {
        let centre = self.centre(index);
        let body = match self {
            Self::Close(close) => {
                let drawn = close.scene.actors.get(index)?;
                let actor = doc.graph.actor(&drawn.id)?;
                picture::footprint_of_radius(actor, drawn.radius).map(|c| c.map(f64::from))
            }
            Self::Far(far) => far.body(index),
        };
        let at = Place::at(centre.x, centre.y);
        Some(Piece { at, body })
    }

    /// Pinned actors with their centre in a part of the plane, up to so many.
    #[must_use]
    pub fn pinned_in(&self, seen: Rect, most: usize) -> Vec<Cow<'_, DrawnActor>> {
        match self {
            Self::Close(close) => {
                let pinned = close
                    .pinned
                    .iter()
                    .filter_map(|&i| close.scene.actors.get(i));
                let seen = pinned.filter(|a| seen.contains(a.centre));
                seen.take(most).map(Cow::Borrowed).collect()
            }
            Self::Far(far) => {
                let crowd = &far.crowd;
                let pinned = |i: &u32| crowd.pinned().binary_search(i).is_ok();
                let in_view = crowd.foremost(seen, most).into_iter().filter(pinned);
                in_view
                    .map(|i| Cow::Owned(far.drawn_actor(i as usize)))
                    .collect()
            }
        }
    }

    /// The actors (up to so many, the busiest of a crowd) whose silhouette is in
    /// a part of the plane.
    #[must_use]
    pub fn actors_in(&self, seen: Rect, most: usize) -> Vec<Cow<'_, DrawnActor>> {
        use kurbo::Shape as _;
        match self {
            Self::Close(close) => {
                let in_view = |a: &&DrawnActor| a.outline.bounding_box().overlaps(seen);
                let actors = close.scene.actors.iter().filter(in_view);
                actors.map(Cow::Borrowed).collect()
            }
            Self::Far(far) => {
                let mut in_view = far.crowd.foremost(seen, most);
                in_view.sort_unstable();
                let drawn = in_view.into_iter().map(|i| far.drawn_actor(i as usize));
                drawn.map(Cow::Owned).collect()
            }
        }
    }

    /// The actions that may be in a part of the plane; of a crowd, up to so many
    /// of its foremost actors' there.
    #[must_use]
    pub fn actions_in(&self, seen: Rect, most: usize) -> Vec<Cow<'_, DrawnAction>> {
        match self {
            Self::Close(close) => close.scene.actions.iter().map(Cow::Borrowed).collect(),
            Self::Far(far) => {
                let crowd = &far.crowd;
                let actors = crowd.foremost(seen, most);
                let of = actors.iter().flat_map(|&i| crowd.actions_of(i as usize));
                let of = of.filter(|&&a| !crowd.is_action_hidden(a as usize));
                let mut own: Vec<u32> = of.copied().take(most).collect();
                own.sort_unstable();
                own.dedup();
                let drawn = own.into_iter().map(|i| far.drawn_action(i as usize));
                drawn.map(Cow::Owned).collect()
            }
        }
    }

    /// Every actor and action, for whoever looks for one by another name.
    pub fn everything(&self) -> Box<dyn Iterator<Item = Shows> + '_> {
        match self {
            Self::Close(close) => {
                let actors = close
                    .scene
                    .actors
                    .iter()
                    .map(|a| Shows::Actor(a.id.clone()));
                let actions = close.scene.actions.iter();
                Box::new(actors.chain(actions.map(|a| Shows::Action(a.id.clone()))))
            }
            Self::Far(far) => {
                let actors = far.crowd.actors().iter().cloned().map(Shows::Actor);
                let actions = far.crowd.actions().iter().cloned();
                Box::new(actors.chain(actions.map(Shows::Action)))
            }
        }
    }

    /// Lets some actors stand elsewhere for the moment. Returns whether anybody
    /// has stood anywhere else; `None` if everything is to be made anew.
    pub fn try_on(&mut self, moved: &BTreeMap<ActorId, Place>) -> Option<bool> {
        match self {
            Self::Close(_) => None,
            Self::Far(far) => Some(far.try_on(moved)),
        }
    }
}
