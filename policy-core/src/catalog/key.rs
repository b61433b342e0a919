//! Condition keys: those of services, and the global ones.

use core::fmt;

use super::format::{KEY_LEN, KEY_MULTIVALUED, KEY_TEMPLATE, KEY_TYPE, KEYS};
use super::read::{List, Record};
use super::{Catalog, Name, NamedKeys, Text};

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
    pub(super) fn new(catalog: &'a Catalog<'a>, index: u16) -> Self {
        Self { catalog, index }
    }

    fn record(self) -> Option<Record<'a, KEY_LEN>> {
        Record::at(self.catalog.section(KEYS), usize::from(self.index))
    }

    pub(super) fn flags(self) -> u8 {
        self.record().map_or(0, |record| record.u8(3))
    }

    pub(super) fn text(self) -> Text<'a> {
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
