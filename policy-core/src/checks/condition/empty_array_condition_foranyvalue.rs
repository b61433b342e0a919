use super::empty;
use crate::checks::{Context, Reporter};
use crate::document::{ConditionTest, SetOperator, Statement};
check! {
    /// ## What it does
    /// Reports an empty list of values under an operator that begins with `ForAnyValue:`.
    ///
    /// ## Why
    /// No request has a value that is one of no values.
    ///
    /// ## Example
    /// ```json
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [{
    ///     "Effect": "Allow",
    ///     "Action": "personalize:GetRecommendations",
    ///     "Resource": "*",
    ///     "Condition": { "ForAnyValue:StringEquals": { "aws:TagKeys": [] } }
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
    ///     "Condition": { "ForAnyValue:StringEquals": { "aws:TagKeys": ["team"] } }
    ///   }]
    /// }
    /// ```
    EMPTY_ARRAY_CONDITION_FORANYVALUE: Suggestion, Aws, ALL;
    Test(check)
}

fn check(cx: &Context<'_>, _: &Statement<'_>, test: ConditionTest<'_, '_>, out: &mut Reporter<'_>) {
    let Some(operator) = empty::operator(cx.document, test) else { return };
    if operator.set == Some(SetOperator::ForAnyValue) {
        let message = format!("`{}` has no values under `{operator}`", test.condition.key);
        out.report(test.condition.span, message).help("list the values of which one must be there, or remove the key");
    }
}

#[cfg(test)]
mod tests {
    use crate::checks::condition::samples::allow;
    use crate::checks::tester::Tester;

    #[test]
    fn fires() {
        Tester::identity(&super::CHECK)
            .fires(&allow(r#"{ "ForAnyValue:StringEqualsIfExists": { "aws:TagKeys": [ ] } }"#), &["[ ]"]);
    }

    #[test]
    fn stays_quiet() {
        let tester = Tester::identity(&super::CHECK);
        for condition in [
            r#"{ "StringEquals": { "aws:userid": [ ] } }"#,
            r#"{ "ForAllValues:StringEquals": { "aws:TagKeys": [ ] } }"#,
            r#"{ "StringEqualsIfExists": { "aws:userid": [ ] } }"#,
            r#"{ "StringEquals": { "aws:userid": ["x"], "aws:username": [null] } }"#,
        ] {
            tester.quiet(&allow(condition));
        }
    }
}
