//! Passages that survive changes of their text.
//!
//! A passage is kept with its words and its [`Spot`]: where it stood, and
//! between which words. When the text has changed, [`TextIndex::reanchor`]
//! finds it again: exactly, when its words still stand there and it is certain
//! which of several places is meant; else it proposes the likeliest place, or
//! says that there is none. It never guesses: what is not certain is for a
//! person to decide.
//!
//! Words are compared as words: line ends, white space, variants of quotes and
//! dashes, and the marks of Markdown (emphasis, links) do not count: words that
//! are kept as they are shown are found in the text that sets them so.
//!
//! A passage may reach over several paragraphs; then its words are kept with a
//! blank line between. Words that were kept without one and are torn by one have
//! been changed.

mod context;
mod index;
mod nearly;
mod once;
mod spans;
mod spot;
mod tokens;
mod whole;

#[cfg(test)]
mod tests;

pub use index::TextIndex;
pub(crate) use spans::are_same_words;
pub(super) use spans::reach_over;
pub use spot::{Skip, Spot};
pub(crate) use tokens::{is_quote, stands_alone};

use std::ops::Range;

use context::{Context, weight};
use index::{Places, folded};
use nearly::Near;
use tokens::{Token, tokens};

/// What is known of a passage from before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Passage<'p> {
    /// The paragraph that it stood in, "heading/n"; may be empty.
    pub anchor: &'p str,
    /// Its words.
    pub words: &'p str,
    /// Where it stood, if that was noted.
    pub spot: Option<&'p Spot>,
}

/// Where a passage stands now.
#[derive(Clone, Debug, PartialEq)]
pub struct Standing {
    /// The bytes of the text.
    pub bytes: Range<usize>,
    /// The paragraph, "heading/n".
    pub anchor: String,
    /// The words as they stand there, white space folded.
    pub words: String,
    /// To be noted with the passage.
    pub spot: Spot,
}

/// What has become of a passage.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// Its words stand in the text, and there is no doubt where.
    Exact {
        /// Where.
        standing: Standing,
        /// Whether it was noted as standing elsewhere, or among other words.
        moved: bool,
    },
    /// Something like it stands in the text. A person decides.
    Fuzzy {
        /// Where.
        standing: Standing,
        /// How alike words and surroundings are, from 0 to 1. It is 1 only
        /// where nothing differs.
        score: f32,
        /// Whether the words are the same, and only their surroundings are not.
        same_words: bool,
    },
    /// It is not to be found. A person decides.
    Lost(Lost),
    /// It has no words: the source as a whole is cited, and nothing is amiss.
    NoWords,
}

/// Why a passage is not to be found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lost {
    /// Nothing like it stands in the text.
    Gone,
    /// Its words stand at so many places, and nothing tells which is meant.
    Several(usize),
}

/// Words of this weight (some four to six of them) do not come about twice by
/// chance: where they stood once and still do, they are the same.
const TELLING: f32 = 18.0;
/// Agreement of the surroundings that makes a place certain when it is the only
/// one, and the words stood only once.
const ALONE: f32 = 0.25;
/// The same, among as many places as there were.
const AMONG: f32 = 0.5;
/// The same, when the words stand at fewer places than before: it may be this
/// passage that is gone.
const FEWER: f32 = 0.8;
/// By how much more than any other place the best must agree.
const CLEARLY: f32 = 0.15;
/// Most places of the same words that are told apart by their surroundings.
const MAX_PLACES: usize = 512;

/// Where words stand in a part of a text, Markdown or not, first; set otherwise, they
/// are the same words.
pub(super) fn first_place(text: &str, words: &str, markdown: bool) -> Option<Range<usize>> {
    let (text, words) = (tokens(text, markdown), tokens(words, markdown));
    let last = words.len().checked_sub(1)?;
    let same = |w: &&[Token]| w.iter().zip(&words).all(|(a, b)| a.hash == b.hash);
    let found = text.windows(words.len()).find(same)?;
    Some(found[0].start as usize..found[last].end as usize)
}

