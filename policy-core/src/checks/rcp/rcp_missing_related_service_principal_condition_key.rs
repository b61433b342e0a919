use super::keys;
use crate::checks::{Context, Reporter};
use crate::document::Statement;

check! {
    /// ## What it does
    /// Reports a resource control policy that tests a source key, such as `aws:SourceAccount`, without asking that the caller is
    /// an AWS service.
    ///
    /// ## Why
    /// Source keys say for which resource a service calls. Other callers have none, so without `aws:PrincipalIsAWSService` the
    /// statement is about them too.
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
    ///         "Condition": {
    ///             "StringNotEqualsIfExists": { "aws:SourceOrgID": "o-a1b2c3d4e5" },
    ///             "Null": { "aws:SourceAccount": "false" }
    ///         }
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
    ///             "StringNotEqualsIfExists": { "aws:SourceOrgID": "o-a1b2c3d4e5" },
    ///             "Null": { "aws:SourceAccount": "false" },
    ///             "Bool": { "aws:PrincipalIsAWSService": "true" }
    ///         }
    ///     }]
    /// }
    /// ```
    ///
    /// Source: AWS Organizations User Guide, "Resource control policy examples".
    RCP_MISSING_RELATED_SERVICE_PRINCIPAL_CONDITION_KEY: Warning, Aws, RCP;
    Conditions(check)
}

fn check(_: &Context<'_>, statement: &Statement<'_>, out: &mut Reporter<'_>) {
    if keys::asks_for_service(statement, true) {
        return;
    }
    for test in keys::source_tests(statement) {
        let key = &test.condition.key;
        out.report(key.span(), format!("`{key}` is there when an AWS service calls, and others are denied too"))
            .help("ask for a service: `\"Bool\": { \"aws:PrincipalIsAWSService\": \"true\" }`");
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
        tester.fires(&policy(r#"{"StringNotEquals": {"AWS:sourceaccount": "x"}}"#), &[r#""AWS:sourceaccount""#]);
        tester.fires(
            &policy(r#"{"ArnNotLike": {"aws:SourceArn": "x"}, "Bool": {"aws:PrincipalIsAWSService": "false"}}"#),
            &[r#""aws:SourceArn""#],
        );
    }

    #[test]
    fn stays_quiet() {
        let tester = Tester::of(&super::CHECK, PolicyType::Rcp);
        let guard = r#""BoolIfExists": {"aws:PrincipalIsAWSService": true}"#;
        tester.quiet(&policy(&format!(r#"{{"StringNotEquals": {{"aws:SourceOrgID": "x"}}, {guard}}}"#)));
        tester.quiet(&policy(r#"{"Null": {"aws:SourceArn": "false"}}"#));
        tester.quiet(&policy(r#"{"StringNotEquals": {"aws:SourceVpc": "x"}}"#));
    }
}
