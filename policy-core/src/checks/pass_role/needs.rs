//! The roles that a document's actions hand to services, and the `iam:PassRole` that goes with them.

use crate::catalog::{self, Name, RolePassing, ServicePrincipal};
use crate::checks::{ActionMeaning, Context};
use crate::document::{Action, Statement};
use crate::lean::{self, Lean as _};

/// The actions that an entry of `Action` stands for, when they are of one known service.
pub(super) fn actions<'a>(
    cx: &Context<'_>,
    entry: &'a Action<'_>,
) -> impl Iterator<Item = catalog::Action<'static>> + use<'a> {
    let (exact, matching) = match cx.meaning(entry) {
        ActionMeaning::Exact(action) => (Some(action), None),
        ActionMeaning::Pattern(service) => (None, entry.name().map(|name| service.actions_matching(name))),
        _ => (None, None),
    };
    exact.into_iter().followed_by(matching.into_iter().flatten())
}

/// Those of the actions that an entry stands for which hand a role to a service.
pub(super) fn passing_actions<'a>(
    cx: &Context<'_>,
    entry: &'a Action<'_>,
) -> impl Iterator<Item = catalog::Action<'static>> + use<'a> {
    let (exact, matching) = match cx.meaning(entry) {
        ActionMeaning::Exact(action) => (Some(action).filter(|action| action.passes_any_role()), None),
        ActionMeaning::Pattern(service) => {
            (None, entry.name().map(|name| service.passing_actions(name).map(|(action, _)| action)))
        }
        _ => (None, None),
    };
    exact.into_iter().followed_by(matching.into_iter().flatten())
}

/// The service principals that a role of this operation is meant for: the one that goes by the service's name, else all.
pub(super) fn recipients(passing: RolePassing<'static>) -> Vec<Name> {
    let mut names: Vec<Name> =
        passing.principals().filter(|principal| !principal.internal()).map(ServicePrincipal::name).list();
    let usual = passing.service().and_then(|service| {
        let prefix = service.prefix();
        names.iter().position(|name| name.strip_suffix(".amazonaws.com") == Some(prefix.as_str()))
    });
    if let Some(at) = usual {
        names = vec![names.swap_remove(at)];
    }
    names
}

/// The service principals that the actions which the document allows hand roles to, as far as AWS documents it.
pub(super) fn principals(cx: &Context<'_>) -> Vec<Name> {
    let mut found: Vec<Name> = Vec::new();
    for statement in cx.document.statements.iter().filter(|statement| statement.allows()) {
        for passing in passings(cx, statement).filter(|passing| passing.documented()) {
            for name in recipients(passing) {
                if !found.iter().any(|known| **known == *name) {
                    found.push(name);
                }
            }
        }
    }
    found
}

fn passings(cx: &Context<'_>, statement: &Statement<'_>) -> impl Iterator<Item = RolePassing<'static>> {
    statement.actions().flat(|entry| passing_actions(cx, entry)).flat(catalog::Action::passes_role)
}

/// Most services that a help names.
const MOST: usize = 8;

/// The condition that compares `key` with these services, as a member of a statement.
pub(super) fn condition(key: &str, services: &[impl AsRef<str>]) -> String {
    let quoted: Vec<String> = services.iter().take(MOST).map(|service| format!("\"{}\"", service.as_ref())).list();
    let value = match quoted.as_slice() {
        [one] => one.clone(),
        _ => format!("[{}]", lean::join(&quoted, ", ")),
    };
    format!("\"Condition\": {{ \"StringEquals\": {{ \"{key}\": {value} }} }}")
}
