//! Making annotations on the canvas, and giving them another form.

use eframe::egui;
use kurbo::{Point, Shape as _, Vec2};

use super::notes::is_selected;
use super::snap::Hold;
use super::{Canvas, Gesture, Naming, only};
use crate::app::{Command, Workspace};
use crate::edit::{self, Selection};
use crate::model::{Annotation, AnnotationId, Form};
use crate::picture::{DrawnAnnotation, Shows};

/// How far from a handle the pointer still takes it, in screen points.
const GRIP_REACH: f64 = 8.0;
/// Shortest side of a frame on screen that has a handle in its middle, in points.
const LONG_SIDE: f64 = 52.0;
/// What is drawn smaller than this is not meant to have that size, in points.
const LEAST_DRAWN: f64 = 10.0;
/// Room between a frame and what it is put round, in em.
const PADDING_EM: f64 = 1.5;

/// What the next drag draws.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tool {
    /// A frame.
    Frame,
    /// An arrow.
    Arrow,
}

impl Tool {
    /// What a drag from one point to another draws.
    pub(super) fn form(self, from: Point, to: Point) -> Form {
        let [from, to] = [from, to].map(|p| [p.x.round(), p.y.round()]);
        match self {
            Self::Frame => Form::frame_between(from, to),
            Self::Arrow => Form::Arrow { from, to },
        }
    }

    /// One of the usual size about a point, in em.
    fn usual(self, at: Point, em: f64) -> Form {
        let half = match self {
            Self::Frame => Vec2::new(10.0, 6.0),
            Self::Arrow => Vec2::new(4.0, 0.0),
        } * em;
        self.form(at - half, at + half)
    }
}

/// What an annotation is given another form by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grip {
    /// Sides of a frame: −1 left or upper, 0 neither, 1 right or lower.
    Sides([i8; 2]),
    /// Where an arrow begins.
    From,
    /// Where it points.
    To,
}

/// The handles of an annotation that is looked at with this zoom, with what each
/// is.
pub(super) fn grips(drawn: &DrawnAnnotation, zoom: f64) -> impl Iterator<Item = (Grip, Point)> {
    let body = drawn.body();
    let frame = matches!(drawn.form, Form::Frame { .. });
    let sides = [-1, 0, 1]
        .into_iter()
        .flat_map(|x| [-1, 0, 1].map(|y| [x, y]));
    let sides = sides.filter(move |&[x, y]| {
        frame
            && match (x, y) {
                (0, 0) => false,
                (0, _) => body.width() * zoom > LONG_SIDE,
                (_, 0) => body.height() * zoom > LONG_SIDE,
                _ => true,
            }
    });
    let middle = body.center();
    let half = body.size() / 2.0;
    let sides = sides.map(move |[x, y]: [i8; 2]| {
        let way = Vec2::new(f64::from(x) * half.width, f64::from(y) * half.height);
        (Grip::Sides([x, y]), middle + way)
    });
    let ends = match drawn.form {
        Form::Arrow { from, to } => Some([(Grip::From, from), (Grip::To, to)]),
        _ => None,
    };
    let ends = ends.into_iter().flatten();
    sides.chain(ends.map(|(grip, [x, y])| (grip, Point::new(x, y))))
}

/// The form that an annotation has once a handle of it is somewhere else.
fn reshaped(form: &Form, grip: Grip, to: Point) -> Form {
    let now = [to.x.round(), to.y.round()];
    match (*form, grip) {
        (Form::Frame { mut from, mut to }, Grip::Sides(sides)) => {
            for axis in 0..2 {
                match sides[axis] {
                    -1 => from[axis] = now[axis],
                    1 => to[axis] = now[axis],
                    _ => {}
                }
            }
            Form::frame_between(from, to)
        }
        (Form::Arrow { to, .. }, Grip::From) => Form::Arrow { from: now, to },
        (Form::Arrow { from, .. }, Grip::To) => Form::Arrow { from, to: now },
        (form, _) => form,
    }
}

impl Canvas {
    /// Height of new letters, in document units: usual ones, or larger ones where
    /// those could not be read.
    pub(super) fn letter_size(&self) -> f64 {
        /// Least zoom at which the usual letters are written.
        const READABLE: f64 = 0.7;
        let mut size = Annotation::SIZE;
        while size * self.view.camera().zoom < Annotation::SIZE * READABLE
            && 2.0 * size <= Annotation::SIZES[1]
        {
            size *= 2.0;
        }
        size
    }

    /// Begins to write a text where the context menu was opened, at the pointer,
    /// or in the middle.
    pub fn begin_text(&mut self, ctx: &egui::Context) {
        let at = self.new_spot(ctx);
        self.tool = None;
        if self.is_connecting() {
            self.gesture = super::Gesture::Idle;
        }
        self.naming = Some(Naming::new_text(at, self.letter_size()));
    }

