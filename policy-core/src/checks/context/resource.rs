use crate::catalog::{ArnTemplate, Catalog, ResourceType, literal_start};
use crate::document::Resource;
use crate::document::variable::as_pattern;

/// What an entry of `Resource` or `NotResource` can name.
#[derive(Debug, Clone, Default)]
pub(super) struct ResourceMeaning {
    pub(super) fits: Vec<Fit>,
}

/// A form of ARNs that shares a string with an entry.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Fit {
    pub(crate) template: ArnTemplate<'static>,
    pub(crate) resource_type: ResourceType<'static>,
    pub(crate) has_region: bool,
    pub(crate) has_account: bool,
    /// How much of the entry's literal text the form begins with.
    shared: usize,
    /// Whether no other form begins with more of the entry's literal text (`recipe/…` beside `${x}/${y}`).
    pub(crate) closest: bool,
}

impl ResourceMeaning {
    pub(super) fn of(catalog: &'static Catalog<'static>, resource: &Resource<'_>) -> Self {
        let Some(arn) = resource.arn() else { return Self::default() };
        let pattern = as_pattern(arn.resource);
        let start = literal_start(&pattern);
        let mut fits: Vec<Fit> = Vec::new();
        for head in catalog.arn_heads(arn.service) {
            for form in head.forms().filter(|form| form.may_match(start)) {
                let Some(shared) = shared_head(form.template, &pattern) else { continue };
                let Some(resource_type) = form.resource_type_near(fits.last().map(|fit| fit.resource_type)) else {
                    continue;
                };
                let (has_region, has_account) = (head.has_region, head.has_account);
                fits.push(Fit {
                    template: form.template,
                    resource_type,
                    has_region,
                    has_account,
                    shared,
                    closest: false,
                });
            }
        }
        let longest = fits.iter().map(|fit| fit.shared).max().unwrap_or_default();
        for fit in &mut fits {
            fit.closest = fit.shared == longest;
        }
        Self { fits }
    }
}

/// Whether the resource part `pattern` of an entry, variables replaced by `*`, can name a resource of the form `template`.
pub(crate) fn fits_resource(template: ArnTemplate<'static>, pattern: &str) -> bool {
    shared_head(template, pattern).is_some()
}

/// If [`fits_resource`], how much literal text form and entry have in common at the beginning.
fn shared_head(template: ArnTemplate<'static>, pattern: &str) -> Option<usize> {
    if pattern == "*" {
        return Some(0);
    }
    let shared = template.shared_head(pattern)?;
    (!pattern.contains('/') || shared > 0 || !template.is_bucket()).then_some(shared)
}
