//! CloudFormation templates (and SAM's): every policy in every property of every resource.

use policy_core::{PolicyType, Span};

use super::decode::Mapped;
use super::hints::{self, Hint};
use super::intrinsics::{Side, is_conditional, resolve};
use super::node::{Node, Part, Value};
use super::{Case, Found, Notation, writer};
use crate::files::Source;

/// Whether a text that is no JSON reads like a template or a policy in YAML.
pub(crate) fn is_yaml_template(text: &str) -> bool {
    let marks = ["AWSTemplateFormatVersion", "Resources:", "Statement:", "Transform:"];
    text.lines().any(|line| marks.iter().any(|mark| line.trim_start_matches(['"', '\'']).starts_with(mark)))
}

/// The policies of a template, or the one policy that the YAML is; `None` for something else.
pub(crate) fn policies(root: &Node, source: &Source) -> Option<Vec<Found>> {
    let mut found = Vec::new();
    if let Some(resources) = root.get("Resources") {
        for (name, resource) in resources.members() {
            let kind = resource.get("Type").and_then(Node::as_str).unwrap_or_default();
            if let (Some(name), Some(properties)) = (name.as_str(), resource.get("Properties")) {
                Walk { kind, properties, source, found: &mut found }.node(properties, name, "");
            }
        }
        return Some(found);
    }
    if !is_policy(root, false) {
        return None;
    }
    write(root, "", Hint::default(), &mut found);
    Some(found)
}

struct Walk<'a> {
    kind: &'a str,
    properties: &'a Node,
    source: &'a Source,
    found: &'a mut Vec<Found>,
}

impl Walk<'_> {
    /// Looks for policies in a value that stands in property `property`.
    fn node(&mut self, node: &Node, place: &str, property: &str) {
        if self.kind == "AWS::Organizations::Policy" && self.organizations_type().is_none() {
            return;
        }
        match &node.value {
            _ if self.text(node, place, property) => {}
            Value::Object(_) | Value::Array(_) if hints::holds_statements(self.kind, property, node) => {
                write(&around(node), place, self.hint(property), self.found);
            }
            Value::Object(members) if property.is_empty() => self.members(members, place, property),
            Value::Object(_) if is_policy(node, hints::is_document_property(property)) => {
                write(node, place, self.hint(property), self.found);
            }
            Value::Object(members) => self.members(members, place, property),
            Value::Array(items) => {
                for (at, item) in items.iter().enumerate() {
                    self.node(item, &format!("{place}[{at}]"), property);
                }
            }
            Value::String(_) | Value::Literal(_) => {}
        }
    }

    fn members(&mut self, members: &[(Node, Node)], place: &str, property: &str) {
        for (name, value) in members {
            let name = name.as_str().unwrap_or_default();
            let inner = if name.starts_with("Fn::") { property } else { name };
            self.node(value, &format!("{place}.{name}"), inner);
        }
    }

    /// A policy written as JSON in a string, perhaps with `Fn::Sub`.
    fn text(&mut self, node: &Node, place: &str, property: &str) -> bool {
        let is_text =
            matches!(node.value, Value::String(_)) || node.intrinsic().is_some_and(|(name, _)| name == "Fn::Sub");
        let Some(Value::String(parts)) = is_text.then(|| resolve(node, Side::Then).map(|node| node.value)).flatten()
        else {
            return false;
        };
        let (text, unknown) = writer::write_string(&parts);
        if !super::terraform::holds_policy(&text.text) {
            return false;
        }
        let is_json = self.source.text.trim_start().starts_with('{');
        let notation = if is_json && only_known(&parts) { Notation::JsonString } else { Notation::Text };
        let text = Mapped { text: text.text, map: text.map };
        let found = Found { unknown, ..Found::decoded(text, notation) };
        self.found.push(found.placed(place, self.hint(property)));
        true
    }

    fn hint(&self, property: &str) -> Hint {
        match self.organizations_type() {
            Some(policy_type) => Hint { policy_type: Some(policy_type), resource_type: None },
            None => hints::cloudformation(self.kind, property),
        }
    }

    fn organizations_type(&self) -> Option<PolicyType> {
        match self.properties.get("Type").and_then(Node::as_str)? {
            "SERVICE_CONTROL_POLICY" => Some(PolicyType::Scp),
            "RESOURCE_CONTROL_POLICY" => Some(PolicyType::Rcp),
            _ => None,
        }
    }
}

/// Adds the policy at a node; where it depends on conditions, as it is when they hold and when they do not.
fn write(node: &Node, place: &str, hint: Hint, found: &mut Vec<Found>) {
    let policy = |side| resolve(node, side).as_ref().and_then(writer::write);
    let case = if is_conditional(node) { Case::Holds } else { Case::Only };
    let Some(first) = policy(Side::Then) else { return };
    let second = policy(Side::Else).filter(|second| second.text != first.text);
    found.push(Found { case, ..first }.placed(place, hint));
    if let Some(second) = second.filter(|_| case == Case::Holds) {
        found.push(Found { case: Case::Fails, ..second }.placed(format!("{place} (conditions false)"), hint));
    }
}

/// The policy that AWS makes around statements.
fn around(statements: &Node) -> Node {
    let start = Span::new(statements.span.start, statements.span.start);
    let text = |text: &str| {
        let mut known = Mapped::default();
        known.push(text, start);
        Node { span: start, value: Value::known(known) }
    };
    let members = vec![(text("Version"), text("2012-10-17")), (text("Statement"), statements.clone())];
    Node { span: statements.span, value: Value::Object(members) }
}

fn only_known(parts: &[Part]) -> bool {
    parts.iter().all(|part| matches!(part, Part::Known(_)))
}

/// Whether an object reads like a policy. Where a policy must stand anything but an intrinsic function is one.
fn is_policy(node: &Node, expected: bool) -> bool {
    let Some(statement) = node.get("Statement") else { return expected && node.intrinsic().is_none() };
    let has_effect = |node: &Node| node.get("Effect").is_some();
    expected || node.get("Version").is_some() || has_effect(statement) || statement.items().iter().any(has_effect)
}
