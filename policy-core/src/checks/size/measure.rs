//! How long a text is, in each of the ways that AWS counts.

use crate::checks::Context;
use crate::syntax::minify;

/// The number of characters other than white space, when it is above `quota`. IAM counts like this, within strings too.
pub(super) fn characters_above(cx: &Context<'_>, quota: usize) -> Option<usize> {
    let text = cx.document.text;
    if text.len() <= quota {
        return None;
    }
    above(*cx.characters.get_or_init(|| characters(text)), quota)
}

/// The number of characters other than white space.
fn characters(text: &str) -> usize {
    let counts = |byte: &u8| !matches!(byte, b' ' | b'\t' | b'\n' | b'\r') && byte & 0xC0 != 0x80;
    // In pieces whose count fits into a byte, so that many bytes are looked at at a time.
    let in_piece = |piece: &[u8]| piece.iter().fold(0_u8, |count, byte| count + u8::from(counts(byte)));
    text.as_bytes().chunks(128).map(|piece| usize::from(in_piece(piece))).sum()
}

/// The number of characters without white space between tokens, when it is above `quota`. STS and Organizations count
/// every character they get, and a policy goes to them minified.
pub(super) fn minified_characters_above(text: &str, quota: usize) -> Option<usize> {
    if text.len() <= quota {
        return None;
    }
    above(minify(text).chars().count(), quota)
}

/// As above, in bytes.
pub(super) fn minified_bytes_above(text: &str, quota: usize) -> Option<usize> {
    if text.len() <= quota {
        return None;
    }
    above(minify(text).len(), quota)
}

fn above(size: usize, quota: usize) -> Option<usize> {
    (size > quota).then_some(size)
}

/// The number with commas between groups of three digits.
pub(super) fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// A policy of exactly `size` bytes, no white space in it, for tests.
#[cfg(test)]
pub(super) fn policy_of(size: usize) -> String {
    let (head, tail) = (r#"{"Version":"2012-10-17","Statement":[{"Sid":""#, r#""}]}"#);
    format!("{head}{}{tail}", "a".repeat(size - head.len() - tail.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts() {
        assert_eq!(characters("{ \"a b\" : \"é\" }"), 10);
        assert_eq!(minified_characters_above("{ \"a b\" : \"é\" }", 10), Some(11));
        assert_eq!(minified_bytes_above("{ \"a b\" : \"é\" }", 11), Some(12));
        assert_eq!(policy_of(100).len(), 100);
    }

    #[test]
    fn groups_digits() {
        assert_eq!([0, 999, 1_000, 10_240, 1_234_567].map(grouped), ["0", "999", "1,000", "10,240", "1,234,567"]);
    }
}
