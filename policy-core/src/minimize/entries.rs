//! The lists of a statement, and which of their entries cover others.

use core::cell::Cell;
use std::borrow::Cow;
use std::collections::HashSet;

use crate::document::{Arn, Block};
use crate::pattern::{contains, has_wildcard};

/// The time there is: so many bytes are compared, and then no more is found. Without an end to it the time would grow with
/// the square of the document's length.
pub(super) struct Time(Cell<usize>);

impl Default for Time {
    fn default() -> Self {
        Self(Cell::new(1 << 28))
    }
}

impl Time {
    pub(super) fn take(&self, bytes: usize) -> bool {
        let left = self.0.get().checked_sub(bytes);
        self.0.set(left.unwrap_or_default());
        left.is_some()
    }

    fn is_over(&self) -> bool {
        self.0.get() == 0
    }
}

/// The values of an element and of its `Not…` twin. A sound statement has one of the two at most; one with both is kept as
/// it is.
pub(super) struct Entries<'t> {
    pub(super) plain: Option<Vec<Entry<'t>>>,
    pub(super) not: Option<Vec<Entry<'t>>>,
}

impl<'t> Entries<'t> {
    /// The entries of an element and its twin, without those that others cover.
    pub(super) fn of<E>([plain, not]: [&Option<Block<E>>; 2], entry: impl Fn(&E) -> Entry<'t>, time: &Time) -> Self {
        let entries = |block: &Block<E>| reduced(block.entries.iter().map(&entry).collect(), time);
        Self { plain: plain.as_ref().map(entries), not: not.as_ref().map(entries) }
    }

    pub(super) fn cover(&self, other: &Self, time: &Time) -> bool {
        if self.plain == other.plain && self.not == other.not {
            return true;
        }
        match (&self.plain, &other.plain) {
            (Some(own), Some(others)) if self.not.is_none() && other.not.is_none() && !time.is_over() => {
                others.iter().all(|entry| own.iter().any(|cover| cover.covers(entry, time)))
            }
            _ => false,
        }
    }

    pub(super) fn are_same(&self, other: &Self, time: &Time) -> bool {
        self.cover(other, time) && other.cover(self, time)
    }

    /// Takes the entries of `other` in; [`Self::reduce`] drops what is one too many.
    pub(super) fn extend(&mut self, other: &Self) -> bool {
        let (Some(own), Some(others), None, None) = (&mut self.plain, &other.plain, &self.not, &other.not) else {
            return false;
        };
        own.extend(others.iter().cloned());
        true
    }

    pub(super) fn reduce(&mut self, time: &Time) {
        self.plain = self.plain.take().map(|entries| reduced(entries, time));
    }
}

/// What others do not cover; of equals the first.
fn reduced<'t>(mut entries: Vec<Entry<'t>>, time: &Time) -> Vec<Entry<'t>> {
    let mut seen = HashSet::new();
    entries.retain(|entry| seen.insert(entry.value.clone()));
    let covers = |one: &Entry<'t>, other: &Entry<'t>| one.covers(other, time);
    let patterns: Vec<(usize, &Entry<'t>)> = entries.iter().enumerate().filter(|(_, entry)| entry.is_pattern).collect();
    let is_covered = |(at, entry): (usize, &Entry<'t>)| {
        let mut others = patterns.iter().filter(|&&(other, _)| other != at);
        !time.is_over()
            && others.any(|&(other_at, other)| covers(other, entry) && (other_at < at || !covers(entry, other)))
    };
    let mut covered = entries.iter().enumerate().map(is_covered).collect::<Vec<_>>().into_iter();
    entries.retain(|_| covered.next() != Some(true));
    entries
}

/// An entry of `Action`, `Resource` or their twins.
#[derive(Clone)]
pub(super) struct Entry<'t> {
    /// As it is written, quotes included.
    pub(super) raw: &'t str,
    /// Two with the same value are the same.
    value: Cow<'t, str>,
    /// Whether wildcards in it may be held against others. Beside escapes they may not: theirs are none.
    is_plain: bool,
    is_pattern: bool,
    is_resource: bool,
}

impl PartialEq for Entry<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.raw == other.raw
    }
}

impl AsRef<str> for Entry<'_> {
    fn as_ref(&self) -> &str {
        self.raw
    }
}

impl<'t> Entry<'t> {
    pub(super) fn action(raw: &'t str) -> Self {
        let is_plain = !raw.contains('\\');
        let value = if is_plain { raw.to_ascii_lowercase().into() } else { raw.into() };
        Self { raw, value, is_plain, is_pattern: is_plain && has_wildcard(raw), is_resource: false }
    }

    pub(super) fn resource(raw: &'t str) -> Self {
        let is_plain = !raw.contains('\\') && !["${*}", "${?}", "${$}"].iter().any(|mark| raw.contains(mark));
        Self { raw, value: raw.into(), is_plain, is_pattern: is_plain && has_wildcard(raw), is_resource: true }
    }

    /// Whether all that `other` stands for is what this one stands for; `false` once there is no time left.
    fn covers(&self, other: &Self, time: &Time) -> bool {
        if !self.is_pattern || !other.is_plain {
            return time.take(1) && self.value == other.value;
        }
        time.take(self.raw.len() + other.raw.len())
            && if self.is_resource { covers_resource(self.raw, other.raw) } else { contains(&self.value, &other.value) }
    }
}

/// Wildcards in a resource are compared field by field.
fn covers_resource(outer: &str, inner: &str) -> bool {
    if outer == inner || outer == "\"*\"" {
        return true;
    }
    let (Some(outer), Some(inner)) = (Arn::split(outer), Arn::split(inner)) else { return false };
    // A variable has braces and may have wildcards of its own; only the same text covers it in the outer field.
    let field = |outer: &str, inner: &str| outer == inner || (!outer.contains("${") && contains(outer, inner));
    outer.prefix == inner.prefix
        && field(outer.partition, inner.partition)
        && field(outer.service, inner.service)
        && field(outer.region, inner.region)
        && field(outer.account, inner.account)
        && field(outer.resource, inner.resource)
}
