//! Passages of the shipped brief, after random edits of its text: those that
//! were not touched are found where they are, all others are told.

use std::ops::Range;

use dramatis::model::{Outcome, Passage, SourceText, Spot, TextIndex};

const BRIEF: &str = include_str!("../../graphs/civil-military/brief.md");
const GRAPH: &str = include_str!("../../graphs/civil-military/civil-military.ron");

/// Numbers that are the same in every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % sides.max(1)
    }
}

/// A character, and which of the brief's it is, if it is one of them.
type Letter = (char, Option<usize>);

fn text_of(letters: &[Letter]) -> String {
    letters.iter().map(|(c, _)| c).collect()
}

/// Letters that nobody wrote before.
fn new(text: &str) -> Vec<Letter> {
    text.chars().map(|c| (c, None)).collect()
}

/// The bounds of the paragraphs, in letters.
fn paragraphs(letters: &[Letter]) -> Vec<Range<usize>> {
    let text = text_of(letters);
    let at = |byte: usize| text[..byte].chars().count();
    let source = SourceText::markdown(text.clone());
    let all = source.paragraphs().iter();
    all.map(|p| at(p.bytes.start)..at(p.bytes.end)).collect()
}

/// A sentence of a paragraph.
fn sentence(letters: &[Letter], p: &Range<usize>, dice: &mut Dice) -> Range<usize> {
    let stops = p.clone().filter(|&n| letters[n].0 == '.');
    let ends: Vec<usize> = stops.map(|n| n + 1).collect();
    let n = dice.roll(ends.len());
    let start = if n == 0 { p.start } else { ends[n - 1] };
    start..ends.get(n).copied().unwrap_or(p.end)
}

const SORTS: [&str; 9] = [
    "insert",
    "copy",
    "delete words",
    "delete sentence",
    "delete paragraph",
    "move sentence",
    "move paragraph",
    "re-wrap",
    "typo",
];

/// One random edit, of the given sort.
fn edit(letters: &mut Vec<Letter>, sort: usize, dice: &mut Dice) {
    let all = paragraphs(letters);
    let p = all[dice.roll(all.len())].clone();
    let other = all[dice.roll(all.len())].clone();
    let words: Vec<usize> = p
        .clone()
        .filter(|&n| letters[n].0 == ' ' || letters[n].0 == '\n')
        .collect();
    let gap = |dice: &mut Dice| words.get(dice.roll(words.len())).copied().unwrap_or(p.end);
    match SORTS[sort] {
        "insert" => {
            let some = [
                " in their own words, as many had long expected,",
                " Nobody else has written about the matter.",
                " Trump",
                " and Milley",
                "\n\nAn editor added a paragraph. It has two sentences.\n\n",
            ];
            let at = gap(dice);
            letters.splice(at..at, new(some[dice.roll(some.len())]));
        }
        "copy" => {
            let copied = text_of(&letters[sentence(letters, &other, dice)]);
            letters.splice(p.end..p.end, new(&format!(" {}", copied.trim())));
        }
        "delete words" => {
            let start = gap(dice);
            let until = words.iter().filter(|n| **n > start).nth(dice.roll(8));
            letters.drain(start..until.copied().unwrap_or(p.end));
        }
        "delete sentence" => drop(letters.drain(sentence(letters, &p, dice))),
        "delete paragraph" => drop(letters.drain(p)),
        "move sentence" | "move paragraph" => {
            let whole = SORTS[sort] == "move paragraph";
            let what = if whole {
                p
            } else {
                sentence(letters, &p, dice)
            };
            if what.contains(&other.start) {
                return;
            }
            let target = if what.start > other.start {
                other.end
            } else {
                other.end - what.len()
            };
            let moved: Vec<Letter> = letters.drain(what).collect();
            let (before, after) = if whole { ("\n\n", "\n\n") } else { (" ", "") };
            let moved = [new(before), moved, new(after)].concat();
            letters.splice(target..target, moved);
        }
        "re-wrap" => {
            let width = 20 + dice.roll(60);
            let (mut column, end) = (0, if dice.roll(2) == 0 { "\n" } else { "\r\n" });
            let straight = dice.roll(2) == 0;
            let mut out = Vec::new();
            for (n, &(c, from)) in letters.iter().enumerate() {
                let inside = all.iter().any(|p| p.contains(&n));
                column = if c == '\n' { 0 } else { column + 1 };
                if inside && c.is_whitespace() && column > width {
                    out.extend(new(end));
                    column = 0;
                } else if straight && "“”".contains(c) {
                    out.push(('"', from));
                } else {
                    out.push((c, from));
                }
            }
            *letters = out;
        }
        _ => {
            let inside: Vec<usize> = p.filter(|&n| letters[n].0.is_alphabetic()).collect();
            let n = inside[dice.roll(inside.len())];
            match dice.roll(3) {
                0 => drop(letters.remove(n)),
                1 => letters[n] = ('q', None),
                _ => letters.insert(n, ('q', None)),
            }
        }
    }
}

