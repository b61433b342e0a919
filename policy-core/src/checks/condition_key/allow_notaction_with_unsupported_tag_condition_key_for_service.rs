use super::tags;
use crate::checks::{Context, Reporter};
use crate::document::{ConditionTest, Statement};
check! {
    /// ## What it does
    /// Reports a test of `aws:ResourceTag` in a statement that allows with `NotAction`.
    ///
    /// ## Why
    /// `NotAction` covers actions of every service, and requests for many of them carry no tag of a resource: for those
    /// the test fails, and they are not allowed.
    ///
    /// ## Example
    /// ```json
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [{
    ///     "Effect": "Allow",
    ///     "NotAction": "personalize:Get*",
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
    ///     "Effect": "Allow",
    ///     "Action": "personalize:DeleteDataset",
    ///     "Resource": "*",
    ///     "Condition": { "StringEquals": { "aws:ResourceTag/team": "films" } }
    ///   }]
    /// }
    /// ```
    ALLOW_NOTACTION_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE: Suggestion, Aws, IDENTITY_SCP;
    Test(check)
}

fn check(_: &Context<'_>, statement: &Statement<'_>, test: ConditionTest<'_, '_>, out: &mut Reporter<'_>) {
    if statement.allows() {
        tags::report_not_action(statement, test, out, "they are not allowed");
    }
}

#[cfg(test)]
mod tests {
    use crate::checks::condition::samples::statement;
    use crate::checks::tester::Tester;

    fn not_action(effect: &str, condition: &str) -> String {
        statement(effect, "iam:*", condition).replace("\"Action\"", "\"NotAction\"")
    }

    #[test]
    fn fires() {
        let tag = r#"{ "StringLike": { "aws:ResourceTag/a": "x" } }"#;
        Tester::identity(&super::CHECK).fires(&not_action("Allow", tag), &["\"aws:ResourceTag/a\""]);
    }

    #[test]
    fn stays_quiet() {
        let tester = Tester::identity(&super::CHECK);
        tester.quiet(&not_action("Deny", r#"{ "StringLike": { "aws:ResourceTag/a": "x" } }"#));
        tester.quiet(&not_action("Allow", r#"{ "Null": { "aws:ResourceTag/a": "false" } }"#));
        tester.quiet(&not_action("Allow", r#"{ "StringLike": { "aws:PrincipalTag/a": "x" } }"#));
        tester.quiet(&statement("Allow", "iam:*", r#"{ "StringLike": { "aws:ResourceTag/a": "x" } }"#));
    }
}
