//! ARN templates, such as `arn:${Partition}:s3:::${BucketName}`.

use core::fmt;

use super::format::{
    ARN_BY_HEAD_LEN, ARN_HEAD_LEN, ARN_HEAD_SLOTS, ARN_HEADS, ARN_LEN, ARNS, ARNS_BY_HEAD, FORM_OPEN, FORM_OPEN_ONCE,
    HASH_START, START_LEN, hash,
};
use super::read::Record;
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
        self.shared_head(pattern).is_some()
    }

    /// If [`Self::matches_resource`], the length of the literal text up to a last separator with which both begin.
    pub(crate) fn shared_head(self, pattern: &str) -> Option<usize> {
        let pattern = pattern.as_bytes();
        let (mut head, mut at) = (0, 0);
        // The first wildcard within what the form begins with, and its place.
        let mut wildcard = None;
        let record = self.record()?;
        for word in self.resource_text().words() {
            let literal = literal_of(word);
            if wildcard.is_none() && !pattern.get(at..)?.starts_with(literal) {
                let differs = |(a, b): (&u8, &u8)| a != b;
                // Where nothing differs, the pattern ends.
                let end = at + pattern.get(at..)?.iter().zip(literal).position(differs)?;
                wildcard = Some((*pattern.get(end)?, end)).filter(|(byte, _)| matches!(byte, b'*' | b'?'));
                wildcard?;
            }
            if let Some(last) = literal.iter().rposition(|byte| matches!(byte, b':' | b'/')) {
                head = if wildcard.is_none_or(|(_, end)| at + last < end) { at + last + 1 } else { 0 };
            }
            at += literal.len();
            if literal.len() < word.len() {
                break;
            }
        }
        // Both begin alike. Now two patterns share a string when one of them ends in a star.
        let ends_in_star = match record.u8(5) {
            FORM_OPEN_ONCE => true,
            FORM_OPEN => pattern.contains(&b'*'),
            _ => false,
        };
        let is_open = ends_in_star && !matches!(wildcard, Some((b'?', _)));
        let meet = || pattern::intersect_bytes(pattern, self.resource_text().glob().as_bytes());
        (is_open || meet()).then_some(head)
    }
}

/// What of a word stands before a hole.
fn literal_of(word: &[u8]) -> &[u8] {
    let hole = word.iter().position(|byte| matches!(byte, b'$' | b'<'));
    hole.and_then(|end| word.get(..end)).unwrap_or(word)
}

/// What ARN templates have in common that differ in their resource parts only.
#[derive(Clone, Copy)]
pub(crate) struct ArnHead<'a> {
    catalog: &'a Catalog<'a>,
    first: u16,
    end: u16,
    pub(crate) has_region: bool,
    pub(crate) has_account: bool,
}

/// An ARN template of a head.
pub(crate) struct ArnForm<'a> {
    pub(crate) template: ArnTemplate<'a>,
    resource_type: u16,
    start: [u8; START_LEN],
}

impl<'a> ArnHead<'a> {
    fn at(catalog: &'a Catalog<'a>, index: usize) -> Option<Self> {
        let record = |index| Record::<ARN_HEAD_LEN>::at(catalog.section(ARN_HEADS), index);
        let (head, next) = (record(index)?, record(index + 1)?);
        let is_there = |field| !catalog.text(head.u24(field)).is_empty();
        let (first, end) = (head.u16(9), next.u16(9));
        Some(Self { catalog, first, end, has_region: is_there(3), has_account: is_there(6) })
    }

    pub(crate) fn forms(self) -> impl Iterator<Item = ArnForm<'a>> + Clone + use<'a> {
        let Self { catalog, first, end, .. } = self;
        let record = |index: u16| Record::<ARN_BY_HEAD_LEN>::at(catalog.section(ARNS_BY_HEAD), usize::from(index));
        (first..end.max(first)).filter_map(record).map(|record| ArnForm {
            template: ArnTemplate::new(catalog, record.u16(0)),
            resource_type: record.u16(2),
            start: record.bytes(4),
        })
    }
}

impl<'a> ArnForm<'a> {
    /// Whether the first characters, as far as neither has a hole or a wildcard, allow that a resource of this form is one
    /// that a pattern stands for, of which `start` is the [`literal_start`].
    #[inline]
    pub(crate) fn may_match(&self, start: [u8; START_LEN]) -> bool {
        self.start.iter().zip(start).all(|(&form, pattern)| form == 0 || pattern == 0 || form == pattern)
    }

    /// The resource type, quicker when it is of the same service as `near`.
    pub(crate) fn resource_type_near(&self, near: Option<ResourceType<'a>>) -> Option<ResourceType<'a>> {
        ResourceType::numbered(self.template.catalog, self.resource_type, near)
    }
}

/// The first characters of a pattern up to a wildcard.
pub(crate) fn literal_start(pattern: &str) -> [u8; START_LEN] {
    let mut start = [0; START_LEN];
    let literal = pattern.bytes().take_while(|byte| !matches!(byte, b'*' | b'?'));
    start.iter_mut().zip(literal).for_each(|(to, byte)| *to = byte);
    start
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
        self.arn_heads(field).flat_map(ArnHead::forms).map(|form| form.template)
    }

    /// The heads of ARN templates whose service field is `field`, ASCII case aside.
    pub(crate) fn arn_heads(&'a self, field: &str) -> impl Iterator<Item = ArnHead<'a>> + Clone + use<'a> {
        let is_it = |index: usize| self.text(self.arn_head(index, 0).unwrap_or(usize::MAX)).eq_ignore_case(field);
        let heads = self.records(ARN_HEADS, ARN_HEAD_LEN).saturating_sub(1);
        let slots = self.chain(ARN_HEAD_SLOTS, hash(HASH_START, field.as_bytes()));
        let start = slots.map(usize::from).find(|&index| is_it(index)).unwrap_or(heads);
        // A field has few heads.
        let end = (start..heads).find(|&index| !is_it(index)).unwrap_or(heads);
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
        self.service(field).is_some() || self.arn_templates(field).next().is_some()
    }
}
