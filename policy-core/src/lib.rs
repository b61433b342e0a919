//! The IAM policy language: parser, model, service catalog and checks behind `iam-policy`.

pub mod catalog;
pub mod pattern;
