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
use std::path::Path;

use crate::cli::{self, Command};
use crate::error::{Failure, Outcome, Result};
use crate::render::out;
use crate::{files, terminal};

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
        Command::Man { folder } => man(folder.as_deref()),
    }
}

fn completions(shell: clap_complete::Shell) -> Result<Outcome> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut cli::command(), "cargo-iam", &mut script);
    out().write_all(&script)?;
    Ok(Outcome::Clean)
}

/// The page of the whole command, then those of its subcommands; or each as a file of its own.
fn man(folder: Option<&Path>) -> Result<Outcome> {
    let mut command = cli::command();
    command.build();
    let is_own = |command: &&clap::Command| command.get_name() != "help";
    let subcommands = command.get_subcommands().filter(is_own);
    let pages = std::iter::once(&command).chain(subcommands).map(|command| clap_mangen::Man::new(command.clone()));
    let Some(folder) = folder else {
        let mut out = out();
        pages.into_iter().try_for_each(|page| page.render(&mut out))?;
        out.flush()?;
        return Ok(Outcome::Clean);
    };
    std::fs::create_dir_all(folder).map_err(|error| Failure::about(folder.display(), error))?;
    let mut written = 0;
    for page in pages {
        let mut text = Vec::new();
        page.render(&mut text)?;
        files::write(&folder.join(page.get_filename()), &String::from_utf8_lossy(&text))?;
        written += 1;
    }
    terminal::status("Wrote", format!("{} in {}", count(written, "page", "pages"), folder.display()));
    Ok(Outcome::Clean)
}

/// `1 policy`, `2 policies`.
fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}
