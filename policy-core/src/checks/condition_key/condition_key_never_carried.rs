use super::carried;
use crate::checks::ActionMeaning;
use crate::checks::{Context, Reporter};
use crate::document::{ConditionTest, Statement};
check! {
    /// ## What it does
    /// Reports a service's condition key that requests for none of the statement's actions carry, wildcards included.
    ///
    /// ## Why
    /// The test fails in every request, or holds in every one if it is negated or ends in `IfExists`: an `Allow` grants
    /// nothing, or grants everything.
    ///
    /// ## Example
    /// ```json
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [{
    ///     "Effect": "Allow",
    ///     "Action": "s3:Get*",
    ///     "Resource": "arn:aws:s3:::films/*",
    ///     "Condition": { "StringEquals": { "s3:x-amz-acl": "private" } }
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
    ///     "Action": "s3:Put*",
    ///     "Resource": "arn:aws:s3:::films/*",
    ///     "Condition": { "StringEquals": { "s3:x-amz-acl": "private" } }
    ///   }]
    /// }
    /// ```
    ///
    /// Source: Service Authorization Reference.
    CONDITION_KEY_NEVER_CARRIED: Warning, Own, ALL;
    Test(check)
}

fn check(cx: &Context<'_>, statement: &Statement<'_>, test: ConditionTest<'_, '_>, out: &mut Reporter<'_>) {
    if statement.action.is_none() || carried::is_exempt(cx, test) {
        return;
    }
    let key = &test.condition.key;
    let named = cx.named_keys(test.condition);
    let mut judged_elsewhere = true;
    for action in statement.actions() {
        let meaning = cx.meaning(action);
        if carried::carries(meaning, action.name(), &named) != Some(false) {
            return;
        }
        judged_elsewhere &= matches!(meaning, ActionMeaning::Exact(exact) if carried::names_resources(exact));
    }
    if judged_elsewhere || !has_carriers(cx, test) {
        return;
    }
    let finding = out.report(key.span(), format!("requests for these actions never carry `{key}`"));
    if let Some(block) = &statement.action {
        finding.label(block.span, "none of these carries the key");
    }
    finding.help("remove the key, or test one that these actions carry");
}

/// Whether the reference ties the key to any action at all. Where it does not, it says nothing about these either.
fn has_carriers(cx: &Context<'_>, test: ConditionTest<'_, '_>) -> bool {
    let named = cx.named_keys(test.condition);
    let service = cx.key(test.condition).own_service();
    // The reference leaves the keys of agreements out of the actions that take them.
    service.is_some_and(|service| {
        &*service.prefix() != "aws-marketplace" && service.actions().any(|action| action.supports_named_keys(&named))
    })
}

#[cfg(test)]
mod tests {
    use crate::checks::condition::samples::statement;
    use crate::checks::tester::Tester;

    #[test]
    fn fires() {
        let tester = Tester::identity(&super::CHECK);
        let prefix = r#"{ "StringEquals": { "s3:prefix": "x" } }"#;
        tester.fires(&statement("Allow", r#"["s3:Put*", "personalize:*"]"#, prefix), &["\"s3:prefix\""]);
        tester.fires(
            &statement("Deny", "ec2:DescribeSubnets", r#"{ "ArnEquals": { "ec2:Vpc": "x" } }"#),
            &["\"ec2:Vpc\""],
        );
    }

    #[test]
    fn stays_quiet() {
        let tester = Tester::identity(&super::CHECK);
        let prefix = r#"{ "StringEquals": { "s3:prefix": "x" } }"#;
        for actions in ["s3:List*", r#"["s3:Put*", "s3:ListBucket"]"#, "*", "s3:GetObject", "s3:NoSuchAction", "x*:y"] {
            tester.quiet(&statement("Allow", actions, prefix));
        }
        tester.quiet(&statement("Allow", "s3:Put*", r#"{ "Null": { "s3:prefix": "true" } }"#));
        tester.quiet(&statement(
            "Allow",
            "s3:Put*",
            r#"{ "StringEquals": { "aws:TagKeys": "x", "ec2:ResourceTag/a": "x" } }"#,
        ));
    }
}
