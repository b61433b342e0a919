//! Compile-time checked AWS IAM policies.
//!
//! A policy is written as the console's editor takes it, and the compiler says what the console would say: see
//! [`policy!`], and for the other types of policy [`trust_policy!`], [`resource_policy!`], [`session_policy!`],
//! [`permissions_boundary!`], [`scp!`] and [`rcp!`]. [`policy_file!`] takes one from a JSON file.
//!
//! What policies say to a request is [`evaluate`]d offline; [`assert_allowed!`] and [`assert_denied!`] put it in a test.
//!
//! [`managed_policy!`], [`role!`] and their siblings name what is created in an account; [`emit`] writes it for other tools.

mod arns;
#[cfg(feature = "build")]
pub mod build;
// Findings link to it; nobody pays for it but rustdoc.
#[cfg(doc)]
#[doc = include_str!("../docs/checks.md")]
pub mod reference {}
mod file;
#[cfg(feature = "fixtures")]
mod fixtures;
mod macros;
mod records;
mod siblings;

#[cfg(feature = "fixtures")]
pub use fixtures::assert_fixtures;
pub use policy_core::attach::{BucketPolicy, Grant, KeyPolicy, ManagedPolicy, Role, Setup};
pub use policy_core::{
    Applicability, Boundary, Document, Edit, Excerpt, Finding, FindingType, Findings, Fix, Identity, IssueCode, Label,
    Level, LevelRule, Levels, LineIndex, Options, Placement, Policy, PolicyKind, PolicyType, Position, Rcp, Report,
    Resource, Scp, Session, Span, Trust, minify, validate,
};
pub use policy_core::{Difference, difference, equivalent};
pub use policy_core::{
    assert_allowed, assert_denied, attach, builder, catalog, checks, document, emit, evaluate, typed,
};

/// What the macros expand to. Nothing here is for anyone else, and all of it may change.
#[doc(hidden)]
pub mod __private {
    pub use policy_core::__resource_types;
    pub use policy_core::typed::resource_type::TypeTag;
    pub use policy_core::typed::{fill, hole};
    pub use policy_macros::{arn, document, file, known_resource_type, record};
    pub use std::borrow::Cow;
    pub use std::marker::PhantomData;
}

/// The examples of the README and of its longer pages compile and hold.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
#[doc = include_str!("../docs/attach.md")]
struct Readme;

/// As [`Readme`], for the page behind it.
#[cfg(doctest)]
#[doc = include_str!("../docs/attach.md")]
struct Attach;
