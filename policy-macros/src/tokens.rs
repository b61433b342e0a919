//! From tokens to JSON text, and back from a range of that text to the tokens it came from.
//!
//! Whatever is not JSON is written as it stands, so that the parser, which reports every mistake and goes on, sees what
//! the user wrote where the user wrote it. Only what cannot be said in text is reported here.

use std::ops::Range;

use policy_core::{LevelRule, Levels};
use proc_macro2::{Delimiter, Group, Ident, Literal, Punct, Span, TokenStream, TokenTree, token_stream};

use crate::levels::Attribute;
use crate::literal::{self, Read};

/// A document read from tokens.
#[derive(Default)]
pub(crate) struct Source {
    /// The document, without a blank that its meaning does not need.
    pub(crate) text: String,
    /// What the attributes ask for, outer ones first.
    pub(crate) rules: Vec<LevelRule>,
    /// For each rule, the name that it stands at.
    pub(crate) rule_spans: Vec<Span>,
    /// What is wrong with the tokens themselves.
    pub(crate) problems: Vec<Problem>,
    /// In the order of the text, without overlap.
    tokens: Vec<Token>,
    /// Ranges of text that only stand for something: what is found there is not the user's.
    placeholders: Vec<Range<usize>>,
}

/// A mistake that no text can show.
#[derive(Debug)]
pub(crate) struct Problem {
    /// Where in the text it stands.
    pub(crate) at: usize,
    pub(crate) first: Span,
    pub(crate) last: Span,
    pub(crate) message: String,
    pub(crate) help: String,
}

struct Token {
    range: Range<usize>,
    span: Span,
    /// For an opening delimiter: where its group ends, and the span of all of it.
    group: Option<(usize, Span)>,
}

/// The tokens behind a range of text.
#[derive(Clone, Copy)]
pub(crate) struct Place {
    pub(crate) first: Span,
    pub(crate) last: Span,
    /// One span, the best there is: all of it if it is one token or one group, else its first token.
    pub(crate) one: Span,
    /// Whether the range is only a part of one token.
    pub(crate) partial: bool,
}

impl Place {
    /// The place that is one token.
    pub(crate) fn token(span: Span) -> Self {
        Self { first: span, last: span, one: span, partial: false }
    }
}

type Trees = std::iter::Peekable<token_stream::IntoIter>;

impl Source {
    /// Reads a document: one in braces, or the content of one, whose braces are then the macro's own.
    pub(crate) fn read(input: TokenStream) -> Self {
        let mut source = Source::default();
        if is_group(input.clone()) {
            source.sequence(input, Depth::Outside);
        } else {
            let (first, last) = ends(&input).unwrap_or((Span::call_site(), Span::call_site()));
            source.push("{", first);
            source.sequence(input, Depth::Document);
            source.push("}", last);
        }
        source
    }

    /// The rules as the checks take them.
    pub(crate) fn levels(&self) -> Levels {
        let mut levels = Levels::new();
        self.rules.iter().cloned().for_each(|rule| levels.push(rule));
        levels
    }

    /// The tokens that a range of the text came from; of an empty range, the one that stands there or before.
    pub(crate) fn place(&self, range: &Range<usize>) -> Place {
        let first = self.tokens.partition_point(|token| token.range.end <= range.start);
        let last = self.tokens.partition_point(|token| token.range.start < range.end.max(range.start + 1));
        let first = self.tokens.get(first).or(self.tokens.last());
        let last = last.checked_sub(1).and_then(|last| self.tokens.get(last));
        let (Some(first), Some(last)) = (first, last) else {
            return Place::token(Span::call_site());
        };
        let one = match first.group {
            Some((end, span)) if end == range.end && first.range.start == range.start => span,
            _ => first.span,
        };
        let partial = !range.is_empty()
            && first.range.start <= range.start
            && range.end <= first.range.end
            && range.len() < first.range.len();
        Place { first: first.span, last: last.span, one, partial }
    }

    /// Whether the text of a range is not the user's, but stands for something that is reported already.
    pub(crate) fn is_placeholder(&self, range: &Range<usize>) -> bool {
        self.placeholders.iter().any(|placeholder| placeholder.start <= range.start && range.end <= placeholder.end)
    }

