//! Looking many passages up in one text at once.

use std::collections::HashMap;
use std::ops::{Deref, Range};
use std::sync::Arc;

use super::super::SourceText;
use super::spot::Spot;
use super::tokens::{Token, tokens};

/// Most words of context on either side.
const CONTEXT_WORDS: usize = 14;
/// Most bytes of context on either side; a long word is cut off with them.
const CONTEXT_BYTES: usize = 120;

/// A text that is lent, or shared.
#[derive(Debug)]
pub(super) enum Held<'t> {
    Lent(&'t SourceText),
    Shared(Arc<SourceText>),
}

impl Deref for Held<'_> {
    type Target = SourceText;

    fn deref(&self) -> &SourceText {
        match self {
            Self::Lent(text) => text,
            Self::Shared(text) => text,
        }
    }
}

/// A text prepared for looking passages up: its words, and sums over them, so
/// that any two stretches of words are compared at once.
#[derive(Debug)]
pub struct TextIndex<'t> {
    pub(super) text: Held<'t>,
    pub(super) tokens: Vec<Token>,
    /// For each number of tokens, a sum over so many first ones.
    sums: Vec<u64>,
    /// Powers of the base of the sums.
    powers: Vec<u64>,
}

const BASE: u64 = 0x9E37_79B9_7F4A_7C15;

/// Sum over some tokens, as [`TextIndex::sum`] gives it.
fn sum_of(tokens: &[Token]) -> u64 {
    tokens
        .iter()
        .fold(0_u64, |sum, t| sum.wrapping_mul(BASE).wrapping_add(t.hash))
}

/// The first token of each place at which the same words stand, in order.
pub(super) type Places = Vec<usize>;

/// Where several stretches of words stand.
pub(super) struct Found {
    /// For each of them, which of `places`.
    of: Vec<usize>,
    places: Vec<Places>,
}

impl Found {
    /// Where the n-th of them stands.
    pub(super) fn places(&self, n: usize) -> &Places {
        &self.places[self.of[n]]
    }
}

/// Words are looked up by their first 1, 2, 4, … ones: so many lengths.
const CLASSES: usize = 6;

impl TextIndex<'static> {
    /// Prepares a text that is shared, and holds on to it. See
    /// [`TextIndex::new`].
    #[must_use]
    pub fn shared(text: Arc<SourceText>) -> Self {
        Self::of(Held::Shared(text))
    }
}

impl<'t> TextIndex<'t> {
    /// Prepares a text, in time linear in its length.
    #[must_use]
    pub fn new(text: &'t SourceText) -> Self {
        Self::of(Held::Lent(text))
    }

    fn of(text: Held<'t>) -> Self {
        let tokens = tokens(text.text(), text.is_markdown());
        let mut sums = Vec::with_capacity(tokens.len() + 1);
        let mut powers = Vec::with_capacity(tokens.len() + 1);
        let (mut sum, mut power) = (0_u64, 1_u64);
        sums.push(sum);
        powers.push(power);
        for token in &tokens {
            sum = sum.wrapping_mul(BASE).wrapping_add(token.hash);
            power = power.wrapping_mul(BASE);
            sums.push(sum);
            powers.push(power);
        }
        Self {
            text,
            tokens,
            sums,
            powers,
        }
    }

    /// The text.
    #[must_use]
    pub fn text(&self) -> &SourceText {
        &self.text
    }

    /// Sum over `len` tokens from `first` on.
    fn sum(&self, first: usize, len: usize) -> u64 {
        let before = self.sums[first].wrapping_mul(self.powers[len]);
        self.sums[first + len].wrapping_sub(before)
    }

    /// The words before and after some bytes of the text, and how often the
    /// same words stand in it: to be kept with a passage. Linear in the text.
    #[must_use]
    pub fn spot(&self, bytes: Range<usize>) -> Spot {
        self.spots(std::slice::from_ref(&bytes))
            .pop()
            .unwrap_or_default()
    }

    /// The same of several stretches, looked up together. Linear in the text
    /// and in the number of places at which the same words stand.
    #[must_use]
    pub fn spots(&self, all: &[Range<usize>]) -> Vec<Spot> {
        let spans: Vec<_> = all.iter().map(|bytes| self.span(bytes)).collect();
        let wanted = spans.iter().map(|&(first, end)| &self.tokens[first..end]);
        let found = self.places_of(&wanted.collect::<Vec<_>>());
        let numbered = spans.iter().enumerate();
        numbered
            .map(|(n, &(first, end))| self.spot_at(first, end, found.places(n).len()))
            .collect()
    }

    /// Some bytes of the text, widened so that they hold whole words and marks,
    /// and no white space around them; empty where they touch none.
    #[must_use]
    pub fn whole_words(&self, bytes: &Range<usize>) -> Range<usize> {
        let (first, end) = self.span(bytes);
        self.bytes(first, end)
    }

    /// The first word that begins at a byte of the text or behind it.
    #[must_use]
    pub fn word_from(&self, byte: usize) -> Option<Range<usize>> {
        let first = self.tokens.partition_point(|t| (t.start as usize) < byte);
        let word = self.tokens[first..].iter().find(|t| t.weight > 0)?;
        Some(word.start as usize..word.end as usize)
    }

