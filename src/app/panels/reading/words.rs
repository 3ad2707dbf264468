//! Words that somebody has selected: where that began, and where it ends.

use std::ops::Range;

use crate::model::{Reading, TextIndex};

/// Words that are selected, by the bytes between which they stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Chosen {
    /// Where it began.
    pub anchor: usize,
    /// Where it ends: that end moves.
    pub head: usize,
}

impl Chosen {
    /// All of these bytes, to be extended at their end.
    #[must_use]
    pub fn of(bytes: &Range<usize>) -> Self {
        Self {
            anchor: bytes.start,
            head: bytes.end,
        }
    }

    /// The bytes, in order.
    #[must_use]
    pub fn bytes(self) -> Range<usize> {
        self.anchor.min(self.head)..self.anchor.max(self.head)
    }

    /// One sentence more, or one less on the other side of where it began.
    #[must_use]
    pub fn by_sentence(self, reading: &Reading, down: bool) -> Self {
        let range = reading.sentences_in(&self.bytes());
        let (Some(first), Some(last)) = (range.clone().next(), range.last()) else {
            return self;
        };
        let bytes = |n: usize| reading.sentences[n].bytes.clone();
        let forward = self.head >= self.anchor;
        let most = reading.sentences.len() - 1;
        match (down, forward || first == last) {
            (true, true) => Self {
                anchor: bytes(first).start,
                head: bytes((last + 1).min(most)).end,
            },
            (true, false) => Self {
                anchor: bytes(last).end,
                head: bytes(first + 1).start,
            },
            (false, _) if first == last || !forward => Self {
                anchor: bytes(last).end,
                head: bytes(first.saturating_sub(1)).start,
            },
            (false, _) => Self {
                anchor: bytes(first).start,
                head: bytes(last - 1).end,
            },
        }
    }

    /// One word more or less.
    #[must_use]
    pub fn by_word(self, text: &TextIndex<'_>, right: bool) -> Self {
        let Self { anchor, head } = self;
        let head = match (right, head >= anchor) {
            (true, true) => text.word_from(head).map(|w| w.end),
            // The word that the moving end stands before goes.
            (true, false) => {
                let next = text.word_from(head).and_then(|w| text.word_from(w.end));
                next.map(|w| w.start.min(anchor))
            }
            (false, true) if head > anchor => {
                let last = text.word_upto(head).and_then(|w| text.word_upto(w.start));
                last.filter(|w| w.end > anchor)
                    .map(|w| w.end)
                    .or(Some(anchor))
            }
            (false, _) => text.word_upto(head).map(|w| w.start),
        };
        Self {
            anchor,
            head: head.unwrap_or(self.head),
        }
    }

    /// The word beside, and nothing else: of several words, the last or the first.
    #[must_use]
    pub fn beside(self, text: &TextIndex<'_>, right: bool) -> Self {
        let bytes = self.bytes();
        let one = text
            .word_from(bytes.start)
            .is_none_or(|w| w.end >= bytes.end);
        let word = match (right, one) {
            (true, true) => text.word_from(bytes.end),
            (true, false) => text.word_upto(bytes.end),
            (false, true) => text.word_upto(bytes.start),
            (false, false) => text.word_from(bytes.start),
        };
        word.map_or(self, |word| Self::of(&word))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Source, SourceId, SourceText, reading};

    const TEXT: &str = "One two. Three four. Five six.\n\nSeven eight.\n";

    fn with(run: impl FnOnce(&TextIndex<'_>, &Reading)) {
        let text = SourceText::markdown(TEXT);
        let index = TextIndex::new(&text);
        let source = Source::new(SourceId::new("s").expect("valid"), "S");
        let reading = reading(&source, &index, &[]);
        run(&index, &reading);
    }

    fn words(chosen: Chosen) -> &'static str {
        &TEXT[chosen.bytes()]
    }

    #[test]
    fn sentences_are_added_and_given_back_on_either_side() {
        with(|_, reading| {
            let start = Chosen::of(&reading.sentences[1].bytes);
            let down = start.by_sentence(reading, true);
            assert_eq!(words(down), "Three four. Five six.");
            let more = down.by_sentence(reading, true).by_sentence(reading, true);
            assert_eq!(words(more), "Three four. Five six.\n\nSeven eight.");
            assert_eq!(words(more.by_sentence(reading, false)), words(down));
            let back = down.by_sentence(reading, false);
            assert_eq!(words(back), "Three four.");
            let up = back.by_sentence(reading, false);
            assert_eq!(words(up), "One two. Three four.");
            assert_eq!(words(up.by_sentence(reading, false)), words(up));
            assert_eq!(words(up.by_sentence(reading, true)), "Three four.");
        });
    }

    #[test]
    fn words_are_added_and_given_back() {
        with(|text, reading| {
            let start = Chosen::of(&reading.sentences[1].bytes);
            let less = start.by_word(text, false);
            assert_eq!(words(less), "Three");
            assert_eq!(words(less.by_word(text, true)), "Three four");
            let none = less.by_word(text, false);
            assert_eq!(words(none), "");
            let before = none.by_word(text, false);
            assert_eq!(words(before), "two. ");
            assert_eq!(words(before.by_word(text, false)), "One two. ");
            assert_eq!(words(before.by_word(text, true)), "");
            assert_eq!(words(start.beside(text, true)), "four");
            assert_eq!(words(start.beside(text, false)), "Three");
            let one = start.beside(text, true);
            assert_eq!(words(one.beside(text, true)), "Five");
            assert_eq!(words(one.beside(text, false)), "Three");
            let first = Chosen::of(&(0..3)).beside(text, false);
            assert_eq!(words(first), "One");
        });
    }
}
