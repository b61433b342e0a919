//! What the policy says to the request of an assertion.

use super::{Assertion, Part, Violation};
use crate::document::Statement;
use crate::evaluate::{Decision, Lack, NearMiss, Outcome, Principal, Request, StatementRef, alone};
use crate::holes::{Filled, Hole, bounds};
use crate::lean::Lean as _;
use crate::{Document, Label, Options, PolicyType, Span};

/// A policy that assertions are about.
#[derive(Debug, Clone, Copy)]
pub struct Subject<'a> {
    pub(super) text: &'a str,
    pub(super) holes: &'a [Hole],
    pub(super) policy_type: PolicyType,
}

/// How many statements a violation shows.
const SHOWN: usize = 3;

/// An explanation with its place, in the text with holes.
type Note = (String, Span);

impl<'a> Subject<'a> {
    /// The policy in `text`, in which `holes` stand.
    pub fn new(text: &'a str, holes: &'a [Hole], options: &Options) -> Self {
        Self { text, holes, policy_type: options.policy_type }
    }

    /// Why the assertion does not hold; `None` when it does.
    pub fn decide(&self, assertion: &Assertion) -> Option<Violation> {
        let on = assertion.on.as_deref().unwrap_or("*");
        let account = on.split(':').nth(4).filter(|account| account.len() == 12).unwrap_or("123456789012");
        let user = format!("arn:aws:iam::{account}:user/user");
        let principal = Principal::new(assertion.by.as_deref().unwrap_or(&user));
        let request =
            assertion.context.iter().fold(Request::new(principal, &assertion.action, on), |request, (key, values)| {
                request.values(key, values.iter().map(String::as_str))
            });
        let mut what = format!("`{}`", assertion.action);
        for (word, value) in [("on", &assertion.on), ("by", &assertion.by)] {
            what.extend(value.iter().map(|value| format!(" {word} `{value}`")));
        }
        if self.holes.is_empty() {
            let document = Document::read(self.text);
            let decision = self.ask(&request, &document, is_deny_list(self.policy_type, &document));
            return violation(assertion, &what, &decision, &document, &|span| span);
        }
        let stars = vec!["*".to_owned(); self.holes.len()];
        let filled = Filled::new(self.text, self.holes, &stars);
        let documents = bounds(&filled, request.principal().is_iam(), &|test| {
            let is_null = test.operator().is_none_or(|operator| operator.base == crate::document::BaseOperator::Null);
            !is_null && request.get(&test.condition.key).is_empty()
        });
        let open = is_deny_list(self.policy_type, &Document::read(&filled.text));
        let [most, least] = documents.each_ref().map(|document| self.ask(&request, document, open));
        if most.is_allowed() == least.is_allowed() {
            let [document, _] = &documents;
            return violation(assertion, &what, &most, document, &|span| filled.origin(span));
        }
        let message = format!("whether {what} is allowed cannot be decided at compile time");
        let mut violation = Violation::new(Part::Whole, message)
            .help("assert it at run time, when the value is known: `assert_allowed!` or `assert_denied!`");
        let mattering = |span: Span| self.holes.iter().filter(move |hole| span.contains(hole.span));
        let spans = most.matched.iter().followed_by(&least.matched).map(|statement| filled.origin(statement.span));
        for hole in spans.flat(mattering).take(SHOWN) {
            violation.labels.push(label(hole.span, "it depends on the hole"));
        }
        violation.labels.dedup();
        Some(violation)
    }

    /// What the policy says; when it only denies, to what `FullAWSAccess` beside it allows.
    fn ask(&self, request: &Request<'_>, document: &Document<'_>, is_deny_list: bool) -> Decision {
        let mut decision = alone(request, self.policy_type, document);
        if is_deny_list && decision.outcome == Outcome::ImplicitDeny {
            decision.outcome = Outcome::Allowed;
        }
        decision
    }
}

/// Why what the policy says is not what is asserted; `origin` finds a place in the text that the user wrote.
fn violation(
    assertion: &Assertion,
    what: &str,
    decision: &Decision,
    document: &Document<'_>,
    origin: &dyn Fn(Span) -> Span,
) -> Option<Violation> {
    if decision.is_allowed() == assertion.is_allowed {
        return None;
    }
    let said = match decision.outcome {
        Outcome::Allowed => "allowed",
        Outcome::ExplicitDeny => "denied",
        Outcome::ImplicitDeny => "not allowed",
    };
    let mut violation = Violation::new(Part::Whole, format!("{what} is {said}"));
    let verb = if decision.is_allowed() { "allows" } else { "denies" };
    let matched = decision.matched.iter().map(|statement| (format!("{} {verb} it", name(statement)), statement.span));
    let is_missed = |miss: &&NearMiss| decision.outcome == Outcome::ImplicitDeny && miss.lacks != [Lack::Action];
    let missed = decision.near_misses.iter().filter(is_missed);
    let missed = missed.flat(|miss| lacks(miss, document));
    let notes: Vec<Note> = matched.followed_by(missed).list();
    if notes.is_empty() {
        let note = if decision.is_allowed() { "no statement denies it" } else { "no statement covers the action" };
        violation.notes.push(note.to_owned());
    }
    if let Some(more @ 1..) = notes.len().checked_sub(SHOWN) {
        violation.notes.push(format!("and {more} more"));
    }
    let shown = notes.into_iter().take(SHOWN);
    violation.labels.extend(shown.map(|(message, span)| label(origin(span), message)));
    Some(violation)
}

/// Whether a policy of Organizations has no `Allow`: it then stands beside one that allows everything.
pub(super) fn is_deny_list(policy_type: PolicyType, document: &Document<'_>) -> bool {
    matches!(policy_type, PolicyType::Scp | PolicyType::Rcp) && !document.statements.iter().any(Statement::allows)
}

/// ``statement 2 `ReadFilms` ``
pub(super) fn name(statement: &StatementRef) -> String {
    let number = statement.index + 1;
    statement.sid.as_ref().map_or_else(|| format!("statement {number}"), |sid| format!("statement {number} `{sid}`"))
}

pub(super) fn label(span: Span, message: impl Into<String>) -> Label {
    Label { span, message: message.into() }
}

fn lacks(miss: &NearMiss, document: &Document<'_>) -> Vec<Note> {
    let name = name(&miss.statement);
    let statement = document.statements.iter().find(|statement| statement.index == miss.statement.index);
    let place = |lack: &Lack| {
        let statement = statement?;
        match lack {
            Lack::Condition { span, .. } => Some(*span),
            Lack::Resource => statement.resource_blocks().next().map(|block| block.span),
            Lack::Principal => statement.principal_blocks().next().map(|block| block.span),
            _ => None,
        }
    };
    let note = |lack: &Lack| {
        let text = match lack {
            Lack::Condition { .. } => format!("{name} lacks {lack}"),
            lack => format!("{name} {lack}"),
        };
        (text, place(lack).unwrap_or(miss.statement.span))
    };
    miss.lacks.iter().map(note).list()
}
