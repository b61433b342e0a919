use super::elements::{self, IN_STATEMENT, TOP};
use crate::checks::{Context, Reporter};
use crate::document::{Irregularity, Text};
use crate::lean;
use crate::{Edit, Finding};

check! {
    /// ## What it does
    /// Reports members that are no policy elements: misspelt ones, ones in the wrong case, and ones in the wrong place.
    ///
    /// ## Why
    /// IAM refuses documents with members it does not know. Names of elements are case-sensitive.
    ///
    /// ## Example
    /// ```json
    /// {
    ///     "Version": "2012-10-17",
    ///     "Statement": [{ "effect": "Allow", "Actions": "personalize:ListSolutions", "Resource": "*" }]
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
    /// Source: IAM User Guide, "IAM JSON policy element reference".
    INVALID_POLICY_ELEMENT: Error, Aws, ALL;
    Document(check)
}

fn check(cx: &Context<'_>, out: &mut Reporter<'_>) {
    for irregularity in &cx.document.irregularities {
        let Irregularity::UnknownElement { name, in_statement, .. } = irregularity else { continue };
        let place = if *in_statement { "statement" } else { "policy" };
        let finding = out.report(name.span(), format!("`{name}` is no element of a {place}"));
        // At the top IAM lets `Conditions` pass, without any effect.
        if *in_statement || name.as_str() != "Conditions" {
            finding.refused();
        }
        advise(finding, cx, name, *in_statement);
    }
}

fn advise(finding: &mut Finding, cx: &Context<'_>, name: &Text<'_>, in_statement: bool) {
    let (here, there): (&[_], &[_]) = if in_statement { (&IN_STATEMENT, &TOP) } else { (&TOP, &IN_STATEMENT) };
    if there.contains(&name.as_str()) {
        let place = if in_statement { "at the top of the document, beside `Statement`" } else { "in a statement" };
        finding.help(format!("`{name}` stands {place}"));
        return;
    }
    let Some(meant) = elements::meant(name, here) else {
        finding.help(format!("the elements are `{}`", lean::join(here, "`, `")));
        return;
    };
    let is_taken = if in_statement {
        elements::statement_at(cx.document, name.span()).is_none_or(|statement| elements::has(statement, meant))
    } else {
        elements::has_top(cx.document, meant)
    };
    let edits = vec![Edit::replace(name.span(), format!("\"{meant}\""))];
    finding.help(format!("did you mean `{meant}`?"));
    if meant.eq_ignore_ascii_case(name) && !is_taken {
        finding.fix(format!("write `{meant}`"), edits);
    } else if !is_taken {
        finding.unsafe_fix(format!("write `{meant}`"), edits);
    }
}

#[cfg(test)]
mod tests {
    use crate::checks::tester::Tester;

    #[track_caller]
    fn helps(text: &str, help: &str) {
        let findings = Tester::identity(&super::CHECK).findings(text);
        assert_eq!(findings[0].help.as_deref(), Some(help));
    }

    #[test]
    fn underlines_the_name() {
        let tester = Tester::identity(&super::CHECK);
        tester.fires(r#"{"version": "2012-10-17", "Comment": 1}"#, &[r#""version""#, r#""Comment""#]);
        tester.fires(r#"{"Statement": [{"Effect": "Allow"}, {"action": "s3:*"}]}"#, &[r#""action""#]);
        tester.fires(r#"{"Statement": {"Effect": "Allow", "effect": "Deny"}}"#, &[r#""effect""#]);
        tester.quiet(r#"{"Version": "", "Id": "", "Statement": {"Sid": "", "Effect": "", "NotPrincipal": "*"}}"#);
    }

    #[test]
    fn helps_with_names() {
        helps(r#"{"Statement": {"effect": "Allow"}}"#, "did you mean `Effect`?");
        helps(r#"{"Statement": {"Actions": "s3:*"}}"#, "did you mean `Action`?");
        helps(r#"{"Statement": {"Principle": "*"}}"#, "did you mean `Principal`?");
        helps(r#"{"statements": []}"#, "did you mean `Statement`?");
        helps(r#"{"Effect": "Allow"}"#, "`Effect` stands in a statement");
        helps(r#"{"Statement": {"Version": ""}}"#, "`Version` stands at the top of the document, beside `Statement`");
        helps(r#"{"Comment": ""}"#, "the elements are `Version`, `Id`, `Statement`");
    }

    #[test]
    fn one_stray_element_is_let_through() {
        let refused = |text: &str| Tester::identity(&super::CHECK).findings(text)[0].refused;
        assert!(refused(r#"{"Comment": {}}"#));
        assert!(!refused(r#"{"Conditions": {}}"#));
        assert!(refused(r#"{"Statement": {"Conditions": {}}}"#));
    }
}
