//! `cargo iam explain`

mod names;

use std::fmt::Write as _;
use std::io::Write;

use policy_core::catalog::{Action, ArnTemplate, Catalog, ConditionKeys, ResourceType, RolePassing, Service};
use policy_core::checks::Check;

use self::names::Template;
use crate::error::{Failure, Outcome, Result};
use crate::terminal::{HEADING, LITERAL};

pub(crate) fn run(name: &str) -> Result<Outcome> {
    let page = page(name).ok_or_else(|| {
        let date = Catalog::builtin().date();
        Failure::new(format!("nothing is known of `{name}`{} (the catalog is of {date})", hint(name)))
    })?;
    let mut out = anstream::stdout().lock();
    out.write_all(page.as_bytes())?;
    out.flush()?;
    Ok(Outcome::Clean)
}

/// Everything that `name` names, one page after another.
fn page(name: &str) -> Option<String> {
    let catalog = Catalog::builtin();
    let mut pages: Vec<String> = names::check(name).map(check).into_iter().collect();
    pages.extend(names::services(name).into_iter().map(service));
    pages.extend(names::arn(name).into_iter().map(resource_type));
    pages.extend(names::cloudformation(name).map(|found| match found {
        Template::Resource(resource) => resource_type(resource),
        Template::Service(found) => service(found),
    }));
    if let Some((prefix, rest)) = name.split_once([':', '/']) {
        pages.extend(catalog.action(&format!("{prefix}:{rest}")).map(action));
        let found = catalog.service(prefix);
        pages.extend(found.and_then(|service| service.resource_type(rest)).map(resource_type));
        pages.extend(key(catalog, name, found));
        if pages.is_empty() {
            pages.extend(history(catalog, name));
        }
    }
    (!pages.is_empty()).then(|| pages.join("\n"))
}

/// What to try instead of a name that nothing goes by.
fn hint(name: &str) -> String {
    if name.contains('*') {
        return format!("; `cargo iam actions '{name}'` searches");
    }
    names::suggest(name).map(|name| format!("; did you mean `{name}`?")).unwrap_or_default()
}

/// A check's prose, its Markdown marks turned into colours.
fn check(check: &'static Check) -> String {
    let refused = if check.is_refused() { ", refused by IAM" } else { "" };
    let mut page = format!("{HEADING}{}{HEADING:#}: {}{refused}\n", check.code(), check.finding_type());
    let mut in_example = false;
    for line in check.docs().lines().map(|line| line.strip_prefix(' ').unwrap_or(line)) {
        if line.starts_with("```") {
            in_example = !in_example;
        } else if let Some(heading) = line.strip_prefix("## ") {
            let _ = writeln!(page, "\n{HEADING}{heading}{HEADING:#}");
        } else if in_example {
            let _ = writeln!(page, "    {line}");
        } else if !line.is_empty() {
            let _ = writeln!(page, "{line}");
        }
    }
    let _ = writeln!(page, "\n{}", check.learn_more());
    page
}

/// Lines of facts under a title.
struct Facts(String);

impl Facts {
    fn new(title: &str, kind: &str) -> Self {
        Self(format!("{HEADING}{title}{HEADING:#}: {kind}\n"))
    }

    fn line(&mut self, name: &str, value: &str) {
        if !value.is_empty() {
            let _ = writeln!(self.0, "  {LITERAL}{name}{LITERAL:#}: {value}");
        }
    }

    fn list(&mut self, name: &str, values: impl IntoIterator<Item = String>) {
        let mut values = values.into_iter().peekable();
        if values.peek().is_some() {
            let _ = writeln!(self.0, "  {LITERAL}{name}{LITERAL:#}:");
            for value in values {
                let _ = writeln!(self.0, "    {value}");
            }
        }
    }
}

fn names(keys: ConditionKeys<'_>) -> Vec<String> {
    keys.map(|key| key.name().as_str().to_owned()).collect()
}

fn action(action: Action<'_>) -> String {
    let mut facts = Facts::new(&action.full_name(), "an action");
    facts.line("service", &action.service().name());
    facts.line("access level", action.access_level().as_str());
    if action.permission_only() {
        facts.line("note", "a permission without an API operation of its name");
    }
    let resources = action.resource_types().map(|link| {
        let required = if link.required() { "*" } else { "" };
        let arns = link.resource_type().arns().map(|arn| arn_text(arn)).collect::<Vec<_>>().join(" or ");
        format!("{}{required}  {arns}", link.resource_type().name())
    });
    let resources: Vec<String> = resources.collect();
    if resources.is_empty() {
        facts.line("resource", "none; it works with `\"Resource\": \"*\"` only");
    }
    facts.list("resource types (* required)", resources);
    let mut keys = names(action.condition_keys());
    for link in action.resource_types() {
        keys.extend(names(link.condition_keys()));
        keys.extend(names(link.resource_type().condition_keys()));
    }
    keys.sort_unstable();
    keys.dedup();
    facts.list("condition keys, beside the global ones", keys);
    facts.list("passes a role", action.passes_role().map(passing));
    let dependent = action.dependent_actions().into_iter().flatten();
    facts.list("also needs", dependent.map(|action| action.full_name().as_str().to_owned()));
    facts.0
}

