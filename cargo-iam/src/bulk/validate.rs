//! `validate --ndjson`: policies.

use std::borrow::Cow;

use policy_core::{Document, LineIndex, Options, PolicyType, validate_document};
use serde::Deserialize;

use super::{Answer, Problem};
use crate::check::Checker;
use crate::cli::Validate;
use crate::error::{Outcome, Result};
use crate::render::{BulkResult, Lines, findings_json};

/// A line of the input.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Request<'a> {
    #[serde(borrow)]
    name: Cow<'a, str>,
    #[serde(borrow)]
    policy_type: Cow<'a, str>,
    #[serde(borrow)]
    validate_policy_resource_type: Option<Cow<'a, str>>,
    #[serde(borrow)]
    policy_document: Cow<'a, str>,
}

pub(crate) fn run(arguments: &Validate) -> Result<Outcome> {
    let levels = Checker::new(&arguments.input)?.levels(None);
    let base = Options::new(PolicyType::Identity).levels(levels);
    super::run(&arguments.input.paths, Validation { base })
}

struct Validation {
    base: Options,
}

impl Answer for Validation {
    fn answer(&self, line: &[u8], out: &mut Vec<u8>) -> Result<bool, Problem> {
        if !line.trim_ascii_start().starts_with(b"{") {
            return Err(Problem {
                name: None,
                message: "not a policy to validate: the line is no JSON object".to_owned(),
            });
        }
        let request: Request<'_> = serde_json::from_slice(line)
            .map_err(|error| Problem { name: super::name(line), message: explain(&error) })?;
        let options = options(&request, &self.base)
            .map_err(|message| Problem { name: Some(request.name.to_string()), message })?;
        let document = Document::read(&request.policy_document);
        let report = validate_document(&document, &options);
        let findings = if report.findings.is_empty() {
            Vec::new()
        } else {
            let index = LineIndex::new(document.text);
            findings_json(&document, &report.findings, Lines::new(document.text, &index), |span| span)
        };
        serde_json::to_writer(out, &BulkResult { name: &request.name, findings })?;
        Ok(!report.is_accepted())
    }
}

/// What is wrong with a line. The line number that serde counts is that within the line.
fn explain(error: &serde_json::Error) -> String {
    let message = error.to_string();
    let message = message.split(" at line ").next().unwrap_or_default();
    format!("not a policy to validate: {message} at column {}", error.column())
}

fn options(request: &Request<'_>, base: &Options) -> Result<Options, String> {
    let resource = request.validate_policy_resource_type.as_deref();
    let policy_type = match (&*request.policy_type, resource) {
        ("IDENTITY_POLICY", _) => PolicyType::Identity,
        ("RESOURCE_POLICY", Some("AWS::IAM::AssumeRolePolicyDocument")) => PolicyType::Trust,
        ("RESOURCE_POLICY", _) => PolicyType::Resource,
        ("SERVICE_CONTROL_POLICY", _) => PolicyType::Scp,
        ("RESOURCE_CONTROL_POLICY", _) => PolicyType::Rcp,
        (other, _) => return Err(format!("unknown policyType `{other}`")),
    };
    let options = base.clone().policy_type(policy_type);
    Ok(match resource.filter(|_| policy_type == PolicyType::Resource) {
        Some(resource) => options.resource_type(resource),
        None => options,
    })
}
