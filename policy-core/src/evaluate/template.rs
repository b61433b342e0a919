//! Patterns with wildcards and policy variables, matched against a request without allocating.

use super::Principal;
use super::request::{Key, Request};
use crate::document::{Piece, pieces};

/// A pattern: text, `*`, `?` and `${key, 'default'}`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Template {
    atoms: Box<[Atom]>,
}

/// A place in a template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Atom {
    Text(Box<str>),
    /// `*`
    Star,
    /// `?`
    One,
    /// `${key, 'default'}`, with the default's atoms.
    Variable(Key, Option<Box<[Atom]>>),
}

/// What an atom is in one request.
enum Step<'a> {
    Text(&'a str),
    Star,
    One,
    /// A variable without a value: nothing matches.
    Nothing,
}

/// Whether upper and lower case differ.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Case {
    Sensitive,
    Ignored,
}

/// What is special in a text.
#[derive(Clone, Copy)]
pub(crate) struct Syntax {
    /// `*` and `?`
    pub(crate) wildcards: bool,
    /// `${…}`, as `Version` `2012-10-17` has it.
    pub(crate) variables: bool,
}

impl Template {
    pub(crate) fn new(text: &str, syntax: Syntax) -> Self {
        let mut atoms = Vec::new();
        if !syntax.variables {
            push_text(&mut atoms, text, syntax.wildcards);
            return Self { atoms: atoms.into() };
        }
        for piece in pieces(text) {
            match piece {
                Piece::Literal(text, _) => push_text(&mut atoms, text, syntax.wildcards),
                Piece::Escape(character, _) => push_text(&mut atoms, character.encode_utf8(&mut [0; 4]), false),
                Piece::Variable(variable) => {
                    let default = variable.default.map(|default| {
                        let default = default.trim();
                        let bare = default.strip_prefix('\'').and_then(|rest| rest.strip_suffix('\''));
                        let mut atoms = Vec::new();
                        push_text(&mut atoms, bare.unwrap_or(default), syntax.wildcards);
                        atoms.into()
                    });
                    atoms.push(Atom::Variable(Key::new(variable.key.trim()), default));
                }
                Piece::Unclosed(range) => {
                    push_text(&mut atoms, text.get(range).unwrap_or_default(), syntax.wildcards);
                }
            }
        }
        Self { atoms: atoms.into() }
    }

    /// `*`
    pub(crate) fn star() -> Self {
        Self { atoms: [Atom::Star].into() }
    }

    /// Whether it has `text`, where no request gives variables a value.
    pub(crate) fn matches_alone(&self, text: &str, case: Case) -> bool {
        self.matches(text, case, &Request::new(Principal::ANONYMOUS, "", ""))
    }

    pub(crate) fn atoms(&self) -> &[Atom] {
        &self.atoms
    }

    /// Whether it is the lone `*`.
    pub(crate) fn is_star(&self) -> bool {
        matches!(*self.atoms, [Atom::Star])
    }

    /// The text it begins with, whatever the request.
    pub(crate) fn prefix(&self) -> &str {
        match self.atoms.first() {
            Some(Atom::Text(text)) => text,
            _ => "",
        }
    }

    /// The text it stands for, when that is only one.
    pub(crate) fn literal(&self) -> Option<&str> {
        match &*self.atoms {
            [] => Some(""),
            [Atom::Text(text)] => Some(text),
            _ => None,
        }
    }

    /// The keys its variables name, with whether a default stands in.
    pub(crate) fn variables(&self) -> impl Iterator<Item = (&Key, bool)> {
        self.atoms.iter().filter_map(|atom| match atom {
            Atom::Variable(key, default) => Some((key, default.is_some())),
            _ => None,
        })
    }

    pub(crate) fn matches(&self, text: &str, case: Case, request: &Request<'_>) -> bool {
        match &*self.atoms {
            [Atom::Star] => true,
            [Atom::Text(own)] => same(own.as_bytes(), text.as_bytes(), case),
            [Atom::Text(own), Atom::Star] => starts(text.as_bytes(), own.as_bytes(), case),
            _ => self.run(text.as_bytes(), case, request),
        }
    }

