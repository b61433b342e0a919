use crate::checks::{Context, Reporter};
use crate::document::{PrincipalBlock, Statement};

check! {
    /// ## What it does
    /// Reports members of `Principal` and `NotPrincipal` that are empty lists.
    ///
    /// ## Why
    /// A list without names names nobody. Either names are missing, or the member says nothing and can go.
    ///
    /// ## Example
    /// ```json trust
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [{
    ///     "Effect": "Allow",
    ///     "Principal": { "Service": "personalize.amazonaws.com", "AWS": [] },
    ///     "Action": "sts:AssumeRole"
    ///   }]
    /// }
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
    EMPTY_ARRAY_PRINCIPAL: Suggestion, Aws, RESOURCE_TRUST;
    Principal(check)
}

fn check(cx: &Context<'_>, _: &Statement<'_>, block: &PrincipalBlock<'_>, out: &mut Reporter<'_>) {
    for member in block.members().iter().filter(|member| member.is_array && member.values.is_empty()) {
        // Entries that are no strings are not among the values.
        let inside = member.span.of(cx.document.text).trim_start_matches('[').trim_end_matches(']');
        if inside.trim().is_empty() {
            out.report(member.span, format!("`{}` names nobody", member.name)).help("add a name, or remove the member");
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::PolicyType;
    use crate::checks::tester::Tester;

    #[test]
    fn fires() {
        let tester = Tester::of(&super::CHECK, PolicyType::Resource);
        tester.fires(r#"{"Statement":{"Principal":{"AWS":[ ]}}}"#, &["[ ]"]);
        tester.fires(r#"{"Statement":{"NotPrincipal":{"AWS":[],"Service":[]}}}"#, &["[]", "[]"]);
    }

    #[test]
    fn stays_quiet() {
        let tester = Tester::of(&super::CHECK, PolicyType::Trust);
        tester.quiet(r#"{"Statement":{"Principal":{"AWS":["*"]}}}"#);
        tester.quiet(r#"{"Statement":{"Principal":{"AWS":[1]}}}"#);
        tester.quiet(r#"{"Statement":{"Principal":{}}}"#);
        tester.quiet(r#"{"Statement":{"Principal":[]}}"#);
    }
}
