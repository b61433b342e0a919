use crate::checks::{Context, Reporter};
use crate::document::{PrincipalBlock, PrincipalForm, Statement};

check! {
    /// ## What it does
    /// Reports a `Principal` or `NotPrincipal` that is an empty object.
    ///
    /// ## Why
    /// It names nobody, so the statement applies to nobody (or, under `NotPrincipal`, to everybody).
    ///
    /// ## Example
    /// ```json trust
    /// { "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": {}, "Action": "sts:AssumeRole" }] }
    /// ```
    ///
    /// ## Use instead
    /// ```json trust
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [{
    ///     "Effect": "Allow",
    ///     "Principal": { "Service": "personalize.amazonaws.com" },
    ///     "Action": "sts:AssumeRole"
    ///   }]
    /// }
    /// ```
    ///
    /// Source: IAM User Guide, "IAM policy validation check reference"
    EMPTY_OBJECT_PRINCIPAL: Suggestion, Aws, RESOURCE_TRUST;
    Principal(check)
}

fn check(_: &Context<'_>, _: &Statement<'_>, block: &PrincipalBlock<'_>, out: &mut Reporter<'_>) {
    if matches!(&block.form, PrincipalForm::Map(members) if members.is_empty()) {
        out.report(block.span, format!("`{}` names nobody", block.element))
            .help("write who is meant: `{ \"AWS\": \"arn:aws:iam::123456789012:role/Name\" }`");
    }
}

#[cfg(test)]
mod tests {
    use crate::PolicyType;
    use crate::checks::tester::Tester;

    #[test]
    fn fires() {
        let tester = Tester::of(&super::CHECK, PolicyType::Resource);
        tester.fires(r#"{"Statement":{"Principal":{ }}}"#, &["{ }"]);
        tester.fires(r#"{"Statement":{"NotPrincipal":{}}}"#, &["{}"]);
    }

    #[test]
    fn stays_quiet() {
        let tester = Tester::of(&super::CHECK, PolicyType::Trust);
        tester.quiet(r#"{"Statement":{"Principal":{"AWS":[]}}}"#);
        tester.quiet(r#"{"Statement":{"Principal":""}}"#);
        tester.quiet(r#"{"Statement":{}}"#);
    }
}
