//! Actions that hand a role to a service, in a document with no `iam:PassRole` that could serve them.

use super::needs::{actions, condition, recipients};
use super::services::{KEY, admits, names_pass_role, passes_roles, tests};
use crate::catalog::{self, Name, RolePassing, Service};
use crate::checks::{Context, Passer, Reporter};
use crate::document::{Action, Resource, Statement};
use crate::lean::{self, Lean as _};
use crate::{PolicyType, Span};

/// Which operations a check looks at.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// Those whose every request has a role.
    Required,
    /// Those whose request may have one.
    Optional,
}

/// Actions of one service that lack `iam:PassRole`.
struct Lack {
    service: Service<'static>,
    recipients: Vec<Name>,
    entries: Vec<Span>,
    message: String,
}

pub(super) fn check(cx: &Context<'_>, role: Role, out: &mut Reporter<'_>) {
    // A permissions boundary grants nothing: the PassRole may stand elsewhere.
    let statements = &cx.document.statements;
    if cx.policy_type() == PolicyType::Boundary || is_deliberate(cx) {
        return;
    }
    let passes: Vec<&Statement<'_>> = statements.iter().filter(|statement| passes_roles(cx, statement)).list();
    if passes.iter().any(|statement| tests(statement).next().is_none()) {
        return;
    }
    let mut lacks = lacks(cx, role, &passes);
    if role == Role::Optional && !lacks.is_empty() {
        // One word on a service is enough.
        let required = self::lacks(cx, Role::Required, &passes);
        lean::keep(&mut lacks, |lack| !required.iter().any(|other| other.service == lack.service));
    }
    for lack in lacks {
        let finding = out.report_all(lack.entries, lack.message);
        // Of a few services the principal is not known.
        let condition = if lack.recipients.is_empty() { String::new() } else { condition(KEY, &lack.recipients) };
        let separator = if condition.is_empty() { "" } else { ", " };
        finding.help(format!(
            "add `{{ \"Effect\": \"Allow\", \"Action\": \"iam:PassRole\", \"Resource\": \
             \"arn:aws:iam::123456789012:role/Name\"{separator}{condition} }}`"
        ));
        let other = passes.iter().find_map(|statement| tests(statement).next());
        if let Some(test) = other {
            finding.label(test.condition.span, "roles may be passed to these only");
        }
    }
}

/// Whether the document denies passing roles, so that nothing is missing by oversight.
fn is_deliberate(cx: &Context<'_>) -> bool {
    cx.document.statements.iter().any(|statement| statement.denies() && names_pass_role(cx, statement))
}

fn lacks<'a>(cx: &Context<'a>, role: Role, passes: &[&Statement<'a>]) -> Vec<Lack> {
    let mut lacks: Vec<Lack> = Vec::new();
    let mut judge = Judge { cx, role, passes, served: Vec::new(), lacking: Vec::new() };
    let same_entry = |a: &Passer<'_>, b: &Passer<'_>| core::ptr::eq(a.entry, b.entry);
    for passers in cx.role_passers().chunk_by(same_entry) {
        let Some((entry, action, passing)) = lacking(&mut judge, passers) else { continue };
        match lacks.iter_mut().find(|lack| lack.service == action.service()) {
            Some(lack) => lack.entries.push(entry.text.span()),
            None => lacks.push(Lack {
                service: action.service(),
                recipients: recipients(passing),
                entries: vec![entry.text.span()],
                message: message(entry, action, passing, role),
            }),
        }
    }
    lacks
}

/// Which actions lack `iam:PassRole`, each answer worked out once.
struct Judge<'j, 'a> {
    cx: &'j Context<'a>,
    role: Role,
    passes: &'j [&'j Statement<'a>],
    /// By the list of service principals that take the role; there are few.
    served: Vec<(u16, bool)>,
    /// By the action's number, in order.
    lacking: Vec<(u16, bool)>,
}

