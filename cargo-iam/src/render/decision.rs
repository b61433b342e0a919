//! Decisions as data, in the words of `SimulateCustomPolicy`.

use std::cell::OnceCell;

use policy_core::evaluate::{Decision, Policies, Source, StatementRef};
use policy_core::{Document, LineIndex, PolicyType, Position, Span};
use serde::Serialize;

/// A statement as `SimulateCustomPolicy` names it; what is ours is added.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct MatchedStatement<'a> {
    source_policy_id: String,
    source_policy_type: &'static str,
    start_position: Place,
    end_position: Place,
    // What follows is ours.
    statement_index: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    sid: Option<&'a str>,
    effect: &'static str,
}

/// Line and column, both from 1.
#[derive(Debug, Serialize)]
struct Place {
    line: u32,
    column: u32,
}

impl From<Position> for Place {
    fn from(position: Position) -> Self {
        Self { line: position.line, column: position.column }
    }
}

/// The texts that statements stand in, with their lines once somebody asks.
pub(crate) struct Texts<'a> {
    policies: Policies<(&'a str, OnceCell<LineIndex>)>,
}

impl<'a> Texts<'a> {
    pub(crate) fn new(documents: &'a Policies<Document<'a>>) -> Self {
        Self { policies: documents.map(|_, document| (document.text, OnceCell::new())) }
    }

    fn place(&self, source: Source, at: u32) -> Place {
        let Some((text, index)) = find(&self.policies, source) else { return Place { line: 1, column: 1 } };
        index.get_or_init(|| LineIndex::new(text)).position(text, at).into()
    }

    fn statement<'s>(&self, statement: &'s StatementRef) -> MatchedStatement<'s> {
        let (source, Span { start, end }) = (statement.source, statement.span);
        MatchedStatement {
            source_policy_id: policy_id(source),
            source_policy_type: source.policy_type.as_str(),
            start_position: self.place(source, start),
            end_position: self.place(source, end),
            statement_index: statement.index,
            sid: statement.sid.as_deref(),
            effect: statement.effect.as_str(),
        }
    }
}

/// The statements that decided.
pub(crate) fn matched<'a>(decision: &'a Decision, texts: &Texts<'_>) -> Vec<MatchedStatement<'a>> {
    decision.matched.iter().map(|statement| texts.statement(statement)).collect()
}

/// The policy at a place.
pub(crate) fn find<P>(policies: &Policies<P>, source: Source) -> Option<&P> {
    match source.policy_type {
        PolicyType::Identity => policies.identity.get(source.index),
        PolicyType::Session => policies.session.get(source.index),
        PolicyType::Resource | PolicyType::Trust => policies.resource.as_ref(),
        PolicyType::Boundary => policies.boundary.as_ref(),
        PolicyType::Scp => policies.service_control.get(source.level)?.get(source.index),
        PolicyType::Rcp => policies.resource_control.get(source.level)?.get(source.index),
    }
}

/// The member of the request that holds the policy, counted from 1 as `SimulateCustomPolicy` does: `identityPolicies.1`.
fn policy_id(source: Source) -> String {
    let (level, index) = (source.level + 1, source.index + 1);
    match source.policy_type {
        PolicyType::Identity => format!("identityPolicies.{index}"),
        PolicyType::Session => format!("sessionPolicies.{index}"),
        PolicyType::Resource | PolicyType::Trust => "resourcePolicy".to_owned(),
        PolicyType::Boundary => "permissionsBoundary".to_owned(),
        PolicyType::Scp => format!("serviceControlPolicies.{level}.{index}"),
        PolicyType::Rcp => format!("resourceControlPolicies.{level}.{index}"),
    }
}
