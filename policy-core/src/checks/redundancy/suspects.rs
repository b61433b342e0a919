//! Which entries of a list may have to do with each other: seldom any, so that finding none must cost little.

use super::comparable;
use super::order::Order;
use crate::catalog::format::{HASH_START, hash, slot, upper_half};
use crate::document::Text;
use crate::lean::{self, Lean as _};
use crate::pattern;

/// So many comparisons cost less than putting the entries in order.
const FEW: usize = 512;

/// More comparisons than these are left to [`super::Entries`], which is better at them.
const MANY: usize = 1 << 16;

/// An entry of a list.
pub(super) struct Entry<'e, 't> {
    pub(super) text: &'e Text<'t>,
    /// The field behind the last colon, if two entries that have one contain each other field by field: no wildcard of one
    /// can stand for a colon of the other.
    last: Option<&'e str>,
    /// The first seven bytes of the field, letters of either case alike, 0 behind its end; and a byte for what comes before.
    bytes: u64,
    /// All bits of those before the first wildcard, and of the last.
    literal: u64,
}

/// The bit in which letters of either case differ, in each of eight bytes.
pub(super) const CASE: u64 = u64::from_ne_bytes([0x20; 8]);

/// The bits of the byte for what comes before.
const BEFORE: u64 = 0xff << 56;

impl<'e, 't> Entry<'e, 't> {
    /// An entry whose last field can only contain those of entries with the same number before it.
    pub(super) fn new(text: &'e Text<'t>, last: Option<(usize, &'e str)>) -> Self {
        let Some((before, last)) = last else { return Self { text, last: None, bytes: 0, literal: 0 } };
        let bytes = u64::from_le_bytes(eight_bytes(last.as_bytes())) | CASE;
        let literal = if text.has_wildcard() { literal_bytes(bytes) | BEFORE } else { u64::MAX };
        Self { text, last: Some(last), bytes: bytes & !BEFORE | (before as u64) << 56, literal }
    }

    /// Whether nothing that is quickly seen keeps the last field from containing that of `other`.
    fn may_be_of(&self, other: &Self) -> bool {
        (self.bytes ^ other.bytes) & self.literal == 0 || other.last.is_none()
    }

    /// The number of the group that it is compared with; those in group 0 are with all.
    pub(super) fn group(&self) -> usize {
        self.last.map_or(0, |_| usize::from(self.bytes.to_le_bytes()[7]) + 1)
    }
}

/// The number of groups.
pub(super) const GROUPS: usize = 257;

/// The places of the entries that may repeat, contain or be contained in others: quickly found, seldom any.
pub(super) fn suspects(entries: &[Entry<'_, '_>], all_differ: bool, ignore_case: bool) -> Vec<usize> {
    let mut suspects = if all_differ { Vec::new() } else { repeated(entries) };
    let mut patterns = 0;
    for entry in entries {
        patterns += usize::from(entry.text.has_wildcard());
    }
    let order = if patterns * entries.len() > FEW { Some(Order::of(entries)) } else { None };
    let mut compared = 0;
    for (at, entry) in entries.iter().enumerate() {
        if !entry.text.has_wildcard() {
            continue;
        }
        let mut pattern = Pattern { at, entry, heads: None, ignore_case, compared: 0 };
        match &order {
            None => entries.iter().zip(0..).for_each(|(inner, at)| pattern.look(inner, at, &mut suspects)),
            Some(order) => {
                for &at in order.starting_as(entry).into_iter().flatten() {
                    if let Some(inner) = entries.get(at) {
                        pattern.look(inner, at, &mut suspects);
                    }
                }
            }
        }
        compared += pattern.compared;
        if compared > MANY {
            return (0..entries.len()).list();
        }
    }
    lean::sort(&mut suspects, Ord::cmp);
    suspects.dedup();
    suspects
}

/// An entry that may contain others.
struct Pattern<'p, 'e, 't> {
    at: usize,
    entry: &'p Entry<'e, 't>,
    /// What its last field and its whole text begin with, once somebody asks.
    heads: Option<[&'e str; 2]>,
    ignore_case: bool,
    /// What it costs to look at the others.
    compared: usize,
}

impl<'e> Pattern<'_, 'e, '_> {
    /// Takes `inner`, the entry at `at`, and this one for suspects if this one may contain it.
    fn look(&mut self, inner: &Entry<'_, '_>, at: usize, suspects: &mut Vec<usize>) {
        self.compared += 1;
        if !self.entry.may_be_of(inner) || at == self.at || !self.may_hold(inner) {
            return;
        }
        self.compared += (self.entry.text.len() + inner.text.len()) / 32;
        if self.may_contain(inner) {
            suspects.extend([self.at, at]);
        }
    }

    /// What its last field and its whole text begin with.
    fn heads(&mut self) -> [&'e str; 2] {
        let entry = self.entry;
        *self.heads.get_or_insert_with(|| {
            let head = pattern::literal_prefix(entry.text);
            [entry.last.map_or(head, pattern::literal_prefix), head]
        })
    }

