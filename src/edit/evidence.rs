//! Evidence as edits: calling sentences not relevant, and following a text that
//! has changed.

use std::ops::Range;

use super::checks::{EditError, check_skip, refused};
use super::gesture::short;
use super::{Edit, Transaction};
use crate::model::{
    Cited, Claim, Document, Outcome, Reading, Skip, Source, SourceId, TextIndex, cited_passages,
    reading,
};

pub(super) fn mark(
    doc: &mut Document,
    source: SourceId,
    sentence: Box<Skip>,
    not_relevant: bool,
) -> Result<Edit, EditError> {
    check_skip(&sentence)?;
    let Some(of) = doc.sources.get_mut(&source) else {
        return refused(format!("there is no source {source}"));
    };
    let changed = if not_relevant {
        of.not_relevant.insert((*sentence).clone())
    } else {
        of.not_relevant.remove(&*sentence)
    };
    Ok(Edit::MarkSentence {
        source,
        sentence,
        // An edit that is its own inverse has changed nothing.
        not_relevant: not_relevant != changed,
    })
}

/// Says of the n-th sentence of a source's text that it is not relevant, or
/// takes that back where it was said. `None` where there is no such sentence.
#[must_use]
pub fn mark_sentence(
    doc: &Document,
    source: &SourceId,
    text: &TextIndex<'_>,
    reading: &Reading,
    n: usize,
) -> Option<Transaction> {
    mark_sentences(doc, source, text, reading, n..n + 1)
}

/// The same of several sentences: none of them is relevant from now on, or all
/// are where none was. `None` where there is none of them.
#[must_use]
pub fn mark_sentences(
    doc: &Document,
    source: &SourceId,
    text: &TextIndex<'_>,
    reading: &Reading,
    which: Range<usize>,
) -> Option<Transaction> {
    let of = doc.sources.get(source)?;
    let which = which.start..which.end.min(reading.sentences.len());
    let bytes = |n: usize| reading.sentences[n].bytes.clone();
    let edit = |sentence: Skip, not_relevant| Edit::MarkSentence {
        source: source.clone(),
        sentence: Box::new(sentence),
        not_relevant,
    };
    let words = |bytes: Range<usize>| {
        let words = text.text().text()[bytes].split_whitespace();
        words.collect::<Vec<_>>().join(" ")
    };
    let label = match which.len() {
        0 => return None,
        1 => short(&words(bytes(which.start))),
        n => format!("{n} sentences"),
    };
    let relevant: Vec<Range<usize>> = which
        .clone()
        .filter(|n| !reading.not_relevant[*n])
        .map(bytes)
        .collect();
    if !relevant.is_empty() {
        let spots = text.spots(&relevant);
        let skips = relevant.into_iter().zip(spots);
        let skips = skips.map(|(bytes, spot)| Skip {
            spot,
            words: words(bytes),
        });
        let edits = skips.map(|skip| edit(skip, true)).collect();
        let label = format!("call {label} not relevant");
        return Some(Transaction::new(label, edits));
    }
    // Whatever was said of these words goes, also when it was said twice.
    let bytes = bytes(which.start).start..bytes(which.end - 1).end;
    let said = of.not_relevant.iter().zip(&reading.skips);
    let said = said.filter(|(_, outcome)| match outcome {
        Outcome::Exact { standing, .. } => {
            standing.bytes.start < bytes.end && bytes.start < standing.bytes.end
        }
        _ => false,
    });
    let edits = said.map(|(skip, _)| edit(skip.clone(), false)).collect();
    Some(Transaction::new(format!("call {label} relevant"), edits))
}

/// What has become of the passages of a source whose text has changed.
#[derive(Clone, Debug, PartialEq)]
pub struct Reanchored {
    /// Notes where the passages stand now that are found exactly, and leaves the
    /// others as they are; without edits where nothing has moved.
    pub step: Transaction,
    /// Every passage that claims cite.
    pub passages: Vec<Cited>,
    /// The sentences of the text, who cites them, and what has become of those that
    /// were called not relevant.
    pub reading: Reading,
}

