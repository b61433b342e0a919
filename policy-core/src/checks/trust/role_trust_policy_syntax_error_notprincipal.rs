use crate::checks::{Context, Reporter};
use crate::document::Statement;

check! {
    /// ## What it does
    /// Reports `NotPrincipal` in role trust policies.
    ///
    /// ## Why
    /// A trust policy says who may assume the role. IAM refuses one that says who may not.
    ///
    /// ## Example
    /// ```json trust
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [{
    ///     "Effect": "Deny",
    ///     "NotPrincipal": { "Service": "personalize.amazonaws.com" },
    ///     "Action": "sts:AssumeRole"
    ///   }]
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```json trust
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [{
    ///     "Effect": "Allow",
    ///     "Principal": { "Service": "personalize.amazonaws.com" },
    ///     "Action": "sts:AssumeRole"
    ///   }]
    /// }
    /// ```
    ///
    /// Source: IAM User Guide, "AWS JSON policy elements: NotPrincipal"
    ROLE_TRUST_POLICY_SYNTAX_ERROR_NOTPRINCIPAL: Error, Aws, TRUST, refused;
    Statement(check)
}

fn check(_: &Context<'_>, statement: &Statement<'_>, out: &mut Reporter<'_>) {
    if let Some(block) = &statement.not_principal {
        out.report(block.name_span, "`NotPrincipal` has no place in a trust policy")
            .help("name who may assume the role under `Principal`");
    }
}

#[cfg(test)]
mod tests {
    use crate::PolicyType;
    use crate::checks::tester::Tester;

    #[test]
    fn fires() {
        let tester = Tester::of(&super::CHECK, PolicyType::Trust);
        tester.fires(r#"{"Statement":[{"Effect":"Allow","NotPrincipal":"*"}]}"#, &[r#""NotPrincipal""#]);
        tester.fires(r#"{"Statement":[{"Principal":"*","NotPrincipal":{}}]}"#, &[r#""NotPrincipal""#]);
    }

    #[test]
    fn stays_quiet() {
        Tester::of(&super::CHECK, PolicyType::Trust).quiet(r#"{"Statement":{"Principal":"*"}}"#);
        Tester::of(&super::CHECK, PolicyType::Resource).quiet(r#"{"Statement":{"NotPrincipal":{"AWS":"*"}}}"#);
    }
}
