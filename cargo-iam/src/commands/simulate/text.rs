//! A decision for people.

use annotate_snippets::Level;
use policy_core::Span;
use policy_core::document::Statement;
use policy_core::evaluate::{Decision, Lack, NearMiss, Outcome, Policies, Request};

use crate::commands::count;
use crate::error::Result;
use crate::policies::Loaded;
use crate::render::sections::{Section, print as print_sections};

/// How many statements are shown.
const SHOWN: usize = 5;

pub(super) fn print(decision: &Decision, request: &Request<'_>, policies: &Policies<Loaded>) -> Result<()> {
    let mut sections = vec![verdict(decision, request, policies)];
    if decision.outcome == Outcome::ImplicitDeny {
        sections.extend(decision.near_misses.iter().take(SHOWN).filter_map(|miss| near(miss, policies)));
    }
    print_sections(&sections)
}

/// The decision with the statements that decided.
fn verdict<'a>(decision: &Decision, request: &Request<'_>, policies: &'a Policies<Loaded>) -> Section<'a> {
    let level = if decision.is_allowed() { Level::NOTE } else { Level::ERROR };
    let mut section = Section::new(level.with_name(decision.outcome.as_str()), decision.reason.to_string());
    for statement in decision.matched.iter().take(SHOWN) {
        let Some(policy) = policies.get(statement.source) else { continue };
        section.excerpt(&policy.source, vec![(policy.locate(statement.span), statement.to_string())]);
    }
    if let Some(more @ 1..) = decision.matched.len().checked_sub(SHOWN) {
        section.note(format!("and by {}", count(more, "other statement", "other statements")));
    }
    section.note(asked(request));
    if decision.outcome == Outcome::ImplicitDeny {
        let is_far = decision.near_misses.iter().all(|miss| miss.lacks == [Lack::Action]);
        if is_far {
            section.note("no statement covers the action");
        }
        if let Some(more @ 1..) = decision.near_misses.len().checked_sub(SHOWN) {
            section.note(format!(
                "{} cover the action and are not shown",
                count(more, "more statement", "more statements")
            ));
        }
    }
    if !decision.missing_context.is_empty() {
        let keys = decision.missing_context.join("`, `");
        section.note(format!("the policies ask for `{keys}`, which the request does not have"));
    }
    if let Some(key) = decision.missing_context.first() {
        section.help(format!("give a key its value: `--context {key}=…`"));
    }
    section
}

fn asked(request: &Request<'_>) -> String {
    let principal = match request.principal().as_str() {
        "*" => "anyone, unsigned",
        principal => principal,
    };
    format!("asked for `{}` on `{}` by `{principal}`", request.action(), request.resource())
}

/// A statement that nearly allowed, with what it lacked where it stands.
fn near<'a>(miss: &NearMiss, policies: &'a Policies<Loaded>) -> Option<Section<'a>> {
    let policy = policies.get(miss.statement.source)?;
    let document = policy.document();
    let statement = document.statements.get(miss.statement.index);
    let marks = miss.lacks.iter().map(|lack| {
        let span = statement.and_then(|statement| element(statement, lack)).unwrap_or(miss.statement.span);
        let what = match lack {
            Lack::Condition { expected, found, .. } if found.is_empty() => {
                format!("wants `{}`, the request has none", expected.join("`, `"))
            }
            Lack::Condition { expected, found, .. } => {
                format!("wants `{}`, the request has `{}`", expected.join("`, `"), found.join("`, `"))
            }
            other => other.to_string(),
        };
        (policy.locate(span), what)
    });
    let title = format!("{} does not apply", miss.statement);
    let mut section = Section::new(Level::NOTE, title);
    section.excerpt(&policy.source, marks.collect());
    Some(section)
}

/// The element of a statement that a lack is about.
fn element(statement: &Statement<'_>, lack: &Lack) -> Option<Span> {
    match lack {
        Lack::Action => [&statement.action, &statement.not_action].into_iter().flatten().map(|it| it.span).next(),
        Lack::Resource => [&statement.resource, &statement.not_resource].into_iter().flatten().map(|it| it.span).next(),
        Lack::Principal => statement.principal_blocks().next().map(|block| block.span),
        Lack::Condition { span, .. } => Some(*span),
        _ => None,
    }
}
