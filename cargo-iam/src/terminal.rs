//! Colours, links and status lines, as cargo does them.

use std::fmt::Display;
use std::io::{IsTerminal, Write};

use anstream::ColorChoice;
use anstyle::{AnsiColor, Style};

use crate::cli::Color;

const ERROR: Style = AnsiColor::BrightRed.on_default().bold();
const WARNING: Style = AnsiColor::Yellow.on_default().bold();
const STATUS: Style = AnsiColor::BrightGreen.on_default().bold();
pub(crate) const HEADING: Style = AnsiColor::BrightGreen.on_default().bold();
pub(crate) const LITERAL: Style = AnsiColor::BrightCyan.on_default().bold();

/// Decides on colours: the flag, then `CARGO_TERM_COLOR`, then what anstream knows (`NO_COLOR`, `CLICOLOR`, the terminal).
pub(crate) fn set_up(flag: Option<Color>) {
    let variable = std::env::var("CARGO_TERM_COLOR").ok();
    let choice = flag.or(match variable.as_deref() {
        Some("always") => Some(Color::Always),
        Some("never") => Some(Color::Never),
        _ => None,
    });
    match choice {
        Some(Color::Always) => ColorChoice::Always.write_global(),
        Some(Color::Never) => ColorChoice::Never.write_global(),
        Some(Color::Auto) | None => {}
    }
}

/// Whether to write links that a terminal can open: `CARGO_TERM_HYPERLINKS` decides, else what the terminal can do.
pub(crate) fn links() -> bool {
    match std::env::var("CARGO_TERM_HYPERLINKS").ok().as_deref() {
        Some("true") => true,
        Some("false") => false,
        _ => supports_hyperlinks::on(supports_hyperlinks::Stream::Stdout),
    }
}

/// Whether a person watches standard error.
pub(crate) fn is_watched() -> bool {
    std::io::stderr().is_terminal()
}

// A status line that cannot be written is no reason to stop: the exit code and standard output still speak.

pub(crate) fn error(message: impl Display) {
    let _ = writeln!(anstream::stderr(), "{ERROR}error{ERROR:#}: {message}");
}

pub(crate) fn warning(message: impl Display) {
    let _ = writeln!(anstream::stderr(), "{WARNING}warning{WARNING:#}: {message}");
}

/// A line such as `     Checked 3 policies`.
pub(crate) fn status(verb: &str, message: impl Display) {
    let _ = writeln!(anstream::stderr(), "{STATUS}{verb:>12}{STATUS:#} {message}");
}
