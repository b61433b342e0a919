//! Entries of a list that other entries of it contain, and the edits that take them out.

mod order;
mod suspects;

use std::borrow::Cow;

use super::{ActionMeaning, Context, Reporter};
use crate::catalog::Service;
use crate::catalog::format::{HASH_START, hash, prefix_hash};
use crate::document::variable::has_hole;
use crate::document::{Action, Arn, Block, Piece, Resource, Text, pieces};
use crate::lean::{self, Lean as _};
use crate::pattern;
use crate::{Edit, Span};

use suspects::{Entry as Suspect, spread, suspects};
pub(super) use suspects::{all_differ, are_different};

/// An entry that contains others.
#[derive(PartialEq, Eq)]
struct Group {
    keeper: usize,
    /// The keeper and what it contains, in document order.
    members: Vec<usize>,
}

/// Reports each group of entries of `Action` or `NotAction` of which one contains all.
pub(super) fn report_actions(cx: &Context<'_>, block: &Block<Action<'_>>, out: &mut Reporter<'_>) {
    if block.entries.len() < 2 {
        return;
    }
    let mut has_patterns = false;
    let keys = block.entries.iter().map(|action| {
        has_patterns |= action.has_wildcard();
        match cx.meaning(action) {
            ActionMeaning::Exact(known) => spread(known.id()),
            _ => hash(HASH_START, action.text.as_bytes()),
        }
    });
    let all_differ = are_different(keys, block.entries.len());
    if all_differ && !has_patterns {
        return;
    }
    let entries = block.entries.iter().map(|action| of_action(cx, action)).list();
    report(cx, &entries, (all_differ, block.is_regular), true, out);
}

fn of_action<'e, 't>(cx: &Context<'_>, action: &'e Action<'t>) -> Suspect<'e, 't> {
    let before = match cx.meaning(action) {
        ActionMeaning::Unsearched => None,
        // With no wildcard before the colon, nothing can stand for it but the colon of another.
        meaning => meaning.service().map(Service::index).or_else(|| {
            let prefix = action.service().filter(|prefix| !pattern::has_wildcard(prefix))?;
            Some(prefix_hash(prefix) as usize)
        }),
    };
    Suspect::new(&action.text, before.zip(action.name()).filter(|_| !action.text.has_hole()))
}

/// Reports each group of entries of `Resource` or `NotResource` of which one contains all.
pub(super) fn report_resources(cx: &Context<'_>, block: &Block<Resource<'_>>, out: &mut Reporter<'_>) {
    let count = block.entries.len();
    if count < 2 {
        return;
    }
    let all_differ = all_differ(block.entries.iter().map(|resource| resource.text.as_str()), count);
    let entries = block.entries.iter().map(of_resource).list();
    report(cx, &entries, (all_differ, block.is_regular), false, out);
}

fn of_resource<'e, 't>(resource: &'e Resource<'t>) -> Suspect<'e, 't> {
    let is_simple = |arn: &Arn<'_>| !arn.resource.contains(':') && !resource.text.has_hole();
    Suspect::new(&resource.text, resource.arn().filter(is_simple).map(|arn| (0, arn.resource)))
}

