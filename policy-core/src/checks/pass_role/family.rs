//! The two privileges over roles that Access Analyzer warns about, and how widely a statement grants them.
//!
//! Each has six codes, which exclude one another within a statement: the action by name, by a pattern or by what `NotAction`
//! leaves, for roles that a pattern leaves open or for all that `NotResource` leaves.

use super::needs;
use super::role_name::is_open;
pub(super) use crate::checks::By;
use crate::checks::principal::caller::demands;
use crate::checks::{Context, Reporter, RoleAction};
use crate::document::{Action, ConditionTest, OperatorFamily, Statement};
use crate::{Edit, Span};

/// A privilege over roles.
pub(super) struct Privilege {
    action: RoleAction,
    verb: &'static str,
    key: &'static str,
    /// A service that may stand in the condition.
    example: &'static str,
    narrows: fn(ConditionTest<'_, '_>) -> bool,
}

/// Handing a role to a service.
pub(super) static PASS_ROLE: Privilege = Privilege {
    action: RoleAction::Pass,
    verb: "passed",
    key: "iam:PassedToService",
    example: "personalize.amazonaws.com",
    narrows: |test| {
        let condition = test.condition;
        let family = test.operator().map(|operator| operator.base.family());
        let of_service = condition.is_key("iam:PassedToService") && family == Some(OperatorFamily::String);
        let of_resource = condition.is_key("iam:AssociatedResourceArn")
            && matches!(family, Some(OperatorFamily::String | OperatorFamily::Arn));
        // A service's own name begins nearly every value.
        let begins_so = |value: &str| {
            value.starts_with(['*', '?', '.']) || value.starts_with("amazonaws") || value.starts_with("com")
        };
        let is_empty = |value: &str| value.split(['*', '?', '.']).all(|part| matches!(part, "" | "amazonaws" | "com"));
        let names = |value: &str| !value.is_empty() && (!begins_so(value) || !is_empty(value));
        (of_service || of_resource) && test.values().iter().all(|value| names(&value.text))
    },
};

/// Making the role that a service uses in the account.
pub(super) static CREATE_SLR: Privilege = Privilege {
    action: RoleAction::CreateServiceLinked,
    verb: "created",
    key: "iam:AWSServiceName",
    example: "ecs.amazonaws.com",
    narrows: |test| {
        let family = test.operator().map(|operator| operator.base.family());
        test.condition.is_key("iam:AWSServiceName")
            && family == Some(OperatorFamily::String)
            && test.values().iter().all(|value| !value.text.contains(['*', '?']))
    },
};

/// For which roles it does.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum On {
    /// Those that an entry of `Resource` leaves open.
    Star,
    /// All that `NotResource` does not list.
    NotResource,
}

/// Reports the statement when it grants the privilege in this way.
pub(super) fn check(
    cx: &Context<'_>,
    statement: &Statement<'_>,
    (privilege, by, on): (&Privilege, By, On),
    out: &mut Reporter<'_>,
) {
    let actions_are_there =
        if by == By::NotAction { statement.not_action.is_some() } else { statement.action.is_some() };
    let roles_are_there = if on == On::Star { statement.resource.is_some() } else { statement.not_resource.is_some() };
    let is_possible = actions_are_there && roles_are_there && statement.allows();
    if !is_possible || cx.grants(statement, privilege.action) != Some(by) {
        return;
    }
    let roles = match on {
        On::NotResource => statement.not_resource.iter().map(|block| block.span).collect::<Vec<_>>(),
        On::Star if statement.tests().any(|test| demands(test) && (privilege.narrows)(test)) => return,
        On::Star => {
            statement.resources().filter(|entry| is_open(cx.catalog, entry)).map(|entry| entry.text.span()).collect()
        }
    };
    if roles.is_empty() {
        return;
    }
    let mut locations = actions(statement, privilege.action.name(), by);
    let message = message(statement, privilege, by, on);
    let help = help(cx, statement, privilege, by, on);
    let fix = fix(cx, statement, privilege, by, on);
    locations.extend(roles);
    let finding = out.report_all(locations, message);
    finding.help(help);
    if let Some(test) = statement.test_of(privilege.key).filter(|_| on == On::Star) {
        finding.label(test.block.name.span(), format!("this does not narrow `{}`", privilege.action.name()));
    } else if let Some(edit) = fix {
        finding.unsafe_fix(format!("compare `{}`", privilege.key), vec![edit]);
    }
}

