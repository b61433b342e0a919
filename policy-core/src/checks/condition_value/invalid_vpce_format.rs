use super::text;
use crate::checks::{Context, Reporter};
use crate::document::{ConditionTest, Statement};
check! {
    /// ## What it does
    /// Reports values of `aws:SourceVpce` that are no identifier of a VPC endpoint.
    ///
    /// ## Why
    /// An identifier is `vpce-` and 8 or 17 letters and digits; no request carries anything else.
    ///
    /// ## Example
    /// ```json
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [{
    ///     "Effect": "Allow",
    ///     "Action": "personalize:GetRecommendations",
    ///     "Resource": "*",
    ///     "Condition": { "StringEquals": { "aws:SourceVpce": "vpce-1a2b3c" } }
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
    ///     "Condition": { "StringEquals": { "aws:SourceVpce": "vpce-1a2b3c4d5e6f7a8b9" } }
    ///   }]
    /// }
    /// ```
    INVALID_VPCE_FORMAT: Error, Aws, ALL;
    Test(check)
}

fn check(_: &Context<'_>, _: &Statement<'_>, test: ConditionTest<'_, '_>, out: &mut Reporter<'_>) {
    if !test.condition.is_key("aws:SourceVpce") {
        return;
    }
    for value in text::literals(test).filter(|value| !is_identifier(&value.text) && !value.text.contains(['*', '?'])) {
        out.report(value.span(), format!("`{}` is not the identifier of a VPC endpoint", value.text))
            .help("write `vpce-` and 8 or 17 letters and digits");
    }
}

fn is_identifier(text: &str) -> bool {
    let id = text.strip_prefix("vpce-").unwrap_or_default();
    matches!(id.len(), 8 | 17) && id.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

#[cfg(test)]
mod tests {
    use crate::checks::condition::samples::allow;
    use crate::checks::tester::Tester;

    #[test]
    fn fires() {
        let tester = Tester::identity(&super::CHECK);
        let list = r#"{ "StringNotEqualsIfExists": { "aws:SourceVpce": ["vpce-1a2b3c4d5e6f7a8b9", "films", "vpce-1a2b3c4d5"] } }"#;
        tester.fires(&allow(list), &["\"films\"", "\"vpce-1a2b3c4d5\""]);
    }

    #[test]
    fn stays_quiet() {
        let tester = Tester::identity(&super::CHECK);
        tester
            .quiet(&allow(r#"{ "StringEquals": { "aws:SourceVpce": ["vpce-1a2b3c4d", "${aws:PrincipalTag/net}"] } }"#));
        tester
            .quiet(&allow(r#"{ "StringLike": { "aws:SourceVpce": "vpce-*" }, "Null": { "aws:SourceVpce": "true" } }"#));
    }
}
