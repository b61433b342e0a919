use crate::Document;
use crate::catalog::{ArnHead, ArnPart, ArnStem, ArnTemplate, Catalog, ResourceType};
use crate::document::Resource;
use crate::document::variable::as_pattern;
use crate::lean::sort;

/// So many entries are remembered, and looked for among those that follow.
const MANY: usize = 32;

/// What the entries of `Resource` and `NotResource` can name.
pub(super) struct ResourceMeanings {
    entries: Vec<Meaning>,
    fits: Vec<Fit>,
}

/// What an entry can name.
#[derive(Clone, Copy, Default)]
pub(super) struct Meaning {
    first: usize,
    end: usize,
    /// How much of the entry's literal text the closest forms begin with.
    most_shared: usize,
    pub(super) region: Carried,
    pub(super) account: Carried,
}

/// Whether the ARNs of what an entry can name, as far as the closest forms say, have a field.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Carried {
    /// No form is known.
    #[default]
    Unknown,
    Never,
    Sometimes,
    Always,
}

impl Carried {
    fn and(self, is_there: bool) -> Self {
        match (self, is_there) {
            (Self::Unknown | Self::Always, true) => Self::Always,
            (Self::Unknown | Self::Never, false) => Self::Never,
            _ => Self::Sometimes,
        }
    }
}

/// A form of ARNs that shares a string with an entry.
#[derive(Clone, Copy)]
pub(crate) struct Fit {
    pub(crate) template: ArnTemplate<'static>,
    pub(crate) resource_type: ResourceType<'static>,
    /// How much of the entry's literal text the form begins with.
    shared: usize,
}

impl ResourceMeanings {
    pub(super) fn of(catalog: &'static Catalog<'static>, document: &Document<'_>) -> Self {
        let count = document.resource_count;
        let mut meanings = Self { entries: vec![Meaning::default(); count], fits: Vec::with_capacity(count.min(MANY)) };
        // The service of the last entry, which is mostly that of the next, and its forms.
        let mut field = "";
        let mut heads = Vec::new();
        let mut known: Vec<(&str, &str, Meaning)> = Vec::with_capacity(count.min(MANY));
        for statement in &document.statements {
            for block in statement.resource_blocks() {
                'entries: for resource in &block.entries {
                    let (Some(arn), Some(entry)) = (resource.arn(), meanings.entries.get_mut(resource.index)) else {
                        continue;
                    };
                    for (service, part, meaning) in &known {
                        if arn.resource == *part && arn.service == *service {
                            *entry = *meaning;
                            continue 'entries;
                        }
                    }
                    if arn.service != field {
                        field = arn.service;
                        heads.clear();
                        heads.extend(catalog.arn_heads(field));
                    }
                    let has_variable = resource.text.has_hole();
                    let pattern = if has_variable { as_pattern(arn.resource) } else { arn.resource.into() };
                    *entry = fitting(&mut meanings.fits, &heads, &ArnPart::of(&pattern));
                    if known.len() < MANY {
                        known.push((arn.service, arn.resource, *entry));
                    }
                }
            }
        }
        meanings
    }

    pub(super) fn entry(&self, resource: &Resource<'_>) -> Meaning {
        self.entries.get(resource.index).copied().unwrap_or_default()
    }

    /// The forms that the entry can have.
    pub(super) fn fits(&self, resource: &Resource<'_>) -> &[Fit] {
        let Meaning { first, end, .. } = self.entry(resource);
        self.fits.get(first..end).unwrap_or_default()
    }

    /// Those of [`Self::fits`] that begin with the most of the entry's literal text (`recipe/…` beside `${x}/${y}`).
    pub(super) fn closest(&self, resource: &Resource<'_>) -> Vec<Fit> {
        let most_shared = self.entry(resource).most_shared;
        let mut closest = self.fits(resource).to_vec();
        closest.retain(|fit| fit.shared == most_shared);
        sort(&mut closest, |a, b| a.template.place().cmp(&b.template.place()));
        closest
    }
}

/// Adds to `fits` what forms of these heads an entry with this resource part can have.
fn fitting(fits: &mut Vec<Fit>, heads: &[ArnHead<'static>], part: &ArnPart<'_>) -> Meaning {
    let mut found = Meaning { first: fits.len(), ..Meaning::default() };
    for head in heads {
        let mut stem = None;
        for form in head.forms_like(part) {
            let template = form.template();
            if !form.has_same_stem() {
                stem = template.stem(part);
            }
            let Some(begin) = stem else { continue };
            if !form.meets(part, begin) || is_none_in_bucket(template, part, begin) {
                continue;
            }
            let shared = begin.shared;
            fits.push(Fit { template, resource_type: form.resource_type(), shared });
            if shared > found.most_shared {
                (found.most_shared, found.region, found.account) = (shared, Carried::Unknown, Carried::Unknown);
            }
            if shared == found.most_shared {
                found.region = found.region.and(head.has_region);
                found.account = found.account.and(head.has_account);
            }
        }
    }
    found.end = fits.len();
    found
}

/// Whether the resource part `pattern` of an entry, variables replaced by `*`, can name a resource of the form `template`.
pub(crate) fn fits_resource(template: ArnTemplate<'static>, pattern: &str) -> bool {
    let part = ArnPart::of(pattern);
    template.stem(&part).is_some_and(|stem| template.meets(&part) && !is_none_in_bucket(template, &part, stem))
}

/// Whether the form is that of a bucket, whose name has no slash, and the entry has one.
fn is_none_in_bucket(template: ArnTemplate<'static>, part: &ArnPart<'_>, stem: ArnStem) -> bool {
    stem.shared == 0 && part.has_slash() && template.is_bucket()
}
