//! From tokens to JSON text.
//!
//! Whatever is not JSON is written as it stands, so that the parser, which reports every mistake and goes on, sees what
//! the user wrote where the user wrote it. Only what cannot be said in text is reported here.

use policy_core::LevelRule;
use proc_macro2::{Delimiter, Group, Literal, Span, TokenStream, TokenTree};

use crate::levels::Attribute;
use crate::literal::{self, Read};
use crate::source::Source;

const VALUES: &str = "write a string, a number, `true`, `false`, `null`, `[` or `{`";

/// Reading goes down by recursion, on the compiler's stack.
const MOST_NESTED: usize = 128;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Depth {
    /// Around the document's braces.
    Outside,
    /// Directly within them.
    Document,
    /// Further in.
    Inside,
}

impl Source {
    /// Reads a document: one in braces, or the content of one, whose braces are then the macro's own.
    pub(crate) fn read(trees: &[TokenTree]) -> Self {
        let mut source = Source::default();
        if is_group(trees) {
            source.sequence(trees, Depth::Outside);
        } else {
            let first = trees.first().map_or_else(Span::call_site, |tree| ends(tree)[0]);
            let last = trees.last().map_or_else(Span::call_site, |tree| ends(tree)[1]);
            source.push_group(["{", "}"], [first, first, last], |source| source.sequence(trees, Depth::Document));
        }
        source
    }

    /// Reads the attributes at the head of what is no document, and returns what follows them.
    pub(crate) fn read_head(mut trees: &[TokenTree]) -> (Self, &[TokenTree]) {
        let mut source = Source::default();
        while let Some((inner, group, after)) = attribute(trees) {
            match (source.attribute(trees[0].span(), inner, group), inner) {
                (Some(attribute), true) => source.add_rules(attribute),
                (Some(attribute), false) => source.misplaced(&attribute),
                (None, _) => {}
            }
            trees = after;
        }
        (source, trees)
    }

