//! ARN templates, such as `arn:${Partition}:s3:::${BucketName}`.

use core::fmt;

use super::arn_form::{ArnHead, ArnPart, ArnStem};
use super::format::{ARN_HEAD_LEN, ARN_HEAD_SLOTS, ARN_HEADS, ARN_LEN, ARNS, HASH_START, hash};
use super::read::Record;
use super::{Catalog, Name, ResourceType, Text};
use crate::lean::{Lean as _, sort};
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

    /// Whether the resource part is the name of a bucket alone, which holds no slash.
    pub(crate) fn is_bucket(self) -> bool {
        self.resource_text().eq_ignore_case("${BucketName}")
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
        self.meets(&ArnPart::of(pattern))
    }

    /// How the literal text that the form begins with agrees with the beginning of `part`; `None` when it does not.
    pub(crate) fn stem(self, part: &ArnPart<'_>) -> Option<ArnStem> {
        part.stem(self.resource_text())
    }

    /// Whether the form and `part` share a string.
    pub(crate) fn meets(self, part: &ArnPart<'_>) -> bool {
        part.meets(self.resource_text())
    }

    /// Where the template stands among those of its service field: by head, then by number.
    pub(crate) fn place(self) -> (u16, u16) {
        (self.record().map_or(u16::MAX, |record| record.u16(0)), self.index)
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
        let mut templates: Vec<ArnTemplate<'a>> = Vec::new();
        for head in self.arn_heads(field) {
            let first = templates.len();
            templates.extend(head.forms().map(|form| form.template()));
            sort(templates.get_mut(first..).unwrap_or_default(), |a, b| a.index.cmp(&b.index));
        }
        templates.into_iter()
    }

    /// [`Self::arn_templates`], in no order that says anything.
    pub(crate) fn arn_forms(&'a self, field: &str) -> impl Iterator<Item = ArnTemplate<'a>> + use<'a> {
        self.arn_heads(field).flat(ArnHead::forms).map(|form| form.template())
    }

    /// The heads of ARN templates whose service field is `field`, ASCII case aside.
    pub(crate) fn arn_heads(&'a self, field: &str) -> impl Iterator<Item = ArnHead<'a>> + Clone + use<'a> {
        let heads = self.records(ARN_HEADS, ARN_HEAD_LEN).saturating_sub(1);
        let offset = |index: usize| self.arn_head(index, 0).unwrap_or(usize::MAX);
        let is_it = |index: usize| self.text(offset(index)).eq_ignore_case(field);
        let mut start = heads;
        for index in self.chain(ARN_HEAD_SLOTS, hash(HASH_START, field.as_bytes())) {
            if is_it(usize::from(index)) {
                start = usize::from(index);
                break;
            }
        }
        // A field has few heads, nearly always written alike, and equal texts are one.
        let is_same = |index: usize| offset(index) == offset(start) || is_it(index);
        let mut end = start;
        while end < heads && is_same(end) {
            end += 1;
        }
        (start..end).filter_map(|index| ArnHead::at(self, index))
    }

    /// The resource types with an ARN template whose service field is `field`; one with two such
    /// templates comes twice.
    pub fn arn_service(&'a self, field: &str) -> impl Iterator<Item = ResourceType<'a>> + Clone + use<'a> {
        self.arn_templates(field).filter_map(ArnTemplate::resource_type)
    }

    /// Whether some ARN template has this service field, or some service this prefix.
    pub fn is_known_arn_service(&'a self, field: &str) -> bool {
        // Most fields are prefixes, and those are found by hash.
        self.service(field).is_some() || self.has_arns(field)
    }

    /// Whether some ARN template has this service field.
    pub(crate) fn has_arns(&'a self, field: &str) -> bool {
        self.arn_heads(field).next().is_some()
    }
}
