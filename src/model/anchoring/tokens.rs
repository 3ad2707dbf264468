//! Words and marks of a text, so that two ways of setting the same words are
//! the same.

use std::collections::HashMap;

/// A word, or a mark that stands for itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Token {
    /// First byte.
    pub start: u32,
    /// Byte behind the last.
    pub end: u32,
    /// Equal where the words are; variants of quotes and dashes are the same.
    pub hash: u64,
    /// How much it says: 0 for a mark, else by its length, at most 8.
    pub weight: u8,
}

/// Letters, digits and what hangs on them.
fn of_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || is_mark(c)
}

/// Accents and vowel signs that are written onto a letter, and joiners.
fn is_mark(c: char) -> bool {
    matches!(u32::from(c),
        0x0300..=0x036F | 0x0483..=0x0489 | 0x0591..=0x05BD | 0x05BF | 0x05C1 | 0x05C2 | 0x05C4
        | 0x05C5 | 0x05C7 | 0x0610..=0x061A | 0x064B..=0x065F | 0x0670 | 0x06D6..=0x06ED
        | 0x0900..=0x0903 | 0x093A..=0x094F | 0x0951..=0x0957 | 0x1AB0..=0x1AFF | 0x1DC0..=0x1DFF
        | 0x20D0..=0x20FF | 0xFE20..=0xFE2F)
}

/// Letters of scripts that put no space between words: each is a token.
pub(crate) fn stands_alone(c: char) -> bool {
    matches!(u32::from(c),
        0x0E00..=0x0EFF | 0x1000..=0x109F | 0x1780..=0x17FF | 0x2E80..=0x2FDF | 0x3005..=0x3007
        | 0x3040..=0x312F | 0x31A0..=0x31FF | 0x3400..=0x4DBF | 0x4E00..=0x9FFF | 0xF900..=0xFAFF
        | 0xFF66..=0xFF9F | 0x20000..=0x3FFFF)
}

/// Characters that nobody sees: they neither are words nor part them.
fn is_unseen(c: char) -> bool {
    matches!(
        c,
        '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'
            | '\u{2066}'..='\u{2069}' | '\u{FEFF}'
    )
}

pub(crate) fn is_quote(c: char) -> bool {
    matches!(
        c,
        '"' | '\'' | '`' | '´' | '«' | '»' | '‘'..='‟' | '′' | '″' | '‹' | '›' | '「'..='』'
            | '〝'..='〟' | '＂' | '＇' | 'ʼ'
    )
}

fn is_dash(c: char) -> bool {
    matches!(c, '-' | '‐'..='―' | '−' | '﹘' | '﹣' | '－')
}

/// FNV-1a: the same on every machine and in every run.
struct Fnv(u64);

impl Fnv {
    const NEW: Self = Self(0xCBF2_9CE4_8422_2325);

    fn add(&mut self, c: char) {
        self.0 = (self.0 ^ u64::from(u32::from(c))).wrapping_mul(0x0100_0000_01B3);
    }

