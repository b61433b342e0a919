use super::suits;
use crate::checks::{Context, Reporter};
use crate::document::{ConditionTest, Statement};
check! {
    /// ## What it does
    /// Reports an operator that does not suit the type of its key, such as `StringEquals` on a date.
    ///
    /// ## Why
    /// The value of the request is not of the type that the operator compares, so that the test fails, or holds,
    /// whatever the request says.
    ///
    /// ## Example
    /// ```json
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [{
    ///     "Effect": "Allow",
    ///     "Action": "personalize:GetRecommendations",
    ///     "Resource": "*",
    ///     "Condition": { "StringEquals": { "aws:SecureTransport": "true" } }
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
    TYPE_MISMATCH: Warning, Aws, ALL;
    Test(check)
}

fn check(cx: &Context<'_>, _: &Statement<'_>, test: ConditionTest<'_, '_>, out: &mut Reporter<'_>) {
    let Some(operator) = test.operator() else { return };
    let key = cx.key(test.condition);
    let Some(value_type) = key.value_type() else { return };
    if suits::suits(operator.base.family(), key, value_type) {
        return;
    }
    let message =
        format!("`{}` does not compare values of `{}`, which are of type {value_type}", operator, test.condition.key);
    out.report(test.condition.key.span(), message)
        .label(test.block.name.span(), "the operator")
        .help(format!("use {}", suits::operators(value_type)));
}

#[cfg(test)]
mod tests {
    use crate::checks::condition::samples::allow;
    use crate::checks::tester::Tester;

    #[test]
    fn fires() {
        let tester = Tester::identity(&super::CHECK);
        tester.fires(&allow(r#"{ "StringLike": { "aws:SourceIp": "203.0.113.*" } }"#), &["\"aws:SourceIp\""]);
        tester.fires(&allow(r#"{ "Bool": { "aws:MultiFactorAuthAge": "3600" } }"#), &["\"aws:MultiFactorAuthAge\""]);
        tester.fires(&allow(r#"{ "ArnLike": { "aws:PrincipalOrgID": "o-*" } }"#), &["\"aws:PrincipalOrgID\""]);
        tester.fires(&allow(r#"{ "NumericEquals": { "aws:CurrentTime": "1" } }"#), &["\"aws:CurrentTime\""]);
    }

    #[test]
    fn stays_quiet() {
        let tester = Tester::identity(&super::CHECK);
        tester.quiet(&allow(r#"{ "StringEquals": { "aws:PrincipalArn": "x" }, "Null": { "aws:SourceIp": "true" } }"#));
        tester.quiet(&allow(r#"{ "ArnLike": { "kms:EncryptionContext:aws:s3:arn": "x", "aws:RequestTag/a": "x" } }"#));
        tester.quiet(&allow(
            r#"{ "NumericLessThan": { "aws:EpochTime": "1" }, "DateLessThan": { "aws:EpochTime": "2030" } }"#,
        ));
        tester.quiet(&allow(r#"{ "Bool": { "example.com:sub": "true" } }"#));
    }
}