fn report(
    cx: &Context<'_>,
    entries: &[Suspect<'_, '_>],
    (all_differ, is_regular): (bool, bool),
    ignore_case: bool,
    out: &mut Reporter<'_>,
) {
    let suspects = suspects(entries, all_differ, ignore_case);
    if suspects.is_empty() {
        return;
    }
    let texts: &[&Text<'_>] = &entries.iter().map(|entry| entry.text).list();
    for group in Entries::new(cx, texts, &suspects, ignore_case).groups() {
        let locations = group.members.iter().map(|&at| texts[at].span()).list();
        let finding = out.report_all(locations, message(texts, &group));
        finding.label(texts[group.keeper].span(), "this one is enough");
        if is_regular {
            finding.fix("remove what it covers", removal(texts, &group));
        }
    }
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

/// The entries of a list.
struct Entries<'a, 'd> {
    cx: &'a Context<'d>,
    /// Different ones, in the order of their texts.
    different: Vec<Entry>,
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
    has: u64,
    needs: u64,
}

impl<'a, 'd> Entries<'a, 'd> {
    fn new(cx: &'a Context<'d>, texts: &[&Text<'_>], suspects: &[usize], ignore_case: bool) -> Self {
        let mut places: Vec<(String, usize)> =
            suspects.iter().map(|&at| (comparable(texts[at], ignore_case).into_owned(), at)).list();
        lean::sort(&mut places, Ord::cmp);
        let mut entries: Vec<Entry> = Vec::with_capacity(places.len());
        for (text, at) in places {
            match entries.last_mut() {
                Some(last) if last.text == text => last.places.push(at),
                _ => entries.push(Entry::new(text, at)),
            }
        }
        Self { cx, different: entries, size: texts.len() }
    }

    /// The entries that `container` contains, itself aside; none once there is no time left.
    fn contained(&self, container: &Entry) -> impl Iterator<Item = &Entry> {
        self.candidates(container).iter().filter(move |entry| {
            !core::ptr::eq(*entry, container)
                && container.may_contain(entry)
                && self.cx.may_compare(container.text.len() + entry.text.len())
                && pattern::contains(&container.text, &entry.text)
        })
    }

    /// The entries that begin as all do that `container` contains.
    fn candidates(&self, container: &Entry) -> &[Entry] {
        /// What a look at an entry costs, in bytes compared.
        const LOOK: usize = 4;
        if !container.wildcard {
            return &[];
        }
        let head = pattern::literal_prefix(&container.text);
        let start = self.different.partition_point(|entry| entry.text.as_str() < head);
        let candidates = self.different.get(start..).unwrap_or_default();
        let count = candidates.partition_point(|entry| entry.text.starts_with(head));
        candidates.get(..count).filter(|_| self.cx.may_compare(LOOK * count)).unwrap_or_default()
    }

    fn groups(&self) -> Vec<Group> {
        let mut covered = vec![false; self.size];
        for container in &self.different {
            for entry in self.contained(container) {
                // Of two that contain each other the first in the document stays.
                covered[entry.first()] |= container.first() < entry.first() || !entry.contains(container);
            }
        }
        let mut keepers: Vec<&Entry> = self.different.iter().filter(|entry| !covered[entry.first()]).list();
        lean::sort(&mut keepers, |a, b| a.first().cmp(&b.first()));
        keepers.into_iter().filter_map(|keeper| self.group(keeper, &mut covered)).list()
    }

    /// The group of a keeper; what it takes is covered no longer, so that an entry stands in one group only.
    fn group(&self, keeper: &Entry, covered: &mut [bool]) -> Option<Group> {
        let mut members = keeper.places.clone();
        for entry in self.contained(keeper) {
            if core::mem::take(&mut covered[entry.first()]) {
                members.extend(&entry.places);
            }
        }
        lean::sort(&mut members, Ord::cmp);
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

    /// Whether nothing that is quickly seen keeps it from containing `other`.
    fn may_contain(&self, other: &Self) -> bool {
        self.wildcard
            && self.needs & !other.has == 0
            // A `?` is one character, a variable any number.
            && !(other.variable && self.text.contains('?'))
    }

    fn contains(&self, other: &Self) -> bool {
        self.may_contain(other) && pattern::contains(&self.text, &other.text)
    }
}

/// The trigrams that a text must have to be contained in `pattern`.
fn needed(pattern: &str) -> u64 {
    pattern.split(['*', '?']).map(trigrams).fold(0, |all, some| all | some)
}

/// One bit for each run of three bytes, ASCII case aside, some runs sharing theirs.
fn trigrams(text: &str) -> u64 {
    let (mut bits, mut run, mut more) = (0, 0_u32, 2_u8);
    for byte in text.bytes() {
        run = run << 8 | u32::from(byte | 0x20);
        if more > 0 {
            more -= 1;
        } else {
            bits |= 1 << ((run << 8).wrapping_mul(0x9e37_79b1) >> 26);
        }
    }
    bits
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
