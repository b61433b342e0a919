//! Policies in files, and what they are compared with.

use super::{expanded, input};
use crate::expand;

/// The expansion of a file of that content, below the attributes.
pub(super) fn expand_file(name: &str, content: &[u8], attributes: &str) -> String {
    let path = std::env::temp_dir().join(format!("policy-macros-{}-{name}", std::process::id()));
    std::fs::write(&path, content).unwrap();
    let expansion = expand::file(input("Identity", &format!("{attributes} {path:?}"))).to_string();
    std::fs::remove_file(&path).unwrap();
    expansion
}

#[test]
fn a_file_is_minified_and_tracked() {
    let expansion = expand_file("good.json", b"{\r\n\t\"a\": 1\r\n}\r\n", "");
    assert!(expansion.contains(":: core :: include_bytes ! ("), "{expansion}");
    assert!(expansion.contains(r#"; "{\"a\":1}" }"#), "{expansion}");
}

#[test]
fn findings_in_a_file_show_its_line() {
    let text = "{\r\n    \"Version\": \"2012-10-18\",\r\n    \"Statement\": []\r\n}";
    let expansion = expand_file("bad.json", text.as_bytes(), "#![allow(nothing)]");
    for part in
        ["bad.json:2:16", "2 |     \\\"Version\\\": \\\"2012-10-18\\\",", "^^^^^^^^^^^^", "unknown check `nothing`"]
    {
        assert!(expansion.contains(part), "{part} in {expansion}");
    }
}

#[test]
fn assertions_are_about_files_as_well() {
    let statement = r#"{"Effect": "Allow", "Action": "personalize:List*", "Resource": "*"}"#;
    let text = format!("{{\n\"Version\": \"2012-10-17\",\n\"Statement\": [\n{statement}]}}");
    let broken = r#"#![allows("personalize:ListSchemas")] #![denies("personalize:ListRecipes")]"#;
    let expansion = expand_file("asserted.json", text.as_bytes(), broken);
    assert!(!expansion.contains("ListSchemas` is"), "{expansion}");
    assert!(expansion.contains("`personalize:ListRecipes` is allowed\\nnote: statement 1 allows it: "), "{expansion}");
    assert!(expansion.contains("asserted.json:4:1"), "{expansion}");
}

#[test]
fn a_baseline_is_read_and_tracked() {
    let path = std::env::temp_dir().join(format!("policy-macros-{}-baseline.json", std::process::id()));
    let statement = r#"{"Effect":"Allow","Action":"personalize:Get*","Resource":"*"}"#;
    let document = |statement: &str| format!(r#""Version": "2012-10-17", "Statement": [{statement}]"#);
    std::fs::write(&path, format!("{{{}}}", document(statement))).unwrap();
    let head = format!("#![grants_at_most(policy_file!({path:?}))]");
    let same = expanded(&format!("{head} {}", document(statement)));
    let more = expanded(&format!("{head} {}", document(&statement.replace("Get*", "*"))));
    std::fs::remove_file(&path).unwrap();
    assert!(same.contains("include_bytes") && !same.contains("compile_error"), "{same}");
    assert!(more.contains("is allowed, and `") && more.contains("baseline.json` does not allow it"), "{more}");
    let gone = expanded(&format!("{head} {}", document(statement)));
    assert!(gone.contains("cannot read `"), "{gone}");
}

#[test]
fn files_that_are_no_text_are_refused_with_a_reason() {
    let refused = |content: &[u8], message: &str| {
        let expansion = expand_file("refused.json", content, "");
        assert!(expansion.contains(message), "{expansion}");
    };
    refused(b"\xef\xbb\xbf{}", "begins with a byte order mark of UTF-8");
    refused(b"\xff\xfe{\0}\0", "begins with a byte order mark of UTF-16");
    refused(b"{\n\n\xe9}", "is not UTF-8: line 3 has a byte that no character has");
    refused(&vec![b' '; 10_000_001], "has 10000001 bytes, more than any policy");
    let missing = expand::file(input("Identity", "\"no/such.json\"")).to_string();
    assert!(missing.contains("cannot read `no/such.json`"), "{missing}");
    for path in ["", "1", "a b", "(\"x\")"] {
        let expansion = expand::file(input("Identity", path)).to_string();
        assert!(expansion.contains("expected the path of a JSON file, a string"), "{expansion}");
    }
    let kind = expand::file(input("Truth", "\"x\"")).to_string();
    assert!(kind.contains("unknown type of policy `Truth`"), "{kind}");
}
