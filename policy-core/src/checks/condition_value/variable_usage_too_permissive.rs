use super::sensitive::{self, Fault, Open};
use crate::checks::{Context, Reporter};
use crate::document::{ConditionTest, Statement};
check! {
    /// ## What it does
    /// Reports variables under operators that take patterns, where the value should name one thing: in keys that hold
    /// an account, an organization, a VPC or an endpoint, in `aws:userid` before the colon, and in the subject of a web
    /// identity with fewer than 6 characters before the variable.
    ///
    /// ## Why
    /// What stands in the place of the variable is often in the hands of the caller, and may match more than it should.
    ///
    /// ## Example
    /// ```json
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [{
    ///     "Effect": "Allow",
    ///     "Action": "personalize:GetRecommendations",
    ///     "Resource": "*",
    ///     "Condition": { "StringLike": { "aws:PrincipalOrgID": "${aws:PrincipalTag/org}" } }
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
    /// Source: IAM User Guide, "AWS global condition context keys", sensitive condition keys.
    VARIABLE_USAGE_TOO_PERMISSIVE: Error, Aws, ALL;
    Test(check)
}

fn check(_: &Context<'_>, _: &Statement<'_>, test: ConditionTest<'_, '_>, out: &mut Reporter<'_>) {
    if !test.operator().is_some_and(|operator| operator.base.takes_patterns()) {
        return;
    }
    for value in test.values() {
        let Some((range, fault)) = sensitive::fault(test, &value.text, Open::Variable) else { continue };
        let key = &test.condition.key;
        let (message, help) = match fault {
            Fault::Sensitive => (
                format!("a variable in `{}` lets in others than the one that `{key}` should name", value.text),
                "write the whole value under `StringEquals`",
            ),
            Fault::Short => (
                format!("fewer than 6 characters stand before a variable in `{}`", value.text),
                "write more of the subject, or all of it under `StringEquals`",
            ),
            Fault::UserId => (
                format!("a variable in `{}` stands within the part before the colon", value.text),
                "write the whole identifier before the colon, or `*` in its place",
            ),
        };
        out.report(value.span(), message).label(value.text.fragment(range), "this variable").help(help);
    }
}

#[cfg(test)]
mod tests {
    use crate::checks::condition::samples::allow;
    use crate::checks::tester::Tester;

    #[test]
    fn fires() {
        let tester = Tester::identity(&super::CHECK);
        for (key, value) in [
            ("aws:SourceAccount", "${aws:PrincipalTag/a}"),
            ("aws:userid", "AROA${aws:username}"),
            ("token.actions.githubusercontent.com:sub", "repo:${aws:PrincipalTag/repo}"),
        ] {
            tester
                .fires(&allow(&format!(r#"{{ "StringLike": {{ "{key}": "{value}" }} }}"#)), &[&format!("\"{value}\"")]);
        }
    }

    #[test]
    fn stays_quiet() {
        let tester = Tester::identity(&super::CHECK);
        for (key, value) in [
            ("aws:SourceAccount", "1*"),
            ("aws:SourceAccount", "${*}"),
            ("aws:ResourceAccount", "${aws:PrincipalAccount}"),
            ("aws:userid", "${aws:PrincipalTag/id}:x"),
            ("aws:userid", "AROAEXAMPLE:${aws:username}"),
            ("aws:ResourceTag/team", "${aws:PrincipalTag/team}"),
            ("token.actions.githubusercontent.com:sub", "repo:octo/${aws:PrincipalTag/repo}"),
        ] {
            tester.quiet(&allow(&format!(r#"{{ "StringLike": {{ "{key}": "{value}" }} }}"#)));
        }
        tester.quiet(&allow(r#"{ "StringEquals": { "aws:ResourceAccount": "${aws:PrincipalAccount}" } }"#));
    }
}
