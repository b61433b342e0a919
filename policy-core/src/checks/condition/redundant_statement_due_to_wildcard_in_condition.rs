use super::star::{self, Verdict};
use crate::checks::{Context, Reporter};
use crate::document::{ConditionTest, Statement};
check! {
    /// ## What it does
    /// Reports a test against `*` that never holds.
    ///
    /// ## Why
    /// The whole statement has no effect.
    ///
    /// ## Example
    /// ```json
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [{
    ///     "Effect": "Allow",
    ///     "Action": "personalize:GetRecommendations",
    ///     "Resource": "*",
    ///     "Condition": { "StringNotLike": { "aws:RequestedRegion": "*" } }
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
    ///     "Condition": { "StringNotLike": { "aws:RequestedRegion": "us-gov-*" } }
    ///   }]
    /// }
    /// ```
    REDUNDANT_STATEMENT_DUE_TO_WILDCARD_IN_CONDITION: Suggestion, Aws, ALL;
    Test(check)
}

fn check(_: &Context<'_>, _: &Statement<'_>, test: ConditionTest<'_, '_>, out: &mut Reporter<'_>) {
    let Some((Verdict::Never, star)) = star::verdict(test) else { return };
    let key = &test.condition.key;
    out.report(star.span(), format!("the test of `{key}` against `*` never holds, and the statement has no effect"))
        .label(test.block.name.span(), "the operator")
        .help("remove the statement, or name the values that are meant");
}

#[cfg(test)]
mod tests {
    use crate::checks::condition::samples::allow;
    use crate::checks::tester::Tester;

    #[test]
    fn fires() {
        let tester = Tester::identity(&super::CHECK);
        for condition in [
            r#"{ "StringNotLike": { "aws:UserAgent": ["*"] } }"#,
            r#"{ "ForAnyValue:StringNotLike": { "aws:TagKeys": "*" } }"#,
        ] {
            tester.fires(&allow(condition), &["\"*\""]);
        }
    }

    #[test]
    fn stays_quiet() {
        let tester = Tester::identity(&super::CHECK);
        for condition in [
            r#"{ "StringLike": { "aws:ResourceTag/team": "*" } }"#,
            r#"{ "ForAnyValue:StringLike": { "aws:TagKeys": ["x", "*"] } }"#,
            r#"{ "ArnEquals": { "aws:SourceArn": "*" } }"#,
            r#"{ "StringNotLike": { "aws:ResourceTag/team": "*" } }"#,
            r#"{ "ArnNotLikeIfExists": { "aws:SourceArn": "*" } }"#,
            r#"{ "ForAllValues:StringNotLike": { "aws:TagKeys": "*" } }"#,
            r#"{ "StringLikeIfExists": { "aws:ResourceTag/team": "*" } }"#,
            r#"{ "ForAllValues:StringLike": { "aws:TagKeys": "*" } }"#,
            r#"{ "StringLike": { "aws:RequestedRegion": "*" } }"#,
            r#"{ "StringLike": { "aws:SourceAccount": "*", "aws:userid": "*", "example.com:sub": "*" } }"#,
            r#"{ "StringEquals": { "aws:ResourceTag/team": "*" }, "StringLike": { "aws:ResourceTag/team": "x*" } }"#,
        ] {
            tester.quiet(&allow(condition));
        }
    }
}
