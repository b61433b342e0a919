//! One module a command.

mod access;
mod actions;
mod compare;

mod explain;
mod fix;
mod fmt;
mod init;
mod minimize;
mod simulate;
mod summary;
mod test;

mod validate;

use std::io::Write;

use crate::cli::{self, Command};
use crate::error::{Outcome, Result};
use crate::render::out;

pub(crate) fn run(command: Command) -> Result<Outcome> {
    match command {
        Command::Validate(arguments) => validate::run(&arguments),
        Command::Fix(arguments) => fix::run(&arguments),
        Command::Fmt(arguments) => fmt::run(&arguments),
        Command::Explain(arguments) => explain::run(&arguments.name),
        Command::Actions(arguments) => actions::run(&arguments),
        Command::Summary(arguments) => summary::run(&arguments),
        Command::Minimize(arguments) => minimize::run(&arguments),
        Command::Simulate(arguments) => simulate::run(&arguments),
        Command::Compare(arguments) => compare::run(&arguments),
        Command::Access(arguments) => access::run(&arguments),
        Command::Test { paths } => test::run(&paths),
        Command::Init(arguments) => init::run(&arguments.path),
        Command::Completions { shell } => completions(shell),
        Command::Man => man(),
    }
}

fn completions(shell: clap_complete::Shell) -> Result<Outcome> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut cli::command(), "cargo-iam", &mut script);
    out().write_all(&script)?;
    Ok(Outcome::Clean)
}

/// The page of the whole command, then those of its subcommands.
fn man() -> Result<Outcome> {
    let mut out = out();
    let mut command = cli::command();
    command.build();
    clap_mangen::Man::new(command.clone()).render(&mut out)?;
    for subcommand in command.get_subcommands().filter(|subcommand| !subcommand.is_hide_set()) {
        clap_mangen::Man::new(subcommand.clone()).render(&mut out)?;
    }
    out.flush()?;
    Ok(Outcome::Clean)
}

/// `1 policy`, `2 policies`.
fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}
