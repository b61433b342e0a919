//! The IAM policy language: parser, model, service catalog and checks behind `iam-policy`.
//!
//! Text goes one road: [`syntax`] reads JSON into a tree, [`document`] reads the tree as a policy, [`checks`] ask the
//! document and the [`catalog`], and what they find comes back as [`Finding`]s with byte ranges. [`validate`] walks it.
//! Nothing here does I/O, reads a clock or starts a thread.

#![allow(
    clippy::cast_lossless,
    clippy::manual_map,
    clippy::manual_unwrap_or,
    clippy::manual_unwrap_or_default,
    clippy::question_mark,
    clippy::while_let_on_iterator,
    reason = "where nothing is optimized, as in most builds of the macros, a call costs more than what it does"
)]

mod apply;
pub mod assertions;
pub mod attach;
mod attributes;
pub mod builder;
pub mod catalog;
pub mod checks;
pub mod document;
pub mod emit;
mod equivalent;
pub mod evaluate;
mod excerpt;
mod finding;
mod guess;
pub mod holes;
mod lean;
mod levels;
#[cfg(feature = "cli")]
mod minimize;
#[cfg(feature = "cli")]
mod path;
pub mod pattern;
mod policy;
#[cfg(feature = "serde")]
mod serialize;
mod span;
#[cfg(feature = "cli")]
pub mod summary;
pub mod syntax;
pub mod typed;
mod validate;
mod value;

pub use apply::{apply_edits, edits_of};
pub use attributes::{AttributeError, RESOURCE_TYPES};
pub use document::Document;
pub use equivalent::{Difference, difference, equivalent};
pub use excerpt::Excerpt;
pub use finding::{Applicability, Edit, Finding, FindingType, Fix, IssueCode, Label, Level};
pub use levels::{LevelRule, Levels};
#[cfg(feature = "cli")]
pub use minimize::{NotMinimizable, minimize};
#[cfg(feature = "cli")]
pub use path::{PathElement, Paths, path_of};
pub use policy::{Boundary, Findings, Identity, Policy, PolicyKind, PolicyType, Rcp, Resource, Scp, Session, Trust};
pub use span::{LineIndex, Position, Span};
pub use syntax::{minify, pretty};
pub use validate::{Options, Placement, Report, validate, validate_document};
