//! Partitions and their regions.

use core::fmt;

use super::format::{PARTITION_LEN, PARTITIONS};
use super::read::Record;
use super::{Catalog, Name, Text};

/// A partition of AWS, such as `aws` or `aws-cn`.
#[derive(Clone, Copy)]
pub struct Partition<'a> {
    catalog: &'a Catalog<'a>,
    index: u8,
}

impl<'a> Partition<'a> {
    pub(super) fn at(catalog: &'a Catalog<'a>, index: u8) -> Option<Self> {
        (usize::from(index) < catalog.records(PARTITIONS, PARTITION_LEN)).then_some(Self { catalog, index })
    }

    fn record(self) -> Option<Record<'a, PARTITION_LEN>> {
        Record::at(self.catalog.section(PARTITIONS), usize::from(self.index))
    }

    fn text(self, field: usize) -> Text<'a> {
        self.catalog.text(self.record().map_or(usize::MAX, |record| record.u24(field)))
    }

    fn texts(self, field: usize) -> impl Iterator<Item = Text<'a>> + Clone + use<'a> {
        let catalog = self.catalog;
        let list = self.record().map_or(super::format::NONE_U16, |record| record.u16(field));
        catalog.list(list).map(move |offset| catalog.text(offset as usize))
    }

    /// The name, which is the second field of the partition's ARNs.
    pub fn name(self) -> Name {
        self.text(0).name()
    }

    /// The suffix of host names and of some service principals, such as `amazonaws.com.cn`.
    pub fn dns_suffix(self) -> Name {
        self.text(3).name()
    }

    /// The regions, sorted.
    pub fn regions(self) -> impl Iterator<Item = Name> + Clone + use<'a> {
        self.texts(6).map(Text::name)
    }

    /// Whether `region` is one of the partition's known regions, letter for letter.
    pub fn has_region(self, region: &str) -> bool {
        self.texts(6).any(|text| text.eq_ignore_case(region)) && !region.bytes().any(|byte| byte.is_ascii_uppercase())
    }

    /// Whether `region` has the form of the partition's region names, so that one opened after the
    /// catalog was made passes: a known start (`us`), a word and a number.
    pub fn matches_region_pattern(self, region: &str) -> bool {
        let mut parts = region.rsplitn(3, '-');
        let (Some(number), Some(word), Some(start)) = (parts.next(), parts.next(), parts.next()) else {
            return false;
        };
        let is_word = |byte: u8| byte == b'_' || byte.is_ascii_lowercase() || byte.is_ascii_digit();
        !number.is_empty()
            && number.bytes().all(|byte| byte.is_ascii_digit())
            && !word.is_empty()
            && word.bytes().all(is_word)
            && start.bytes().all(|byte| byte == b'-' || is_word(byte))
            && self.texts(8).any(|text| text.eq_ignore_case(start))
    }
}

impl PartialEq for Partition<'_> {
    fn eq(&self, other: &Self) -> bool {
        core::ptr::eq(self.catalog, other.catalog) && self.index == other.index
    }
}

impl Eq for Partition<'_> {}

impl fmt::Debug for Partition<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Partition").field(&self.name()).finish()
    }
}

impl<'a> Catalog<'a> {
    /// All partitions, sorted by name.
    pub fn partitions(&'a self) -> impl Iterator<Item = Partition<'a>> + Clone + use<'a> {
        (0..u8::MAX).map_while(move |index| Partition::at(self, index))
    }

    /// The partition of this name, letter for letter.
    pub fn partition(&'a self, name: &str) -> Option<Partition<'a>> {
        self.partitions().find(|partition| partition.name() == *name)
    }

    /// The partition that has `region` among its known regions.
    pub fn region(&'a self, region: &str) -> Option<Partition<'a>> {
        self.partitions().find(|partition| partition.has_region(region))
    }
}
