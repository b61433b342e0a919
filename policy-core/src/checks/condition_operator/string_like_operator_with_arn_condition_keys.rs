use super::rename;
use crate::catalog::ValueType;
use crate::checks::{Context, Reporter};
use crate::document::{Arn, BaseOperator, ConditionTest, Operator, Statement};
check! {
    /// ## What it does
    /// Reports `StringLike` and `StringNotLike` on a key that holds an ARN.
    ///
    /// ## Why
    /// A wildcard of `StringLike` also swallows the colons between the fields of an ARN, so that it matches ARNs of
    /// other accounts and services. The ARN operators compare field by field.
    ///
    /// ## Example
    /// ```json
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [{
    ///     "Effect": "Allow",
    ///     "Action": "personalize:GetRecommendations",
    ///     "Resource": "*",
    ///     "Condition": { "StringLike": { "aws:PrincipalArn": "arn:aws:iam::*:role/personalize-*" } }
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
    ///     "Condition": { "ArnLike": { "aws:PrincipalArn": "arn:aws:iam::*:role/personalize-*" } }
    ///   }]
    /// }
    /// ```
    ///
    /// Source: IAM User Guide, "IAM JSON policy elements: Condition operators".
    STRING_LIKE_OPERATOR_WITH_ARN_CONDITION_KEYS: SecurityWarning, Aws, ALL;
    Test(check)
}

fn check(cx: &Context<'_>, statement: &Statement<'_>, test: ConditionTest<'_, '_>, out: &mut Reporter<'_>) {
    let Some(operator) = test.operator() else { return };
    let base = match operator.base {
        BaseOperator::StringLike => BaseOperator::ArnLike,
        BaseOperator::StringNotLike => BaseOperator::ArnNotLike,
        _ => return,
    };
    if cx.key(test.condition).value_type() != Some(ValueType::Arn) {
        return;
    }
    let better = Operator { base, ..operator }.to_string();
    let message = format!("the wildcards of `{}` match across the fields of an ARN", test.block.name);
    let finding = out.report(test.condition.key.span(), message);
    finding.label(test.block.name.span(), "the operator").help(format!("write `{better}`"));
    let Some(edit) = rename::edit(statement, test.block, &better) else { return };
    let are_arns = test.values().iter().all(|value| Arn::split(&value.text).is_some());
    // Field by field fewer ARNs match: an `Allow` must be positive to allow less, a `Deny` negated to deny more.
    let narrows = are_arns && (statement.allows() && !base.is_negated() || statement.denies() && base.is_negated());
    if narrows {
        finding.fix(format!("write `{better}`"), vec![edit]);
    } else {
        finding.unsafe_fix(format!("write `{better}`"), vec![edit]);
    }
}

#[cfg(test)]
mod tests {
    use crate::checks::condition::samples::{allow, statement};
    use crate::checks::tester::Tester;

    #[test]
    fn fires() {
        let tester = Tester::identity(&super::CHECK);
        tester.fires(
            &allow(r#"{ "StringLikeIfExists": { "aws:SourceArn": "arn:aws:s3:::films" } }"#),
            &["\"aws:SourceArn\""],
        );
        let associated = r#"{ "StringLike": { "iam:AssociatedResourceARN": "arn:aws:events:*:*:rule/x" } }"#;
        tester.fires(&statement("Allow", "iam:PassRole", associated), &["\"iam:AssociatedResourceARN\""]);
        let negated = r#"{ "StringNotLike": { "aws:PrincipalArn": "arn:aws:iam::*:role/x" } }"#;
        tester.fires(&statement("Deny", "s3:*", negated), &["\"aws:PrincipalArn\""]);
    }

    #[test]
    fn stays_quiet() {
        let tester = Tester::identity(&super::CHECK);
        tester.quiet(&allow(r#"{ "StringEquals": { "aws:SourceArn": "arn:aws:s3:::films" } }"#));
        tester.quiet(&allow(r#"{ "StringLike": { "aws:userid": "AROAEXAMPLE:*" } }"#));
    }
}
