//! Compile-time checked AWS IAM policies.
