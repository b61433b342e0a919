//! Days of the calendar.

use std::time::{SystemTime, UNIX_EPOCH};

/// A date such as `2027-01-31`; ordered as the text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Date {
    year: i64,
    month: u32,
    day: u32,
}

impl Date {
    /// Reads `YYYY-MM-DD`; `None` for other forms and for days that no month has.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let digits = text.bytes().enumerate().all(|(at, byte)| match at {
            4 | 7 => byte == b'-',
            _ => byte.is_ascii_digit(),
        });
        if text.len() != 10 || !digits {
            return None;
        }
        let date = Self {
            year: text.get(..4)?.parse().ok()?,
            month: text.get(5..7)?.parse().ok()?,
            day: text.get(8..)?.parse().ok()?,
        };
        (date.day >= 1 && date.day <= days_in(date.year, date.month)?).then_some(date)
    }

    /// Today in UTC.
    pub(crate) fn today() -> Self {
        let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |elapsed| elapsed.as_secs());
        Self::from_days(seconds / 86_400)
    }

    fn from_days(mut days: u64) -> Self {
        let (mut year, mut month) = (1970, 1);
        while days >= year_length(year) {
            days -= year_length(year);
            year += 1;
        }
        while let Some(length) = days_in(year, month).map(u64::from).filter(|&length| days >= length) {
            days -= length;
            month += 1;
        }
        Self { year, month, day: u32::try_from(days + 1).unwrap_or(1) }
    }
}

fn is_leap(year: i64) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

fn year_length(year: i64) -> u64 {
    if is_leap(year) { 366 } else { 365 }
}

fn days_in(year: i64, month: u32) -> Option<u32> {
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => Some(31),
        4 | 6 | 9 | 11 => Some(30),
        2 => Some(if is_leap(year) { 29 } else { 28 }),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::Date;

    #[test]
    fn dates_are_read_and_counted() {
        assert_eq!(Date::parse("2024-02-29"), Some(Date::from_days(19_782)));
        assert_eq!(Date::parse("1970-01-01"), Some(Date::from_days(0)));
        assert_eq!(Date::parse("2026-12-31"), Some(Date::from_days(20_818)));
        for wrong in ["2023-02-29", "2026-13-01", "2026-1-01", "soon", "2026-04-31", "２０２６"] {
            assert_eq!(Date::parse(wrong), None, "{wrong}");
        }
        assert!(Date::parse("2026-11-24") < Date::parse("2027-01-31"));
    }
}
