use super::provider::{GITHUB, Provider};
use crate::checks::{Context, Reporter};
use crate::document::{PrincipalKind, Statement, Text};
use crate::lean::Lean as _;

check! {
    /// ## What it does
    /// Reports actions that do not suit the kind of principal: `sts:AssumeRole` for an identity provider,
    /// `sts:AssumeRoleWithSAML` for anyone but a SAML provider, `sts:AssumeRoleWithWebIdentity` for anyone but an OpenID
    /// Connect provider.
    ///
    /// ## Why
    /// Each kind of identity comes by its own operation. The statement allows what nobody can ask for.
    ///
    /// ## Example
    /// ```json trust
    /// {
    ///   "Version": "2012-10-17",
    ///   "Statement": [{
    ///     "Effect": "Allow",
    ///     "Principal": { "Federated": "arn:aws:iam::123456789012:saml-provider/ADFS" },
    ///     "Action": "sts:AssumeRole"
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
    ///     "Principal": { "Federated": "arn:aws:iam::123456789012:saml-provider/ADFS" },
    ///     "Action": "sts:AssumeRoleWithSAML",
    ///     "Condition": { "StringEquals": { "SAML:aud": "https://signin.aws.amazon.com/saml" } }
    ///   }]
    /// }
    /// ```
    ///
    /// Source: AWS STS API Reference, "AssumeRoleWithSAML"
    MISMATCHED_ACTION_FOR_PRINCIPAL: Error, Aws, TRUST;
    Statement(check)
}

/// How a principal comes to assume a role.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    Plain,
    Saml,
    WebIdentity,
}

impl Way {
    const ALL: [Self; 3] = [Self::Plain, Self::Saml, Self::WebIdentity];

    /// The way that an action opens; `None` for actions that go with every principal.
    fn of_action(action: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|way| action.eq_ignore_ascii_case(way.action()))
    }

    fn of_principal(kind: PrincipalKind, value: &str) -> Option<Self> {
        match kind {
            PrincipalKind::Aws | PrincipalKind::Service => Some(Self::Plain),
            PrincipalKind::CanonicalUser => None,
            PrincipalKind::Federated => Provider::of(value).map(|provider| match provider {
                Provider::Saml => Self::Saml,
                Provider::Oidc(_) => Self::WebIdentity,
            }),
        }
    }

    const fn action(self) -> &'static str {
        match self {
            Self::Plain => "sts:AssumeRole",
            Self::Saml => "sts:AssumeRoleWithSAML",
            Self::WebIdentity => "sts:AssumeRoleWithWebIdentity",
        }
    }
}

/// Most principals that a finding points at.
const MOST: usize = 3;

fn check(_: &Context<'_>, statement: &Statement<'_>, out: &mut Reporter<'_>) {
    let Some(block) = &statement.principal else { return };
    let mut principals: Vec<(Way, &Text<'_>)> = Vec::new();
    for kind in PrincipalKind::ALL {
        let ways = block.values(kind).filter_map(|value| Some((Way::of_principal(kind, value)?, value)));
        principals.extend(ways);
    }
    if principals.is_empty() {
        return;
    }
    let (mut has_action, mut has_principal) = ([false; Way::ALL.len()], [false; Way::ALL.len()]);
    for entry in statement.actions() {
        match Way::of_action(&entry.text) {
            _ if entry.has_wildcard() => has_action = [true; Way::ALL.len()],
            Some(way) => has_action[way as usize] = true,
            None => {}
        }
    }
    for (way, _) in &principals {
        has_principal[*way as usize] = true;
    }
    // In a statement with several kinds of principal and an action for each, nothing is amiss.
    let clashes = |way: Way, of: Way| of != way && (!has_principal[way as usize] || !has_action[of as usize]);
    for entry in statement.actions() {
        let Some(way) = Way::of_action(&entry.text) else { continue };
        let clashing: Vec<_> = principals.iter().filter(|&&(of, _)| clashes(way, of)).take(MOST).list();
        let Some(&&(of, first)) = clashing.first() else { continue };
        let finding = out.report(entry.text.span(), format!("`{}` is not how `{first}` assumes a role", entry.text));
        finding.help(format!("write `\"Action\": \"{}\"`", of.action()));
        for (_, value) in clashing {
            finding.label(value.span(), kind(of, value));
        }
    }
}

fn kind(way: Way, value: &str) -> &'static str {
    match way {
        Way::Saml => "a SAML provider",
        Way::WebIdentity if value.ends_with(GITHUB) => "the OpenID Connect provider of GitHub",
        Way::WebIdentity => "an OpenID Connect provider",
        Way::Plain => "not an identity provider",
    }
}

#[cfg(test)]
mod tests {
    use crate::PolicyType;
    use crate::checks::tester::Tester;

    fn policy(principal: &str, actions: &str) -> String {
        format!(r#"{{"Statement":{{"Effect":"Allow","Principal":{principal},"Action":{actions}}}}}"#)
    }

    const SAML: &str = r#"{"Federated":"arn:aws:iam::123456789012:saml-provider/ADFS"}"#;
    const OIDC: &str = r#"{"Federated":"arn:aws:iam::123456789012:oidc-provider/a.example.com"}"#;

    #[test]
    fn fires() {
        let tester = Tester::of(&super::CHECK, PolicyType::Trust);
        tester.fires(&policy(SAML, r#"["sts:AssumeRole","sts:TagSession"]"#), &[r#""sts:AssumeRole""#]);
        tester.fires(&policy(OIDC, r#""sts:assumerolewithsaml""#), &[r#""sts:assumerolewithsaml""#]);
        tester.fires(
            &policy(r#"{"Federated":"cognito-identity.amazonaws.com"}"#, r#""sts:AssumeRole""#),
            &[r#""sts:AssumeRole""#],
        );
        tester.fires(
            &policy(r#"{"Service":"personalize.amazonaws.com"}"#, r#""sts:AssumeRoleWithWebIdentity""#),
            &[r#""sts:AssumeRoleWithWebIdentity""#],
        );
        tester.fires(
            &policy(
                r#"{"AWS":"123456789012","Federated":"accounts.google.com"}"#,
                r#"["sts:AssumeRole","sts:AssumeRoleWithSAML"]"#,
            ),
            &[r#""sts:AssumeRole""#, r#""sts:AssumeRoleWithSAML""#],
        );
    }

    #[test]
    fn stays_quiet() {
        let tester = Tester::of(&super::CHECK, PolicyType::Trust);
        tester.quiet(&policy(SAML, r#"["sts:AssumeRoleWithSAML","sts:TagSession"]"#));
        tester.quiet(&policy(OIDC, r#""sts:AssumeRoleWithWebIdentity""#));
        tester.quiet(&policy(OIDC, r#"["sts:*","sts:SetSourceIdentity"]"#));
        tester.quiet(&policy(r#"{"Service":"personalize.amazonaws.com"}"#, r#""sts:AssumeRole""#));
        tester.quiet(&policy(r#""*""#, r#""sts:AssumeRoleWithSAML""#));
        tester.quiet(&policy(
            r#"{"AWS":"123456789012","Federated":"accounts.google.com"}"#,
            r#"["sts:AssumeRole","sts:AssumeRoleWithWebIdentity"]"#,
        ));
    }
}
