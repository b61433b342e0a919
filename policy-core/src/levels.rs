//! Lint levels: what becomes of a finding, as in rustc.
//!
//! A rule names checks or groups of them and a scope; the innermost rule wins, `forbid` cannot be lowered further inside,
//! and an `allow` that silences nothing is itself a finding.

use crate::checks::{self, Check, levels as findings};
use crate::lean::{self, Lean as _};
use crate::{Finding, FindingType, Level, Span};

/// A rule such as `#[allow(pass_role_with_star_in_resource)]`: one level for one name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LevelRule {
    /// What becomes of the findings.
    pub level: Level,
    /// A check's code in either case, or a group's name.
    pub name: String,
    /// The byte range the rule is limited to, such as a statement's; `None` is the whole document.
    pub scope: Option<Span>,
    /// Whether the rule is reported when it silences nothing. Rules for many files at once are not.
    pub must_match: bool,
}

/// The rules for one document, outer ones first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Levels {
    rules: Vec<LevelRule>,
}

/// Whether a group holds a check.
type Holds = fn(&Check) -> bool;

/// Names that stand for several checks.
const GROUPS: [(&str, Holds); 6] = [
    ("all", |_| true),
    ("errors", |check| check.finding_type() == FindingType::Error),
    ("security", |check| check.finding_type() == FindingType::SecurityWarning),
    ("warnings", |check| check.finding_type() == FindingType::Warning),
    ("suggestions", |check| check.finding_type() == FindingType::Suggestion),
    ("pass_role", |check| check.group() == "pass_role"),
];

impl LevelRule {
    /// A rule for the whole document, reported when it silences nothing.
    pub fn new(level: Level, name: impl Into<String>) -> Self {
        Self { level, name: name.into(), scope: None, must_match: true }
    }

    /// Limits the rule to a byte range.
    #[must_use]
    pub fn within(mut self, scope: Span) -> Self {
        self.scope = Some(scope);
        self
    }

    /// Says that the rule is for many documents, so that one document without such a finding proves nothing.
    #[must_use]
    pub fn shared(mut self) -> Self {
        self.must_match = false;
        self
    }

    /// Whether the name is that of a check or a group.
    pub fn is_known(&self) -> bool {
        group(&self.name).is_some() || checks::find(&self.name).is_some()
    }

    /// The check or group that an unknown name was probably meant to be.
    pub fn suggestion(&self) -> Option<String> {
        suggest(&self.name)
    }

    fn covers(&self, finding: &Finding) -> bool {
        let named = match group(&self.name) {
            Some(group) => checks::find(finding.code.as_str()).is_some_and(group),
            None => finding.code.is_named(&self.name),
        };
        named && self.scope.is_none_or(|scope| scope.contains(finding.span()))
    }
}

fn group(name: &str) -> Option<Holds> {
    GROUPS.iter().find(|(group, _)| *group == name).map(|&(_, covers)| covers)
}

/// The check or group that `name` was probably meant to be.
fn suggest(name: &str) -> Option<String> {
    let wanted = name.to_ascii_lowercase();
    let codes = checks::all().map(|check| check.code().to_lowercase());
    let names = codes.followed_by(GROUPS.iter().map(|(group, _)| (*group).to_owned()));
    crate::catalog::nearest(&wanted, names)
}

impl Levels {
    /// No rules: every check at its default level.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a rule inside those before it.
    pub fn push(&mut self, rule: LevelRule) {
        self.rules.push(rule);
    }

    /// The rules, outer ones first.
    pub fn rules(&self) -> &[LevelRule] {
        &self.rules
    }

    /// Sets the level of every finding, drops the allowed ones, and adds findings about the rules themselves.
    pub(crate) fn apply(&self, found: &mut Vec<Finding>) {
        if self.rules.is_empty() {
            return;
        }
        let mut used = vec![false; self.rules.len()];
        lean::keep(found, |finding| {
            finding.level = self.level_of(finding, &mut used);
            finding.level != Level::Allow
        });
        for (at, rule) in self.rules.iter().enumerate() {
            if !rule.is_known() {
                found.push(findings::unknown_check(at, rule, suggest(&rule.name)));
            } else if let Some(outer) = self.forbidding(at) {
                found.push(findings::forbidden_level(at, rule, outer));
            } else if rule.level == Level::Allow && rule.must_match && !used.get(at).copied().unwrap_or(true) {
                found.push(findings::unused_allow(at, rule));
            }
        }
    }

    fn level_of(&self, finding: &Finding, used: &mut [bool]) -> Level {
        let mut level = finding.level;
        // IAM refuses the document whatever we say.
        if finding.refused {
            return level;
        }
        for (rule, used) in self.rules.iter().zip(used).filter(|(rule, _)| rule.covers(finding)) {
            *used = true;
            if level != Level::Forbid {
                level = rule.level;
            }
        }
        level
    }

    /// The `forbid` before rule `at` that it tries to lower.
    fn forbidding(&self, at: usize) -> Option<&LevelRule> {
        let rule = self.rules.get(at)?;
        let same = |outer: &&LevelRule| {
            outer.level == Level::Forbid
                && (outer.name.eq_ignore_ascii_case(&rule.name)
                    || checks::find(&rule.name)
                        .is_some_and(|check| group(&outer.name).is_some_and(|covers| covers(check))))
        };
        (rule.level < Level::Forbid).then(|| self.rules.iter().take(at).find(same))?
    }
}
