use super::provider::{is_claim_of, oidc};
use crate::checks::{Context, Reporter};
use crate::document::Statement;

check! {
    /// ## What it does
    /// Reports statements that trust an OpenID Connect provider and look at none of its claims.
    ///
    /// ## Why
    /// Everyone with an account at the provider gets tokens from it. Without a condition on the audience or the subject all
    /// of them can assume the role.
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
    ///     "Action": "sts:AssumeRoleWithWebIdentity"
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
    MISSING_CONDITION_KEY_FOR_OIDC_PRINCIPAL: SecurityWarning, Aws, TRUST;
    Statement(check)
}

fn check(_: &Context<'_>, statement: &Statement<'_>, out: &mut Reporter<'_>) {
    if !statement.allows() {
        return;
    }
    for (value, provider) in oidc(statement) {
        if statement.conditions().any(|condition| is_claim_of(condition, provider)) {
            continue;
        }
        out.report(value.span(), format!("everyone with a token of `{provider}` can assume the role")).help(format!(
            "add `\"Condition\": {{ \"StringEquals\": {{ \"{provider}:aud\": \"…\", \"{provider}:sub\": \"…\" }} }}`"
        ));
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

    #[test]
    fn fires() {
        let tester = Tester::of(&super::CHECK, PolicyType::Trust);
        tester.fires(&policy("accounts.google.com", ""), &[r#""accounts.google.com""#]);
        let arn = "arn:aws:iam::123456789012:oidc-provider/a.example.com/b";
        tester.fires(&policy(arn, r#""StringEquals":{"a.example.com:aud":"x"}"#), &[&format!("\"{arn}\"")]);
    }

    #[test]
    fn stays_quiet() {
        let tester = Tester::of(&super::CHECK, PolicyType::Trust);
        tester.quiet(&policy("accounts.google.com", r#""StringLike":{"Accounts.google.com:sub":"x"}"#));
        let arn = "arn:aws:iam::123456789012:oidc-provider/a.example.com/b";
        tester.quiet(&policy(arn, r#""StringEquals":{"a.example.com/b:aud":"x"}"#));
        tester.quiet(&policy("arn:aws:iam::123456789012:saml-provider/ADFS", ""));
        tester.quiet(&policy("accounts.google.com", "").replace("Allow", "Deny"));
    }
}
