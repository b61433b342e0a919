//! What the compiler says about wrong documents, a folder for each kind of mistake.
//!
//! `TRYBUILD=overwrite cargo test --test ui` writes the expected output; read it in the diff.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

#[test]
fn wrong_documents_do_not_compile() {
    trybuild::TestCases::new().compile_fail("tests/ui/*/*.rs");
}
