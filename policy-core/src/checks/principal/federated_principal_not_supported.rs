use crate::checks::{Context, Reporter};
use crate::document::{PrincipalBlock, PrincipalKind, Statement};

check! {
    /// ## What it does
    /// Reports `Federated` principals in resource policies other than role trust policies.
    ///
    /// ## Why
    /// An identity provider's users reach AWS by assuming a role; what reaches the resource is the role. So the trust policy
    /// of the role names the provider, and the resource's policy names the role.
    ///
    /// ## Example
    /// ```json resource AWS::S3::Bucket
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [{
    ///     "Effect": "Allow",
    ///     "Principal": { "Federated": "accounts.google.com" },
    ///     "Action": "s3:GetObject",
    ///     "Resource": "arn:aws:s3:::films/*"
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
    ///     "Principal": { "AWS": "arn:aws:iam::123456789012:role/Viewer" },
    ///     "Action": "s3:GetObject",
    ///     "Resource": "arn:aws:s3:::films/*"
    ///   }]
    /// }
    /// ```
    ///
    /// Source: IAM User Guide, "IAM policy validation check reference"
    FEDERATED_PRINCIPAL_NOT_SUPPORTED: Error, Aws, RESOURCE;
    Principal(check)
}

fn check(_: &Context<'_>, _: &Statement<'_>, block: &PrincipalBlock<'_>, out: &mut Reporter<'_>) {
    for member in block.members().iter().filter(|member| member.kind() == Some(PrincipalKind::Federated)) {
        out.report(member.name.span(), "`Federated` principals belong into role trust policies")
            .help("name the role that the provider's users assume: `\"AWS\": \"arn:aws:iam::123456789012:role/Name\"`");
    }
}

#[cfg(test)]
mod tests {
    use crate::PolicyType;
    use crate::checks::tester::Tester;

    #[test]
    fn fires() {
        let tester = Tester::of(&super::CHECK, PolicyType::Resource);
        tester.fires(r#"{"Statement":{"Principal":{"AWS":"*","Federated":["a.example.com"]}}}"#, &[r#""Federated""#]);
        tester.fires(r#"{"Statement":{"NotPrincipal":{"Federated":[]}}}"#, &[r#""Federated""#]);
    }

    #[test]
    fn stays_quiet() {
        let text = r#"{"Statement":{"Principal":{"Federated":"accounts.google.com"}}}"#;
        Tester::of(&super::CHECK, PolicyType::Trust).quiet(text);
        Tester::of(&super::CHECK, PolicyType::Resource).quiet(r#"{"Statement":{"Principal":{"AWS":"*"}}}"#);
    }
}
