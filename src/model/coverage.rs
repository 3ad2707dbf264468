//! What of a text has been read into the graph: which sentences are cited, by
//! which claims, and which are left to read.

use super::{
    ActionId, Document, Outcome, Passage, Sentence, Source, SourceId, Status, TextIndex, sentences,
};

/// A claim on a source, and what has become of the passage that it cites.
#[derive(Clone, Debug, PartialEq)]
pub struct Cited {
    /// The action that it supports.
    pub action: ActionId,
    /// Which of its claims, from 0.
    pub claim: usize,
    /// How the claim stands.
    pub status: Status,
    /// Where its words stand.
    pub outcome: Outcome,
}

/// Every claim on a source, with the passage it cites looked up in the text of
/// that source. In order of the actions. Linear in the graph and the text.
#[must_use]
pub fn cited_passages(doc: &Document, source: &SourceId, text: &TextIndex<'_>) -> Vec<Cited> {
    let claims = || {
        let links = doc.graph.links();
        links.flat_map(|l| {
            let numbered = l.action.claims.iter().enumerate();
            numbered.map(move |(n, claim)| (&l.action.id, n, claim))
        })
    };
    let own = || claims().filter(|(_, _, c)| c.source == *source);
    let passages: Vec<Passage<'_>> = own()
        .map(|(_, _, claim)| Passage {
            anchor: &claim.anchor,
            words: &claim.quote,
            spot: claim.spot.as_deref(),
        })
        .collect();
    let outcomes = text.reanchor(&passages);
    own()
        .zip(outcomes)
        .map(|((action, claim, c), outcome)| Cited {
            action: action.clone(),
            claim,
            status: c.status,
            outcome,
        })
        .collect()
}

/// The sentences of a text, and what has been said of them.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// Its sentences, in order.
    pub sentences: Vec<Sentence>,
    /// For each sentence, which of the passages cite it, by their numbers; no
    /// retracted ones.
    pub cited_by: Vec<Vec<usize>>,
    /// For each sentence, whether it was called not relevant.
    pub not_relevant: Vec<bool>,
    /// What has become of the sentences that were called so, in their order.
    pub skips: Vec<Outcome>,
}

/// Finds out which sentences of a source's text are cited by some passages, and
/// which were called not relevant. Linear in the text, times a logarithm for
/// each passage.
#[must_use]
pub fn reading(source: &Source, text: &TextIndex<'_>, passages: &[Cited]) -> Reading {
    let sentences = sentences(text.text());
    let mut cited_by = vec![Vec::new(); sentences.len()];
    let mut not_relevant = vec![false; sentences.len()];
    for (n, passage) in passages.iter().enumerate() {
        if let (Outcome::Exact { standing, .. }, true) =
            (&passage.outcome, passage.status != Status::Retracted)
        {
            let held = |at: &usize| shared(&standing.bytes, &sentences[*at].bytes);
            // Whatever is cited, some sentence is.
            let most = touched(&sentences, &standing.bytes).rev().max_by_key(held);
            for at in touched(&sentences, &standing.bytes) {
                if Some(at) == most || cites(&standing.bytes, &sentences[at].bytes) {
                    cited_by[at].push(n);
                }
            }
        }
    }
    let skipped = source.not_relevant.iter();
    let skipped: Vec<Passage<'_>> = skipped
        .map(|skip| Passage {
            anchor: "",
            words: &skip.words,
            spot: Some(&skip.spot),
        })
        .collect();
    let skips = text.reanchor(&skipped);
    for outcome in &skips {
        let Outcome::Exact { standing, .. } = outcome else {
            continue;
        };
        for at in touched(&sentences, &standing.bytes) {
            // A sentence that has grown much since was not judged as it is now.
            let sentence = &sentences[at].bytes;
            not_relevant[at] |= 2 * shared(&standing.bytes, sentence) > sentence.len();
        }
    }
    Reading {
        sentences,
        cited_by,
        not_relevant,
        skips,
    }
}

/// Whether a passage cites a sentence: it holds half of it, or has half of its own
/// words in it. A word at the edge, taken along by a slip, cites nothing.
fn cites(passage: &std::ops::Range<usize>, sentence: &std::ops::Range<usize>) -> bool {
    let both = 2 * shared(passage, sentence);
    both >= sentence.len() || both >= passage.len()
}

/// How many bytes two ranges have in common.
fn shared(a: &std::ops::Range<usize>, b: &std::ops::Range<usize>) -> usize {
    a.end.min(b.end).saturating_sub(a.start.max(b.start))
}

