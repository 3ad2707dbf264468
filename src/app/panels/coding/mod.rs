//! Coding a passage: a form that makes an action of some words of a text, in few
//! keystrokes, or adds them to an action that there is.
//!
//! What the words say is proposed ([`crate::analysis::suggest`]); a person
//! changes what is wrong, and takes it.

mod adding;
mod draft;
mod fields;
mod people;
mod segments;

use eframe::egui::{self, Align2, Color32, Frame, Id, Key, Margin, Modal, Modifiers, Ui, vec2};

use super::super::{Excerpt, Settings, Workspace};
use super::tabs::select_all;
use crate::analysis::NameIndex;
use crate::model::{ActionId, ActorId};
use crate::picture::Theme;

use draft::Draft;
pub use draft::{Deed, Passage, Reading, Told};

/// Width of the form, in points.
const WIDTH: f32 = 560.0;

/// What came of the form in a pass.
#[derive(Clone, Debug, PartialEq)]
pub enum Coded {
    /// An action is to be made of the words. Whether the form stays open, for
    /// another one of the same words.
    Deed(Box<Deed>, bool),
    /// The words are to be added to an action.
    Added(Passage, ActionId),
    /// It was closed; what was typed is kept.
    Closed,
}

/// The names of the document, as of which of its states.
#[derive(Debug, Default)]
pub(super) struct Names {
    index: NameIndex,
    known: Option<u64>,
}

impl Names {
    /// Takes over what has changed: names are read again only when some of them
    /// may have. Returns whether they were.
    fn follow(&mut self, ws: &Workspace) -> bool {
        let same = self.known.is_some_and(|revision| {
            let touched = ws.touched_since(revision);
            touched.is_some_and(|mut t| t.all(|t| !t.everything && t.actors.is_empty()))
        });
        if !same {
            self.index = NameIndex::of(&ws.document().graph);
        }
        self.known = Some(ws.revision());
        !same
    }
}

/// The form, open or not.
#[derive(Default)]
pub struct Coding {
    open: Option<Draft>,
    /// What was typed for some words when the form was closed.
    kept: Option<Draft>,
    names: Names,
    adding: adding::Adding,
    /// Whether the form has not been shown yet.
    fresh: bool,
}

