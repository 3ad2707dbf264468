//! What an action would be that a passage tells of.

use std::ops::Range;

use super::before::{Before, Meant};
use super::cast::cast;
use super::dates::when_among;
use super::denials::{Denial, Denier};
use super::index::NameIndex;
use super::newcomers::Newcomer;
use super::passage::Passage;
use super::speakers::Teller;
use super::words::{ends_paragraph, words};
use crate::model::{ActorId, Status, When, is_quote};

/// Somebody in a passage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Who {
    /// An actor of the graph.
    Known(ActorId),
    /// Nobody in the graph, yet.
    New(Newcomer),
}

/// Somebody who is mentioned in a passage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cast {
    /// Where first, in bytes of the text.
    pub bytes: Range<usize>,
    /// Who that is.
    pub who: Who,
    /// Whether nobody else goes by that name, nor may be meant where "she" is read as
    /// them.
    pub sure: bool,
}

/// Who says what a passage says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Speaker {
    /// One of those who are mentioned: which.
    Cast(usize),
    /// Somebody whom the passage names in other words: "the article".
    Outsider(String),
}

/// What an action would be that a passage tells of.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Suggestion {
    /// Everybody who is mentioned, once, in order of the text.
    pub cast: Vec<Cast>,
    /// Who acts: which of them.
    pub from: Option<usize>,
    /// Who is acted upon: which of them.
    pub to: Option<usize>,
    /// What is done, as one says it of whoever does it ("dismisses"); empty where
    /// that is not clear.
    pub verb: String,
    /// When, if the passage says so.
    pub when: When,
    /// Who says so, if the passage tells.
    pub by: Option<Speaker>,
    /// How what is said stands.
    pub status: Status,
}

/// A mention: which of the words, and which of the cast it means.
pub(super) type Span = (Range<usize>, usize);

/// Most bytes of a passage that are read for what is done.
const MOST_READ: usize = 8_000;
/// Most who are kept of those whom a longer one names.
const MOST_NAMED: usize = 1_000;

/// Reads a passage: some bytes of a text. Takes time in proportion to the passage
/// and to some of the text before it, and to the logarithm of the number of names.
///
/// Of a passage of more than 8 kB only the names are read, and those who are named
/// first are kept: no action is that long, and the rest stays empty.
///
/// Each verb that is known tells of an action: of whoever stands before it, and of
/// whoever follows; where it is passive, the other way round. What is told by the
/// way counts less than what the sentence hangs on. Whatever does not stand where
/// it should is left empty.
///
/// Where the passage says that something is not so, the action is what is denied,
/// and its status says that it is.
///
/// A passage that is a part of a sentence is read as such: who stands before it acts
/// in it, and who is said to say the sentence says it, too.
#[must_use]
pub fn suggest(index: &NameIndex, text: &str, bytes: Range<usize>) -> Suggestion {
    if text.get(bytes.clone()).is_none() {
        return Suggestion::default();
    }
    if bytes.len() > MOST_READ {
        return only_names(index, text, bytes);
    }
    let whole = whole_sentences(text, &bytes);
    let (start, inside) = (whole.start, &text[whole.clone()]);
    let words = words(inside);
    let before = Before::of(index, text, start);
    let mut members = cast(index, text, whole, &words, &before.newcomers);
    let within = words.partition_point(|w| start + w.bytes.end <= bytes.start)
        ..words.partition_point(|w| start + w.bytes.start < bytes.end);
    let when = {
        let spans = &members.spans;
        let taken = |n: usize| {
            spans
                .iter()
                .any(|(run, _)| run.contains(&(within.start + n)))
        };
        when_among(inside, &words[within.clone()], taken).unwrap_or_default()
    };
    for n in 0..words.len() {
        let passage = Passage {
            text: inside,
            words: &words,
            spans: &members.spans,
            within: within.clone(),
        };
        if passage.mention_at(n).is_some() {
            continue;
        }
        let who = match passage.meant(n, &members.people) {
            None => continue,
            Some(Meant::Mention(mention)) => members.spans[mention].1,
            Some(Meant::Before) => {
                let Some((who, sure)) = &before.person else {
                    continue;
                };
                let Range { start: a, end: b } = words[n].bytes;
                members.with(start + a..start + b, who, *sure)
            }
        };
        members.put((n..n + 1, who));
    }
    let passage = Passage {
        text: inside,
        words: &words,
        spans: &members.spans,
        within: within.clone(),
    };
    let read = match passage.denial() {
        Some(denial) => read_denial(denial),
        None => read_told(&passage),
    };
    let which = |mention: Option<usize>| mention.map(|n| members.spans[n].1);
    let mut suggestion = Suggestion {
        from: which(read.from),
        to: which(read.to),
        verb: read.verb,
        when,
        by: read.by.map(|by| match by {
            Teller::Named(mention) => Speaker::Cast(members.spans[mention].1),
            Teller::Other(name) => Speaker::Outsider(name),
        }),
        status: read.status,
        cast: Vec::new(),
    };
    // Who is only named in the rest of the sentence is not mentioned in the passage.
    let inside = |run: &Range<usize>| within.start < run.end && run.start < within.end;
    let mut places = vec![None; members.cast.len()];
    for (at, cast) in members.cast.into_iter().enumerate() {
        let by = matches!(suggestion.by, Some(Speaker::Cast(by)) if by == at);
        let acts = suggestion.from == Some(at) || suggestion.to == Some(at);
        let named = || {
            members
                .spans
                .iter()
                .any(|(run, who)| *who == at && inside(run))
        };
        if by || acts || named() {
            places[at] = Some(suggestion.cast.len());
            suggestion.cast.push(cast);
        }
    }
    let place = |at: Option<usize>| at.and_then(|at| places[at]);
    suggestion.from = place(suggestion.from);
    suggestion.to = place(suggestion.to);
    if let Some(Speaker::Cast(by)) = &mut suggestion.by {
        *by = places[*by].unwrap_or_default();
    }
    suggestion
}

