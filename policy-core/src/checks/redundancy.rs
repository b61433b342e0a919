//! Entries of a list that other entries of it contain, and the edits that take them out.

use core::cell::OnceCell;
use std::borrow::Cow;

use super::Reporter;
use crate::catalog::format::{HASH_START, hash, slot};
use crate::document::variable::has_hole;
use crate::document::{Block, Piece, Text, pieces};
use crate::pattern;
use crate::{Edit, Span};

/// An entry that contains others.
#[derive(Debug, PartialEq, Eq)]
struct Group {
    keeper: usize,
    /// The keeper and what it contains, in document order.
    members: Vec<usize>,
}

/// Reports each group of entries of which one contains all.
pub(super) fn report<'e, 't: 'e, E>(
    block: &'e Block<E>,
    text: impl Fn(&'e E) -> &'e Text<'t>,
    ignore_case: bool,
    out: &mut Reporter<'_>,
) {
    if block.entries.len() < 2 {
        return;
    }
    let texts: Vec<&Text<'t>> = block.entries.iter().map(text).collect();
    let suspects = suspects(&texts, ignore_case);
    if suspects.is_empty() {
        return;
    }
    for group in Entries::new(&texts, &suspects, ignore_case).groups() {
        let locations = group.members.iter().map(|&at| texts[at].span()).collect();
        let finding = out.report_all(locations, message(&texts, &group));
        finding.label(texts[group.keeper].span(), "this one is enough");
        if block.is_regular {
            finding.fix("remove what it covers", removal(&texts, &group));
        }
    }
}

