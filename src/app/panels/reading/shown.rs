//! Words of a text as they are shown: what passages are quoted in.

use std::ops::Range;

use crate::model::cutting::Shown;
use crate::model::{SourceText, are_same_words};

/// Some words of a text as they are to be quoted: without the marks of Markdown,
/// where the text is set as such, so that nobody reads asterisks in a citation.
/// White space is folded; a blank line parts what stands in different paragraphs.
///
/// Words that would not be found again without their marks keep them.
pub fn shown_words(text: &SourceText, bytes: &Range<usize>) -> String {
    let raw = text.words(bytes);
    if !text.is_markdown() {
        return raw;
    }
    let pieces = text.pieces(bytes).into_iter();
    let shown = pieces.map(|piece| shown_of(text, &piece));
    let shown: Vec<String> = shown.filter(|words| !words.is_empty()).collect();
    let shown = shown.join("\n\n");
    if are_same_words(&shown, &raw) {
        shown
    } else {
        raw
    }
}

/// What is shown of a piece of a paragraph.
fn shown_of(text: &SourceText, piece: &Range<usize>) -> String {
    let blocks = text.blocks();
    let mut out = String::new();
    let mut behind = piece.start;
    for block in &blocks.all()[blocks.among(piece)] {
        // A word without end is shown in pieces, and is one all the same.
        if behind < block.bytes.start {
            out.push(' ');
        }
        behind = block.bytes.end;
        for run in blocks.runs(block) {
            let start = run.bytes.start.max(piece.start);
            let end = run.bytes.end.min(piece.end);
            if start >= end {
                continue;
            }
            match &run.shown {
                Shown::AsIs => out.push_str(&text.text()[start..end]),
                Shown::Space | Shown::Line => out.push(' '),
                Shown::Other(other) => out.push_str(other),
            }
        }
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Outcome, Passage, TextIndex};

    const TEXT: &str = "## One\n\nThe **Harbour Board** said _again_ that [its\nreport](https://x.org/a_b) \
        was *not\nyet* done. It un**believ**ably rained.\n\n> Quoted &amp; signed,\n> it was.\n\n\
        - one item\n- another item\n";

    fn shown(from: &str, upto: &str) -> String {
        let text = SourceText::markdown(TEXT);
        let start = TEXT.find(from).expect("there");
        let end = TEXT.find(upto).expect("there") + upto.len();
        let words = shown_words(&text, &(start..end));
        // However they are quoted, they are found exactly where they were chosen.
        let index = TextIndex::new(&text);
        let standing = index.stand(&(start..end));
        let passage = Passage {
            anchor: &standing.anchor,
            words: &words,
            spot: Some(&standing.spot),
        };
        let found = index.reanchor(&[passage]).remove(0);
        let Outcome::Exact {
            standing: found,
            moved,
        } = found
        else {
            panic!("{words}: {found:?}");
        };
        assert_eq!((found.bytes, moved), (standing.bytes, false), "{words}");
        assert!(text.find(&standing.anchor, &words).is_ok(), "{words}");
        words
    }

    #[test]
    fn words_are_quoted_without_their_marks_and_found_again() {
        for (from, upto, expected) in [
            ("The **", "Board** said", "The Harbour Board said"),
            // Half of what is bold, half of a link.
            ("Board**", "_again_", "Board said again"),
            ("report]", "*not", "report was not"),
            (
                "said",
                "done.",
                "said again that its report was not yet done.",
            ),
            ("It un", "rained.", "It un**believ**ably rained."),
            ("Quoted", "it was.", "Quoted &amp; signed, it was."),
            (
                "rained.",
                "it was.",
                "rained.\n\nQuoted &amp; signed, it was.",
            ),
            ("rained.", "> Quoted", "rained.\n\nQuoted"),
            ("it was.", "one item", "it was.\n\n- one item"),
        ] {
            assert_eq!(shown(from, upto), expected);
        }
    }

    #[test]
    fn a_text_that_is_no_markdown_is_quoted_as_it_stands() {
        let text = SourceText::plain("He wrote **this**, and\n_that_.");
        let all = 0..text.text().len();
        assert_eq!(shown_words(&text, &all), "He wrote **this**, and _that_.");
    }
}
