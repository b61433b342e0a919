use super::caller::{compares, is_services_only};
use crate::checks::{Context, Reporter};
use crate::document::{ConditionTest, PrincipalKind, Statement};

check! {
    /// ## What it does
    /// Reports conditions on keys that say who a user or role is, in statements that name services only.
    ///
    /// ## Why
    /// When a service calls by its own name, there is no user or role behind the request, and so none of these keys:
    /// `aws:PrincipalOrgID`, `aws:PrincipalOrgPaths`, `aws:PrincipalAccount`, `aws:PrincipalArn`, `aws:PrincipalTag/…`,
    /// `aws:userid`, `aws:username`. What tells the accounts apart that a service calls for is the source.
    ///
    /// ## Example
    /// ```json resource AWS::S3::Bucket
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [{
    ///     "Effect": "Allow",
    ///     "Principal": { "Service": "cloudfront.amazonaws.com" },
    ///     "Action": "s3:GetObject",
    ///     "Resource": "arn:aws:s3:::films/*",
    ///     "Condition": { "StringEquals": { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } }
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
    ///     "Principal": { "Service": "cloudfront.amazonaws.com" },
    ///     "Action": "s3:GetObject",
    ///     "Resource": "arn:aws:s3:::films/*",
    ///     "Condition": { "StringEquals": { "aws:SourceOrgID": "o-a1b2c3d4e5" } }
    ///   }]
    /// }
    /// ```
    ///
    /// Source: IAM User Guide, "AWS global condition context keys"
    UNSUPPORTED_CONDITION_KEY_FOR_SERVICE_PRINCIPAL: Error, Aws, RESOURCE_TRUST;
    Test(check)
}

fn check(_: &Context<'_>, statement: &Statement<'_>, test: ConditionTest<'_, '_>, out: &mut Reporter<'_>) {
    let key = &test.condition.key;
    let Some(instead) = instead(key).filter(|_| compares(test)) else { return };
    let Some(block) = statement.principal.as_ref().filter(|block| is_services_only(block)) else { return };
    let Some(service) = block.values(PrincipalKind::Service).next() else { return };
    out.report(key.span(), format!("requests of `{service}` do not carry `{key}`"))
        .label(service.span(), "a service, not a user or role")
        .help(format!("compare `{instead}`"));
}

/// For a key that says who a user or role is: the one that says for whom a service calls.
fn instead(key: &str) -> Option<&'static str> {
    const TAG: &str = "aws:PrincipalTag/";
    let is = |known: &str| key.eq_ignore_ascii_case(known);
    if is("aws:PrincipalOrgID") {
        Some("aws:SourceOrgID")
    } else if is("aws:PrincipalOrgPaths") {
        Some("aws:SourceOrgPaths")
    } else if is("aws:PrincipalArn") {
        Some("aws:SourceArn")
    } else if is("aws:PrincipalAccount") || is("aws:userid") || is("aws:username") {
        Some("aws:SourceAccount")
    } else {
        key.get(..TAG.len()).is_some_and(|head| head.eq_ignore_ascii_case(TAG)).then_some("aws:SourceArn")
    }
}

#[cfg(test)]
mod tests {
    use crate::PolicyType;
    use crate::checks::tester::Tester;

    fn policy(principal: &str, operator: &str, key: &str) -> String {
        format!(r#"{{"Statement":{{"Principal":{principal},"Condition":{{"{operator}":{{"{key}":"x"}}}}}}}}"#)
    }

    #[test]
    fn fires() {
        for policy_type in [PolicyType::Resource, PolicyType::Trust] {
            let tester = Tester::of(&super::CHECK, policy_type);
            for key in ["aws:principalorgid", "aws:PrincipalTag/team", "aws:PrincipalArn", "aws:username"] {
                let key_text = format!("\"{key}\"");
                tester.fires(&policy(r#"{"Service":["cloudfront.amazonaws.com"]}"#, "StringEquals", key), &[&key_text]);
            }
        }
    }

    #[test]
    fn stays_quiet() {
        let tester = Tester::of(&super::CHECK, PolicyType::Resource);
        let service = r#"{"Service":"cloudfront.amazonaws.com"}"#;
        tester.quiet(&policy(service, "StringEquals", "aws:SourceOrgID"));
        tester.quiet(&policy(service, "Null", "aws:PrincipalOrgID"));
        tester.quiet(&policy(r#""*""#, "StringEquals", "aws:PrincipalOrgID"));
        tester.quiet(&policy(r#"{"Service":"x","AWS":"123456789012"}"#, "StringEquals", "aws:PrincipalOrgID"));
    }
}
