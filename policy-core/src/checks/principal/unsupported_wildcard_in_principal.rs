use crate::checks::{Context, Reporter};
use crate::document::{PrincipalBlock, PrincipalKind, Statement};

check! {
    /// ## What it does
    /// Reports `*` and `?` in the names of principals, other than the lone `*` under `AWS`.
    ///
    /// ## Why
    /// Principals are not patterns: an account, a user or a role is named in full, or everyone is. To admit every role whose
    /// name begins alike, name the account and compare `aws:PrincipalArn` in a condition.
    ///
    /// ## Example
    /// ```json resource AWS::S3::Bucket
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [{
    ///     "Effect": "Allow",
    ///     "Principal": { "AWS": "arn:aws:iam::123456789012:role/Personalize*" },
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
    ///     "Principal": { "AWS": "arn:aws:iam::123456789012:root" },
    ///     "Action": "s3:GetObject",
    ///     "Resource": "arn:aws:s3:::interactions/*",
    ///     "Condition": { "ArnLike": { "aws:PrincipalArn": "arn:aws:iam::123456789012:role/Personalize*" } }
    ///   }]
    /// }
    /// ```
    ///
    /// Source: IAM User Guide, "AWS JSON policy elements: Principal"
    UNSUPPORTED_WILDCARD_IN_PRINCIPAL: Error, Aws, RESOURCE_TRUST, refused;
    Principal(check)
}

fn check(_: &Context<'_>, _: &Statement<'_>, block: &PrincipalBlock<'_>, out: &mut Reporter<'_>) {
    for member in block.members().iter().filter(|member| member.kind().is_some()) {
        let is_aws = member.kind() == Some(PrincipalKind::Aws);
        for value in member.values.iter().filter(|value| value.contains(['*', '?'])) {
            if is_aws && &**value == "*" {
                continue;
            }
            let finding =
                out.report(value.span(), format!("`{value}` has a wildcard, and principals are not patterns"));
            match account(value).filter(|_| is_aws) {
                Some(account) => finding.help(format!(
                    "name the account and narrow it: `\"AWS\": \"{account}\"` with \
                     `\"Condition\": {{ \"ArnLike\": {{ \"aws:PrincipalArn\": \"{value}\" }} }}`"
                )),
                None => finding.help("write the name in full"),
            };
        }
    }
}

/// The account in the ARN of a principal.
fn account(value: &str) -> Option<&str> {
    let account = crate::document::Arn::split(value)?.account;
    (account.len() == 12 && account.bytes().all(|byte| byte.is_ascii_digit())).then_some(account)
}

#[cfg(test)]
mod tests {
    use crate::PolicyType;
    use crate::checks::tester::Tester;

    #[test]
    fn fires() {
        let tester = Tester::of(&super::CHECK, PolicyType::Trust);
        tester.fires(
            r#"{"Statement":{"Principal":{"AWS":["*","arn:aws:sts::123456789012:assumed-role/x/*"]}}}"#,
            &[r#""arn:aws:sts::123456789012:assumed-role/x/*""#],
        );
        tester.fires(r#"{"Statement":{"Principal":{"Service":"*"}}}"#, &[r#""*""#]);
        tester.fires(r#"{"Statement":{"NotPrincipal":{"Federated":"a?.example.com"}}}"#, &[r#""a?.example.com""#]);
        tester.fires(r#"{"Statement":{"Principal":{"CanonicalUser":"*"}}}"#, &[r#""*""#]);
    }

    #[test]
    fn stays_quiet() {
        let tester = Tester::of(&super::CHECK, PolicyType::Resource);
        tester.quiet(r#"{"Statement":{"Principal":"*"}}"#);
        tester.quiet(r#"{"Statement":{"Principal":{"aws":"*"}}}"#);
        tester.quiet(r#"{"Statement":{"Principal":{"AWS":"*","Service":"s3.amazonaws.com"}}}"#);
    }
}
