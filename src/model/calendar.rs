//! Days, counted and in words (proleptic Gregorian).

use super::{PartialDate, When};

/// The months, as they are called in English.
pub(crate) const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// Days from the start of 1970 to a day (Hinnant, "chrono-compatible low-level date
/// algorithms", 2013). Years begin in March here, so that the day that some lack is
/// the last.
pub(super) fn days_to(year: i64, month: i64, day: i64) -> i64 {
    let year = year - i64::from(month <= 2);
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

/// The day that is so many days after the start of 1970.
pub(super) fn day_of(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let of_cycle = days.rem_euclid(146_097);
    let of_era = (of_cycle - of_cycle / 1_460 + of_cycle / 36_524 - of_cycle / 146_096) / 365;
    let of_year = of_cycle - (365 * of_era + of_era / 4 - of_era / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let month = (month + 2) % 12 + 1;
    let year = of_era + 400 * days.div_euclid(146_097) + i64::from(month <= 2);
    (year, month, day)
}

/// A date in words: "8 January 2021", "January 2021", "2021". Years before the
/// first are written as they are kept.
pub(super) fn spelled(year: i64, month: Option<i64>, day: Option<i64>) -> String {
    let month = month.and_then(|m| usize::try_from(m - 1).ok());
    let month = month.and_then(|m| MONTHS.get(m));
    match (month, day) {
        (Some(month), Some(day)) => format!("{day} {month} {year}"),
        (Some(month), None) => format!("{month} {year}"),
        (None, _) => year.to_string(),
    }
}

impl PartialDate {
    /// As people write it: "8 January 2021", "January 2021", "2021".
    #[must_use]
    pub fn spelled(&self) -> String {
        let [month, day] = [self.month(), self.day()].map(|part| part.map(i64::from));
        spelled(self.year().into(), month, day)
    }

    /// The last day of the week that is called so (0 is Monday), on this day or
    /// before it; `None` unless the day is known, or outside the years that dates
    /// can have.
    #[must_use]
    pub fn weekday_before(&self, weekday: u8) -> Option<Self> {
        let (month, day) = (self.month()?, self.day()?);
        let days = days_to(self.year().into(), month.into(), day.into());
        // The start of 1970 was a Thursday.
        let back = (days + 3 - i64::from(weekday)).rem_euclid(7);
        let (year, month, day) = day_of(days - back);
        let sign = if year < 0 { "-" } else { "" };
        format!("{sign}{:04}-{month:02}-{day:02}", year.abs())
            .parse()
            .ok()
    }
}

impl When {
    /// As people write it: "8 January 2021", "from January 2020"; empty when it is
    /// not given, or not known.
    #[must_use]
    pub fn spelled(&self) -> String {
        match self {
            Self::NotGiven | Self::Unknown => String::new(),
            Self::On(day) => day.spelled(),
            Self::Between(a, b) => format!("{} to {}", a.spelled(), b.spelled()),
            Self::From(day) => format!("from {}", day.spelled()),
            Self::Until(day) => format!("until {}", day.spelled()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_spelled_as_people_write_them() {
        for (kept, told) in [
            ("2024-03-14", "14 March 2024"),
            ("2024-12", "December 2024"),
            ("2024", "2024"),
            ("2020/2021-03", "2020 to March 2021"),
            ("2020-01/..", "from January 2020"),
            ("../1914-07-28", "until 28 July 1914"),
            ("unknown", ""),
            ("", ""),
        ] {
            let when: When = kept.parse().expect("a date");
            assert_eq!(when.spelled(), told, "{kept}");
        }
    }

    #[test]
    fn a_day_of_the_week_is_the_last_one_there_was() {
        let on = |text: &str| text.parse::<PartialDate>().expect("a date");
        // A Thursday.
        let published = on("2024-03-14");
        for (weekday, day) in [
            (3, "2024-03-14"),
            (1, "2024-03-12"),
            (0, "2024-03-11"),
            (4, "2024-03-08"),
            (6, "2024-03-10"),
        ] {
            assert_eq!(published.weekday_before(weekday), Some(on(day)));
        }
        assert_eq!(on("2024-03-01").weekday_before(3), Some(on("2024-02-29")));
        assert_eq!(on("2024-01-01").weekday_before(6), Some(on("2023-12-31")));
        assert_eq!(on("2024-03").weekday_before(0), None);
        assert_eq!(on("-9999-01-01").weekday_before(2), None);
    }
}
