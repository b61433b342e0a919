use super::rename;
use crate::checks::{Context, Reporter};
use crate::document::{BaseOperator, Operator, Statement};
use crate::lean::Lean as _;
check! {
    /// ## What it does
    /// Reports `Null` with the suffix `IfExists`.
    ///
    /// ## Why
    /// `Null` itself asks whether the key is there; to ask that only if the key is there is a contradiction.
    ///
    /// ## Example
    /// ```json
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [{
    ///     "Effect": "Allow",
    ///     "Action": "personalize:GetRecommendations",
    ///     "Resource": "*",
    ///     "Condition": { "NullIfExists": { "aws:TokenIssueTime": "false" } }
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
    ///     "Condition": { "Null": { "aws:TokenIssueTime": "false" } }
    ///   }]
    /// }
    /// ```
    NULL_WITH_IF_EXISTS: Error, Aws, ALL;
    Conditions(check)
}

fn check(_: &Context<'_>, statement: &Statement<'_>, out: &mut Reporter<'_>) {
    for block in statement.condition.iter().flat(|condition| &condition.operators) {
        let Some(operator) = block.operator else { continue };
        if operator.base == BaseOperator::Null && operator.if_exists {
            let plain = Operator { if_exists: false, ..operator }.to_string();
            let finding = out.report(block.name.span(), "`Null` takes no `IfExists`");
            finding.help(format!("write `{plain}`"));
            if let Some(edit) = rename::edit(statement, block, &plain) {
                finding.unsafe_fix(format!("write `{plain}`"), vec![edit]);
            }
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
        tester.fires(&allow(r#"{ "NullIfExists": { "aws:userid": "true" } }"#), &["\"NullIfExists\""]);
        tester.fires(&allow(r#"{ "ForAnyValue:NullIfExists": {} }"#), &["\"ForAnyValue:NullIfExists\""]);
    }

    #[test]
    fn stays_quiet() {
        Tester::identity(&super::CHECK).quiet(&allow(r#"{ "Null": { "aws:userid": "true" }, "BoolIfExists": {} }"#));
    }
}
