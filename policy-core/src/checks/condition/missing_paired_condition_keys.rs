use super::keys;
use crate::checks::{Context, Reporter};
use crate::document::variable::has_wildcard;
use crate::document::{Arn, BaseOperator, ConditionTest, Statement};
check! {
    /// ## What it does
    /// Reports `aws:VpcSourceIp` without a key that names the VPC or the endpoint, and `aws:SourceArn` with an ARN that
    /// has no account in it without a key that names the account or the organization.
    ///
    /// ## Why
    /// Private addresses occur in every VPC, and the ARN of a bucket does not say whose it is: after it is deleted,
    /// somebody else may own a bucket of that name. The partner says which one is meant.
    ///
    /// ## Example
    /// ```json resource
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [{
    ///     "Effect": "Allow",
    ///     "Principal": { "Service": "s3.amazonaws.com" },
    ///     "Action": "sns:Publish",
    ///     "Resource": "arn:aws:sns:us-east-1:123456789012:films",
    ///     "Condition": { "ArnLike": { "aws:SourceArn": "arn:aws:s3:::films" } }
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
    ///     "Principal": { "Service": "s3.amazonaws.com" },
    ///     "Action": "sns:Publish",
    ///     "Resource": "arn:aws:sns:us-east-1:123456789012:films",
    ///     "Condition": {
    ///       "ArnLike": { "aws:SourceArn": "arn:aws:s3:::films" },
    ///       "StringEquals": { "aws:SourceAccount": "123456789012" }
    ///     }
    ///   }]
    /// }
    /// ```
    ///
    /// Source: IAM User Guide, "AWS global condition context keys" and "The confused deputy problem".
    MISSING_PAIRED_CONDITION_KEYS: SecurityWarning, Aws, ALL;
    Test(check)
}

const VPC: [&str; 3] = ["aws:SourceVpc", "aws:SourceVpce", "aws:SourceVpcArn"];
const ACCOUNT: [&str; 3] = ["aws:SourceAccount", "aws:SourceOrgID", "aws:SourceOrgPaths"];

fn check(_: &Context<'_>, statement: &Statement<'_>, test: ConditionTest<'_, '_>, out: &mut Reporter<'_>) {
    let is_null = test.operator().is_none_or(|operator| operator.base == BaseOperator::Null);
    if is_null {
        return;
    }
    let has_one_of = |partners: &[&str]| statement.conditions().any(|other| keys::is_one_of(other, partners));
    let key = &test.condition.key;
    if test.condition.is_key("aws:VpcSourceIp") && !has_one_of(&VPC) {
        out.report(key.span(), format!("`{key}` does not say in which VPC the address is"))
            .help("add a test of `aws:SourceVpc`, `aws:SourceVpce` or `aws:SourceVpcArn`");
    }
    if !test.condition.is_key("aws:SourceArn") {
        return;
    }
    let Some(value) = test.values().iter().find(|value| lacks_account(&value.text)) else { return };
    if !has_one_of(&ACCOUNT) {
        out.report(key.span(), format!("`{}` does not say whose resource it is", value.text))
            .label(value.span(), "no account")
            .help("add a test of `aws:SourceAccount` against the account's number");
    }
}

/// Whether the account field of an ARN is empty or open. A variable fills it.
fn lacks_account(value: &str) -> bool {
    Arn::split(value).is_none_or(|arn| arn.account.is_empty() || has_wildcard(arn.account))
}

#[cfg(test)]
mod tests {
    use crate::PolicyType;
    use crate::checks::condition::samples::allow;
    use crate::checks::tester::Tester;

    #[test]
    fn fires() {
        let tester = Tester::of(&super::CHECK, PolicyType::Resource);
        tester.fires(&allow(r#"{ "IpAddress": { "aws:VpcSourceIp": "10.0.0.0/8" } }"#), &["\"aws:VpcSourceIp\""]);
        let open =
            r#"{ "ArnLike": { "aws:SourceArn": ["arn:aws:sns:us-east-1:123456789012:x", "arn:aws:sns:*:*:x"] } }"#;
        tester.fires(&allow(open), &["\"aws:SourceArn\""]);
    }

    #[test]
    fn stays_quiet() {
        let tester = Tester::of(&super::CHECK, PolicyType::Resource);
        let vpc = r#"{ "IpAddress": { "aws:VpcSourceIp": "10.0.0.0/8" }, "StringEquals": { "aws:sourcevpc": "vpc-1a2b3c4d" } }"#;
        tester.quiet(&allow(vpc));
        tester.quiet(&allow(r#"{ "ArnLike": { "aws:SourceArn": "arn:aws:personalize:*:123456789012:*" } }"#));
        tester.quiet(&allow(r#"{ "ArnLike": { "aws:SourceArn": "arn:aws:sns:*:${aws:PrincipalAccount}:x" } }"#));
        tester.quiet(&allow(r#"{ "Null": { "aws:SourceArn": "false", "aws:VpcSourceIp": "true" } }"#));
    }
}
