use super::keys;
use crate::checks::{Context, Reporter};
use crate::document::Statement;

check! {
    /// ## What it does
    /// Reports a resource control policy that tests a source key, such as `aws:SourceOrgID`, without asking that the request has
    /// `aws:SourceAccount` or `aws:SourceArn`.
    ///
    /// ## Why
    /// Not every call of a service says for which resource it is made. A negated test holds when the key is missing, so without the
    /// `Null` test the statement denies these calls too.
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
    ///             "Bool": { "aws:PrincipalIsAWSService": "true" }
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
    RCP_MISSING_SERVICE_CONDITION_KEY_NULL_CHECK: Warning, Aws, RCP;
    Conditions(check)
}

fn check(_: &Context<'_>, statement: &Statement<'_>, out: &mut Reporter<'_>) {
    if keys::asks_for_source(statement) {
        return;
    }
    for test in keys::source_tests(statement) {
        let key = &test.condition.key;
        out.report(key.span(), format!("not every call of a service has `{key}`, and those without are denied too"))
            .help("ask for the source: `\"Null\": { \"aws:SourceAccount\": \"false\" }`");
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
        tester.fires(&policy(r#"{"StringNotEquals": {"aws:SourceOrgID": "x"}}"#), &[r#""aws:SourceOrgID""#]);
        tester.fires(
            &policy(r#"{"ArnNotLike": {"aws:SourceArn": "x"}, "Null": {"aws:SourceAccount": "true"}}"#),
            &[r#""aws:SourceArn""#],
        );
        tester.fires(
            &policy(r#"{"ArnNotLike": {"aws:SourceArn": "x"}, "Null": {"aws:SourceOrgID": "false"}}"#),
            &[r#""aws:SourceArn""#],
        );
    }

    #[test]
    fn stays_quiet() {
        let tester = Tester::of(&super::CHECK, PolicyType::Rcp);
        for key in ["aws:SourceAccount", "aws:sourcearn"] {
            let guard = format!(r#""Null": {{"{key}": false}}"#);
            tester.quiet(&policy(&format!(r#"{{"StringNotEquals": {{"aws:SourceOrgID": "x"}}, {guard}}}"#)));
        }
        tester.quiet(&policy(r#"{"Null": {"aws:SourceOrgID": "true"}}"#));
    }
}
