//! Dates that may be partial, open, unknown, or not given at all.
//!
//! Written as in the Extended Date/Time Format (ISO 8601-2:2019): `2020`,
//! `2021-01`, `2021-01-08`, `2020/2021-03`, `2020/..`, `../1914`, and the word
//! `unknown`.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// Why a text is not a date.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DateError {
    /// The text has none of the known forms.
    #[error(
        "{0:?} is not a date: write 2020, 2021-01, 2021-01-08, an interval such as 2020/2021-03, \
         2020/.. or ../1914, or unknown"
    )]
    Form(String),
    /// A month outside 1–12.
    #[error("{0:?}: there is no month {1}")]
    Month(String, u8),
    /// A day that the month does not have.
    #[error("{0:?}: that month has no day {1}")]
    Day(String, u8),
    /// An interval whose end lies before its start.
    #[error("{0:?}: the interval ends before it starts")]
    Backwards(String),
    /// An interval open at both ends says nothing.
    #[error("\"../..\" says nothing: leave the date out, or write unknown")]
    OpenBothEnds,
}

/// A calendar date known to the year, the month or the day.
///
/// Years run from −9999 to 9999 (proleptic Gregorian, year 0 is 1 BC).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PartialDate {
    year: i16,
    month: Option<u8>,
    day: Option<u8>,
}

fn days_in_month(year: i16, month: u8) -> u8 {
    match month {
        2 if (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

impl PartialDate {
    /// Year, from −9999 to 9999.
    #[must_use]
    pub fn year(&self) -> i16 {
        self.year
    }

    /// Month, 1–12, when known.
    #[must_use]
    pub fn month(&self) -> Option<u8> {
        self.month
    }

    /// Day of the month, 1–31, when known.
    #[must_use]
    pub fn day(&self) -> Option<u8> {
        self.day
    }

    /// First day that the date may mean, as (year, month, day).
    #[must_use]
    pub fn earliest(&self) -> (i16, u8, u8) {
        (self.year, self.month.unwrap_or(1), self.day.unwrap_or(1))
    }

    /// Last day that the date may mean, as (year, month, day).
    #[must_use]
    pub fn latest(&self) -> (i16, u8, u8) {
        let month = self.month.unwrap_or(12);
        let day = self.day.unwrap_or_else(|| days_in_month(self.year, month));
        (self.year, month, day)
    }
}

impl FromStr for PartialDate {
    type Err = DateError;

    fn from_str(text: &str) -> Result<Self, DateError> {
        let form = || DateError::Form(text.to_owned());
        let (negative, digits) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let mut parts = digits.split('-');
        let mut number = |width: usize| -> Result<Option<i16>, DateError> {
            match parts.next() {
                None => Ok(None),
                Some(p) if p.len() == width && p.bytes().all(|b| b.is_ascii_digit()) => {
                    p.parse().map(Some).map_err(|_| form())
                }
                Some(_) => Err(form()),
            }
        };
        let year = number(4)?.ok_or_else(form)?;
        let month = number(2)?.map(|m| m as u8);
        let day = number(2)?.map(|d| d as u8);
        if parts.next().is_some() || (negative && year == 0) {
            return Err(form());
        }
        let year = if negative { -year } else { year };
        if let Some(m) = month
            && !(1..=12).contains(&m)
        {
            return Err(DateError::Month(text.to_owned(), m));
        }
        if let (Some(m), Some(d)) = (month, day)
            && !(1..=days_in_month(year, m)).contains(&d)
        {
            return Err(DateError::Day(text.to_owned(), d));
        }
        Ok(Self { year, month, day })
    }
}

impl TryFrom<String> for PartialDate {
    type Error = DateError;
    fn try_from(text: String) -> Result<Self, DateError> {
        text.parse()
    }
}

impl From<PartialDate> for String {
    fn from(date: PartialDate) -> Self {
        date.to_string()
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.year < 0 {
            write!(f, "-{:04}", -i32::from(self.year))?;
        } else {
            write!(f, "{:04}", self.year)?;
        }
        if let Some(month) = self.month {
            write!(f, "-{month:02}")?;
        }
        if let Some(day) = self.day {
            write!(f, "-{day:02}")?;
        }
        Ok(())
    }
}

/// When something happened, as far as anybody says.
///
/// *Unknown* (the source was read, and gives no date) is a value of its own:
/// it is not the same as nobody having filled the field in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum When {
    /// Nobody has said anything about the date yet.
    #[default]
    NotGiven,
    /// The date was looked for and is not known.
    Unknown,
    /// On one date.
    On(PartialDate),
    /// Between two dates, both included.
    Between(PartialDate, PartialDate),
    /// From a date on, with no end known.
    From(PartialDate),
    /// Until a date, with no start known.
    Until(PartialDate),
}

impl FromStr for When {
    type Err = DateError;

    fn from_str(text: &str) -> Result<Self, DateError> {
        let text = text.trim();
        if text.is_empty() {
            return Ok(Self::NotGiven);
        }
        if text.eq_ignore_ascii_case("unknown") {
            return Ok(Self::Unknown);
        }
        let Some((start, end)) = text.split_once('/') else {
            return text.parse().map(Self::On);
        };
        match (start, end) {
            ("..", "..") => Err(DateError::OpenBothEnds),
            (start, "..") => start.parse().map(Self::From),
            ("..", end) => end.parse().map(Self::Until),
            (start, end) => {
                let (a, b): (PartialDate, PartialDate) = (start.parse()?, end.parse()?);
                if a.earliest() > b.latest() {
                    return Err(DateError::Backwards(text.to_owned()));
                }
                Ok(Self::Between(a, b))
            }
        }
    }
}

impl fmt::Display for When {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotGiven => Ok(()),
            Self::Unknown => f.write_str("unknown"),
            Self::On(d) => d.fmt(f),
            Self::Between(a, b) => write!(f, "{a}/{b}"),
            Self::From(a) => write!(f, "{a}/.."),
            Self::Until(b) => write!(f, "../{b}"),
        }
    }
}

