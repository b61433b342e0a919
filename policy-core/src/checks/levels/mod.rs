//! Findings about lint rules themselves.

use crate::finding::said;
use crate::{Finding, LevelRule, Span};

checks! { levels:
    unknown_check,
    unused_allow,
    forbidden_level,
}

fn finding(check: &super::Check, rule: usize, message: String, help: Option<String>) -> Finding {
    let mut finding = check.finding(vec![Span::default()], message);
    finding.rule = Some(rule);
    finding.help = help.map(said);
    finding
}

/// A rule names no check.
pub(crate) fn unknown_check(at: usize, rule: &LevelRule, suggestion: Option<String>) -> Finding {
    let help = suggestion.map(|name| format!("did you mean `{name}`?"));
    finding(&unknown_check::CHECK, at, format!("unknown check `{}`", rule.name), help)
}

/// A rule allows what does not occur.
pub(crate) fn unused_allow(at: usize, rule: &LevelRule) -> Finding {
    let help = Some("remove it".to_owned());
    finding(&unused_allow::CHECK, at, format!("`allow({})` silences nothing", rule.name), help)
}

/// A rule lowers what an outer rule forbids.
pub(crate) fn forbidden_level(at: usize, rule: &LevelRule, outer: &LevelRule) -> Finding {
    let message = format!("`{}({})` is inside `forbid({})`", rule.level, rule.name, outer.name);
    finding(&forbidden_level::CHECK, at, message, None)
}
