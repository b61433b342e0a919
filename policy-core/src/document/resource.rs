//! Entries of `Resource` and `NotResource`.

use super::arn::{Colons, colons};
use super::{Arn, Text};

/// An entry of `Resource` or `NotResource`: `*` or an ARN, with wildcards and variables.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Resource<'t> {
    /// The entry.
    pub text: Text<'t>,
    /// Its number among the document's resources, from 0.
    pub index: usize,
    colons: Option<Colons>,
}

impl<'t> Resource<'t> {
    pub(super) fn new(text: Text<'t>, index: usize) -> Self {
        let colons = colons(&text);
        Self { text, index, colons }
    }

    /// Whether it is the lone `*`.
    pub fn is_star(&self) -> bool {
        &*self.text == "*"
    }

    /// The entry's six fields; `None` when it has fewer. What the fields hold is not judged.
    pub fn arn(&self) -> Option<Arn<'_>> {
        Arn::at(&self.text, self.colons?)
    }
}