    fn sequence(&mut self, trees: TokenStream, depth: Depth) {
        let mut trees = trees.into_iter().peekable();
        let mut pending: Vec<Attribute> = Vec::new();
        let mut at_head = true;
        let mut after_value = false;
        while let Some(tree) = trees.next() {
            if let TokenTree::Punct(punct) = &tree
                && punct.as_char() == '#'
                && let Some(attribute) = self.attribute(punct, &mut trees)
            {
                match attribute {
                    Some(attribute) if !attribute.inner => pending.push(attribute),
                    Some(attribute) if at_head && depth != Depth::Inside => self.add_rules(attribute),
                    Some(attribute) => self.misplaced(&attribute),
                    None => {}
                }
                continue;
            }
            at_head = false;
            let start = self.text.len();
            let rules = self.rules.len();
            let object = matches!(&tree, TokenTree::Group(group) if group.delimiter() == Delimiter::Brace);
            for attribute in pending.drain(..) {
                if object { self.add_rules(attribute) } else { self.misplaced(&attribute) }
            }
            let inside = self.rules.len();
            let comma = matches!(&tree, TokenTree::Punct(punct) if punct.as_char() == ',');
            let trailing = comma && after_value && trees.peek().is_none();
            if let Some((name, group)) = macro_call(&tree, &mut trees) {
                let found = format!("expected a JSON value, found the macro call `{name}!`");
                self.placeholder(name.span(), &group, found);
            } else if !trailing {
                self.tree(tree, depth);
            }
            after_value = !comma;
            if depth != Depth::Outside {
                let scope = policy_core::Span::new(offset(start), offset(self.text.len()));
                self.rules.iter_mut().take(inside).skip(rules).for_each(|rule| rule.scope = Some(scope));
            }
        }
        for attribute in &pending {
            self.misplaced(attribute);
        }
    }

    fn tree(&mut self, tree: TokenTree, depth: Depth) {
        match tree {
            TokenTree::Group(group) => self.group(&group, depth),
            TokenTree::Literal(literal) => self.literal(&literal),
            TokenTree::Ident(ident) => self.push(&ident.to_string(), ident.span()),
            TokenTree::Punct(punct) => self.push(punct.as_char().encode_utf8(&mut [0; 4]), punct.span()),
        }
    }

    fn group(&mut self, group: &Group, depth: Depth) {
        let (open, close) = match group.delimiter() {
            Delimiter::Brace => ("{", "}"),
            Delimiter::Bracket => ("[", "]"),
            // What a `macro_rules!` fragment is wrapped in.
            Delimiter::None => {
                for tree in group.stream() {
                    self.tree(tree, depth);
                }
                return;
            }
            Delimiter::Parenthesis => {
                let found = "expected a JSON value, found `(`".to_owned();
                return self.placeholder(group.span_open(), group, found);
            }
        };
        let index = self.tokens.len();
        self.push(open, group.span_open());
        let inside = if depth == Depth::Outside { Depth::Document } else { Depth::Inside };
        self.sequence(group.stream(), inside);
        self.push(close, group.span_close());
        if let Some(token) = self.tokens.get_mut(index) {
            token.group = Some((self.text.len(), group.span()));
        }
    }

    /// Reports what stands where a value should, and writes one in its place.
    fn placeholder(&mut self, first: Span, group: &Group, message: String) {
        self.problems.push(Problem {
            at: self.text.len(),
            first,
            last: group.span_close(),
            message,
            help: "write a string, a number, `true`, `false`, `null`, `[` or `{`".to_owned(),
        });
        let start = self.text.len();
        self.push("\"\"", first);
        self.placeholders.push(start..self.text.len());
    }

    fn literal(&mut self, literal: &Literal) {
        let source = literal.to_string();
        let plain = |byte: &u8| *byte != b'\\' && *byte >= b' ';
        // Nearly every literal of a policy: JSON writes it as Rust does.
        if source.starts_with('"') && source.ends_with('"') && source.as_bytes().iter().all(plain) {
            return self.push(&source, literal.span());
        }
        let value = match literal::read(&source) {
            Read::Verbatim => return self.push(&source, literal.span()),
            Read::Text(value) => value,
            Read::Wrong { value, message, help } => {
                let span = literal.span();
                self.problems.push(Problem { at: self.text.len(), first: span, last: span, message, help });
                value
            }
        };
        let start = self.text.len();
        literal::quote_into(&value, &mut self.text);
        self.tokens.push(Token { range: start..self.text.len(), span: literal.span(), group: None });
    }

