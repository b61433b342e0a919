use crate::Edit;
use crate::checks::{Context, Reporter};
use crate::document::{ConditionTest, Statement};
check! {
    /// ## What it does
    /// Reports the condition key `aws:ARN` in policies that are attached to resources.
    ///
    /// ## Why
    /// AWS replaced it by two keys that say whose ARN is meant: that of the principal or that of the resource which
    /// makes a service send the request.
    ///
    /// ## Example
    /// ```json resource
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [{
    ///     "Effect": "Allow",
    ///     "Principal": { "AWS": "123456789012" },
    ///     "Action": "s3:GetObject",
    ///     "Resource": "arn:aws:s3:::films/*",
    ///     "Condition": { "ArnLike": { "aws:ARN": "arn:aws:iam::123456789012:role/films" } }
    ///   }]
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```json resource
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [{
    ///     "Effect": "Allow",
    ///     "Principal": { "AWS": "123456789012" },
    ///     "Action": "s3:GetObject",
    ///     "Resource": "arn:aws:s3:::films/*",
    ///     "Condition": { "ArnLike": { "aws:PrincipalArn": "arn:aws:iam::123456789012:role/films" } }
    ///   }]
    /// }
    /// ```
    UNSUPPORTED_GLOBAL_CONDITION_KEY: Error, Aws, RESOURCE_TRUST;
    Test(check)
}

fn check(_: &Context<'_>, _: &Statement<'_>, test: ConditionTest<'_, '_>, out: &mut Reporter<'_>) {
    if test.condition.is_key("aws:ARN") {
        let key = &test.condition.key;
        out.report(key.span(), format!("`{key}` is not supported any more"))
            .help("use `aws:PrincipalArn`, or `aws:SourceArn` for requests that a service sends")
            .unsafe_fix("write `aws:PrincipalArn`", vec![Edit::replace(key.span(), "\"aws:PrincipalArn\"")]);
    }
}

#[cfg(test)]
mod tests {
    use crate::PolicyType;
    use crate::checks::condition::samples::allow;
    use crate::checks::tester::Tester;

    #[test]
    fn fires() {
        let document = allow(r#"{ "StringEquals": { "AWS:arn": "x" } }"#);
        Tester::of(&super::CHECK, PolicyType::Trust).fires(&document, &["\"AWS:arn\""]);
    }

    #[test]
    fn stays_quiet() {
        let document = allow(r#"{ "StringEquals": { "aws:ARN": "x" } }"#);
        Tester::of(&super::CHECK, PolicyType::Identity).quiet(&document);
        Tester::of(&super::CHECK, PolicyType::Resource).quiet(&allow(r#"{ "ArnLike": { "aws:PrincipalArn": "x" } }"#));
    }
}
