//! The panel beside the canvas: what is selected, in full, to read and change.

use eframe::egui::{self, Label, RichText, ScrollArea, Ui};

use super::super::{Action, Command, Keymap, Settings, Workspace};
use super::form::{Drafts, Form, count, fact, quiet, section};
use super::inspect_claim::Cards;
use super::inspect_response::Answers;
use super::lacks::Lists;
use super::{inspect_action, inspect_actor, inspect_annotation, lacks};
use crate::analysis::Lacks;
use crate::edit::{Selection, annotation_name};
use crate::model::{ActionId, ActorId, AnnotationId};
use crate::picture::{Theme, words};

/// Most entries of a list: more would be read by nobody, and cost each pass.
pub(super) const MOST_LISTED: usize = 200;

/// What the panel is about.
#[derive(Clone, Debug, Default, PartialEq)]
enum Subject {
    #[default]
    Document,
    Actor(ActorId),
    Action(ActionId),
    Annotation(AnnotationId),
    Several,
}

impl Subject {
    fn of(selection: &Selection) -> Self {
        if !selection.annotations.is_empty() {
            let only = selection.only_annotation().cloned();
            return only.map_or(Self::Several, Self::Annotation);
        }
        match (selection.actors.len(), selection.actions.len()) {
            (0, 0) => Self::Document,
            (1, 0) => selection
                .actors
                .first()
                .cloned()
                .map_or(Self::Several, Self::Actor),
            (0, 1) => selection
                .actions
                .first()
                .cloned()
                .map_or(Self::Several, Self::Action),
            _ => Self::Several,
        }
    }

    fn exists(&self, ws: &Workspace) -> bool {
        let graph = &ws.document().graph;
        match self {
            Self::Document | Self::Several => true,
            Self::Actor(id) => graph.actor(id).is_some(),
            Self::Action(id) => graph.action(id).is_some(),
            Self::Annotation(id) => ws.arrangement().annotations.contains_key(id),
        }
    }
}

/// Contents of the panel, with what is being typed into it.
#[derive(Debug, Default)]
pub struct Inspector {
    subject: Subject,
    drafts: Drafts,
    /// What was typed elsewhere and cannot be taken as it stands: it waits
    /// there until one comes back.
    left: Vec<(Subject, Drafts)>,
    cards: Cards,
    answers: Answers,
    lacks: Lists,
    /// How much of what is selected the filters hide, as of which selection,
    /// revision and filters.
    hidden: Option<((u64, u64, u64), usize)>,
    /// How much could be undone in the last pass, and what redone.
    travel: (usize, Option<String>),
}

impl Inspector {
    /// Forgets everything that is typed or unfolded: to be called when another
    /// document takes the place of this one.
    pub fn reset(&mut self) {
        *self = Self::default();
    }

    /// Gives to the document what is being typed, as leaving the field would.
    /// To be called before saving, closing or hiding the panel.
    #[must_use]
    pub fn flush(&mut self, ws: &Workspace) -> Vec<Command> {
        if self.subject.exists(ws) {
            self.drafts.finish()
        } else {
            self.drafts.forget();
            Vec::new()
        }
    }

    /// The claim in which the keyboard was in the last pass.
    #[must_use]
    pub fn claim_at_hand(&self) -> Option<&(ActionId, usize)> {
        self.cards.at_hand()
    }

    /// What is typed and cannot be taken as it stands, and why.
    #[must_use]
    pub fn unfinished(&self) -> Option<String> {
        self.drafts
            .unfinished()
            .or_else(|| self.answers.unfinished())
    }

    /// Whether something was undone or redone since the last pass.
    fn travelled(&self, ws: &Workspace) -> bool {
        let (count, redo) = &self.travel;
        let history = ws.history();
        let redone = redo.is_some() && history.undo_label() == redo.as_deref();
        history.undo_count() < *count || (history.undo_count() > *count && redone)
    }

