use super::Context;
use crate::catalog::{self, Service};
use crate::document::Action;
use crate::pattern::{has_wildcard, literal_prefix};

/// What an entry of `Action` or `NotAction` stands for.
#[derive(Clone, Copy)]
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

/// What the entries of `Action` and `NotAction` stand for.
pub(super) struct ActionMeanings<'a> {
    /// By [`Action::index`].
    pub(super) entries: Vec<ActionMeaning>,
    /// The last prefix, and its service.
    pub(super) last: Last<'a>,
}

/// The service of the entry before, by its prefix as written: that of the next is mostly the same.
type Last<'a> = Option<(&'a str, Service<'static>)>;

impl<'a> ActionMeanings<'a> {
    pub(super) fn of(cx: &Context<'a>) -> Self {
        let mut meanings = Self { entries: vec![ActionMeaning::Star; cx.document.action_count], last: None };
        for statement in &cx.document.statements {
            for block in statement.action_blocks() {
                for action in &block.entries {
                    if let Some(meaning) = meanings.entries.get_mut(action.index) {
                        *meaning = ActionMeaning::of(cx, action, &mut meanings.last);
                    }
                }
            }
        }
        meanings
    }
}

impl ActionMeaning {
    fn of<'a>(cx: &Context<'_>, action: &'a Action<'_>, last: &mut Last<'a>) -> Self {
        let (Some(prefix), Some(name)) = (action.service(), action.name()) else {
            return if action.is_star() { Self::Star } else { Self::NoService };
        };
        if action.has_wildcard() && has_wildcard(prefix) {
            return Self::ServicePattern;
        }
        let service = match *last {
            Some((before, service)) if before == prefix => service,
            _ => {
                let Some(service) = cx.catalog.service(prefix) else { return Self::UnknownService };
                *last = Some((prefix, service));
                service
            }
        };
        if action.has_wildcard() {
            let is_found = name.strip_prefix(literal_prefix(name)) == Some("*");
            if !is_found && !cx.may_search(service.actions().len(), name) {
                return Self::Unsearched;
            }
            let is_known = service.any_action_matching(name);
            return if is_known { Self::Pattern(service) } else { Self::Unknown(service) };
        }
        match service.action(name) {
            Some(action) => Self::Exact(action),
            None => Self::Unknown(service),
        }
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
