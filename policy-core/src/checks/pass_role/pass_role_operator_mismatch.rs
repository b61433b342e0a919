use super::services::KEY;
use crate::checks::{Context, Reporter};
use crate::document::{ConditionTest, OperatorFamily, Statement};

check! {
    /// ## What it does
    /// Reports `iam:PassedToService` and `iam:AssociatedResourceArn` under operators of another type than their values have.
    ///
    /// ## Why
    /// A statement whose condition never holds grants nothing, and the operation that needs the role fails. The service is a
    /// string, such as `personalize.amazonaws.com`; it is no ARN, number or truth value.
    ///
    /// ## Example
    /// ```json
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [{
    ///     "Effect": "Allow",
    ///     "Action": "iam:PassRole",
    ///     "Resource": "*",
    ///     "Condition": { "ArnEquals": { "iam:PassedToService": "personalize.amazonaws.com" } }
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
    ///     "Resource": "*",
    ///     "Condition": { "StringEquals": { "iam:PassedToService": "personalize.amazonaws.com" } }
    ///   }]
    /// }
    /// ```
    ///
    /// Source: IAM User Guide, "IAM JSON policy elements: Condition operators"
    PASS_ROLE_OPERATOR_MISMATCH: Error, Own, IDENTITY_SCP;
    Test(check)
}

fn check(_: &Context<'_>, _: &Statement<'_>, test: ConditionTest<'_, '_>, out: &mut Reporter<'_>) {
    let is_service = test.condition.is_key(KEY);
    if !is_service && !test.condition.is_key("iam:AssociatedResourceArn") {
        return;
    }
    let Some(base) = test.operator().map(|operator| operator.base) else { return };
    let (key, name) = (&test.condition.key, &test.block.name);
    let suits = match base.family() {
        OperatorFamily::String | OperatorFamily::Null => true,
        OperatorFamily::Arn => !is_service,
        _ => false,
    };
    if suits {
        return;
    }
    let right = if is_service { "StringEquals" } else { "ArnLike" };
    out.report(name.span(), format!("`{name}` never matches `{key}`, which is {}", kind(is_service)))
        .help(format!("write `\"{right}\": {{ \"{key}\": {} }}`", values(test)));
}

fn kind(is_service: bool) -> &'static str {
    if is_service { "a string" } else { "an ARN" }
}

/// The values as JSON, as far as they are worth repeating.
fn values(test: ConditionTest<'_, '_>) -> String {
    match test.values() {
        [one] => format!("\"{}\"", one.text),
        _ => "[…]".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use crate::checks::tester::Tester;

    fn policy(operator: &str, key: &str, values: &str) -> String {
        format!(r#"{{"Statement":{{"Condition":{{"{operator}":{{"{key}":{values}}}}}}}}}"#)
    }

    #[test]
    fn fires() {
        let tester = Tester::identity(&super::CHECK);
        let value = r#""personalize.amazonaws.com""#;
        for operator in
            ["NumericEquals", "Bool", "ArnLike", "ForAnyValue:ArnNotEquals", "IpAddressIfExists", "DateEquals"]
        {
            tester.fires(&policy(operator, "iam:PassedToService", value), &[&format!("\"{operator}\"")]);
        }
        tester.fires(&policy("Bool", "iam:AssociatedResourceARN", "true"), &[r#""Bool""#]);
    }

    #[test]
    fn stays_quiet() {
        let tester = Tester::identity(&super::CHECK);
        tester.quiet(&policy("StringEquals", "iam:PassedToService", r#""personalize.amazonaws.com""#));
        tester.quiet(&policy("StringLike", "iam:PassedToService", r#""ec2.*""#));
        tester.quiet(&policy("Null", "iam:PassedToService", r#""false""#));
        tester.quiet(&policy("ArnLike", "iam:AssociatedResourceARN", r#""arn:aws:ec2:*""#));
        tester.quiet(&policy("StringLike", "iam:AssociatedResourceARN", r#""arn:aws:ec2:*""#));
        tester.quiet(&policy("NumericEquals", "s3:max-keys", "1"));
        tester.quiet(&policy("Equals", "iam:PassedToService", "1"));
    }
}
