//! ARN templates, such as `arn:${Partition}:s3:::${BucketName}`.

use core::fmt;

use super::format::{ARN_BY_HEAD_LEN, ARN_HEAD_LEN, ARN_HEADS, ARN_LEN, ARNS, ARNS_BY_HEAD};
use super::read::{Record, lower_bound};
use super::{Catalog, Name, ResourceType, Text};
use crate::pattern;

/// The form of a resource type's ARNs, with holes such as `${Region}`.
#[derive(Clone, Copy)]
pub struct ArnTemplate<'a> {
    catalog: &'a Catalog<'a>,
    index: u16,
}

impl<'a> ArnTemplate<'a> {
    pub(super) fn new(catalog: &'a Catalog<'a>, index: u16) -> Self {
        Self { catalog, index }
    }

    fn record(self) -> Option<Record<'a, ARN_LEN>> {
        Record::at(self.catalog.section(ARNS), usize::from(self.index))
    }

    fn head(self, field: usize) -> Text<'a> {
        let head = self.record().map_or(usize::MAX, |record| usize::from(record.u16(0)));
        self.catalog.text(self.catalog.arn_head(head, field).unwrap_or(usize::MAX))
    }

    fn resource_text(self) -> Text<'a> {
        self.catalog.text(self.record().map_or(usize::MAX, |record| record.u24(2)))
    }

    /// The resource type that the template belongs to.
    pub fn resource_type(self) -> Option<ResourceType<'a>> {
        ResourceType::of_arn(self.catalog, self.index)
    }

    /// Like [`Self::resource_type`], quicker when it is of the same service as `near`.
    pub(crate) fn resource_type_near(self, near: Option<ResourceType<'a>>) -> Option<ResourceType<'a>> {
        near.and_then(|near| ResourceType::of_arn_in(near.service(), self.index)).or_else(|| self.resource_type())
    }

    /// The service field. It can differ from the prefix of the service (`iam` in a template of `sts`),
    /// and one is a hole (`${Vendor}` in `backup`).
    pub fn service(self) -> Name {
        self.head(0).name()
    }

    /// The region field: empty, a hole, `*`, or a region that all such ARNs have.
    pub fn region(self) -> Name {
        self.head(3).name()
    }

    /// The account field: empty, a hole, `*`, or a literal such as `aws`.
    pub fn account(self) -> Name {
        self.head(6).name()
    }

    /// The resource part, holes included, such as `dataset/${ResourceId}`.
    pub fn resource(self) -> Name {
        self.resource_text().name()
    }

    /// Whether ARNs of this form carry a region.
    pub fn has_region(self) -> bool {
        !self.head(3).is_empty()
    }

    /// Whether ARNs of this form carry an account.
    pub fn has_account(self) -> bool {
        !self.head(6).is_empty()
    }

    /// Whether the service field of a policy's ARN, itself a pattern, can stand for this template's.
    pub fn matches_service(self, pattern: &str) -> bool {
        pattern::intersect_bytes(pattern.as_bytes(), self.head(0).glob().as_bytes())
    }

    /// Whether the region field of a policy's ARN, itself a pattern, can stand for this template's.
    pub fn matches_region(self, pattern: &str) -> bool {
        pattern::intersect_bytes(pattern.as_bytes(), self.head(3).glob().as_bytes())
    }

    /// Whether the account field of a policy's ARN, itself a pattern, can stand for this template's.
    pub fn matches_account(self, pattern: &str) -> bool {
        pattern::intersect_bytes(pattern.as_bytes(), self.head(6).glob().as_bytes())
    }

    /// Whether the resource part of a policy's ARN can stand for a resource of this form: some string
    /// is one of both, each hole of the template being any text. `pattern` has its variables
    /// (`${aws:username}`) replaced by `*`.
    pub fn matches_resource(self, pattern: &str) -> bool {
        self.matching_resource(pattern).is_some()
    }

    /// [`Self::resource`], if [`Self::matches_resource`].
    pub(crate) fn matching_resource(self, pattern: &str) -> Option<Name> {
        let text = self.resource_text();
        if text.differs_before_hole(pattern) {
            return None;
        }
        let name = text.name();
        (pattern == "*" || pattern::intersect_bytes(pattern.as_bytes(), name.glob().as_bytes())).then_some(name)
    }
}

impl fmt::Display for ArnTemplate<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (service, region, account) = (self.service(), self.region(), self.account());
        write!(f, "arn:${{Partition}}:{service}:{region}:{account}:{}", self.resource())
    }
}

impl fmt::Debug for ArnTemplate<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ArnTemplate({self})")
    }
}

impl<'a> Catalog<'a> {
    fn arn_head(&self, index: usize, field: usize) -> Option<usize> {
        Some(Record::<ARN_HEAD_LEN>::at(self.section(ARN_HEADS), index)?.u24(field))
    }

    /// The ARN templates whose service field is `field`, ASCII case aside. The field of an ARN can
    /// differ from the prefix of the actions on it, and several services can share one.
    pub fn arn_templates(&'a self, field: &str) -> impl Iterator<Item = ArnTemplate<'a>> + Clone + use<'a> {
        self.arn_templates_by_start(field).map(|(template, _)| template)
    }

    /// Those of [`Self::arn_templates`] whose resource part may be that of `resource`, a pattern, by their first characters.
    pub(crate) fn arn_templates_like(
        &'a self,
        field: &str,
        resource: &str,
    ) -> impl Iterator<Item = ArnTemplate<'a>> + Clone + use<'a> {
        let wanted = resource.bytes().next().filter(|byte| !matches!(byte, b'*' | b'?'));
        let fits = move |start: u8| start == 0 || wanted.is_none_or(|wanted| start == wanted);
        self.arn_templates_by_start(field).filter(move |&(_, start)| fits(start)).map(|(template, _)| template)
    }

    /// The ARN templates of a service field, each with the first byte of its resource part, 0 where that is a hole.
    fn arn_templates_by_start(&'a self, field: &str) -> impl Iterator<Item = (ArnTemplate<'a>, u8)> + Clone + use<'a> {
        let heads = self.records(ARN_HEADS, ARN_HEAD_LEN).saturating_sub(1);
        let order = |index: usize| self.text(self.arn_head(index, 0).unwrap_or(usize::MAX)).cmp_ignore_case(field);
        let first =
            |head: usize| Record::<ARN_HEAD_LEN>::at(self.section(ARN_HEADS), head).map_or(0, |head| head.u16(9));
        let start_head = lower_bound(heads, |index| order(index).is_lt());
        let start = first(start_head);
        // A field has few heads.
        let end = first((start_head..heads).find(|&index| order(index).is_ne()).unwrap_or(heads));
        let record = |index: u16| Record::<ARN_BY_HEAD_LEN>::at(self.section(ARNS_BY_HEAD), usize::from(index));
        let run = start..end.max(start);
        run.filter_map(record).map(move |record| (ArnTemplate::new(self, record.u16(0)), record.u8(2)))
    }

    /// The resource types with an ARN template whose service field is `field`; one with two such
    /// templates comes twice.
    pub fn arn_service(&'a self, field: &str) -> impl Iterator<Item = ResourceType<'a>> + Clone + use<'a> {
        self.arn_templates(field).filter_map(ArnTemplate::resource_type)
    }

    /// Whether some ARN template has this service field, or some service this prefix.
    pub fn is_known_arn_service(&'a self, field: &str) -> bool {
        // Most fields are prefixes, and those are found by hash.
        self.service(field).is_some() || self.arn_templates(field).next().is_some()
    }
}
