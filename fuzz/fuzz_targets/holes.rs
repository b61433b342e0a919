//! Whatever a value is, it is refused, or it stands in a document as itself.
#![no_main]

use libfuzzer_sys::fuzz_target;
use policy_core::typed::fill::policy;
use policy_core::typed::hole::{Piece, name, text};
use policy_core::typed::{ResourceName, ResourcePath, Text};
use policy_core::{Document, Identity};

const TEXTS: [&str; 4] = [
    r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::"#,
    "/",
    r#"/*","Condition":{"StringEquals":{"aws:PrincipalTag/team":""#,
    r#""}}}]}"#,
];

fn check(values: &[Piece<'_>; 3], value: &str) {
    let policy = policy::<Identity>(&TEXTS, values);
    let document = Document::read(policy.as_json());
    assert!(document.syntax_errors.is_empty() && document.irregularities.is_empty(), "{policy}");
    let [statement] = document.statements.as_slice() else { panic!("{policy}") };
    let resource = statement.resources().next().map(|resource| resource.text.to_string());
    assert_eq!(resource, Some(format!("arn:aws:s3:::{value}/{value}/*")));
    assert!(!value.contains(['*', '?']) && !value.contains("${"), "{value}");
}

fuzz_target!(|value: &str| {
    if let (Ok(path), Ok(words)) = (ResourcePath::new(value), Text::new(value)) {
        check(&[name(&path), name(&path), text(&words)], value);
    }
    if let Ok(one) = ResourceName::new(value) {
        check(&[name(&one), name(&one), text(&one)], value);
    }
});
