//! What is printed is read as it was before, by us and by others.
#![no_main]

use libfuzzer_sys::fuzz_target;
use policy_core::syntax::{Kind, parse};
use policy_core::{Document, equivalent, minify, pretty};
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
    let tree = tokens(text);
    for printed in [&small, &large] {
        let again = Document::read(printed);
        assert!(again.syntax_errors.is_empty(), "{:?}", again.syntax_errors);
        assert_eq!(tokens(printed), tree);
        assert_eq!(again.statements.len(), document.statements.len());
        assert_eq!(serde_json::from_str::<Value>(printed).ok(), value);
        assert!(equivalent(text, printed));
    }
});

/// The tree as its nodes in document order, with the text of those that have no children, and how many of the others.
fn tokens(text: &str) -> Vec<(Kind, Result<&str, usize>)> {
    let (tree, _) = parse(text);
    let (mut found, mut open) = (Vec::new(), Vec::from_iter(tree.root()));
    while let Some(id) = open.pop() {
        let kind = tree.kind(id);
        let first = open.len();
        open.extend(tree.items(id));
        open.extend(tree.members(id).flat_map(|(name, value)| [name, value]));
        let children = open.len() - first;
        open[first..].reverse();
        let is_leaf = !matches!(kind, Kind::Object | Kind::Array);
        found.push((kind, if is_leaf { Ok(&text[tree.span(id).range()]) } else { Err(children) }));
    }
    found
}
