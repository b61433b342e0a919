//! What the compiler says about wrong documents, a folder for each kind of mistake.
//!
//! `TRYBUILD=overwrite cargo test --test ui` writes the expected output; read it in the diff.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use std::fs;
use std::path::Path;

#[test]
fn wrong_documents_do_not_compile() {
    lay_out_policies();
    trybuild::TestCases::new().compile_fail("tests/ui/*/*.rs");
}

/// Puts the files of `tests/ui/policies` where the package that trybuild makes looks for them.
fn lay_out_policies() {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().expect("a folder of the target directory");
    let folder = target.join("tests/trybuild/iam-policy/policies");
    fs::create_dir_all(&folder).unwrap();
    for entry in fs::read_dir("tests/ui/policies").unwrap() {
        let file = entry.unwrap();
        fs::copy(file.path(), folder.join(file.file_name())).unwrap();
    }
    fs::write(folder.join("long.json"), " ".repeat(100_000_000)).unwrap();
    fs::write(folder.join("latin.json"), b"{\n\"Id\": \"\xfc\"}").unwrap();
}
