use super::provider::{GITHUB, oidc};
use crate::checks::principal::caller::compares;
use crate::checks::{Context, Reporter};
use crate::document::Statement;

check! {
    /// ## What it does
    /// Reports trust in the provider of GitHub Actions without a condition on `token.actions.githubusercontent.com:sub`.
    ///
    /// ## Why
    /// The subject says whose workflow asks. Without a condition on it, workflows of every repository on GitHub can assume
    /// the role.
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
    ///       "StringEquals": { "token.actions.githubusercontent.com:aud": "sts.amazonaws.com" }
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
    MISSING_GITHUB_REPO_CONDITION_KEY: SecurityWarning, Aws, TRUST;
    Statement(check)
}

fn check(_: &Context<'_>, statement: &Statement<'_>, out: &mut Reporter<'_>) {
    if !statement.allows() {
        return;
    }
    for (value, provider) in oidc(statement) {
        let is_subject = |key: &str| key.eq_ignore_ascii_case("token.actions.githubusercontent.com:sub");
        let is_pinned = || statement.tests().any(|test| compares(test) && is_subject(&test.condition.key));
        if provider.eq_ignore_ascii_case(GITHUB) && !is_pinned() {
            out.report(value.span(), "workflows of every GitHub repository can assume the role").help(
                "add `\"token.actions.githubusercontent.com:sub\": \"repo:owner/name:ref:refs/heads/branch\"` under \
                 `StringEquals`",
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::PolicyType;
    use crate::checks::tester::Tester;

    fn policy(provider: &str, condition: &str) -> String {
        format!(
            r#"{{"Statement":{{"Effect":"Allow","Principal":{{"Federated":"{provider}"}},"Condition":{{{condition}}}}}}}"#
        )
    }

    const ARN: &str = "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com";

    #[test]
    fn fires() {
        let tester = Tester::of(&super::CHECK, PolicyType::Trust);
        let arn = format!("\"{ARN}\"");
        tester.fires(&policy(ARN, ""), &[&arn]);
        tester.fires(&policy(ARN, r#""StringEquals":{"token.actions.githubusercontent.com:aud":"x"}"#), &[&arn]);
        tester.fires(&policy(ARN, r#""Null":{"token.actions.githubusercontent.com:sub":"false"}"#), &[&arn]);
    }

    #[test]
    fn stays_quiet() {
        let tester = Tester::of(&super::CHECK, PolicyType::Trust);
        tester.quiet(&policy(ARN, r#""StringLike":{"token.actions.githubusercontent.com:sub":"repo:a/*"}"#));
        tester.quiet(&policy("accounts.google.com", ""));
        tester.quiet(&policy(ARN, "").replace("Allow", "Deny"));
    }
}
