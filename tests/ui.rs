//! What the compiler says about wrong documents, a folder for each kind of mistake.
//!
//! `TRYBUILD=overwrite cargo test --test ui` writes the expected output; read it in the diff.

#[test]
fn wrong_documents_do_not_compile() {
    trybuild::TestCases::new().compile_fail("tests/ui/*/*.rs");
}
