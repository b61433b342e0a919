//! Whatever a file or a line holds, the answer is a finding or an error. The files are made here: they have megabytes.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::path::Path;
use std::process::{Command, Output};

/// The exit codes: something is denied, something cannot be read.
const DENIED: Option<i32> = Some(1);
const UNREADABLE: Option<i32> = Some(2);

fn validate(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cargo-iam"));
    command.arg("validate").args(arguments).current_dir(folder).output().unwrap()
}

/// Validates one file; its answer has those words.
#[track_caller]
fn says(name: &str, content: impl AsRef<[u8]>, code: Option<i32>, words: &str) {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join(name), content).unwrap();
    let output = validate(folder.path(), &[name]);
    let said = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
    assert_eq!(output.status.code(), code, "{said:.2000}");
    assert!(said.contains(words) && said.len() < 1_000_000, "{said:.2000}");
}

#[test]
fn a_hundred_megabytes() {
    says("policy.json", vec![b'['; 100_000_000], UNREADABLE, "it is longer than 64 MiB");
    says("policy.json", vec![b'['; 10_000_000], DENIED, "a document of 10000000 bytes is not read");
    says("policy.yaml", vec![b' '; 100_000_000], UNREADABLE, "it is longer than 64 MiB");
    says("policy.yaml", vec![b' '; 10_000_000], UNREADABLE, "policy.yaml: 10000000 bytes are not read");
    let template = format!(r#"{{"Resources":{{"A":"{}"}}}}"#, "a".repeat(10_000_000));
    says("template.json", template, UNREADABLE, "CloudFormation takes a megabyte at most");
}

#[test]
fn a_million_brackets() {
    says("policy.json", "[".repeat(1_000_000), DENIED, "the document ends before `]`");
    says("policy.json", "[{]}".repeat(10_000), UNREADABLE, "found `]`");
    let names = r#"{"a":"#.repeat(150_000);
    says("policy.json", format!("{names}1{}", "}".repeat(150_000)), DENIED, "MISSING_STATEMENT");
    for open in ["[", "- ", "? ", "{a: ", "!Sub [", "&a ["] {
        says("policy.yaml", format!("Statement:\n  {}", open.repeat(100_000)), UNREADABLE, "error: policy.yaml: ");
    }
}

#[test]
fn more_findings_than_anyone_reads() {
    let document = format!(r#"{{"Version":"2012-10-17","Statement":[{}{{}}]}}"#, "{},".repeat(2_000));
    says("policy.json", &document, DENIED, "more findings in policy.json are not shown");
    let members = (0..2_000).map(|at| format!(r#""n{}":1"#, at % 2)).collect::<Vec<_>>().join(",\n");
    says("policy.json", format!("{{{members}}}"), DENIED, "more findings in policy.json are not shown");
}

#[test]
fn more_patterns_than_there_is_time_for() {
    let folder = tempfile::tempdir().unwrap();
    let patterns = (0..30_000).map(|at| format!(r#""*:*{at}*""#)).collect::<Vec<_>>().join(",");
    let statement = format!(r#"{{"Effect":"Allow","Action":[{patterns}],"Resource":"*"}}"#);
    let document = format!(r#"{{"Version":"2012-10-17","Statement":[{statement}]}}"#);
    std::fs::write(folder.path().join("policy.json"), document).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_cargo-iam"));
    let output = command.args(["summary", "policy.json"]).current_dir(folder.path()).output().unwrap();
    let said = String::from_utf8(output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert!(said.contains("Not looked up, for there are too many patterns: 29"), "{said:.2000}");
}

#[test]
fn aliases_of_aliases() {
    let bomb = (1..30).map(|at| format!("k{at}: &a{at} [{}]\n", vec![format!("*a{}", at - 1); 9].join(", ")));
    let bomb = format!("k0: &a0 x\n{}", bomb.collect::<String>());
    says("policy.yaml", bomb, UNREADABLE, "too many values");
    let long = format!("a: &a '{}'\nb: [{}]\n", "x".repeat(100_000), "*a, ".repeat(100_000));
    says("policy.yaml", long, UNREADABLE, "too many values");
    let nested = (0..100).map(|at| format!("&a{at} [")).collect::<Vec<_>>().concat();
    let nested = format!("Statement: {nested}{}{}", "1, ".repeat(50_000), "]".repeat(100));
    says("policy.yaml", nested, UNREADABLE, "too many values");
}

#[test]
fn every_byte() {
    for byte in 0..=u8::MAX {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("a.json"), [b"{\"Statement\":\"", &[byte; 64][..], b"\"}"].concat()).unwrap();
        std::fs::write(folder.path().join("b.yaml"), [b"Statement:\n  ", &[byte; 64][..]].concat()).unwrap();
        let output = validate(folder.path(), &["a.json", "b.yaml"]);
        assert!(matches!(output.status.code(), DENIED | UNREADABLE), "{byte}: {output:?}");
    }
}

#[test]
fn a_folder_with_what_is_no_text() {
    let folder = tempfile::tempdir().unwrap();
    let statement = r#"{"Effect":"Allow","Action":"s3:ListAllMyBuckets","Resource":"*"}"#;
    std::fs::write(folder.path().join("a.json"), b"{\"Version\":\"\xff\"}").unwrap();
    std::fs::write(folder.path().join("b.yaml"), b"\xfe\xff\0{").unwrap();
    let policy = format!(r#"{{"Version":"2012-10-17","Statement":[{statement}]}}"#);
    std::fs::write(folder.path().join("c.json"), policy).unwrap();
    let output = validate(folder.path(), &["."]);
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), UNREADABLE);
    for words in ["a.json: is not UTF-8: bad byte at offset 12", "b.yaml: is UTF-16", "Checked 1 policy in 1 file"] {
        assert!(said.contains(words), "{said}");
    }
}

#[test]
fn lines_of_megabytes() {
    let line = |document: &str| {
        format!("{{\"name\":\"n\",\"policyType\":\"IDENTITY_POLICY\",\"policyDocument\":\"{document}\"}}\n")
    };
    let folder = tempfile::tempdir().unwrap();
    let lines = [
        line(&"[".repeat(1_000_000)),
        line(&"a".repeat(10_000_000)),
        "[".repeat(1_000_000) + "\n",
        "{\"a\":".repeat(1_000_000) + "\n",
        line("\\ud800"),
        line(&"x".repeat(65 << 20)),
        line("{}"),
    ];
    std::fs::write(folder.path().join("lines.ndjson"), lines.concat()).unwrap();
    let output = validate(folder.path(), &["--ndjson", "lines.ndjson"]);
    assert_eq!(output.status.code(), UNREADABLE);
    let said = String::from_utf8(output.stdout).unwrap();
    let expected = [
        "JSON_SYNTAX_ERROR",
        "a document of 10000000 bytes is not read",
        "the line is no JSON object",
        "not a policy to validate: ",
        "not a policy to validate: ",
        "the line is longer than 64 MiB",
        "MISSING_STATEMENT",
    ];
    assert_eq!(said.lines().count(), expected.len());
    for (line, words) in said.lines().zip(expected) {
        assert!(line.contains(words), "{words}: {line:.500}");
    }
}
