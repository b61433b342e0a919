//! One module a command.

mod validate;

use crate::cli::Command;
use crate::error::{Outcome, Result};

pub(crate) fn run(command: Command) -> Result<Outcome> {
    match command {
        Command::Validate(arguments) => validate::run(&arguments),
        _ => Err(crate::error::Failure::new("not there yet")),
    }
}
