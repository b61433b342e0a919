use super::text;
use crate::checks::{Context, Reporter};
use crate::document::{ConditionTest, Statement};
check! {
    /// ## What it does
    /// Reports values of `aws:SourceVpc` that are no identifier of a VPC.
    ///
    /// ## Why
    /// An identifier is `vpc-` and 8 or 17 letters and digits; no request carries anything else.
    ///
    /// ## Example
    /// ```json
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [{
    ///     "Effect": "Allow",
    ///     "Action": "personalize:GetRecommendations",
    ///     "Resource": "*",
    ///     "Condition": { "StringEquals": { "aws:SourceVpc": "vpc-1a2b3c" } }
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
    ///     "Condition": { "StringEquals": { "aws:SourceVpc": "vpc-1a2b3c4d5e6f7a8b9" } }
    ///   }]
    /// }
    /// ```
    INVALID_VPC_FORMAT: Error, Aws, ALL;
    Test(check)
}

fn check(_: &Context<'_>, _: &Statement<'_>, test: ConditionTest<'_, '_>, out: &mut Reporter<'_>) {
    if !test.condition.is_key("aws:SourceVpc") {
        return;
    }
    for value in text::literals(test).filter(|value| !is_identifier(&value.text) && !value.text.contains(['*', '?'])) {
        out.report(value.span(), format!("`{}` is not the identifier of a VPC", value.text))
            .help("write `vpc-` and 8 or 17 letters and digits");
    }
}

fn is_identifier(text: &str) -> bool {
    let id = text.strip_prefix("vpc-").unwrap_or_default();
    matches!(id.len(), 8 | 17) && id.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

#[cfg(test)]
mod tests {
    use crate::checks::condition::samples::allow;
    use crate::checks::tester::Tester;

    #[test]
    fn fires() {
        let tester = Tester::identity(&super::CHECK);
        let list = r#"{ "StringNotEqualsIfExists": { "aws:SourceVpc": ["vpc-1a2b3c4d5e6f7a8b9", "films", "vpc-1a2b3c4d5"] } }"#;
        tester.fires(&allow(list), &["\"films\"", "\"vpc-1a2b3c4d5\""]);
    }

    #[test]
    fn stays_quiet() {
        let tester = Tester::identity(&super::CHECK);
        tester.quiet(&allow(r#"{ "StringEquals": { "aws:SourceVpc": ["vpc-1a2b3c4d", "${aws:PrincipalTag/net}"] } }"#));
        tester.quiet(&allow(r#"{ "StringLike": { "aws:SourceVpc": "vpc-*" }, "Null": { "aws:SourceVpc": "true" } }"#));
    }
}
