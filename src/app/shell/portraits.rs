//! Portraits: from a file that was chosen, or dropped on an actor.

use std::path::{Path, PathBuf};

use eframe::egui::{self, Align2, Area, Event, Frame, Id, Label, Order};

use super::super::Command;
use super::super::jobs::Portrait;
use super::super::panels::Purpose;
use super::Dramatis;
use crate::edit::{self, ActorField, Edit, Transaction};
use crate::exchange::{TextKind, is_unread_document};
use crate::model::ActorId;

/// How long it is waited for the pointer after something was dropped, in
/// seconds: some systems tell only then where it is.
const PATIENCE_S: f64 = 0.4;

/// An image that a worker looks at, to be somebody's portrait.
pub(super) struct Portraying {
    request: u64,
    actor: ActorId,
    from: PathBuf,
    /// Where the document was when that was asked for.
    doc_path: Option<PathBuf>,
}

/// What is dragged over the window, or was dropped on it, from elsewhere.
#[derive(Default)]
pub(super) struct Drops {
    /// Whether the pointer was told of while that was over the window.
    pointed: bool,
    /// A file that was dropped, and when, while it is not known where.
    waiting: Option<(PathBuf, f64)>,
}

fn is_document(path: &Path) -> bool {
    path.extension()
        .is_some_and(|e| e.eq_ignore_ascii_case("ron"))
}

fn file_name(path: &Path) -> String {
    let name = path.file_name().unwrap_or(path.as_os_str());
    name.to_string_lossy().into_owned()
}

impl Dramatis {
    /// What is known of an actor by name.
    pub(super) fn called(&self, actor: &ActorId) -> String {
        let actor = self.ws.document().graph.actor(actor);
        actor.map_or_else(String::new, |a| edit::short(&a.name))
    }

    /// Asks for a file that is to be the portrait of an actor, or of the only
    /// selected one.
    pub(super) fn ask_portrait(&mut self, actor: Option<ActorId>) {
        let selection = self.ws.selection();
        let only = selection
            .actors
            .first()
            .filter(|_| selection.actors.len() == 1);
        let Some(actor) = actor.or_else(|| only.cloned()) else {
            return self.fail("Select the one actor first whose portrait it is to be");
        };
        let start = self.ws.path().map(Path::to_owned);
        let purpose = Purpose::Portrait { actor };
        self.picker.open(purpose, start.as_deref());
    }

    /// Begins to make an image the portrait of an actor.
    pub(super) fn set_portrait(&mut self, ctx: &egui::Context, actor: ActorId, from: PathBuf) {
        self.flush();
        if self.ws.document().graph.actor(&actor).is_none() {
            return self.fail("That actor is gone; nothing was changed");
        }
        let doc_path = self.ws.path().map(Path::to_owned);
        let request = self.jobs.portray(ctx, from.clone(), doc_path.clone());
        self.portraying.push(Portraying {
            request,
            actor,
            from,
            doc_path,
        });
    }

    /// An image was looked at: it becomes the portrait that it was meant to be.
    pub(super) fn portrayed(
        &mut self,
        ctx: &egui::Context,
        request: u64,
        result: Result<Portrait, String>,
    ) {
        let asked = self.portraying.iter().position(|p| p.request == request);
        let Some(asked) = asked.map(|at| self.portraying.swap_remove(at)) else {
            return; // it was meant for another document
        };
        let portrait = match result {
            Ok(portrait) => portrait,
            Err(why) => return self.fail(format!("No portrait: {why}")),
        };
        if asked.doc_path.as_deref() != self.ws.path() {
            // The document was saved elsewhere meanwhile: the image goes there.
            return self.set_portrait(ctx, asked.actor, asked.from);
        }
        self.flush();
        let name = self.called(&asked.actor);
        let whereabouts = match &portrait.kept {
            Some(_) => "it is written beside the document when that is saved".to_owned(),
            None => format!(
                "{} beside the document; undoing leaves the file",
                portrait.name
            ),
        };
        if let Some(bytes) = portrait.kept {
            self.ws.keep_beside(portrait.name.clone(), bytes);
        }
        let field = ActorField::Portrait(portrait.name);
        let step = edit::set_actor(self.ws.document(), &asked.actor, field);
        let before = self.ws.revision();
        self.commit(step, None);
        if self.ws.revision() != before {
            self.say(format!("Portrait of {name}: {whereabouts}"));
        } else if self.ws.notice.is_none() {
            self.say(format!("That is the portrait of {name} already"));
        }
    }

