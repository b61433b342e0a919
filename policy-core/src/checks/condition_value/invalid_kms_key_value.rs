use super::text;
use crate::checks::{Context, Reporter};
use crate::document::{Arn, ConditionTest, Statement};
check! {
    /// ## What it does
    /// Reports values of `s3:x-amz-server-side-encryption-aws-kms-key-id` that are not the ARN of a key.
    ///
    /// ## Why
    /// The key of the request is compared in the form of an ARN, whatever form the caller used. An id, an alias or the
    /// ARN of an alias never matches.
    ///
    /// ## Example
    /// ```json
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [{
    ///     "Effect": "Allow",
    ///     "Action": "s3:PutObject",
    ///     "Resource": "arn:aws:s3:::films/*",
    ///     "Condition": { "StringEquals": { "s3:x-amz-server-side-encryption-aws-kms-key-id": "alias/personalize" } }
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
    ///     "Action": "s3:PutObject",
    ///     "Resource": "arn:aws:s3:::films/*",
    ///     "Condition": { "ArnEquals": { "s3:x-amz-server-side-encryption-aws-kms-key-id": "arn:aws:kms:us-east-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab" } }
    ///   }]
    /// }
    /// ```
    INVALID_KMS_KEY_VALUE: Error, Aws, ALL;
    Test(check)
}

fn check(_: &Context<'_>, _: &Statement<'_>, test: ConditionTest<'_, '_>, out: &mut Reporter<'_>) {
    if !test.condition.is_key("s3:x-amz-server-side-encryption-aws-kms-key-id") {
        return;
    }
    for value in text::literals(test).filter(|value| !is_key_arn(&value.text)) {
        out.report(value.span(), format!("`{}` is not the ARN of a KMS key", value.text))
            .help("write `arn:aws:kms:region:account:key/id`");
    }
}

fn is_key_arn(text: &str) -> bool {
    let Some(arn) = Arn::split(text) else { return false };
    let is_account = arn.account.len() == 12 && arn.account.bytes().all(|byte| byte.is_ascii_digit());
    let id = arn.resource.strip_prefix("key/").unwrap_or_default();
    let is_id = !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    arn.prefix == "arn" && arn.service == "kms" && !arn.region.is_empty() && is_account && is_id
}

#[cfg(test)]
mod tests {
    use crate::checks::condition::samples::statement;
    use crate::checks::tester::Tester;

    const KEY: &str = "s3:x-amz-server-side-encryption-aws-kms-key-id";

    fn document(operator: &str, value: &str) -> String {
        statement("Allow", "s3:PutObject", &format!(r#"{{ "{operator}": {{ "{KEY}": "{value}" }} }}"#))
    }

    #[test]
    fn fires() {
        let tester = Tester::identity(&super::CHECK);
        for value in [
            "1234abcd-12ab-34cd-56ef-1234567890ab",
            "arn:aws:kms:us-east-1:123456789012:alias/a",
            "arn:aws:kms::1:key/x",
        ] {
            tester.fires(&document("StringEqualsIfExists", value), &[&format!("\"{value}\"")]);
        }
    }

    #[test]
    fn stays_quiet() {
        let tester = Tester::identity(&super::CHECK);
        tester.quiet(&document("ArnLike", "arn:aws-cn:kms:cn-north-1:123456789012:key/mrk-1234abcd"));
        tester.quiet(&document("StringLike", "arn:aws:kms:*"));
        tester.quiet(&document("StringEquals", "${aws:PrincipalTag/key}"));
        tester.quiet(&document("Null", "true"));
    }
}
