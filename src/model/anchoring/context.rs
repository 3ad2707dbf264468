//! How well the surroundings of a place are those that were remembered.

use super::index::TextIndex;
use super::spot::Spot;
use super::tokens::{Token, tokens};

/// So many more words of the text are looked at than were remembered: what was
/// put in between must not push all others out of sight.
const SLACK: usize = 6;

/// The remembered surroundings of a passage, nearest word first.
pub(super) struct Context {
    before: Vec<Token>,
    after: Vec<Token>,
}

impl Context {
    /// Those that were noted in a text, Markdown or not.
    pub(super) fn of(spot: &Spot, markdown: bool) -> Self {
        let mut before = tokens(&spot.before, markdown);
        before.reverse();
        Self {
            before,
            after: tokens(&spot.after, markdown),
        }
    }

    /// From 0 to 1: how much of the surroundings is there, in order, around the
    /// tokens from `first` up to `end`. 0 where nothing is remembered.
    pub(super) fn agreement(&self, index: &TextIndex<'_>, first: usize, end: usize) -> f32 {
        let all = near_weight(&self.before) + near_weight(&self.after);
        if all == 0.0 {
            return 0.0;
        }
        let far = first.saturating_sub(self.before.len() + SLACK);
        let mut before = index.tokens[far..first].to_vec();
        before.reverse();
        let far = (end + self.after.len() + SLACK).min(index.tokens.len());
        let common = common(&self.before, &before) + common(&self.after, &index.tokens[end..far]);
        common / all
    }

    /// Whether the nearest word on either side is the remembered one.
    pub(super) fn touches(&self, index: &TextIndex<'_>, first: usize, end: usize) -> bool {
        let same = |a: Option<&Token>, b: Option<&Token>| match (a, b) {
            (Some(a), Some(b)) => a.hash == b.hash,
            _ => false,
        };
        let before = first.checked_sub(1).and_then(|n| index.tokens.get(n));
        same(self.before.first(), before) || same(self.after.first(), index.tokens.get(end))
    }

    /// All remembered tokens, each with how far it stood from the first word of
    /// the passage, which has so many tokens.
    pub(super) fn offsets(&self, len: usize) -> impl Iterator<Item = (i64, Token)> + '_ {
        let before = self.before.iter().enumerate();
        let before = before.map(|(n, t)| (-1 - n as i64, *t));
        let after = self.after.iter().enumerate();
        before.chain(after.map(move |(n, t)| ((len + n) as i64, *t)))
    }
}

/// How much some tokens say.
pub(super) fn weight(tokens: &[Token]) -> f32 {
    tokens.iter().map(|t| f32::from(t.weight)).sum()
}

/// How much the n-th token from the passage says of where it is: the nearer,
/// the more, for a sentence may move, and leave its neighbours behind.
fn says(n: usize, token: &Token) -> f32 {
    f32::from(token.weight) / (1.0 + n as f32 / 4.0)
}

fn near_weight(tokens: &[Token]) -> f32 {
    tokens.iter().enumerate().map(|(n, t)| says(n, t)).sum()
}

/// How much the tokens of `a` say that stand in both, in the same order: the
/// longest common subsequence, by what they say.
fn common(a: &[Token], b: &[Token]) -> f32 {
    let mut row = vec![0.0_f32; b.len() + 1];
    for (at, x) in a.iter().enumerate() {
        let mut diagonal = 0.0;
        for (n, y) in b.iter().enumerate() {
            let above = row[n + 1];
            row[n + 1] = if x.hash == y.hash {
                diagonal + says(at, x)
            } else {
                above.max(row[n])
            };
            diagonal = above;
        }
    }
    row.last().copied().unwrap_or(0.0)
}
