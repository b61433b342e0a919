//! Values that let in more than they seem to: patterns where one name is meant.

use core::ops::Range;

use crate::checks::condition::keys::{SENSITIVE, is_one_of, is_web_identity_subject};
use crate::document::{ConditionTest, Piece, Text, pieces};

/// The least number of characters that stand before a wildcard or variable in the subject of a web identity.
const LEAST_LITERAL: usize = 6;

/// What an open part of a value is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Open {
    Wildcard,
    Variable,
}

/// What is wrong with an open part, in words.
pub(super) enum Fault {
    /// The key takes no patterns at all.
    Sensitive,
    /// Too few characters stand before it.
    Short,
    /// In `aws:userid` it leaves the part before the colon half open.
    UserId,
}

/// The open parts of a value, in order, with their byte ranges.
fn open_parts(text: &str) -> Vec<(Open, Range<usize>)> {
    let mut parts = Vec::new();
    for piece in pieces(text) {
        match piece {
            Piece::Literal(literal, range) => {
                let wildcards = literal.bytes().enumerate().filter(|(_, byte)| matches!(byte, b'*' | b'?'));
                parts.extend(wildcards.map(|(at, _)| (Open::Wildcard, range.start + at..range.start + at + 1)));
            }
            // What AWS fills in from one of these keys is one account or organization.
            Piece::Variable(variable) if SENSITIVE.iter().any(|key| variable.key.eq_ignore_ascii_case(key)) => {}
            Piece::Variable(variable) => parts.push((Open::Variable, variable.range)),
            Piece::Escape(..) | Piece::Unclosed(_) => {}
        }
    }
    parts
}

/// The first part of that kind in a value under a pattern operator that lets in more than is sensible.
pub(super) fn fault(test: ConditionTest<'_, '_>, value: &Text<'_>, kind: Open) -> Option<(Range<usize>, Fault)> {
    if !value.has_wildcard() && !value.has_hole() {
        return None;
    }
    let condition = test.condition;
    let parts = || open_parts(value);
    if is_one_of(condition, &SENSITIVE) {
        return first(parts(), kind).map(|range| (range, Fault::Sensitive));
    }
    if condition.is_key("aws:userid") {
        let wrong = |(open, range): &(Open, Range<usize>)| *open == kind && !is_fine_in_userid(value, range);
        return parts().into_iter().find(wrong).map(|(_, range)| (range, Fault::UserId));
    }
    if is_web_identity_subject(condition) {
        let mut literal_from = 0;
        for (open, range) in parts() {
            let literal = value.get(literal_from..range.start).unwrap_or_default();
            if open == kind && literal.chars().count() < LEAST_LITERAL {
                return Some((range, Fault::Short));
            }
            literal_from = range.end;
        }
    }
    None
}

fn first(parts: Vec<(Open, Range<usize>)>, kind: Open) -> Option<Range<usize>> {
    parts.into_iter().find(|(open, _)| *open == kind).map(|(_, range)| range)
}

/// `aws:userid` is `id:session`. An open part may stand right of the colon, or be the whole of the left side.
fn is_fine_in_userid(text: &str, range: &Range<usize>) -> bool {
    let before = text.get(..range.start).unwrap_or_default();
    let after = text.get(range.end..).unwrap_or_default();
    let right_of_colon =
        pieces(before).any(|piece| matches!(piece, Piece::Literal(literal, _) if literal.contains(':')));
    right_of_colon || before.is_empty() && after.starts_with(':')
}
