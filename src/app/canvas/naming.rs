//! Writing names where they stand.

use eframe::egui::{
    self, Align2, Event, EventFilter, Id, Key, KeyboardShortcut, Modifiers, TextEdit,
};
use kurbo::Point;

use super::Canvas;
use crate::app::{Command, Workspace};
use crate::edit::{self, ActionField, ActorField, Selection};
use crate::model::{
    Action, ActionId, Actor, ActorId, ActorKind, Annotation, AnnotationId, Document, Form, Place,
};

/// What is being named.
#[derive(Clone, Debug, PartialEq)]
enum What {
    NewActor {
        kind: ActorKind,
    },
    Actor(ActorId),
    NewAction {
        from: ActorId,
        to: ActorId,
    },
    Action(ActionId),
    /// An actor that is not there yet, to be acted upon.
    NewTarget {
        from: ActorId,
        kind: ActorKind,
        at: Point,
    },
    /// What is done to it; `name` is the new actor's.
    NewTie {
        from: ActorId,
        kind: ActorKind,
        at: Point,
        name: String,
    },
    /// A text or frame that is not there yet.
    NewAnnotation(Annotation),
    Annotation(AnnotationId),
}

/// A text field on the canvas. Nothing is in the document before it is done.
#[derive(Clone, Debug)]
pub struct Naming {
    what: What,
    /// Where it stands; for what is in the document, where that stands.
    at: Option<Point>,
    text: String,
    opened: bool,
    /// Where a line to it begins.
    begun: Point,
}

impl Naming {
    fn new(what: What, at: Option<Point>, text: String) -> Self {
        Self {
            what,
            at,
            text,
            opened: false,
            begun: Point::ZERO,
        }
    }

    /// Names an actor to be added at a point.
    #[must_use]
    pub fn new_actor(at: Point) -> Self {
        let kind = ActorKind::Person;
        Self::new(What::NewActor { kind }, Some(at), String::new())
    }

    /// Words an action to be added between two actors.
    #[must_use]
    pub fn new_action(from: ActorId, to: ActorId, at: Point) -> Self {
        Self::new(What::NewAction { from, to }, Some(at), String::new())
    }

    /// Names an actor to be added at a point, and after that words an action
    /// upon it from one that stands at another point.
    #[must_use]
    pub fn new_target(from: ActorId, begun: Point, at: Point) -> Self {
        let kind = ActorKind::Person;
        let what = What::NewTarget { from, kind, at };
        Self {
            begun,
            ..Self::new(what, Some(at), String::new())
        }
    }

    /// Writes a text at a point.
    #[must_use]
    pub fn new_text(at: Point, size: f64) -> Self {
        // The pointer is in the middle of the first line's height.
        let corner = [at.x.round(), (at.y - 0.6 * size).round()];
        let annotation = Annotation {
            size,
            ..Annotation::new(Form::Text { at: corner }, "")
        };
        Self::new(What::NewAnnotation(annotation), Some(at), String::new())
    }

    /// Gives a title to a frame to be added.
    #[must_use]
    pub fn new_frame(form: Form, size: f64) -> Self {
        let at = form.points().next().map(|[x, y]| Point::new(x, y));
        let annotation = Annotation {
            size,
            ..Annotation::new(form, "")
        };
        Self::new(What::NewAnnotation(annotation), at, String::new())
    }

    /// Rewords an annotation.
    #[must_use]
    pub fn reword_annotation(ws: &Workspace, id: &AnnotationId) -> Option<Self> {
        let text = ws.arrangement().annotations.get(id)?.text.clone();
        Some(Self::new(What::Annotation(id.clone()), None, text))
    }

    /// Where an annotation is to be added.
    pub(super) fn form(&self) -> Option<&Form> {
        match &self.what {
            What::NewAnnotation(annotation) => Some(&annotation.form),
            _ => None,
        }
    }

    /// Whether it may have several lines.
    fn has_lines(&self) -> bool {
        matches!(self.what, What::NewAnnotation(_) | What::Annotation(_))
    }

    /// The line that is being drawn: from whom, and where to.
    pub(super) fn line(&self) -> Option<(&ActorId, Point)> {
        match &self.what {
            What::NewTarget { from, at, .. } | What::NewTie { from, at, .. } => Some((from, *at)),
            _ => None,
        }
    }

    /// What is to be named next: the action, once its target has a name.
    fn next(&mut self) -> bool {
        let What::NewTarget { from, kind, at } = &self.what else {
            return false;
        };
        let name = self.text.trim().to_owned();
        if name.is_empty() {
            return false;
        }
        let (from, kind, at) = (from.clone(), *kind, *at);
        self.at = Some(self.begun.midpoint(at));
        self.what = What::NewTie {
            from,
            kind,
            at,
            name,
        };
        self.text.clear();
        self.opened = false;
        true
    }

    /// Renames an actor.
    #[must_use]
    pub fn rename_actor(doc: &Document, id: &ActorId) -> Option<Self> {
        let name = doc.graph.actor(id)?.name.clone();
        Some(Self::new(What::Actor(id.clone()), None, name))
    }

