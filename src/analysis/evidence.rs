//! What stands behind the actions of a document: what has become of the passages
//! that its claims cite, and which actions lack support. The window and the
//! command line tell the same, since both ask here.

use std::borrow::Borrow;
use std::collections::{BTreeMap, BTreeSet};

use crate::model::{
    ActionId, Cited, Claim, Document, Evidence, Link, Lost, Outcome, Source, SourceId, SourceText,
    Status, TextIndex, cited_passages, lacking, lacks_source,
};

/// What has become of what a claim cites.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Passage {
    /// Its words stand where they were noted.
    Exact,
    /// Its words stand in the text, elsewhere than noted, and without doubt.
    Moved,
    /// Something like it stands in the text, or its words stand at several places:
    /// a person decides.
    Doubtful,
    /// Nothing like it stands in the text: a person decides.
    Lost,
    /// It has none: the source as a whole is cited.
    Whole,
}

impl Passage {
    /// What has become of a passage that was looked up in its text; `None` where
    /// the claim was retracted, and nobody cares.
    #[must_use]
    pub fn of(cited: &Cited) -> Option<Self> {
        (cited.status != Status::Retracted).then_some(match cited.outcome {
            Outcome::Exact { moved: false, .. } => Self::Exact,
            Outcome::Exact { moved: true, .. } => Self::Moved,
            Outcome::Fuzzy { .. } | Outcome::Lost(Lost::Several(_)) => Self::Doubtful,
            Outcome::Lost(Lost::Gone) => Self::Lost,
            Outcome::NoWords => Self::Whole,
        })
    }

    /// Whether nobody but a person can tell where it stands.
    #[must_use]
    pub fn needs_person(self) -> bool {
        matches!(self, Self::Doubtful | Self::Lost)
    }
}

/// How many passages there are of each sort; those of retracted claims do not
/// count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Where they were noted.
    pub exact: usize,
    /// Elsewhere, without doubt.
    pub moved: usize,
    /// Changed, or at several places.
    pub doubtful: usize,
    /// Gone from the text.
    pub lost: usize,
    /// Claims that cite the source as a whole.
    pub whole: usize,
}

impl Tally {
    /// How many of some passages there are of each sort.
    #[must_use]
    pub fn of<'c>(passages: impl IntoIterator<Item = &'c Cited>) -> Self {
        let mut tally = Self::default();
        for passage in passages.into_iter().filter_map(Passage::of) {
            *match passage {
                Passage::Exact => &mut tally.exact,
                Passage::Moved => &mut tally.moved,
                Passage::Doubtful => &mut tally.doubtful,
                Passage::Lost => &mut tally.lost,
                Passage::Whole => &mut tally.whole,
            } += 1;
        }
        tally
    }

    /// How many need a person.
    #[must_use]
    pub fn need_person(self) -> usize {
        self.doubtful + self.lost
    }

    /// Both together.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self {
            exact: self.exact + other.exact,
            moved: self.moved + other.moved,
            doubtful: self.doubtful + other.doubtful,
            lost: self.lost + other.lost,
            whole: self.whole + other.whole,
        }
    }
}

/// Whether a source names a text that nobody could read.
#[must_use]
pub fn is_missing<T>(source: &Source, texts: &BTreeMap<SourceId, T>) -> bool {
    !source.file.is_empty() && !texts.contains_key(&source.id)
}

/// The actions all of whose passages are lost: some claim on them stands, and of
/// each of those the words are gone from the text, or the text itself is missing.
/// `passages` are those of every text that there is. Linear in the graph.
#[must_use]
pub fn lost_among<'c, T>(
    doc: &Document,
    texts: &BTreeMap<SourceId, T>,
    passages: impl IntoIterator<Item = &'c Cited>,
) -> BTreeSet<ActionId> {
    let found = |cited: &&Cited| Passage::of(cited).is_some_and(|p| p != Passage::Lost);
    let found = passages.into_iter().filter(found);
    let held: BTreeSet<&ActionId> = found.map(|cited| &cited.action).collect();
    // Nothing can be lost of a source without a text, or of one as a whole.
    let without_text = |claim: &Claim| {
        let source = doc.sources.get(&claim.source);
        let missing = source.is_some_and(|s| is_missing(s, texts));
        let lost = missing && claim.has_passage();
        !(lost || texts.contains_key(&claim.source))
    };
    let lost = |link: &Link<'_>| {
        let mut stand = link.action.claims.iter().filter(|c| c.stands());
        link.action.evidence() != Evidence::None
            && !held.contains(&link.action.id)
            && !stand.any(without_text)
    };
    let lost = doc.graph.links().filter(lost);
    lost.map(|link| link.action.id.clone()).collect()
}

/// The same, with every passage looked up. Linear in the graph, for each text,
/// and in the texts.
#[must_use]
pub fn lost_actions<T: Borrow<SourceText>>(
    doc: &Document,
    texts: &BTreeMap<SourceId, T>,
) -> BTreeSet<ActionId> {
    let mut passages = Vec::new();
    for (source, text) in texts {
        passages.extend(cited_passages(doc, source, &TextIndex::new(text.borrow())));
    }
    lost_among(doc, texts, &passages)
}

/// Actions that lack support.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lacks {
    /// Those by or upon a person that nobody is cited for: they need a source.
    pub needs_source: BTreeSet<ActionId>,
    /// Others that nobody is cited for.
    pub no_source: BTreeSet<ActionId>,
    /// Those whose passages are all lost, as far as [`Document::lost`] knows.
    pub lost: BTreeSet<ActionId>,
    /// Those that are called confirmed by one publisher at most.
    pub unconfirmed: BTreeSet<ActionId>,
}

impl Lacks {
    /// What lacks support. Linear in the graph.
    #[must_use]
    pub fn of(doc: &Document) -> Self {
        let mut lacks = Self::default();
        for link in doc.graph.links() {
            lacks.put(doc, &link.action.id, Some(link));
        }
        lacks
    }

    /// Asks one action again, which has changed or is gone.
    pub fn follow(&mut self, doc: &Document, id: &ActionId) {
        self.put(doc, id, doc.graph.link(id));
    }

    fn put(&mut self, doc: &Document, id: &ActionId, link: Option<Link<'_>>) {
        let bare = link.filter(|l| l.action.evidence() == Evidence::None);
        let cited = link.filter(|_| bare.is_none());
        let person = bare.is_some_and(|l| lacks_source(&doc.graph, l));
        let unconfirmed = cited.is_some_and(|l| lacking(doc, l.action).is_some());
        for (list, lacks) in [
            (&mut self.needs_source, person),
            (&mut self.no_source, bare.is_some() && !person),
            (&mut self.lost, cited.is_some() && doc.lost.contains(id)),
            (&mut self.unconfirmed, unconfirmed),
        ] {
            if !lacks {
                list.remove(id);
            } else if !list.contains(id) {
                list.insert(id.clone());
            }
        }
    }

    /// Whether somebody is cited for every action, and every one has a passage,
    /// or a source as a whole, that it rests on.
    #[must_use]
    pub fn is_all_cited(&self) -> bool {
        self.needs_source.is_empty() && self.no_source.is_empty() && self.lost.is_empty()
    }
}

#[cfg(test)]
#[path = "evidence_tests.rs"]
mod tests;