    /// Spread over all bits.
    fn done(self) -> u64 {
        let x = (self.0 ^ (self.0 >> 32)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        x ^ (x >> 29)
    }
}

/// The tokens of a text, Markdown or not, in time linear in its length. Positions are 32 bits
/// wide: a text of a source has at most 5 MB.
///
/// White space, line ends, `>` at the start of a line, characters that nobody
/// sees, and the marks of Markdown (`*`, `_` around words, brackets, and the backslash
/// that says that a mark is none) part nothing and say nothing; of a run of dashes or
/// dots there is one token. Nor does the target of a link, where the text is Markdown:
/// in any other, it is there to be read.
pub(super) fn tokens(text: &str, markdown: bool) -> Vec<Token> {
    let mut all: Vec<Token> = Vec::with_capacity(text.len() / 5);
    let mut chars = text.char_indices().peekable();
    let mut targets = Targets::default();
    let mut line_start = true;
    while let Some((at, c)) = chars.next() {
        if matches!(c, '\n' | '\r') {
            line_start = true;
            continue;
        }
        if c.is_whitespace() || is_unseen(c) || (c == '>' && line_start) {
            continue;
        }
        if matches!(c, '*' | '[' | '_') {
            continue;
        }
        if c == ']' {
            let behind = if markdown {
                targets.end(text, at + 1)
            } else {
                0
            };
            while chars.next_if(|(next, _)| *next < behind).is_some() {}
            continue;
        }
        line_start = false;
        if c == '\\' && chars.peek().is_some_and(|(_, d)| d.is_ascii_punctuation()) {
            continue;
        }
        let mut hash = Fnv::NEW;
        let mut end = at + c.len_utf8();
        let mut weight = 0_u8;
        if of_word(c) {
            hash.add(c);
            weight = 1;
            if stands_alone(c) {
                weight = 3;
            } else {
                // Up to here, lines are known to stand between letters.
                let mut lines = at;
                while let Some(&(next, d)) = chars.peek() {
                    if !is_unseen(d) && (!of_word(d) || stands_alone(d)) {
                        break;
                    }
                    // Between letters it is one of them; else it sets them slanted.
                    if d == '_' && next >= lines {
                        match behind_lines(&text[next..]) {
                            Some(len) => lines = next + len,
                            None => break,
                        }
                    }
                    if !is_unseen(d) {
                        hash.add(d);
                        weight = weight.saturating_add(1);
                        end = next + d.len_utf8();
                    }
                    chars.next();
                }
            }
        } else if is_quote(c) {
            hash.add('"');
        } else if is_dash(c) {
            hash.add('-');
            end = run(&mut chars, end, is_dash);
        } else if matches!(c, '…') || (c == '.' && chars.peek().is_some_and(|(_, d)| *d == '.')) {
            hash.add('…');
            end = run(&mut chars, end, |d| d == '.' || d == '…');
        } else {
            hash.add(c);
        }
        all.push(Token {
            start: at as u32,
            end: end as u32,
            hash: hash.done(),
            weight: weight.min(8),
        });
    }
    all
}

/// How many bytes the lines take that some text begins with, if a word goes on behind
/// them.
fn behind_lines(text: &str) -> Option<usize> {
    let rest = text.trim_start_matches('_');
    let goes_on = rest.starts_with(|c| of_word(c) && !stands_alone(c));
    goes_on.then(|| text.len() - rest.len())
}

/// The targets of links on the line at hand.
#[derive(Default)]
struct Targets {
    /// Up to here, brackets have been looked at.
    upto: usize,
    /// Where each bracket that is open there closes, and where it opens.
    closed: HashMap<usize, usize>,
}

impl Targets {
    /// The byte behind the target of a link that begins at a byte of a text: from its
    /// bracket to the one that closes it, on one line. That byte itself where none
    /// begins. However often it is asked, it looks at each letter once.
    fn end(&mut self, text: &str, at: usize) -> usize {
        /// Longest target, in bytes.
        const LONGEST: usize = 2_048;
        if !text[at..].starts_with('(') {
            return at;
        }
        if at >= self.upto {
            self.closed.clear();
            let line = text[at..].find(['\n', '\r']);
            self.upto = line.map_or(text.len(), |len| at + len);
            let mut open = Vec::new();
            let brackets = text[at..self.upto].match_indices(['(', ')']);
            for (n, bracket) in brackets {
                if bracket == "(" {
                    open.push(at + n);
                } else if let Some(from) = open.pop() {
                    self.closed.insert(from, at + n);
                }
            }
        }
        let close = self.closed.get(&at).filter(|c| **c < at + LONGEST);
        close.map_or(at, |close| close + 1)
    }
}

/// Goes over a run of characters; the byte behind it.
fn run(
    chars: &mut std::iter::Peekable<std::str::CharIndices<'_>>,
    mut end: usize,
    is: impl Fn(char) -> bool,
) -> usize {
    while let Some((at, c)) = chars.next_if(|(_, c)| is(*c)) {
        end = at + c.len_utf8();
    }
    end
}

#[cfg(test)]
mod tests {
    use super::*;

