//! A crowd on the canvas: the graphics card draws bodies and lines, egui what
//! bears letters.

mod card;
mod cast;
mod underlay;

use std::cell::{Cell, OnceCell};
use std::collections::BTreeMap;

use eframe::egui;
use kurbo::{Point, Rect};

use super::View;
use super::lift::Lifted;
use super::sweep::Mode;
use super::walk::ReadingOrder;
use crate::edit::Selection;
use crate::model::{ActionId, ActorId, Document, Place};
use crate::picture::{
    Covered, Crowd, DrawnAction, DrawnActor, FADED, Labels, Part, Portraits, Shows, Sight, Theme,
    Veil, shape,
};
pub use card::install;
pub use cast::Cast;
use cast::{Casting, Faces};
use underlay::{FAINT, LIFTED, SELECTED, Underlay};

/// Least radius on screen, in points, at which an actor has a rim to draw from;
/// smaller ones can only be taken as a whole.
const LEAST_RIM: f64 = 9.0;

/// A crowd on the canvas.
pub struct Far {
    /// The crowd.
    pub crowd: Crowd,
    underlay: Underlay,
    labels: Labels,
    order: OnceCell<ReadingOrder>,
    /// Names that are written, where: they can be clicked.
    written: Vec<(Rect, u32)>,
    /// The camera's zoom, for what can be taken hold of.
    zoom: Cell<f64>,
    /// What the flags were made from: what is lifted, which selection, and what
    /// an area covers.
    marked: Option<(Option<Lifted>, u64, Option<u64>)>,
    /// Counts how often something else was lifted.
    lifts: u64,
    /// What is selected, as indices, as of which selection.
    chosen: (Option<u64>, Covered),
    /// What actors bear on their silhouettes.
    faces: Faces,
    /// How much larger points are than the crowd has them, at least, in points.
    least_radius: f64,
}

impl Far {
    /// A crowd.
    #[must_use]
    pub fn new(crowd: Crowd) -> Self {
        let mut underlay = Underlay::default();
        underlay.take_over(&crowd);
        Self {
            crowd,
            underlay,
            labels: Labels::default(),
            order: OnceCell::new(),
            written: Vec::new(),
            zoom: Cell::new(1.0),
            marked: None,
            lifts: 0,
            chosen: (None, Covered::default()),
            faces: Faces::default(),
            least_radius: 1.0,
        }
    }

    /// Lets everything be seen through a veil, or through none.
    pub fn draw_veil(&mut self, doc: &Document, veil: Option<&Veil<'_>>) {
        self.crowd.draw_veil(doc, veil);
        self.underlay.draw_veil(&self.crowd);
        self.marked = None;
    }

    /// Takes over places and pins.
    pub fn stand(&mut self, places: &BTreeMap<ActorId, Place>) {
        self.crowd.stand(places);
        self.order = OnceCell::new();
        self.settled();
    }

    /// Everybody has come to stand somewhere else.
    fn settled(&mut self) {
        self.underlay.follow(&self.crowd);
        if self.crowd.has_loops() {
            self.underlay.restyle(&self.crowd);
        }
    }

    /// Lets some actors stand where they come to stay.
    pub fn place(&mut self, placed: &[(ActorId, Place)]) {
        /// More are not found one by one.
        const MOST_LOOSE: usize = 1_000;
        for (id, place) in placed {
            if let Some(i) = self.crowd.actor(id) {
                self.crowd.place(i, *place);
            }
        }
        if self.crowd.loose() > MOST_LOOSE {
            self.crowd.settle();
            self.order = OnceCell::new();
            return self.settled();
        }
        // A few who have moved keep their turn: all are walked to all the same.
        self.underlay.follow(&self.crowd);
        let crowd = &self.crowd;
        let moved: Vec<usize> = placed
            .iter()
            .filter_map(|(id, _)| crowd.actor(id))
            .collect();
        if self.crowd.turn_loops_near(moved) {
            self.underlay.restyle(&self.crowd);
        }
    }

