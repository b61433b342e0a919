//! Real policies: every one is read, comes back byte for byte, and is found right unless a committed list says why not.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use std::collections::BTreeSet;
use std::fs;

use iam_policy::{Document, FindingType, Options, PolicyType, minify, validate};
use serde_json::value::RawValue;

#[derive(Debug)]
struct Entry {
    name: String,
    text: String,
}

/// The policies of `tests/corpus/managed_policies.ndjson`.
fn corpus() -> Vec<Entry> {
    let lines = fs::read_to_string("tests/corpus/managed_policies.ndjson").unwrap();
    let entry = |line: &str| {
        let line: std::collections::BTreeMap<String, Box<RawValue>> = serde_json::from_str(line).unwrap();
        Entry { name: serde_json::from_str(line["name"].get()).unwrap(), text: line["document"].get().to_owned() }
    };
    let entries: Vec<_> = lines.lines().map(entry).collect();
    assert_eq!(entries.len(), 783);
    entries
}

/// `name code` of every ERROR finding that `tests/corpus/known_errors.txt` gives a reason for.
fn known_errors() -> BTreeSet<(String, String)> {
    let lines = fs::read_to_string("tests/corpus/known_errors.txt").unwrap();
    let entries = lines.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    let entry = |line: &str| {
        let (entry, reason) = line.split_once(" -- ").expect("every line gives a reason");
        assert!(!reason.trim().is_empty(), "no reason: {line}");
        let (name, code) = entry.split_once(' ').expect("a name and a code");
        (name.to_owned(), code.trim().to_owned())
    };
    entries.map(entry).collect()
}

#[test]
fn every_policy_is_read_whole() {
    for entry in corpus() {
        let document = Document::read(&entry.text);
        assert!(document.syntax_errors.is_empty(), "{}: {:?}", entry.name, document.syntax_errors);
        assert!(document.irregularities.is_empty(), "{}: {:?}", entry.name, document.irregularities);
        assert!(!document.statements.is_empty(), "{}", entry.name);
    }
}

#[test]
fn minifying_keeps_every_byte_that_counts() {
    for entry in corpus() {
        let value: serde_json::Value = serde_json::from_str(&entry.text).unwrap();
        let pretty = serde_json::to_string_pretty(&value).unwrap();
        assert_eq!(minify(&entry.text), entry.text, "{}: the corpus is minified", entry.name);
        assert_eq!(minify(&pretty), serde_json::to_string(&value).unwrap(), "{}", entry.name);
    }
}

#[test]
fn errors_are_those_with_a_reason() {
    let mut found = BTreeSet::new();
    for entry in corpus() {
        let report = validate(&entry.text, &Options::new(PolicyType::Identity));
        let errors = report.findings.iter().filter(|finding| finding.finding_type == FindingType::Error);
        found.extend(errors.map(|finding| (entry.name.clone(), finding.code.to_string())));
    }
    let known = known_errors();
    let unexplained: Vec<_> = found.difference(&known).collect();
    let outdated: Vec<_> = known.difference(&found).collect();
    assert!(unexplained.is_empty(), "errors without a reason in tests/corpus/known_errors.txt: {unexplained:#?}");
    assert!(outdated.is_empty(), "lines of tests/corpus/known_errors.txt that no longer hold: {outdated:#?}");
}

#[test]
fn advice_never_rejects_as_an_error() {
    for entry in corpus() {
        let findings = validate(&entry.text, &Options::new(PolicyType::Identity)).findings;
        // AWS's own policies may be longer than a customer's.
        for finding in findings.iter().filter(|finding| !finding.code.as_str().starts_with("POLICY_SIZE")) {
            assert!(
                !finding.refused,
                "{}: AWS holds this document, so IAM does not refuse it: {finding:?}",
                entry.name
            );
        }
    }
}
