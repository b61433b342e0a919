use crate::checks::{Context, Reporter};
use crate::document::Statement;

check! {
    /// ## What it does
    /// Reports `Allow` statements of resource control policies, but for the one that allows everything to everyone.
    ///
    /// ## Why
    /// A resource control policy grants nothing; it only takes away. Organizations refuses statements that allow; the policy
    /// of AWS's own that allows everything, `RCPFullAWSAccess`, has `"*"` as principal and resource and no condition.
    ///
    /// ## Example
    /// ```json
    /// {
    ///     "Version": "2012-10-17",
    ///     "Statement": [{
    ///         "Effect": "Allow",
    ///         "Principal": "*",
    ///         "Action": "s3:*",
    ///         "Resource": "*",
    ///         "Condition": { "StringEquals": { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } }
    ///     }]
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```json
    /// {
    ///     "Version": "2012-10-17",
    ///     "Statement": [{
    ///         "Effect": "Deny",
    ///         "Principal": "*",
    ///         "Action": "s3:*",
    ///         "Resource": "*",
    ///         "Condition": {
    ///             "StringNotEqualsIfExists": { "aws:PrincipalOrgID": "o-a1b2c3d4e5" },
    ///             "BoolIfExists": { "aws:PrincipalIsAWSService": "false" }
    ///         }
    ///     }]
    /// }
    /// ```
    ///
    /// Source: AWS Organizations User Guide, "RCP syntax".
    RCP_SYNTAX_ERROR_ALLOW: Error, Aws, RCP, refused;
    Statement(check)
}

fn check(_: &Context<'_>, statement: &Statement<'_>, out: &mut Reporter<'_>) {
    let Some(effect) = statement.effect_text.as_ref().filter(|_| statement.allows()) else { return };
    let everyone = statement.principal.as_ref().is_some_and(crate::document::PrincipalBlock::is_star);
    let everything = statement
        .resource
        .as_ref()
        .is_some_and(|block| matches!(block.entries.as_slice(), [only] if only.is_star()) && block.is_regular);
    if !(everyone && everything && statement.condition.is_none()) {
        out.report(effect.span(), "a resource control policy can only deny")
            .help("turn the statement round: deny what is not to be, to everyone the condition does not spare");
    }
}

#[cfg(test)]
mod tests {
    use crate::PolicyType;
    use crate::checks::tester::Tester;

    #[test]
    fn underlines_the_effect() {
        let tester = Tester::of(&super::CHECK, PolicyType::Rcp);
        for statement in [
            r#"{"Effect": "Allow"}"#,
            r#"{"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "*", "Resource": "*"}"#,
            r#"{"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "arn:aws:s3:::a"}"#,
            r#"{"Effect": "Allow", "Principal": "*", "Action": "*", "NotResource": "*"}"#,
            r#"{"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*", "Condition": {}}"#,
        ] {
            tester.fires(&format!(r#"{{"Statement": {statement}}}"#), &[r#""Allow""#]);
        }
    }

    #[test]
    fn stays_quiet() {
        let tester = Tester::of(&super::CHECK, PolicyType::Rcp);
        tester.quiet(r#"{"Statement": {"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": ["*"]}}"#);
        tester.quiet(r#"{"Statement": [{"Effect": "Deny"}, {"Effect": "allow"}, {}]}"#);
    }
}
