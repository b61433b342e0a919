//! Patterns as sets of texts: containment, intersection, members.

use super::work::Work;
use crate::evaluate::template::{Atom, Case, Template};

/// Two patterns are looked through for a common text when a table of their places has no more than this: AWS's ARNs have
/// 2,048 characters at most.
const MOST_PAIRS: usize = 1 << 22;

/// Whether there is room and time for a table of the places of both.
fn may_meet(left: &[Symbol<'_>], right: &[Symbol<'_>], work: &Work) -> bool {
    let pairs = left.len().saturating_mul(right.len());
    pairs <= MOST_PAIRS && work.take(pairs)
}

/// A place in a pattern.
#[derive(Clone, PartialEq, Eq)]
pub(super) enum Symbol<'a> {
    Char(char),
    /// `?`
    One,
    /// `*`
    Star,
    /// A variable: its key in lower case, and its default as written.
    Variable(String, Option<&'a [Atom]>),
}

/// A pattern's places, in order.
pub(super) fn symbols(template: &Template) -> Vec<Symbol<'_>> {
    let mut symbols = Vec::new();
    for atom in template.atoms() {
        match atom {
            Atom::Text(text) => symbols.extend(text.chars().map(Symbol::Char)),
            Atom::Star => symbols.push(Symbol::Star),
            Atom::One => symbols.push(Symbol::One),
            Atom::Variable(key, default) => {
                symbols.push(Symbol::Variable(key.name.to_ascii_lowercase(), default.as_deref()));
            }
        }
    }
    symbols
}

/// Whether `outer` has every text of `inner`, whatever the request. A `true` is always right.
pub(super) fn contains(outer: &Template, inner: &Template, case: Case, work: &Work) -> bool {
    if let Some(answer) = contains_at_once(outer, inner, case) {
        return answer;
    }
    if outer == inner {
        return true;
    }
    let (outer, inner) = (symbols(outer), symbols(inner));
    let one = |own: &Symbol<'_>, place: &Symbol<'_>| match (own, place) {
        (Symbol::One, Symbol::Char(_) | Symbol::One) => true,
        (Symbol::Char(own), Symbol::Char(other)) => same(*own, *other, case),
        (Symbol::Variable(..), _) => own == place,
        _ => false,
    };
    if !work.take(outer.len() + inner.len()) {
        return false;
    }
    // With one point of return, the last star: giving an earlier one more never helps.
    let (mut at, mut place, mut star) = (0, 0, None);
    while let Some(next) = inner.get(place) {
        if !work.take(1) {
            return false;
        }
        match outer.get(at) {
            Some(Symbol::Star) => {
                at += 1;
                star = Some((at, place));
            }
            Some(own) if one(own, next) => (at, place) = (at + 1, place + 1),
            _ => {
                let Some((after, from)) = star else { return false };
                (at, place, star) = (after, from + 1, Some((after, from + 1)));
            }
        }
    }
    outer.iter().skip(at).all(|own| *own == Symbol::Star)
}

/// What most pairs come to: that the texts they begin with differ, or that one of them is a single text.
fn contains_at_once(outer: &Template, inner: &Template, case: Case) -> Option<bool> {
    if outer.is_star() {
        return Some(true);
    }
    if !begins(inner.prefix(), outer.prefix(), case) {
        return Some(false);
    }
    match (outer.literal(), inner.literal()) {
        (Some(outer), Some(inner)) => Some(outer.len() == inner.len()),
        _ => None,
    }
}

/// Whether `text` begins with `start`.
fn begins(text: &str, start: &str, case: Case) -> bool {
    let (text, start) = (text.as_bytes(), start.as_bytes());
    let Some(text) = text.get(..start.len()) else { return false };
    match case {
        Case::Sensitive => text == start,
        Case::Ignored => text.eq_ignore_ascii_case(start),
    }
}

/// Whether some text may be in both, in some request. A `false` is always right.
pub(super) fn intersects(left: &Template, right: &Template, case: Case, work: &Work) -> bool {
    let (own, other) = (left.prefix(), right.prefix());
    if !begins(own, other, case) && !begins(other, own, case) {
        return false;
    }
    let (left, right) = (loose(symbols(left)), loose(symbols(right)));
    !may_meet(&left, &right, work) || table(&left, &right, case).first().and_then(|row| row.first()) == Some(&true)
}

/// A text in both, the shortest way; variables have the values `value` gives.
pub(super) fn witness(left: &[Symbol<'_>], right: &[Symbol<'_>], case: Case, work: &Work) -> Option<String> {
    if work.is_over() {
        return None;
    }
    for pair in left.iter().zip(right) {
        match pair {
            (Symbol::Char(own), Symbol::Char(other)) if same(*own, *other, case) => {}
            (Symbol::Char(_), Symbol::Char(_)) => return None,
            _ => break,
        }
    }
    if !may_meet(left, right, work) {
        return None;
    }
    let table = table(left, right, case);
    let can = |i: usize, j: usize| table.get(i).and_then(|row| row.get(j)) == Some(&true);
    let (mut i, mut j, mut text) = (0, 0, String::new());
    if !can(0, 0) {
        return None;
    }
    loop {
        let (a, b) = (left.get(i), right.get(j));
        match (a, b) {
            (None, None) => return Some(text),
            (Some(Symbol::Star), _) if can(i + 1, j) => i += 1,
            (_, Some(Symbol::Star)) if can(i, j + 1) => j += 1,
            (Some(Symbol::Star), Some(other)) => {
                text.push(letter(other));
                j += 1;
            }
            (Some(other), Some(Symbol::Star)) => {
                text.push(letter(other));
                i += 1;
            }
            (Some(a), Some(b)) => {
                text.push(if matches!(a, Symbol::Char(_)) { letter(a) } else { letter(b) });
                (i, j) = (i + 1, j + 1);
            }
            (Some(_), None) | (None, Some(_)) => return None,
        }
    }
}

