use crate::checks::{Context, Reporter};
use crate::document::{BaseOperator, ConditionTest, Statement};
check! {
    /// ## What it does
    /// Reports values of `Bool` and `Null` that are neither `true` nor `false`.
    ///
    /// ## Why
    /// Such a value never matches.
    ///
    /// ## Example
    /// ```json
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [{
    ///     "Effect": "Allow",
    ///     "Action": "personalize:GetRecommendations",
    ///     "Resource": "*",
    ///     "Condition": { "Bool": { "aws:SecureTransport": "yes" } }
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
    ///     "Condition": { "Bool": { "aws:SecureTransport": "true" } }
    ///   }]
    /// }
    /// ```
    ///
    /// Source: IAM User Guide, "IAM JSON policy elements: Condition operators".
    TYPE_MISMATCH_BOOLEAN: Warning, Aws, ALL;
    Test(check)
}

fn check(_: &Context<'_>, _: &Statement<'_>, test: ConditionTest<'_, '_>, out: &mut Reporter<'_>) {
    if !test.operator().is_some_and(|operator| matches!(operator.base, BaseOperator::Bool | BaseOperator::Null)) {
        return;
    }
    for value in test.values().iter().filter(|value| !is_boolean(&value.text)) {
        out.report(value.span(), format!("`{}` is neither `true` nor `false`", value.text))
            .help("write `\"true\"` or `\"false\"`");
    }
}

fn is_boolean(text: &str) -> bool {
    text.eq_ignore_ascii_case("true") || text.eq_ignore_ascii_case("false") || text.contains("${")
}

#[cfg(test)]
mod tests {
    use crate::checks::condition::samples::allow;
    use crate::checks::tester::Tester;

    #[test]
    fn fires() {
        let tester = Tester::identity(&super::CHECK);
        tester.fires(&allow(r#"{ "BoolIfExists": { "aws:SecureTransport": ["1"] } }"#), &[r#""1""#]);
        tester.fires(&allow(r#"{ "Null": { "aws:userid": 0 } }"#), &["0"]);
    }

    #[test]
    fn stays_quiet() {
        let tester = Tester::identity(&super::CHECK);
        tester.quiet(&allow(r#"{ "Bool": { "aws:SecureTransport": true, "aws:ViaAWSService": "False" }, "Null": { "aws:userid": "false" } }"#));
        tester.quiet(&allow(r#"{ "Bool": { "aws:SecureTransport": "${aws:PrincipalTag/tls}" } }"#));
        tester.quiet(&allow(r#"{ "StringEquals": { "aws:userid": "yes" } }"#));
    }
}
