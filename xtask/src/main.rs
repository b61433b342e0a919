//! This repository's own automation: `cargo xtask <command>`.
#![allow(clippy::print_stdout, reason = "what a command finds out is printed")]

mod agreement;
mod arns;
mod catalog;
mod docs;
mod e2e;
mod fuzz;
mod performance;
mod supply;

use std::path::Path;

use anyhow::Result;
use clap::{Parser, Subcommand};

/// This repository's own automation
#[derive(Debug, Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// The catalog of AWS services
    #[command(subcommand)]
    Catalog(catalog::Command),
    /// Print the reference of checks to docs/checks.md
    Docs(docs::Args),
    /// Generate the resource types of some services from the catalog
    Arns(arns::Args),
    /// Compare our findings with a record of Access Analyzer's
    Agreement(agreement::Args),
    /// Measure against the yardsticks and write docs/performance.md
    BenchTable(performance::bench::Args),
    /// Measure what the macros cost a build and write docs/performance.md
    Budget(performance::budget::Args),
    /// Run every fuzz target
    Fuzz(fuzz::Args),
    /// Judge what users get from the registry: dependencies, tarballs, the API
    Supply(supply::Args),
    /// Create, attach and read back against a server on this machine, and lint what the emitters write
    E2e(e2e::Args),
}

/// The folder of the repository.
fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap_or(Path::new("."))
}

fn main() -> Result<()> {
    match Cli::parse().command {
        Command::Catalog(command) => catalog::run(&command),
        Command::Docs(args) => docs::run(&args),
        Command::Arns(args) => arns::run(&args),
        Command::Agreement(args) => agreement::run(&args),
        Command::BenchTable(args) => performance::bench::run(&args),
        Command::Budget(args) => performance::budget::run(&args),
        Command::Fuzz(args) => fuzz::run(&args),
        Command::Supply(args) => supply::run(&args),
        Command::E2e(args) => e2e::run(&args),
    }
}
