use super::star::{self, Verdict};
use crate::checks::{Context, Reporter};
use crate::document::{ConditionTest, Statement};
check! {
    /// ## What it does
    /// Reports a test against `*` that only asks whether the key is there.
    ///
    /// ## Why
    /// `Null` says so, and says it more clearly.
    ///
    /// ## Example
    /// ```json
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [{
    ///     "Effect": "Allow",
    ///     "Action": "personalize:GetRecommendations",
    ///     "Resource": "*",
    ///     "Condition": { "StringLike": { "aws:ResourceTag/team": "*" } }
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
    ///     "Condition": { "Null": { "aws:ResourceTag/team": "false" } }
    ///   }]
    /// }
    /// ```
    EQUIVALENT_TO_NULL_FALSE: Suggestion, Aws, ALL;
    Test(check)
}

fn check(_: &Context<'_>, _: &Statement<'_>, test: ConditionTest<'_, '_>, out: &mut Reporter<'_>) {
    let Some((Verdict::Present, star)) = star::verdict(test) else { return };
    let key = &test.condition.key;
    out.report(star.span(), format!("`*` only asks whether `{key}` is there"))
        .label(test.block.name.span(), "the operator")
        .help(format!("write `\"Null\": {{ \"{key}\": \"false\" }}`"));
}

#[cfg(test)]
mod tests {
    use crate::checks::condition::samples::allow;
    use crate::checks::tester::Tester;

    #[test]
    fn fires() {
        let tester = Tester::identity(&super::CHECK);
        for condition in [
            r#"{ "StringLike": { "aws:ResourceTag/team": "*" } }"#,
            r#"{ "ForAnyValue:StringLike": { "aws:TagKeys": ["x", "*"] } }"#,
            r#"{ "ArnEquals": { "aws:SourceArn": "*" } }"#,
        ] {
            tester.fires(&allow(condition), &["\"*\""]);
        }
    }

    #[test]
    fn stays_quiet() {
        let tester = Tester::identity(&super::CHECK);
        for condition in [
            r#"{ "StringNotLike": { "aws:ResourceTag/team": "*" } }"#,
            r#"{ "ArnNotLikeIfExists": { "aws:SourceArn": "*" } }"#,
            r#"{ "ForAllValues:StringNotLike": { "aws:TagKeys": "*" } }"#,
            r#"{ "StringLikeIfExists": { "aws:ResourceTag/team": "*" } }"#,
            r#"{ "ForAllValues:StringLike": { "aws:TagKeys": "*" } }"#,
            r#"{ "StringLike": { "aws:RequestedRegion": "*" } }"#,
            r#"{ "StringNotLike": { "aws:UserAgent": ["*"] } }"#,
            r#"{ "ForAnyValue:StringNotLike": { "aws:TagKeys": "*" } }"#,
            r#"{ "StringLike": { "aws:SourceAccount": "*", "aws:userid": "*", "example.com:sub": "*" } }"#,
            r#"{ "StringEquals": { "aws:ResourceTag/team": "*" }, "StringLike": { "aws:ResourceTag/team": "x*" } }"#,
        ] {
            tester.quiet(&allow(condition));
        }
    }
}
