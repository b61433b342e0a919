//! A document's text with the values in its holes.

use super::hole::Piece;
use crate::{Findings, Level, LevelRule, Levels, Options, Policy, PolicyKind, Span};

/// A lint rule of a document with holes; its scope counts the bytes of the text between the holes.
#[derive(Debug)]
pub struct Rule {
    /// `allow`, `warn`, `deny` or `forbid`.
    pub level: &'static str,
    /// A check or a group.
    pub name: &'static str,
    /// A statement.
    pub scope: Option<(usize, usize)>,
}

/// The policy of a text that no value can make a wrong one.
#[inline]
pub fn policy<K>(texts: &[&str], values: &[Piece<'_>]) -> Policy<K> {
    Policy::owned(fill(texts, values))
}

/// The policy of a text that a value can make a wrong one, by its length for example.
///
/// # Errors
///
/// Every finding of the document, when one of them is denied.
#[inline]
pub fn checked<K: PolicyKind>(
    texts: &[&str],
    values: &[Piece<'_>],
    settings: &[(&str, &str)],
    rules: &[Rule],
) -> Result<Policy<K>, Findings> {
    let text = fill(texts, values);
    let mut levels = Levels::new();
    for rule in rules {
        let Some(level) = Level::from_name(rule.level) else { continue };
        let place = |at| crate::span::offset(filled_offset(texts, values, at));
        let mut rule_ = LevelRule::new(level, rule.name).shared();
        rule_.scope = rule.scope.map(|(start, end)| Span::new(place(start), place(end)));
        levels.push(rule_);
    }
    let mut options = Options::new(K::TYPE).levels(levels);
    for (name, value) in settings {
        // The macro has tried them.
        if let Ok(set) = options.clone().attribute(name, value) {
            options = set;
        }
    }
    let report = crate::validate(&text, &options);
    Policy::from_report(&text, report)
}

/// Puts a value between each two texts.
#[inline]
fn fill(texts: &[&str], values: &[Piece<'_>]) -> String {
    let length = texts.iter().map(|text| text.len()).sum::<usize>() + values.iter().map(Piece::len).sum::<usize>();
    let mut out = String::with_capacity(length);
    for (at, text) in texts.iter().enumerate() {
        let mut text = *text;
        if let Some(Piece::List(list)) = at.checked_sub(1).and_then(|before| values.get(before))
            && list.is_empty()
        {
            // An empty list beside other items leaves one comma too many.
            if out.ends_with(',') {
                out.pop();
            } else if out.ends_with('[') {
                text = text.strip_prefix(',').unwrap_or(text);
            }
        }
        out.push_str(text);
        match values.get(at) {
            Some(Piece::Text(value)) => escape(value, &mut out),
            Some(Piece::List(list)) => out.push_str(list),
            None => {}
        }
    }
    out
}

/// Where a byte of the texts stands once they are filled.
#[inline]
fn filled_offset(texts: &[&str], values: &[Piece<'_>], at: usize) -> usize {
    let (mut before, mut shift) = (0, 0);
    for (text, value) in texts.iter().zip(values) {
        before += text.len();
        if before > at {
            break;
        }
        shift += value.len();
    }
    at + shift
}

/// Writes a value into a JSON string.
#[inline]
pub(super) fn escape(value: &str, out: &mut String) {
    for char in value.chars() {
        match char {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            _ => out.push(char),
        }
    }
}

/// The bytes that a value takes in a JSON string; values hold no control characters.
#[inline]
pub(super) fn escaped_len(value: &str) -> usize {
    value.len() + value.bytes().filter(|byte| matches!(byte, b'"' | b'\\')).count()
}
