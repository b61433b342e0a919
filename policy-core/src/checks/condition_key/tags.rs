//! Actions that know nothing of `aws:ResourceTag`.

use crate::catalog::{self, NamedKeys};
use crate::checks::condition::keys::is_resource_tag;
use crate::checks::{ActionMeaning, Context, Reporter};
use crate::document::{Action, BaseOperator, ConditionTest, Statement};

/// Reports the entries of `Action` none of whose actions carries a tag in its requests, and the key.
pub(super) fn report(
    cx: &Context<'_>,
    statement: &Statement<'_>,
    test: ConditionTest<'_, '_>,
    out: &mut Reporter<'_>,
    consequence: &str,
) {
    if !asks_for_value(test) {
        return;
    }
    let key = &test.condition.key;
    let keys = [cx.named_keys(test.condition), cx.keys_named("aws:RequestTag/x")];
    let mut entries = statement.actions().filter(|action| !knows_tags(cx, action, keys)).peekable();
    let Some(first) = entries.peek().copied() else { return };
    let mut locations: Vec<_> = entries.map(|action| action.text.span()).collect();
    let more = match locations.len() {
        1 => String::new(),
        count => format!(" and {} more", count - 1),
    };
    locations.push(key.span());
    out.report_all(locations, format!("requests for `{}`{more} never carry `{key}`: {consequence}", first.text))
        .help("move these actions to a statement without the key");
}

/// Reports the key in a statement with `NotAction`.
pub(super) fn report_not_action(
    statement: &Statement<'_>,
    test: ConditionTest<'_, '_>,
    out: &mut Reporter<'_>,
    consequence: &str,
) {
    if let Some(not_action) = &statement.not_action
        && asks_for_value(test)
    {
        let key = &test.condition.key;
        out.report(key.span(), format!("not all services have `{key}` in their requests: {consequence}"))
            .label(not_action.name_span, "covers actions of every service")
            .help("list the actions that know resource tags under `Action`");
    }
}

/// Whether the test is one of `aws:ResourceTag` and not just whether it is there.
fn asks_for_value(test: ConditionTest<'_, '_>) -> bool {
    is_resource_tag(test.condition) && test.operator().is_some_and(|operator| operator.base != BaseOperator::Null)
}

/// Whether some action of the entry has the key. Access Analyzer counts actions that take tags in their requests, too:
/// those that create what is tagged.
fn knows_tags(cx: &Context<'_>, action: &Action<'_>, keys: [NamedKeys; 2]) -> bool {
    let has = |action: catalog::Action<'_>| keys.iter().any(|key| action.supports_named_keys(key));
    match cx.meaning(action) {
        ActionMeaning::Exact(exact) => has(exact),
        ActionMeaning::Pattern(service) => {
            let may_have = keys.iter().any(|key| service.condition_key_among(key).is_some());
            may_have && action.name().is_none_or(|name| service.actions_matching(name).any(has))
        }
        _ => true,
    }
}
