//! Decisions as data, in the words of `SimulateCustomPolicy`.

use std::cell::OnceCell;

use policy_core::evaluate::{Decision, Lack, Policies, Request, Source, StatementRef};
use policy_core::{Document, LineIndex, PolicyType, Position};
use serde::Serialize;

use crate::error::Result;
use crate::policies::Loaded;

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
        let Some((text, index)) = self.policies.get(source) else { return Place { line: 1, column: 1 } };
        index.get_or_init(|| LineIndex::new(text)).position(text, at).into()
    }
}

impl<'a> MatchedStatement<'a> {
    fn new(statement: &'a StatementRef, place: impl Fn(u32) -> Place) -> Self {
        Self {
            source_policy_id: policy_id(statement.source),
            source_policy_type: statement.source.policy_type.as_str(),
            start_position: place(statement.span.start),
            end_position: place(statement.span.end),
            statement_index: statement.index,
            sid: statement.sid.as_deref(),
            effect: statement.effect.as_str(),
        }
    }
}

/// The statements that decided.
pub(crate) fn matched<'a>(decision: &'a Decision, texts: &Texts<'_>) -> Vec<MatchedStatement<'a>> {
    let place = |source| move |at| texts.place(source, at);
    decision.matched.iter().map(|statement| MatchedStatement::new(statement, place(statement.source))).collect()
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
        other => format!("{other}.{index}"),
    }
}

/// A decision in full; what `SimulateCustomPolicy` does not say is ours.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Full<'a> {
    decision: &'static str,
    reason: String,
    request: RequestJson<'a>,
    matched_statements: Vec<FileStatement<'a>>,
    nearly_matched_statements: Vec<NearStatement<'a>>,
    missing_context_values: &'a [String],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct RequestJson<'a> {
    principal: &'a str,
    action: &'a str,
    resource: &'a str,
}

/// A statement with its file; positions are those of the file.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct FileStatement<'a> {
    #[serde(flatten)]
    statement: MatchedStatement<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<String>,
}

#[derive(Serialize)]
struct NearStatement<'a> {
    #[serde(flatten)]
    statement: FileStatement<'a>,
    lacks: Vec<LackJson<'a>>,
}

#[derive(Serialize)]
struct LackJson<'a> {
    element: &'static str,
    details: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    operator: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    key: Option<&'a str>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    expected: &'a [String],
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    found: &'a [String],
}

impl<'a> From<&'a Lack> for LackJson<'a> {
    fn from(lack: &'a Lack) -> Self {
        let element = match lack {
            Lack::Action => "Action",
            Lack::Resource => "Resource",
            Lack::Principal => "Principal",
            Lack::Condition { .. } => "Condition",
            _ => "Statement",
        };
        let plain = Self { element, details: lack.to_string(), operator: None, key: None, expected: &[], found: &[] };
        match lack {
            Lack::Condition { operator, key, expected, found, .. } => {
                Self { operator: Some(operator), key: Some(key), expected, found, ..plain }
            }
            _ => plain,
        }
    }
}

/// Prints a decision about policies in files.
pub(crate) fn print(decision: &Decision, request: &Request<'_>, policies: &Policies<Loaded>) -> Result<()> {
    let statement = |statement| in_file(statement, policies);
    let full = Full {
        decision: decision.outcome.as_str(),
        reason: decision.reason.to_string(),
        request: RequestJson {
            principal: request.principal().as_str(),
            action: request.action(),
            resource: request.resource(),
        },
        matched_statements: decision.matched.iter().map(statement).collect(),
        nearly_matched_statements: decision
            .near_misses
            .iter()
            .map(|miss| NearStatement {
                statement: in_file(&miss.statement, policies),
                lacks: miss.lacks.iter().map(LackJson::from).collect(),
            })
            .collect(),
        missing_context_values: &decision.missing_context,
    };
    super::pretty(&full)
}

fn in_file<'a>(statement: &'a StatementRef, policies: &Policies<Loaded>) -> FileStatement<'a> {
    let policy = policies.get(statement.source);
    let place = |at| match policy {
        Some(policy) => policy.position(at).into(),
        None => Place { line: 1, column: 1 },
    };
    FileStatement { statement: MatchedStatement::new(statement, place), file: policy.map(Loaded::name) }
}
