use crate::Span;
use crate::checks::{Context, Reporter};
use crate::document::Statement;

check! {
    /// ## What it does
    /// Reports a statement that has an element and its negation: `Action` and `NotAction`, `Resource` and `NotResource`,
    /// `Principal` and `NotPrincipal`.
    ///
    /// ## Why
    /// A statement takes one of the two; IAM refuses the document.
    ///
    /// ## Example
    /// ```json
    /// {
    ///     "Version": "2012-10-17",
    ///     "Statement": [{
    ///         "Effect": "Allow",
    ///         "Action": "personalize:*",
    ///         "NotAction": "personalize:DeleteSolution",
    ///         "Resource": "*"
    ///     }]
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```json
    /// {
    ///     "Version": "2012-10-17",
    ///     "Statement": [
    ///         { "Effect": "Allow", "Action": "personalize:*", "Resource": "*" },
    ///         { "Effect": "Deny", "Action": "personalize:DeleteSolution", "Resource": "*" }
    ///     ]
    /// }
    /// ```
    ///
    /// Source: IAM User Guide, "Grammar of the IAM JSON policy language".
    UNSUPPORTED_ELEMENT_COMBINATION: Error, Aws, ALL, refused;
    Statement(check)
}

fn check(_: &Context<'_>, statement: &Statement<'_>, out: &mut Reporter<'_>) {
    if statement.not_action.is_none() && statement.not_resource.is_none() && statement.not_principal.is_none() {
        return;
    }
    let mut both = |name: &str, first: Option<Span>, second: Option<Span>| {
        if let Some((first, second)) = first.zip(second) {
            out.report(second, format!("a statement cannot have both `{name}` and `Not{name}`"))
                .label(first, format!("`{name}` is here"))
                .help("keep one of the two, or make two statements");
        }
    };
    let (action, not_action) = (&statement.action, &statement.not_action);
    both("Action", action.as_ref().map(|block| block.name_span), not_action.as_ref().map(|block| block.name_span));
    let (resource, not_resource) = (&statement.resource, &statement.not_resource);
    both(
        "Resource",
        resource.as_ref().map(|block| block.name_span),
        not_resource.as_ref().map(|block| block.name_span),
    );
    let (principal, not_principal) = (&statement.principal, &statement.not_principal);
    both(
        "Principal",
        principal.as_ref().map(|block| block.name_span),
        not_principal.as_ref().map(|block| block.name_span),
    );
}

#[cfg(test)]
mod tests {
    use crate::checks::tester::Tester;

    #[test]
    fn underlines_the_negation() {
        let tester = Tester::identity(&super::CHECK);
        tester.fires(
            r#"{"Statement": {"NotAction": "s3:*", "Action": "s3:*", "Resource": [], "NotResource": []}}"#,
            &[r#""NotAction""#, r#""NotResource""#],
        );
        tester.fires(r#"{"Statement": {"Principal": "*", "NotPrincipal": "*"}}"#, &[r#""NotPrincipal""#]);
        tester.quiet(
            r#"{"Statement": [{"Action": "s3:*", "NotResource": "*"}, {"NotAction": "s3:*", "Resource": "*"}]}"#,
        );
    }
}
