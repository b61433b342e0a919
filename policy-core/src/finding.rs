//! What a check found: data, not text. Renderers live with the front ends.

use core::fmt;

use crate::Span;
use crate::lean::{self, Lean as _};

/// The name of a check, as AWS prints it: `PASS_ROLE_WITH_STAR_IN_RESOURCE`.
///
/// In lint attributes and configuration the lower-case form is used: `pass_role_with_star_in_resource`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct IssueCode(&'static str);

impl IssueCode {
    pub(crate) const fn new(code: &'static str) -> Self {
        Self(code)
    }

    /// The code as AWS prints it.
    pub const fn as_str(self) -> &'static str {
        self.0
    }

    /// The code as lint attributes and configuration files write it.
    ///
    /// ```
    /// let code = policy_core::checks::all().next().unwrap().code();
    /// assert_eq!(code.to_lowercase(), code.as_str().to_lowercase());
    /// ```
    pub fn to_lowercase(self) -> String {
        self.0.to_ascii_lowercase()
    }

    /// Whether `text` names this code, in either case.
    pub fn is_named(self, text: &str) -> bool {
        self.0.eq_ignore_ascii_case(text)
    }
}

impl fmt::Display for IssueCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl fmt::Debug for IssueCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

/// How Access Analyzer grades a finding (IAM User Guide, "IAM policy validation check reference").
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FindingType {
    /// The document is wrong: IAM refuses it, or a part of it can never work.
    Error,
    /// The document allows access that AWS considers a risk.
    SecurityWarning,
    /// The document is accepted, and probably does not do what it seems to.
    Warning,
    /// The document is accepted and could be simpler or clearer.
    Suggestion,
}

impl FindingType {
    /// The name ValidatePolicy's output uses.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Error => "ERROR",
            Self::SecurityWarning => "SECURITY_WARNING",
            Self::Warning => "WARNING",
            Self::Suggestion => "SUGGESTION",
        }
    }

    /// The level findings of this type have unless a rule says otherwise.
    pub const fn default_level(self) -> Level {
        match self {
            Self::Error | Self::SecurityWarning => Level::Deny,
            Self::Warning | Self::Suggestion => Level::Warn,
        }
    }
}

impl fmt::Display for FindingType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// What becomes of a finding, in rustc's words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Not reported.
    Allow,
    /// Reported; the document is still accepted.
    Warn,
    /// Reported; the document is rejected.
    Deny,
    /// As `Deny`, and no rule further inside may lower it.
    Forbid,
}

impl Level {
    /// The name attributes and configuration use: `allow`, `warn`, `deny`, `forbid`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Allow => "allow",
            Self::Warn => "warn",
            Self::Deny => "deny",
            Self::Forbid => "forbid",
        }
    }

    /// The level of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Allow, Self::Warn, Self::Deny, Self::Forbid].into_iter().find(|level| level.as_str() == name)
    }
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// One problem of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Finding {
    /// The check that reports it.
    pub code: IssueCode,
    /// How grave it is.
    pub finding_type: FindingType,
    /// Whether IAM's own create call would reject the document for it.
    pub refused: bool,
    /// What becomes of it, after the rules of [`Levels`](crate::Levels).
    pub level: Level,
    /// What is wrong: one line, lower case, no final period, user text in backticks.
    pub message: String,
    /// The places that are wrong; the first is the primary one. Never empty.
    pub locations: Vec<Span>,
    /// Other places that a reader needs to see, each with a word on why.
    pub labels: Vec<Label>,
    /// What to do about it.
    pub help: Option<String>,
    /// An edit that puts it right.
    pub fix: Option<Fix>,
    /// For findings about a lint rule: its index in [`Levels`](crate::Levels). Such a finding's locations say nothing.
    pub rule: Option<usize>,
}

/// Puts findings into the order in which they are reported: by place, what levels have to say at the end.
pub(crate) fn sort(findings: &mut [Finding]) {
    let key = |finding: &Finding| (finding.rule.is_some(), finding.span(), finding.finding_type);
    lean::sort(findings, |a, b| key(a).cmp(&key(b)));
}

impl Finding {
    /// The primary place.
    pub fn span(&self) -> Span {
        self.locations.first().copied().unwrap_or_default()
    }

    /// Whether the finding rejects the document.
    pub fn is_denied(&self) -> bool {
        self.level >= Level::Deny
    }

    /// Adds a secondary place.
    pub(crate) fn label(&mut self, span: Span, message: impl Into<String>) -> &mut Self {
        self.labels.push(Label { span, message: said(message.into()) });
        self
    }

