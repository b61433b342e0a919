//! Identity providers, as trust policies name them.

use crate::checks::principal::caller::is_account_id;
use crate::document::{Arn, Condition, PrincipalKind, Statement, Text};
use crate::lean::Lean as _;

/// The provider of GitHub Actions.
pub(super) const GITHUB: &str = "token.actions.githubusercontent.com";

/// The providers that need not be set up in the account.
const BUILT_IN: [&str; 4] =
    ["accounts.google.com", "cognito-identity.amazonaws.com", "graph.facebook.com", "www.amazon.com"];

/// What a value under `Federated` names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Provider<'a> {
    /// An `OpenID` Connect provider: the host, with the path if it has one.
    Oidc(&'a str),
    /// A SAML provider.
    Saml,
}

impl<'a> Provider<'a> {
    /// Reads a value; `None` when it has the form of no provider.
    pub(super) fn of(value: &'a str) -> Option<Self> {
        let Some(arn) = Arn::split(value) else { return is_domain(value).then_some(Self::Oidc(value)) };
        if arn.prefix != "arn" || arn.service != "iam" || !is_account_id(arn.account) {
            return None;
        }
        let (kind, name) = arn.resource.split_once('/')?;
        match kind {
            _ if name.is_empty() => None,
            "saml-provider" => Some(Self::Saml),
            "oidc-provider" => Some(Self::Oidc(name)),
            _ => None,
        }
    }

    /// The host and path of the provider whose claims the key holds, when it is one that the account set up.
    pub(super) fn own_claim<'k>(key: &'k str, claim: &str) -> Option<&'k str> {
        let (provider, name) = key.rsplit_once(':')?;
        let is_own = provider.contains('.') && !BUILT_IN.iter().any(|known| provider.eq_ignore_ascii_case(known));
        (is_own && name.eq_ignore_ascii_case(claim)).then_some(provider)
    }
}

/// The values under `Federated`.
pub(super) fn federated<'a, 't>(statement: &'a Statement<'t>) -> impl Iterator<Item = &'a Text<'t>> {
    statement.principal.iter().flat(|block| block.values(PrincipalKind::Federated))
}

/// The values under `Federated` that name `OpenID` Connect providers, each with the provider's host and path.
pub(super) fn oidc<'a, 't>(statement: &'a Statement<'t>) -> impl Iterator<Item = (&'a Text<'t>, &'a str)> {
    federated(statement).filter_map(|value| match Provider::of(value) {
        Some(Provider::Oidc(provider)) => Some((value, provider)),
        _ => None,
    })
}

/// Whether the condition looks at a claim of the provider.
pub(super) fn is_claim_of(condition: &Condition<'_>, provider: &str) -> bool {
    condition.key.rsplit_once(':').is_some_and(|(host, _)| host.eq_ignore_ascii_case(provider))
}

/// Whether the text is a domain name, with a path if it has one: no scheme, no port.
fn is_domain(text: &str) -> bool {
    let host = text.split('/').next().unwrap_or_default();
    let is_label = |label: &str| {
        !label.is_empty()
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    host.contains('.') && host.split('.').all(is_label) && !text.contains([':', ' '])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_providers() {
        assert_eq!(Provider::of("accounts.google.com"), Some(Provider::Oidc("accounts.google.com")));
        assert_eq!(Provider::of("a.example.com/b/c"), Some(Provider::Oidc("a.example.com/b/c")));
        assert_eq!(Provider::of("arn:aws:iam::123456789012:saml-provider/ADFS"), Some(Provider::Saml));
        assert_eq!(
            Provider::of("arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com"),
            Some(Provider::Oidc(GITHUB))
        );
        for text in [
            "",
            "google",
            "https://accounts.google.com",
            "accounts.google.com:443",
            "a..b",
            "-a.b",
            "arn:aws:iam::123456789012:saml-provider/",
            "arn:aws:iam::123456789012:role/x",
            "arn:aws:iam::12:saml-provider/x",
            "arn:aws:sts::123456789012:saml-provider/x",
        ] {
            assert_eq!(Provider::of(text), None, "{text}");
        }
    }
}
