//! Statement identifiers.

use std::collections::HashMap;

use crate::Span;
use crate::checks::redundancy::all_differ;
use crate::document::{Statement, Text};

/// The `Sid`s that an earlier statement has too, each with the first one's place.
pub(super) fn repeated<'d>(statements: &'d [Statement<'_>]) -> Vec<(&'d Text<'d>, Span)> {
    if statements.len() < 2 {
        return Vec::new();
    }
    let sids = || statements.iter().filter_map(|statement| statement.sid.as_ref()).filter(|sid| !sid.is_empty());
    if all_differ(sids().map(Text::as_str), statements.len()) {
        return Vec::new();
    }
    let mut first: HashMap<String, Span> = HashMap::new();
    let mut repeated = Vec::new();
    for sid in sids() {
        match first.get(sid.as_str()) {
            Some(&span) => repeated.push((sid, span)),
            None => {
                first.insert(sid.to_string(), sid.span());
            }
        }
    }
    repeated
}
