//! `cargo iam access`

use policy_core::evaluate::{Check, check_access_not_granted, check_no_public_access};

use super::compare::outcome;
use super::count;
use crate::cli::{Access, ShortFormat};
use crate::error::{Failure, Outcome, Result};
use crate::policies::{self, Loaded};
use crate::render::check::{Words, json, section};
use crate::render::{self, sections};
use crate::{files, terminal};

const NOT_GRANTED: Words = Words {
    pass: "The policy document does not grant access to perform one or more of the listed actions.",
    fail: "The policy document grants access to perform one or more of the listed actions.",
    reason: "One or more of the listed actions in",
};
const NOT_PUBLIC: Words = Words {
    pass: "The resource policy does not grant public access for the given resource type.",
    fail: "The resource policy grants public access for the given resource type.",
    reason: "Public access granted in",
};

pub(crate) fn run(arguments: &Access) -> Result<Outcome> {
    let (mut results, mut seen, mut worst) = (Vec::new(), 0_usize, Outcome::Clean);
    for target in files::find(&arguments.paths)? {
        let loaded = match policies::of_file(&target) {
            Ok(loaded) => loaded,
            Err(Failure::Message(message)) => {
                terminal::error(message);
                worst = Outcome::Unreadable;
                continue;
            }
            Err(failure) => return Err(failure),
        };
        for policy in loaded.iter().filter(|policy| is_asked(arguments, policy)) {
            seen += 1;
            let check = check(arguments, policy);
            worst = worse(worst, outcome(&check));
            match arguments.format {
                ShortFormat::Json => results.push(json(&check, policy, words(arguments))),
                ShortFormat::Text if check.is_pass() => {}
                ShortFormat::Text => sections::print(&[section(&check, policy, title(arguments, &check, policy))])?,
            }
        }
    }
    if arguments.format == ShortFormat::Json {
        render::pretty(&results)?;
    }
    let end = match worst {
        Outcome::Clean => "no such access",
        Outcome::Denied => "access found",
        Outcome::Undecided => "undecided",
        Outcome::Unreadable => "not all could be read",
    };
    terminal::status("Checked", format!("{}: {end}", count(seen, "policy", "policies")));
    Ok(worst)
}

/// Public access comes from policies that say who.
fn is_asked(arguments: &Access, policy: &Loaded) -> bool {
    let document = policy.document();
    let mut statements = document.statements.iter();
    arguments.not_public.is_none() || statements.any(|statement| statement.principal_blocks().next().is_some())
}

fn check(arguments: &Access, policy: &Loaded) -> Check {
    let document = policy.document();
    if let Some(resource_type) = &arguments.not_public {
        return check_no_public_access(&document, resource_type);
    }
    let actions: Vec<&str> = arguments.not_granted.iter().map(String::as_str).collect();
    let resources: Vec<&str> = arguments.on.iter().map(String::as_str).collect();
    check_access_not_granted(&document, &actions, &resources)
}

fn words(arguments: &Access) -> &'static Words {
    if arguments.not_public.is_some() { &NOT_PUBLIC } else { &NOT_GRANTED }
}

fn title(arguments: &Access, check: &Check, policy: &Loaded) -> String {
    let verb = if matches!(check, Check::Fail(_)) { "grants" } else { "may grant" };
    let name = policy.name();
    if let Some(resource_type) = &arguments.not_public {
        return format!("{name} {verb} public access to an {resource_type}");
    }
    let or = |list: &[String]| format!("`{}`", list.join("` or `"));
    match (arguments.not_granted.as_slice(), arguments.on.as_slice()) {
        (actions, []) => format!("{name} {verb} {}", or(actions)),
        ([], resources) => format!("{name} {verb} access to {}", or(resources)),
        (actions, resources) => format!("{name} {verb} {} on {}", or(actions), or(resources)),
    }
}

/// What cannot be read weighs more than access, and access more than doubt.
fn worse(one: Outcome, other: Outcome) -> Outcome {
    let weight = |outcome| match outcome {
        Outcome::Clean => 0,
        Outcome::Undecided => 1,
        Outcome::Denied => 2,
        Outcome::Unreadable => 3,
    };
    if weight(other) > weight(one) { other } else { one }
}
