//! Annotations in GitHub Actions (GitHub Docs, "Workflow commands for GitHub Actions").

use std::io::Write;

use policy_core::{Finding, FindingType};

use super::{Out, Renderer};
use crate::check::{Checked, CheckedFile};
use crate::error::Result;
use crate::files::Source;

pub(super) struct Github {
    out: Out,
}

impl Github {
    pub(super) fn new(out: Out) -> Self {
        Self { out }
    }

    fn finding(&mut self, source: &Source, policy: &Checked, finding: &Finding) -> Result<()> {
        let span = policy.locate(finding.span());
        let (start, end) =
            (source.lines.position(&source.text, span.start), source.lines.position(&source.text, span.end));
        let command = match finding.finding_type {
            _ if finding.is_denied() => "error",
            FindingType::Suggestion => "notice",
            _ => "warning",
        };
        let file = property(&source.name);
        write!(self.out, "::{command} file={file},line={},endLine={},col={}", start.line, end.line, start.column)?;
        // GitHub takes an end column only within one line.
        if start.line == end.line {
            write!(self.out, ",endColumn={}", end.column)?;
        }
        let help = finding.help.as_ref().map(|help| format!("\nhelp: {help}")).unwrap_or_default();
        let message = data(&format!("{}{help}", finding.message));
        Ok(writeln!(self.out, ",title={}::{message}", finding.code)?)
    }
}

impl Renderer for Github {
    fn file(&mut self, file: &CheckedFile) -> Result<()> {
        for (policy, finding) in super::findings(file) {
            self.finding(&file.source, policy, finding)?;
        }
        Ok(self.out.flush()?)
    }
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
