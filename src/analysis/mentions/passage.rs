//! A passage as it is read: its words, who is mentioned where, and who stands
//! before a verb.

use std::ops::Range;

use super::denial_words::{BY_THE_WAY, DETERMINERS, PRONOUNS};
use super::grammar::{
    ALONG, HEDGES, JOINS, NOT, NOUNS_LIKE_ADVERBS, PREPOSITIONS, RELATIVES, TIMES,
};
use super::lists::DAYS;
use super::newcomers::{folded_space, is_titling};
use super::suggest::Span;
use super::verbs::form_of;
use super::words::{Word, ends_paragraph};

/// Most words of whoever is called by a noun, and of what stands between the verb
/// and what is denied.
pub(super) const FEW: usize = 5;

/// Most words between two commas behind a name.
const APPOSITION: usize = 14;

/// A passage with the rest of the sentences that it begins and ends in, their words,
/// and where somebody is mentioned.
pub(super) struct Passage<'p> {
    pub(super) text: &'p str,
    pub(super) words: &'p [Word],
    pub(super) spans: &'p [Span],
    /// Which of the words are those of the passage itself.
    pub(super) within: Range<usize>,
}

/// Whose verb it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Subject {
    /// One of those who are mentioned: which mention.
    Mention(usize),
    /// The same, of a clause that only tells more of them: "Rell, who leads".
    Relative(usize),
    /// Somebody in other words: which of the words.
    Noun(Range<usize>),
    /// She, he, it or they, of whom the passage does not say who that is.
    Pronoun(usize),
    /// Whoever the verb before belongs to: "and sued".
    Same,
    /// It cannot be told.
    Unclear,
}

