use super::elements;
use crate::checks::{Context, Reporter};

check! {
    /// ## What it does
    /// Reports documents without a `Statement`, and those whose `Statement` is an empty list.
    ///
    /// ## Why
    /// A policy is its statements; IAM refuses a document that has none.
    ///
    /// ## Example
    /// ```json
    /// { "Version": "2012-10-17", "Statement": [] }
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
    /// Source: IAM User Guide, "IAM JSON policy elements: Statement".
    MISSING_STATEMENT: Error, Aws, ALL, refused;
    Document(check)
}

fn check(cx: &Context<'_>, out: &mut Reporter<'_>) {
    let document = cx.document;
    if !document.statements.is_empty() || !elements::is_whole_object(document) {
        return;
    }
    let Some(span) = document.statement_span else {
        out.report(document.span, "this policy has no `Statement`").help("add `\"Statement\": [ … ]`");
        return;
    };
    // A list with something in it is a list of the wrong things, which is another check's matter.
    let inner = span.of(document.text).strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
    if inner.is_some_and(|inner| inner.trim().is_empty()) {
        out.report(span, "`Statement` is an empty list")
            .help("a policy needs one statement at least; to grant nothing, do without the policy");
    }
}

#[cfg(test)]
mod tests {
    use crate::checks::tester::Tester;

    #[test]
    fn underlines_what_is_empty() {
        let tester = Tester::identity(&super::CHECK);
        tester.fires("{}", &["{}"]);
        tester.fires(r#"{"Version": "2012-10-17", "Statement": [ ]}"#, &["[ ]"]);
        tester.fires(r#"{"statement": []}"#, &[r#"{"statement": []}"#]);
    }

    #[test]
    fn stays_quiet() {
        let tester = Tester::identity(&super::CHECK);
        tester.quiet(r#"{"Statement": [{}]}"#);
        tester.quiet(r#"{"Statement": {}}"#);
        tester.quiet(r#"{"Statement": "x"}"#);
        tester.quiet(r#"{"Statement": ["x"]}"#);
        tester.quiet(r#"{"Version": "2012-10-17", "#);
        tester.quiet("[]");
        tester.quiet("");
    }
}