    /// Matches with one point of return, the last star: giving an earlier one more characters never helps.
    fn run(&self, text: &[u8], case: Case, request: &Request<'_>) -> bool {
        let mut at = Cursor::default();
        let mut rest = text;
        let mut star: Option<(Cursor, &[u8])> = None;
        loop {
            let step = self.step(&mut at, request);
            let advanced = match step {
                None if rest.is_empty() => return true,
                None => None,
                Some(Step::Nothing) => return false,
                Some(Step::Star) => {
                    star = Some((at, rest));
                    Some(rest)
                }
                Some(Step::One) => skip_character(rest),
                Some(Step::Text(own)) => {
                    if starts(rest, own.as_bytes(), case) {
                        rest.get(own.len()..)
                    } else {
                        None
                    }
                }
            };
            if let Some(advanced) = advanced {
                rest = advanced;
                continue;
            }
            let Some((after, from)) = star else { return false };
            let Some(shorter) = skip_character(from) else { return false };
            (at, rest, star) = (after, shorter, Some((after, shorter)));
        }
    }

    fn step<'a>(&'a self, cursor: &mut Cursor, request: &'a Request<'_>) -> Option<Step<'a>> {
        loop {
            let atom = match self.atoms.get(cursor.at)? {
                Atom::Variable(key, default) => {
                    if cursor.inside == 0
                        && let Some(value) = request.single(key)
                    {
                        cursor.at += 1;
                        return Some(Step::Text(value));
                    }
                    let Some(default) = default else { return Some(Step::Nothing) };
                    let Some(atom) = default.get(cursor.inside) else {
                        *cursor = Cursor { at: cursor.at + 1, inside: 0 };
                        continue;
                    };
                    cursor.inside += 1;
                    atom
                }
                atom => {
                    cursor.at += 1;
                    atom
                }
            };
            return Some(match atom {
                Atom::Text(text) => Step::Text(text),
                Atom::Star => Step::Star,
                Atom::One => Step::One,
                Atom::Variable(..) => Step::Nothing,
            });
        }
    }
}

/// The place of the next atom, and of the next one in a variable's default.
#[derive(Clone, Copy, Default)]
struct Cursor {
    at: usize,
    inside: usize,
}

fn push_text(atoms: &mut Vec<Atom>, text: &str, wildcards: bool) {
    let mut rest = text;
    while !rest.is_empty() {
        let length = if wildcards { rest.find(['*', '?']).unwrap_or(rest.len()) } else { rest.len() };
        let (literal, tail) = rest.split_at(length);
        match atoms.last_mut() {
            _ if literal.is_empty() => {}
            Some(Atom::Text(before)) => *before = format!("{before}{literal}").into(),
            _ => atoms.push(Atom::Text(literal.into())),
        }
        let mut tail = tail.chars();
        match tail.next() {
            Some('*') if !matches!(atoms.last(), Some(Atom::Star)) => atoms.push(Atom::Star),
            Some('?') => atoms.push(Atom::One),
            _ => {}
        }
        rest = tail.as_str();
    }
}

fn same(left: &[u8], right: &[u8], case: Case) -> bool {
    match case {
        Case::Sensitive => left == right,
        Case::Ignored => left.eq_ignore_ascii_case(right),
    }
}

fn starts(text: &[u8], prefix: &[u8], case: Case) -> bool {
    text.get(..prefix.len()).is_some_and(|start| same(start, prefix, case))
}

/// The text after its first character.
fn skip_character(text: &[u8]) -> Option<&[u8]> {
    let width = match *text.first()? {
        0xf0.. => 4,
        0xe0.. => 3,
        0xc0.. => 2,
        _ => 1,
    };
    Some(text.get(width..).unwrap_or_default())
}
