//! `cargo xtask supply`: what users get from the registry, and what comes with it.

mod copy;
mod manifests;
mod package;

use std::ffi::OsStr;
use std::process::Command;

use anyhow::{Context as _, Result, bail, ensure};
use clap::ValueEnum;

use self::copy::Copy;
use crate::root;

/// The crates that are published, each after those that it needs.
const PUBLISHED: [&str; 4] = ["policy-core", "policy-macros", "iam-policy", "cargo-iam"];
/// Those with a Rust API.
const LIBRARIES: [&str; 2] = ["policy-core", "iam-policy"];

#[derive(clap::Args, Debug)]
pub(crate) struct Args {
    /// These steps only; all of them by default
    steps: Vec<Step>,
    /// Leave out the advisories, whose database is on the net
    #[arg(long)]
    offline: bool,
    /// The revision whose API is compared with: the last release's tag, the last commit by default
    #[arg(long, default_value = "HEAD")]
    since: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Step {
    /// Licenses, sources, duplicates and advisories of every lock file: cargo-deny
    Deny,
    /// The oldest dependencies that the manifests allow still build
    Minimal,
    /// The oldest compiler that the manifests allow still builds
    Msrv,
    /// Every tarball builds from what is in it
    Package,
    /// The API breaks nothing that the version number does not announce: cargo-semver-checks
    Semver,
}

pub(crate) fn run(args: &Args) -> Result<()> {
    let mut failed = Vec::new();
    for &step in Step::value_variants().iter().filter(|step| args.steps.is_empty() || args.steps.contains(step)) {
        let shown = format!("{step:?}").to_lowercase();
        println!("\n== {shown}");
        let done = match step {
            Step::Deny => deny(args.offline),
            Step::Minimal => minimal(),
            Step::Msrv => msrv(),
            Step::Package => package::run(),
            Step::Semver => semver(&args.since),
        };
        if let Err(error) = done {
            println!("{error:#}");
            failed.push(shown);
        }
    }
    ensure!(failed.is_empty(), "failed: {}", failed.join(", "));
    Ok(())
}

/// Fails with how to install a tool that does not answer.
fn needs(program: &str, arguments: &[&str], install: &str) -> Result<()> {
    let output = Command::new(program).args(arguments).output();
    ensure!(output.is_ok_and(|output| output.status.success()), "not installed: run `{install}`");
    Ok(())
}

/// `cargo` in the repository.
fn cargo(arguments: &[&str]) -> Command {
    let mut cargo = Command::new("cargo");
    cargo.current_dir(root()).args(arguments);
    cargo
}

/// `-p` for each package.
fn packages(names: &'static [&'static str]) -> impl Iterator<Item = &'static str> {
    names.iter().flat_map(|name| ["-p", name])
}

fn succeed(command: &mut Command) -> Result<()> {
    let words = [command.get_program()].into_iter().chain(command.get_args()).map(OsStr::to_string_lossy);
    let shown = words.collect::<Vec<_>>().join(" ");
    let status = command.status().with_context(|| format!("cannot run {shown}"))?;
    ensure!(status.success(), "{shown} failed");
    Ok(())
}

fn deny(offline: bool) -> Result<()> {
    needs("cargo", &["deny", "--version"], "cargo install cargo-deny --locked")?;
    let checks: &[&str] = if offline { &["bans", "licenses", "sources"] } else { &[] };
    for manifest in manifests::workspaces()? {
        println!("{manifest}");
        let mut deny = cargo(&["deny", "--log-level", "error", "--locked", "--config", "deny.toml"]);
        succeed(deny.args(["--manifest-path", &manifest, "check", "--hide-inclusion-graph"]).args(checks))?;
    }
    if offline {
        println!("advisories were not looked at");
    }
    Ok(())
}

/// The macros by themselves, then the tool: a wish of the latter's dependencies is none of the former's.
fn minimal() -> Result<()> {
    minimal_of(&["policy-core", "policy-macros"], &["policy-core", "policy-macros", "iam-policy"])?;
    minimal_of(&["policy-core", "cargo-iam"], &["cargo-iam"])
}

fn minimal_of(members: &[&str], names: &'static [&'static str]) -> Result<()> {
    println!("{}", names.join(", "));
    let copy = Copy::new()?;
    copy.keep(members, names.contains(&"iam-policy"))?;
    // Direct dependencies only: what they allow of theirs in turn is their own to test.
    let update = ["update", "--quiet", "-Z", "direct-minimal-versions"];
    succeed(copy.cargo().env("RUSTC_BOOTSTRAP", "1").args(update))?;
    succeed(copy.cargo().args(["check", "--quiet", "--locked", "--all-features"]).args(packages(names)))
}

fn msrv() -> Result<()> {
    let least = manifests::rust_version()?;
    let newer = manifests::newer_dependencies(&least)?;
    ensure!(newer.is_empty(), "they want a newer compiler than {least}: {}", newer.join(", "));
    println!("no dependency of a published crate wants a newer compiler than {least}");
    needs("rustup", &["run", &least, "rustc", "--version"], &format!("rustup toolchain install {least}"))?;
    let copy = Copy::new()?;
    let mut check = copy.program("rustup");
    succeed(check.args(["run", &least, "cargo", "check", "--locked", "--all-features"]).args(packages(&PUBLISHED)))
}

fn semver(since: &str) -> Result<()> {
    needs("cargo", &["semver-checks", "--version"], "cargo install cargo-semver-checks --locked")?;
    let mut checks = cargo(&["semver-checks", "check-release", "--all-features", "--baseline-rev", since]);
    succeed(checks.args(packages(&LIBRARIES)))
}

/// What a program prints, run in the repository.
fn said(program: &str, arguments: &[&str]) -> Result<String> {
    let output = Command::new(program).current_dir(root()).args(arguments).output();
    let output = output.with_context(|| format!("cannot run {program}"))?;
    if !output.status.success() {
        bail!("{program} {} failed: {}", arguments.join(" "), String::from_utf8_lossy(&output.stderr));
    }
    Ok(String::from_utf8(output.stdout)?)
}
