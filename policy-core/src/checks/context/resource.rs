use crate::catalog::{Catalog, ResourceType};
use crate::document::Resource;
use crate::document::variable::as_pattern;

/// The resource types whose ARNs share a string with the entry. Where some begin with the same literal text as the entry
/// (`recipe/…` beside `${x}/${y}`), only those.
pub(super) fn types(catalog: &'static Catalog<'static>, resource: &Resource<'_>) -> Vec<ResourceType<'static>> {
    let Some(arn) = resource.arn() else { return Vec::new() };
    let pattern = as_pattern(arn.resource);
    let mut fitting = Vec::new();
    let mut longest = 0;
    for resource_type in catalog.arn_service(arn.service) {
        let templates = resource_type.arns().filter(|template| template.matches_resource(&pattern));
        let Some(shared) = templates.map(|template| shared_prefix(&template.resource(), &pattern)).max() else {
            continue;
        };
        longest = longest.max(shared);
        fitting.push((resource_type, shared));
    }
    fitting.into_iter().filter(|&(_, shared)| shared == longest).map(|(resource_type, _)| resource_type).collect()
}

/// The length of the literal text up to a first separator that template and entry both begin with; 0 when either has a
/// hole or wildcard in it.
fn shared_prefix(template: &str, pattern: &str) -> usize {
    let literal = template.find("${").unwrap_or(template.len());
    let separator = template[..literal].rfind([':', '/']).map_or(0, |at| at + 1);
    let head = &template[..separator];
    if pattern.starts_with(head) { head.len() } else { 0 }
}
