//! The names of a graph, to be found in a text and completed while they are
//! typed.

use std::collections::HashSet;
use std::ops::Range;

use super::dates::is_month;
use super::lists::DAYS;
use super::newcomers::{is_body, is_opener, is_titling};
use super::words::{Word, are_joined, joined, words};
use crate::model::{Actor, ActorId, ActorKind, InfluenceGraph};

/// Most words of a name that are compared.
const MOST_WORDS: usize = 16;
/// Most actors that one mention may mean; beyond, a person looks anyway.
const MOST_SAME: usize = 9;
/// Most names that are looked at to complete what is typed.
const MOST_LOOKED_AT: usize = 512;

/// Words between first name and surname that belong to the latter.
pub(super) const PARTICLES: [&str; 16] = [
    "de", "del", "della", "der", "den", "di", "da", "dos", "du", "la", "le", "van", "von", "zu",
    "bin", "al",
];

/// What stands behind a surname, and is none.
const LEGAL_FORMS: [&str; 18] = [
    "ab", "ag", "as", "bv", "co", "corp", "gmbh", "inc", "kg", "llc", "llp", "ltd", "nv", "oy",
    "plc", "sa", "se", "spa",
];
const BEHIND: [&str; 5] = ["jr", "sr", "ii", "iii", "iv"];

/// Somebody is mentioned in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// Where.
    pub bytes: Range<usize>,
    /// Who that may be, the likeliest first; never nobody.
    pub actors: Vec<ActorId>,
    /// Whether the likeliest is a person.
    pub is_person: bool,
}

/// How well a name says who is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    /// The name itself.
    Name,
    /// An alias.
    Alias,
    /// An acronym, a name without its article.
    Short,
    /// A surname.
    Surname,
    /// Some last words of a name: only to complete what is typed.
    Part,
    /// Some last words of an alias, for the same.
    AliasPart,
}

impl Rank {
    /// How well a name that only begins with what is typed says who is meant: the
    /// name, a word of it, an alias.
    fn begun(self) -> u8 {
        match self {
            Self::Name => 0,
            Self::Short | Self::Surname | Self::Part => 1,
            Self::Alias | Self::AliasPart => 2,
        }
    }
}

/// Which letters a text must have to mean a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Needs {
    /// Any of the name.
    Nothing,
    /// A capital at the start, so that a verb or month is nobody's name.
    Capital,
    /// Capitals only.
    Capitals,
}

/// A name, as words without case and accents: part of the index's letters.
#[derive(Clone, Copy, Debug)]
struct Key {
    start: u32,
    len: u32,
    actor: u32,
    rank: Rank,
    needs: Needs,
}

/// The names of all actors in order of the alphabet, with what each goes by:
/// aliases, the surname of a person, the initials of a long name.
///
/// Made in time O(n log n) for n names; looked up in O(log n) for each word, as
/// all names that begin with some words stand together.
#[derive(Debug, Default)]
pub struct NameIndex {
    letters: String,
    keys: Vec<Key>,
    actors: Vec<ActorId>,
    /// Which of them are persons.
    people: Vec<bool>,
}

impl NameIndex {
    /// The names of a graph.
    #[must_use]
    pub fn of(graph: &InfluenceGraph) -> Self {
        let mut index = Self::default();
        for actor in graph.actors() {
            index.add(actor);
        }
        let Self { letters, keys, .. } = &mut index;
        let text = |key: &Key| &letters[key.start as usize..(key.start + key.len) as usize];
        keys.sort_unstable_by(|a, b| {
            let same = text(a).cmp(text(b));
            same.then_with(|| (a.rank, a.actor).cmp(&(b.rank, b.actor)))
        });
        index
    }

    fn add(&mut self, actor: &Actor) {
        let Ok(number) = u32::try_from(self.actors.len()) else {
            return;
        };
        self.actors.push(actor.id.clone());
        self.people.push(actor.kind == ActorKind::Person);
        self.add_name(number, actor, &actor.name, Rank::Name);
        for alias in &actor.aliases {
            self.add_name(number, actor, alias, Rank::Alias);
        }
    }

