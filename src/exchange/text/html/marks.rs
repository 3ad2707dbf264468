//! Words as Markdown writes them: where some of their letters would mean
//! something there, a backslash before them says that they do not.

use std::borrow::Cow;
use std::mem::{Discriminant, discriminant};

use pulldown_cmark::{Event, Options, Parser, Tag};

/// Letters that mean something wherever they stand.
const ANYWHERE: [char; 7] = ['\\', '`', '*', '_', '[', '<', '&'];

/// The words of a paragraph, on one line, so that they are read as they are.
/// `lead` is what marks the paragraph before them: `> `, `- `, `## `.
pub(super) fn escaped<'w>(lead: &str, words: &'w str) -> Cow<'w, str> {
    let heading = lead.ends_with("# ");
    let first = words.chars().next();
    let suspect = first.is_some_and(|c| c.is_ascii_punctuation() || c.is_ascii_digit())
        || words.contains(ANYWHERE)
        || (heading && words.ends_with('#'));
    if !suspect || is_read(lead, words, words) {
        return Cow::Borrowed(words);
    }
    let start = mark_at_start(words);
    let means = |at: usize, c: char| match c {
        '#' => heading,
        '_' => !is_inside(words, at),
        c => ANYWHERE.contains(&c),
    };
    for (start, anywhere) in [(start, false), (None, true)] {
        let marked = marked(words, |at, c| {
            start == Some(at) || (anywhere && means(at, c))
        });
        if is_read(lead, &marked, words) {
            return Cow::Owned(marked);
        }
    }
    Cow::Owned(marked(words, |at, c| start == Some(at) || means(at, c)))
}

/// Whether a mark stands within a word.
fn is_inside(words: &str, at: usize) -> bool {
    let before = words[..at].chars().next_back();
    let after = words[at..].chars().nth(1);
    before.is_some_and(char::is_alphanumeric) && after.is_some_and(char::is_alphanumeric)
}

/// With a backslash before these letters.
fn marked(words: &str, is: impl Fn(usize, char) -> bool) -> String {
    let mut out = String::with_capacity(words.len() + 8);
    for (at, c) in words.char_indices() {
        if is(at, c) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// Where the mark stands that would make another block of words.
fn mark_at_start(words: &str) -> Option<usize> {
    let digits = words.bytes().take_while(u8::is_ascii_digit).count();
    let mark = words.as_bytes().get(digits)?;
    (mark.is_ascii_punctuation() && (digits == 0 || matches!(mark, b'.' | b')'))).then_some(digits)
}

/// Whether what is marked so is read as the words.
fn is_read(lead: &str, marked: &str, words: &str) -> bool {
    let (marked, plain) = (format!("{lead}{marked}"), format!("{lead}x"));
    let (read, expected) = (shape(&marked), shape(&plain));
    read.zip(expected)
        .is_some_and(|((text, blocks), (_, expected))| text == words && blocks == expected)
}

/// The words of a text and the blocks that they stand in; `None` where something
/// else is in it.
fn shape(text: &str) -> Option<(String, Vec<Discriminant<Tag<'_>>>)> {
    let (mut words, mut blocks) = (String::new(), Vec::new());
    for event in Parser::new_ext(text, Options::empty()) {
        match event {
            Event::Text(text) => words.push_str(&text),
            Event::Start(
                tag @ (Tag::Paragraph
                | Tag::Heading { .. }
                | Tag::BlockQuote(_)
                | Tag::List(_)
                | Tag::Item),
            ) => blocks.push(discriminant(&tag)),
            Event::End(_) => {}
            _ => return None,
        }
    }
    Some((words, blocks))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_mean_something_is_said_to_mean_nothing() {
        for (lead, words, marked) in [
            ("", "# 3 on the list", "\\# 3 on the list"),
            ("", "> 5 people", "\\> 5 people"),
            ("", "- so it went", "\\- so it went"),
            ("", "* a note", "\\* a note"),
            ("", "+ 3 degrees", "\\+ 3 degrees"),
            ("", "12. Dezember", "12\\. Dezember"),
            ("- ", "1) first", "1\\) first"),
            ("", "```", "\\```"),
            ("", "---", "\\---"),
            ("", "[1]: a.html", "\\[1]: a.html"),
            ("## ", "About C #", "About C \\#"),
            ("> ", "# 3", "\\# 3"),
            ("", "a <b> c", "a \\<b> c"),
            ("", "so *very* good", "so \\*very\\* good"),
            ("", "see [a](b)", "see \\[a](b)"),
            ("", "&amp; so", "\\&amp; so"),
            ("", "# and *so*", "\\# and \\*so\\*"),
            ("", "a_b *c*", "a_b \\*c\\*"),
            ("", "(so *very* good)", "(so \\*very\\* good)"),
            ("", "C:\\*", "C:\\\\\\*"),
        ] {
            assert_eq!(escaped(lead, words), marked, "{words}");
            assert!(is_read(lead, marked, words), "{words}");
        }
    }

    #[test]
    fn what_means_nothing_stays() {
        for words in [
            "#tag",
            "-3 degrees",
            "2020 was a year",
            "3.5 percent",
            "a < b & c",
            "5 * 3 = 15",
            "snake_case",
            "It ended.[1]",
            "(so)",
            "“Why?” [sic]",
        ] {
            assert_eq!(escaped("", words), words);
        }
    }
}
