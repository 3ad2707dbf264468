//! Bending the lines of selected actions: by dragging a line or one of its
//! bends, or bend by bend with the keys.

use eframe::egui::{self, Modifiers, Shape, Stroke};
use kurbo::{Line, ParamCurveNearest, Point, Shape as _, Vec2};

use super::paint::Painter;
use super::{Canvas, Gesture};
use crate::app::{Command, Settings, Workspace, look};
use crate::edit::{self, on_grid};
use crate::model::{ActionId, MAX_BENDS};
use crate::picture::route::{self, Course, Ends, Site};
use crate::picture::{Shows, Theme, edges};

/// Radius of a handle, in points.
const HANDLE: f32 = 4.5;
/// How far from its middle a handle is still taken, in points.
const HANDLE_REACH: f64 = 9.0;
/// How near to the straight way a dragged bend is none any more, in points.
const STRAIGHT: f64 = 6.0;
/// The same for one that is moved by keys, in document units.
const STRAIGHT_BY_KEYS: f64 = 0.75;
/// How far aside of the line a new bend is put by a command, in document units,
/// and in points at least.
const ASIDE: f64 = 24.0;
const LEAST_ASIDE: f64 = 20.0;
/// Most selected actions whose bends have handles.
const MOST_BENT: usize = 24;
/// Lines shorter than this on screen have no handles, in points.
const LEAST_LENGTH: f64 = 40.0;

pub(super) const NO_LOOP: &str = "A line from an actor to itself cannot be bent";
pub(super) const TOO_MANY: &str = "This line has as many bends as a line can have";

/// A line of which one bend is moved.
#[derive(Clone, Debug, PartialEq)]
pub struct Bending {
    /// Whose line.
    pub action: ActionId,
    /// Its bends, with the one that is moved where it was.
    from: Vec<[f64; 2]>,
    /// Which of them is moved.
    at: usize,
    /// Where the pointer took hold, in the document.
    start: Point,
    /// Where the actors at its ends stand.
    ends: [Point; 2],
}

fn point([x, y]: [f64; 2]) -> Point {
    Point::new(x, y)
}

/// From end to end by way of the bends.
fn knots(ends: [Point; 2], bends: &[[f64; 2]]) -> Vec<Point> {
    let between = bends.iter().copied().map(point);
    std::iter::once(ends[0])
        .chain(between)
        .chain([ends[1]])
        .collect()
}

fn to_segment(p: Point, a: Point, b: Point) -> f64 {
    Line::new(a, b).nearest(p, 1e-3).distance_sq.sqrt()
}

impl Bending {
    /// The bends once the moved one is somewhere else; without it where it would
    /// be within `straight` units of the straight way between its neighbours.
    fn with(&self, to: Point, straight: f64) -> Vec<[f64; 2]> {
        let knots = knots(self.ends, &self.from);
        let mut bends = self.from.clone();
        if to_segment(to, knots[self.at], knots[self.at + 2]) <= straight {
            bends.remove(self.at);
        } else {
            bends[self.at] = [to.x, to.y];
        }
        bends
    }

    /// What gives the line these bends.
    pub(super) fn command(&self, ws: &Workspace, bends: &[[f64; 2]]) -> Command {
        let arrangement = &ws.arrangement().name;
        let step = edit::bend(ws.document(), arrangement, &self.action, bends);
        Command::Edit(step, None)
    }

    /// Its bends after a move by keys.
    pub(super) fn by_keys(&self, by: Vec2) -> Vec<[f64; 2]> {
        if by == Vec2::ZERO {
            return self.from.clone();
        }
        self.with(point(self.from[self.at]) + by, STRAIGHT_BY_KEYS)
    }
}

impl Canvas {
    /// The bends of a line, as they are shown.
    fn bends_of<'b>(&'b self, ws: &'b Workspace, action: &ActionId) -> &'b [[f64; 2]] {
        match &self.bent {
            Some((bent, bends)) if bent == action => bends,
            _ => {
                let bends = ws.arrangement().bends.get(action);
                bends.map_or(&[][..], Vec::as_slice)
            }
        }
    }

    fn ends_of(&self, action: &ActionId) -> Option<[Point; 2]> {
        let drawn = self.stage.action(action)?;
        let (from, to) = (
            self.stage.actor_centre(&drawn.from)?,
            self.stage.actor_centre(&drawn.to)?,
        );
        Some([from, to])
    }

