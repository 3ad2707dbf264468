//! Coding passages: words of a text become actions, or support them.

use std::collections::BTreeMap;
use std::sync::Arc;

use eframe::egui::{self, Align2, Area, DragAndDrop, Frame, Id, Label, Order};

use super::super::panels::{Coded, Deed, Passage, Told, shown_words};
use super::super::{Action, Command, Excerpt};
use super::Dramatis;
use crate::analysis::{Newcomer, Who};
use crate::edit::{self, Selection};
use crate::model::{
    self, ActionId, Actor, ActorId, Claim, Claimant, FreshIds, Outcome, Place, Side, SourceText,
    Standing, Status, TextIndex,
};
use crate::picture::{Shows, words};

impl Dramatis {
    /// The words that are chosen in the text beside the canvas.
    fn chosen_words(&self) -> Option<Excerpt> {
        self.settings
            .reading
            .shown
            .then(|| self.reader.chosen())
            .flatten()
    }

    /// Codes the words that are chosen in the text.
    pub(super) fn code_chosen(&mut self, ctx: &egui::Context) {
        match self.chosen_words() {
            Some(excerpt) => self.code(ctx, &excerpt, None),
            None => self.tell_nothing_chosen(ctx),
        }
    }

    fn tell_nothing_chosen(&mut self, ctx: &egui::Context) {
        let keys = self.settings.keymap().first_text(ctx, Action::FocusReading);
        let how = match keys.as_str() {
            "" => String::new(),
            keys => format!(": {keys} goes there, and arrow keys or the pointer choose some"),
        };
        self.fail(format!("Choose words of the text first{how}"));
    }

    /// Adds the words that are chosen in the text to the selected action.
    pub(super) fn cite_chosen(&mut self, ctx: &egui::Context) {
        let selected = &self.ws.selection().actions;
        let only = selected.first().filter(|_| selected.len() == 1).cloned();
        // Selecting the action may have opened the text of another source.
        let shown = self.settings.reading.shown;
        let words = shown.then(|| self.reader.chosen_last()).flatten();
        match (words, only) {
            (Some(excerpt), Some(action)) => self.cite(&excerpt, &action),
            (Some(_), None) => self.fail("Select the one action first that the words support"),
            (None, _) => self.tell_nothing_chosen(ctx),
        }
    }

    /// Asks what action some words tell of.
    pub(super) fn code(&mut self, ctx: &egui::Context, excerpt: &Excerpt, from: Option<&ActorId>) {
        self.flush();
        // The form takes the keyboard from whoever has it now.
        let focused = ctx.memory(|m| m.focused());
        match self.coding.open(&self.ws, excerpt, from) {
            Ok(()) => {
                self.coded_from = focused;
                self.ws.notice = None;
                ctx.request_repaint();
            }
            Err(why) => self.fail(why),
        }
    }

    /// Lets some words support an action, as far as they tell themselves who says
    /// so; and selects it, so that this can be seen and amended.
    pub(super) fn cite(&mut self, excerpt: &Excerpt, action: &ActionId) {
        self.flush();
        match self.coding.read(&self.ws, excerpt) {
            Ok(reading) => {
                if let Err(why) = self.add_passage(&reading.passage, action) {
                    self.fail(why);
                }
            }
            Err(why) => self.fail(why),
        }
    }

    /// What came of the form.
    pub(super) fn take_coded(&mut self, ctx: &egui::Context, coded: Coded) {
        match coded {
            Coded::Deed(deed, stays) => {
                let done = self.add_deed(*deed);
                self.carried_out(ctx, done, stays);
            }
            Coded::Added(passage, action) => {
                let done = self.add_passage(&passage, &action);
                self.carried_out(ctx, done, false);
            }
            Coded::Closed => self.give_back(ctx),
        }
        ctx.request_repaint();
    }

    /// Lets the form go on or close, unless it could not be carried out: then it
    /// stays, with all that was typed.
    fn carried_out(&mut self, ctx: &egui::Context, done: Result<(), String>, stays: bool) {
        match done {
            Err(why) => self.fail(why),
            Ok(()) => {
                self.coding.carried_out(stays);
                if !stays {
                    self.give_back(ctx);
                }
            }
        }
    }

    /// Gives the keyboard back to whoever had it before the form.
    fn give_back(&mut self, ctx: &egui::Context) {
        match self.coded_from.take() {
            Some(id) => self.focus_back = Some((id, FRAMES)),
            None => self.canvas.take_keyboard(ctx),
        }
    }

