//! This repository's own automation: `cargo xtask <command>`.
#![allow(clippy::print_stdout, reason = "what a command finds out is printed")]

mod catalog;

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
}

fn main() -> Result<()> {
    match Cli::parse().command {
        Command::Catalog(command) => catalog::run(&command),
    }
}
