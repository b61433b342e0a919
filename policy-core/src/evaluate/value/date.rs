//! Points in time: the W3C profile of ISO 8601, and epoch seconds.

/// Seconds and nanoseconds since 1970-01-01T00:00:00Z.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Date {
    seconds: i64,
    nanos: u32,
}

impl Date {
    /// Reads `2020`, `2020-04`, `2020-04-01`, `2020-04-01T12:30[:15[.5]][Z|±hh:mm]`, `20200401T123015Z` or epoch seconds.
    ///
    /// Four digits alone are a year; without a zone the time is UTC. `None` for anything else.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let is_number = text.strip_prefix('-').unwrap_or(text).starts_with(|c: char| c.is_ascii_digit())
            && text.bytes().skip(1).all(|byte| byte.is_ascii_digit() || byte == b'.');
        let is_year = text.len() == 4 && !text.contains(['.', '-']);
        if is_number && !is_year && !(text.len() == 8 && calendar(text).is_some()) {
            return epoch(text);
        }
        calendar(text)
    }
}

fn epoch(text: &str) -> Option<Date> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let seconds: i64 = whole.parse().ok()?;
    let nanos = nanos(fraction)?;
    // Before 1970 the fraction counts backwards.
    if whole.starts_with('-') && nanos > 0 {
        return Some(Date { seconds: seconds.checked_sub(1)?, nanos: 1_000_000_000 - nanos });
    }
    Some(Date { seconds, nanos })
}

fn nanos(fraction: &str) -> Option<u32> {
    let mut value = 0;
    for at in 0..9 {
        let digit = fraction.as_bytes().get(at).map_or(Some(0), |byte| char::from(*byte).to_digit(10))?;
        value = value * 10 + digit;
    }
    fraction.bytes().all(|byte| byte.is_ascii_digit()).then_some(value)
}

fn calendar(text: &str) -> Option<Date> {
    let (day, time) = text.split_once(['T', 't', ' ']).map_or((text, None), |(day, time)| (day, Some(time)));
    let (year, month, day) = if day.contains('-') || day.len() == 4 {
        let mut parts = day.split('-');
        let (year, month, date) = (parts.next()?, parts.next(), parts.next());
        if parts.next().is_some() {
            return None;
        }
        (
            digits(year, 4)?,
            month.map_or(Some(1), |text| digits(text, 2))?,
            date.map_or(Some(1), |text| digits(text, 2))?,
        )
    } else {
        (digits(day.get(..4)?, 4)?, digits(day.get(4..6)?, 2)?, digits(day.get(6..)?, 2)?)
    };
    let (seconds, nanos) = time.map_or(Some((0, 0)), clock)?;
    let seconds = days(year, month, day)? * 86_400 + seconds;
    Some(Date { seconds, nanos })
}

/// Seconds into the day in UTC, and nanoseconds.
fn clock(text: &str) -> Option<(i64, u32)> {
    let zone_at = text.find(['Z', 'z', '+', '-']).unwrap_or(text.len());
    let (time, zone) = (text.get(..zone_at)?, text.get(zone_at..)?);
    let (time, fraction) = time.split_once('.').unwrap_or((time, ""));
    let (hour, minute, second) = if time.contains(':') {
        let mut parts = time.split(':');
        let (hour, minute) = (digits(parts.next()?, 2)?, digits(parts.next()?, 2)?);
        let second = parts.next().map_or(Some(0), |text| digits(text, 2))?;
        if parts.next().is_some() {
            return None;
        }
        (hour, minute, second)
    } else {
        let second = time.get(4..).filter(|text| !text.is_empty()).map_or(Some(0), |text| digits(text, 2))?;
        (digits(time.get(..2)?, 2)?, digits(time.get(2..4)?, 2)?, second)
    };
    let offset = match zone {
        "" | "Z" | "z" => 0,
        _ => {
            let (hours, minutes) = (digits(zone.get(1..3)?, 2)?, zone.get(3..)?);
            let minutes = minutes.strip_prefix(':').unwrap_or(minutes);
            let minutes = if minutes.is_empty() { 0 } else { digits(minutes, 2)? };
            let offset = hours * 3_600 + minutes * 60;
            if zone.starts_with('-') { -offset } else { offset }
        }
    };
    let in_range = hour < 24 && minute < 60 && second < 61;
    in_range.then_some(hour * 3_600 + minute * 60 + second - offset).zip(nanos(fraction))
}

fn digits(text: &str, length: usize) -> Option<i64> {
    (text.len() == length && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.parse().ok())?
}

/// Days since 1970-01-01 of a day of the Gregorian calendar.
fn days(year: i64, month: i64, day: i64) -> Option<i64> {
    let leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    let length = match month {
        2 => 28 + i64::from(leap),
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return None,
    };
    if !(1..=length).contains(&day) {
        return None;
    }
    // Years begin in March here, so that the leap day is the last one.
    let shifted = if month > 2 { year } else { year - 1 };
    let (era, of_era) = (shifted.div_euclid(400), shifted.rem_euclid(400));
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    Some(era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_of_one_moment() {
        for text in [
            "2020-04-01T12:30:15Z",
            "2020-04-01T14:30:15+02:00",
            "2020-04-01T07:30:15-05:00",
            "20200401T123015Z",
            "2020-04-01T12:30:15",
            "2020-04-01T12:30:15.000Z",
            "1585744215",
            "1585744215.0",
            " 1585744215 ",
        ] {
            assert_eq!(Date::parse(text), Some(Date { seconds: 1_585_744_215, nanos: 0 }), "{text}");
        }
    }

    #[test]
    fn forms_with_less() {
        for (text, seconds) in [
            ("1970", 0),
            ("2020", 1_577_836_800),
            ("2020-04", 1_585_699_200),
            ("2020-04-01", 1_585_699_200),
            ("2020-04-01T12:30Z", 1_585_744_200),
            ("0", 0),
            ("-1", -1),
            ("20200401", 1_585_699_200),
            ("2024-02-29", 1_709_164_800),
            ("1969-12-31T23:59:59Z", -1),
            ("2000-03-01", 951_868_800),
        ] {
            assert_eq!(Date::parse(text), Some(Date { seconds, nanos: 0 }), "{text}");
        }
    }

    #[test]
    fn fractions_order() {
        let dates = ["-1.5", "-1", "0", "0.000000001", "0.5", "1970-01-01T00:00:00.75Z", "1"].map(Date::parse);
        assert!(dates.is_sorted() && dates.iter().all(Option::is_some), "{dates:?}");
    }

    #[test]
    fn refuses_what_is_no_date() {
        for text in [
            "",
            "today",
            "2020-13",
            "2019-02-29",
            "2020-04-01T25:00Z",
            "2020-4-1",
            "1.2.3",
            "2020-04-01T",
            "-",
            "2020-04-01T12",
        ] {
            assert_eq!(Date::parse(text), None, "{text}");
        }
    }
}
