//! Finding a name by some of its letters, in order: "sva" finds "Save as…".
//!
//! The best way to find the letters is searched for, as fzf (its second
//! algorithm) and Smith & Waterman 1981 do: letters at the start of a word and
//! letters in a row count more, gaps cost. The same input gives the same order.

use std::ops::Range;

use crate::analysis::{fold, fold_letter};

/// For each letter found.
const LETTER: i32 = 16;
/// For a letter at the start of a word, and of the name.
const WORD_START: i32 = 10;
const NAME_START: i32 = 14;
/// For a letter right behind the one before.
const IN_A_ROW: i32 = 8;
/// For the first letter that is left out between two found ones, and each more.
const GAP: i32 = -4;
const LONGER_GAP: i32 = -1;
/// For a name that starts with all that is looked for, and one that is it.
const PREFIX: i32 = 40;
const WHOLE: i32 = 40;

/// How well something is found in a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fit {
    /// More is better.
    pub score: i32,
    /// The letters found: parts of the name in bytes, in order.
    pub letters: Vec<Range<usize>>,
}

/// A letter of a name without case and accents.
struct Letter {
    folded: char,
    /// The part of the name that it comes from, in bytes.
    from: Range<usize>,
    /// What it counts more for where it stands.
    bonus: i32,
}

fn letters(name: &str, main: usize) -> Vec<Letter> {
    let mut all = Vec::with_capacity(name.len());
    let mut in_word = false;
    for (at, c) in name.char_indices() {
        let bonus = match c.is_alphanumeric() {
            true if at == main => NAME_START,
            true if !in_word => WORD_START,
            _ => 0,
        };
        in_word = c.is_alphanumeric();
        let from = at..at + c.len_utf8();
        fold_letter(c, |folded| {
            all.push(Letter {
                folded,
                from: from.clone(),
                bonus,
            });
        });
    }
    all
}

/// Finds letters in a name; `None` if one of them is missing. Blanks are left
/// out of what is looked for. The name proper starts at the byte `main`: what
/// stands before (a menu, say) can be found, but counts for less.
#[must_use]
pub fn fit(query: &str, name: &str, main: usize) -> Option<Fit> {
    let wanted: Vec<char> = fold(query).chars().filter(|c| !c.is_whitespace()).collect();
    if wanted.is_empty() {
        return Some(Fit {
            score: 0,
            letters: Vec::new(),
        });
    }
    let letters = letters(name, main);
    let n = letters.len();
    // best[i][j]: the most that the first i + 1 letters count, the last of them
    // found at j; from[i][j]: where the one before it is found then.
    let mut best = vec![vec![None::<i32>; n]; wanted.len()];
    let mut from = vec![vec![usize::MAX; n]; wanted.len()];
    for (i, &c) in wanted.iter().enumerate() {
        // The most of any earlier end, with what the gap from there costs.
        let mut carried: Option<(i32, usize)> = None;
        for j in 0..n {
            if i > 0 && j >= 2 {
                carried = carried.map(|(score, at)| (score + LONGER_GAP, at));
                if let Some(fresh) = best[i - 1][j - 2].map(|s| s + GAP)
                    && carried.is_none_or(|(score, _)| fresh >= score)
                {
                    carried = Some((fresh, j - 2));
                }
            }
            let letter = &letters[j];
            if letter.folded != c {
                continue;
            }
            let own = LETTER + letter.bonus;
            if i == 0 {
                best[0][j] = Some(own);
                continue;
            }
            let row = j.checked_sub(1).and_then(|k| best[i - 1][k]);
            let row = row.map(|score| (score + IN_A_ROW, j - 1));
            let before = match (row, carried) {
                (Some(row), Some(gap)) => Some(if row.0 >= gap.0 { row } else { gap }),
                (one, other) => one.or(other),
            };
            if let Some((score, at)) = before {
                best[i][j] = Some(score + own);
                from[i][j] = at;
            }
        }
    }
    let last = best.last()?;
    let ends = (0..n).filter_map(|j| Some((last[j]?, j)));
    // Of equals the first one.
    let (mut score, mut at) = ends.reduce(|a, b| if b.0 > a.0 { b } else { a })?;
    let mut found = Vec::with_capacity(wanted.len());
    for i in (0..wanted.len()).rev() {
        found.push(letters[at].from.clone());
        at = from[i][at];
    }
    found.reverse();
    found.dedup();
    let proper = fold(name.get(main..).unwrap_or(name));
    let asked = fold(query.trim());
    if proper.starts_with(&asked) {
        score += PREFIX;
    }
    if proper.trim_end_matches('…') == asked {
        score += WHOLE;
    }
    Some(Fit {
        score,
        letters: joined(found),
    })
}

