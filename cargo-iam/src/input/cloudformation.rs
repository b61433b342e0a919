//! CloudFormation templates (and SAM's): every policy in every property of every resource.

use policy_core::PolicyType;

use super::decode::Mapped;
use super::hints::{self, Hint};
use super::intrinsics::resolve;
use super::node::{Node, Part, Value};
use super::{Found, Notation, writer};
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
    found.extend(resolve(root).as_ref().and_then(writer::write).map(|policy| policy.placed("", Hint::default())));
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
            Value::Object(_) if is_policy(node, hints::is_document_property(property)) => {
                let policy = resolve(node).as_ref().and_then(writer::write);
                self.found.extend(policy.map(|policy| policy.placed(place, self.hint(property))));
            }
            Value::Object(members) => {
                for (name, value) in members {
                    let name = name.as_str().unwrap_or_default();
                    self.node(
                        value,
                        &format!("{place}.{name}"),
                        if name.starts_with("Fn::") { property } else { name },
                    );
                }
            }
            Value::Array(items) => {
                for (at, item) in items.iter().enumerate() {
                    self.node(item, &format!("{place}[{at}]"), property);
                }
            }
            Value::String(_) | Value::Literal(_) => {}
        }
    }

    /// A policy written as JSON in a string, perhaps with `Fn::Sub`.
    fn text(&mut self, node: &Node, place: &str, property: &str) -> bool {
        let is_text =
            matches!(node.value, Value::String(_)) || node.intrinsic().is_some_and(|(name, _)| name == "Fn::Sub");
        let Some(Value::String(parts)) = is_text.then(|| resolve(node).map(|node| node.value)).flatten() else {
            return false;
        };
        let (text, unknown) = writer::write_string(&parts);
        if !super::terraform::holds_policy(&text.text) {
            return false;
        }
        let is_json = self.source.text.trim_start().starts_with('{');
        let notation = if is_json && only_known(&parts) { Notation::JsonString } else { Notation::Other };
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

fn only_known(parts: &[Part]) -> bool {
    parts.iter().all(|part| matches!(part, Part::Known(_)))
}

/// Whether an object reads like a policy. Where a policy must stand anything but an intrinsic function is one.
fn is_policy(node: &Node, expected: bool) -> bool {
    let Some(statement) = node.get("Statement") else { return expected && node.intrinsic().is_none() };
    let has_effect = |node: &Node| node.get("Effect").is_some();
    expected || node.get("Version").is_some() || has_effect(statement) || statement.items().iter().any(has_effect)
}
