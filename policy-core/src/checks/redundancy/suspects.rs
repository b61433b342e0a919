//! Which entries of a list may have to do with each other: seldom any, so that finding none must cost little.

use core::cell::OnceCell;

use super::{comparable, needed, trigrams};
use crate::catalog::format::{HASH_START, hash, slot};
use crate::document::Text;
use crate::document::variable::has_hole;
use crate::pattern;

/// Looking through fewer is quicker than putting them in order.
const FEW: usize = 64;

/// The places of the entries that may repeat, contain or be contained in others: quickly found, seldom any.
pub(super) fn suspects(texts: &[&Text<'_>], ignore_case: bool) -> Vec<usize> {
    /// More comparisons than these are left to [`Entries`], which is better at them.
    const MANY: usize = 1 << 16;
    let mut suspects =
        if all_differ(texts.iter().map(|text| text.as_str()), texts.len()) { Vec::new() } else { repeated(texts) };
    let mut patterns = texts.iter().enumerate().filter(|(_, text)| text.has_wildcard()).peekable();
    if patterns.peek().is_none() {
        return suspects;
    }
    let order = Order::of(texts, patterns.clone().count() > FEW / 4);
    let mut runs = Runs(Vec::new());
    let mut compared = 0;
    for (outer, pattern) in patterns {
        let head = pattern::literal_prefix(pattern);
        let needs = OnceCell::new();
        let mut lacks = |inner| needs.get_or_init(|| needed(pattern)) & !runs.of(texts, inner) != 0;
        for inner in order.starting_with(head) {
            compared += 1;
            let text = texts[inner];
            let mut may_contain =
                || has_end_of(text, head) && !lacks(inner) && may_contain(pattern, head, text, ignore_case);
            if inner != outer && may_contain() {
                suspects.extend([outer, inner]);
            }
        }
        if compared > MANY {
            return (0..texts.len()).collect();
        }
    }
    suspects.sort_unstable();
    suspects.dedup();
    suspects
}

/// The trigrams of texts, found when they are first asked for.
struct Runs(Vec<Option<u128>>);

impl Runs {
    fn of(&mut self, texts: &[&Text<'_>], at: usize) -> u128 {
        self.0.resize(texts.len(), None);
        match (self.0.get_mut(at), texts.get(at)) {
            (Some(known), Some(text)) => *known.get_or_insert_with(|| trigrams(text)),
            _ => u128::MAX,
        }
    }
}

/// Whether the strings of `outer`, which begins with `head`, hold those of `inner`. A `true` may be wrong where variables
/// are.
fn may_contain(outer: &str, head: &str, inner: &str, ignore_case: bool) -> bool {
    let start = inner.as_bytes().get(..head.len()).unwrap_or_default();
    let starts_alike = if ignore_case { start.eq_ignore_ascii_case(head.as_bytes()) } else { start == head.as_bytes() };
    if !starts_alike {
        return false;
    }
    if has_hole(outer) || has_hole(inner) {
        let contains = if ignore_case { pattern::contains_ignore_case } else { pattern::contains };
        return contains(&comparable(outer, ignore_case), &comparable(inner, ignore_case));
    }
    let [outer, inner] = [outer, inner].map(|text| text.as_bytes().get(head.len()..).unwrap_or_default());
    pattern::contains_bytes(outer, inner, ignore_case)
}

/// The places of texts, found by how the texts begin.
struct Order {
    /// With each place the characters behind those that all texts begin with; in their order when there are many.
    places: Vec<(u128, usize)>,
    is_sorted: bool,
    shared: usize,
}

/// The bit in which letters of either case differ, in each of sixteen bytes.
const CASE: u128 = u128::from_ne_bytes([0x20; 16]);

impl Order {
    /// `is_asked_often` says whether it is worth while to sort.
    fn of(texts: &[&Text<'_>], is_asked_often: bool) -> Self {
        let first = texts.first().map_or("", |text| text.as_str());
        let shared = texts.iter().fold(first.len(), |len, text| shared_start(first, text, len));
        let mut places: Vec<(u128, usize)> = texts.iter().map(|text| key(text, shared)).zip(0..).collect();
        let is_sorted = is_asked_often && places.len() > FEW;
        if is_sorted {
            places.sort_unstable();
        }
        Self { places, is_sorted, shared }
    }

    /// The places of texts that may start with `head`.
    fn starting_with(&self, head: &str) -> impl Iterator<Item = usize> {
        let wanted = key(head, self.shared);
        let free = 8 * 16_usize.saturating_sub(head.len().saturating_sub(self.shared));
        let rest =
            u32::try_from(free).ok().and_then(|free| u128::MAX.checked_shl(free)).map_or(u128::MAX, |bits| !bits);
        let start = if self.is_sorted { self.places.partition_point(|&(key, _)| key < wanted & !rest) } else { 0 };
        let places = self.places.get(start..).unwrap_or_default().iter();
        let within = places.take_while(move |&&(key, _)| !self.is_sorted || key <= wanted | rest);
        within.filter(move |&&(key, _)| key | rest == wanted | rest).map(|&(_, at)| at)
    }
}

/// Sixteen bytes of a text as a number, letters of either case alike: texts that go on alike are near each other.
fn key(text: &str, skipped: usize) -> u128 {
    let rest = text.as_bytes().get(skipped..).unwrap_or_default();
    let bytes = rest.first_chunk().copied().unwrap_or_else(|| {
        let mut bytes = [0; 16];
        bytes.iter_mut().zip(rest).for_each(|(to, byte)| *to = *byte);
        bytes
    });
    u128::from_be_bytes(bytes) | CASE
}

/// How many bytes, `most` at most, two texts begin with that are the same.
fn shared_start(a: &str, b: &str, most: usize) -> usize {
    let differs = |(a, b): (&u8, &u8)| a != b;
    let most = most.min(b.len());
    a.bytes().zip(b.bytes()).take(most).position(|(a, b)| differs((&a, &b))).unwrap_or(most)
}

/// Whether the end of `head` is at its place in `text`, too, case aside: it tells most names of a service apart.
fn has_end_of(text: &str, head: &str) -> bool {
    let start = head.len().saturating_sub(16);
    let end = head.as_bytes().get(start..).unwrap_or_default();
    text.as_bytes().get(start..head.len()).is_some_and(|part| part.eq_ignore_ascii_case(end))
}

/// The places of texts that may occur twice, ASCII case aside.
fn repeated(texts: &[&Text<'_>]) -> Vec<usize> {
    let mut hashes: Vec<(u64, usize)> = texts.iter().map(|text| hash(HASH_START, text.as_bytes())).zip(0..).collect();
    hashes.sort_unstable();
    hashes.chunk_by(|a, b| a.0 == b.0).filter(|same| same.len() > 1).flatten().map(|&(_, at)| at).collect()
}

/// Whether none of `most` texts or fewer occurs twice, ASCII case aside. `false` may be wrong.
pub(crate) fn all_differ<'e>(texts: impl Iterator<Item = &'e str>, most: usize) -> bool {
    are_different(texts.map(|text| hash(HASH_START, text.as_bytes())), most)
}

/// Whether none of `most` hashes or fewer occurs twice. `false` may be wrong.
pub(crate) fn are_different(hashes: impl Iterator<Item = u64>, most: usize) -> bool {
    let mut few = [0; 8];
    if most <= few.len() {
        for (count, hash) in hashes.enumerate() {
            for before in few.iter().take(count) {
                if *before == hash {
                    return false;
                }
            }
            if let Some(free) = few.get_mut(count) {
                *free = hash;
            }
        }
        return true;
    }
    // An open-addressing table, half full at most. 0 is "free".
    let mut table = vec![0; (2 * most).next_power_of_two()];
    let last = table.len() - 1;
    for hash in hashes.map(|hash| hash | 1) {
        let mut place = slot(hash, table.len());
        loop {
            match table.get_mut(place & last) {
                Some(free @ 0) => break *free = hash,
                Some(other) if *other == hash => return false,
                Some(_) => place += 1,
                None => return false,
            }
        }
    }
    true
}
