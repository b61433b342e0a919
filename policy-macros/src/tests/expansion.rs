//! What a document expands to.

use proc_macro2::Literal;

use super::{SEED, expanded, read};

#[test]
fn a_document_without_findings_is_a_value() {
    let expansion = expanded(SEED);
    let json = Literal::string(&read(SEED).text);
    assert_eq!(expansion, format!("krate :: Policy ::< krate :: Identity >:: __Constant {{ json : {json} }}"));
}

#[test]
fn messages_stand_before_the_literal() {
    let expansion = expanded("\"a\": b\"\"");
    assert!(expansion.contains("{ json : { :: core :: compile_error ! ("), "{expansion}");
    assert!(expansion.contains(r#"; "{\"a\":\"\"}" } }"#), "{expansion}");
}
