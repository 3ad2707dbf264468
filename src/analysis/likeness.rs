//! Actors that may be one and the same, by their names.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::ops::ControlFlow;

use super::fold::folded;
use crate::layout::Progress;
use crate::model::{Actor, ActorId, InfluenceGraph};

/// How two actors are alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Alike {
    /// Their names are the same, but for case, accents, punctuation and the
    /// order of words.
    Name,
    /// An alias of one is, so far, a name or alias of the other.
    Alias,
    /// Names or aliases differ by a letter or two.
    Nearly,
}

/// Two actors that may be one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Likely {
    /// How they are alike; the surest comes first.
    pub alike: Alike,
    /// One of them, the first by id.
    pub a: ActorId,
    /// The other.
    pub b: ActorId,
}

/// A name or alias, as it compares.
struct Key {
    /// Which actor's.
    of: u32,
    /// Whether it is the name itself.
    is_name: bool,
    /// Its words, in order of the alphabet.
    letters: String,
    /// Words of which each sign counts: numbers, numerals, single letters.
    exact: String,
}

/// Names shorter than this are the same or are not, in letters.
const ONE_OFF: usize = 5;
/// Names shorter than this differ by one letter at most.
const TWO_OFF: usize = 8;
/// Longer names are as good as never mistyped in so few letters only, and have
/// very many ways to leave two out.
const LONGEST: usize = 40;
/// Most ways of leaving letters out that are held at a time; beyond, one letter
/// is left out and not two.
const MOST_WAYS: usize = 8_000_000;
/// Most others that are told of for one actor and one sort of likeness.
const MOST_EACH: usize = 8;

/// Pairs of actors that may be one, the surest first, then in order of ids; up
/// to `most`. Names of different numbers ("World War I", "World War II") are
/// never nearly the same.
///
/// Names that become equal when a letter is left out of each (from five letters
/// on; two letters, from eight on) are found by listing what is left (the
/// deletion neighbourhood: Mor & Fraenkel 1982), and then compared. Time is that
/// of sorting these lists: linear in the number of names, but for a logarithm;
/// a hundred thousand actors take seconds, so `progress` may stop it.
#[must_use]
pub fn likely_duplicates(
    graph: &InfluenceGraph,
    most: usize,
    progress: &mut Progress<'_>,
) -> Vec<Likely> {
    let actors: Vec<&Actor> = graph.actors().collect();
    let mut keys: Vec<Key> = Vec::new();
    for (of, actor) in actors.iter().enumerate() {
        let names = [&actor.name].into_iter().chain(&actor.aliases);
        keys.extend(
            names
                .enumerate()
                .filter_map(|(n, name)| key(of, n == 0, name)),
        );
    }
    let mut found = Found::default();
    same(&keys, &mut found);
    if progress(0.2).is_continue() {
        // Stopped, it tells what it has found so far.
        let _ = nearly(&keys, &mut found, progress);
    }
    let id = |i: u32| actors[i as usize].id.clone();
    let mut all: Vec<Likely> = found
        .pairs
        .into_iter()
        .map(|((a, b), alike)| Likely {
            alike,
            a: id(a),
            b: id(b),
        })
        .collect();
    all.sort();
    all.truncate(most);
    all
}

fn key(of: usize, is_name: bool, name: &str) -> Option<Key> {
    let folded = folded(name);
    let (mut exact, mut words): (Vec<&str>, Vec<&str>) = folded
        .split(' ')
        .filter(|w| !w.is_empty())
        .partition(|w| is_exact(w));
    exact.sort_unstable();
    words.sort_unstable();
    let (letters, exact) = (words.concat(), exact.join(" "));
    if letters.is_empty() && exact.is_empty() {
        return None;
    }
    let of = u32::try_from(of).ok()?;
    Some(Key {
        of,
        is_name,
        letters,
        exact,
    })
}

/// Whether another sign in a word makes it mean something else.
fn is_exact(word: &str) -> bool {
    let numeral = || word.chars().all(|c| matches!(c, 'i' | 'v' | 'x'));
    word.chars().any(char::is_numeric) || word.chars().nth(1).is_none() || numeral()
}

