use crate::checks::{Context, Reporter};
use crate::document::Irregularity;
use crate::syntax::Kind;
use crate::{Edit, Finding, Span};

check! {
    /// ## What it does
    /// Reports a value whose JSON type does not suit its place: a number as `Sid`, a list of lists, `null`.
    ///
    /// ## Why
    /// IAM refuses the document: `Effect`, `Sid`, `Version` and `Id` are strings, `Action` and `Resource` are one string or
    /// one flat list of strings, a condition's values are strings, numbers or booleans.
    ///
    /// ## Example
    /// ```json
    /// {
    ///     "Version": "2012-10-17",
    ///     "Statement": [{ "Effect": "Allow", "Action": [["personalize:ListSolutions"]], "Resource": "*" }]
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```json
    /// {
    ///     "Version": "2012-10-17",
    ///     "Statement": [{ "Effect": "Allow", "Action": ["personalize:ListSolutions"], "Resource": "*" }]
    /// }
    /// ```
    ///
    /// Source: IAM User Guide, "Grammar of the IAM JSON policy language".
    DATA_TYPE_MISMATCH: Error, Aws, ALL, refused;
    Document(check)
}

fn check(cx: &Context<'_>, out: &mut Reporter<'_>) {
    for irregularity in &cx.document.irregularities {
        let Irregularity::WrongType { span, element, expected, found } = *irregularity else { continue };
        let name = if element.starts_with(|first: char| first.is_ascii_uppercase()) {
            format!("`{element}`")
        } else {
            format!("the {element}")
        };
        let finding = out.report(span, format!("expected {expected} in {name}, found {}", found.describe()));
        advise(finding, cx.document.text, span, expected, found);
    }
}

fn advise(finding: &mut Finding, text: &str, span: Span, expected: &str, found: Kind) {
    let takes_string = expected.starts_with("a string");
    match found {
        Kind::Number | Kind::True | Kind::False if takes_string => {
            let quoted = format!("\"{}\"", span.of(text));
            finding.help(format!("write `{quoted}`")).fix("quote the value", vec![Edit::replace(span, quoted)]);
        }
        Kind::Null => {
            finding.help("no element takes `null`; leave the element or entry out");
        }
        Kind::Array if expected == "a string" || expected.starts_with("a string, number") => {
            finding.help("lists do not nest; write the entries directly into the outer list");
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use crate::checks::tester::Tester;

    #[test]
    fn underlines_the_value() {
        let tester = Tester::identity(&super::CHECK);
        tester.fires("[]", &["[]"]);
        tester.fires("7", &["7"]);
        tester.fires(r#"{"Version": 2012, "Id": ["a"], "Statement": "x"}"#, &["2012", r#"["a"]"#, r#""x""#]);
        tester.fires(r#"{"Statement": [{}, "x", [{}], null]}"#, &[r#""x""#, "[{}]", "null"]);
        tester.fires(r#"{"Statement": {"Sid": 1, "Effect": true}}"#, &["1", "true"]);
        tester.fires(r#"{"Statement": {"Action": null, "Resource": [null, {}]}}"#, &["null", "null", "{}"]);
        tester.fires(r#"{"Statement": {"Action": [["a:b"], 1]}}"#, &[r#"["a:b"]"#, "1"]);
        tester.fires(r#"{"Statement": {"NotAction": {}, "NotResource": false}}"#, &["{}", "false"]);
    }

    #[test]
    fn underlines_principals_and_conditions() {
        let tester = Tester::identity(&super::CHECK);
        tester.fires(r#"{"Statement": {"Principal": ["*"]}}"#, &[r#"["*"]"#]);
        tester.fires(
            r#"{"Statement": {"Principal": {"AWS": 123456789012, "Service": [null]}}}"#,
            &["123456789012", "null"],
        );
        tester.fires(r#"{"Statement": {"Condition": []}}"#, &["[]"]);
        tester.fires(r#"{"Statement": {"Condition": {"Bool": "x"}}}"#, &[r#""x""#]);
        tester.fires(
            r#"{"Statement": {"Condition": {"Bool": {"a:b": null, "a:c": {}, "a:d": [[1], null]}}}}"#,
            &["null", "{}", "[1]", "null"],
        );
    }

    #[test]
    fn stays_quiet() {
        let tester = Tester::identity(&super::CHECK);
        tester.quiet("");
        tester.quiet(r#"{"Effect": }"#);
        tester.quiet(r#"{"Statement": {"Principal": {"AWS": []}, "Action": [], "Condition": {"Bool": {"a:b": [true, 1, "x"]}}}}"#);
    }
}
