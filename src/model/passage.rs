//! Finding a cited passage in the text of its source.
//!
//! A passage is named by an anchor (`heading-slug/n`: the n-th paragraph under
//! that heading) and by the words themselves. Words are compared as words: white
//! space, and variants of quotes and dashes, do not count, so that re-wrapping
//! or setting a text otherwise breaks nothing.

use std::collections::HashMap;
use std::ops::Range;

use super::anchoring::{first_place, reach_over};
use super::id::{slug, unused_slug};

/// One paragraph of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paragraph {
    /// `heading-slug/n`, or `top/n` before the first heading.
    pub anchor: String,
    /// Bytes of the text that it takes.
    pub bytes: Range<usize>,
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
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceText {
    text: String,
    paragraphs: Vec<Paragraph>,
    /// Which paragraph has which anchor.
    by_anchor: HashMap<String, usize>,
}

impl SourceText {
    /// Cuts a Markdown or plain text into paragraphs, in time linear in its
    /// length.
    ///
    /// Paragraphs are blocks between blank lines; each list item is one. A
    /// heading line (`#` … `######`) is no paragraph. Headings of level 2 and
    /// deeper name the paragraphs under them; the title (level 1) does not.
    /// Two headings with the same slug are told apart as `slug`, `slug-2`, ….
    #[must_use]
    pub fn new(text: impl Into<String>) -> Self {
        let text: String = text.into();
        let mut paragraphs: Vec<Paragraph> = Vec::new();
        let mut heading = "top".to_owned();
        // What stands before the first heading keeps its name.
        let mut seen = std::collections::HashSet::from([heading.clone()]);
        let mut count = 0_usize;
        let mut open = false;
        let mut at = 0_usize;
        for line in text.split_inclusive('\n') {
            let start = at;
            at += line.len();
            let trimmed = line.trim();
            if trimmed.is_empty() {
                open = false;
                continue;
            }
            let level = trimmed.bytes().take_while(|b| *b == b'#').count();
            if (1..=6).contains(&level) && trimmed[level..].starts_with(' ') {
                open = false;
                if level >= 2 {
                    let base = slug(&trimmed[level..]);
                    heading = unused_slug(&base, |taken| seen.contains(taken));
                    seen.insert(heading.clone());
                    count = 0;
                }
                continue;
            }
            let item = ["- ", "* ", "+ "].iter().any(|m| trimmed.starts_with(m));
            let body = start + (line.len() - line.trim_start().len());
            let end = start + line.trim_end().len();
            match paragraphs.last_mut() {
                Some(last) if open && !item => last.bytes.end = end,
                _ => {
                    count += 1;
                    paragraphs.push(Paragraph {
                        anchor: format!("{heading}/{count}"),
                        bytes: body..end,
                    });
                    open = true;
                }
            }
        }
        let anchors = paragraphs.iter().enumerate();
        let by_anchor = anchors.map(|(n, p)| (p.anchor.clone(), n)).collect();
        Self {
            text,
            paragraphs,
            by_anchor,
        }
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
        let found = find_words(inside, quote).or_else(|| first_place(inside, quote))?;
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
        let text = SourceText::new(TEXT);
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

    #[test]
    fn no_two_headings_share_an_anchor() {
        let text = SourceText::new("a\n\n## Top\n\nb\n\n## A\n\nc\n\n## A\n\nd\n\n## A 2\n\ne\n");
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
        let text = SourceText::new(TEXT);
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
        let text = SourceText::new(TEXT);
        let error = text.find("top/1", "item b").expect_err("not there");
        assert!(error.to_string().contains("the-pardon/3"), "{error}");
        assert!(matches!(
            text.find("nowhere/1", "xyz"),
            Err(PassageProblem::NoParagraph { .. })
        ));
        assert_eq!(text.find("top/1", " "), Err(PassageProblem::NoWords));
    }
}
