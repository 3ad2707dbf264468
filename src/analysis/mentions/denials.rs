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
use super::grammar::NOT;
use super::passage::{FEW, Passage, Subject};
use super::suggest::Span;
use crate::model::Status;

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
    /// What is done; empty where that is not clear.
    pub(super) verb: String,
}

/// What is denied, once it is read.
#[derive(Default)]
struct Read {
    from: Option<usize>,
    to: Option<usize>,
    verb: String,
}

/// What is denied: where the words of it begin, if there are any.
enum Denied {
    /// "that she met Ruth Berg", "paying Brandt".
    Deed(usize),
    /// Not what was done: "this", or else where the words of it begin: "any payment
    /// to Brandt".
    Open(Option<usize>),
}

impl Passage<'_> {
    /// What the passage says that is not so, and who says that; where it speaks of
    /// nothing else before. Linear in the words, times the mentions.
    pub(super) fn denial(&self) -> Option<Denial> {
        (0..self.words.len()).find_map(|n| self.denied_by(n))
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
        let here = match denied {
            Denied::Deed(start) => self.within.contains(&start),
            Denied::Open(_) => false,
        };
        if !here && !self.within.contains(&n) {
            return None;
        }
        let (by, start) = self.denier(n)?;
        if !self.is_about(start) {
            return None;
        }
        let end = self.sentence_end(n);
        let meant = by.meant();
        let Read { from, to, verb } = match denied {
            Denied::Deed(start) => self.deed_denied(start..end, meant),
            Denied::Open(None) => Read {
                from: meant,
                ..Read::default()
            },
            Denied::Open(Some(start)) => {
                let clause = (start..end).find(|n| self.is_parted(*n));
                let end = clause.map_or(end, |n| n + 1);
                Read {
                    from: meant,
                    to: self.other(start..end, meant),
                    verb: String::new(),
                }
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
        let here = |w: &Range<usize>| w.start >= self.within.start && w.end <= start;
        let mut earlier = self.spans.iter().filter(|(w, _)| here(w));
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
            let ever = next + usize::from(self.is(next, &["ever"]) || self.is_manner(next));
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
        self.is(n, &ASIDE) || self.is_manner(n)
    }

    /// Whose verb it is, and the first of the words that say so.
    fn denier(&self, verb: usize) -> Option<(Denier, usize)> {
        let mut start = verb;
        while let Some(before) = start.checked_sub(1)
            && (self.is(before, &BETWEEN) || (self.is_adverb(before) && !self.is(before, &NOT)))
            && !self.is_parted(before)
        {
            start = before;
        }
        let negated = start.checked_sub(1).is_some_and(|n| self.is(n, &SMALL));
        match self.subject_before(start) {
            _ if negated => None,
            Subject::Mention(mention) => {
                Some((Denier::Named(mention), self.spans[mention].0.start))
            }
            Subject::Pronoun(n) => Some((Denier::Before, n)),
            Subject::Noun(words) if words.len() <= FEW + 2 && words.start < start => {
                let first = words.start;
                let of = self.mention_at(first);
                Some((Denier::Other(self.in_words(words), of), first))
            }
            _ => None,
        }
    }

    /// The first in some words who is somebody else: which mention.
    fn other(&self, within: Range<usize>, than: Option<usize>) -> Option<usize> {
        let than = than.map(|m| self.spans[m].1);
        let inside = |s: &Span| within.start <= s.0.start && s.0.end <= within.end;
        let differs = |s: &Span| inside(s) && Some(s.1) != than;
        self.spans.iter().position(differs)
    }

    /// Who did what is denied, to whom, and what that was.
    fn deed_denied(&self, within: Range<usize>, meant: Option<usize>) -> Read {
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
                None => return Read::default(),
            }
        };
        let verb = (verb..end).find(|n| !self.is_adverb(*n)).unwrap_or(verb);
        let Some(group) = self.verb_at(verb).filter(|g| g.words.end <= end) else {
            return Read {
                from,
                ..Read::default()
            };
        };
        let deed = self.deed_of(&group, from);
        // "that Rell had paid her anything": whoever denies it.
        let differs = |to: &usize| from.is_none_or(|from| self.spans[from].1 != self.spans[*to].1);
        let whom = || {
            let object = (verb..end).any(|n| self.is_object(n));
            meant.filter(differs).filter(|_| object && !group.passive)
        };
        Read {
            from: deed.from,
            to: deed.to.or_else(whom),
            verb: deed.verb,
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
