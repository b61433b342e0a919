use crate::checks::KeyMeaning;
use crate::checks::{Context, Reporter};
use crate::document::{ConditionTest, Statement};
check! {
    /// ## What it does
    /// Reports tag condition keys that do not say which tag is meant.
    ///
    /// ## Why
    /// The name of the tag is a part of the key: `aws:ResourceTag/team` stands for the value of the tag `team`.
    ///
    /// ## Example
    /// ```json
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [{
    ///     "Effect": "Allow",
    ///     "Action": "personalize:GetRecommendations",
    ///     "Resource": "*",
    ///     "Condition": { "StringEquals": { "aws:ResourceTag/": "recommendations" } }
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
    ///     "Condition": { "StringEquals": { "aws:ResourceTag/team": "recommendations" } }
    ///   }]
    /// }
    /// ```
    MISSING_TAG_KEY_IN_CONDITION: Error, Aws, ALL;
    Test(check)
}

fn check(cx: &Context<'_>, _: &Statement<'_>, test: ConditionTest<'_, '_>, out: &mut Reporter<'_>) {
    if matches!(cx.key(test.condition), KeyMeaning::TagWithoutName) {
        let key = &test.condition.key;
        let head = key.strip_suffix('/').unwrap_or(key);
        out.report(key.span(), format!("`{key}` does not say which tag"))
            .help(format!("write `{head}/` and the tag's name"));
    }
}

#[cfg(test)]
mod tests {
    use crate::checks::condition::samples::allow;
    use crate::checks::tester::Tester;

    #[test]
    fn fires() {
        let tester = Tester::identity(&super::CHECK);
        let document = allow(
            r#"{ "StringEquals": { "aws:RequestTag": "x", "ec2:resourcetag/": "x", "s3:ExistingObjectTag": "x" } }"#,
        );
        tester.fires(&document, &["\"aws:RequestTag\"", "\"ec2:resourcetag/\"", "\"s3:ExistingObjectTag\""]);
    }

    #[test]
    fn stays_quiet() {
        let tester = Tester::identity(&super::CHECK);
        tester.quiet(&allow(r#"{ "ForAnyValue:StringEquals": { "aws:TagKeys": "x", "aws:PrincipalTag/a": "x", "iam:ResourceTag/a": "x" } }"#));
    }
}
