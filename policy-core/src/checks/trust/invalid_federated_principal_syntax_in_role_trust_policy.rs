use super::provider::Provider;
use crate::checks::{Context, Reporter};
use crate::document::{PrincipalBlock, PrincipalKind, Statement};

check! {
    /// ## What it does
    /// Reports values under `Federated` that are neither a domain name nor the ARN of an identity provider in IAM.
    ///
    /// ## Why
    /// IAM refuses the trust policy: a provider is named by its domain (without `https://`), or by the ARN that IAM gave it.
    ///
    /// ## Example
    /// ```json trust
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [{
    ///     "Effect": "Allow",
    ///     "Principal": { "Federated": "https://accounts.google.com" },
    ///     "Action": "sts:AssumeRoleWithWebIdentity",
    ///     "Condition": { "StringEquals": { "accounts.google.com:aud": "films" } }
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
    ///     "Principal": { "Federated": "accounts.google.com" },
    ///     "Action": "sts:AssumeRoleWithWebIdentity",
    ///     "Condition": { "StringEquals": { "accounts.google.com:aud": "films" } }
    ///   }]
    /// }
    /// ```
    ///
    /// Source: IAM User Guide, "AWS JSON policy elements: Principal"
    INVALID_FEDERATED_PRINCIPAL_SYNTAX_IN_ROLE_TRUST_POLICY: Error, Aws, TRUST, refused;
    Principal(check)
}

fn check(_: &Context<'_>, _: &Statement<'_>, block: &PrincipalBlock<'_>, out: &mut Reporter<'_>) {
    for value in block.values(PrincipalKind::Federated) {
        // Wildcards are reported as such.
        if value.contains(['*', '?']) || Provider::of(value).is_some() {
            continue;
        }
        let finding =
            out.report(value.span(), format!("`{value}` is neither a domain name nor the ARN of an identity provider"));
        let bare = value.split_once("://").map(|(_, rest)| rest.trim_end_matches('/'));
        match bare.filter(|bare| Provider::of(bare).is_some()) {
            Some(bare) => finding.help(format!("write it without the scheme: `{bare}`")),
            None => finding.help(
                "write `accounts.google.com`, `arn:aws:iam::123456789012:oidc-provider/…` or \
                 `arn:aws:iam::123456789012:saml-provider/…`",
            ),
        };
    }
}

#[cfg(test)]
mod tests {
    use crate::PolicyType;
    use crate::checks::tester::Tester;

    #[test]
    fn fires() {
        let tester = Tester::of(&super::CHECK, PolicyType::Trust);
        tester.fires(
            r#"{"Statement":{"Principal":{"Federated":["accounts.google.com","google","arn:aws:iam::123456789012:role/x"]}}}"#,
            &[r#""google""#, r#""arn:aws:iam::123456789012:role/x""#],
        );
    }

    #[test]
    fn stays_quiet() {
        let tester = Tester::of(&super::CHECK, PolicyType::Trust);
        for value in [
            "cognito-identity.amazonaws.com",
            "oidc.eks.eu-central-1.amazonaws.com/id/EXAMPLE",
            "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com",
            "arn:aws-cn:iam::123456789012:saml-provider/ADFS",
            "*",
        ] {
            tester.quiet(&format!(r#"{{"Statement":{{"Principal":{{"Federated":"{value}"}}}}}}"#));
        }
        tester.quiet(r#"{"Statement":{"Principal":{"AWS":"google"}}}"#);
    }
}