impl Coding {
    /// Whether it is open: keys are its, then.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.open.is_some()
    }

    /// Whether an answer is still to come.
    #[must_use]
    pub fn is_busy(&self) -> bool {
        self.is_open() && self.adding.is_busy()
    }

    /// Forgets the document: there is another.
    pub fn reset(&mut self) {
        *self = Self::default();
    }

    /// What is typed, and would be lost.
    #[must_use]
    pub fn unfinished(&self) -> Option<String> {
        let draft = self.open.as_ref().filter(|d| d.touched)?;
        let words = super::form::short(&draft.passage.words);
        Some(format!("“{words}”: it is not an action yet"))
    }

    /// Reads some words of a text: what they say, and who seems to say so.
    ///
    /// # Errors
    /// Why they cannot be cited, in words.
    pub fn read(&mut self, ws: &Workspace, excerpt: &Excerpt) -> Result<Reading, String> {
        self.names.follow(ws);
        Reading::of(ws, &self.names.index, excerpt)
    }

    /// Opens the form on some words of a text; `from` acts, if that is known
    /// already.
    ///
    /// # Errors
    /// Why the words cannot be cited, in words.
    pub fn open(
        &mut self,
        ws: &Workspace,
        excerpt: &Excerpt,
        from: Option<&ActorId>,
    ) -> Result<(), String> {
        let reading = self.read(ws, excerpt)?;
        let same =
            |kept: &mut Draft| kept.passage.excerpt == reading.passage.excerpt && from.is_none();
        let draft = match self.kept.take_if(same) {
            Some(mut kept) => {
                // Others may have come and gone meanwhile.
                kept.follow(ws, &self.names.index);
                kept.kept = kept.touched;
                kept
            }
            None => Draft::new(ws, reading, from),
        };
        self.adding.begin(ws, &draft.suggestion);
        self.open = Some(draft);
        self.fresh = true;
        Ok(())
    }

    /// Shows the form, if it is open. Returns what came of it.
    pub fn ui(
        &mut self,
        ctx: &egui::Context,
        ws: &Workspace,
        settings: &Settings,
    ) -> Option<Coded> {
        let draft = self.open.as_mut()?;
        if self.names.follow(ws) {
            draft.follow(ws, &self.names.index);
        }
        let theme = Theme::of(settings.theme);
        let fresh = std::mem::take(&mut self.fresh);
        let id = Id::new("coding");
        let top = (ctx.content_rect().height() * 0.08).min(64.0);
        let frame = Frame::popup(&ctx.global_style())
            .inner_margin(Margin::same(16))
            .corner_radius(10);
        // Text and picture stay as they are: what is coded is there.
        let modal = Modal::new(id)
            .area(Modal::default_area(id).anchor(Align2::CENTER_TOP, vec2(0.0, top)))
            .frame(frame)
            .backdrop_color(Color32::TRANSPARENT);
        let (names, adding) = (&self.names.index, &mut self.adding);
        let mut anew = false;
        let shown = modal.show(ctx, |ui| {
            ui.set_width(WIDTH.min(ui.ctx().content_rect().width() - 60.0));
            ui.spacing_mut().item_spacing.y = 6.0;
            let mut switched = take(ui, Modifiers::ALT, Key::A);
            if fresh {
                switched = false;
            }
            switched |= draft.head(ui, &theme);
            if draft.kept {
                ui.horizontal(|ui| {
                    super::form::quiet(ui, "Kept from before.");
                    anew = ui.link("Begin anew").clicked();
                });
            }
            if switched {
                draft.adds = !draft.adds;
            }
            let fresh = fresh || switched;
            if draft.adds {
                let chosen = adding.ui(ui, ws, fresh)?;
                return Some(Coded::Added(draft.passage.clone(), chosen));
            }
            let taken = fields::show(draft, ui, (ws, names, &theme), fresh)?;
            Some(Coded::Deed(Box::new(taken.0), taken.1))
        });
        if anew {
            self.begin_anew(ws);
            ctx.request_repaint();
            return None;
        }
        if shown.inner.is_none() && shown.should_close() {
            self.kept = self.open.take();
            return Some(Coded::Closed);
        }
        shown.inner
    }

    /// Lets go of what was typed for the words before.
    fn begin_anew(&mut self, ws: &Workspace) {
        let Some(draft) = &self.open else {
            return;
        };
        // They could be cited before; if they cannot be now, what is typed stays.
        if let Ok(reading) = Reading::of(ws, &self.names.index, &draft.passage.excerpt) {
            // Who has gone meanwhile acts no more.
            let graph = &ws.document().graph;
            let given = draft.given.as_ref().filter(|id| graph.actor(id).is_some());
            let draft = Draft::new(ws, reading, given);
            self.adding.begin(ws, &draft.suggestion);
            self.open = Some(draft);
            self.fresh = true;
        }
    }

    /// What came of it has been carried out: it goes on with the same words, or
    /// closes. Without that it stays as it is, and nothing that was typed is lost.
    pub fn carried_out(&mut self, stays: bool) {
        match &mut self.open {
            Some(draft) if stays => draft.go_on(),
            _ => self.open = None,
        }
        self.fresh = self.is_open();
    }
}

/// Selects what a field says that is come to, so that typing takes its place;
/// `begin` gives it the keyboard.
fn begin_at(ui: &Ui, field: &egui::Response, text: &str, begin: bool) {
    if begin {
        field.request_focus();
    }
    if begin || field.gained_focus() {
        select_all(ui, field.id, text);
    }
}

/// Uses a key up. With Alt, some systems tell what it writes all the same: that
/// is used up with it.
fn take(ui: &Ui, held: Modifiers, key: Key) -> bool {
    ui.input_mut(|i| {
        let taken = i.consume_key(held, key);
        if taken && held.alt {
            i.events.retain(|e| !matches!(e, egui::Event::Text(_)));
        }
        taken
    })
}
