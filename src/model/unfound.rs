//! Which actions rest on passages that are gone.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::ActionId;

/// Actions whose passages are all lost, as somebody has found who looked them up
/// in the texts: see `analysis::lost_actions`.
///
/// This is not said by a document, but found out about it, and written in no
/// file. Documents that say the same are equal, whatever of this is known.
#[derive(Clone, Debug, Default)]
pub struct LostPassages(Arc<BTreeSet<ActionId>>);

impl PartialEq for LostPassages {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl LostPassages {
    /// These actions.
    #[must_use]
    pub fn new(actions: BTreeSet<ActionId>) -> Self {
        Self(Arc::new(actions))
    }

    /// Whether an action is one of them.
    #[must_use]
    pub fn contains(&self, action: &ActionId) -> bool {
        self.0.contains(action)
    }

    /// All of them, in order of ids.
    #[must_use]
    pub fn all(&self) -> &BTreeSet<ActionId> {
        &self.0
    }
}
