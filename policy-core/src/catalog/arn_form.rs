//! Which forms of ARNs an entry of `Resource` can have: its resource part, held against many templates at once.

use super::format::{
    ARN_BY_HEAD_LEN, ARN_HEAD_LEN, ARN_HEADS, ARNS_BY_HEAD, FORM_BITS, FORM_END, FORM_OPEN, FORM_OPEN_ONCE,
    FORM_SAME_STEM, START_LEN,
};
use super::read::{Record, lower_bound};
use super::{ArnTemplate, Catalog, ResourceType, Text};
use crate::pattern;

/// The resource part of a policy's ARN, its variables replaced by `*`.
pub(crate) struct ArnPart<'p> {
    pattern: &'p [u8],
    /// What stands before the first wildcard.
    literal: &'p [u8],
    /// The first characters of that.
    start: u32,
    /// Whether the literal text has nothing that begins a hole in a form.
    is_plain: bool,
}

/// What a form begins with, up to a hole, beside the literal text of a part that begins alike.
#[derive(Clone, Copy)]
pub(crate) struct ArnStem {
    /// The length of the literal text up to a last separator that both begin with.
    pub(crate) shared: usize,
    /// Whether the part's first wildcard stands for some of it.
    is_covered: bool,
    /// Whether a hole follows.
    has_hole: bool,
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
        Self { pattern, literal, start, is_plain }
    }

    pub(crate) fn has_slash(&self) -> bool {
        self.pattern.contains(&b'/')
    }

    /// How `form` begins, when the part begins alike.
    pub(super) fn stem(&self, form: Text<'_>) -> Option<ArnStem> {
        if self.pattern == b"*" {
            return Some(ArnStem { shared: 0, is_covered: true, has_hole: true });
        }
        let mut rest = self.literal;
        let (mut is_covered, mut is_divided, mut has_hole) = (false, false, false);
        'form: for word in form.words() {
            if self.is_plain
                && let Some(after) = rest.strip_prefix(word)
            {
                rest = after;
                continue;
            }
            for &byte in word {
                if matches!(byte, b'$' | b'<' | b'*') {
                    has_hole = true;
                    break 'form;
                }
                match rest {
                    [same, after @ ..] if *same == byte => rest = after,
                    [] if self.literal.len() < self.pattern.len() => {
                        is_covered = true;
                        is_divided |= is_separator(byte);
                    }
                    _ => return None,
                }
            }
        }
        if !has_hole && !rest.is_empty() {
            return None;
        }
        let mut shared = 0;
        if !is_divided {
            shared = self.literal.len() - rest.len();
            while shared > 0 && !self.literal.get(shared - 1).is_some_and(|&byte| is_separator(byte)) {
                shared -= 1;
            }
        }
        Some(ArnStem { shared, is_covered, has_hole })
    }

    /// Whether the part surely shares a string with a form that ends as `end` says and begins alike in `stem`: two patterns
    /// with stars do when one ends in a star.
    pub(super) fn surely_meets(&self, end: u32, stem: ArnStem) -> bool {
        let open = self.pattern.get(self.literal.len()..).unwrap_or_default();
        if stem.is_covered && open.first() == Some(&b'?') {
            return false;
        }
        match (end, open) {
            (FORM_OPEN_ONCE, _) => true,
            (FORM_OPEN, _) if open.contains(&b'*') => true,
            (_, []) => !stem.has_hole,
            (_, [.., b'*']) => stem.has_hole || open.len() == 1,
            _ => false,
        }
    }

    /// Whether the part shares a string with `form`.
    pub(super) fn meets(&self, form: Text<'_>) -> bool {
        self.ends_as(form) && pattern::intersect_bytes(self.pattern, form.glob().as_bytes())
    }

    /// Whether the last word of `form`, as far as it is text, agrees with the end of the part.
    fn ends_as(&self, form: Text<'_>) -> bool {
        let mut last: &[u8] = &[];
        for word in form.words() {
            last = word;
        }
        let mut end = self.pattern;
        while let ([form_rest @ .., of_form], [rest @ .., byte]) = (last, end) {
            if matches!(byte, b'*' | b'?') || matches!(of_form, b'}' | b'>' | b'*') {
                break;
            }
            if byte != of_form {
                return false;
            }
            (last, end) = (form_rest, rest);
        }
        true
    }
}

