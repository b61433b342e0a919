//! What is too long, too deep or no text is an error like any other.

use super::expanded;
use super::files::expand_file;

#[test]
fn a_file_of_megabytes_is_not_read() {
    let expansion = expand_file("long.json", &vec![b' '; 2 << 20], "");
    assert!(expansion.contains("long.json` has 2097152 bytes, more than any policy"), "{expansion}");
}

#[test]
fn a_file_of_anything_is_refused() {
    for byte in 0x80..=0xff {
        let expansion = expand_file(&format!("{byte}.json"), &[b'{', b'\n', byte, b'"'], "");
        assert!(expansion.contains(".json` is not UTF-8: line 2"), "{expansion}");
    }
    for byte in 0..0x80 {
        assert!(expand_file(&format!("{byte}.json"), &[byte; 1_000], "").contains("compile_error"), "{byte}");
    }
    let surrogate = expand_file("surrogate.json", br#"{"Version":"\ud800"}"#, "");
    assert!(surrogate.contains("surrogate"), "{surrogate}");
}

#[test]
fn no_more_is_said_than_anyone_reads() {
    for (name, text) in
        [("brackets", "[".repeat(500_000)), ("empty", format!(r#"{{"Statement":[{}{{}}]}}"#, "{},".repeat(5_000)))]
    {
        let expansion = expand_file(&format!("{name}.json"), text.as_bytes(), "");
        assert!((10..=101).contains(&expansion.matches("compile_error").count()), "{name}");
    }
    let statements = "{},".repeat(1_000);
    let expansion = expanded(&format!(r#""Version": "2012-10-17", "Statement": [{statements}]"#));
    assert!(expansion.contains("more findings are not shown"));
    assert_eq!(expansion.matches("compile_error").count(), 101);
}

#[test]
fn deep_documents_are_not_followed() {
    const DEPTH: usize = 1_000;
    let deep = |open: &str, close: &str| {
        let value = format!("{}1{}", open.repeat(DEPTH), close.repeat(DEPTH));
        expanded(&format!(r#""Version": "2012-10-17", "Statement": {value}"#))
    };
    for expansion in [deep("[", "]"), deep(r#"{"a":"#, "}")] {
        assert!(expansion.contains("nested too deep"), "{expansion:.1000}");
    }
}
