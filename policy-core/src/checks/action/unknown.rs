//! Actions and services that the catalog does not have.

use crate::catalog::{self, Name, RemovedAction, nearest};
use crate::checks::{ActionMeaning, Context};
use crate::document::Action;
use crate::{Edit, Finding, PolicyType, pattern};

/// What AWS has taken out of its reference, with the day it last stood there.
pub(super) enum Withdrawn {
    Action(Name),
    Service(Name),
}

/// What is gone of an action that the catalog does not know; `None` when it never was there.
pub(super) fn withdrawn(cx: &Context<'_>, action: &Action<'_>) -> Option<Withdrawn> {
    match cx.meaning(action) {
        ActionMeaning::UnknownService => {
            let exact = cx.catalog.removed_action(&action.text).filter(|removed| removed.service_removed());
            let last_seen = exact.map(RemovedAction::last_seen);
            last_seen.or_else(|| cx.catalog.removed_service(action.service()?)).map(Withdrawn::Service)
        }
        ActionMeaning::Unknown(_) if action.has_wildcard() => {
            let removed = cx.catalog.removed_actions_of(action.service()?);
            let removed = removed.filter(|removed| action.matches(&removed.full_name()));
            removed.map(RemovedAction::last_seen).max().map(Withdrawn::Action)
        }
        ActionMeaning::Unknown(_) => {
            cx.catalog.removed_action(&action.text).map(|removed| Withdrawn::Action(removed.last_seen()))
        }
        _ => None,
    }
}

/// Whether IAM itself refuses such an entry: no vendor, more than one colon, or a vendor with characters it cannot have.
/// Services that keep their resources' policies themselves are not known to.
pub(super) fn is_refused(cx: &Context<'_>, action: &Action<'_>) -> bool {
    let well_formed = |service: &str, name: &str| {
        let right = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'.';
        !name.contains(':') && (service == "*" || service.bytes().all(right))
    };
    cx.policy_type() != PolicyType::Resource
        && !action.is_star()
        && !action.service().zip(action.name()).is_some_and(|(service, name)| well_formed(service, name))
}

/// The one action of that name, whatever its service.
pub(super) fn only_action_named(cx: &Context<'_>, name: &str) -> Option<Name> {
    let name = name.trim();
    if pattern::has_wildcard(name) {
        return None;
    }
    cx.guess(|| cx.catalog.only_action_named(name)).map(catalog::Action::full_name)
}

/// The pattern that `name`, which matches no action of the service, was probably meant to be.
pub(super) fn nearest_pattern(service: crate::catalog::Service<'_>, name: &str) -> Option<String> {
    let head = pattern::literal_prefix(name);
    let tail = name.get(head.len()..)?;
    let verbs = service.actions().map(|action| first_word(&action.name()).to_owned());
    let cut = service.actions().filter_map(|action| Some(action.name().get(..head.len())?.to_owned()));
    let candidate = |head: String| Some(head + tail).filter(|pattern| service.any_action_matching(pattern));
    nearest(head, verbs).and_then(candidate).or_else(|| nearest(head, cut).and_then(candidate))
}

/// The first word of a name in camel case: `Create` of `CreateSolution`.
fn first_word(name: &str) -> &str {
    let end = name.char_indices().skip(1).find(|(_, character)| character.is_ascii_uppercase());
    end.and_then(|(at, _)| name.get(..at)).unwrap_or(name)
}

/// Offers `suggestion` in the place of the entry.
pub(super) fn suggest(finding: &mut Finding, action: &Action<'_>, suggestion: &str) {
    let place = action.text.fragment(0..action.text.len());
    finding
        .help(format!("did you mean `{suggestion}`?"))
        .unsafe_fix(format!("replace it by `{suggestion}`"), vec![Edit::replace(place, suggestion)]);
}
