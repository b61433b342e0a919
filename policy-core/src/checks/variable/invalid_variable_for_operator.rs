use super::places;
use crate::checks::{Context, Reporter};
use crate::document::{ConditionTest, Piece, Statement, pieces};

check! {
    /// ## What it does
    /// Reports policy variables in the values of operators that take none: numeric, date, `Bool`, `BinaryEquals`, IP address and `Null`
    /// operators. Variables work under string and ARN operators.
    ///
    /// ## Why
    /// IAM takes the text as it stands; it is no number, date or address, so the condition is never met.
    ///
    /// ## Example
    /// ```json
    /// {
    ///     "Version": "2012-10-17",
    ///     "Statement": [{
    ///         "Effect": "Allow",
    ///         "Action": "personalize:GetRecommendations",
    ///         "Resource": "*",
    ///         "Condition": { "IpAddress": { "aws:SourceIp": "${aws:PrincipalTag/ip}" } }
    ///     }]
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```json
    /// {
    ///     "Version": "2012-10-17",
    ///     "Statement": [{
    ///         "Effect": "Allow",
    ///         "Action": "personalize:GetRecommendations",
    ///         "Resource": "*",
    ///         "Condition": { "StringEquals": { "aws:SourceVpc": "${aws:PrincipalTag/vpc}" } }
    ///     }]
    /// }
    /// ```
    ///
    /// Source: IAM User Guide, "IAM policy elements: Variables and tags".
    INVALID_VARIABLE_FOR_OPERATOR: Error, Aws, ALL;
    Test(check)
}

fn check(cx: &Context<'_>, _: &Statement<'_>, test: ConditionTest<'_, '_>, out: &mut Reporter<'_>) {
    if !cx.may_hold_variables() || test.operator().is_none_or(|operator| operator.base.takes_variables()) {
        return;
    }
    for text in places::texts(test).filter(|text| text.has_hole()) {
        for piece in pieces(text) {
            let Piece::Variable(variable) = piece else { continue };
            let message = format!("`${{{}}}` is not replaced under `{}`", variable.body, test.block.name);
            out.report(text.fragment(variable.range), message)
                .label(test.block.name.span(), "this operator takes no variables")
                .help("variables work under string and ARN operators");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::CHECK;
    use crate::checks::tester::Tester;

    fn policy(operator: &str, values: &str) -> String {
        format!(r#"{{"Statement":{{"Condition":{{"{operator}":{{"k":{values}}}}}}}}}"#)
    }

    #[test]
    fn fires() {
        let tester = Tester::identity(&CHECK);
        for operator in ["NumericEquals", "DateLessThanIfExists", "Bool", "BinaryEquals", "NotIpAddress", "Null"] {
            tester.fires(&policy(operator, r#"["x","${aws:userid}"]"#), &["${aws:userid}"]);
        }
    }

    #[test]
    fn stays_quiet() {
        let tester = Tester::identity(&CHECK);
        tester.quiet(&policy("StringLike", r#""${aws:userid}""#));
        tester.quiet(&policy("ForAnyValue:ArnLikeIfExists", r#""${aws:userid}""#));
        tester.quiet(&policy("Bool", r#"["${*}", true, "false"]"#));
        tester.quiet(&policy("Nonsense", r#""${aws:userid}""#));
    }
}
