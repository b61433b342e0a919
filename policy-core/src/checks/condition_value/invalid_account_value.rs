use super::text;
use crate::Edit;
use crate::checks::condition::keys::is_one_of;
use crate::checks::{Context, Reporter};
use crate::document::{ConditionTest, Statement};
check! {
    /// ## What it does
    /// Reports values of `aws:SourceAccount` and other keys that hold the number of an account which are not 12 digits.
    ///
    /// ## Why
    /// No request carries anything else in these keys. Of a number without quotes JSON drops the zeros that it begins
    /// with.
    ///
    /// ## Example
    /// ```json
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [{
    ///     "Effect": "Allow",
    ///     "Action": "personalize:GetRecommendations",
    ///     "Resource": "*",
    ///     "Condition": { "StringEquals": { "aws:SourceAccount": "1234-5678-9012" } }
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
    ///     "Condition": { "StringEquals": { "aws:SourceAccount": "123456789012" } }
    ///   }]
    /// }
    /// ```
    INVALID_ACCOUNT_VALUE: Warning, Own, ALL;
    Test(check)
}

const KEYS: [&str; 7] = [
    "aws:PrincipalAccount",
    "aws:ResourceAccount",
    "aws:SourceAccount",
    "aws:VpceAccount",
    "kms:CallerAccount",
    "s3:DataAccessPointAccount",
    "s3:ResourceAccount",
];

fn check(_: &Context<'_>, _: &Statement<'_>, test: ConditionTest<'_, '_>, out: &mut Reporter<'_>) {
    if !is_one_of(test.condition, &KEYS) {
        return;
    }
    for value in text::literals(test).filter(|value| !is_account(&value.text) && !value.text.contains(['*', '?'])) {
        let finding = out.report(value.span(), format!("`{}` is not the number of an account", value.text));
        let digits: String = value.text.chars().filter(char::is_ascii_digit).collect();
        if digits.len() == 12 {
            finding.help(format!("write `\"{digits}\"`"));
            finding.unsafe_fix(format!("write `{digits}`"), vec![Edit::replace(value.span(), format!("\"{digits}\""))]);
        } else {
            finding.help("write 12 digits, in quotes");
        }
    }
}

fn is_account(text: &str) -> bool {
    text.len() == 12 && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use crate::checks::condition::samples::allow;
    use crate::checks::tester::Tester;

    #[test]
    fn fires() {
        let tester = Tester::identity(&super::CHECK);
        let list = r#"{ "StringNotEqualsIfExists": { "aws:principalaccount": ["123456789012", "12345678901", 12345678901, "films"] } }"#;
        tester.fires(&allow(list), &["\"12345678901\"", "12345678901", "\"films\""]);
        let hyphens = allow(r#"{ "StringLike": { "kms:CallerAccount": "1234-5678-9012" } }"#);
        tester.fires(&hyphens, &["\"1234-5678-9012\""]);
        assert_eq!(tester.findings(&hyphens)[0].help.as_deref(), Some("write `\"123456789012\"`"));
    }

    #[test]
    fn stays_quiet() {
        let tester = Tester::identity(&super::CHECK);
        tester.quiet(&allow(
            r#"{ "StringEquals": { "aws:ResourceAccount": ["${aws:PrincipalAccount}", 123456789012] } }"#,
        ));
        tester.quiet(&allow(
            r#"{ "StringLike": { "aws:SourceAccount": "1*" }, "Null": { "aws:SourceAccount": "true" } }"#,
        ));
    }
}
