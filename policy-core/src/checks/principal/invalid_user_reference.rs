use crate::checks::{Context, Reporter};
use crate::document::{PrincipalBlock, PrincipalKind, Statement};

use super::caller::is_unique_id;

check! {
    /// ## What it does
    /// Reports AIDA… under `AWS`: the unique id of a user in the place of its ARN.
    ///
    /// ## Why
    /// IAM shows the id of a user in the place of the ARN once the user is deleted. A user made anew under the same name has
    /// another id, so the principal is dead.
    ///
    /// ## Example
    /// ```json resource AWS::S3::Bucket
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [{
    ///     "Effect": "Allow",
    ///     "Principal": { "AWS": "AIDAIBLZXHZ4A3KSG3Q2" },
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
    ///     "Principal": { "AWS": "arn:aws:iam::123456789012:user/ana" },
    ///     "Action": "s3:GetObject",
    ///     "Resource": "arn:aws:s3:::interactions/*"
    ///   }]
    /// }
    /// ```
    ///
    /// Source: IAM User Guide, "IAM identifiers"
    INVALID_USER_REFERENCE: Warning, Aws, RESOURCE_TRUST;
    Principal(check)
}

fn check(_: &Context<'_>, _: &Statement<'_>, block: &PrincipalBlock<'_>, out: &mut Reporter<'_>) {
    for value in block.values(PrincipalKind::Aws).filter(|value| is_unique_id(value, "AIDA")) {
        out.report(value.span(), format!("`{value}` is the id of a user, not its ARN"))
            .help("write the ARN: `arn:aws:iam::123456789012:user/ana`");
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
            r#"{"Statement":{"Principal":{"AWS":["123456789012","AIDAJQABLZS4A3QDU576Q"]}}}"#,
            &[r#""AIDAJQABLZS4A3QDU576Q""#],
        );
        tester.fires(r#"{"Statement":{"NotPrincipal":{"AWS":"AIDA1"}}}"#, &[r#""AIDA1""#]);
    }

    #[test]
    fn stays_quiet() {
        let tester = Tester::of(&super::CHECK, PolicyType::Resource);
        tester.quiet(r#"{"Statement":{"Principal":{"AWS":"AROAJQABLZS4A3QDU576Q"}}}"#);
        tester.quiet(r#"{"Statement":{"Principal":{"AWS":"AIDA"}}}"#);
        tester.quiet(r#"{"Statement":{"Principal":{"AWS":"AIDAjqablzs4a3qdu576q"}}}"#);
        tester.quiet(r#"{"Statement":{"Principal":{"Service":"AIDAJQABLZS4A3QDU576Q"}}}"#);
    }
}
