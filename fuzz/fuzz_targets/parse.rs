//! Any text is read without a panic, and minifying keeps what was read.
#![no_main]

use libfuzzer_sys::fuzz_target;
use policy_core::{Document, minify};

fuzz_target!(|text: &str| {
    let document = Document::read(text);
    if document.syntax_errors.is_empty() {
        let minified = minify(text);
        assert_eq!(minify(&minified), minified);
        let again = Document::read(&minified);
        assert!(again.syntax_errors.is_empty());
        assert_eq!(again.statements.len(), document.statements.len());
    }
});
