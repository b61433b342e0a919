use super::places;
use crate::Edit;
use crate::checks::{Context, Reporter};

check! {
    /// ## What it does
    /// Reports blanks in the key of a policy variable, also before and after it. After the comma blanks are allowed.
    ///
    /// ## Why
    /// IAM does not trim the key, and no key has a blank in it, so the variable stands for nothing.
    ///
    /// ## Example
    /// ```json
    /// {
    ///     "Version": "2012-10-17",
    ///     "Statement": [{
    ///         "Effect": "Allow",
    ///         "Action": "s3:GetObject",
    ///         "Resource": "arn:aws:s3:::films/${ aws:username }/*"
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
    UNSUPPORTED_SPACE_IN_VARIABLE: Error, Aws, ALL;
    Document(check)
}

fn check(cx: &Context<'_>, out: &mut Reporter<'_>) {
    places::each_variable(cx, |text, variable| {
        let key = variable.key;
        if key.trim().is_empty() || variable.body.contains("${") || !key.contains(char::is_whitespace) {
            return;
        }
        let right: String = key.split_whitespace().collect();
        let place = text.fragment_of(key);
        out.report(place, format!("the key of `${{{}}}` has blanks", variable.body))
            .help(format!("write `{right}`"))
            .unsafe_fix("remove the blanks", vec![Edit::replace(place, right)]);
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
        tester.fires(
            &policy(r#""${ aws:username}/${aws:username , 'x'}""#, r#""${aws: userid}""#),
            &[" aws:username", "aws:username ", "aws: userid"],
        );
    }

    #[test]
    fn stays_quiet() {
        Tester::identity(&CHECK).quiet(&policy(r#""${aws:username, 'a b' } ${ }""#, r#""a b ${*}""#));
    }
}