impl TextIndex<'_> {
    /// Finds passages again, in the order in which they are given. Linear in
    /// the text and the passages, and the same for the same input.
    #[must_use]
    pub fn reanchor(&self, passages: &[Passage<'_>]) -> Vec<Outcome> {
        let markdown = self.text.is_markdown();
        let words = passages.iter().map(|p| tokens(p.words, markdown));
        let words: Vec<Vec<Token>> = words.collect();
        let wanted: Vec<&[Token]> = words.iter().map(Vec::as_slice).collect();
        let found = self.places_of(&wanted);
        let contexts = passages.iter();
        let contexts: Vec<Option<Context>> = contexts
            .map(|p| p.spot.map(|spot| Context::of(spot, markdown)))
            .collect();
        let mut outcomes: Vec<Option<Outcome>> = passages
            .iter()
            .enumerate()
            .map(|(n, passage)| {
                if words[n].is_empty() {
                    return Some(Outcome::NoWords);
                }
                self.among(passage, &words[n], contexts[n].as_ref(), found.places(n))
            })
            .collect();
        let missing: Vec<usize> = (0..passages.len())
            .filter(|&n| outcomes[n].is_none())
            .collect();
        let looked_for = missing
            .iter()
            .map(|&n| (passages[n].words, words[n].as_slice(), contexts[n].as_ref()));
        let near = nearly::find(self, &looked_for.collect::<Vec<_>>());
        let mut cut = whole::Cut::new();
        for (n, near) in missing.into_iter().zip(near) {
            outcomes[n] = Some(match near {
                Some(Near { first, end, score }) => {
                    let (first, end) = self.whole_sentences(&passages[n], (first, end), &mut cut);
                    Outcome::Fuzzy {
                        standing: self.standing(first, end, 1),
                        score,
                        same_words: false,
                    }
                }
                None => Outcome::Lost(Lost::Gone),
            });
        }
        let settled = outcomes.into_iter();
        settled
            .map(|o| o.unwrap_or(Outcome::Lost(Lost::Gone)))
            .collect()
    }

    /// Decides among the places of the same words; `None` when there is none.
    fn among(
        &self,
        passage: &Passage<'_>,
        words: &[Token],
        context: Option<&Context>,
        places: &Places,
    ) -> Option<Outcome> {
        let len = words.len();
        let count = places.len();
        // Half words are found only where they were said to be, and only while
        // nothing more is known that could tell them from changed ones.
        if count == 0 && passage.spot.is_some() {
            return None;
        }
        if count == 0 {
            let bytes = self.text.lookup(passage.anchor, passage.words)?;
            let (first, end) = self.span(&bytes);
            let mut standing = self.standing(first, end, 1);
            standing.words = folded(&self.text.text()[bytes.clone()]);
            standing.spot.at = bytes.start as u32;
            standing.bytes = bytes;
            return Some(Outcome::Exact {
                standing,
                moved: false,
            });
        }
        let exact = |first: usize| {
            // Torn in two by a blank line, it is not what was cited any more.
            let whole = self.text.paragraph_of(&self.bytes(first, first + len));
            let standing = self.standing(first, first + len, count);
            if whole.is_none() && !reach_over(passage.words) {
                return Outcome::Fuzzy {
                    standing,
                    score: 0.99,
                    same_words: true,
                };
            }
            let moved = passage.anchor != standing.anchor
                || passage.spot.is_some_and(|spot| *spot != standing.spot);
            Outcome::Exact { standing, moved }
        };
        let several = Outcome::Lost(Lost::Several(count));
        let telling = weight(words) >= TELLING;
        let (Some(spot), Some(context)) = (passage.spot, context) else {
            // All that is known is the paragraph.
            let inside: Vec<usize> = self.within(passage.anchor, places);
            return Some(match (inside.as_slice(), places.as_slice()) {
                (&[only], _) => exact(only),
                ([], &[only]) if telling => exact(only),
                ([], &[only]) => self.elsewhere(only, len, 0.0),
                _ => several,
            });
        };
        // Nothing has changed there.
        let here = self.tokens.partition_point(|t| t.start < spot.at);
        if count == spot.times as usize
            && places.binary_search(&here).is_ok()
            && self.tokens[here].start == spot.at
            && self.spot_at(here, here + len, spot.times as usize) == *spot
        {
            return Some(exact(here));
        }
        let likely: Vec<usize> = if count <= MAX_PLACES {
            places.clone()
        } else {
            let near = places.iter().copied();
            near.filter(|&first| context.touches(self, first, first + len))
                .take(MAX_PLACES + 1)
                .collect()
        };
        if likely.len() > MAX_PLACES {
            return Some(several);
        }
        let mut rated: Vec<(f32, usize)> = likely
            .into_iter()
            .map(|first| (context.agreement(self, first, first + len), first))
            .collect();
        rated.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        let Some(&(best, first)) = rated.first() else {
            return Some(several);
        };
        let before = spot.times as usize;
        if count == 1 {
            let sure = match before {
                0 | 1 => telling || best >= ALONE,
                _ => best >= FEWER,
            };
            return Some(if sure {
                exact(first)
            } else {
                self.elsewhere(first, len, best)
            });
        }
        let bar = if count < before { FEWER } else { AMONG };
        let alike: Vec<usize> = rated
            .iter()
            .take_while(|(rate, _)| best - rate < CLEARLY)
            .map(|(_, first)| *first)
            .collect();
        if best < bar {
            return Some(several);
        }
        if alike.len() == 1 {
            return Some(exact(first));
        }
        // Only the heading may still tell them apart; not when one is missing,
        // since the heading would be that of the missing one.
        let same_heading = |first: &usize| {
            let heading = |anchor: &str| anchor.rsplit_once('/').map(|(h, _)| h.to_owned());
            let there = self.text.paragraph_of(&self.bytes(*first, *first + len));
            let there = there.and_then(|p| heading(&p.anchor));
            there.is_some() && there == heading(passage.anchor)
        };
        let mut under = alike.iter().filter(|first| same_heading(first));
        Some(match (under.next(), under.next()) {
            (Some(&only), None) if count >= before => exact(only),
            _ => several,
        })
    }

    /// The same words, among others than were remembered.
    fn elsewhere(&self, first: usize, len: usize, agreement: f32) -> Outcome {
        Outcome::Fuzzy {
            standing: self.standing(first, first + len, 1),
            score: 0.5 + 0.49 * agreement,
            same_words: true,
        }
    }

    /// Those of some places that lie in the paragraph of that anchor.
    fn within(&self, anchor: &str, places: &Places) -> Vec<usize> {
        let Some(paragraph) = self.text.paragraph(anchor) else {
            return Vec::new();
        };
        let (first, end) = self.span(&paragraph.bytes);
        let from = places.partition_point(|p| *p < first);
        let upto = places.partition_point(|p| *p < end);
        places[from..upto].to_vec()
    }

    /// What is to be noted of a passage that is cited: some bytes of the text.
    /// White space at its ends does not count. Linear in the text.
    #[must_use]
    pub fn stand(&self, bytes: &Range<usize>) -> Standing {
        let (first, end) = self.span(bytes);
        let wanted = &self.tokens[first..end];
        let times = self.places_of(&[wanted]).places(0).len();
        self.standing(first, end, times)
    }

    /// What is to be noted of some tokens.
    fn standing(&self, first: usize, end: usize, times: usize) -> Standing {
        let bytes = self.bytes(first, end);
        let start = bytes.start..bytes.start + 1;
        let paragraph = self.text.paragraph_of(&start);
        Standing {
            anchor: paragraph.map(|p| p.anchor.clone()).unwrap_or_default(),
            words: self.text.words(&bytes),
            spot: self.spot_at(first, end, times),
            bytes,
        }
    }
}