/// A passage of the brief, as a claim notes it.
#[derive(Clone)]
struct Noted {
    anchor: String,
    bytes: Range<usize>,
    spot: Spot,
}

fn noted(index: &TextIndex<'_>) -> Vec<Noted> {
    let doc = dramatis::file::parse(GRAPH.as_bytes())
        .expect("sound")
        .document;
    let mut all: Vec<Noted> = Vec::new();
    for claim in doc.graph.links().flat_map(|l| &l.action.claims) {
        let bytes = index
            .text()
            .find(&claim.anchor, &claim.quote)
            .expect("it stands there");
        all.push(Noted {
            anchor: claim.anchor.clone(),
            spot: index.spot(bytes.clone()),
            bytes,
        });
    }
    all
}

/// Where a passage stands now, in letters, if nothing but white space has come
/// into it or gone from it.
fn untouched(letters: &[Letter], chars: &Range<usize>) -> Option<Range<usize>> {
    let origin = |n: usize| letters.get(n).and_then(|(_, from)| *from);
    let start = (0..letters.len()).find(|&n| origin(n) == Some(chars.start))?;
    let brief: Vec<char> = BRIEF.chars().collect();
    let mut at = start;
    for n in chars.clone().filter(|&n| !brief[n].is_whitespace()) {
        let mut lines = 0;
        while letters.get(at)?.0.is_whitespace() {
            lines += usize::from(letters[at].0 == '\n');
            at += 1;
        }
        if origin(at) != Some(n) || lines > 1 {
            return None;
        }
        at += 1;
    }
    // What touches the first or last word has changed it.
    let joins = |n: Option<usize>| {
        let beside = n.and_then(|n| letters.get(n));
        beside.is_some_and(|(c, _)| c.is_alphanumeric())
    };
    let clear = !joins(start.checked_sub(1)) && !joins(Some(at));
    clear.then_some(start..at)
}

/// What came of many passages.
#[derive(Debug, Default)]
struct Tally {
    untouched: usize,
    kept: usize,
    touched: usize,
    proposed: usize,
    proposed_elsewhere: usize,
    lost: usize,
    wrong: Vec<String>,
}

/// Looks every passage up in the changed text, and compares with the truth.
fn compare(noted: &[Noted], letters: &[Letter], what: &str, tally: &mut Tally) -> Vec<Outcome> {
    let text = text_of(letters);
    let source = SourceText::markdown(text.clone());
    let passages: Vec<Passage<'_>> = noted
        .iter()
        .map(|n| Passage {
            anchor: &n.anchor,
            words: &BRIEF[n.bytes.clone()],
            spot: Some(&n.spot),
        })
        .collect();
    let outcomes = TextIndex::new(&source).reanchor(&passages);
    let starts: Vec<usize> = text
        .char_indices()
        .map(|(at, _)| at)
        .chain([text.len()])
        .collect();
    for (noted, outcome) in noted.iter().zip(&outcomes) {
        let chars = |at: usize| BRIEF[..at].chars().count();
        let chars = chars(noted.bytes.start)..chars(noted.bytes.end);
        let truth = untouched(letters, &chars).map(|l| starts[l.start]..starts[l.end]);
        let words = &BRIEF[noted.bytes.clone()];
        match (truth, outcome) {
            (Some(truth), Outcome::Exact { standing, .. }) => {
                tally.untouched += 1;
                if standing.bytes == truth {
                    tally.kept += 1;
                } else {
                    tally
                        .wrong
                        .push(format!("{what}: {words:?} moved to {standing:?}"));
                }
            }
            (Some(_), _) => tally.untouched += 1,
            (None, Outcome::Exact { standing, .. }) => {
                tally
                    .wrong
                    .push(format!("{what}: {words:?} is said to be {standing:?}"));
            }
            (None, outcome) => {
                tally.touched += 1;
                let Outcome::Fuzzy {
                    standing,
                    same_words,
                    ..
                } = outcome
                else {
                    tally.lost += 1;
                    assert_ne!(*outcome, Outcome::NoWords);
                    continue;
                };
                tally.proposed += 1;
                let place = starts
                    .binary_search(&standing.bytes.start)
                    .expect("a letter");
                let end = starts.binary_search(&standing.bytes.end).expect("a letter");
                let own = |(_, from): &Letter| from.is_some_and(|n| chars.contains(&n));
                if !same_words && !letters[place..end].iter().any(own) {
                    tally.proposed_elsewhere += 1;
                }
            }
        }
    }
    outcomes
}

