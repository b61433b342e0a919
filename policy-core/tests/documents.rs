//! Documents that AWS refuses, and documents that it takes, each a file.
//!
//! A file of `refused/` holds the document as text, what it is checked as, why AWS refuses it, and the check that says so.
//! A file of `valid/` holds the same without a code; its document must not be refused.
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test")]

use std::fs;
use std::path::Path;

use policy_core::{Options, Placement, PolicyType, validate};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Case {
    name: String,
    policy_type: String,
    resource_type: Option<String>,
    placement: Option<String>,
    document: String,
    reason: String,
    code: Option<String>,
}

impl Case {
    fn options(&self) -> Options {
        let mut options = Options::new(PolicyType::from_name(&self.policy_type).expect(&self.name));
        if let Some(resource_type) = &self.resource_type {
            options = options.resource_type(resource_type);
        }
        match &self.placement {
            Some(placement) => options.placement(Placement::from_name(placement).expect(&self.name)),
            None => options,
        }
    }
}

fn cases(folder: &str) -> Vec<Case> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(folder);
    let mut paths: Vec<_> = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let read = |path: &std::path::PathBuf| {
        let case: Case = serde_json::from_str(&fs::read_to_string(path).unwrap())
            .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        assert_eq!(path.file_stem().unwrap().to_str(), Some(case.name.as_str()));
        assert!(!case.reason.is_empty(), "{} gives no reason", case.name);
        case
    };
    paths.iter().map(read).collect()
}

#[test]
fn refused_documents_are_refused() {
    let cases = cases("refused");
    assert!(cases.len() >= 81, "{} documents", cases.len());
    let mut wrong = Vec::new();
    for case in &cases {
        let code = case.code.as_deref().expect(&case.name);
        let report = validate(&case.document, &case.options());
        let mut refusing = report.findings.iter().filter(|finding| finding.refused);
        if !refusing.any(|finding| finding.code.as_str() == code) || report.is_accepted() {
            let found = report.findings.iter().map(|finding| (finding.code, finding.refused));
            wrong.push(format!("{}: {code} is not among {:?}", case.name, found.collect::<Vec<_>>()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn valid_documents_are_not() {
    let cases = cases("valid");
    assert!(cases.len() >= 60, "{} documents", cases.len());
    let mut wrong = Vec::new();
    for case in &cases {
        let report = validate(&case.document, &case.options());
        for finding in report.findings.iter().filter(|finding| finding.refused) {
            wrong.push(format!("{}: {} {}", case.name, finding.code, finding.message));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
