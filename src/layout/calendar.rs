//! Dates as numbers.

use crate::model::When;

/// When something happened, in days from 1 January 1970: the middle of what the
/// date may mean; of an interval that is open at one end, of its known end.
/// `None` if nothing is known.
pub(super) fn day(when: &When) -> Option<f32> {
    let (first, last) = match when {
        When::NotGiven | When::Unknown => return None,
        When::On(date) | When::From(date) | When::Until(date) => (date, date),
        When::Between(first, last) => (first, last),
    };
    Some((number(first.earliest()) + number(last.latest())) as f32 / 2.0)
}

/// Days from 1 January 1970 in the proleptic Gregorian calendar, counting in
/// years that begin in March (Hinnant, "chrono-compatible low-level date
/// algorithms", 2013).
fn number((year, month, day): (i16, u8, u8)) -> i32 {
    let (month, day) = (i32::from(month), i32::from(day));
    let year = i32::from(year) - i32::from(month <= 2);
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::PartialDate;

    fn of(text: &str) -> Option<f32> {
        day(&text.parse().expect("a date"))
    }

    #[test]
    fn days_are_counted() {
        assert_eq!(of("1970-01-01"), Some(0.0));
        assert_eq!(of("1969-12-31"), Some(-1.0));
        assert_eq!(of("2000-03-01"), Some(11_017.0));
        assert_eq!(of("2024-02-29"), Some(19_782.0));
        assert_eq!(of("0000-03-01"), Some(-719_468.0));
        let mut last = number((-9999, 1, 1)) - 1;
        for year in -9999_i32..=9999 {
            for month in 1..=12 {
                let date: PartialDate = format!(
                    "{}{:04}-{month:02}",
                    if year < 0 { "-" } else { "" },
                    year.abs()
                )
                .parse()
                .expect("a month");
                assert_eq!(number(date.earliest()), last + 1, "{date}");
                last = number(date.latest());
            }
        }
    }

    #[test]
    fn a_partial_date_is_its_middle_and_an_open_one_its_known_end() {
        assert_eq!(of("1970"), Some(182.0));
        assert_eq!(of("1970-01/1970-02"), Some(29.0));
        assert_eq!(of("1970-01/.."), Some(15.0));
        assert_eq!(of("../1970-01-05"), Some(4.0));
        assert_eq!(of("unknown"), None);
        assert_eq!(of(""), None);
    }
}