    /// Rewords an action.
    #[must_use]
    pub fn reword_action(doc: &Document, id: &ActionId) -> Option<Self> {
        let verb = doc.graph.action(id)?.verb.clone();
        Some(Self::new(What::Action(id.clone()), None, verb))
    }

    /// Whether what it is about has gone.
    pub(super) fn is_void(&self, ws: &Workspace) -> bool {
        let doc = ws.document();
        let gone = |id| doc.graph.actor(id).is_none();
        match &self.what {
            What::NewActor { .. } | What::NewAnnotation(_) => false,
            What::Annotation(id) => !ws.arrangement().annotations.contains_key(id),
            What::NewTarget { from, .. } | What::NewTie { from, .. } => gone(from),
            What::Actor(id) => gone(id),
            What::NewAction { from, to } => gone(from) || gone(to),
            What::Action(id) => doc.graph.action(id).is_none(),
        }
    }

    /// Whether anything is written that could be taken.
    pub(super) fn is_written(&self) -> bool {
        let needs_none = match &self.what {
            What::NewTie { .. } => true,
            // A frame without a title is one all the same.
            What::NewAnnotation(new) => !matches!(new.form, Form::Text { .. }),
            _ => false,
        };
        needs_none || !self.text.trim().is_empty()
    }

    /// What it does to the document; `None` when nothing was written.
    pub(super) fn finish(self, ws: &Workspace) -> Option<Command> {
        let (doc, spent) = (ws.document(), ws.history().spent());
        let text = self.text.trim();
        if let What::NewTie {
            from,
            kind,
            at,
            name,
        } = self.what
        {
            let actor = Actor::new(doc.fresh_actor_id(&name, spent), name, kind);
            let place = Place::at(at.x.round(), at.y.round());
            if text.is_empty() {
                // What was named is not lost because nothing is said of it yet.
                let select = Selection::actor(actor.id.clone());
                return Some(Command::Edit(
                    edit::add_actor(doc, actor, place),
                    Some(select),
                ));
            }
            let id = doc.fresh_action_id((&from, text, &actor.id), spent);
            let select = Selection {
                actors: [actor.id.clone()].into(),
                actions: [id.clone()].into(),
                ..Selection::default()
            };
            let t = edit::add_target(doc, &from, (actor, place), Action::new(id, text));
            return Some(Command::Edit(t, Some(select)));
        }
        match self.what {
            What::NewAnnotation(new) => return finish_new(ws, new, text),
            What::Annotation(id) => return finish_rewording(ws, &id, text),
            _ if text.is_empty() => return None,
            _ => {}
        }
        Some(match self.what {
            // Done above.
            What::NewTie { .. } | What::NewAnnotation(_) | What::Annotation(_) => return None,
            What::NewActor { kind } | What::NewTarget { kind, .. } => {
                let at = self.at.unwrap_or_default();
                let actor = Actor::new(doc.fresh_actor_id(text, spent), text, kind);
                let select = Selection::actor(actor.id.clone());
                let place = Place::at(at.x.round(), at.y.round());
                Command::Edit(edit::add_actor(doc, actor, place), Some(select))
            }
            What::NewAction { from, to } => {
                let id = doc.fresh_action_id((&from, text, &to), spent);
                let select = Selection::action(id.clone());
                let t = edit::add_action(doc, &from, &to, Action::new(id, text));
                Command::Edit(t, Some(select))
            }
            What::Actor(id) => {
                let field = ActorField::Name(text.to_owned());
                Command::Edit(edit::set_actor(doc, &id, field), None)
            }
            What::Action(id) => {
                let field = ActionField::Verb(text.to_owned());
                Command::Edit(edit::set_action(doc, &id, field), None)
            }
        })
    }
}

/// What a new annotation does to the document.
fn finish_new(ws: &Workspace, new: Annotation, text: &str) -> Option<Command> {
    let text = text.to_owned();
    let new = Annotation { text, ..new };
    if new.trouble().is_some() {
        return None; // a text without words
    }
    let (step, id) = edit::add_annotation(ws.document(), &ws.arrangement().name, new);
    Some(Command::Edit(step, Some(Selection::annotation(id))))
}

/// What other words do to an annotation. A text without any stays as it is.
fn finish_rewording(ws: &Workspace, id: &AnnotationId, text: &str) -> Option<Command> {
    let shown = ws.arrangement();
    let text = text.to_owned();
    let new = Annotation {
        text,
        ..shown.annotations.get(id)?.clone()
    };
    let sound = new.trouble().is_none();
    let step = edit::set_annotation(&shown.name, id, new, "reword");
    sound.then_some(Command::Edit(step, None))
}

/// What the field keeps for itself.
const KEPT: EventFilter = EventFilter {
    tab: false,
    horizontal_arrows: true,
    vertical_arrows: true,
    escape: true,
};

