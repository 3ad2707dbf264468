//! Texts from elsewhere, taken as the text of a source: plain, Markdown, HTML,
//! or PDF with a text layer.
//!
//! What comes out is plain text or Markdown in UTF-8 with line feeds, so that a
//! passage means the same bytes on every computer.

mod encoding;
mod html;
mod kinds;
mod length;
mod pdf;
mod titles;

#[cfg(test)]
mod tests;

use std::path::Path;

use crate::file::MAX_TEXT_BYTES;

pub use kinds::{TextKind, is_unread_document};
pub use length::Length;

/// Largest file that is read for its text, in bytes: most of a PDF or a page is
/// no text.
pub const MAX_SOURCE_BYTES: u64 = 50_000_000;

/// Why a file holds no text that can be taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TextProblem {
    /// Something else than a text: what it seems to be.
    #[error(
        "it holds no text, but seems to be {0}: save it as .txt, .html or .pdf, or copy its text \
         and paste it"
    )]
    Other(&'static str),
    /// Something else than a text.
    #[error(
        "it is no text: there are zero bytes in it. Save it as .txt, .html or .pdf, or copy its \
         text and paste it"
    )]
    Binary,
    /// Nothing to read.
    #[error("there are no words in it")]
    Empty,
    /// Pictures of pages.
    #[error("there are no words in it, only pictures of pages: recognise its text first (OCR)")]
    NoTextLayer,
    /// Too much to read.
    #[error("its text is larger than {MAX_TEXT_BYTES} bytes: cut it into parts")]
    TooLarge,
    /// A PDF that cannot be read.
    #[error("the PDF cannot be read: {0}. Its text can be copied from a viewer, and pasted")]
    Pdf(String),
}

/// A text from elsewhere, and what it says of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Foreign {
    /// The words. Markdown where [`Foreign::markdown`] is set.
    pub text: String,
    /// Whether headings, lists and quotes are marked as in Markdown.
    pub markdown: bool,
    /// What it is called, as it says or as it begins; or nothing.
    pub title: String,
    /// Who wrote it, or nothing.
    pub author: String,
    /// Who published it, or nothing.
    pub publisher: String,
    /// When, as it says itself (a date first), or nothing.
    pub published: String,
    /// Where it stands, or nothing.
    pub url: String,
    /// What a person should know of how it was read.
    pub notices: Vec<String>,
    /// How long it is.
    pub length: Length,
}

impl Foreign {
    /// The ending of the file that is to hold it.
    #[must_use]
    pub fn ending(&self) -> &'static str {
        let kind = if self.markdown {
            TextKind::Markdown
        } else {
            TextKind::Plain
        };
        kind.ending()
    }
}

/// Reads the text of a file's bytes: of the kind that its name tells, or else of
/// the kind that it looks like. Scripts are never run and nothing is fetched.
///
/// # Errors
/// [`TextProblem`].
pub fn read_foreign(bytes: &[u8], path: &Path) -> Result<Foreign, TextProblem> {
    let kind = TextKind::of(path).unwrap_or_else(|| TextKind::of_bytes(bytes));
    let mut foreign = read(bytes, kind)?;
    if foreign.title.is_empty() {
        foreign.title = titles::of_text(&foreign.text).unwrap_or_else(|| titles::of_file(path));
    }
    Ok(foreign)
}

/// Reads a text that was pasted: HTML where it is a whole page, Markdown where
/// it has headings of that sort, else plain.
///
/// # Errors
/// [`TextProblem`].
pub fn read_pasted(text: &str) -> Result<Foreign, TextProblem> {
    let kind = TextKind::of_bytes(text.as_bytes());
    let mut foreign = read(text.as_bytes(), kind)?;
    if foreign.title.is_empty() {
        foreign.title = titles::of_pasted(&foreign.text);
    }
    Ok(foreign)
}

fn read(bytes: &[u8], kind: TextKind) -> Result<Foreign, TextProblem> {
    if let Some(seems) = kinds::seems(bytes, kind) {
        return Err(TextProblem::Other(seems));
    }
    let mut foreign = match kind {
        TextKind::Pdf => pdf::read(bytes)?,
        TextKind::Html => {
            let (page, notice) = encoding::decode(bytes, html::charset(bytes))?;
            let mut foreign = html::read(&page);
            foreign.notices.extend(notice);
            foreign
        }
        TextKind::Plain | TextKind::Markdown => {
            let (text, notice) = encoding::decode(bytes, None)?;
            Foreign {
                text,
                markdown: kind == TextKind::Markdown,
                notices: notice.into_iter().collect(),
                ..Foreign::default()
            }
        }
    };
    finish(&mut foreign)?;
    Ok(foreign)
}

fn finish(foreign: &mut Foreign) -> Result<(), TextProblem> {
    foreign.text = tidy(&foreign.text);
    if !foreign.text.contains(char::is_alphanumeric) {
        return Err(TextProblem::Empty);
    }
    if foreign.text.len() as u64 == MAX_TEXT_BYTES + 1 {
        // The line feed at its end is ours.
        foreign.text.pop();
    }
    if foreign.text.len() as u64 > MAX_TEXT_BYTES {
        return Err(TextProblem::TooLarge);
    }
    foreign.title = titles::cut(&foreign.title, titles::LONGEST);
    foreign.length = Length::of(&foreign.text, foreign.markdown);
    Ok(())
}

/// Line feeds, no control characters, no blanks at the ends of lines (but for
/// the two that break a line in Markdown), one line feed at the end.
fn tidy(text: &str) -> String {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let mut out = String::with_capacity(text.len() + 1);
    let unseen = |c: &char| !c.is_control() || *c == '\t';
    let lines = text.replace("\r\n", "\n").replace(is_line_end, "\n");
    for line in lines.split('\n') {
        let line: String = line.chars().filter(unseen).collect();
        let kept = line.trim_end();
        out.push_str(kept);
        if !kept.is_empty() && line.ends_with("  ") {
            out.push_str("  ");
        }
        out.push('\n');
    }
    let end = out.trim_end().len();
    out.truncate(end);
    out.push('\n');
    out
}

/// Whether a line ends there: besides the usual, the line break of a word
/// processor (vertical tab), the end of a page (form feed), and those of
/// mainframes and Unicode.
#[must_use]
pub fn is_line_end(c: char) -> bool {
    matches!(
        c,
        '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}'
    )
}
