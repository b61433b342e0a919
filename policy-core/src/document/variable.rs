//! Policy variables: `${aws:username}`, `${aws:username, 'nobody'}`, and the escapes `${*}`, `${?}`, `${$}`.

use core::ops::Range;

/// A piece of a text that may hold policy variables.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece<'t> {
    /// Plain text, with its byte range.
    Literal(&'t str, Range<usize>),
    /// `${*}`, `${?}` or `${$}`: the character it stands for.
    Escape(char, Range<usize>),
    /// `${…}`
    Variable(Variable<'t>),
    /// `${` without `}`: everything from there to the end.
    Unclosed(Range<usize>),
}

/// A policy variable (IAM User Guide, "IAM policy elements: Variables and tags").
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Variable<'t> {
    /// What stands between `${` and `}`.
    pub body: &'t str,
    /// The key: the body up to the first comma.
    pub key: &'t str,
    /// What follows the comma, as written.
    pub default: Option<&'t str>,
    /// The byte range of the whole, braces included.
    pub range: Range<usize>,
}

/// Cuts `text` at its variables.
///
/// ```
/// use policy_core::document::{Piece, pieces};
///
/// let keys: Vec<_> = pieces("home/${aws:username, 'none'}/${*}")
///     .filter_map(|piece| match piece {
///         Piece::Variable(variable) => Some((variable.key, variable.default)),
///         _ => None,
///     })
///     .collect();
/// assert_eq!(keys, [("aws:username", Some(" 'none'"))]);
/// ```
pub fn pieces(text: &str) -> Pieces<'_> {
    Pieces { text, at: 0 }
}

/// The pieces of a text, in order.
#[derive(Debug, Clone)]
pub struct Pieces<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Iterator for Pieces<'t> {
    type Item = Piece<'t>;

    fn next(&mut self) -> Option<Piece<'t>> {
        let start = self.at;
        let rest = self.text.get(start..).filter(|rest| !rest.is_empty())?;
        let Some(body_at) = rest.strip_prefix("${").map(|_| start + 2) else {
            let length = rest.find("${").unwrap_or(rest.len());
            self.at += length;
            return Some(Piece::Literal(&rest[..length], start..self.at));
        };
        let Some(length) = self.text[body_at..].find('}') else {
            self.at = self.text.len();
            return Some(Piece::Unclosed(start..self.at));
        };
        let body = &self.text[body_at..body_at + length];
        self.at = body_at + length + 1;
        let range = start..self.at;
        Some(match body {
            "*" | "?" | "$" => Piece::Escape(body.chars().next().unwrap_or('$'), range),
            _ => {
                let (key, default) = body.split_once(',').map_or((body, None), |(key, rest)| (key, Some(rest)));
                Piece::Variable(Variable { body, key, default, range })
            }
        })
    }
}

/// Whether `${` occurs in `text`. Almost no text has a dollar sign, and looking for one byte is quick.
pub(crate) fn has_hole(text: &str) -> bool {
    text.as_bytes().contains(&b'$') && text.contains("${")
}

/// Whether `text` has a policy variable; escapes do not count.
pub(crate) fn has_variable(text: &str) -> bool {
    has_hole(text) && pieces(text).any(|piece| matches!(piece, Piece::Variable(_) | Piece::Unclosed(_)))
}

/// Whether `*` or `?` stands in `text` outside `${…}`.
pub(crate) fn has_wildcard(text: &str) -> bool {
    if !has_hole(text) {
        return crate::pattern::has_wildcard(text);
    }
    pieces(text).any(|piece| matches!(piece, Piece::Literal(literal, _) if literal.contains(['*', '?'])))
}

/// `text` as a pattern: every variable becomes `*`, escapes stay as they are written.
pub(crate) fn as_pattern(text: &str) -> std::borrow::Cow<'_, str> {
    if !has_variable(text) {
        return text.into();
    }
    let mut pattern = String::with_capacity(text.len());
    for piece in pieces(text) {
        match piece {
            Piece::Literal(literal, _) => pattern.push_str(literal),
            Piece::Escape(_, range) => pattern.push_str(&text[range]),
            Piece::Variable(_) | Piece::Unclosed(_) => pattern.push('*'),
        }
    }
    pattern.into()
}
