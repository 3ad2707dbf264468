//! Where words stand in a text, letters without case and accents compared.

use std::ops::Range;

use crate::analysis::fold_letter;

/// Where some words, already without case and accents, stand in a text: parts of
/// it in bytes, in order, none within another.
#[must_use]
pub fn spans(text: &str, words: &[String]) -> Vec<Range<usize>> {
    let mut folded = String::with_capacity(text.len());
    // For each byte of the folded text, the part of the text it comes from.
    let mut from: Vec<Range<usize>> = Vec::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        let whole = at..at + c.len_utf8();
        let c = if c.is_whitespace() { ' ' } else { c };
        fold_letter(c, |c| folded.push(c));
        from.resize(folded.len(), whole);
    }
    let mut found: Vec<Range<usize>> = words
        .iter()
        .filter(|w| !w.is_empty())
        .flat_map(|w| folded.match_indices(w.as_str()))
        .map(|(at, w)| from[at].start..from[at + w.len() - 1].end)
        .collect();
    found.sort_unstable_by_key(|r| (r.start, r.end));
    let mut apart: Vec<Range<usize>> = Vec::new();
    for span in found {
        match apart.last_mut() {
            Some(last) if span.start <= last.end => last.end = last.end.max(span.end),
            _ => apart.push(span),
        }
    }
    apart
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_are_parts_of_the_text_itself() {
        let words = |text: &str| text.split(' ').map(str::to_owned).collect::<Vec<_>>();
        let text = "Die Straße nach Łódź";
        let found = |w: &str| -> Vec<&str> {
            let spans = spans(text, &words(w));
            spans.into_iter().map(|r| &text[r]).collect()
        };
        assert_eq!(found("lodz"), ["Łódź"]);
        assert_eq!(found("asse"), ["aße"]);
        // Half of a letter that is written as two is that letter.
        assert_eq!(found("tras"), ["traß"]);
        // What overlaps is one.
        assert_eq!(found("stra tras"), ["Straß"]);
        assert_eq!(found("n"), ["n"]);
        assert_eq!(found("x"), [""; 0]);
    }
}
