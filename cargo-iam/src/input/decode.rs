//! Strings in strings: JSON escapes and percent-encoding, with tables back to where they were written.

use policy_core::Span;

use super::offsets::Map;

/// A text and its table.
#[derive(Debug, Clone, Default)]
pub(crate) struct Mapped {
    pub(crate) text: String,
    pub(crate) map: Map,
}

impl Mapped {
    pub(crate) fn push(&mut self, text: &str, file: Span) {
        self.text.push_str(text);
        self.map.push(text.len(), file);
    }

    /// Adds a text that has a table of its own.
    pub(crate) fn append(&mut self, text: &str, map: &Map) {
        self.text.push_str(text);
        self.map.append(map);
    }
}

fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// The value of the JSON string at `span` of `source`, quotes included.
pub(crate) fn json_string(source: &str, span: Span) -> Mapped {
    let whole = span.of(source);
    let body = whole.strip_prefix('"').map_or(whole, |body| body.strip_suffix('"').unwrap_or(body));
    let start = span.start + u32::from(whole.starts_with('"'));
    decode(body, start, '\\', |escape| {
        let length = match escape.as_bytes().get(1) {
            Some(b'u') if is_pair(escape) => 12,
            Some(b'u') => 6,
            _ => 2,
        };
        let written = escape.get(..length)?;
        serde_json::from_str::<String>(&format!("\"{written}\"")).ok().map(|value| (value, length))
    })
}

/// Whether an escape is the first half of a surrogate pair.
fn is_pair(escape: &str) -> bool {
    let second = escape.get(6..8) == Some("\\u");
    let high = escape.get(2..4).and_then(|digits| u8::from_str_radix(digits, 16).ok());
    second && high.is_some_and(|high| (0xD8..0xDC).contains(&high))
}

/// The value of percent-encoded text (`%7B%22Version%22…`), as IAM's API returns documents.
pub(crate) fn percent(text: &Mapped) -> Mapped {
    let decoded = decode(&text.text, 0, '%', |escape| {
        // One character may take several escapes.
        let mut bytes = Vec::new();
        let mut rest = escape;
        while let Some(byte) = rest.strip_prefix('%').and_then(|hex| u8::from_str_radix(hex.get(..2)?, 16).ok()) {
            bytes.push(byte);
            rest = rest.get(3..)?;
            if let Ok(character) = std::str::from_utf8(&bytes) {
                return Some((character.to_owned(), bytes.len() * 3));
            }
            if bytes.len() == 4 {
                break;
            }
        }
        None
    });
    Mapped { map: decoded.map.within(&text.map), text: decoded.text }
}

/// Decodes a body that stands at `start`: `escape` gives the value and length of what begins with `mark`.
fn decode(body: &str, start: u32, mark: char, escape: impl Fn(&str) -> Option<(String, usize)>) -> Mapped {
    let mut out = Mapped::default();
    let mut at = 0;
    while let Some(rest) = body.get(at..).filter(|rest| !rest.is_empty()) {
        let place = |from: usize, length: usize| Span::new(start + offset(from), start + offset(from + length));
        let plain = rest.find(mark).unwrap_or(rest.len());
        if plain > 0 {
            out.push(rest.get(..plain).unwrap_or_default(), place(at, plain));
            at += plain;
            continue;
        }
        let (value, length) = escape(rest).unwrap_or_else(|| (mark.to_string(), 1));
        out.push(&value, place(at, length));
        at += length;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{Mapped, json_string, percent};
    use policy_core::Span;

    #[test]
    fn escapes_map_back() {
        let source = r#"  "{\"a\": \"\u00e9\ud83d\ude00!\"}" "#;
        let end = u32::try_from(source.rfind('"').unwrap() + 1).unwrap();
        let value = json_string(source, Span::new(2, end));
        assert_eq!(value.text, "{\"a\": \"é😀!\"}");
        let at = u32::try_from(value.text.find("é😀").unwrap()).unwrap();
        assert_eq!(value.map.locate(Span::new(at, at + 6)).of(source), r"\u00e9\ud83d\ude00");
        assert_eq!(value.map.locate(Span::new(1, 4)).of(source), r#"\"a\""#);
    }

    #[test]
    fn percent_encoding_maps_back() {
        let source = r#""%7B%22a%22%3A%22%C3%A9 100%\u0022%7D""#;
        let end = u32::try_from(source.len()).unwrap();
        let value: Mapped = percent(&json_string(source, Span::new(0, end)));
        assert_eq!(value.text, "{\"a\":\"é 100%\"}");
        assert_eq!(value.map.locate(Span::new(1, 4)).of(source), "%22a%22");
    }
}
