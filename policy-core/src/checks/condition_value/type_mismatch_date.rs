use crate::checks::{Context, Reporter};
use crate::document::{ConditionTest, OperatorFamily, Statement};
use crate::value::date::Instant;
check! {
    /// ## What it does
    /// Reports values of date operators that are no date.
    ///
    /// ## Why
    /// Such a value never matches, and IAM refuses what it cannot read at all. A date is a year, a month or a day in
    /// ISO 8601, or a day with a time and its zone.
    ///
    /// ## Example
    /// ```json
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [{
    ///     "Effect": "Allow",
    ///     "Action": "personalize:GetRecommendations",
    ///     "Resource": "*",
    ///     "Condition": { "DateLessThan": { "aws:CurrentTime": "31.12.2026" } }
    ///   }]
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```json
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [{
    ///     "Effect": "Allow",
    ///     "Action": "personalize:GetRecommendations",
    ///     "Resource": "*",
    ///     "Condition": { "DateLessThan": { "aws:CurrentTime": "2026-12-31T23:59:59Z" } }
    ///   }]
    /// }
    /// ```
    ///
    /// Source: IAM User Guide, "IAM JSON policy elements: Condition operators".
    TYPE_MISMATCH_DATE: Warning, Aws, ALL;
    TypedTest(check)
}

fn check(_: &Context<'_>, _: &Statement<'_>, test: ConditionTest<'_, '_>, out: &mut Reporter<'_>) {
    if !test.operator().is_some_and(|operator| operator.base.family() == OperatorFamily::Date) {
        return;
    }
    for value in
        test.values().iter().filter(|value| Instant::parse(&value.text).is_none() && !value.text.contains("${"))
    {
        let finding = out
            .report(value.span(), format!("`{}` is no date", value.text))
            .help("write a day and a time with its zone, such as `2026-12-31T23:59:59Z`");
        if is_unreadable(&value.text) {
            finding.refused();
        }
    }
}

/// Whether IAM refuses the text. It reads a date part by part, however many digits a part has and without a zone too, and
/// refuses a part that no date has.
fn is_unreadable(text: &str) -> bool {
    let (date, time) = text.split_once(['T', 't']).unwrap_or((text, ""));
    let is_epoch = !text.starts_with('+') && text.parse::<i64>().is_ok();
    !is_epoch && (!is_readable_date(date) || !is_readable_time(time))
}

fn is_readable_date(text: &str) -> bool {
    // The years that the milliseconds of a 64-bit number reach.
    let (last, unsigned) = text.strip_prefix('-').map_or((292_278_993, text), |text| (292_275_054, text));
    let limits = [(0, last), (1, 12), (1, 31)];
    are_within(unsigned.split('-'), &limits)
}

fn is_readable_time(text: &str) -> bool {
    let clock = text.split_once(['Z', 'z']).map_or(text, |(clock, rest)| if rest.is_empty() { clock } else { "x" });
    let (clock, zone) = clock.split_once(['+', '-']).unwrap_or((clock, "00"));
    let clock = clock.replace('.', ":");
    // Of all parts only those of the zone must have two digits.
    let is_zone = zone.split(':').all(|part| part.len() == 2) && are_within(zone.split(':'), &[(0, 23), (0, 59)]);
    text.is_empty()
        || clock.is_empty()
        || is_zone && are_within(clock.split(':'), &[(0, 23), (0, 59), (0, 59), (0, 999_999_999)])
}

/// Whether there are at most as many parts as limits, each a number within its own.
fn are_within<'t>(parts: impl Iterator<Item = &'t str>, limits: &[(u64, u64)]) -> bool {
    let is_within = |(at, part): (usize, &str)| {
        let number = part.parse::<u64>().ok().filter(|_| part.bytes().all(|byte| byte.is_ascii_digit()));
        limits.get(at).zip(number).is_some_and(|(&(least, most), number)| (least..=most).contains(&number))
    };
    parts.enumerate().all(is_within)
}

#[cfg(test)]
mod tests {
    use crate::checks::condition::samples::allow;
    use crate::checks::tester::Tester;

    #[test]
    fn fires() {
        let tester = Tester::identity(&super::CHECK);
        tester.fires(
            &allow(r#"{ "DateEquals": { "aws:CurrentTime": ["2026", "soon", true] } }"#),
            &[r#""soon""#, "true"],
        );
        tester.fires(
            &allow(r#"{ "DateGreaterThanIfExists": { "aws:TokenIssueTime": "2026-12-31T23:59:59" } }"#),
            &[r#""2026-12-31T23:59:59""#],
        );
    }

    #[test]
    fn stays_quiet() {
        let tester = Tester::identity(&super::CHECK);
        tester.quiet(&allow(
            r#"{ "DateEquals": { "aws:CurrentTime": ["2026-12", "1798675200", "2026-12-31T10:00+01:00"] } }"#,
        ));
        tester.quiet(&allow(r#"{ "StringEquals": { "aws:userid": "soon" } }"#));
    }

    #[test]
    fn iam_reads_part_by_part() {
        for date in [
            "2026",
            "-292275054",
            "2026-1-2",
            "2026-01-02T",
            "2026-01-02T3",
            "2026-12-13t2:00:00.593194+23",
            "2026-01-02T10:00:00-01:00",
            "1798761600",
        ] {
            assert!(!super::is_unreadable(date), "{date}");
        }
        for date in [
            "",
            "soon",
            "2026-00",
            "2026-13-01",
            "2026-01-32",
            "2026-01-02T24:00:00Z",
            "2026-01-02T10:60:00Z",
            "2026-01-02T10:00:60Z",
            "2026-01-02T10:00:00+25:00",
            "1.5",
            "+1",
            "99999999999999999999",
            "2026Z",
            "2026-01-02-03",
            "2026-01-02T10:00:00Zx",
            "2026-01-02T10:00:00+1",
        ] {
            assert!(super::is_unreadable(date), "{date}");
        }
    }
}
