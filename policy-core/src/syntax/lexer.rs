//! JSON text to tokens, and string bodies to values.

use super::SyntaxError;
use super::plain::plain_length;
use crate::Span;
use crate::span::offset;

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Token {
    Open(u8),
    Close(u8),
    Colon,
    Comma,
    String {
        escaped: bool,
    },
    Number,
    Word,
    /// A run of bytes that belongs to no JSON token.
    Junk,
    End,
}

pub(super) struct Lexer<'t> {
    text: &'t str,
    pub(super) at: usize,
    pub(super) errors: Vec<SyntaxError>,
}

/// A text can be wrong in as many places as it has bytes; past this many a reader learns nothing more.
pub(super) const MAX_ERRORS: usize = 100;

impl<'t> Lexer<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self { text, at: 0, errors: Vec::new() }
    }

    pub(super) fn error(&mut self, span: Span, message: impl Into<String>) -> &mut SyntaxError {
        if self.errors.len() >= MAX_ERRORS {
            self.errors.pop();
        }
        let at = self.errors.len();
        self.errors.push(SyntaxError { span, message: message.into(), help: None, opened: None });
        &mut self.errors[at]
    }

    fn bytes(&self) -> &'t [u8] {
        self.text.as_bytes()
    }

    fn peek(&self) -> Option<u8> {
        self.bytes().get(self.at).copied()
    }

    /// The offset of the next byte.
    pub(super) fn offset(&self) -> u32 {
        offset(self.at)
    }

    /// Whether `byte` comes next, blanks aside.
    pub(super) fn is_before(&self, byte: u8) -> bool {
        let blank = |next: &&u8| matches!(next, b' ' | b'\n' | b'\t' | b'\r');
        self.bytes()[self.at..].iter().find(|next| !blank(next)) == Some(&byte)
    }

    /// Passes over a string without quotes, and says where it ends.
    pub(super) fn skip_unquoted(&mut self) -> u32 {
        while self.peek().is_some_and(|byte| !b" \n\t\r,{}[]\"'".contains(&byte)) {
            self.at += 1;
        }
        self.offset()
    }

    fn span_from(&self, start: usize) -> Span {
        Span::new(offset(start), offset(self.at))
    }

    pub(super) fn next(&mut self) -> (Token, Span) {
        loop {
            self.skip_space();
            let start = self.at;
            let Some(byte) = self.peek() else { return (Token::End, self.span_from(start)) };
            if byte == b'/' && self.skip_comment() {
                continue;
            }
            let token = self.token(byte);
            return (token, self.span_from(start));
        }
    }

    fn token(&mut self, byte: u8) -> Token {
        self.at += 1;
        match byte {
            b'{' | b'[' => Token::Open(byte),
            b'}' | b']' => Token::Close(byte),
            b':' => Token::Colon,
            b',' => Token::Comma,
            b'"' => self.string(b'"'),
            b'\'' => self.single_quoted(),
            b'-' | b'0'..=b'9' => self.number(),
            b'A'..=b'Z' | b'a'..=b'z' | b'_' | b'$' => self.word(),
            _ => self.junk(),
        }
    }

    fn skip_space(&mut self) {
        while let Some(b' ' | b'\n' | b'\t' | b'\r') = self.peek() {
            self.at += 1;
        }
    }

    fn skip_comment(&mut self) -> bool {
        let start = self.at;
        let rest = &self.bytes()[start..];
        let length = if rest.starts_with(b"//") {
            rest.iter().position(|&byte| byte == b'\n').unwrap_or(rest.len())
        } else if rest.starts_with(b"/*") {
            rest.windows(2).skip(2).position(|pair| pair == b"*/").map_or(rest.len(), |end| end + 4)
        } else {
            return false;
        };
        self.at += length;
        let span = self.span_from(start);
        self.error(span, "comments are not allowed in JSON").help = Some("remove the comment".into());
        true
    }

    fn string(&mut self, quote: u8) -> Token {
        let start = self.at - 1;
        let mut escaped = false;
        while let Some(byte) = self.peek() {
            match byte {
                _ if byte == quote => {
                    self.at += 1;
                    return Token::String { escaped };
                }
                b'\\' => {
                    escaped = true;
                    self.escape();
                }
                b'\n' | b'\r' => break,
                0..0x20 => self.control(byte),
                _ => self.at += plain_length(&self.bytes()[self.at..], quote),
            }
        }
        let span = self.span_from(start);
        self.error(span, "this string is never closed").help = Some("close it with `\"` on the same line".into());
        Token::String { escaped }
    }

    fn single_quoted(&mut self) -> Token {
        let (start, known) = (self.at - 1, self.errors.len());
        let token = self.string(b'\'');
        let span = self.span_from(start);
        let body = span.of(self.text).trim_matches('\'').to_owned();
        self.errors.truncate(known);
        self.error(span, "strings stand in double quotes").help = Some(format!("write `\"{body}\"`"));
        token
    }

    fn control(&mut self, byte: u8) {
        self.at += 1;
        let span = self.span_from(self.at - 1);
        self.error(span, format!("control character U+{byte:04X} in a string")).help =
            Some(format!("write `\\u{byte:04x}`, or remove it"));
    }

    fn escape(&mut self) {
        let start = self.at;
        self.at += 1;
        match self.peek() {
            Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => self.at += 1,
            Some(b'u') => self.unicode_escape(start),
            // The line ends here, and with it the string.
            Some(b'\n' | b'\r') | None => {}
            Some(_) => {
                let width = self.text[self.at..].chars().next().map_or(1, char::len_utf8);
                self.at += width;
                let span = self.span_from(start);
                let message = format!("unknown escape `{}`", span.of(self.text));
                self.error(span, message).help = Some("write `\\\\` for a backslash".into());
            }
        }
    }

    fn unicode_escape(&mut self, start: usize) {
        self.at += 1;
        let digits = self.bytes()[self.at..].iter().take(4).take_while(|byte| byte.is_ascii_hexdigit()).count();
        self.at += digits;
        let span = self.span_from(start);
        if digits < 4 {
            self.error(span, "`\\u` needs four hexadecimal digits");
            return;
        }
        let unit = unit(self.bytes(), start);
        let is_pair = |low: Option<u16>| low.is_some_and(|low| (0xDC00..0xE000).contains(&low));
        match unit {
            Some(0xD800..0xDC00) if is_pair(self::unit(self.bytes(), self.at)) => self.at += 6,
            Some(0xD800..0xE000) => {
                let message = format!("`{}` is half of a surrogate pair", span.of(self.text));
                self.error(span, message);
            }
            _ => {}
        }
    }

    fn number(&mut self) -> Token {
        let start = self.at - 1;
        while let Some(b'0'..=b'9' | b'+' | b'-' | b'.' | b'a'..=b'z' | b'A'..=b'Z') = self.peek() {
            self.at += 1;
        }
        let span = self.span_from(start);
        let text = span.of(self.text);
        if !is_number(text) {
            let message = format!("`{text}` is not a JSON number");
            self.error(span, message).help = Some(format!("write it as a string: `\"{text}\"`"));
        }
        Token::Number
    }

    fn word(&mut self) -> Token {
        while let Some(b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'_' | b'$' | b'-') = self.peek() {
            self.at += 1;
        }
        Token::Word
    }

    fn junk(&mut self) -> Token {
        let ends =
            |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b' ' | b'\n' | b'\t' | b'\r' | b'"' | b'\'');
        let structural = |byte: u8| matches!(byte, b'{' | b'}' | b'[' | b']' | b':' | b',' | b'/' | b'-');
        while self.peek().is_some_and(|byte| !ends(byte) && !structural(byte)) {
            self.at += 1;
        }
        Token::Junk
    }
}

