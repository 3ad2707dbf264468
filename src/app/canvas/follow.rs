//! Following the document: where actors stand on screen, and the scene that is
//! drawn.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::camera::ease;
use super::far::Far;
use super::stage::{Close, Stage, is_crowd};
use super::{Canvas, Gesture, Host, SceneKey, Transition, View};
use crate::app::{Settings, Workspace};
use crate::model::{ActorId, Camera, Place};
use crate::picture::{Crowd, Letters, Scene, Theme, annotation_bounds};

/// Where everybody is carried for the moment.
#[derive(Clone, Debug)]
pub struct Flow {
    /// Who they are, in order of ids.
    pub actors: Arc<[ActorId]>,
    /// Where each is, in document units.
    pub at: Arc<[[f32; 2]]>,
    /// Another one for other places.
    pub version: u64,
}

/// Least height that letters have on screen, as far as there is room for them, in
/// points.
const LEAST_LETTERS: f64 = 9.5;
/// How long a change of arrangement is animated, in seconds.
const TRANSITION_S: f64 = 0.25;

impl Canvas {
    /// Takes over where the document has its actors, after a change.
    pub(super) fn follow_document(&mut self, ws: &Workspace, settings: &Settings, now_s: f64) {
        let now = (ws.revision(), ws.arrangement_epoch());
        if self.seen == Some(now) {
            return;
        }
        let switched = self.seen.is_some_and(|(_, epoch)| epoch != now.1);
        let edition = self.edition.replace(ws.edition());
        if self.seen.is_some() && (switched || edition != self.edition) {
            self.stop_what_is_void(ws);
        }
        self.show_bent(None);
        if !switched && self.follow_touched(ws) {
            self.seen = Some(now);
            return;
        }
        let target = ws.arrangement().resolved(&ws.document().graph);
        if switched {
            let kept = ws.arrangement().camera;
            let to = kept.unwrap_or_else(|| self.fitting_at(ws, &target, settings));
            self.view.go(to, now_s, settings.reduced_motion);
            if kept.is_none() {
                self.view.keep_fitted();
            }
            if !settings.reduced_motion {
                self.transition = Some(self.setting_out(&target, now_s));
            }
        }
        if !switched && self.stage.crowd().is_some() {
            // A crowd is made of those who have places: everybody arrives.
            self.transition = None;
        }
        if self.transition.is_none() {
            self.set_places(target);
        }
        self.seen = Some(now);
    }

    /// Takes over only what was touched, of a crowd. Returns whether that was
    /// enough.
    fn follow_touched(&mut self, ws: &Workspace) -> bool {
        let (Some((revision, _)), Stage::Far(far), None) =
            (self.seen, &mut self.stage, &self.transition)
        else {
            return false;
        };
        let Some(key) = self.scene_key.as_mut().filter(|k| k.revision == revision) else {
            return false;
        };
        let Some(touched) = ws.touched_since(revision) else {
            return false;
        };
        let touched: Vec<_> = touched.collect();
        if touched.iter().any(|t| t.everything) || (self.tried_on && self.trying.is_empty()) {
            return false;
        }
        let arrangement = ws.arrangement();
        let here = touched
            .iter()
            .filter_map(|t| t.places.get(&arrangement.name));
        let mut moved: BTreeSet<&ActorId> = here.flatten().collect();
        moved.extend(&self.trying);
        let placed = |id: &ActorId| Some((id.clone(), *arrangement.places.get(id)?));
        let moved: Option<Vec<_>> = moved.into_iter().map(placed).collect();
        let Some(moved) = moved else {
            return false; // somebody has no place any more, and stands with the others of that sort
        };
        for t in touched {
            far.restate(ws.document(), &t.actors, &t.actions);
        }
        if !moved.is_empty() {
            far.place(&moved);
            self.shown_places.extend(moved);
        }
        self.trying.clear();
        self.tried_on = false;
        // The scene is as if it had been made anew.
        (key.revision, key.content) = (ws.revision(), ws.content());
        self.scene_version += 1;
        true
    }

    /// The view that shows everything where it stands, with letters as large as they
    /// are then: larger ones need more room, which makes everything smaller.
    pub(super) fn fitting(&self, ws: &Workspace, settings: &Settings) -> Camera {
        match &self.stage {
            Stage::Far(_) => View::fitting(self.rect, self.bounds()),
            Stage::Close(_) => self.fitting_at(ws, &self.shown_places, settings),
        }
    }

    /// The same where everything comes to stand.
    fn fitting_at(
        &self,
        ws: &Workspace,
        target: &BTreeMap<ActorId, Place>,
        settings: &Settings,
    ) -> Camera {
        let mut letters = Letters::USUAL;
        loop {
            let bounds = self.bounds_of(ws, target, settings, letters);
            let to = View::fitting(self.rect, bounds);
            let larger = letters.followed(to.zoom, LEAST_LETTERS);
            if is_crowd(ws.document()) || !larger.exceed(letters) {
                return to;
            }
            letters = larger;
        }
    }

