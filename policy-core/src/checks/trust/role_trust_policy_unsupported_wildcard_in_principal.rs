use crate::checks::{Context, Reporter};
use crate::document::{PrincipalBlock, Statement};

check! {
    /// ## What it does
    /// Reports `"Principal": "*"` in role trust policies.
    ///
    /// ## Why
    /// IAM refuses it: a role that everyone in the world can assume gives its permissions away. Name who may assume it. Where
    /// callers are told apart by a condition, `{ "AWS": "*" }` is accepted.
    ///
    /// ## Example
    /// ```json trust
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [{
    ///     "Effect": "Allow",
    ///     "Principal": "*",
    ///     "Action": "sts:AssumeRole",
    ///     "Condition": { "StringEquals": { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } }
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
    ///     "Principal": { "AWS": "*" },
    ///     "Action": "sts:AssumeRole",
    ///     "Condition": { "StringEquals": { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } }
    ///   }]
    /// }
    /// ```
    ///
    /// Source: IAM User Guide, "IAM policy validation check reference"
    ROLE_TRUST_POLICY_UNSUPPORTED_WILDCARD_IN_PRINCIPAL: Error, Aws, TRUST, refused;
    Principal(check)
}

fn check(_: &Context<'_>, _: &Statement<'_>, block: &PrincipalBlock<'_>, out: &mut Reporter<'_>) {
    if block.element == "Principal" && block.is_star() {
        out.report(block.span, "a trust policy cannot name everyone by `\"*\"`")
            .help("name who may assume the role: `\"Principal\": { \"Service\": \"personalize.amazonaws.com\" }`");
    }
}

#[cfg(test)]
mod tests {
    use crate::PolicyType;
    use crate::checks::tester::Tester;

    #[test]
    fn fires() {
        let tester = Tester::of(&super::CHECK, PolicyType::Trust);
        tester.fires(r#"{"Statement":{"Effect":"Allow","Principal":"*"}}"#, &[r#""*""#]);
        tester.fires(r#"{"Statement":{"Effect":"Deny","Principal":"*"}}"#, &[r#""*""#]);
    }

    #[test]
    fn stays_quiet() {
        let tester = Tester::of(&super::CHECK, PolicyType::Trust);
        tester.quiet(r#"{"Statement":{"Principal":{"AWS":"*"}}}"#);
        tester.quiet(r#"{"Statement":{"Principal":"123456789012"}}"#);
        Tester::of(&super::CHECK, PolicyType::Resource).quiet(r#"{"Statement":{"Principal":"*"}}"#);
    }
}
