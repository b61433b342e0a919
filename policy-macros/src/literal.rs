//! String literals: what Rust wrote, as JSON writes it.
//!
//! rustc reports an escape that Rust does not have (`"\/"`, `"\u0041"`) while it lexes, advises a raw string, in which
//! the escape would mean something else, and still hands the literal to the macro. So the macro reads such a literal as
//! JSON does, to check the rest of the document, and says what to write instead.

/// A literal token, read.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Read {
    /// A number, or another literal that is passed on as it is written.
    Verbatim,
    /// A string, with its value.
    Text(String),
    /// What stands for a string but is none that JSON could mean; with the value to go on with.
    Wrong { value: String, message: String, help: String },
}

/// Reads a literal as it is written in the source.
pub(crate) fn read(source: &str) -> Read {
    let at = source.find(['"', '\'']);
    let Some((prefix, rest)) = at.map(|at| source.split_at(at)) else {
        return Read::Verbatim;
    };
    let mark = if rest.starts_with('"') { '"' } else { '\'' };
    let (body, suffix) = match rest[1..].rfind(mark) {
        Some(end) => (&rest[1..=end], &rest[end + 2..]),
        None => (&rest[1..], ""),
    };
    let raw = prefix.contains('r');
    let hashes = prefix.bytes().filter(|&byte| byte == b'#').count();

    let (value, foreign) = if raw { (body.to_owned(), foreign_escapes(body)) } else { unescape(body) };
    let wrong = |message: String, help: String| Read::Wrong { value: value.clone(), message, help };
    let as_string = || format!("write `{}`", quote(&value));

    if mark == '\'' {
        return wrong(format!("expected a string in double quotes, found `{source}`"), as_string());
    }
    if prefix.starts_with(['b', 'c']) {
        let kind = if prefix.starts_with('b') { "byte" } else { "C" };
        return wrong(format!("expected a string, found the {kind} string `{source}`"), as_string());
    }
    if suffix.len() > hashes {
        let suffix = &suffix[hashes..];
        return wrong(format!("a string takes no suffix, found `{suffix}`"), as_string());
    }
    let Some(first) = foreign.first() else {
        return Read::Text(value);
    };
    if raw {
        return wrong(
            format!("the escape `{}` means nothing in a raw string", first.written),
            format!("without the `r`, write {}, or `\\\\` for a backslash", first.advice()),
        );
    }
    let mut advice: Vec<String> = Vec::new();
    for escape in &foreign {
        let line = format!("{} for `{}`", escape.advice(), escape.written);
        if !advice.contains(&line) {
            advice.push(line);
        }
    }
    wrong(format!("Rust strings have no escape `{}`", first.written), format!("write {}", advice.join(", ")))
}

/// A value as a JSON string, with no more escapes than JSON asks for.
pub(crate) fn quote(value: &str) -> String {
    let mut out = String::with_capacity(value.len() + 2);
    out.push('"');
    for char in value.chars() {
        match char {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\0'..='\x1f' => {
                let code = u32::from(char);
                out.push_str("\\u00");
                out.extend([code / 16, code % 16].into_iter().filter_map(|digit| char::from_digit(digit, 16)));
            }
            _ => out.push(char),
        }
    }
    out.push('"');
    out
}

/// An escape that JSON has and Rust has not.
struct Foreign {
    written: String,
    /// The character it stands for, unless it is half a surrogate pair.
    char: Option<char>,
}

impl Foreign {
    /// What to write in a Rust string.
    fn advice(&self) -> String {
        match self.char {
            Some(char) if char.is_control() || char.is_whitespace() => format!("`\\u{{{:x}}}`", u32::from(char)),
            Some(char @ ('"' | '\\')) => format!("`\\{char}`"),
            Some(char) => format!("`{char}`"),
            None => "another character".to_owned(),
        }
    }
}

/// The value of a string's body as Rust reads it and, where Rust has no such escape, as JSON does.
fn unescape(body: &str) -> (String, Vec<Foreign>) {
    let mut value = String::with_capacity(body.len());
    let mut foreign = Vec::new();
    let mut rest = body;
    while let Some(at) = rest.find('\\') {
        value.push_str(&rest[..at]);
        rest = &rest[at..];
        if let Some((escape, after)) = foreign_escape(rest) {
            value.push(escape.char.unwrap_or(char::REPLACEMENT_CHARACTER));
            foreign.push(escape);
            rest = after;
            continue;
        }
        let mut chars = rest[1..].chars();
        let char = match chars.next() {
            Some('n') => Some('\n'),
            Some('r') => Some('\r'),
            Some('t') => Some('\t'),
            Some('0') => Some('\0'),
            Some('x') => code(&mut chars, 2),
            Some('u') => braced(&mut chars),
            Some('\n') => {
                // A line that goes on: Rust drops the break and the blanks after it.
                rest = chars.as_str().trim_start_matches([' ', '\n', '\r', '\t']);
                continue;
            }
            other => other,
        };
        value.extend(char);
        rest = chars.as_str();
    }
    value.push_str(rest);
    (value, foreign)
}

fn foreign_escapes(body: &str) -> Vec<Foreign> {
    body.match_indices('\\').filter_map(|(at, _)| foreign_escape(&body[at..])).map(|(escape, _)| escape).collect()
}

/// The escape that `rest` starts with, and what follows it, if JSON has it and Rust has not.
fn foreign_escape(rest: &str) -> Option<(Foreign, &str)> {
    let mut chars = rest.chars();
    chars.next().filter(|&char| char == '\\')?;
    let char = match chars.next()? {
        '/' => Some('/'),
        'b' => Some('\x08'),
        'f' => Some('\x0c'),
        'u' => {
            let unit = four_digits(&mut chars)?;
            let mut low = chars.clone();
            let pair = (0xd800..0xdc00)
                .contains(&unit)
                .then(|| if low.next()? == '\\' && low.next()? == 'u' { four_digits(&mut low) } else { None })
                .flatten()
                .filter(|unit| (0xdc00..0xe000).contains(unit));
            if let Some(second) = pair {
                chars = low;
                char::from_u32(0x10000 + ((unit - 0xd800) << 10) + (second - 0xdc00))
            } else {
                char::from_u32(unit)
            }
        }
        _ => return None,
    };
    let after = chars.as_str();
    Some((Foreign { written: rest[..rest.len() - after.len()].to_owned(), char }, after))
}

fn four_digits(chars: &mut std::str::Chars<'_>) -> Option<u32> {
    let digits = chars.as_str().get(..4).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()))?;
    *chars = chars.as_str()[4..].chars();
    u32::from_str_radix(digits, 16).ok()
}

fn code(chars: &mut std::str::Chars<'_>, digits: usize) -> Option<char> {
    let digits: String = chars.by_ref().take(digits).collect();
    char::from_u32(u32::from_str_radix(&digits, 16).ok()?)
}

fn braced(chars: &mut std::str::Chars<'_>) -> Option<char> {
    let (digits, after) = chars.as_str().strip_prefix('{')?.split_once('}')?;
    let value = u32::from_str_radix(&digits.replace('_', ""), 16).ok().and_then(char::from_u32);
    *chars = after.chars();
    value
}
