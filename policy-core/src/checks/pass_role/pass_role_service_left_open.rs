use super::role_name::is_open;
use super::services;
use crate::checks::{Context, Reporter};
use crate::document::{OperatorFamily, Statement};

check! {
    /// ## What it does
    /// Reports statements that allow `iam:PassRole` and test `iam:PassedToService` under negated operators only.
    ///
    /// ## Why
    /// `StringNotEquals` lets the roles be passed to every service but those named, those of tomorrow included.
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

fn check(cx: &Context<'_>, statement: &Statement<'_>, out: &mut Reporter<'_>) {
    let mut open = None;
    for test in services::tests(statement) {
        let Some(operator) = test.operator() else { return };
        match (operator.base.family(), operator.base.is_negated()) {
            (OperatorFamily::Null, _) => {}
            (OperatorFamily::String, true) => open = Some(test),
            // A positive test beside it narrows.
            _ => return,
        }
    }
    let Some(test) = open.filter(|_| services::passes_roles(cx, statement)) else { return };
    // Where the roles are open too, that is the graver matter.
    if statement.resources().any(|entry| is_open(cx.catalog, entry)) {
        return;
    }
    let name = &test.block.name;
    out.report(name.span(), format!("`{name}` lets roles be passed to every service but those it names")).help(
        "name the services that may get roles: `\"StringEquals\": { \"iam:PassedToService\": \"personalize.amazonaws.com\" }`",
    );
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
        for operator in ["StringNotEquals", "StringNotLikeIfExists"] {
            let condition = format!(r#""{operator}":{{"iam:PassedToService":"ec2.amazonaws.com"}}"#);
            tester.fires(&policy("Allow", &condition), &[&format!("\"{operator}\"")]);
        }
    }

    #[test]
    fn stays_quiet() {
        let tester = Tester::identity(&super::CHECK);
        let not = r#""StringNotEquals":{"iam:PassedToService":"ec2.amazonaws.com"}"#;
        tester.quiet(&policy("Deny", not));
        tester.quiet(&policy("Allow", not).replace("iam:PassRole\"", "iam:PassRole\",\"Resource\":\"*\""));
        tester.quiet(&policy("Allow", &format!(r#"{not},"StringLike":{{"iam:PassedToService":"*.amazonaws.com"}}"#)));
        tester.quiet(&policy("Allow", r#""StringEquals":{"iam:PassedToService":"ec2.amazonaws.com"}"#));
        tester.quiet(&policy("Allow", r#""Null":{"iam:PassedToService":"false"}"#));
        tester.quiet(r#"{"Statement":{"Effect":"Allow","Action":"s3:*","Condition":{"StringNotEquals":{"iam:PassedToService":"x"}}}}"#);
    }
}