    /// Writes one token, apart from a word before it.
    fn push(&mut self, token: &str, span: Span) {
        let is_word = |char: char| char.is_alphanumeric() || char == '_';
        if token.starts_with(is_word) && self.text.ends_with(is_word) {
            self.text.push(' ');
        }
        let start = self.text.len();
        self.text.push_str(token);
        self.tokens.push(Token { range: start..self.text.len(), span, group: None });
    }

    /// The attribute that starts at `hash`, if one does; `Some(None)` for one that says nothing here.
    #[expect(clippy::option_option, reason = "no attribute, and an attribute to pass over, are two things")]
    fn attribute(&mut self, hash: &Punct, trees: &mut Trees) -> Option<Option<Attribute>> {
        let mut ahead = trees.clone();
        let inner = matches!(ahead.peek(), Some(TokenTree::Punct(punct)) if punct.as_char() == '!');
        if inner {
            ahead.next();
        }
        let Some(TokenTree::Group(group)) = ahead.next() else { return None };
        if group.delimiter() != Delimiter::Bracket {
            return None;
        }
        *trees = ahead;
        // `///` and `//!` arrive as attributes, and are as much a comment as `//`.
        if matches!(group.stream().into_iter().next(), Some(TokenTree::Ident(name)) if name == "doc") {
            return Some(None);
        }
        match Attribute::parse(inner, hash.span(), &group) {
            Ok(attribute) => Some(Some(attribute)),
            Err(problem) => {
                self.problems.push(Problem { at: self.text.len(), ..problem });
                Some(None)
            }
        }
    }

    fn misplaced(&mut self, attribute: &Attribute) {
        let (message, help) = if attribute.inner {
            ("`#![..]` belongs at the head of the document", "write `#[..]` before the `{` of a statement")
        } else {
            (
                "`#[..]` belongs before the `{` of a statement",
                "write `#![..]` at the head of the document to speak of all of it",
            )
        };
        self.problems.push(Problem {
            at: self.text.len(),
            first: attribute.first,
            last: attribute.last,
            message: message.to_owned(),
            help: help.to_owned(),
        });
    }

    fn add_rules(&mut self, attribute: Attribute) {
        for (name, span) in attribute.names {
            self.rules.push(LevelRule::new(attribute.level, name));
            self.rule_spans.push(span);
        }
    }
}

/// The macro call that starts with `tree`, if one does.
fn macro_call(tree: &TokenTree, trees: &mut Trees) -> Option<(Ident, Group)> {
    let TokenTree::Ident(name) = tree else { return None };
    let mut ahead = trees.clone();
    let (TokenTree::Punct(mark), TokenTree::Group(group)) = (ahead.next()?, ahead.next()?) else { return None };
    if mark.as_char() != '!' {
        return None;
    }
    *trees = ahead;
    Some((name.clone(), group))
}

/// rustc itself refuses a source file of 4 GiB.
fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Depth {
    /// Around the document's braces.
    Outside,
    /// Directly within them.
    Document,
    /// Further in.
    Inside,
}

/// Whether the input is a document in its own braces, past its attributes.
fn is_group(input: TokenStream) -> bool {
    let mut trees = input.into_iter();
    while let Some(tree) = trees.next() {
        match tree {
            TokenTree::Punct(punct) if punct.as_char() == '#' => {
                if matches!(trees.next(), Some(TokenTree::Punct(_))) {
                    trees.next();
                }
            }
            TokenTree::Group(group) if group.delimiter() == Delimiter::None => return is_group(group.stream()),
            TokenTree::Group(group) => return group.delimiter() != Delimiter::Parenthesis,
            _ => return false,
        }
    }
    false
}

fn ends(input: &TokenStream) -> Option<(Span, Span)> {
    let mut trees = input.clone().into_iter();
    let first = trees.next()?;
    let last = trees.last().unwrap_or_else(|| first.clone());
    let first = match first {
        TokenTree::Group(group) => group.span_open(),
        tree => tree.span(),
    };
    let last = match last {
        TokenTree::Group(group) => group.span_close(),
        tree => tree.span(),
    };
    Some((first, last))
}
