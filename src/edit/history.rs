//! Unlimited undo and redo.

use super::apply::apply_next;
use super::claimants::Claimants;
use super::{Edit, EditError, Selection, Touched, Transaction, apply};
use crate::model::{Document, Retired};

/// One gesture that was carried out.
#[derive(Clone, Debug, PartialEq)]
struct Step {
    label: String,
    /// Edits that carry it out, in order.
    forward: Vec<Edit>,
    /// Edits that take it back, in order.
    backward: Vec<Edit>,
    selection_before: Selection,
    selection_after: Selection,
    /// Names the state of the document after this step.
    revision: u64,
}

/// What an undo or redo did.
#[derive(Clone, Debug, PartialEq)]
pub struct Undone {
    /// Name of the gesture.
    pub label: String,
    /// What was selected then.
    pub selection: Selection,
    /// The arrangement in which everything happened, if it was in one.
    pub arrangement: Option<String>,
    /// What it touched.
    pub touched: Touched,
}

/// Every gesture since the document was opened.
#[derive(Clone, Debug, Default)]
pub struct History {
    done: Vec<Step>,
    undone: Vec<Step>,
    /// Revision of the file on disk; revision 0 is the document as opened.
    saved: Option<u64>,
    last_revision: u64,
    /// Every id that was ever given.
    spent: Retired,
}

/// Carries edits out; takes all back when one is refused. Returns the edits
/// that changed something and the inverses, in the order in which to apply them.
fn carry_out(doc: &mut Document, edits: Vec<Edit>) -> Result<(Vec<Edit>, Vec<Edit>), EditError> {
    let mut forward = Vec::with_capacity(edits.len());
    let mut backward = Vec::with_capacity(edits.len());
    let mut claimants = Claimants::default();
    for edit in edits {
        let kept = edit.clone();
        match apply_next(doc, edit, &mut claimants) {
            // An edit that is its own inverse has set what was there already.
            // (Renaming "a" to "a" inverts to itself too.)
            Ok(inverse) if inverse == kept => {}
            Ok(inverse) => {
                forward.push(kept);
                backward.push(inverse);
            }
            Err(error) => {
                for inverse in backward.into_iter().rev() {
                    // Inverses of edits that were just carried out fit by construction.
                    let taken_back = apply(doc, inverse);
                    debug_assert!(taken_back.is_ok(), "{taken_back:?}");
                }
                return Err(error);
            }
        }
    }
    backward.reverse();
    Ok((forward, backward))
}

/// The one arrangement that some edits are about; none when they are about
/// several, or about something else.
pub fn only_arrangement(edits: &[Edit]) -> Option<String> {
    let mut names = edits.iter().map(|e| match e {
        Edit::SetPlace { arrangement, .. }
        | Edit::SetBends { arrangement, .. }
        | Edit::SetAnnotation { arrangement, .. }
        | Edit::SetCamera { arrangement, .. } => Some(arrangement),
        _ => None,
    });
    let first = names.next()??;
    names
        .all(|name| name == Some(first))
        .then(|| first.to_owned())
}

impl History {
    /// A history of nothing, of a document that is as on disk.
    #[must_use]
    pub fn new() -> Self {
        Self {
            saved: Some(0),
            ..Self::default()
        }
    }

    /// A history of nothing, of a document that is on no disk yet.
    #[must_use]
    pub fn unsaved() -> Self {
        Self::default()
    }

    fn revision(&self) -> u64 {
        self.done.last().map_or(0, |s| s.revision)
    }

    /// Ids that were given since the document was opened, also those that undo
    /// took back: they may stand in a file that was saved meanwhile.
    #[must_use]
    pub fn spent(&self) -> &Retired {
        &self.spent
    }

    /// Whether the document differs from the file on disk.
    ///
    /// Undoing back to what was saved makes it the same again.
    #[must_use]
    pub fn is_dirty(&self) -> bool {
        self.saved != Some(self.revision())
    }

    /// Remembers that the document is on disk as it is now.
    pub fn mark_saved(&mut self) {
        self.saved = Some(self.revision());
    }