    /// Shows the panel's contents; the caller gives it its place.
    pub fn ui(&mut self, ui: &mut Ui, ws: &Workspace, settings: &Settings) -> Vec<Command> {
        let mut out = Vec::new();
        let subject = Subject::of(ws.selection());
        if subject != self.subject {
            // What is typed into something that undo or redo has just changed
            // is void; any other way of leaving it keeps what is typed.
            if self.travelled(ws) {
                self.drafts.forget();
            }
            out = self.flush(ws);
            if let Some(what) = self.drafts.unfinished() {
                out.push(Command::fail(format!("Not taken yet: {what}")));
                let old = std::mem::take(&mut self.drafts);
                self.left.push((self.subject.clone(), old));
            }
            let back = self.left.iter().position(|(s, _)| *s == subject);
            self.drafts = back.map_or_else(Drafts::default, |at| self.left.remove(at).1);
            self.cards.fold_all();
            self.answers.fold_all();
            self.subject = subject;
        }
        self.cards.begin();
        let redo = ws.history().redo_label().map(str::to_owned);
        self.travel = (ws.history().undo_count(), redo);
        let theme = Theme::of(settings.theme);
        let lacks = self.lacks.of(ws);
        let hidden_count = hidden_count(&mut self.hidden, ws);
        let mut form = Form {
            ws,
            theme: &theme,
            drafts: &mut self.drafts,
            out: &mut out,
        };
        let salt = format!("{:?}", self.subject);
        ScrollArea::vertical()
            .id_salt(salt)
            .auto_shrink([false, false])
            .show(ui, |ui| {
                egui::Frame::new()
                    .inner_margin(egui::Margin {
                        left: 16,
                        right: 16,
                        top: 14,
                        bottom: 24,
                    })
                    .show(ui, |ui| {
                        ui.spacing_mut().item_spacing.y = 8.0;
                        hidden(&mut form, ui, hidden_count);
                        match &self.subject {
                            Subject::Document => {
                                document(&mut form, ui, settings.keymap(), lacks);
                            }
                            Subject::Actor(id) => inspect_actor::show(&mut form, ui, id),
                            Subject::Action(id) => {
                                let parts = (&mut self.cards, &mut self.answers);
                                inspect_action::show(&mut form, ui, parts, id);
                            }
                            Subject::Annotation(id) => {
                                inspect_annotation::show(&mut form, ui, id);
                            }
                            Subject::Several => several(&mut form, ui),
                        }
                    });
            });
        out
    }
}

/// How much of what is selected the filters hide; counted once for a selection.
fn hidden_count(known: &mut Option<((u64, u64, u64), usize)>, ws: &Workspace) -> usize {
    let filtering = ws.filtering();
    let now = (ws.selection_epoch(), ws.revision(), filtering.epoch());
    match known {
        Some((then, count)) if *then == now => *count,
        _ => {
            let count = filtering.hidden_among(ws.document(), ws.selection());
            *known = Some((now, count));
            count
        }
    }
}

/// Says so when the filters hide so many of what is selected.
fn hidden(form: &mut Form<'_>, ui: &mut Ui, count: usize) {
    let text = match count {
        0 => return,
        n if n == form.ws.selection().len() => "Hidden by the filters.".to_owned(),
        n => format!("{n} of these are hidden by the filters."),
    };
    ui.horizontal_wrapped(|ui| {
        quiet(ui, text);
        let link = ui.link(Action::ClearFilters.text());
        if link.on_hover_text(Action::ClearFilters.tooltip()).clicked() {
            form.out.push(Action::ClearFilters.into());
        }
    });
}

