//! The decision with its reasons: every statement of every policy is asked, and what it lacks is written down.

use super::layers::{Policies, Verdict, combine};
use super::rule::{Rule, Scene};
use super::{Decision, Lack, NearMiss, Outcome, Reason, Request, Source, StatementRef};
use crate::document::{Effect, Statement};
use crate::lean::{self, Lean as _};
use crate::{Document, PolicyType};

/// What `policies` say to `request`, and why (IAM User Guide, "Policy evaluation logic").
///
/// The documents need not be valid; what AWS would not accept never grants.
#[inline]
pub fn evaluate(request: &Request<'_>, policies: &Policies<Document<'_>>) -> Decision {
    let mut notes = Notes::default();
    let scene = Scene { request, has_boundary: policies.boundary.is_some() };
    let ruling = combine(policies, request, |source, document| notes.judge(source, document, scene));
    notes.decision(ruling.outcome, ruling.reason)
}

/// What one policy says by itself: whether its part of the decision is there, whatever others have to allow.
///
/// Policies that limit are read as those that grant.
pub(crate) fn alone(request: &Request<'_>, policy_type: PolicyType, document: &Document<'_>) -> Decision {
    let read_as = match policy_type {
        PolicyType::Session | PolicyType::Boundary | PolicyType::Scp => PolicyType::Identity,
        other => other,
    };
    let mut notes = Notes::default();
    let source = Source { policy_type: read_as, level: 0, index: 0 };
    let verdict = notes.judge(source, document, Scene { request, has_boundary: false });
    let (outcome, reason) = match verdict {
        Verdict { deny: Some(_), .. } => (Outcome::ExplicitDeny, Reason::Denied(policy_type)),
        Verdict { allow: Some(_), .. } => (Outcome::Allowed, Reason::Allowed(policy_type)),
        _ => (Outcome::ImplicitDeny, Reason::NotAllowed(policy_type)),
    };
    notes.decision(outcome, reason)
}

#[derive(Default)]
struct Notes {
    denies: Vec<StatementRef>,
    /// The statements that grant; those of limiting policies grant nothing.
    allows: Vec<StatementRef>,
    near: Vec<NearMiss>,
    /// Statements that lack only the action.
    far: Vec<NearMiss>,
    missing_context: Vec<String>,
}

impl Notes {
    fn decision(self, outcome: Outcome, reason: Reason) -> Decision {
        let Self { denies, allows, near, far, missing_context } = self;
        let matched = match outcome {
            Outcome::ExplicitDeny => denies,
            Outcome::Allowed => allows,
            Outcome::ImplicitDeny => Vec::new(),
        };
        let mut near_misses = if near.is_empty() { far } else { near };
        lean::sort(&mut near_misses, |a, b| a.lacks.len().cmp(&b.lacks.len()));
        Decision { outcome, reason, matched, near_misses, missing_context }
    }

    fn judge(&mut self, source: Source, document: &Document<'_>, scene: Scene<'_, '_>) -> Verdict {
        let mut verdict = Verdict::default();
        for statement in &document.statements {
            let Some(rule) = Rule::new(document, statement, source.policy_type) else { continue };
            let found = StatementRef {
                source,
                index: statement.index,
                sid: statement.sid.as_ref().map(ToString::to_string),
                effect: rule.effect,
                span: statement.span,
            };
            self.note_missing_keys(&rule, scene);
            match (rule.applies(scene), rule.effect) {
                (Some(_), Effect::Deny) => {
                    verdict.deny = verdict.deny.or(Some(statement.index));
                    self.denies.push(found);
                }
                (Some(grant), Effect::Allow) => {
                    if verdict.allow.is_none_or(|(best, _)| grant > best) {
                        verdict.allow = Some((grant, statement.index));
                    }
                    if matches!(source.policy_type, PolicyType::Identity | PolicyType::Resource | PolicyType::Trust) {
                        self.allows.push(found);
                    }
                }
                (None, Effect::Allow) => self.note_lacks(found, &rule, statement, scene),
                (None, Effect::Deny) => {}
            }
        }
        verdict
    }

    /// The keys that would have decided whether the statement applies.
    fn note_missing_keys(&mut self, rule: &Rule, scene: Scene<'_, '_>) {
        if !rule.covers_action(scene.request) || rule.names(scene).is_none() {
            return;
        }
        let in_resource = rule.resource_templates().iter().flat(super::template::Template::variables);
        let in_tests = rule
            .tests
            .iter()
            .filter(|_| rule.covers_resource(scene.request))
            .flat(|test| core::iter::once((&test.key, false)).followed_by(test.variables()));
        for (key, has_default) in in_resource.followed_by(in_tests) {
            let known = |name: &String| name.eq_ignore_ascii_case(&key.name);
            if !has_default && scene.request.lookup(key).is_empty() && !self.missing_context.iter().any(known) {
                self.missing_context.push(key.name.to_string());
            }
        }
    }

    fn note_lacks(&mut self, found: StatementRef, rule: &Rule, statement: &Statement<'_>, scene: Scene<'_, '_>) {
        let request = scene.request;
        let mut lacks = Vec::new();
        if rule.names(scene).is_none() {
            lacks.push(Lack::Principal);
        }
        if !rule.covers_resource(request) {
            lacks.push(Lack::Resource);
        }
        if !rule.is_readable() {
            lacks.push(Lack::Unreadable);
        }
        for (test, ready) in statement.tests().zip(&rule.tests) {
            if !ready.holds(request) {
                lacks.push(Lack::Condition {
                    operator: test.block.name.to_string(),
                    key: test.condition.key.to_string(),
                    expected: test.values().iter().map(|value| value.text.to_string()).list(),
                    found: request.lookup(&ready.key).iter().map(str::to_owned).list(),
                    span: test.condition.span,
                });
            }
        }
        if rule.covers_action(request) {
            self.near.push(NearMiss { statement: found, lacks });
        } else if lacks.is_empty() {
            self.far.push(NearMiss { statement: found, lacks: vec![Lack::Action] });
        }
    }
}
