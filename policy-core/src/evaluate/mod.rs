//! What policies say to a request.
//!
//! [`evaluate`] is the whole of it in the open: a [`Request`] meets all [`Policies`] that bear on it, every statement is
//! asked, and the [`Decision`] tells which ones decided and what the others lacked.
//!
//! [`CompiledPolicy`] decides the same way and is made for many requests: it finds the statements that can apply by
//! action and resource, and allocates nothing.
//!
//! [`assert_allowed!`](crate::assert_allowed) and [`assert_denied!`](crate::assert_denied) put that in a test. With the
//! feature `fixtures`, policies, requests and expected decisions are read from files.
//!
//! [`check_no_new_access`], [`check_access_not_granted`] and [`check_no_public_access`] speak about all requests at once.
//!
//! Underneath, a `rule` is a statement whose patterns (`template`) and conditions (`condition`) have been read;
//! `principal` says whom an element names and how directly; `layers` adds up what the policies say, and is the one place
//! that knows how identity policies, resource policies, boundaries, session policies, SCPs and RCPs relate.

mod access;
mod assert;
mod compiled;
mod condition;
mod decision;
#[cfg(feature = "fixtures")]
mod fixture;
mod layers;
mod plain;
mod principal;
mod request;
mod rule;
mod template;

pub use access::{Check, Counterexample, check_access_not_granted, check_no_new_access, check_no_public_access};
pub use assert::PolicySet;
#[doc(hidden)]
pub use assert::{__decide, ContextValue};
pub use compiled::{Answer, CompiledPolicy};
pub use decision::{Decision, Lack, NearMiss, Outcome, Reason, Source, StatementRef};
#[cfg(feature = "fixtures")]
pub use fixture::{Case, ContextEntry, Fixture, FixtureError, FixtureResult, Mismatch, run_fixtures};
pub use layers::Policies;
pub(crate) use plain::alone;
pub use plain::evaluate;
pub use principal::{Principal, PrincipalClass};
pub use request::Request;
