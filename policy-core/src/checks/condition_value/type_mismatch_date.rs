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
    Test(check)
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

/// Whether IAM refuses the text: it is lenient with dates whose parts are there in another form.
fn is_unreadable(text: &str) -> bool {
    let is_part = |byte: u8| byte.is_ascii_digit() || b"-+:.TtZz".contains(&byte);
    text.is_empty() || !text.bytes().all(is_part)
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
}
