use crate::checks::{Context, Reporter};
use crate::document::{PrincipalBlock, PrincipalKind, Statement};

use super::caller::is_unique_id;

check! {
    /// ## What it does
    /// Reports AROA… under `AWS`: the unique id of a role in the place of its ARN.
    ///
    /// ## Why
    /// IAM turns the ARN of a role into its id when the policy is saved, and shows the id once the role is deleted. The id
    /// never names a role made anew under the same name: the principal is dead.
    ///
    /// ## Example
    /// ```json resource AWS::S3::Bucket
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [{
    ///     "Effect": "Allow",
    ///     "Principal": { "AWS": "AROAIBLZXHZ4A3KSG3Q2" },
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
    ///     "Principal": { "AWS": "arn:aws:iam::123456789012:role/Personalize" },
    ///     "Action": "s3:GetObject",
    ///     "Resource": "arn:aws:s3:::interactions/*"
    ///   }]
    /// }
    /// ```
    ///
    /// Source: IAM User Guide, "IAM identifiers"
    INVALID_ROLE_REFERENCE: Warning, Aws, RESOURCE_TRUST;
    Principal(check)
}

fn check(_: &Context<'_>, _: &Statement<'_>, block: &PrincipalBlock<'_>, out: &mut Reporter<'_>) {
    for value in block.values(PrincipalKind::Aws).filter(|value| is_unique_id(value, "AROA")) {
        out.report(value.span(), format!("`{value}` is the id of a role, not its ARN"))
            .help("write the ARN: `arn:aws:iam::123456789012:role/Personalize`");
    }
}

#[cfg(test)]
mod tests {
    use crate::PolicyType;
    use crate::checks::tester::Tester;

    #[test]
    fn fires() {
        let tester = Tester::of(&super::CHECK, PolicyType::Trust);
        tester.fires(
            r#"{"Statement":{"Principal":{"AWS":["123456789012","AROAJQABLZS4A3QDU576Q"]}}}"#,
            &[r#""AROAJQABLZS4A3QDU576Q""#],
        );
        tester.fires(r#"{"Statement":{"NotPrincipal":{"AWS":"AROA1"}}}"#, &[r#""AROA1""#]);
    }

    #[test]
    fn stays_quiet() {
        let tester = Tester::of(&super::CHECK, PolicyType::Resource);
        tester.quiet(r#"{"Statement":{"Principal":{"AWS":"AIDAJQABLZS4A3QDU576Q"}}}"#);
        tester.quiet(r#"{"Statement":{"Principal":{"AWS":"AROA"}}}"#);
        tester.quiet(r#"{"Statement":{"Principal":{"AWS":"AROAjqablzs4a3qdu576q"}}}"#);
        tester.quiet(r#"{"Statement":{"Principal":{"Service":"AROAJQABLZS4A3QDU576Q"}}}"#);
    }
}