fn is_separator(byte: u8) -> bool {
    matches!(byte, b':' | b'/')
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

impl<'a> ArnHead<'a> {
    pub(super) fn at(catalog: &'a Catalog<'a>, index: usize) -> Option<Self> {
        let record = |index| Record::<ARN_HEAD_LEN>::at(catalog.section(ARN_HEADS), index);
        let (head, next) = (record(index)?, record(index + 1)?);
        let is_there = |field| !catalog.text(head.u24(field)).is_empty();
        let (first, end) = (head.u16(9), next.u16(9));
        Some(Self { catalog, first, end, has_region: is_there(3), has_account: is_there(6) })
    }

    fn records(self) -> &'a [u8] {
        let place = |number: u16| usize::from(number) * ARN_BY_HEAD_LEN;
        self.catalog.section(ARNS_BY_HEAD).get(place(self.first)..place(self.end)).unwrap_or_default()
    }

    /// The templates, those together that begin alike.
    pub(crate) fn forms(self) -> ArnForms<'a> {
        ArnForms { catalog: self.catalog, records: self.records(), later: &[], start: 0 }
    }

    /// The templates that may be of a resource that `part` stands for: the first characters are the same, as far as neither
    /// has a hole or a wildcard. Those together that begin alike.
    pub(crate) fn forms_like(self, part: &ArnPart<'_>) -> ArnForms<'a> {
        let Some(&first) = part.literal.first() else { return self.forms() };
        let records = self.records();
        // They are sorted by how they begin, those first that begin with a hole.
        let begins = |index: usize| records.get(index * ARN_BY_HEAD_LEN + 4).copied().unwrap_or(u8::MAX);
        let mut open = 0;
        while begins(open) == 0 {
            open += 1;
        }
        let like = lower_bound(records.len() / ARN_BY_HEAD_LEN, |index| begins(index) < first);
        let (records, later) = (records.get(..open * ARN_BY_HEAD_LEN), records.get(like * ARN_BY_HEAD_LEN..));
        let (records, later) = (records.unwrap_or_default(), later.unwrap_or_default());
        ArnForms { catalog: self.catalog, records, later, start: part.start }
    }
}

/// Iterator over ARN templates of a head.
#[derive(Clone)]
pub(crate) struct ArnForms<'a> {
    catalog: &'a Catalog<'a>,
    records: &'a [u8],
    later: &'a [u8],
    start: u32,
}

impl<'a> Iterator for ArnForms<'a> {
    type Item = ArnForm<'a>;

    fn next(&mut self) -> Option<ArnForm<'a>> {
        let (known, first) = (filled(self.start), self.start & 0xff);
        loop {
            let Some((record, rest)) = self.records.split_first_chunk::<ARN_BY_HEAD_LEN>() else {
                if self.later.is_empty() {
                    return None;
                }
                (self.records, self.later) = (self.later, &[]);
                continue;
            };
            self.records = rest;
            let record = u64::from_le_bytes(*record);
            // INVARIANT: half of it fits.
            let (numbers, start) = ((record & 0xffff_ffff) as u32, (record >> 32) as u32);
            if known != 0 && start & 0xff > first {
                (self.records, self.later) = (&[], &[]);
                return None;
            }
            if (start ^ self.start) & known & filled(start) == 0 {
                return Some(ArnForm { catalog: self.catalog, numbers });
            }
        }
    }
}

/// The bits of the bytes up to the last that is not 0.
fn filled(start: u32) -> u32 {
    if start == 0 { 0 } else { u32::MAX >> (start.leading_zeros() & !7) }
}

/// An ARN template of a head.
pub(crate) struct ArnForm<'a> {
    catalog: &'a Catalog<'a>,
    numbers: u32,
}

impl<'a> ArnForm<'a> {
    /// Number `place` of the form's numbers.
    fn number(&self, place: u32) -> u16 {
        // INVARIANT: a number has no more bits than sixteen.
        (self.numbers >> (place * FORM_BITS) & ((1 << FORM_BITS) - 1)) as u16
    }

    pub(crate) fn template(&self) -> ArnTemplate<'a> {
        ArnTemplate::new(self.catalog, self.number(0))
    }

    pub(crate) fn resource_type(&self) -> ResourceType<'a> {
        ResourceType::new(self.catalog, self.number(1))
    }

    /// Whether the form and `part`, which begin alike, share a string.
    pub(crate) fn meets(&self, part: &ArnPart<'_>, stem: ArnStem) -> bool {
        part.surely_meets(self.numbers & FORM_END, stem) || self.template().meets(part)
    }

    /// Whether it begins, up to a hole or its end, as the one before in the head.
    pub(crate) fn has_same_stem(&self) -> bool {
        self.numbers & FORM_SAME_STEM != 0
    }
}
