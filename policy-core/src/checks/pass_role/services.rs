//! Which services a statement with `iam:PassRole` lets roles be passed to.

use crate::catalog::{Catalog, ServicePrincipal};
use crate::checks::principal::known::is_slip;
use crate::checks::{By, Context, RoleAction};
use crate::document::variable::has_variable;
use crate::document::{BaseOperator, ConditionTest, OperatorFamily, Statement};
use crate::lean::position;
use crate::pattern;

/// The key that names the service that gets the role.
pub(super) const KEY: &str = "iam:PassedToService";

/// The tests of the service that gets the role.
pub(super) fn tests<'a, 't>(statement: &'a Statement<'t>) -> impl Iterator<Item = ConditionTest<'a, 't>> {
    statement.tests().filter(|test| test.condition.is_key(KEY))
}

/// Whether the statement lets roles be passed at all.
pub(super) fn passes_roles(cx: &Context<'_>, statement: &Statement<'_>) -> bool {
    statement.allows() && cx.grants(statement, RoleAction::Pass).is_some()
}

/// Whether the statement names the action itself, not a pattern that it matches.
pub(super) fn names_pass_role(cx: &Context<'_>, statement: &Statement<'_>) -> bool {
    cx.grants(statement, RoleAction::Pass) == Some(By::Name)
}

/// Whether the conditions let a role be passed to the service; what cannot be judged does.
pub(super) fn admits(
    catalog: &'static Catalog<'static>,
    statement: &Statement<'_>,
    principal: ServicePrincipal<'static>,
) -> bool {
    tests(statement).all(|test| {
        let Some(base) = test.operator().map(|operator| operator.base) else { return true };
        if base.family() != OperatorFamily::String {
            return true;
        }
        let named = test.values().iter().any(|value| {
            let text = value.text.as_str();
            has_variable(text) || matches(catalog, base, text, principal)
        });
        named != base.is_negated()
    })
}

fn matches(
    catalog: &'static Catalog<'static>,
    base: BaseOperator,
    text: &str,
    principal: ServicePrincipal<'static>,
) -> bool {
    let name = principal.name();
    if name == *text {
        return true;
    }
    let name: &str = &name;
    let is_pattern = base.takes_patterns() || principal.is_pattern() || pattern::has_wildcard(text);
    // A slip of the pen is reported as such: it says what was meant.
    if (is_pattern && pattern::intersects_ignore_case(text, name)) || is_slip(text, name) {
        return true;
    }
    // The forms of a principal differ behind the first label.
    let label = |text: &str| position(text, b'.').unwrap_or(text.len());
    let alike = text.as_bytes().first() == name.as_bytes().first() && label(text) == label(name);
    alike && catalog.service_principal(text) == Some(principal)
}

/// Whether the text has the form of a service principal: labels in lower case, then a partition's domain.
pub(super) fn has_form(catalog: &'static Catalog<'static>, text: &str) -> bool {
    let is_label = |label: &str| {
        !label.is_empty()
            && label.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
    };
    let labels =
        catalog.partitions().find_map(|partition| text.strip_suffix(&*partition.dns_suffix())?.strip_suffix('.'));
    labels.is_some_and(|labels| labels.split('.').all(is_label))
}
