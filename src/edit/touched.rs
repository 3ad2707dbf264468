//! What some edits touch, so that whoever shows a document can follow them
//! without looking at all of it.

use std::collections::BTreeMap;

use super::{ActorField, Edit};
use crate::model::{ActionId, ActorId};

/// What some edits touch.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Touched {
    /// Whether it is who there is, who is tied to whom, or a whole arrangement;
    /// the rest says nothing then.
    pub everything: bool,
    /// Whether the names of files beside the document may be other ones.
    pub files: bool,
    /// Whose places, by arrangement.
    pub places: BTreeMap<String, Vec<ActorId>>,
    /// What is said of whom.
    pub actors: Vec<ActorId>,
    /// What is said of which actions, claims and responses included, and whose lines bend
    /// otherwise.
    pub actions: Vec<ActionId>,
}

impl Touched {
    /// What these edits touch, in either direction.
    #[must_use]
    pub fn by(edits: &[Edit]) -> Self {
        let mut touched = Self::default();
        for edit in edits {
            match edit {
                // Nothing that is drawn, or what is looked at anew after every
                // change: annotations are few.
                Edit::SetTitle(_)
                | Edit::SetAbout(_)
                | Edit::SetCamera { .. }
                | Edit::SetAnnotation { .. }
                | Edit::AddLens { .. }
                | Edit::RemoveLens { .. }
                | Edit::SetLens { .. }
                | Edit::MarkSentence { .. } => {}
                Edit::AddSource(_) | Edit::RemoveSource { .. } | Edit::SetSource(_) => {
                    touched.files = true;
                }
                Edit::SetActor { id, field } => {
                    touched.files |= matches!(field, ActorField::Portrait(_));
                    touched.actors.push(id.clone());
                }
                Edit::SetAction { id, field: _ } => touched.actions.push(id.clone()),
                Edit::SetBends { action, .. } => touched.actions.push(action.clone()),
                Edit::AddClaim { action, .. }
                | Edit::RemoveClaim { action, .. }
                | Edit::SetClaim { action, .. }
                | Edit::SetResponses { action, .. } => touched.actions.push(action.clone()),
                Edit::SetPlace {
                    arrangement, actor, ..
                } => match touched.places.get_mut(arrangement) {
                    Some(moved) => moved.push(actor.clone()),
                    None => {
                        let moved = vec![actor.clone()];
                        touched.places.insert(arrangement.clone(), moved);
                    }
                },
                Edit::AddActor(_) | Edit::RemoveActor { .. } => {
                    (touched.everything, touched.files) = (true, true);
                }
                Edit::AddAction { .. }
                | Edit::RemoveAction { .. }
                | Edit::Reconnect { .. }
                | Edit::AddArrangement { .. }
                | Edit::RemoveArrangement { .. }
                | Edit::RenameArrangement { .. } => touched.everything = true,
            }
        }
        touched
    }
}
