//! Names in a text that belong to nobody in the graph.
//!
//! A run of words with capitals is taken for a name. At the start of a sentence
//! every word has one: there, a single word counts unless it is a usual opener.
//! What sort of thing it is, one word of it often says: see [`guess_kind`].

use std::ops::Range;

use super::dates::is_month;
use super::index::PARTICLES;
use super::lists::{BODIES, DAYS, GROUPS, MORE_BODIES, MORE_OPENERS, NORMS, OPENERS, TITLES};
use super::words::{Word, are_joined, words};
use crate::model::ActorKind;

/// Somebody whom the graph does not hold yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Newcomer {
    /// The name, without titles.
    pub name: String,
    /// What sort of thing it seems to be.
    pub kind: ActorKind,
    /// The title before the name, "Senator"; may be empty.
    pub role: String,
}

fn is_body(word: &Word) -> bool {
    word.is_in(&BODIES) || word.is_in(&MORE_BODIES)
}

/// What sort of thing a name is, by its words: a norm where one of them is a
/// word for rules (act, treaty), a group for people who act together (union,
/// party), an institution for a body (board, court, bank) or when it is letters
/// only (NATO); else a person.
#[must_use]
pub fn guess_kind(name: &str) -> ActorKind {
    let words = words(name);
    let letters = |w: &Word| {
        let text = w.of(name);
        text.chars().count() > 1 && text.chars().all(char::is_uppercase)
    };
    if words.iter().any(|w| w.is_in(&NORMS)) {
        ActorKind::Norm
    } else if words.iter().any(|w| w.is_in(&GROUPS)) {
        ActorKind::Group
    } else if words.iter().any(is_body) || matches!(words.as_slice(), [only] if letters(only)) {
        ActorKind::Institution
    } else {
        ActorKind::Person
    }
}

/// Names of nobody known, as which of the words, in order. `taken` tells which
/// words belong to somebody known, `opens` which ones begin a sentence.
pub(super) fn newcomers(
    text: &str,
    words: &[Word],
    taken: impl Fn(usize) -> bool,
    opens: impl Fn(usize) -> bool,
) -> Vec<(Range<usize>, Newcomer)> {
    let named = |n: usize| {
        let word = &words[n];
        word.is_capital(text) && !taken(n) && !is_month(word) && !word.is_in(&DAYS)
    };
    let opener = |n: usize| words[n].is_in(&OPENERS) || words[n].is_in(&MORE_OPENERS);
    let mut found = Vec::new();
    let mut at = 0;
    while at < words.len() {
        if !named(at) || opener(at) {
            at += 1;
            continue;
        }
        let mut end = at + 1;
        while let Some(next) = goes_on(text, words, (at, end), &named) {
            end = next;
        }
        let run = at..end;
        let sure = !opens(at) || run.len() > 1;
        let doubtful = |w: &Word| w.folded.ends_with("ly") || w.folded.ends_with("ing");
        if (sure || !doubtful(&words[at]))
            && let Some(newcomer) = newcomer(text, &words[run.clone()])
        {
            found.push((run, newcomer));
        }
        at = end;
    }
    found
}

/// Where a name that takes these words ends if it goes on behind them.
fn goes_on(
    text: &str,
    words: &[Word],
    (start, end): (usize, usize),
    named: &impl Fn(usize) -> bool,
) -> Option<usize> {
    let joined = |n: usize| n < words.len() && are_joined(text, &words[n - 1], &words[n]);
    if !joined(end) {
        return None;
    }
    if named(end) {
        return Some(end + 1);
    }
    // Ludwig van Beethoven, Ministry of the Interior; but not "Quist of the Board".
    let of_body = words[start..end].iter().any(is_body);
    let links =
        |word: &Word| word.is_in(&PARTICLES) || (of_body && word.is_in(&["of", "for", "the"]));
    let mut next = end;
    while joined(next) && links(&words[next]) && !named(next) {
        next += 1;
    }
    (next > end && next - end < 4 && joined(next) && named(next)).then_some(next + 1)
}

/// A name and the title before it; `None` if it is a title alone.
fn newcomer(text: &str, run: &[Word]) -> Option<Newcomer> {
    // "Justice Department" is a body, though it begins like a judge.
    let body = run
        .iter()
        .any(|w| is_body(w) || w.is_in(&GROUPS) || w.is_in(&NORMS));
    let titles = run.iter().take_while(|w| !body && w.is_in(&TITLES)).count();
    let own = run.get(titles..).filter(|own| !own.is_empty())?;
    let words_of = |part: &[Word]| match part {
        [] => String::new(),
        [first, .., last] => folded_space(&text[first.bytes.start..last.bytes.end]),
        [only] => only.of(text).to_owned(),
    };
    let name = words_of(own);
    Some(Newcomer {
        kind: guess_kind(&name),
        role: words_of(&run[..titles]),
        name,
    })
}

/// White space folded.
pub(super) fn folded_space(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(text: &str) -> Vec<String> {
        let words = words(text);
        let opens = |n: usize| {
            let before = text[..words[n].bytes.start].trim_end();
            before.is_empty() || before.ends_with('.')
        };
        newcomers(text, &words, |_| false, opens)
            .into_iter()
            .map(|(_, n)| match n.role.as_str() {
                "" => format!("{} {}", n.kind.name(), n.name),
                role => format!("{} {} ({role})", n.kind.name(), n.name),
            })
            .collect()
    }

    #[test]
    fn runs_of_capitals_are_names() {
        for (text, expected) in [
            (
                "Yesterday Senator Jack Reed met the Joint Chiefs.",
                vec!["Person Jack Reed (Senator)", "Institution Joint Chiefs"],
            ),
            ("Quist’s aide left", vec!["Person Quist"]),
            ("In May the president left on Monday", vec![]),
            ("Suddenly it rained. However, I left.", vec![]),
            (
                "the Ministry of the Interior and Anna van der Berg",
                vec![
                    "Institution Ministry of the Interior",
                    "Person Anna van der Berg",
                ],
            ),
            (
                "Ines Quist of North Line",
                vec!["Person Ines Quist", "Institution North Line"],
            ),
            (
                "the Dockers Union, NATO and the Ferry Act",
                vec!["Group Dockers Union", "Institution NATO", "Norm Ferry Act"],
            ),
            (
                "the Justice Department",
                vec!["Institution Justice Department"],
            ),
            ("the Mayor spoke", vec![]),
            ("Dr. Amadi left", vec!["Person Amadi (Dr)"]),
            ("nobody at all", vec![]),
        ] {
            assert_eq!(named(text), expected, "{text}");
        }
    }
}
