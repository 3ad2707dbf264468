//! Who says something, in a text that tells who says it.

use super::newcomers::folded_space;
use super::words::Word;
use crate::model::Status;

/// Words behind whoever says something, and how what they say stands then; those of
/// who says that it is not so are in `denial_words`.
const SAID: [(&str, Status); 41] = [
    ("said", Status::Alleged),
    ("says", Status::Alleged),
    ("say", Status::Alleged),
    ("wrote", Status::Alleged),
    ("writes", Status::Alleged),
    ("write", Status::Alleged),
    ("claimed", Status::Alleged),
    ("claims", Status::Alleged),
    ("claim", Status::Alleged),
    ("stated", Status::Alleged),
    ("states", Status::Alleged),
    ("insisted", Status::Alleged),
    ("insists", Status::Alleged),
    ("argued", Status::Alleged),
    ("argues", Status::Alleged),
    ("alleged", Status::Alleged),
    ("alleges", Status::Alleged),
    ("allege", Status::Alleged),
    ("testified", Status::Alleged),
    ("testifies", Status::Alleged),
    ("believes", Status::Alleged),
    ("believed", Status::Alleged),
    ("asserted", Status::Alleged),
    ("asserts", Status::Alleged),
    ("maintains", Status::Alleged),
    ("maintained", Status::Alleged),
    ("reported", Status::Reported),
    ("reports", Status::Reported),
    ("confirmed", Status::Reported),
    ("confirms", Status::Reported),
    ("found", Status::Reported),
    ("announced", Status::Reported),
    ("announces", Status::Reported),
    ("noted", Status::Reported),
    ("notes", Status::Reported),
    ("recalled", Status::Reported),
    ("recalls", Status::Reported),
    ("revealed", Status::Reported),
    ("reveals", Status::Reported),
    ("suggests", Status::Alleged),
    ("suggested", Status::Alleged),
];

/// Behind one of these words, what is said follows: some words are of saying
/// only then ("she found that", but "she found him").
const NEEDS_THAT: [&str; 12] = [
    "claim",
    "claims",
    "claimed",
    "found",
    "confirmed",
    "confirms",
    "announced",
    "announces",
    "noted",
    "notes",
    "reported",
    "reports",
];

/// Whose account it is: "by her account", "in Quist’s view".
const ACCOUNTS: [&str; 5] = ["account", "view", "telling", "words", "opinion"];

/// Who says it, and how it stands then.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Told {
    /// One of those who are named.
    Named {
        /// Which.
        who: usize,
        /// How what they say stands.
        status: Status,
        /// Whether the sentence is about them, and may tell what they did.
        acts: bool,
    },
    /// Somebody who is not: "the article".
    Other(String, Status),
}

/// Who says it, if the text tells. `named` are those who are named: the first of
/// their words, and the one behind their last.
pub(super) fn speaker(text: &str, words: &[Word], named: &[(usize, usize)]) -> Option<Told> {
    according_to(text, words, named)
        .or_else(|| account(words, named))
        .or_else(|| says(text, words, named))
}

/// Somebody who says it and is mentioned for nothing else.
fn aside(who: usize) -> Told {
    Told::Named {
        who,
        status: Status::Alleged,
        acts: false,
    }
}

/// "according to Quist", "According to the article, …".
fn according_to(text: &str, words: &[Word], named: &[(usize, usize)]) -> Option<Told> {
    let at = words
        .windows(2)
        .position(|w| w[0].is_in(&["according"]) && w[1].is_in(&["to"]))?;
    let first = at + 2;
    // An article or a title may stand between.
    let near = |(start, _): &(usize, usize)| {
        let parted = |from: usize, upto: usize| {
            text[words[from].bytes.end..words[upto].bytes.start].contains([',', ';', '.', ':'])
        };
        (first..=first + 2).contains(start) && !parted(first - 1, *start)
    };
    let told = named.iter().position(near);
    if let Some(who) = told {
        return Some(aside(who));
    }
    let start = words.get(first)?.bytes.start;
    let rest = &text[start..words.last()?.bytes.end];
    let end = rest
        .find([',', ';', '.', ':', '(', '—', '–'])
        .unwrap_or(rest.len());
    let other = folded_space(&rest[..end]);
    let few = other.split(' ').count() <= 5 && !other.is_empty();
    few.then_some(Told::Other(other, Status::Reported))
}

/// "by Quist’s account", "in the view of Quist".
fn account(words: &[Word], named: &[(usize, usize)]) -> Option<Told> {
    let is = |n: usize, list: &[&str]| words.get(n).is_some_and(|w| w.is_in(list));
    let own = |&(start, end): &(usize, usize)| {
        let before = start.checked_sub(1).is_some_and(|b| is(b, &["in", "by"]));
        before && is(end, &["s"]) && is(end + 1, &ACCOUNTS)
    };
    let of = |&(start, _): &(usize, usize)| {
        start >= 2 && is(start - 1, &["of"]) && is(start - 2, &ACCOUNTS)
    };
    let who = named.iter().position(|n| own(n) || of(n))?;
    Some(aside(who))
}

/// "Quist said that …", "…, said Quist".
fn says(text: &str, words: &[Word], named: &[(usize, usize)]) -> Option<Told> {
    let saying = |n: usize| -> Option<Status> {
        let word = words.get(n)?;
        let (_, status) = SAID.iter().find(|(said, _)| word.folded == *said)?;
        let then = words.get(n + 1);
        let that = then.is_some_and(|w| w.is_in(&["that"]))
            || text[word.bytes.end..]
                .trim_start()
                .starts_with([',', ':', '“', '"', '„']);
        (that || !word.is_in(&NEEDS_THAT)).then_some(*status)
    };
    for (who, &(start, end)) in named.iter().enumerate() {
        // An adverb or "also" may stand between, but no comma.
        for n in end..(end + 3).min(words.len()) {
            let between = &text[words[end - 1].bytes.end..words[n].bytes.start];
            if between.contains([',', ';', '.', ':']) || words[n].is_in(&["s"]) {
                break;
            }
            if let Some(status) = saying(n) {
                let acts = true;
                return Some(Told::Named { who, status, acts });
            }
            if named.iter().any(|(other, _)| *other == n) {
                break;
            }
        }
        // Turned round, behind what was said.
        if let Some(n) = start.checked_sub(1)
            && SAID.iter().any(|(said, _)| words[n].folded == *said)
        {
            let before = text[..words[n].bytes.start].trim_end();
            if before.ends_with([',', '”', '"', '“', '»', '’']) {
                return Some(aside(who));
            }
        }
    }
    None
}
