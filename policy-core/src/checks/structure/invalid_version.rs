use crate::Edit;
use crate::checks::{Context, Reporter};

check! {
    /// ## What it does
    /// Reports a `Version` other than `2012-10-17` and `2008-10-17`.
    ///
    /// ## Why
    /// `Version` names the policy language, not the date of the policy, and there are these two. IAM refuses others.
    ///
    /// ## Example
    /// ```json
    /// {
    ///     "Version": "2026-01-01",
    ///     "Statement": [{ "Effect": "Allow", "Action": "personalize:ListSolutions", "Resource": "*" }]
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```json
    /// {
    ///     "Version": "2012-10-17",
    ///     "Statement": [{ "Effect": "Allow", "Action": "personalize:ListSolutions", "Resource": "*" }]
    /// }
    /// ```
    ///
    /// Source: IAM User Guide, "IAM JSON policy elements: Version".
    INVALID_VERSION: Error, Aws, ALL, refused;
    Document(check)
}

fn check(cx: &Context<'_>, out: &mut Reporter<'_>) {
    let Some(version) = &cx.document.version else { return };
    if matches!(version.as_str(), "2012-10-17" | "2008-10-17") {
        return;
    }
    out.report(version.span(), format!("`{version}` is no version of the policy language"))
        .help("write `\"Version\": \"2012-10-17\"`, whatever the date of the policy")
        .fix("write `2012-10-17`", vec![Edit::replace(version.span(), "\"2012-10-17\"")]);
}

#[cfg(test)]
mod tests {
    use crate::checks::tester::Tester;

    #[test]
    fn knows_two_versions() {
        let tester = Tester::identity(&super::CHECK);
        tester.fires(r#"{"Version": "2012-10-18"}"#, &[r#""2012-10-18""#]);
        tester.fires(r#"{"Version": " 2012-10-17"}"#, &[r#"" 2012-10-17""#]);
        tester.fires(r#"{"Version": ""}"#, &[r#""""#]);
        tester.quiet(r#"{"Version": "2012-10-17"}"#);
        tester.quiet(r#"{"Version": "2008-10-17"}"#);
        tester.quiet(r#"{"Version": "2012\u002d10-17"}"#);
        tester.quiet(r#"{"Version": 2012}"#);
        tester.quiet("{}");
    }
}
