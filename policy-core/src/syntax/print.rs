//! JSON text to JSON text: the same tokens, other white space.

use core::fmt::{self, Write};

/// The same JSON without white space between tokens. Strings keep every byte.
///
/// ```
/// assert_eq!(policy_core::minify("{ \"Sid\": \"a b\" }"), r#"{"Sid":"a b"}"#);
/// ```
#[inline]
pub fn minify(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for piece in Pieces(text) {
        out.push_str(piece);
    }
    out
}

/// The same JSON in the console's layout: four spaces a level, one space after a colon. Strings keep every byte.
///
/// ```
/// assert_eq!(policy_core::pretty(r#"{"Sid":"a"}"#), "{\n    \"Sid\": \"a\"\n}");
/// ```
#[inline]
pub fn pretty(text: &str) -> String {
    Pretty(text).to_string()
}

/// The console's layout, as [`pretty`] writes it.
pub(crate) struct Pretty<'t>(pub(crate) &'t str);

impl fmt::Display for Pretty<'_> {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut depth = 0_usize;
        let mut opened = false;
        for piece in Pieces(self.0) {
            let closes = matches!(piece, "}" | "]");
            if closes {
                depth = depth.saturating_sub(1);
            }
            if opened != closes {
                line(f, depth)?;
            }
            f.write_str(piece)?;
            opened = matches!(piece, "{" | "[");
            match piece {
                "{" | "[" => depth += 1,
                "," => line(f, depth)?,
                ":" => f.write_char(' ')?,
                _ => {}
            }
        }
        Ok(())
    }
}

/// Deeper levels begin no further to the right: white space would grow with the square of the depth. Policies have six.
const DEEPEST: usize = 16;

#[inline]
fn line(f: &mut fmt::Formatter<'_>, depth: usize) -> fmt::Result {
    f.write_char('\n')?;
    (0..depth.min(DEEPEST)).try_for_each(|_| f.write_str("    "))
}

/// The tokens of a JSON text: punctuation one by one, strings and other words whole.
struct Pieces<'t>(&'t str);

impl<'t> Iterator for Pieces<'t> {
    type Item = &'t str;

    #[inline]
    fn next(&mut self) -> Option<&'t str> {
        let text = self.0.trim_start_matches([' ', '\n', '\t', '\r']);
        let length = match text.as_bytes().first()? {
            b'"' => string_length(text),
            b'{' | b'}' | b'[' | b']' | b':' | b',' => 1,
            _ => text.find(['{', '}', '[', ']', ':', ',', '"', ' ', '\n', '\t', '\r']).unwrap_or(text.len()),
        };
        let (piece, rest) = text.split_at(length);
        self.0 = rest;
        Some(piece)
    }
}

#[inline]
fn string_length(text: &str) -> usize {
    let bytes = text.as_bytes();
    let mut at = 1;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'"' => return at + 1,
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
    text.len()
}