    /// Whether nothing that is quickly seen keeps it from containing `inner`.
    fn may_hold(&mut self, inner: &Entry<'_, '_>) -> bool {
        let [last, whole] = self.heads();
        match (self.entry.last, inner.last) {
            (Some(outer), Some(inner)) => begins_and_ends(inner, last, outer),
            _ => begins_and_ends(inner.text, whole, self.entry.text),
        }
    }

    /// Whether its strings hold those of `inner`, which [may be held](Self::may_hold). A `true` may be wrong where variables
    /// are.
    fn may_contain(&mut self, inner: &Entry<'_, '_>) -> bool {
        let (outer, ignore_case) = (self.entry, self.ignore_case);
        if let (Some(outer_last), Some(inner_last)) = (outer.last, inner.last) {
            let (outer_head, inner_head) = (before(outer.text, outer_last), before(inner.text, inner_last));
            let behind = self.heads()[0].len();
            let [outer_rest, inner_rest] =
                [outer_last, inner_last].map(|last| last.as_bytes().get(behind..).unwrap_or_default());
            return pattern::contains_bytes(outer_rest, inner_rest, ignore_case)
                && (outer_head == inner_head || pattern::contains_bytes(outer_head, inner_head, ignore_case));
        }
        if outer.text.has_hole() || inner.text.has_hole() {
            let contains = if ignore_case { pattern::contains_ignore_case } else { pattern::contains };
            return contains(&comparable(outer.text, ignore_case), &comparable(inner.text, ignore_case));
        }
        pattern::contains_bytes(outer.text.as_bytes(), inner.text.as_bytes(), ignore_case)
    }
}

/// What stands in `text` before `last`, with which it ends.
fn before<'e>(text: &'e str, last: &str) -> &'e [u8] {
    text.as_bytes().get(..text.len() - last.len()).unwrap_or_default()
}

/// Whether `text` begins with `head` and ends as `pattern` does, ASCII case aside.
fn begins_and_ends(text: &str, head: &str, pattern: &str) -> bool {
    let (pattern, text, head) = (pattern.as_bytes(), text.as_bytes(), head.as_bytes());
    let is = |wanted: Option<&u8>, byte: Option<&u8>| match (wanted, byte) {
        (None | Some(b'*' | b'?'), _) => true,
        (Some(wanted), Some(byte)) => (*byte ^ *wanted) & !0x20 == 0,
        _ => false,
    };
    // The end of a head tells most names of a service apart.
    let end = head.len().wrapping_sub(1);
    is(head.get(end), text.get(end))
        && is(pattern.last(), text.last())
        && text.get(..head.len()).is_some_and(|start| start.eq_ignore_ascii_case(head))
}

/// The first eight bytes, 0 behind their end.
pub(super) fn eight_bytes(text: &[u8]) -> [u8; 8] {
    text.first_chunk().copied().unwrap_or_else(|| {
        let mut first = [0; 8];
        for (to, byte) in first.iter_mut().zip(text) {
            *to = *byte;
        }
        first
    })
}

/// All bits of the bytes before the first wildcard, the first byte being the lowest.
fn literal_bytes(bytes: u64) -> u64 {
    let wildcards = pattern::wildcards(bytes);
    // Below the lowest bit of that byte.
    ((wildcards & wildcards.wrapping_neg()) >> 7).wrapping_sub(1)
}

/// The places of texts that may occur twice, ASCII case aside.
fn repeated(entries: &[Entry<'_, '_>]) -> Vec<usize> {
    let mut hashes: Vec<(u64, usize)> =
        entries.iter().map(|entry| hash(HASH_START, entry.text.as_bytes())).zip(0..).list();
    hashes.sort_unstable();
    hashes.chunk_by(|a, b| a.0 == b.0).filter(|same| same.len() > 1).flatten().map(|&(_, at)| at).list()
}

/// Whether none of `most` texts or fewer occurs twice, ASCII case aside. `false` may be wrong.
pub(crate) fn all_differ<'e>(texts: impl Iterator<Item = &'e str>, most: usize) -> bool {
    are_different(texts.map(|text| hash(HASH_START, text.as_bytes())), most)
}

/// The number of a known thing as a hash.
pub(super) fn spread(number: u16) -> u64 {
    u64::from(number).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

/// Whether none of `most` hashes or fewer occurs twice. `false` may be wrong.
pub(crate) fn are_different(hashes: impl Iterator<Item = u64>, most: usize) -> bool {
    // An open-addressing table of upper halves, half full at most. 0 is "free".
    let (mut few, mut many) = ([0; 16], Vec::new());
    let table = if 2 * most <= few.len() {
        few.as_mut_slice()
    } else {
        many.resize((2 * most).next_power_of_two(), 0);
        many.as_mut_slice()
    };
    let last = table.len() - 1;
    for hash in hashes {
        let half = upper_half(hash) | 1;
        let mut place = slot(hash, table.len());
        loop {
            match table.get_mut(place & last) {
                Some(free @ 0) => break *free = half,
                Some(other) if *other == half => return false,
                Some(_) => place += 1,
                None => return false,
            }
        }
    }
    true
}
