//! Dates as people type them, wherever they type them.

use super::mentions::DAYS;
use super::when_in;
use crate::model::{DateError, MONTHS, PartialDate, When};

/// The forms in which a date can be typed, for people.
pub const DATE_FORMS: &str = "14 March 2024, 2024-03, 2020, 2020/2021-03, since 2020, or unknown";

/// The forms in which a day, a month or a year can be typed, for people.
pub const DAY_FORMS: &str = "14 March 2024, 2024-03, or 2020";

/// A date as it is typed: in the form of files, as people write it, or as the day of
/// the week, which is the last one on or before the date of the `source` it is read
/// in.
///
/// # Errors
/// What is wrong with it, and which forms there are.
pub fn when_typed(text: &str, source: Option<&When>) -> Result<When, String> {
    let text = text.trim();
    let error = match text.parse() {
        Ok(when) => return Ok(when),
        Err(error) => error,
    };
    if let Some(day) = weekday(text) {
        return on_weekday(text, day, source);
    }
    // "until the 3rd of May 1999" is until then, too.
    let plain = text.split_whitespace();
    let plain: Vec<&str> = plain.filter(|w| !w.eq_ignore_ascii_case("the")).collect();
    let found = when_in(&plain.join(" ")).filter(|found| says_all(text, found));
    let found = found.map(|when| match when {
        // Of "from 2020", the beginning is meant.
        When::On(date) if said(text).any(|w| w == "from") => When::From(date),
        when => when,
    });
    found.ok_or_else(|| match error {
        DateError::Form(_) => format!("“{text}” is not a date: write {DATE_FORMS}"),
        why => why.to_string(),
    })
}

/// The words that were typed, in small letters.
fn said(text: &str) -> impl Iterator<Item = String> {
    let words = text.split(|c: char| !c.is_alphanumeric());
    words.filter(|w| !w.is_empty()).map(str::to_lowercase)
}

/// Which day of the week is meant, from 0 for Monday: "Tuesday", "on Tue."
fn weekday(text: &str) -> Option<u8> {
    let text = text.to_lowercase();
    let word = text.strip_prefix("on ").unwrap_or(&text).trim();
    let word = word.strip_suffix('.').unwrap_or(word);
    let is_it = |day: &str| word.len() >= 3 && day.starts_with(word);
    u8::try_from(DAYS.iter().position(|day| is_it(day))?).ok()
}

fn on_weekday(text: &str, day: u8, source: Option<&When>) -> Result<When, String> {
    let Some(source) = source else {
        return Err(format!(
            "“{text}” is a day of any week: write the date itself, as {DATE_FORMS}"
        ));
    };
    let published = match source {
        When::On(published) => published.weekday_before(day),
        _ => None,
    };
    published.map(When::On).ok_or_else(|| {
        format!(
            "“{text}” is known only where the source has the day on which it was published: \
             write {DATE_FORMS}"
        )
    })
}

/// Whether a date says all that was typed: of the 31st of February, nothing is kept
/// silently but the month, and of "before 2020" not the year.
fn says_all(text: &str, when: &When) -> bool {
    let dates: &[&PartialDate] = match when {
        When::NotGiven | When::Unknown => &[],
        When::On(a) | When::From(a) | When::Until(a) => &[a],
        When::Between(a, b) => &[a, b],
    };
    let known = |date: &PartialDate| {
        1 + usize::from(date.month().is_some()) + usize::from(date.day().is_some())
    };
    let between: &[&str] = match when {
        When::NotGiven | When::Unknown => &[],
        When::On(_) => &["from"],
        When::From(_) => &["since"],
        When::Until(_) => &["until", "till"],
        When::Between(..) => &["between", "and", "from", "to", "until", "till"],
    };
    let is_right = |word: &str| {
        // The day of the week that it was says nothing more.
        let is_day = |date: &PartialDate, day| date.weekday_before(day).as_ref() == Some(date);
        ["on", "in", "of", "the", "during"].contains(&word)
            || between.contains(&word)
            || weekday(word).is_some_and(|day| dates.iter().any(|date| is_day(date, day)))
    };
    let mut counted = 0;
    for word in said(text) {
        if is_month(&word) || word.starts_with(|c: char| c.is_ascii_digit()) {
            counted += 1;
        } else if !is_right(&word) {
            return false;
        }
    }
    // A sign of doubt, or of an open end, is no mere sign between words.
    let is_mere = |c: char| c.is_alphanumeric() || c.is_whitespace() || ".,-".contains(c);
    text.chars().all(is_mere)
        && !text.starts_with('-')
        && !text.ends_with('-')
        && counted == dates.iter().map(|d| known(d)).sum::<usize>()
}

