//! Finding a cited passage in the text of its source.
//!
//! A passage is named by an anchor (`heading-slug/n`: the n-th paragraph under
//! that heading) and by the words themselves. Words are compared as words: white
//! space, and variants of quotes and dashes, do not count, so that re-wrapping
//! or setting a text otherwise breaks nothing.

use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::Arc;

use super::anchoring::{first_place, reach_over};
use super::cutting::{Blocks, Kind};
use super::id::slug;

/// One paragraph of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paragraph {
    /// `heading-slug/n`, or `top/n` before the first heading.
    pub anchor: String,
    /// Bytes of the text that it takes: whole lines, with the marks in them.
    pub bytes: Range<usize>,
    /// The blocks that show it.
    pub blocks: Range<usize>,
}

/// Why a passage cannot be found.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PassageProblem {
    /// The text has no paragraph of that anchor.
    #[error("the text has no paragraph {anchor:?}{hint}")]
    NoParagraph {
        /// The anchor asked for.
        anchor: String,
        /// Where the words do stand, as a clause, or nothing.
        hint: String,
    },
    /// The paragraph does not hold the words.
    #[error("paragraph {anchor:?} does not hold these words{hint}")]
    NotThere {
        /// The anchor asked for.
        anchor: String,
        /// Where the words do stand, as a clause, or nothing.
        hint: String,
    },
    /// Nothing is quoted.
    #[error("no words are quoted")]
    NoWords,
}

/// The text of a source, cut into paragraphs.
#[derive(Clone, Debug)]
pub struct SourceText {
    text: String,
    markdown: bool,
    blocks: Blocks,
    paragraphs: Vec<Paragraph>,
    /// Which paragraph has which anchor.
    by_anchor: HashMap<String, usize>,
}

// Everything else follows from these.
impl PartialEq for SourceText {
    fn eq(&self, other: &Self) -> bool {
        self.markdown == other.markdown && self.text == other.text
    }
}

impl Eq for SourceText {}

impl SourceText {
    /// Cuts a text into paragraphs, Markdown or one that is as it is, in time
    /// linear in its length.
    ///
    /// Paragraphs are the blocks that are shown of it as words, other than
    /// headings; each list item is one. Headings of level 2 and deeper name the
    /// paragraphs under them; the title (level 1) does not. Two headings with the
    /// same slug are told apart as `slug`, `slug-2`, …. A text that is no Markdown
    /// has no headings.
    #[must_use]
    pub fn new(text: impl Into<String>, markdown: bool) -> Self {
        let text: String = text.into();
        let blocks = Blocks::new(&text, markdown);
        let paragraphs = paragraphs(&text, &blocks);
        let anchors = paragraphs.iter().enumerate();
        let by_anchor = anchors.map(|(n, p)| (p.anchor.clone(), n)).collect();
        Self {
            text,
            markdown,
            blocks,
            paragraphs,
            by_anchor,
        }
    }

    /// Cuts a Markdown text.
    #[must_use]
    pub fn markdown(text: impl Into<String>) -> Self {
        Self::new(text, true)
    }

    /// Cuts a text that is no Markdown.
    #[must_use]
    pub fn plain(text: impl Into<String>) -> Self {
        Self::new(text, false)
    }

    /// Cuts a text, unless it is known already: then that stays the same in memory.
    #[must_use]
    pub fn shared(text: String, markdown: bool, known: Option<&Arc<Self>>) -> Arc<Self> {
        let known = known.filter(|known| known.markdown == markdown && known.text == text);
        known.map_or_else(|| Arc::new(Self::new(text, markdown)), Arc::clone)
    }

    /// Whether it is Markdown.
    #[must_use]
    pub fn is_markdown(&self) -> bool {
        self.markdown
    }

    /// Its blocks, as they are shown.
    #[must_use]
    pub fn blocks(&self) -> &Blocks {
        &self.blocks
    }

    /// The whole text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Its paragraphs, in order.
    #[must_use]
    pub fn paragraphs(&self) -> &[Paragraph] {
        &self.paragraphs
    }

    /// The paragraph of that anchor.
    #[must_use]
    pub fn paragraph(&self, anchor: &str) -> Option<&Paragraph> {
        self.paragraphs.get(*self.by_anchor.get(anchor)?)
    }

    /// The paragraph that holds all of some bytes.
    #[must_use]
    pub fn paragraph_of(&self, bytes: &Range<usize>) -> Option<&Paragraph> {
        let n = self
            .paragraphs
            .partition_point(|p| p.bytes.end < bytes.end.max(bytes.start + 1));
        let paragraph = self.paragraphs.get(n)?;
        (paragraph.bytes.start <= bytes.start).then_some(paragraph)
    }

