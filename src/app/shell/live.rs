//! The others follow while somebody is dragged: a simulation on a worker, which
//! the canvas shows and the document gets in the end, as one step with the drag.

use std::collections::BTreeSet;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use eframe::egui;

use super::super::Workspace;
use super::super::canvas::Flow;
use super::Dramatis;
use crate::edit::{self, Transaction};
use crate::layout::{Layout, LayoutRequest, Live, Point, Slice, Tidy};
use crate::model::{ActorId, Place};
use crate::picture;

/// Shortest time from one step to the next: a picture sixty times a second.
const STEP: Duration = Duration::from_millis(16);
/// Who has come no farther than this has not followed, in document units.
const STIRRED: f32 = 6.0;
/// Up to so many actors, nobody is left standing on another in the end.
const MOST_TIDIED: usize = 20_000;

/// What the worker is told.
enum Told {
    /// Who is held, and where.
    Held(Vec<(ActorId, Point)>),
    /// Nobody is dragged any more: bodies are to be put apart.
    End,
}

/// What the worker has found.
#[derive(Default)]
struct Found {
    /// Who they are, in order of ids, once that is known.
    actors: Arc<[ActorId]>,
    at: Arc<[Point]>,
    version: u64,
    at_rest: bool,
    ended: bool,
}

/// The others, as they follow.
pub(super) struct Following {
    tell: Sender<Told>,
    found: Arc<Mutex<Found>>,
    worker: JoinHandle<()>,
    held: Vec<(ActorId, Point)>,
    /// Which of the worker's findings the canvas shows, with all of `held`.
    shown: Option<u64>,
    arrangement: String,
    /// The revision before the drag.
    before: u64,
    /// The revision to which the drag came, once it has ended.
    dropped: Option<u64>,
    ending: bool,
}

impl Following {
    fn new(ctx: &egui::Context, ws: &Workspace) -> Self {
        let (document, arrangement) = (ws.shared(), ws.arrangement().name.clone());
        let (tell, told) = channel();
        let found: Arc<Mutex<Found>> = Arc::default();
        let (ctx, publish, name) = (ctx.clone(), Arc::clone(&found), arrangement.clone());
        let worker = std::thread::spawn(move || follow(&ctx, document, &name, &told, &publish));
        Self {
            tell,
            found,
            worker,
            held: Vec::new(),
            shown: None,
            arrangement,
            before: ws.edition(),
            dropped: None,
            ending: false,
        }
    }

    fn hold(&mut self, held: Vec<(ActorId, Point)>) {
        if held != self.held {
            // The worker ends only when this is dropped.
            let _ = self.tell.send(Told::Held(held.clone()));
            self.held = held;
            self.shown = None;
        }
    }

    /// Whether the worker has nothing more to say, or cannot.
    fn has_ended(&self) -> bool {
        self.found().ended || self.worker.is_finished()
    }

