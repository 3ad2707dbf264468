//! What a text says of itself before it begins: the lines of names and values that
//! some programs put before a Markdown text, between two lines of dashes.

use std::ops::Range;

use super::cutter::lines;

/// Its bytes, without the lines of dashes, and the byte with which the text itself
/// begins. `None` where a text begins at once. Linear in what it finds.
pub(super) fn front_matter(text: &str) -> Option<(Range<usize>, usize)> {
    let mut all = lines(text);
    let (first, end) = all.next()?;
    if text[first].trim_end() != "---" {
        return None;
    }
    let from = end.end;
    let mut upto = from;
    for (line, end) in all {
        let words = &text[line.clone()];
        match words.trim_end() {
            "---" | "..." if upto > from => return Some((from..upto, end.end)),
            _ if is_value(words, upto == from) => upto = line.end,
            _ => return None,
        }
    }
    None
}

/// Whether a line gives a value to a name, or, unless it is the first one, goes on
/// with the value before it.
fn is_value(line: &str, first: bool) -> bool {
    let name = line.split_once(':').filter(|(name, value)| {
        let letter = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-');
        !name.is_empty() && name.chars().all(letter) && (value.is_empty() || value.starts_with(' '))
    });
    let goes_on = line.starts_with([' ', '\t', '#']) || line.starts_with("- ");
    name.is_some() || (!first && goes_on && !line.trim().is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_before_a_text_are_told_from_what_it_says() {
        let told = |text: &str| {
            let found = front_matter(text)?;
            Some((text[found.0].to_owned(), text[found.1..].to_owned()))
        };
        for (text, front, rest) in [
            ("---\ntitle: A\n---\nSo.", "title: A", "So."),
            (
                "---\r\ntitle: A\r\ntags:\r\n  - b\r\n- c\r\n...\r\n\r\nSo.",
                "title: A\r\ntags:\r\n  - b\r\n- c",
                "\r\nSo.",
            ),
            ("---\na: b\n---", "a: b", ""),
        ] {
            let expected = (front.to_owned(), rest.to_owned());
            assert_eq!(told(text), Some(expected), "{text:?}");
        }
        for text in [
            "",
            "---",
            "---\n---\n",
            "---\n\nSo.\n\n---\n",
            "---\nHe said so.\n---\n",
            "---\nHe said: so.\n---\n",
            "---\ntitle: A\n\nSo.\n\n---\n",
            "---\ntitle: A\n",
            "So.\n---\na: b\n---\n",
        ] {
            assert_eq!(told(text), None, "{text:?}");
        }
    }
}
