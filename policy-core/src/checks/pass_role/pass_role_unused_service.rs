use super::services;
use crate::catalog::{RolePassing, Service, ServicePrincipal};
use crate::checks::{Context, Reporter};
use crate::document::{ConditionTest, OperatorFamily, Value};

check! {
    /// ## What it does
    /// Reports services that `iam:PassedToService` names and that no action of the document has to do with: none is the
    /// service's own, none hands a role to it. Documents that allow nothing but `iam:PassRole` are not looked at.
    ///
    /// ## Why
    /// Either the name is wrong, or the permission is left over. Another policy may allow the actions, though.
    ///
    /// ## Example
    /// ```json
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [{
    ///     "Effect": "Allow",
    ///     "Action": "personalize:*",
    ///     "Resource": "*"
    ///   }, {
    ///     "Effect": "Allow",
    ///     "Action": "iam:PassRole",
    ///     "Resource": "arn:aws:iam::123456789012:role/Personalize",
    ///     "Condition": { "StringEquals": { "iam:PassedToService": "sagemaker.amazonaws.com" } }
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
    ///     "Action": "personalize:*",
    ///     "Resource": "*"
    ///   }, {
    ///     "Effect": "Allow",
    ///     "Action": "iam:PassRole",
    ///     "Resource": "arn:aws:iam::123456789012:role/Personalize",
    ///     "Condition": { "StringEquals": { "iam:PassedToService": "personalize.amazonaws.com" } }
    ///   }]
    /// }
    /// ```
    ///
    /// Source: IAM User Guide, "Grant a user permissions to pass a role to an AWS service"
    PASS_ROLE_UNUSED_SERVICE: Suggestion, Own, IDENTITY;
    Document(check)
}

fn check(cx: &Context<'_>, out: &mut Reporter<'_>) {
    let mut used = None;
    for statement in &cx.document.statements {
        if !statement.allows() || !services::names_pass_role(cx, statement) {
            continue;
        }
        for test in services::tests(statement).filter(is_positive) {
            let Some(used) = used.get_or_insert_with(|| used_services(cx)) else { return };
            for value in test.values() {
                judge(cx, used, value, out);
            }
        }
    }
}

/// Whether the test lets a role be passed to the services that it names.
fn is_positive(test: &ConditionTest<'_, '_>) -> bool {
    test.operator()
        .is_some_and(|operator| operator.base.family() == OperatorFamily::String && !operator.base.is_negated())
}

fn judge(cx: &Context<'_>, used: &[Service<'static>], value: &Value<'_>, out: &mut Reporter<'_>) {
    let Some(principal) = cx.service_principal(&value.text) else { return };
    let Some(service) = principal.service().filter(|_| !principal.internal()) else { return };
    if !used.contains(&service) && !receives_role(cx, principal) {
        out.report(value.span(), format!("no action here has to do with `{}`", value.text))
            .help(format!("remove it, or allow the actions of `{}` that take the role", service.prefix()));
    }
}

/// The services of the allowed actions; `None` when the actions can be those of any service, or there are none.
fn used_services(cx: &Context<'_>) -> Option<Vec<Service<'static>>> {
    let mut used = Vec::new();
    for statement in &cx.document.statements {
        if !statement.allows() {
            continue;
        }
        if statement.not_action.is_some() {
            return None;
        }
        for entry in statement.action.iter().flat_map(|block| &block.entries) {
            if entry.is_named("iam:PassRole") {
                continue;
            }
            let service = cx.meaning(entry).service()?;
            if used.last() != Some(&service) && !used.contains(&service) {
                used.push(service);
            }
        }
    }
    (!used.is_empty()).then_some(used)
}

/// Whether an action of the document hands a role to the service.
fn receives_role(cx: &Context<'_>, principal: ServicePrincipal<'static>) -> bool {
    let passings = cx.role_passers().iter().flat_map(|passer| passer.action.passes_role());
    passings.flat_map(RolePassing::principals).any(|recipient| recipient == principal)
}

#[cfg(test)]
mod tests {
    use crate::checks::tester::Tester;

    fn policy(actions: &str, operator: &str, services: &str) -> String {
        format!(
            r#"{{"Statement":[{{"Effect":"Allow","Action":{actions},"Resource":"*"}},
            {{"Effect":"Allow","Action":"iam:PassRole","Resource":"*","Condition":{{"{operator}":{{"iam:PassedToService":{services}}}}}}}]}}"#
        )
    }

    #[test]
    fn fires() {
        let tester = Tester::identity(&super::CHECK);
        tester.fires(
            &policy(r#""personalize:*""#, "StringEquals", r#"["personalize.amazonaws.com","glue.amazonaws.com"]"#),
            &[r#""glue.amazonaws.com""#],
        );
        tester
            .fires(&policy(r#""s3:GetObject""#, "StringLike", r#""glue.amazonaws.com""#), &[r#""glue.amazonaws.com""#]);
    }

    #[test]
    fn stays_quiet() {
        let tester = Tester::identity(&super::CHECK);
        let glue = r#""glue.amazonaws.com""#;
        tester.quiet(&policy(r#""glue:GetJob""#, "StringEquals", glue));
        tester.quiet(&policy(r#""*""#, "StringEquals", glue));
        tester.quiet(&policy(r#""iam:PassRole""#, "StringEquals", glue));
        tester.quiet(&policy(r#""securitylake:CreateCustomLogSource""#, "StringEquals", glue));
        tester.quiet(&policy(r#""personalize:*""#, "StringNotEquals", glue));
        tester.quiet(&policy(
            r#""personalize:*""#,
            "StringLike",
            r#"["glue.*","films.amazonaws.com","${aws:username}"]"#,
        ));
    }
}
