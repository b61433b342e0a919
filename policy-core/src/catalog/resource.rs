//! Resource types.

use core::fmt;
use core::iter::FusedIterator;
use core::ops::Range;

use super::format::{ARN_LEN, ARNS, LINK_KEYS, RESOURCE_LEN, RESOURCES};
use super::read::{List, Record, lower_bound};
use super::{Action, ArnTemplate, Catalog, ConditionKeys, Name, NamedKeys, Service, Text};

/// A resource type of a service, such as `bucket` of `s3`.
#[derive(Clone, Copy)]
pub struct ResourceType<'a> {
    catalog: &'a Catalog<'a>,
    index: u16,
}

impl<'a> ResourceType<'a> {
    pub(super) fn new(catalog: &'a Catalog<'a>, index: u16) -> Self {
        Self { catalog, index }
    }

    /// The resource type that ARN template number `arn` belongs to.
    pub(super) fn of_arn(catalog: &'a Catalog<'a>, arn: u16) -> Option<Self> {
        let table = catalog.section(RESOURCES);
        let first = |index| Record::<RESOURCE_LEN>::at(table, index).map(|record| record.u16(5));
        let types = catalog.records(RESOURCES, RESOURCE_LEN).checked_sub(1)?;
        let after = lower_bound(types, |index| first(index).is_some_and(|first| first <= arn));
        Some(Self::new(catalog, u16::try_from(after.checked_sub(1)?).ok()?))
    }

    fn record(self, ahead: usize) -> Option<Record<'a, RESOURCE_LEN>> {
        Record::at(self.catalog.section(RESOURCES), usize::from(self.index) + ahead)
    }

    pub(super) fn text(self) -> Text<'a> {
        let offset = self.record(0).map_or(usize::MAX, |record| record.u24(0));
        self.catalog.text(offset)
    }

    /// The number of the resource type in this catalog, from 0 on.
    pub fn index(self) -> usize {
        usize::from(self.index)
    }

    /// The service that defines the resource type.
    pub fn service(self) -> Service<'a> {
        let is_before =
            |at| Service::at_index(self.catalog, at).is_some_and(|s| s.resource_range().start <= self.index);
        let after = lower_bound(Service::count(self.catalog), is_before);
        // INVARIANT: the first service's range begins at 0.
        Service::new(self.catalog, u16::try_from(after.saturating_sub(1)).unwrap_or(0))
    }

    /// Whether `service` defines the resource type.
    pub(crate) fn is_of(self, service: Service<'_>) -> bool {
        service.resource_range().contains(&self.index)
    }

    /// The name, such as `bucket`.
    pub fn name(self) -> Name {
        self.text().name()
    }

    /// The ARN templates; most resource types have one, some have two.
    pub fn arns(self) -> impl Iterator<Item = ArnTemplate<'a>> + Clone + use<'a> {
        let catalog = self.catalog;
        let first = |ahead| self.record(ahead).map_or(0, |record| record.u16(5));
        let count = u16::try_from(catalog.records(ARNS, ARN_LEN)).unwrap_or(0);
        (first(0)..first(1).min(count)).map(move |index| ArnTemplate::new(catalog, index))
    }

    /// The condition keys of resources of this type.
    pub fn condition_keys(self) -> ConditionKeys<'a> {
        let list = self.record(0).map_or(super::format::NONE_U16, |record| record.u16(3));
        ConditionKeys::new(self.catalog, list)
    }

    /// Whether `key` is one of [`Self::condition_keys`], ASCII case aside; holes take any text that is
    /// not empty.
    pub fn supports_condition_key(self, key: &str) -> bool {
        self.condition_keys().any_of(&NamedKeys::of(self.catalog, key))
    }
}

impl PartialEq for ResourceType<'_> {
    fn eq(&self, other: &Self) -> bool {
        core::ptr::eq(self.catalog, other.catalog) && self.index == other.index
    }
}

impl Eq for ResourceType<'_> {}

impl<'a> Action<'a> {
    /// Whether [`Self::resource_types`] has any.
    pub(crate) fn has_resource_types(self) -> bool {
        !self.links().is_empty()
    }

    /// The numbers of [`Self::resource_types`]: all that there is to know for finding one among others.
    pub(crate) fn resource_numbers(self) -> ResourceNumbers<'a> {
        ResourceNumbers { range: self.service().resource_range(), links: self.links() }
    }
}

/// Iterator over the numbers of an action's resource types.
#[derive(Clone, Debug)]
pub(crate) struct ResourceNumbers<'a> {
    range: Range<u16>,
    links: List<'a>,
}

impl Iterator for ResourceNumbers<'_> {
    type Item = usize;

    #[inline]
    fn next(&mut self) -> Option<usize> {
        let link = self.links.next()?;
        if link & LINK_KEYS != 0 {
            self.links.next()?;
        }
        let number = usize::from(self.range.start) + (link >> 2) as usize;
        if number < usize::from(self.range.end) { Some(number) } else { None }
    }
}

impl fmt::Debug for ResourceType<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ResourceType({}:{})", self.service().prefix(), self.name())
    }
}

/// Iterator over the resource types of a service.
#[derive(Clone, Debug)]
pub struct ResourceTypes<'a> {
    catalog: &'a Catalog<'a>,
    range: Range<u16>,
}

impl<'a> ResourceTypes<'a> {
    pub(super) fn new(catalog: &'a Catalog<'a>, range: Range<u16>) -> Self {
        Self { catalog, range }
    }
}

impl<'a> Iterator for ResourceTypes<'a> {
    type Item = ResourceType<'a>;

    fn next(&mut self) -> Option<ResourceType<'a>> {
        self.range.next().map(|index| ResourceType::new(self.catalog, index))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.range.size_hint()
    }
}

impl ExactSizeIterator for ResourceTypes<'_> {}
impl FusedIterator for ResourceTypes<'_> {}
