//! Matching that takes the time of reading both texts, whatever the stars: what stands between two of them is looked for
//! as Knuth, Morris and Pratt do. It needs memory, so that only pairs come here for which [`super::run`] takes long.

use super::places::Places;
use super::{LONG, width};

/// Whether `pattern` stands for `text`; `one` compares two bytes, the second being of the text.
pub(super) fn run(pattern: &[u8], text: &[u8], one: &dyn Fn(u8, u8) -> bool) -> bool {
    let search = Search { text, one, is_open: text.contains(&b'?') && one(LONG, b'?') };
    let mut pieces = pattern.split(|&byte| byte == b'*');
    let (Some(first), Some(last)) = (pieces.next(), pieces.next_back()) else { return false };
    let mut at = search.piece_at(first, 0);
    for piece in pieces {
        at = at.and_then(|at| search.find(piece, at));
    }
    at.is_some_and(|at| search.ends_with(last, at))
}

/// The text, and how its bytes are compared.
struct Search<'a> {
    text: &'a [u8],
    one: &'a dyn Fn(u8, u8) -> bool,
    /// Whether the text has a `?` that stands for any character.
    is_open: bool,
}

impl Search<'_> {
    /// Where `piece` ends if it begins at `at`.
    fn piece_at(&self, piece: &[u8], at: usize) -> Option<usize> {
        let (mut p, mut t) = (0, at);
        while let Some(&wanted) = piece.get(p) {
            let byte = *self.text.get(t)?;
            if !(self.one)(wanted, byte) {
                return None;
            }
            (p, t) = super::after((p, wanted), (t, byte));
        }
        Some(t)
    }

    /// Whether all bytes of `piece` stand for themselves.
    fn is_literal(&self, piece: &[u8]) -> bool {
        !self.is_open && !piece.contains(&b'?')
    }

    /// Where `piece` ends the first time that it occurs at `from` or later.
    fn find(&self, piece: &[u8], from: usize) -> Option<usize> {
        if piece.is_empty() || self.is_literal(piece) {
            return self.find_literal(piece, from);
        }
        let mut places = Places::new(piece, self.one, self.is_open);
        let mut rest = self.text.iter().enumerate().skip(from);
        let (at, &byte) = rest.find(|&(_, &byte)| places.take(byte))?;
        Some(if piece.ends_with(b"?") { at + width(byte) } else { at + 1 })
    }

    /// Whether the text ends with `piece`, no byte of it before `from`.
    fn ends_with(&self, piece: &[u8], from: usize) -> bool {
        let end = self.text.len();
        if piece.is_empty() || self.is_literal(piece) {
            let start = end.checked_sub(piece.len()).filter(|&start| start >= from);
            return start.is_some_and(|start| self.piece_at(piece, start) == Some(end));
        }
        let mut places = Places::new(piece, self.one, self.is_open);
        self.text.iter().skip(from).fold(false, |_, &byte| places.take(byte))
    }

    fn find_literal(&self, piece: &[u8], from: usize) -> Option<usize> {
        let borders = self.borders(piece);
        let mut matched = 0;
        for at in from..self.text.len() {
            if matched == piece.len() {
                return Some(at);
            }
            matched = self.extend(piece, &borders, matched, *self.text.get(at)?);
        }
        (matched == piece.len()).then_some(self.text.len())
    }

    /// For each length of a start of `piece`: the length of the longest shorter start that it ends with.
    fn borders(&self, piece: &[u8]) -> Vec<usize> {
        let mut borders = vec![0; piece.len().min(1)];
        let mut matched = 0;
        for &byte in piece.iter().skip(1) {
            matched = self.extend(piece, &borders, matched, byte);
            borders.push(matched);
        }
        borders
    }

    /// How much of `piece` is matched after `byte` when `matched` bytes were before.
    fn extend(&self, piece: &[u8], borders: &[usize], mut matched: usize, byte: u8) -> usize {
        loop {
            if piece.get(matched).is_some_and(|&wanted| (self.one)(wanted, byte)) {
                return matched + 1;
            }
            let Some(shorter) = matched.checked_sub(1).and_then(|last| borders.get(last)) else { return 0 };
            matched = *shorter;
        }
    }
}

#[cfg(test)]
mod tests {
    use core::cell::Cell;

    use crate::pattern::tests::strings;
    use crate::pattern::{self, opaque};

    #[test]
    fn finds_what_the_short_way_finds() {
        let texts = strings("aé?*", 4);
        for pattern in strings("aé*?", 4).iter().filter(|pattern| pattern.contains('*')) {
            for text in &texts {
                let (p, t) = (pattern.as_bytes(), text.as_bytes());
                let plain = |p, t| p == t || p == b'?';
                assert_eq!(super::run(p, t, &plain), pattern::matches(pattern, text), "{pattern} {text}");
                assert_eq!(super::run(p, t, &opaque), pattern::contains(pattern, text), "{pattern} {text}");
                if !text.contains('*') {
                    let open = |p, t| p == t || p == b'?' || t == b'?';
                    assert_eq!(super::run(p, t, &open), pattern::intersects(pattern, text), "{pattern} {text}");
                }
            }
        }
    }

    /// How often two bytes are compared.
    fn steps(pattern: &str, text: &str) -> usize {
        let count = Cell::new(0);
        let found = pattern::run(pattern.as_bytes(), text.as_bytes(), |p, t| {
            count.set(count.get() + 1);
            p == t || p == b'?'
        });
        assert!(!found, "nothing is found before all is tried");
        count.get()
    }

    #[test]
    fn stars_take_no_longer_than_reading() {
        let long = "a".repeat(20_000);
        for pattern in [
            "a*".repeat(10_000) + "b",
            "*a".repeat(10_000) + "b",
            format!("*{}b*", "a".repeat(10_000)),
            format!("{}*{}b", "a".repeat(5_000), "a".repeat(5_000)),
            format!("*{}c*", "aab".repeat(3_000)),
            format!("*?*{}b*?", "a".repeat(10_000)),
            "*".repeat(10_000) + "b",
            "*ab".repeat(5_000),
            format!("*{}?{}b*", "a".repeat(5_000), "a".repeat(5_000)),
            format!("*{}b*", "a?".repeat(5_000)),
            format!("*{}b", "?a".repeat(5_000)),
        ] {
            for text in [&long, &long.replace("aaa", "aab"), &"aaab".repeat(5_000)] {
                let (most, steps) = (16 * (pattern.len() + text.len()), steps(&(pattern.clone() + "x"), text));
                assert!(steps < most, "{steps} steps, {most} at most: {pattern:.40} {text:.40}");
            }
        }
    }
}
