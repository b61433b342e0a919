//! What is printed is read as it was before, by us and by others.
#![no_main]

use libfuzzer_sys::fuzz_target;
use policy_core::{Document, minify, pretty};
use serde_json::Value;

fuzz_target!(|text: &str| {
    let document = Document::read(text);
    let value = serde_json::from_str::<Value>(text).ok();
    if value.is_some() {
        assert!(document.syntax_errors.is_empty(), "others read it: {:?}", document.syntax_errors);
    }
    if !document.syntax_errors.is_empty() {
        return;
    }
    let (small, large) = (minify(text), pretty(text));
    assert_eq!(minify(&large), small);
    assert_eq!(pretty(&small), large);
    assert_eq!(pretty(&large), large);
    for printed in [&small, &large] {
        let again = Document::read(printed);
        assert!(again.syntax_errors.is_empty(), "{:?}", again.syntax_errors);
        assert_eq!(again.statements.len(), document.statements.len());
        assert_eq!(serde_json::from_str::<Value>(printed).ok(), value);
    }
});
