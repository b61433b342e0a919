//! What a user sees: every file under `cmd` is a case, with its input in the folder of the same name.
//!
//! `TRYCMD=overwrite cargo test -p cargo-iam --test cmd` writes what the commands say now.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

#[test]
fn commands_say_what_the_cases_show() {
    trycmd::TestCases::new().env("CARGO_TERM_COLOR", "never").case("tests/cmd/*.trycmd");
}
