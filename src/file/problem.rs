//! What is wrong with a file: where, what was found, and what to do.

use std::fmt;

/// A place in a text file, counted from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    /// Line; lines end at `\n`.
    pub line: usize,
    /// Column, in characters (a tab is one).
    pub column: usize,
}

impl Position {
    /// The first character of a file.
    pub const START: Self = Self { line: 1, column: 1 };
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.line, self.column)
    }
}

/// How bad a [`Problem`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The file is used, but something about it should be known.
    Warning,
    /// The file is not used as it is.
    Error,
}

impl Severity {
    /// As shown to people.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// One thing that is wrong with a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
    /// What was found, and what was expected.
    pub what: String,
    /// What to do about it; may be empty.
    pub hint: String,
    /// How bad it is.
    pub severity: Severity,
}

impl Problem {
    /// An error at a place.
    #[must_use]
    pub fn error(at: Position, what: impl Into<String>, hint: impl Into<String>) -> Self {
        Self {
            line: at.line,
            column: at.column,
            what: what.into(),
            hint: hint.into(),
            severity: Severity::Error,
        }
    }

    /// Where it is.
    #[must_use]
    pub fn at(&self) -> Position {
        Position {
            line: self.line,
            column: self.column,
        }
    }
}

impl fmt::Display for Problem {
    /// `line:column: error: what (hint)`, on one line.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            line,
            column,
            what,
            hint,
            severity,
        } = self;
        write!(f, "{line}:{column}: {}: {what}", severity.name())?;
        if !hint.is_empty() {
            write!(f, " ({hint})")?;
        }
        Ok(())
    }
}

/// A problem by byte offset, before lines are counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Finding {
    /// Byte offset in the text.
    pub at: usize,
    /// What was found, and what was expected.
    pub what: String,
    /// What to do about it.
    pub hint: String,
    /// How bad it is.
    pub severity: Severity,
    /// Another place to name after `what`: the words before it, and its offset.
    pub see: Option<(&'static str, usize)>,
}

impl Finding {
    /// An error at a byte offset.
    pub(super) fn error(at: usize, what: impl Into<String>, hint: impl Into<String>) -> Self {
        Self {
            at,
            what: what.into(),
            hint: hint.into(),
            severity: Severity::Error,
            see: None,
        }
    }
}

/// Lines and columns of byte offsets, given in rising order; one pass over the
/// text, whatever the number of offsets and however long the lines.
pub(super) fn locate(text: &str, rising: impl IntoIterator<Item = usize>) -> Vec<Position> {
    let mut seen = 0;
    let mut at = Position::START;
    rising
        .into_iter()
        .map(|offset| {
            let offset = offset.min(text.len());
            for &byte in text.as_bytes().get(seen..offset).unwrap_or_default() {
                if byte == b'\n' {
                    at.line += 1;
                    at.column = 1;
                } else if byte & 0xC0 != 0x80 {
                    at.column += 1; // not a continuation byte: a new character
                }
            }
            seen = seen.max(offset);
            at
        })
        .collect()
}

/// Lines and columns of some byte offsets, to look up.
pub(super) struct Located {
    offsets: Vec<usize>,
    positions: Vec<Position>,
}

impl Located {
    /// Counts once through the text for all the offsets, given in any order.
    pub(super) fn new(text: &str, mut offsets: Vec<usize>) -> Self {
        offsets.sort_unstable();
        offsets.dedup();
        let positions = locate(text, offsets.iter().copied());
        Self { offsets, positions }
    }

    /// The place of one of the offsets.
    pub(super) fn get(&self, offset: usize) -> Position {
        self.offsets
            .binary_search(&offset)
            .map_or(Position::START, |n| self.positions[n])
    }
}

/// Findings in order of their places, with lines and columns.
pub(super) fn resolve(text: &str, mut findings: Vec<Finding>) -> Vec<Problem> {
    findings.sort_by_key(|f| f.at); // stable: equal places keep their order
    let at = |f: &Finding| [Some(f.at), f.see.map(|(_, offset)| offset)];
    let located = Located::new(text, findings.iter().flat_map(at).flatten().collect());
    findings
        .into_iter()
        .map(|finding| {
            let mut what = finding.what;
            if let Some((words, offset)) = finding.see {
                let Position { line, column } = located.get(offset);
                what.push_str(&format!("; {words} line {line}, column {column}"));
            }
            let Position { line, column } = located.get(finding.at);
            Problem {
                line,
                column,
                what,
                hint: finding.hint,
                severity: finding.severity,
            }
        })
        .collect()
}

/// The candidate that a misspelt word was probably meant to be.
pub(super) fn near<'c>(word: &str, candidates: impl Iterator<Item = &'c str>) -> Option<&'c str> {
    let word: Vec<char> = word.chars().take(80).flat_map(char::to_lowercase).collect();
    let limit = (word.len() / 3).clamp(1, 3);
    candidates
        .filter(|c| c.len().abs_diff(word.len()) <= 4 * limit)
        .filter_map(|c| {
            let other: Vec<char> = c.chars().flat_map(char::to_lowercase).collect();
            let far = distance(&word, &other);
            (far <= limit).then_some((far, c))
        })
        .min_by_key(|(far, _)| *far)
        .map(|(_, c)| c)
}

/// Edits (insert, delete, replace, swap neighbours) from one word to another:
/// optimal string alignment, O(a · b).
fn distance(a: &[char], b: &[char]) -> usize {
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for i in 1..=a.len() {
        let mut row = vec![i];
        for j in 1..=b.len() {
            let mut best = (last[j] + 1)
                .min(row[j - 1] + 1)
                .min(last[j - 1] + usize::from(a[i - 1] != b[j - 1]));
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                best = best.min(before[j - 2] + 1);
            }
            row.push(best);
        }
        before = std::mem::replace(&mut last, row);
    }
    last[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters() {
        let text = "añ\r\n“x”y";
        let at = text.find('y').expect("there");
        assert_eq!(
            locate(text, [0, at, text.len()]),
            [
                Position::START,
                Position { line: 2, column: 4 },
                Position { line: 2, column: 5 }
            ]
        );
    }

    #[test]
    fn near_words_are_found_and_far_ones_are_not() {
        let words = ["milley", "trump", "pence"];
        assert_eq!(near("miley", words.into_iter()), Some("milley"));
        assert_eq!(near("turmp", words.into_iter()), Some("trump"));
        assert_eq!(near("Pence", words.into_iter()), Some("pence"));
        assert_eq!(near("hegseth", words.into_iter()), None);
        assert_eq!(near("", words.into_iter()), None);
    }
}
