//! `cargo iam`: the checks of `iam-policy` for files, CI and people.
//!
//! [`cli`] says what can be asked, [`commands`] answers, [`input`] finds the policies in files and [`render`] writes down
//! what [`check`] found in them. What knows IAM lives in `policy-core`.

mod bulk;
mod check;
mod cli;
mod commands;
mod config;
mod date;
mod error;
mod files;
mod input;
mod levels;
mod policies;
mod render;
mod terminal;

use std::process::ExitCode;

use crate::error::Failure;

fn main() -> ExitCode {
    let arguments = cli::parse();
    terminal::set_up(arguments.color);
    match commands::run(arguments.command) {
        Ok(outcome) => outcome.into(),
        Err(Failure::BrokenPipe) => ExitCode::SUCCESS,
        Err(Failure::Message(message)) => {
            terminal::error(&message);
            ExitCode::from(2)
        }
    }
}
