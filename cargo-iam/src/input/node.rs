//! A template's values, whether written in JSON or in YAML.

use policy_core::Span;

use super::decode::Mapped;

/// A value and its place in the file.
#[derive(Debug, Clone)]
pub(crate) struct Node {
    pub(crate) span: Span,
    pub(crate) value: Value,
}

#[derive(Debug, Clone)]
pub(crate) enum Value {
    /// Names and values; names are strings.
    Object(Vec<(Node, Node)>),
    Array(Vec<Node>),
    /// A string, in parts of which some may be unknown.
    String(Vec<Part>),
    /// A number, boolean or null as JSON writes it.
    Literal(String),
}

/// A part of a string.
#[derive(Debug, Clone)]
pub(crate) enum Part {
    Known(Mapped),
    /// What only a deployment knows: how to show it, and where it is asked for.
    Unknown(String, Span),
}

impl Part {
    fn text(&self) -> &str {
        match self {
            Self::Known(text) => &text.text,
            Self::Unknown(shown, _) => shown,
        }
    }
}

impl Value {
    pub(crate) fn known(text: Mapped) -> Self {
        Self::String(vec![Part::Known(text)])
    }
}

impl Node {
    /// The text of a string without unknown parts.
    pub(crate) fn as_str(&self) -> Option<&str> {
        match &self.value {
            Value::String(parts) => match parts.as_slice() {
                [Part::Known(text)] => Some(&text.text),
                _ => None,
            },
            _ => None,
        }
    }

    pub(crate) fn members(&self) -> &[(Self, Self)] {
        match &self.value {
            Value::Object(members) => members,
            _ => &[],
        }
    }

    pub(crate) fn items(&self) -> &[Self] {
        match &self.value {
            Value::Array(items) => items,
            _ => &[],
        }
    }

    /// What a copy of it costs: the number of values in it, itself included, and of words in their texts.
    pub(crate) fn size(&self) -> usize {
        let words = match &self.value {
            Value::String(parts) => parts.iter().map(|part| part.text().len() / 4).sum(),
            _ => 0,
        };
        let members: usize = self.members().iter().map(|(name, value)| name.size() + value.size()).sum();
        1 + words + members + self.items().iter().map(Self::size).sum::<usize>()
    }

    pub(crate) fn get(&self, name: &str) -> Option<&Self> {
        self.members().iter().find(|(key, _)| key.as_str() == Some(name)).map(|(_, value)| value)
    }

    /// The name and argument of an intrinsic function: an object with one member, `Ref` or `Fn::…`.
    pub(crate) fn intrinsic(&self) -> Option<(&str, &Self)> {
        let [(name, argument)] = self.members() else { return None };
        let name = name.as_str()?;
        (name == "Ref" || name.starts_with("Fn::")).then_some((name, argument))
    }
}
