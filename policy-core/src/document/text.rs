//! Strings of a document, with their places.

use core::fmt;
use core::ops::{Deref, Range};

use super::variable::has_hole;
use crate::Span;
use crate::span::offset;
use crate::syntax::{Marks, Node, NodeId, Tree, decode_with};

/// A string of the document: its value and its place.
///
/// Two texts are equal when their values are; places do not count.
#[derive(Clone)]
pub struct Text<'t> {
    /// What stands between the quotes.
    body: &'t str,
    /// The value, when escapes make it another than the body.
    decoded: Option<Box<Decoded>>,
    body_start: u32,
    span: Span,
    marks: Marks,
}

/// A value other than its body.
#[derive(Clone)]
struct Decoded {
    value: Box<str>,
    /// For each escape: where the value and the body go on after it.
    escapes: Vec<(u32, u32)>,
}

impl Decoded {
    fn of(body: &str) -> Self {
        let mut escapes = Vec::new();
        let value = decode_with(body, |value, raw| escapes.push((offset(value), offset(raw))));
        Self { value: value.into(), escapes }
    }

    /// The offset in the body of byte `at` of the value.
    fn raw_offset(&self, at: u32) -> u32 {
        let escapes = self.escapes.get(..self.escapes.partition_point(|&(value, _)| value <= at));
        let (value, raw) = escapes.and_then(<[_]>::last).copied().unwrap_or_default();
        raw.saturating_add(at - value)
    }
}

impl<'t> Text<'t> {
    pub(crate) fn new(source: &'t str, tree: &Tree, id: NodeId) -> Self {
        Self::of(source, tree.node(id))
    }

    /// The string that a node is.
    pub(super) fn of(source: &'t str, node: Node) -> Self {
        let Range { start, end } = node.span.range();
        if node.marks.has(Marks::PLAIN)
            && let Some(body) = source.get(start + 1..end - 1)
        {
            return Self { body, decoded: None, body_start: node.span.start + 1, span: node.span, marks: node.marks };
        }
        Self::of_any(source, node)
    }

    /// The string that a node is, however it is written.
    #[cold]
    fn of_any(source: &'t str, node: Node) -> Self {
        let Range { start, end } = node.span.range();
        let is_quote = |at: usize| matches!(source.as_bytes().get(at), Some(b'"' | b'\''));
        let quoted = start + 1 < end && is_quote(start) && is_quote(end - 1);
        let (body, body_start) = if quoted {
            (source.get(start + 1..end - 1).unwrap_or_default(), node.span.start + 1)
        } else {
            let whole = node.span.of(source);
            let body = whole.trim_start_matches(['"', '\'']);
            (body, node.span.start + u32::from(body.len() < whole.len()))
        };
        let decoded = node.marks.has(Marks::ESCAPED).then(|| Decoded::of(body).into());
        Self { body, decoded, body_start, span: node.span, marks: node.marks }
    }

    /// The value, escapes resolved.
    pub fn as_str(&self) -> &str {
        match &self.decoded {
            None => self.body,
            Some(decoded) => &decoded.value,
        }
    }

    /// Whether `*` or `?` occurs in it.
    pub(crate) fn has_wildcard(&self) -> bool {
        // Of a plain string the mark is certain.
        self.marks.has(Marks::WILDCARD) && (self.marks.has(Marks::PLAIN) || crate::pattern::has_wildcard(self))
    }

    /// Whether `${` occurs in it.
    pub(crate) fn has_hole(&self) -> bool {
        self.marks.has(Marks::DOLLAR) && has_hole(self)
    }

    /// The place, quotes included.
    pub const fn span(&self) -> Span {
        self.span
    }

    /// The place of a part of the value, given in bytes of the value.
    pub fn fragment(&self, range: Range<usize>) -> Span {
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

    fn raw_offset(&self, at: usize) -> u32 {
        let at = offset(at.min(self.body.len()));
        match &self.decoded {
            Some(decoded) => decoded.raw_offset(at).min(offset(self.body.len())),
            None => at,
        }
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

#[cfg(test)]
mod tests {
    use crate::Document;

    /// A walk through the string for each of its places would not come to its end.
    #[test]
    fn every_place_of_a_long_string_with_escapes() {
        const COUNT: usize = 50_000;
        let written = ["é", r"\n", r"\ud83d\ude00", "x"];
        let text = format!(r#"{{"Id":"{}"}}"#, written.concat().repeat(COUNT));
        let document = Document::read(&text);
        let id = document.id.as_ref().unwrap();
        assert_eq!(id.len(), 8 * COUNT);
        for ((at, character), written) in id.char_indices().zip(written.into_iter().cycle()) {
            assert_eq!(id.fragment(at..at + character.len_utf8()).of(&text), written);
        }
    }
}
