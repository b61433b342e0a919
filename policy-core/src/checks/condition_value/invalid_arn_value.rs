use crate::checks::{Context, Reporter};
use crate::document::variable::as_pattern;
use crate::document::{Arn, ConditionTest, OperatorFamily, Statement};
use crate::pattern::{has_wildcard, intersects};
check! {
    /// ## What it does
    /// Reports values of ARN operators that no ARN matches.
    ///
    /// ## Why
    /// An ARN has six fields that colons separate, and the first is `arn`. A test against anything else fails in every
    /// request, or holds in every one if it is negated.
    ///
    /// ## Example
    /// ```json
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [{
    ///     "Effect": "Allow",
    ///     "Action": "personalize:GetRecommendations",
    ///     "Resource": "*",
    ///     "Condition": { "ArnLike": { "aws:SourceArn": "personalize:us-east-1:123456789012:*" } }
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
    ///     "Condition": { "ArnLike": { "aws:SourceArn": "arn:aws:personalize:us-east-1:123456789012:*" } }
    ///   }]
    /// }
    /// ```
    ///
    /// Source: IAM User Guide, "IAM JSON policy elements: Condition operators".
    INVALID_ARN_VALUE: Warning, Own, ALL;
    TypedTest(check)
}

fn check(_: &Context<'_>, _: &Statement<'_>, test: ConditionTest<'_, '_>, out: &mut Reporter<'_>) {
    if !test.operator().is_some_and(|operator| operator.base.family() == OperatorFamily::Arn) {
        return;
    }
    for value in test.values() {
        let pattern = as_pattern(&value.text);
        let message = if !intersects(&pattern, "arn:*") {
            format!("`{}` does not begin with `arn:`, and no ARN matches it", value.text)
        } else if !has_wildcard(&pattern) && Arn::split(&pattern).is_none() {
            format!("`{}` has fewer than six fields, and no ARN matches it", value.text)
        } else {
            continue;
        };
        out.report(value.span(), message).help("write `arn:partition:service:region:account:resource`");
    }
}

#[cfg(test)]
mod tests {
    use crate::checks::condition::samples::allow;
    use crate::checks::tester::Tester;

    #[test]
    fn fires() {
        let tester = Tester::identity(&super::CHECK);
        let list = r#"{ "ArnNotLikeIfExists": { "aws:PrincipalArn": ["arn:aws:iam::123456789012:root", "123456789012", "arn:aws:x", "", 5] } }"#;
        tester.fires(&allow(list), &["\"123456789012\"", "\"arn:aws:x\"", "\"\"", "5"]);
        tester.fires(&allow(r#"{ "ArnLike": { "aws:SourceArn": "films-*" } }"#), &["\"films-*\""]);
    }

    #[test]
    fn stays_quiet() {
        let tester = Tester::identity(&super::CHECK);
        for value in ["*", "arn:*", "a*", "*:role/x", "${aws:PrincipalTag/arn}", "arn:aws:s3:::films", "arn:aws:sns:*"]
        {
            tester.quiet(&allow(&format!(r#"{{ "ArnLike": {{ "aws:SourceArn": "{value}" }} }}"#)));
        }
        tester.quiet(&allow(r#"{ "StringEquals": { "aws:SourceArn": "films" } }"#));
    }
}
