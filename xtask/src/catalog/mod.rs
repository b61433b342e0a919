//! `cargo xtask catalog`: packs the facts under `catalog/`, proves the packed form, refreshes them.

mod check;
mod facts;
mod import;
mod pack;

use std::path::PathBuf;

use anyhow::{Context, Result};
use clap::Subcommand;
use policy_core::catalog::Catalog;

use self::facts::Facts;
use crate::root;

/// What to do with the catalog.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Pack the facts under `catalog/` into `policy-core/data/catalog.bin`
    Build,
    /// Prove that the packed catalog holds the facts
    Check,
    /// Refresh the facts from AWS's machine-readable Service Authorization Reference
    Import(import::Options),
}

/// Runs `command`.
pub(crate) fn run(command: &Command) -> Result<()> {
    match command {
        Command::Build => build(),
        Command::Import(options) => import::run(options),
        Command::Check => {
            let bytes = check::check()?;
            print_table(&Catalog::from_bytes(&bytes)?, bytes.len());
            println!("policy-core/data/catalog.bin holds the facts under catalog/");
            Ok(())
        }
    }
}

/// The folder of the facts.
fn facts_folder() -> PathBuf {
    root().join("catalog")
}

/// The packed catalog.
fn packed_path() -> PathBuf {
    root().join("policy-core/data/catalog.bin")
}

fn build() -> Result<()> {
    let bytes = pack::pack(&Facts::read(&facts_folder())?)?;
    let changed = facts::write_if_changed(&packed_path(), &bytes)?;
    let catalog = Catalog::from_bytes(&bytes).context("reading back what was packed")?;
    print_table(&catalog, bytes.len());
    println!("policy-core/data/catalog.bin {}", if changed { "written" } else { "unchanged" });
    Ok(())
}

fn print_table(catalog: &Catalog<'_>, bytes: usize) {
    let sum = |count: fn(policy_core::catalog::Service<'_>) -> usize| -> usize { catalog.services().map(count).sum() };
    for (what, count) in [
        ("services", catalog.services().len()),
        ("actions", sum(|service| service.actions().count())),
        ("resource types", sum(|service| service.resource_types().count())),
        ("condition keys", sum(|service| service.condition_keys().count())),
        ("global condition keys", catalog.global_keys().len()),
        ("service principals", catalog.service_principals().len()),
        ("role-passing operations", sum(|service| service.role_passing().count())),
        ("removed actions", catalog.removed_actions().count()),
        ("bytes", bytes),
    ] {
        println!("{what:<24}{count:>8}");
    }
    println!("{:<20}{:>12}", "date", catalog.date());
}
