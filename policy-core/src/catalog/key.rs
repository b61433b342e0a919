//! Condition keys: those of services, and the global ones.

use core::fmt;

use super::format::{
    BEFORE_HOLE, HASH_START, KEY_LEN, KEY_MULTIVALUED, KEY_OPEN, KEY_OWN, KEY_SLOTS, KEY_TEMPLATE, KEY_TYPE, KEYS, hash,
};
use super::read::{List, Record};
use super::{Catalog, Name, Text};
use crate::lean;
use crate::pattern;

/// The type of a condition key's values, which says what operators it takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ValueType {
    /// Text.
    String,
    /// An ARN.
    Arn,
    /// `true` or `false`.
    Bool,
    /// A number.
    Numeric,
    /// A date, in ISO 8601 or in seconds since 1970.
    Date,
    /// An IP address or a range of them.
    IpAddress,
}

impl ValueType {
    pub(super) fn from_bits(bits: u8) -> Self {
        match bits & KEY_TYPE {
            1 => Self::Arn,
            2 => Self::Bool,
            3 => Self::Numeric,
            4 => Self::Date,
            5 => Self::IpAddress,
            _ => Self::String,
        }
    }

    /// The type as the Service Authorization Reference prints it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::String => "String",
            Self::Arn => "ARN",
            Self::Bool => "Bool",
            Self::Numeric => "Numeric",
            Self::Date => "Date",
            Self::IpAddress => "IPAddress",
        }
    }
}

impl fmt::Display for ValueType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// A condition key that services list.
#[derive(Clone, Copy)]
pub struct ConditionKey<'a> {
    catalog: &'a Catalog<'a>,
    index: u16,
}

impl<'a> ConditionKey<'a> {
    fn new(catalog: &'a Catalog<'a>, index: u16) -> Self {
        Self { catalog, index }
    }

    fn record(self) -> Option<Record<'a, KEY_LEN>> {
        Record::at(self.catalog.section(KEYS), usize::from(self.index))
    }

    fn flags(self) -> u8 {
        self.record().map_or(0, |record| record.u8(3))
    }

    fn text(self) -> Text<'a> {
        match self.record() {
            Some(record) => self.catalog.text(record.u24(0)),
            None => self.catalog.text(usize::MAX),
        }
    }

    /// The full name, with its hole if it has one: `aws:RequestTag/${TagKey}`.
    pub fn name(self) -> Name {
        self.text().name()
    }

    /// Whether `name` is the full name, ASCII case aside.
    pub(crate) fn is_named(self, name: &str) -> bool {
        self.text().eq_ignore_case(name)
    }

    /// Whether the full name begins with `head`, ASCII case aside.
    pub(crate) fn begins_with(self, head: &str) -> bool {
        self.text().cmp_prefix(head).is_eq()
    }

    /// The type of one value.
    pub fn value_type(self) -> ValueType {
        ValueType::from_bits(self.flags())
    }

    /// Whether a request can carry several values.
    pub fn multivalued(self) -> bool {
        self.flags() & KEY_MULTIVALUED != 0
    }

    /// Whether the name has a hole.
    pub fn is_template(self) -> bool {
        self.flags() & KEY_TEMPLATE != 0
    }
}

impl PartialEq for ConditionKey<'_> {
    fn eq(&self, other: &Self) -> bool {
        core::ptr::eq(self.catalog, other.catalog) && self.index == other.index
    }
}

impl Eq for ConditionKey<'_> {}

impl fmt::Debug for ConditionKey<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("ConditionKey").field(&self.name()).finish()
    }
}

/// Iterator over a list of condition keys, sorted by name without regard to case.
#[derive(Clone, Debug)]
pub struct ConditionKeys<'a> {
    catalog: &'a Catalog<'a>,
    list: List<'a>,
    last: u32,
}

impl<'a> ConditionKeys<'a> {
    pub(super) fn new(catalog: &'a Catalog<'a>, list: u16) -> Self {
        Self { catalog, list: catalog.list(list), last: 0 }
    }

