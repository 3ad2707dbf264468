//! Who says in a passage that something is not so, and what that is.
//!
//! "Hale denied paying Brandt" tells of a payment, and that it did not happen: the
//! deed is to pay, and its claim is denied. "To deny paying" is no deed of its own,
//! for a claim that this was denied would say it twice.

use std::ops::Range;

use super::denial_words::{
    ASIDE, BETWEEN, BY_THE_WAY, CLAIMS, DENIES, DETERMINERS, OBJECTS, OPEN, PRONOUNS, REJECTS,
    SMALL, THINGS, TOLD,
};
use super::newcomers::folded_space;
use super::suggest::Span;
use super::words::Word;
use crate::model::Status;

/// Most words of whoever is called by a noun, and of what stands between the verb
/// and what is denied.
const FEW: usize = 5;

/// Most words between two commas behind a name.
const APPOSITION: usize = 8;

/// Who says that something is not so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Denier {
    /// One of those who are mentioned: which mention.
    Named(usize),
    /// Somebody in other words, "the ministry", and whose they are: which mention.
    Other(String, Option<usize>),
    /// She, he or they: somebody who stands before the passage.
    Before,
}

impl Denier {
    /// Whom "she", "he" or "it" means in what is denied: which mention.
    fn meant(&self) -> Option<usize> {
        match self {
            Self::Named(mention) => Some(*mention),
            Self::Other(_, of) => *of,
            Self::Before => None,
        }
    }
}

/// That something is not so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Denial {
    /// Who says so.
    pub(super) by: Denier,
    /// How a claim of the deed stands then.
    pub(super) status: Status,
    /// Who does what is denied: which mention.
    pub(super) from: Option<usize>,
    /// To whom: which mention.
    pub(super) to: Option<usize>,
    /// The words between the two; empty where there are none.
    pub(super) verb: Range<usize>,
}

/// What is denied: where the words of it begin, if there are any.
enum Denied {
    /// "that she met Ruth Berg", "paying Brandt".
    Deed(usize),
    /// Not what was done: "this", or else where the words of it begin: "any payment
    /// to Brandt".
    Open(Option<usize>),
}

/// What a passage says that is not so, and who says that; where it speaks of
/// nothing else before. Linear in the words, times the mentions.
pub(super) fn denial(text: &str, words: &[Word], spans: &[Span]) -> Option<Denial> {
    let passage = Passage { text, words, spans };
    (0..words.len()).find_map(|n| passage.denied_by(n))
}

/// A passage, its words, and where somebody is mentioned.
struct Passage<'p> {
    text: &'p str,
    words: &'p [Word],
    spans: &'p [Span],
}

