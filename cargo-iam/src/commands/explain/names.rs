//! The names that things go by, in whatever form they are at hand: a check's code in either case and with `-` or `_`, a
//! service's prefix, name or principal, a CloudFormation resource type, an ARN.

use policy_core::catalog::{ArnTemplate, Catalog, ResourceType, Service};
use policy_core::checks::{self, Check};

/// The check of that code.
pub(super) fn check(name: &str) -> Option<&'static Check> {
    checks::find(&name.replace('-', "_"))
}

/// The service of that prefix, name (`Amazon S3`, `Step Functions`) or principal.
pub(super) fn services(name: &str) -> Vec<Service<'static>> {
    let catalog = Catalog::builtin();
    if let Some(service) = catalog.service(name) {
        return vec![service];
    }
    let bare = bare(name);
    if name.contains(':') || bare.is_empty() {
        return Vec::new();
    }
    let is_meant = |service: &Service<'_>| {
        let mut principals = service.principals();
        self::bare(&service.name()) == bare || principals.any(|it| it.name().eq_ignore_ascii_case(name))
    };
    catalog.services().filter(is_meant).collect()
}

/// A name without its maker, in small letters and digits.
fn bare(name: &str) -> String {
    let name = name.to_ascii_lowercase();
    let name = ["amazon ", "aws "].iter().find_map(|maker| name.strip_prefix(maker)).unwrap_or(&name);
    name.chars().filter(char::is_ascii_alphanumeric).collect()
}

/// What a CloudFormation resource type is to IAM: the resource type of its service, or the service alone.
pub(super) enum Template {
    Resource(ResourceType<'static>),
    Service(Service<'static>),
}

/// Reads `AWS::S3::Bucket`. A type that is about another (`AWS::S3::BucketPolicy`) is taken for that one.
pub(super) fn cloudformation(name: &str) -> Option<Template> {
    let mut parts = name.split("::");
    let (maker, service, kind) = (parts.next()?, parts.next()?, parts.next()?);
    if !maker.eq_ignore_ascii_case("AWS") || parts.next().is_some() {
        return None;
    }
    let services = services_in_templates(service);
    let kind = bare(kind);
    let mut found: Option<(ResourceType<'static>, usize)> = None;
    for resource in services.iter().flat_map(|service| service.resource_types()) {
        let name = bare(&resource.name());
        let is_meant = !name.is_empty() && kind.starts_with(&name);
        if is_meant && found.as_ref().is_none_or(|(_, length)| *length < name.len()) {
            found = Some((resource, name.len()));
        }
    }
    // `AWS::Events::Rule` is two resource types, whose names say more.
    let longer = || {
        let mut resources = services.iter().flat_map(|service| service.resource_types());
        resources.find(|resource| bare(&resource.name()).starts_with(&kind))
    };
    match found.map(|(resource, _)| resource).or_else(longer) {
        Some(resource) => Some(Template::Resource(resource)),
        None => services.into_iter().next().map(Template::Service),
    }
}

/// CloudFormation mostly writes a service's prefix or its name, and some by their initials (`EFS`).
fn services_in_templates(segment: &str) -> Vec<Service<'static>> {
    let known = services(segment);
    if !known.is_empty() {
        return known;
    }
    let initials = |service: &Service<'_>| {
        let name = service.name();
        let words = name.split(' ').filter(|word| !matches!(*word, "Amazon" | "AWS"));
        words.filter_map(|word| word.chars().next()).collect::<String>()
    };
    Catalog::builtin().services().filter(|service| initials(service).eq_ignore_ascii_case(segment)).collect()
}

/// The resource types whose ARNs look like this one.
pub(super) fn arn(name: &str) -> Vec<ResourceType<'static>> {
    let mut fields = name.splitn(6, ':');
    let is_arn = fields.next() == Some("arn");
    let (Some(service), Some(resource)) = (fields.nth(1), fields.nth(2)) else { return Vec::new() };
    let templates = Catalog::builtin().arn_templates(service).filter(|form| is_arn && form.matches_resource(resource));
    let mut found: Vec<ResourceType<'static>> = Vec::new();
    for resource in templates.filter_map(ArnTemplate::resource_type) {
        if !found.iter().any(|known| known.name() == resource.name()) {
            found.push(resource);
        }
    }
    found
}

/// What was probably meant by a name that nothing goes by.
pub(super) fn suggest(name: &str) -> Option<String> {
    let catalog = Catalog::builtin();
    if let Some((maker, rest)) = name.split_once("::")
        && maker.eq_ignore_ascii_case("AWS")
    {
        let (service, kind) = rest.split_once("::")?;
        let names = catalog.services().map(|service| {
            let name = service.name();
            let own = ["Amazon ", "AWS "].iter().find_map(|maker| name.strip_prefix(maker)).unwrap_or(&name);
            own.replace(' ', "")
        });
        return closest(service, names).map(|service| format!("{maker}::{service}::{kind}"));
    }
    if name.len() < 3 {
        return None;
    }
    let Some((prefix, rest)) = name.split_once(':') else { return suggest_word(name) };
    let Some(service) = catalog.service(prefix) else {
        let key = catalog.suggest_global_key(name).map(|key| key.as_str().to_owned());
        return key.or_else(|| catalog.suggest_service(prefix).map(|known| format!("{known}:{rest}")));
    };
    let own = |name: &str| format!("{}:{name}", service.prefix());
    let resources = service.resource_types().map(|resource| resource.name().as_str().to_owned());
    // Resource types begin with a small letter, actions do not.
    let resource = || closest(rest, resources.clone()).map(|name| own(&name));
    let action = || service.suggest_action(rest).map(|action| own(&action));
    let is_resource = rest.starts_with(|first: char| first.is_ascii_lowercase());
    let first = if is_resource { resource() } else { action() };
    let second = || if is_resource { action() } else { resource() };
    let key = || service.suggest_condition_key(name).map(|key| key.as_str().to_owned());
    first.or_else(second).or_else(key)
}

/// A check's code or a service's prefix or name.
fn suggest_word(name: &str) -> Option<String> {
    let rule = policy_core::LevelRule::new(policy_core::Level::Warn, name.replace('-', "_"));
    let catalog = Catalog::builtin();
    if name.contains(".amazonaws.") {
        return catalog.suggest_service_principal(name).map(|known| known.as_str().to_owned());
    }
    let service = || catalog.suggest_service(name).map(|known| known.as_str().to_owned());
    let named = || {
        let names = catalog.services().map(|service| bare(&service.name()));
        let found = closest(&bare(name), names)?;
        catalog.services().find(|service| bare(&service.name()) == found).map(|it| it.name().as_str().to_owned())
    };
    rule.suggestion().or_else(service).or_else(named)
}

/// The name that differs by the fewest letters, if those are few.
fn closest(name: &str, known: impl Iterator<Item = String>) -> Option<String> {
    let lower = name.to_ascii_lowercase();
    let distance = |known: &str| strsim::damerau_levenshtein(&lower, &known.to_ascii_lowercase());
    let near = known.map(|known| (distance(&known), known)).filter(|(distance, _)| distance * 3 <= name.len().max(3));
    near.min_by_key(|(distance, _)| *distance).map(|(_, known)| known)
}