impl Judge<'_, '_> {
    fn lacks(&mut self, action: catalog::Action<'static>, passing: RolePassing<'static>) -> bool {
        let (cx, role) = (self.cx, self.role);
        let lacks =
            || !is_denied(cx, action) && (role == Role::Required || is_about_roles(of_service(action.service())));
        if self.serves(passing) {
            return false;
        }
        let id = action.id();
        let at = self.lacking.partition_point(|&(known, _)| known < id);
        match self.lacking.get(at) {
            Some(&(known, lacks)) if known == id => lacks,
            _ => {
                let lacks = lacks();
                self.lacking.insert(at, (id, lacks));
                lacks
            }
        }
    }

    fn serves(&mut self, passing: RolePassing<'static>) -> bool {
        let recipients = passing.recipients();
        for &(known, is_served) in &self.served {
            if known == recipients {
                return is_served;
            }
        }
        let is_served = is_served(self.cx, passing, self.passes);
        self.served.push((recipients, is_served));
        is_served
    }
}

/// The first action of an entry that hands a role to a service which no statement passes roles to.
fn lacking<'a>(
    judge: &mut Judge<'_, '_>,
    passers: &[Passer<'a>],
) -> Option<(&'a Action<'a>, catalog::Action<'static>, RolePassing<'static>)> {
    let entry = passers.first()?.entry;
    let role = judge.role;
    if entry.has_wildcard() && role == Role::Optional {
        return None;
    }
    for &Passer { action, passing, requires_role, .. } in passers {
        let Some(passing) = passing else { continue };
        if requires_role == (role == Role::Required) && judge.lacks(action, passing) {
            let all = || (passers.iter().map(|passer| passer.action), actions(judge.cx, entry));
            let is_meant = !entry.has_wildcard() || is_about_roles(all());
            return is_meant.then_some((entry, action, passing));
        }
    }
    None
}

/// Whether what the actions start and create needs a role often enough (one in five) that who allows them wants that too:
/// so for `personalize:*`, and not for `s3:*`, which is rarely written for the sake of replication.
fn is_about_roles(
    (passing, all): (impl Iterator<Item = catalog::Action<'static>>, impl Iterator<Item = catalog::Action<'static>>),
) -> bool {
    let begins = |action: &catalog::Action<'_>| action.name_starts_with("Create") || action.name_starts_with("Start");
    let with_role = passing.filter(begins).filter(|action| action.requires_role()).count();
    with_role > 0 && 5 * with_role >= all.filter(begins).count()
}

fn of_service(
    service: Service<'static>,
) -> (impl Iterator<Item = catalog::Action<'static>>, impl Iterator<Item = catalog::Action<'static>>) {
    (service.passing_actions("*").map(|(action, _)| action), service.actions())
}

fn is_served(cx: &Context<'_>, passing: RolePassing<'static>, passes: &[&Statement<'_>]) -> bool {
    let mut is_known = false;
    for principal in passing.principals() {
        is_known = true;
        for statement in passes {
            if admits(cx.catalog, statement, principal) {
                return true;
            }
        }
    }
    !is_known && !passes.is_empty()
}

/// Whether a statement denies the action on every resource.
fn is_denied(cx: &Context<'_>, action: catalog::Action<'static>) -> bool {
    let name = action.full_name();
    let denies = |statement: &Statement<'_>| {
        let everywhere = statement.condition.is_none() && statement.resources().any(Resource::is_star);
        everywhere && statement.denies() && statement.actions().any(|entry| entry.matches(&name))
    };
    cx.document.statements.iter().any(denies)
}

fn message(entry: &Action<'_>, action: catalog::Action<'static>, passing: RolePassing<'static>, role: Role) -> String {
    let recipients = recipients(passing);
    let service = recipients.first().map_or("its service", Name::as_str);
    let verb = if role == Role::Required { "hands a role" } else { "can hand a role" };
    let subject = if entry.has_wildcard() {
        format!("`{}` includes `{}`, which {verb}", entry.text, action.full_name())
    } else {
        format!("`{}` {verb}", entry.text)
    };
    format!("{subject} to `{service}`, and no statement allows `iam:PassRole` for that service")
}
