use crate::catalog::{Catalog, ConditionKey, GlobalKey, Service, ValueType};

/// What a condition key stands for.
#[derive(Debug, Clone, Copy)]
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

impl KeyMeaning {
    pub(crate) fn of(catalog: &'static Catalog<'static>, key: &str) -> Self {
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
        match catalog.service(prefix) {
            Some(service) => match service.condition_key(key) {
                Some(found) => Self::Service(service, found),
                None => catalog.global_key(key).map_or(Self::UnknownInService(service), Self::Global),
            },
            None => catalog.global_key(key).map_or(Self::UnknownService, Self::Global),
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

    /// Whether a request carries several values for the key, when the key is known.
    pub(crate) fn multivalued(self) -> Option<bool> {
        match self {
            Self::Global(key) => Some(key.multivalued()),
            Self::Service(_, key) => Some(key.multivalued()),
            _ => None,
        }
    }
}

/// Whether a key's name is that of a tag-style key with nothing behind it.
fn lacks_tag_name(name: &str) -> bool {
    let name = name.strip_suffix('/').unwrap_or(name);
    ["ResourceTag", "RequestTag", "PrincipalTag"].iter().any(|tag| name.eq_ignore_ascii_case(tag))
}