/// A random edit changes 200 copies of the brief, each on its own.
#[test]
fn untouched_passages_survive_200_random_edits() {
    let source = SourceText::markdown(BRIEF);
    let noted = noted(&TextIndex::new(&source));
    let mut dice = Dice(0x5EED);
    let mut tally = Tally::default();
    for n in 0..200 {
        let mut letters: Vec<Letter> = BRIEF.chars().zip((0..).map(Some)).collect();
        let sort = n % SORTS.len();
        edit(&mut letters, sort, &mut dice);
        compare(
            &noted,
            &letters,
            &format!("{n}, {}", SORTS[sort]),
            &mut tally,
        );
    }
    check(&tally);
    assert!(tally.touched > 100, "{tally:?}");
}

/// The edits come one upon the other, until much of the brief is another text.
/// After each, what was found exactly is noted anew, as the program does: only
/// so a copy is told from what was copied and then deleted.
#[test]
fn untouched_passages_survive_edits_upon_edits() {
    let source = SourceText::markdown(BRIEF);
    let fresh = noted(&TextIndex::new(&source));
    let mut dice = Dice(0xB00C);
    let mut tally = Tally::default();
    for round in 0..20 {
        let mut noted = fresh.clone();
        let mut letters: Vec<Letter> = BRIEF.chars().zip((0..).map(Some)).collect();
        for n in 0..10 {
            let sort = dice.roll(SORTS.len());
            edit(&mut letters, sort, &mut dice);
            let what = format!("{round}, {n}, {}", SORTS[sort]);
            let outcomes = compare(&noted, &letters, &what, &mut tally);
            for (noted, outcome) in noted.iter_mut().zip(outcomes) {
                if let Outcome::Exact { standing, .. } = outcome {
                    (noted.anchor, noted.spot) = (standing.anchor, standing.spot);
                }
            }
        }
    }
    check(&tally);
}

/// The largest text that is read, with 2,000 passages: half of them changed.
#[test]
fn two_thousand_passages_are_found_in_five_megabytes() {
    let mut dice = Dice(0xF00D);
    let words = BRIEF.split_whitespace().filter(|w| !w.contains('#'));
    let words: Vec<&str> = words.collect();
    let (mut old, mut cited) = (String::new(), Vec::new());
    while old.len() < 4_900_000 {
        let start = old.len();
        for n in 0..30 {
            old += words[dice.roll(words.len())];
            old += if n == 29 { ".\n\n" } else { " " };
        }
        if cited.len() < 2_000 && dice.roll(8) == 0 {
            cited.push(start..old.len() - 2);
        }
    }
    let source = SourceText::markdown(old.clone());
    let index = TextIndex::new(&source);
    let unnoted: Vec<Passage<'_>> = cited
        .iter()
        .map(|bytes| Passage {
            anchor: "",
            words: &old[bytes.clone()],
            spot: None,
        })
        .collect();
    let noted = index.reanchor(&unnoted).into_iter();
    let spots: Vec<Spot> = noted
        .map(|outcome| match outcome {
            Outcome::Exact { standing, .. } => standing.spot,
            other => panic!("{other:?}"),
        })
        .collect();
    let mut new = format!("Something new.\r\n\r\n{old}");
    for bytes in cited.iter().step_by(2).rev() {
        let at = bytes.start + 18;
        new.replace_range(at..at + new[at..].find(' ').expect("a word"), "Changed");
    }
    let passages: Vec<Passage<'_>> = cited
        .iter()
        .zip(&spots)
        .map(|(bytes, spot)| Passage {
            anchor: "",
            words: &old[bytes.clone()],
            spot: Some(spot),
        })
        .collect();
    let source = SourceText::markdown(new);
    let outcomes = TextIndex::new(&source).reanchor(&passages);
    let exact = |o: &&Outcome| matches!(o, Outcome::Exact { .. });
    let fuzzy = |o: &&Outcome| {
        matches!(
            o,
            Outcome::Fuzzy {
                same_words: false,
                ..
            }
        )
    };
    assert_eq!(cited.len(), 2_000);
    assert_eq!(outcomes.iter().step_by(2).filter(fuzzy).count(), 1_000);
    assert_eq!(
        outcomes.iter().skip(1).step_by(2).filter(exact).count(),
        1_000
    );
}

fn check(tally: &Tally) {
    assert_eq!(tally.wrong, [""; 0]);
    assert!(tally.kept * 100 >= tally.untouched * 99, "{tally:?}");
    // What is proposed is mostly what became of it; a person sees.
    assert!(tally.proposed_elsewhere * 4 <= tally.proposed, "{tally:?}");
    assert!(tally.proposed > tally.touched / 4, "{tally:?}");
}
