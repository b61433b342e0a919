//! Looking into JSON trees.

use policy_core::Span;
use policy_core::syntax::{Kind, NodeId, Tree};

use super::decode::{Mapped, json_string};
use super::node::{Node, Value};

/// The value of the member `name` of an object.
pub(crate) fn member(text: &str, tree: &Tree, id: NodeId, name: &str) -> Option<NodeId> {
    tree.members(id).find(|&(key, _)| is_name(text, tree.span(key), name)).map(|(_, value)| value)
}

/// Whether the string at `span` is `name`. Names that matter here are never written with escapes.
fn is_name(text: &str, span: Span, name: &str) -> bool {
    span.of(text).strip_prefix('"').and_then(|body| body.strip_suffix('"')) == Some(name)
}

/// The value of a string, with its table.
pub(crate) fn string(text: &str, tree: &Tree, id: NodeId) -> Option<Mapped> {
    (tree.kind(id) == Kind::String).then(|| json_string(text, tree.span(id)))
}

/// The value of the string member `name` of an object.
pub(crate) fn string_member(text: &str, tree: &Tree, id: NodeId, name: &str) -> Option<String> {
    member(text, tree, id, name).and_then(|value| string(text, tree, value)).map(|value| value.text)
}

/// A part of the tree as nodes of its own.
pub(crate) fn node(text: &str, tree: &Tree, id: NodeId) -> Node {
    let span = tree.span(id);
    let value = match tree.kind(id) {
        Kind::Object => {
            let pair = |(name, value)| (node(text, tree, name), node(text, tree, value));
            Value::Object(tree.members(id).map(pair).collect())
        }
        Kind::Array => Value::Array(tree.items(id).map(|item| node(text, tree, item)).collect()),
        Kind::String => Value::known(json_string(text, span)),
        Kind::Number | Kind::True | Kind::False => Value::Literal(span.of(text).to_owned()),
        Kind::Null | Kind::Missing => Value::Literal("null".to_owned()),
    };
    Node { span, value }
}
