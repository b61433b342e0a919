use crate::checks::{Context, Reporter};
use crate::document::{ConditionTest, OperatorFamily, Statement};
use crate::value::number::Number;
check! {
    /// ## What it does
    /// Reports values of numeric operators that are no number.
    ///
    /// ## Why
    /// Such a value never matches. A number is an integer or a decimal.
    ///
    /// ## Example
    /// ```json
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [{
    ///     "Effect": "Allow",
    ///     "Action": "personalize:GetRecommendations",
    ///     "Resource": "*",
    ///     "Condition": { "NumericLessThan": { "aws:MultiFactorAuthAge": "1h" } }
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
    ///     "Condition": { "NumericLessThan": { "aws:MultiFactorAuthAge": "3600" } }
    ///   }]
    /// }
    /// ```
    ///
    /// Source: IAM User Guide, "IAM JSON policy elements: Condition operators".
    TYPE_MISMATCH_NUMBER: Warning, Aws, ALL;
    TypedTest(check)
}

fn check(_: &Context<'_>, _: &Statement<'_>, test: ConditionTest<'_, '_>, out: &mut Reporter<'_>) {
    if !test.operator().is_some_and(|operator| operator.base.family() == OperatorFamily::Numeric) {
        return;
    }
    for value in test.values().iter().filter(|value| Number::parse(&value.text).is_none() && !value.text.contains("${"))
    {
        out.report(value.span(), format!("`{}` is no number", value.text))
            .help("write an integer or a decimal, such as `3600` or `1.5`");
    }
}

#[cfg(test)]
mod tests {
    use crate::checks::condition::samples::allow;
    use crate::checks::tester::Tester;

    #[test]
    fn fires() {
        let tester = Tester::identity(&super::CHECK);
        tester.fires(
            &allow(r#"{ "NumericEquals": { "s3:max-keys": ["10", "ten", true, "1,000"] } }"#),
            &[r#""ten""#, "true", r#""1,000""#],
        );
    }

    #[test]
    fn stays_quiet() {
        let tester = Tester::identity(&super::CHECK);
        tester.quiet(&allow(
            r#"{ "NumericEquals": { "s3:max-keys": ["10", 10, "-1.50"] }, "StringEquals": { "aws:userid": "ten" } }"#,
        ));
    }
}
