//! Following the document: where actors stand on screen, and the scene that is
//! drawn.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::camera::ease;
use super::walk::ReadingOrder;
use super::{Canvas, Gesture, Host, ItemIndex, SceneKey, Transition, View};
use crate::app::{Settings, Workspace};
use crate::model::{ActorId, Place};
use crate::picture::{HitIndex, Scene, Theme};

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
        if self.seen.is_some() {
            self.stop_what_is_void(ws);
        }
        let target = ws.arrangement().resolved(&ws.document().graph);
        if switched {
            let kept = ws.arrangement().camera;
            let to = kept.unwrap_or_else(|| {
                // The bounds of what comes: positions alone tell them well enough.
                let scene = Scene::build(
                    ws.document(),
                    &target,
                    &Theme::of(settings.theme),
                    &self.portraits,
                );
                View::fitting(self.rect, scene.picture.bounds)
            });
            self.view.go(to, now_s, settings.reduced_motion);
            if kept.is_none() {
                self.view.keep_fitted();
            }
            if !settings.reduced_motion {
                self.transition = Some(Transition {
                    from: std::mem::take(&mut self.shown_places),
                    start_s: now_s,
                });
            }
        }
        if self.transition.is_none() {
            self.set_places(target);
        }
        self.seen = Some(now);
    }

    /// The document has changed under what was begun: a drag would put things
    /// where nobody wants them any more, and an actor may be gone.
    fn stop_what_is_void(&mut self, ws: &Workspace) {
        let gone = |id: &ActorId| ws.document().graph.actor(id).is_none();
        match &self.gesture {
            Gesture::Moving { .. } | Gesture::Nudging { .. } => self.stop_drag(ws),
            Gesture::Drawing { from } if gone(from) => self.stop_drag(ws),
            Gesture::Connecting { from } if gone(from) => self.gesture = Gesture::Idle,
            _ => {}
        }
        if self
            .naming
            .as_ref()
            .is_some_and(|n| n.is_void(ws.document()))
        {
            self.naming = None;
        }
    }

    pub(super) fn set_places(&mut self, places: BTreeMap<ActorId, Place>) {
        if places != self.shown_places {
            self.shown_places = places;
            self.places_version += 1;
        }
    }

    pub(super) fn advance_transition(&mut self, ws: &Workspace, now_s: f64, still: bool) {
        let Some(transition) = &self.transition else {
            return;
        };
        let t = ease((now_s - transition.start_s) / TRANSITION_S);
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

    pub(super) fn refresh_scene(&mut self, ws: &Workspace, settings: &Settings) {
        let key = SceneKey {
            revision: ws.revision(),
            epoch: ws.arrangement_epoch(),
            theme: settings.theme,
            places_version: self.places_version,
            portraits_version: self.portraits_version,
        };
        if self.scene_key.as_ref() == Some(&key) {
            return;
        }
        let scene = Scene::build(
            ws.document(),
            &self.shown_places,
            &Theme::of(settings.theme),
            &self.portraits,
        );
        let same_graph = scene.actors.len() == self.scene.actors.len()
            && scene.actions.len() == self.scene.actions.len()
            && self
                .scene_key
                .as_ref()
                .is_some_and(|k| k.revision == key.revision);
        self.hits = HitIndex::new(&scene);
        self.items = Rc::new(ItemIndex::new(&scene));
        self.order = ReadingOrder::new(&scene);
        let drawn = scene.actors.iter().enumerate();
        self.pinned = drawn.filter(|(_, a)| a.pinned).map(|(i, _)| i).collect();
        let portraits = self.scene_key.as_ref().map(|k| k.portraits_version);
        let new_portraits = portraits != Some(key.portraits_version);
        if same_graph {
            self.host.follow(&scene);
        } else {
            self.host = Host::new(&scene);
        }
        self.scene = Rc::new(scene);
        self.scene_key = Some(key);
        if new_portraits {
            self.images.forget_unused();
        }
        self.scene_version += 1;
    }
}
