//! `cargo iam actions`

use std::io::Write;

use policy_core::catalog::{AccessLevel, Action, Catalog};
use policy_core::pattern::matches_ignore_case;

use crate::cli::Actions;
use crate::error::{Failure, Outcome, Result};
use crate::render;

pub(crate) fn run(arguments: &Actions) -> Result<Outcome> {
    let found = search(&arguments.pattern, arguments.level.as_deref())?;
    let width = found.iter().map(|action| action.full_name().len()).max().unwrap_or_default();
    let mut out = render::out();
    for action in found {
        writeln!(out, "{:width$}  {}", action.full_name().as_str(), action.access_level())?;
    }
    out.flush()?;
    Ok(Outcome::Clean)
}

/// The actions that a pattern matches; a pattern without a colon is looked for in the names.
fn search(pattern: &str, level: Option<&str>) -> Result<Vec<Action<'static>>> {
    let (service, name) = match pattern.split_once(':') {
        Some((service, name)) => (service, name.to_owned()),
        None if pattern == "*" => ("*", "*".to_owned()),
        None => ("*", format!("*{pattern}*")),
    };
    let services = Catalog::builtin().services().filter(|found| matches_ignore_case(service, &found.prefix()));
    let mut found = Vec::new();
    for service in services {
        let of_level = |action: &Action<'_>| level.is_none_or(|level| argument(action.access_level()) == level);
        found.extend(service.actions_matching(&name).filter(of_level));
    }
    if found.is_empty() {
        return Err(Failure::new(format!("no action matches `{pattern}`{}", suggestion(service))));
    }
    Ok(found)
}

/// What a misspelt service was probably meant to be.
fn suggestion(service: &str) -> String {
    let catalog = Catalog::builtin();
    if service.contains(['*', '?']) || catalog.service(service).is_some() {
        return String::new();
    }
    let known = catalog.suggest_service(service);
    known.map(|name| format!("; did you mean the service `{name}`?")).unwrap_or_default()
}

/// An access level as the command line takes it.
fn argument(level: AccessLevel) -> String {
    level.as_str().to_ascii_lowercase().replace(' ', "-")
}
