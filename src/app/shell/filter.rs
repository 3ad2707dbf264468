//! What the document is seen through: filters, and lenses that keep them.

use super::super::Action;
use super::super::filtering::Filters;
use super::Dramatis;
use crate::edit::{Edit, Selection, Transaction, delete_lens, save_lens};
use crate::model::{Claimant, Document, Filter, Rest, Status, Test};
use crate::picture::Shows;

impl Dramatis {
    /// Lets the document be seen through other filters.
    pub(super) fn filter(&mut self, filters: Filters) {
        self.chips.unfold();
        self.ws.notice = None;
        self.ws.filter(filters);
    }

    pub(super) fn act_on_filters(&mut self, action: Action) {
        let (doc, filters) = (self.ws.document(), self.ws.filtering().filters());
        let shown = filters.lens_of(doc).map(|(lens, _)| lens.name.clone());
        match action {
            Action::ToggleFilterBar => self.chips.toggle(&self.ws),
            Action::AddFilter => self.chips.begin(),
            Action::ClearFilters => {
                let rest = filters.rest;
                self.chips.clear();
                self.filter(Filters {
                    rest,
                    ..Filters::default()
                });
            }
            Action::ToggleHiding => {
                let rest = match filters.rest {
                    Rest::Fade => Rest::Hide,
                    Rest::Hide => Rest::Fade,
                };
                let filters = filters.clone();
                self.filter(Filters { rest, ..filters });
            }
            Action::FilterReported | Action::FilterDisagreement => {
                let test = match action {
                    Action::FilterReported => {
                        Test::Status([Status::Reported, Status::Confirmed].into())
                    }
                    _ => Test::Disagreement,
                };
                let filters = filters.only(Filter::new(test));
                self.filter(filters);
            }
            Action::FilterKind | Action::FilterTag | Action::FilterSaid => {
                match only(action, doc, self.ws.selection()) {
                    Some(test) => {
                        let filters = filters.only(Filter::new(test));
                        self.filter(filters);
                    }
                    None => self.fail(match action {
                        Action::FilterTag => "Select an actor with a tag first",
                        Action::FilterSaid => {
                            "Select an actor first, or an action for which somebody is cited"
                        }
                        _ => "Select an actor first",
                    }),
                }
            }
            Action::NextLens | Action::PreviousLens => {
                let (n, at) = (
                    doc.lenses.len(),
                    shown.and_then(|s| doc.lenses.iter().position(|l| l.name == s)),
                );
                // Behind the last and before the first stands everything.
                let to = match (at, action) {
                    (None, Action::NextLens) => Some(0),
                    (None, _) => n.checked_sub(1),
                    (Some(at), Action::NextLens) => (at + 1 < n).then_some(at + 1),
                    (Some(at), _) => at.checked_sub(1),
                };
                match to.and_then(|to| doc.lenses.get(to)) {
                    Some(lens) => {
                        let (filters, said) = (Filters::of(lens), format!("Lens: {}", lens.name));
                        self.filter(filters);
                        self.say(said);
                    }
                    None => {
                        self.act_on_filters(Action::ClearFilters);
                        self.say("Everything is shown");
                    }
                }
            }
            Action::SaveLens => {
                if filters.are_blank() {
                    self.fail("Filter by something first: there is nothing to save");
                } else {
                    let name = doc.fresh_lens_name(shown.as_deref().unwrap_or("Lens"));
                    let lens = filters.to_lens(&name);
                    self.dialogs.save_lens(lens);
                }
            }
            Action::UpdateLens => {
                if let Some(name) = shown {
                    let t = save_lens(doc, &filters.to_lens(&name));
                    self.commit(t, None);
                }
            }
            Action::RenameLens => {
                if let Some(name) = shown {
                    self.dialogs.rename_lens(name);
                }
            }
            Action::DeleteLens => {
                if let Some(name) = shown {
                    self.commit(delete_lens(&name), None);
                }
            }
            _ => {}
        }
    }

    /// A selection without what the filters leave out.
    pub(super) fn seen_of(&self, mut chosen: Selection) -> Selection {
        if let Some(seen) = self.ws.filtering().seen() {
            let graph = &self.ws.document().graph;
            chosen.actors.retain(|id| seen.actor(graph, id));
            chosen.actions.retain(|id| seen.action(graph, id));
        }
        chosen
    }

