use super::rename;
use crate::checks::{Context, Reporter};
use crate::document::{BaseOperator, Operator, Statement};
use crate::lean::Lean as _;
check! {
    /// ## What it does
    /// Reports `Null` behind `ForAllValues:` or `ForAnyValue:`.
    ///
    /// ## Why
    /// `Null` asks whether the key is there, not what its values are; there is nothing to ask of all or any of them.
    ///
    /// ## Example
    /// ```json
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [{
    ///     "Effect": "Allow",
    ///     "Action": "personalize:GetRecommendations",
    ///     "Resource": "*",
    ///     "Condition": { "ForAnyValue:Null": { "aws:TagKeys": "false" } }
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
    ///     "Condition": { "Null": { "aws:TagKeys": "false" } }
    ///   }]
    /// }
    /// ```
    NULL_WITH_QUALIFIER: Suggestion, Aws, ALL;
    Conditions(check)
}

fn check(_: &Context<'_>, statement: &Statement<'_>, out: &mut Reporter<'_>) {
    for block in statement.condition.iter().flat(|condition| &condition.operators) {
        let Some(operator) = block.operator else { continue };
        if operator.base == BaseOperator::Null && operator.set.is_some() {
            let plain = Operator { set: None, ..operator }.to_string();
            let finding = out.report(block.name.span(), "`Null` asks nothing of the values of a key");
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
        tester.fires(&allow(r#"{ "ForAllValues:Null": { "aws:TagKeys": "true" } }"#), &["\"ForAllValues:Null\""]);
    }

    #[test]
    fn stays_quiet() {
        let tester = Tester::identity(&super::CHECK);
        tester.quiet(&allow(r#"{ "Null": { "aws:TagKeys": "true" }, "ForAnyValue:StringEquals": {} }"#));
    }
}
