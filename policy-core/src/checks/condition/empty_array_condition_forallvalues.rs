use super::empty;
use crate::checks::{Context, Reporter};
use crate::document::{ConditionTest, SetOperator, Statement};
check! {
    /// ## What it does
    /// Reports an empty list of values under an operator that begins with `ForAllValues:`.
    ///
    /// ## Why
    /// Only requests without the key match: of their values, of which there are none, all match.
    ///
    /// ## Example
    /// ```json
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [{
    ///     "Effect": "Allow",
    ///     "Action": "personalize:GetRecommendations",
    ///     "Resource": "*",
    ///     "Condition": { "ForAllValues:StringEquals": { "aws:TagKeys": [] } }
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
    ///     "Condition": { "Null": { "aws:TagKeys": "true" } }
    ///   }]
    /// }
    /// ```
    EMPTY_ARRAY_CONDITION_FORALLVALUES: Suggestion, Aws, ALL;
    Test(check)
}

fn check(cx: &Context<'_>, _: &Statement<'_>, test: ConditionTest<'_, '_>, out: &mut Reporter<'_>) {
    let Some(operator) = empty::operator(cx.document, test) else { return };
    if operator.set == Some(SetOperator::ForAllValues) {
        let message = format!("`{}` has no values under `{operator}`", test.condition.key);
        out.report(test.condition.span, message)
            .help("list the values that the key may have, or say with `Null` that the key must not be there");
    }
}

#[cfg(test)]
mod tests {
    use crate::checks::condition::samples::allow;
    use crate::checks::tester::Tester;

    #[test]
    fn fires() {
        Tester::identity(&super::CHECK)
            .fires(&allow(r#"{ "ForAllValues:StringEquals": { "aws:TagKeys": [ ] } }"#), &["[ ]"]);
    }

    #[test]
    fn stays_quiet() {
        let tester = Tester::identity(&super::CHECK);
        for condition in [
            r#"{ "StringEquals": { "aws:userid": [ ] } }"#,
            r#"{ "ForAnyValue:StringEqualsIfExists": { "aws:TagKeys": [ ] } }"#,
            r#"{ "StringEqualsIfExists": { "aws:userid": [ ] } }"#,
            r#"{ "StringEquals": { "aws:userid": ["x"], "aws:username": [null] } }"#,
        ] {
            tester.quiet(&allow(condition));
        }
    }
}
