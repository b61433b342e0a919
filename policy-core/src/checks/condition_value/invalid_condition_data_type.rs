use crate::Edit;
use crate::checks::{Context, Reporter};
use crate::document::{ConditionTest, Scalar, Statement};
use crate::lean::Lean as _;
check! {
    /// ## What it does
    /// Reports a list of values that mixes strings, numbers and booleans.
    ///
    /// ## Why
    /// All values of a key are of one type; those of another could never match.
    ///
    /// ## Example
    /// ```json
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [{
    ///     "Effect": "Allow",
    ///     "Action": "personalize:GetRecommendations",
    ///     "Resource": "*",
    ///     "Condition": { "NumericEquals": { "aws:MultiFactorAuthAge": ["300", 600] } }
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
    ///     "Condition": { "NumericEquals": { "aws:MultiFactorAuthAge": ["300", "600"] } }
    ///   }]
    /// }
    /// ```
    INVALID_CONDITION_DATA_TYPE: Error, Aws, ALL;
    Test(check)
}

fn check(_: &Context<'_>, _: &Statement<'_>, test: ConditionTest<'_, '_>, out: &mut Reporter<'_>) {
    let mut values = test.values().iter();
    let Some(first) = values.next() else { return };
    let Some(other) = values.find(|value| value.scalar != first.scalar) else { return };
    let message =
        format!("the values of `{}` are {} and {}", test.condition.key, name(first.scalar), name(other.scalar));
    let bare = test.values().iter().filter(|value| value.scalar != Scalar::String);
    let edits = bare.map(|value| Edit::replace(value.span(), format!("\"{}\"", value.text))).list();
    out.report(test.condition.span, message)
        .label(first.span(), name_of_one(first.scalar))
        .label(other.span(), name_of_one(other.scalar))
        .help("write all of them as strings")
        .fix("put the others in quotes", edits);
}

const fn name(scalar: Scalar) -> &'static str {
    match scalar {
        Scalar::String => "strings",
        Scalar::Number => "numbers",
        Scalar::Bool => "booleans",
    }
}

const fn name_of_one(scalar: Scalar) -> &'static str {
    match scalar {
        Scalar::String => "a string",
        Scalar::Number => "a number",
        Scalar::Bool => "a boolean",
    }
}

#[cfg(test)]
mod tests {
    use crate::checks::condition::samples::allow;
    use crate::checks::tester::Tester;

    #[test]
    fn fires() {
        let tester = Tester::identity(&super::CHECK);
        tester.fires(&allow(r#"{ "NumericEquals": { "s3:max-keys": [1, "2", 3] } }"#), &[r#"[1, "2", 3]"#]);
        tester.fires(&allow(r#"{ "StringEquals": { "aws:userid": ["x", true] } }"#), &[r#"["x", true]"#]);
        tester.fires(&allow(r#"{ "Bool": { "aws:SecureTransport": [1, true] } }"#), &["[1, true]"]);
    }

    #[test]
    fn stays_quiet() {
        let tester = Tester::identity(&super::CHECK);
        tester.quiet(&allow(
            r#"{ "NumericEquals": { "s3:max-keys": [1, 2] }, "Bool": { "aws:SecureTransport": true } }"#,
        ));
    }
}
