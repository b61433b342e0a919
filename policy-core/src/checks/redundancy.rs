//! Entries of a list that other entries of it contain, and the edits that take them out.

use std::borrow::Cow;

use super::Reporter;
use crate::catalog::format::{HASH_START, hash};
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
    /// So many patterns are compared with everything before it pays to sort.
    const FEW: usize = 256;
    let mut suspects = repeated(texts);
    let patterns: Vec<usize> = (0..texts.len()).filter(|&at| texts[at].has_wildcard()).collect();
    if patterns.len() > FEW {
        return (0..texts.len()).collect();
    }
    let starts: Vec<u64> = texts.iter().map(|text| start(text)).collect();
    let contains = if ignore_case { pattern::contains_ignore_case } else { pattern::contains };
    for &outer in &patterns {
        let masked = comparable(texts[outer], ignore_case);
        let head = pattern::literal_prefix(&masked);
        // As written: what stands in for the wildcards of variables is as long as they are.
        let head = texts[outer].get(..head.len()).unwrap_or_default();
        let (wanted, bits) = (start(head), start_bits(head));
        let needs = needed(&masked);
        for (inner, _) in starts.iter().enumerate().filter(|&(_, start)| (start ^ wanted) & bits == 0) {
            let is_contained = || {
                let inner = comparable(texts[inner], ignore_case);
                needs & !trigrams(&inner) == 0 && contains(&masked, &inner)
            };
            if inner != outer && has_end_of(texts[inner], head) && is_contained() {
                suspects.extend([outer, inner]);
            }
        }
    }
    suspects.sort_unstable();
    suspects.dedup();
    suspects
}

/// The bit in which letters of either case differ, in each of eight bytes.
const CASE: u64 = 0x2020_2020_2020_2020;

/// The first eight bytes of a text as a number, letters of either case alike: texts that begin alike are near each other.
fn start(text: &str) -> u64 {
    let mut bytes = [0; 8];
    bytes.iter_mut().zip(text.bytes()).for_each(|(to, byte)| *to = byte | 0x20);
    u64::from_be_bytes(bytes)
}

/// The bits of [`start`] that a head decides.
fn start_bits(head: &str) -> u64 {
    let free = u32::try_from(8_usize.saturating_sub(head.len())).unwrap_or(0);
    u64::MAX.checked_shl(8 * free).unwrap_or(0)
}

/// Whether the end of `head` is at its place in `text`, too, case aside: it tells most names of a service apart.
fn has_end_of(text: &str, head: &str) -> bool {
    let start = head.len().saturating_sub(8);
    let end = head.as_bytes().get(start..).unwrap_or_default();
    text.as_bytes().get(start..head.len()).is_some_and(|part| match (part.first_chunk::<8>(), end.first_chunk::<8>()) {
        (Some(a), Some(b)) => (u64::from_le_bytes(*a) ^ u64::from_le_bytes(*b)) & !CASE == 0,
        _ => part.eq_ignore_ascii_case(end),
    })
}

/// The places of texts that may occur twice, ASCII case aside.
fn repeated(texts: &[&Text<'_>]) -> Vec<usize> {
    let mut hashes: Vec<(u64, usize)> = texts.iter().map(|text| hash(HASH_START, text.as_bytes())).zip(0..).collect();
    hashes.sort_unstable();
    hashes.chunk_by(|a, b| a.0 == b.0).filter(|same| same.len() > 1).flatten().map(|&(_, at)| at).collect()
}

/// Whether no text occurs twice, ASCII case aside. `false` may be wrong.
pub(super) fn all_differ<'e>(texts: impl Iterator<Item = &'e str>) -> bool {
    let mut hashes: Vec<u64> = texts.map(|text| hash(HASH_START, text.as_bytes())).collect();
    hashes.sort_unstable();
    hashes.windows(2).all(|pair| pair.first() != pair.last())
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

/// One bit for each run of three bytes, some runs sharing theirs.
fn trigrams(text: &str) -> u128 {
    text.as_bytes().windows(3).fold(0, |bits, run| {
        let number = run.iter().fold(0_u32, |number, &byte| number << 8 | u32::from(byte));
        bits | 1 << (number.wrapping_mul(0x9e37_79b1) >> 25)
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
