use crate::checks::{Context, Reporter};
use crate::document::Statement;
check! {
    /// ## What it does
    /// Reports a `Condition`, or an operator in one, with nothing in it.
    ///
    /// ## Why
    /// It restricts nothing. Perhaps something is missing; if not, the statement is clearer without it.
    ///
    /// ## Example
    /// ```json
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [{
    ///     "Effect": "Allow",
    ///     "Action": "personalize:GetRecommendations",
    ///     "Resource": "*",
    ///     "Condition": { "StringEquals": {} }
    ///   }]
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```json
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [{
    ///     "Effect": "Allow",
    ///     "Action": "personalize:GetRecommendations",
    ///     "Resource": "*",
    ///     "Condition": { "StringEquals": { "aws:RequestedRegion": "us-east-1" } }
    ///   }]
    /// }
    /// ```
    EMPTY_OBJECT_CONDITION: Suggestion, Aws, ALL;
    Conditions(check)
}

fn check(cx: &Context<'_>, statement: &Statement<'_>, out: &mut Reporter<'_>) {
    let Some(condition) = &statement.condition else { return };
    if condition.operators.is_empty() {
        out.report(condition.span, "`Condition` is empty").help("add a test, or remove `Condition`");
    }
    for block in &condition.operators {
        // A value of the wrong type is no empty object.
        let is_object = block.span.of(cx.document.text).starts_with('{');
        if block.conditions.is_empty() && is_object {
            let message = format!("`{}` has no keys", block.name);
            out.report(block.span, message).help("add a key, or remove the operator");
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::checks::condition::samples::allow;
    use crate::checks::tester::Tester;

    #[test]
    fn fires() {
        let tester = Tester::identity(&super::CHECK);
        tester.fires(&allow("{ }"), &["{ }"]);
        tester.fires(&allow(r#"{ "Null": { }, "Bool": { "aws:SecureTransport": "true" } }"#), &["{ }"]);
    }

    #[test]
    fn stays_quiet() {
        let tester = Tester::identity(&super::CHECK);
        tester.quiet(&allow(r#"{ "Bool": { "aws:SecureTransport": [] } }"#));
        tester.quiet(&allow(r#"{ "Bool": "true" }"#));
        tester.quiet(&allow("[]"));
    }
}