    /// Puts a frame round what is selected, to be given a title. Where nothing is
    /// selected that has a place, the next drag draws one. Returns whether a
    /// drag is waited for.
    pub fn begin_frame(&mut self, ws: &Workspace) -> bool {
        let selection = ws.selection();
        let actors = selection.actors.iter().filter_map(|id| {
            let actor = self.stage.actor(id)?;
            Some(actor.outline.bounding_box().union(actor.name_box))
        });
        let notes = selection.annotations.iter();
        let notes = notes.filter_map(|id| Some(self.notes.get(id)?.bounds()));
        let Some(around) = actors.chain(notes).reduce(|a, b| a.union(b)) else {
            return self.take_tool(Tool::Frame);
        };
        self.tool = None;
        let size = self.letter_size();
        let around = around.inflate(PADDING_EM * size, PADDING_EM * size);
        let corners = [(around.x0, around.y0), (around.x1, around.y1)].map(Point::from);
        self.name_frame(Tool::Frame.form(corners[0], corners[1]));
        false
    }

    /// Lets the next drag draw an arrow. Returns whether it is waited for.
    pub fn begin_arrow(&mut self) -> bool {
        self.take_tool(Tool::Arrow)
    }

    fn take_tool(&mut self, tool: Tool) -> bool {
        if matches!(self.gesture, Gesture::Connecting { .. }) {
            self.gesture = Gesture::Idle;
        }
        self.lasso_ready = false;
        let again = self.tool == Some(tool);
        self.tool = (!again && matches!(self.gesture, Gesture::Idle)).then_some(tool);
        self.focus_wanted |= self.tool.is_some();
        self.tool.is_some()
    }

    /// Whether a frame or arrow is to be drawn.
    #[must_use]
    pub fn has_tool(&self) -> bool {
        self.tool.is_some()
    }

    fn name_frame(&mut self, form: Form) {
        self.naming = Some(Naming::new_frame(form, self.letter_size()));
    }

    /// Puts down what was to be drawn, in its usual size about a point.
    pub(super) fn put_down(&mut self, ws: &Workspace, tool: Tool, at: Point) -> Option<Command> {
        self.tool = None;
        self.make(ws, tool, tool.usual(at, self.letter_size()))
    }

    /// The same in the middle of the view.
    pub(super) fn put_in_middle(&mut self, ws: &Workspace) -> Option<Command> {
        let tool = self.tool?;
        self.put_down(ws, tool, self.free_spot())
    }

    fn make(&mut self, ws: &Workspace, tool: Tool, form: Form) -> Option<Command> {
        match tool {
            Tool::Frame => {
                self.name_frame(form);
                None
            }
            Tool::Arrow => {
                let arrow = Annotation {
                    size: self.letter_size(),
                    ..Annotation::new(form, "")
                };
                let (doc, shown) = (ws.document(), &ws.arrangement().name);
                let (step, id) = edit::add_annotation(doc, shown, arrow);
                Some(Command::Edit(step, Some(Selection::annotation(id))))
            }
        }
    }

    /// Ends drawing a frame or an arrow.
    pub(super) fn end_tracing(
        &mut self,
        ws: &Workspace,
        (tool, start): (Tool, Point),
        to: Point,
    ) -> Option<Command> {
        if start.distance(to) * self.view.camera().zoom < LEAST_DRAWN {
            return self.put_down(ws, tool, to);
        }
        self.make(ws, tool, tool.form(start, to))
    }

    /// The handle at a point, of the annotation that is selected alone.
    fn grip_at(&self, ws: &Workspace, at: Point) -> Option<(AnnotationId, Grip)> {
        let id = ws.selection().only_annotation()?;
        let (drawn, zoom) = (self.notes.get(id)?, self.view.camera().zoom);
        let frame = matches!(drawn.form, Form::Frame { .. });
        if frame && drawn.words.is_some_and(|title| title.contains(at)) {
            return None; // seen from afar, a corner is near all of a title
        }
        let mut all = grips(drawn, zoom);
        let near = all.find(|(_, p)| p.distance(at) * zoom <= GRIP_REACH);
        near.map(|(grip, _)| (id.clone(), grip))
    }

    /// What a drag at a point means: what is selected there comes before what
    /// lies on top.
    fn meant(&self, ws: &Workspace, at: Point, reach: f64) -> Option<Shows> {
        /// Most things that are looked at.
        const MOST: usize = 8;
        let top = self.topmost(at, reach)?;
        if ws.selection().is_empty() || is_selected(ws.selection(), &top) {
            return Some(top);
        }
        let mut all = self.beneath(at, reach, MOST).into_iter();
        let selected = all.find(|s| is_selected(ws.selection(), s));
        Some(selected.unwrap_or(top))
    }

