//! What an action would be that a passage tells of.

use std::ops::Range;

use super::dates::when_among;
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

    // Every mention, also of somebody for the second time.
    let named: Vec<(usize, usize)> = spans.iter().map(|(r, _)| (r.start, r.end)).collect();
    let told = speaker(passage, &words, &named);
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
    let (mut from, mut to) = match (first, first.and_then(other)) {
        (Some(a), Some(b)) => (Some(a), Some(b)),
        (Some(a), None) => match spoken.filter(|s| speaks && spans[*s].1 != spans[a].1) {
            Some(speaker) => (Some(speaker), Some(a)),
            None => (Some(a), None),
        },
        (None, _) => (spoken, None),
    };
    let mut verb = String::new();
    if let (Some(a), Some(b)) = (from, to) {
        let between = spans[a].0.end..spans[b].0.start;
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
type Span = (Range<usize>, usize);

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
    while start < end && words[start].is_in(&["also", "then", "later", "first", "now", "again"]) {
        start += 1;
    }
    while start < end && words[end - 1].is_in(&ARTICLES) {
        end -= 1;
    }
    if start >= end || end - start > MOST_WORDS || (start..end).any(taken) {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Actor, ActorKind, InfluenceGraph};

    fn index() -> NameIndex {
        let mut graph = InfluenceGraph::new();
        for (id, name, kind) in [
            ("quist", "Ines Quist", ActorKind::Person),
            ("rell", "Tomas Rell", ActorKind::Person),
            ("board", "Harbour Board", ActorKind::Institution),
            ("courier", "The Courier", ActorKind::Institution),
        ] {
            let id = ActorId::new(id).expect("valid");
            graph.add_actor(Actor::new(id, name, kind)).expect("new");
        }
        NameIndex::of(&graph)
    }

    /// From, verb, to, date, who says so and how that stands, in a line.
    fn told(text: &str) -> String {
        let s = suggest(&index(), text, 0..text.len());
        let name = |at: usize| match &s.cast[at].who {
            Who::Known(id) => id.to_string(),
            Who::New(new) => format!("+{}", new.name),
        };
        let end = |at: Option<usize>| at.map_or_else(|| "-".to_owned(), name);
        let by = match &s.by {
            None => "-".to_owned(),
            Some(Speaker::Cast(at)) => name(*at),
            Some(Speaker::Outsider(other)) => format!("“{other}”"),
        };
        let (from, to) = (end(s.from), end(s.to));
        let status = s.status.name();
        format!("{from} [{}] {to} ({}) {by}: {status}", s.verb, s.when)
    }

    #[test]
    fn a_passage_is_read_as_an_action() {
        for (text, expected) in [
            // A part of a name is no name: this board may be another.
            (
                "Ines Quist warned the Harbour Board in 2020.",
                "quist [warned] board (2020) -: Reported",
            ),
            (
                "The board was sued by Quist, said Rell.",
                "quist [] - () rell: Alleged",
            ),
            (
                "The Harbour Board was sued by Quist.",
                "quist [] board () -: Reported",
            ),
            (
                "Quist said that Rell had paid off the Harbour Board.",
                "rell [had paid off] board () quist: Alleged",
            ),
            (
                "Quist denied that Rell had paid the Harbour Board.",
                "rell [had paid] board () quist: Denied",
            ),
            (
                "“Rell paid the Harbour Board,” wrote Quist.",
                "rell [paid] board () quist: Alleged",
            ),
            (
                "According to the article, Rell also thanked Quist.",
                "rell [thanked] quist () “the article”: Reported",
            ),
            (
                "Rell sued Quist, according to the Courier, on 3 May 2021.",
                "rell [sued] quist (2021-05-03) courier: Alleged",
            ),
            (
                "By Quist’s account Rell left.",
                "rell [] - () quist: Alleged",
            ),
            (
                "Quist says she will sue Rell.",
                "quist [says she will sue] rell () quist: Alleged",
            ),
            (
                "Senator Jack Reed thanked Quist; Reed left.",
                "+Jack Reed [thanked] quist () -: Reported",
            ),
            (
                "Quist’s lawyers, who had waited, sued Rell.",
                "quist [] rell () -: Reported",
            ),
            ("Nobody came.", "- [] - () -: Reported"),
        ] {
            assert_eq!(told(text), expected, "{text}");
        }
    }

    #[test]
    fn everybody_is_told_once_where_they_stand_in_the_text() {
        let text = "Before. Quist met Oskar Lind, and Lind met Quist";
        let s = suggest(&index(), text, 8..text.len());
        let all: Vec<&str> = s.cast.iter().map(|c| &text[c.bytes.clone()]).collect();
        assert_eq!(all, ["Quist", "Oskar Lind"]);
        assert!(s.cast.iter().all(|c| c.sure));
        // Outside the text, or in the middle of a letter: nothing.
        assert_eq!(suggest(&index(), text, 5..900), Suggestion::default());
        assert_eq!(suggest(&index(), "é", 1..2), Suggestion::default());
    }

    #[test]
    fn a_capital_at_the_start_of_a_sentence_is_no_sure_name() {
        let sure = |text: &str, from: usize| suggest(&index(), text, from..text.len()).cast[0].sure;
        assert!(!sure("Lind left", 0));
        assert!(sure("on it Lind left", 6));
        assert!(!sure("Sunny. Lind left", 7));
        assert!(!sure("# Sunny\n\nLind left", 9));
    }
}
