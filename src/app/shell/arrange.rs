//! Laying out, on a worker: the window goes on meanwhile.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::time::Duration;

use eframe::egui;

use super::super::Action;
use super::super::jobs::Found;
use super::Dramatis;
use crate::edit;
use crate::layout::{
    Algorithm, Direction, Grouping, Layered, Layout, Radial, Slice, Timeline, Topology,
};
use crate::picture;

/// How the undo step of every layout begins.
pub(super) const LAY_OUT: &str = "lay out";

/// A layout that is going on.
pub(super) struct LayingOut {
    request: u64,
    stop: Arc<AtomicBool>,
    /// How far it has come, in thousandths.
    progress: Arc<AtomicU32>,
    /// What it is about; when that has changed, the result is of no use.
    edition: u64,
    arrangement: String,
    /// Whether everybody is to be in view afterwards.
    whole: bool,
    how: &'static str,
}

/// How a command lays out, and as its undo step says it.
fn algorithm(action: Action) -> Option<(Algorithm, &'static str)> {
    Some(match action {
        Action::LayOutForce => (Algorithm::Force, "by force"),
        Action::LayOutCommunities => (Algorithm::Communities, "by community"),
        Action::LayOutStress => (Algorithm::Stress, "by distance"),
        Action::LayOutRadial => (Algorithm::Radial, "in rings"),
        Action::LayOutDown => (Algorithm::Layered, "in layers, downward"),
        Action::LayOutRight => (Algorithm::Layered, "in layers, to the right"),
        Action::LayOutUp => (Algorithm::Layered, "in layers, upward"),
        Action::LayOutLeft => (Algorithm::Layered, "in layers, to the left"),
        Action::LayOutCamps => (Algorithm::Camps, "in two camps"),
        Action::LayOutTimeline => (Algorithm::Timeline, "along time"),
        Action::LayOutByKind => (Algorithm::Attribute, "by kind"),
        Action::LayOutByTag => (Algorithm::Attribute, "by tag"),
        Action::LayOutCircle => (Algorithm::Circle, "in a circle"),
        Action::LayOutGrid => (Algorithm::Grid, "in a grid"),
        Action::LayOutTidy => (Algorithm::Tidy, "tidily"),
        Action::LayOutNew => (Algorithm::PlaceNew, "new actors only"),
        _ => return None,
    })
}

/// What a command that lays out groups actors by.
fn grouping(action: Action) -> Grouping {
    match action {
        Action::LayOutByKind => Grouping::Kind,
        Action::LayOutByTag => Grouping::Tag,
        _ => Grouping::Community,
    }
}

/// Where the arrows of a layered layout lead.
fn direction(action: Action) -> Direction {
    match action {
        Action::LayOutRight => Direction::Right,
        Action::LayOutUp => Direction::Up,
        Action::LayOutLeft => Direction::Left,
        _ => Direction::Down,
    }
}

/// What is to be said of those without a date.
fn undated(graph: &Topology) -> Option<String> {
    let (without, all) = (Timeline::undated(graph), graph.len());
    match without {
        0 => None,
        _ if without == all => {
            Some("Nothing here has a date: steps from one to the next stand for time".to_owned())
        }
        1 => Some(format!(
            "1 of {all} has no date and stands apart, at the left"
        )),
        _ => Some(format!(
            "{without} of {all} have no date and stand apart, at the left"
        )),
    }
}

