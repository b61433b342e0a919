use super::role_name::can_be_role;
use super::services::names_pass_role;
use crate::Edit;
use crate::checks::{Context, Reporter};
use crate::document::{Arn, Resource, Statement};

check! {
    /// ## What it does
    /// Reports the resources of `iam:PassRole` that cannot be roles: users, instance profiles, role sessions, other services'
    /// resources. Where the statement has other actions too, it reports the action when none of its resources can be a role.
    ///
    /// ## Why
    /// What is passed is a role, so the resource of the request is the role's ARN. Another ARN never matches it.
    ///
    /// ## Example
    /// ```json
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [{
    ///     "Effect": "Allow",
    ///     "Action": "iam:PassRole",
    ///     "Resource": "arn:aws:sts::123456789012:assumed-role/Personalize/import",
    ///     "Condition": { "StringEquals": { "iam:PassedToService": "personalize.amazonaws.com" } }
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
    PASS_ROLE_RESOURCE_NOT_A_ROLE: Error, Own, IDENTITY_SCP;
    RoleStatement(check)
}

fn check(cx: &Context<'_>, statement: &Statement<'_>, out: &mut Reporter<'_>) {
    if !names_pass_role(cx, statement) || statement.resource.as_ref().is_none_or(|block| !block.is_regular) {
        return;
    }
    let is_pass_role = |text: &str| text.eq_ignore_ascii_case("iam:PassRole");
    if statement.actions().all(|entry| is_pass_role(&entry.text)) {
        for entry in statement.resources().filter(|entry| is_arn(entry) && !can_be_role(entry)) {
            let finding =
                out.report(entry.text.span(), format!("`{}` is no role, and `iam:PassRole` passes roles", entry.text));
            help(entry, finding);
        }
    } else if statement.resources().next().is_some()
        && statement.resources().all(|entry| is_arn(entry) && !can_be_role(entry))
    {
        for entry in statement.actions().filter(|entry| is_pass_role(&entry.text)) {
            out.report(
                entry.text.span(),
                format!("`{}` passes roles, and no resource of the statement is one", entry.text),
            )
            .help("grant it in a statement of its own: `\"Resource\": \"arn:aws:iam::123456789012:role/Name\"`");
        }
    }
}

/// Whether the entry has the fields of an ARN; what has not is reported as such.
fn is_arn(entry: &Resource<'_>) -> bool {
    entry.arn().is_some_and(|arn| arn.prefix == "arn")
}

/// Names the role that a role session belongs to, where it is one.
fn help(entry: &Resource<'_>, finding: &mut crate::Finding) {
    let role = entry.arn().and_then(|arn: Arn<'_>| {
        let name = arn.resource.strip_prefix("assumed-role/")?.split('/').next()?;
        (arn.service == "sts").then(|| format!("arn:{}:iam::{}:role/{name}", arn.partition, arn.account))
    });
    match role {
        Some(role) => finding
            .help(format!("write `\"Resource\": \"{role}\"`"))
            .unsafe_fix("name the role", vec![Edit::replace(entry.text.span(), format!("\"{role}\""))]),
        None => finding.help("write the ARN of the role: `\"Resource\": \"arn:aws:iam::123456789012:role/Name\"`"),
    };
}

#[cfg(test)]
mod tests {
    use crate::checks::tester::Tester;

    #[test]
    fn fires() {
        let tester = Tester::identity(&super::CHECK);
        tester.fires(
            r#"{"Statement":{"Effect":"Allow","Action":"iam:passrole","Resource":["arn:aws:iam::123456789012:role/x","arn:aws:s3:::x"]}}"#,
            &[r#""arn:aws:s3:::x""#],
        );
        tester.fires(
            r#"{"Statement":{"Effect":"Deny","Action":"iam:PassRole","Resource":"arn:aws:iam::123456789012:user/*"}}"#,
            &[r#""arn:aws:iam::123456789012:user/*""#],
        );
        tester.fires(
            r#"{"Statement":{"Effect":"Allow","Action":["personalize:*","iam:PassRole"],"Resource":["arn:aws:personalize:*:*:*"]}}"#,
            &[r#""iam:PassRole""#],
        );
    }

    #[test]
    fn stays_quiet() {
        let tester = Tester::identity(&super::CHECK);
        for resources in
            [r#""*""#, r#"["arn:aws:iam::*:role/x","arn:aws:iam::*:*","arn:*:*:*:*:*"]"#, "[]", r#""Personalize""#]
        {
            tester.quiet(&format!(
                r#"{{"Statement":{{"Effect":"Allow","Action":"iam:PassRole","Resource":{resources}}}}}"#
            ));
        }
        tester.quiet(
            r#"{"Statement":{"Effect":"Allow","Action":["s3:*","iam:PassRole"],"Resource":["arn:aws:s3:::x","arn:aws:iam::*:role/x"]}}"#,
        );
        tester.quiet(r#"{"Statement":{"Effect":"Allow","Action":"iam:*","Resource":"arn:aws:iam::*:user/x"}}"#);
        tester.quiet(r#"{"Statement":{"Effect":"Allow","Action":"iam:PassRole","NotResource":"arn:aws:s3:::x"}}"#);
    }
}