fn covers(entry: &Action<'_>, action: &str, by: By) -> bool {
    match by {
        By::Name => entry.text.eq_ignore_ascii_case(action),
        By::Pattern | By::NotAction => entry.has_wildcard() && entry.matches(action),
    }
}

fn actions(statement: &Statement<'_>, action: &str, by: By) -> Vec<Span> {
    if by == By::NotAction {
        return statement.not_action.iter().map(|block| block.span).collect();
    }
    statement.actions().filter(|entry| covers(entry, action, by)).map(|entry| entry.text.span()).collect()
}

fn message(statement: &Statement<'_>, privilege: &Privilege, by: By, on: On) -> String {
    let (action, verb) = (privilege.action.name(), privilege.verb);
    let subject = match by {
        By::Name => format!("`{action}`"),
        By::Pattern => {
            let pattern = statement.actions().find(|entry| covers(entry, action, by));
            let pattern = pattern.map_or("*", |entry| entry.text.as_str());
            format!("`{pattern}` includes `{action}`, which")
        }
        By::NotAction => format!("`NotAction` leaves `{action}`, which"),
    };
    let roles = match (on, verb) {
        (On::Star, "passed") => "lets any role be passed to any service",
        (On::NotResource, "passed") => "lets every role be passed that `NotResource` does not list",
        (On::Star, _) => "lets the service-linked role of any service be created",
        (On::NotResource, _) => "lets every service-linked role be created that `NotResource` does not list",
    };
    format!("{subject} {roles}")
}

fn help(cx: &Context<'_>, statement: &Statement<'_>, privilege: &Privilege, by: By, on: On) -> String {
    let condition = condition(cx, privilege);
    let alone = by == By::Name && statement.actions().all(|entry| covers(entry, privilege.action.name(), by));
    let what = match (on, alone) {
        (On::Star, true) => format!("name the roles, or add `{condition}`"),
        (On::Star, false) => {
            format!(
                "grant `{}` in a statement of its own, with the roles or with `{condition}`",
                privilege.action.name()
            )
        }
        (On::NotResource, _) => format!(
            "name the roles: `\"Resource\": \"arn:aws:iam::123456789012:role/{}\"`, and add `{condition}`",
            if privilege.verb == "passed" { "Name" } else { "aws-service-role/…" }
        ),
    };
    match by {
        By::NotAction => format!("add `{}` to `NotAction`, and {what}", privilege.action.name()),
        By::Name | By::Pattern => what,
    }
}

/// The condition that narrows the privilege to the services that the document hands roles to.
fn condition(cx: &Context<'_>, privilege: &Privilege) -> String {
    let services = if privilege.verb == "passed" { needs::principals(cx) } else { Vec::new() };
    if services.is_empty() {
        needs::condition(privilege.key, &[privilege.example])
    } else {
        needs::condition(privilege.key, &services)
    }
}

/// The condition as an edit, where it would touch nothing but the privilege.
fn fix(cx: &Context<'_>, statement: &Statement<'_>, privilege: &Privilege, by: By, on: On) -> Option<Edit> {
    let alone = by == By::Name && statement.actions().all(|entry| covers(entry, privilege.action.name(), by));
    if !alone || on != On::Star || statement.condition.is_some() {
        return None;
    }
    cx.append(statement, &condition(cx, privilege))
}
