//! Who entered something, and when: moments, to the second.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::PartialDate;
use super::calendar::{day_of, days_to, spelled};

/// Why a text is not a moment.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not a moment: write it in UTC, as 2021-01-08T14:30:00Z")]
pub struct MomentError(String);

/// A moment to the second, in UTC, from year 0 to 9999.
///
/// Written as ISO 8601 has it: `2021-01-08T14:30:00Z`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Moment {
    /// Since the start of 1970; negative before it.
    seconds: i64,
}

const DAY_SECONDS: i64 = 86_400;
/// The start of the years 0 and 10000, in seconds since the start of 1970.
const FIRST: i64 = -62_167_219_200;
const END: i64 = 253_402_300_800;

impl Moment {
    /// So many seconds after the start of 1970 in UTC; the nearest there is,
    /// outside the years 0 to 9999.
    #[must_use]
    pub fn from_unix(seconds: i64) -> Self {
        Self {
            seconds: seconds.clamp(FIRST, END - 1),
        }
    }

    /// Year, month and day, in UTC.
    fn date(self) -> (i64, i64, i64) {
        day_of(self.seconds.div_euclid(DAY_SECONDS))
    }

    /// The day in words, in UTC: "8 January 2021".
    #[must_use]
    pub fn day_in_words(self) -> String {
        let (year, month, day) = self.date();
        spelled(year, Some(month), Some(day))
    }
}

impl FromStr for Moment {
    type Err = MomentError;

    fn from_str(text: &str) -> Result<Self, MomentError> {
        let read = || -> Option<i64> {
            let (date, time) = text.strip_suffix('Z')?.split_once('T')?;
            let date: PartialDate = date.parse().ok()?;
            let (year, month, day) = (date.year(), date.month()?, date.day()?);
            let mut parts = time.split(':');
            let mut part = |below: i64| -> Option<i64> {
                let digits = parts.next()?;
                let sound = digits.len() == 2 && digits.bytes().all(|b| b.is_ascii_digit());
                digits.parse().ok().filter(|n| sound && *n < below)
            };
            let (hours, minutes, seconds) = (part(24)?, part(60)?, part(60)?);
            if parts.next().is_some() || year < 0 {
                return None;
            }
            let days = days_to(year.into(), month.into(), day.into());
            Some(days * DAY_SECONDS + hours * 3_600 + minutes * 60 + seconds)
        };
        let seconds = read().ok_or_else(|| MomentError(text.to_owned()))?;
        Ok(Self { seconds })
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.date();
        let of_day = self.seconds.rem_euclid(DAY_SECONDS);
        let (hours, minutes, seconds) = (of_day / 3_600, of_day / 60 % 60, of_day % 60);
        write!(
            f,
            "{year:04}-{month:02}-{day:02}T{hours:02}:{minutes:02}:{seconds:02}Z"
        )
    }
}

impl TryFrom<String> for Moment {
    type Error = MomentError;
    fn try_from(text: String) -> Result<Self, MomentError> {
        text.parse()
    }
}

impl From<Moment> for String {
    fn from(moment: Moment) -> Self {
        moment.to_string()
    }
}

/// Who did something to an entry, and when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamp {
    /// The name that they go by; empty where they gave none.
    pub by: String,
    /// When.
    pub at: Moment,
}

impl Stamp {
    /// In words: "by Ada on 8 January 2021", or "on 8 January 2021".
    #[must_use]
    pub fn in_words(&self) -> String {
        let day = self.at.day_in_words();
        match self.by.trim() {
            "" => format!("on {day}"),
            by => format!("by {by} on {day}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_survive_text() {
        for (seconds, text) in [
            (0, "1970-01-01T00:00:00Z"),
            (1_609_459_199, "2020-12-31T23:59:59Z"),
            (1_582_979_696, "2020-02-29T12:34:56Z"),
            (951_782_400, "2000-02-29T00:00:00Z"),
            (-1, "1969-12-31T23:59:59Z"),
            (-2_203_977_600, "1900-02-28T00:00:00Z"),
            (FIRST, "0000-01-01T00:00:00Z"),
            (END - 1, "9999-12-31T23:59:59Z"),
        ] {
            let moment = Moment::from_unix(seconds);
            assert_eq!(moment.to_string(), text);
            assert_eq!(text.parse(), Ok(moment));
        }
        // Every day of eleven centuries.
        for day in -200_000..200_000 {
            let (y, m, d) = day_of(day);
            assert_eq!(days_to(y, m, d), day);
            assert!(
                (1..=12).contains(&m) && (1..=31).contains(&d),
                "{y}-{m}-{d}"
            );
        }
        assert_eq!(Moment::from_unix(i64::MAX), Moment::from_unix(END - 1));
        assert_eq!(Moment::from_unix(i64::MIN), Moment::from_unix(FIRST));
    }

    #[test]
    fn what_is_no_moment_is_refused() {
        for text in [
            "",
            "2021-01-08",
            "2021-01-08T14:30Z",
            "2021-01-08T14:30:00",
            "2021-01-08 14:30:00Z",
            "2021-01-08T14:30:00+01:00",
            "2021-01-08T24:00:00Z",
            "2021-01-08T14:60:00Z",
            "2021-01-08T14:30:60Z",
            "2021-02-29T14:30:00Z",
            "2021-01T14:30:00Z",
            "-0044-03-15T14:30:00Z",
            "2021-01-08T14:30:0Z",
            "2021-01-08T14:30:00:00Z",
            "2021-01-08T+4:30:00Z",
        ] {
            assert!(text.parse::<Moment>().is_err(), "{text} was taken");
        }
    }

    #[test]
    fn days_are_told_in_words() {
        let moment: Moment = "2026-11-25T18:04:07Z".parse().expect("a moment");
        assert_eq!(moment.day_in_words(), "25 November 2026");
        let mut stamp = Stamp {
            by: "Ada".to_owned(),
            at: moment,
        };
        assert_eq!(stamp.in_words(), "by Ada on 25 November 2026");
        stamp.by.clear();
        assert_eq!(stamp.in_words(), "on 25 November 2026");
    }
}
