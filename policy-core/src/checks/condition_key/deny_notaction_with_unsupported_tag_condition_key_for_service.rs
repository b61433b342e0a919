use super::tags;
use crate::checks::{Context, Reporter};
use crate::document::{ConditionTest, Statement};
check! {
    /// ## What it does
    /// Reports a test of `aws:ResourceTag` in a statement that denies with `NotAction`.
    ///
    /// ## Why
    /// `NotAction` covers actions of every service, and requests for many of them carry no tag of a resource: for those
    /// the test fails, and they are not denied.
    ///
    /// ## Example
    /// ```json
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [{
    ///     "Effect": "Deny",
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
    ///     "Effect": "Deny",
    ///     "Action": "personalize:DeleteDataset",
    ///     "Resource": "*",
    ///     "Condition": { "StringEquals": { "aws:ResourceTag/team": "films" } }
    ///   }]
    /// }
    /// ```
    DENY_NOTACTION_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE: SecurityWarning, Aws, IDENTITY_SCP;
    Test(check)
}

fn check(_: &Context<'_>, statement: &Statement<'_>, test: ConditionTest<'_, '_>, out: &mut Reporter<'_>) {
    if statement.denies() {
        tags::report_not_action(statement, test, out, "they are not denied");
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
        Tester::identity(&super::CHECK).fires(&not_action("Deny", tag), &["\"aws:ResourceTag/a\""]);
    }

    #[test]
    fn stays_quiet() {
        let tester = Tester::identity(&super::CHECK);
        tester.quiet(&not_action("Allow", r#"{ "StringLike": { "aws:ResourceTag/a": "x" } }"#));
        tester.quiet(&not_action("Deny", r#"{ "Null": { "aws:ResourceTag/a": "false" } }"#));
        tester.quiet(&not_action("Deny", r#"{ "StringLike": { "aws:PrincipalTag/a": "x" } }"#));
        tester.quiet(&statement("Deny", "iam:*", r#"{ "StringLike": { "aws:ResourceTag/a": "x" } }"#));
    }
}
