//! Passages that reach over several paragraphs: their words are kept with a blank
//! line where one paragraph ends.

use std::ops::Range;

use super::super::SourceText;
use super::index::folded;
use super::tokens::tokens;

/// What parts the words of two paragraphs in a passage that holds both.
const BREAK: &str = "\n\n";

/// Whether some words were cited over several paragraphs.
pub(in crate::model) fn reach_over(words: &str) -> bool {
    let mut lines = words.trim().lines();
    lines.any(|line| line.trim().is_empty())
}

/// Whether two ways of setting words are the same words to whoever looks for them in
/// a Markdown text.
pub(crate) fn are_same_words(a: &str, b: &str) -> bool {
    let hashes = |text| tokens(text, true).into_iter().map(|t| t.hash);
    hashes(a).eq(hashes(b))
}

impl SourceText {
    /// Some bytes of the text, cut where a paragraph begins or ends; what is blank
    /// is left out. Takes a logarithm and the paragraphs among them.
    #[must_use]
    pub fn pieces(&self, bytes: &Range<usize>) -> Vec<Range<usize>> {
        let mut cuts = vec![bytes.start];
        let all = self.paragraphs();
        let from = all.partition_point(|p| p.bytes.end <= bytes.start);
        let among = all[from..].iter().take_while(|p| p.bytes.start < bytes.end);
        let ends = among.flat_map(|p| [p.bytes.start, p.bytes.end]);
        cuts.extend(ends.filter(|at| bytes.start < *at && *at < bytes.end));
        cuts.push(bytes.end);
        let pieces = cuts.windows(2).map(|two| two[0]..two[1]);
        let said = pieces.filter(|piece| !self.text()[piece.clone()].trim().is_empty());
        said.collect()
    }

    /// Some bytes of the text as a passage keeps them: white space folded, and a
    /// blank line between what stands in different paragraphs.
    #[must_use]
    pub fn words(&self, bytes: &Range<usize>) -> String {
        let pieces = self.pieces(bytes).into_iter();
        let words: Vec<String> = pieces
            .map(|piece| {
                let words = folded(&self.text()[piece.clone()]);
                // The mark of a quoted line is none of its words.
                let mark = |c: char| c == '>' || c.is_whitespace();
                match piece.start == bytes.start {
                    true => words,
                    false => words.trim_start_matches(mark).to_owned(),
                }
            })
            .collect();
        words.join(BREAK)
    }

    /// Whether a passage may take these bytes: it begins and ends in a paragraph.
    #[must_use]
    pub fn can_cite(&self, bytes: &Range<usize>) -> bool {
        let Some(last) = bytes.end.checked_sub(1).filter(|last| *last >= bytes.start) else {
            return false;
        };
        let inside = |at: usize| self.paragraph_of(&(at..at + 1)).is_some();
        inside(bytes.start) && inside(last)
    }
}
