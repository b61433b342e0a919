//! `cargo iam compare`

use annotate_snippets::Level;
use policy_core::evaluate::{Check, check_no_new_access};
use serde::Serialize;

use crate::cli::{Compare, ShortFormat};
use crate::error::{Failure, Outcome, Result};
use crate::files::Target;
use crate::policies::{self, Loaded};
use crate::render;
use crate::render::check::{CheckJson, Words, json, section};
use crate::render::sections;

const NEW: Words = Words {
    pass: "The modified permissions do not grant new access compared to your existing policy.",
    fail: "The modified permissions grant new access compared to your existing policy.",
    reason: "New access in",
};
const REMOVED: Words = Words {
    pass: "The existing policy grants no access that the modified permissions do not grant.",
    fail: "The existing policy grants access that the modified permissions do not grant.",
    reason: "Removed access in",
};

/// The result of `CheckNoNewAccess`, and that of the same check the other way round.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Both {
    #[serde(flatten)]
    new: CheckJson,
    removed_access: CheckJson,
}

pub(crate) fn run(arguments: &Compare) -> Result<Outcome> {
    let load = |path: &str| policies::only(path, policies::of_file(&Target::named(path))?);
    let (old, new) = (load(&arguments.old)?, load(&arguments.new)?);
    check_kinds(&old, &new)?;
    let added = check_no_new_access(&new.document(), &old.document());
    let removed = check_no_new_access(&old.document(), &new.document());
    match arguments.format {
        ShortFormat::Json => {
            let (new, removed_access) = (json(&added, &new, &NEW), json(&removed, &old, &REMOVED));
            render::pretty(&Both { new, removed_access })?;
        }
        ShortFormat::Text => text(&added, &removed, &old, &new)?,
    }
    Ok(outcome(&added))
}

/// Policies that say who and policies that do not grant different things.
fn check_kinds(old: &Loaded, new: &Loaded) -> Result<()> {
    let kinds = [old, new].map(|policy| {
        let document = policy.document();
        let mut statements = document.statements.iter();
        let has_principal = statements.any(|statement| statement.principal_blocks().next().is_some());
        (policy.name(), has_principal, document.statements.is_empty())
    });
    let [(old, old_names, old_empty), (new, new_names, new_empty)] = kinds;
    if old_names == new_names || old_empty || new_empty {
        return Ok(());
    }
    let (who, other) = if old_names { (old, new) } else { (new, old) };
    Err(Failure::new(format!("{who} has principals and {other} has none; compare policies of one type")))
}

/// 0, 1 or 3: a check that could not be decided neither passes nor fails.
pub(super) fn outcome(check: &Check) -> Outcome {
    match check {
        Check::Pass => Outcome::Clean,
        Check::Fail(_) => Outcome::Denied,
        Check::Undecided(_) => Outcome::Undecided,
    }
}

fn text(added: &Check, removed: &Check, old: &Loaded, new: &Loaded) -> Result<()> {
    let title = match added {
        Check::Pass => "grants no new access",
        Check::Fail(_) => "grants new access",
        Check::Undecided(_) => "may grant new access",
    };
    let title = format!("{} {title} compared to {}", new.name(), old.name());
    sections::print(&[section(added, new, title)])?;
    let title = match removed {
        Check::Pass => "still grants all that",
        Check::Fail(_) => "does not grant all that",
        Check::Undecided(_) => "may not grant all that",
    };
    let title = format!("{} {title} {} does", new.name(), old.name());
    let mut section = section(removed, old, title);
    section.weigh(Level::NOTE, "note");
    sections::print(&[section])
}