    /// Carries a gesture out: all of it or, when an edit is refused, nothing.
    /// Returns whether anything changed; a gesture that changed nothing leaves
    /// no step. `after` tells what is selected then.
    ///
    /// # Errors
    /// [`EditError`] of the edit that was refused.
    pub fn commit(
        &mut self,
        doc: &mut Document,
        transaction: Transaction,
        before: &Selection,
        after: &Selection,
    ) -> Result<bool, EditError> {
        let Transaction { label, edits } = transaction;
        let (forward, backward) = carry_out(doc, edits)?;
        if forward.is_empty() {
            return Ok(false);
        }
        for edit in &forward {
            match edit {
                Edit::AddActor(a) => self.spent.actors.insert(a.id.to_string()),
                Edit::AddAction { action, .. } => self.spent.actions.insert(action.id.to_string()),
                Edit::AddSource(s) => self.spent.sources.insert(s.id.to_string()),
                _ => false,
            };
        }
        self.last_revision += 1;
        self.undone.clear();
        self.done.push(Step {
            label,
            forward,
            backward,
            selection_before: before.clone(),
            selection_after: after.clone(),
            revision: self.last_revision,
        });
        Ok(true)
    }

    /// Makes one step of the last two, under the name of the first. Does nothing
    /// where there are fewer, or where the document was saved between them.
    pub fn join_last(&mut self) {
        let between = self.done.len().checked_sub(2).map(|i| &self.done[i]);
        if between.is_none_or(|first| self.saved == Some(first.revision)) {
            return;
        }
        if let Some(mut second) = self.done.pop()
            && let Some(first) = self.done.last_mut()
        {
            first.forward.append(&mut second.forward);
            second.backward.append(&mut first.backward);
            first.backward = second.backward;
            first.selection_after = second.selection_after;
            first.revision = second.revision;
        }
    }

    /// Name of the gesture that [`History::undo`] would take back.
    #[must_use]
    pub fn undo_label(&self) -> Option<&str> {
        self.done.last().map(|s| s.label.as_str())
    }

    /// Name of the gesture that [`History::redo`] would carry out again.
    #[must_use]
    pub fn redo_label(&self) -> Option<&str> {
        self.undone.last().map(|s| s.label.as_str())
    }

    /// Number of gestures that can be taken back.
    #[must_use]
    pub fn undo_count(&self) -> usize {
        self.done.len()
    }

    /// Takes the last gesture back. `None` when there is none.
    ///
    /// # Errors
    /// [`EditError`] when the document was changed behind the history's back;
    /// neither has changed then.
    pub fn undo(&mut self, doc: &mut Document) -> Result<Option<Undone>, EditError> {
        let Some(step) = self.done.last() else {
            return Ok(None);
        };
        carry_out(doc, step.backward.clone())?;
        let undone = Undone {
            label: step.label.clone(),
            selection: step.selection_before.clone(),
            arrangement: only_arrangement(&step.backward),
            touched: Touched::by(&step.backward),
        };
        self.undone.extend(self.done.pop());
        Ok(Some(undone))
    }

