use crate::error::{Failure, Outcome, Result};
pub(crate) fn run(_: &crate::cli::Minimize) -> Result<Outcome> {
    Err(Failure::new("not there yet"))
}
