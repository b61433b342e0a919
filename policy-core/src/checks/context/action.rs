use crate::catalog::{self, Catalog, Service};
use crate::document::Action;

/// What an entry of `Action` or `NotAction` stands for.
#[derive(Debug, Clone, Copy)]
pub(crate) enum ActionMeaning {
    /// The lone `*`.
    Star,
    /// There is no colon.
    NoService,
    /// The prefix holds a wildcard, such as `s*:Get*`.
    ServicePattern,
    /// The prefix is that of no service.
    UnknownService,
    /// The service has no action of that name, or none that the pattern matches.
    Unknown(Service<'static>),
    /// One action.
    Exact(catalog::Action<'static>),
    /// A pattern that matches actions of the service.
    Pattern(Service<'static>),
}

impl ActionMeaning {
    pub(super) fn of(catalog: &'static Catalog<'static>, action: &Action<'_>) -> Self {
        if !action.has_wildcard()
            && let Some(exact) = catalog.action(&action.text)
        {
            return Self::Exact(exact);
        }
        if action.is_star() {
            return Self::Star;
        }
        let Some((prefix, name)) = action.service().zip(action.name()) else { return Self::NoService };
        if prefix.contains(['*', '?']) {
            return Self::ServicePattern;
        }
        match catalog.service(prefix) {
            None => Self::UnknownService,
            Some(service) if action.has_wildcard() && service.any_action_matching(name) => Self::Pattern(service),
            Some(service) => Self::Unknown(service),
        }
    }

    /// The service, when there is exactly one.
    pub(crate) fn service(self) -> Option<Service<'static>> {
        match self {
            Self::Exact(action) => Some(action.service()),
            Self::Pattern(service) | Self::Unknown(service) => Some(service),
            Self::Star | Self::NoService | Self::ServicePattern | Self::UnknownService => None,
        }
    }
}
