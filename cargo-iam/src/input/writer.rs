//! A template's value written as the JSON text of a policy, with a table back to the template.
//!
//! An unknown value is written as a policy variable: like an unknown text, a variable matches anything and is no wildcard.
//! Its key is a tag key, which exists by whatever name. The same expression gets the same variable.

use policy_core::Span;

use super::decode::Mapped;
use super::node::{Node, Part, Value};
use super::{Found, Notation, Unknown};

/// Where a value stands, as far as it decides what stands for an unknown one.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Other,
    Statements,
    Condition,
    Operator,
}

/// The policy that a node without intrinsic functions holds; `None` when its statements are unknown.
pub(crate) fn write(node: &Node) -> Option<Found> {
    if node.get("Statement").is_some_and(is_unknown) {
        return None;
    }
    let mut writer = Writer::default();
    writer.value(node, Place::Other);
    let Writer { out, unknown, .. } = writer;
    Some(Found { unknown, ..Found::decoded(out, Notation::Template) })
}

/// The text of a string with placeholders for its unknown parts.
pub(crate) fn write_string(parts: &[Part]) -> (Mapped, Vec<Unknown>) {
    let mut writer = Writer::default();
    for part in parts {
        match part {
            Part::Known(text) => writer.copy(text),
            Part::Unknown(shown, span) => writer.placeholder(shown, *span),
        }
    }
    (writer.out, writer.unknown)
}

/// Whether nothing of a value is known.
fn is_unknown(node: &Node) -> bool {
    matches!(&node.value, Value::String(parts) if matches!(parts.as_slice(), [Part::Unknown(..)]))
}

#[derive(Default)]
struct Writer {
    out: Mapped,
    unknown: Vec<Unknown>,
    /// Expressions in order of appearance; the index numbers the placeholder.
    shown: Vec<String>,
}

impl Writer {
    fn at(&self) -> u32 {
        self.out.map.length()
    }

    /// Punctuation that stands for no text of the file.
    fn mark(&mut self, mark: &str, at: u32) {
        self.out.push(mark, Span::new(at, at));
    }

    fn value(&mut self, node: &Node, place: Place) {
        let (start, end) = (node.span.start, node.span.end);
        match &node.value {
            Value::Object(members) => {
                self.mark("{", start);
                for (at, (name, value)) in members.iter().enumerate() {
                    if at > 0 {
                        self.mark(",", name.span.start);
                    }
                    self.value(name, Place::Other);
                    self.mark(":", name.span.end);
                    self.value(value, inner(place, name));
                }
                self.mark("}", end);
            }
            Value::Array(items) => self.array(node, items, place),
            Value::Literal(literal) => self.out.push(literal, node.span),
            Value::String(_) if is_unknown(node) && matches!(place, Place::Condition | Place::Operator) => {
                self.unknown_condition(node, place);
            }
            Value::String(parts) => self.string(node.span, parts),
        }
    }

    fn array(&mut self, node: &Node, items: &[Node], place: Place) {
        let from = self.at();
        self.mark("[", node.span.start);
        // An unknown statement is left out: nothing in it can be checked.
        let known = items.iter().filter(|item| place != Place::Statements || !is_unknown(item));
        let mut count = 0;
        for item in known {
            if count > 0 {
                self.mark(",", item.span.start);
            }
            self.value(item, Place::Other);
            count += 1;
        }
        self.mark("]", node.span.end);
        if count == 0 && !items.is_empty() {
            let span = Span::new(from, self.at());
            self.unknown.push(Unknown { span, placeholder: String::new(), shown: String::new() });
        }
    }

    fn string(&mut self, span: Span, parts: &[Part]) {
        let spans = |part: &Part| match part {
            Part::Known(text) => text.map.locate(Span::new(0, text.map.length())),
            Part::Unknown(_, span) => *span,
        };
        let start = parts.first().map_or(span.start, |part| spans(part).start.max(span.start));
        let end = parts.last().map_or(span.end, |part| spans(part).end.min(span.end)).max(start);
        self.out.push("\"", Span::new(span.start, start));
        for part in parts {
            match part {
                Part::Known(text) => self.escaped(text),
                Part::Unknown(shown, span) => self.placeholder(shown, *span),
            }
        }
        self.out.push("\"", Span::new(end, span.end));
    }

    fn copy(&mut self, text: &Mapped) {
        self.map_part(text, 0, text.text.len());
    }

    /// A text as the body of a JSON string.
    fn escaped(&mut self, text: &Mapped) {
        let mut from = 0;
        for (at, character) in text.text.char_indices().filter(|&(_, c)| c == '"' || c == '\\' || c < ' ') {
            self.map_part(text, from, at);
            let span = Span::new(offset(at), offset(at + 1));
            let escape = match character {
                '"' | '\\' => format!("\\{character}"),
                _ => format!("\\u{:04x}", u32::from(character)),
            };
            self.out.push(&escape, text.map.locate(span));
            from = at + 1;
        }
        self.map_part(text, from, text.text.len());
    }

    fn map_part(&mut self, text: &Mapped, from: usize, to: usize) {
        if from < to {
            let map = text.map.slice(Span::new(offset(from), offset(to)));
            self.out.append(text.text.get(from..to).unwrap_or_default(), &map);
        }
    }

    fn placeholder(&mut self, shown: &str, span: Span) {
        let known = self.shown.iter().position(|other| other == shown);
        let number = known.unwrap_or_else(|| {
            self.shown.push(shown.to_owned());
            self.shown.len() - 1
        });
        let placeholder = format!("${{aws:PrincipalTag/unknown-{number}}}");
        let from = self.at();
        self.out.push(&placeholder, span);
        let span = Span::new(from, self.at());
        self.unknown.push(Unknown { span, placeholder, shown: shown.to_owned() });
    }

    /// A condition of which only the presence is known.
    fn unknown_condition(&mut self, node: &Node, place: Place) {
        let from = self.at();
        let condition = r#"{"aws:PrincipalTag/unknown":"unknown"}"#;
        let text =
            if place == Place::Condition { format!(r#"{{"StringEquals":{condition}}}"#) } else { condition.to_owned() };
        self.out.push(&text, node.span);
        let span = Span::new(from, self.at());
        self.unknown.push(Unknown { span, placeholder: String::new(), shown: String::new() });
    }
}

/// The place of a member's value.
fn inner(place: Place, name: &Node) -> Place {
    match (place, name.as_str()) {
        (Place::Condition, _) => Place::Operator,
        (Place::Other | Place::Statements, Some("Condition")) => Place::Condition,
        (Place::Other, Some("Statement")) => Place::Statements,
        _ => Place::Other,
    }
}

fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}
