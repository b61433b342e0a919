//! Service principals, such as `personalize.amazonaws.com`.

use core::fmt;

use super::format::{
    HASH_START, NO_PARTITION, PRINCIPAL_DOCUMENTED, PRINCIPAL_INTERNAL, PRINCIPAL_LEN, PRINCIPAL_PATTERN,
    PRINCIPAL_SLOTS, PRINCIPALS, hash, letters,
};
use super::read::{List, Record};
use super::{Catalog, Name, Partition, Service, Text, suggest};

/// The suffix that service principals have in most partitions.
const SUFFIX: &str = ".amazonaws.com";

/// A known service principal.
#[derive(Clone, Copy)]
pub struct ServicePrincipal<'a> {
    catalog: &'a Catalog<'a>,
    index: u16,
    regional: bool,
    suffix_of: Option<u8>,
}

impl<'a> ServicePrincipal<'a> {
    fn new(catalog: &'a Catalog<'a>, index: u16) -> Self {
        Self { catalog, index, regional: false, suffix_of: None }
    }

    fn record(self) -> Option<Record<'a, PRINCIPAL_LEN>> {
        Record::at(self.catalog.section(PRINCIPALS), usize::from(self.index))
    }

    fn flags(self) -> u8 {
        self.record().map_or(0, |record| record.u8(6))
    }

    fn text(self) -> Text<'a> {
        self.catalog.text(self.record().map_or(usize::MAX, |record| record.u24(0)))
    }

    /// The listed name. Where a region or the suffix of another partition was looked up, this is the
    /// name without it; `*` stands where a name has a region always.
    pub fn name(self) -> Name {
        self.text().name()
    }

    /// The service that the name belongs to; `None` where the name does not tell.
    pub fn service(self) -> Option<Service<'a>> {
        Service::at(self.catalog, self.record()?.u16(3))
    }

    /// The one partition in which the name that was looked up exists; `None` for all.
    pub fn partition(self) -> Option<Partition<'a>> {
        let listed = self.record().map_or(NO_PARTITION, |record| record.u8(5));
        Partition::at(self.catalog, self.suffix_of.unwrap_or(listed))
    }

    /// Whether the name that was looked up carries a region: `logs.eu-central-1.amazonaws.com`.
    pub fn is_regional(self) -> bool {
        self.regional
    }

    /// Whether AWS documents the name as a value of `iam:PassedToService`.
    pub fn documented(self) -> bool {
        self.flags() & PRINCIPAL_DOCUMENTED != 0
    }

    /// Whether the name is of a beta or preproduction stage that leaked into public policies.
    pub fn internal(self) -> bool {
        self.flags() & PRINCIPAL_INTERNAL != 0
    }

    /// Whether `*` in the name stands for a region.
    pub fn is_pattern(self) -> bool {
        self.flags() & PRINCIPAL_PATTERN != 0
    }
}

impl PartialEq for ServicePrincipal<'_> {
    fn eq(&self, other: &Self) -> bool {
        core::ptr::eq(self.catalog, other.catalog) && self.index == other.index
    }
}

impl Eq for ServicePrincipal<'_> {}

impl fmt::Debug for ServicePrincipal<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("ServicePrincipal").field(&self.name()).finish()
    }
}

/// Iterator over a list of service principals.
#[derive(Clone, Debug)]
pub struct ServicePrincipals<'a> {
    catalog: &'a Catalog<'a>,
    list: List<'a>,
}

impl<'a> ServicePrincipals<'a> {
    pub(super) fn new(catalog: &'a Catalog<'a>, list: u16) -> Self {
        Self { catalog, list: catalog.list(list) }
    }
}

impl<'a> Iterator for ServicePrincipals<'a> {
    type Item = ServicePrincipal<'a>;

    fn next(&mut self) -> Option<ServicePrincipal<'a>> {
        let index = u16::try_from(self.list.next()?).ok()?;
        Some(ServicePrincipal::new(self.catalog, index))
    }
}

