use crate::Edit;
use crate::checks::{Context, Reporter};
use crate::document::Statement;

check! {
    /// ## What it does
    /// Reports an `Effect` that is neither `Allow` nor `Deny`.
    ///
    /// ## Why
    /// IAM refuses the document. The two words are case-sensitive.
    ///
    /// ## Example
    /// ```json
    /// {
    ///     "Version": "2012-10-17",
    ///     "Statement": [{ "Effect": "allow", "Action": "personalize:ListSolutions", "Resource": "*" }]
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
    /// Source: IAM User Guide, "IAM JSON policy elements: Effect".
    INVALID_EFFECT: Error, Aws, ALL, refused;
    Statement(check)
}

fn check(_: &Context<'_>, statement: &Statement<'_>, out: &mut Reporter<'_>) {
    let Some(effect) = statement.effect_text.as_ref().filter(|_| statement.effect().is_none()) else { return };
    let finding = out.report(effect.span(), format!("`{effect}` is no effect"));
    let written = effect.trim();
    match ["Allow", "Deny"].into_iter().find(|right| right.eq_ignore_ascii_case(written)) {
        Some(right) => finding
            .help(format!("write `\"Effect\": \"{right}\"`"))
            .fix(format!("write `{right}`"), vec![Edit::replace(effect.span(), format!("\"{right}\""))]),
        None => finding.help("write `\"Effect\": \"Allow\"` or `\"Effect\": \"Deny\"`"),
    };
}

#[cfg(test)]
mod tests {
    use crate::checks::tester::Tester;

    #[test]
    fn underlines_the_value() {
        let tester = Tester::identity(&super::CHECK);
        tester.fires(r#"{"Statement": [{"Effect": "Allow"}, {"Effect": "DENY"}]}"#, &[r#""DENY""#]);
        tester.fires(r#"{"Statement": {"Effect": "Allow "}}"#, &[r#""Allow ""#]);
        tester.fires(r#"{"Statement": {"Effect": ""}}"#, &[r#""""#]);
        tester.fires(r#"{"Statement": {"Effect": "Permit"}}"#, &[r#""Permit""#]);
        tester.quiet(r#"{"Statement": [{"Effect": "Allow"}, {"Effect": "Deny"}, {}, {"Effect": 1}]}"#);
    }
}
