//! Whether a service principal is one that is known.

use crate::catalog::{Catalog, Name, ServicePrincipal};
use crate::checks::Context;
use crate::document::variable::has_variable;
use crate::lean::Lean as _;
use crate::pattern;

/// What can be said of a text in the place of a service principal. AWS publishes no complete list, so a name may be right
/// without being known.
#[derive(Clone, Copy)]
pub(in crate::checks) enum Verdict {
    /// It is known, or cannot be judged.
    Known,
    /// It is not known, and all but the same as one that is.
    Misspelt(Name),
    /// It is not known.
    Unknown,
}

/// Judges a name, or a pattern where those are allowed.
pub(in crate::checks) fn judge(cx: &Context<'_>, text: &str, is_pattern: bool) -> Verdict {
    let has_time = cx.may_search(cx.catalog.service_principals().len(), text);
    if has_time { verdict(cx.catalog, text, is_pattern) } else { Verdict::Known }
}

fn verdict(catalog: &'static Catalog<'static>, text: &str, is_pattern: bool) -> Verdict {
    if has_variable(text) {
        return Verdict::Known;
    }
    if is_pattern && pattern::has_wildcard(text) {
        let known = catalog.service_principals().any(|principal| {
            let name = principal.name();
            if principal.is_pattern() {
                pattern::matches_ignore_case(text, &name.replace('*', "us-east-1"))
            } else {
                pattern::matches_ignore_case(text, &name)
            }
        });
        return if known || is_regional_pattern(catalog, text) { Verdict::Known } else { Verdict::Unknown };
    }
    if catalog.service_principal(text).is_some() {
        return Verdict::Known;
    }
    let usable = catalog.service_principals().filter(|principal| !principal.internal() && !principal.is_pattern());
    usable.map(ServicePrincipal::name).find(|name| is_slip(text, name)).map_or(Verdict::Unknown, Verdict::Misspelt)
}

/// Whether the pattern is a known name with a wildcard for a region: `logs.*.amazonaws.com`.
fn is_regional_pattern(catalog: &'static Catalog<'static>, text: &str) -> bool {
    catalog.service_principal(&text.replace('*', "us-east-1")).is_some()
}

/// Whether `text` is `name` but for the suffix or one slip of the pen. Numbers are no slips: `lexv2` follows `lex`.
pub(in crate::checks) fn is_slip(text: &str, name: &str) -> bool {
    const SUFFIX: &str = ".amazonaws.com";
    let Some(stem) = name.strip_suffix(SUFFIX) else { return false };
    let text = text.trim_end_matches('.');
    let rest = text.get(..stem.len()).filter(|head| head.eq_ignore_ascii_case(stem)).and(text.get(stem.len()..));
    if rest.is_some_and(|rest| rest.is_empty() || SUFFIXES.iter().any(|suffix| rest.eq_ignore_ascii_case(suffix))) {
        return true;
    }
    let Some(found) = text.strip_suffix(SUFFIX) else { return false };
    let digits = |text: &str| text.bytes().filter(u8::is_ascii_digit).list();
    found.len().min(stem.len()) >= 5 && is_one_edit(found.as_bytes(), stem.as_bytes()) && digits(found) == digits(stem)
}

/// What is written for the suffix by mistake.
const SUFFIXES: [&str; 8] = [
    ".amazonaws.com",
    ".amazonaws",
    ".amazon.com",
    ".aws.com",
    ".aws.amazon.com",
    ".amazonaws.co",
    ".amazonws.com",
    ".amazonaws.org",
];

/// Whether one character more, less or other, or two swapped, make `a` into `b`.
fn is_one_edit(a: &[u8], b: &[u8]) -> bool {
    if a.len().abs_diff(b.len()) > 1 {
        return false;
    }
    let head = a.iter().zip(b).take_while(|(a, b)| a == b).count();
    let (a, b) = (a.get(head..).unwrap_or_default(), b.get(head..).unwrap_or_default());
    let tail = a.iter().rev().zip(b.iter().rev()).take_while(|(a, b)| a == b).count();
    match (a.get(..a.len() - tail), b.get(..b.len() - tail)) {
        (Some([first, second]), Some(swapped)) => swapped == [*second, *first],
        (Some(a), Some(b)) => a.len().max(b.len()) == 1,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(text: &str) -> &'static str {
        match verdict(Catalog::builtin(), text, false) {
            Verdict::Known => "known",
            Verdict::Misspelt(_) => "misspelt",
            Verdict::Unknown => "unknown",
        }
    }

    #[test]
    fn tells_slips_from_new_names() {
        for text in ["personalize.amazonaws.com", "logs.eu-central-1.amazonaws.com", "ec2.amazonaws.com.cn", "${x}"] {
            assert_eq!(judged(text), "known", "{text}");
        }
        for text in [
            "personalise.amazonaws.com",
            "personalize",
            "personalize.amazonaws.com.",
            "personalize.amazon.com",
            "presonalize.amazonaws.com",
            "sagemakr.amazonaws.com",
        ] {
            assert_eq!(judged(text), "misspelt", "{text}");
        }
        for text in ["films.amazonaws.com", "lexv9.amazonaws.com", "s4.amazonaws.com", "", "é", "x.example.com"] {
            assert_eq!(judged(text), "unknown", "{text}");
        }
    }

    #[test]
    fn judges_patterns() {
        let known = |text| matches!(verdict(Catalog::builtin(), text, true), Verdict::Known);
        assert!(known("ec2.*") && known("*") && known("logs.*.amazonaws.com") && known("ec2.amazonaws.com*"));
        assert!(!known("films.*"));
    }

    #[test]
    fn counts_one_edit() {
        let one = |a: &str, b: &str| is_one_edit(a.as_bytes(), b.as_bytes());
        assert!(one("ab", "ba") && one("ab", "abc") && one("ab", "b") && one("ab", "cb") && one("", "a"));
        assert!(!one("ab", "ab") && !one("ab", "cd") && !one("abc", "bca") && !one("aab", "b"));
    }
}