    fn add_name(&mut self, actor: u32, of: &Actor, name: &str, rank: Rank) {
        let words = words(name);
        let Some(last) = words.len().checked_sub(1) else {
            return;
        };
        let Ok(base) = u32::try_from(self.letters.len()) else {
            return; // four gigabytes of names
        };
        // Where each word begins among the letters, and the end of the last.
        let mut starts = vec![base];
        for word in &words {
            let end = starts[starts.len() - 1] + word.folded.len() as u32 + 1;
            starts.push(end);
        }
        self.letters.push_str(&joined(&words));
        self.letters.push('\n');
        let span = |first: usize, end: usize| (starts[first], starts[end] - 1 - starts[first]);
        let capital = |word: &Word| match word.is_small(name) {
            true => Needs::Nothing,
            false => Needs::Capital,
        };
        let mut put = |(start, len): (u32, u32), rank, needs| {
            self.keys.push(Key {
                start,
                len,
                actor,
                rank,
                needs,
            });
        };
        let needs = if last == 0 {
            capital(&words[0])
        } else {
            Needs::Nothing
        };
        put(span(0, last + 1), rank, needs);
        // Few write the legal form of a company each time.
        if of.kind != ActorKind::Person && last > 0 && words[last].is_in(&LEGAL_FORMS) {
            put(span(0, last), Rank::Short, Needs::Capital);
        }
        // The surname, which may have something behind it.
        let person = of.kind == ActorKind::Person && rank == Rank::Name;
        let behind = last > 1 && words[last].is_in(&BEHIND);
        let surname = if behind { last - 1 } else { last };
        let is_one = |word: &Word| {
            word.folded.chars().count() > 1 && word.folded.starts_with(char::is_alphabetic)
        };
        let own = person && surname > 0 && is_one(&words[surname]);
        let mut first = surname;
        while own && first > 1 && words[first - 1].is_in(&PARTICLES) {
            first -= 1;
        }
        if own && behind {
            put(span(surname, last), Rank::Surname, Needs::Capital);
        }
        for at in 1..=last {
            let short = own && at >= first && (at == surname || at == first) && !behind;
            if short {
                // Many write its first particle small.
                let needs = if at < last {
                    Needs::Nothing
                } else {
                    Needs::Capital
                };
                put(span(at, last + 1), Rank::Surname, needs);
            } else if at == 1 && words[0].is_in(&["the"]) {
                let needs = match last {
                    1 => capital(&words[1]),
                    _ => Needs::Nothing,
                };
                put(span(1, last + 1), Rank::Short, needs);
            } else {
                let part = match rank {
                    Rank::Alias => Rank::AliasPart,
                    _ => Rank::Part,
                };
                put(span(at, last + 1), part, Needs::Nothing);
            }
        }
        if of.kind != ActorKind::Person
            && let Some(initials) = initials(name, &words)
            && let Ok(start) = u32::try_from(self.letters.len())
        {
            let len = initials.len() as u32;
            self.letters.push_str(&initials);
            self.letters.push('\n');
            self.keys.push(Key {
                start,
                len,
                actor,
                rank: Rank::Short,
                needs: Needs::Capitals,
            });
        }
    }

    fn text(&self, key: &Key) -> &str {
        &self.letters[key.start as usize..(key.start + key.len) as usize]
    }

    /// The names that begin so.
    fn beginning(&self, with: &str) -> &[Key] {
        let from = self.keys.partition_point(|k| self.text(k) < with);
        let rest = &self.keys[from..];
        let upto = rest.partition_point(|k| self.text(k).starts_with(with));
        &rest[..upto]
    }

