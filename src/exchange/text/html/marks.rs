//! Words as Markdown writes them: where some of their letters would mean
//! something there, a backslash before them says that they do not.

use std::borrow::Cow;

/// The words of a paragraph, on one line, so that they are read as they are.
/// `heading` says whether they stand in one: a heading may end in marks, too.
pub(super) fn escaped(words: &str, heading: bool) -> Cow<'_, str> {
    let marks = Marks::of(words);
    let start = mark_at_start(words);
    let end = if heading {
        end_of_heading(words)
    } else {
        words.len()
    };
    let mut out = String::new();
    let mut from = 0;
    for (at, c) in words.char_indices() {
        if start == Some(at) || marks.mean(at, c) || (c == '#' && at >= end) {
            out.push_str(&words[from..at]);
            out.push('\\');
            from = at;
        }
    }
    if from == 0 && out.is_empty() {
        return Cow::Borrowed(words);
    }
    out.push_str(&words[from..]);
    Cow::Owned(out)
}

/// Where the mark stands that would make another block of words: a heading, a
/// quote, the item of a list, a line, code, or what a link stands for.
fn mark_at_start(words: &str) -> Option<usize> {
    let alone = |rest: &str| rest.is_empty() || rest.starts_with(char::is_whitespace);
    let first = words.chars().next()?;
    let run = words.len() - words.trim_start_matches(first).len();
    let is_line = || {
        let marks = words.chars().filter(|c| *c == first).count();
        marks >= 3 && words.chars().all(|c| c == first || c.is_whitespace())
    };
    let means = match first {
        '>' => true,
        '#' => run <= 6 && alone(&words[run..]),
        '+' => alone(&words[1..]),
        '-' | '*' => alone(&words[1..]) || is_line(),
        '_' => is_line(),
        '`' | '~' => run >= 3,
        '[' => words.contains("]:"),
        '0'..='9' => {
            let mark = words.find(|c: char| !c.is_ascii_digit())?;
            let rest = words[mark..].strip_prefix(['.', ')'])?;
            return alone(rest).then_some(mark);
        }
        _ => false,
    };
    means.then_some(0)
}

/// Where the marks begin that would close a heading.
fn end_of_heading(words: &str) -> usize {
    let bare = words.trim_end_matches('#');
    if bare.is_empty() || bare.ends_with(char::is_whitespace) {
        bare.len()
    } else {
        words.len()
    }
}

/// What marks within words would mean.
struct Marks<'w> {
    words: &'w str,
    /// Whether there are two of each that could begin and end something.
    stars: bool,
    lines: bool,
    ticks: bool,
    /// Where the last link or picture has its address.
    address: Option<usize>,
}

impl<'w> Marks<'w> {
    fn of(words: &'w str) -> Self {
        let two = |mark: char| {
            let all = words.match_indices(mark);
            let could = all.filter(|(at, _)| mark == '`' || could_mean(words, *at, mark));
            could.take(2).count() == 2
        };
        Self {
            words,
            stars: two('*'),
            lines: two('_'),
            ticks: two('`'),
            address: words.rfind("]("),
        }
    }

    fn mean(&self, at: usize, c: char) -> bool {
        let rest = || &self.words[at + 1..];
        match c {
            '\\' => rest().starts_with(|c: char| c.is_ascii_punctuation()),
            '`' => self.ticks,
            '*' => self.stars && could_mean(self.words, at, c),
            '_' => self.lines && could_mean(self.words, at, c),
            '[' => self.address.is_some_and(|address| at < address),
            '<' => rest().starts_with(|c: char| c.is_ascii_alphabetic() || "/!?".contains(c)),
            '&' => is_entity(rest()),
            _ => false,
        }
    }
}

/// Whether a star or a line could begin or end something: not between blanks, and
/// a line not within a word.
fn could_mean(words: &str, at: usize, mark: char) -> bool {
    let before = words[..at].chars().next_back();
    let after = words[at + mark.len_utf8()..].chars().next();
    let blank = |c: Option<char>| c.is_none_or(char::is_whitespace);
    let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let alone = blank(before) && blank(after);
    let inside = mark == '_' && letter(before) && letter(after);
    !(alone || inside)
}

/// Whether what follows `&` makes a letter of it: `amp;`, `#8212;`.
fn is_entity(rest: &str) -> bool {
    let name = rest.split_once(';').map(|(name, _)| name);
    let name = name.map(|n| n.strip_prefix('#').unwrap_or(n));
    name.is_some_and(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_alphanumeric()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_mean_something_is_said_to_mean_nothing() {
        for (words, marked) in [
            ("# 3 on the list", "\\# 3 on the list"),
            ("> 5 people", "\\> 5 people"),
            ("- so it went", "\\- so it went"),
            ("* a note", "\\* a note"),
            ("+ 3 degrees", "\\+ 3 degrees"),
            ("12. Dezember", "12\\. Dezember"),
            ("1) first", "1\\) first"),
            ("---", "\\---"),
            ("_ _ _", "\\_ _ _"),
            ("~~~", "\\~~~"),
            ("```", "\\`\\`\\`"),
            ("[1]: a.html", "\\[1]: a.html"),
            ("a <b> c", "a \\<b> c"),
            ("so *very* good", "so \\*very\\* good"),
            ("see [a](b)", "see \\[a](b)"),
            ("&amp; so", "\\&amp; so"),
            ("# and *so*", "\\# and \\*so\\*"),
            ("(so *very* good)", "(so \\*very\\* good)"),
            ("a_b *c*", "a_b \\*c\\*"),
            ("C:\\*", "C:\\\\*"),
        ] {
            assert_eq!(escaped(words, false), marked);
        }
        assert_eq!(escaped("About C #", true), "About C \\#");
        assert_eq!(escaped("About C#", true), "About C#");
        assert_eq!(escaped("##", true), "\\#\\#");
    }

    #[test]
    fn what_means_nothing_stays() {
        for words in [
            "",
            "#tag",
            "-3 degrees",
            "2020 was a year",
            "3.5 percent",
            "a < b & c",
            "5 * 3 * 2 = 30",
            "snake_case_name",
            "It ended.[1]",
            "(so)",
            "“Why?” [sic]",
            "About C #",
            "a ` b",
        ] {
            assert_eq!(escaped(words, false), words);
        }
    }
}
