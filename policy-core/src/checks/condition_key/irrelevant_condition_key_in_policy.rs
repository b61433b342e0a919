use crate::checks::{Context, Reporter};
use crate::document::{ConditionTest, Statement};
check! {
    /// ## What it does
    /// Reports `s3:ResourceAccount` in the policy of a bucket or an access point.
    ///
    /// ## Why
    /// The policy is attached to one resource, and the account of that resource is always the same: the key says
    /// nothing.
    ///
    /// ## Example
    /// ```json resource AWS::S3::Bucket
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [{
    ///     "Effect": "Allow",
    ///     "Principal": { "AWS": "123456789012" },
    ///     "Action": "s3:GetObject",
    ///     "Resource": "arn:aws:s3:::films/*",
    ///     "Condition": { "StringEquals": { "s3:ResourceAccount": "123456789012" } }
    ///   }]
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```json resource AWS::S3::Bucket
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [{
    ///     "Effect": "Allow",
    ///     "Principal": { "AWS": "123456789012" },
    ///     "Action": "s3:GetObject",
    ///     "Resource": "arn:aws:s3:::films/*",
    ///     "Condition": { "StringEquals": { "aws:PrincipalAccount": "123456789012" } }
    ///   }]
    /// }
    /// ```
    IRRELEVANT_CONDITION_KEY_IN_POLICY: Suggestion, Aws, RESOURCE;
    Test(check)
}

fn check(cx: &Context<'_>, _: &Statement<'_>, test: ConditionTest<'_, '_>, out: &mut Reporter<'_>) {
    let attached = cx.attached_to();
    if matches!(attached, Some("AWS::S3::Bucket" | "AWS::S3::AccessPoint"))
        && test.condition.is_key("s3:ResourceAccount")
    {
        let key = &test.condition.key;
        out.report(key.span(), format!("`{key}` is the same in every request to this resource"))
            .help("remove the key; `aws:PrincipalAccount` is the account of the caller");
    }
}

#[cfg(test)]
mod tests {
    use crate::checks::condition::samples::allow;
    use crate::checks::tester::Tester;

    use crate::{Options, PolicyType};

    const CONDITION: &str = r#"{ "StringEquals": { "s3:resourceaccount": "123456789012" } }"#;

    #[test]
    fn fires() {
        let options = Options::new(PolicyType::Resource).resource_type("AWS::S3::AccessPoint");
        Tester::new(&super::CHECK, options).fires(&allow(CONDITION), &["\"s3:resourceaccount\""]);
    }

    #[test]
    fn stays_quiet() {
        Tester::of(&super::CHECK, PolicyType::Resource).quiet(&allow(CONDITION));
        let options = Options::new(PolicyType::Resource).resource_type("AWS::DynamoDB::Table");
        Tester::new(&super::CHECK, options).quiet(&allow(CONDITION));
    }
}
