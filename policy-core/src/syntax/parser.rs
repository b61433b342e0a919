//! Tokens to a tree, with recovery: every error of a text is reported in one run.

use super::lexer::{Lexer, MAX_ERRORS, Token};
use super::{Kind, Marks, Node, SyntaxError, Tree};
use crate::Span;
use crate::span::offset;

/// What may come next.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Expect {
    /// A member name or `}`.
    Name,
    Colon,
    /// A member's value.
    Value,
    /// An item or `]`.
    Item,
    /// A comma or the closing bracket.
    Comma,
    /// Nothing: the document is complete.
    End,
}

pub(super) struct Parser<'t> {
    pub(super) text: &'t str,
    pub(super) lexer: Lexer<'t>,
    nodes: Vec<Node>,
    marks: Marks,
    /// Indices of the containers that are open.
    pub(super) open: Vec<u32>,
    /// How many of them are objects.
    open_objects: usize,
    pub(super) expect: Expect,
    /// The comma before the token at hand, if that is what came last.
    pub(super) comma: Option<Span>,
    pub(super) last_end: u32,
}

/// Reads a JSON text as far as it goes, and lists what is wrong with it.
///
/// ```
/// let (tree, errors) = policy_core::syntax::parse(r#"{ "Version": "2012-10-17", }"#);
/// assert_eq!(errors[0].message, "trailing comma");
/// assert_eq!(tree.members(tree.root().unwrap()).count(), 1);
/// ```
pub fn parse(text: &str) -> (Tree, Vec<SyntaxError>) {
    let mut parser = Parser {
        text,
        lexer: Lexer::new(text),
        nodes: Vec::with_capacity(text.len() / 10),
        marks: Marks::default(),
        open: Vec::with_capacity(8),
        open_objects: 0,
        expect: Expect::Value,
        comma: None,
        last_end: 0,
    };
    if u32::try_from(text.len()).is_err() {
        parser.lexer.error(Span::default(), "a document of 4 GiB or more cannot be read");
    } else {
        parser.run();
    }
    (Tree { nodes: parser.nodes, marks: parser.marks }, parser.lexer.errors)
}

