//! Who is named before a passage: what is said of them there goes on in it.

use std::ops::Range;

use super::cast::{Members, cast};
use super::denial_words::DETERMINERS;
use super::grammar::{PREPOSITIONS, RELATIVES};
use super::index::NameIndex;
use super::newcomers::Newcomer;
use super::passage::Passage;
use super::suggest::Who;
use super::words::words;

/// How far back is looked, in bytes.
const FAR: usize = 8_000;
/// How many sentences before a passage may say who "she" is.
const MOST_SENTENCES: usize = 3;
/// Most words of a verb between whoever acts and "her".
const CLOSE: usize = 3;

/// Who is named before.
#[derive(Debug, Default)]
pub(super) struct Before {
    /// Everybody who is new, by their whole names.
    pub(super) newcomers: Vec<Newcomer>,
    /// Whom "she" or "he" means, and whether nobody else is named there.
    pub(super) person: Option<(Who, bool)>,
}

impl Before {
    /// Reads what stands before some byte of a text.
    pub(super) fn of(index: &NameIndex, text: &str, upto: usize) -> Self {
        let mut from = upto.saturating_sub(FAR);
        while !text.is_char_boundary(from) {
            from += 1;
        }
        let before = &text[from..upto];
        let words = words(before);
        let Members {
            cast,
            spans,
            people,
            ..
        } = cast(index, text, from..upto, &words, &[]);
        let passage = Passage {
            text: before,
            words: &words,
            spans: &spans,
            within: 0..words.len(),
        };
        let mut end = words.len();
        let mut person = None;
        for _ in 0..MOST_SENTENCES {
            let Some(last) = end.checked_sub(1) else {
                break;
            };
            let start = passage.sentence_start(last);
            let named = passage.people(start..end, &people);
            if let Some(first) = named.first() {
                let alone = named.iter().all(|m| spans[*m].1 == spans[*first].1);
                person = Some((cast[spans[*first].1].who.clone(), alone));
                break;
            }
            end = start;
        }
        let newcomers = cast.into_iter().filter_map(|c| match c.who {
            Who::New(new) => Some(new),
            Who::Known(_) => None,
        });
        Self {
            newcomers: newcomers.collect(),
            person,
        }
    }
}

impl Passage<'_> {
    /// The persons who are named in some words, but for those of whom something else
    /// is ("Quist’s lawyer"): which mentions.
    fn people(&self, within: Range<usize>, people: &[bool]) -> Vec<usize> {
        let named = |(at, (span, who)): (usize, &(Range<usize>, usize))| {
            let inside = within.start <= span.start && span.end <= within.end;
            (inside && people[*who] && self.owned(at).is_none()).then_some(at)
        };
        self.spans.iter().enumerate().filter_map(named).collect()
    }

    /// Whom a pronoun means: one of those who are named before it in the passage, as
    /// a mention, or whoever is named before that. `None` where it is none, or may
    /// be several.
    pub(super) fn meant(&self, n: usize, people: &[bool]) -> Option<Meant> {
        let acts = self.is(n, &["she", "he"]);
        let last = n + 1 >= self.words.len() || self.is_parted(n);
        let apart = || {
            self.is(n + 1, &PREPOSITIONS)
                || self.is(n + 1, &DETERMINERS)
                || self.is(n + 1, &RELATIVES)
                || self.is(n + 1, &["and", "or", "but"])
        };
        let other = self.is(n, &["him"]) || (self.is(n, &["her"]) && (last || apart()));
        if !acts && !other {
            return None;
        }
        let mut named = self.people(0..n, people);
        if other {
            // Whoever stands before the verb acts upon somebody else; but in "Quist met
            // Rell and sued him" that is not who is named last.
            let acts = |m: &&usize| {
                let behind = self.spans[**m].0.end..n;
                behind.len() <= CLOSE && !behind.clone().any(|n| self.is(n, &["and", "or", "but"]))
            };
            if let Some(subject) = named.last().filter(acts).copied() {
                let subject = self.spans[subject].1;
                named.retain(|m| self.spans[*m].1 != subject);
            }
        }
        let first = match named.first() {
            None if other => return None,
            None => return Some(Meant::Before),
            Some(first) => *first,
        };
        let alone = named
            .iter()
            .all(|m| self.spans[*m].1 == self.spans[first].1);
        alone.then_some(Meant::Mention(first))
    }
}

/// Whom a pronoun means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meant {
    /// One of those who are mentioned: which mention.
    Mention(usize),
    /// Whoever is named before the passage.
    Before,
}
