use super::elements;
use crate::checks::{Context, Reporter};
use crate::document::Statement;

check! {
    /// ## What it does
    /// Reports statements without an `Effect`.
    ///
    /// ## Why
    /// There is no default: a statement says whether it allows or denies. IAM refuses the document.
    ///
    /// ## Example
    /// ```json
    /// { "Version": "2012-10-17", "Statement": [{ "Action": "personalize:ListSolutions", "Resource": "*" }] }
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
    /// Source: IAM User Guide, "IAM JSON policy elements: Effect".
    MISSING_EFFECT: Error, Aws, ALL, refused;
    Statement(check)
}

fn check(cx: &Context<'_>, statement: &Statement<'_>, out: &mut Reporter<'_>) {
    if !statement.has_effect && elements::is_whole(cx.document, statement.span) {
        out.report(statement.span, "this statement has no `Effect`")
            .help("add `\"Effect\": \"Allow\"` or `\"Effect\": \"Deny\"`");
    }
}

#[cfg(test)]
mod tests {
    use crate::checks::tester::Tester;

    #[test]
    fn underlines_the_statement() {
        let tester = Tester::identity(&super::CHECK);
        tester.fires(r#"{"Statement": [{"Effect": "Allow"}, {"Sid": "a"}]}"#, &[r#"{"Sid": "a"}"#]);
        tester.fires(r#"{"Statement": {"effect": "Allow"}}"#, &[r#"{"effect": "Allow"}"#]);
        tester.fires(r#"{"Statement": [{"Sid": "a"}, {"Sid" "b"}]}"#, &[r#"{"Sid": "a"}"#]);
        tester.quiet(r#"{"Statement": [{"Effect": "Allow"}, {"Effect": 1}, {"Effect": }]}"#);
        tester.quiet(r#"{"Statement": [{"#);
    }
}
