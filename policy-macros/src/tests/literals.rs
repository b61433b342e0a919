//! Strings that JSON and Rust write differently.

use crate::literal::{self, Read};

/// What is said of a literal that rustc refuses, or would rather see as a raw string.
#[track_caller]
fn check_literal(source: &str, value: &str, message: &str, help: &str) {
    let (value, message, help) = (value.to_owned(), message.to_owned(), help.to_owned());
    assert_eq!(literal::read(source), Read::Wrong { value, message, help });
}

#[test]
fn json_escapes_are_read_and_advised_against() {
    let foreign = "Rust strings have no escape `\\/`";
    check_literal(r#""a\/b\/c""#, "a/b/c", foreign, "write `/` for `\\/`");
    let foreign = "Rust strings have no escape `\\u0041`";
    check_literal(r#""\u0041\u005c""#, "A\\", foreign, "write `A` for `\\u0041`, `\\\\` for `\\u005c`");
    let foreign = "Rust strings have no escape `\\ud83d\\ude00`";
    check_literal(r#""\ud83d\ude00""#, "😀", foreign, "write `😀` for `\\ud83d\\ude00`");
    let foreign = "Rust strings have no escape `\\b`";
    check_literal(r#""\b""#, "\x08", foreign, "write `\\u{8}` for `\\b`");
    let foreign = "Rust strings have no escape `\\ud83d`";
    check_literal(r#""\ud83d""#, "\u{fffd}", foreign, "write another character for `\\ud83d`");
    let raw = "the escape `\\/` means nothing in a raw string";
    check_literal(r#"r"a\/b""#, "a\\/b", raw, "without the `r`, write `/`, or `\\\\` for a backslash");
    assert_eq!(literal::read(r#"r"DOMAIN\user""#), Read::Text("DOMAIN\\user".to_owned()));
    assert_eq!(literal::read(r#""\u{41}\\u0041""#), Read::Text("A\\u0041".to_owned()));
}
