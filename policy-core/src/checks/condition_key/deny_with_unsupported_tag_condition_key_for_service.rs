use super::tags;
use crate::checks::{Context, Reporter};
use crate::document::{ConditionTest, Statement};
check! {
    /// ## What it does
    /// Reports actions in a statement that denies under a test of `aws:ResourceTag` although their requests never carry
    /// a tag of the resource.
    ///
    /// ## Why
    /// The test fails for them, so that they are not denied. Actions that take tags when they create something are left
    /// alone.
    ///
    /// ## Example
    /// ```json
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [{
    ///     "Effect": "Deny",
    ///     "Action": ["personalize:DeleteDataset", "personalize:ListDatasets"],
    ///     "Resource": "*",
    ///     "Condition": { "StringEquals": { "aws:ResourceTag/team": "films" } }
    ///   }]
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```json
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [{
    ///     "Effect": "Deny",
    ///     "Action": "personalize:DeleteDataset",
    ///     "Resource": "*",
    ///     "Condition": { "StringEquals": { "aws:ResourceTag/team": "films" } }
    ///   }]
    /// }
    /// ```
    DENY_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE: SecurityWarning, Aws, IDENTITY_SCP;
    Test(check)
}

fn check(cx: &Context<'_>, statement: &Statement<'_>, test: ConditionTest<'_, '_>, out: &mut Reporter<'_>) {
    if statement.denies() {
        tags::report(cx, statement, test, out, "they are not denied");
    }
}

#[cfg(test)]
mod tests {
    use crate::checks::condition::samples::statement;
    use crate::checks::tester::Tester;

    const TAG: &str = r#"{ "StringNotEqualsIfExists": { "aws:resourcetag/team": "films" } }"#;

    #[test]
    fn fires() {
        let tester = Tester::identity(&super::CHECK);
        let actions =
            r#"["wisdom:GetAssistant", "wisdom:ListAssistants", "wisdom:CreateAssistant", "iam:GetAccount*"]"#;
        let underlined = ["\"wisdom:ListAssistants\"", "\"iam:GetAccount*\"", "\"aws:resourcetag/team\""];
        tester.fires(&statement("Deny", actions, TAG), &underlined);
    }

    #[test]
    fn stays_quiet() {
        let tester = Tester::identity(&super::CHECK);
        for actions in ["*", "wisdom:*", "wisdom:CreateAssistant", "wisdom:NoSuchAction"] {
            tester.quiet(&statement("Deny", actions, TAG));
        }
        tester.quiet(&statement("Allow", "wisdom:ListAssistants", TAG));
        tester.quiet(&statement("Deny", "wisdom:ListAssistants", r#"{ "Null": { "aws:ResourceTag/a": "true" } }"#));
        tester.quiet(&statement("Deny", "wisdom:ListAssistants", r#"{ "StringEquals": { "aws:RequestTag/a": "x" } }"#));
    }
}
