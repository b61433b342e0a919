//! A [`Setup`] as the tools of infrastructure take it: CloudFormation, Terraform, the AWS CLI.
//!
//! `json` is the value that templates are built from, with its printers; `names` maps names to the ones that a format takes
//! and says so; one file a format. Nothing here does I/O: a caller writes the text where it belongs.

mod cloudformation;
mod json;
mod names;
mod script;
mod terraform;

pub use cloudformation::{Format, cloudformation};
pub(crate) use json::quote;
pub use script::aws_cli;
pub use terraform::terraform;

use crate::attach::{Attachment, Grant, Holder, ManagedPolicy, Role, Setup};
use crate::lean::Lean as _;

/// A text for a tool, and what a person should know about it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Emitted {
    /// The text, with a final line break.
    pub text: String,
    /// Names that the format forbids and what became of them, and what it cannot say; a line each.
    pub notes: Vec<String>,
}

/// The roles whose ARNs occur in a policy, and which therefore must be there before it.
#[inline]
fn named_roles<'a>(policy: &str, setup: &Setup<'a>) -> Vec<&'a Role> {
    let occurs = |role: &&Role| policy.contains(&format!(":role{}{}\"", role.path(), role.name()));
    setup.roles.iter().filter(occurs).list()
}

/// The users and groups that a managed policy of ours is attached to.
#[inline]
fn holders<'a>(policy: &ManagedPolicy, setup: &Setup<'a>) -> Vec<&'a Holder> {
    let is_it = |attachment: &Attachment| matches!(attachment, Attachment::Policy(other) if other == policy);
    setup.grants.iter().filter(|grant| grant.policies().iter().any(is_it)).map(Grant::to).list()
}