/// Which of some sentences hold some of these bytes.
fn touched(sentences: &[Sentence], bytes: &std::ops::Range<usize>) -> std::ops::Range<usize> {
    let from = sentences.partition_point(|s| s.bytes.end <= bytes.start);
    let upto = sentences.partition_point(|s| s.bytes.start < bytes.end);
    from..upto.max(from)
}

/// How much of a text, or of a part of it, has been read into the graph.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Coverage {
    /// Sentences in all.
    pub sentences: usize,
    /// Sentences that a claim cites.
    pub cited: usize,
    /// Sentences that no claim cites and that were called not relevant.
    pub not_relevant: usize,
}

impl Coverage {
    /// Sentences that are cited or ought to be.
    #[must_use]
    pub fn relevant(self) -> usize {
        self.sentences - self.not_relevant
    }

    /// The share of the relevant sentences that is cited, from 0 to 1; `None`
    /// where none is relevant.
    #[must_use]
    pub fn share(self) -> Option<f64> {
        let relevant = self.relevant();
        (relevant > 0).then(|| self.cited as f64 / relevant as f64)
    }

    fn count(&mut self, cited: bool, not_relevant: bool) {
        self.sentences += 1;
        self.cited += usize::from(cited);
        self.not_relevant += usize::from(not_relevant && !cited);
    }
}

/// The coverage of what stands under one heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SectionCoverage {
    /// The heading, as anchors name it; "top" before the first one.
    pub section: String,
    /// Of its sentences.
    pub coverage: Coverage,
}

impl Reading {
    /// The coverage of the whole text, and of each section, in order.
    #[must_use]
    pub fn coverage(&self, text: &TextIndex<'_>) -> (Coverage, Vec<SectionCoverage>) {
        let mut whole = Coverage::default();
        let mut sections: Vec<SectionCoverage> = Vec::new();
        let all = self.sentences.iter().zip(&self.cited_by);
        for ((sentence, by), not_relevant) in all.zip(&self.not_relevant) {
            let anchor = &text.text().paragraphs()[sentence.paragraph].anchor;
            let section = anchor.rsplit_once('/').map_or("", |(heading, _)| heading);
            if sections.last().is_none_or(|s| s.section != section) {
                sections.push(SectionCoverage {
                    section: section.to_owned(),
                    coverage: Coverage::default(),
                });
            }
            let cited = !by.is_empty();
            whole.count(cited, *not_relevant);
            if let Some(last) = sections.last_mut() {
                last.coverage.count(cited, *not_relevant);
            }
        }
        (whole, sections)
    }

    /// The next sentence behind a byte of the text that is still to be read:
    /// neither cited nor called not relevant. Goes round at the end.
    #[must_use]
    pub fn next_unread(&self, behind: usize) -> Option<usize> {
        let unread = |n: &usize| self.cited_by[*n].is_empty() && !self.not_relevant[*n];
        let from = self.sentences.partition_point(|s| s.bytes.start <= behind);
        (from..self.sentences.len()).chain(0..from).find(unread)
    }

    /// The last such sentence that begins before a byte of the text. Goes round
    /// at the start.
    #[must_use]
    pub fn previous_unread(&self, before: usize) -> Option<usize> {
        let unread = |n: &usize| self.cited_by[*n].is_empty() && !self.not_relevant[*n];
        let upto = self.sentences.partition_point(|s| s.bytes.start < before);
        let wrapped = (upto..self.sentences.len()).rev();
        (0..upto).rev().chain(wrapped).find(unread)
    }

    /// The sentence in which a byte of the text stands, else the first behind it.
    #[must_use]
    pub fn sentence_at(&self, byte: usize) -> Option<usize> {
        let n = self.sentences.partition_point(|s| s.bytes.end <= byte);
        (n < self.sentences.len()).then_some(n)
    }

