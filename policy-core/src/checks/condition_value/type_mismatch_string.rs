use crate::checks::{Context, Reporter};
use crate::document::{BaseOperator, ConditionTest, Statement};
check! {
    /// ## What it does
    /// Reports values of `BinaryEquals` that are not base64.
    ///
    /// ## Why
    /// `BinaryEquals` compares bytes, and the policy states them in base64.
    ///
    /// ## Example
    /// ```json
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [{
    ///     "Effect": "Allow",
    ///     "Action": "personalize:GetRecommendations",
    ///     "Resource": "*",
    ///     "Condition": { "BinaryEquals": { "aws:PrincipalTag/key": "not base64" } }
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
    ///     "Condition": { "BinaryEquals": { "aws:PrincipalTag/key": "bm90IGJhc2U2NA==" } }
    ///   }]
    /// }
    /// ```
    ///
    /// Source: IAM User Guide, "IAM JSON policy elements: Condition operators".
    TYPE_MISMATCH_STRING: Warning, Aws, ALL;
    TypedTest(check)
}

fn check(_: &Context<'_>, _: &Statement<'_>, test: ConditionTest<'_, '_>, out: &mut Reporter<'_>) {
    if !test.operator().is_some_and(|operator| operator.base == BaseOperator::BinaryEquals) {
        return;
    }
    for value in test.values().iter().filter(|value| !is_base64(&value.text)) {
        out.report(value.span(), format!("`{}` is not base64", value.text)).help("write the bytes in base64");
    }
}

fn is_base64(text: &str) -> bool {
    let digits = text.trim_end_matches('=');
    let padding = text.len() - digits.len();
    let is_digit = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'+' || byte == b'/';
    text.contains("${") || text.len().is_multiple_of(4) && padding <= 2 && digits.bytes().all(is_digit)
}

#[cfg(test)]
mod tests {
    use crate::checks::condition::samples::allow;
    use crate::checks::tester::Tester;

    #[test]
    fn fires() {
        let tester = Tester::identity(&super::CHECK);
        tester.fires(
            &allow(r#"{ "BinaryEqualsIfExists": { "aws:userid": ["QQ==", "Q", "Q=Q=", "====", "QQQ-"] } }"#),
            &[r#""Q""#, r#""Q=Q=""#, r#""====""#, r#""QQQ-""#],
        );
    }

    #[test]
    fn stays_quiet() {
        let tester = Tester::identity(&super::CHECK);
        tester.quiet(&allow(r#"{ "BinaryEquals": { "aws:userid": ["QQ==", "QUE=", "QUFB", "", "${aws:username}"] }, "StringEquals": { "aws:userid": "Q" } }"#));
    }
}
