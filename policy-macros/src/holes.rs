//! Holes: `(expr)` in place of a JSON value, and `("arn:aws:s3:::{bucket}/*")` with names in a string.
//!
//! A word goes into the text where a value will stand. What may stand there, `policy-core` says; what the user wrote
//! there becomes the argument of a function that takes nothing else.

use policy_core::Span as Range;
use policy_core::holes::Hole;
use proc_macro2::{Group, Ident, Span, TokenStream, TokenTree};

use crate::literal::{self, Read};
use crate::source::Source;

/// A hole, with what the user put there.
pub(crate) struct Filler {
    /// The hole, for the checks.
    pub(crate) hole: Hole,
    /// The value, an expression.
    pub(crate) value: TokenStream,
    /// The value's tokens.
    pub(crate) span: Span,
    /// Whether it is one item of an array's.
    pub(crate) in_array: bool,
}

const EXAMPLES: &str = "write a value, `(account)`, or a string with names in it, `(\"arn:aws:s3:::{bucket}\")`";

impl Source {
    /// Reads what stands in parentheses.
    pub(crate) fn hole(&mut self, group: &Group) {
        let trees = transparent(group.stream());
        let spans = [group.span_open(), group.span_close()];
        match trees.as_slice() {
            [] => {
                self.problem(spans, "expected a value between the parentheses", EXAMPLES);
                self.push_placeholder(group.span());
            }
            [TokenTree::Literal(literal)] if literal.to_string().contains('"') => {
                self.template(&literal.to_string(), literal.span(), group.span());
            }
            [TokenTree::Literal(literal)] => {
                self.problem(
                    spans,
                    "a value that is known is no hole",
                    format!("write `{literal}` without parentheses"),
                );
                self.push_placeholder(group.span());
            }
            [TokenTree::Punct(first), TokenTree::Punct(second), rest @ ..]
                if first.as_char() == '.' && second.as_char() == '.' =>
            {
                let value: TokenStream = rest.iter().cloned().collect();
                if rest.is_empty() {
                    self.problem(spans, "expected a list behind `..`", "write `(..accounts)`");
                    return self.push_placeholder(group.span());
                }
                self.whole(value, group.span(), true);
            }
            trees => self.whole(trees.iter().cloned().collect(), group.span(), false),
        }
    }

    /// A hole for a whole value.
    fn whole(&mut self, value: TokenStream, span: Span, is_list: bool) {
        let in_array = self.text.ends_with(['[', ',']);
        let shown = format!("({}{})", if is_list { ".." } else { "" }, short(&value.to_string()));
        let word = self.word();
        self.push(&format!("\"{word}\""), span);
        let (start, end) = (self.text.len() - 1 - word.len(), self.text.len() - 1);
        self.fillers.push(Filler { hole: Hole { span: range(start, end), shown, is_list }, value, span, in_array });
    }

    /// A string with holes in it.
    fn template(&mut self, written: &str, literal: Span, group: Span) {
        let value = match literal::read(written) {
            Read::Verbatim => written.to_owned(),
            Read::Text(value) => value,
            Read::Wrong { value, message, help } => {
                self.problem([literal; 2], message, help);
                value
            }
        };
        let mut json = String::from("\"");
        let mut names = Vec::new();
        let mut plain = String::new();
        let mut rest = value.as_str();
        while let Some(at) = rest.find(['{', '}']) {
            let (before, from) = rest.split_at(at);
            plain.push_str(before);
            let variable = before.ends_with('$') && from.starts_with('{');
            if let Some(double) = ["{{", "}}"].into_iter().find(|&double| from.starts_with(double) && !variable) {
                plain.push_str(&double[1..]);
                rest = &from[2..];
                continue;
            }
            let end = from.find('}').map_or(from.len(), |end| end + 1);
            let (braced, after) = from.split_at(end);
            rest = after;
            if variable {
                // IAM's own `${aws:username}`.
                plain.push_str(braced);
                continue;
            }
            let name = braced.strip_prefix('{').and_then(|name| name.strip_suffix('}'));
            match name {
                Some(name) if is_name(name) => {
                    json.push_str(body(&literal::quote(&plain)));
                    plain.clear();
                    let word = self.word_after(names.len());
                    names.push((name.to_owned(), json.len(), word.len()));
                    json.push_str(&word);
                }
                _ => {
                    let help =
                        "write the name of a variable, `{name}`; for the characters `{` and `}` write `{{` and `}}`";
                    self.problem([literal; 2], format!("expected a name in braces, found `{}`", short(braced)), help);
                    // A word of its own, lest two such strings be found equal.
                    plain.extend(["hole", &self.problems.len().to_string()]);
                }
            }
        }
        plain.push_str(rest);
        if names.is_empty() && !value.contains(['{', '}']) {
            let help = "write it without parentheses, or with a name in it, `{name}`";
            self.problem([literal; 2], "there is no hole in this string", help);
        }
        json.push_str(body(&literal::quote(&plain)));
        json.push('"');
        self.push(&json, group);
        let start = self.text.len() - json.len();
        for (name, at, length) in names {
            let shown = format!("{{{name}}}");
            let span = range(start + at, start + at + length);
            let value = TokenTree::Ident(Ident::new(&name, literal)).into();
            self.fillers.push(Filler {
                hole: Hole { span, shown, is_list: false },
                value,
                span: literal,
                in_array: false,
            });
        }
    }

    /// The word for the next hole.
    fn word(&self) -> String {
        self.word_after(0)
    }

    fn word_after(&self, more: usize) -> String {
        format!("hole{}", self.fillers.len() + more)
    }

    /// A part of the text, holes as the user wrote them.
    pub(crate) fn shown(&self, part: core::ops::Range<usize>) -> String {
        let mut out = String::new();
        let mut at = part.start;
        for filler in &self.fillers {
            let hole = filler.hole.span.range();
            if at <= hole.start && hole.end <= part.end {
                out.push_str(self.text.get(at..hole.start).unwrap_or_default());
                out.push_str(&filler.hole.shown);
                at = hole.end;
            }
        }
        out.push_str(self.text.get(at..part.end).unwrap_or_default());
        out
    }
}

/// The trees of a stream; what a fragment of a `macro_rules!` macro is wrapped in falls away.
fn transparent(stream: TokenStream) -> Vec<TokenTree> {
    let trees: Vec<TokenTree> = stream.into_iter().collect();
    match trees.as_slice() {
        [TokenTree::Group(group)] if group.delimiter() == proc_macro2::Delimiter::None => {
            let inner = transparent(group.stream());
            // An expression keeps its group, which says how it binds.
            if matches!(inner.as_slice(), [TokenTree::Literal(_)]) { inner } else { trees }
        }
        _ => trees,
    }
}

fn is_name(name: &str) -> bool {
    let mut chars = name.chars();
    let is_start = |char: char| char == '_' || char.is_alphabetic();
    name != "_" && chars.next().is_some_and(is_start) && chars.all(|char| is_start(char) || char.is_ascii_digit())
}

fn body(quoted: &str) -> &str {
    quoted.get(1..quoted.len() - 1).unwrap_or_default()
}

fn short(text: &str) -> String {
    const MOST: usize = 40;
    if text.chars().count() <= MOST { text.to_owned() } else { text.chars().take(MOST - 1).chain(['…']).collect() }
}

fn range(start: usize, end: usize) -> Range {
    let offset = |at| u32::try_from(at).unwrap_or(u32::MAX);
    Range::new(offset(start), offset(end))
}
