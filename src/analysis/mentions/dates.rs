//! When something happened, as a passage says it.

use super::words::{Word, words};
use crate::model::{PartialDate, When};

/// The months, by all that they are called; three letters are enough for most.
const MONTHS: [&[&str]; 12] = [
    &["january", "jan"],
    &["february", "feb"],
    &["march", "mar"],
    &["april", "apr"],
    &["may"],
    &["june", "jun"],
    &["july", "jul"],
    &["august", "aug"],
    &["september", "sep", "sept"],
    &["october", "oct"],
    &["november", "nov"],
    &["december", "dec"],
];

/// Behind one of these, four digits are a year.
const BEFORE_YEARS: [&str; 14] = [
    "in", "since", "until", "till", "during", "of", "from", "between", "to", "and", "early",
    "late", "mid", "by",
];

/// The number of a month, 1 to 12.
fn month(word: &Word) -> Option<u8> {
    let at = MONTHS.iter().position(|names| word.is_in(names))?;
    u8::try_from(at + 1).ok()
}

/// Whether it is the name of a month.
pub(super) fn is_month(word: &Word) -> bool {
    month(word).is_some()
}

fn year(word: &Word) -> Option<&str> {
    let digits = word.folded.len() == 4 && word.folded.bytes().all(|b| b.is_ascii_digit());
    (digits && matches!(word.folded.as_bytes()[0], b'1' | b'2')).then_some(&*word.folded)
}

/// A day of a month, as "3", "03" or "3rd".
fn day(word: &Word) -> Option<u8> {
    let digits = ["st", "nd", "rd", "th"]
        .iter()
        .find_map(|end| word.folded.strip_suffix(end))
        .unwrap_or(&word.folded);
    let number = digits.parse().ok().filter(|_| digits.len() <= 2)?;
    (1..=31).contains(&number).then_some(number)
}

fn date(year: &str, month: Option<u8>, day: Option<u8>) -> Option<PartialDate> {
    let text = match (month, day) {
        (None, _) => year.to_owned(),
        (Some(month), None) => format!("{year}-{month:02}"),
        (Some(month), Some(day)) => format!("{year}-{month:02}-{day:02}"),
    };
    text.parse().ok()
}

/// The date that some words begin with, and how many of them it takes. A year
/// alone is one only where `bare` says so.
fn at(text: &str, words: &[Word], bare: bool) -> Option<(PartialDate, usize)> {
    let word = |n: usize| words.get(n);
    let dashed = |n: usize| {
        let (a, b) = (word(n)?, word(n + 1)?);
        (text[a.bytes.end..b.bytes.start] == *"-").then_some(b)
    };
    let two = |w: &Word| {
        (w.folded.len() == 2)
            .then(|| w.folded.parse::<u8>().ok())
            .flatten()
    };
    let first = word(0)?;
    if let Some(y) = year(first) {
        if let Some(m) = dashed(0).and_then(two) {
            let d = dashed(1).and_then(two);
            let whole = d.and_then(|d| date(y, Some(m), Some(d)));
            let known = whole.map(|date| (date, 3));
            if let Some(found) = known.or_else(|| Some((date(y, Some(m), None)?, 2))) {
                return Some(found);
            }
        }
        return bare.then(|| date(y, None, None)).flatten().map(|d| (d, 1));
    }
    if let (Some(m), Some(second)) = (month(first), word(1)) {
        if let Some(y) = year(second) {
            return Some((date(y, Some(m), None)?, 2));
        }
        let y = word(2).and_then(year)?;
        return Some((date(y, Some(m), Some(day(second)?))?, 3));
    }
    let d = day(first)?;
    let of = usize::from(word(1)?.is_in(&["of"]));
    let m = month(word(1 + of)?)?;
    let y = word(2 + of).and_then(year)?;
    Some((date(y, Some(m), Some(d))?, 3 + of))
}

/// The first date that a text gives: 2020-10-15, "15 October 2020", "October 15,
/// 2020", "October 2020", "in 2020", "since 2020", "between 2019 and March 2021".
#[must_use]
pub fn when_in(text: &str) -> Option<When> {
    when_among(text, &words(text), |_| false)
}

/// The same; what is part of something else (a name) does not count.
pub(super) fn when_among(
    text: &str,
    words: &[Word],
    taken: impl Fn(usize) -> bool,
) -> Option<When> {
    (0..words.len()).filter(|n| !taken(*n)).find_map(|n| {
        let before = n.checked_sub(1).map(|b| &words[b]);
        let is_after = |list: &[&str]| before.is_some_and(|w| w.is_in(list));
        // A year by itself may stand alone, as the whole of what is typed.
        let bare = is_after(&BEFORE_YEARS) || words.len() == 1;
        let (date, count) = at(text, &words[n..], bare)?;
        let rest = &words[n + count..];
        let joins = |from: &[&str], to: &[&str]| {
            is_after(from) && rest.first().is_some_and(|w| w.is_in(to))
        };
        let range = joins(&["between"], &["and"]) || joins(&["from"], &["to", "until", "till"]);
        if range
            && let Some((end, _)) = at(text, &rest[1..], true)
            && date.earliest() <= end.latest()
        {
            return Some(When::Between(date, end));
        }
        Some(if is_after(&["since"]) {
            When::From(date)
        } else if is_after(&["until", "till"]) {
            When::Until(date)
        } else {
            When::On(date)
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_as_people_write_them() {
        for (text, expected) in [
            ("On 2020-10-15 he left", "2020-10-15"),
            ("on 15 October 2020 he left", "2020-10-15"),
            ("on October 15th, 2020", "2020-10-15"),
            ("on the 3rd of May 1999", "1999-05-03"),
            ("in Oct. 2020", "2020-10"),
            ("In 2020, and in 2021", "2020"),
            ("since March 2019", "2019-03/.."),
            ("until 2021", "../2021"),
            ("between 2019 and March 2021", "2019/2021-03"),
            ("from 2019 to 2021", "2019/2021"),
            ("2020", "2020"),
            ("2020-13", ""),
            // The month is right, at least.
            ("31 February 2020", "2020-02"),
            ("he paid 2020 dollars", ""),
            ("he may go", ""),
            ("room 12", ""),
            ("", ""),
        ] {
            let found = when_in(text).unwrap_or_default();
            assert_eq!(found.to_string(), expected, "{text}");
        }
    }
}