    #[inline]
    fn next_number(&mut self) -> Option<u16> {
        self.last = self.last.checked_add(self.list.next()?)?;
        u16::try_from(self.last).ok()
    }

    /// Whether one of `numbers` is in the list.
    pub(super) fn any_of(mut self, numbers: &NamedKeys) -> bool {
        while let Some(number) = self.next_number() {
            if number < numbers.least {
                continue;
            }
            // The list ascends.
            if number > numbers.greatest {
                break;
            }
            let mut rest = numbers.as_slice();
            while let [named, others @ ..] = rest {
                if *named == number {
                    return true;
                }
                rest = others;
            }
        }
        false
    }

    /// The place among `numbers` of the first of them that is in the list.
    fn first_of(mut self, numbers: &NamedKeys) -> Option<usize> {
        // What of them may still come first: what stands behind one that was found cannot.
        let mut left = numbers.as_slice();
        let mut first = None;
        while let Some(number) = self.next_number() {
            if number < numbers.least {
                continue;
            }
            // The list ascends.
            if number > numbers.greatest || left.is_empty() {
                break;
            }
            let mut rest = left;
            while let [before @ .., named] = rest {
                if *named == number {
                    (left, first) = (before, Some(before.len()));
                }
                rest = before;
            }
        }
        first
    }

    /// The key of the list that `key` names; one without a hole is preferred.
    pub(super) fn find_key(self, key: &str) -> Option<ConditionKey<'a>> {
        let named = NamedKeys::of(self.catalog, key);
        self.find_named(&named)
    }

    /// The key of the list that is among `named`; one without a hole is preferred.
    pub(super) fn find_named(self, named: &NamedKeys) -> Option<ConditionKey<'a>> {
        let catalog = self.catalog;
        let number = named.as_slice().get(self.first_of(named)?)?;
        Some(ConditionKey::new(catalog, *number))
    }
}

impl<'a> Iterator for ConditionKeys<'a> {
    type Item = ConditionKey<'a>;

    fn next(&mut self) -> Option<ConditionKey<'a>> {
        self.next_number().map(|number| ConditionKey::new(self.catalog, number))
    }
}

/// The condition keys that a text names, looked up once to be asked of many actions: see
/// [`Catalog::named_keys`].
#[derive(Clone, Copy)]
pub struct NamedKeys {
    numbers: [u16; 6],
    len: usize,
    least: u16,
    greatest: u16,
}

impl NamedKeys {
    pub(super) fn of<'a>(catalog: &'a Catalog<'a>, key: &str) -> Self {
        let mut found = Self { numbers: [0; 6], len: 0, least: u16::MAX, greatest: 0 };
        let text = |index| ConditionKey::new(catalog, index).text();
        for index in catalog.chain(KEY_SLOTS, hash(HASH_START, key.as_bytes())) {
            if text(index).eq_ignore_case(key) {
                found.push(index);
            }
        }
        let exact = found.len;
        for head in heads(key) {
            for index in catalog.chain(KEY_SLOTS, hash(HASH_START, head.as_bytes())) {
                let named = ConditionKey::new(catalog, index);
                if named.text().stands_for(key, named.flags() & KEY_OPEN != 0) {
                    found.push(index);
                }
            }
        }
        // Of `Metadata/${Key}` and `Metadata/${Key}/Matcher` the second says more.
        if let Some(templates) = found.numbers.get_mut(exact..found.len).filter(|templates| templates.len() > 1) {
            lean::sort(templates, |&a, &b| text(b).name().len().cmp(&text(a).name().len()));
        }
        found
    }

    fn push(&mut self, number: u16) {
        if self.as_slice().contains(&number) {
            return;
        }
        if let Some(free) = self.numbers.get_mut(self.len) {
            *free = number;
            self.len += 1;
            self.least = self.least.min(number);
            self.greatest = self.greatest.max(number);
        }
    }

    fn as_slice(&self) -> &[u16] {
        self.numbers.get(..self.len).unwrap_or_default()
    }

    /// The one of [`Service::condition_key_among`](super::Service::condition_key_among) that is the service of their prefix.
    pub(crate) fn own<'a>(&self, catalog: &'a Catalog<'a>) -> Option<ConditionKey<'a>> {
        for number in self.as_slice() {
            let key = ConditionKey::new(catalog, *number);
            if key.flags() & KEY_OWN != 0 {
                return Some(key);
            }
        }
        None
    }

    /// Whether no service lists such a key.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }
}

