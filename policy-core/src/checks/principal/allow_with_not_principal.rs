use crate::checks::{Context, Reporter};
use crate::document::Statement;

check! {
    /// ## What it does
    /// Reports `NotPrincipal` in a statement that allows.
    ///
    /// ## Why
    /// It grants to everyone in the world but those it names, anonymous callers included. `NotPrincipal` has its place in
    /// statements that deny.
    ///
    /// ## Example
    /// ```json resource AWS::S3::Bucket
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [{
    ///     "Effect": "Allow",
    ///     "NotPrincipal": { "AWS": "arn:aws:iam::123456789012:user/ana" },
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
    ///     "Principal": { "AWS": "arn:aws:iam::123456789012:user/bo" },
    ///     "Action": "s3:GetObject",
    ///     "Resource": "arn:aws:s3:::interactions/*"
    ///   }]
    /// }
    /// ```
    ///
    /// Source: IAM User Guide, "AWS JSON policy elements: NotPrincipal"
    ALLOW_WITH_NOT_PRINCIPAL: SecurityWarning, Aws, RESOURCE;
    Statement(check)
}

fn check(_: &Context<'_>, statement: &Statement<'_>, out: &mut Reporter<'_>) {
    let Some(block) = statement.not_principal.as_ref().filter(|_| statement.allows()) else { return };
    out.report(block.name_span, "`NotPrincipal` in a statement that allows grants to everyone else")
        .help("name who may have access under `Principal`");
}

#[cfg(test)]
mod tests {
    use crate::PolicyType;
    use crate::checks::tester::Tester;

    #[test]
    fn fires() {
        let tester = Tester::of(&super::CHECK, PolicyType::Resource);
        tester
            .fires(r#"{"Statement":{"Effect":"Allow","NotPrincipal":{"AWS":"123456789012"}}}"#, &[r#""NotPrincipal""#]);
    }

    #[test]
    fn stays_quiet() {
        let tester = Tester::of(&super::CHECK, PolicyType::Resource);
        tester.quiet(r#"{"Statement":{"Effect":"Deny","NotPrincipal":{"AWS":"123456789012"}}}"#);
        tester.quiet(r#"{"Statement":{"Effect":"Allow","Principal":{"AWS":"123456789012"}}}"#);
    }
}
