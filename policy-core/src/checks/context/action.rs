use crate::catalog::{self, Service};
use crate::document::Action;
use crate::pattern::has_wildcard;

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
    /// What `action` stands for; `find` knows the prefixes of services.
    pub(super) fn of<'t>(action: &'t Action<'_>, find: impl FnOnce(&'t str) -> Option<Service<'static>>) -> Self {
        if action.is_star() {
            return Self::Star;
        }
        let Some((prefix, name)) = action.service().zip(action.name()) else { return Self::NoService };
        if action.has_wildcard() && has_wildcard(prefix) {
            return Self::ServicePattern;
        }
        let Some(service) = find(prefix) else { return Self::UnknownService };
        if action.has_wildcard() {
            let is_known = service.any_action_matching(name);
            return if is_known { Self::Pattern(service) } else { Self::Unknown(service) };
        }
        service.action(name).map_or(Self::Unknown(service), Self::Exact)
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