    /// Says what to do.
    pub(crate) fn help(&mut self, help: impl Into<String>) -> &mut Self {
        self.help = Some(said(help.into()));
        self
    }

    /// Offers an edit that keeps the meaning or narrows it.
    pub(crate) fn fix(&mut self, title: impl Into<String>, edits: Vec<Edit>) -> &mut Self {
        self.fix = Some(Fix { title: said(title.into()), edits, applicability: Applicability::Safe });
        self
    }

    /// Offers an edit that a person must look at before applying it.
    pub(crate) fn unsafe_fix(&mut self, title: impl Into<String>, edits: Vec<Edit>) -> &mut Self {
        self.fix = Some(Fix { title: said(title.into()), edits, applicability: Applicability::MaybeIncorrect });
        self
    }

    /// Says that IAM's create call would reject the document for this finding.
    pub(crate) fn refused(&mut self) -> &mut Self {
        self.refused = true;
        self.level = Level::Deny;
        self
    }
}

/// So many bytes at either end of a message are shown: room for two ARNs of the greatest length.
const MOST_SHOWN: usize = 2 * 2048 + 256;

/// A message as it is shown: it quotes the user's text, which can hold line breaks, a terminal's commands or megabytes.
pub(crate) fn said(message: String) -> String {
    // Half of the control characters, and what turns the direction of a line, are longer than a byte.
    let is_plain = |byte: u8| !(byte.is_ascii_control() || matches!(byte, 0xc2 | 0xe2));
    if message.len() <= MOST_SHOWN && message.bytes().all(is_plain) {
        return message;
    }
    let turns = |char: char| matches!(char, '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let mut out = String::new();
    let (start, end) = ends(&message);
    for char in start.chars().followed_by((!end.is_empty()).then_some('…')).followed_by(end.chars()) {
        if char.is_control() || turns(char) {
            out.extend(char.escape_default());
        } else {
            out.push(char);
        }
    }
    out
}

/// Both ends of a long text, or all of a short one.
fn ends(text: &str) -> (&str, &str) {
    if text.len() <= MOST_SHOWN {
        return (text, "");
    }
    let half = MOST_SHOWN / 2;
    let is_boundary = |at: &usize| text.is_char_boundary(*at);
    let start = (0..=half).rev().find(is_boundary).unwrap_or_default();
    let end = (text.len() - half..=text.len()).find(is_boundary).unwrap_or_default();
    (text.get(..start).unwrap_or_default(), text.get(end..).unwrap_or_default())
}

/// A secondary place of a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Label {
    /// The place.
    pub span: Span,
    /// Why it matters: a short phrase.
    pub message: String,
}

/// Whether a fix may be applied unseen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Applicability {
    /// The document keeps its meaning, or only what could never work is mended; access never widens.
    Safe,
    /// A guess at what was meant.
    MaybeIncorrect,
}

/// A set of edits that puts a finding right.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Fix {
    /// What the edits do, in the imperative.
    pub title: String,
    /// The edits; they do not overlap.
    pub edits: Vec<Edit>,
    /// Whether they may be applied unseen.
    pub applicability: Applicability,
}

/// The replacement of a byte range by a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// What is replaced; empty to insert.
    pub span: Span,
    /// What stands there afterwards.
    pub replacement: String,
}

impl Edit {
    /// Replaces `span` by `replacement`.
    pub fn replace(span: Span, replacement: impl Into<String>) -> Self {
        Self { span, replacement: replacement.into() }
    }
}

#[cfg(test)]
mod tests {
    use super::{MOST_SHOWN, said};

    #[test]
    fn messages_are_one_line() {
        let said = |text: &str| said(text.to_owned());
        assert_eq!(said("`films`"), "`films`");
        assert_eq!(said("`a\n\u{1b}[2J\u{7f}\u{9b}2J`"), r"`a\n\u{1b}[2J\u{7f}\u{9b}2J`");
        assert_eq!(said("`\u{202e}äöü ° “x” 日`"), r"`\u{202e}äöü ° “x” 日`");
    }

    #[test]
    fn messages_are_short() {
        let long = said(format!("unknown action `{}ü` here", "é".repeat(1_000_000)));
        assert!(long.starts_with("unknown action `éé") && long.ends_with("éü` here") && long.contains('…'));
        assert!(long.len() <= MOST_SHOWN + '…'.len_utf8(), "{}", long.len());
    }
}
