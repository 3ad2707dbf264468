//! Finding what was changed: places whose words are nearly those of a passage.

use std::collections::HashMap;

use super::context::{Context, weight};
use super::index::TextIndex;
use super::tokens::Token;

/// The likeliest place of a passage.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Near {
    pub first: usize,
    pub end: usize,
    /// How alike it is, below 1.
    pub score: f32,
}

/// Words (and pairs of words) that stand at more places tell nothing.
const MAX_SEEDS: usize = 64;
/// So many places are looked at closely.
const MAX_TRIED: usize = 4;
/// Least likeness of the words by themselves.
const WORDS_ALONE: f32 = 0.85;
/// Least likeness of the words among the remembered surroundings.
const WORDS_IN_PLACE: f32 = 0.6;
/// Least agreement of the surroundings for that.
const IN_PLACE: f32 = 0.5;

/// What is looked for: the words as text and as tokens, and its surroundings.
pub(super) type Wanted<'w> = (&'w str, &'w [Token], Option<&'w Context>);

/// For each passage, the likeliest place that is like enough.
pub(super) fn find(index: &TextIndex<'_>, all: &[Wanted<'_>]) -> Vec<Option<Near>> {
    if all.is_empty() {
        return Vec::new();
    }
    let seeds = Seeds::new(index, all);
    all.iter()
        .map(|wanted| one(index, &seeds, *wanted))
        .collect()
}

/// The tokens of a passage and of its surroundings, by their distance from its
/// first one, in order.
fn around(wanted: Wanted<'_>) -> Vec<(i64, Token)> {
    let (_, words, context) = wanted;
    let own = words.iter().enumerate().map(|(n, t)| (n as i64, *t));
    let context = context.into_iter().flat_map(|c| c.offsets(words.len()));
    let mut all: Vec<(i64, Token)> = own.chain(context).collect();
    all.sort_by_key(|(offset, _)| *offset);
    all
}

fn pair(a: u64, b: u64) -> u64 {
    a.rotate_left(17).wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ b
}

/// Where the words of the passages stand in the text, as far as they are rare.
struct Seeds(HashMap<u64, Vec<u32>>);

impl Seeds {
    fn new(index: &TextIndex<'_>, all: &[Wanted<'_>]) -> Self {
        let mut seeds: HashMap<u64, Vec<u32>> = HashMap::new();
        for wanted in all {
            let around = around(*wanted);
            for (_, t) in around.iter().filter(|(_, t)| t.weight > 0) {
                seeds.entry(t.hash).or_default();
            }
            for two in around.windows(2) {
                seeds.entry(pair(two[0].1.hash, two[1].1.hash)).or_default();
            }
        }
        let mut note = |hash: u64, at: usize| {
            if let Some(places) = seeds.get_mut(&hash)
                && places.len() <= MAX_SEEDS
            {
                places.push(at as u32);
            }
        };
        for (at, token) in index.tokens.iter().enumerate() {
            if token.weight > 0 {
                note(token.hash, at);
            }
            if let Some(next) = index.tokens.get(at + 1) {
                note(pair(token.hash, next.hash), at);
            }
        }
        Self(seeds)
    }

    fn of(&self, hash: u64) -> &[u32] {
        match self.0.get(&hash) {
            Some(places) if places.len() <= MAX_SEEDS => places,
            _ => &[],
        }
    }
}

fn one(index: &TextIndex<'_>, seeds: &Seeds, wanted: Wanted<'_>) -> Option<Near> {
    let (text, words, context) = wanted;
    let around = around(wanted);
    // Where the passage would start if this word of it were that one.
    let mut starts: Vec<(i64, f32)> = Vec::new();
    let mut vote = |places: &[u32], offset: i64, weight: f32| {
        let rarity = weight / (places.len() as f32).sqrt();
        starts.extend(places.iter().map(|p| (i64::from(*p) - offset, rarity)));
    };
    for (offset, token) in &around {
        if token.weight > 0 {
            vote(seeds.of(token.hash), *offset, f32::from(token.weight));
        }
    }
    for two in around.windows(2) {
        let both = f32::from(two[0].1.weight) + f32::from(two[1].1.weight);
        let hash = pair(two[0].1.hash, two[1].1.hash);
        vote(seeds.of(hash), two[0].0, both);
    }
    starts.sort_by(|a, b| a.0.cmp(&b.0).then(a.1.total_cmp(&b.1)));
    let mut tried: Vec<(i64, f32)> = Vec::new();
    // Votes that lie near one another are for the same place.
    let slack = 3 + words.len() as i64 / 4;
    for (start, votes) in starts {
        match tried.last_mut() {
            Some(last) if start - last.0 <= slack => last.1 += votes,
            _ => tried.push((start, votes)),
        }
    }
    tried.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    tried.truncate(MAX_TRIED);
    let near = tried.into_iter().filter_map(|(start, _)| {
        let from = (start - slack).clamp(0, index.tokens.len() as i64) as usize;
        let upto = (start + words.len() as i64 + 2 * slack).max(0) as usize;
        let upto = upto.clamp(from, index.tokens.len());
        let (first, end, likeness) = align(index, (text, words), from..upto)?;
        let agreement = context.map_or(0.0, |c| c.agreement(index, first, end));
        let enough =
            likeness >= WORDS_ALONE || (likeness >= WORDS_IN_PLACE && agreement >= IN_PLACE);
        enough.then_some(Near {
            first,
            end,
            score: (0.75 * likeness + 0.25 * agreement).min(0.99),
        })
    });
    near.max_by(|a, b| a.score.total_cmp(&b.score).then(b.first.cmp(&a.first)))
}

