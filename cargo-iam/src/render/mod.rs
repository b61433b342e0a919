//! Findings written down, for people and for programs. Renderers read findings and nothing else.

pub(crate) mod check;
pub(crate) mod decision;
mod github;
mod json;
mod junit;
mod sarif;
pub(crate) mod sections;
mod text;

use std::io::{BufWriter, StdoutLock, Write, stdout};

pub(crate) use self::json::{BulkResult, Lines, findings_json};
use crate::check::{Checked, CheckedFile};
use crate::cli::Format;
use crate::error::Result;
use policy_core::{Finding, FindingType};
use serde::Serialize;

/// Writes files down one after another.
pub(crate) trait Renderer {
    /// Writes what was found in a file.
    fn file(&mut self, file: &CheckedFile) -> Result<()>;

    /// Writes what comes after all files.
    fn finish(&mut self) -> Result<()> {
        Ok(())
    }
}

/// Standard output, buffered.
pub(crate) type Out = BufWriter<StdoutLock<'static>>;

pub(crate) fn out() -> Out {
    BufWriter::new(stdout().lock())
}

/// Writes one JSON value for people and programs.
pub(crate) fn pretty(value: &impl Serialize) -> Result<()> {
    let mut out = out();
    let layout = serde_json::ser::PrettyFormatter::with_indent(b"    ");
    value.serialize(&mut serde_json::Serializer::with_formatter(&mut out, layout))?;
    out.write_all(b"\n")?;
    Ok(out.flush()?)
}

pub(crate) fn renderer(format: Format) -> Box<dyn Renderer> {
    match format {
        Format::Text => Box::new(text::Text::new()),
        Format::Json => Box::new(json::Json::new(out())),
        Format::Ndjson => Box::new(json::Ndjson::new(out())),
        Format::Sarif => Box::new(sarif::Sarif::new(out())),
        Format::Github => Box::new(github::Github::new(out())),
        Format::Junit => Box::new(junit::Junit::new(out())),
    }
}

/// The word for a finding: `error` when it is denied, else what its type is called.
fn word(finding: &Finding) -> &'static str {
    match finding.finding_type {
        _ if finding.is_denied() => "error",
        FindingType::Suggestion => "suggestion",
        _ => "warning",
    }
}

/// Where to read about a finding.
fn learn_more(finding: &Finding) -> String {
    policy_core::checks::find(finding.code.as_str()).map(policy_core::checks::Check::learn_more).unwrap_or_default()
}

/// Every finding of a file, with its policy.
fn findings(file: &CheckedFile) -> impl Iterator<Item = (&Checked, &Finding)> {
    file.policies.iter().flat_map(|policy| policy.findings.iter().map(move |finding| (policy, finding)))
}