/// What is said of the document while nothing is selected.
fn document(form: &mut Form<'_>, ui: &mut Ui, keymap: &Keymap, lacks: &Lacks) {
    let doc = form.ws.document();
    let title = if doc.title.is_empty() {
        "Untitled"
    } else {
        &doc.title
    };
    ui.add(Label::new(RichText::new(title).heading()).wrap());
    if !doc.about.is_empty() {
        quiet(ui, doc.about.as_str());
    }
    ui.add_space(4.0);
    let (actors, actions) = (doc.graph.actor_count(), doc.graph.action_count());
    ui.label(format!(
        "{}, {}, {}",
        count(actors, "actor"),
        count(actions, "action"),
        count(doc.sources.len(), "source"),
    ));
    lacks::show(form, ui, lacks);
    if lacks.is_all_cited() && actions > 0 {
        quiet(ui, "Every action cites a source.");
    }
    if ui
        .button(Action::DocumentDetails.text())
        .on_hover_text(Action::DocumentDetails.tooltip())
        .clicked()
    {
        form.out.push(Action::DocumentDetails.into());
    }
    section(ui, "What to do here");
    let by_pointer = |keys: &str, what| (keys.to_owned(), what);
    let by_key = |action, what| (keymap.first_text(ui.ctx(), action), what);
    let all = [
        by_key(Action::AddActor, "adds an actor where the pointer is"),
        by_pointer("Drag", "moves an actor; from its rim, connects it"),
        by_pointer("Click", "selects, and shows here who says so"),
        by_key(Action::Rename, "renames what is selected"),
        by_key(
            Action::ToggleReading,
            "shows the text of a source beside it",
        ),
        by_key(
            Action::CodePassage,
            "makes an action of words that are selected in the text",
        ),
        by_key(Action::ShowKeys, "lists all the keys"),
    ];
    for (keys, what) in all.iter().filter(|(keys, _)| !keys.is_empty()) {
        fact(ui, keys, what);
    }
}

/// What is said of several selected things.
fn several(form: &mut Form<'_>, ui: &mut Ui) {
    let (ws, doc) = (form.ws, form.ws.document());
    let selection = ws.selection();
    let mut heads = Vec::new();
    if !selection.actors.is_empty() {
        heads.push(count(selection.actors.len(), "actor"));
    }
    if !selection.actions.is_empty() {
        heads.push(count(selection.actions.len(), "action"));
    }
    if !selection.annotations.is_empty() {
        heads.push(count(selection.annotations.len(), "annotation"));
    }
    ui.label(RichText::new(heads.join(", ")).heading());
    ui.horizontal_wrapped(|ui| {
        for action in [Action::Pin, Action::Unpin, Action::Delete] {
            let button = egui::Button::new(action.text());
            if ui
                .add_enabled(super::menu::enabled(action, ws), button)
                .on_hover_text(action.tooltip())
                .clicked()
            {
                form.out.push(action.into());
            }
        }
    });
    if !selection.actors.is_empty() {
        section(ui, "Actors");
        for actor in selection
            .actors
            .iter()
            .take(MOST_LISTED)
            .filter_map(|id| doc.graph.actor(id))
        {
            if entry(ui, &actor.name, &words::actor(actor)) {
                form.out
                    .push(Command::Select(Selection::actor(actor.id.clone())));
            }
        }
        and_more(ui, selection.actors.len());
    }
    if !selection.actions.is_empty() {
        section(ui, "Actions");
        for id in selection.actions.iter().take(MOST_LISTED) {
            if let Some(link) = doc.graph.link(id) {
                inspect_actor::action_entry(form, ui, link);
            }
        }
        and_more(ui, selection.actions.len());
    }
    if !selection.annotations.is_empty() {
        section(ui, "Annotations");
        let all = &ws.arrangement().annotations;
        let chosen = selection.annotations.iter().take(MOST_LISTED);
        for (id, annotation) in chosen.filter_map(|id| all.get_key_value(id)) {
            if entry(ui, &annotation_name(annotation), &annotation.text) {
                let only = Selection::annotation(id.clone());
                form.out.push(Command::Select(only));
            }
        }
        and_more(ui, selection.annotations.len());
    }
}

/// Tells how many entries of a list were left out.
pub(super) fn and_more(ui: &mut Ui, all: usize) {
    if all > MOST_LISTED {
        quiet(ui, format!("and {} more", all - MOST_LISTED));
    }
}

/// A line of a list, which can be clicked.
fn entry(ui: &mut Ui, text: &str, tip: &str) -> bool {
    let button = egui::Button::selectable(false, text).wrap();
    ui.add(button).on_hover_text(tip).clicked()
}
