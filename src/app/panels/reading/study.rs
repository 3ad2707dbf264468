//! What is known of a text: how it is cut up, which passages of it are cited,
//! and what of it is left to read.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use crate::analysis::{Passage, Tally};
use crate::edit::{self, Transaction};
use crate::model::cutting::Kind;
use crate::model::{
    Action, ActionId, Cited, Claim, Coverage, Document, Outcome, Reading, Skip, SourceId,
    SourceText, Status, TextIndex,
};

/// Most passages that are underlined one below the other.
const LANES: usize = 3;

/// A text, prepared for looking passages up. Depends on nothing else.
#[derive(Debug)]
pub struct Sheet {
    /// The text.
    pub text: Arc<SourceText>,
    /// Its words.
    pub index: TextIndex<'static>,
}

impl Sheet {
    /// Prepares a text. Linear in its length.
    #[must_use]
    pub fn new(text: Arc<SourceText>) -> Self {
        Self {
            index: TextIndex::shared(Arc::clone(&text)),
            text,
        }
    }
}

/// A passage that a claim cites, where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Cite {
    /// Bytes of the text.
    pub bytes: Range<usize>,
    /// The action that the claim supports.
    pub action: ActionId,
    /// Which of its claims, from 0.
    pub claim: usize,
    /// How far below the words its line is drawn, from 0: those that overlap
    /// have other ones, as far as there are.
    pub lane: usize,
}

/// The claims on one source, by the actions that they support.
type Claims = BTreeMap<ActionId, Vec<(usize, Claim)>>;

/// What claims say of a text, and what of it is left to read.
#[derive(Debug)]
pub struct Study {
    /// Every claim on the source, and what has become of its passage.
    pub passages: Vec<Cited>,
    /// How many there are of each sort.
    pub tally: Tally,
    /// The sentences, and who cites them.
    pub reading: Reading,
    /// How much of it is cited.
    pub whole: Coverage,
    /// The same of what stands under each heading, by the number of its block.
    pub sections: Vec<(usize, Coverage)>,
    /// Notes where those passages stand now that are found exactly.
    pub moved: Transaction,
    /// The passages that stand in the text, retracted ones left out, by where
    /// they begin.
    cites: Vec<Cite>,
    /// For each number of them, where the last of so many first ones ends.
    ends: Vec<usize>,
    claims: Claims,
    not_relevant: BTreeSet<Skip>,
}

fn claims_of<'a>(
    action: &'a Action,
    source: &'a SourceId,
) -> impl Iterator<Item = (usize, &'a Claim)> {
    let all = action.claims.iter().enumerate();
    all.filter(move |(_, claim)| claim.source == *source)
}

impl Study {
    /// Looks up what claims cite. Linear in the graph and the text.
    #[must_use]
    pub fn new(doc: &Document, source: &SourceId, sheet: &Sheet) -> Self {
        let of = doc.sources.get(source);
        let edit::Reanchored {
            step: moved,
            passages,
            reading,
        } = edit::reanchor(doc, source, &sheet.index);
        let (whole, sections) = reading.coverage(&sheet.index);
        let sections = sections.into_iter().map(|s| (s.section, s.coverage));
        let mut claims = Claims::new();
        for link in doc.graph.links() {
            let own = claims_of(link.action, source).map(|(n, claim)| (n, claim.clone()));
            let own: Vec<_> = own.collect();
            if !own.is_empty() {
                claims.insert(link.action.id.clone(), own);
            }
        }
        let cites = cites(&passages);
        let mut end = 0;
        let ends = cites.iter().map(|cite| {
            end = end.max(cite.bytes.end);
            end
        });
        Self {
            whole,
            sections: beside_headings(sheet, &sections.collect()),
            moved,
            ends: ends.collect(),
            cites,
            tally: Tally::of(&passages),
            passages,
            reading,
            claims,
            not_relevant: of.map(|s| s.not_relevant.clone()).unwrap_or_default(),
        }
    }

    /// Whether claims on the source say the same in a document that differs from
    /// the one that was looked at in what is said of some actions.
    #[must_use]
    pub fn holds<'a>(
        &self,
        doc: &Document,
        source: &SourceId,
        mut touched: impl Iterator<Item = &'a ActionId>,
    ) -> bool {
        let of = doc.sources.get(source);
        of.is_some_and(|of| of.not_relevant == self.not_relevant)
            && touched.all(|id| {
                let known = self.claims.get(id).map_or(&[][..], Vec::as_slice);
                let known = known.iter().map(|(n, claim)| (*n, claim));
                match doc.graph.action(id) {
                    Some(action) => claims_of(action, source).eq(known),
                    None => known.len() == 0,
                }
            })
    }

    /// The passages that stand in the text, by where they begin.
    #[must_use]
    pub fn cites(&self) -> &[Cite] {
        &self.cites
    }

    /// The passages that hold some of these bytes, by where they begin. Takes a
    /// logarithm, and those between the first and the last of them.
    pub fn cites_in(&self, bytes: &Range<usize>) -> impl Iterator<Item = &Cite> {
        let from = self.ends.partition_point(|end| *end <= bytes.start);
        let upto = self.cites.partition_point(|c| c.bytes.start < bytes.end);
        let start = bytes.start;
        let all = self.cites[from..upto.max(from)].iter();
        all.filter(move |c| c.bytes.end > start)
    }

    /// The passages that a byte of the text is in, the shortest first.
    #[must_use]
    pub fn cites_at(&self, byte: usize) -> Vec<&Cite> {
        let mut all: Vec<&Cite> = self.cites_in(&(byte..byte + 1)).collect();
        all.sort_by_key(|c| c.bytes.len());
        all
    }

    /// The passages that nobody but a person can find: changed, gone, or there
    /// are several.
    pub fn astray(&self) -> impl Iterator<Item = &Cited> {
        let all = self.passages.iter();
        all.filter(|cited| Passage::of(cited).is_some_and(Passage::needs_person))
    }
}

