//! `cargo iam minimize`

use std::io::Write;

use policy_core::{minify, minimize, pretty};

use super::count;
use crate::cli::Minimize;
use crate::error::{Failure, Outcome, Result};
use crate::files::{self, Target};
use crate::{render, terminal};

pub(crate) fn run(arguments: &Minimize) -> Result<Outcome> {
    let source = Target::named(&arguments.path).read()?;
    let small = minimize(&source.text).map_err(|error| {
        let at = source.lines.position(&source.text, error.span.start);
        let place = format!("{}:{}:{}", source.name, at.line, at.column);
        Failure::about(place, format!("not minimized: {}", error.message))
    })?;
    let (before, after) = (minify(&source.text).len(), small.len());
    let mut text = if arguments.minify { small } else { pretty(&small) };
    text.push('\n');
    match source.path.filter(|_| arguments.write) {
        Some(path) => files::write(&path, &text)?,
        None => render::out().write_all(text.as_bytes())?,
    }
    let saved = count(before.saturating_sub(after), "character", "characters");
    terminal::status("Minimized", format!("{before} to {after} characters without white space, {saved} less"));
    Ok(Outcome::Clean)
}
