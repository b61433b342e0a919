//! Checked reads of numbers, records and lists: out of bounds is "nothing", never a panic.
//!
//! Slice patterns are what costs least where nothing is optimized, as in most builds of a macro.

use super::format::{NONE_U16, slot};

/// The `u16` at `offset`.
#[inline]
pub(super) fn u16_at(bytes: &[u8], offset: usize) -> Option<u16> {
    let Some([low, high, ..]) = bytes.get(offset..) else { return None };
    Some(u16::from_le_bytes([*low, *high]))
}

/// The `u24` at `offset`.
#[inline]
pub(super) fn u24_at(bytes: &[u8], offset: usize) -> Option<usize> {
    let Some([low, middle, high, ..]) = bytes.get(offset..) else { return None };
    Some(u32::from_le_bytes([*low, *middle, *high, 0]) as usize)
}

/// A record of a table with records of `N` bytes.
#[derive(Clone, Copy)]
pub(super) struct Record<'a, const N: usize>(&'a [u8; N]);

impl<'a, const N: usize> Record<'a, N> {
    /// Record `index` of `table`.
    #[inline]
    pub(super) fn at(table: &'a [u8], index: usize) -> Option<Self> {
        // Numbers of records have two bytes, so nothing wraps.
        match table.get(index.wrapping_mul(N)..) {
            Some(rest) => match rest.first_chunk() {
                Some(record) => Some(Self(record)),
                None => None,
            },
            None => None,
        }
    }

    /// The byte at `offset`, a constant within the record.
    #[inline]
    pub(super) fn u8(self, offset: usize) -> u8 {
        match self.0.get(offset) {
            Some(byte) => *byte,
            None => 0,
        }
    }

    /// The `u16` at `offset`, a constant within the record.
    #[inline]
    pub(super) fn u16(self, offset: usize) -> u16 {
        match u16_at(self.0, offset) {
            Some(number) => number,
            None => 0,
        }
    }

    /// The `u32` at `offset`, a constant within the record.
    #[inline]
    pub(super) fn u32(self, offset: usize) -> u32 {
        u32::from_le_bytes(self.bytes(offset))
    }

    /// The `M` bytes at `offset`, a constant within the record.
    #[inline]
    pub(super) fn bytes<const M: usize>(self, offset: usize) -> [u8; M] {
        self.0.get(offset..).and_then(|rest| rest.first_chunk()).copied().unwrap_or([0; M])
    }

    /// The `u24` at `offset`, a constant within the record.
    #[inline]
    pub(super) fn u24(self, offset: usize) -> usize {
        match u24_at(self.0, offset) {
            Some(number) => number,
            None => 0,
        }
    }
}

/// Iterator over the items of a list.
#[derive(Clone, Debug, Default)]
pub(super) struct List<'a> {
    bytes: &'a [u8],
    left: u32,
}

impl<'a> List<'a> {
    /// The list that starts `bytes`.
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        let mut list = Self { bytes, left: 1 };
        list.left = list.next().unwrap_or(0);
        list
    }

    /// Whether there is no item.
    pub(super) fn is_empty(&self) -> bool {
        self.left == 0
    }
}

impl Iterator for List<'_> {
    type Item = u32;

    #[inline]
    fn next(&mut self) -> Option<u32> {
        self.left = self.left.checked_sub(1)?;
        let (mut value, mut shift) = (0_u32, 0);
        while let [byte, rest @ ..] = self.bytes {
            self.bytes = rest;
            if *byte < 0x80 {
                return Some(value | (*byte as u32) << shift);
            }
            value |= (*byte as u32 & 0x7f) << shift;
            shift += 7;
            if shift > 28 {
                break;
            }
        }
        None
    }
}

/// The numbers in a hash table from where the search for a hash begins to the first free slot.
#[derive(Clone)]
pub(super) struct Chain<'a> {
    slots: &'a [u8],
    at: usize,
    left: usize,
}

impl<'a> Chain<'a> {
    pub(super) fn new(slots: &'a [u8], hash: u64) -> Self {
        let left = slots.len() / 2;
        Self { slots, at: slot(hash, left), left }
    }
}

impl Iterator for Chain<'_> {
    type Item = u16;

    #[inline]
    fn next(&mut self) -> Option<u16> {
        if self.left == 0 {
            return None;
        }
        self.left -= 1;
        let number = u16_at(self.slots, 2 * self.at)?;
        self.at = if 2 * self.at + 2 < self.slots.len() { self.at + 1 } else { 0 };
        if number == NONE_U16 { None } else { Some(number) }
    }
}

/// The first of `len` sorted records that is not `before` what is looked for.
pub(super) fn lower_bound(len: usize, mut before: impl FnMut(usize) -> bool) -> usize {
    let (mut low, mut high) = (0, len);
    while low < high {
        let middle = low + (high - low) / 2;
        if before(middle) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    low
}
