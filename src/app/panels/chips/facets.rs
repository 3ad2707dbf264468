//! How many actors and actions have each value that can be filtered by.

use std::collections::{HashMap, HashSet};
use std::hash::Hash;

use crate::analysis::fold;
use crate::model::{ActorKind, Claimant, Document, StanceBand, Status, disagrees};
use crate::picture::words;

/// A value, and how many have it.
#[derive(Debug)]
pub(super) struct Value<T> {
    pub(super) value: T,
    pub(super) name: String,
    /// The name, as it is searched for.
    pub(super) folded: String,
    pub(super) count: usize,
}

/// Values in order of their numbers, the most frequent first, and then of their
/// names.
#[derive(Debug)]
pub(super) struct Values<T> {
    pub(super) all: Vec<Value<T>>,
    known: HashSet<T>,
}

impl<T> Default for Values<T> {
    fn default() -> Self {
        Self {
            all: Vec::new(),
            known: HashSet::new(),
        }
    }
}

impl<T: Clone + Ord + Hash> Values<T> {
    fn of(all: impl Iterator<Item = (T, String, usize)>) -> Self {
        let mut all: Vec<Value<T>> = all
            .map(|(value, name, count)| Value {
                folded: fold(&name),
                value,
                name,
                count,
            })
            .collect();
        all.sort_by(|a, b| {
            let names = || (&a.name, &a.value).cmp(&(&b.name, &b.value));
            b.count.cmp(&a.count).then_with(names)
        });
        let known = all.iter().map(|v| v.value.clone()).collect();
        Self { all, known }
    }

    /// Whether anybody has a value.
    pub(super) fn has(&self, value: &T) -> bool {
        self.known.contains(value)
    }
}

/// Counts of a document.
#[derive(Debug, Default)]
pub(super) struct Facets {
    kinds: HashMap<ActorKind, usize>,
    bands: HashMap<StanceBand, usize>,
    statuses: HashMap<Status, usize>,
    pub(super) tags: Values<String>,
    pub(super) claimants: Values<Claimant>,
    /// Actions of which sources disagree.
    pub(super) disagreements: usize,
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
            facets.disagreements += usize::from(disagrees(claims));
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
        let tags = tags.into_iter();
        facets.tags = Values::of(tags.map(|(tag, n)| (tag.to_owned(), tag.to_owned(), n)));
        let claimants = claimants.into_iter();
        facets.claimants = Values::of(claimants.map(|(who, n)| {
            let name = words::claimant(doc, who).to_owned();
            (who.clone(), name, n)
        }));
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