    /// What a drag of an annotation begins; `None` where none is meant.
    pub(super) fn take_note(
        &mut self,
        ws: &Workspace,
        (at, reach): (Point, f64),
        copies: bool,
        commands: &mut Vec<Command>,
    ) -> Option<Gesture> {
        if let Some(tool) = self.tool.take() {
            return Some(Gesture::Tracing { tool, start: at });
        }
        if let Some((id, grip)) = self.grip_at(ws, at) {
            let was = ws.arrangement().annotations.get(&id)?.clone();
            return Some(Gesture::Shaping { id, grip, was });
        }
        let shows = self.meant(ws, at, reach)?;
        let Shows::Annotation(id) = &shows else {
            return None;
        };
        let what = if is_selected(ws.selection(), &shows) {
            ws.selection().clone()
        } else {
            let alone = only(&shows);
            commands.push(Command::Select(alone.clone()));
            alone
        };
        let from = self.take_hold(ws, &what);
        let (hold, start) = (Hold::of_box(self.notes.get(id)?.body()), at);
        Some(if copies {
            Gesture::Duplicating { start, from, hold }
        } else {
            Gesture::Moving { start, from, hold }
        })
    }

    /// Shows an annotation in the form that it would have.
    pub(super) fn reshape(&mut self, to: Point) {
        let Gesture::Shaping { id, grip, was } = &self.gesture else {
            return;
        };
        let now = Annotation {
            form: reshaped(&was.form, *grip, to),
            ..was.clone()
        };
        // An arrow without a length stays as it was last.
        if now.trouble().is_none() {
            self.notes.try_on(id.clone(), now);
        }
    }

    /// Ends giving an annotation another form.
    pub(super) fn end_shaping(&mut self, ws: &Workspace, to: Point) -> Option<Command> {
        self.reshape(to);
        let Gesture::Shaping { id, was, .. } = &self.gesture else {
            return None;
        };
        let what = match was.form {
            Form::Arrow { .. } => "turn",
            _ => "resize",
        };
        let now = self.notes.tried(id)?.clone();
        let step = edit::set_annotation(&ws.arrangement().name, id, now, what);
        self.notes.settle();
        Some(Command::Edit(step, None))
    }

    /// The pointer's shape over an annotation; `None` where it is over none.
    pub(super) fn note_cursor(&self, ws: &Workspace, at: Point) -> Option<egui::CursorIcon> {
        use egui::CursorIcon as Icon;
        if let Some((_, grip)) = self.grip_at(ws, at) {
            return Some(match grip {
                Grip::Sides([x, y]) if x == y => Icon::ResizeNwSe,
                Grip::Sides([0, _]) => Icon::ResizeVertical,
                Grip::Sides([_, 0]) => Icon::ResizeHorizontal,
                Grip::Sides(_) => Icon::ResizeNeSw,
                Grip::From | Grip::To => Icon::Crosshair,
            });
        }
        let over = matches!(self.hovered, Some(Shows::Annotation(_)));
        over.then_some(Icon::Grab)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_frame_turns_over_when_a_side_is_drawn_past_the_other() {
        let frame = Form::frame_between([0.0; 2], [100.0, 50.0]);
        let by = |sides, x, y| reshaped(&frame, Grip::Sides(sides), Point::new(x, y));
        let is = |from, to| Form::Frame { from, to };
        assert_eq!(by([1, 1], 120.4, 60.0), is([0.0; 2], [120.0, 60.0]));
        assert_eq!(by([1, 0], 80.0, 999.0), is([0.0; 2], [80.0, 50.0]));
        assert_eq!(by([0, -1], 80.0, -9.0), is([0.0, -9.0], [100.0, 50.0]));
        assert_eq!(by([-1, 0], 130.0, 0.0), is([100.0, 0.0], [130.0, 50.0]));
        assert_eq!(by([1, 0], 0.0, 0.0), is([0.0; 2], [1.0, 50.0]), "no less");
    }

    #[test]
    fn an_end_of_an_arrow_goes_where_it_is_drawn() {
        let (from, to) = ([0.0; 2], [100.0, 50.0]);
        let arrow = Form::Arrow { from, to };
        let there = Point::new(7.0, 8.0);
        let [f, t] = [Grip::From, Grip::To].map(|grip| reshaped(&arrow, grip, there));
        assert_eq!(
            f,
            Form::Arrow {
                from: [7.0, 8.0],
                to
            }
        );
        assert_eq!(
            t,
            Form::Arrow {
                from,
                to: [7.0, 8.0]
            }
        );
    }
}