/// Finds words in a name in whatever order; `None` if one of them is missing.
#[must_use]
pub fn fit_words(words: &[String], name: &str, main: usize) -> Option<Fit> {
    let fits: Option<Vec<Fit>> = words.iter().map(|w| fit(w, name, main)).collect();
    let fits = fits?;
    let mut letters: Vec<_> = fits.iter().flat_map(|f| f.letters.clone()).collect();
    letters.sort_unstable_by_key(|r| (r.start, r.end));
    Some(Fit {
        score: fits.iter().map(|f| f.score).sum(),
        letters: joined(letters),
    })
}

/// The same with what touches, or is there twice, as one.
fn joined(spans: Vec<Range<usize>>) -> Vec<Range<usize>> {
    let mut all: Vec<Range<usize>> = Vec::with_capacity(spans.len());
    for span in spans {
        match all.last_mut() {
            Some(last) if last.end >= span.start => last.end = last.end.max(span.end),
            _ => all.push(span),
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn order<'n>(query: &str, names: &[&'n str]) -> Vec<&'n str> {
        let mut found: Vec<(i32, &str)> = names
            .iter()
            .filter_map(|name| {
                let main = name.find(": ").map_or(0, |at| at + 2);
                Some((fit(query, name, main)?.score, *name))
            })
            .collect();
        found.sort_by_key(|(score, name)| (-score, name.len()));
        found.into_iter().map(|(_, name)| name).collect()
    }

    #[test]
    fn letters_in_order_are_found_and_others_are_not() {
        assert!(fit("sva", "File: Save as…", 6).is_some());
        assert!(fit("SÀVE", "File: Save as…", 6).is_some());
        assert_eq!(fit("vsa", "Save", 0), None);
        assert_eq!(fit("savee", "Save", 0), None);
        assert_eq!(fit("a", "", 0), None);
        assert_eq!(fit(" ", "Save", 0).map(|f| f.score), Some(0));
    }

    #[test]
    fn the_start_of_a_name_counts_most_then_words_then_letters_in_a_row() {
        assert_eq!(
            order("save", &["File: Save as…", "File: Save"]),
            ["File: Save", "File: Save as…"]
        );
        assert_eq!(
            order("pin", &["Layout: Spin", "Graph: Unpin", "Graph: Pin"]),
            ["Graph: Pin", "Layout: Spin", "Graph: Unpin"]
        );
        assert_eq!(
            order("sa", &["Visa", "Some apples", "Salad"]),
            ["Salad", "Some apples", "Visa"]
        );
        assert_eq!(order("fit", &["Fields in time", "Fit all"])[0], "Fit all");
    }

    #[test]
    fn the_best_letters_are_emphasised_not_the_first_ones() {
        let name = "Layout: In layers, downward";
        let found = fit("down", name, 8).expect("found");
        let parts: Vec<&str> = found.letters.iter().map(|r| &name[r.clone()]).collect();
        assert_eq!(parts, ["down"]);
        let name = "Thémè: thème";
        let found = fit("theme", name, 9).expect("found");
        let parts: Vec<&str> = found.letters.iter().map(|r| &name[r.clone()]).collect();
        assert_eq!(parts, ["thème"]);
    }

    #[test]
    fn words_are_found_in_any_order() {
        let name = "Arrangement: Rename…";
        let asked = crate::app::find::words("rename arr");
        assert_eq!(fit("rename arr", name, 13), None);
        let found = fit_words(&asked, name, 13).expect("found");
        let parts: Vec<&str> = found.letters.iter().map(|r| &name[r.clone()]).collect();
        assert_eq!(parts, ["Arr", "Rename"]);
        assert_eq!(fit_words(&asked, "Rename", 0), None);
    }

    #[test]
    fn every_name_is_its_own_best_fit() {
        let names: Vec<&str> = crate::app::Action::ALL.iter().map(|a| a.text()).collect();
        for name in &names {
            let asked = name.trim_end_matches('…');
            let own = fit(asked, name, 0).expect("itself").score;
            for other in &names {
                let score = fit(asked, other, 0).map_or(i32::MIN, |f| f.score);
                assert!(own >= score, "{asked}: {other} comes first");
            }
        }
    }
}
