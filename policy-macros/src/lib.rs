//! The procedural macros behind `iam-policy`: tokens to JSON text, findings to compile errors.
