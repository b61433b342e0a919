//! Reading, checking and printing text.

use iam_rs::{IAMPolicy, Validate as _};
use policy_core::{Document, Options, PolicyType, minify, validate};
use serde_json::Value;

use crate::{Group, corpus};

/// How often `is_good` holds of `texts`.
fn count(texts: &[String], is_good: impl Fn(&str) -> bool) -> usize {
    texts.iter().filter(|text| is_good(text)).count()
}

fn value(text: &str) -> bool {
    serde_json::from_str::<Value>(text).is_ok_and(|value| value.is_object())
}

fn check(text: &str) -> bool {
    validate(text, &Options::new(PolicyType::Identity)).is_accepted()
}

pub(crate) fn groups() -> Vec<Group> {
    let compact = corpus::managed();
    let pretty = |text: &String| {
        let value: Value = serde_json::from_str(text).expect("the corpus is JSON");
        serde_json::to_string_pretty(&value).expect("a value is JSON")
    };
    let pretty: std::rc::Rc<[String]> = compact.iter().map(pretty).collect();
    let texts = || compact.clone();
    let (a, b) = (texts(), texts());
    let read = Group::new("read", a.len(), "policy")
        .case("Document::read", move || count(&a, |text| Document::read(text).syntax_errors.is_empty()))
        .case("serde_json::from_str::<Value>", move || count(&b, value));
    let (a, b, c) = (texts(), texts(), texts());
    let checks = Group::new("read and run every check", a.len(), "policy")
        .case("validate", move || count(&a, check))
        .case("serde_json::from_str::<Value>", move || count(&b, value))
        .case("iam-rs, from_json and validate", move || {
            count(&c, |text| IAMPolicy::from_json(text).is_ok_and(|policy| policy.is_valid()))
        });
    let (a, b) = (pretty.clone(), pretty);
    let print = Group::new("minify", a.len(), "policy")
        .case("minify", move || a.iter().map(|text| minify(text).len()).sum::<usize>())
        .case("serde_json, Value and back", move || {
            let again = |text: &String| serde_json::from_str::<Value>(text).map(|value| value.to_string().len());
            b.iter().flat_map(again).sum::<usize>()
        });
    vec![read, checks, print]
}

/// How long a kilobyte takes in documents of growing size.
pub(crate) fn sizes() -> Vec<Group> {
    let per_statement = corpus::iam(100).len() / 100;
    let group = |kilobytes: usize| {
        // Later statements have longer numbers, and a document of more than a mebibyte is not read.
        let fits = |statements: &usize| *statements == 1 || corpus::iam(*statements).len() <= kilobytes * 1024;
        let most = (kilobytes * 1024 / per_statement).max(1);
        let text = corpus::iam((1..=most).rev().find(fits).unwrap_or(1));
        let other = text.clone();
        Group::new(format!("size: {kilobytes} KB"), kilobytes, "KB")
            .case("validate", move || check(&text))
            .case("serde_json::from_str::<Value>", move || value(&other))
    };
    [1, 4, 16, 64, 256, 1024].map(group).into()
}
