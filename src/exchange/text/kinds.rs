//! Which files hold a text, and what others are.

use std::path::Path;

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
        let ending = ending(path)?;
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

fn ending(path: &Path) -> Option<String> {
    Some(path.extension()?.to_str()?.to_ascii_lowercase())
}

/// Endings of documents with text that other programs can read.
const FOREIGN: [&str; 20] = [
    "rtf", "doc", "docx", "dot", "dotx", "odt", "ott", "pages", "wps", "wpd", "epub", "mobi",
    "xls", "xlsx", "ods", "ppt", "pptx", "odp", "key", "msg",
];

/// Whether a file, as its name tells, is a document that is meant as a source, but
/// has to be saved otherwise first.
#[must_use]
pub fn is_unread_document(path: &Path) -> bool {
    ending(path).is_some_and(|ending| FOREIGN.contains(&ending.as_str()))
}

/// What bytes seem to be that are no text of that kind; `None` where they may be
/// one.
pub(super) fn seems(bytes: &[u8], kind: TextKind) -> Option<&'static str> {
    // Words may begin with any letters: what else than text is all of letters?
    let letters = |text: &str| !text.contains(|c: char| c.is_control() && !c.is_whitespace());
    let is_text = std::str::from_utf8(bytes).is_ok_and(letters);
    let marked = [&b"{\\rtf"[..], b"%!PS", b"%PDF-"];
    if is_text && !marked.iter().any(|m| bytes.starts_with(m)) {
        return None;
    }
    let begin = |with: &[u8]| bytes.starts_with(with);
    let holds = |what: &[u8]| {
        let head = &bytes[..bytes.len().min(4_096)];
        head.windows(what.len()).any(|w| w == what)
    };
    Some(match () {
        () if begin(b"{\\rtf") => "rich text (RTF)",
        () if begin(b"PK\x03\x04") || begin(b"PK\x05\x06") => match () {
            () if holds(b"word/") => "a Word document (.docx)",
            () if holds(b"opendocument.text") => "an OpenDocument text (.odt)",
            () if holds(b"xl/") || holds(b"opendocument.spreadsheet") => "a spreadsheet",
            () if holds(b"ppt/") || holds(b"opendocument.presentation") => "a presentation",
            () if holds(b"epub+zip") => "an e-book (.epub)",
            () => "a document or folder that is packed (zip)",
        },
        () if begin(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") => "an old Office document (.doc)",
        () if begin(b"\x89PNG")
            || begin(b"\xFF\xD8\xFF")
            || begin(b"GIF8")
            || begin(b"II*\0")
            || begin(b"MM\0*")
            || (begin(b"RIFF") && bytes.get(8..12) == Some(b"WEBP"))
            || (begin(b"BM") && bytes.get(6..10) == Some(&[0; 4])) =>
        {
            "a picture: recognise its text first (OCR)"
        }
        () if begin(b"RIFF")
            || begin(b"ID3")
            || begin(b"OggS")
            || begin(b"fLaC")
            || begin(b"\x1A\x45\xDF\xA3")
            || bytes.get(4..8) == Some(b"ftyp") =>
        {
            "a recording of sound or film: write down what is said first"
        }
        () if begin(b"\x1F\x8B")
            || begin(b"BZh")
            || begin(b"7z\xBC\xAF")
            || begin(b"Rar!")
            || begin(b"\xFD7zXZ") =>
        {
            "a packed file"
        }
        () if begin(b"\x7FELF") || (begin(b"MZ") && bytes.contains(&0)) => "a program",
        () if begin(b"SQLite format 3\0") => "a database",
        () if begin(b"%!PS") => "a PostScript document",
        () if begin(b"%PDF-") && kind != TextKind::Pdf => "a PDF that is not called .pdf",
        () => return None,
    })
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
}