    /// Those of some names, which begin so, that are no longer.
    fn whole<'k>(&self, keys: &'k [Key], phrase: &str) -> impl Iterator<Item = &'k Key> {
        // The shorter of two names that begin alike comes first.
        let same = keys
            .iter()
            .take_while(move |k| k.len as usize == phrase.len());
        same.filter(|k| k.rank < Rank::Part)
    }

    /// Who is mentioned in a text, in order; of names within names, the longest.
    #[must_use]
    pub fn mentions(&self, text: &str) -> Vec<Mention> {
        self.mentions_among(text, &words(text))
    }

    pub(super) fn mentions_among(&self, text: &str, words: &[Word]) -> Vec<Mention> {
        let capitals = text.chars().any(char::is_uppercase);
        let mut found: Vec<Mention> = Vec::new();
        let mut at = 0;
        while at < words.len() {
            let longest = self.longest(text, &words[at..], capitals);
            let Some((count, rank, numbers)) = longest else {
                at += 1;
                continue;
            };
            if rank == Rank::Surname && is_of_another(text, words, at..at + count) {
                at += count;
                continue;
            }
            let bytes = words[at].bytes.start..words[at + count - 1].bytes.end;
            let is_person = numbers.first().is_some_and(|n| self.people[*n as usize]);
            let mut actors: Vec<ActorId> = Vec::new();
            for number in numbers {
                actors.push(self.actors[number as usize].clone());
            }
            actors.dedup();
            found.push(Mention {
                bytes,
                actors,
                is_person,
            });
            at += count;
        }
        // Whoever is named in full is meant by a surname that others share.
        let sure: HashSet<ActorId> = found
            .iter()
            .filter_map(|m| m.actors.first().filter(|_| m.actors.len() == 1))
            .cloned()
            .collect();
        for mention in found.iter_mut().filter(|m| m.actors.len() > 1) {
            let known: Vec<_> = mention
                .actors
                .iter()
                .filter(|a| sure.contains(*a))
                .collect();
            if let [only] = known.as_slice() {
                mention.actors = vec![(*only).clone()];
            }
        }
        found
    }

    /// The longest name that some words begin with: of how many words, how well it
    /// says who is meant, and whose it is.
    fn longest(
        &self,
        text: &str,
        words: &[Word],
        capitals: bool,
    ) -> Option<(usize, Rank, Vec<u32>)> {
        let mut longest = None;
        let mut phrase = String::new();
        for (n, word) in words.iter().take(MOST_WORDS).enumerate() {
            if n > 0 {
                if !are_joined(text, &words[n - 1], word) {
                    break;
                }
                phrase.push(' ');
            }
            phrase.push_str(&word.folded);
            let keys = self.beginning(&phrase);
            if keys.is_empty() {
                break;
            }
            let written = &text[words[0].bytes.start..word.bytes.end];
            let fits = |key: &&Key| match key.needs {
                Needs::Nothing => true,
                Needs::Capital => !capitals || !words[0].is_small(text),
                Needs::Capitals => !written.contains(char::is_lowercase),
            };
            let mut best: Option<Rank> = None;
            let mut actors: Vec<u32> = Vec::new();
            for key in self.whole(keys, &phrase).filter(fits) {
                // A name says more than an alias, and that more than a surname.
                if *best.get_or_insert(key.rank) != key.rank || actors.len() == MOST_SAME {
                    break;
                }
                actors.push(key.actor);
            }
            if let Some(rank) = best {
                longest = Some((n + 1, rank, actors));
            }
        }
        longest
    }

    /// Who goes by a name, the likeliest first.
    #[must_use]
    pub fn named(&self, name: &str) -> Vec<ActorId> {
        let phrase = joined(&words(name));
        if phrase.is_empty() {
            return Vec::new();
        }
        let keys = self.whole(self.beginning(&phrase), &phrase);
        self.ids(keys.take(MOST_LOOKED_AT).copied(), MOST_SAME)
    }

    /// Whether somebody's name or alias is this one.
    #[must_use]
    pub fn is_taken(&self, name: &str) -> bool {
        let phrase = joined(&words(name));
        let mut keys = self.whole(self.beginning(&phrase), &phrase);
        !phrase.is_empty() && keys.any(|k| k.rank <= Rank::Alias)
    }

    /// Whose name goes on from what is typed, up to so many: first those whose name
    /// begins so, then those of whose name a word does, then those with such an
    /// alias; among equals, those whom `mentioned` knows come first.
    #[must_use]
    pub fn completions(
        &self,
        typed: &str,
        mentioned: impl Fn(&ActorId) -> bool,
        most: usize,
    ) -> Vec<ActorId> {
        let mut phrase = joined(&words(typed));
        if phrase.is_empty() {
            return Vec::new();
        }
        if typed.ends_with(char::is_whitespace) {
            phrase.push(' ');
        }
        let keys = self.beginning(&phrase).iter().take(MOST_LOOKED_AT);
        let mut keys: Vec<Key> = keys.copied().collect();
        let elsewhere = |key: &Key| !mentioned(&self.actors[key.actor as usize]);
        keys.sort_by_cached_key(|key| (key.rank.begun(), elsewhere(key)));
        self.ids(keys.into_iter(), most)
    }

    /// Whose some names are, each once.
    fn ids(&self, keys: impl Iterator<Item = Key>, most: usize) -> Vec<ActorId> {
        let mut ids: Vec<ActorId> = Vec::new();
        for key in keys {
            let id = &self.actors[key.actor as usize];
            if ids.len() == most {
                break;
            }
            if !ids.contains(id) {
                ids.push(id.clone());
            }
        }
        ids
    }
}

/// Whether some words, which are a surname, are part of another name: Petra Lind is
/// neither Anna Lind nor Lind Consulting.
fn is_of_another(text: &str, words: &[Word], range: Range<usize>) -> bool {
    let Range { start, end } = range;
    let named = |word: &Word| {
        word.is_capital(text) && !is_month(word) && !word.is_in(&DAYS) && !word.is_in(&BEHIND)
    };
    if let Some(next) = words.get(end)
        && named(next)
        && are_joined(text, &words[end - 1], next)
    {
        return true;
    }
    let Some(before) = start.checked_sub(1).map(|n| &words[n]) else {
        return false;
    };
    let letters = before.of(text);
    let first = letters.chars().count() > 1 && letters.contains(char::is_lowercase);
    let place = start >= 2 && words[start - 2].is_in(&["in", "near"]);
    let opens = is_opener(before) || before.folded.ends_with("ly");
    let other = is_titling(before) || is_body(before) || opens || place;
    first && named(before) && !other && are_joined(text, before, &words[start])
}

/// The first letters of the words of a name that are written with a capital, if
/// those are two or more: "Federal Bureau of Investigation" is the FBI.
fn initials(name: &str, words: &[Word]) -> Option<String> {
    let capitals = words.iter().filter(|w| w.is_capital(name));
    let capitals = capitals.filter(|w| !w.is_in(&["the"]));
    let letters = capitals.filter_map(|w| w.folded.chars().next());
    let initials: String = letters.collect();
    (initials.chars().count() > 1).then_some(initials)
}
