//! A finding with the line it is about, as plain text: what `Findings` and build scripts show.

use core::fmt;

use crate::{Finding, LineIndex, Span};

/// The most characters of a line that are shown.
const WIDTH: usize = 120;

/// A finding about a text, to be displayed with the line it points at.
///
/// ```
/// use policy_core::{Excerpt, Options, PolicyType, validate};
///
/// let text = "{\n    \"Version\": \"2012-10-18\",\n    \"Statement\": []\n}";
/// let report = validate(text, &Options::new(PolicyType::Identity));
/// let finding = report.findings.iter().find(|finding| finding.code.as_str() == "INVALID_VERSION").unwrap();
/// let shown = Excerpt::new(finding, text, "access.json").to_string();
/// assert!(shown.contains("--> access.json:2:16"));
/// assert!(shown.contains("^^^^^^^^^^^^"));
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Excerpt<'a> {
    finding: &'a Finding,
    text: &'a str,
    name: &'a str,
}

impl<'a> Excerpt<'a> {
    /// Shows `finding` in `text`, which came from the file or place called `name`.
    pub fn new(finding: &'a Finding, text: &'a str, name: &'a str) -> Self {
        Self { finding, text, name }
    }

    fn place(&self, f: &mut fmt::Formatter<'_>, lines: &LineIndex, span: Span, note: &str) -> fmt::Result {
        let position = lines.position(self.text, span.start);
        let line = lines.line(self.text, position.line);
        let number = position.line.to_string();
        let gutter = " ".repeat(number.len());
        let before = Span::new(line.start, span.start).of(self.text);
        let marked = Span::new(span.start, span.end.min(line.end)).of(self.text);
        // A long line is cut on the left until its mark shows.
        let skipped = before.chars().count().saturating_sub(WIDTH / 2);
        let shown: String = line.of(self.text).chars().skip(skipped).take(WIDTH).map(blank_tab).collect();
        let indent: String = before.chars().skip(skipped).map(|_| ' ').collect();
        let room = WIDTH.saturating_sub(indent.len()).max(1);
        let marks = "^".repeat(marked.chars().count().clamp(1, room));
        let cut = if skipped > 0 { "…" } else { "" };
        writeln!(f, "{gutter}--> {}:{}:{}", self.name, position.line, position.column)?;
        writeln!(f, "{gutter} |")?;
        writeln!(f, "{number} | {cut}{shown}")?;
        write!(f, "{gutter} | {}{indent}{marks}", if skipped > 0 { " " } else { "" })?;
        if note.is_empty() { Ok(()) } else { write!(f, " {note}") }
    }
}

fn blank_tab(character: char) -> char {
    if character.is_control() { ' ' } else { character }
}

impl fmt::Display for Excerpt<'_> {
    /// The message, the line with the place underlined, second places, and the help.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let lines = LineIndex::new(self.text);
        let word = if self.finding.is_denied() { "error" } else { "warning" };
        writeln!(f, "{word}[{}]: {}", self.finding.code.to_lowercase(), self.finding.message)?;
        self.place(f, &lines, self.finding.span(), "")?;
        for label in &self.finding.labels {
            writeln!(f)?;
            self.place(f, &lines, label.span, &label.message)?;
        }
        match &self.finding.help {
            Some(help) => write!(f, "\n  = help: {help}"),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Excerpt;
    use crate::Policy;

    #[test]
    fn any_place_of_any_line_can_be_shown() {
        for text in [
            "",
            "{",
            "{\n\t\"Version\"\r\n",
            "{\"Version\": \"ü\u{7f}\u{1}",
            &format!("{{\"a\": \"{}\" x", "é".repeat(500)),
        ] {
            let findings = Policy::parse(text).unwrap_err();
            for finding in &findings {
                let shown = Excerpt::new(finding, text, "file").to_string();
                assert!(shown.contains('^'), "{shown}");
                assert!(shown.lines().all(|line| line.chars().count() < 300), "{shown}");
            }
        }
    }
}
