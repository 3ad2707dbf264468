//! What an action would be that a passage tells of.

use std::ops::Range;

use super::dates::when_among;
use super::denials::{Denial, Denier, denial};
use super::index::NameIndex;
use super::newcomers::{Newcomer, folded_space, newcomers};
use super::speakers::{Told, speaker};
use super::words::{Word, words};
use crate::model::{ActorId, Status, When, is_quote};

/// Most words of a verb that is proposed.
const MOST_WORDS: usize = 4;

/// Words at the end of a verb that belong to whoever comes next.
const ARTICLES: [&str; 10] = [
    "the", "a", "an", "his", "her", "their", "its", "him", "them", "former",
];

/// Words with which no verb begins: what stands between two names then says how
/// they are tied, and not what one does to the other.
const TIES: [&str; 37] = [
    "about", "above", "across", "after", "against", "along", "among", "and", "around", "as", "at",
    "before", "behind", "below", "beside", "between", "beyond", "but", "by", "during", "for",
    "from", "in", "into", "near", "nor", "of", "on", "or", "over", "than", "through", "to",
    "under", "until", "with", "without",
];

/// Those of them behind which somebody may act all the same.
const JOINS: [&str; 8] = ["after", "and", "as", "before", "but", "nor", "or", "until"];

/// Words by which something is not so, or somebody only says that it is.
const TURNS: [&str; 9] = [
    "never", "no", "nor", "not", "neither", "that", "which", "who", "whom",
];

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
    /// Whether nobody else goes by that name.
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
    /// What is done, in the words of the text; empty where those are not clear.
    pub verb: String,
    /// When, if the passage says so.
    pub when: When,
    /// Who says so, if the passage tells.
    pub by: Option<Speaker>,
    /// How what is said stands.
    pub status: Status,
}

/// Reads a passage: some bytes of a text. Takes time in proportion to the
/// passage, and to the logarithm of the number of names.
///
/// The first two who are mentioned act and are acted upon, in this order ("by"
/// between them turns it round); whoever says so is neither, unless there is
/// nobody else. The words between the two are the verb, if they are few.
///
/// Where the passage says that something is not so, the action is what is denied,
/// and its status says that it is.
#[must_use]
pub fn suggest(index: &NameIndex, text: &str, bytes: Range<usize>) -> Suggestion {
    let Some(passage) = text.get(bytes.clone()) else {
        return Suggestion::default();
    };
    let words = words(passage);
    let opens = |n: usize| {
        let all = &text[..bytes.start + words[n].bytes.start];
        // Behind a heading, a paragraph begins without a full stop before.
        let blank = all.len() - all.trim_end().len();
        if all[all.len() - blank..].matches('\n').count() > 1 {
            return true;
        }
        let before = all.trim_end_matches(|c: char| c.is_whitespace() || is_quote(c));
        before.is_empty() || before.ends_with(['.', '!', '?', '…', ':', '#', '*', '>', '-'])
    };
    let (cast, spans) = cast(index, passage, &words, opens);
    let taken = |n: usize| spans.iter().any(|(range, _)| range.contains(&n));
    let when = when_among(passage, &words, taken).unwrap_or_default();

    let Read {
        from,
        to,
        between,
        by,
        status,
    } = match denial(passage, &words, &spans) {
        Some(denial) => read_denial(denial, &spans),
        None => read_told(passage, &words, &spans),
    };
    let (mut from, mut to) = (from, to);
    let mut verb = String::new();
    if between.start < between.end {
        let last = &words[between.end - 1];
        let article = between.len() > 1 && last.is_in(&ARTICLES);
        let last = if article {
            &words[between.end - 2]
        } else {
            last
        };
        if last.is_in(&["by"]) {
            (from, to) = (to, from);
        } else {
            // "I never spoke to Orlava about Kesten": nobody acts who stands behind
            // such a word.
            let before = from.and_then(|n| spans[n].0.start.checked_sub(1));
            let acts = before.is_none_or(|n| !words[n].is_in(&TIES) || words[n].is_in(&JOINS));
            if acts {
                verb = verb_of(passage, &words, between, taken);
            }
        }
    }
    let which = |mention: Option<usize>| mention.map(|n| spans[n].1);
    let (from, to) = (which(from), which(to));
    let cast = cast.into_iter().map(|c| Cast {
        bytes: bytes.start + c.bytes.start..bytes.start + c.bytes.end,
        ..c
    });
    Suggestion {
        cast: cast.collect(),
        from,
        to,
        verb,
        when,
        by,
        status,
    }
}

/// A mention: which of the words, and which of the cast it means.
pub(super) type Span = (Range<usize>, usize);

/// Who does something, as mentions, and who says so.
struct Read {
    from: Option<usize>,
    to: Option<usize>,
    /// The words that may say what is done.
    between: Range<usize>,
    by: Option<Speaker>,
    status: Status,
}

/// What is denied, and by whom.
fn read_denial(denial: Denial, spans: &[Span]) -> Read {
    Read {
        from: denial.from,
        to: denial.to,
        between: denial.verb,
        by: match denial.by {
            Denier::Named(mention) => Some(Speaker::Cast(spans[mention].1)),
            Denier::Other(name, _) => Some(Speaker::Outsider(name)),
            Denier::Before => None,
        },
        status: denial.status,
    }
}

