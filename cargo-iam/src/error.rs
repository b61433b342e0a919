//! How a run ends.

use std::fmt::Display;
use std::io;
use std::process::ExitCode;

/// Why a command could not do its work: bad usage or unreadable input. Findings are no failure.
#[derive(Debug)]
pub(crate) enum Failure {
    /// Something to tell the user.
    Message(String),
    /// Nobody reads our output any more.
    BrokenPipe,
}

pub(crate) type Result<T, E = Failure> = std::result::Result<T, E>;

impl Failure {
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Self::Message(message.into())
    }

    /// A failure about a file or another named thing.
    pub(crate) fn about(name: impl Display, problem: impl Display) -> Self {
        Self::Message(format!("{name}: {problem}"))
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Self::BrokenPipe,
            _ => Self::Message(error.to_string()),
        }
    }
}

impl From<serde_json::Error> for Failure {
    fn from(error: serde_json::Error) -> Self {
        io::Error::from(error).into()
    }
}

/// What a command that did its work found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// Nothing is denied; everything is in shape.
    Clean,
    /// Something is denied, or not in shape.
    Denied,
    /// Some of the input could not be read; it was reported in place.
    Unreadable,
    /// Whether something is denied could not be shown.
    Undecided,
}

impl Outcome {
    pub(crate) fn of(denied: bool) -> Self {
        if denied { Self::Denied } else { Self::Clean }
    }
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        Self::from(match outcome {
            Outcome::Clean => 0,
            Outcome::Denied => 1,
            Outcome::Unreadable => 2,
            Outcome::Undecided => 3,
        })
    }
}
