//! Everybody who is mentioned in a passage.

use std::collections::HashMap;
use std::ops::Range;

use super::index::NameIndex;
use super::newcomers::{Newcomer, newcomers};
use super::suggest::{Cast, Span, Who};
use super::words::{Word, ends_paragraph};
use crate::model::{ActorId, ActorKind, is_quote};

/// Everybody who is mentioned, and every mention.
#[derive(Debug, Default)]
pub(super) struct Members {
    /// Everybody, once, in order of the text.
    pub(super) cast: Vec<Cast>,
    /// Every mention, in order of the text.
    pub(super) spans: Vec<Span>,
    /// Which of the cast are persons.
    pub(super) people: Vec<bool>,
    /// Which of the cast an actor is.
    known: HashMap<ActorId, usize>,
    /// Which of the cast a name is first, or the last word of it: Jack Reed, and Reed.
    named: HashMap<String, usize>,
}

impl Members {
    /// Which of the cast somebody is. Whoever is new goes by their name, and by the
    /// last word of it, whatever their title.
    fn place(&self, who: &Who) -> Option<usize> {
        let at = match who {
            Who::Known(id) => self.known.get(id),
            Who::New(new) => self.named.get(&new.name),
        };
        at.copied()
    }

    /// Puts somebody into the cast who is not in it.
    fn push(&mut self, cast: Cast, is_person: bool) -> usize {
        let at = self.cast.len();
        match &cast.who {
            Who::Known(id) => {
                self.known.insert(id.clone(), at);
            }
            Who::New(new) => {
                let last = last_word(&new.name).to_owned();
                self.named.entry(new.name.clone()).or_insert(at);
                self.named.entry(last).or_insert(at);
            }
        }
        self.cast.push(cast);
        self.people.push(is_person);
        at
    }

    /// Which of the cast a person is whom a pronoun means, who may be named nowhere
    /// else. Where it is not sure that they are meant, they are not sure.
    pub(super) fn with(&mut self, here: Range<usize>, who: &Who, sure: bool) -> usize {
        if let Some(at) = self.place(who) {
            self.cast[at].sure &= sure;
            return at;
        }
        let cast = Cast {
            bytes: here,
            who: who.clone(),
            sure,
        };
        self.push(cast, true)
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
    if ends_paragraph(text, all.len() - blank..at) {
        return true;
    }
    let before = all.trim_end_matches(|c: char| c.is_whitespace() || is_quote(c));
    before.is_empty() || before.ends_with(['.', '!', '?', '…', ':', '#', '*', '>', '-', '•'])
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
    let is_taken = |n: usize| {
        let begun = taken.partition_point(|t| t.start <= n);
        begun > 0 && taken[begun - 1].contains(&n)
    };
    for (run, newcomer) in newcomers(passage, words, is_taken, opens) {
        let before = earlier
            .iter()
            .find(|e| e.name != newcomer.name && last_word(&e.name) == newcomer.name);
        // A capital that opens a sentence may be no name at all.
        let sure = run.len() > 1 || !opens(run.start) || before.is_some();
        let newcomer = before.cloned().unwrap_or(newcomer);
        let is_person = newcomer.kind == ActorKind::Person;
        all.push((run, Who::New(newcomer), sure, is_person));
    }
    all.sort_by_key(|(words, ..)| words.start);
    let mut found = Members::default();
    for (run, who, sure, is_person) in all {
        let at = found.place(&who).unwrap_or_else(|| {
            let start = bytes.start + words[run.start].bytes.start;
            let end = bytes.start + words[run.end - 1].bytes.end;
            let cast = Cast {
                bytes: start..end,
                who,
                sure,
            };
            found.push(cast, is_person)
        });
        found.spans.push((run, at));
    }
    found
}

fn last_word(name: &str) -> &str {
    name.rsplit(' ').next().unwrap_or(name)
}