fn is_month(word: &str) -> bool {
    let begins = |month: &str| word.len() >= 3 && month.to_lowercase().starts_with(word);
    word == "sept" || MONTHS.iter().any(|month| begins(month))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(text: &str) -> Result<String, String> {
        when_typed(text, None).map(|when| when.to_string())
    }

    #[test]
    fn dates_are_taken_as_people_type_them() {
        for (text, kept) in [
            ("14 March 2024", "2024-03-14"),
            ("March 14th, 2024", "2024-03-14"),
            (" 2024-03-14 ", "2024-03-14"),
            ("Sept 2024", "2024-09"),
            ("2024", "2024"),
            ("since March 2020", "2020-03/.."),
            ("from March 2020", "2020-03/.."),
            ("until the 3rd of May 1999", "../1999-05-03"),
            ("On the 14th of March, 2024", "2024-03-14"),
            ("Thursday, 14 March 2024", "2024-03-14"),
            ("In 2020", "2020"),
            (
                "between the 3rd of May 1999 and the 4th of May 1999",
                "1999-05-03/1999-05-04",
            ),
            ("from 2019 to 2021", "2019/2021"),
            ("between 2019 and March 2021", "2019/2021-03"),
            ("2020/..", "2020/.."),
            ("unknown", "unknown"),
            ("", ""),
        ] {
            assert_eq!(typed(text).as_deref(), Ok(kept), "{text}");
        }
    }

    #[test]
    fn what_is_not_wholly_understood_is_refused_and_the_forms_are_told() {
        for text in [
            "yesterday",
            "31 February 2020",
            "14 March",
            "2020 or 2021",
            "14/3/2024",
            "before 14 March 2024",
            "after 14 March 2024",
            "not in 2020",
            "early March 2020",
            "by 2020",
            "to 2020",
            "about 2020-03",
            "until before 2020",
            "Monday, 14 March 2024",
            "2020?",
            "2020-",
        ] {
            let why = typed(text).expect_err(text);
            assert_eq!(why, format!("“{text}” is not a date: write {DATE_FORMS}"));
        }
        assert!(
            typed("2021-13")
                .expect_err("no month")
                .contains("no month 13")
        );
    }

    #[test]
    fn a_day_of_the_week_is_the_last_one_before_the_source() {
        let published: When = "2024-03-14".parse().expect("a Thursday");
        let on = |text: &str| when_typed(text, Some(&published)).map(|when| when.to_string());
        assert_eq!(on("Tuesday").as_deref(), Ok("2024-03-12"));
        assert_eq!(on("on thursday").as_deref(), Ok("2024-03-14"));
        assert_eq!(on("Fri.").as_deref(), Ok("2024-03-08"));
        let month = "2024-03".parse().expect("a month");
        let why = when_typed("Tuesday", Some(&month)).expect_err("not known");
        assert!(why.contains("the day on which it was published"), "{why}");
        let why = when_typed("Tuesday", None).expect_err("no source is meant");
        assert!(
            why.contains("write the date itself") && !why.contains("source"),
            "{why}"
        );
        assert!(on("Tu").is_err());
    }
}
