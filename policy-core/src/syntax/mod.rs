//! JSON text to a tree with byte spans.
//!
//! [`parse`] never fails: it returns what it could read and the syntax errors. The tree is a flat tape in document order,
//! so depth costs no stack and a node costs sixteen bytes; strings stay in the text until someone asks for them.

mod lexer;
mod parser;
mod plain;
mod print;

#[cfg(any(feature = "cli", feature = "fixtures"))]
pub(crate) use lexer::decode;
pub(crate) use lexer::decode_with;
pub use parser::parse;
pub(crate) use print::Pretty;
pub use print::{minify, pretty};

use crate::Span;

/// What a node is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// `{ … }`: its children alternate names and values.
    Object,
    /// `[ … ]`
    Array,
    /// A string, or a bare word that stands where a string belongs.
    String,
    /// A number.
    Number,
    /// `true`
    True,
    /// `false`
    False,
    /// `null`
    Null,
    /// A value that is not there: `"Effect": ,`. The error is reported already.
    Missing,
}

impl Kind {
    /// The kind in words, for messages: `an object`, `a string`.
    pub const fn describe(self) -> &'static str {
        match self {
            Self::Object => "an object",
            Self::Array => "an array",
            Self::String => "a string",
            Self::Number => "a number",
            Self::True | Self::False => "a boolean",
            Self::Null => "null",
            Self::Missing => "nothing",
        }
    }
}

/// What a string holds, seen in passing: a bit for each thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Marks(u8);

impl Marks {
    /// It is well-formed, between double quotes and without escapes.
    pub(crate) const PLAIN: Self = Self(1);
    /// It has escapes, so its value differs from its text.
    pub(crate) const ESCAPED: Self = Self(1 << 1);
    /// It may have a dollar sign; its absence is certain.
    pub(crate) const DOLLAR: Self = Self(1 << 2);
    /// It may have a `*` or `?`; its absence is certain.
    pub(crate) const WILDCARD: Self = Self(1 << 3);
    /// It may have a character beyond ASCII; its absence is certain.
    pub(crate) const HIGH: Self = Self(1 << 4);

    /// Those of a string that nobody looked into.
    pub(crate) const fn unknown(escaped: bool) -> Self {
        Self::DOLLAR.or(Self::WILDCARD).or(Self::HIGH).or(Self::ESCAPED.when(escaped))
    }

    /// Both together.
    pub(crate) const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// These, or none.
    pub(crate) const fn when(self, seen: bool) -> Self {
        Self(self.0 * seen as u8)
    }

    /// Whether `mark` is among them.
    pub(crate) const fn has(self, mark: Self) -> bool {
        self.0 & mark.0 != 0
    }
}

#[derive(Debug, Clone, Copy)]
pub(crate) struct Node {
    pub(crate) kind: Kind,
    pub(crate) marks: Marks,
    pub(crate) span: Span,
    /// Index one past the node's last descendant.
    pub(crate) next: u32,
}

/// A node of a [`Tree`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct NodeId(u32);

/// A JSON text as nodes in document order.
#[derive(Debug, Clone, Default)]
pub struct Tree {
    nodes: Vec<Node>,
    /// What some string holds.
    marks: Marks,
}

/// A problem of the JSON itself.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct SyntaxError {
    /// The place.
    pub span: Span,
    /// What is wrong.
    pub message: String,
    /// What to write instead.
    pub help: Option<String>,
    /// Where the thing began that is not right here, such as the opening bracket.
    pub opened: Option<Span>,
}

impl Tree {
    /// The outermost value, if there is any.
    pub fn root(&self) -> Option<NodeId> {
        (!self.nodes.is_empty()).then_some(NodeId(0))
    }

    /// What some string of the text holds.
    pub(crate) fn marks(&self) -> Marks {
        self.marks
    }

    pub(crate) fn node(&self, id: NodeId) -> Node {
        match self.nodes.get(id.0 as usize) {
            Some(node) => *node,
            None => Node { kind: Kind::Missing, marks: Marks::default(), span: Span::default(), next: u32::MAX },
        }
    }

    /// What the node is.
    pub fn kind(&self, id: NodeId) -> Kind {
        self.node(id).kind
    }

    /// The node's place, quotes and brackets included.
    pub fn span(&self, id: NodeId) -> Span {
        self.node(id).span
    }

    /// The number of nodes below this one.
    pub(crate) fn descendants(&self, id: NodeId) -> usize {
        self.node(id).next.saturating_sub(id.0 + 1) as usize
    }

    /// The children of an array, or the names and values of an object in turn.
    fn children(&self, id: NodeId) -> Children<'_> {
        Children { tree: self, at: id.0 + 1, end: self.node(id).next }
    }

    /// The items of an array; nothing for other kinds.
    pub fn items(&self, id: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        let is_array = self.kind(id) == Kind::Array;
        self.children(id).take_while(move |_| is_array)
    }

    /// The members of an object, name and value; nothing for other kinds.
    pub fn members(&self, id: NodeId) -> Members<'_> {
        let is_object = self.kind(id) == Kind::Object;
        let mut children = self.children(id);
        if !is_object {
            children.at = children.end;
        }
        Members(children)
    }
}

/// The members of an object, from [`Tree::members`].
#[derive(Debug, Clone)]
pub struct Members<'t>(Children<'t>);

impl Iterator for Members<'_> {
    type Item = (NodeId, NodeId);

    fn next(&mut self) -> Option<(NodeId, NodeId)> {
        Some((self.0.next()?, self.0.next()?))
    }
}

#[derive(Debug, Clone)]
struct Children<'t> {
    tree: &'t Tree,
    at: u32,
    end: u32,
}

impl Iterator for Children<'_> {
    type Item = NodeId;

    fn next(&mut self) -> Option<NodeId> {
        if self.at >= self.end {
            return None;
        }
        let id = NodeId(self.at);
        let Some(node) = self.tree.nodes.get(self.at as usize) else { return None };
        self.at = node.next;
        Some(id)
    }
}
