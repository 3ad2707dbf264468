//! What is selected.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::model::{ActionId, ActorId, Document};

/// Some actors and some actions.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Selection {
    /// The actors.
    pub actors: BTreeSet<ActorId>,
    /// The actions.
    pub actions: BTreeSet<ActionId>,
}

impl Selection {
    /// One actor.
    #[must_use]
    pub fn actor(id: ActorId) -> Self {
        Self {
            actors: BTreeSet::from([id]),
            actions: BTreeSet::new(),
        }
    }

    /// One action.
    #[must_use]
    pub fn action(id: ActionId) -> Self {
        Self {
            actors: BTreeSet::new(),
            actions: BTreeSet::from([id]),
        }
    }

    /// Whether nothing is selected.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.actors.is_empty() && self.actions.is_empty()
    }

    /// Number of actors and actions.
    #[must_use]
    pub fn len(&self) -> usize {
        self.actors.len() + self.actions.len()
    }

    /// Lets go of what the document does not hold (any more).
    pub fn retain_existing(&mut self, doc: &Document) {
        self.actors.retain(|id| doc.graph.actor(id).is_some());
        self.actions.retain(|id| doc.graph.action(id).is_some());
    }
}