impl Passage<'_> {
    pub(super) fn is(&self, n: usize, list: &[&str]) -> bool {
        self.words.get(n).is_some_and(|w| w.is_in(list))
    }

    pub(super) fn ends_in(&self, n: usize, end: &str) -> bool {
        let word = self.words.get(n).map_or("", |w| &w.folded);
        word.len() > end.len() + 1 && word.ends_with(end)
    }

    /// Which mention a word belongs to.
    pub(super) fn mention_at(&self, n: usize) -> Option<usize> {
        // They stand in order, and none in another.
        let begun = self.spans.partition_point(|(words, _)| words.start <= n);
        let last = begun.checked_sub(1)?;
        self.spans[last].0.contains(&n).then_some(last)
    }

    /// The bytes between a word and the next.
    fn gap(&self, n: usize) -> Range<usize> {
        let len = self.text.len();
        let end = self.words.get(n + 1).map_or(len, |w| w.bytes.start);
        let start = self.words.get(n).map_or(end, |w| w.bytes.end);
        start..end
    }

    /// What stands between a word and the next.
    pub(super) fn behind(&self, n: usize) -> &str {
        &self.text[self.gap(n)]
    }

    pub(super) fn is_parted(&self, n: usize) -> bool {
        let behind = self.behind(n);
        let marks = [',', ';', ':', '!', '?', '(', ')', '—', '–'];
        behind.contains(marks)
            || ends_paragraph(self.text, self.gap(n))
            || (behind.contains('.') && !self.is_short_form(n))
    }

    /// "Dr.", "J."
    fn is_short_form(&self, n: usize) -> bool {
        let word = &self.words[n];
        let short = word.folded.chars().count() <= 3 || is_titling(word);
        let ends_name = self
            .mention_at(n)
            .is_some_and(|m| self.spans[m].0.end == n + 1);
        word.is_capital(self.text) && short && !ends_name
    }

    /// Whether a sentence ends with a word; the full stop of a short form does not
    /// end it.
    pub(super) fn ends_sentence(&self, n: usize) -> bool {
        let behind = self.behind(n);
        behind.contains(['!', '?', ';'])
            || ends_paragraph(self.text, self.gap(n))
            || (behind.contains('.') && !self.is_short_form(n))
    }

    /// Behind the last word of the sentence that a word belongs to.
    pub(super) fn sentence_end(&self, n: usize) -> usize {
        let end = (n..self.words.len()).find(|n| self.ends_sentence(*n));
        end.map_or(self.words.len(), |n| n + 1)
    }

    /// The first word of the sentence that a word belongs to.
    pub(super) fn sentence_start(&self, n: usize) -> usize {
        let before = (0..n).rev().find(|n| self.ends_sentence(*n));
        before.map_or(0, |n| n + 1)
    }

    /// The word before another, and before its article.
    pub(super) fn before(&self, n: usize) -> Option<usize> {
        let before = n.checked_sub(1)?;
        match self.is(before, &DETERMINERS) {
            true => before.checked_sub(1),
            false => Some(before),
        }
    }

    /// Whether something of theirs follows: "Quist’s lawyer", "the Dockers’ lawyer".
    pub(super) fn is_owner(&self, n: usize) -> bool {
        self.behind(n).starts_with(['’', '\'', 'ʼ']) && n + 1 < self.words.len()
    }

    /// The first word of what belongs to whoever a mention names: "lawyer".
    pub(super) fn owned(&self, mention: usize) -> Option<usize> {
        let end = self.spans[mention].0.end;
        let owned = end + usize::from(self.is(end, &["s"]));
        self.is_owner(end - 1).then_some(owned)
    }

    /// "last week", "Monday".
    pub(super) fn is_time(&self, n: usize) -> bool {
        self.is(n, &TIMES) || self.is(n, &DAYS)
    }

    /// "flatly"; but no noun is ("the ruling family"), nor what only a name has a
    /// capital for ("Italy").
    pub(super) fn is_manner(&self, n: usize) -> bool {
        if !self.ends_in(n, "ly") || self.is(n, &NOUNS_LIKE_ADVERBS) {
            return false;
        }
        let before = n.checked_sub(1);
        let opens = before.is_none_or(|b| self.ends_sentence(b));
        let name = self.words[n].is_capital(self.text) && !opens;
        let noun = before.is_some_and(|b| self.is(b, &DETERMINERS));
        !name && !noun && form_of(&self.words[n].folded).is_none()
    }

    /// Whether it may stand beside a verb, and only tells how or when.
    pub(super) fn is_adverb(&self, n: usize) -> bool {
        let free = self.mention_at(n).is_none();
        let by_end = self.is_manner(n);
        free && (by_end || self.is(n, &ALONG) || self.is(n, &HEDGES) || self.is(n, &NOT))
    }

    /// The words, in small letters where they open a sentence: it is the same
    /// ministry.
    pub(super) fn in_words(&self, range: Range<usize>) -> String {
        let Range { start, end } = range;
        let bytes = self.words[start].bytes.start..self.words[end - 1].bytes.end;
        let mut name = folded_space(&self.text[bytes]);
        if self.mention_at(start).is_none() {
            let whole = self.words[start].of(self.text);
            name.replace_range(..whole.len(), &whole.to_lowercase());
        }
        name
    }

    /// Who stands before a verb, by the first of its words.
    pub(super) fn subject_before(&self, verb: usize) -> Subject {
        let mut at = verb;
        // Where a noun would end: before what is said of it by the way.
        let mut end = verb;
        loop {
            let Some(last) = at.checked_sub(1) else {
                return match at < end {
                    true => Subject::Noun(at..end),
                    false => Subject::Unclear,
                };
            };
            if self.ends_sentence(last) {
                return match at < end {
                    true => Subject::Noun(at..end),
                    false => Subject::Unclear,
                };
            }
            if self.is_parted(last) {
                if at < end {
                    return Subject::Noun(at..end);
                }
                let Some(open) = self.aside_before(last) else {
                    return Subject::Unclear;
                };
                if let Some(mention) = self.only_mention(open..last + 1) {
                    return Subject::Mention(mention);
                }
                (at, end) = (open, open);
                // What is left stands before the first of the two commas.
                if let Some(found) = self.ends_subject(open - 1, &mut at, &mut end) {
                    return found;
                }
                continue;
            }
            if let Some(found) = self.ends_subject(last, &mut at, &mut end) {
                return found;
            }
        }
    }

    /// Whether the subject ends with a word; else it goes on before it, and `at`
    /// says where. A noun that has begun ends at `end`.
    fn ends_subject(&self, last: usize, at: &mut usize, end: &mut usize) -> Option<Subject> {
        let noun = *at < *end;
        if let Some(mention) = self.mention_at(last) {
            let start = self.spans[mention].0.start;
            let next = last + 1;
            let more = noun && !self.is(next, &PREPOSITIONS);
            if self.is_owner(last) || self.is(next, &["s"]) || more {
                // Something of theirs, or that is called by them.
                return Some(Subject::Noun(start..*end));
            }
            let mention = self.first_listed(mention);
            let before = self.before_titles(self.spans[mention].0.start);
            if let Some(prep) = before
                && self.is(prep, &PREPOSITIONS)
                && !self.is(prep, &JOINS)
            {
                // Of the Harbour Board: whoever that is said of acts.
                *at = prep;
                return None;
            }
            return Some(Subject::Mention(mention));
        }
        if noun && self.is(last, &PREPOSITIONS) && !self.is(last, &JOINS) {
            *at = last;
            return None;
        }
        if !noun && self.is(last, &RELATIVES) {
            let named = last.checked_sub(1).and_then(|n| self.mention_at(n));
            return Some(named.map_or(Subject::Unclear, Subject::Relative));
        }
        if !noun && self.is(last, &PRONOUNS) {
            return Some(Subject::Pronoun(last));
        }
        if self.is(last, &["and", "but", "or", "nor", "then", "yet"]) {
            return Some(match noun {
                true => Subject::Noun(*at..*end),
                false => Subject::Same,
            });
        }
        if !noun && (self.is_adverb(last) || self.is_time(last)) {
            (*at, *end) = (last, last);
            return None;
        }
        if self.is(last, &DETERMINERS) {
            if !noun {
                return Some(Subject::Unclear);
            }
            let of = last.checked_sub(1).filter(|n| self.is(*n, &["of"]));
            if let Some(of) = of.filter(|of| !self.is_parted(*of)) {
                *at = of;
                return None;
            }
            return match self.is_of_more(last) {
                Some(prep) => {
                    *at = prep;
                    None
                }
                None => Some(Subject::Noun(last..*end)),
            };
        }
        let function = self.is(last, &BY_THE_WAY) || self.is(last, &["that", "to"]);
        if function || self.is(last, &RELATIVES) {
            return Some(match noun {
                true => Subject::Noun(*at..*end),
                false => Subject::Unclear,
            });
        }
        if *end - last > 2 * FEW {
            return Some(Subject::Unclear);
        }
        *at = last;
        None
    }

    /// The first of those whom "and" ties to somebody; but whoever a verb stands
    /// before belongs to that.
    fn first_listed(&self, mention: usize) -> usize {
        let mut first = mention;
        while let Some(and) = self.before_titles(self.spans[first].0.start)
            && let Some(last) = match self.is(and, &["and", "or"]) {
                true => and.checked_sub(1),
                false => Some(and).filter(|n| first != mention && self.behind(*n).starts_with(',')),
            }
            && let Some(other) = self.mention_at(last)
            && !self.is_owner(last)
        {
            first = other;
        }
        let before = self.before_titles(self.spans[first].0.start);
        let apart = before
            .is_none_or(|n| self.is_parted(n) || self.is(n, &PREPOSITIONS) || self.is(n, &JOINS));
        if apart { first } else { mention }
    }

    /// The preposition before an article, where it belongs to a noun before it: "a
    /// spokesman for the ministry".
    fn is_of_more(&self, determiner: usize) -> Option<usize> {
        let prep = determiner.checked_sub(1)?;
        let noun = prep.checked_sub(1)?;
        let parted = self.is_parted(prep) || self.is_parted(noun);
        (self.is(prep, &PREPOSITIONS) && !self.is(prep, &JOINS) && !parted).then_some(prep)
    }

    /// The word before somebody, and before their titles and their article.
    fn before_titles(&self, start: usize) -> Option<usize> {
        let mut at = start;
        while let Some(before) = at.checked_sub(1).filter(|n| {
            !self.is_parted(*n)
                && (is_titling(&self.words[*n]) || self.is(*n, &DETERMINERS))
                && self.mention_at(*n).is_none()
        }) {
            at = before;
        }
        at.checked_sub(1).filter(|n| !self.ends_sentence(*n))
    }

    /// The first word of what is said by the way, between a comma and one behind a
    /// word.
    fn aside_before(&self, last: usize) -> Option<usize> {
        if !self.behind(last).contains([',', '—', '–']) {
            return None;
        }
        let from = last.saturating_sub(APPOSITION);
        let comma = (from..last).rev().find(|n| self.is_parted(*n))?;
        let opens = self.behind(comma).contains([',', '—', '–']) && !self.ends_sentence(comma);
        (opens && !self.is(comma + 1, &["and", "but", "or"])).then_some(comma + 1)
    }

    /// Somebody who is all that some words name: "Prof. de Vries".
    fn only_mention(&self, range: Range<usize>) -> Option<usize> {
        let mention = self.mention_at(range.end - 1)?;
        let start = self.spans[mention].0.start;
        let only =
            (range.start..start).all(|n| is_titling(&self.words[n]) || self.is(n, &DETERMINERS));
        (only && self.spans[mention].0.end == range.end).then_some(mention)
    }

    /// Somebody who is named from a word on: behind an article, titles, or what they
    /// are ("its president, Ada Moe"): which mention.
    pub(super) fn somebody(&self, from: usize) -> Option<usize> {
        let mut at = from;
        let upto = (from + 2 * FEW).min(self.words.len());
        while at < upto {
            if let Some(mention) = self.mention_at(at) {
                let Some(owned) = self.owned(mention) else {
                    return Some(mention);
                };
                at = owned;
                return self.apposed(at);
            }
            if self.is(at, &PREPOSITIONS) || self.is(at, &RELATIVES) || self.is(at, &JOINS) {
                return self.apposed(at);
            }
            if self.is_parted(at) && !is_titling(&self.words[at]) {
                return self.apposed(at);
            }
            at += 1;
        }
        None
    }

    /// Somebody who is named behind the comma that follows some words, and whom
    /// these describe: "…’s founder, Petra Lind".
    pub(super) fn apposed(&self, from: usize) -> Option<usize> {
        let upto = (from + 2 * FEW).min(self.words.len());
        let comma = (from..upto).find(|n| self.is_parted(*n))?;
        if !self.behind(comma).starts_with(',') {
            return None;
        }
        let mut at = comma + 1;
        while at < self.words.len()
            && self.mention_at(at).is_none()
            && (is_titling(&self.words[at]) || self.is(at, &["the", "a", "an"]))
        {
            at += 1;
        }
        let mention = self.mention_at(at)?;
        let last = self.spans[mention].0.end - 1;
        let closed = last + 1 == self.words.len() || self.is_parted(last);
        (closed && !self.is_owner(last)).then_some(mention)
    }
}