    /// Takes the portraits of the selected actors away; the files stay.
    pub(super) fn remove_portraits(&mut self) {
        let graph = &self.ws.document().graph;
        let selected = self.ws.selection().actors.iter();
        let actors = selected.filter_map(|id| graph.actor(id));
        let with_one: Vec<_> = actors.filter(|a| !a.portrait.is_empty()).collect();
        let label = match with_one.as_slice() {
            [] => return self.say("No selected actor has a portrait"),
            [only] => format!("remove portrait of {}", edit::short(&only.name)),
            many => format!("remove {} portraits", many.len()),
        };
        let edits = with_one.into_iter().map(|actor| Edit::SetActor {
            id: actor.id.clone(),
            field: ActorField::Portrait(String::new()),
        });
        let step = Transaction::new(label, edits.collect());
        self.commit(step, None);
    }

    // ---- dropped from elsewhere

    /// Shows what a file would become that is dragged over the window, and sees
    /// to what is dropped.
    pub(super) fn see_to_drops(&mut self, ctx: &egui::Context, modal: bool) {
        let (hovering, dropped, pointed, now_s) = ctx.input(|i| {
            let hovering = i.raw.hovered_files.iter().map(|f| f.path.clone());
            let dropped = i.raw.dropped_files.iter().map(|f| f.path().to_owned());
            let moved = |e: &Event| matches!(e, Event::PointerMoved(_));
            (
                hovering.collect::<Vec<_>>(),
                dropped.collect::<Vec<_>>(),
                i.events.iter().any(moved),
                i.time,
            )
        });
        if hovering.is_empty() && dropped.is_empty() && self.drops.waiting.is_none() {
            self.drops.pointed = false;
            return;
        }
        self.drops.pointed |= pointed;
        if !hovering.is_empty() {
            self.show_drop(ctx, &hovering, modal);
        }
        match dropped.as_slice() {
            [] => {}
            _ if modal => self.fail("Answer what is asked first, then drop the file again"),
            [only] if is_document(only) => {
                self.apply(ctx, Command::OpenFile(only.clone()));
            }
            // What is wrong with a document of another program is told by whoever
            // reads it.
            [only] if TextKind::of(only).is_some() || is_unread_document(only) => {
                self.import_source(ctx, only.clone());
            }
            [only] => self.drops.waiting = Some((only.clone(), now_s)),
            _ => self.fail("Drop one file at a time"),
        }
        let Some((path, since_s)) = self.drops.waiting.take() else {
            return;
        };
        if !self.drops.pointed && now_s - since_s < PATIENCE_S {
            self.drops.waiting = Some((path, since_s));
            ctx.request_repaint();
            return;
        }
        match self.dropped_on(ctx) {
            Some(actor) => self.apply(ctx, Command::SetPortrait(actor, path)),
            None => self.fail(format!(
                "{} was dropped on no actor: drop a portrait (PNG or JPEG) on the actor whose it \
                 is to be, and a document (.ron) or the text of a source (.md, .txt, .html, .pdf) \
                 anywhere",
                file_name(&path)
            )),
        }
    }

    /// Whom a file is meant for that is dropped now: the actor under the pointer;
    /// where the system does not tell where that is, the only selected one.
    fn dropped_on(&self, ctx: &egui::Context) -> Option<ActorId> {
        if self.drops.pointed || ctx.pointer_latest_pos().is_some() {
            return self.canvas.actor_under_pointer(ctx);
        }
        let selection = self.ws.selection();
        let only = selection.actors.first().filter(|_| selection.len() == 1);
        only.cloned()
    }

    fn show_drop(&self, ctx: &egui::Context, files: &[Option<PathBuf>], modal: bool) {
        let text = match files {
            _ if modal => "Answer what is asked first".to_owned(),
            [Some(only)] if is_document(only) => format!("Open {}", file_name(only)),
            [Some(only)] if TextKind::of(only).is_some() => {
                format!("Add {} as a source", file_name(only))
            }
            [Some(only)] if is_unread_document(only) => format!(
                "{} cannot be read: save it as .txt, .html or .pdf, or copy its text and paste it",
                file_name(only)
            ),
            [_] => match self.dropped_on(ctx) {
                Some(actor) => format!("Portrait of {}", self.called(&actor)),
                None => "Drop it on the actor whose portrait it is to be".to_owned(),
            },
            _ => "Drop one file at a time".to_owned(),
        };
        let rect = self.canvas.rect();
        Area::new(Id::new("drop"))
            .order(Order::Foreground)
            .interactable(false)
            .pivot(Align2::CENTER_TOP)
            .fixed_pos(egui::pos2(rect.center().x, rect.top() + 24.0))
            .show(ctx, |ui| {
                Frame::popup(ui.style())
                    .inner_margin(12)
                    .show(ui, |ui| ui.add(Label::new(text).extend()));
            });
    }
}
