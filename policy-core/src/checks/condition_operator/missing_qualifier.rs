use super::rename;
use crate::checks::{Context, Reporter};
use crate::document::{BaseOperator, ConditionTest, Statement};
check! {
    /// ## What it does
    /// Reports a key of which a request carries several values under an operator that begins with neither
    /// `ForAllValues:` nor `ForAnyValue:`.
    ///
    /// ## Why
    /// Without one of the two, IAM does not know whether one value of the request must match or all of them.
    ///
    /// ## Example
    /// ```json
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [{
    ///     "Effect": "Allow",
    ///     "Action": "personalize:GetRecommendations",
    ///     "Resource": "*",
    ///     "Condition": { "StringEquals": { "aws:CalledVia": "cloudformation.amazonaws.com" } }
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
    ///     "Condition": { "ForAnyValue:StringEquals": { "aws:CalledVia": "cloudformation.amazonaws.com" } }
    ///   }]
    /// }
    /// ```
    ///
    /// Source: IAM User Guide, "Set operators for multivalued context keys".
    MISSING_QUALIFIER: Error, Aws, ALL;
    Test(check)
}

fn check(cx: &Context<'_>, statement: &Statement<'_>, test: ConditionTest<'_, '_>, out: &mut Reporter<'_>) {
    let Some(operator) = test.operator() else { return };
    if operator.set.is_some() || operator.base == BaseOperator::Null {
        return;
    }
    if cx.key(test.condition).multivalued() != Some(true) {
        return;
    }
    let name = &test.block.name;
    let any = format!("ForAnyValue:{name}");
    let finding =
        out.report(test.condition.key.span(), format!("a request carries several values of `{}`", test.condition.key));
    finding
        .label(name.span(), "this asks for one value")
        .help(format!("write `{any}` where one matching value is enough, `ForAllValues:{name}` where none may differ"));
    if let Some(edit) = rename::edit(statement, test.block, &any) {
        finding.unsafe_fix(format!("write `{any}`"), vec![edit]);
    }
}

#[cfg(test)]
mod tests {
    use crate::checks::condition::samples::allow;
    use crate::checks::tester::Tester;

    #[test]
    fn fires() {
        let tester = Tester::identity(&super::CHECK);
        tester.fires(&allow(r#"{ "StringLikeIfExists": { "AWS:tagkeys": ["a", "b"] } }"#), &["\"AWS:tagkeys\""]);
        tester.fires(
            &allow(r#"{ "StringEquals": { "kms:EncryptionContextKeys": "a" } }"#),
            &["\"kms:EncryptionContextKeys\""],
        );
    }

    #[test]
    fn stays_quiet() {
        let tester = Tester::identity(&super::CHECK);
        tester.quiet(&allow(
            r#"{ "ForAllValues:StringEquals": { "aws:TagKeys": "a" }, "Null": { "aws:TagKeys": "false" } }"#,
        ));
        tester.quiet(&allow(r#"{ "StringEquals": { "aws:RequestedRegion": ["us-east-1", "us-east-2"] } }"#));
    }
}
