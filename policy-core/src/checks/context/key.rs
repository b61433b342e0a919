use std::borrow::Cow;

use crate::catalog::{Catalog, ConditionKey, GlobalKey, NamedKeys, Service, ValueType};

/// What a condition key stands for.
#[derive(Clone, Copy)]
pub(crate) enum KeyMeaning {
    /// Not of the form `prefix:name`.
    Malformed,
    /// A global key, such as `aws:SourceArn`.
    Global(GlobalKey<'static>),
    /// The prefix is `aws`, the rest is no global key.
    UnknownGlobal,
    /// A tag-style key without the tag's name, such as `aws:ResourceTag/`.
    TagWithoutName,
    /// A key of a service.
    Service(Service<'static>, ConditionKey<'static>),
    /// The prefix is a service's, the rest is none of its keys.
    UnknownInService(Service<'static>),
    /// A claim of an identity provider, such as `token.actions.githubusercontent.com:sub`.
    Provider,
    /// The prefix is nothing known.
    UnknownService,
}

/// Prefixes of keys that are no service's prefix, and the service whose page of the Service Authorization Reference
/// lists the keys.
const GUEST_PREFIXES: [(&str, &str); 4] = [
    ("catalog", "aws-marketplace"),
    ("cognito-identity-auth", "cognito-identity"),
    ("cognito-identity-unauth", "cognito-identity"),
    ("identitycenter", "sso"),
];

/// Keys that every request of a session carries although their prefix is a service's (IAM User Guide, "AWS global
/// condition context keys"), besides those that the catalog marks so.
const SESSION_KEYS: [&str; 2] = ["codebuild:BuildArn", "codebuild:ProjectArn"];
const SESSION_KEYS_PREFIX: &str = "codebuild:";

/// Single-valued keys in the Service Authorization Reference that Access Analyzer takes with `ForAllValues:`.
const MAYBE_MULTIVALUED: [&str; 2] = ["codestar-connections:ProviderAction", "organizations:ServicePrincipal"];

impl KeyMeaning {
    /// What `key` stands for; `find` knows the prefixes of services, and `named` the keys of services that it names.
    pub(super) fn looked_up(
        catalog: &'static Catalog<'static>,
        key: &str,
        find: impl FnOnce(&str) -> Option<Service<'static>>,
        named: impl FnOnce() -> NamedKeys,
    ) -> Self {
        let Some((prefix, name)) = key.split_once(':') else { return Self::Malformed };
        if prefix.is_empty() || name.is_empty() {
            return Self::Malformed;
        }
        if lacks_tag_name(name) {
            return Self::TagWithoutName;
        }
        if prefix.eq_ignore_ascii_case("aws") {
            return catalog.global_key(key).map_or(Self::UnknownGlobal, Self::Global);
        }
        if prefix.contains('.') || prefix.eq_ignore_ascii_case("saml") {
            return Self::Provider;
        }
        if let Some(global) = catalog.global_key(key) {
            return Self::Global(global);
        }
        let guest = GUEST_PREFIXES.iter().find(|(guest, _)| prefix.eq_ignore_ascii_case(guest));
        let Some(service) = find(guest.map_or(prefix, |(_, host)| host)) else {
            return Self::UnknownService;
        };
        let named = named();
        let own = if guest.is_none() { named.own(catalog) } else { service.condition_key_among(&named) };
        match own.or_else(|| listed_otherwise(service, key)) {
            Some(found) => Self::Service(service, found),
            None if is_bare_tag(service, key) => Self::TagWithoutName,
            None => Self::UnknownInService(service),
        }
    }

    /// The type of the key's values, when the key is known.
    pub(crate) fn value_type(self) -> Option<ValueType> {
        match self {
            Self::Global(key) => Some(key.value_type()),
            Self::Service(_, key) => Some(key.value_type()),
            _ => None,
        }
    }

    /// Whether a request carries several values for the key, when that is known.
    pub(crate) fn multivalued(self) -> Option<bool> {
        match self {
            Self::Global(key) => Some(key.multivalued()),
            Self::Service(_, key) => {
                let doubtful = || MAYBE_MULTIVALUED.iter().any(|name| key.is_named(name));
                (key.multivalued() || !doubtful()).then(|| key.multivalued())
            }
            _ => None,
        }
    }

    /// Whether a part of the key's name is of the caller's choice, as in tags and encryption contexts.
    pub(crate) fn is_template(self) -> bool {
        match self {
            Self::Global(key) => key.tag_template(),
            Self::Service(_, key) => key.is_template() || has_literal_hole(&key.name()),
            _ => false,
        }
    }

    /// The service whose actions alone carry the key; `None` for keys that requests to any service may carry.
    pub(crate) fn own_service(self) -> Option<Service<'static>> {
        match self {
            Self::Service(service, key) => {
                let everywhere =
                    key.begins_with(SESSION_KEYS_PREFIX) && SESSION_KEYS.iter().any(|name| key.is_named(name));
                (!everywhere).then_some(service)
            }
            _ => None,
        }
    }
}

/// The key among those that a service lists. Some pages print the hole of a tag key as `tag-key`, or leave it out.
fn listed(service: Service<'static>, key: &str) -> Option<ConditionKey<'static>> {
    service.condition_key(key).or_else(|| listed_otherwise(service, key))
}

fn listed_otherwise(service: Service<'static>, key: &str) -> Option<ConditionKey<'static>> {
    let (head, _) = key.split_once('/')?;
    let spellings = [format!("{head}/tag-key"), format!("{head}/")];
    spellings.iter().find_map(|spelling| service.condition_key(spelling))
}

fn has_literal_hole(name: &str) -> bool {
    name.ends_with("/tag-key") || name.ends_with('/')
}

/// Whether a key's name is that of a tag-style key with nothing behind it.
fn lacks_tag_name(name: &str) -> bool {
    let name = name.strip_suffix('/').unwrap_or(name);
    ["ResourceTag", "RequestTag", "PrincipalTag"].iter().any(|tag| name.eq_ignore_ascii_case(tag))
}

/// Whether a tag's name is all that keeps `key` from being one of the service's, as in `s3:ExistingObjectTag`.
fn is_bare_tag(service: Service<'static>, key: &str) -> bool {
    let head = key.strip_suffix('/').unwrap_or(key);
    let is_tag = head.get(head.len().saturating_sub(3)..).is_some_and(|end| end.eq_ignore_ascii_case("tag"));
    let whole = if key.ends_with('/') { Cow::Borrowed(key) } else { Cow::Owned(format!("{key}/")) };
    is_tag && listed(service, &format!("{whole}x")).is_some()
}

#[cfg(test)]
mod tests {
    use super::KeyMeaning;
    use crate::catalog::{Catalog, ValueType};

    fn meaning(key: &str) -> KeyMeaning {
        let catalog = Catalog::builtin();
        KeyMeaning::looked_up(catalog, key, |prefix| catalog.service(prefix), || catalog.named_keys(key))
    }

    #[test]
    fn tells_keys_apart() {
        assert!(matches!(meaning("SourceIp"), KeyMeaning::Malformed));
        assert!(matches!(meaning("aws:sourceip"), KeyMeaning::Global(_)));
        assert!(matches!(meaning("aws:SourceIP4"), KeyMeaning::UnknownGlobal));
        assert!(matches!(meaning("aws:ResourceTag/team"), KeyMeaning::Global(_)));
        assert!(matches!(meaning("aws:ResourceTag/"), KeyMeaning::TagWithoutName));
        assert!(matches!(meaning("s3:prefix"), KeyMeaning::Service(..)));
        assert!(matches!(meaning("s3:ExistingObjectTag"), KeyMeaning::TagWithoutName));
        assert!(matches!(meaning("personalize:Prefix"), KeyMeaning::UnknownInService(_)));
        assert!(matches!(meaning("kms:EncryptionContext:aws:s3:arn"), KeyMeaning::Service(..)));
        assert!(matches!(meaning("accounts.google.com:aud"), KeyMeaning::Provider));
        assert!(matches!(meaning("s4:prefix"), KeyMeaning::UnknownService));
    }

    #[test]
    fn reads_the_reference_as_it_is_meant() {
        assert!(matches!(meaning("catalog:ChangeType"), KeyMeaning::Service(..)));
        assert!(matches!(meaning("ec2:SourceInstanceARN"), KeyMeaning::Global(_)));
        for key in ["secretsmanager:ResourceTag/team", "ssm:resourceTag/team", "sagemaker:ResourceTag/team"] {
            assert!(matches!(meaning(key), KeyMeaning::Service(..)), "{key}");
            assert!(meaning(key).is_template(), "{key}");
        }
        assert!(meaning("codebuild:projectArn").own_service().is_none());
        assert!(meaning("s3:prefix").own_service().is_some());
        assert_eq!(meaning("aws:SourceArn").value_type(), Some(ValueType::Arn));
        assert_eq!(meaning("aws:TagKeys").multivalued(), Some(true));
        assert_eq!(meaning("s3:prefix").multivalued(), Some(false));
        assert_eq!(meaning("organizations:ServicePrincipal").multivalued(), None);
    }
}
