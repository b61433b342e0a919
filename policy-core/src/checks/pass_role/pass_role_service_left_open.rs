use super::services;
use crate::checks::{Context, Reporter};
use crate::document::{OperatorFamily, SetOperator, Statement};

check! {
    /// ## What it does
    /// Reports statements that allow `iam:PassRole` and test `iam:PassedToService` only in ways that leave other services
    /// open: under a negated operator, or under `ForAllValues`.
    ///
    /// ## Why
    /// `StringNotEquals` lets roles be passed to every service but those named, and `ForAllValues` also holds for requests
    /// that do not carry the key. The condition looks like a restriction and is none.
    ///
    /// ## Example
    /// ```json
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [{
    ///     "Effect": "Allow",
    ///     "Action": "iam:PassRole",
    ///     "Resource": "arn:aws:iam::123456789012:role/Personalize",
    ///     "Condition": { "StringNotEquals": { "iam:PassedToService": "personalize.amazonaws.com" } }
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
    ///     "Resource": "arn:aws:iam::123456789012:role/Personalize",
    ///     "Condition": { "StringEquals": { "iam:PassedToService": "personalize.amazonaws.com" } }
    ///   }]
    /// }
    /// ```
    ///
    /// Source: IAM User Guide, "Grant a user permissions to pass a role to an AWS service"
    PASS_ROLE_SERVICE_LEFT_OPEN: Warning, Own, IDENTITY;
    Conditions(check)
}

fn check(_: &Context<'_>, statement: &Statement<'_>, out: &mut Reporter<'_>) {
    let mut open = None;
    for test in services::tests(statement) {
        let Some(operator) = test.operator() else { return };
        match (operator.base.family(), operator.base.is_negated(), operator.set) {
            (OperatorFamily::Null, ..) => {}
            (OperatorFamily::String, true, _) => open = Some((test, "but those it names")),
            (OperatorFamily::String, false, Some(SetOperator::ForAllValues)) => {
                open = Some((test, "when the request does not carry the key"));
            }
            // A positive test beside it narrows.
            _ => return,
        }
    }
    let Some((test, which)) = open.filter(|_| services::passes_roles(statement)) else { return };
    let name = &test.block.name;
    out.report(name.span(), format!("`{name}` lets roles be passed to every service {which}"))
        .help("name the services that may get roles: `\"StringEquals\": { \"iam:PassedToService\": \"personalize.amazonaws.com\" }`");
}

#[cfg(test)]
mod tests {
    use crate::checks::tester::Tester;

    fn policy(effect: &str, condition: &str) -> String {
        format!(r#"{{"Statement":{{"Effect":"{effect}","Action":"iam:PassRole","Condition":{{{condition}}}}}}}"#)
    }

    #[test]
    fn fires() {
        let tester = Tester::identity(&super::CHECK);
        for operator in ["StringNotEquals", "ForAllValues:StringEquals", "StringNotLikeIfExists"] {
            let condition = format!(r#""{operator}":{{"iam:PassedToService":"ec2.amazonaws.com"}}"#);
            tester.fires(&policy("Allow", &condition), &[&format!("\"{operator}\"")]);
        }
    }

    #[test]
    fn stays_quiet() {
        let tester = Tester::identity(&super::CHECK);
        let not = r#""StringNotEquals":{"iam:PassedToService":"ec2.amazonaws.com"}"#;
        tester.quiet(&policy("Deny", not));
        tester.quiet(&policy("Allow", &format!(r#"{not},"StringLike":{{"iam:PassedToService":"*.amazonaws.com"}}"#)));
        tester.quiet(&policy("Allow", r#""StringEquals":{"iam:PassedToService":"ec2.amazonaws.com"}"#));
        tester.quiet(&policy("Allow", r#""Null":{"iam:PassedToService":"false"}"#));
        tester.quiet(r#"{"Statement":{"Effect":"Allow","Action":"s3:*","Condition":{"StringNotEquals":{"iam:PassedToService":"x"}}}}"#);
    }
}
