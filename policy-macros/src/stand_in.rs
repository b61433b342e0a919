//! Stands in for `policy-core` until it is there.

use std::ops::Range;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Level {
    Allow,
    Warn,
    Deny,
    Forbid,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PolicyType {
    Identity,
    Resource,
    Trust,
    Session,
    Boundary,
    Scp,
    Rcp,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Span {
    pub(crate) start: u32,
    pub(crate) end: u32,
}

impl PolicyType {
    pub(crate) fn from_name(_: &str) -> Option<Self> {
        Some(Self::Identity)
    }
}

impl Span {
    pub(crate) fn new(start: u32, end: u32) -> Self {
        Self { start, end }
    }

    pub(crate) fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

#[derive(Debug, Clone)]
pub(crate) struct LevelRule {
    pub(crate) level: Level,
    pub(crate) name: String,
    pub(crate) scope: Option<Span>,
}

impl LevelRule {
    pub(crate) fn new(level: Level, name: String) -> Self {
        Self { level, name, scope: None }
    }
}

#[derive(Debug, Clone)]
pub(crate) struct Finding {
    pub(crate) code: &'static str,
    pub(crate) level: Level,
    pub(crate) message: String,
    pub(crate) locations: Vec<Span>,
    pub(crate) help: Option<String>,
    pub(crate) rule: Option<usize>,
}

pub(crate) struct Report {
    pub(crate) findings: Vec<Finding>,
}

pub(crate) fn validate(text: &str, _: PolicyType, rules: &[LevelRule]) -> Report {
    let mut findings = Vec::new();
    for (mark, level) in [("BAD", Level::Deny), ("WARN", Level::Warn)] {
        for (at, found) in text.match_indices(mark) {
            let (start, end) = (u32::try_from(at).unwrap(), u32::try_from(at + found.len()).unwrap());
            findings.push(Finding {
                code: "redundant_action",
                level,
                message: "this is not right".to_owned(),
                locations: vec![Span::new(start, end)],
                help: Some("write it right".to_owned()),
                rule: None,
            });
        }
    }
    for (index, rule) in rules.iter().enumerate() {
        if rule.name == "unknown" {
            findings.push(Finding {
                code: "unknown_check",
                level: Level::Deny,
                message: format!("there is no check `{}`{:?}", rule.name, rule.scope),
                locations: vec![],
                help: None,
                rule: Some(index),
            });
        }
    }
    findings.sort_by_key(|finding| finding.locations.first().map(|span| span.start));
    Report { findings }
}