#[derive(Default)]
struct Found {
    /// By the two actors, the first before the second.
    pairs: BTreeMap<(u32, u32), Alike>,
    /// How many were told of for whom.
    told: HashMap<(u32, Alike), usize>,
}

impl Found {
    fn tell(&mut self, a: u32, b: u32, alike: Alike) {
        let pair = (a.min(b), a.max(b));
        if a == b || self.pairs.get(&pair).is_some_and(|known| *known <= alike) {
            return;
        }
        // A name that thousands share would make millions of pairs.
        let told = self.told.entry((pair.0, alike)).or_default();
        if *told < MOST_EACH {
            *told += 1;
            self.pairs.insert(pair, alike);
        }
    }
}

/// Pairs that share a name or alias.
fn same(keys: &[Key], found: &mut Found) {
    let mut by_words: HashMap<(&str, &str), Vec<&Key>> = HashMap::new();
    for key in keys {
        let shared = by_words.entry((&key.letters, &key.exact)).or_default();
        shared.push(key);
    }
    for shared in by_words.values() {
        for (i, a) in shared.iter().enumerate() {
            // Each with those behind it; the others have told of it already.
            for b in shared[i + 1..].iter().take(MOST_EACH) {
                let alike = if a.is_name && b.is_name {
                    Alike::Name
                } else {
                    Alike::Alias
                };
                found.tell(a.of, b.of, alike);
            }
        }
    }
}

/// Pairs of names that differ by a letter or two.
fn nearly(keys: &[Key], found: &mut Found, progress: &mut Progress<'_>) -> ControlFlow<()> {
    let letters: Vec<Vec<char>> = keys.iter().map(|k| k.letters.chars().collect()).collect();
    let able = |n: usize| (ONE_OFF..=LONGEST).contains(&n);
    let ways = |n: usize| if n < TWO_OFF { n } else { n * (n + 1) / 2 };
    let sum: usize = letters
        .iter()
        .map(Vec::len)
        .filter(|n| able(*n))
        .map(ways)
        .sum();
    let two_off = if sum > MOST_WAYS { usize::MAX } else { TWO_OFF };

    let mut left: Vec<(u64, u32)> = Vec::new();
    let mut add = |i: usize, rest: &[char]| {
        let mut hasher = DefaultHasher::new();
        (rest, &keys[i].exact).hash(&mut hasher);
        left.push((hasher.finish(), i as u32));
    };
    for (i, word) in letters.iter().enumerate().filter(|(_, w)| able(w.len())) {
        if i % 1024 == 0 {
            progress(0.2 + 0.4 * i as f32 / letters.len() as f32)?;
        }
        add(i, word);
        for out in 0..word.len() {
            let mut rest = word.clone();
            rest.remove(out);
            add(i, &rest);
            if word.len() >= two_off {
                for second in out..rest.len() {
                    let mut rest = rest.clone();
                    rest.remove(second);
                    add(i, &rest);
                }
            }
        }
    }
    left.sort_unstable();
    left.dedup();
    progress(0.8)?;
    let mut from = 0;
    while from < left.len() {
        let hash = left[from].0;
        let upto = from + left[from..].iter().take_while(|(h, _)| *h == hash).count();
        let shared = &left[from..upto];
        for (i, &(_, a)) in shared.iter().enumerate() {
            for &(_, b) in shared[i + 1..].iter().take(MOST_EACH) {
                let (a, b) = (a as usize, b as usize);
                if is_near(&letters[a], &letters[b]) && keys[a].letters != keys[b].letters {
                    found.tell(keys[a].of, keys[b].of, Alike::Nearly);
                }
            }
        }
        from = upto;
    }
    progress(1.0)
}

/// Whether so little is different: one letter of a short name, two of a longer
/// one. Two letters that have changed places count as one.
fn is_near(a: &[char], b: &[char]) -> bool {
    let off = if a.len().min(b.len()) < TWO_OFF { 1 } else { 2 };
    distance_within(a, b, off)
}