/// The stretch of some tokens of the text that is most like the words, and how
/// much: the weight of what is the same over that of both, from 0 to 1.
fn align(
    index: &TextIndex<'_>,
    (text, words): (&str, &[Token]),
    range: std::ops::Range<usize>,
) -> Option<(usize, usize, f32)> {
    let (offset, there) = (range.start, &index.tokens[range]);
    let width = there.len() + 1;
    // Gain so far, and the first token of the text that was matched.
    let mut table = vec![(0.0_f32, usize::MAX); (words.len() + 1) * width];
    let own = |t: &Token| &text[t.start as usize..t.end as usize];
    let others = index.text().text();
    let mut best = (0.0_f32, usize::MAX, 0_usize);
    for (i, a) in words.iter().enumerate() {
        for (j, b) in there.iter().enumerate() {
            let (above, left) = (table[i * width + j + 1], table[(i + 1) * width + j]);
            // Words in between cost a little: the nearer together, the better.
            let left = (left.0 - 0.125 * f32::from(b.weight), left.1);
            let mut cell = if left.0 > above.0 { left } else { above };
            let same = likeness(a, own(a), b, &others[b.start as usize..b.end as usize]);
            if same > 0.0 {
                let (gain, start) = table[i * width + j];
                let gain = gain + same * f32::from(a.weight).max(0.01);
                if gain > cell.0 {
                    cell = (gain, if start == usize::MAX { j } else { start });
                    if gain > best.0 {
                        best = (gain, cell.1, j + 1);
                    }
                }
            }
            table[(i + 1) * width + j + 1] = cell;
        }
    }
    let (_, first, end) = best;
    if first >= end {
        return None;
    }
    // What was put in between counts as much against it as what is missing.
    let matched = matched(others, (own, words), &there[first..end]);
    let likeness = 2.0 * matched / (weight(words) + weight(&there[first..end])).max(1.0);
    Some((offset + first, offset + end, likeness.min(1.0)))
}

/// The weight of what is the same in both, in order.
fn matched<'w>(
    others: &str,
    (own, words): (impl Fn(&Token) -> &'w str, &[Token]),
    there: &[Token],
) -> f32 {
    let mut row = vec![0.0_f32; there.len() + 1];
    for a in words {
        let mut diagonal = 0.0;
        for (n, b) in there.iter().enumerate() {
            let above = row[n + 1];
            let other = &others[b.start as usize..b.end as usize];
            let same = likeness(a, own(a), b, other) * f32::from(a.weight.min(b.weight));
            row[n + 1] = above.max(row[n]).max(diagonal + same);
            diagonal = above;
        }
    }
    row.last().copied().unwrap_or(0.0)
}

/// From 0 to 1: how alike two words are. Another case, or a letter or two of a
/// long word, may differ.
fn likeness(a: &Token, own: &str, b: &Token, other: &str) -> f32 {
    if a.hash == b.hash {
        return 1.0;
    }
    if own.len().abs_diff(other.len()) > 2 || own.len() > 64 {
        return 0.0;
    }
    // Hardly a slip changes both ends of a word; most words differ in both.
    let same = |a: Option<char>, b: Option<char>| match (a, b) {
        (Some(a), Some(b)) => a == b || a.to_lowercase().eq(b.to_lowercase()),
        _ => false,
    };
    if !same(own.chars().next(), other.chars().next())
        && !same(own.chars().next_back(), other.chars().next_back())
    {
        return 0.0;
    }
    let lower = |word: &str| -> Vec<char> { word.chars().flat_map(char::to_lowercase).collect() };
    let (x, y) = (lower(own), lower(other));
    if x == y {
        return 0.9;
    }
    if a.weight < 4 || b.weight < 4 {
        return 0.0;
    }
    let same_start = x.iter().zip(&y).take_while(|(p, q)| p == q).count();
    let rest = (&x[same_start..], &y[same_start..]);
    let ends = rest.0.iter().rev().zip(rest.1.iter().rev());
    let same_end = ends.take_while(|(p, q)| p == q).count();
    let length = x.len().max(y.len());
    let differ = length - same_start - same_end;
    if differ <= 2 && differ * 3 <= length {
        0.8
    } else {
        0.0
    }
}