impl<'a> Catalog<'a> {
    /// The known service principals, sorted by name without regard to case.
    pub fn service_principals(&'a self) -> impl ExactSizeIterator<Item = ServicePrincipal<'a>> + Clone + use<'a> {
        let count = u16::try_from(self.records(PRINCIPALS, PRINCIPAL_LEN)).unwrap_or(0);
        (0..count).map(move |index| ServicePrincipal::new(self, index))
    }

    /// The known service principal that `name` is or is a form of, ASCII case aside: with a region
    /// (`logs.eu-central-1.amazonaws.com`), with a partition's suffix (`ec2.amazonaws.com.cn`).
    ///
    /// AWS publishes no complete list: a name that is not found may exist all the same.
    pub fn service_principal(&'a self, name: &str) -> Option<ServicePrincipal<'a>> {
        if name.len() > Name::CAPACITY {
            return None;
        }
        self.listed_principal(name).or_else(|| self.regional_principal(name)).or_else(|| {
            let (index, stem) = self.partition_suffix(name)?;
            let mut usual = Name::new();
            usual.push(stem.as_bytes());
            usual.push(SUFFIX.as_bytes());
            let found = self.listed_principal(&usual).or_else(|| self.regional_principal(&usual))?;
            found.partition().is_none().then_some(ServicePrincipal { suffix_of: Some(index), ..found })
        })
    }

    fn listed_principal(&'a self, name: &str) -> Option<ServicePrincipal<'a>> {
        let slots = self.chain(PRINCIPAL_SLOTS, hash(HASH_START, name.as_bytes()));
        let mut found = slots.map(|index| ServicePrincipal::new(self, index));
        found.find(|found| !name.is_empty() && found.text().eq_ignore_case(name))
    }

    /// The principal whose name is `name` without its region label, or with `*` in its place.
    fn regional_principal(&'a self, name: &str) -> Option<ServicePrincipal<'a>> {
        let mut start = 0;
        for label in name.split('.') {
            let (head, rest) = name.split_at_checked(start)?;
            let tail = rest.strip_prefix(label).unwrap_or_default();
            start += label.len() + 1;
            if !self.partitions().any(|partition| partition.matches_region_pattern(label)) {
                continue;
            }
            let mut without = Name::new();
            without.push(head.as_bytes());
            without.push(tail.strip_prefix('.').unwrap_or_default().as_bytes());
            let mut hole = Name::new();
            hole.push(head.as_bytes());
            hole.push(b"*");
            hole.push(tail.as_bytes());
            return (!head.is_empty())
                .then(|| self.listed_principal(&without))
                .flatten()
                .or_else(|| self.listed_principal(&hole))
                .map(|found| ServicePrincipal { regional: true, ..found });
        }
        None
    }

    /// The partition whose own suffix `name` has, and the name before it.
    fn partition_suffix<'n>(&'a self, name: &'n str) -> Option<(u8, &'n str)> {
        (0..u8::MAX).zip(self.partitions()).find_map(|(index, partition)| {
            let suffix = partition.dns_suffix();
            let stem = name.strip_suffix(suffix.as_str())?.strip_suffix('.')?;
            (suffix != *SUFFIX.trim_start_matches('.')).then_some((index, stem))
        })
    }

    /// The service principal that `name` was probably meant to be.
    pub fn suggest_service_principal(&'a self, name: &str) -> Option<Name> {
        let mut full = Name::new();
        full.push(name.as_bytes());
        full.push(SUFFIX.as_bytes());
        if let Some(found) = self.listed_principal(&full) {
            return Some(found.name());
        }
        let limit = suggest::limit(name);
        let usable =
            |p: &ServicePrincipal<'_>| p.text().len().abs_diff(name.len()) <= limit && !p.internal() && !p.is_pattern();
        suggest::closest(name, self.service_principals().filter(usable).map(ServicePrincipal::name))
    }

    /// The service prefix that `prefix` was probably meant to be.
    pub fn suggest_service(&'a self, prefix: &str) -> Option<Name> {
        let letters = letters(prefix);
        let limit = suggest::limit(prefix);
        let near = self.services().filter(|service| !suggest::differ_more(letters, service.letters(), limit));
        suggest::closest(prefix, near.map(Service::prefix))
    }
}
