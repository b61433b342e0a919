use super::empty;
use crate::checks::{Context, Reporter};
use crate::document::{ConditionTest, Statement};
check! {
    /// ## What it does
    /// Reports an empty list of values under an operator without set operator and `IfExists`.
    ///
    /// ## Why
    /// No request matches one of no values.
    ///
    /// ## Example
    /// ```json
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [{
    ///     "Effect": "Allow",
    ///     "Action": "personalize:GetRecommendations",
    ///     "Resource": "*",
    ///     "Condition": { "StringEquals": { "aws:PrincipalTag/team": [] } }
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
    ///     "Condition": { "StringEquals": { "aws:PrincipalTag/team": ["recommendations"] } }
    ///   }]
    /// }
    /// ```
    EMPTY_ARRAY_CONDITION: Suggestion, Aws, ALL;
    Test(check)
}

fn check(cx: &Context<'_>, _: &Statement<'_>, test: ConditionTest<'_, '_>, out: &mut Reporter<'_>) {
    let Some(operator) = empty::operator(cx.document, test) else { return };
    if operator.set.is_none() && !operator.if_exists {
        let message = format!("`{}` has no values under `{operator}`", test.condition.key);
        out.report(test.condition.span, message).help("list the values that the key may have, or remove the key");
    }
}

#[cfg(test)]
mod tests {
    use crate::checks::condition::samples::allow;
    use crate::checks::tester::Tester;

    #[test]
    fn fires() {
        Tester::identity(&super::CHECK).fires(&allow(r#"{ "StringEquals": { "aws:userid": [ ] } }"#), &["[ ]"]);
    }

    #[test]
    fn stays_quiet() {
        let tester = Tester::identity(&super::CHECK);
        for condition in [
            r#"{ "ForAllValues:StringEquals": { "aws:TagKeys": [ ] } }"#,
            r#"{ "ForAnyValue:StringEqualsIfExists": { "aws:TagKeys": [ ] } }"#,
            r#"{ "StringEqualsIfExists": { "aws:userid": [ ] } }"#,
            r#"{ "StringEquals": { "aws:userid": ["x"], "aws:username": [null] } }"#,
        ] {
            tester.quiet(&allow(condition));
        }
    }
}
