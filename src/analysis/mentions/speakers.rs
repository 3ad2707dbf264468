//! Who says something, in a text that tells who says it.

use std::ops::Range;

use super::denial_words::{BY_THE_WAY, DETERMINERS};
use super::grammar::{PLACES, PREPOSITIONS, RELATIVES};
use super::groups::Group;
use super::newcomers::folded_space;
use super::passage::{FEW, Passage, Subject};
use crate::model::Status;

/// Verbs of those who say something, and how what they say stands then; those of
/// who says that it is not so are in `denial_words`.
const SAYS: [(&str, Status); 20] = [
    ("say", Status::Alleged),
    ("tell", Status::Alleged),
    ("write", Status::Alleged),
    ("claim", Status::Alleged),
    ("state", Status::Alleged),
    ("insist", Status::Alleged),
    ("argue", Status::Alleged),
    ("allege", Status::Alleged),
    ("testify", Status::Alleged),
    ("believe", Status::Alleged),
    ("assert", Status::Alleged),
    ("maintain", Status::Alleged),
    ("suggest", Status::Alleged),
    ("report", Status::Reported),
    ("confirm", Status::Reported),
    ("find", Status::Reported),
    ("announce", Status::Reported),
    ("note", Status::Reported),
    ("recall", Status::Reported),
    ("reveal", Status::Reported),
];

/// Those of them that are of saying also without "that": one may find somebody.
const SAYS_ANYTHING: [&str; 1] = ["say"];

/// Whose account it is: "by her account", "in Quist’s view".
const ACCOUNTS: [&str; 5] = ["account", "view", "telling", "words", "opinion"];

/// What reports something without a part in it.
const RECORDS: [&str; 14] = [
    "article",
    "paper",
    "newspaper",
    "report",
    "book",
    "file",
    "files",
    "document",
    "documents",
    "record",
    "records",
    "filing",
    "filings",
    "court",
];

/// Most words of somebody who has no name.
const MOST_WORDS: usize = 7;

/// Who says something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Teller {
    /// One of those who are mentioned: which mention.
    Named(usize),
    /// Somebody who is not: "the article".
    Other(String),
}

/// Somebody says something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Speech {
    pub(super) by: Teller,
    /// How it stands then.
    pub(super) status: Status,
    /// The words of the verb; none where there is none.
    pub(super) words: Range<usize>,
    /// Which words it is about.
    pub(super) about: Range<usize>,
}

