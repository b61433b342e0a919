use super::text;
use crate::Edit;
use crate::checks::condition::keys::is_one_of;
use crate::checks::{Context, Reporter};
use crate::document::{ConditionTest, Statement};
check! {
    /// ## What it does
    /// Reports values that are not of the form of a service principal under a key that holds one.
    ///
    /// ## Why
    /// A service is named by its principal, in lower case and with the domain: `personalize.amazonaws.com`. Any other
    /// text never matches. `aws:CalledVia` names services by one label before the domain, `kms:ViaService` by the
    /// service and the region.
    ///
    /// ## Example
    /// ```json
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [{
    ///     "Effect": "Allow",
    ///     "Action": "iam:PassRole",
    ///     "Resource": "arn:aws:iam::123456789012:role/personalize-*",
    ///     "Condition": { "StringEquals": { "iam:PassedToService": "personalize" } }
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
    ///     "Action": "iam:PassRole",
    ///     "Resource": "arn:aws:iam::123456789012:role/personalize-*",
    ///     "Condition": { "StringEquals": { "iam:PassedToService": "personalize.amazonaws.com" } }
    ///   }]
    /// }
    /// ```
    INVALID_SERVICE_PRINCIPAL_FORMAT: Error, Aws, ALL;
    Test(check)
}

const KEYS: [&str; 7] = [
    "aws:CalledVia",
    "aws:CalledViaFirst",
    "aws:CalledViaLast",
    "aws:PrincipalServiceName",
    "aws:PrincipalServiceNamesList",
    "iam:AWSServiceName",
    "iam:PassedToService",
];

fn check(cx: &Context<'_>, _: &Statement<'_>, test: ConditionTest<'_, '_>, out: &mut Reporter<'_>) {
    let via_service = test.condition.is_key("kms:ViaService");
    if !via_service && !is_one_of(test.condition, &KEYS) {
        return;
    }
    // Access Analyzer takes names of several labels in `StringLike`, and in the keys for the first and last caller.
    let one_label = test.condition.is_key("aws:CalledVia")
        && test.operator().is_some_and(|operator| !operator.base.takes_patterns());
    for value in text::literals(test) {
        let is_known = |name: &str| cx.service_principal(name).is_some();
        if !one_label && !via_service && is_lower(&value.text) && is_known(&value.text) {
            continue;
        }
        let labels = labels(cx, &value.text);
        let right = match labels.as_deref() {
            None => false,
            Some(labels) if via_service => labels.len() > 1,
            Some(labels) => !one_label || labels.len() == 1,
        };
        if right {
            continue;
        }
        let lower = value.text.to_ascii_lowercase();
        let finding = out.report(value.span(), format!("`{}` is not of the form of {}", value.text, form(via_service)));
        let whole = if lower.contains(".amazonaws.") { lower } else { format!("{lower}.amazonaws.com") };
        if via_service {
            finding.help("write `service.region.amazonaws.com`");
        } else if is_known(&whole) && *whole != *value.text {
            finding.help(format!("did you mean `{whole}`?"));
            finding.unsafe_fix(format!("write `{whole}`"), vec![Edit::replace(value.span(), format!("\"{whole}\""))]);
        } else if let Some(known) = cx.guess(|| cx.catalog.suggest_service_principal(&whole)).filter(|_| !one_label) {
            finding.help(format!("did you mean `{known}`?"));
        } else {
            finding.help("write `service.amazonaws.com`");
        }
    }
}

/// Written out, for most calls are of code without optimization.
fn is_lower(text: &str) -> bool {
    for byte in text.as_bytes() {
        if byte.is_ascii_uppercase() {
            return false;
        }
    }
    true
}

const fn form(via_service: bool) -> &'static str {
    if via_service { "a service in a region" } else { "a service principal" }
}

/// The labels before the domain of AWS, when the value is made of such.
fn labels<'v>(cx: &Context<'_>, value: &'v str) -> Option<Vec<&'v str>> {
    let mut heads =
        cx.catalog.partitions().filter_map(|partition| value.strip_suffix(&*partition.dns_suffix())?.strip_suffix('.'));
    let head = heads.next()?;
    let is_label = |label: &str| {
        !label.is_empty()
            && label.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
    };
    let labels: Vec<_> = head.split('.').collect();
    labels.iter().all(|label| is_label(label)).then_some(labels)
}

#[cfg(test)]
mod tests {
    use crate::checks::condition::samples::{allow, statement};
    use crate::checks::tester::Tester;

    #[test]
    fn fires() {
        let tester = Tester::identity(&super::CHECK);
        let via = r#"{ "ForAnyValue:StringEquals": { "aws:CalledVia": ["athena.amazonaws.com", "application-signals.cloudwatch.amazonaws.com"] } }"#;
        tester.fires(&allow(via), &["\"application-signals.cloudwatch.amazonaws.com\""]);
        let passed =
            r#"{ "StringLike": { "iam:PassedToService": ["Personalize.amazonaws.com", "personalize.amazonaws.co"] } }"#;
        let document = statement("Allow", "iam:PassRole", passed);
        tester.fires(&document, &["\"Personalize.amazonaws.com\"", "\"personalize.amazonaws.co\""]);
        assert_eq!(tester.findings(&document)[0].help.as_deref(), Some("did you mean `personalize.amazonaws.com`?"));
        let kms = r#"{ "StringEquals": { "kms:ViaService": "s3.amazonaws.com" } }"#;
        tester.fires(&statement("Allow", "kms:Decrypt", kms), &["\"s3.amazonaws.com\""]);
    }

    #[test]
    fn stays_quiet() {
        let tester = Tester::identity(&super::CHECK);
        for (key, value) in [
            ("iam:PassedToService", "personalize.amazonaws.com"),
            ("iam:PassedToService", "ec2.amazonaws.com.cn"),
            ("iam:AWSServiceName", "dynamodb.application-autoscaling.amazonaws.com"),
            ("aws:CalledViaLast", "ops.emr-serverless.amazonaws.com"),
            ("kms:ViaService", "s3.us-east-1.amazonaws.com"),
        ] {
            tester.quiet(&allow(&format!(r#"{{ "StringEquals": {{ "{key}": "{value}" }} }}"#)));
        }
        let via = r#"{ "ForAnyValue:StringLike": { "aws:CalledVia": "ops.emr-serverless.amazonaws.com" } }"#;
        tester.quiet(&allow(via));
        tester.quiet(&allow(
            r#"{ "StringLike": { "kms:ViaService": "s3.*.amazonaws.com", "iam:PassedToService": "ec2.*" } }"#,
        ));
    }
}
