use super::rename;
use crate::checks::{Context, Reporter};
use crate::document::variable::has_wildcard;
use crate::document::{BaseOperator, ConditionTest, Operator, Statement};
check! {
    /// ## What it does
    /// Reports `*` and `?` in values of `StringEquals`, `StringNotEquals` and their `IgnoreCase` forms.
    ///
    /// ## Why
    /// These operators take both characters literally. The value matches only requests that carry a `*` or `?`
    /// themselves.
    ///
    /// ## Example
    /// ```json
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [{
    ///     "Effect": "Allow",
    ///     "Action": "personalize:GetRecommendations",
    ///     "Resource": "*",
    ///     "Condition": { "StringEquals": { "aws:ResourceTag/team": "recommendations-*" } }
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
    ///     "Condition": { "StringLike": { "aws:ResourceTag/team": "recommendations-*" } }
    ///   }]
    /// }
    /// ```
    ///
    /// Source: IAM User Guide, "IAM JSON policy elements: Condition operators".
    WILDCARD_WITHOUT_LIKE_OPERATOR: Warning, Aws, ALL;
    Test(check)
}

fn check(_: &Context<'_>, statement: &Statement<'_>, test: ConditionTest<'_, '_>, out: &mut Reporter<'_>) {
    let Some(operator) = test.operator() else { return };
    let like = match operator.base {
        BaseOperator::StringEquals | BaseOperator::StringEqualsIgnoreCase => BaseOperator::StringLike,
        BaseOperator::StringNotEquals | BaseOperator::StringNotEqualsIgnoreCase => BaseOperator::StringNotLike,
        _ => return,
    };
    for value in test.values().iter().filter(|value| value.text.has_wildcard() && has_wildcard(&value.text)) {
        let better = Operator { base: like, ..operator }.to_string();
        let finding =
            out.report(value.span(), format!("`{operator}` takes the wildcard in `{}` literally", value.text));
        finding.label(test.block.name.span(), "the operator");
        finding.help(format!("write `{better}` if a pattern is meant; it distinguishes upper and lower case"));
        if let Some(edit) = rename::edit(statement, test.block, &better) {
            finding.unsafe_fix(format!("write `{better}`"), vec![edit]);
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
        let several =
            r#"{ "ForAnyValue:StringNotEqualsIfExists": { "aws:TagKeys": ["a", "b?", "${aws:username}*"] } }"#;
        tester.fires(&allow(several), &["\"b?\"", "\"${aws:username}*\""]);
        tester.fires(&allow(r#"{ "StringEqualsIgnoreCase": { "aws:userid": "x*" } }"#), &["\"x*\""]);
    }

    #[test]
    fn stays_quiet() {
        let tester = Tester::identity(&super::CHECK);
        tester.quiet(&allow(r#"{ "StringEquals": { "aws:userid": "${*}" }, "StringLike": { "aws:userid": "x*" } }"#));
        tester.quiet(&allow(r#"{ "ArnEquals": { "aws:SourceArn": "arn:aws:s3:::films*" } }"#));
    }
}
