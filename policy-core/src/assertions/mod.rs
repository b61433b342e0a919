//! What a policy's author says that it allows and denies, next to the policy: `#![allows(..)]`, `#![denies(..)]`,
//! `#![grants_at_most(..)]`.
//!
//! An [`Assertion`] is about one request. First its own words are looked at ([`Assertion::mistakes`]): a misspelt action is
//! denied by every policy. Then a [`Subject`] decides it. It is about this policy alone: what else AWS evaluates is taken to
//! allow the request. In a document with holes it holds when it does whatever the values.

mod grants;
mod subject;
#[cfg(test)]
mod tests;
mod words;

use crate::Label;

pub use subject::Subject;

/// A request, and what the policy is to say to it.
///
/// ```
/// use policy_core::assertions::{Assertion, Subject};
/// use policy_core::{Options, PolicyType};
///
/// let text = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"arn:aws:s3:::films/*"}]}"#;
/// let options = Options::new(PolicyType::Identity);
/// let subject = Subject::new(text, &[], &options);
///
/// let mut assertion = Assertion::denies("s3:DeleteObject");
/// assertion.on = Some("arn:aws:s3:::books/emma".to_owned());
/// assert!(assertion.mistakes(&options).is_empty());
/// assert!(subject.decide(&assertion).is_none());
///
/// assertion.on = Some("arn:aws:s3:::films/metropolis".to_owned());
/// let violation = subject.decide(&assertion).unwrap();
/// assert_eq!(violation.message, "`s3:DeleteObject` on `arn:aws:s3:::films/metropolis` is allowed");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Assertion {
    /// Whether the policy is to allow the request, rather than not to.
    pub is_allowed: bool,
    /// The action, `service:Name`.
    pub action: String,
    /// The resource's ARN; `*` when it is left out, for actions on no resource.
    pub on: Option<String>,
    /// Who asks, as [`Principal::new`](crate::evaluate::Principal::new) reads it. Left out, it is a user of the resource's
    /// account; policies with a `Principal` want it said.
    pub by: Option<String>,
    /// The request context: keys with their values.
    pub context: Vec<(String, Vec<String>)>,
}

impl Assertion {
    /// The policy allows the action.
    pub fn allows(action: impl Into<String>) -> Self {
        Self { is_allowed: true, action: action.into(), on: None, by: None, context: Vec::new() }
    }

    /// The policy does not allow the action.
    pub fn denies(action: impl Into<String>) -> Self {
        Self { is_allowed: false, ..Self::allows(action) }
    }
}

/// A part of an assertion.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Part {
    /// All of it.
    Whole,
    /// The action.
    Action,
    /// The resource.
    On,
    /// The principal.
    By,
    /// The key of that place in the context, from 0.
    Key(usize),
}

/// An assertion that does not hold, or has a mistake in it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Violation {
    /// The part that it is about.
    pub part: Part,
    /// What is wrong, in one line.
    pub message: String,
    /// What to do.
    pub help: Option<String>,
    /// More about it.
    pub notes: Vec<String>,
    /// The places of the policy that decided.
    pub labels: Vec<Label>,
}

impl Violation {
    fn new(part: Part, message: impl Into<String>) -> Self {
        Self { part, message: message.into(), help: None, notes: Vec::new(), labels: Vec::new() }
    }

    fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}
