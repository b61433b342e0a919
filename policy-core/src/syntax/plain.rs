//! The road that nearly every document takes to its end: tokens in the right order, strings without escapes.

use super::Marks;
use super::parser::{Expect, Parser};
use crate::Span;
use crate::span::offset;
use crate::syntax::Kind;

impl Parser<'_> {
    /// Takes tokens as long as each is what should come next. Numbers, words, escapes and all that is wrong are left to
    /// the lexer.
    pub(super) fn run_plain(&mut self) {
        let bytes = self.text.as_bytes();
        let mut at = self.lexer.at;
        loop {
            while let Some(b' ' | b'\n' | b'\t' | b'\r') = bytes.get(at) {
                at += 1;
            }
            let Some(&byte) = bytes.get(at) else { break };
            let mut end = at + 1;
            let span = Span::new(offset(at), offset(end));
            match (self.expect, byte) {
                (Expect::Colon, b':') => self.expect = Expect::Value,
                (Expect::Comma, b',') => self.comma(span),
                (Expect::Value | Expect::Item, b'{' | b'[') => self.open(byte, span),
                (Expect::Comma | Expect::Name | Expect::Item, b'}' | b']') if self.is_closed_by(byte) => self.pop(span),
                (Expect::Name | Expect::Value | Expect::Item, b'"') => {
                    let Some((length, marks)) = bytes.get(end..).and_then(plain_string) else { break };
                    end += length + 1;
                    self.push(Kind::String, marks, Span::new(span.start, offset(end)));
                    self.string_done();
                }
                _ => break,
            }
            at = end;
            self.last_end = offset(at);
        }
        self.lexer.at = at;
    }

    /// Whether the bracket is that of the innermost container, with no comma before it.
    fn is_closed_by(&self, close: u8) -> bool {
        let kind = if close == b'}' { Kind::Object } else { Kind::Array };
        self.comma.is_none() && self.container().is_some_and(|node| node.kind == kind)
    }
}

const ONES: u64 = u64::MAX / 0xFF;
const HIGH: u64 = ONES << 7;

/// Sets the high bit of the lowest byte of `word` that is below `limit`; those of bytes above it may be set for nothing.
const fn below(word: u64, limit: u8) -> u64 {
    word.wrapping_sub(ONES * limit as u64) & !word & HIGH
}

/// As [`below`], for bytes that are `byte`.
const fn equal(word: u64, byte: u8) -> u64 {
    below(word ^ (ONES * byte as u64), 1)
}

/// The number of bytes before the next quote, backslash or control character, looked for eight bytes at a time.
pub(super) fn plain_length(bytes: &[u8], quote: u8) -> usize {
    scan(bytes, quote).0
}

/// The length of the string body that `bytes` begins with, and its marks; `None` when it has escapes, control characters or
/// no end.
fn plain_string(bytes: &[u8]) -> Option<(usize, Marks)> {
    let (length, marks) = scan(bytes, b'"');
    (bytes.get(length) == Some(&b'"')).then_some((length, marks))
}

fn scan(bytes: &[u8], quote: u8) -> (usize, Marks) {
    let (words, rest) = bytes.as_chunks::<8>();
    let (mut dollars, mut wildcards) = (0, 0);
    let marks = |dollars, wildcards| Marks { escaped: false, dollar: dollars != 0, wildcard: wildcards != 0 };
    for (at, word) in words.iter().enumerate() {
        let word = u64::from_le_bytes(*word);
        let ends = below(word, 0x20) | equal(word, quote) | equal(word, b'\\');
        let before = if ends == 0 { u64::MAX } else { (ends & ends.wrapping_neg()) - 1 };
        dollars |= equal(word, b'$') & before;
        wildcards |= (equal(word, b'*') | equal(word, b'?')) & before;
        if ends != 0 {
            return (at * 8 + (ends.trailing_zeros() / 8) as usize, marks(dollars, wildcards));
        }
    }
    let mut length = words.len() * 8;
    for &byte in rest {
        if byte < 0x20 || byte == quote || byte == b'\\' {
            break;
        }
        dollars |= u64::from(byte == b'$');
        wildcards |= u64::from(matches!(byte, b'*' | b'?'));
        length += 1;
    }
    (length, marks(dollars, wildcards))
}
