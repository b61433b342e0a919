//! The adapter, tested on tokens alone.

mod attributes;
mod expansion;
mod files;
mod limits;
mod literals;
mod places;
mod text;

use proc_macro2::TokenStream;

use crate::expand;
use crate::source::Source;

const SEED: &str = r#"
    "Version": "2012-10-17",
    "Statement": [
        {
            "Effect": "Allow",
            "Action": ["personalize:*"],
            "Resource": "*"
        },
        {
            "Effect": "Allow",
            "Action": ["iam:PassRole"],
            "Resource": "*",
            "Condition": {
                "StringEquals": { "iam:PassedToService": "personalize.amazonaws.com" }
            }
        }
    ]
"#;

fn read_tokens(input: TokenStream) -> Source {
    let trees: Vec<_> = input.into_iter().collect();
    Source::read(&trees)
}

fn read(input: &str) -> Source {
    read_tokens(input.parse().unwrap())
}

/// The one problem of `input`, with the text it underlines.
#[track_caller]
fn check_problem(input: &str, underlined: &str, message: &str) {
    let source = read(input);
    let [problem] = source.problems.as_slice() else { panic!("{:?}", source.problems) };
    let span = problem.first.join(problem.last).unwrap();
    assert_eq!((span.source_text().unwrap().as_str(), problem.message.as_str()), (underlined, message));
}

/// The expansion of an identity policy.
fn expanded(document: &str) -> String {
    expand::document(input("Identity", document)).to_string()
}

/// What the macros of `iam-policy` hand over.
fn input(kind: &str, document: &str) -> TokenStream {
    format!("[krate] [krate::Policy::<krate::{kind}>::__Constant] {kind} {{ {document} }}").parse().unwrap()
}

#[test]
fn every_check_can_name_a_macro() {
    for check in policy_core::checks::all() {
        let name = check.code().to_lowercase();
        assert!(syn::parse_str::<syn::Ident>(&name).is_ok(), "{name}");
    }
}
