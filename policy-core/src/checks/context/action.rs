use super::Context;
use crate::catalog::{self, Service};
use crate::document::Action;
use crate::pattern::{has_wildcard, literal_prefix};

/// What an entry of `Action` or `NotAction` stands for.
#[derive(Debug, Clone, Copy)]
pub(crate) enum ActionMeaning {
    /// The lone `*`.
    Star,
    /// There is no colon.
    NoService,
    /// The prefix holds a wildcard, such as `s*:Get*`.
    ServicePattern,
    /// A pattern of a service that there was no time to look into: the document has too many.
    Unsearched,
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
    /// What `action` stands for.
    pub(super) fn of(cx: &Context<'_>, action: &Action<'_>) -> Self {
        if action.is_star() {
            return Self::Star;
        }
        let Some((prefix, name)) = action.service().zip(action.name()) else { return Self::NoService };
        if action.has_wildcard() && has_wildcard(prefix) {
            return Self::ServicePattern;
        }
        let Some(service) = cx.service(action, prefix) else { return Self::UnknownService };
        if action.has_wildcard() {
            let is_found = name.strip_prefix(literal_prefix(name)) == Some("*");
            if !is_found && !cx.may_search(service.actions().len(), name) {
                return Self::Unsearched;
            }
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
            Self::Star | Self::NoService | Self::ServicePattern | Self::Unsearched | Self::UnknownService => None,
        }
    }
}
