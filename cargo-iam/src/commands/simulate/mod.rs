//! `cargo iam simulate`

mod text;

use policy_core::PolicyType;
use policy_core::catalog::Catalog;
use policy_core::evaluate::{Policies, Principal, Request, evaluate};

use crate::cli::{ShortFormat, Simulate};
use crate::error::{Failure, Outcome, Result};
use crate::policies::{self, Loaded};
use crate::render::decision;
use crate::{bulk, terminal};

pub(crate) fn run(arguments: &Simulate) -> Result<Outcome> {
    if let Some(path) = &arguments.ndjson {
        return bulk::simulate(std::slice::from_ref(path));
    }
    let action = arguments.action.as_deref().unwrap_or_default();
    check_action(action)?;
    let resource = arguments.resource.as_str();
    let account = arguments.resource_account.as_deref();
    let principal = arguments.principal.clone().unwrap_or_else(|| user_of(resource, account));
    let mut request = Request::new(Principal::new(&principal), action, resource);
    if let Some(account) = account {
        request = request.resource_account(account);
    }
    let context = context(&arguments.context)?;
    for (key, values) in &context {
        request = request.values(key, values.iter().map(String::as_str));
    }
    let policies = load(arguments)?;
    let documents = policies.map(|_, policy| policy.document());
    let decision = evaluate(&request, &documents);
    match arguments.format {
        ShortFormat::Text => text::print(&decision, &request, &policies)?,
        ShortFormat::Json => decision::print(&decision, &request, &policies)?,
    }
    Ok(Outcome::of(!decision.is_allowed()))
}

/// Requests name one action. One that the catalog does not know may be newer, or a slip.
fn check_action(action: &str) -> Result<()> {
    let Some((prefix, name)) = action.split_once(':').filter(|(prefix, name)| !prefix.is_empty() && !name.is_empty())
    else {
        return Err(Failure::new(format!("`{action}` is no action; write `service:Action`")));
    };
    if action.contains(['*', '?']) {
        return Err(Failure::new(format!("`{action}` is a pattern; a request is for one action")));
    }
    let catalog = Catalog::builtin();
    if catalog.action(action).is_none() {
        let known = match catalog.service(prefix) {
            Some(service) => service.suggest_action(name).map(|name| format!("{prefix}:{name}")),
            None => catalog.suggest_service(prefix).map(|prefix| format!("{prefix}:{name}")),
        };
        let suggestion = known.map(|name| format!("; did you mean `{name}`?")).unwrap_or_default();
        terminal::warning(format!("unknown action `{action}`{suggestion}"));
    }
    Ok(())
}

/// A user of the account that owns the resource.
fn user_of(resource: &str, account: Option<&str>) -> String {
    let of_arn = || resource.split(':').nth(4).filter(|account| account.len() == 12);
    let account = account.or_else(of_arn).unwrap_or("123456789012");
    format!("arn:aws:iam::{account}:user/user")
}

/// The keys with their values; what is given for a key twice is added.
fn context(arguments: &[String]) -> Result<Vec<(String, Vec<String>)>> {
    let mut context: Vec<(String, Vec<String>)> = Vec::new();
    for argument in arguments {
        let Some((key, values)) = argument.split_once('=').filter(|(key, _)| !key.is_empty()) else {
            return Err(Failure::new(format!("`--context {argument}` is not `KEY=VALUE`")));
        };
        let values = split(values);
        match context.iter_mut().find(|(known, _)| known.eq_ignore_ascii_case(key)) {
            Some((_, known)) => known.extend(values),
            None => context.push((key.to_owned(), values)),
        }
    }
    Ok(context)
}

/// The values between commas; `\,` is a comma in a value.
fn split(values: &str) -> Vec<String> {
    let mut all = vec![String::new()];
    let mut rest = values.chars().peekable();
    while let Some(next) = rest.next() {
        match (next, all.last_mut()) {
            (',', _) => all.push(String::new()),
            ('\\', Some(value)) if rest.peek() == Some(&',') => value.extend(rest.next()),
            (other, Some(value)) => value.push(other),
            (_, None) => {}
        }
    }
    all
}

fn load(arguments: &Simulate) -> Result<Policies<Loaded>> {
    let all = |paths: &[String], kind| {
        let loaded = paths.iter().map(|path| policies::of_type(path, kind)).collect::<Result<Vec<_>>>();
        loaded.map(|policies| policies.into_iter().flatten().collect::<Vec<_>>())
    };
    let one = |path: &Option<String>, kind| {
        path.as_ref().map(|path| policies::only(path, policies::of_type(path, kind)?)).transpose()
    };
    let levels = |levels: &[String], kind| {
        let level = |paths: &String| all(&paths.split(',').map(str::to_owned).collect::<Vec<_>>(), kind);
        levels.iter().map(level).collect::<Result<Vec<_>>>()
    };
    let mut policies = Policies::default();
    policies.identity = all(&arguments.identity_policy, PolicyType::Identity)?;
    policies.resource = one(&arguments.resource_policy, PolicyType::Resource)?;
    policies.boundary = one(&arguments.permissions_boundary, PolicyType::Boundary)?;
    policies.session = all(&arguments.session_policy, PolicyType::Session)?;
    policies.service_control = levels(&arguments.scp, PolicyType::Scp)?;
    policies.resource_control = levels(&arguments.rcp, PolicyType::Rcp)?;
    Ok(policies)
}

#[cfg(test)]
mod tests {
    use super::split;

    #[test]
    fn values_are_split_at_commas() {
        assert_eq!(split("a,b"), ["a", "b"]);
        assert_eq!(split(r"a\,b\c,"), ["a,b\\c", ""]);
        assert_eq!(split(""), [""]);
    }
}
