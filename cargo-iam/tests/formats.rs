//! What programs read is what their formats say: SARIF by its JSON schema, `JUnit` by an XML parser, GitHub's commands by
//! their grammar. The input is that of the cases under `cmd`, so a new case is a new input here.
//!
//! `formats/sarif-schema-2.1.0.json` is OASIS's, unchanged ("Static Analysis Results Interchange Format (SARIF) Version
//! 2.1.0", Copyright © OASIS Open).

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use std::path::{Path, PathBuf};
use std::process::Command;

use boon::{Compiler, Schemas};
use serde_json::Value;

/// The input of each case.
fn folders() -> Vec<PathBuf> {
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cmd");
    let entries = std::fs::read_dir(cases).unwrap().map(|entry| entry.unwrap().path());
    let mut folders: Vec<_> = entries.filter(|path| path.extension().is_some_and(|name| name == "in")).collect();
    folders.sort();
    assert!(folders.len() > 10, "{folders:?}");
    folders
}

/// What `validate` prints of a case's input in a format.
fn report(folder: &Path, format: &str) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cargo-iam"));
    command.args(["validate", "--format", format]).current_dir(folder);
    String::from_utf8(command.output().unwrap().stdout).unwrap()
}

#[test]
fn sarif_keeps_to_its_schema() {
    let schema = include_str!("formats/sarif-schema-2.1.0.json");
    let (mut schemas, mut compiler) = (Schemas::new(), Compiler::new());
    compiler.enable_format_assertions();
    compiler.add_resource("sarif.json", serde_json::from_str(schema).unwrap()).unwrap();
    let schema = compiler.compile("sarif.json", &mut schemas).unwrap();
    let mut results = 0;
    for folder in folders() {
        let log: Value = serde_json::from_str(&report(&folder, "sarif")).unwrap();
        if let Err(error) = schemas.validate(&log, schema) {
            panic!("{}: {error:#}", folder.display());
        }
        results += log["runs"][0]["results"].as_array().unwrap().len();
    }
    assert!(results > 10, "{results}");
    let wrong = serde_json::json!({ "version": "2.1.0", "runs": [{ "tool": {} }] });
    assert!(schemas.validate(&wrong, schema).is_err());
}

#[test]
fn junit_is_xml_whose_counts_agree() {
    let mut failures = 0;
    for folder in folders() {
        let text = report(&folder, "junit");
        let document = roxmltree::Document::parse(&text).unwrap_or_else(|error| panic!("{error}: {text}"));
        let root = document.root_element();
        assert_eq!(root.tag_name().name(), "testsuites");
        let elements = |name| root.descendants().filter(move |node| node.has_tag_name(name));
        for (attribute, element) in [("tests", "testcase"), ("failures", "failure")] {
            let count: usize = root.attribute(attribute).unwrap().parse().unwrap();
            assert_eq!(count, elements(element).count(), "{text}");
            let suites =
                elements("testsuite").map(|suite| suite.attribute(attribute).unwrap().parse::<usize>().unwrap());
            assert_eq!(count, suites.sum::<usize>(), "{text}");
        }
        failures += elements("failure").count();
    }
    assert!(failures > 5, "{failures}");
}

#[test]
fn github_lines_are_workflow_commands() {
    let mut annotations = 0;
    for folder in folders() {
        for line in report(&folder, "github").lines() {
            let (command, message) = line.strip_prefix("::").and_then(|line| line.split_once("::")).expect(line);
            let (name, properties) = command.split_once(' ').expect(line);
            assert!(["error", "warning", "notice"].contains(&name), "{line}");
            for property in properties.split(',') {
                let (name, value) = property.split_once('=').expect(line);
                match name {
                    "file" => assert!(folder.join(value).is_file(), "{line}"),
                    "title" => assert!(!value.is_empty(), "{line}"),
                    "line" | "endLine" | "col" | "endColumn" => assert!(value.parse::<u32>().unwrap() > 0, "{line}"),
                    _ => panic!("{line}"),
                }
            }
            assert!(!message.is_empty() && !message.contains('\r'), "{line}");
            annotations += 1;
        }
    }
    assert!(annotations > 10, "{annotations}");
}