/// Whether what was typed is to be taken, or to be let go: the first of the two
/// keys counts, where a slow frame brings both.
fn ends(events: &[Event], lines: bool) -> (bool, bool) {
    let end = events.iter().find_map(|event| match event {
        Event::Key {
            key,
            pressed: true,
            modifiers,
            ..
        } => match key {
            Key::Enter => (!(lines && modifiers.shift)).then_some(true),
            Key::Escape => Some(false),
            _ => None,
        },
        _ => None,
    });
    (end == Some(true), end == Some(false))
}

impl Canvas {
    pub(super) fn naming_ui(&mut self, ui: &egui::Ui, ws: &Workspace) -> Vec<Command> {
        let Some(mut naming) = self.naming.take() else {
            return Vec::new();
        };
        let at = match &naming.what {
            What::Actor(id) => self.stage.actor(id).map(|a| a.name_box.center()),
            What::Action(id) => self.stage.action(id).map(|a| a.course.at(0.5)),
            What::Annotation(id) => self.notes.get(id).map(|n| n.words_centre()),
            What::NewAnnotation(_)
            | What::NewActor { .. }
            | What::NewAction { .. }
            | What::NewTarget { .. }
            | What::NewTie { .. } => naming.at,
        };
        let Some(at) = at else {
            return Vec::new(); // it was deleted meanwhile
        };
        let (hint, label) = match &naming.what {
            What::NewActor { .. } | What::NewTarget { .. } => ("name", "Name of the new actor"),
            What::Actor(_) => ("name", "Name of the actor"),
            What::NewAction { .. } | What::NewTie { .. } => {
                ("does what?", "Verb of the new action")
            }
            What::Action(_) => ("does what?", "Verb of the action"),
            What::NewAnnotation(new) => match new.form {
                Form::Frame { .. } => ("title, or nothing", "Title of the new frame"),
                _ => ("text (Shift+Enter: a new line)", "Words of the new text"),
            },
            What::Annotation(_) => ("text", "Words of the annotation"),
        };
        let mut done = None;
        egui::Area::new(Id::new("naming"))
            .order(egui::Order::Foreground)
            .pivot(Align2::CENTER_CENTER)
            .fixed_pos(self.view.to_screen(self.rect, at))
            .constrain_to(self.rect)
            .show(ui.ctx(), |ui| {
                egui::Frame::popup(ui.style()).show(ui, |ui| {
                    if let What::NewActor { kind } | What::NewTarget { kind, .. } = &mut naming.what
                    {
                        ui.horizontal(|ui| {
                            for k in ActorKind::ALL {
                                ui.selectable_value(kind, k, k.name());
                            }
                        });
                    }
                    let lines = naming.has_lines();
                    let edit = if lines {
                        // Enter ends it, here as everywhere on the canvas.
                        TextEdit::multiline(&mut naming.text)
                            .desired_rows(1)
                            .return_key(KeyboardShortcut::new(Modifiers::SHIFT, Key::Enter))
                    } else {
                        TextEdit::singleline(&mut naming.text)
                    };
                    let field = ui.add(
                        edit.hint_text(hint)
                            .desired_width(240.0)
                            .id(Id::new("naming-field")),
                    );
                    ui.ctx().accesskit_node_builder(field.id, |node| {
                        node.set_label(label);
                    });
                    let opening = !naming.opened;
                    if opening {
                        naming.opened = true;
                        field.request_focus();
                        // All of it is selected: typing replaces, arrows amend.
                        let mut state =
                            TextEdit::load_state(ui.ctx(), field.id).unwrap_or_default();
                        let all = egui::text::CCursorRange::two(
                            egui::text::CCursor::new(0),
                            egui::text::CCursor::new(naming.text.chars().count()),
                        );
                        state.cursor.set_char_range(Some(all));
                        TextEdit::store_state(ui.ctx(), field.id, state);
                    }
                    // Else Escape would take the keyboard away before what was typed
                    // ahead of it in the same frame is there.
                    ui.memory_mut(|m| m.set_focus_lock_filter(field.id, KEPT));
                    let (enter, escape) = ui.input(|i| ends(&i.events, lines));
                    if opening {
                        // The key that has opened it does not close it.
                    } else if escape {
                        done = Some(false);
                    } else if enter && (field.has_focus() || field.lost_focus()) {
                        done = Some(true);
                    } else if field.lost_focus() {
                        // Choosing a kind takes the focus: the field takes it back.
                        let elsewhere = ui.input(|i| {
                            i.pointer
                                .interact_pos()
                                .is_some_and(|p| !ui.min_rect().expand(12.0).contains(p))
                        });
                        if elsewhere {
                            done = Some(true);
                        } else {
                            field.request_focus();
                        }
                    }
                });
            });
        if done == Some(true) && naming.next() {
            done = None;
            ui.request_repaint();
        }
        match done {
            None => {
                self.naming = Some(naming);
                Vec::new()
            }
            Some(finished) => {
                self.focus_wanted = true;
                ui.request_repaint();
                let command = if finished { naming.finish(ws) } else { None };
                command.into_iter().collect()
            }
        }
    }
}
