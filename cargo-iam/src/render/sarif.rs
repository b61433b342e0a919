//! SARIF 2.1.0, for code scanning.

use std::collections::BTreeSet;
use std::io::Write;

use policy_core::checks::{self, Check, Origin};
use policy_core::{Finding, FindingType, Span};
use serde_json::{Value, json};

use super::{Out, Renderer};
use crate::check::{Checked, CheckedFile};
use crate::error::Result;
use crate::files::Source;

pub(super) struct Sarif {
    out: Out,
    codes: BTreeSet<&'static str>,
    results: Vec<Value>,
}

impl Sarif {
    pub(super) fn new(out: Out) -> Self {
        Self { out, codes: BTreeSet::new(), results: Vec::new() }
    }
}

impl Renderer for Sarif {
    fn file(&mut self, file: &CheckedFile) -> Result<()> {
        for (policy, finding) in super::findings(file) {
            self.codes.insert(finding.code.as_str());
            self.results.push(result(&file.source, policy, finding));
        }
        Ok(())
    }

    fn finish(&mut self) -> Result<()> {
        let rules: Vec<Value> = self.codes.iter().filter_map(|code| checks::find(code)).map(rule).collect();
        let log = json!({
            "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
            "version": "2.1.0",
            "runs": [{
                "tool": { "driver": {
                    "name": "cargo-iam",
                    "version": env!("CARGO_PKG_VERSION"),
                    "informationUri": "https://docs.rs/crate/cargo-iam",
                    "rules": rules,
                }},
                "columnKind": "unicodeCodePoints",
                "results": self.results,
            }],
        });
        serde_json::to_writer_pretty(&mut self.out, &log)?;
        self.out.write_all(b"\n")?;
        Ok(self.out.flush()?)
    }
}

fn rule(check: &Check) -> Value {
    let mut rule = json!({
        "id": check.code().as_str(),
        "helpUri": check.learn_more(),
        "help": { "text": check.docs().trim(), "markdown": check.docs().trim() },
        "defaultConfiguration": { "level": level(check.finding_type(), check.is_refused()) },
        "properties": {
            "tags": [check.group(), if check.origin() == Origin::Aws { "access-analyzer" } else { "iam-policy" }],
        },
    });
    if check.finding_type() == FindingType::SecurityWarning {
        rule["properties"]["security-severity"] = json!("7.0");
    }
    rule
}

fn level(finding_type: FindingType, denied: bool) -> &'static str {
    match finding_type {
        _ if denied => "error",
        FindingType::Error | FindingType::SecurityWarning => "error",
        FindingType::Warning => "warning",
        FindingType::Suggestion => "note",
    }
}

fn result(source: &Source, policy: &Checked, finding: &Finding) -> Value {
    let level = match finding.finding_type {
        _ if finding.is_denied() => "error",
        FindingType::Suggestion => "note",
        _ => "warning",
    };
    let help = finding.help.as_ref().map(|help| format!("; {help}")).unwrap_or_default();
    let mut result = json!({
        "ruleId": finding.code.as_str(),
        "level": level,
        "message": { "text": format!("{}{help}", finding.message) },
        "locations": finding.locations.iter().map(|&span| location(source, policy, span)).collect::<Vec<_>>(),
        "properties": { "findingType": finding.finding_type.as_str(), "refused": finding.refused },
    });
    if !finding.labels.is_empty() {
        let related = finding.labels.iter().map(|label| {
            let mut place = location(source, policy, label.span);
            place["message"] = json!({ "text": label.message });
            place
        });
        result["relatedLocations"] = related.collect();
    }
    if let Some(fix) = fix(source, policy, finding) {
        result["fixes"] = json!([fix]);
    }
    result
}

fn location(source: &Source, policy: &Checked, span: Span) -> Value {
    let mut location = json!({ "physicalLocation": {
        "artifactLocation": { "uri": uri(&source.name) },
        "region": region(source, policy.locate(span)),
    }});
    if !policy.policy.is_plain() {
        location["logicalLocations"] = json!([{ "fullyQualifiedName": policy.policy.place }]);
    }
    location
}

fn region(source: &Source, span: Span) -> Value {
    let (start, end) = (source.lines.position(&source.text, span.start), source.lines.position(&source.text, span.end));
    json!({
        "startLine": start.line, "startColumn": start.column,
        "endLine": end.line, "endColumn": end.column,
    })
}

/// What takes more edits is a task for `cargo iam fix`.
const MOST_EDITS: usize = 1_000;

fn fix(source: &Source, policy: &Checked, finding: &Finding) -> Option<Value> {
    let fix = finding.fix.as_ref()?;
    if policy.policy.notation != crate::input::Notation::Json || fix.edits.len() > MOST_EDITS {
        return None;
    }
    let replacement = |edit: &policy_core::Edit| {
        let region = region(source, policy.locate(edit.span));
        json!({ "deletedRegion": region, "insertedContent": { "text": edit.replacement } })
    };
    Some(json!({
        "description": { "text": fix.title },
        "artifactChanges": [{
            "artifactLocation": { "uri": uri(&source.name) },
            "replacements": fix.edits.iter().map(replacement).collect::<Vec<_>>(),
        }],
    }))
}

/// A path as a relative reference.
fn uri(path: &str) -> String {
    use std::fmt::Write as _;
    let mut uri = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            let _ = write!(uri, "%{byte:02X}");
        }
    }
    uri
}