    /// Takes over what is said of some actors and actions.
    pub fn restate(&mut self, doc: &Document, actors: &[ActorId], actions: &[ActionId]) {
        let mut lines = !actions.is_empty();
        for id in actors {
            if let (Some(i), Some(actor)) = (self.crowd.actor(id), doc.graph.actor(id)) {
                lines |= self.crowd.restate_actor(i, actor.kind);
                self.labels.forget_actor(i as u32);
                self.faces.forget(i as u32);
            }
        }
        for id in actions {
            if let (Some(i), Some(action)) = (self.crowd.action(id), doc.graph.action(id)) {
                self.crowd.restate_action(i, action);
                self.labels.forget_action(i as u32);
            }
        }
        if !actors.is_empty() {
            self.underlay.follow(&self.crowd);
        }
        if lines {
            self.underlay.restyle(&self.crowd);
        }
    }

    /// Lets everybody stand somewhere for a moment, in order of ids.
    pub fn flit(&mut self, centres: impl ExactSizeIterator<Item = [f32; 2]>) {
        self.crowd.move_all(centres);
        self.underlay.follow(&self.crowd);
    }

    /// Lets some actors stand elsewhere for a moment. Returns whether anybody
    /// has stood anywhere else.
    pub fn try_on(&mut self, moved: &BTreeMap<ActorId, Place>) -> bool {
        let crowd = &self.crowd;
        let moved: Vec<(usize, Point)> = moved
            .iter()
            .filter_map(|(id, p)| Some((crowd.actor(id)?, Point::new(p.x, p.y))))
            .filter(|(i, to)| !crowd.stands_at(*i, *to))
            .collect();
        let any = !moved.is_empty();
        if any {
            self.crowd.move_to(moved);
            self.underlay.follow(&self.crowd);
        }
        any
    }

    /// The order in which it is walked.
    pub fn order(&self) -> &ReadingOrder {
        self.order
            .get_or_init(|| ReadingOrder::new((0..self.crowd.len()).map(|i| self.crowd.centre(i))))
    }

    /// An actor, as drawn.
    #[must_use]
    pub fn drawn_actor(&self, i: usize) -> DrawnActor {
        let crowd = &self.crowd;
        let (centre, radius) = (crowd.centre(i), f64::from(crowd.radii()[i]));
        let outline = shape::silhouette(crowd.kinds()[i], centre, radius);
        let below = Point::new(centre.x, centre.y + radius * 1.2 + 18.0);
        let written = self.written.iter().find(|(_, a)| *a as usize == i);
        DrawnActor {
            id: crowd.actors()[i].clone(),
            centre,
            radius,
            outline,
            name_box: written.map_or(Rect::from_center_size(below, (80.0, 20.0)), |(r, _)| *r),
            pinned: crowd.pinned().binary_search(&(i as u32)).is_ok(),
        }
    }

    /// What an actor takes, relative to its centre, with its name where that is
    /// written.
    #[must_use]
    pub fn body(&self, i: usize) -> [[f64; 2]; 2] {
        let crowd = &self.crowd;
        let (kind, radius) = (crowd.kinds()[i], f64::from(crowd.radii()[i]));
        let reach = |x, y| shape::reach(kind, radius, kurbo::Vec2::new(x, y));
        let half = (2.0 * reach(1.0, 0.0), 2.0 * reach(0.0, 1.0));
        let mut body = Rect::from_center_size(Point::ZERO, half);
        if let Some((name, _)) = self.written.iter().find(|(_, a)| *a as usize == i) {
            body = body.union(*name - crowd.centre(i).to_vec2());
        }
        [[body.x0, body.y0], [body.x1, body.y1]]
    }

    /// An action, as drawn.
    #[must_use]
    pub fn drawn_action(&self, i: usize) -> DrawnAction {
        let line = &self.crowd.lines()[i];
        let id = |end: u32| self.crowd.actors()[end as usize].clone();
        DrawnAction {
            id: self.crowd.actions()[i].clone(),
            from: id(line.from),
            to: id(line.to),
            course: self.crowd.course(i),
            width: line.width.into(),
            verb_box: None,
            note_size: None,
        }
    }