    /// The sentences that hold some of these bytes, as a range of them.
    #[must_use]
    pub fn sentences_in(&self, bytes: &std::ops::Range<usize>) -> std::ops::Range<usize> {
        touched(&self.sentences, bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{
        Action, Actor, ActorId, ActorKind, Claim, Claimant, Confidence, Skip, SourceText,
    };

    const TEXT: &str =
        "Dear all.\n\n## One\n\nAda wrote. Bob answered.\n\n## Two\n\nIt rained. Ada left.\n";

    fn document(quotes: &[(&str, Status)]) -> (Document, SourceId) {
        let mut doc = Document::new();
        let id = SourceId::new("s").expect("valid");
        doc.sources.insert(id.clone(), Source::new(id.clone(), "S"));
        let ada = ActorId::new("ada").expect("valid");
        let actor = Actor::new(ada.clone(), "Ada", ActorKind::Person);
        doc.graph.add_actor(actor).expect("new");
        let mut action = Action::new(ActionId::new("a").expect("valid"), "writes");
        action
            .claims
            .extend(quotes.iter().map(|(quote, status)| Claim {
                by: Claimant::Outsider("somebody".to_owned()),
                source: id.clone(),
                anchor: "one/1".to_owned(),
                quote: (*quote).to_owned(),
                spot: None,
                entered: None,
                changed: None,
                status: *status,
                confidence: Confidence::Low,
                because: String::new(),
            }));
        doc.graph.add_action(&ada, &ada, action).expect("new");
        (doc, id)
    }

    #[test]
    fn a_word_taken_along_by_a_slip_cites_no_sentence() {
        let (doc, id) = document(&[("wrote. Bob answered.", Status::Reported)]);
        let text = SourceText::markdown(TEXT.replace("Ada wrote", "Ada knew all and wrote"));
        let index = TextIndex::new(&text);
        let passages = cited_passages(&doc, &id, &index);
        let reading = reading(&doc.sources[&id], &index, &passages);
        assert!(reading.cited_by[1].is_empty(), "one word of five");
        assert_eq!(reading.cited_by[2], [0]);
        // A few words in a long sentence are a passage of it.
        let (doc, id) = document(&[("wrote", Status::Reported)]);
        let passages = cited_passages(&doc, &id, &index);
        let reading = super::reading(&doc.sources[&id], &index, &passages);
        assert_eq!(reading.cited_by[1], [0]);
    }

    #[test]
    fn a_passage_across_the_end_of_two_sentences_cites_the_one_it_has_more_of() {
        let (doc, id) = document(&[("to the town. Then all of", Status::Reported)]);
        let text =
            "## One\n\nAda who had wandered came to the town. Then all of them left again.\n";
        let text = SourceText::markdown(text);
        let index = TextIndex::new(&text);
        let passages = cited_passages(&doc, &id, &index);
        assert!(matches!(passages[0].outcome, Outcome::Exact { .. }));
        let reading = reading(&doc.sources[&id], &index, &passages);
        assert_eq!(reading.cited_by, [vec![0], vec![]]);
    }

    #[test]
    fn sentences_are_cited_not_relevant_or_to_be_read() {
        let (mut doc, id) = document(&[
            ("wrote. Bob answered", Status::Reported),
            ("Ada wrote", Status::Denied),
            ("Bob answered", Status::Retracted),
            ("It snowed", Status::Reported),
        ]);
        let text = SourceText::markdown(TEXT);
        let index = TextIndex::new(&text);
        let rained = TEXT.find("It rained.").expect("there");
        let source = doc.sources.get_mut(&id).expect("there");
        source.not_relevant.insert(Skip {
            spot: index.spot(rained..rained + 10),
            words: "It rained.".to_owned(),
        });
        let passages = cited_passages(&doc, &id, &index);
        assert_eq!(passages.len(), 4);
        let reading = reading(&doc.sources[&id], &index, &passages);
        assert_eq!(
            reading.cited_by,
            [vec![], vec![0, 1], vec![0], vec![], vec![]]
        );
        assert_eq!(reading.not_relevant, [false, false, false, true, false]);
        let (whole, sections) = reading.coverage(&index);
        assert_eq!((whole.sentences, whole.cited, whole.relevant()), (5, 2, 4));
        let shares: Vec<_> = sections
            .iter()
            .map(|s| (s.section.as_str(), s.coverage.share()))
            .collect();
        assert_eq!(
            shares,
            [("top", Some(0.0)), ("one", Some(1.0)), ("two", Some(0.0))]
        );
        assert_eq!(reading.next_unread(0), Some(4));
        assert_eq!(reading.next_unread(TEXT.len() - 3), Some(0));
        assert_eq!(reading.previous_unread(0), Some(4));
        assert_eq!(reading.previous_unread(TEXT.len()), Some(4));
        assert_eq!(reading.previous_unread(rained), Some(0));
        assert_eq!(reading.sentence_at(rained - 3), Some(3));
        assert_eq!(reading.sentence_at(TEXT.len()), None);
        assert_eq!(reading.sentences_in(&(rained..TEXT.len())), 3..5);
        assert_eq!(Coverage::default().share(), None);
    }
}