    fn same(a: &str, b: &str) -> bool {
        let hashes = |text| -> Vec<u64> { tokens(text, true).iter().map(|t| t.hash).collect() };
        hashes(a) == hashes(b)
    }

    #[test]
    fn setting_words_otherwise_does_not_change_them() {
        for (a, b) in [
            ("one two", "one\r\n  two"),
            ("“a” – it’s", "\"a\" — it's"),
            ("a–b", "a -- b"),
            ("so…", "so..."),
            ("quoted\nagain", "> quoted\n> again"),
            ("\\# 3 \\* 4", "# 3 * 4"),
            ("\\> 5", "\\> 5"),
            ("1\\. one", "1. one"),
            ("soft\u{AD}ly \u{200B}here", "softly here"),
            ("中国 说", "中国说"),
            ("was **bold, _and_ more**", "was bold, and more"),
            ("*slanted* __bold__", "slanted bold"),
            (
                "see [the (long) report](https://x.org/a_(b) \"T\"), p. 3",
                "see the (long) report, p. 3",
            ),
            // Half of what is set so was chosen.
            ("report](https://x.org) says", "report says"),
            ("he said [sic] so", "he said sic so"),
        ] {
            assert!(same(a, b), "{a:?} {b:?}");
        }
        for (a, b) in [
            ("ice cream", "icecream"),
            ("Trump", "trump"),
            ("eat, grandma", "eat grandma"),
            ("a > b", "a b"),
            ("a \\ b", "a b"),
            ("a\\b", "ab"),
            ("中国", "国中"),
            ("é", "e"),
            ("snake_case", "snake case"),
            ("see (here) it", "see here it"),
            ("a [b] (c) d", "a b d"),
        ] {
            assert!(!same(a, b), "{a:?} {b:?}");
        }
    }

    #[test]
    fn what_looks_like_a_link_is_one_in_markdown_only() {
        let hashes = |text, markdown| -> Vec<u64> {
            let all = tokens(text, markdown).into_iter();
            all.map(|t| t.hash).collect()
        };
        let text = "see [the report](https://x.org) and (so)";
        assert_eq!(hashes(text, true), hashes("see the report and (so)", false));
        assert_eq!(
            hashes(text, false),
            hashes("see the report (https://x.org) and (so)", false)
        );
        assert_eq!(hashes("a](b\nc) d](e)", true), hashes("a (b c) d", true));
    }

    #[test]
    fn letters_and_marks_without_end_are_read_once() {
        const MUCH: usize = 1_000_000;
        for (text, words) in [
            ("_".repeat(MUCH), 0),
            (format!("a{}b", "_".repeat(MUCH)), 1),
            (format!("a{}", "_".repeat(MUCH)), 1),
            ("a_".repeat(MUCH / 2), 1),
            ("a".repeat(MUCH), 1),
            ("](".repeat(MUCH / 2), MUCH / 2),
            (format!("a{}", "](b".repeat(MUCH / 4)), MUCH / 2 + 1),
            ("-".repeat(MUCH), 1),
        ] {
            let found = tokens(&text, true).len();
            assert_eq!(found, words, "{}…", &text[..4]);
        }
    }

    #[test]
    fn tokens_know_their_bytes() {
        let text = "“Ünïc” 中国. 3.5";
        let words: Vec<&str> = tokens(text, true)
            .iter()
            .map(|t| &text[t.start as usize..t.end as usize])
            .collect();
        assert_eq!(words, ["“", "Ünïc", "”", "中", "国", ".", "3", ".", "5"]);
    }
}
