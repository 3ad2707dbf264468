//! Looking one passage up, as somebody types it, without preparing the text.

use std::ops::Range;

use super::super::SourceText;
use super::Standing;
use super::index::spot_between;
use super::spans::reach_over;
use super::tokens::{Token, tokens};

/// How far around words is looked, in bytes: more than is kept of what stands
/// before and after them.
const AROUND: usize = 256;
/// Most places that are looked at: a word that stands at more tells too little.
const MOST: usize = 4_000;
/// Most tokens of what is searched for.
const KEY: usize = 6;

impl SourceText {
    /// Where words stand in the text, if they stand there once, and within one
    /// paragraph (or over several, where a blank line parts them). One search for the longest of them, and a look around each
    /// place of it: [`super::TextIndex`] is for many passages.
    ///
    /// Where a text sets that word in a way that nobody sees (with a soft
    /// hyphen in it), it is overlooked; nothing is found then that is not there.
    #[must_use]
    pub fn only_standing(&self, words: &str) -> Option<Standing> {
        let wanted = tokens(words, self.is_markdown());
        let (nth, key) = telling(words, &wanted)?;
        let lead = wanted[nth].start as usize;
        let (before, after) = (2 * lead + AROUND, 2 * (words.len() - lead) + AROUND);
        let mut only: Option<Range<usize>> = None;
        for (looked_at, (at, _)) in self.text().match_indices(key).enumerate() {
            if looked_at == MOST {
                return None;
            }
            let there = self.around(at..at, before, after);
            let Ok(place) = there.binary_search_by_key(&at, |t| t.start as usize) else {
                continue;
            };
            let Some(first) = place.checked_sub(nth) else {
                continue;
            };
            let found = there.get(first..first + wanted.len());
            let same = |f: &[Token]| f.iter().zip(&wanted).all(|(a, b)| a.hash == b.hash);
            if let Some([from, .., to] | [from @ to]) = found.filter(|f| same(f)) {
                let bytes = from.start as usize..to.end as usize;
                if only.is_some_and(|other| other != bytes) {
                    return None;
                }
                only = Some(bytes);
            }
        }
        let bytes = only?;
        let over = reach_over(words);
        let within = if over {
            bytes.start..bytes.start + 1
        } else {
            bytes.clone()
        };
        let paragraph = self.paragraph_of(&within)?;
        let there = self.around(bytes.clone(), AROUND, AROUND);
        let first = there.partition_point(|t| (t.start as usize) < bytes.start);
        let end = there.partition_point(|t| (t.start as usize) < bytes.end);
        Some(Standing {
            anchor: paragraph.anchor.clone(),
            words: self.words(&bytes),
            spot: spot_between(self.text(), &there, (first, end), 1),
            bytes,
        })
    }

    /// The tokens around some bytes, from white space to white space.
    fn around(&self, bytes: Range<usize>, before: usize, after: usize) -> Vec<Token> {
        let text = self.text();
        let mut from = bytes.start.saturating_sub(before);
        while from > 0 && !text.is_char_boundary(from) {
            from -= 1;
        }
        // A word that is cut in two would be another one.
        let cut = text[from..bytes.start].find(char::is_whitespace);
        from += cut.filter(|_| from > 0).unwrap_or(0);
        let mut to = (bytes.end + after).min(text.len());
        while !text.is_char_boundary(to) {
            to += 1;
        }
        let mut there = tokens(&text[from..to], self.is_markdown());
        for token in &mut there {
            token.start += from as u32;
            token.end += from as u32;
        }
        there
    }
}

/// The longest stretch of words that nothing parts, with the number of its
/// first token. Where white space parts nothing, only so many tokens of it:
/// a line may end anywhere.
fn telling<'w>(words: &'w str, all: &[Token]) -> Option<(usize, &'w str)> {
    let mut best: Option<(usize, &str)> = None;
    let mut from = 0;
    for (n, token) in all.iter().enumerate() {
        let parted = n > 0 && all[n - 1].end != token.start;
        if token.weight == 0 {
            from = n + 1;
            continue;
        }
        if parted || n - from == KEY {
            from = n;
        }
        let key = &words[all[from].start as usize..token.end as usize];
        if best.is_none_or(|(_, other)| key.len() > other.len()) {
            best = Some((from, key));
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::super::{Outcome, Passage, TextIndex};
    use super::*;

    const TEXT: &str = "# Title\n\n> Before all, “Ada” wrote\n> to him -- twice.\n\n## One\n\nBob answered. \
        中国说话\n中国 was silent.\n\nBob  answered: no.\n";

    #[test]
    fn words_that_stand_once_are_found_as_an_index_finds_them() {
        let text = SourceText::markdown(TEXT);
        let index = TextIndex::new(&text);
        for words in [
            "\"Ada\" wrote to him — twice",
            "Before",
            "answered: no.",
            "国说话 中国 was",
            "silent",
            "Title",
        ] {
            let found = text.only_standing(words);
            let passage = Passage {
                anchor: "",
                words,
                spot: None,
            };
            let bytes = found.as_ref().map(|f| f.bytes.clone());
            match index.reanchor(&[passage]).remove(0) {
                Outcome::Exact { standing, .. }
                | Outcome::Fuzzy {
                    standing,
                    same_words: true,
                    ..
                } if !standing.anchor.is_empty() => {
                    let found = found.expect(words);
                    assert_eq!(found.spot, index.spot(found.bytes.clone()), "{words}");
                    assert_eq!(found.bytes, standing.bytes, "{words}");
                    assert_eq!(found.anchor, standing.anchor, "{words}");
                    assert_eq!(found.words, standing.words, "{words}");
                }
                _ => assert_eq!(bytes, None, "{words}"),
            }
        }
    }

    #[test]
    fn what_stands_twice_nowhere_or_in_two_paragraphs_is_not() {
        let text = SourceText::markdown(TEXT);
        for words in [
            "Bob answered",
            "中国",
            "Bo",
            "bob answered: no",
            "twice. Bob",
            "twice. ## One Bob",
            "--",
            "",
            "  ",
            "nowhere",
        ] {
            assert_eq!(text.only_standing(words), None, "{words}");
        }
    }

    #[test]
    fn words_that_a_blank_line_parts_may_reach_over_paragraphs() {
        let text = SourceText::markdown(TEXT);
        let found = text.only_standing("twice.\n\n## One\n\nBob").expect("once");
        assert_eq!(found.anchor, "top/1");
        assert_eq!(found.words, "twice.\n\n## One\n\nBob");
    }

    #[test]
    fn far_from_its_ends_a_text_is_looked_at_in_part() {
        let filler = "Nobody said anything of it, and it rained on and on that year.\n\n";
        let long = format!(
            "{}Ada left at last.\n\n{}",
            filler.repeat(40),
            filler.repeat(40)
        );
        let text = SourceText::markdown(long.as_str());
        let found = text.only_standing("Ada left").expect("once");
        assert_eq!(&long[found.bytes.clone()], "Ada left");
        assert_eq!(found.spot, TextIndex::new(&text).spot(found.bytes));
        assert_eq!(text.only_standing("it rained"), None, "often");
        let rained = "rain ".repeat(MOST + 1);
        assert_eq!(
            SourceText::markdown(rained).only_standing("rain fell"),
            None
        );
    }
}