/// Whether so many changes (a letter more, fewer, another, or two that have
/// changed places) make one word of the other (optimal string alignment).
fn distance_within(a: &[char], b: &[char], most: usize) -> bool {
    if a.len().abs_diff(b.len()) > most {
        return false;
    }
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for i in 1..=a.len() {
        let mut row = vec![i; b.len() + 1];
        for j in 1..=b.len() {
            let other = usize::from(a[i - 1] != b[j - 1]);
            row[j] = (last[j] + 1).min(row[j - 1] + 1).min(last[j - 1] + other);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                row[j] = row[j].min(before[j - 2] + 1);
            }
        }
        before = std::mem::replace(&mut last, row);
    }
    last[b.len()] <= most
}

/// The actors of some pairs.
impl Likely {
    /// Both of them.
    #[must_use]
    pub fn both(&self) -> BTreeSet<ActorId> {
        [self.a.clone(), self.b.clone()].into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::ActorKind;

    /// Every pair that is found among actors of these names; aliases behind a
    /// stroke.
    fn pairs(names: &[&str]) -> Vec<(Alike, String)> {
        let mut graph = InfluenceGraph::new();
        for (n, name) in names.iter().enumerate() {
            let mut parts = name.split('|').map(str::to_owned);
            let id = ActorId::new(&format!("{n:03}")).expect("valid");
            let name = parts.next().unwrap_or_default();
            let mut actor = Actor::new(id, name, ActorKind::Person);
            actor.aliases = parts.collect();
            graph.add_actor(actor).expect("new");
        }
        let name = |id: &ActorId| graph.actor(id).expect("there").name.clone();
        likely_duplicates(&graph, 100, &mut |_| ControlFlow::Continue(()))
            .iter()
            .map(|l| (l.alike, format!("{} = {}", name(&l.a), name(&l.b))))
            .collect()
    }

    #[test]
    fn the_same_name_however_it_is_written() {
        let found = pairs(&["José García", "GARCIA, Jose", "Jose", "Garcia"]);
        assert_eq!(
            found,
            [(Alike::Name, "José García = GARCIA, Jose".to_owned())]
        );
        let found = pairs(&[
            "Mark Milley|The general",
            "Somebody|the General!",
            "General",
        ]);
        assert_eq!(found, [(Alike::Alias, "Mark Milley = Somebody".to_owned())]);
        let found = pairs(&["Mark Milley|Milley", "Milley"]);
        assert_eq!(found, [(Alike::Alias, "Mark Milley = Milley".to_owned())]);
    }

    #[test]
    fn a_letter_or_two_in_a_long_name() {
        for (a, b) in [
            ("Milley", "Miley"),
            ("Milley", "Milely"),
            ("Muhammad Ali", "Mohammed Ali"),
            ("Department of Defense", "Department of Defence"),
            ("Zelensky", "Zelenskyy"),
            ("Schwarzkopf", "Schwartzkopff"),
        ] {
            let found = pairs(&[a, b]);
            assert_eq!(found, [(Alike::Nearly, format!("{a} = {b}"))]);
        }
    }

    #[test]
    fn what_is_no_likeness() {
        for (a, b) in [
            ("Iran", "Iraq"),
            ("World War I", "World War II"),
            ("Treaty of 1907", "Treaty of 1909"),
            ("Actor 10001", "Actor 10002"),
            ("Vitamin A", "Vitamin B"),
            ("Milley", "Mailer"),
            ("…", "!"),
        ] {
            assert_eq!(pairs(&[a, b]), [], "{a}, {b}");
        }
    }

    #[test]
    fn a_name_that_many_share_makes_no_flood() {
        let names = vec!["John Smith"; 3_000];
        let found = pairs(&names);
        assert_eq!(found.len(), 100, "as many as were asked for");
        let names: Vec<String> = (0..3_000).map(|n| format!("Agent {n}")).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        assert_eq!(pairs(&names), []);
    }

    #[test]
    fn distances_are_those_of_the_definition() {
        let chars = |t: &str| t.chars().collect::<Vec<_>>();
        for (a, b, far) in [
            ("", "", 0),
            ("ab", "ba", 1),
            ("kitten", "sitting", 3),
            ("abc", "", 3),
        ] {
            for most in 0..5 {
                let within = distance_within(&chars(a), &chars(b), most);
                assert_eq!(within, far <= most, "{a} {b} {most}");
            }
        }
    }
}
