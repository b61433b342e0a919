//! Strings of a document, with their places.

use core::fmt;
use core::ops::{Deref, Range};

use super::variable::has_hole;
use crate::Span;
use crate::span::offset;
use crate::syntax::{Marks, NodeId, Tree, decode};

/// A string of the document: its value and its place.
///
/// Two texts are equal when their values are; places do not count.
#[derive(Clone)]
pub struct Text<'t> {
    /// What stands between the quotes.
    body: &'t str,
    /// The value, when escapes make it another than the body.
    decoded: Option<Box<str>>,
    body_start: u32,
    span: Span,
    marks: Marks,
}

impl<'t> Text<'t> {
    pub(crate) fn new(source: &'t str, tree: &Tree, id: NodeId) -> Self {
        let node = tree.node(id);
        let Range { start, end } = node.span.range();
        if node.marks.plain {
            let body = match source.get(start + 1..end - 1) {
                Some(body) => body,
                None => "",
            };
            return Self { body, decoded: None, body_start: node.span.start + 1, span: node.span, marks: node.marks };
        }
        let is_quote = |at: usize| matches!(source.as_bytes().get(at), Some(b'"' | b'\''));
        let quoted = start + 1 < end && is_quote(start) && is_quote(end - 1);
        let (body, body_start) = if quoted {
            (source.get(start + 1..end - 1).unwrap_or_default(), node.span.start + 1)
        } else {
            let whole = node.span.of(source);
            let body = whole.trim_start_matches(['"', '\'']);
            (body, node.span.start + u32::from(body.len() < whole.len()))
        };
        let decoded = node.marks.escaped.then(|| decode(body).into());
        Self { body, decoded, body_start, span: node.span, marks: node.marks }
    }

    /// The value, escapes resolved.
    pub fn as_str(&self) -> &str {
        match &self.decoded {
            None => self.body,
            Some(decoded) => decoded,
        }
    }

    /// Whether `*` or `?` occurs in it.
    pub(crate) fn has_wildcard(&self) -> bool {
        self.marks.wildcard && crate::pattern::has_wildcard(self)
    }

    /// Whether `${` occurs in it.
    pub(crate) fn has_hole(&self) -> bool {
        self.marks.dollar && has_hole(self)
    }

    /// The place, quotes included.
    pub const fn span(&self) -> Span {
        self.span
    }

    /// The place of a part of the value, given in bytes of the value.
    pub fn fragment(&self, range: Range<usize>) -> Span {
        if self.decoded.is_none() {
            return Span::new(self.body_start + offset(range.start), self.body_start + offset(range.end));
        }
        let (start, end) = (self.raw_offset(range.start), self.raw_offset(range.end));
        Span::new(self.body_start + start, self.body_start + end)
    }

    /// The place of `part`, which must be a subslice of the value; the whole string otherwise.
    pub fn fragment_of(&self, part: &str) -> Span {
        let value = self.as_str().as_ptr() as usize;
        let start = (part.as_ptr() as usize).wrapping_sub(value);
        if start.saturating_add(part.len()) > self.as_str().len() {
            return self.span;
        }
        self.fragment(start..start + part.len())
    }

    /// The offset in the body of byte `at` of the value.
    fn raw_offset(&self, at: usize) -> u32 {
        let (mut raw, mut value) = (0, 0);
        while value < at && raw < self.body.len() {
            let rest = &self.body[raw..];
            if rest.starts_with('\\') {
                let (character, length) = crate::syntax::decode_escape(rest);
                raw += length;
                value += character.len_utf8();
            } else {
                let width = rest.chars().next().map_or(1, char::len_utf8);
                raw += width;
                value += width;
            }
        }
        offset(raw.min(self.body.len()))
    }
}

/// Whether two texts are the same, ASCII case aside. Texts that are so are nearly always the same as they stand, and that is
/// found out quickly even where nothing is optimized.
pub(crate) fn eq_ignore_case(a: &str, b: &str) -> bool {
    a.len() == b.len() && (a == b || a.eq_ignore_ascii_case(b))
}

impl Deref for Text<'_> {
    type Target = str;

    fn deref(&self) -> &str {
        self.as_str()
    }
}

impl PartialEq for Text<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.as_str() == other.as_str()
    }
}

impl Eq for Text<'_> {}

impl fmt::Debug for Text<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_str(), f)
    }
}

impl fmt::Display for Text<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
