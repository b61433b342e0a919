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
        let (mut at, mut last_end) = (self.lexer.at, None);
        loop {
            while let Some(b' ' | b'\n' | b'\t' | b'\r') = bytes.get(at) {
                at += 1;
            }
            let Some(&byte) = bytes.get(at) else { break };
            let mut end = at + 1;
            match (self.expect, byte) {
                (Expect::Colon, b':') => self.expect = Expect::Value,
                (Expect::Comma, b',') => self.comma(span(at, end)),
                (Expect::Value | Expect::Item, b'{' | b'[') => self.open(byte, span(at, end)),
                (Expect::Comma | Expect::Name | Expect::Item, b'}' | b']') if self.is_closed_by(byte) => {
                    self.pop(span(at, end));
                }
                (Expect::Name | Expect::Value | Expect::Item, b'"') => {
                    let Some(rest) = bytes.get(end..) else { break };
                    let (length, marks) = scan(rest, b'"');
                    // Escapes, control characters and strings without end are the lexer's.
                    if rest.get(length) != Some(&b'"') {
                        break;
                    }
                    end += length + 1;
                    self.push(Kind::String, marks, span(at, end));
                    self.string_done();
                }
                _ => break,
            }
            at = end;
            last_end = Some(at);
        }
        self.lexer.at = at;
        if let Some(end) = last_end {
            self.last_end = offset(end);
        }
    }

    /// Whether the bracket is that of the innermost container, with no comma before it.
    fn is_closed_by(&self, close: u8) -> bool {
        let kind = if close == b'}' { Kind::Object } else { Kind::Array };
        self.comma.is_none() && self.container().is_some_and(|node| node.kind == kind)
    }
}

fn span(start: usize, end: usize) -> Span {
    Span::new(offset(start), offset(end))
}

const ONES: u64 = u64::MAX / 0xFF;
const HIGH: u64 = ONES << 7;

/// The number of bytes before the next quote, backslash or control character, looked for eight bytes at a time.
pub(super) fn plain_length(bytes: &[u8], quote: u8) -> usize {
    scan(bytes, quote).0
}

/// As [`plain_length`], with the marks of what comes before.
fn scan(bytes: &[u8], quote: u8) -> (usize, Marks) {
    let (mut dollars, mut wildcards, mut highs) = (0, 0, 0);
    let (quotes, mut rest, mut length) = (ONES * quote as u64, bytes, 0);
    // A byte is zero where the word has the one that is looked for, and subtracting one sets its highest bit. Those of bytes
    // above the lowest such may be set for nothing. All of it is written out, for most calls are of code without
    // optimization.
    while let [a, b, c, d, e, f, g, h, after @ ..] = rest {
        let word = u64::from_le_bytes([*a, *b, *c, *d, *e, *f, *g, *h]);
        let (is_quote, is_slash) = (word ^ quotes, word ^ (ONES * b'\\' as u64));
        let ends = (word.wrapping_sub(ONES * 0x20) & !word
            | is_quote.wrapping_sub(ONES) & !is_quote
            | is_slash.wrapping_sub(ONES) & !is_slash)
            & HIGH;
        let (dollar, star, mark) =
            (word ^ (ONES * b'$' as u64), word ^ (ONES * b'*' as u64), word ^ (ONES * b'?' as u64));
        let before = if ends == 0 { HIGH } else { ((ends & ends.wrapping_neg()) - 1) & HIGH };
        dollars |= dollar.wrapping_sub(ONES) & !dollar & before;
        highs |= word & before;
        wildcards |= (star.wrapping_sub(ONES) & !star | mark.wrapping_sub(ONES) & !mark) & before;
        if ends != 0 {
            length += (ends.trailing_zeros() / 8) as usize;
            return (length, plain_marks(dollars, wildcards, highs));
        }
        rest = after;
        length += 8;
    }
    for &byte in rest {
        if byte < 0x20 || byte == quote || byte == b'\\' {
            break;
        }
        dollars |= (byte == b'$') as u64;
        highs |= (byte & 0x80) as u64;
        wildcards |= matches!(byte, b'*' | b'?') as u64;
        length += 1;
    }
    (length, plain_marks(dollars, wildcards, highs))
}

/// What of a plain string has been seen; 0 is "not there".
fn plain_marks(dollars: u64, wildcards: u64, highs: u64) -> Marks {
    Marks { plain: true, escaped: false, dollar: dollars != 0, wildcard: wildcards != 0, high: highs != 0 }
}
