//! ARN templates, such as `arn:${Partition}:s3:::${BucketName}`.

use core::fmt;

use super::format::{
    ARN_BY_HEAD_LEN, ARN_HEAD_LEN, ARN_HEAD_SLOTS, ARN_HEADS, ARN_LEN, ARNS, ARNS_BY_HEAD, FORM_ARN_BITS, FORM_OPEN,
    FORM_OPEN_ONCE, FORM_SERVICE_BITS, FORM_TYPE_BITS, HASH_START, START_LEN, hash,
};
use super::read::Record;
use super::{Catalog, Name, ResourceType, Service, Text};
use crate::lean::Lean as _;
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
        self.shared_head(&ArnPart::of(pattern)).is_some()
    }

    /// If [`Self::matches_resource`], the length of the literal text up to a last separator with which both begin.
    pub(crate) fn shared_head(self, part: &ArnPart<'_>) -> Option<usize> {
        let record = self.record()?;
        let text = self.catalog.text(record.u24(2));
        let mut rest = part.literal;
        // Whether literal text of the form, and a separator in it, stand where the part has its first wildcard or behind.
        let (mut is_covered, mut is_divided) = (false, false);
        let mut has_hole = false;
        'form: for word in text.words() {
            if part.is_plain
                && let Some(after) = rest.strip_prefix(word)
            {
                rest = after;
                continue;
            }
            for &byte in word {
                if is_hole(byte) {
                    has_hole = true;
                    break 'form;
                }
                match rest {
                    [same, after @ ..] if *same == byte => rest = after,
                    [] if part.is_open => {
                        is_covered = true;
                        is_divided |= is_separator(byte);
                    }
                    _ => return None,
                }
            }
        }
        let begins_alike = has_hole || rest.is_empty();
        if !begins_alike || !(part.meets_end(record.u8(5), has_hole, is_covered) || part.meets(text)) {
            return None;
        }
        let shared = part.literal.get(..part.literal.len() - rest.len()).unwrap_or_default();
        let head = shared.iter().rposition(|&byte| is_separator(byte)).map_or(0, |at| at + 1);
        Some(if is_divided { 0 } else { head })
    }
}

fn is_hole(byte: u8) -> bool {
    matches!(byte, b'$' | b'<' | b'*')
}

fn is_separator(byte: u8) -> bool {
    matches!(byte, b':' | b'/')
}

/// The resource part of a policy's ARN, its variables replaced by `*`, as it is held against many forms.
pub(crate) struct ArnPart<'p> {
    pattern: &'p [u8],
    /// What stands before the first wildcard.
    literal: &'p [u8],
    /// The first characters of that.
    start: u32,
    /// Whether there is a wildcard.
    is_open: bool,
    /// Whether the literal text has nothing that begins a hole in a form.
    is_plain: bool,
}

impl<'p> ArnPart<'p> {
    pub(crate) fn of(pattern: &'p str) -> Self {
        let pattern = pattern.as_bytes();
        let (mut len, mut start, mut is_plain) = (0, 0, true);
        for &byte in pattern {
            match byte {
                b'*' | b'?' => break,
                b'$' | b'<' => is_plain = false,
                _ => {}
            }
            if len < START_LEN {
                start |= u32::from(byte) << (8 * len);
            }
            len += 1;
        }
        let literal = pattern.get(..len).unwrap_or_default();
        Self { pattern, literal, start, is_open: len < pattern.len(), is_plain }
    }

    pub(crate) fn is_star(&self) -> bool {
        self.pattern == b"*"
    }

    pub(crate) fn has_slash(&self) -> bool {
        self.pattern.contains(&b'/')
    }

    /// Whether it surely shares a string with a form that begins alike: two patterns with stars do when one ends in a star.
    fn meets_end(&self, form: u8, has_hole: bool, is_covered: bool) -> bool {
        let wildcards = self.pattern.get(self.literal.len()..).unwrap_or_default();
        if is_covered && wildcards.first() == Some(&b'?') {
            return false;
        }
        match form {
            FORM_OPEN_ONCE => true,
            FORM_OPEN if wildcards.contains(&b'*') => true,
            _ => wildcards.last() == Some(&b'*') && (has_hole || wildcards.len() == 1),
        }
    }

