use super::places;
use crate::checks::{Context, Reporter};

check! {
    /// ## What it does
    /// Reports policy variables whose key can have several values in one request, such as `aws:TagKeys`.
    ///
    /// ## Why
    /// Only keys with a single value work as variables. With another the string matches nothing.
    ///
    /// ## Example
    /// ```json
    /// {
    ///     "Version": "2012-10-17",
    ///     "Statement": [{
    ///         "Effect": "Allow",
    ///         "Action": "s3:GetObject",
    ///         "Resource": "arn:aws:s3:::films/${aws:PrincipalOrgPaths}/*"
    ///     }]
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```json
    /// {
    ///     "Version": "2012-10-17",
    ///     "Statement": [{
    ///         "Effect": "Allow",
    ///         "Action": "s3:GetObject",
    ///         "Resource": "arn:aws:s3:::films/${aws:PrincipalOrgID}/*"
    ///     }]
    /// }
    /// ```
    ///
    /// Source: IAM User Guide, "IAM policy elements: Variables and tags".
    MULTIVALUED_VARIABLE: Warning, Own, ALL;
    Document(check)
}

fn check(cx: &Context<'_>, out: &mut Reporter<'_>) {
    places::each_effective_variable(cx, |text, variable| {
        if cx.variable(variable).multivalued() == Some(true) {
            out.report(text.fragment_of(variable.key), format!("`{}` has several values", variable.key))
                .help("use a condition on the key instead; only keys with one value work as variables");
        }
    });
}

#[cfg(test)]
mod tests {
    use super::CHECK;
    use crate::checks::tester::Tester;

    fn policy(resource: &str, value: &str) -> String {
        format!(
            r#"{{"Version":"2012-10-17","Statement":{{"Resource":{resource},"Condition":{{"StringLike":{{"aws:x":{value}}}}}}}}}"#
        )
    }

    #[test]
    fn fires() {
        let tester = Tester::identity(&CHECK);
        tester.fires(&policy(r#""a/${aws:TagKeys}""#, r#""${aws:CalledVia}""#), &["aws:TagKeys", "aws:CalledVia"]);
    }

    #[test]
    fn stays_quiet() {
        Tester::identity(&CHECK).quiet(&policy(r#""${aws:username}/${aws:nothing}""#, r#""${aws:PrincipalTag/x}""#));
    }
}
