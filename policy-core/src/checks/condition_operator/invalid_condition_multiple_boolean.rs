use crate::checks::{Context, Reporter};
use crate::document::{BaseOperator, ConditionTest, Statement};
check! {
    /// ## What it does
    /// Reports `Bool` with two or more values for one key.
    ///
    /// ## Why
    /// Both values together say nothing, and the same value twice says no more than once.
    ///
    /// ## Example
    /// ```json
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [{
    ///     "Effect": "Allow",
    ///     "Action": "personalize:GetRecommendations",
    ///     "Resource": "*",
    ///     "Condition": { "Bool": { "aws:SecureTransport": ["true", "false"] } }
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
    ///     "Condition": { "Bool": { "aws:SecureTransport": "true" } }
    ///   }]
    /// }
    /// ```
    INVALID_CONDITION_MULTIPLE_BOOLEAN: Error, Aws, ALL;
    Test(check)
}

fn check(_: &Context<'_>, _: &Statement<'_>, test: ConditionTest<'_, '_>, out: &mut Reporter<'_>) {
    let plain_bool =
        test.operator().is_some_and(|operator| operator.base == BaseOperator::Bool && operator.set.is_none());
    if plain_bool && test.values().len() > 1 {
        let message =
            format!("`{}` takes one value, and `{}` has {}", test.block.name, test.condition.key, test.values().len());
        out.report(test.condition.span, message).help("write either `\"true\"` or `\"false\"`");
    }
}

#[cfg(test)]
mod tests {
    use crate::checks::condition::samples::allow;
    use crate::checks::tester::Tester;

    #[test]
    fn fires() {
        let tester = Tester::identity(&super::CHECK);
        tester.fires(&allow(r#"{ "BoolIfExists": { "aws:SecureTransport": [true, true] } }"#), &["[true, true]"]);
    }

    #[test]
    fn stays_quiet() {
        let tester = Tester::identity(&super::CHECK);
        tester.quiet(&allow(
            r#"{ "Bool": { "aws:SecureTransport": ["true"] }, "Null": { "aws:userid": ["true", "false"] } }"#,
        ));
    }
}
