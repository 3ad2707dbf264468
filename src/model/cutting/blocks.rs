//! A text cut into blocks: headings, paragraphs, items of lists, quotes. Every
//! letter that is shown is one of the text, and known by its byte.

use std::ops::Range;

use super::cutter::Cutter;

/// Longest block, in bytes of what is shown; longer ones are cut in pieces, so
/// that laying one out never takes long.
pub const LONGEST: usize = 4_096;

/// What a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A heading of this level, from 1.
    Heading(u8),
    /// A paragraph.
    Text,
    /// Lines that stay as they are.
    Code,
    /// A line across.
    Rule,
    /// What a text says of itself before it begins: lines of names and values.
    Front,
}

impl Kind {
    /// Whether it holds words that are read sentence by sentence, and that a
    /// claim can cite. Headings are none, nor is what a text says of itself.
    #[must_use]
    pub fn is_said(self) -> bool {
        matches!(self, Self::Text | Self::Code)
    }
}

/// What stands before an item of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Marker {
    /// Nothing: it is no item, or not its first block.
    None,
    /// A dot.
    Bullet,
    /// A number.
    Number(u64),
}

/// How letters are set, beside what their block is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Style {
    /// Semi-bold.
    pub strong: bool,
    /// Slanted.
    pub slanted: bool,
    /// Of a fixed width.
    pub code: bool,
    /// In the colour of links.
    pub link: bool,
    /// In the quiet ink: marks of another language.
    pub quiet: bool,
}

/// What is shown of some bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shown {
    /// They themselves.
    AsIs,
    /// A space, in place of the end of a line.
    Space,
    /// The end of a line.
    Line,
    /// Something else that they stand for.
    Other(Box<str>),
}

/// Some bytes that are set alike.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// Bytes of the text.
    pub bytes: Range<usize>,
    /// How they are set.
    pub style: Style,
    /// What is shown of them.
    pub shown: Shown,
}

impl Run {
    /// What is shown, given the whole text.
    #[must_use]
    pub fn text<'t>(&'t self, text: &'t str) -> &'t str {
        match &self.shown {
            Shown::AsIs => &text[self.bytes.clone()],
            Shown::Space => " ",
            Shown::Line => "\n",
            Shown::Other(other) => other,
        }
    }

    /// The run in two, the first of at most `room` bytes: after a sentence or
    /// a word, if one ends there. `None` where it cannot be cut.
    pub(super) fn cut(&self, text: &str, room: usize) -> Option<(Self, Self)> {
        if self.shown != Shown::AsIs {
            return None;
        }
        let all = &text[self.bytes.clone()];
        let head = &all[..all.floor_char_boundary(room)];
        let ends = |c: char| matches!(c, '.' | '!' | '?' | '…' | '”' | '’' | '"' | ')');
        let tight = |c: char| matches!(c, '。' | '！' | '？');
        let mut word = None;
        let mut sentence = None;
        for (at, c) in head.char_indices().rev() {
            let end = at + c.len_utf8();
            if c.is_whitespace() {
                word = word.or(Some(end));
            }
            if tight(c) || (c.is_whitespace() && head[..at].ends_with(ends)) {
                sentence = Some(end);
                break;
            }
        }
        let sentence = sentence.filter(|at| *at > room / 2);
        let anywhere = (room > LONGEST / 2).then_some(head.len());
        let at = sentence.or(word).or(anywhere).filter(|at| *at > 0)?;
        let middle = self.bytes.start + at;
        let part = |bytes| Self {
            bytes,
            ..self.clone()
        };
        Some((part(self.bytes.start..middle), part(middle..self.bytes.end)))
    }
}

/// One block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// Bytes of the text, from the first that is shown to the last.
    pub bytes: Range<usize>,
    /// What it is.
    pub kind: Kind,
    /// In how many lists it stands, one within the other.
    pub lists: u8,
    /// In how many quotes.
    pub quotes: u8,
    /// What stands before it.
    pub marker: Marker,
    /// Whether it goes on with the paragraph of the block before it.
    pub goes_on: bool,
    /// Whether it begins on the line behind the block before it, in a text whose
    /// lines are shown as they are.
    pub next_line: bool,
    pub(super) runs: Range<usize>,
}

/// All blocks of a text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Blocks {
    pub(super) all: Vec<Block>,
    pub(super) runs: Vec<Run>,
}

impl Blocks {
    /// Cuts a text up, as Markdown or as it is. Linear in its length.
    #[must_use]
    pub fn new(text: &str, markdown: bool) -> Self {
        Cutter::new(text).cut(markdown)
    }

    /// The blocks, in order.
    #[must_use]
    pub fn all(&self) -> &[Block] {
        &self.all
    }

    /// The runs of a block.
    #[must_use]
    pub fn runs(&self, block: &Block) -> &[Run] {
        &self.runs[block.runs.clone()]
    }

    /// The blocks that show some of these bytes, as a range of their numbers.
    #[must_use]
    pub fn among(&self, bytes: &Range<usize>) -> Range<usize> {
        let from = self.all.partition_point(|b| b.bytes.end <= bytes.start);
        let upto = self.all.partition_point(|b| b.bytes.start < bytes.end);
        from..upto.max(from)
    }

    /// The block that shows a byte of the text, else the last before it.
    #[must_use]
    pub fn at(&self, byte: usize) -> usize {
        let after = self.all.partition_point(|b| b.bytes.start <= byte);
        after.saturating_sub(1)
    }
}

#[cfg(test)]
#[path = "blocks_tests.rs"]
mod tests;
