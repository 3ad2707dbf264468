//! How many actors and actions have each value that can be filtered by.

use std::collections::HashMap;

use crate::model::{ActorKind, Claimant, Document, StanceBand, Status};
use crate::picture::words;

/// Counts of a document. Tags and claimants come in order of their numbers, the
/// most frequent first, and then of their names.
#[derive(Debug, Default)]
pub(super) struct Facets {
    kinds: HashMap<ActorKind, usize>,
    bands: HashMap<StanceBand, usize>,
    statuses: HashMap<Status, usize>,
    pub(super) tags: Vec<(String, usize)>,
    /// Each with its name.
    pub(super) claimants: Vec<(Claimant, String, usize)>,
}

impl Facets {
    /// The counts of a document. Linear in its size.
    pub(super) fn of(doc: &Document) -> Self {
        let mut facets = Self::default();
        let mut tags: HashMap<&str, usize> = HashMap::new();
        for actor in doc.graph.actors() {
            *facets.kinds.entry(actor.kind).or_default() += 1;
            for (at, tag) in actor.tags.iter().enumerate() {
                // Of an actor that bears it twice, it counts once.
                if !actor.tags[..at].contains(tag) {
                    *tags.entry(tag).or_default() += 1;
                }
            }
        }
        let mut claimants: HashMap<&Claimant, usize> = HashMap::new();
        for link in doc.graph.links() {
            let band = link.action.stance.band();
            *facets.bands.entry(band).or_default() += 1;
            let claims = &link.action.claims;
            for (at, claim) in claims.iter().enumerate() {
                if claims[..at].iter().all(|c| c.status != claim.status) {
                    *facets.statuses.entry(claim.status).or_default() += 1;
                }
                let stands = claim.status != Status::Retracted;
                let before = claims[..at].iter();
                let mut before = before.filter(|c| c.status != Status::Retracted);
                if stands && before.all(|c| c.by != claim.by) {
                    *claimants.entry(&claim.by).or_default() += 1;
                }
            }
        }
        let tags = tags.into_iter().map(|(tag, n)| (tag.to_owned(), n));
        facets.tags = tags.collect();
        facets
            .tags
            .sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
        let named = claimants.into_iter().map(|(who, n)| {
            let name = words::claimant(doc, who).to_owned();
            (who.clone(), name, n)
        });
        facets.claimants = named.collect();
        facets
            .claimants
            .sort_by(|a, b| b.2.cmp(&a.2).then_with(|| (&a.1, &a.0).cmp(&(&b.1, &b.0))));
        facets
    }

    pub(super) fn kind(&self, kind: ActorKind) -> usize {
        self.kinds.get(&kind).copied().unwrap_or(0)
    }

    pub(super) fn band(&self, band: StanceBand) -> usize {
        self.bands.get(&band).copied().unwrap_or(0)
    }

    pub(super) fn status(&self, status: Status) -> usize {
        self.statuses.get(&status).copied().unwrap_or(0)
    }
}
