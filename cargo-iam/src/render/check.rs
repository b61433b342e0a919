//! The custom policy checks of IAM Access Analyzer: their results for people and for programs.

use std::collections::BTreeMap;

use annotate_snippets::Level;
use policy_core::evaluate::{Check, Counterexample, Policies, Request, StatementRef, evaluate};
use policy_core::{Document, PolicyType};
use serde::Serialize;

use super::sections::Section;
use crate::policies::Loaded;

/// A result as the API of Access Analyzer gives it; what is ours is added.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct CheckJson {
    result: &'static str,
    message: &'static str,
    reasons: Vec<Reason>,
    // What follows is ours.
    #[serde(skip_serializing_if = "Option::is_none")]
    counterexample: Option<RequestJson>,
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<String>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Reason {
    description: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    statement_index: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    statement_id: Option<String>,
}

/// A request as `simulate --ndjson` and fixtures take it.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct RequestJson {
    principal: Principal,
    action: String,
    resource: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    resource_account_id: Option<String>,
    context: BTreeMap<String, Vec<String>>,
}

#[derive(Debug, Serialize)]
#[serde(untagged)]
enum Principal {
    Text(String),
    Kind { r#type: &'static str },
}

impl From<&Counterexample> for RequestJson {
    fn from(request: &Counterexample) -> Self {
        Self {
            principal: match &request.principal {
                Some(principal) => Principal::Text(principal.clone()),
                None => Principal::Kind { r#type: "Anonymous" },
            },
            action: request.action.clone(),
            resource: request.resource.clone(),
            resource_account_id: request.resource_account.clone(),
            context: request.context.iter().cloned().collect(),
        }
    }
}

/// What a check is about, in Access Analyzer's words.
pub(crate) struct Words {
    pub(crate) pass: &'static str,
    pub(crate) fail: &'static str,
    /// What a statement is said to have, before its index.
    pub(crate) reason: &'static str,
}

/// `PASS`, `FAIL`, or `UNDECIDED`, which Access Analyzer does not say.
fn word(check: &Check) -> &'static str {
    match check {
        Check::Pass => "PASS",
        Check::Fail(_) => "FAIL",
        Check::Undecided(_) => "UNDECIDED",
    }
}

const UNDECIDED: &str = "Neither a request that shows it nor a proof that there is none was found.";

/// An identity policy that leaves everything to the resource policy.
const ANYTHING: &str = r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}"#;

/// The statements of the policy that allow the counterexample.
fn granting(policy: &Loaded, request: &Request<'_>) -> Vec<StatementRef> {
    let document = policy.document();
    let has_principal = document.statements.iter().any(|statement| statement.principal_blocks().next().is_some());
    let policies = if has_principal {
        Policies { resource: Some(document), ..Policies::identity([Document::read(ANYTHING)]) }
    } else {
        Policies::identity([document])
    };
    let mut matched = evaluate(request, &policies).matched;
    matched.retain(|statement| (statement.source.policy_type != PolicyType::Identity) == has_principal);
    matched
}

pub(crate) fn json(check: &Check, policy: &Loaded, words: &Words) -> CheckJson {
    let (message, reasons) = match check {
        Check::Pass => (words.pass, Vec::new()),
        Check::Undecided(why) => {
            (UNDECIDED, vec![Reason { description: why.clone(), statement_index: None, statement_id: None }])
        }
        Check::Fail(request) => {
            let statements = granting(policy, &request.request()).into_iter();
            let reason = |statement: StatementRef| Reason {
                description: format!("{} the statement with index: {}.", words.reason, statement.index),
                statement_index: Some(statement.index),
                statement_id: statement.sid,
            };
            (words.fail, statements.map(reason).collect())
        }
    };
    let counterexample = match check {
        Check::Fail(request) => Some(request.as_ref().into()),
        _ => None,
    };
    CheckJson { result: word(check), message, reasons, counterexample, file: Some(policy.name()) }
}

/// The result as a section: the message, the statements that grant, the request that shows it.
pub(crate) fn section<'a>(check: &Check, policy: &'a Loaded, title: String) -> Section<'a> {
    let level = match check {
        Check::Pass => Level::NOTE,
        Check::Fail(_) => Level::ERROR,
        Check::Undecided(_) => Level::WARNING,
    };
    let mut section = Section::new(level.with_name(word(check)), title);
    match check {
        Check::Pass => {}
        Check::Undecided(why) => section.note(why.as_str()),
        Check::Fail(request) => {
            for statement in granting(policy, &request.request()) {
                let name = statement.sid.map(|sid| format!(" `{sid}`")).unwrap_or_default();
                let label = format!("statement {}{name} allows it", statement.index + 1);
                section.excerpt(&policy.source, vec![(policy.locate(statement.span), label)]);
            }
            section.note(format!("such as {request}"));
        }
    }
    section
}
