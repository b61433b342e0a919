use crate::Edit;
use crate::checks::{Context, Reporter};
use crate::document::{BaseOperator, ConditionTest, Scalar, Statement, Value};
use crate::lean::Lean as _;
use crate::value::number::Number;
check! {
    /// ## What it does
    /// Reports several values under a numeric operator that compares sizes.
    ///
    /// ## Why
    /// One matching value is enough: of several upper bounds only the greatest counts, of several lower bounds only the
    /// least.
    ///
    /// ## Example
    /// ```json
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [{
    ///     "Effect": "Allow",
    ///     "Action": "personalize:GetRecommendations",
    ///     "Resource": "*",
    ///     "Condition": { "NumericLessThanEquals": { "aws:MultiFactorAuthAge": ["300", "3600"] } }
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
    ///     "Condition": { "NumericLessThanEquals": { "aws:MultiFactorAuthAge": "3600" } }
    ///   }]
    /// }
    /// ```
    REDUNDANT_CONDITION_VALUE_NUM: Suggestion, Aws, ALL;
    TypedTest(check)
}

fn check(_: &Context<'_>, _: &Statement<'_>, test: ConditionTest<'_, '_>, out: &mut Reporter<'_>) {
    let greatest = match test.operator().map(|operator| operator.base) {
        Some(BaseOperator::NumericLessThan | BaseOperator::NumericLessThanEquals) => true,
        Some(BaseOperator::NumericGreaterThan | BaseOperator::NumericGreaterThanEquals) => false,
        _ => return,
    };
    let values = test.values();
    if values.len() < 2 {
        return;
    }
    let Some(numbers) = values.iter().map(|value| Number::parse(&value.text)).collect::<Option<Vec<_>>>() else {
        return;
    };
    let places = numbers.iter().enumerate();
    let kept =
        if greatest { places.max_by_key(|(_, number)| **number) } else { places.min_by_key(|(_, number)| **number) };
    let Some(kept) = kept.and_then(|(at, _)| values.get(at)) else { return };
    let redundant = values.iter().filter(|value| !core::ptr::eq(*value, kept)).map(Value::span).list();
    let message = format!("`{}` makes the other values of `{}` redundant", kept.text, test.condition.key);
    let written = if kept.scalar == Scalar::String { format!("\"{}\"", kept.text) } else { kept.text.to_string() };
    out.report_all(redundant, message)
        .label(kept.span(), "this one decides")
        .help(format!("write `{written}` alone"))
        .fix("keep the value that decides", vec![Edit::replace(test.condition.span, written)]);
}

#[cfg(test)]
mod tests {
    use crate::checks::condition::samples::allow;
    use crate::checks::tester::Tester;

    #[test]
    fn fires() {
        let tester = Tester::identity(&super::CHECK);
        tester.fires(&allow(r#"{ "NumericLessThan": { "s3:max-keys": ["10", 9, "9.5"] } }"#), &["9", "\"9.5\""]);
        tester.fires(&allow(r#"{ "NumericGreaterThanEqualsIfExists": { "s3:max-keys": ["10", "9"] } }"#), &["\"10\""]);
    }

    #[test]
    fn stays_quiet() {
        let tester = Tester::identity(&super::CHECK);
        tester.quiet(&allow(
            r#"{ "NumericEquals": { "s3:max-keys": ["10", "9"] }, "NumericLessThan": { "s3:max-keys": ["1"] } }"#,
        ));
        tester.quiet(&allow(r#"{ "NumericLessThan": { "s3:max-keys": ["10", "many"] } }"#));
    }
}
