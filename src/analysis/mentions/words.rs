//! The words of a text, as names compare.

use std::ops::Range;

use super::super::fold::folded;
use crate::model::stands_alone;

/// A word, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Word {
    /// Bytes of the text.
    pub(super) bytes: Range<usize>,
    /// Without case and accents; never empty.
    pub(super) folded: String,
}

impl Word {
    /// Its letters, as they stand in the text.
    pub(super) fn of<'t>(&self, text: &'t str) -> &'t str {
        &text[self.bytes.clone()]
    }

    /// Whether it begins with a capital.
    pub(super) fn is_capital(&self, text: &str) -> bool {
        self.of(text).starts_with(char::is_uppercase)
    }

    /// Whether it begins with a small letter; those of scripts that have no
    /// capitals do not.
    pub(super) fn is_small(&self, text: &str) -> bool {
        self.of(text).starts_with(char::is_lowercase)
    }

    /// Whether it is one of some words.
    pub(super) fn is_in(&self, list: &[&str]) -> bool {
        list.contains(&self.folded.as_str())
    }
}

fn of_word(c: char) -> bool {
    // The apostrophe that counts as a letter parts words like any other.
    c.is_alphanumeric() && c != 'ʼ'
}

fn is_accent(c: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&c)
}

/// The words of a text, in order. Letters of scripts that put no space between
/// words are one each; U.S. is one word.
pub(super) fn words(text: &str) -> Vec<Word> {
    let mut all: Vec<Word> = Vec::new();
    // Whether the last one is letters with full stops between, so far.
    let mut dotted = false;
    let mut chars = text.char_indices().peekable();
    while let Some((start, first)) = chars.next() {
        if !of_word(first) {
            continue;
        }
        let mut end = start + first.len_utf8();
        let mut letters = 1;
        if !stands_alone(first) {
            while let Some((at, c)) =
                chars.next_if(|(_, c)| (of_word(*c) && !stands_alone(*c)) || is_accent(*c))
            {
                end = at + c.len_utf8();
                letters += usize::from(!is_accent(c));
            }
        }
        let folded = folded(&text[start..end]);
        if folded.is_empty() {
            continue;
        }
        let single = letters == 1 && first.is_uppercase();
        let joins = single && all.last().is_some_and(|w| text[w.bytes.end..start] == *".");
        match all.last_mut() {
            Some(last) if joins && dotted => {
                last.bytes.end = end;
                last.folded.push_str(&folded);
            }
            _ => all.push(Word {
                bytes: start..end,
                folded,
            }),
        }
        dotted = single;
    }
    all
}

/// Whether a name may go on from one word to the next.
pub(super) fn are_joined(text: &str, a: &Word, b: &Word) -> bool {
    let between = &text[a.bytes.end..b.bytes.start];
    // A full stop belongs to an initial or a title; elsewhere a sentence ends.
    let dot_is_fine = a.folded.chars().count() <= 3 || a.is_in(&["prof", "capt", "pres", "supt"]);
    between.chars().count() <= 3
        && between.chars().all(|c| {
            c.is_whitespace()
                // Half of a name may be bold.
                || matches!(c, '*' | '-' | '‑' | '\'' | '’' | '&' | '/' | 'ʼ' | '\u{b7}')
                || (c == '.' && dot_is_fine)
        })
        && !ends_paragraph(text, a.bytes.end..b.bytes.start)
}

/// Whether a paragraph of a text ends in some bytes between two words of it: there
/// is an empty line, or a heading, a line across or the item of a list begins or
/// ends.
pub(super) fn ends_paragraph(text: &str, between: Range<usize>) -> bool {
    let is_break = |c: char| matches!(c, '\n' | '\r');
    let breaks = text[between.clone()].match_indices(is_break);
    breaks.map(|(at, _)| between.start + at).any(|at| {
        let (before, behind) = text.split_at(at);
        // A line that ends with two characters ends once.
        let behind = &behind[1 + usize::from(behind.starts_with("\r\n"))..];
        let split = before.ends_with('\r') && text[at..].starts_with('\n');
        let before = &before[..before.len() - usize::from(split)];
        let start = before.rfind(is_break).map_or(0, |n| n + 1);
        let next = behind.split(is_break).next().unwrap_or_default().trim();
        let apart = next.is_empty() && !behind.is_empty();
        apart || is_heading(before[start..].trim()) || is_heading(next) || is_item(next)
    })
}

/// Whether a line, without the space around it, is a heading, or a line across or
/// under one.
fn is_heading(line: &str) -> bool {
    let text = line.trim_start_matches('#');
    let marked = text.len() < line.len() && text.starts_with([' ', '\t']);
    let rule = line.len() > 2
        && ["-", "=", "*", "_"]
            .iter()
            .any(|c| line.trim_start_matches(c).is_empty());
    marked || rule
}

/// Whether a line, without the space around it, begins the item of a list.
fn is_item(line: &str) -> bool {
    let number = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = line.len() - number.len();
    // "In the year / 2019. She" is no list.
    let numbered = (1..=2).contains(&digits) && number.starts_with(['.', ')']);
    let rest = match numbered {
        true => Some(&number[1..]),
        false => line.strip_prefix(['-', '*', '+', '•']),
    };
    rest.is_some_and(|rest| rest.starts_with([' ', '\t']))
}

/// Words as names are kept and looked for: one space between.
pub(super) fn joined(words: &[Word]) -> String {
    let all: Vec<&str> = words.iter().map(|w| w.folded.as_str()).collect();
    all.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_paragraph_ends_with_an_empty_line_a_heading_or_an_item() {
        for (text, expected) in [
            ("Quist\n\nRell", true),
            ("Quist\r\n\r\nRell", true),
            ("Quist\r\rRell", true),
            ("Quist\n \t\nRell", true),
            ("Quist\n- Rell", true),
            ("Quist\r\n  * Rell", true),
            ("# Quist\nRell", true),
            ("## Quist\r\nRell", true),
            ("Quist\n# Rell", true),
            ("Quist\n---\nRell", true),
            ("Quist\nRell", false),
            ("Quist\r\nRell", false),
            ("Quist - Rell", false),
            ("Quist\n*Rell*", false),
            ("Quist\n#Rell", false),
        ] {
            let all = words(text);
            let [a, b] = all.as_slice() else {
                panic!("two words: {text:?}");
            };
            let between = a.bytes.end..b.bytes.start;
            assert_eq!(ends_paragraph(text, between), expected, "{text:?}");
        }
        for (text, expected) in [("Quist\n2. Rell", true), ("Quist\n2019. Rell", false)] {
            assert_eq!(ends_paragraph(text, 5..6), expected, "{text:?}");
        }
        assert!(!ends_paragraph("Quist\r\n", 5..7));
    }

    #[test]
    fn words_are_those_that_a_name_has() {
        for (text, expected) in [
            ("Señor O’Neill-García’s", "senor o neill garcia s"),
            ("the U.S. Army, U.S.", "the us army us"),
            ("J. R. Smith", "j r smith"),
            ("習近平 met", "習 近 平 met"),
            ("Jose\u{301}!", "jose"),
            ("…", ""),
        ] {
            let all = words(text);
            assert_eq!(joined(&all), expected, "{text}");
            for word in &all {
                assert_eq!(folded(word.of(text)).replace(' ', ""), word.folded);
            }
        }
    }
}