/// Follows a text that has changed. What is not found exactly is left for a
/// person to decide, and is told. A claim that had no spot gets one.
#[must_use]
pub fn reanchor(doc: &Document, source: &SourceId, text: &TextIndex<'_>) -> Reanchored {
    let passages = cited_passages(doc, source, text);
    let mut edits = Vec::new();
    for cited in &passages {
        let Outcome::Exact { standing, .. } = &cited.outcome else {
            continue;
        };
        let action = doc.graph.action(&cited.action);
        let Some(old) = action.and_then(|a| a.claims.get(cited.claim)) else {
            continue;
        };
        let new = Claim {
            anchor: standing.anchor.clone(),
            spot: Some(Box::new(standing.spot.clone())),
            ..old.clone()
        };
        if new != *old {
            edits.push(Edit::SetClaim {
                action: cited.action.clone(),
                at: cited.claim,
                claim: Box::new(new),
            });
        }
    }
    let none = Source::new(source.clone(), "");
    let of = doc.sources.get(source).unwrap_or(&none);
    let reading = reading(of, text, &passages);
    for (old, outcome) in of.not_relevant.iter().zip(&reading.skips) {
        let Outcome::Exact { standing, .. } = outcome else {
            continue;
        };
        let new = Skip {
            spot: standing.spot.clone(),
            words: old.words.clone(),
        };
        if new != *old {
            let marked = [(old.clone(), false), (new, true)];
            edits.extend(marked.map(|(sentence, not_relevant)| Edit::MarkSentence {
                source: source.clone(),
                sentence: Box::new(sentence),
                not_relevant,
            }));
        }
    }
    let label = format!("follow the text of {}", short(&of.title));
    Reanchored {
        step: Transaction::new(label, edits),
        passages,
        reading,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::{History, Selection};
    use crate::model::{SourceText, violations};

    const TEXT: &str = "One sentence here. Another stands there.\n\nAnd a last one.\n";

    fn document() -> (Document, SourceId) {
        let mut doc = Document::new();
        let id = SourceId::new("s").expect("valid");
        doc.sources.insert(id.clone(), Source::new(id.clone(), "S"));
        (doc, id)
    }

    fn not_relevant(doc: &Document, id: &SourceId, text: &TextIndex<'_>) -> Vec<bool> {
        reading(&doc.sources[id], text, &[]).not_relevant
    }

    #[test]
    fn a_sentence_is_called_not_relevant_and_relevant_again() {
        let (mut doc, id) = document();
        let before = doc.clone();
        let text = SourceText::markdown(TEXT);
        let index = TextIndex::new(&text);
        let (mut history, none) = (History::new(), Selection::default());
        let toggle = |doc: &Document, n| {
            let reading = reading(&doc.sources[&id], &index, &[]);
            mark_sentence(doc, &id, &index, &reading, n)
        };
        let mut commit = |doc: &mut Document, t| {
            let done = history.commit(doc, t, &none, &none);
            assert_eq!(violations(doc), vec![]);
            done
        };
        let first = toggle(&doc, 1).expect("a sentence");
        assert_eq!(commit(&mut doc, first.clone()), Ok(true));
        assert_eq!(not_relevant(&doc, &id, &index), [false, true, false]);
        assert_eq!(commit(&mut doc, first), Ok(false), "it is said already");
        let back = toggle(&doc, 1).expect("a sentence");
        assert_eq!(commit(&mut doc, back), Ok(true));
        assert_eq!(doc, before);
        assert_eq!(toggle(&doc, 3), None);
        history.undo(&mut doc).expect("fits");
        assert_eq!(not_relevant(&doc, &id, &index), [false, true, false]);
        history.undo(&mut doc).expect("fits");
        assert_eq!(doc, before);
        let blank = Edit::MarkSentence {
            source: id.clone(),
            sentence: Box::new(Skip {
                spot: index.spot(0..3),
                words: " ".to_owned(),
            }),
            not_relevant: true,
        };
        let t = Transaction::one("no", blank);
        assert!(history.commit(&mut doc, t, &none, &none).is_err());
    }

    #[test]
    fn several_sentences_are_called_not_relevant_in_one_step() {
        let (mut doc, id) = document();
        let before = doc.clone();
        let text = SourceText::markdown(TEXT);
        let index = TextIndex::new(&text);
        let (mut history, none) = (History::new(), Selection::default());
        let mut mark = |doc: &mut Document, which| {
            let read = reading(&doc.sources[&id], &index, &[]);
            let t = mark_sentences(doc, &id, &index, &read, which).expect("sentences");
            history.commit(doc, t, &none, &none).expect("fits");
            not_relevant(doc, &id, &index)
        };
        assert_eq!(mark(&mut doc, 1..2), [false, true, false]);
        // One of them was not called so yet: all are, from now on.
        assert_eq!(mark(&mut doc, 0..2), [true, true, false]);
        assert_eq!(mark(&mut doc, 0..9), [true, true, true]);
        assert_eq!(mark(&mut doc, 0..3), [false, false, false]);
        assert_eq!(doc, before);
        let read = reading(&doc.sources[&id], &index, &[]);
        assert_eq!(mark_sentences(&doc, &id, &index, &read, 3..4), None);
    }

    #[test]
    fn a_sentence_follows_its_text() {
        let (mut doc, id) = document();
        let text = SourceText::markdown(TEXT);
        let index = TextIndex::new(&text);
        let read = reading(&doc.sources[&id], &index, &[]);
        let (mut history, none) = (History::new(), Selection::default());
        let t = mark_sentence(&doc, &id, &index, &read, 1).expect("a sentence");
        history.commit(&mut doc, t, &none, &none).expect("fits");
        let new = format!(
            "New.\n\n{}",
            TEXT.replace("Another stands", "Another  stands")
        );
        let text = SourceText::markdown(new);
        let index = TextIndex::new(&text);
        let followed = reanchor(&doc, &id, &index);
        assert_eq!(followed.step.edits.len(), 2);
        let t = followed.step;
        history.commit(&mut doc, t, &none, &none).expect("fits");
        assert_eq!(not_relevant(&doc, &id, &index), [false, false, true, false]);
        assert_eq!(reanchor(&doc, &id, &index).step.edits, []);
        let gone = SourceText::markdown("Something else altogether.");
        let followed = reanchor(&doc, &id, &TextIndex::new(&gone));
        assert_eq!(followed.step.edits, []);
        assert!(matches!(followed.reading.skips[..], [Outcome::Lost(_)]));
    }
}