    /// The last word that ends at a byte of the text or before it.
    #[must_use]
    pub fn word_upto(&self, byte: usize) -> Option<Range<usize>> {
        let end = self.tokens.partition_point(|t| (t.end as usize) <= byte);
        let word = self.tokens[..end].iter().rev().find(|t| t.weight > 0)?;
        Some(word.start as usize..word.end as usize)
    }

    /// The tokens that some bytes hold, as a range of them.
    pub(super) fn span(&self, bytes: &Range<usize>) -> (usize, usize) {
        let first = self
            .tokens
            .partition_point(|t| (t.end as usize) <= bytes.start);
        let end = self
            .tokens
            .partition_point(|t| (t.start as usize) < bytes.end);
        (first, end.max(first))
    }

    /// As [`Self::spot`], of tokens that stand so many times in the text.
    pub(super) fn spot_at(&self, first: usize, end: usize, times: usize) -> Spot {
        spot_between(self.text.text(), &self.tokens, (first, end), times)
    }

    /// The bytes of some tokens.
    pub(super) fn bytes(&self, first: usize, end: usize) -> Range<usize> {
        bytes_of(&self.tokens, (first, end), self.text.text().len())
    }

    /// Whether the tokens from `first` on are these.
    fn stands(&self, wanted: &[Token], sum: u64, first: usize) -> bool {
        let end = first + wanted.len();
        end <= self.tokens.len()
            && self.sum(first, wanted.len()) == sum
            && self.tokens[first..end]
                .iter()
                .zip(wanted)
                .all(|(a, b)| a.hash == b.hash)
    }

    /// Where each of several stretches of words stands. Linear in the text and
    /// the words, and in the number of places.
    pub(super) fn places_of(&self, all: &[&[Token]]) -> Found {
        // The same words are looked up once, by as many of their first ones as
        // may be, so that few places are looked at in vain.
        let mut by_words: HashMap<(usize, u64), usize> = HashMap::new();
        let mut groups: Vec<(&[Token], u64, Places)> = Vec::new();
        let mut of: Vec<usize> = Vec::with_capacity(all.len());
        for wanted in all {
            let sum = sum_of(wanted);
            let group = *by_words.entry((wanted.len(), sum)).or_insert(groups.len());
            if group == groups.len() {
                groups.push((wanted, sum, Places::default()));
            }
            of.push(group);
        }
        let mut by_start: [HashMap<u64, Vec<usize>>; CLASSES] = Default::default();
        for (n, (wanted, ..)) in groups.iter().enumerate() {
            if let Some(class) = wanted.len().checked_ilog2() {
                let class = (class as usize).min(CLASSES - 1);
                let head = sum_of(&wanted[..1 << class]);
                by_start[class].entry(head).or_default().push(n);
            }
        }
        for (class, heads) in by_start.iter().enumerate() {
            let size = 1 << class;
            if heads.is_empty() || self.tokens.len() < size {
                continue;
            }
            for first in 0..=self.tokens.len() - size {
                let Some(those) = heads.get(&self.sum(first, size)) else {
                    continue;
                };
                for &n in those {
                    let (wanted, sum) = (groups[n].0, groups[n].1);
                    if self.stands(wanted, sum, first) {
                        groups[n].2.push(first);
                    }
                }
            }
        }
        Found {
            of,
            places: groups.into_iter().map(|(.., places)| places).collect(),
        }
    }
}

/// The bytes of some of these tokens; where there are none, none of a text of
/// this length.
fn bytes_of(tokens: &[Token], (first, end): (usize, usize), length: usize) -> Range<usize> {
    let start = tokens.get(first).map_or(length, |t| t.start as usize);
    match end.checked_sub(1).and_then(|last| tokens.get(last)) {
        Some(last) if end > first => start..last.end as usize,
        _ => start..start,
    }
}

/// Where some of these tokens stand, which stand so many times in the text.
/// `tokens` are those of the text, or of the part of it around these.
pub(super) fn spot_between(
    text: &str,
    tokens: &[Token],
    (first, end): (usize, usize),
    times: usize,
) -> Spot {
    let bytes = bytes_of(tokens, (first, end), text.len());
    let mut words = 0;
    let mut start = bytes.start;
    for token in tokens[..first].iter().rev() {
        let far = bytes.start - token.start as usize > CONTEXT_BYTES;
        words += usize::from(token.weight > 0);
        if far || words > CONTEXT_WORDS {
            break;
        }
        start = token.start as usize;
    }
    let mut words = 0;
    let mut stop = bytes.end;
    for token in &tokens[end..] {
        let far = token.end as usize - bytes.end > CONTEXT_BYTES;
        words += usize::from(token.weight > 0);
        if far || words > CONTEXT_WORDS {
            break;
        }
        stop = token.end as usize;
    }
    Spot {
        at: bytes.start as u32,
        before: folded(&text[start..bytes.start]),
        after: folded(&text[bytes.end..stop]),
        times: (times as u32).max(1),
    }
}

/// White space folded, and the marks of quoted lines left out.
pub(super) fn folded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (n, line) in text.split(['\n', '\r']).enumerate() {
        let line = if n > 0 {
            line.trim_start_matches(|c: char| c == '>' || c.is_whitespace())
        } else {
            line
        };
        for word in line.split_whitespace() {
            if !out.is_empty() {
                out.push(' ');
            }
            out.push_str(word);
        }
    }
    out
}
