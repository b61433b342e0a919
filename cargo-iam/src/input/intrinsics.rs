//! CloudFormation's intrinsic functions: what they are known to give, and what only a deployment knows.
//!
//! Pseudo parameters that every deployment fills with a value of one form (`AWS::AccountId`, `AWS::Region`,
//! `AWS::Partition`, `AWS::URLSuffix`) get such a value. `Fn::If` gives the branch that is asked for, or the other one where
//! that takes itself away. `Fn::Sub` and `Fn::Join` give their text with unknown parts. Everything else is unknown.

use policy_core::Span;

use super::decode::Mapped;
use super::node::{Node, Part, Value};
use super::offsets::Map;

/// Which branch of every `Fn::If` is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Side {
    /// That of conditions that hold.
    Then,
    /// That of conditions that do not.
    Else,
}

impl Side {
    /// The branches, the one that is meant first.
    fn branches(self, argument: &Node) -> impl Iterator<Item = &Node> {
        let (meant, other) = if self == Self::Then { (1, 2) } else { (2, 1) };
        [meant, other].into_iter().filter_map(|at| argument.items().get(at))
    }
}

/// Whether a value depends on conditions.
pub(crate) fn is_conditional(node: &Node) -> bool {
    matches!(node.intrinsic(), Some(("Fn::If", _)))
        || node.members().iter().any(|(_, value)| is_conditional(value))
        || node.items().iter().any(is_conditional)
}

/// `node` without intrinsic functions; `None` where it takes itself away (`AWS::NoValue`).
pub(crate) fn resolve(node: &Node, side: Side) -> Option<Node> {
    if let Some((name, argument)) = node.intrinsic() {
        return function(node, name, argument, side);
    }
    let value = match &node.value {
        Value::Object(members) => {
            let pair = |(name, value): &(Node, Node)| Some((name.clone(), resolve(value, side)?));
            Value::Object(members.iter().filter_map(pair).collect())
        }
        Value::Array(items) => Value::Array(list(items, side)),
        other => other.clone(),
    };
    Some(Node { span: node.span, value })
}

/// The items of a list. Opposite conditions often share a list: where the branches that are meant leave nothing, the others
/// are taken.
fn list(items: &[Node], side: Side) -> Vec<Node> {
    let meant: Vec<Node> = items.iter().filter_map(|node| item(node, side)).collect();
    if meant.is_empty() { items.iter().filter_map(|node| resolve(node, side)).collect() } else { meant }
}

/// The item that one item of a list stands for.
fn item(node: &Node, side: Side) -> Option<Node> {
    match node.intrinsic() {
        Some(("Fn::If", branches)) => item(side.branches(branches).next()?, side),
        _ => resolve(node, side),
    }
}

fn function(node: &Node, name: &str, argument: &Node, side: Side) -> Option<Node> {
    let unknown = || vec![Part::Unknown(shown(name, argument), node.span)];
    let parts = match name {
        "Ref" => match argument.as_str() {
            Some("AWS::NoValue") => return None,
            Some(target) => vec![reference(target, node.span)],
            None => unknown(),
        },
        "Fn::If" => return side.branches(argument).find_map(|branch| resolve(branch, side)),
        "Fn::Sub" => substitute(argument, side).unwrap_or_else(unknown),
        "Fn::Join" => join(argument, side).unwrap_or_else(unknown),
        _ => unknown(),
    };
    Some(Node { span: node.span, value: Value::String(parts) })
}

/// What a name stands for, in `Ref` or in `${…}`.
fn reference(name: &str, span: Span) -> Part {
    let known = match name {
        "AWS::AccountId" => "123456789012",
        "AWS::Region" => "us-east-1",
        "AWS::Partition" => "aws",
        "AWS::URLSuffix" => "amazonaws.com",
        _ => return Part::Unknown(format!("${{{name}}}"), span),
    };
    let mut text = Mapped::default();
    text.push(known, span);
    Part::Known(text)
}

/// How an unknown value is named in messages: `${Role.Arn}`, `${Fn::ImportValue …}`.
fn shown(name: &str, argument: &Node) -> String {
    let argument = match &argument.value {
        Value::Array(items) => items.iter().filter_map(Node::as_str).collect::<Vec<_>>().join("."),
        _ => argument.as_str().unwrap_or("…").to_owned(),
    };
    match name {
        "Fn::GetAtt" => format!("${{{argument}}}"),
        _ => format!("${{{name} {argument}}}"),
    }
}

/// `Fn::Sub`: a text, or a list of a text and the values of some of its names.
fn substitute(argument: &Node, side: Side) -> Option<Vec<Part>> {
    let template = argument.items().first().unwrap_or(argument);
    let Value::String(parts) = &template.value else { return None };
    let values = argument.items().get(1).map(Node::members).unwrap_or_default();
    // A value that is a text with unknown parts is put in; one of another kind stays a name.
    let value = |name: &str| {
        let (_, value) = values.iter().find(|(key, _)| key.as_str() == Some(name))?;
        match resolve(value, side)?.value {
            Value::String(parts) => Some(parts),
            _ => None,
        }
    };
    let mut out = Vec::new();
    for part in parts {
        match part {
            Part::Known(text) => cut(text, &value, &mut out),
            unknown @ Part::Unknown(..) => out.push(unknown.clone()),
        }
    }
    Some(out)
}

/// Cuts a text at its `${…}`; `${!Literal}` gives `${Literal}`.
fn cut(text: &Mapped, value: &impl Fn(&str) -> Option<Vec<Part>>, out: &mut Vec<Part>) {
    let (mut at, mut from) = (0, 0);
    let known = |from: usize, to: usize, out: &mut Vec<Part>| {
        if from < to {
            out.push(Part::Known(slice(text, from, to)));
        }
    };
    while let Some(start) = text.text.get(at..).and_then(|rest| rest.find("${")).map(|found| at + found) {
        let Some(end) = text.text.get(start..).and_then(|rest| rest.find('}')).map(|found| start + found + 1) else {
            break;
        };
        let name = text.text.get(start + 2..end - 1).unwrap_or_default();
        known(from, start, out);
        if name.starts_with('!') {
            known(start, start + 2, out);
            from = start + 3;
        } else {
            let span = text.map.locate(Span::new(offset(start), offset(end)));
            match value(name.trim()) {
                Some(parts) => out.extend(parts),
                None => out.push(reference(name.trim(), span)),
            }
            from = end;
        }
        at = end;
    }
    known(from, text.text.len(), out);
}

fn slice(text: &Mapped, from: usize, to: usize) -> Mapped {
    let map: Map = text.map.slice(Span::new(offset(from), offset(to)));
    Mapped { text: text.text.get(from..to).unwrap_or_default().to_owned(), map }
}

/// `Fn::Join` of a list that is written out.
fn join(argument: &Node, side: Side) -> Option<Vec<Part>> {
    let [separator, joined] = argument.items() else { return None };
    let (separator, Value::Array(items)) = (separator.as_str()?, &joined.value) else { return None };
    let mut out = Vec::new();
    for (at, item) in list(items, side).into_iter().enumerate() {
        let Value::String(parts) = item.value else { return None };
        if at > 0 && !separator.is_empty() {
            let mut text = Mapped::default();
            text.push(separator, Span::new(item.span.start, item.span.start));
            out.push(Part::Known(text));
        }
        out.extend(parts);
    }
    Some(out)
}

fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}