/// The places with every variable replaced by its value.
pub(super) fn filled<'a>(symbols: &[Symbol<'a>], value: impl Fn(&str) -> String) -> Vec<Symbol<'a>> {
    let mut filled = Vec::new();
    for symbol in symbols {
        match symbol {
            Symbol::Variable(key, _) => filled.extend(value(key).chars().map(Symbol::Char)),
            other => filled.push(other.clone()),
        }
    }
    filled
}

/// A text of the pattern: `run` for every `*`, a letter for every `?`.
pub(super) fn sample(symbols: &[Symbol<'_>], run: &str) -> String {
    let mut text = String::new();
    for symbol in symbols {
        match symbol {
            Symbol::Star => text.push_str(run),
            other => text.push(letter(other)),
        }
    }
    text
}

fn letter(symbol: &Symbol<'_>) -> char {
    match symbol {
        Symbol::Char(own) => *own,
        _ => 'x',
    }
}

/// Variables as stars: they may have any value.
fn loose(mut symbols: Vec<Symbol<'_>>) -> Vec<Symbol<'_>> {
    for symbol in &mut symbols {
        if matches!(symbol, Symbol::Variable(..)) {
            *symbol = Symbol::Star;
        }
    }
    symbols
}

/// `table[i][j]`: whether `left` from place `i` and `right` from place `j` have a text in common.
fn table(left: &[Symbol<'_>], right: &[Symbol<'_>], case: Case) -> Vec<Vec<bool>> {
    let mut table = vec![vec![false; right.len() + 1]; left.len() + 1];
    for i in (0..=left.len()).rev() {
        for j in (0..=right.len()).rev() {
            let can = |i: usize, j: usize| table.get(i).and_then(|row| row.get(j)) == Some(&true);
            let meets = match (left.get(i), right.get(j)) {
                (None, None) => true,
                (Some(Symbol::Star), other) => can(i + 1, j) || (other.is_some() && can(i, j + 1)),
                (other, Some(Symbol::Star)) => can(i, j + 1) || (other.is_some() && can(i + 1, j)),
                (Some(Symbol::Char(a)), Some(Symbol::Char(b))) => same(*a, *b, case) && can(i + 1, j + 1),
                (Some(_), Some(_)) => can(i + 1, j + 1),
                (Some(_), None) | (None, Some(_)) => false,
            };
            if let Some(cell) = table.get_mut(i).and_then(|row| row.get_mut(j)) {
                *cell = meets;
            }
        }
    }
    table
}

fn same(left: char, right: char, case: Case) -> bool {
    match case {
        Case::Sensitive => left == right,
        Case::Ignored => left.eq_ignore_ascii_case(&right),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evaluate::template::Syntax;

    fn template(text: &str) -> Template {
        Template::new(text, Syntax { wildcards: true, variables: true })
    }

    #[test]
    fn containment() {
        for (outer, inner, expected) in [
            ("*", "", true),
            ("*", "*", true),
            ("s3:*", "s3:Get*", true),
            ("s3:Get*", "s3:*", false),
            ("a*c", "abc", true),
            ("a*c", "a*b*c", true),
            ("a?c", "a?c", true),
            ("a?c", "a*c", false),
            ("a*", "a?", true),
            ("b/*", "b/${aws:username}/x", true),
            ("b/${aws:username}/*", "b/${AWS:username}/x", true),
            ("b/${aws:username}/*", "b/x/x", false),
            ("b/?", "b/${aws:username}", false),
            ("b/${aws:username}", "b/*", false),
            ("b/${aws:username, 'x'}", "b/${aws:username}", false),
            ("*b", "ab*", false),
        ] {
            let (left, right) = (template(outer), template(inner));
            assert_eq!(contains(&left, &right, Case::Sensitive, &Work::new()), expected, "{outer} {inner}");
        }
    }

    #[test]
    fn common_texts() {
        for (left, right, expected) in [
            ("*", "abc", Some("abc")),
            ("s3:*", "*:Get*", Some("s3:Get")),
            ("a?c", "ab*", Some("abc")),
            ("a*", "b*", None),
            ("*a", "b*", Some("ba")),
            ("??", "???", None),
            ("", "*", Some("")),
        ] {
            let (left, right) = (template(left), template(right));
            let found = witness(&symbols(&left), &symbols(&right), Case::Sensitive, &Work::new());
            assert_eq!(found.as_deref(), expected);
            assert_eq!(intersects(&left, &right, Case::Sensitive, &Work::new()), expected.is_some());
        }
    }
}