    /// Bytes of the text that a passage takes, if it stands in the paragraph of
    /// that anchor: the first of them. Words that reach over several paragraphs
    /// begin in it. Linear in that paragraph and the words.
    #[must_use]
    pub fn lookup(&self, anchor: &str, quote: &str) -> Option<Range<usize>> {
        let mut bytes = self.paragraph(anchor)?.bytes.clone();
        let own = bytes.len();
        if reach_over(quote) {
            // Marks of quoted lines and white space may stand between.
            let far = (bytes.end + 2 * quote.len() + 64).min(self.text.len());
            bytes.end = self.text.floor_char_boundary(far);
        }
        let inside = &self.text[bytes.clone()];
        let found =
            find_words(inside, quote).or_else(|| first_place(inside, quote, self.markdown))?;
        if found.start >= own {
            return None;
        }
        Some(bytes.start + found.start..bytes.start + found.end)
    }

    /// Bytes of the text that a passage takes. Linear in the text where it has
    /// to say where else the words stand: [`super::TextIndex`] is for many.
    ///
    /// # Errors
    /// [`PassageProblem`] when nothing is quoted, the anchor names no
    /// paragraph, or the paragraph does not hold the words; with a hint where
    /// the words do stand.
    pub fn find(&self, anchor: &str, quote: &str) -> Result<Range<usize>, PassageProblem> {
        if quote.trim().is_empty() {
            return Err(PassageProblem::NoWords);
        }
        if let Some(found) = self.lookup(anchor, quote) {
            return Ok(found);
        }
        let hint = self
            .paragraphs
            .iter()
            .find(|p| find_words(&self.text[p.bytes.clone()], quote).is_some())
            .map(|p| format!("; they stand in {:?}", p.anchor))
            .unwrap_or_default();
        let anchor = anchor.to_owned();
        Err(if self.by_anchor.contains_key(&anchor) {
            PassageProblem::NotThere { anchor, hint }
        } else {
            PassageProblem::NoParagraph { anchor, hint }
        })
    }
}

/// The names that headings give to what stands under them.
struct Headings {
    seen: HashSet<String>,
    /// The number with which the next heading of the same slug may be told apart.
    next: HashMap<String, u64>,
}

impl Headings {
    /// The name of the next heading, which no other one has. Takes no longer for
    /// the last of many that read alike than for the first.
    fn name(&mut self, heading: &str) -> String {
        let base = slug(heading);
        let mut name = base.clone();
        if self.seen.contains(&name) {
            let n = self.next.entry(base.clone()).or_insert(2);
            while self.seen.contains(&name) {
                name = format!("{base}-{n}");
                *n += 1;
            }
        }
        self.seen.insert(name.clone());
        name
    }
}

/// What is shown of a text as words, other than headings.
fn paragraphs(text: &str, blocks: &Blocks) -> Vec<Paragraph> {
    let mut all: Vec<Paragraph> = Vec::new();
    let mut heading = "top".to_owned();
    let mut headings = Headings {
        // What stands before the first heading keeps its name.
        seen: HashSet::from([heading.clone()]),
        next: HashMap::new(),
    };
    let mut count = 0_usize;
    for (n, block) in blocks.all().iter().enumerate() {
        if block.goes_on {
            let own = all.last_mut().filter(|p| p.blocks.end == n);
            if let Some(own) = own {
                own.blocks.end = n + 1;
                own.bytes.end = block.bytes.end;
            }
            continue;
        }
        if let Kind::Heading(level) = block.kind {
            if level >= 2 {
                heading = headings.name(&text[whole_lines(text, &block.bytes)]);
                count = 0;
            }
            continue;
        }
        count += 1;
        // A line across takes a number, too: what is noted of the paragraphs behind
        // it stays true.
        if block.kind.is_said() {
            all.push(Paragraph {
                anchor: format!("{heading}/{count}"),
                bytes: block.bytes.clone(),
                blocks: n..n + 1,
            });
        }
    }
    for paragraph in &mut all {
        paragraph.bytes = whole_lines(text, &paragraph.bytes);
    }
    all
}

/// The lines on which some bytes stand, without the blanks around them. No two
/// blocks share a line.
fn whole_lines(text: &str, bytes: &Range<usize>) -> Range<usize> {
    let ends = ['\n', '\r'];
    let start = text[..bytes.start].rfind(ends).map_or(0, |at| at + 1);
    let behind = text[bytes.end..].find(ends);
    let end = behind.map_or(text.len(), |at| bytes.end + at);
    let all = &text[start..end];
    let start = start + (all.len() - all.trim_start().len());
    start..(start + all.trim().len())
}

/// First place where the words of `quote` stand in `text`, white space folded.
fn find_words(text: &str, quote: &str) -> Option<Range<usize>> {
    // Most texts do not hold the longest word: those need no folding.
    let longest = quote.split_whitespace().max_by_key(|w| w.len())?;
    if !text.contains(longest) {
        return None;
    }
    let needle: Vec<char> = fold(quote).into_iter().map(|(_, c)| c).collect();
    let hay = fold(text);
    if needle.is_empty() || hay.len() < needle.len() {
        return None;
    }
    let first = (0..=hay.len() - needle.len())
        .find(|&i| needle.iter().enumerate().all(|(k, c)| hay[i + k].1 == *c))?;
    let (end, last) = hay[first + needle.len() - 1];
    Some(hay[first].0..end + last.len_utf8())
}