impl Dramatis {
    /// Begins to lay out the selected actors, when there are several, or all.
    pub(super) fn lay_out(&mut self, ctx: &egui::Context, action: Action) {
        let Some((by, how)) = algorithm(action) else {
            return;
        };
        self.flush();
        self.stop_layout();
        let selected = self.ws.selection().actors.clone();
        // Only a whole picture tells who is new to it.
        let alone = selected.len() > 1 && by != Algorithm::PlaceNew;
        // A picture that is kept is looked at as it was.
        let whole = !alone && by != Algorithm::Tidy;
        let (stop, progress) = (Arc::default(), Arc::default());
        let (document, name) = (self.ws.shared(), self.ws.arrangement().name.clone());
        let choices = self.settings.layout;
        let request = self.jobs.lay_out(
            ctx,
            move |step| {
                let only = alone.then_some(&selected);
                let Some(arrangement) = document.arrangement(&name) else {
                    return Found::default();
                };
                let slice = Slice::of(&document.graph, arrangement, only, picture::footprint)
                    .grouped_by(&document.graph, grouping(action));
                // Whoever changes the document now need not copy it.
                drop(document);
                let centre = selected.first().filter(|_| selected.len() == 1);
                let centre = centre.and_then(|id| slice.actors.binary_search(id).ok());
                let layout: Box<dyn Layout> = match (by, centre) {
                    (Algorithm::Radial, Some(at)) => Box::new(Radial {
                        centre: u32::try_from(at).ok(),
                    }),
                    (Algorithm::Layered, _) => Box::new(Layered {
                        direction: direction(action),
                    }),
                    (Algorithm::Force, _) => Box::new(choices.force()),
                    _ => by.layout(),
                };
                let mut request = slice.request(1);
                if !by.keeps_places() {
                    request.edge_length *= choices.room;
                    request.warm = choices.warm && by.can_go_on();
                }
                match layout.place_and_route(&slice.topology, &request, step) {
                    Ok(placed) => {
                        let placed = slice.settled(placed, by.keeps_places());
                        let moves = slice.moves(&placed.at);
                        let courses = slice.courses(&placed);
                        Found {
                            places: moves.map(|(id, place)| (id.clone(), place)).collect(),
                            courses: courses.map(|(id, p)| (id.clone(), p)).collect(),
                            note: (by == Algorithm::Timeline)
                                .then(|| undated(&slice.topology))
                                .flatten(),
                        }
                    }
                    Err(_stopped) => Found::default(),
                }
            },
            Arc::clone(&stop),
            Arc::clone(&progress),
        );
        self.laying_out = Some(LayingOut {
            request,
            stop,
            progress,
            edition: self.ws.edition(),
            arrangement: self.ws.arrangement().name.clone(),
            whole,
            how,
        });
    }

    /// Whether actors are being laid out.
    #[must_use]
    pub fn is_laying_out(&self) -> bool {
        self.laying_out.is_some()
    }

    /// Stops the layout that is going on. Returns whether there was one.
    pub(super) fn stop_layout(&mut self) -> bool {
        let Some(running) = self.laying_out.take() else {
            return false;
        };
        running.stop.store(true, Ordering::Relaxed);
        self.say("The layout was stopped; nothing was moved");
        true
    }

    /// Tells how far the layout has come.
    pub(super) fn tell_layout(&mut self, ctx: &egui::Context) {
        if let Some(running) = &self.laying_out {
            let percent = running.progress.load(Ordering::Relaxed) / 10;
            let text = format!("Laying out {}: {percent} % (Esc stops)", running.how);
            self.say(text);
            ctx.request_repaint_after(Duration::from_millis(100));
        }
    }

    /// Takes over where actors stand now, and how lines run, as one step.
    pub(super) fn laid_out(&mut self, request: u64, result: Result<Found, String>) {
        let Some(running) = self.laying_out.take_if(|r| r.request == request) else {
            return; // stopped, or another one has begun
        };
        self.ws.notice = None;
        let found = match result {
            Ok(found) => found,
            Err(why) => return self.fail(why),
        };
        let same = running.edition == self.ws.edition()
            && running.arrangement == self.ws.arrangement().name;
        if !same {
            self.fail("The layout was dropped: something else was changed meanwhile");
            return;
        }
        let step = edit::lay_out(
            self.ws.document(),
            &running.arrangement,
            &found.places,
            &found.courses,
            format!("{LAY_OUT} {}", running.how),
        );
        if step.edits.is_empty() {
            self.say("Nothing had to be moved");
            return;
        }
        self.commit(step, None);
        if let Some(note) = found.note {
            self.say(note);
        }
        if running.whole || self.canvas.is_fitted() {
            self.canvas.fit_soon();
        }
    }
}
