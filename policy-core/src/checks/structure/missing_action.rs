use super::elements;
use crate::checks::{Context, Reporter};
use crate::document::Statement;

check! {
    /// ## What it does
    /// Reports statements with neither `Action` nor `NotAction`.
    ///
    /// ## Why
    /// A statement is about actions; IAM refuses a document with one that names none.
    ///
    /// ## Example
    /// ```json
    /// { "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Resource": "*" }] }
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
    /// Source: IAM User Guide, "IAM JSON policy elements: Action".
    MISSING_ACTION: Error, Aws, ALL, refused;
    Statement(check)
}

fn check(cx: &Context<'_>, statement: &Statement<'_>, out: &mut Reporter<'_>) {
    if statement.action_blocks().next().is_none() && elements::is_whole(cx.document, statement.span) {
        out.report(statement.span, "this statement has neither `Action` nor `NotAction`")
            .help("say which actions it is about: `\"Action\": [ … ]`");
    }
}

#[cfg(test)]
mod tests {
    use crate::checks::tester::Tester;

    #[test]
    fn presence_is_enough() {
        let tester = Tester::identity(&super::CHECK);
        tester.fires(r#"{"Statement": [{"Action": "*"}, {"Sid": "a"}]}"#, &[r#"{"Sid": "a"}"#]);
        tester.fires(r#"{"Statement": {}}"#, &["{}"]);
        tester.quiet(r#"{"Statement": [{"Action": []}, {"NotAction": "a:b"}, {"Action": null}]}"#);
        tester.quiet(r#"{"Statement": [{"Effect": "Allow" "#);
    }
}
