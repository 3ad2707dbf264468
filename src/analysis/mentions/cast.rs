//! Everybody who is mentioned in a passage.

use std::ops::Range;

use super::index::NameIndex;
use super::newcomers::{Newcomer, newcomers};
use super::suggest::{Cast, Span, Who};
use super::words::Word;
use crate::model::{ActorKind, is_quote};

/// Everybody who is mentioned, and every mention.
#[derive(Debug, Default)]
pub(super) struct Members {
    /// Everybody, once, in order of the text.
    pub(super) cast: Vec<Cast>,
    /// Every mention, in order of the text.
    pub(super) spans: Vec<Span>,
    /// Which of the cast are persons.
    pub(super) people: Vec<bool>,
}

impl Members {
    /// Which of the cast somebody is, who may be named here for the first time.
    pub(super) fn with(&mut self, here: Range<usize>, who: &Who, sure: bool) -> usize {
        if let Some(at) = self.cast.iter().position(|c| c.who == *who) {
            return at;
        }
        self.cast.push(Cast {
            bytes: here,
            who: who.clone(),
            sure,
        });
        self.people.push(true);
        self.cast.len() - 1
    }

    /// Another mention, in order.
    pub(super) fn put(&mut self, span: Span) {
        let at = self
            .spans
            .partition_point(|(words, _)| words.start < span.0.start);
        self.spans.insert(at, span);
    }
}

/// Whether a byte of a text opens a sentence.
fn opens(text: &str, at: usize) -> bool {
    let all = &text[..at];
    // Behind a heading, a paragraph begins without a full stop before.
    let blank = all.len() - all.trim_end().len();
    if all[all.len() - blank..].matches('\n').count() > 1 {
        return true;
    }
    let before = all.trim_end_matches(|c: char| c.is_whitespace() || is_quote(c));
    before.is_empty() || before.ends_with(['.', '!', '?', '…', ':', '#', '*', '>', '-'])
}

/// Everybody who is mentioned in some bytes of a text, which have these words.
/// `earlier` are those who are new and have been named before: by their surname
/// alone, they are meant by their whole name.
pub(super) fn cast(
    index: &NameIndex,
    text: &str,
    bytes: Range<usize>,
    words: &[Word],
    earlier: &[Newcomer],
) -> Members {
    let passage = &text[bytes.clone()];
    let opens = |n: usize| opens(text, bytes.start + words[n].bytes.start);
    let known = index.mentions_among(passage, words);
    let span = |bytes: &Range<usize>| {
        let first = words.partition_point(|w| w.bytes.end <= bytes.start);
        let end = words.partition_point(|w| w.bytes.start < bytes.end);
        first..end
    };
    let mut all: Vec<(Range<usize>, Who, bool, bool)> = known
        .into_iter()
        .filter_map(|m| {
            let sure = m.actors.len() == 1;
            let id = m.actors.into_iter().next()?;
            Some((span(&m.bytes), Who::Known(id), sure, m.is_person))
        })
        .collect();
    let taken: Vec<Range<usize>> = all.iter().map(|(words, ..)| words.clone()).collect();
    let is_taken = |n: usize| taken.iter().any(|t| t.contains(&n));
    for (run, newcomer) in newcomers(passage, words, is_taken, opens) {
        let before = earlier
            .iter()
            .find(|e| e.name != newcomer.name && goes_by(&e.name, &newcomer.name));
        // A capital that opens a sentence may be no name at all.
        let sure = run.len() > 1 || !opens(run.start) || before.is_some();
        let newcomer = before.cloned().unwrap_or(newcomer);
        let is_person = newcomer.kind == ActorKind::Person;
        all.push((run, Who::New(newcomer), sure, is_person));
    }
    all.sort_by_key(|(words, ..)| words.start);
    let mut found = Members::default();
    for (run, who, sure, is_person) in all {
        let same = |c: &Cast| match (&c.who, &who) {
            (Who::New(a), Who::New(b)) => goes_by(&a.name, &b.name),
            (a, b) => a == b,
        };
        let at = found.cast.iter().position(same).unwrap_or_else(|| {
            let start = bytes.start + words[run.start].bytes.start;
            let end = bytes.start + words[run.end - 1].bytes.end;
            found.people.push(is_person);
            found.cast.push(Cast {
                bytes: start..end,
                who,
                sure,
            });
            found.cast.len() - 1
        });
        found.spans.push((run, at));
    }
    found
}

/// Whether a name is another, or the last word of it: Jack Reed, and Reed.
fn goes_by(name: &str, short: &str) -> bool {
    name == short || name.rsplit(' ').next() == Some(short)
}
