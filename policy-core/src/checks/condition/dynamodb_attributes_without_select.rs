use crate::checks::{Context, Reporter};
use crate::document::{BaseOperator, ConditionTest, Statement, Value};
check! {
    /// ## What it does
    /// Reports statements that allow reading from a DynamoDB table, name the attributes with `dynamodb:Attributes`, and
    /// do not require `dynamodb:Select` to be `SPECIFIC_ATTRIBUTES`.
    ///
    /// ## Why
    /// A request that names no attributes gets all of them, whatever `dynamodb:Attributes` lists.
    ///
    /// ## Example
    /// ```json
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [{
    ///     "Effect": "Allow",
    ///     "Action": "dynamodb:Query",
    ///     "Resource": "arn:aws:dynamodb:us-east-1:123456789012:table/Scores",
    ///     "Condition": { "ForAllValues:StringEquals": { "dynamodb:Attributes": ["UserId", "Score"] } }
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
    ///     "Action": "dynamodb:Query",
    ///     "Resource": "arn:aws:dynamodb:us-east-1:123456789012:table/Scores",
    ///     "Condition": {
    ///       "ForAllValues:StringEquals": { "dynamodb:Attributes": ["UserId", "Score"] },
    ///       "StringEquals": { "dynamodb:Select": "SPECIFIC_ATTRIBUTES" }
    ///     }
    ///   }]
    /// }
    /// ```
    ///
    /// Source: Amazon DynamoDB Developer Guide, "Using IAM policy conditions for fine-grained access control".
    DYNAMODB_ATTRIBUTES_WITHOUT_SELECT: SecurityWarning, Aws, IDENTITY_RESOURCE;
    Test(check)
}

/// The actions that return attributes of items and take `Select`.
const READS: [&str; 4] = ["dynamodb:BatchGetItem", "dynamodb:GetItem", "dynamodb:Query", "dynamodb:Scan"];

fn check(_: &Context<'_>, statement: &Statement<'_>, test: ConditionTest<'_, '_>, out: &mut Reporter<'_>) {
    if !statement.allows() || !test.condition.is_key("dynamodb:Attributes") || is_null(test) {
        return;
    }
    let selects = statement.tests().any(requires_attributes);
    let reads = |name: &&&str| statement.actions().any(|action| action.is_star() || action.matches(name));
    if let Some(read) = READS.iter().find(reads).filter(|_| !selects) {
        let message = format!("a `{read}` that names no attributes returns all of them");
        out.report(test.condition.key.span(), message)
            .help("add `\"StringEquals\": { \"dynamodb:Select\": \"SPECIFIC_ATTRIBUTES\" }`");
    }
}

fn is_null(test: ConditionTest<'_, '_>) -> bool {
    test.operator().is_some_and(|operator| operator.base == BaseOperator::Null)
}

fn requires_attributes(test: ConditionTest<'_, '_>) -> bool {
    let equals = test.operator().is_some_and(|operator| operator.base == BaseOperator::StringEquals);
    let right = |value: &Value<'_>| &*value.text == "SPECIFIC_ATTRIBUTES";
    equals && test.condition.is_key("dynamodb:Select") && !test.values().is_empty() && test.values().iter().all(right)
}

#[cfg(test)]
mod tests {
    use crate::checks::condition::samples::statement;
    use crate::checks::tester::Tester;

    const ATTRIBUTES: &str = r#""ForAllValues:StringEquals": { "dynamodb:attributes": ["a"] }"#;

    #[test]
    fn fires() {
        let tester = Tester::identity(&super::CHECK);
        let alone = format!("{{ {ATTRIBUTES} }}");
        tester.fires(&statement("Allow", "dynamodb:*", &alone), &["\"dynamodb:attributes\""]);
        let all = format!(r#"{{ {ATTRIBUTES}, "StringEquals": {{ "dynamodb:Select": "ALL_ATTRIBUTES" }} }}"#);
        tester.fires(&statement("Allow", "dynamodb:GetItem", &all), &["\"dynamodb:attributes\""]);
    }

    #[test]
    fn stays_quiet() {
        let tester = Tester::identity(&super::CHECK);
        let alone = format!("{{ {ATTRIBUTES} }}");
        tester.quiet(&statement("Allow", "dynamodb:PutItem", &alone));
        tester.quiet(&statement("Deny", "dynamodb:GetItem", &alone));
        let select =
            format!(r#"{{ {ATTRIBUTES}, "StringEqualsIfExists": {{ "dynamodb:Select": "SPECIFIC_ATTRIBUTES" }} }}"#);
        tester.quiet(&statement("Allow", "dynamodb:GetItem", &select));
    }
}