/// `to personalize.amazonaws.com (required): grant iam:PassRole …`
fn passing(passing: RolePassing<'_>) -> String {
    let to = passing.principals().map(|principal| principal.name().as_str().to_owned()).collect::<Vec<_>>();
    let to = if to.is_empty() { "a service".to_owned() } else { to.join(", ") };
    let when = if passing.required() { "always" } else { "when the request names one" };
    let parameters = passing.parameters().map(|parameter| parameter.path().as_str().to_owned()).collect::<Vec<_>>();
    let parameters = if parameters.is_empty() { String::new() } else { format!(" in {}", parameters.join(", ")) };
    format!("to {to}, {when}{parameters}; it needs iam:PassRole on the role")
}

fn arn_text(arn: ArnTemplate<'_>) -> String {
    arn.to_string()
}

fn resource_type(resource: ResourceType<'_>) -> String {
    let service = resource.service();
    let mut facts = Facts::new(&format!("{}:{}", service.prefix(), resource.name()), "a resource type");
    facts.line("service", &service.name());
    facts.list("ARNs", resource.arns().map(arn_text));
    facts.list("condition keys", names(resource.condition_keys()));
    let acts_on =
        |action: &Action<'_>| action.resource_types().any(|link| link.resource_type().name() == resource.name());
    let actions = service.actions().filter(acts_on);
    facts.list("actions", actions.map(|action| format!("{} ({})", action.full_name(), action.access_level())));
    facts.0
}

fn key(catalog: &'static Catalog<'static>, name: &str, service: Option<Service<'static>>) -> Option<String> {
    if let Some(key) = service.and_then(|service| service.condition_key(name)) {
        let mut facts = Facts::new(&key.name(), "a condition key");
        facts.line("type", &type_text(key.value_type().as_str(), key.multivalued()));
        let service = service?;
        let actions = service.actions().filter(|action| action.supports_condition_key(name));
        facts.list(
            "actions of the service that support it",
            actions.map(|action| action.full_name().as_str().to_owned()),
        );
        return Some(facts.0);
    }
    let key = catalog.global_key(name)?;
    let mut facts = Facts::new(&key.name(), "a global condition key");
    facts.line("type", &type_text(key.value_type().as_str(), key.multivalued()));
    if key.deprecated() {
        let instead = key.replacement().map(|name| format!("use `{name}`")).unwrap_or_default();
        facts.line("deprecated", &instead);
    }
    if key.service_dependent() {
        facts.line("note", "only some actions and resources carry it");
    }
    Some(facts.0)
}

fn type_text(name: &str, multivalued: bool) -> String {
    let many = if multivalued { ", several values: use `ForAnyValue:` or `ForAllValues:`" } else { "" };
    format!("{name}{many}")
}

fn service(service: Service<'_>) -> String {
    let mut facts = Facts::new(&service.prefix(), "a service");
    facts.line("name", &service.name());
    let mut levels: Vec<(String, usize)> = Vec::new();
    for action in service.actions() {
        let level = action.access_level().as_str();
        match levels.iter_mut().find(|(name, _)| name == level) {
            Some((_, count)) => *count += 1,
            None => levels.push((level.to_owned(), 1)),
        }
    }
    let levels = levels.iter().map(|(name, count)| format!("{count} {name}")).collect::<Vec<_>>().join(", ");
    facts.line("actions", &format!("{} ({levels})", service.actions().len()));
    facts.line("resource control policies", if service.supports_rcp() { "supported" } else { "not supported" });
    facts.list("service principals", service.principals().map(|principal| principal.name().as_str().to_owned()));
    facts.list(
        "resource types",
        service.resource_types().map(|resource| {
            let arns = resource.arns().map(arn_text).collect::<Vec<_>>().join(" or ");
            format!("{}  {arns}", resource.name())
        }),
    );
    facts.list("condition keys", names(service.condition_keys()));
    facts.0
}

/// What an action once was, or what authorizes an operation that is no action.
fn history(catalog: &'static Catalog<'static>, name: &str) -> Option<String> {
    if let Some(removed) = catalog.removed_action(name) {
        let mut facts = Facts::new(&removed.full_name(), "an action that AWS removed");
        facts.line("last seen", &removed.last_seen());
        return Some(facts.0);
    }
    let operation = catalog.operation(name)?;
    let mut facts = Facts::new(&operation.full_name(), "an API operation without an action of its name");
    facts.list("authorized by", operation.actions().map(|action| action.full_name().as_str().to_owned()));
    Some(facts.0)
}
