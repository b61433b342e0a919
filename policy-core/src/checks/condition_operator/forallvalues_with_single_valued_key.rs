use super::rename;
use crate::checks::condition::keys::is_web_identity_subject;
use crate::checks::{Context, Reporter};
use crate::document::{BaseOperator, ConditionTest, Operator, SetOperator, Statement};
check! {
    /// ## What it does
    /// Reports `ForAllValues:` on a key of which a request carries one value at most.
    ///
    /// ## Why
    /// `ForAllValues:` is also true when the request does not carry the key at all. On a single-valued key it asks for
    /// nothing else than the plain operator does, and lets requests without the key through.
    ///
    /// ## Example
    /// ```json
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [{
    ///     "Effect": "Allow",
    ///     "Action": "personalize:GetRecommendations",
    ///     "Resource": "*",
    ///     "Condition": { "ForAllValues:StringEquals": { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } }
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
    ///     "Condition": { "StringEquals": { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } }
    ///   }]
    /// }
    /// ```
    ///
    /// Source: IAM User Guide, "Set operators for multivalued context keys".
    FORALLVALUES_WITH_SINGLE_VALUED_KEY: SecurityWarning, Aws, ALL;
    Test(check)
}

fn check(cx: &Context<'_>, statement: &Statement<'_>, test: ConditionTest<'_, '_>, out: &mut Reporter<'_>) {
    let Some(operator) = test.operator() else { return };
    if operator.set != Some(SetOperator::ForAllValues) || operator.base == BaseOperator::Null {
        return;
    }
    // The subject of a web identity is one, whoever the provider is.
    if cx.key(test.condition).multivalued() != Some(false) && !is_web_identity_subject(test.condition) {
        return;
    }
    let plain = Operator { set: None, ..operator }.to_string();
    let message = format!("`{}` has a single value, and `ForAllValues:` is true without it", test.condition.key);
    let finding = out.report(test.condition.key.span(), message);
    finding.label(test.block.name.span(), "true when the request lacks the key").help(format!("write `{plain}`"));
    let Some(edit) = rename::edit(statement, test.block, &plain) else { return };
    let title = format!("write `{plain}`");
    if statement.allows() {
        finding.fix(title, vec![edit]);
    } else {
        // A statement that denies would deny less.
        finding.unsafe_fix(title, vec![edit]);
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
            &allow(r#"{ "ForAllValues:StringLike": { "ssm:resourceTag/env": ["a", "b"] } }"#),
            &["\"ssm:resourceTag/env\""],
        );
        let subject = r#"{ "ForAllValues:StringLike": { "token.actions.githubusercontent.com:sub": "repo:films/*" } }"#;
        tester.fires(&allow(subject), &["\"token.actions.githubusercontent.com:sub\""]);
        let two = r#"{ "ForAllValues:StringEquals": { "aws:userid": "x", "aws:TagKeys": "y" } }"#;
        tester.fires(&statement("Deny", "s3:GetObject", two), &["\"aws:userid\""]);
    }

    #[test]
    fn stays_quiet() {
        let tester = Tester::identity(&super::CHECK);
        tester.quiet(&allow(r#"{ "ForAllValues:StringEquals": { "aws:TagKeys": "x", "example.com:groups": "y" } }"#));
        tester.quiet(&allow(r#"{ "ForAnyValue:StringEquals": { "aws:userid": "x" } }"#));
        tester.quiet(&allow(r#"{ "ForAllValues:StringEquals": { "organizations:ServicePrincipal": "x" } }"#));
    }
}