/// The passages that stand in a text, by where they begin.
fn cites(passages: &[Cited]) -> Vec<Cite> {
    let found = passages.iter().filter_map(|p| match &p.outcome {
        Outcome::Exact { standing, .. } if p.status != Status::Retracted => Some(Cite {
            bytes: standing.bytes.clone(),
            action: p.action.clone(),
            claim: p.claim,
            lane: 0,
        }),
        _ => None,
    });
    let mut all: Vec<Cite> = found.filter(|c| !c.bytes.is_empty()).collect();
    // Of those that begin together, the longest first: it is underlined nearest.
    all.sort_by(|a, b| {
        let place = |c: &Cite| (c.bytes.start, std::cmp::Reverse(c.bytes.end));
        place(a)
            .cmp(&place(b))
            .then_with(|| a.action.cmp(&b.action))
    });
    let mut ends = [0; LANES];
    for cite in &mut all {
        // The lane that is free, else the one that will be first.
        let free = ends.iter().position(|end| *end <= cite.bytes.start);
        let soonest = || ends.iter().enumerate().min_by_key(|(_, end)| **end);
        cite.lane = free
            .or_else(|| soonest().map(|(lane, _)| lane))
            .unwrap_or(0);
        ends[cite.lane] = ends[cite.lane].max(cite.bytes.end);
    }
    all
}

/// Which heading each section stands under, by the number of its block.
fn beside_headings(sheet: &Sheet, sections: &BTreeMap<String, Coverage>) -> Vec<(usize, Coverage)> {
    let blocks = sheet.text.blocks().all().iter().enumerate();
    // As anchors have it: the title names nothing.
    let headings =
        blocks.filter(|(_, b)| matches!(b.kind, Kind::Heading(level) if level >= 2) && !b.goes_on);
    let headings: Vec<(usize, usize)> = headings.map(|(n, b)| (n, b.bytes.end)).collect();
    let paragraphs = sheet.text.paragraphs();
    let under = headings.iter().enumerate().filter_map(|(at, (n, end))| {
        let next = headings.get(at + 1).map_or(usize::MAX, |(_, end)| *end);
        let first = paragraphs.partition_point(|p| p.bytes.start < *end);
        let first = paragraphs.get(first).filter(|p| p.bytes.start < next)?;
        let (heading, _) = first.anchor.rsplit_once('/')?;
        Some((*n, *sections.get(heading)?))
    });
    under.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cited(action: &str, bytes: Range<usize>) -> Cited {
        Cited {
            action: ActionId::new(action).expect("valid"),
            claim: 0,
            status: Status::Reported,
            outcome: Outcome::Exact {
                standing: crate::model::Standing {
                    bytes,
                    anchor: String::new(),
                    words: String::new(),
                    spot: crate::model::Spot::default(),
                },
                moved: false,
            },
        }
    }

    #[test]
    fn passages_that_overlap_are_all_known_and_underlined_apart() {
        let all = cites(&[
            cited("c", 10..20),
            cited("a", 0..100),
            cited("b", 15..30),
            cited("d", 40..50),
        ]);
        let lanes: Vec<_> = all.iter().map(|c| (c.action.as_str(), c.lane)).collect();
        assert_eq!(lanes, [("a", 0), ("c", 1), ("b", 2), ("d", 1)]);
        let text = Arc::new(SourceText::markdown("word ".repeat(40)));
        let sheet = Sheet::new(text);
        let source = SourceId::new("s").expect("valid");
        let mut study = Study::new(&Document::new(), &source, &sheet);
        study.ends = vec![100; 4];
        study.cites = all;
        let at = |byte| -> Vec<&str> {
            let all = study.cites_at(byte);
            all.iter().map(|c| c.action.as_str()).collect()
        };
        assert_eq!(at(16), ["c", "b", "a"]);
        assert_eq!(at(45), ["d", "a"]);
        assert_eq!(at(60), ["a"]);
        assert_eq!(at(100), [""; 0]);
        assert_eq!(study.cites_in(&(30..40)).count(), 1);
    }

    #[test]
    fn sections_are_told_beside_their_headings() {
        let text = "# T\n\nx.\n\n## One\n\n## Two\n\nAda went. Bob came.\n\n### Three\n\nNo.\n";
        let sheet = Sheet::new(Arc::new(SourceText::markdown(text)));
        let source = SourceId::new("s").expect("valid");
        let study = Study::new(&Document::new(), &source, &sheet);
        let told: Vec<_> = study
            .sections
            .iter()
            .map(|(n, c)| (*n, c.sentences))
            .collect();
        assert_eq!(told, [(3, 2), (5, 1)]);
        assert_eq!(study.whole.sentences, 4);
    }
}
