//! A JSON value whose members keep their order, printed as JSON and as YAML.

use core::fmt::Write as _;

use crate::document::Text;
use crate::lean::Lean as _;
use crate::syntax::{self, Kind, NodeId, Tree};

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Json {
    Text(String),
    /// A number, `true`, `false` or `null`, as written.
    Word(String),
    List(Vec<Json>),
    Map(Vec<(String, Json)>),
}

impl From<&str> for Json {
    #[inline]
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Json {
    #[inline]
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

/// A map of one member.
#[inline]
pub(super) fn one(key: &str, value: impl Into<Json>) -> Json {
    Json::Map(vec![(key.to_owned(), value.into())])
}

impl Json {
    /// The value that a policy's text holds.
    #[inline]
    pub(super) fn read(text: &str) -> Self {
        let (tree, _) = syntax::parse(text);
        tree.root().map_or_else(|| Self::Map(Vec::new()), |root| node(text, &tree, root))
    }

    /// The value as JSON, two spaces a level.
    #[inline]
    pub(super) fn to_json(&self) -> String {
        let mut out = String::new();
        self.write_json(&mut out, 0);
        out.push('\n');
        out
    }

    /// The value as YAML's block style.
    #[inline]
    pub(super) fn to_yaml(&self) -> String {
        let mut out = String::new();
        match self {
            Self::Map(members) if !members.is_empty() => map(members, &mut out, 0),
            _ => self.write_yaml(&mut out, 0),
        }
        if out.starts_with('\n') {
            out.remove(0);
        }
        out.push('\n');
        out
    }

    #[inline]
    fn write_json(&self, out: &mut String, depth: usize) {
        match self {
            Self::Text(text) => quote(text, out),
            Self::Word(word) => out.push_str(word),
            Self::List(items) if items.is_empty() => out.push_str("[]"),
            Self::Map(members) if members.is_empty() => out.push_str("{}"),
            Self::List(items) => {
                for (at, item) in items.iter().enumerate() {
                    out.push_str(if at == 0 { "[" } else { "," });
                    line(out, depth + 1);
                    item.write_json(out, depth + 1);
                }
                line(out, depth);
                out.push(']');
            }
            Self::Map(members) => {
                for (at, (key, value)) in members.iter().enumerate() {
                    out.push_str(if at == 0 { "{" } else { "," });
                    line(out, depth + 1);
                    quote(key, out);
                    out.push_str(": ");
                    value.write_json(out, depth + 1);
                }
                line(out, depth);
                out.push('}');
            }
        }
    }

    /// Writes what stands behind a key's colon.
    #[inline]
    fn write_yaml(&self, out: &mut String, depth: usize) {
        match self {
            Self::List(items) if !items.is_empty() => {
                for item in items {
                    line(out, depth);
                    out.push_str("- ");
                    item.write_item(out, depth + 1);
                }
            }
            Self::Map(members) if !members.is_empty() => {
                line(out, depth);
                map(members, out, depth);
            }
            _ => {
                out.push(' ');
                self.write_json(out, 0);
            }
        }
    }

    /// Writes what stands behind a dash: a map begins on the dash's line.
    #[inline]
    fn write_item(&self, out: &mut String, depth: usize) {
        match self {
            Self::Map(members) if !members.is_empty() => map(members, out, depth),
            // A list in a list: flow style is YAML too.
            _ => self.write_json(out, depth),
        }
    }
}

#[inline]
fn map(members: &[(String, Json)], out: &mut String, depth: usize) {
    for (at, (key, value)) in members.iter().enumerate() {
        if at > 0 {
            line(out, depth);
        }
        if is_plain(key) {
            out.push_str(key);
        } else {
            quote(key, out);
        }
        out.push(':');
        value.write_yaml(out, depth + 1);
    }
}

/// Whether a YAML key means itself without quotes, in YAML 1.1 too, where `No` is a boolean.
#[inline]
fn is_plain(key: &str) -> bool {
    let is_word =
        key.bytes().all(|byte| byte.is_ascii_alphanumeric()) && key.starts_with(|c: char| c.is_ascii_alphabetic());
    let lower = key.to_ascii_lowercase();
    is_word && !matches!(&*lower, "y" | "n" | "yes" | "no" | "on" | "off" | "true" | "false" | "null")
}

#[inline]
fn line(out: &mut String, depth: usize) {
    out.push('\n');
    (0..depth).for_each(|_| out.push_str("  "));
}

/// Writes a string as JSON and as YAML's double-quoted style take it: the escapes are JSON's, and of them more than JSON
/// needs, as YAML forbids characters that cannot be shown.
#[inline]
pub(crate) fn quote(text: &str, out: &mut String) {
    out.push('"');
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\0'..='\x1f' | '\x7f'..='\u{9f}' | '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}' => {
                // A string takes whatever is written to it.
                let _ = write!(out, "\\u{:04x}", u32::from(character));
            }
            _ => out.push(character),
        }
    }
    out.push('"');
}

#[inline]
fn node(text: &str, tree: &Tree, id: NodeId) -> Json {
    let string = |id| Text::new(text, tree, id).as_str().to_owned();
    match tree.kind(id) {
        Kind::Object => Json::Map(tree.members(id).map(|(name, value)| (string(name), node(text, tree, value))).list()),
        Kind::Array => Json::List(tree.items(id).map(|item| node(text, tree, item)).list()),
        Kind::String => Json::Text(string(id)),
        Kind::Missing => Json::Word("null".to_owned()),
        Kind::Number | Kind::True | Kind::False | Kind::Null => Json::Word(tree.span(id).of(text).to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::Json;

    const TEXT: &str =
        r#"{"Version":"2012-10-17","L":[["a",1],{"No":true,"b c":{}},"x: - \u0085#"],"E":[],"Fn::Sub":{"k":["*"]}}"#;

    #[test]
    fn json_stays_the_same_value() {
        let value = Json::read(TEXT);
        assert_eq!(Json::read(&value.to_json()), value);
    }

    #[test]
    fn yaml_quotes_whatever_could_mean_something() {
        let yaml = concat!(
            "Version: \"2012-10-17\"\nL:\n  - [\n      \"a\",\n      1\n    ]\n  - \"No\": true\n    \"b c\": {}\n",
            "  - \"x: - \\u0085#\"\nE: []\n\"Fn::Sub\":\n  k:\n    - \"*\"\n"
        );
        assert_eq!(Json::read(TEXT).to_yaml(), yaml);
    }
}