/// Characters with their byte offsets, trimmed, white space folded to one space.
fn fold(text: &str) -> Vec<(usize, char)> {
    let mut out: Vec<(usize, char)> = Vec::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        if c.is_whitespace() {
            if !matches!(out.last(), None | Some((_, ' '))) {
                out.push((at, ' '));
            }
        } else {
            out.push((at, c));
        }
    }
    if matches!(out.last(), Some((_, ' '))) {
        out.pop();
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "# Title\n\nBefore all.\n\n## The Pardon\n\nOne line\nwrapped here.\n\n- item “a”\n- item b\n\n## The pardon\n\nAgain.\n";

    #[test]
    fn paragraphs_are_anchored_by_heading_and_number() {
        let text = SourceText::markdown(TEXT);
        let anchors: Vec<&str> = text
            .paragraphs()
            .iter()
            .map(|p| p.anchor.as_str())
            .collect();
        assert_eq!(
            anchors,
            [
                "top/1",
                "the-pardon/1",
                "the-pardon/2",
                "the-pardon/3",
                "the-pardon-2/1"
            ]
        );
    }

    fn anchors(text: &SourceText) -> Vec<(&str, &str)> {
        let all = text.paragraphs().iter();
        all.map(|p| (p.anchor.as_str(), &text.text()[p.bytes.clone()]))
            .collect()
    }

    #[test]
    fn a_text_that_is_no_markdown_has_no_headings() {
        let text = "# 3 on the list\nAda wrote.\n\n## Head\n- a\n- b\n";
        assert_eq!(
            anchors(&SourceText::plain(text)),
            [
                ("top/1", "# 3 on the list\nAda wrote."),
                ("top/2", "## Head"),
                ("top/3", "- a"),
                ("top/4", "- b")
            ]
        );
        assert_eq!(
            anchors(&SourceText::markdown(text)),
            [
                ("top/1", "Ada wrote."),
                ("head/1", "- a"),
                ("head/2", "- b")
            ]
        );
    }

    #[test]
    fn what_is_shown_as_a_heading_names_what_is_under_it() {
        let text = "---\ntitle: T\n---\n\nTitle\n=====\n\na\n\nThe *end*\n---\n\nb\n\n***\n\n\
            [x]: http://x.org/y\n\n```\n## c\n```\n\n1. d\n2. e\n\n> f\n>\n> > g\n";
        assert_eq!(
            anchors(&SourceText::markdown(text)),
            [
                ("top/2", "a"),
                ("the-end/1", "b"),
                ("the-end/3", "## c"),
                ("the-end/4", "1. d"),
                ("the-end/5", "2. e"),
                ("the-end/6", "> f"),
                ("the-end/7", "> > g")
            ]
        );
    }

    #[test]
    fn many_headings_that_read_alike_are_told_apart_at_once() {
        let text = "## A\n\nb\n\n".repeat(40_000);
        let text = SourceText::markdown(text);
        assert!(text.paragraph("a-40000/1").is_some());
    }

    #[test]
    fn no_two_headings_share_an_anchor() {
        let text =
            SourceText::markdown("a\n\n## Top\n\nb\n\n## A\n\nc\n\n## A\n\nd\n\n## A 2\n\ne\n");
        let anchors: std::collections::BTreeSet<&str> = text
            .paragraphs()
            .iter()
            .map(|p| p.anchor.as_str())
            .collect();
        assert_eq!(anchors.len(), 5, "{anchors:?}");
        assert!(text.find("a-2/1", "d").is_ok());
    }

    #[test]
    fn wrapping_does_not_matter() {
        let text = SourceText::markdown(TEXT);
        let found = text
            .find("the-pardon/1", "line wrapped")
            .expect("it is there");
        assert_eq!(&TEXT[found], "line\nwrapped");
        let found = text.find("the-pardon/2", "“a”").expect("it is there");
        assert_eq!(&TEXT[found], "“a”");
        let found = text.find("the-pardon/2", "item \"a\"").expect("the same");
        assert_eq!(&TEXT[found], "item “a”");
    }

    #[test]
    fn what_is_not_found_says_where_it_is() {
        let text = SourceText::markdown(TEXT);
        let error = text.find("top/1", "item b").expect_err("not there");
        assert!(error.to_string().contains("the-pardon/3"), "{error}");
        assert!(matches!(
            text.find("nowhere/1", "xyz"),
            Err(PassageProblem::NoParagraph { .. })
        ));
        assert_eq!(text.find("top/1", " "), Err(PassageProblem::NoWords));
    }
}
