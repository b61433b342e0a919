use crate::checks::{Context, Reporter};
use crate::document::Statement;

check! {
    /// ## What it does
    /// Reports `Resource` and `NotResource` in role trust policies.
    ///
    /// ## Why
    /// The resource of a trust policy is the role that it is attached to. IAM refuses one that names another.
    ///
    /// ## Example
    /// ```json trust
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [{
    ///     "Effect": "Allow",
    ///     "Principal": { "Service": "personalize.amazonaws.com" },
    ///     "Action": "sts:AssumeRole",
    ///     "Resource": "*"
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
    /// Source: IAM User Guide, "IAM policy validation check reference"
    ROLE_TRUST_POLICY_SYNTAX_ERROR_RESOURCE: Error, Aws, TRUST, refused;
    Statement(check)
}

fn check(_: &Context<'_>, statement: &Statement<'_>, out: &mut Reporter<'_>) {
    for block in statement.resource_blocks() {
        out.report(block.name_span, format!("`{}` has no place in a trust policy", block.element))
            .help("remove it: a trust policy is about the role that it is attached to");
    }
}

#[cfg(test)]
mod tests {
    use crate::PolicyType;
    use crate::checks::tester::Tester;

    #[test]
    fn fires() {
        let tester = Tester::of(&super::CHECK, PolicyType::Trust);
        tester.fires(r#"{"Statement":{"Resource":"*","NotResource":[]}}"#, &[r#""Resource""#, r#""NotResource""#]);
    }

    #[test]
    fn stays_quiet() {
        Tester::of(&super::CHECK, PolicyType::Trust).quiet(r#"{"Statement":{"Principal":"*"}}"#);
        Tester::of(&super::CHECK, PolicyType::Resource).quiet(r#"{"Statement":{"Resource":"*"}}"#);
    }
}
