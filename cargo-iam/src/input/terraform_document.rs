//! Terraform's `aws_iam_policy_document`: a policy written as blocks. One that is read before the plan is made is checked
//! where its JSON is used; one that waits for a value is checked here, with that value unknown.

use policy_core::Span;

use super::decode::Mapped;
use super::node::{Node, Part, Value};
use super::{Found, Notation, writer};

/// The policy that the blocks say; `unknown` mirrors `values` and holds `true` where a value is not known yet.
pub(crate) fn policy(values: &Node, unknown: Option<&Node>) -> Option<Found> {
    let statements = values.get("statement")?;
    let marks = unknown.and_then(|unknown| unknown.get("statement"));
    let written = statements.items().iter().enumerate();
    let written = written.map(|(at, block)| statement(block, marks.and_then(|marks| marks.items().get(at)))).collect();
    let at = values.span;
    let version = values.get("version").filter(|version| version.as_str().is_some()).cloned();
    let members = vec![
        (text("Version", at), version.unwrap_or_else(|| text("2012-10-17", at))),
        (text("Statement", at), Node { span: statements.span, value: Value::Array(written) }),
    ];
    let found = writer::write(&Node { span: at, value: Value::Object(members) })?;
    Some(Found { notation: Notation::Plan, ..found })
}

/// A statement's members with what Terraform calls them.
const MEMBERS: [(&str, &str); 6] = [
    ("sid", "Sid"),
    ("effect", "Effect"),
    ("actions", "Action"),
    ("not_actions", "NotAction"),
    ("resources", "Resource"),
    ("not_resources", "NotResource"),
];

fn statement(block: &Node, unknown: Option<&Node>) -> Node {
    let mut members = Vec::new();
    for (attribute, element) in MEMBERS {
        let value = known(block, unknown, attribute).or_else(|| {
            // Terraform's default.
            (attribute == "effect").then(|| text("Allow", block.span))
        });
        members.extend(value.map(|value| (text(element, block.span), value)));
    }
    for (attribute, element) in [("principals", "Principal"), ("not_principals", "NotPrincipal")] {
        let value = blocks(block, unknown, attribute, |entry, marks| {
            Some((known(entry, marks, "type")?, known(entry, marks, "identifiers")?))
        });
        members.extend(value.map(|value| (text(element, block.span), value)));
    }
    let condition = blocks(block, unknown, "condition", |entry, marks| {
        let (key, values) = (known(entry, marks, "variable")?, known(entry, marks, "values")?);
        Some((known(entry, marks, "test")?, Node { span: entry.span, value: Value::Object(vec![(key, values)]) }))
    });
    members.extend(condition.map(|condition| (text("Condition", block.span), condition)));
    Node { span: block.span, value: Value::Object(members) }
}

/// Repeated blocks as an object; what has the same name is put together. A principal of every kind is `"*"`.
fn blocks(
    block: &Node,
    unknown: Option<&Node>,
    name: &str,
    entry: impl Fn(&Node, Option<&Node>) -> Option<(Node, Node)>,
) -> Option<Node> {
    let marks = unknown.and_then(|unknown| unknown.get(name));
    if is_true(marks) {
        return Some(not_known(name, block.span));
    }
    let list = block.get(name)?;
    let mut members: Vec<(Node, Node)> = Vec::new();
    for (at, item) in list.items().iter().enumerate() {
        let (key, value) = entry(item, marks.and_then(|marks| marks.items().get(at)))?;
        if key.as_str() == Some("*") {
            return Some(key);
        }
        match members.iter_mut().find(|(known, _)| known.as_str() == key.as_str()) {
            Some((_, known)) => merge(known, value),
            None => members.push((key, value)),
        }
    }
    (!members.is_empty()).then_some(Node { span: list.span, value: Value::Object(members) })
}

fn merge(into: &mut Node, from: Node) {
    match (&mut into.value, from.value) {
        (Value::Object(known), Value::Object(more)) => known.extend(more),
        (Value::Array(known), Value::Array(more)) => known.extend(more),
        _ => {}
    }
}

/// The value of an attribute, if it has one. Terraform writes `&{…}` for policy variables.
fn known(block: &Node, unknown: Option<&Node>, name: &str) -> Option<Node> {
    let marks = unknown.and_then(|unknown| unknown.get(name));
    if is_true(marks) {
        return Some(not_known(name, block.span));
    }
    let value = block.get(name)?;
    match &value.value {
        Value::Literal(literal) if literal == "null" => None,
        Value::Array(items) if items.is_empty() => None,
        Value::Array(items) => {
            let marks = marks.map(Node::items).unwrap_or_default();
            let item = |(at, item): (usize, &Node)| {
                if is_true(marks.get(at)) { not_known(name, item.span) } else { variables(item) }
            };
            Some(Node { span: value.span, value: Value::Array(items.iter().enumerate().map(item).collect()) })
        }
        _ => Some(variables(value)),
    }
}

fn variables(node: &Node) -> Node {
    let Value::String(parts) = &node.value else { return node.clone() };
    let part = |part: &Part| match part {
        Part::Known(known) => Part::Known(Mapped { text: known.text.replace("&{", "${"), map: known.map.clone() }),
        unknown @ Part::Unknown(..) => unknown.clone(),
    };
    Node { span: node.span, value: Value::String(parts.iter().map(part).collect()) }
}

fn is_true(node: Option<&Node>) -> bool {
    matches!(node.map(|node| &node.value), Some(Value::Literal(literal)) if literal == "true")
}

fn not_known(name: &str, span: Span) -> Node {
    Node { span, value: Value::String(vec![Part::Unknown(format!("({name} known after apply)"), span)]) }
}

/// A text that Terraform adds; it stands nowhere in the file but at `span`'s start.
fn text(text: &str, span: Span) -> Node {
    let start = Span::new(span.start, span.start);
    let mut known = Mapped::default();
    known.push(text, start);
    Node { span: start, value: Value::known(known) }
}