impl Parser<'_> {
    fn run(&mut self) {
        loop {
            self.run_plain();
            let (token, span) = self.lexer.next();
            if token == Token::End {
                return self.finish(span);
            }
            if !self.accept(token, span) || self.lexer.errors.len() >= MAX_ERRORS {
                return;
            }
            self.last_end = self.lexer.offset();
        }
    }

    /// Takes one token; `false` when nothing after it can be understood.
    fn accept(&mut self, token: Token, span: Span) -> bool {
        match (self.expect, token) {
            (Expect::End, _) => {
                self.lexer.error(span, "expected the end of the document").help =
                    Some("a policy is one JSON object".into());
                return false;
            }
            (_, Token::Close(close)) => self.close(close, span),
            (Expect::Name, Token::String { .. } | Token::Word | Token::Number) => self.name(token, span),
            (Expect::Colon, Token::Colon) => self.expect = Expect::Value,
            (Expect::Comma, Token::Comma) => self.comma(span),
            (Expect::Value | Expect::Item, Token::Open(open)) => self.open(open, span),
            (Expect::Value | Expect::Item, Token::String { .. } | Token::Number | Token::Word) => {
                self.scalar(token, span);
            }
            _ => self.unexpected(token, span),
        }
        true
    }

    pub(super) fn in_object(&self) -> bool {
        self.container().is_some_and(|node| node.kind == Kind::Object)
    }

    fn container(&self) -> Option<Node> {
        self.open.last().and_then(|&at| self.nodes.get(at as usize)).copied()
    }

    fn comma(&mut self, span: Span) {
        self.comma = Some(span);
        self.expect = if self.in_object() { Expect::Name } else { Expect::Item };
    }

    pub(super) fn push(&mut self, kind: Kind, marks: Marks, span: Span) {
        let next = offset(self.nodes.len() + 1);
        self.marks = self.marks.or(marks);
        self.nodes.push(Node { kind, marks, span, next });
        self.comma = None;
    }

    fn value_done(&mut self) {
        self.expect = self.after_value();
    }

    pub(super) fn after_value(&self) -> Expect {
        if self.open.is_empty() { Expect::End } else { Expect::Comma }
    }

    fn name(&mut self, token: Token, span: Span) {
        if token == Token::Word || token == Token::Number {
            let word = span.of(self.text);
            let help = format!("write `\"{word}\"`");
            self.lexer.error(span, format!("element name `{word}` is not quoted")).help = Some(help);
        }
        self.push(Kind::String, Marks::unknown(token == Token::String { escaped: true }), span);
        self.expect = Expect::Colon;
    }

    fn scalar(&mut self, token: Token, span: Span) {
        let kind = match (token, span.of(self.text)) {
            (Token::Number, _) => Kind::Number,
            (Token::Word, "true") => Kind::True,
            (Token::Word, "false") => Kind::False,
            (Token::Word, "null") => Kind::Null,
            (Token::Word, _) => return self.unquoted(span),
            _ => Kind::String,
        };
        self.push(kind, Marks::unknown(token == Token::String { escaped: true }), span);
        self.value_done();
    }

    /// Takes what begins at `span` and reaches to the next blank or punctuation for the string it was meant to be.
    fn unquoted(&mut self, span: Span) {
        let span = Span::new(span.start, self.lexer.skip_unquoted());
        let text = span.of(self.text);
        let (shown, help) = if text.len() > 80 { ("this", None) } else { (text, Some(format!("write `\"{text}\"`"))) };
        self.lexer.error(span, format!("`{shown}` is not a JSON value")).help = help;
        self.push(Kind::String, Marks::unknown(false), span);
        self.value_done();
    }

    pub(super) fn open(&mut self, open: u8, span: Span) {
        let (kind, expect) = if open == b'{' { (Kind::Object, Expect::Name) } else { (Kind::Array, Expect::Item) };
        self.open.push(offset(self.nodes.len()));
        self.open_objects += usize::from(kind == Kind::Object);
        self.push(kind, Marks::default(), span);
        self.expect = expect;
    }

    fn close(&mut self, close: u8, span: Span) {
        let kind = if close == b'}' { Kind::Object } else { Kind::Array };
        let open_arrays = self.open.len() - self.open_objects;
        let open = if kind == Kind::Object { self.open_objects } else { open_arrays };
        if open == 0 {
            self.lexer.error(span, format!("`{}` closes nothing", char::from(close)));
            return;
        }
        while let Some(node) = self.container() {
            self.complete_member(span);
            if node.kind == kind {
                break;
            }
            let (opened, expected) = (Span::new(node.span.start, node.span.start + 1), closer(node.kind));
            self.lexer.error(span, format!("expected `{expected}`, found `{}`", char::from(close))).opened =
                Some(opened);
            self.pop(Span::new(self.last_end, self.last_end));
        }
        if let Some(comma) = self.comma.take() {
            self.lexer.error(comma, "trailing comma").help = Some("remove the comma".into());
        }
        self.pop(span);
    }

    /// Supplies what a member lacks when its object ends or the next member begins.
    fn complete_member(&mut self, found: Span) {
        let at = Span::new(found.start, found.end.max(found.start));
        match self.expect {
            Expect::Colon => {
                self.lexer.error(at, "expected `:` and a value");
            }
            Expect::Value if !self.open.is_empty() => {
                self.lexer.error(at, "expected a value");
            }
            _ => return,
        }
        self.push(Kind::Missing, Marks::default(), Span::new(self.last_end, self.last_end));
        self.value_done();
    }

    pub(super) fn pop(&mut self, close: Span) {
        let next = offset(self.nodes.len());
        if let Some(node) = self.open.pop().and_then(|at| self.nodes.get_mut(at as usize)) {
            self.open_objects -= usize::from(node.kind == Kind::Object);
            node.span.end = close.end;
            node.next = next;
        }
        self.value_done();
    }

    fn unexpected(&mut self, token: Token, span: Span) {
        let found = span.of(self.text);
        let found = if found.len() > 40 { "more" } else { found };
        match (self.expect, token) {
            (Expect::Colon, Token::Junk) => {
                self.lexer.error(span, format!("expected `:`, found `{found}`"));
                self.expect = Expect::Value;
            }
            (Expect::Colon, Token::Comma) => {
                self.complete_member(span);
                self.accept(token, span);
            }
            (Expect::Colon, _) => {
                self.lexer.error(span, format!("expected `:`, found `{found}`"));
                self.expect = Expect::Value;
                self.accept(token, span);
            }
            (Expect::Value, Token::Comma) if !self.open.is_empty() => {
                self.complete_member(span);
                self.accept(token, span);
            }
            (Expect::Comma, Token::Word) if self.in_object() && !self.lexer.is_before(b':') => {
                self.lexer.error(span, format!("unexpected `{found}`"));
            }
            (Expect::Comma, Token::Open(_) | Token::String { .. } | Token::Number | Token::Word) => {
                self.lexer.error(span, "expected `,` before this");
                self.expect = if self.in_object() { Expect::Name } else { Expect::Item };
                self.accept(token, span);
            }
            (Expect::Comma, Token::Junk) => {
                self.lexer.error(span, format!("expected `,`, found `{found}`"));
                self.comma = Some(span);
                self.expect = if self.in_object() { Expect::Name } else { Expect::Item };
            }
            (Expect::Name | Expect::Item, Token::Comma) => {
                self.lexer.error(span, "one comma too many").help = Some("remove the comma".into());
            }
            (Expect::Name, Token::Open(open)) => {
                self.lexer.error(span, format!("expected an element name, found `{found}`"));
                self.push(Kind::String, Marks::unknown(false), Span::new(span.start, span.start));
                self.open(open, span);
            }
            (Expect::Comma, Token::Colon) => {
                self.lexer.error(span, "expected `,`, found `:`");
            }
            (Expect::Value | Expect::Item, Token::Junk) => self.unquoted(span),
            (Expect::Value | Expect::Item, _) => {
                self.lexer.error(span, format!("expected a value, found `{found}`"));
            }
            _ => {
                self.lexer.error(span, format!("unexpected `{found}`"));
            }
        }
    }

    fn finish(&mut self, end: Span) {
        if self.nodes.is_empty() {
            self.lexer.error(end, "the document is empty").help = Some("a policy is one JSON object".into());
            return;
        }
        while let Some(node) = self.container() {
            self.complete_member(end);
            let expected = closer(node.kind);
            let opened = Span::new(node.span.start, node.span.start + 1);
            if self.lexer.errors.len() < MAX_ERRORS {
                self.lexer.error(end, format!("the document ends before `{expected}`")).opened = Some(opened);
            }
            self.pop(end);
        }
    }
}

const fn closer(kind: Kind) -> char {
    if matches!(kind, Kind::Object) { '}' } else { ']' }
}
