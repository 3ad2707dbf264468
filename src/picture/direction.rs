//! Which way letters run.

use std::borrow::Cow;

/// Whether anything of a text is written from right to left. Of most texts the
/// bytes tell that none is.
#[must_use]
pub fn has_right_to_left(text: &str) -> bool {
    // What those letters begin with in UTF-8, and few others do.
    let may = |b: u8| matches!(b, 0xd6..=0xdf | 0xe0 | 0xef | 0xf0);
    text.bytes().any(may) && text.chars().any(is_right_to_left)
}

/// Letters, marks and punctuation of right-to-left scripts, but no digits.
#[must_use]
pub fn is_right_to_left(c: char) -> bool {
    matches!(c,
        '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}'
        | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1eeff}')
        && !is_digit(c)
}

/// Digits of those scripts, and what stands between them: they run from left to
/// right.
fn is_digit(c: char) -> bool {
    matches!(c,
        '\u{600}'..='\u{605}' | '\u{660}'..='\u{669}' | '\u{66b}'..='\u{66c}' | '\u{6dd}'
        | '\u{6f0}'..='\u{6f9}' | '\u{890}'..='\u{891}' | '\u{8e2}'
        | '\u{10d30}'..='\u{10d39}' | '\u{10d40}'..='\u{10d49}' | '\u{10e60}'..='\u{10e7e}')
}

/// A name as it stands among words that may run the other way: between the marks
/// that keep it from turning them round (UAX #9: FSI and PDI), where it does. Whom
/// something is done to is not to be read as the one who does it.
#[must_use]
pub(super) fn among<'n>(name: &'n str, words: &str) -> Cow<'n, str> {
    match has_right_to_left(name) == has_right_to_left(words) {
        true => Cow::Borrowed(name),
        false => Cow::Owned(format!("\u{2068}{name}\u{2069}")),
    }
}

/// Marks that say how text runs, and are not seen themselves.
#[must_use]
pub fn is_mark_of_direction(c: char) -> bool {
    matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_tell_which_way_they_run() {
        for text in [
            "",
            "abc",
            "“Ångström” — 1",
            "他说，",
            "٣٤",
            "🦀",
            "ไทย",
            "߀x",
        ] {
            let found = text.chars().any(is_right_to_left);
            assert_eq!(has_right_to_left(text), found, "{text}");
        }
        assert!(!has_right_to_left("他说，") && !has_right_to_left("٣٤"));
        for text in ["a ש", "ע", "نعم", "ﷺ", "ﻼ", "𐤀", "𞤀"] {
            assert!(has_right_to_left(text), "{text}");
        }
    }

    #[test]
    fn a_name_is_set_apart_only_where_it_runs_the_other_way() {
        assert!(matches!(among("Ada", "meets"), Cow::Borrowed("Ada")));
        assert!(matches!(among("עדה", "פוגשת את"), Cow::Borrowed(_)));
        assert_eq!(among("עדה", "meets"), "\u{2068}עדה\u{2069}");
        assert_eq!(among("Ada", "פוגשת את"), "\u{2068}Ada\u{2069}");
    }
}