    fn found(&self) -> std::sync::MutexGuard<'_, Found> {
        // Whoever panicked has left whole positions.
        self.found.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The worker: steps until there is rest, waits for what is held elsewhere, and
/// ends when nobody listens.
fn follow(
    ctx: &egui::Context,
    document: Arc<crate::model::Document>,
    arrangement: &str,
    told: &Receiver<Told>,
    found: &Mutex<Found>,
) {
    let Some(arrangement) = document.arrangement(arrangement) else {
        return;
    };
    let slice = Slice::of(&document.graph, arrangement, None, picture::footprint);
    drop(document);
    let request = slice.request(1);
    let mut live = Live::new(&slice.topology, &request);
    let actors: Arc<[ActorId]> = slice.actors.clone().into();
    let publish = |at: &[Point], at_rest, ended| {
        let mut found = found.lock().unwrap_or_else(PoisonError::into_inner);
        found.actors = Arc::clone(&actors);
        found.at = at.into();
        found.version += 1;
        (found.at_rest, found.ended) = (at_rest, ended);
        drop(found);
        ctx.request_repaint();
    };
    let index = |id: &ActorId| Some(actors.binary_search(id).ok()? as u32);
    let mut held: Vec<(u32, Point)> = Vec::new();
    let mut next = Instant::now();
    loop {
        let wait = if live.is_at_rest() {
            Duration::MAX
        } else {
            next.saturating_duration_since(Instant::now())
        };
        match told.recv_timeout(wait) {
            Ok(Told::Held(now)) => {
                let known = now.iter().filter_map(|(id, p)| Some((index(id)?, *p)));
                held = known.collect();
                if live.is_at_rest() {
                    live.warm_up();
                }
                // What was told meanwhile comes first.
                continue;
            }
            Ok(Told::End) => {
                let at = put_apart(&slice, &request, live.positions(), &held);
                publish(&at, true, true);
                return;
            }
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => return,
        }
        next = Instant::now() + STEP;
        live.step(&held);
        publish(live.positions(), live.is_at_rest(), false);
    }
}

/// The same places with nobody standing on another.
fn put_apart(
    slice: &Slice,
    request: &LayoutRequest,
    at: &[Point],
    held: &[(u32, Point)],
) -> Vec<Point> {
    if at.len() > MOST_TIDIED {
        return at.to_vec();
    }
    let mut pinned = request.pinned.clone();
    for &(u, _) in held {
        pinned[u as usize] = true;
    }
    // Whoever has not followed stays to the bit, on whomever it stands.
    let home = request.start.iter().flatten();
    for ((pin, now), home) in pinned.iter_mut().zip(at).zip(home) {
        *pin |= (now[0] - home[0]).hypot(now[1] - home[1]) < STIRRED;
    }
    let request = LayoutRequest {
        start: Some(at.to_vec()),
        pinned,
        newcomers: Vec::new(),
        ..request.clone()
    };
    let go = &mut |_| std::ops::ControlFlow::Continue(());
    let tidied = Tidy.place(&slice.topology, &request, go);
    tidied.unwrap_or_else(|_| at.to_vec())
}

impl Dramatis {
    /// Lets the others follow what is dragged, where that is wanted.
    pub(super) fn tend_following(&mut self, ctx: &egui::Context) {
        let let_go = self.canvas.take_drop();
        if self.following.is_none() && !self.settings.live {
            return;
        }
        let held = self.canvas.held();
        if held.is_some() && self.following.as_ref().is_some_and(|f| f.dropped.is_some()) {
            // Somebody else is dragged already.
            self.finish_following();
        }
        match (&mut self.following, held) {
            (None, Some(held)) if self.settings.live && self.laying_out.is_none() => {
                let mut following = Following::new(ctx, &self.ws);
                following.hold(held);
                self.following = Some(following);
            }
            (Some(following), Some(held)) => following.hold(held),
            (Some(following), None) if following.dropped.is_none() => {
                if let_go && following.before != self.ws.edition() {
                    following.dropped = Some(self.ws.edition());
                    // Where the last move of the pointer has put them.
                    let places = &self.ws.arrangement().places;
                    let put = |(id, _): &(ActorId, Point)| {
                        let place = places.get(id)?;
                        Some((id.clone(), [place.x as f32, place.y as f32]))
                    };
                    let put = following.held.iter().filter_map(put).collect();
                    following.hold(put);
                } else {
                    self.following = None;
                    self.canvas.set_flow(None);
                }
            }
            (Some(following), None) if following.has_ended() => {
                self.finish_following();
            }
            (Some(following), None) => {
                if following.found().at_rest && !following.ending {
                    following.ending = following.tell.send(Told::End).is_ok();
                }
            }
            (None, _) => {}
        }
        if let Some(following) = &mut self.following {
            let found = following.found();
            let fresh = found.version > 0 && following.shown != Some(found.version);
            let flow = fresh.then(|| {
                // The worker may not have heard yet where they are held.
                let mut at = found.at.to_vec();
                for (id, now) in &following.held {
                    if let Ok(i) = found.actors.binary_search(id) {
                        at[i] = *now;
                    }
                }
                Flow {
                    actors: Arc::clone(&found.actors),
                    at: at.into(),
                    version: found.version,
                }
            });
            drop(found);
            if let Some(flow) = flow {
                following.shown = Some(flow.version);
                self.canvas.set_flow(Some(flow));
            }
            ctx.request_repaint_after(STEP);
        }
    }

    /// Gives the document where the others have come to, as one step with the
    /// drag. Returns whether there was anybody on the way.
    pub(super) fn finish_following(&mut self) -> bool {
        if self.following.as_ref().is_none_or(|f| f.dropped.is_none()) {
            return false;
        }
        let Some(following) = self.following.take() else {
            return false;
        };
        self.canvas.set_flow(None);
        let held: BTreeSet<&ActorId> = following.held.iter().map(|(id, _)| id).collect();
        let (actors, at) = {
            let found = following.found();
            (Arc::clone(&found.actors), Arc::clone(&found.at))
        };
        let Some(arrangement) = self.ws.document().arrangement(&following.arrangement) else {
            return true;
        };
        let resolved = arrangement.resolved(&self.ws.document().graph);
        let places: Vec<_> = actors
            .iter()
            .zip(at.iter())
            .filter_map(|(id, at)| {
                let old = resolved.get(id).filter(|p| !p.pin && !held.contains(id))?;
                let new = Place::at(at[0].into(), at[1].into()).rounded();
                let far = (new.x - old.x).hypot(new.y - old.y) > 0.02;
                far.then(|| (id.clone(), new))
            })
            .collect();
        if places.is_empty() {
            return true;
        }
        let Transaction { edits, .. } =
            edit::move_actors(self.ws.document(), &following.arrangement, &places);
        let step = Transaction::new("let others follow", edits);
        let edition = following.dropped.unwrap_or_default();
        if let Err(error) = self.ws.commit_with_last(edition, step) {
            self.fail(error.to_string());
        }
        true
    }

    /// Whether others are following what is or was dragged.
    #[must_use]
    pub fn is_following(&self) -> bool {
        self.following.is_some()
    }
}
