//! Compile-time checked AWS IAM policies.

pub use policy_core::*;