impl TryFrom<String> for When {
    type Error = DateError;
    fn try_from(text: String) -> Result<Self, DateError> {
        text.parse()
    }
}

impl From<When> for String {
    fn from(when: When) -> Self {
        when.to_string()
    }
}

impl When {
    /// In words, for people: "from 2020", "date unknown"; empty when not given.
    #[must_use]
    pub fn in_words(&self) -> String {
        match self {
            Self::NotGiven => String::new(),
            Self::Unknown => "date unknown".to_owned(),
            Self::On(d) => d.to_string(),
            Self::Between(a, b) => format!("{a} to {b}"),
            Self::From(a) => format!("from {a}"),
            Self::Until(b) => format!("until {b}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_survives_text() {
        for text in [
            "",
            "unknown",
            "2020",
            "2021-01",
            "2021-01-08",
            "2020/2021-03",
            "2020/..",
            "../1914",
            "-0044-03-15",
            "0000",
            "2024-02-29",
        ] {
            let when: When = text.parse().unwrap_or_else(|e| panic!("{text}: {e}"));
            assert_eq!(when.to_string(), text);
        }
    }

    #[test]
    fn what_is_no_date_is_refused() {
        for text in [
            "20",
            "2021-13",
            "2021-00",
            "2021-02-30",
            "2023-02-29",
            "2021-1-8",
            "../..",
            "2021/2020",
            "yesterday",
            "-0000",
            "2021-01-08-01",
            "+2020",
            "2021/",
            "/2021",
            "２０２０",
        ] {
            assert!(text.parse::<When>().is_err(), "{text} was taken");
        }
    }

    #[test]
    fn unknown_is_not_the_same_as_not_given() {
        assert_ne!(When::Unknown, When::NotGiven);
        assert_eq!(When::default(), When::NotGiven);
    }

    #[test]
    fn a_year_may_hold_an_end_in_the_same_year() {
        // 2021 may mean any day of it, so 2021-06/2021 is not backwards.
        assert!("2021-06/2021".parse::<When>().is_ok());
    }
}
