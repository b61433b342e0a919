//! Entries of `Action` and `NotAction`.

use super::Text;
use super::text::eq_ignore_case;
use crate::lean::position;
use crate::span::offset;

/// An entry of `Action` or `NotAction`: `*`, or `service:Name` with wildcards.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Action<'t> {
    /// The entry.
    pub text: Text<'t>,
    /// Its number among the document's actions, from 0.
    pub index: usize,
    colon: Option<u32>,
    wildcard: bool,
}

impl<'t> Action<'t> {
    pub(super) fn new(text: Text<'t>, index: usize) -> Self {
        let colon = position(&text, b':').map(offset);
        let wildcard = text.has_wildcard();
        Self { text, index, colon, wildcard }
    }

    /// Whether it is the lone `*`.
    pub fn is_star(&self) -> bool {
        &*self.text == "*"
    }

    /// What stands before the first colon; `None` without a colon.
    pub fn service(&self) -> Option<&str> {
        self.text.get(..self.colon? as usize)
    }

    /// What stands after the first colon; `None` without a colon.
    pub fn name(&self) -> Option<&str> {
        self.text.get(self.colon? as usize + 1..)
    }

    /// Whether the entry is this name, ASCII case aside.
    pub(crate) fn is_named(&self, full_name: &str) -> bool {
        eq_ignore_case(&self.text, full_name)
    }

    /// Whether `*` or `?` occurs in it.
    pub const fn has_wildcard(&self) -> bool {
        self.wildcard
    }

    /// Whether it matches the action `full_name` (`service:Name`, no wildcards), without regard to case.
    pub fn matches(&self, full_name: &str) -> bool {
        if self.wildcard {
            crate::pattern::matches_ignore_case(&self.text, full_name)
        } else {
            self.text.eq_ignore_ascii_case(full_name)
        }
    }
}