    /// What everything takes where it comes to stand, in document units.
    fn bounds_of(
        &self,
        ws: &Workspace,
        target: &BTreeMap<ActorId, Place>,
        settings: &Settings,
        letters: Letters,
    ) -> kurbo::Rect {
        let notes = ws.arrangement().annotations.values().map(annotation_bounds);
        let notes = notes.reduce(|a, b| a.union(b));
        let with_notes = |graph: kurbo::Rect| notes.map_or(graph, |n| graph.union(n));
        if is_crowd(ws.document()) {
            return with_notes(Crowd::bounds_of(target.values()));
        }
        let theme = Theme::of(settings.theme);
        let bends = &ws.arrangement().bends;
        let (veil, doc) = (ws.veil(), ws.document());
        let portraits = &self.portraits;
        let veil = veil.as_ref();
        let scene = Scene::build_through(veil, doc, target, bends, &theme, portraits, letters);
        with_notes(scene.picture.bounds)
    }

    /// Everybody on the way to where they are going.
    fn setting_out(&mut self, target: &BTreeMap<ActorId, Place>, start_s: f64) -> Transition {
        let mut ways = Vec::new();
        if let Some(crowd) = self.stage.crowd() {
            let from = crowd.actors().iter().zip(crowd.centres());
            ways = from
                .map(|(id, from)| {
                    let to = target.get(id).map_or(*from, |p| [p.x as f32, p.y as f32]);
                    [*from, to]
                })
                .collect();
        }
        let from = std::mem::take(&mut self.shown_places);
        if self.stage.crowd().is_some() {
            // A crowd that is made anew meanwhile begins where this one stands.
            let standing = target.iter().map(|(id, to)| {
                let place = from.get(id).unwrap_or(to);
                (id.clone(), *place)
            });
            self.shown_places = standing.collect();
        }
        Transition {
            from,
            crowd: ways,
            start_s,
        }
    }

    /// Ends a change of arrangement: everybody is where they were going.
    pub(super) fn arrive(&mut self, ws: &Workspace) {
        if self.transition.take().is_some() {
            self.set_places(ws.arrangement().resolved(&ws.document().graph));
        }
    }

    /// Carries everybody somewhere for the moment, or lets them stand again
    /// where the document has them.
    pub fn set_flow(&mut self, flow: Option<Flow>) {
        if flow.is_none() && self.flow.is_some() {
            // Everything is taken over from the document again.
            self.seen = None;
            self.tried_on = true;
            self.trying.clear();
        }
        self.flow = flow;
        if self.flow.is_none() {
            self.flow_shown = None;
        }
    }

    /// Where an actor is carried, if it is.
    pub(super) fn carried(&self, id: &ActorId) -> Option<kurbo::Point> {
        self.flow.as_ref().and(self.stage.actor_centre(id))
    }

    /// Shows everybody where they are carried.
    pub(super) fn go_with_flow(&mut self) {
        let (Some(flow), None) = (&self.flow, &self.transition) else {
            return;
        };
        // A change of the document has put everybody where it has them.
        let shown = Some((flow.version, self.seen.map_or(0, |s| s.0)));
        if self.flow_shown == shown {
            return;
        }
        self.flow_shown = shown;
        if let Stage::Far(far) = &mut self.stage
            && *far.crowd.actors() == *flow.actors
        {
            far.flit(flow.at.iter().copied());
            self.tried_on = true;
            self.trying.clear();
            self.scene_version += 1;
            return;
        }
        let mut places = self.shown_places.clone();
        for (id, at) in flow.actors.iter().zip(flow.at.iter()) {
            if let Some(place) = places.get_mut(id) {
                (place.x, place.y) = (at[0].into(), at[1].into());
            }
        }
        self.set_places(places);
    }

    /// Shows some actors elsewhere than the document has them.
    pub(super) fn try_on(&mut self, moved: Vec<(ActorId, Place)>) {
        let moved: BTreeMap<ActorId, Place> = moved.into_iter().collect();
        if let Some(moves) = self.stage.try_on(&moved) {
            if !self.tried_on || !self.trying.is_empty() {
                self.trying.extend(moved.into_keys());
            }
            self.tried_on = true;
            // While the pointer rests, nothing is to be drawn anew.
            self.scene_version += u64::from(moves);
        } else {
            let mut shown = self.shown_places.clone();
            shown.extend(moved);
            self.set_places(shown);
        }
    }

    /// Everybody stands again where the document has them.
    pub(super) fn put_back(&mut self, ws: &Workspace) {
        self.set_places(ws.arrangement().resolved(&ws.document().graph));
    }

    /// The document has changed under what was begun: a drag would put things
    /// where nobody wants them any more, and an actor may be gone.
    fn stop_what_is_void(&mut self, ws: &Workspace) {
        let gone = |id: &ActorId| ws.document().graph.actor(id).is_none();
        match &self.gesture {
            gesture if gesture.tries_on() => self.stop_drag(ws),
            Gesture::Drawing { from } if gone(from) => self.stop_drag(ws),
            Gesture::Connecting { from } if gone(from) => self.gesture = Gesture::Idle,
            _ => {}
        }
        if self.naming.as_ref().is_some_and(|n| n.is_void(ws)) {
            self.naming = None;
        }
    }

