//! What a text may be called that does not say so itself.

use std::path::Path;

use crate::model::{SourceText, sentences, stands_alone};

/// Longest title that a text says it has, in characters.
pub(super) const LONGEST: usize = 200;
/// Longest sentence that is taken for a title, in characters.
const SENTENCE: usize = 80;
/// The same, of a text that has no name to be called by instead.
const PASTED: usize = 60;

/// The first sentence of a text, where it is short enough to be a title.
pub(super) fn of_text(text: &str) -> Option<String> {
    let sentence = first_sentence(text);
    let fits = sentence.chars().nth(SENTENCE).is_none();
    (fits && !sentence.is_empty()).then_some(sentence)
}

/// The first sentence of a text, cut where it is long.
pub(super) fn of_pasted(text: &str) -> String {
    cut(&first_sentence(text), PASTED)
}

/// The name of a file, without its ending and as one writes it.
pub(super) fn of_file(path: &Path) -> String {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let is_digit = |c: Option<&char>| c.is_some_and(char::is_ascii_digit);
    let letters: Vec<char> = stem.chars().collect();
    let spaced = letters.iter().enumerate().map(|(at, c)| {
        // That of a date stays.
        let dated = at > 0 && is_digit(letters.get(at - 1)) && is_digit(letters.get(at + 1));
        if *c == '_' || (*c == '-' && !dated) || c.is_control() {
            ' '
        } else {
            *c
        }
    });
    let spaced: String = spaced.collect();
    let words: Vec<&str> = spaced.split_whitespace().collect();
    cut(&words.join(" "), LONGEST)
}

/// At most so many characters: cut between words, or anywhere in a script that
/// puts no space between them.
pub(super) fn cut(title: &str, most: usize) -> String {
    let Some((end, next)) = title.char_indices().nth(most) else {
        return title.to_owned();
    };
    let kept = &title[..end];
    let last = kept.chars().next_back();
    let anywhere = next.is_whitespace() || stands_alone(next) || last.is_some_and(stands_alone);
    let between = kept.rfind(|c: char| c.is_whitespace() || stands_alone(c));
    let end = match between {
        Some(at) if !anywhere => at + kept[at..].chars().next().map_or(0, char::len_utf8),
        _ => end,
    };
    let no_mark = |c: char| c.is_whitespace() || matches!(c, ',' | ';' | ':' | '，' | '、' | '；');
    format!("{}…", title[..end].trim_end_matches(no_mark))
}

/// The sentence that a text begins with, without marks of Markdown and without
/// the full stop at its end.
fn first_sentence(text: &str) -> String {
    /// More than any title needs, in characters.
    const ENOUGH: usize = 1_000;
    let bare = |line: &str| {
        let line = line.trim_start_matches(['#', '>', '*', '-', '+', ' ', '\t']);
        let line = line.strip_prefix('\\').unwrap_or(line);
        line.trim().to_owned()
    };
    let mut lines = text.lines();
    let found = lines.by_ref().map(bare);
    let mut start = found
        .into_iter()
        .find(|l| l.contains(char::is_alphanumeric))
        .unwrap_or_default();
    // A line that goes on in small letters was broken within a sentence.
    for line in lines.map(bare) {
        if !line.starts_with(char::is_lowercase) || start.len() > ENOUGH {
            break;
        }
        start = format!("{start} {line}");
    }
    let start: String = start.chars().take(ENOUGH).collect();
    let words: Vec<&str> = start.split_whitespace().collect();
    let start = words.join(" ");
    let whole = SourceText::plain(start.as_str());
    let first = sentences(&whole).into_iter().next();
    let sentence = first.map_or(start.as_str(), |s| &start[..s.bytes.end]);
    let word = sentence.rsplit(' ').next().unwrap_or_default();
    // That of U.S. belongs to it.
    let stop = word.matches('.').count() == 1 && word.chars().count() > 3;
    let sentence = sentence.strip_suffix('。').unwrap_or(sentence);
    let bare = sentence.strip_suffix('.').filter(|_| stop);
    bare.unwrap_or(sentence).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_first_sentence_is_the_title() {
        for (text, title) in [
            ("The strike\nBy Ada Rell\n\nThe board met.\n", "The strike"),
            ("# The strike\n\nThe board met.\n", "The strike"),
            (
                "\n---\n> The board met early. Nobody spoke.",
                "The board met early",
            ),
            (
                "The board met\nearly that day. Nobody spoke.",
                "The board met early that day",
            ),
            ("Dr. Rell left the U.S.", "Dr. Rell left the U.S."),
            ("北京是中国的首都。他说是。", "北京是中国的首都"),
            ("Why? He did not say.", "Why?"),
            ("\\# 3 on the list", "# 3 on the list"),
        ] {
            assert_eq!(of_text(text).as_deref(), Some(title));
        }
        assert_eq!(of_text(&"so it went on and ".repeat(20)), None);
        assert_eq!(of_text(&"他说是".repeat(100_000)), None);
    }

    #[test]
    fn a_file_is_called_as_its_name_is_written() {
        for (path, title) in [
            ("/a/the_long-strike.txt", "the long strike"),
            ("2020-10-15_letter-to-all.html", "2020-10-15 letter to all"),
            ("a--b__c.md", "a b c"),
            ("", ""),
        ] {
            assert_eq!(of_file(Path::new(path)), title);
        }
    }

    #[test]
    fn a_long_title_is_cut_between_words_where_there_are_some() {
        assert_eq!(cut("some words", 10), "some words");
        assert_eq!(cut("some words, and so on", 12), "some words…");
        assert_eq!(cut("some words, and so on", 13), "some words…");
        assert_eq!(cut("abcdefghij", 5), "abcde…");
        assert_eq!(cut("他说北京是中国的首都", 5), "他说北京是…");
        assert_eq!(cut("他说 Peking 是", 6), "他说…");
        let long = of_pasted(&"some words ".repeat(30));
        assert!(
            long.ends_with("some…") || long.ends_with("words…"),
            "{long}"
        );
        assert!(long.chars().count() <= 61, "{long}");
        let long = of_pasted(&"北京是中国的首都，".repeat(30));
        assert_eq!(long.chars().count(), 61, "{long}");
    }
}
