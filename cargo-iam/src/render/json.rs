//! The shape of `aws accessanalyzer validate-policy`, so that what reads that reads this. We only add members.

use std::io::Write;

use policy_core::{Document, Finding, LineIndex, PathElement, Paths, Span};
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use super::{Out, Renderer, learn_more};
use crate::check::{Checked, CheckedFile};
use crate::error::Result;
use crate::files::Source;

/// A finding as ValidatePolicy prints it.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct FindingJson<'a> {
    finding_details: &'a str,
    finding_type: &'static str,
    issue_code: &'static str,
    learn_more_link: String,
    locations: Vec<Location>,
    // What follows is ours.
    level: &'static str,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    refused: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    policy: Option<&'a str>,
}

#[derive(Debug, Serialize)]
struct Location {
    path: Vec<Step>,
    span: Range,
}

#[derive(Debug, Serialize)]
struct Range {
    start: Place,
    end: Place,
}

/// A place: the line from 1, column and offset from 0. Columns and offsets count characters.
#[derive(Debug, Serialize)]
struct Place {
    line: u32,
    column: u32,
    offset: u32,
}

#[derive(Debug)]
struct Step(PathElement);

impl Serialize for Step {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Substring {
            start: usize,
            length: usize,
        }
        let mut map = serializer.serialize_map(Some(1))?;
        match self.0 {
            PathElement::Index(ref index) => map.serialize_entry("index", index)?,
            PathElement::Key(ref name) => map.serialize_entry("key", name)?,
            PathElement::Value(ref name) => map.serialize_entry("value", name)?,
            PathElement::Substring { start, length } => {
                map.serialize_entry("substring", &Substring { start, length })?;
            }
        }
        map.end()
    }
}

/// A text that spans point into.
#[derive(Clone, Copy)]
pub(crate) struct Lines<'a> {
    text: &'a str,
    index: &'a LineIndex,
}

impl<'a> Lines<'a> {
    pub(crate) fn new(text: &'a str, index: &'a LineIndex) -> Self {
        Self { text, index }
    }

    fn place(self, at: u32) -> Place {
        let position = self.index.position(self.text, at);
        Place { line: position.line, column: position.column - 1, offset: self.index.characters(self.text, at) }
    }
}

/// The findings as ValidatePolicy would list them. There a syntax error stands alone: nothing else was looked at.
pub(crate) fn findings_json<'a>(
    document: &Document<'_>,
    findings: &'a [Finding],
    lines: Lines<'_>,
    locate: impl Fn(Span) -> Span,
) -> Vec<FindingJson<'a>> {
    let is_syntax = |finding: &Finding| finding.code.is_named("JSON_SYNTAX_ERROR");
    let broken = findings.iter().any(is_syntax);
    let listed = findings.iter().filter(|finding| !broken || is_syntax(finding));
    let mut paths = Paths::new(document.text, &document.tree);
    let mut location = |span: &Span| {
        let path = paths.of(*span).into_iter().map(Step).collect();
        let place = locate(*span);
        Location { path, span: Range { start: lines.place(place.start), end: lines.place(place.end) } }
    };
    let finding = |finding: &'a Finding| FindingJson {
        finding_details: &finding.message,
        finding_type: finding.finding_type.as_str(),
        issue_code: finding.code.as_str(),
        learn_more_link: learn_more(finding),
        locations: finding.locations.iter().map(&mut location).collect(),
        level: finding.level.as_str(),
        refused: finding.refused,
        help: finding.help.as_deref(),
        file: None,
        policy: None,
    };
    listed.map(finding).collect()
}

fn of_policy<'a>(policy: &'a Checked, source: &'a Source) -> Vec<FindingJson<'a>> {
    if policy.findings.is_empty() {
        return Vec::new();
    }
    let document = Document::read(&policy.policy.text);
    let lines = Lines::new(&source.text, &source.lines);
    let mut findings = findings_json(&document, &policy.findings, lines, |span| policy.locate(span));
    for finding in &mut findings {
        finding.file = Some(&source.name);
        finding.policy = Some(policy.policy.place.as_str()).filter(|place| !place.is_empty());
    }
    findings
}

/// One object with all findings.
pub(super) struct Json {
    out: Out,
    count: usize,
}

impl Json {
    pub(super) fn new(out: Out) -> Self {
        Self { out, count: 0 }
    }
}

impl Renderer for Json {
    fn file(&mut self, file: &CheckedFile) -> Result<()> {
        for policy in &file.policies {
            for finding in of_policy(policy, &file.source) {
                self.out.write_all(if self.count == 0 { b"{\n    \"findings\": [\n" } else { b",\n" })?;
                self.count += 1;
                let mut pretty = Vec::new();
                let layout = serde_json::ser::PrettyFormatter::with_indent(b"    ");
                finding.serialize(&mut serde_json::Serializer::with_formatter(&mut pretty, layout))?;
                let pretty = String::from_utf8_lossy(&pretty).replace('\n', "\n        ");
                write!(self.out, "        {pretty}")?;
            }
        }
        Ok(())
    }

    fn finish(&mut self) -> Result<()> {
        let end: &[u8] = if self.count == 0 { b"{\n    \"findings\": []\n}\n" } else { b"\n    ]\n}\n" };
        self.out.write_all(end)?;
        Ok(self.out.flush()?)
    }
}

/// What `--ndjson` writes for a line.
#[derive(Debug, Serialize)]
pub(crate) struct BulkResult<'a> {
    pub(crate) name: &'a str,
    pub(crate) findings: Vec<FindingJson<'a>>,
}

/// One object a policy.
pub(super) struct Ndjson {
    out: Out,
}

impl Ndjson {
    pub(super) fn new(out: Out) -> Self {
        Self { out }
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PolicyJson<'a> {
    name: &'a str,
    policy_type: &'static str,
    guessed: bool,
    findings: Vec<FindingJson<'a>>,
}

impl Renderer for Ndjson {
    fn file(&mut self, file: &CheckedFile) -> Result<()> {
        for policy in &file.policies {
            let line = PolicyJson {
                name: &policy.name(&file.source),
                policy_type: policy.policy_type.as_str(),
                guessed: policy.guessed,
                findings: of_policy(policy, &file.source),
            };
            serde_json::to_writer(&mut self.out, &line)?;
            self.out.write_all(b"\n")?;
        }
        // Whoever reads lines wants them as they come.
        Ok(self.out.flush()?)
    }
}