    fn sequence(&mut self, mut trees: &[TokenTree], depth: Depth) {
        let mut pending: Vec<Attribute> = Vec::new();
        let mut at_head = true;
        let mut after_value = false;
        while let Some((tree, rest)) = trees.split_first() {
            if let Some((inner, group, after)) = attribute(trees) {
                trees = after;
                match self.attribute(tree.span(), inner, group) {
                    Some(attribute) if !inner => pending.push(attribute),
                    Some(attribute) if at_head && depth != Depth::Inside => self.add_rules(attribute),
                    Some(attribute) => self.misplaced(&attribute),
                    None => {}
                }
                continue;
            }
            trees = rest;
            at_head = false;
            let start = self.text.len();
            let rules = self.rules.len();
            let object = matches!(tree, TokenTree::Group(group) if group.delimiter() == Delimiter::Brace);
            for attribute in pending.drain(..) {
                let fits = object && attribute.setting.is_none() && attribute.assertion.is_none();
                if fits { self.add_rules(attribute) } else { self.misplaced(&attribute) }
            }
            let inside = self.rules.len();
            let comma = is_punct(tree, ',');
            let trailing = comma && after_value && rest.is_empty();
            if let (TokenTree::Ident(name), [mark, TokenTree::Group(group), after @ ..]) = (tree, rest)
                && is_punct(mark, '!')
            {
                trees = after;
                let message = format!("expected a JSON value, found the macro call `{name}!`");
                self.problem([name.span(), group.span_close()], message, VALUES);
                self.push_placeholder(name.span());
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

    fn tree(&mut self, tree: &TokenTree, depth: Depth) {
        match tree {
            TokenTree::Group(group) => self.group(group, depth),
            TokenTree::Literal(literal) => self.literal(literal),
            TokenTree::Ident(ident) => self.push(&ident.to_string(), ident.span()),
            TokenTree::Punct(punct) => self.push(punct.as_char().encode_utf8(&mut [0; 4]), punct.span()),
        }
    }

    fn group(&mut self, group: &Group, depth: Depth) {
        if self.nested == MOST_NESTED {
            let help = format!("a policy is {MOST_NESTED} levels deep at most, and needs seven");
            self.problem([group.span_open(); 2], "nested too deep", help);
            return self.push_placeholder(group.span());
        }
        self.nested += 1;
        self.content(group, depth);
        self.nested -= 1;
    }

    fn content(&mut self, group: &Group, depth: Depth) {
        let delimiters = match group.delimiter() {
            Delimiter::Brace => ["{", "}"],
            Delimiter::Bracket => ["[", "]"],
            // What a fragment of a `macro_rules!` macro is wrapped in.
            Delimiter::None => return trees(group.stream()).iter().for_each(|tree| self.tree(tree, depth)),
            Delimiter::Parenthesis => return self.hole(group),
        };
        let inside = if depth == Depth::Outside { Depth::Document } else { Depth::Inside };
        let spans = [group.span(), group.span_open(), group.span_close()];
        self.push_group(delimiters, spans, |source| source.sequence(&trees(group.stream()), inside));
    }

    fn literal(&mut self, literal: &Literal) {
        let written = literal.to_string();
        // Nearly every literal of a policy: JSON writes it as Rust does.
        if written.starts_with('"') && written.ends_with('"') && !written.contains('\\') {
            return self.push(&written, literal.span());
        }
        let value = match literal::read(&written) {
            Read::Verbatim => return self.push(&written, literal.span()),
            Read::Text(value) => value,
            Read::Wrong { value, message, help } => {
                self.problem([literal.span(); 2], message, help);
                value
            }
        };
        self.push(&literal::quote(&value), literal.span());
    }

    /// Reads an attribute, unless it is a comment: `///` and `//!` arrive as attributes too.
    fn attribute(&mut self, hash: Span, inner: bool, brackets: &Group) -> Option<Attribute> {
        if matches!(brackets.stream().into_iter().next(), Some(TokenTree::Ident(name)) if name == "doc") {
            return None;
        }
        let read = Attribute::parse(inner, hash, brackets);
        read.map_err(|(span, message, help)| self.problem([span; 2], message, help)).ok()
    }

    fn misplaced(&mut self, attribute: &Attribute) {
        let spans = [attribute.first, attribute.last];
        if let Some(setting) = &attribute.setting {
            let help = format!("write `#![{} = \"..\"]` before the document's first element", setting.name.0);
            return self.problem(spans, "this attribute belongs at the head of the document", help);
        }
        if attribute.assertion.is_some() {
            let help = "write `#![..]` before the document's first element";
            self.problem(spans, "an assertion belongs at the head of the document", help);
        } else if attribute.inner {
            let help = "write `#[..]` before the `{` of a statement";
            self.problem(spans, "`#![..]` belongs at the head of the document", help);
        } else {
            let help = "write `#![..]` at the head of the document to speak of all of it";
            self.problem(spans, "`#[..]` belongs before the `{` of a statement", help);
        }
    }

    fn add_rules(&mut self, attribute: Attribute) {
        self.settings.extend(attribute.setting);
        self.assertions.extend(attribute.assertion);
        for (name, span) in attribute.names {
            self.rules.push(LevelRule::new(attribute.level, name));
            self.rule_spans.push(span);
        }
    }
}

fn trees(stream: TokenStream) -> Vec<TokenTree> {
    stream.into_iter().collect()
}

/// Whether the input is a document in its own braces, past its attributes.
fn is_group(mut input: &[TokenTree]) -> bool {
    while let Some((_, _, after)) = attribute(input) {
        input = after;
    }
    match input {
        [TokenTree::Group(group), ..] => match group.delimiter() {
            Delimiter::Brace | Delimiter::Bracket => true,
            Delimiter::Parenthesis => false,
            Delimiter::None => is_group(&trees(group.stream())),
        },
        _ => false,
    }
}

/// The attribute that the trees start with, if they do: whether it is an inner one, its brackets, and what follows.
fn attribute(trees: &[TokenTree]) -> Option<(bool, &Group, &[TokenTree])> {
    let rest = trees.split_first().filter(|(hash, _)| is_punct(hash, '#'))?.1;
    let inner = rest.split_first().filter(|(mark, _)| is_punct(mark, '!')).map(|(_, rest)| rest);
    match inner.unwrap_or(rest) {
        [TokenTree::Group(group), after @ ..] if group.delimiter() == Delimiter::Bracket => {
            Some((inner.is_some(), group, after))
        }
        _ => None,
    }
}

fn is_punct(tree: &TokenTree, char: char) -> bool {
    matches!(tree, TokenTree::Punct(punct) if punct.as_char() == char)
}

fn ends(tree: &TokenTree) -> [Span; 2] {
    match tree {
        TokenTree::Group(group) => [group.span_open(), group.span_close()],
        tree => [tree.span(); 2],
    }
}

/// rustc itself refuses a source file of 4 GiB.
fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}
