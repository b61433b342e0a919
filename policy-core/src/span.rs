//! Places in a document: byte ranges, and the lines and columns a reader counts in.

use crate::lean::Lean as _;
use core::ops::Range;

/// A half-open range of byte offsets into a document's text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    /// Offset of the first byte.
    pub start: u32,
    /// Offset one past the last byte.
    pub end: u32,
}

impl Span {
    /// The range from `start` to `end`, in bytes.
    pub const fn new(start: u32, end: u32) -> Self {
        Self { start, end }
    }

    /// The number of bytes covered.
    pub const fn len(self) -> u32 {
        self.end.saturating_sub(self.start)
    }

    /// Whether the range covers no byte.
    pub const fn is_empty(self) -> bool {
        self.end <= self.start
    }

    /// Whether `other` lies within this range.
    pub const fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// The smallest range that covers both.
    #[must_use]
    pub fn to(self, other: Self) -> Self {
        Self::new(self.start.min(other.start), self.end.max(other.end))
    }

    /// The range as `usize` offsets, for slicing.
    pub const fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The text the range covers; empty when the range does not lie on character boundaries of `text`.
    pub fn of(self, text: &str) -> &str {
        text.get(self.range()).unwrap_or_default()
    }
}

/// A line and a column, both counted from 1; columns count characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    /// The line, from 1.
    pub line: u32,
    /// The column in characters, from 1.
    pub column: u32,
}

/// The line starts of a text, for turning byte offsets into positions.
///
/// ```
/// use policy_core::LineIndex;
///
/// let text = "{\n  \"Version\": 1\n}";
/// let position = LineIndex::new(text).position(text, 4);
/// assert_eq!((position.line, position.column), (2, 3));
/// ```
#[derive(Debug, Clone)]
pub struct LineIndex {
    starts: Vec<u32>,
    /// How many characters begin before each block of the text.
    counts: Vec<u32>,
}

/// Bytes of a block. A line can be as long as the text, and nobody wants to count its characters for each place in it.
const BLOCK: usize = 256;

/// How many characters begin in a part of a text.
fn count(part: &[u8]) -> u32 {
    offset(part.iter().filter(|&&byte| byte & 0xc0 != 0x80).count())
}

impl LineIndex {
    /// Finds the line starts of `text`.
    pub fn new(text: &str) -> Self {
        let breaks = text.bytes().enumerate().filter(|&(_, byte)| byte == b'\n');
        let starts = core::iter::once(0).followed_by(breaks.map(|(at, _)| offset(at + 1))).list();
        let mut counts = vec![0];
        for block in text.as_bytes().chunks(BLOCK) {
            counts.push(counts.last().map_or(0, |before| before + count(block)));
        }
        Self { starts, counts }
    }

    /// The position of byte `offset` in `text`, the text this index was made from. An offset past the end counts as the
    /// end.
    pub fn position(&self, text: &str, offset: u32) -> Position {
        let line = self.starts.partition_point(|&start| start <= offset).max(1);
        let start = self.starts.get(line - 1).copied().unwrap_or_default();
        let column = self.characters(text, offset).saturating_sub(self.characters(text, start));
        Position { line: self::offset(line), column: column + 1 }
    }

    /// How many characters of `text` stand before byte `offset`.
    pub fn characters(&self, text: &str, offset: u32) -> u32 {
        let end = (offset as usize).min(text.len());
        let block = end / BLOCK;
        let before = self.counts.get(block).copied().unwrap_or_default();
        before + text.as_bytes().get(block * BLOCK..end).map_or(0, count)
    }

    /// The byte range of line `line` (from 1) in `text`, without its line break.
    pub fn line(&self, text: &str, line: u32) -> Span {
        let at = line.saturating_sub(1) as usize;
        let Some(&start) = self.starts.get(at) else { return Span::default() };
        let end = self.starts.get(at + 1).map_or(offset(text.len()), |&next| next - 1);
        let carriage = text.get(start as usize..end as usize).is_some_and(|line| line.ends_with('\r'));
        Span::new(start, end - u32::from(carriage))
    }
}

/// A byte offset as stored in a [`Span`]. Texts of 4 GiB and more are refused before anything is parsed.
#[allow(clippy::cast_possible_truncation, reason = "every token asks, mostly in code without optimization")]
pub(crate) const fn offset(at: usize) -> u32 {
    at as u32
}
