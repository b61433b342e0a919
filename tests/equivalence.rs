//! The macro and the library say the same: one set of documents, compiled by rustc and read by `validate`.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use iam_policy::{Options, PolicyType, minify, validate};
use serde_json::{Value, value::RawValue};

struct Document {
    name: String,
    text: String,
    is_accepted: bool,
    /// The lines of the generated source that hold it.
    lines: std::ops::Range<u64>,
}

/// A message as both sides give it: whether it rejects the document, and its first line.
type Message = (bool, String);

/// The hand-written documents of `tests/documents` and the real ones of `tests/corpus`.
fn documents() -> Vec<(String, String)> {
    let folder = fs::read_dir("tests/documents").unwrap().map(|entry| entry.unwrap().path());
    let written = folder.map(|path| (path.display().to_string(), fs::read_to_string(&path).unwrap()));
    let lines = fs::read_to_string("tests/corpus/managed_policies.ndjson").unwrap();
    let real = lines.lines().map(|line| {
        let line: std::collections::BTreeMap<String, Box<RawValue>> = serde_json::from_str(line).unwrap();
        (line["name"].get().to_owned(), line["document"].get().to_owned())
    });
    let mut documents: Vec<_> = written.chain(real).collect();
    documents.sort();
    documents
}

/// Writes a crate with two programs: every document as a constant, and those that the library accepts, printed.
fn write_crate(folder: &Path) -> Vec<Document> {
    let (mut all, mut accepted) = (String::from("#![allow(dead_code)]\n"), String::new());
    let mut documents = Vec::new();
    for (at, (name, text)) in self::documents().into_iter().enumerate() {
        let first = all.lines().count() as u64 + 1;
        writeln!(all, "const D{at}: iam_policy::Policy = iam_policy::policy!({text});").unwrap();
        let last = all.lines().count() as u64;
        let is_accepted = validate(&text, &Options::new(PolicyType::Identity)).is_accepted();
        if is_accepted {
            writeln!(accepted, "println!(\"{{}}\", iam_policy::policy!({text}).as_json());").unwrap();
        }
        documents.push(Document { name, text, is_accepted, lines: first..last + 1 });
    }
    fs::create_dir_all(folder.join("src/bin")).unwrap();
    fs::write(folder.join("src/bin/all.rs"), format!("{all}fn main() {{}}\n")).unwrap();
    let main = format!("#![allow(deprecated)]\nfn main() {{\n{accepted}}}\n");
    fs::write(folder.join("src/bin/accepted.rs"), main).unwrap();
    let root = env!("CARGO_MANIFEST_DIR");
    let manifest = format!(
        "[package]\nname = \"equivalence\"\nversion = \"0.0.0\"\nedition = \"2024\"\n[workspace]\n\
         [dependencies]\niam-policy = {{ path = {root:?} }}\n"
    );
    fs::write(folder.join("Cargo.toml"), manifest).unwrap();
    fs::copy("Cargo.lock", folder.join("Cargo.lock")).unwrap();
    documents
}

fn cargo(folder: &Path, arguments: &[&str]) -> String {
    let target = folder.parent().unwrap().join("equivalence-target");
    let mut command = Command::new(env!("CARGO"));
    command.current_dir(folder).args(arguments).arg("--offline").env("CARGO_TARGET_DIR", target);
    let output = command.env_remove("RUSTFLAGS").output().unwrap();
    String::from_utf8(output.stdout).unwrap()
}

/// What rustc says, with the line it says it about.
fn compiler_messages(folder: &Path) -> Vec<(u64, Message)> {
    let output = cargo(folder, &["check", "--bin", "all", "--message-format=json"]);
    let messages = output.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    messages
        .filter(|line| line["reason"] == "compiler-message" && line["target"]["name"] == "all")
        .filter_map(|line| {
            let message = &line["message"];
            let spans = message["spans"].as_array()?;
            let span = spans.iter().find(|span| span["is_primary"] == true)?;
            let text = message["message"].as_str()?.lines().next()?;
            let text =
                text.strip_prefix("use of deprecated macro ").map_or(text, |text| text.split_once(": ").unwrap().1);
            Some((span["line_start"].as_u64()?, (message["level"] == "error", text.to_owned())))
        })
        .collect()
}

fn library_messages(text: &str) -> BTreeSet<Message> {
    let report = validate(text, &Options::new(PolicyType::Identity));
    report.findings.iter().map(|finding| (finding.is_denied(), finding.message.clone())).collect()
}

#[test]
fn macro_and_library_agree() {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("equivalence");
    let documents = write_crate(&folder);
    let messages = compiler_messages(&folder);
    assert!(!messages.is_empty(), "no message of the compiler arrived");
    for document in &documents {
        let said = messages.iter().filter(|(line, _)| document.lines.contains(line));
        let compiler: BTreeSet<_> = said.map(|(_, message)| message.clone()).collect();
        assert_eq!(compiler, library_messages(&document.text), "{}", document.name);
    }

    let printed = cargo(&folder, &["run", "--quiet", "--bin", "accepted"]);
    let accepted = documents.iter().filter(|document| document.is_accepted);
    assert!(printed.lines().eq(accepted.map(|document| minify(&document.text))), "the JSON differs");
}
