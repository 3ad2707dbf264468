//! Commands that select something else, seen from what is selected.

use super::super::Action;
use super::Dramatis;
use crate::edit::{Selection, select};
use crate::model::ActorId;

/// Said while a lasso is waited for, and no longer.
pub(super) const LASSO_HINT: &str = "Drag round what you want to select; Esc stops";

/// Most steps that shrinking takes back exactly.
const MOST_STEPS: usize = 64;

impl Dramatis {
    pub(super) fn choose(&mut self, action: Action) {
        let graph = &self.ws.document().graph;
        let (shown, selection) = (self.ws.arrangement(), self.ws.selection());
        let none = if graph.actor_count() > 0 && self.ws.filtering().hiding().is_some() {
            "The filters hide everything"
        } else {
            "There is nothing to select yet"
        };
        let (chosen, nothing) = match action {
            Action::SelectAll => {
                let everything = select::invert(graph, shown, &Selection::default());
                (self.seen_of(everything), none)
            }
            Action::InvertSelection => {
                (self.seen_of(select::invert(graph, shown, selection)), none)
            }
            Action::GrowSelection => {
                self.grow_selection();
                return;
            }
            Action::ShrinkSelection => {
                self.shrink_selection();
                return;
            }
            Action::SelectActionsBetween => (
                select::with_actions_between(graph, selection),
                "No other action joins the selected actors",
            ),
            Action::SelectActionsOf => (
                select::with_actions_of(graph, selection),
                "The selected actors have no other actions",
            ),
            Action::SelectSameKind => (
                select::same_kind(graph, selection),
                "Nobody else is of the kind of a selected actor",
            ),
            Action::SelectSameTag => (
                select::same_tag(graph, selection),
                "Nobody else has a tag of a selected actor",
            ),
            Action::SelectSameStance => (
                select::same_stance(graph, selection),
                "No other action has the stance of a selected one",
            ),
            Action::SelectUnsourced => {
                self.select_unsourced();
                return;
            }
            Action::SelectShortestPath => {
                self.select_shortest_path();
                return;
            }
            _ => return,
        };
        self.take_chosen(chosen, nothing);
    }

    /// Selects something, but for what the filters leave out and was not selected
    /// before; says so if it was selected already.
    fn take_chosen(&mut self, mut chosen: Selection, nothing: &str) {
        if self.ws.filtering().seen().is_some() {
            let before = self.ws.selection();
            let mut kept = chosen.clone();
            kept.actors.retain(|id| before.actors.contains(id));
            kept.actions.retain(|id| before.actions.contains(id));
            chosen = self.seen_of(chosen);
            chosen.actors.extend(kept.actors);
            chosen.actions.extend(kept.actions);
        }
        if chosen == *self.ws.selection() {
            self.say(nothing);
        } else {
            self.ws.notice = None;
            self.ws.select(chosen);
        }
    }

    /// Selects what nobody is cited for, as far as the filters let it in.
    fn select_unsourced(&mut self) {
        let found = self.seen_of(select::unsourced(&self.ws.document().graph));
        match found.len() {
            0 if self.ws.filtering().seen().is_some() => {
                self.say("Every action that the filters let in cites a source");
            }
            0 => self.say("Every action cites a source"),
            n => {
                let verb = if n == 1 { "needs" } else { "need" };
                let text = format!(
                    "{} {verb} a source",
                    super::super::panels::count(n, "action")
                );
                self.ws.select(found);
                self.say(text);
            }
        }
    }

    fn grow_selection(&mut self) {
        let graph = &self.ws.document().graph;
        let selection = self.ws.selection();
        let grown = select::grow(graph, selection);
        if grown != *selection {
            if self
                .grown
                .last()
                .is_none_or(|b| select::grow(graph, b) != *selection)
            {
                self.grown.clear();
            }
            if self.grown.len() == MOST_STEPS {
                self.grown.remove(0);
            }
            self.grown.push(selection.clone());
        }
        self.take_chosen(
            grown,
            "They act on nobody else, and nobody else acts on them",
        );
    }

    /// Takes a step of growing back, where that led to what is selected; else
    /// whoever stands at the rim is let go.
    fn shrink_selection(&mut self) {
        let graph = &self.ws.document().graph;
        let selection = self.ws.selection();
        let before = self.grown.pop();
        let before = before.filter(|before| select::grow(graph, before) == *selection);
        let smaller = before.unwrap_or_else(|| {
            self.grown.clear();
            select::shrink(graph, selection)
        });
        self.take_chosen(smaller, "Nobody selected has a neighbour who is not");
    }

    fn select_shortest_path(&mut self) {
        let graph = &self.ws.document().graph;
        let actors: Vec<&ActorId> = self.ws.selection().actors.iter().collect();
        let &[from, to] = actors.as_slice() else {
            self.fail("Select the two actors between whom you look for a path first");
            return;
        };
        let name = |id: &ActorId| {
            let name = graph.actor(id).map(|a| crate::edit::short(&a.name));
            name.unwrap_or_default()
        };
        match select::shortest_path(graph, from, to) {
            Some(path) => {
                let steps = match path.actors.len() - 1 {
                    1 => "one step".to_owned(),
                    n => format!("{n} steps"),
                };
                let text = format!("From {} to {}: {steps}", name(from), name(to));
                self.ws.select(path);
                self.say(text);
            }
            None => {
                let text = format!("No path leads from {} to {}", name(from), name(to));
                self.fail(text);
            }
        }
    }
}