/// RFC 8259, section 6: `-`? int frac? exp?
fn is_number(text: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let text = text.strip_prefix('-').unwrap_or(text);
    let (mantissa, exponent) = text.split_once(['e', 'E']).map_or((text, None), |(m, e)| (m, Some(e)));
    let (whole, fraction) = mantissa.split_once('.').map_or((mantissa, None), |(w, f)| (w, Some(f)));
    digits(whole)
        && (whole == "0" || !whole.starts_with('0'))
        && fraction.is_none_or(digits)
        && exponent.is_none_or(|exponent| digits(exponent.strip_prefix(['+', '-']).unwrap_or(exponent)))
}

/// The UTF-16 unit of the `\uXXXX` that starts at byte `at`.
fn unit(bytes: &[u8], at: usize) -> Option<u16> {
    let escape = bytes.get(at..at + 6)?;
    let hex = core::str::from_utf8(escape.strip_prefix(b"\\u")?).ok()?;
    hex.bytes().all(|byte| byte.is_ascii_hexdigit()).then(|| u16::from_str_radix(hex, 16).ok())?
}

/// The value of a string body (the text between the quotes).
#[cfg(any(feature = "cli", feature = "fixtures"))]
pub(crate) fn decode(body: &str) -> std::borrow::Cow<'_, str> {
    if body.contains('\\') { decode_with(body, |_, _| {}).into() } else { body.into() }
}

/// The value of a string body, and for each escape where the value and the body go on after it. Wrong escapes stand for
/// U+FFFD: they are reported when the text is read.
pub(crate) fn decode_with(body: &str, mut after: impl FnMut(usize, usize)) -> String {
    let mut value = String::with_capacity(body.len());
    let mut rest = body;
    while let Some(at) = rest.find('\\') {
        value.push_str(&rest[..at]);
        let (character, length) = decode_escape(&rest[at..]);
        value.push(character);
        rest = &rest[at + length..];
        after(value.len(), body.len() - rest.len());
    }
    value.push_str(rest);
    value
}

/// The character of the escape that `text` starts with, and the escape's length in bytes.
fn decode_escape(text: &str) -> (char, usize) {
    let Some(kind) = text[1..].chars().next() else { return ('\u{FFFD}', 1) };
    let character = match kind {
        'b' => '\u{8}',
        'f' => '\u{C}',
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        '"' | '\\' | '/' => kind,
        'u' => return decode_unicode(text),
        _ => '\u{FFFD}',
    };
    (character, 1 + kind.len_utf8())
}

fn decode_unicode(text: &str) -> (char, usize) {
    let bytes = text.as_bytes();
    let Some(high) = unit(bytes, 0) else { return ('\u{FFFD}', 2) };
    if let Some(character) = char::from_u32(u32::from(high)) {
        return (character, 6);
    }
    match unit(bytes, 6) {
        Some(low) => match char::decode_utf16([high, low]).next() {
            Some(Ok(character)) => (character, 12),
            _ => ('\u{FFFD}', 6),
        },
        None => ('\u{FFFD}', 6),
    }
}
