//! Which entries of `Action` carry a service's condition key.

use crate::catalog::{self, NamedKeys};
use crate::checks::{ActionMeaning, Context, KeyMeaning};
use crate::document::{BaseOperator, ConditionTest};
use crate::lean::position;

/// Whether the check of a key against actions has nothing to say: the test asks whether the key is there, or the key is
/// not tied to actions, or is a tag, which services add to their actions without a word in the reference.
pub(super) fn is_exempt(cx: &Context<'_>, test: ConditionTest<'_, '_>) -> bool {
    // Most keys are global.
    let key = cx.key(test.condition);
    let is_bound = match key {
        KeyMeaning::Provider => true,
        KeyMeaning::Service(..) => key.own_service().is_some(),
        _ => false,
    };
    !is_bound
        || test.operator().is_none_or(|operator| operator.base == BaseOperator::Null)
        || is_tag(&test.condition.key)
}

fn is_tag(key: &str) -> bool {
    let head = position(key, b'/').and_then(|at| key.as_bytes().get(..at));
    head.and_then(|head| head.last_chunk::<3>()).is_some_and(|end| end.eq_ignore_ascii_case(b"tag"))
}

/// Whether requests for the entry may carry the key. `None` when the entry is `*` or nothing known.
pub(super) fn carries(meaning: ActionMeaning, name: Option<&str>, key: &NamedKeys) -> Option<bool> {
    match meaning {
        ActionMeaning::Exact(action) => Some(action.supports_named_keys(key)),
        // A service that does not list the key need not be searched for an action that has it.
        ActionMeaning::Pattern(service) => Some(
            service.condition_key_among(key).is_some()
                && service.actions_matching(name?).any(|action| action.supports_named_keys(key)),
        ),
        _ => None,
    }
}

/// Whether Access Analyzer judges the action: it leaves alone those that name no resource.
pub(super) fn names_resources(action: catalog::Action<'_>) -> bool {
    action.resource_types().next().is_some()
}
