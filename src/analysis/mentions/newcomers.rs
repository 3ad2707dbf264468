//! Names in a text that belong to nobody in the graph.
//!
//! A run of words with capitals is taken for a name. At the start of a sentence
//! every word has one: there, a single word counts unless it is a usual opener.
//! What sort of thing it is, one word of it often says: see [`guess_kind`].

use std::ops::Range;

use super::dates::is_month;
use super::index::PARTICLES;
use super::lists::{
    BEFORE_PLACES, BODIES, DAYS, ENDS_OF_BODIES, ENDS_OF_GROUPS, GROUPS, MORE_BODIES, MORE_OPENERS,
    MORE_TITLES, NORMS, OPENERS, PEOPLE, TITLES, TRUST,
};
use super::states::is_state;
use super::words::{Word, are_joined, joined, words};
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

pub(super) fn is_body(word: &Word) -> bool {
    word.is_in(&BODIES) || word.is_in(&MORE_BODIES)
}

pub(super) fn is_title(word: &Word) -> bool {
    word.is_in(&TITLES) || word.is_in(&MORE_TITLES)
}

/// Whether it begins sentences, and no names.
pub(super) fn is_opener(word: &Word) -> bool {
    word.is_in(&OPENERS) || word.is_in(&MORE_OPENERS)
}

/// Whether it may stand before a name, and tells what they are.
pub(super) fn is_titling(word: &Word) -> bool {
    is_title(word) || word.is_in(&["former", "then", "acting", "late", "retired"])
}

fn is_group(word: &Word) -> bool {
    word.is_in(&GROUPS) || word.is_in(&PEOPLE)
}

/// Whether it tells that many are named by it, or a rule.
fn is_no_person(word: &Word) -> bool {
    is_body(word) || is_group(word) || word.is_in(&NORMS)
}

/// Whether some words are a name of several that ends with one of a list.
fn ends_name(text: &str, words: &[Word], list: &[&str]) -> bool {
    match words {
        [_, .., last] => last.is_in(list) && last.is_capital(text),
        _ => false,
    }
}

/// What sort of thing a name is, by its words: a norm where one of them is a
/// word for rules (act, treaty), a state by its name, a group for people who act
/// together (union, party), an institution for a body (board, court, bank), when
/// it is letters only (NATO), or has "the" in front; else a person.
#[must_use]
pub fn guess_kind(name: &str) -> ActorKind {
    let words = words(name);
    let the = usize::from(words.len() > 1 && words[0].is_in(&["the"]));
    kind_of(name, &words[the..], the > 0)
}

/// The same of some words of a text, which may have "the" in front.
fn kind_of(text: &str, words: &[Word], the: bool) -> ActorKind {
    let letters = |w: &Word| {
        let mut all = w.of(text).chars().filter(|c| *c != '.');
        w.folded.chars().count() > 1 && all.all(char::is_uppercase)
    };
    if words.iter().any(|w| w.is_in(&NORMS)) {
        ActorKind::Norm
    } else if is_state(&joined(words)) {
        ActorKind::State
    } else if words.iter().any(is_group) || (the && ends_name(text, words, &ENDS_OF_GROUPS)) {
        ActorKind::Group
    } else if words.iter().any(is_body)
        || ends_name(text, words, &ENDS_OF_BODIES)
        || (!words.is_empty() && words.iter().all(letters))
    {
        ActorKind::Institution
    } else if the {
        // The Courier; but the Germans.
        let last = words.last().map_or("", |w| w.folded.as_str());
        match last.ends_with('s') && !last.ends_with("ss") {
            true => ActorKind::Group,
            false => ActorKind::Institution,
        }
    } else {
        ActorKind::Person
    }
}

/// Somebody new of a name as it is typed: titles are no part of it, and tell a
/// person.
#[must_use]
pub fn newcomer_called(name: &str) -> Newcomer {
    let all = words(name);
    let titled = newcomer(name, &all, false).filter(|new| !new.role.is_empty());
    titled.unwrap_or_else(|| Newcomer {
        name: folded_space(name),
        kind: guess_kind(name),
        role: String::new(),
    })
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
    let opener = |n: usize| is_opener(&words[n]);
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
            && let Some(newcomer) = newcomer(text, &words[run.clone()], the(text, words, at))
            && !is_place(text, words, &run, &newcomer)
        {
            found.push((run, newcomer));
        }
        at = end;
    }
    found
}

/// Whether a name is that of a place: "in Geneva"; but "confidence in Anna Berg" and
/// "in Quist’s view" name persons.
fn is_place(text: &str, words: &[Word], run: &Range<usize>, newcomer: &Newcomer) -> bool {
    if newcomer.kind != ActorKind::Person || !newcomer.role.is_empty() {
        return false;
    }
    let Some(before) = run.start.checked_sub(1) else {
        return false;
    };
    let trust = before
        .checked_sub(1)
        .is_some_and(|n| words[n].is_in(&TRUST));
    let joined = text[words[before].bytes.end..words[run.start].bytes.start]
        .trim()
        .is_empty();
    let owner = text[words[run.end - 1].bytes.end..].starts_with(['’', '\'', 'ʼ']);
    words[before].is_in(&BEFORE_PLACES) && joined && !trust && !owner
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
    let of_body = words[start..end].iter().any(is_no_person);
    let links =
        |word: &Word| word.is_in(&PARTICLES) || (of_body && word.is_in(&["of", "for", "the"]));
    let mut next = end;
    while joined(next) && links(&words[next]) && !named(next) {
        next += 1;
    }
    (next > end && next - end < 4 && joined(next) && named(next)).then_some(next + 1)
}

