use super::places;
use crate::checks::{Context, Reporter};

check! {
    /// ## What it does
    /// Reports policy variables without a key: `${}`, `${ }`, `${, 'x'}`.
    ///
    /// ## Why
    /// There is nothing to put in its place, so the string matches nothing.
    ///
    /// ## Example
    /// ```json
    /// {
    ///     "Version": "2012-10-17",
    ///     "Statement": [{
    ///         "Effect": "Allow",
    ///         "Action": "s3:GetObject",
    ///         "Resource": "arn:aws:s3:::films/${}/*"
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
    ///         "Resource": "arn:aws:s3:::films/${aws:username}/*"
    ///     }]
    /// }
    /// ```
    ///
    /// Source: IAM User Guide, "IAM policy elements: Variables and tags".
    EMPTY_VARIABLE: Error, Aws, ALL;
    Document(check)
}

fn check(cx: &Context<'_>, out: &mut Reporter<'_>) {
    places::each_variable(cx, |text, variable| {
        if variable.key.trim().is_empty() {
            out.report(text.fragment(variable.range.clone()), "the variable has no key")
                .help("name a condition key, such as `${aws:username}`; a dollar sign by itself is written `${$}`");
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
        tester.fires(&policy(r#"["a/${}/${ }","b"]"#, r#"["x${, 'y'}"]"#), &["${}", "${ }", "${, 'y'}"]);
        tester.fires(&policy(r#""\u0024{}""#, r#""x""#), &[r"\u0024{}"]);
    }

    #[test]
    fn stays_quiet() {
        Tester::identity(&CHECK).quiet(&policy(r#""${aws:username}${*}${?}${$}{}$""#, r#"[1, "${x, ''}", "${"]"#));
    }
}
