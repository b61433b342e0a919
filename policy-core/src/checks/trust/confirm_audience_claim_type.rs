use super::provider::Provider;
use crate::checks::{Context, Reporter};
use crate::document::{ConditionTest, Statement};

check! {
    /// ## What it does
    /// Reports conditions on the audience (`:aud`) of an OpenID Connect provider that was set up in the account.
    ///
    /// ## Why
    /// Providers differ in whether a token names one audience or a list. A condition without set operator is right for one;
    /// AWS asks to make sure of it.
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
    ///       "StringEquals": { "token.actions.githubusercontent.com:sub": "repo:films/recommender:ref:refs/heads/main" }
    ///     }
    ///   }]
    /// }
    /// ```
    ///
    /// Source: IAM User Guide, "IAM policy validation check reference"
    CONFIRM_AUDIENCE_CLAIM_TYPE: Suggestion, Aws, TRUST;
    Test(check)
}

fn check(_: &Context<'_>, _: &Statement<'_>, test: ConditionTest<'_, '_>, out: &mut Reporter<'_>) {
    let key = &test.condition.key;
    if let Some(provider) = Provider::own_claim(key, "aud") {
        out.report(key.span(), format!("make sure that tokens of `{provider}` name one audience"))
            .help("a claim with a single value is compared without `ForAllValues` and `ForAnyValue`");
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
        for operator in ["StringEquals", "StringLike", "ForAnyValue:StringEquals"] {
            let condition = format!(r#""{operator}":{{"a.example.com/b:aud":"x"}}"#);
            tester.fires(&policy("a.example.com/b", &condition), &[r#""a.example.com/b:aud""#]);
        }
    }

    #[test]
    fn stays_quiet() {
        let tester = Tester::of(&super::CHECK, PolicyType::Trust);
        for key in
            ["a.example.com:sub", "accounts.google.com:aud", "cognito-identity.amazonaws.com:aud", "SAML:aud", "aud"]
        {
            tester.quiet(&policy("a.example.com", &format!(r#""StringEquals":{{"{key}":"x"}}"#)));
        }
    }
}
