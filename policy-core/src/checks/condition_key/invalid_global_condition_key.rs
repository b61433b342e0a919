use crate::Edit;
use crate::checks::KeyMeaning;
use crate::checks::{Context, Reporter};
use crate::document::{ConditionTest, Statement};
check! {
    /// ## What it does
    /// Reports keys that begin with `aws:` and are no global condition key.
    ///
    /// ## Why
    /// No request carries the key, so that the test fails in every request, or holds in every one if it is negated.
    ///
    /// ## Example
    /// ```json
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [{
    ///     "Effect": "Allow",
    ///     "Action": "personalize:GetRecommendations",
    ///     "Resource": "*",
    ///     "Condition": { "StringEquals": { "aws:RequestRegion": "us-east-1" } }
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
    ///     "Condition": { "StringEquals": { "aws:RequestedRegion": "us-east-1" } }
    ///   }]
    /// }
    /// ```
    ///
    /// Source: IAM User Guide, "AWS global condition context keys".
    INVALID_GLOBAL_CONDITION_KEY: Error, Aws, ALL;
    Test(check)
}

fn check(cx: &Context<'_>, _: &Statement<'_>, test: ConditionTest<'_, '_>, out: &mut Reporter<'_>) {
    if !matches!(cx.key(test.condition), KeyMeaning::UnknownGlobal) {
        return;
    }
    let key = &test.condition.key;
    let finding = out.report(key.span(), format!("there is no global condition key `{key}`"));
    if let Some(meant) = cx.guess(|| cx.catalog.suggest_global_key(key)) {
        finding.help(format!("did you mean `{meant}`?"));
        finding.unsafe_fix(format!("write `{meant}`"), vec![Edit::replace(key.span(), format!("\"{meant}\""))]);
    }
}

#[cfg(test)]
mod tests {
    use crate::checks::condition::samples::allow;
    use crate::checks::tester::Tester;

    #[test]
    fn fires() {
        let tester = Tester::identity(&super::CHECK);
        let document = allow(r#"{ "StringEquals": { "AWS:sourcearns": "x", "aws:ResourceTags/team": "x" } }"#);
        tester.fires(&document, &["\"AWS:sourcearns\"", "\"aws:ResourceTags/team\""]);
        assert_eq!(tester.findings(&document)[1].help.as_deref(), Some("did you mean `aws:ResourceTag/team`?"));
    }

    #[test]
    fn stays_quiet() {
        let tester = Tester::identity(&super::CHECK);
        tester.quiet(&allow(r#"{ "StringEquals": { "aws:UserID": "x", "aws:RequestTag/a b": "x", "aws:ARN": "x" } }"#));
        tester.quiet(&allow(r#"{ "StringEquals": { "aws:ResourceTag": "x", "s3:prefixes": "x" } }"#));
    }
}
