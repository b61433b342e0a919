//! CloudFormation's intrinsic functions: what they are known to give, and what only a deployment knows.
//!
//! Pseudo parameters that every deployment fills with a value of one form (`AWS::AccountId`, `AWS::Region`,
//! `AWS::Partition`, `AWS::URLSuffix`) get such a value. `Fn::If` gives both branches in a list, else the first one that is
//! there. `Fn::Sub` and `Fn::Join` give their text with unknown parts. Everything else is unknown.

use policy_core::Span;

use super::decode::Mapped;
use super::node::{Node, Part, Value};
use super::offsets::Map;

/// `node` without intrinsic functions; `None` where it takes itself away (`AWS::NoValue`).
pub(crate) fn resolve(node: &Node) -> Option<Node> {
    if let Some((name, argument)) = node.intrinsic() {
        return function(node, name, argument);
    }
    let value = match &node.value {
        Value::Object(members) => {
            let pair = |(name, value): &(Node, Node)| Some((name.clone(), resolve(value)?));
            Value::Object(members.iter().filter_map(pair).collect())
        }
        Value::Array(items) => Value::Array(items.iter().flat_map(item).collect()),
        other => other.clone(),
    };
    Some(Node { span: node.span, value })
}

/// The items that one item of a list stands for.
fn item(node: &Node) -> Vec<Node> {
    match node.intrinsic() {
        Some(("Fn::If", branches)) => branches.items().iter().skip(1).flat_map(item).collect(),
        _ => resolve(node).into_iter().collect(),
    }
}

fn function(node: &Node, name: &str, argument: &Node) -> Option<Node> {
    let parts = match name {
        "Ref" => match argument.as_str() {
            Some("AWS::NoValue") => return None,
            Some(target) => vec![reference(target, node.span)],
            None => vec![Part::Unknown(shown(name, argument), node.span)],
        },
        "Fn::If" => return argument.items().iter().skip(1).find_map(resolve),
        "Fn::Sub" => substitute(argument).unwrap_or_else(|| vec![Part::Unknown(shown(name, argument), node.span)]),
        "Fn::Join" => join(argument).unwrap_or_else(|| vec![Part::Unknown(shown(name, argument), node.span)]),
        _ => vec![Part::Unknown(shown(name, argument), node.span)],
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

/// `Fn::Sub`: a text, or a list of a text and a map of values that is left unread.
fn substitute(argument: &Node) -> Option<Vec<Part>> {
    let template = argument.items().first().unwrap_or(argument);
    let Value::String(parts) = &template.value else { return None };
    let mut out = Vec::new();
    for part in parts {
        match part {
            Part::Known(text) => cut(text, &mut out),
            unknown @ Part::Unknown(..) => out.push(unknown.clone()),
        }
    }
    Some(out)
}

/// Cuts a text at its `${…}`; `${!Literal}` gives `${Literal}`.
fn cut(text: &Mapped, out: &mut Vec<Part>) {
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
            out.push(reference(name.trim(), span));
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
fn join(argument: &Node) -> Option<Vec<Part>> {
    let [separator, list] = argument.items() else { return None };
    let (separator, Value::Array(items)) = (separator.as_str()?, &list.value) else { return None };
    let mut out = Vec::new();
    for (at, item) in items.iter().flat_map(item).enumerate() {
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
