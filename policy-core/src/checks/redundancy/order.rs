//! The entries of a long list by how they begin, so that not all need be held against each other.

use super::suspects::{CASE, Entry, GROUPS, eight_bytes};
use crate::lean::Lean as _;
use crate::pattern;

/// The places of entries, found by how their texts begin.
pub(super) struct Order {
    /// In the order of `keys` if there are any, else of groups if `starts` are there.
    places: Vec<usize>,
    /// How the texts go on behind what all begin with, by their places in `places`.
    keys: Vec<u64>,
    /// The length of what all begin with.
    shared: usize,
    /// Where in `places` each group begins.
    starts: Vec<usize>,
}

impl Order {
    pub(super) fn of(entries: &[Entry<'_, '_>]) -> Self {
        let mut order = Self { places: (0..entries.len()).list(), keys: Vec::new(), shared: 0, starts: Vec::new() };
        let group = entries.first().map_or(0, Entry::group);
        if entries.iter().all(|entry| entry.group() == group) {
            order.by_text(entries);
        } else {
            order.by_group(entries);
        }
        order
    }

    fn by_text(&mut self, entries: &[Entry<'_, '_>]) {
        let first = entries.first().map_or("", |entry| entry.text.as_str());
        self.shared = entries.iter().fold(first.len(), |len, entry| shared_start(first, entry.text, len));
        let mut order: Vec<(u64, usize)> = entries.iter().map(|entry| key(entry.text, self.shared)).zip(0..).list();
        order.sort_unstable();
        self.places = order.iter().map(|&(_, at)| at).list();
        self.keys = order.iter().map(|&(key, _)| key).list();
    }

    fn by_group(&mut self, entries: &[Entry<'_, '_>]) {
        // Of each group the end, from which its places are filled in backwards, which leaves its start.
        let mut starts = vec![0; GROUPS + 1];
        for entry in entries {
            starts[entry.group()] += 1;
        }
        let mut end = 0;
        for start in &mut starts {
            end += *start;
            *start = end;
        }
        for (at, entry) in entries.iter().enumerate().rev() {
            let place = &mut starts[entry.group()];
            *place -= 1;
            self.places[*place] = at;
        }
        self.starts = starts;
    }

    /// The places of texts that may start as that of `entry` does.
    pub(super) fn starting_as(&self, entry: &Entry<'_, '_>) -> [&[usize]; 2] {
        if !self.keys.is_empty() {
            return [self.going_on_as(pattern::literal_prefix(entry.text)), &[]];
        }
        if self.starts.is_empty() || entry.group() == 0 {
            return [&self.places, &[]];
        }
        [0, entry.group()].map(|group| match (self.starts.get(group), self.starts.get(group + 1)) {
            (Some(&start), Some(&end)) => self.places.get(start..end).unwrap_or_default(),
            _ => &[],
        })
    }

    fn going_on_as(&self, head: &str) -> &[usize] {
        let free = 8 * 8_usize.saturating_sub(head.len().saturating_sub(self.shared));
        let rest = u32::try_from(free).ok().and_then(|free| u64::MAX.checked_shl(free)).map_or(u64::MAX, |bits| !bits);
        let wanted = key(head, self.shared);
        let start = self.keys.partition_point(|&key| key < wanted & !rest);
        let end = self.keys.partition_point(|&key| key <= wanted | rest);
        self.places.get(start..end).unwrap_or_default()
    }
}

/// Eight bytes of a text as a number, letters of either case alike: texts that go on alike are near each other.
fn key(text: &str, skipped: usize) -> u64 {
    u64::from_be_bytes(eight_bytes(text.as_bytes().get(skipped..).unwrap_or_default())) | CASE
}

/// How many bytes, `most` at most, two texts begin with that are the same.
fn shared_start(a: &str, b: &str, most: usize) -> usize {
    let differs = |(a, b): (&u8, &u8)| a != b;
    let most = most.min(b.len());
    a.bytes().zip(b.bytes()).take(most).position(|(a, b)| differs((&a, &b))).unwrap_or(most)
}
