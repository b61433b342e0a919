use crate::catalog::{ArnTemplate, Catalog, Name, ResourceType};
use crate::document::Resource;
use crate::document::variable::as_pattern;

/// What an entry of `Resource` or `NotResource` can name.
#[derive(Debug, Clone, Default)]
pub(super) struct ResourceMeaning {
    pub(super) fits: Vec<Fit>,
    /// The resource types of the closest fits.
    pub(super) types: Vec<ResourceType<'static>>,
}

/// A form of ARNs that shares a string with an entry.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Fit {
    pub(crate) template: ArnTemplate<'static>,
    pub(crate) resource_type: ResourceType<'static>,
    pub(crate) has_region: bool,
    pub(crate) has_account: bool,
    /// Whether no other form begins with more of the entry's literal text (`recipe/…` beside `${x}/${y}`).
    pub(crate) closest: bool,
}

impl ResourceMeaning {
    pub(super) fn of(catalog: &'static Catalog<'static>, resource: &Resource<'_>) -> Self {
        let Some(arn) = resource.arn() else { return Self::default() };
        let pattern = as_pattern(arn.resource);
        let (mut fits, mut heads) = (Vec::new(), Vec::new());
        let mut last = None;
        for template in catalog.arn_templates_like(arn.service, &pattern) {
            let Some(form) = matching_form(template, &pattern) else { continue };
            let Some(resource_type) = template.resource_type_near(last) else { continue };
            last = Some(resource_type);
            heads.push(shared_head(form.as_bytes(), pattern.as_bytes()));
            let (has_region, has_account) = (template.has_region(), template.has_account());
            fits.push(Fit { template, resource_type, has_region, has_account, closest: false });
        }
        let longest = heads.iter().max().copied().unwrap_or_default();
        for (fit, head) in fits.iter_mut().zip(heads) {
            fit.closest = head == longest;
        }
        let mut types = Vec::new();
        for fit in fits.iter().filter(|fit| fit.closest) {
            if !types.contains(&fit.resource_type) {
                types.push(fit.resource_type);
            }
        }
        Self { fits, types }
    }
}

/// Whether the resource part `pattern` of an entry, variables replaced by `*`, can name a resource of the form `template`.
pub(crate) fn fits_resource(template: ArnTemplate<'static>, pattern: &str) -> bool {
    matching_form(template, pattern).is_some()
}

/// The resource part of `template`, if [`fits_resource`].
fn matching_form(template: ArnTemplate<'static>, pattern: &str) -> Option<Name> {
    let form = template.matching_resource(pattern)?;
    (form != "${BucketName}" || !pattern.contains('/')).then_some(form)
}

/// The length of the literal text up to a last separator that form and entry both begin with; 0 when either has a hole or
/// wildcard in it.
fn shared_head(template: &[u8], pattern: &[u8]) -> usize {
    let literal = template.windows(2).position(|pair| pair == b"${").unwrap_or(template.len());
    let is_separator = |byte: &u8| matches!(byte, b':' | b'/');
    let head = template.get(..literal).and_then(|head| Some(&head[..=head.iter().rposition(is_separator)?]));
    head.filter(|head| pattern.starts_with(head)).map_or(0, <[u8]>::len)
}
