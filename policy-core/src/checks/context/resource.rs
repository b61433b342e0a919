use crate::Document;
use crate::catalog::{ArnHead, ArnPart, ArnStem, ArnTemplate, Catalog, ResourceType};
use crate::document::Resource;
use crate::document::variable::as_pattern;

/// What the entries of `Resource` and `NotResource` can name.
#[derive(Debug)]
pub(super) struct ResourceMeanings {
    entries: Vec<Meaning>,
    fits: Vec<Fit>,
}

/// What an entry can name.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Meaning {
    first: usize,
    end: usize,
    pub(super) region: Carried,
    pub(super) account: Carried,
}

/// Whether the ARNs of what an entry can name, as far as the closest forms say, have a field.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
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
#[derive(Debug, Clone, Copy)]
pub(crate) struct Fit {
    pub(crate) template: ArnTemplate<'static>,
    pub(crate) resource_type: ResourceType<'static>,
    has_region: bool,
    has_account: bool,
    /// How much of the entry's literal text the form begins with.
    shared: usize,
    /// Whether no other form begins with more of the entry's literal text (`recipe/…` beside `${x}/${y}`).
    pub(crate) closest: bool,
}

impl ResourceMeanings {
    pub(super) fn of(catalog: &'static Catalog<'static>, document: &Document<'_>) -> Self {
        let mut meanings =
            Self { entries: vec![Meaning::default(); document.resource_count], fits: Vec::new() };
        // The service of the last entry, which is mostly that of the next, and its forms.
        let mut known = "";
        let mut heads = Vec::new();
        for statement in &document.statements {
            for block in statement.resource_blocks() {
                for resource in &block.entries {
                    let Some(arn) = resource.arn() else { continue };
                    if arn.service != known {
                        known = arn.service;
                        heads.clear();
                        heads.extend(catalog.arn_heads(known));
                    }
                    let meaning = meanings.add(&heads, arn.resource);
                    if let Some(entry) = meanings.entries.get_mut(resource.index) {
                        *entry = meaning;
                    }
                }
            }
        }
        meanings
    }

    /// Adds what forms of these heads an entry with the resource part `resource` can have.
    fn add(&mut self, heads: &[ArnHead<'static>], resource: &str) -> Meaning {
        let pattern = as_pattern(resource);
        let part = ArnPart::of(&pattern);
        let first = self.fits.len();
        let mut most_shared = 0;
        for head in heads {
            let mut stem = None;
            for form in head.forms_like(&part) {
                let template = form.template();
                if !form.has_same_stem() {
                    stem = template.stem(&part);
                }
                let Some(stem) = stem else { continue };
                if !meets(template, &part, stem) {
                    continue;
                }
                let Some(resource_type) = form.resource_type() else { continue };
                let shared = stem.shared;
                most_shared = most_shared.max(shared);
                self.fits.push(Fit {
                    template,
                    resource_type,
                    has_region: head.has_region,
                    has_account: head.has_account,
                    shared,
                    closest: false,
                });
            }
        }
        let mut meaning = Meaning { first, end: self.fits.len(), ..Meaning::default() };
        for fit in self.fits.get_mut(first..).unwrap_or_default() {
            if fit.shared == most_shared {
                fit.closest = true;
                meaning.region = meaning.region.and(fit.has_region);
                meaning.account = meaning.account.and(fit.has_account);
            }
        }
        meaning
    }

    pub(super) fn entry(&self, resource: &Resource<'_>) -> Meaning {
        self.entries.get(resource.index).copied().unwrap_or_default()
    }

    pub(super) fn fits(&self, resource: &Resource<'_>) -> &[Fit] {
        let Meaning { first, end, .. } = self.entry(resource);
        self.fits.get(first..end).unwrap_or_default()
    }
}

/// Whether the resource part `pattern` of an entry, variables replaced by `*`, can name a resource of the form `template`.
pub(crate) fn fits_resource(template: ArnTemplate<'static>, pattern: &str) -> bool {
    let part = ArnPart::of(pattern);
    template.stem(&part).is_some_and(|stem| meets(template, &part, stem))
}

/// [`fits_resource`], for a form that begins like the entry.
fn meets(template: ArnTemplate<'static>, part: &ArnPart<'_>, stem: ArnStem) -> bool {
    template.meets(part, stem) && (stem.shared > 0 || !part.has_slash() || !template.is_bucket())
}