impl fmt::Debug for NamedKeys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("NamedKeys").field(&self.as_slice()).finish()
    }
}

/// What may stand before a hole in the key that `key` is an instance of.
pub(super) fn heads(key: &str) -> Heads<'_> {
    Heads { key, at: 0, colons: 0 }
}

/// Iterator over what may stand before a hole in a key: up to one of [`BEFORE_HOLE`], the first colon aside.
pub(super) struct Heads<'k> {
    key: &'k str,
    at: usize,
    colons: usize,
}

impl<'k> Iterator for Heads<'k> {
    type Item = &'k str;

    fn next(&mut self) -> Option<&'k str> {
        let [slash, dot, colon, hyphen] = BEFORE_HOLE;
        let mut rest = self.key.as_bytes().get(self.at..)?;
        while let [byte, after @ ..] = rest {
            rest = after;
            if *byte == colon {
                self.colons += 1;
            }
            if *byte == slash || *byte == dot || *byte == hyphen || (*byte == colon && self.colons > 1) {
                self.at = self.key.len() - rest.len();
                return self.key.get(..self.at);
            }
        }
        self.at = self.key.len();
        None
    }
}

impl<'a> Catalog<'a> {
    /// The condition keys of services that `key` names, ASCII case aside: by its letters, and with any
    /// text that is not empty in place of a hole. They are for
    /// [`Action::supports_named_keys`](super::Action::supports_named_keys) of this catalog.
    pub fn named_keys(&'a self, key: &str) -> NamedKeys {
        NamedKeys::of(self, key)
    }
}

impl Text<'_> {
    /// Whether the text, a name with holes, stands for `key`: every hole takes at least one character. `is_open` if it ends
    /// in its only hole.
    pub(super) fn stands_for(self, key: &str, is_open: bool) -> bool {
        let mut rest = key.as_bytes();
        let (mut is_in_hole, mut is_behind) = (false, false);
        for word in self.words() {
            if is_behind {
                return self.stands_for_between(key);
            }
            let mut hole = word;
            if !is_in_hole {
                let len = word.iter().position(|byte| matches!(byte, b'$' | b'<'));
                let Some((literal, left)) = word.split_at_checked(len.unwrap_or(word.len())) else { return false };
                match rest.split_at_checked(literal.len()) {
                    Some((head, tail)) if head == literal || head.eq_ignore_ascii_case(literal) => rest = tail,
                    _ => return false,
                }
                (is_in_hole, hole) = (len.is_some(), left);
                if is_in_hole && is_open {
                    return !rest.is_empty();
                }
            }
            if let Some(end) = hole.iter().position(|byte| matches!(byte, b'}' | b'>')) {
                if end + 1 < hole.len() {
                    return self.stands_for_between(key);
                }
                is_behind = true;
            }
        }
        rest.is_empty() != is_in_hole
    }

    /// [`Self::stands_for`], for a text that does not end with its first hole.
    fn stands_for_between(self, key: &str) -> bool {
        let mut pattern = Name::new();
        for (index, part) in self.glob().as_bytes().split(|&byte| byte == b'*').enumerate() {
            if index > 0 {
                pattern.push(b"?*");
            }
            pattern.push(part);
        }
        pattern::matches_bytes_ignore_case(pattern.as_bytes(), key.as_bytes())
    }
}
