use super::caller::{SOURCE_KEYS, demands, is_other_caller_key};
use crate::PolicyType;
use crate::checks::{Context, Reporter};
use crate::document::{Arn, ConditionTest, OperatorFamily, PrincipalKind, Statement, Text};
use crate::lean::Lean as _;

check! {
    /// ## What it does
    /// Reports statements that allow everyone, and have no condition that tells callers apart: by organization, account, ARN,
    /// network or source.
    ///
    /// ## Why
    /// `"*"` means every caller in the world, those without an AWS account included.
    ///
    /// ## Example
    /// ```json resource AWS::S3::Bucket
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [{
    ///     "Effect": "Allow",
    ///     "Principal": "*",
    ///     "Action": "s3:GetObject",
    ///     "Resource": "arn:aws:s3:::interactions/*"
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
    ///     "Principal": "*",
    ///     "Action": "s3:GetObject",
    ///     "Resource": "arn:aws:s3:::interactions/*",
    ///     "Condition": { "StringEquals": { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } }
    ///   }]
    /// }
    /// ```
    ///
    /// Source: Amazon S3 User Guide, "Blocking public access to your Amazon S3 storage"
    PUBLIC_ACCESS: SecurityWarning, Own, RESOURCE_TRUST;
    Statement(check)
}

fn check(cx: &Context<'_>, statement: &Statement<'_>, out: &mut Reporter<'_>) {
    let Some(block) = statement.principal.as_ref().filter(|block| statement.allows() && block.is_everyone()) else {
        return;
    };
    // Who comes to a VPC endpoint is in the VPC already. In a trust policy `"*"` is an error of its own.
    let is_endpoint = cx.attached_to() == Some("AWS::EC2::VPCEndpoint");
    let is_error = cx.policy_type() == PolicyType::Trust && block.is_star();
    if is_endpoint || is_error || statement.tests().any(narrows) {
        return;
    }
    let stars = block.values(PrincipalKind::Aws).filter(|value| &***value == "*").map(Text::span);
    let locations = if block.is_star() { vec![block.span] } else { stars.list() };
    out.report_all(locations, "everyone in the world is allowed").help(
        "name who is meant, or add `\"Condition\": { \"StringEquals\": { \"aws:PrincipalOrgID\": \"o-a1b2c3d4e5\" } }` \
         with your organization",
    );
}

/// Whether the test lets only some callers pass.
fn narrows(test: ConditionTest<'_, '_>) -> bool {
    if !demands(test) {
        return false;
    }
    let key = &test.condition.key;
    if key.eq_ignore_ascii_case("aws:PrincipalIsAWSService") {
        return test.values().iter().all(|value| value.text.eq_ignore_ascii_case("true"));
    }
    let tells_apart = is_other_caller_key(key) || SOURCE_KEYS.iter().any(|known| key.eq_ignore_ascii_case(known));
    let family = test.operator().map(|operator| operator.base.family());
    let is_address = family == Some(OperatorFamily::IpAddress);
    let names = |value: &str| if is_address { !value.ends_with("/0") } else { names_caller(value) };
    tells_apart && test.values().iter().all(|value| names(&value.text))
}

/// Whether a value leaves something fixed: for an ARN the account or the resource.
fn names_caller(value: &str) -> bool {
    let is_fixed = |part: &str| !part.bytes().all(|byte| matches!(byte, b'*' | b'?'));
    match Arn::split(value) {
        Some(arn) => is_fixed(arn.account) || is_fixed(arn.resource),
        None => is_fixed(value),
    }
}

#[cfg(test)]
mod tests {
    use crate::checks::tester::Tester;
    use crate::{Options, PolicyType};

    fn policy(principal: &str, condition: &str) -> String {
        format!(r#"{{"Statement":{{"Effect":"Allow","Principal":{principal},"Condition":{{{condition}}}}}}}"#)
    }

    #[test]
    fn fires() {
        let tester = Tester::of(&super::CHECK, PolicyType::Resource);
        tester.fires(&policy(r#""*""#, ""), &[r#""*""#]);
        tester.fires(&policy(r#"{"AWS":["123456789012","*"]}"#, ""), &[r#""*""#]);
        for condition in [
            r#""Bool":{"aws:SecureTransport":"true"}"#,
            r#""StringNotEquals":{"aws:PrincipalOrgID":"o-a1b2c3d4e5"}"#,
            r#""StringEqualsIfExists":{"aws:SourceVpce":"vpce-1a2b3c4d"}"#,
            r#""StringLike":{"aws:PrincipalOrgID":"*"}"#,
            r#""IpAddress":{"aws:SourceIp":["192.0.2.0/24","0.0.0.0/0"]}"#,
            r#""ArnLike":{"aws:SourceArn":"arn:aws:sns:*:*:*"}"#,
            r#""Bool":{"aws:PrincipalIsAWSService":"false"}"#,
        ] {
            tester.fires(&policy(r#""*""#, condition), &[r#""*""#]);
        }
        Tester::of(&super::CHECK, PolicyType::Trust).fires(&policy(r#"{"AWS":"*"}"#, ""), &[r#""*""#]);
    }

    #[test]
    fn stays_quiet() {
        let tester = Tester::of(&super::CHECK, PolicyType::Resource);
        for condition in [
            r#""StringEquals":{"aws:PrincipalOrgID":"o-a1b2c3d4e5"}"#,
            r#""ArnLike":{"AWS:SourceArn":"arn:aws:s3:::films"}"#,
            r#""ForAnyValue:StringLike":{"aws:PrincipalOrgPaths":"o-a1b2c3d4e5/r-ab12/*"}"#,
            r#""IpAddress":{"aws:SourceIp":"192.0.2.0/24"}"#,
            r#""StringEquals":{"kms:CallerAccount":"123456789012"}"#,
            r#""Bool":{"aws:PrincipalIsAWSService":true}"#,
        ] {
            tester.quiet(&policy(r#"{"AWS":"*"}"#, condition));
        }
        tester.quiet(&policy(r#""*""#, "").replace("Allow", "Deny"));
        tester.quiet(&policy(r#"{"AWS":"123456789012","Service":"*"}"#, ""));
        Tester::of(&super::CHECK, PolicyType::Trust).quiet(&policy(r#""*""#, ""));
        let options = Options::new(PolicyType::Resource).resource_type("AWS::EC2::VPCEndpoint");
        Tester::new(&super::CHECK, options).quiet(&policy(r#""*""#, ""));
    }
}
