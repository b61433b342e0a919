use super::keys;
use crate::checks::{Context, Reporter};
use crate::document::Statement;

check! {
    /// ## What it does
    /// Reports a resource control policy that tests a key of the caller, such as `aws:PrincipalOrgID`, without asking that the
    /// caller is no AWS service.
    ///
    /// ## Why
    /// A service that calls on its own behalf has none of these keys, so the statement denies it too. With
    /// `aws:PrincipalIsAWSService` it is spared.
    ///
    /// ## Example
    /// ```json
    /// {
    ///     "Version": "2012-10-17",
    ///     "Statement": [{
    ///         "Effect": "Deny",
    ///         "Principal": "*",
    ///         "Action": "s3:*",
    ///         "Resource": "*",
    ///         "Condition": { "StringNotEqualsIfExists": { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } }
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
    /// Source: AWS Organizations User Guide, "Resource control policy examples".
    RCP_MISSING_RELATED_PRINCIPAL_CONDITION_KEY: Warning, Aws, RCP;
    Conditions(check)
}

fn check(_: &Context<'_>, statement: &Statement<'_>, out: &mut Reporter<'_>) {
    if keys::asks_for_service(statement, false) {
        return;
    }
    for test in keys::principal_tests(statement) {
        let key = &test.condition.key;
        out.report(key.span(), format!("calls of AWS services have no `{key}`, and are denied with all others"))
            .help("spare them: `\"BoolIfExists\": { \"aws:PrincipalIsAWSService\": \"false\" }`");
    }
}

#[cfg(test)]
mod tests {
    use crate::PolicyType;
    use crate::checks::tester::Tester;

    fn policy(condition: &str) -> String {
        format!(r#"{{"Statement": {{"Effect": "Deny", "Condition": {condition}}}}}"#)
    }

    #[test]
    fn underlines_the_key() {
        let tester = Tester::of(&super::CHECK, PolicyType::Rcp);
        tester.fires(&policy(r#"{"StringNotEquals": {"AWS:principalorgid": "x"}}"#), &[r#""AWS:principalorgid""#]);
        tester.fires(
            &policy(r#"{"StringNotEquals": {"aws:PrincipalTag/a": "x"}, "ArnLike": {"aws:PrincipalArn": "x"}}"#),
            &[r#""aws:PrincipalTag/a""#, r#""aws:PrincipalArn""#],
        );
        tester.fires(
            &policy(
                r#"{"StringNotEquals": {"aws:PrincipalAccount": "x"}, "Bool": {"aws:PrincipalIsAWSService": "true"}}"#,
            ),
            &[r#""aws:PrincipalAccount""#],
        );
    }

    #[test]
    fn stays_quiet() {
        let tester = Tester::of(&super::CHECK, PolicyType::Rcp);
        let guard = r#""Bool": {"aws:principalIsAwsService": [false]}"#;
        tester.quiet(&policy(&format!(r#"{{"StringNotEquals": {{"aws:PrincipalOrgID": "x"}}, {guard}}}"#)));
        tester.quiet(&policy(r#"{"Bool": {"aws:SecureTransport": "false"}, "Null": {"aws:PrincipalOrgID": "true"}}"#));
        tester.quiet(&policy("{}"));
        Tester::of(&super::CHECK, PolicyType::Scp)
            .quiet(&policy(r#"{"StringNotEquals": {"aws:PrincipalOrgID": "x"}}"#));
    }
}