    /// Carries the gesture out again that was last taken back. `None` when
    /// there is none.
    ///
    /// # Errors
    /// As for [`History::undo`].
    pub fn redo(&mut self, doc: &mut Document) -> Result<Option<Undone>, EditError> {
        let Some(step) = self.undone.last() else {
            return Ok(None);
        };
        carry_out(doc, step.forward.clone())?;
        let redone = Undone {
            label: step.label.clone(),
            selection: step.selection_after.clone(),
            arrangement: only_arrangement(&step.forward),
            touched: Touched::by(&step.forward),
        };
        self.done.extend(self.undone.pop());
        Ok(Some(redone))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::{ActorField, add_actor, move_actors};
    use crate::model::{Actor, ActorId, ActorKind, Place};

    fn none() -> Selection {
        Selection::default()
    }

    fn with_ada() -> (Document, History, ActorId) {
        let mut doc = Document::new();
        let mut history = History::new();
        let id = ActorId::new("ada").expect("valid");
        let t = add_actor(
            &doc,
            Actor::new(id.clone(), "Ada", ActorKind::Person),
            Place::at(1.0, 2.0),
        );
        assert_eq!(history.commit(&mut doc, t, &none(), &none()), Ok(true));
        (doc, history, id)
    }

    #[test]
    fn two_steps_can_become_one() {
        let (mut doc, mut history) = (Document::new(), History::new());
        let before = doc.clone();
        let id = ActorId::new("ada").expect("valid");
        let ada = Actor::new(id.clone(), "Ada", ActorKind::Person);
        let step = add_actor(&doc, ada, Place::at(0.0, 0.0));
        history
            .commit(&mut doc, step, &none(), &none())
            .expect("fits");
        history.join_last();
        assert_eq!(history.undo_count(), 1, "there is nothing to join it to");
        let name = doc.arrangements[0].name.clone();
        let step = move_actors(&doc, &name, &[(id, Place::at(50.0, 0.0))]);
        history
            .commit(&mut doc, step, &none(), &none())
            .expect("fits");
        let after = doc.clone();
        history.join_last();
        assert_eq!(history.undo_count(), 1);
        history.undo(&mut doc).expect("fits");
        assert!(doc == before);
        history.redo(&mut doc).expect("fits");
        assert!(doc == after);
        // Over a save, nothing is joined: undo must lead to what is on disk.
        history.mark_saved();
        let step = Transaction::one("name", Edit::SetTitle("T".to_owned()));
        history
            .commit(&mut doc, step, &none(), &none())
            .expect("fits");
        history.join_last();
        assert_eq!(history.undo_count(), 2);
    }

    #[test]
    fn a_gesture_that_changes_nothing_leaves_no_step() {
        let (mut doc, mut history, id) = with_ada();
        let t = Transaction::one(
            "rename",
            Edit::SetActor {
                id,
                field: ActorField::Name("Ada".into()),
            },
        );
        assert_eq!(history.commit(&mut doc, t, &none(), &none()), Ok(false));
        assert_eq!(history.undo_count(), 1);
    }

    #[test]
    fn a_refused_edit_takes_the_whole_gesture_back() {
        let (mut doc, mut history, id) = with_ada();
        let before = doc.clone();
        let t = Transaction::new(
            "break",
            vec![
                Edit::SetTitle("changed".into()),
                Edit::SetActor {
                    id,
                    field: ActorField::Name(" ".into()),
                },
            ],
        );
        assert!(history.commit(&mut doc, t, &none(), &none()).is_err());
        assert_eq!(doc, before);
        assert_eq!(history.undo_count(), 1);
    }

    #[test]
    fn undoing_to_what_was_saved_is_clean_again() {
        let (mut doc, mut history, id) = with_ada();
        assert!(history.is_dirty());
        history.mark_saved();
        let arrangement = doc.arrangements[0].name.clone();
        let t = move_actors(&doc, &arrangement, &[(id.clone(), Place::at(9.0, 9.0))]);
        history
            .commit(&mut doc, t, &none(), &Selection::actor(id))
            .expect("fits");
        assert_eq!(history.undo_label(), Some("move Ada"));
        assert!(history.is_dirty());
        history.undo(&mut doc).expect("fits");
        assert!(!history.is_dirty());
        history.undo(&mut doc).expect("fits");
        assert!(history.is_dirty(), "before what was saved is dirty too");
        history.redo(&mut doc).expect("fits");
        assert!(!history.is_dirty());
    }

    #[test]
    fn an_id_that_was_given_once_is_never_given_again() {
        let (mut doc, mut history, id) = with_ada();
        history.undo(&mut doc).expect("fits");
        assert_ne!(doc.fresh_actor_id("Ada", history.spent()), id);
    }

    #[test]
    fn another_branch_never_counts_as_saved() {
        let (mut doc, mut history, id) = with_ada();
        history.mark_saved();
        history.undo(&mut doc).expect("fits");
        let t = add_actor(
            &doc,
            Actor::new(id, "Bob", ActorKind::Person),
            Place::at(1.0, 2.0),
        );
        history.commit(&mut doc, t, &none(), &none()).expect("fits");
        assert!(history.is_dirty());
    }
}
