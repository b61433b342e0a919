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
        let (mut at, mut last_end) = (self.lexer.at, self.last_end as usize);
        let (mut expect, mut comma, mut in_object) = (self.expect, self.comma, self.in_object());
        loop {
            while let Some(b' ' | b'\n' | b'\t' | b'\r') = bytes.get(at) {
                at += 1;
            }
            let Some(&byte) = bytes.get(at) else { break };
            let mut end = at + 1;
            match (expect, byte) {
                (Expect::Name | Expect::Value | Expect::Item, b'"') => {
                    let Some(rest) = bytes.get(end..) else { break };
                    let (length, marks) = scan(rest, b'"');
                    // Escapes, control characters and strings without end are the lexer's.
                    let Some(b'"') = rest.get(length) else { break };
                    end += length + 1;
                    self.push(Kind::String, marks, span(at, end));
                    comma = None;
                    expect = match expect {
                        Expect::Name => Expect::Colon,
                        _ => self.after_value(),
                    };
                }
                (Expect::Colon, b':') => expect = Expect::Value,
                (Expect::Comma, b',') => {
                    comma = Some(span(at, end));
                    expect = if in_object { Expect::Name } else { Expect::Item };
                }
                (Expect::Value | Expect::Item, b'{' | b'[') => {
                    self.open(byte, span(at, end));
                    comma = None;
                    (expect, in_object) = (self.expect, byte == b'{');
                }
                (Expect::Comma | Expect::Name | Expect::Item, b'}' | b']')
                    if comma.is_none() && in_object == (byte == b'}') && !self.open.is_empty() =>
                {
                    self.pop(span(at, end));
                    (expect, in_object) = (self.expect, self.in_object());
                }
                _ => break,
            }
            at = end;
            last_end = end;
        }
        self.lexer.at = at;
        (self.last_end, self.expect, self.comma) = (offset(last_end), expect, comma);
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
        let (slash, mark) = (word ^ (ONES * b'\\' as u64), word ^ (ONES * b'?' as u64));
        let (slash, mark) = (slash.wrapping_sub(ONES), mark.wrapping_sub(ONES));
        // Of what is looked for, the rest is below `+`, and hardly anything else in a policy is.
        let special = (word.wrapping_sub(ONES * b'+' as u64) | slash | mark) & !word & HIGH;
        if special != 0 {
            let ends = word.wrapping_sub(ONES * 0x20) | (word ^ quotes).wrapping_sub(ONES) | slash;
            let dollar = (word ^ (ONES * b'$' as u64)).wrapping_sub(ONES) & !word;
            let wildcard = ((word ^ (ONES * b'*' as u64)).wrapping_sub(ONES) | mark) & !word;
            let ends = ends & !word & HIGH;
            // The highest bits of the bytes before the end; of all of them where there is none.
            let before = ends.wrapping_sub(1) & !ends & HIGH;
            dollars |= dollar & before;
            wildcards |= wildcard & before;
            if ends != 0 {
                length += (ends.trailing_zeros() / 8) as usize;
                return (length, plain_marks(dollars, wildcards, highs | word & before));
            }
        }
        highs |= word & HIGH;
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
    let Marks(plain) = Marks::PLAIN;
    let mark = |seen: u64, Marks(mark)| if seen == 0 { 0 } else { mark };
    Marks(plain | mark(dollars, Marks::DOLLAR) | mark(wildcards, Marks::WILDCARD) | mark(highs, Marks::HIGH))
}