    /// The topmost thing within `reach` (document units) of a point.
    #[must_use]
    pub fn topmost(&self, at: Point, reach: f64) -> Option<Shows> {
        if let Some((id, _)) = self.actor_at(at, reach) {
            return Some(Shows::Actor(id));
        }
        let action = self.crowd.action_at(at, reach)?;
        Some(Shows::Action(self.crowd.actions()[action].clone()))
    }

    /// Everything within `reach` (document units) of a point, up to so many, the
    /// topmost first.
    #[must_use]
    pub fn beneath(&self, at: Point, reach: f64, most: usize) -> Vec<Shows> {
        let crowd = &self.crowd;
        let (mut actors, actions) = crowd.beneath(at, reach);
        let named = self.written.iter().filter(|(rect, _)| rect.contains(at));
        for &(_, i) in named {
            if !actors.contains(&i) {
                actors.push(i);
            }
        }
        let actors = actors.into_iter().map(|i| &crowd.actors()[i as usize]);
        let actions = actions.into_iter().map(|i| &crowd.actions()[i as usize]);
        let actors = actors.cloned().map(Shows::Actor);
        let all = actors.chain(actions.cloned().map(Shows::Action));
        all.take(most).collect()
    }

    /// The actor at a point, by its body or its name, and which part of it.
    #[must_use]
    pub fn actor_at(&self, at: Point, reach: f64) -> Option<(ActorId, Part)> {
        /// How far the rim reaches inside the outline, in document units.
        const RIM: f64 = 4.0;
        let zoom = self.zoom.get();
        if let Some((i, gap)) = self.crowd.actor_at(at, reach) {
            let has_rim = f64::from(self.crowd.radii()[i]) * zoom >= LEAST_RIM;
            let part = if has_rim && gap > -RIM {
                Part::Rim
            } else {
                Part::Body
            };
            return Some((self.crowd.actors()[i].clone(), part));
        }
        let named = self.written.iter().find(|(rect, _)| rect.contains(at))?;
        Some((self.crowd.actors()[named.1 as usize].clone(), Part::Body))
    }

    /// Marks what is lifted, with its company, and what is selected, or would be
    /// if an area was let go that covers something: see [`Sweep::marks`].
    ///
    /// [`Sweep::marks`]: super::sweep::Sweep::marks
    pub fn mark(
        &mut self,
        lifted: Option<&Lifted>,
        (selection, epoch): (&Selection, u64),
        swept: Option<(Mode, &Covered, u64)>,
    ) {
        let version = swept.map(|(_, _, version)| version);
        let same_lift = self.marked.as_ref().is_some_and(|m| m.0.as_ref() == lifted);
        if same_lift
            && self
                .marked
                .as_ref()
                .is_some_and(|m| (m.1, m.2) == (epoch, version))
        {
            return;
        }
        if !same_lift {
            self.lifts += 1;
        }
        self.marked = Some((lifted.cloned(), epoch, version));
        let crowd = &self.crowd;
        let (of, chosen) = &mut self.chosen;
        if *of != Some(epoch) {
            *of = Some(epoch);
            chosen.clear();
            let actors = selection.actors.iter().filter_map(|id| crowd.actor(id));
            chosen.actors.extend(actors.map(|i| i as u32));
            let actions = selection.actions.iter().filter_map(|id| crowd.action(id));
            chosen.actions.extend(actions.map(|i| i as u32));
        }
        let chosen = &*chosen;
        self.underlay.mark(|actors, actions| {
            let mut lift = |action: usize, actors: &mut [u8]| {
                actions[action] |= LIFTED;
                let line = &crowd.lines()[action];
                actors[line.from as usize] |= LIFTED;
                actors[line.to as usize] |= LIFTED;
            };
            match lifted {
                Some(Lifted::One(Shows::Actor(id))) => {
                    if let Some(i) = crowd.actor(id) {
                        actors[i] |= LIFTED;
                        for &action in crowd.actions_of(i) {
                            lift(action as usize, actors);
                        }
                    }
                }
                Some(Lifted::One(Shows::Action(id))) => {
                    if let Some(i) = crowd.action(id) {
                        lift(i, actors);
                    }
                }
                Some(Lifted::Lit(ids)) => {
                    for i in ids.iter().filter_map(|id| crowd.action(id)) {
                        lift(i, actors);
                    }
                }
                Some(Lifted::One(Shows::Annotation(_) | Shows::Furniture)) | None => {}
            }
            let mut select = |of: &Covered, set: fn(&mut u8)| {
                of.actors.iter().for_each(|&i| set(&mut actors[i as usize]));
                of.actions
                    .iter()
                    .for_each(|&i| set(&mut actions[i as usize]));
            };
            if swept.is_none_or(|(mode, ..)| mode != Mode::Replace) {
                select(chosen, |flags| *flags |= SELECTED);
            }
            match swept {
                Some((Mode::TakeAway, covered, _)) => select(covered, |flags| *flags &= !SELECTED),
                Some((_, covered, _)) => select(covered, |flags| *flags |= SELECTED),
                None => {}
            }
        });
    }