    pub(super) fn set_places(&mut self, places: BTreeMap<ActorId, Place>) {
        self.trying.clear();
        if std::mem::take(&mut self.tried_on) || places != self.shown_places {
            self.shown_places = places;
            self.places_version += 1;
        }
    }

    pub(super) fn advance_transition(&mut self, ws: &Workspace, now_s: f64, still: bool) {
        let Some(transition) = &self.transition else {
            return;
        };
        let t = ease((now_s - transition.start_s) / TRANSITION_S);
        let known = transition.crowd.len();
        if let Stage::Far(far) = &mut self.stage
            && (t < 1.0 && !still && known == far.crowd.len())
        {
            let mix = |a: f32, b: f32| a + (b - a) * t as f32;
            let ways = transition.crowd.iter();
            far.flit(ways.map(|[a, b]| [mix(a[0], b[0]), mix(a[1], b[1])]));
            self.tried_on = true;
            self.trying.clear();
            self.scene_version += 1;
            return;
        }
        let mut target = ws.arrangement().resolved(&ws.document().graph);
        if t < 1.0 && !still {
            for (id, place) in &mut target {
                if let Some(from) = transition.from.get(id) {
                    place.x = from.x + (place.x - from.x) * t;
                    place.y = from.y + (place.y - from.y) * t;
                }
            }
        } else {
            self.transition = None;
        }
        self.set_places(target);
    }

    /// Sets letters so large that they can be read from where the camera is. (A
    /// crowd chooses at every view what is written.)
    fn follow_zoom(&mut self, ws: &Workspace) {
        if is_crowd(ws.document()) {
            return;
        }
        let zoom = self.view.camera().zoom;
        let is_at_rest = !self.view.is_moving() && self.transition.is_none();
        self.letters = if self.view.is_fitted() && is_at_rest {
            // As it was reckoned with, wherever one came from.
            Letters::readable(zoom, LEAST_LETTERS)
        } else {
            self.letters.followed(zoom, LEAST_LETTERS)
        };
    }

    pub(super) fn refresh_scene(&mut self, ws: &Workspace, settings: &Settings) {
        self.notes.refresh(ws, settings.theme);
        self.follow_zoom(ws);
        let key = SceneKey {
            content: ws.content(),
            revision: ws.revision(),
            epoch: ws.arrangement_epoch(),
            theme: settings.theme,
            places_version: self.places_version,
            portraits_version: self.portraits_version,
            filter: ws.filtering().epoch(),
            letters: self.letters,
        };
        if self.scene_key.as_ref() == Some(&key) {
            return;
        }
        let old = self.scene_key.as_ref();
        let same_content = old.is_some_and(|k| k.content == key.content);
        let same_filter = old.is_some_and(|k| k.filter == key.filter);
        let same_portraits = old.is_some_and(|k| k.portraits_version == key.portraits_version);
        let (doc, veil) = (ws.document(), ws.veil());
        match &mut self.stage {
            Stage::Far(far) if same_content && same_portraits => {
                if old.is_none_or(|k| k.places_version != key.places_version) {
                    far.stand(&self.shown_places);
                    // Who is carried is carried on from there.
                    self.flow_shown = None;
                }
                if !same_filter {
                    far.draw_veil(doc, veil.as_ref());
                }
            }
            _ if is_crowd(doc) => {
                let crowd = Crowd::new(doc, &self.shown_places);
                let mut far = Far::new(crowd);
                far.draw_veil(doc, veil.as_ref());
                self.stage = Stage::Far(Box::new(far));
                self.flow_shown = None;
            }
            stage => {
                let theme = Theme::of(settings.theme);
                // Of a drag, lines show already what it makes of them.
                let places = &self.shown_places;
                let mut bends = ws.arrangement().bends_after(&doc.graph, places, false);
                if let Some((action, points)) = &self.bent {
                    match points.as_slice() {
                        [] => bends.remove(action),
                        points => bends.insert(action.clone(), points.to_vec()),
                    };
                }
                let scene = Scene::build_through(
                    veil.as_ref(),
                    doc,
                    places,
                    &bends,
                    &theme,
                    &self.portraits,
                    self.letters,
                );
                let close = matches!(stage, Stage::Close(_));
                let n = scene.actors.len();
                if same_content && same_filter && close && stage.len() == n {
                    self.host.follow(scene.actors.iter().map(|a| a.centre));
                } else {
                    self.host = Host::of_scene(&scene);
                }
                self.stage = Stage::Close(Box::new(Close::new(scene)));
            }
        }
        self.scene_key = Some(key);
        if !same_portraits {
            self.images.forget_unused();
        }
        self.scene_version += 1;
    }
}
