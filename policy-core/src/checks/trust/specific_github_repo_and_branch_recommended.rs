use super::provider::{GITHUB, oidc};
use crate::checks::{Context, Reporter};
use crate::document::{ConditionTest, OperatorFamily, Statement};

check! {
    /// ## What it does
    /// Reports values of `token.actions.githubusercontent.com:sub` that do not name one repository and one branch, as
    /// `repo:owner/name:ref:refs/heads/branch` does.
    ///
    /// ## Why
    /// A wildcard lets workflows of other branches assume the role, those of pull requests included, or even workflows of
    /// other repositories.
    ///
    /// ## Example
    /// ```json trust
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [{
    ///     "Effect": "Allow",
    ///     "Principal": {
    ///       "Federated": "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com"
    ///     },
    ///     "Action": "sts:AssumeRoleWithWebIdentity",
    ///     "Condition": {
    ///       "StringEquals": { "token.actions.githubusercontent.com:aud": "sts.amazonaws.com" },
    ///       "StringLike": { "token.actions.githubusercontent.com:sub": "repo:films/recommender:*" }
    ///     }
    ///   }]
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```json trust
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [{
    ///     "Effect": "Allow",
    ///     "Principal": {
    ///       "Federated": "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com"
    ///     },
    ///     "Action": "sts:AssumeRoleWithWebIdentity",
    ///     "Condition": {
    ///       "StringEquals": {
    ///         "token.actions.githubusercontent.com:aud": "sts.amazonaws.com",
    ///         "token.actions.githubusercontent.com:sub": "repo:films/recommender:ref:refs/heads/main"
    ///       }
    ///     }
    ///   }]
    /// }
    /// ```
    ///
    /// Source: IAM User Guide, "Create a role for OpenID Connect federation"
    SPECIFIC_GITHUB_REPO_AND_BRANCH_RECOMMENDED: Warning, Aws, TRUST;
    Test(check)
}

fn check(_: &Context<'_>, statement: &Statement<'_>, test: ConditionTest<'_, '_>, out: &mut Reporter<'_>) {
    if !test.condition.is_key("token.actions.githubusercontent.com:sub") || !statement.allows() {
        return;
    }
    let family = test.operator().map(|operator| operator.base.family());
    if family == Some(OperatorFamily::Null)
        || !oidc(statement).any(|(_, provider)| provider.eq_ignore_ascii_case(GITHUB))
    {
        return;
    }
    for value in test.values().iter().filter(|value| !names_branch(&value.text)) {
        out.report(value.span(), format!("`{}` does not name one repository and one branch", value.text))
            .help("write `repo:owner/name:ref:refs/heads/branch`");
    }
}

/// Whether the subject is `repo:OWNER/NAME:ref:refs/heads/BRANCH`.
fn names_branch(subject: &str) -> bool {
    let parts = subject.strip_prefix("repo:").and_then(|rest| rest.split_once(":ref:refs/heads/"));
    let Some((repository, branch)) = parts else { return false };
    let named = |(owner, name): (&str, &str)| !owner.is_empty() && !name.is_empty() && !name.contains([':', '/']);
    !subject.contains(['*', '?']) && !branch.is_empty() && repository.split_once('/').is_some_and(named)
}

#[cfg(test)]
mod tests {
    use crate::PolicyType;
    use crate::checks::tester::Tester;

    fn policy(provider: &str, operator: &str, values: &str) -> String {
        format!(
            r#"{{"Statement":{{"Effect":"Allow","Principal":{{"Federated":"{provider}"}},
            "Condition":{{"{operator}":{{"token.actions.githubusercontent.com:sub":{values}}}}}}}}}"#
        )
    }

    const GITHUB: &str = "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com";

    #[test]
    fn fires() {
        let tester = Tester::of(&super::CHECK, PolicyType::Trust);
        for value in [
            "repo:a/b:*",
            "repo:a/*:ref:refs/heads/main",
            "*",
            "repo:a/b:environment:prod",
            "repo:a/b:ref:refs/heads/",
            "repo:a:ref:refs/heads/main",
            "repo:a/b:ref:refs/tags/v1",
        ] {
            let value = format!("\"{value}\"");
            tester.fires(&policy(GITHUB, "StringLike", &value), &[&value]);
        }
        tester.fires(
            &policy(
                super::GITHUB,
                "ForAnyValue:StringLike",
                r#"["repo:a/b:ref:refs/heads/main","repo:a/b:pull_request"]"#,
            ),
            &[r#""repo:a/b:pull_request""#],
        );
    }

    #[test]
    fn stays_quiet() {
        let tester = Tester::of(&super::CHECK, PolicyType::Trust);
        tester.quiet(&policy(GITHUB, "StringEquals", r#""repo:a/b:ref:refs/heads/feature/x""#));
        tester.quiet(&policy(GITHUB, "Null", r#""false""#));
        tester.quiet(&policy("accounts.google.com", "StringLike", r#""*""#));
        tester.quiet(&policy(GITHUB, "StringLike", r#""*""#).replace("Allow", "Deny"));
    }
}
