use crate::checks::KeyMeaning;
use crate::checks::{Context, Reporter};
use crate::document::{ConditionTest, Statement};
check! {
    /// ## What it does
    /// Reports condition keys that are not of the form `prefix:name`.
    ///
    /// ## Why
    /// Every key belongs to `aws`, to a service or to an identity provider, and its prefix says to which. IAM refuses a
    /// key without one.
    ///
    /// ## Example
    /// ```json
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [{
    ///     "Effect": "Allow",
    ///     "Action": "personalize:GetRecommendations",
    ///     "Resource": "*",
    ///     "Condition": { "StringEquals": { "RequestedRegion": "us-east-1" } }
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
    ///     "Condition": { "StringEquals": { "aws:RequestedRegion": "us-east-1" } }
    ///   }]
    /// }
    /// ```
    INVALID_CONDITION_KEY_FORMAT: Error, Aws, ALL;
    Test(check)
}

fn check(cx: &Context<'_>, _: &Statement<'_>, test: ConditionTest<'_, '_>, out: &mut Reporter<'_>) {
    if !matches!(cx.key(test.condition), KeyMeaning::Malformed) {
        return;
    }
    let key = &test.condition.key;
    let (prefix, name) = key.split_once(':').unwrap_or(("", key));
    let message = match (prefix.is_empty(), name.is_empty()) {
        (true, _) => format!("condition key `{key}` has no prefix"),
        (false, _) => format!("condition key `{key}` has no name"),
    };
    let finding = out.report(key.span(), message);
    match cx.catalog.global_key(&format!("aws:{name}")) {
        Some(global) if prefix.is_empty() => finding.help(format!("did you mean `{}`?", global.name())),
        _ => finding.help("write `prefix:name`, such as `aws:SourceArn` or `s3:prefix`"),
    };
}

#[cfg(test)]
mod tests {
    use crate::checks::condition::samples::allow;
    use crate::checks::tester::Tester;

    #[test]
    fn fires() {
        let tester = Tester::identity(&super::CHECK);
        let document = allow(r#"{ "StringEquals": { "sourcearn": "x", "aws:": "x", ":x": "x", "": "x" } }"#);
        tester.fires(&document, &["\"sourcearn\"", "\"aws:\"", "\":x\"", "\"\""]);
        let findings = tester.findings(&document);
        assert_eq!(findings[0].help.as_deref(), Some("did you mean `aws:SourceArn`?"));
    }

    #[test]
    fn stays_quiet() {
        let tester = Tester::identity(&super::CHECK);
        tester.quiet(&allow(
            r#"{ "StringEquals": { "kms:EncryptionContext:aws:s3:arn": "x", "example.com/a:sub": "x" } }"#,
        ));
    }
}