    /// The course of a line; of a crowd, which draws every line on its usual
    /// course, the one that it has by way of its bends.
    fn course_of(&self, ws: &Workspace, action: &ActionId) -> Option<Course> {
        let drawn = self.stage.action(action)?;
        let bends = self.bends_of(ws, action);
        if bends.is_empty() || self.stage.crowd().is_none() {
            return Some(drawn.course.clone());
        }
        let site = |id| {
            let actor = self.stage.actor(id)?;
            Some(Site {
                centre: actor.centre,
                keep_free: actor.outline.bounding_box(),
                outline: actor.outline.clone(),
            })
        };
        let sites = [site(&drawn.from)?, site(&drawn.to)?];
        let (from, to) = (0, 1);
        route::courses(&sites, &[Ends { from, to, bends }]).pop()
    }

    /// Selected actions with bends that are large enough on screen to be taken
    /// hold of.
    fn bent_and_selected<'c>(
        &'c self,
        ws: &'c Workspace,
    ) -> impl Iterator<Item = (&'c ActionId, &'c [[f64; 2]])> {
        let still = matches!(
            self.gesture,
            Gesture::Idle
                | Gesture::Bending(_)
                | Gesture::BendingByKeys { .. }
                | Gesture::Cancelled
                | Gesture::Panning
        );
        let zoom = self.view.camera().zoom;
        let long = move |action: &ActionId, bends: &[[f64; 2]]| {
            let knots = self.ends_of(action).map(|ends| knots(ends, bends));
            let length = |k: Vec<Point>| k.windows(2).map(|w| w[0].distance(w[1])).sum::<f64>();
            knots.is_some_and(|k| length(k) * zoom >= LEAST_LENGTH)
        };
        self.bent_selected(ws)
            .into_iter()
            .map(move |action| (action, self.bends_of(ws, action)))
            .filter(move |(action, bends)| still && !bends.is_empty() && long(action, bends))
    }

    /// Some of the selected actions whose lines bend: at most [`MOST_BENT`]. Of what
    /// is selected and what bends, the fewer are gone through.
    fn bent_selected<'w>(&'w self, ws: &'w Workspace) -> Vec<&'w ActionId> {
        let (selected, known) = (&ws.selection().actions, &ws.arrangement().bends);
        if selected.len() <= known.len() + MOST_BENT {
            let bent = selected
                .iter()
                .filter(|id| !self.bends_of(ws, id).is_empty());
            return bent.take(MOST_BENT).collect();
        }
        let bent = known.keys().filter(|id| selected.contains(*id));
        bent.take(MOST_BENT).collect()
    }

    /// The bend whose handle is at a point: of whose line, and which.
    pub(super) fn handle_at(&self, ws: &Workspace, at: Point) -> Option<(ActionId, usize)> {
        let reach = HANDLE_REACH / self.view.camera().zoom;
        let handles = self.bent_and_selected(ws).flat_map(|(action, bends)| {
            let all = bends.iter().enumerate();
            all.map(move |(i, &bend)| (point(bend).distance(at), action, i))
        });
        let near = handles.filter(|(distance, ..)| *distance <= reach);
        let nearest = near.min_by(|a, b| a.0.total_cmp(&b.0));
        nearest.map(|(_, action, i)| (action.clone(), i))
    }

    /// Takes hold of a handle at a point, if there is one.
    pub(super) fn grab_handle(&self, ws: &Workspace, start: Point) -> Option<Bending> {
        let (action, at) = self.handle_at(ws, start)?;
        self.bending(ws, action, at, start)
    }

    fn bending(
        &self,
        ws: &Workspace,
        action: ActionId,
        at: usize,
        start: Point,
    ) -> Option<Bending> {
        let from = self.bends_of(ws, &action).to_vec();
        let ends = self.ends_of(&action).filter(|_| at < from.len())?;
        Some(Bending {
            action,
            from,
            at,
            start,
            ends,
        })
    }

    /// Takes hold of the line of a selected action at a point, where it gets a
    /// bend; or why it cannot have one.
    pub(super) fn grab_line(
        &self,
        ws: &Workspace,
        held: Modifiers,
        start: Point,
        reach: f64,
    ) -> Option<Result<Bending, &'static str>> {
        // With those, areas are drawn, wherever they begin.
        if held.any() {
            return None;
        }
        let on_it = |action: &ActionId| {
            let (drawn, course) = (self.stage.action(action)?, self.course_of(ws, action)?);
            let near = course.distance(start) <= reach + drawn.width / 2.0;
            near.then(|| action.clone())
        };
        let bent = self.bent_and_selected(ws).find_map(|(a, _)| on_it(a));
        let action = bent.or_else(|| match self.topmost(start, reach) {
            Some(Shows::Action(id)) if ws.selection().actions.contains(&id) => Some(id),
            _ => None,
        })?;
        Some(self.with_new_bend(ws, action, start, None))
    }

    /// A line with one more bend at a point, which is moved from there; in the
    /// `at`-th place, or in that where the line is nearest.
    fn with_new_bend(
        &self,
        ws: &Workspace,
        action: ActionId,
        new: Point,
        at: Option<usize>,
    ) -> Result<Bending, &'static str> {
        let mut from = self.bends_of(ws, &action).to_vec();
        let course = self.course_of(ws, &action);
        let ends = self.ends_of(&action);
        let Some(ends) = ends.filter(|_| !matches!(course, Some(Course::Loop(_)) | None)) else {
            return Err(NO_LOOP);
        };
        if from.len() >= MAX_BENDS {
            return Err(TOO_MANY);
        }
        let knots = knots(ends, &from);
        let gap = |i: &usize| to_segment(new, knots[*i], knots[*i + 1]);
        let nearest = || (0..=from.len()).min_by(|a, b| gap(a).total_cmp(&gap(b)));
        let at = at.or_else(nearest).unwrap_or(0);
        from.insert(at, [new.x, new.y]);
        Ok(Bending {
            action,
            from,
            at,
            start: new,
            ends,
        })
    }

    /// The bends of a line that is dragged, with the pointer over a point of the
    /// document; `free` of the grid.
    pub(super) fn bent_to(
        &self,
        bending: &Bending,
        settings: &Settings,
        free: bool,
        to: Point,
    ) -> Vec<[f64; 2]> {
        let (old, way) = (point(bending.from[bending.at]), to - bending.start);
        let new = if way.round() == Vec2::ZERO {
            old
        } else if settings.snap.grid && !free {
            let new = old + way;
            let spacing = settings.snap.spacing;
            Point::new(on_grid(new.x, spacing), on_grid(new.y, spacing))
        } else {
            (old + way).round()
        };
        bending.with(new, STRAIGHT / self.view.camera().zoom)
    }

    /// Shows a line with other bends than the document gives it; with `None`, all
    /// as the document has them.
    pub(super) fn show_bent(&mut self, bent: Option<(ActionId, Vec<[f64; 2]>)>) {
        if self.bent != bent {
            self.bent = bent;
            if self.stage.crowd().is_none() {
                // The scene is made anew.
                self.places_version += 1;
            }
        }
    }

    /// Takes a bend out of a line.
    pub(super) fn take_out_bend(
        &mut self,
        ws: &Workspace,
        action: &ActionId,
        at: usize,
    ) -> Option<Command> {
        let mut bending = self.bending(ws, action.clone(), at, Point::ZERO)?;
        self.in_hand = None;
        bending.from.remove(at);
        Some(bending.command(ws, &bending.from))
    }

    // ---- with the keys

    /// The bend that arrow keys move: one of the only thing that is selected.
    #[must_use]
    pub fn bend_in_hand(&self, ws: &Workspace) -> Option<(ActionId, usize)> {
        let selection = ws.selection();
        let (action, at) = self.in_hand.as_ref()?;
        let only = selection.len() == 1 && selection.actions.contains(action);
        let known = *at < self.bends_of(ws, action).len();
        (only && known).then(|| (action.clone(), *at))
    }

    /// Gives the only selected action one more bend, which arrow keys move then.
    ///
    /// # Errors
    /// Why that cannot be.
    pub fn bend_line(&mut self, ws: &Workspace) -> Result<Command, &'static str> {
        let selection = ws.selection();
        let only = selection.actions.first().filter(|_| selection.len() == 1);
        let action = only.ok_or("Select the one action first whose line is to be bent")?;
        let bends = self.bends_of(ws, action);
        let (Some(course), Some(ends)) = (self.course_of(ws, action), self.ends_of(action)) else {
            return Err(NO_LOOP);
        };
        let knots = knots(ends, bends);
        let length = |i: &usize| knots[*i].distance(knots[*i + 1]);
        let at = (0..=bends.len())
            .rev()
            .max_by(|a, b| length(a).total_cmp(&length(b)));
        let at = at.unwrap_or(0);
        let (a, b) = (knots[at], knots[at + 1]);
        // The way out on which the line is already, if it is on any.
        let middle = match bends.is_empty() {
            true => course.at(0.5),
            false => a.midpoint(b),
        };
        let mut out = middle - a.midpoint(b);
        if out.hypot() < 1e-6 {
            out = Vec2::new(b.y - a.y, a.x - b.x);
        }
        let aside = ASIDE.max(LEAST_ASIDE / self.view.camera().zoom);
        let new = (middle + out / out.hypot().max(1e-9) * aside).round();
        let bending = self.with_new_bend(ws, action.clone(), new, Some(at))?;
        self.in_hand = Some((bending.action.clone(), at));
        self.focus_wanted = true;
        Ok(bending.command(ws, &bending.from))
    }

    /// Takes the next bend of the only selected action in hand. Returns whether
    /// it has any.
    pub fn next_bend(&mut self, ws: &Workspace) -> bool {
        let selection = ws.selection();
        let only = selection.actions.first().filter(|_| selection.len() == 1);
        let Some(action) = only else {
            return false;
        };
        let count = self.bends_of(ws, action).len();
        let next = self.bend_in_hand(ws).map_or(0, |(_, at)| at + 1);
        if count > 0 {
            self.in_hand = Some((action.clone(), next % count));
            self.focus_wanted = true;
        }
        count > 0
    }

    /// Moves the bend in hand, as a preview.
    pub(super) fn nudge_bend(&mut self, ws: &Workspace, way: Vec2, now_s: f64) {
        if matches!(self.gesture, Gesture::Idle)
            && let Some((action, at)) = self.bend_in_hand(ws)
            && let Some(bend) = self.bending(ws, action, at, Point::ZERO)
        {
            let by = Vec2::ZERO;
            self.gesture = Gesture::BendingByKeys { bend, by, now_s };
        }
        if let Gesture::BendingByKeys {
            bend,
            by,
            now_s: last_s,
        } = &mut self.gesture
        {
            *by += way;
            *last_s = now_s;
            let bent = (bend.action.clone(), bend.by_keys(*by));
            self.show_bent(Some(bent));
        }
    }

    // ---- on screen

    /// The handles of bends; of a crowd, the lines by way of them, too.
    pub(super) fn bend_shapes(
        &self,
        ctx: &egui::Context,
        ws: &Workspace,
        theme: &Theme,
        shapes: &mut Vec<Shape>,
    ) {
        let in_hand = self.bend_in_hand(ws);
        let (accent, paper) = (look::color(theme.accent), look::color(theme.paper));
        for (action, bends) in self.bent_and_selected(ws) {
            if self.stage.crowd().is_some()
                && let Some(link) = ws.document().graph.link(action)
                && let Some(course) = self.course_of(ws, action)
            {
                let painter = Painter {
                    ctx,
                    view: &self.view,
                    rect: self.rect,
                    images: &self.images,
                };
                let item = edges::line_item(ws.document(), link, &course, theme);
                for mark in &item.marks {
                    painter.mark(mark, 1.0, shapes);
                }
            }
            for (i, &bend) in bends.iter().enumerate() {
                let at = self.view.to_screen(self.rect, point(bend));
                let held = in_hand
                    .as_ref()
                    .is_some_and(|(a, k)| a == action && *k == i);
                let fill = if held { accent } else { paper };
                shapes.push(Shape::circle_filled(at, HANDLE, fill));
                shapes.push(Shape::circle_stroke(at, HANDLE, Stroke::new(1.8, accent)));
            }
        }
    }

    /// Where the handles of bends are: of whose line, and where in the document.
    #[must_use]
    pub fn handles(&self, ws: &Workspace) -> Vec<(ActionId, Point)> {
        let all = self.bent_and_selected(ws);
        let each =
            all.flat_map(|(action, bends)| bends.iter().map(|b| (action.clone(), point(*b))));
        each.collect()
    }
}