    /// Sees to it that the keyboard comes to whoever is to have it back, unless
    /// somebody else has it.
    pub(super) fn keep_focus(&mut self, ctx: &egui::Context) {
        let Some((id, frames)) = self.focus_back.take() else {
            return;
        };
        if ctx.memory(|m| m.focused().is_none()) || frames == FRAMES {
            ctx.memory_mut(|m| m.request_focus(id));
        }
        if frames > 1 {
            self.focus_back = Some((id, frames - 1));
            ctx.request_repaint();
        }
    }

    fn add_deed(&mut self, deed: Deed) -> Result<(), String> {
        let doc = self.ws.document();
        let mut fresh = FreshIds::new(doc, self.ws.history().spent());
        let mut new: Vec<(Actor, Place)> = Vec::new();
        let mut known: BTreeMap<String, ActorId> = BTreeMap::new();
        let mut spots = Vec::new();
        let mut end = |who: &Who, partner: &Who| match who {
            Who::Known(id) => id.clone(),
            Who::New(newcomer) => {
                if let Some(id) = known.get(&newcomer.name) {
                    return id.clone();
                }
                let id = fresh.actor(&newcomer.name);
                let partner = match partner {
                    Who::Known(id) => Some(id),
                    Who::New(_) => None,
                };
                let spot = self.canvas.spot_beside(partner, &spots);
                spots.push(spot);
                new.push((
                    actor_of(id.clone(), newcomer),
                    Place::at(spot.x.round(), spot.y.round()),
                ));
                known.insert(newcomer.name.clone(), id.clone());
                id
            }
        };
        let (from, to) = (end(&deed.from, &deed.to), end(&deed.to, &deed.from));
        let ends = [from.clone(), to.clone()];
        let id = fresh.action((&from, &deed.verb, &to));
        let action = model::Action {
            stance: deed.stance,
            when: deed.when,
            ..model::Action::new(id.clone(), deed.verb)
        };
        let claim = self.claim(&deed.passage, &known)?;
        let step = edit::code_passage(self.ws.document(), new, (&from, &to), action, claim);
        self.try_commit(step, Some(Selection::action(id.clone())))?;
        self.tell_coded(&id, "Added");
        // They are drawn by the pass after the next.
        self.coded = Some((ends, 2));
        Ok(())
    }

    fn add_passage(&mut self, passage: &Passage, action: &ActionId) -> Result<(), String> {
        let claim = self.claim(passage, &BTreeMap::new())?;
        let link = self.ws.document().graph.link(action);
        let cited = |c: &Claim| {
            (&c.source, &c.anchor, &c.quote) == (&claim.source, &claim.anchor, &claim.quote)
        };
        if link.is_some_and(|l| l.action.claims.iter().any(|c| cited(c) && c.by == claim.by)) {
            self.ws.select(Selection::action(action.clone()));
            self.say("The action cites these words already");
            return Ok(());
        }
        let step = edit::add_claim(self.ws.document(), action, claim);
        let step = step.ok_or("That action is gone; nothing was changed")?;
        self.try_commit(step, Some(Selection::action(action.clone())))?;
        self.tell_coded(action, cited_how(passage.status));
        Ok(())
    }

    /// The one way in which a passage becomes a claim: with its words, where they
    /// stand, and who says so. `new` are those who are about to be added, by
    /// name.
    ///
    /// # Errors
    /// The words do not stand in the text any more.
    fn claim(&self, passage: &Passage, new: &BTreeMap<String, ActorId>) -> Result<Claim, String> {
        let text = self.ws.texts().get(&passage.excerpt.source);
        let text = text.ok_or("The text of these words is gone; nothing was changed")?;
        let standing = self.standing(&passage.excerpt, text)?;
        let by = match &passage.by {
            Told::By(Who::Known(id)) => Claimant::Actor(id.clone()),
            Told::By(Who::New(newcomer)) => match new.get(&newcomer.name) {
                Some(id) => Claimant::Actor(id.clone()),
                None => Claimant::Outsider(newcomer.name.clone()),
            },
            Told::Outsider(name) => Claimant::Outsider(name.clone()),
        };
        Ok(Claim {
            anchor: standing.anchor,
            quote: shown_words(text, &standing.bytes),
            spot: Some(Box::new(standing.spot)),
            status: passage.status,
            confidence: passage.confidence,
            ..Claim::new(by, passage.excerpt.source.clone())
        })
    }

