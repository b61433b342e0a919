use super::carried;
use crate::catalog::{self, NamedKeys};
use crate::checks::{ActionMeaning, KeyMeaning};
use crate::checks::{Context, Reporter};
use crate::document::{ConditionTest, Statement};
check! {
    /// ## What it does
    /// Reports actions whose requests never carry a service's condition key that the statement tests. Actions with
    /// wildcards, actions that name no resource, tags and global keys are left alone.
    ///
    /// ## Why
    /// For such an action the test fails in every request, or holds in every one if it is negated: the statement does
    /// not do for it what it does for the others.
    ///
    /// ## Example
    /// ```json
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [{
    ///     "Effect": "Allow",
    ///     "Action": ["iam:PassRole", "iam:GetRole"],
    ///     "Resource": "arn:aws:iam::123456789012:role/personalize-*",
    ///     "Condition": { "StringEquals": { "iam:PassedToService": "personalize.amazonaws.com" } }
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
    ///     "Action": "iam:PassRole",
    ///     "Resource": "arn:aws:iam::123456789012:role/personalize-*",
    ///     "Condition": { "StringEquals": { "iam:PassedToService": "personalize.amazonaws.com" } }
    ///   }]
    /// }
    /// ```
    ///
    /// Source: Service Authorization Reference.
    UNSUPPORTED_ACTION_FOR_CONDITION_KEY: Error, Aws, ALL;
    Test(check)
}

fn check(cx: &Context<'_>, statement: &Statement<'_>, test: ConditionTest<'_, '_>, out: &mut Reporter<'_>) {
    if statement.action.is_none() {
        return;
    }
    let key = &test.condition.key;
    if carried::is_exempt(cx, test) {
        return;
    }
    let named = cx.named_keys(test.condition);
    let lacks = if matches!(cx.key(test.condition), KeyMeaning::Provider) { lacks_claim } else { lacks_key };
    let mut entries = statement.actions().filter(|action| match cx.meaning(action) {
        ActionMeaning::Exact(exact) => lacks(exact, &named),
        _ => false,
    });
    let Some(first) = entries.next() else { return };
    let mut locations = vec![first.text.span()];
    locations.extend(entries.map(|action| action.text.span()));
    let more = match locations.len() {
        1 => String::new(),
        count => format!(" and {} more", count - 1),
    };
    locations.push(key.span());
    out.report_all(locations, format!("requests for `{}`{more} never carry `{key}`", first.text))
        .help("move these actions to a statement without the key");
}

fn lacks_key(action: catalog::Action<'static>, key: &NamedKeys) -> bool {
    carried::names_resources(action) && !action.supports_named_keys(key)
}

/// Claims of identity providers come with the actions of STS that exchange a token; the catalog knows some providers.
fn lacks_claim(action: catalog::Action<'static>, key: &NamedKeys) -> bool {
    let service = action.service();
    service.prefix() == "sts" && service.condition_key_among(key).is_some() && lacks_key(action, key)
}

#[cfg(test)]
mod tests {
    use crate::checks::condition::samples::statement;
    use crate::checks::tester::Tester;

    #[test]
    fn fires() {
        let tester = Tester::identity(&super::CHECK);
        let context = r#"{ "StringEquals": { "kms:EncryptionContext:a": "x" } }"#;
        let actions = r#"["kms:Decrypt", "kms:DescribeKey", "personalize:CreateDatasetImportJob"]"#;
        let underlined =
            ["\"kms:DescribeKey\"", "\"personalize:CreateDatasetImportJob\"", "\"kms:EncryptionContext:a\""];
        tester.fires(&statement("Allow", actions, context), &underlined);
        let audience = r#"{ "StringEquals": { "cognito-identity.amazonaws.com:aud": "x" } }"#;
        let actions = r#"["sts:AssumeRoleWithWebIdentity", "sts:TagSession"]"#;
        let underlined = ["\"sts:TagSession\"", "\"cognito-identity.amazonaws.com:aud\""];
        tester.fires(&statement("Allow", actions, audience), &underlined);
    }

    #[test]
    fn stays_quiet() {
        let tester = Tester::identity(&super::CHECK);
        let prefix = r#"{ "StringEquals": { "s3:prefix": "x" } }"#;
        for actions in ["s3:ListBucket", "s3:List*", "*", "s3:NoSuchAction"] {
            tester.quiet(&statement("Allow", actions, prefix));
        }
        tester.quiet(&statement("Allow", "ec2:DescribeInstances", r#"{ "StringEquals": { "ec2:Vpc": "x" } }"#));
        tester.quiet(&statement("Allow", "s3:GetObject", r#"{ "StringEquals": { "ec2:ResourceTag/a": "x" } }"#));
        tester.quiet(&statement("Allow", "s3:GetObject", r#"{ "ArnEquals": { "lambda:SourceFunctionArn": "x" } }"#));
        tester.quiet(&statement("Allow", "s3:GetObject", r#"{ "ArnEquals": { "codebuild:ProjectArn": "x" } }"#));
        let github = r#"{ "StringEquals": { "token.actions.githubusercontent.com:sub": "x" } }"#;
        tester.quiet(&statement("Allow", "sts:TagSession", github));
    }
}