    /// Whose names are written, and where in the document.
    pub fn written(&self) -> impl Iterator<Item = (&ActorId, Rect)> {
        let id = |i: u32| &self.crowd.actors()[i as usize];
        self.written.iter().map(move |(rect, i)| (id(*i), *rect))
    }

    /// How many actors and actions are marked as selected.
    #[must_use]
    pub fn selected(&self) -> usize {
        let flags = self.underlay.flags().iter();
        flags.filter(|f| **f & SELECTED != 0).count()
    }

    /// Grows whenever something else is lifted: what bears letters is drawn anew
    /// then.
    #[must_use]
    pub fn lifts(&self) -> u64 {
        self.lifts
    }

    /// What the graphics card draws in this frame. `quiet`: opacity of what is
    /// not lifted.
    pub fn shape(
        &mut self,
        view: &View,
        rect: egui::Rect,
        pixels_per_point: f32,
        theme: &Theme,
        quiet: f32,
    ) -> egui::Shape {
        let (shape, least) = self.underlay.shape(
            view.camera(),
            rect,
            pixels_per_point,
            &self.crowd,
            theme,
            quiet,
        );
        self.least_radius = least;
        shape
    }

    /// Chooses what bears letters in this view. `quiet`: opacity of what is not
    /// lifted.
    pub fn choose(
        &mut self,
        doc: &Document,
        portraits: &Portraits,
        (view, rect): (&View, egui::Rect),
        theme: &Theme,
        quiet: f32,
    ) -> Cast {
        let sight = Sight {
            seen: view.in_view(rect),
            zoom: view.camera().zoom,
            least_radius: self.least_radius,
        };
        let near = self.labels.choose(doc, &self.crowd, &sight, theme);
        self.written = near.names.iter().map(|n| (n.rect, n.actor)).collect();
        let flags = self.underlay.flags();
        let lines = self.crowd.len();
        let opacity = |at: usize| match flags.get(at) {
            Some(f) if f & (LIFTED | SELECTED) != 0 => 1.0,
            Some(f) if f & FAINT != 0 => quiet.min(FADED as f32),
            Some(_) => quiet,
            None => 1.0,
        };
        let casting = Casting {
            crowd: &self.crowd,
            doc,
            portraits,
            theme,
            actor_opacity: &|i| opacity(i as usize),
            action_opacity: &|i| opacity(lines + i as usize),
        };
        Cast::new(near, &mut self.faces, &casting)
    }

    /// Takes note of the camera, for what can be taken hold of.
    pub fn look(&self, view: &View) {
        self.zoom.set(view.camera().zoom);
    }
}