/// What is told, and by whom if the passage tells.
fn read_told(passage: &str, words: &[Word], spans: &[Span]) -> Read {
    // Every mention, also of somebody for the second time.
    let named: Vec<(usize, usize)> = spans.iter().map(|(r, _)| (r.start, r.end)).collect();
    let told = speaker(passage, words, &named);
    let (spoken, speaks) = match told {
        Some(Told::Named { who, acts, .. }) => (Some(who), acts),
        _ => (None, false),
    };
    let (by, status) = match told {
        Some(Told::Named { who, status, .. }) => (Some(Speaker::Cast(spans[who].1)), status),
        Some(Told::Other(name, status)) => (Some(Speaker::Outsider(name)), status),
        None => (None, Status::Reported),
    };
    // Whoever acts, as mentions: but for that of the speaker.
    let acting: Vec<usize> = (0..spans.len()).filter(|n| Some(*n) != spoken).collect();
    let first = acting.first().copied();
    let other = |a: usize| acting.iter().copied().find(|n| spans[*n].1 != spans[a].1);
    let (from, to) = match (first, first.and_then(other)) {
        (Some(a), Some(b)) => (Some(a), Some(b)),
        (Some(a), None) => match spoken.filter(|s| speaks && spans[*s].1 != spans[a].1) {
            Some(speaker) => (Some(speaker), Some(a)),
            None => (Some(a), None),
        },
        (None, _) => (spoken, None),
    };
    let between = match (from, to) {
        (Some(a), Some(b)) => spans[a].0.end..spans[b].0.start,
        _ => 0..0,
    };
    Read {
        from,
        to,
        between,
        by,
        status,
    }
}

/// Everybody who is mentioned, and every mention.
fn cast(
    index: &NameIndex,
    passage: &str,
    words: &[Word],
    opens: impl Fn(usize) -> bool,
) -> (Vec<Cast>, Vec<Span>) {
    let known = index.mentions_among(passage, words);
    let span = |bytes: &Range<usize>| {
        let first = words.partition_point(|w| w.bytes.end <= bytes.start);
        let end = words.partition_point(|w| w.bytes.start < bytes.end);
        first..end
    };
    let mut all: Vec<(Range<usize>, Who, bool)> = known
        .into_iter()
        .filter_map(|m| {
            let sure = m.actors.len() == 1;
            let id = m.actors.into_iter().next()?;
            Some((span(&m.bytes), Who::Known(id), sure))
        })
        .collect();
    let taken: Vec<Range<usize>> = all.iter().map(|(words, ..)| words.clone()).collect();
    let is_taken = |n: usize| taken.iter().any(|t| t.contains(&n));
    for (run, newcomer) in newcomers(passage, words, is_taken, &opens) {
        // A capital that opens a sentence may be no name at all.
        let sure = run.len() > 1 || !opens(run.start);
        all.push((run, Who::New(newcomer), sure));
    }
    all.sort_by_key(|(words, ..)| words.start);
    let mut cast: Vec<Cast> = Vec::new();
    let mut spans = Vec::new();
    for (run, who, sure) in all {
        let same = |c: &Cast| match (&c.who, &who) {
            (Who::New(a), Who::New(b)) => goes_by(&a.name, &b.name),
            (a, b) => a == b,
        };
        let at = cast.iter().position(same).unwrap_or_else(|| {
            let bytes = words[run.start].bytes.start..words[run.end - 1].bytes.end;
            cast.push(Cast { bytes, who, sure });
            cast.len() - 1
        });
        spans.push((run, at));
    }
    (cast, spans)
}

/// Whether a name is another, or the last word of it: Jack Reed, and Reed.
fn goes_by(name: &str, short: &str) -> bool {
    name == short || name.rsplit(' ').next() == Some(short)
}

/// What is done, by the words between the two; empty unless they are a few, and
/// nothing parts them.
fn verb_of(
    passage: &str,
    words: &[Word],
    between: Range<usize>,
    taken: impl Fn(usize) -> bool,
) -> String {
    let Range { mut start, mut end } = between;
    if words[start].is_in(&["s"]) {
        return String::new(); // it is something of theirs that acts
    }
    let aside = ["also", "then", "later", "first", "now", "again", "ever"];
    while start < end && words[start].is_in(&aside) {
        start += 1;
    }
    while start < end && words[end - 1].is_in(&ARTICLES) {
        end -= 1;
    }
    if start >= end || end - start > MOST_WORDS || (start..end).any(taken) {
        return String::new();
    }
    if words[start].is_in(&TIES) || words[start..end].iter().any(|w| w.is_in(&TURNS)) {
        return String::new();
    }
    let bytes = words[start].bytes.start..words[end - 1].bytes.end;
    let whole = words[start - 1].bytes.end..words[end].bytes.start;
    if passage[whole].contains([
        ',', ';', ':', '.', '(', ')', '—', '–', '“', '”', '"', '?', '!',
    ]) {
        return String::new();
    }
    folded_space(&passage[bytes])
}
