use super::places;
use crate::Edit;
use crate::checks::{Context, Reporter};

check! {
    /// ## What it does
    /// Reports policy variables in a document whose `Version` is `2008-10-17` or missing.
    ///
    /// ## Why
    /// That version does not know variables: IAM takes `${aws:username}` letter by letter, so the string matches nothing.
    ///
    /// ## Example
    /// ```json
    /// {
    ///     "Version": "2008-10-17",
    ///     "Statement": [{
    ///         "Effect": "Allow",
    ///         "Action": "s3:GetObject",
    ///         "Resource": "arn:aws:s3:::films/${aws:username}/*"
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
    VARIABLE_UNSUPPORTED_IN_VERSION: Error, Aws, ALL;
    Document(check)
}

fn check(cx: &Context<'_>, out: &mut Reporter<'_>) {
    let version = cx.document.version.as_ref();
    if version.is_some_and(|version| &**version != "2008-10-17") {
        return;
    }
    places::each_variable(cx, |text, variable| {
        let shown = text.get(variable.range.clone()).unwrap_or_default().to_owned();
        let finding = out.report(text.fragment(variable.range.clone()), format!("`{shown}` needs version 2012-10-17"));
        finding.help("write `\"Version\": \"2012-10-17\"` at the head of the policy");
        if let Some(version) = version {
            finding.label(version.span(), "this version has no variables");
            let place = version.fragment(0..version.len());
            finding.unsafe_fix("use version 2012-10-17", vec![Edit::replace(place, "2012-10-17")]);
        }
    });
}

#[cfg(test)]
mod tests {
    use super::CHECK;
    use crate::checks::tester::Tester;

    #[test]
    fn fires() {
        let tester = Tester::identity(&CHECK);
        tester.fires(r#"{"Version":"2008-10-17","Statement":{"Resource":"a${aws:userid}b${*}"}}"#, &["${aws:userid}"]);
        tester.fires(
            r#"{"Statement":[{"Condition":{"StringLike":{"k":"${a}"}}},{"NotResource":"${b}"}]}"#,
            &["${a}", "${b}"],
        );
    }

    #[test]
    fn stays_quiet() {
        let tester = Tester::identity(&CHECK);
        tester.quiet(r#"{"Version":"2012-10-17","Statement":{"Resource":"${aws:userid}"}}"#);
        tester.quiet(r#"{"Version":"2013","Statement":{"Resource":"${aws:userid}"}}"#);
        tester.quiet(r#"{"Statement":{"Resource":"a${*}$"}}"#);
    }
}
