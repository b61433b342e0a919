//! Dates: the W3C profile of ISO 8601, and seconds since 1970.

use crate::lean::Lean as _;

/// A point in time that two dates can be compared by: nanoseconds since 1970-01-01T00:00Z.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Instant(i128);

const NANOS: i128 = 1_000_000_000;

impl Instant {
    /// Reads `YYYY`, `YYYY-MM`, `YYYY-MM-DD`, or a day with `Thh:mm`, `Thh:mm:ss` or `Thh:mm:ss.s…` and `Z` or `±hh:mm`.
    pub(crate) fn from_iso(text: &str) -> Option<Self> {
        let (day, time) = match text.split_once(['T', 't']) {
            Some((day, time)) => (day, Some(time)),
            None => (text, None),
        };
        let mut fields = day.split('-');
        let year = digits(fields.next()?, 4)?;
        let month = fields.next().map(|month| digits(month, 2));
        let day = fields.next().map(|day| digits(day, 2));
        if fields.next().is_some() || time.is_some() && day.is_none() {
            return None;
        }
        let (month, day) = (month.unwrap_or(Some(1))?, day.unwrap_or(Some(1))?);
        if !(1..=12).contains(&month) || !(1..=days_in(year, month)).contains(&day) {
            return None;
        }
        let seconds = days_since_1970(year, month, day) * 86_400;
        let nanos = time.map_or(Some(0), nanos_of_day)?;
        Some(Self(i128::from(seconds) * NANOS + nanos))
    }

    /// Reads a whole number of seconds since 1970.
    pub(crate) fn from_epoch(text: &str) -> Option<Self> {
        let unsigned = text.strip_prefix('-').unwrap_or(text);
        if unsigned.is_empty() || !unsigned.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        text.parse::<i64>().ok().map(|seconds| Self(i128::from(seconds) * NANOS))
    }

    /// Reads either form; four digits alone are a year.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        Self::from_iso(text).or_else(|| Self::from_epoch(text))
    }
}

/// A time of day with its zone, in nanoseconds since midnight UTC; negative or above a day when the zone shifts it.
fn nanos_of_day(text: &str) -> Option<i128> {
    let zone_at = text.find(['Z', 'z', '+', '-'])?;
    let (clock, zone) = text.split_at_checked(zone_at)?;
    let mut fields = clock.split(':');
    let hour = digits(fields.next()?, 2).filter(|&hour| hour < 24)?;
    let minute = digits(fields.next()?, 2).filter(|&minute| minute < 60)?;
    let (second, fraction) = match fields.next() {
        Some(field) => field.split_once('.').unwrap_or((field, "0")),
        None => ("00", "0"),
    };
    let second = digits(second, 2).filter(|&second| second < 60)?;
    if fields.next().is_some() {
        return None;
    }
    let seconds = hour * 3600 + minute * 60 + second - offset_seconds(zone)?;
    Some(i128::from(seconds) * NANOS + fraction_nanos(fraction)?)
}

fn offset_seconds(zone: &str) -> Option<i64> {
    if zone.eq_ignore_ascii_case("z") {
        return Some(0);
    }
    let (sign, rest) = match zone.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, zone.strip_prefix('+')?),
    };
    let (hours, minutes) = rest.split_once(':')?;
    let hours = digits(hours, 2).filter(|&hours| hours < 24)?;
    let minutes = digits(minutes, 2).filter(|&minutes| minutes < 60)?;
    Some(sign * (hours * 3600 + minutes * 60))
}

/// Digits after the point of a second; what is finer than a nanosecond is cut.
fn fraction_nanos(digits: &str) -> Option<i128> {
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let nine = digits.bytes().followed_by(core::iter::repeat(b'0')).take(9);
    Some(nine.fold(0, |nanos, digit| nanos * 10 + i128::from(digit - b'0')))
}

/// A number of exactly `length` digits.
fn digits(text: &str, length: usize) -> Option<i64> {
    let right = text.len() == length && text.bytes().all(|byte| byte.is_ascii_digit());
    right.then(|| text.parse().ok())?
}

fn days_in(year: i64, month: i64) -> i64 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Days from 1970-01-01, counting years from March so that the leap day comes last.
fn days_since_1970(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

#[cfg(test)]
mod tests {
    use super::Instant;

    fn seconds(text: &str) -> Option<i128> {
        Instant::parse(text).map(|instant| instant.0 / super::NANOS)
    }

    #[test]
    fn reads_all_forms() {
        assert_eq!(seconds("1970"), Some(0));
        assert_eq!(seconds("1970-02"), Some(31 * 86_400));
        assert_eq!(seconds("2000-03-01"), Some(951_868_800));
        assert_eq!(seconds("2024-02-29T12:30Z"), Some(1_709_209_800));
        assert_eq!(seconds("2024-02-29T12:30:05+01:00"), Some(1_709_206_205));
        assert_eq!(seconds("2024-02-29T12:30:05.250-01:00"), Some(1_709_213_405));
        assert_eq!(seconds("1609459200"), Some(1_609_459_200));
        assert_eq!(seconds("-1"), Some(-1));
        assert_eq!(seconds("0000-01-01"), Some(-62_167_219_200));
    }

    #[test]
    fn orders_them() {
        assert!(Instant::parse("2024-01-01T00:00:00.1Z") > Instant::parse("2024-01-01"));
        assert!(Instant::parse("2024-01-01T00:00:00+02:00") < Instant::parse("2024-01-01"));
        assert_eq!(Instant::parse("2024-01-01T00:00:00.0000000001Z"), Instant::parse("1704067200"));
    }

    #[test]
    fn takes_nothing_else() {
        let wrong = [
            "",
            "-",
            "T",
            "2024-13",
            "2024-00",
            "2023-02-29",
            "2024-1-1",
            "2024-01T10:00Z",
            "2024-01-01T10:00",
            "tomorrow",
            "2024-01-01T24:00Z",
            "2024-01-01T10Z",
            "2024-01-01T10:00:00.Z",
            "2024-01-01T10:00+1:00",
            "2024-01-01-01",
            "99999999999999999999",
            "1.5",
            "2024-01-01T10:00Z ",
            "2024-01-01 10:00Z",
            "２０２４",
        ];
        for text in wrong {
            assert_eq!(Instant::parse(text), None, "{text}");
        }
    }
}
