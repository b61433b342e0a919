use crate::checks::{Context, Reporter};
use crate::document::Irregularity;

check! {
    /// ## What it does
    /// Reports text that is not one JSON value, and member names that occur twice in one object.
    ///
    /// ## Why
    /// IAM reads policies as JSON. Of two members with the same name it would keep one, and a reader cannot tell which, so
    /// the policy grammar forbids them.
    ///
    /// ## Example
    /// ```json
    /// { "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:*", "Resource": "*" },] }
    /// ```
    ///
    /// ## Use instead
    /// ```json
    /// { "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "s3:*", "Resource": "*" }] }
    /// ```
    JSON_SYNTAX_ERROR: Error, Aws, ALL, refused;
    Document(check)
}

fn check(cx: &Context<'_>, out: &mut Reporter<'_>) {
    for error in &cx.document.syntax_errors {
        let finding = out.report(error.span, error.message.clone());
        if let Some(help) = &error.help {
            finding.help(help.as_str());
        }
        if let Some(opened) = error.opened {
            finding.label(opened, "it began here");
        }
    }
    for irregularity in &cx.document.irregularities {
        if let Irregularity::Duplicate { name, first } = irregularity {
            out.report(name.span(), format!("`{name}` occurs twice in this object"))
                .label(*first, "first here")
                .help("keep one of the two, or merge their values");
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::checks::tester::Tester;

    #[test]
    fn fires() {
        let tester = Tester::identity(&super::CHECK);
        tester.fires(r#"{"Version":"2012-10-17","Version":"2012-10-17"}"#, &[r#""Version""#]);
        tester.fires(r#"{"Version" "2012-10-17"}"#, &[r#""2012-10-17""#]);
        tester.fires("{", &[""]);
        tester.fires("", &[""]);
        tester.fires(r#"{'Version': "2012-10-17"}"#, &["'Version'"]);
        tester.fires(r#"{"Version": "2012-10-17"} x"#, &["x"]);
    }

    #[test]
    fn stays_quiet() {
        Tester::identity(&super::CHECK).quiet("{\"Version\":\t\"2012-10-17\"}\n");
    }
}
