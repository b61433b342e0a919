use super::services;
use crate::catalog::{self, Name, RolePassing, Service, ServicePrincipal};
use crate::checks::{ActionMeaning, Context, Reporter};
use crate::document::{OperatorFamily, Statement, Value};

use super::needs::passing_actions;

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
    let statements = || cx.document.statements.iter().filter(|statement| statement.allows());
    let mut named = statements().filter(|statement| services::names_pass_role(cx, statement)).flat_map(values).peekable();
    if named.peek().is_none() {
        return;
    }
    let Some(used) = Used::of(cx, statements()) else { return };
    for value in named {
        let Some(principal) = cx.catalog.service_principal(&value.text) else { continue };
        let Some(service) = principal.service().filter(|_| !principal.internal()) else { continue };
        if used.services.contains(&service) || used.recipients.iter().any(|name| *name == principal.name()) {
            continue;
        }
        out.report(value.span(), format!("no action here has to do with `{}`", value.text))
            .help(format!("remove it, or allow the actions of `{}` that take the role", service.prefix()));
    }
}

/// The values of the key that let a role be passed to one service.
fn values<'a, 't>(statement: &'a Statement<'t>) -> impl Iterator<Item = &'a Value<'t>> {
    let positive = services::tests(statement).filter(|test| {
        test.operator()
            .is_some_and(|operator| operator.base.family() == OperatorFamily::String && !operator.base.is_negated())
    });
    positive.flat_map(|test| test.values())
}

/// The services of the allowed actions, and those that their operations hand roles to.
struct Used {
    services: Vec<Service<'static>>,
    recipients: Vec<Name>,
}

impl Used {
    /// `None` when the actions can be those of any service, or there are none.
    fn of<'a>(cx: &Context<'_>, statements: impl Iterator<Item = &'a Statement<'a>>) -> Option<Self> {
        let mut used = Self { services: Vec::new(), recipients: Vec::new() };
        for statement in statements {
            if statement.not_action.is_some() {
                return None;
            }
            for entry in statement.actions() {
                match cx.meaning(entry) {
                    ActionMeaning::Exact(_) if entry.text.eq_ignore_ascii_case("iam:PassRole") => {}
                    ActionMeaning::Exact(_) | ActionMeaning::Pattern(_) | ActionMeaning::Unknown(_) => {
                        let service = cx.meaning(entry).service()?;
                        if !used.services.contains(&service) {
                            used.services.push(service);
                        }
                        let before = used.recipients.len();
                        let principals = passing_actions(cx, entry).flat_map(catalog::Action::passes_role);
                        used.recipients
                            .extend(principals.flat_map(RolePassing::principals).map(ServicePrincipal::name));
                        if used.recipients.len() > before {
                            used.recipients.sort_unstable();
                            used.recipients.dedup();
                        }
                    }
                    _ => return None,
                }
            }
        }
        (!used.services.is_empty()).then_some(used)
    }
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
