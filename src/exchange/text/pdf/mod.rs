//! The text layer of a PDF.

mod bounds;
mod guard;
mod programs;
mod spelled;

#[cfg(test)]
mod tests;

use std::io::Write;
use std::panic::{AssertUnwindSafe, catch_unwind};

use pdf_extract::{PlainTextOutput, output_doc_page};

use super::{Foreign, TextProblem};
use crate::file::MAX_TEXT_BYTES;
use bounds::Sink;

/// Stack of the thread that reads a PDF, in bytes: the libraries call themselves
/// for what stands within something else.
const STACK: usize = 64 << 20;
/// Most bytes of all pages, before their lines are joined.
const MOST_TEXT: usize = 2 * MAX_TEXT_BYTES as usize;

/// Reads the words of a PDF. Lines become paragraphs again; the hyphen at the
/// end of a line is taken out between small letters.
pub(super) fn read(bytes: &[u8]) -> Result<Foreign, TextProblem> {
    if !bytes[..bytes.len().min(1024)]
        .windows(5)
        .any(|w| w == b"%PDF-")
    {
        return Err(TextProblem::Pdf("it does not begin as one does".to_owned()));
    }
    let pages = std::thread::scope(|scope| {
        let builder = std::thread::Builder::new().stack_size(STACK);
        match builder.spawn_scoped(scope, || pages(bytes)) {
            // A panic of a library that meets what it does not expect.
            Ok(reading) => reading
                .join()
                .unwrap_or_else(|_| Err(TextProblem::Pdf("it is malformed".to_owned()))),
            Err(error) => Err(TextProblem::Pdf(error.to_string())),
        }
    })?;
    let text: Vec<String> = pages.texts.iter().map(|page| paragraphs(page)).collect();
    let text = text.join("\n\n");
    let words = text.contains(char::is_alphanumeric);
    if !words && !pages.broken.is_empty() {
        return Err(TextProblem::Pdf("none of its pages can be read".to_owned()));
    }
    if !words {
        return Err(TextProblem::NoTextLayer);
    }
    let notice = "Read from a PDF: paragraphs, columns and hyphens are guesses; compare with it";
    let mut notices = vec![notice.to_owned()];
    notices.extend(told(&pages.broken));
    Ok(Foreign {
        text,
        notices,
        ..Foreign::default()
    })
}

/// What is to be known of pages that could not be read.
fn told(broken: &[u32]) -> Option<String> {
    const NAMED: usize = 10;
    let numbers: Vec<String> = broken.iter().take(NAMED).map(u32::to_string).collect();
    let more = broken.len() - numbers.len();
    match (numbers.as_slice(), more) {
        ([], _) => None,
        ([one], 0) => Some(format!("Page {one} could not be read to its end")),
        (all, 0) => Some(format!(
            "Pages {} could not be read to their ends",
            all.join(", ")
        )),
        (all, more) => Some(format!(
            "Pages {} and {more} more could not be read to their ends",
            all.join(", ")
        )),
    }
}

#[derive(Debug)]
struct Pages {
    texts: Vec<String>,
    /// The numbers of those that could not be read to their ends.
    broken: Vec<u32>,
}

fn pages(bytes: &[u8]) -> Result<Pages, TextProblem> {
    let mut doc = guard::load(bytes)?;
    spelled::spell_out(&mut doc);
    let (mut texts, mut broken) = (Vec::new(), Vec::new());
    let mut left = MOST_TEXT;
    for number in doc.get_pages().into_keys() {
        let mut sink = Sink::of(left);
        let read = catch_unwind(AssertUnwindSafe(|| {
            let writer: &mut dyn Write = &mut sink;
            output_doc_page(&doc, &mut PlainTextOutput::new(writer), number)
        }));
        if sink.is_full() {
            return Err(TextProblem::TooLarge);
        }
        if !matches!(read, Ok(Ok(()))) {
            broken.push(number);
        }
        left -= sink.bytes.len();
        texts.push(String::from_utf8_lossy(&sink.bytes).into_owned());
    }
    Ok(Pages { texts, broken })
}

/// Joins lines; a blank line ends a paragraph.
fn paragraphs(page: &str) -> String {
    let mut out = String::with_capacity(page.len());
    let mut open = false;
    for line in page.lines() {
        let line = line.trim();
        if line.is_empty() {
            if open {
                out.push_str("\n\n");
            }
            open = false;
            continue;
        }
        if open && !join_hyphen(&mut out, line) {
            out.push(' ');
        }
        out.push_str(line);
        open = true;
    }
    out.truncate(out.trim_end().len());
    parted(out)
}

/// The same with ligatures, which are one letter for printers only, as the letters
/// that they are made of (Unicode, "Alphabetic Presentation Forms").
fn parted(text: String) -> String {
    const FIRST: u32 = 0xFB00;
    const LIGATURES: [&str; 7] = ["ff", "fi", "fl", "ffi", "ffl", "st", "st"];
    let letters = |c: char| {
        let at = u32::from(c).checked_sub(FIRST)?;
        LIGATURES.get(usize::try_from(at).ok()?).copied()
    };
    if !text.contains(|c| letters(c).is_some()) {
        return text;
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match letters(c) {
            Some(letters) => out.push_str(letters),
            None => out.push(c),
        }
    }
    out
}

/// Joins a word that was parted at the end of a line to what follows, unless it
/// was not parted there. The hyphen stays where it may be part of the name.
fn join_hyphen(out: &mut String, next: &str) -> bool {
    if out.ends_with('\u{AD}') {
        out.pop();
        return true;
    }
    let Some(word) = out.strip_suffix(['-', '\u{2010}']) else {
        return false;
    };
    let first = next.split_whitespace().next().unwrap_or_default();
    if !word.ends_with(|c: char| c.is_alphanumeric() || c == '.')
        || !next.starts_with(char::is_alphanumeric)
        || BETWEEN.contains(&first)
    {
        return false;
    }
    if word.ends_with(char::is_lowercase) && next.starts_with(char::is_lowercase) {
        out.pop();
    }
    true
}

/// Before these a hyphen stands for half a word: "pre- and post-war".
const BETWEEN: [&str; 6] = ["and", "or", "und", "oder", "et", "ou"];
