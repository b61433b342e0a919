use super::edit::remove_member;
use crate::Span;
use crate::checks::{Context, Reporter};
use crate::document::Statement;

check! {
    /// ## What it does
    /// Reports an empty `Sid`.
    ///
    /// ## Why
    /// It says nothing. A `Sid` is optional; one that names the statement's purpose helps its readers.
    ///
    /// ## Example
    /// ```json
    /// {
    ///     "Version": "2012-10-17",
    ///     "Statement": [{ "Sid": "", "Effect": "Allow", "Action": "personalize:ListSolutions", "Resource": "*" }]
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
    /// Source: IAM User Guide, "IAM JSON policy elements: Sid".
    EMPTY_SID_VALUE: Suggestion, Aws, ALL;
    Statement(check)
}

fn check(cx: &Context<'_>, statement: &Statement<'_>, out: &mut Reporter<'_>) {
    let Some(sid) = statement.sid.as_ref().filter(|sid| sid.is_empty()) else { return };
    let finding = out.report(sid.span(), "this `Sid` is empty");
    finding.help("leave it out, or name the statement's purpose");
    let text = cx.document.text;
    let before = text.get(..sid.span().start as usize).unwrap_or_default().trim_end();
    if let Some(before) = before.strip_suffix(':').and_then(|before| before.trim_end().strip_suffix("\"Sid\"")) {
        let member = Span::new(crate::span::offset(before.len()), sid.span().end);
        finding.fix("leave the `Sid` out", vec![remove_member(text, member)]);
    }
}

#[cfg(test)]
mod tests {
    use crate::checks::tester::Tester;

    #[test]
    fn underlines_the_value() {
        let tester = Tester::identity(&super::CHECK);
        tester.fires(r#"{"Statement": [{"Sid": "", "Effect": "Allow"}, {"Sid": "a"}]}"#, &[r#""""#]);
        tester.fires(r#"{"Statement": {"Effect": "Allow", "Sid": ""}}"#, &[r#""""#]);
        tester.fires(r#"{"Statement": {"Sid": ""}}"#, &[r#""""#]);
        tester.fires("{\"Statement\": {\"Sid\"\n:\t\"\", \"Effect\": \"Deny\"}}", &[r#""""#]);
        tester.fires(r#"{"Statement": [{"Sid": "a"}, {"S\u0069d": ""}]}"#, &[r#""""#]);
        tester.quiet(r#"{"Statement": [{"Sid": " "}, {"Sid": null}, {}]}"#);
    }
}
