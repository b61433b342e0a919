use super::services::KEY;
use crate::checks::{Context, Reporter};
use crate::document::variable::has_wildcard;
use crate::document::{BaseOperator, ConditionTest, OperatorFamily, Statement};
use crate::{Edit, Span};

check! {
    /// ## What it does
    /// Reports `iam:PassedToService` and `iam:AssociatedResourceArn` under operators that never match their values: operators
    /// of another type, and exact comparison with a value that holds a wildcard.
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
    let right = if is_service { "StringEquals" } else { "ArnLike" };
    if !suits {
        let finding = out.report(name.span(), format!("`{name}` never matches `{key}`, which is {}", kind(is_service)));
        finding.help(format!("write `\"{right}\": {{ \"{key}\": {} }}`", values(test)));
        return;
    }
    let exact = base.family() == OperatorFamily::String && !base.takes_patterns();
    for value in test.values().iter().filter(|value| exact && has_wildcard(&value.text)) {
        let finding = out.report(
            value.span(),
            format!(
                "`{name}` takes the wildcard in `{}` for a character, which no {} has",
                value.text,
                noun(is_service)
            ),
        );
        let pattern = like(base);
        finding.help(format!("write `\"{pattern}\": {{ \"{key}\": \"{}\" }}`, or the whole name", value.text));
        if test.block.conditions.len() == 1 {
            finding.unsafe_fix(format!("compare with `{pattern}`"), vec![operator_edit(test, base, pattern)]);
        }
    }
}

fn kind(is_service: bool) -> &'static str {
    if is_service { "a string" } else { "an ARN" }
}

fn noun(is_service: bool) -> &'static str {
    if is_service { "service principal" } else { "ARN" }
}

/// The operator that compares with patterns.
fn like(base: BaseOperator) -> &'static str {
    if base.is_negated() { "StringNotLike" } else { "StringLike" }
}

/// The operator's name with `pattern` in the place of `base`; what stands around it stays.
fn operator_edit(test: ConditionTest<'_, '_>, base: BaseOperator, pattern: &str) -> Edit {
    let name = &test.block.name;
    let span: Span =
        name.find(base.as_str()).map_or(name.span(), |start| name.fragment(start..start + base.as_str().len()));
    Edit::replace(span, pattern)
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
        tester.fires(
            &policy("StringEquals", "iam:passedtoservice", r#"["ec2.amazonaws.com","lambda.*","*"]"#),
            &[r#""lambda.*""#, r#""*""#],
        );
        tester.fires(
            &policy("StringNotEqualsIgnoreCase", "iam:AssociatedResourceArn", r#""arn:aws:ec2:*""#),
            &[r#""arn:aws:ec2:*""#],
        );
    }

    #[test]
    fn keeps_what_stands_around_the_operator() {
        let text = policy("ForAnyValue:StringEqualsIfExists", "iam:PassedToService", r#""ec2.*""#);
        let findings = Tester::identity(&super::CHECK).findings(&text);
        let edit = &findings[0].fix.as_ref().unwrap().edits[0];
        assert_eq!((edit.span.of(&text), edit.replacement.as_str()), ("StringEquals", "StringLike"));
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