    fn meets(&self, form: Text<'_>) -> bool {
        pattern::intersect_bytes(self.pattern, form.glob().as_bytes())
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

/// What ARN templates have in common that differ in their resource parts only.
#[derive(Clone, Copy, Debug)]
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
    service: u16,
    resource_type: u16,
}

impl<'a> ArnHead<'a> {
    fn at(catalog: &'a Catalog<'a>, index: usize) -> Option<Self> {
        let record = |index| Record::<ARN_HEAD_LEN>::at(catalog.section(ARN_HEADS), index);
        let (head, next) = (record(index)?, record(index + 1)?);
        let is_there = |field| !catalog.text(head.u24(field)).is_empty();
        let (first, end) = (head.u16(9), next.u16(9));
        Some(Self { catalog, first, end, has_region: is_there(3), has_account: is_there(6) })
    }

    /// The templates of the head.
    pub(crate) fn forms(self) -> ArnForms<'a> {
        let place = |number: u16| usize::from(number) * ARN_BY_HEAD_LEN;
        let forms = self.catalog.section(ARNS_BY_HEAD).get(place(self.first)..place(self.end)).unwrap_or_default();
        ArnForms { catalog: self.catalog, forms }
    }
}

/// Iterator over the ARN templates of a head.
#[derive(Clone)]
pub(crate) struct ArnForms<'a> {
    catalog: &'a Catalog<'a>,
    forms: &'a [u8],
}

impl<'a> ArnForms<'a> {
    /// The next form that may be of a resource that `part` stands for: the first characters are the same, as far as neither
    /// has a hole or a wildcard.
    pub(crate) fn next_like(&mut self, part: &ArnPart<'_>) -> Option<ArnForm<'a>> {
        let known = filled(part.start);
        while let [a, b, c, d, e, f, g, h, rest @ ..] = self.forms {
            self.forms = rest;
            let start = u32::from_le_bytes([*e, *f, *g, *h]);
            if (start ^ part.start) & known & filled(start) == 0 {
                return Some(ArnForm::new(self.catalog, u32::from_le_bytes([*a, *b, *c, *d])));
            }
        }
        None
    }
}

impl<'a> Iterator for ArnForms<'a> {
    type Item = ArnForm<'a>;

    fn next(&mut self) -> Option<ArnForm<'a>> {
        self.next_like(&ArnPart::of("*"))
    }
}

/// The bits of the bytes up to the last that is not 0.
fn filled(start: u32) -> u32 {
    if start == 0 { 0 } else { u32::MAX >> (start.leading_zeros() & !7) }
}

impl<'a> ArnForm<'a> {
    fn new(catalog: &'a Catalog<'a>, numbers: u32) -> Self {
        // INVARIANT: what is left of the number has no more than sixteen bits.
        let bits = |from: u32, len: u32| (numbers >> from & ((1 << len) - 1)) as u16;
        Self {
            template: ArnTemplate::new(catalog, bits(0, FORM_ARN_BITS)),
            service: bits(FORM_ARN_BITS, FORM_SERVICE_BITS),
            resource_type: bits(FORM_ARN_BITS + FORM_SERVICE_BITS, FORM_TYPE_BITS),
        }
    }

    pub(crate) fn resource_type(&self) -> Option<ResourceType<'a>> {
        Service::at(self.template.catalog, self.service)?.resource_at(u32::from(self.resource_type))
    }
}

impl<'a> Catalog<'a> {
    fn arn_head(&self, index: usize, field: usize) -> Option<usize> {
        Some(Record::<ARN_HEAD_LEN>::at(self.section(ARN_HEADS), index)?.u24(field))
    }

    /// The ARN templates whose service field is `field`, ASCII case aside. The field of an ARN can
    /// differ from the prefix of the actions on it, and several services can share one.
    pub fn arn_templates(&'a self, field: &str) -> impl Iterator<Item = ArnTemplate<'a>> + Clone + use<'a> {
        self.arn_heads(field).flat(ArnHead::forms).map(|form| form.template)
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