    /// What is to be noted of some words, in a text that may have been changed since
    /// they were chosen.
    fn standing(&self, excerpt: &Excerpt, text: &Arc<SourceText>) -> Result<Standing, String> {
        let chosen = self.reader.stand(excerpt);
        let chosen = chosen.unwrap_or_else(|| TextIndex::new(&excerpt.text).stand(&excerpt.bytes));
        if Arc::ptr_eq(text, &excerpt.text) {
            return Ok(chosen);
        }
        let passage = model::Passage {
            anchor: &chosen.anchor,
            words: &chosen.words,
            spot: Some(&chosen.spot),
        };
        match TextIndex::new(text).reanchor(&[passage]).pop() {
            Some(Outcome::Exact { standing, .. }) => Ok(standing),
            _ => Err(
                "The text was changed meanwhile, and does not hold these words any more: close \
                 this, and choose them again"
                    .to_owned(),
            ),
        }
    }

    /// Brings those into view who were coded last, if they are not.
    pub(super) fn see_to_coded(&mut self, ctx: &egui::Context) {
        let Some((ends, passes)) = self.coded.take() else {
            return;
        };
        if passes > 0 {
            self.coded = Some((ends, passes - 1));
            ctx.request_repaint();
        } else if !self.canvas.are_in_view(&ends) {
            let now_s = ctx.input(|i| i.time);
            self.canvas.look_at(ends.iter(), now_s, &self.settings);
            ctx.request_repaint();
        }
    }

    /// Says what was done with an action, and how the claim counts that came last.
    fn tell_coded(&mut self, action: &ActionId, what: &str) {
        if self.ws.notice.is_some() {
            return; // something more important
        }
        let doc = self.ws.document();
        if let Some(link) = doc.graph.link(action) {
            let told = words::sentence(doc, link);
            let counts = link.action.claims.last().map(|c| words::counts(doc, c));
            let counts = counts.map(|c| format!(" — {c}")).unwrap_or_default();
            self.say(format!("{what}: {told}{counts}"));
        }
    }

    // ---- dropped on the canvas

    /// Shows what words would become that are dragged over the canvas, and sees to
    /// it when they are dropped there.
    pub(super) fn see_to_excerpts(&mut self, ctx: &egui::Context, modal: bool) {
        let Some(excerpt) = DragAndDrop::payload::<Excerpt>(ctx) else {
            return;
        };
        let Some(under) = self.canvas.target_of_words(ctx).filter(|_| !modal) else {
            return;
        };
        let (command, text) = match under {
            Some(Shows::Action(id)) => {
                let reading = self.coding.read(&self.ws, &excerpt).ok();
                let cite = match reading.and_then(|r| r.passage.status.side()) {
                    Some(Side::Against) => "Cite against",
                    Some(Side::For) | None => "Cite for",
                };
                let doc = self.ws.document();
                let link = doc.graph.link(&id);
                let told = link.map(|l| words::sentence(doc, l)).unwrap_or_default();
                let text = format!("{cite}: {told}");
                (Command::Cite((*excerpt).clone(), id), text)
            }
            Some(Shows::Actor(id)) => {
                let text = format!("New action of {}", self.called(&id));
                (Command::Code((*excerpt).clone(), Some(id)), text)
            }
            _ => (
                Command::Code((*excerpt).clone(), None),
                "New action".to_owned(),
            ),
        };
        if ctx.input(|i| i.pointer.any_released()) {
            DragAndDrop::clear_payload(ctx);
            self.apply(ctx, command);
        } else {
            beside_pointer(ctx, &text);
        }
    }
}

/// For so many frames, what has just closed may take the keyboard away again.
const FRAMES: u8 = 3;

/// What was done with words that stand so.
fn cited_how(status: Status) -> &'static str {
    match status.side() {
        Some(Side::For) => "Cited for",
        Some(Side::Against) => "Cited against",
        None => "Cited, but retracted",
    }
}

fn actor_of(id: ActorId, newcomer: &Newcomer) -> Actor {
    Actor {
        role: newcomer.role.clone(),
        ..Actor::new(id, newcomer.name.clone(), newcomer.kind)
    }
}

/// Says something beside the pointer.
fn beside_pointer(ctx: &egui::Context, text: &str) {
    let Some(at) = ctx.pointer_latest_pos() else {
        return;
    };
    Area::new(Id::new("dragged words"))
        .order(Order::Tooltip)
        .interactable(false)
        // Above the pointer: below it, the words are carried.
        .pivot(Align2::LEFT_BOTTOM)
        .fixed_pos(at + egui::vec2(14.0, -6.0))
        .constrain(true)
        .show(ctx, |ui| {
            Frame::popup(ui.style())
                .inner_margin(8)
                .show(ui, |ui| ui.add(Label::new(text).extend()));
        });
}