impl Passage<'_> {
    /// Everything that is said by somebody, in order of the text.
    pub(super) fn speeches(&self) -> Vec<Speech> {
        let whole = self.according_to().or_else(|| self.account());
        let mut all: Vec<Speech> = whole.into_iter().collect();
        all.extend(self.groups_from(0).filter_map(|group| self.speech(&group)));
        all
    }

    fn whole(&self, by: Teller, status: Status) -> Speech {
        Speech {
            by,
            status,
            words: 0..0,
            about: 0..self.words.len(),
        }
    }

    /// "according to Quist", "According to the article, …".
    fn according_to(&self) -> Option<Speech> {
        let at = (0..self.words.len())
            .find(|n| self.is(*n, &["according"]) && self.is(n + 1, &["to"]))?;
        let first = at + 2;
        if first >= self.words.len() || self.is_parted(first - 1) {
            return None;
        }
        let ends = |n: &usize| self.is_parted(*n) || *n + 1 == self.words.len();
        let end = (first..self.words.len()).find(ends)? + 1;
        // An article or a title may stand between.
        let near = (first..end.min(first + 3)).find_map(|n| self.mention_at(n));
        if let Some(named) = near
            && self.owned(named).is_none()
        {
            return Some(self.whole(Teller::Named(named), Status::Alleged));
        }
        let record = (first..end).any(|n| self.is(n, &RECORDS));
        let status = match record {
            true => Status::Reported,
            false => Status::Alleged,
        };
        let other = self.in_words(first..end);
        (end - first <= MOST_WORDS).then(|| self.whole(Teller::Other(other), status))
    }

    /// "by Quist’s account", "in the view of Quist".
    fn account(&self) -> Option<Speech> {
        let whose = |(at, (span, _)): (usize, &(Range<usize>, usize))| {
            let before = |n: usize| span.start.checked_sub(n);
            let owned = self.owned(at);
            let own = owned.is_some_and(|n| self.is(n, &ACCOUNTS))
                && before(1).is_some_and(|n| self.is(n, &["in", "by"]));
            let of = before(1).is_some_and(|n| self.is(n, &["of"]))
                && before(2).is_some_and(|n| self.is(n, &ACCOUNTS));
            (own || of).then_some(at)
        };
        let who = self.spans.iter().enumerate().find_map(whose)?;
        Some(self.whole(Teller::Named(who), Status::Alleged))
    }

    /// "Quist said that …", "…, said Quist", "…, the ministry said".
    fn speech(&self, group: &Group) -> Option<Speech> {
        let (_, status) = SAYS.iter().find(|(base, _)| group.base == *base)?;
        if group.passive || group.open || !group.finite {
            return None;
        }
        let words = group.words.clone();
        let (start, last) = (words.start, words.end - 1);
        let speech = |by: Teller, about: Range<usize>| Speech {
            by,
            status: *status,
            words: words.clone(),
            about,
        };
        let before = start.checked_sub(1).map_or("", |n| self.behind(n));
        let told = group.base == "tell";
        if !told
            && before.contains([',', '”', '"', '“', '»'])
            && let Some((by, end)) = self.teller_behind(last + 1)
        {
            return Some(speech(by, 0..self.told_upto(start, end)));
        }
        let (by, first) = self.teller_before(start)?;
        let rest = last + 1..self.sentence_end(last);
        let listener = told.then(|| self.listener(last + 1)).flatten();
        let next = listener.unwrap_or(last + 1);
        let quotes = self.behind(next - 1).contains([':', '“', '„', '"'])
            || (self.behind(next - 1).contains(',') && next < rest.end);
        let upto = (next + FEW).min(rest.end);
        let that = (next..upto).any(|n| self.is(n, &["that"]))
            && (self.is(next, &["that"]) || self.is(next, &PREPOSITIONS));
        let anything = told || SAYS_ANYTHING.contains(&group.base.as_str());
        let ends = next >= rest.end
            || self.is_time(next)
            || self.is(next, &PLACES)
            || (anything && self.is(next, &PREPOSITIONS));
        let behind = first > 0 && self.behind(first - 1).contains([',', '”', '"', '“', '»']);
        if told && listener.is_none() {
            return None;
        }
        if behind && ends && !that && !self.behind(last).contains(':') {
            return Some(speech(by, 0..self.told_upto(first, next)));
        }
        (that || quotes || (anything && !told)).then(|| speech(by, last + 1..self.words.len()))
    }

    /// Where ends what is told before a speech that begins and ends so: with the
    /// sentence, where that goes on behind a comma ("Hart, said Voss, had lied").
    fn told_upto(&self, start: usize, end: usize) -> usize {
        let more = [RELATIVES.as_slice(), &BY_THE_WAY, &["and", "but"]];
        let goes_on = self.behind(end - 1).starts_with(',')
            && end < self.words.len()
            && !more.iter().any(|list| self.is(end, list));
        if goes_on {
            self.sentence_end(end)
        } else {
            start
        }
    }

    /// Behind whoever is told something: one who is named, or a few words.
    fn listener(&self, from: usize) -> Option<usize> {
        if let Some(mention) = self.somebody(from) {
            return Some(self.spans[mention].0.end);
        }
        let upto = (from + FEW).min(self.words.len());
        let ends = |n: &usize| {
            self.is_parted(*n)
                || *n + 1 == self.words.len()
                || self.is(n + 1, &["that"])
                || self.is(n + 1, &PREPOSITIONS)
        };
        (from..upto).find(ends).map(|n| n + 1)
    }

    /// Whoever stands before a verb, and the first of their words; nobody where it is
    /// said by the way ("after the inquiry found that").
    fn teller_before(&self, verb: usize) -> Option<(Teller, usize)> {
        let (by, first) = match self.subject_before(verb) {
            Subject::Mention(mention) => (Teller::Named(mention), self.spans[mention].0.start),
            Subject::Noun(words) => {
                let none = ["nobody", "none", "no", "neither", "it", "there", "what"];
                let few = words.len() <= MOST_WORDS;
                let whole = few && !words.clone().any(|n| self.is(n, &none));
                let first = words.start;
                (whole.then(|| Teller::Other(self.in_words(words)))?, first)
            }
            _ => return None,
        };
        let before = match self.is(first, &DETERMINERS) {
            true => first.checked_sub(1),
            false => self.before(first),
        };
        let apart = before.is_none_or(|n| {
            let aside = self.is(n, &BY_THE_WAY) || self.is(n, &["what"]);
            !aside || self.is_parted(n)
        });
        apart.then_some((by, first))
    }

    /// Whoever stands behind a verb, and before the end of the clause: "said Lind
    /// Consulting’s founder, Petra Lind."
    ///
    /// Returns them, and where their words end.
    fn teller_behind(&self, from: usize) -> Option<(Teller, usize)> {
        if from >= self.words.len() || self.is(from, &PREPOSITIONS) || self.is(from, &["that"]) {
            return None;
        }
        if self.is_parted(from - 1) {
            return None;
        }
        let ends = |last: usize| {
            let next = last + 1;
            next >= self.words.len()
                || self.is_parted(last)
                || self.behind(last).contains(['”', '“', '"'])
                || self.is(next, &PLACES)
                || self.is_time(next)
                || self.is(next, &RELATIVES)
                || self.is(next, &BY_THE_WAY)
        };
        if let Some(mention) = self.somebody(from) {
            let last = self.spans[mention].0.end - 1;
            return ends(last).then_some((Teller::Named(mention), last + 1));
        }
        let upto = (from + MOST_WORDS).min(self.words.len());
        let last = (from..upto).find(|n| ends(*n))?;
        let named = self.mention_at(from).is_some();
        let noun = self.is(from, &DETERMINERS) || self.words[from].is_small(self.text) || named;
        let bytes = self.words[from].bytes.start..self.words[last].bytes.end;
        noun.then(|| (Teller::Other(folded_space(&self.text[bytes])), last + 1))
    }
}
