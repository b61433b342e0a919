//! The XML that test reports of CI systems are made of, one test case a policy.

use std::fmt::Write as _;
use std::io::Write;

use policy_core::Finding;

use super::{Out, Renderer, word};
use crate::check::{Checked, CheckedFile};
use crate::error::Result;
use crate::files::Source;

pub(super) struct Junit {
    out: Out,
    suites: String,
    tests: usize,
    failures: usize,
}

impl Junit {
    pub(super) fn new(out: Out) -> Self {
        Self { out, suites: String::new(), tests: 0, failures: 0 }
    }

    fn case(&mut self, source: &Source, policy: &Checked) -> String {
        let (denied, other): (Vec<_>, Vec<_>) = policy.findings.iter().partition(|finding| finding.is_denied());
        let mut body = String::new();
        if let Some(first) = denied.first() {
            let lines: Vec<String> = denied.iter().map(|finding| line(source, policy, finding)).collect();
            let (message, code) = (escape(&first.message), first.code);
            let _ = writeln!(
                body,
                "      <failure message=\"{message}\" type=\"{code}\">{}</failure>",
                escape(&lines.join("\n"))
            );
        }
        if !other.is_empty() {
            let lines: Vec<String> = other.iter().map(|finding| line(source, policy, finding)).collect();
            let _ = writeln!(body, "      <system-out>{}</system-out>", escape(&lines.join("\n")));
        }
        self.tests += 1;
        self.failures += usize::from(!denied.is_empty());
        let (name, class) = (escape(&policy.name(source)), policy.policy_type);
        if body.is_empty() {
            format!("    <testcase name=\"{name}\" classname=\"{class}\"/>\n")
        } else {
            format!("    <testcase name=\"{name}\" classname=\"{class}\">\n{body}    </testcase>\n")
        }
    }
}

impl Renderer for Junit {
    fn file(&mut self, file: &CheckedFile) -> Result<()> {
        if file.policies.is_empty() {
            return Ok(());
        }
        let failures = self.failures;
        let cases: String = file.policies.iter().map(|policy| self.case(&file.source, policy)).collect();
        let (name, tests, failures) = (escape(&file.source.name), file.policies.len(), self.failures - failures);
        let _ = write!(
            self.suites,
            "  <testsuite name=\"{name}\" tests=\"{tests}\" failures=\"{failures}\">\n{cases}  </testsuite>\n"
        );
        Ok(())
    }

    fn finish(&mut self) -> Result<()> {
        let (tests, failures, suites) = (self.tests, self.failures, &self.suites);
        writeln!(self.out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
        writeln!(
            self.out,
            "<testsuites name=\"cargo-iam\" tests=\"{tests}\" failures=\"{failures}\">\n{suites}</testsuites>"
        )?;
        Ok(self.out.flush()?)
    }
}

/// `policy.json:3:15: error: … (CODE)`
fn line(source: &Source, policy: &Checked, finding: &Finding) -> String {
    let at = source.lines.position(&source.text, policy.locate(finding.span()).start);
    let (name, word) = (&source.name, word(finding));
    format!("{name}:{}:{}: {word}: {} ({})", at.line, at.column, finding.message, finding.code)
}

/// XML 1.0 has no way to write most control characters.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' | '\t' => out.push(character),
            _ if character.is_control() || matches!(character, '\u{FFFE}' | '\u{FFFF}') => out.push('\u{FFFD}'),
            _ => out.push(character),
        }
    }
    out
}