/// Whether "the" stands before one of the words.
fn the(text: &str, words: &[Word], at: usize) -> bool {
    let before = at.checked_sub(1).map(|b| &words[b]);
    before.is_some_and(|w| {
        w.is_in(&["the"]) && text[w.bytes.end..words[at].bytes.start].trim().is_empty()
    })
}

/// How many words at the start are titles: "Senator", "Deputy Prime Minister",
/// "Police Chief". None where what stands behind them is no person: "Justice
/// Department" is a body, though it begins like a judge.
fn titles(text: &str, run: &[Word]) -> usize {
    let before = run.iter().take_while(|w| is_title(w) || is_body(w)).count();
    let last = run[..before].iter().rposition(is_title);
    let count = last.map_or(0, |at| at + 1);
    let body = ends_name(text, &run[count..], &ENDS_OF_BODIES);
    match body || run[count..].iter().any(is_no_person) {
        true => 0,
        false => count,
    }
}

/// A name and the title before it; `None` if it is a title alone.
fn newcomer(text: &str, run: &[Word], the: bool) -> Option<Newcomer> {
    let titles = titles(text, run);
    let own = run.get(titles..).filter(|own| !own.is_empty())?;
    let words_of = |part: &[Word]| match part {
        [] => String::new(),
        [first, .., last] => folded_space(&text[first.bytes.start..last.bytes.end]),
        [only] => only.of(text).to_owned(),
    };
    let kind = match titles {
        0 => kind_of(text, own, the),
        _ => ActorKind::Person,
    };
    Some(Newcomer {
        kind,
        role: words_of(&run[..titles]),
        name: words_of(own),
    })
}

/// White space folded, and without the marks of what is bold.
pub(super) fn folded_space(text: &str) -> String {
    let words: Vec<&str> = text
        .split(|c: char| c.is_whitespace() || c == '*')
        .filter(|word| !word.is_empty())
        .collect();
    words.join(" ")
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
            (
                "Councilman Lee and Police Chief Anna Berg met Deputy Prime Minister Ode",
                vec![
                    "Person Lee (Councilman)",
                    "Person Anna Berg (Police Chief)",
                    "Person Ode (Deputy Prime Minister)",
                ],
            ),
            (
                "the Courier, the Dockers, Delta Foods GmbH and the General Assembly",
                vec![
                    "Institution Courier",
                    "Group Dockers",
                    "Institution Delta Foods GmbH",
                    "Institution General Assembly",
                ],
            ),
            (
                "in Norway, the Netherlands and U.S. circles",
                vec!["State Norway", "State Netherlands", "State U.S"],
            ),
            (
                "in Geneva, near Port Ellery; but confidence in Anna Berg, in Quist’s view",
                vec!["Person Anna Berg", "Person Quist"],
            ),
            (
                "Hackers met Lind Consulting",
                vec!["Group Hackers", "Institution Lind Consulting"],
            ),
            (
                "the Green List met Salt Yard and Friedrich List",
                vec![
                    "Group Green List",
                    "Institution Salt Yard",
                    "Person Friedrich List",
                ],
            ),
            ("nobody at all", vec![]),
        ] {
            assert_eq!(named(text), expected, "{text}");
        }
    }

    #[test]
    fn what_is_typed_tells_what_sort_of_thing_it_names() {
        for (typed, expected) in [
            ("Anna Berg", "Person Anna Berg"),
            ("Councilwoman Anna  Berg", "Person Anna Berg (Councilwoman)"),
            ("Dr. Berg", "Person Berg (Dr)"),
            ("Ministry of Fish", "Institution Ministry of Fish"),
            ("Delta Bank", "Institution Delta Bank"),
            ("Foods Inc.", "Institution Foods Inc."),
            ("Fishing Authority", "Institution Fishing Authority"),
            ("The Courier", "Institution The Courier"),
            ("BBC", "Institution BBC"),
            ("U.N.", "Institution U.N."),
            ("Labour Party", "Group Labour Party"),
            ("the United States", "State the United States"),
            ("Czech Republic", "State Czech Republic"),
            ("The Green List", "Group The Green List"),
            ("Chief Harbour Works", "Institution Chief Harbour Works"),
            ("Yard", "Person Yard"),
            ("Mayor", "Person Mayor"),
            ("?", "Person ?"),
        ] {
            let new = newcomer_called(typed);
            let told = match new.role.as_str() {
                "" => format!("{} {}", new.kind.name(), new.name),
                role => format!("{} {} ({role})", new.kind.name(), new.name),
            };
            assert_eq!(told, expected, "{typed}");
        }
    }
}
