//! What is selected.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::model::{ActionId, ActorId, AnnotationId, Arrangement, Document};

/// Some actors, actions and annotations.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Selection {
    /// The actors.
    pub actors: BTreeSet<ActorId>,
    /// The actions.
    pub actions: BTreeSet<ActionId>,
    /// The annotations of the arrangement that is looked at.
    #[serde(default)]
    pub annotations: BTreeSet<AnnotationId>,
}

impl Selection {
    /// One actor.
    #[must_use]
    pub fn actor(id: ActorId) -> Self {
        Self {
            actors: BTreeSet::from([id]),
            ..Self::default()
        }
    }

    /// One action.
    #[must_use]
    pub fn action(id: ActionId) -> Self {
        Self {
            actions: BTreeSet::from([id]),
            ..Self::default()
        }
    }

    /// One annotation.
    #[must_use]
    pub fn annotation(id: AnnotationId) -> Self {
        Self {
            annotations: BTreeSet::from([id]),
            ..Self::default()
        }
    }

    /// Whether nothing is selected.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.actors.is_empty() && self.actions.is_empty() && self.annotations.is_empty()
    }

    /// Number of actors, actions and annotations.
    #[must_use]
    pub fn len(&self) -> usize {
        self.actors.len() + self.actions.len() + self.annotations.len()
    }

    /// The one annotation that is selected, and nothing else.
    #[must_use]
    pub fn only_annotation(&self) -> Option<&AnnotationId> {
        self.annotations.first().filter(|_| self.len() == 1)
    }

    /// Selects more.
    pub fn extend(&mut self, more: Self) {
        let Self {
            actors,
            actions,
            annotations,
        } = more;
        self.actors.extend(actors);
        self.actions.extend(actions);
        self.annotations.extend(annotations);
    }

    /// Lets go of some.
    pub fn remove(&mut self, less: &Self) {
        let Self {
            actors,
            actions,
            annotations,
        } = less;
        self.actors.retain(|id| !actors.contains(id));
        self.actions.retain(|id| !actions.contains(id));
        self.annotations.retain(|id| !annotations.contains(id));
    }

    /// Lets go of what the document, or the arrangement of it that is looked at,
    /// does not hold (any more).
    pub fn retain_existing(&mut self, doc: &Document, shown: &Arrangement) {
        self.actors.retain(|id| doc.graph.actor(id).is_some());
        self.actions.retain(|id| doc.graph.action(id).is_some());
        self.annotations
            .retain(|id| shown.annotations.contains_key(id));
    }
}