    /// Tells when what a gesture has made or changed is not seen for the filters:
    /// nothing vanishes in silence. `before` is what of it was hidden already.
    pub(super) fn tell_hidden(&mut self, changed: &Selection, before: usize) {
        let doc = self.ws.document();
        let hidden = self.ws.filtering().hidden_among(doc, changed);
        if hidden > before {
            let text = match hidden - before {
                1 => "What was just made or changed is hidden by the filters".to_owned(),
                n => format!("{n} of those just made or changed are hidden by the filters"),
            };
            self.say(text);
        }
    }

    /// Says so where a thing is hidden, and cannot be gone to or renamed in its
    /// place. Returns whether it is.
    pub(super) fn tell_if_hidden(&mut self, shows: &Shows) -> bool {
        let hides = self.ws.filtering().hides(self.ws.document(), shows);
        if hides {
            self.say("It is hidden by the filters");
        }
        hides
    }

    /// Begins to rename what is selected, unless that is hidden.
    pub(super) fn begin_rename(&mut self) {
        let selection = self.ws.selection();
        let (actors, actions) = (selection.actors.iter(), selection.actions.iter());
        let mut one = actors.cloned().map(Shows::Actor);
        let one = one.next().or(actions.cloned().map(Shows::Action).next());
        let one = one.filter(|_| selection.len() == 1);
        if !one.is_some_and(|shows| self.tell_if_hidden(&shows)) {
            self.canvas.begin_rename(&self.ws);
        }
    }

    /// How many of the selected are hidden, so that it can be said when they go.
    pub(super) fn hidden_selected(&self) -> usize {
        let (doc, selection) = (self.ws.document(), self.ws.selection());
        self.ws.filtering().hidden_among(doc, selection)
    }

    /// Tells how many of those that just went were hidden: nothing goes in
    /// silence. `done` says what became of them, as in "Deleted".
    pub(super) fn tell_gone(&mut self, done: &str, all: usize, hidden: usize) {
        let failed = self.ws.notice.as_ref().is_some_and(|n| n.failed);
        if hidden > 0 && !failed {
            self.say(match all {
                1 => format!("{done} 1, which was hidden by the filters"),
                _ => format!("{done} {all}, {hidden} of them hidden by the filters"),
            });
        }
    }
}

/// The actors and actions that some edits make or say something of.
pub(super) fn changed_by(t: &Transaction) -> Selection {
    let mut changed = Selection::default();
    for edit in &t.edits {
        match edit {
            Edit::AddActor(actor) => drop(changed.actors.insert(actor.id.clone())),
            Edit::SetActor { id, .. } => drop(changed.actors.insert(id.clone())),
            Edit::AddAction { action, .. } => drop(changed.actions.insert(action.id.clone())),
            Edit::SetAction { id, .. } | Edit::Reconnect { id, .. } => {
                changed.actions.insert(id.clone());
            }
            Edit::AddClaim { action, .. }
            | Edit::RemoveClaim { action, .. }
            | Edit::SetClaim { action, .. } => {
                changed.actions.insert(action.clone());
            }
            _ => {}
        }
    }
    changed
}

/// What the selected actors have in common with others, or who says so of the
/// selected actions, as a test.
fn only(action: Action, doc: &Document, selection: &Selection) -> Option<Test> {
    let chosen = selection.actors.iter();
    let actors = chosen.filter_map(|id| doc.graph.actor(id));
    let test = match action {
        Action::FilterKind => Test::Kind(actors.map(|a| a.kind).collect()),
        Action::FilterTag => Test::Tag(actors.flat_map(|a| a.tags.iter().cloned()).collect()),
        _ => {
            let own = actors.map(|a| Claimant::Actor(a.id.clone()));
            let chosen = selection.actions.iter();
            let actions = chosen.filter_map(|id| doc.graph.action(id));
            let claims = actions.flat_map(|a| &a.claims);
            let stand = claims.filter(|c| c.status != Status::Retracted);
            Test::Claimant(own.chain(stand.map(|c| c.by.clone())).collect())
        }
    };
    (!test.is_blank()).then_some(test)
}
