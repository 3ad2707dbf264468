//! Texts from elsewhere, taken as the text of a source: plain, Markdown, HTML,
//! or PDF with a text layer.
//!
//! What comes out is plain text or Markdown in UTF-8 with line feeds, so that a
//! passage means the same bytes on every computer.

mod encoding;
mod html;
mod pdf;

use std::path::Path;

use crate::file::MAX_TEXT_BYTES;

/// Largest file that is read for its text, in bytes: most of a PDF or a page is
/// no text.
pub const MAX_SOURCE_BYTES: u64 = 50_000_000;

/// What sort of text a file holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum TextKind {
    Plain,
    Markdown,
    Html,
    Pdf,
}

impl TextKind {
    /// As the name of a file tells it; `None` where that is no text that can be
    /// taken.
    #[must_use]
    pub fn of(path: &Path) -> Option<Self> {
        let ending = path.extension()?.to_str()?.to_ascii_lowercase();
        match ending.as_str() {
            "txt" | "text" => Some(Self::Plain),
            "md" | "markdown" => Some(Self::Markdown),
            "html" | "htm" | "xhtml" => Some(Self::Html),
            "pdf" => Some(Self::Pdf),
            _ => None,
        }
    }

    /// As what a file holds tells it, where its name does not: a web page, a PDF,
    /// Markdown with headings, or plain text.
    #[must_use]
    pub fn of_bytes(bytes: &[u8]) -> Self {
        let head = &bytes[..bytes.len().min(1024)];
        let head = String::from_utf8_lossy(head).to_ascii_lowercase();
        let head = head.trim_start_matches(['\u{FEFF}', ' ', '\t', '\r', '\n']);
        let heading = |line: &[u8]| line.starts_with(b"# ") || line.starts_with(b"## ");
        if head.starts_with("%pdf-") {
            Self::Pdf
        } else if head.starts_with("<!doctype html") || head.starts_with("<html") {
            Self::Html
        } else if bytes.split(|b| *b == b'\n').any(heading) {
            Self::Markdown
        } else {
            Self::Plain
        }
    }

    /// The ending of a file that holds such a text once it is taken.
    #[must_use]
    pub fn ending(self) -> &'static str {
        match self {
            Self::Plain | Self::Pdf => "txt",
            Self::Markdown | Self::Html => "md",
        }
    }
}

/// Why a file holds no text that can be taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TextProblem {
    /// Something else than a text.
    #[error("it is no text: there are zero bytes in it")]
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
    #[error("the PDF cannot be read: {0}")]
    Pdf(String),
}

/// A text from elsewhere, and what it says of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Foreign {
    /// The words. Markdown where [`Foreign::markdown`] is set.
    pub text: String,
    /// Whether headings, lists and quotes are marked as in Markdown.
    pub markdown: bool,
    /// What it is called, or nothing.
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

/// Reads the text of a file's bytes. Scripts are never run and nothing is
/// fetched. A malformed PDF may panic in the library that reads it: call this
/// where that is caught.
///
/// # Errors
/// [`TextProblem`].
pub fn read_foreign(bytes: &[u8], kind: TextKind) -> Result<Foreign, TextProblem> {
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

/// Reads a text that was pasted: HTML where it is a whole page, Markdown where
/// it has headings of that sort, else plain.
///
/// # Errors
/// [`TextProblem`].
pub fn read_pasted(text: &str) -> Result<Foreign, TextProblem> {
    let kind = TextKind::of_bytes(text.as_bytes());
    read_foreign(text.as_bytes(), kind)
}

fn finish(foreign: &mut Foreign) -> Result<(), TextProblem> {
    foreign.text = tidy(&foreign.text);
    if !foreign.text.contains(char::is_alphanumeric) {
        return Err(TextProblem::Empty);
    }
    if foreign.text.len() as u64 > MAX_TEXT_BYTES {
        return Err(TextProblem::TooLarge);
    }
    if foreign.title.is_empty() {
        foreign.title = first_line(&foreign.text);
    }
    Ok(())
}

/// Line feeds, no control characters, no blanks at the ends of lines (but for
/// the two that break a line in Markdown), one line feed at the end.
fn tidy(text: &str) -> String {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let mut out = String::with_capacity(text.len() + 1);
    let unseen = |c: &char| !c.is_control() || *c == '\t';
    let lines = text
        .replace("\r\n", "\n")
        .replace(['\r', '\u{2028}', '\u{2029}', '\u{c}'], "\n");
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

/// The first line with words, without marks of Markdown; cut where it is long.
fn first_line(text: &str) -> String {
    /// Longer than a title usually is.
    const MOST: usize = 120;
    let mut lines = text
        .lines()
        .map(|l| l.trim_start_matches(['#', '>', '*', '-', ' ']).trim());
    let line = lines
        .find(|l| l.contains(char::is_alphanumeric))
        .unwrap_or_default();
    if line.chars().count() <= MOST {
        return line.to_owned();
    }
    let cut: String = line.chars().take(MOST).collect();
    let end = cut.rfind(char::is_whitespace).unwrap_or(cut.len());
    format!("{}…", cut[..end].trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_told_apart_by_their_names() {
        for (name, kind) in [
            ("a.txt", Some(TextKind::Plain)),
            ("a.MD", Some(TextKind::Markdown)),
            ("a.b.htm", Some(TextKind::Html)),
            ("a.pdf", Some(TextKind::Pdf)),
            ("a.docx", None),
            ("pdf", None),
        ] {
            assert_eq!(TextKind::of(Path::new(name)), kind, "{name}");
        }
    }

    #[test]
    fn lines_end_alike_and_nothing_unseen_is_left() {
        let read = |bytes: &[u8]| read_foreign(bytes, TextKind::Plain).map(|f| f.text);
        let text = read("\u{FEFF}One \r\ntwo\rthree\u{7}\n\n\n four\t4  \n\n".as_bytes());
        assert_eq!(text.as_deref(), Ok("One\ntwo\nthree\n\n\n four\t4\n"));
        assert_eq!(read(b" \n--\n"), Err(TextProblem::Empty));
        assert_eq!(read(b"MZ\0\0"), Err(TextProblem::Binary));
        let long = "word ".repeat(1_000_001);
        assert_eq!(read(long.as_bytes()), Err(TextProblem::TooLarge));
    }

    #[test]
    fn what_is_pasted_is_taken_for_what_it_looks_like() {
        let read = |text: &str| read_pasted(text).expect("words");
        assert!(!read("Just words.").markdown);
        let marked = read("# A title\n\nWords.");
        assert!(marked.markdown);
        assert_eq!(marked.title, "A title");
        let page = read(" <!DOCTYPE html><title>T</title><p>Words.</p>");
        assert_eq!((page.title.as_str(), page.text.as_str()), ("T", "Words.\n"));
        assert_eq!(read_pasted(" "), Err(TextProblem::Empty));
    }

    #[test]
    fn a_title_is_cut_between_words() {
        let line = "some words ".repeat(30);
        let title = read_pasted(&line).expect("words").title;
        assert!(
            title.ends_with("words…") || title.ends_with("some…"),
            "{title}"
        );
        assert!(title.chars().count() <= 121);
    }

    #[test]
    fn all_scripts_come_through() {
        for text in [
            "שלום עולם.\n",
            "مرحبا بالعالم.\n",
            "他说：“我走了。”\n",
            "e\u{301}\u{200d}\n",
        ] {
            assert_eq!(read_pasted(text).expect("words").text, text);
        }
    }
}
