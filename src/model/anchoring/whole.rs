//! Proposing whole sentences in place of whole sentences.

use std::collections::HashMap;
use std::ops::Range;

use super::super::sentences::{Sentence, in_paragraph, is_ended};
use super::{Passage, TextIndex};

/// The sentences of paragraphs that have been asked for: a text may be one long
/// paragraph.
pub(super) type Cut = HashMap<usize, Vec<Sentence>>;

/// A proposal is widened by no more than as many bytes as the passage has, but this
/// much always.
const LEAST_ROOM: usize = 80;

impl TextIndex<'_> {
    /// Some tokens that are proposed for a passage, widened to the end of their
    /// sentence where the passage ended with one, and likewise to its beginning: half
    /// of a sentence could say something else.
    pub(super) fn whole_sentences(
        &self,
        passage: &Passage<'_>,
        (first, end): (usize, usize),
        cut: &mut Cut,
    ) -> (usize, usize) {
        let bytes = self.bytes(first, end);
        let wide = self.widened(passage, &bytes, cut);
        let room = passage.words.len().max(LEAST_ROOM);
        let start = bytes.start - wide.start <= room;
        let stop = wide.end - bytes.end <= room;
        self.span(&Range {
            start: if start { wide.start } else { bytes.start },
            end: if stop { wide.end } else { bytes.end },
        })
    }

    fn widened(&self, passage: &Passage<'_>, bytes: &Range<usize>, cut: &mut Cut) -> Range<usize> {
        let began = passage.spot.is_some_and(|spot| is_ended(&spot.before));
        let ended = is_ended(passage.words);
        let mut wide = bytes.clone();
        if !began && !ended {
            return wide;
        }
        let paragraphs = self.text.paragraphs();
        let at = |byte: usize| paragraphs.partition_point(|p| p.bytes.end <= byte);
        for n in at(bytes.start)..=at(bytes.end.saturating_sub(1)) {
            let sentences = cut.entry(n).or_insert_with(|| in_paragraph(&self.text, n));
            let from = sentences.partition_point(|s| s.bytes.end <= bytes.start);
            let touched = sentences[from..].iter();
            for sentence in touched.take_while(|s| s.bytes.start < bytes.end) {
                let Range { start, end } = sentence.bytes;
                if began && start < bytes.start && bytes.start < end {
                    wide.start = start;
                }
                if ended && start < bytes.end && bytes.end < end {
                    wide.end = end;
                }
            }
        }
        wide
    }
}
