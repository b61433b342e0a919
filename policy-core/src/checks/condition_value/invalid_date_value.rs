use crate::checks::{Context, Reporter};
use crate::document::{ConditionTest, OperatorFamily, Scalar, Statement, Value};
use crate::value::date::Instant;
check! {
    /// ## What it does
    /// Reports values of date operators that count the seconds since 1970.
    ///
    /// ## Why
    /// IAM takes them, but nobody sees what day is meant, and `aws:EpochTime` has numeric operators for them.
    ///
    /// ## Example
    /// ```json
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [{
    ///     "Effect": "Allow",
    ///     "Action": "personalize:GetRecommendations",
    ///     "Resource": "*",
    ///     "Condition": { "DateLessThan": { "aws:CurrentTime": "1798761599" } }
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
    INVALID_DATE_VALUE: Warning, Aws, ALL;
    TypedTest(check)
}

fn check(_: &Context<'_>, _: &Statement<'_>, test: ConditionTest<'_, '_>, out: &mut Reporter<'_>) {
    if !test.operator().is_some_and(|operator| operator.base.family() == OperatorFamily::Date) {
        return;
    }
    for value in test.values().iter().filter(|value| is_epoch(value)) {
        out.report(value.span(), format!("`{}` counts seconds where a date is meant", value.text))
            .help("write the date, such as `2026-12-31T23:59:59Z`");
    }
}

/// Four digits are a year, unless they are a JSON number.
fn is_epoch(value: &Value<'_>) -> bool {
    let is_number = value.scalar == Scalar::Number;
    Instant::from_epoch(&value.text).is_some() && (is_number || Instant::from_iso(&value.text).is_none())
}

#[cfg(test)]
mod tests {
    use crate::checks::condition::samples::allow;
    use crate::checks::tester::Tester;

    #[test]
    fn fires() {
        let tester = Tester::identity(&super::CHECK);
        tester.fires(
            &allow(r#"{ "DateEqualsIfExists": { "aws:CurrentTime": ["1798761599", 2026] } }"#),
            &[r#""1798761599""#, "2026"],
        );
    }

    #[test]
    fn stays_quiet() {
        let tester = Tester::identity(&super::CHECK);
        tester.quiet(&allow(r#"{ "DateEquals": { "aws:CurrentTime": ["2026", "2026-01", "soon"] }, "NumericLessThan": { "aws:EpochTime": "1798761599" } }"#));
    }
}
