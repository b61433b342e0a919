use crate::Edit;
use crate::checks::KeyMeaning;
use crate::checks::{Context, Reporter};
use crate::document::{ConditionTest, Statement};
check! {
    /// ## What it does
    /// Reports keys that begin with a service's prefix and are none of its condition keys.
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
    ///     "Action": "s3:ListBucket",
    ///     "Resource": "*",
    ///     "Condition": { "StringLike": { "s3:prefixes": "personalize/*" } }
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
    ///     "Action": "s3:ListBucket",
    ///     "Resource": "*",
    ///     "Condition": { "StringLike": { "s3:prefix": "personalize/*" } }
    ///   }]
    /// }
    /// ```
    ///
    /// Source: Service Authorization Reference.
    INVALID_SERVICE_CONDITION_KEY: Error, Aws, ALL;
    Test(check)
}

fn check(cx: &Context<'_>, _: &Statement<'_>, test: ConditionTest<'_, '_>, out: &mut Reporter<'_>) {
    let KeyMeaning::UnknownInService(service) = cx.key(test.condition) else { return };
    let key = &test.condition.key;
    let message = format!("`{key}` is no condition key of {}", service.name());
    let finding = out.report(key.span(), message);
    if let Some(meant) = cx.guess(|| service.suggest_condition_key(key)) {
        finding.help(format!("did you mean `{meant}`?"));
        if !meant.contains('$') {
            finding.unsafe_fix(format!("write `{meant}`"), vec![Edit::replace(key.span(), format!("\"{meant}\""))]);
        }
    } else if !service.condition_keys().any(|known| !known.name().starts_with("aws:")) {
        finding.help(format!("`{}` has no condition keys of its own", service.prefix()));
    }
}

#[cfg(test)]
mod tests {
    use crate::checks::condition::samples::allow;
    use crate::checks::tester::Tester;

    #[test]
    fn fires() {
        let tester = Tester::identity(&super::CHECK);
        let document = allow(r#"{ "StringEquals": { "personalize:Campaign": "x", "iam:PassedToServices": "x" } }"#);
        tester.fires(&document, &["\"personalize:Campaign\"", "\"iam:PassedToServices\""]);
        let findings = tester.findings(&document);
        assert_eq!(findings[0].help.as_deref(), Some("`personalize` has no condition keys of its own"));
        assert_eq!(findings[1].help.as_deref(), Some("did you mean `iam:PassedToService`?"));
    }

    #[test]
    fn stays_quiet() {
        let tester = Tester::identity(&super::CHECK);
        tester.quiet(&allow(
            r#"{ "StringEquals": { "S3:Prefix": "x", "kms:EncryptionContext:a": "x", "s4:prefix": "x" } }"#,
        ));
        tester
            .quiet(&allow(r#"{ "StringEquals": { "secretsmanager:ResourceTag/a": "x", "catalog:ChangeType": "x" } }"#));
        tester.quiet(&allow(r#"{ "StringEquals": { "lambda:SourceFunctionArn": "x", "ec2:ResourceTag": "x" } }"#));
    }
}
