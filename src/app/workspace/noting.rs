//! What is noted with the claims of a gesture before it is carried out: where
//! their words stand, and who entered them.

use super::super::clerk::Clerk;
use super::Workspace;
use crate::edit::{Edit, Transaction};

impl Workspace {
    /// Who signs claims; nobody does without one.
    #[must_use]
    pub fn clerk(&self) -> Option<&Clerk> {
        self.clerk.as_ref()
    }

    /// Lets somebody sign the claims that are entered and changed from now on.
    pub fn set_clerk(&mut self, clerk: Option<Clerk>) {
        self.clerk = clerk;
    }

    pub(super) fn note(&self, step: &mut Transaction) {
        for edit in &mut step.edits {
            self.note_place(edit);
        }
        if let Some(clerk) = &self.clerk {
            clerk.sign(&self.document, step);
        }
    }

    /// Notes where the words of a claim stand that is new or says other words,
    /// if they stand once in the text of its source.
    fn note_place(&self, edit: &mut Edit) -> Option<()> {
        let (old, claim) = match edit {
            Edit::AddClaim { claim, .. } => (None, claim),
            Edit::SetClaim { action, at, claim } => {
                let old = self.document.graph.action(action)?;
                (Some(old.claims.get(*at)?), claim)
            }
            _ => return None,
        };
        let same = |old: &crate::model::Claim| {
            (&old.quote, &old.source, &old.anchor) == (&claim.quote, &claim.source, &claim.anchor)
        };
        if claim.spot.is_some() || claim.quote.trim().is_empty() || old.is_some_and(same) {
            return None;
        }
        let standing = self.texts.get(&claim.source)?.only_standing(&claim.quote)?;
        // Whoever names a paragraph means it, also where the words stand elsewhere.
        let named = match old {
            None => !claim.anchor.is_empty(),
            Some(old) => old.anchor != claim.anchor,
        };
        if !named || claim.anchor == standing.anchor {
            claim.anchor = standing.anchor;
            claim.spot = Some(Box::new(standing.spot));
        }
        Some(())
    }
}