/// Who is named in a passage, and nothing else of it.
fn only_names(index: &NameIndex, text: &str, bytes: Range<usize>) -> Suggestion {
    let words = words(&text[bytes.clone()]);
    let before = Before::of(index, text, bytes.start);
    let mut cast = cast(index, text, bytes, &words, &before.newcomers).cast;
    cast.truncate(MOST_NAMED);
    Suggestion {
        cast,
        ..Suggestion::default()
    }
}

/// How far a sentence is looked for, in bytes.
const FAR: usize = 800;

/// Some bytes of a text with the rest of the sentences in which they begin and end.
fn whole_sentences(text: &str, bytes: &Range<usize>) -> Range<usize> {
    let ends = |at: usize, c: char| {
        let behind = &text[at + c.len_utf8()..];
        let apart = behind.starts_with(|c: char| c.is_whitespace() || is_quote(c));
        (matches!(c, '.' | '!' | '?' | '…') && (apart || behind.is_empty()))
            || (matches!(c, '\n' | '\r') && ends_paragraph(text, at..at + 1))
    };
    let mut from = bytes.start.saturating_sub(FAR);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    let mut start = from;
    for (at, c) in text[from..bytes.start].char_indices() {
        if ends(from + at, c) {
            start = from + at + c.len_utf8();
        }
    }
    let last = text[bytes.clone()].trim_end().char_indices().next_back();
    if last.is_some_and(|(at, c)| ends(bytes.start + at, c)) {
        return start..bytes.end;
    }
    let rest = text[bytes.end..]
        .char_indices()
        .take_while(|(at, _)| *at < FAR);
    let found = rest
        .map(|(at, c)| (bytes.end + at, c))
        .find(|(at, c)| ends(*at, *c));
    let end = found.map_or(bytes.end, |(at, c)| at + c.len_utf8());
    start..end
}

/// Who does something, as mentions, and who says so.
#[derive(Default)]
struct Read {
    from: Option<usize>,
    to: Option<usize>,
    verb: String,
    by: Option<Teller>,
    status: Status,
}

/// What is denied, and by whom.
fn read_denial(denial: Denial) -> Read {
    Read {
        from: denial.from,
        to: denial.to,
        verb: denial.verb,
        by: match denial.by {
            Denier::Named(mention) => Some(Teller::Named(mention)),
            Denier::Other(name, _) => Some(Teller::Other(name)),
            Denier::Before => None,
        },
        status: denial.status,
    }
}

/// What is told, and by whom if the passage tells.
fn read_told(passage: &Passage<'_>) -> Read {
    let speeches = passage.speeches();
    let says = |n: usize| speeches.iter().any(|s| s.words.contains(&n));
    let deed = passage.deed(says);
    let about = |at: usize| speeches.iter().find(|s| s.about.contains(&at));
    let speech = match &deed {
        Some(deed) => about(deed.words.start),
        None => speeches.first(),
    };
    let mut read = Read::default();
    if let Some(speech) = speech {
        read.by = Some(speech.by.clone());
        read.status = speech.status;
    }
    if let Some(deed) = deed {
        if deed.hedged {
            read.status = Status::Alleged;
        }
        (read.from, read.to, read.verb) = (deed.from, deed.to, deed.verb);
    }
    read
}
