use crate::checks::{Context, Reporter};
use crate::document::{BaseOperator, ConditionTest, Statement};
check! {
    /// ## What it does
    /// Reports tests of `aws:Referer` and `aws:UserAgent`.
    ///
    /// ## Why
    /// The caller chooses both, so that neither keeps out anybody who knows what the policy expects.
    ///
    /// ## Example
    /// ```json
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [{
    ///     "Effect": "Allow",
    ///     "Action": "s3:GetObject",
    ///     "Resource": "arn:aws:s3:::films/*",
    ///     "Condition": { "StringLike": { "aws:Referer": "https://example.com/*" } }
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
    ///     "Action": "s3:GetObject",
    ///     "Resource": "arn:aws:s3:::films/*",
    ///     "Condition": { "StringEquals": { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } }
    ///   }]
    /// }
    /// ```
    ///
    /// Source: IAM User Guide, "AWS global condition context keys".
    UNTRUSTWORTHY_CONDITION_KEY: SecurityWarning, Aws, ALL;
    Test(check)
}

fn check(_: &Context<'_>, _: &Statement<'_>, test: ConditionTest<'_, '_>, out: &mut Reporter<'_>) {
    let is_null = test.operator().is_none_or(|operator| operator.base == BaseOperator::Null);
    if !is_null && (test.condition.is_key("aws:Referer") || test.condition.is_key("aws:UserAgent")) {
        let key = &test.condition.key;
        out.report(key.span(), format!("the caller chooses the value of `{key}`"))
            .help("test who the caller is or where the request comes from");
    }
}

#[cfg(test)]
mod tests {
    use crate::checks::condition::samples::allow;
    use crate::checks::tester::Tester;

    #[test]
    fn fires() {
        let tester = Tester::identity(&super::CHECK);
        let document = allow(r#"{ "StringEquals": { "aws:referer": "x", "aws:UserAgent": "x" } }"#);
        tester.fires(&document, &["\"aws:referer\"", "\"aws:UserAgent\""]);
    }

    #[test]
    fn stays_quiet() {
        let tester = Tester::identity(&super::CHECK);
        tester.quiet(&allow(r#"{ "Null": { "aws:referer": "true" }, "StringEquals": { "aws:userid": "x" } }"#));
    }
}