impl Passage<'_> {
    fn is(&self, n: usize, list: &[&str]) -> bool {
        self.words.get(n).is_some_and(|w| w.is_in(list))
    }

    fn ends_in(&self, n: usize, end: &str) -> bool {
        let word = self.words.get(n).map_or("", |w| &w.folded);
        word.len() > end.len() + 1 && word.ends_with(end)
    }

    /// Which mention a word belongs to.
    fn mention_at(&self, n: usize) -> Option<usize> {
        self.spans.iter().position(|(words, _)| words.contains(&n))
    }

    /// What stands between a word and the next.
    fn behind(&self, n: usize) -> &str {
        let end = self
            .words
            .get(n + 1)
            .map_or(self.text.len(), |w| w.bytes.start);
        self.words
            .get(n)
            .map_or("", |w| &self.text[w.bytes.end..end])
    }

    fn is_parted(&self, n: usize) -> bool {
        self.behind(n)
            .contains([',', ';', ':', '.', '!', '?', '(', ')', '—', '–'])
            || self.behind(n).contains("\n\n")
    }

    /// Whether a sentence ends with a word; the full stop of a short form does not
    /// end it.
    fn ends_sentence(&self, n: usize) -> bool {
        let word = &self.words[n];
        let short = word.is_capital(self.text) && word.folded.chars().count() <= 3;
        let behind = self.behind(n);
        behind.contains(['!', '?']) || behind.contains("\n\n") || (behind.contains('.') && !short)
    }

    fn denied_by(&self, n: usize) -> Option<Denial> {
        let folded = &self.words[n].folded;
        let denies = DENIES.iter().find(|(said, _)| folded == said);
        let status = match denies {
            Some((_, status)) => *status,
            None if self.is(n, &REJECTS) => Status::Disputed,
            None => return None,
        };
        let denied = self.denied(n, denies.is_some())?;
        let (by, start) = self.denier(n)?;
        if !self.is_about(start) {
            return None;
        }
        let end = (n..self.words.len()).find(|n| self.ends_sentence(*n));
        let end = end.map_or(self.words.len(), |n| n + 1);
        let meant = by.meant();
        let (from, to, verb) = match denied {
            Denied::Deed(start) => self.deed(start..end, meant),
            Denied::Open(None) => (meant, None, 0..0),
            Denied::Open(Some(start)) => {
                let clause = (start..end).find(|n| self.is_parted(*n));
                let end = clause.map_or(end, |n| n + 1);
                (meant, self.other(start..end, meant), 0..0)
            }
        };
        Some(Denial {
            by,
            status,
            from,
            to,
            verb,
        })
    }

    /// Whether the passage is about whoever denies something, by their first word:
    /// not where it tells of others before ("Kohl accused Hale, but Hale denies it"),
    /// or says so by the way ("after Hale denied it, …").
    fn is_about(&self, start: usize) -> bool {
        if self.before(start).is_some_and(|n| self.is(n, &BY_THE_WAY)) {
            return false;
        }
        let mut earlier = self.spans.iter().filter(|(w, _)| w.end <= start);
        earlier.all(|(words, _)| {
            let ended = (words.end - 1..start).any(|n| self.ends_sentence(n));
            // "In Oslo, …", "According to the Courier, …".
            let place = self.before(words.start).is_some_and(|n| self.is(n, &ASIDE));
            // "Kohl and the Board", "Kohl, Hale and Brandt".
            let and = words.end + usize::from(self.is(words.end, &["and", "or"]));
            let next = and + usize::from(self.is(and, &DETERMINERS));
            let listed = and > words.end || self.behind(words.end - 1).starts_with(',');
            !ended && (place || (listed && self.mention_at(next).is_some()))
        })
    }

    /// The word before another, and before its article.
    fn before(&self, n: usize) -> Option<usize> {
        let before = n.checked_sub(1)?;
        match self.is(before, &DETERMINERS) {
            true => before.checked_sub(1),
            false => Some(before),
        }
    }

    /// What is denied by a verb, if it is that something is so: not an entry, nor a
    /// plan.
    fn denied(&self, verb: usize, anything: bool) -> Option<Denied> {
        let next = verb + 1;
        if next >= self.words.len() || self.is_parted(verb) {
            return None;
        }
        if self.is(next, &["that"]) {
            // "that she met him", but not "denied that." of what was said before.
            return Some(match self.is_parted(next) || next + 1 == self.words.len() {
                true => Denied::Open(None),
                false => Denied::Deed(next + 1),
            });
        }
        if anything {
            let more = next + 1 < self.words.len() && !self.is_parted(next);
            if self.is(next, &PRONOUNS) && more && !self.is_aside(next + 1) {
                return Some(Denied::Deed(next));
            }
            // But "this visa" is a thing.
            let alone = !more || self.is_aside(next + 1) || self.is(next + 1, &SMALL);
            if self.is(next, &TOLD) && alone {
                return Some(Denied::Open(None));
            }
            if self.is(next, &OPEN) {
                return Some(Denied::Open(Some(next)));
            }
            let ever = next + usize::from(self.is(next, &["ever"]) || self.ends_in(next, "ly"));
            if self.is_doing(ever) {
                return Some(Denied::Deed(ever));
            }
        }
        // "the claim that …", "in court that …".
        let upto = (next + FEW).min(self.words.len());
        let whole = (next..upto).take_while(|n| *n == next || !self.is_parted(*n - 1));
        let aside = anything && self.is_aside(next);
        for n in whole {
            if aside && self.is(n, &["that"]) {
                return Some(Denied::Deed(n + 1));
            }
            if !aside && self.is(n, &CLAIMS) {
                let that = self.is(n + 1, &["that"]) && !self.is_parted(n);
                return Some(match that {
                    true => Denied::Deed(n + 2),
                    false => Denied::Open(None),
                });
            }
            let given = self.mention_at(n).is_some() && !self.is_owner(n);
            if !aside && (given || self.is(n, &SMALL)) {
                break;
            }
        }
        None
    }

    /// "paying"; but "planning permission" and "funding to" are things.
    fn is_doing(&self, n: usize) -> bool {
        let thing = self.is(n, &THINGS);
        let to = self.is(n + 1, &DETERMINERS) || self.mention_at(n + 1).is_some();
        let free = self.mention_at(n).is_none() && !self.is(n, &OPEN);
        self.ends_in(n, "ing") && free && (to || !thing)
    }

    fn is_aside(&self, n: usize) -> bool {
        self.is(n, &ASIDE) || self.ends_in(n, "ly")
    }

    /// Whose verb it is, and the first of the words that say so.
    fn denier(&self, verb: usize) -> Option<(Denier, usize)> {
        let mut last = verb.checked_sub(1)?;
        while self.is(last, &BETWEEN) || self.is_adverb(last) {
            if self.is_parted(last) {
                return None;
            }
            last = last.checked_sub(1)?;
        }
        if self.is_parted(last) {
            return self.before_commas(last);
        }
        if let Some(mention) = self.mention_at(last) {
            return Some((Denier::Named(mention), self.spans[mention].0.start));
        }
        if self.is(last, &PRONOUNS) {
            return Some((Denier::Before, last));
        }
        // "The ministry", "Quist’s lawyer".
        let mut first = last;
        for _ in 0..FEW {
            if self.is(first, &SMALL) {
                return None;
            }
            let mention = self.mention_at(first);
            if mention.is_some() && !self.is_owner(first) {
                return None;
            }
            if mention.is_some() || self.is(first, &DETERMINERS) {
                let start = mention.map_or(first, |m| self.spans[m].0.start);
                if first == last {
                    return None;
                }
                let bytes = self.words[start].bytes.start..self.words[last].bytes.end;
                let mut name = folded_space(&self.text[bytes]);
                if mention.is_none() {
                    // It opens a sentence, or does not: it is the same ministry.
                    let whole = self.words[first].of(self.text);
                    name.replace_range(..whole.len(), &whole.to_lowercase());
                }
                return Some((Denier::Other(name, mention), start));
            }
            first = first.checked_sub(1).filter(|b| !self.is_parted(*b))?;
        }
        None
    }

    /// Whether something of theirs follows: "Quist’s lawyer", "the Dockers’ lawyer".
    fn is_owner(&self, n: usize) -> bool {
        self.behind(n).starts_with(['’', '\'', 'ʼ'])
    }

    /// "flatly"; but "the family" is none.
    fn is_adverb(&self, n: usize) -> bool {
        let noun = n.checked_sub(1).is_some_and(|n| self.is(n, &DETERMINERS));
        self.ends_in(n, "ly") && !noun && self.mention_at(n).is_none()
    }

    /// "Tomas Rell, a ferry captain, denied": whoever stands before two commas, the
    /// second of them behind a word.
    fn before_commas(&self, last: usize) -> Option<(Denier, usize)> {
        if !self.behind(last).starts_with(',') {
            return None;
        }
        let from = last.saturating_sub(APPOSITION);
        let parted = (from..last).rev().find(|n| self.is_parted(*n))?;
        let mention = self.mention_at(parted)?;
        let opens = self.is(parted + 1, &DETERMINERS) || self.is(parted + 1, &["who", "which"]);
        let of_name = self.behind(parted).starts_with(',') && opens;
        of_name.then(|| (Denier::Named(mention), self.spans[mention].0.start))
    }

    /// The first in some words who is somebody else: which mention.
    fn other(&self, within: Range<usize>, than: Option<usize>) -> Option<usize> {
        let than = than.map(|m| self.spans[m].1);
        let inside = |s: &Span| within.start <= s.0.start && s.0.end <= within.end;
        let differs = |s: &Span| inside(s) && Some(s.1) != than;
        self.spans.iter().position(differs)
    }

    /// Who did what is denied, to whom, and by which words.
    fn deed(
        &self,
        within: Range<usize>,
        meant: Option<usize>,
    ) -> (Option<usize>, Option<usize>, Range<usize>) {
        let Range { start, end } = within;
        // "that she met", "paying"; else somebody is named.
        let she = self.is(start, &PRONOUNS) && self.mention_at(start).is_none();
        let (from, verb) = if she {
            (meant, start + 1)
        } else if self.is_doing(start) {
            (meant, start)
        } else {
            match self.other(start..end, None) {
                Some(first) => (Some(first), self.spans[first].0.end),
                None => return (None, None, 0..0),
            }
        };
        if let Some(to) = self.other(verb..end, from) {
            return (from, Some(to), verb..self.spans[to].0.start);
        }
        // "that Rell had paid her anything": whoever denies it.
        let differs = |to: &usize| from.is_none_or(|from| self.spans[from].1 != self.spans[*to].1);
        let to = meant.filter(differs);
        let object = (verb..end).find(|n| self.is_object(*n));
        match to.and(object) {
            Some(object) => (from, to, verb..object),
            None => (from, None, 0..0),
        }
    }

    /// Whether a word is somebody acted upon: "her" is, unless something of hers
    /// follows.
    fn is_object(&self, n: usize) -> bool {
        let last = n + 1 >= self.words.len() || self.is_parted(n);
        let apart = self.is(n + 1, &SMALL) || self.is(n + 1, &OPEN) || self.is(n + 1, &DETERMINERS);
        self.is(n, &OBJECTS) || (self.is(n, &["her", "it"]) && (last || apart))
    }
}