/// The places of the entries that may repeat, contain or be contained in others: quickly found, seldom any.
fn suspects(texts: &[&Text<'_>], ignore_case: bool) -> Vec<usize> {
    /// More comparisons than these are left to [`Entries`], which is better at them.
    const MANY: usize = 1 << 16;
    let mut suspects =
        if all_differ(texts.iter().map(|text| text.as_str()), texts.len()) { Vec::new() } else { repeated(texts) };
    let mut patterns = texts.iter().enumerate().filter(|(_, text)| text.has_wildcard()).peekable();
    if patterns.peek().is_none() {
        return suspects;
    }
    let order = Order::of(texts);
    let runs: OnceCell<Vec<u128>> = OnceCell::new();
    let has = |at: usize| runs.get_or_init(|| texts.iter().map(|text| trigrams(text)).collect()).get(at).copied();
    let mut compared = 0;
    for (outer, pattern) in patterns {
        let head = pattern::literal_prefix(pattern);
        let needs = OnceCell::new();
        let lacks = |inner| needs.get_or_init(|| needed(pattern)) & !has(inner).unwrap_or(u128::MAX) != 0;
        for inner in order.starting_with(head) {
            compared += 1;
            let text = texts[inner];
            let may_contain =
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
    fn of(texts: &[&Text<'_>]) -> Self {
        /// Looking through fewer is quicker than sorting them.
        const FEW: usize = 64;
        let first = texts.first().map_or("", |text| text.as_str());
        let shared = texts.iter().fold(first.len(), |len, text| shared_start(first, text, len));
        let mut places: Vec<(u128, usize)> = texts.iter().map(|text| key(text, shared)).zip(0..).collect();
        let is_sorted = places.len() > FEW;
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
pub(super) fn all_differ<'e>(texts: impl Iterator<Item = &'e str>, most: usize) -> bool {
    are_different(texts.map(|text| hash(HASH_START, text.as_bytes())), most)
}

/// Whether none of `most` hashes or fewer occurs twice. `false` may be wrong.
pub(super) fn are_different(hashes: impl Iterator<Item = u64>, most: usize) -> bool {
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

fn message(texts: &[&Text<'_>], group: &Group) -> String {
    let keeper = texts[group.keeper];
    let others = group.members.iter().filter(|&&at| at != group.keeper);
    let mut different = others.clone().map(|&at| texts[at]).filter(|other| *other != keeper);
    match (different.next(), different.next()) {
        (None, _) => format!("`{keeper}` is listed {} times", group.members.len()),
        (Some(other), None) => format!("`{other}` is covered by `{keeper}`"),
        (Some(_), Some(_)) => format!("`{keeper}` covers {} other entries", others.count()),
    }
}

/// The edits that remove a group's members but the keeper, commas included.
fn removal(texts: &[&Text<'_>], group: &Group) -> Vec<Edit> {
    let mut removed = group.members.iter().copied().filter(|&at| at != group.keeper).peekable();
    let mut edits = Vec::new();
    while let Some(first) = removed.next() {
        let mut last = first;
        while let Some(next) = removed.next_if_eq(&(last + 1)) {
            last = next;
        }
        let span = match (first.checked_sub(1), texts.get(last + 1)) {
            (Some(before), _) => Span::new(texts[before].span().end, texts[last].span().end),
            (None, Some(after)) => Span::new(texts[first].span().start, after.span().start),
            (None, None) => continue,
        };
        edits.push(Edit::replace(span, ""));
    }
    edits
}

/// The entries of a list, different ones in the order of their texts.
struct Entries {
    entries: Vec<Entry>,
    /// The number of places in the list.
    size: usize,
}

struct Entry {
    text: String,
    /// The places of the entry in the list, in order.
    places: Vec<usize>,
    wildcard: bool,
    variable: bool,
    /// The trigrams that occur in the text, and those that a text must have to be contained in this one.
    has: u128,
    needs: u128,
}

impl Entries {
    fn new(texts: &[&Text<'_>], suspects: &[usize], ignore_case: bool) -> Self {
        let mut places: Vec<(String, usize)> =
            suspects.iter().map(|&at| (comparable(texts[at], ignore_case).into_owned(), at)).collect();
        places.sort_unstable();
        let mut entries: Vec<Entry> = Vec::with_capacity(places.len());
        for (text, at) in places {
            match entries.last_mut() {
                Some(last) if last.text == text => last.places.push(at),
                _ => entries.push(Entry::new(text, at)),
            }
        }
        Self { entries, size: texts.len() }
    }

    /// The entries that `container` contains, itself aside.
    fn contained<'a>(&'a self, container: &'a Entry) -> impl Iterator<Item = &'a Entry> {
        let head = pattern::literal_prefix(&container.text);
        let start = self.entries.partition_point(|entry| entry.text.as_str() < head);
        let candidates = if container.wildcard { self.entries.get(start..).unwrap_or_default() } else { &[] };
        candidates
            .iter()
            .take_while(move |entry| entry.text.starts_with(head))
            .filter(move |entry| !core::ptr::eq(*entry, container) && container.contains(entry))
    }

    fn groups(&self) -> Vec<Group> {
        let mut covered = vec![false; self.size];
        for container in &self.entries {
            for entry in self.contained(container) {
                // Of two that contain each other the first in the document stays.
                covered[entry.first()] |= container.first() < entry.first() || !entry.contains(container);
            }
        }
        let mut keepers: Vec<&Entry> = self.entries.iter().filter(|entry| !covered[entry.first()]).collect();
        keepers.sort_unstable_by_key(|entry| entry.first());
        keepers.into_iter().filter_map(|keeper| self.group(keeper, &mut covered)).collect()
    }

    /// The group of a keeper; what it takes is covered no longer, so that an entry stands in one group only.
    fn group(&self, keeper: &Entry, covered: &mut [bool]) -> Option<Group> {
        let mut members = keeper.places.clone();
        for entry in self.contained(keeper) {
            if core::mem::take(&mut covered[entry.first()]) {
                members.extend(&entry.places);
            }
        }
        members.sort_unstable();
        (members.len() > 1).then(|| Group { keeper: keeper.first(), members })
    }
}

impl Entry {
    fn new(text: String, place: usize) -> Self {
        let wildcard = pattern::has_wildcard(&text);
        let variable = text.contains("${");
        let has = trigrams(&text);
        let needs = if wildcard { needed(&text) } else { 0 };
        Self { text, places: vec![place], wildcard, variable, has, needs }
    }

    fn first(&self) -> usize {
        self.places.first().copied().unwrap_or_default()
    }

    fn contains(&self, other: &Self) -> bool {
        self.wildcard
            && self.needs & !other.has == 0
            // A `?` is one character, a variable any number.
            && !(other.variable && self.text.contains('?'))
            && pattern::contains(&self.text, &other.text)
    }
}

/// The trigrams that a text must have to be contained in `pattern`.
fn needed(pattern: &str) -> u128 {
    pattern.split(['*', '?']).map(trigrams).fold(0, |all, some| all | some)
}

/// One bit for each run of three bytes, ASCII case aside, some runs sharing theirs.
fn trigrams(text: &str) -> u128 {
    let mut run = 0_u32;
    text.bytes().enumerate().fold(0, |bits, (at, byte)| {
        run = run << 8 | u32::from(byte | 0x20);
        let bit = run << 8;
        bits | u128::from(at > 1) << (bit.wrapping_mul(0x9e37_79b1) >> 25)
    })
}

/// The text to compare: in lower case where case does not count, and with the stars and question marks of `${…}` replaced,
/// which are no wildcards.
fn comparable(text: &str, ignore_case: bool) -> Cow<'_, str> {
    let is_lower = !ignore_case || !text.bytes().any(|byte| byte.is_ascii_uppercase());
    let text = if is_lower { Cow::Borrowed(text) } else { Cow::Owned(text.to_ascii_lowercase()) };
    if !has_hole(&text) {
        return text;
    }
    let mut masked = String::with_capacity(text.len());
    for piece in pieces(&text) {
        match piece {
            Piece::Literal(literal, _) => masked.push_str(literal),
            Piece::Escape(_, range) | Piece::Unclosed(range) => mask(&text, range, &mut masked),
            Piece::Variable(variable) => mask(&text, variable.range, &mut masked),
        }
    }
    masked.into()
}

fn mask(text: &str, range: core::ops::Range<usize>, masked: &mut String) {
    for character in text.get(range).unwrap_or_default().chars() {
        match character {
            '*' => masked.push('\u{1}'),
            '?' => masked.push('\u{2}'),
            other => masked.push(other),
        }
    }
}
