//! Looking for a piece with `?`s: all the places where it may have begun are followed at once, 64 in a word.
//!
//! Time grows with the product of the lengths, divided by 64; what finds pieces without `?` in linear time knows no `?`.

use super::width;

/// The piece as a row of bits, one a byte.
pub(super) struct Places<'a> {
    piece: &'a [u8],
    one: &'a dyn Fn(u8, u8) -> bool,
    /// Whether a `?` of the text stands for any character.
    is_open: bool,
    /// For each byte of the text that was met: the bytes of the piece that it can stand for.
    masks: Vec<Option<Row>>,
    /// The question marks of the piece.
    questions: Row,
    /// The last bytes of its characters, by their length.
    ends: [Row; 4],
    /// The bytes up to which the piece agrees with the text that ends here.
    state: Row,
}

type Row = Vec<u64>;

impl<'a> Places<'a> {
    pub(super) fn new(piece: &'a [u8], one: &'a dyn Fn(u8, u8) -> bool, is_open: bool) -> Self {
        let (mut ends, mut at) = ([(); 4].map(|()| row(piece, &|_, _| false)), 0);
        while let Some(&byte) = piece.get(at) {
            at += width(byte);
            if let Some(ends) = ends.get_mut(width(byte) - 1) {
                set(ends, at - 1);
            }
        }
        let questions = row(piece, &|_, byte| byte == b'?');
        Self { piece, one, is_open, masks: vec![None; 256], questions, ends, state: row(piece, &|_, _| false) }
    }

    /// Takes the next byte of the text; returns whether the piece may end in the character that it belongs to.
    pub(super) fn take(&mut self, byte: u8) -> bool {
        if self.is_open && byte == b'?' {
            let before = self.state.clone();
            self.state.fill(0);
            for (count, ends) in (1..).zip(&self.ends) {
                let moved = moved(&before, count).zip(ends);
                self.state.iter_mut().zip(moved).for_each(|(word, (moved, end))| *word |= moved & end);
            }
        } else {
            self.step(byte);
        }
        let last = self.piece.len().wrapping_sub(1);
        self.state.get(last / 64).is_some_and(|word| word >> (last % 64) & 1 == 1)
    }

    fn step(&mut self, byte: u8) {
        let is_inside = byte & 0xc0 == 0x80;
        let (piece, one) = (self.piece, self.one);
        let Some(mask) = self.masks.get_mut(usize::from(byte)) else { return };
        // A question mark takes a character by its first byte and stays for the others.
        let mask =
            mask.get_or_insert_with(|| row(piece, &|_, wanted| one(wanted, byte) && !(is_inside && wanted == b'?')));
        let stay = if is_inside { u64::MAX } else { 0 };
        let mut carry = 1;
        for ((word, mask), question) in self.state.iter_mut().zip(mask.iter()).zip(&self.questions) {
            let next = *word >> 63;
            *word = ((*word << 1 | carry) & mask) | (*word & question & stay);
            carry = next;
        }
    }
}

fn row(piece: &[u8], is_set: &dyn Fn(usize, u8) -> bool) -> Row {
    let mut row = vec![0; piece.len().div_ceil(64)];
    piece.iter().enumerate().filter(|&(at, &byte)| is_set(at, byte)).for_each(|(at, _)| set(&mut row, at));
    row
}

fn set(row: &mut Row, at: usize) {
    if let Some(word) = row.get_mut(at / 64) {
        *word |= 1 << (at % 64);
    }
}

/// The bits moved up by `count`, 4 at most, and one that begins here.
fn moved(row: &Row, count: u32) -> impl Iterator<Item = u64> {
    let mut carry = 1 << (count - 1);
    row.iter().map(move |word| {
        let moved = word << count | carry;
        carry = word >> (64 - count);
        moved
    })
}
