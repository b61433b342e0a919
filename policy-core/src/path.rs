//! Where a byte range stands in the document's structure, in the words of ValidatePolicy's `locations[].path`.

use crate::Span;
use crate::lean::Lean as _;
use crate::syntax::{Kind, NodeId, Tree, decode};

/// A step of a path into a document (IAM Access Analyzer API reference, "`PathElement`").
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum PathElement {
    /// An item of an array, from 0.
    Index(usize),
    /// The name of a member. Always the last step, but for a substring of the name.
    Key(String),
    /// The value of the member of that name.
    Value(String),
    /// A part of a string, in characters of its value. Always the last step.
    Substring {
        /// The first character, from 0.
        start: usize,
        /// The number of characters.
        length: usize,
    },
}

/// The path to the innermost node that `span` denotes: a value, an item, a member's name, or a part of a string.
///
/// A range that covers several nodes denotes the array or object around them; the whole document is the empty path.
///
/// ```
/// use policy_core::syntax::parse;
/// use policy_core::{PathElement, Span, path_of};
///
/// let text = r#"{ "Statement": [{ "Action": "s3:GetObjekt" }] }"#;
/// let (tree, _) = parse(text);
/// let part = text.find("GetObjekt").unwrap() as u32;
/// assert_eq!(
///     path_of(text, &tree, Span::new(part, part + 9)),
///     [
///         PathElement::Value("Statement".into()),
///         PathElement::Index(0),
///         PathElement::Value("Action".into()),
///         PathElement::Substring { start: 3, length: 9 },
///     ]
/// );
/// ```
pub fn path_of(text: &str, tree: &Tree, span: Span) -> Vec<PathElement> {
    Paths::new(text, tree).of(span)
}

/// [`path_of`] for many ranges of one document: a long list is counted through once.
#[derive(Debug)]
pub struct Paths<'t> {
    text: &'t str,
    tree: &'t Tree,
    /// The lists on the way to what was asked about last, with their items.
    lists: Vec<(NodeId, Vec<NodeId>)>,
}

impl<'t> Paths<'t> {
    /// Paths into the document of that text and tree.
    pub fn new(text: &'t str, tree: &'t Tree) -> Self {
        Self { text, tree, lists: Vec::new() }
    }

    /// The path that [`path_of`] gives.
    pub fn of(&mut self, span: Span) -> Vec<PathElement> {
        let mut path = Vec::new();
        let Some(mut at) = self.tree.root() else { return path };
        while self.tree.span(at) != span {
            let Some((step, next)) = self.step(at, span) else {
                // Only a string can hold a part: a range inside an object or array without a child there is a gap.
                path.extend(substring(self.text, self.tree, at, span));
                break;
            };
            path.push(step);
            at = next;
        }
        path
    }

    /// The child of `at` that contains the range.
    fn step(&mut self, at: NodeId, span: Span) -> Option<(PathElement, NodeId)> {
        let (text, tree) = (self.text, self.tree);
        if tree.kind(at) == Kind::Array {
            let items = self.items(at);
            let index = items.partition_point(|&item| tree.span(item).start <= span.start).checked_sub(1)?;
            let item = items.get(index).copied().filter(|&item| holds(tree, item, span))?;
            return Some((PathElement::Index(index), item));
        }
        tree.members(at).find_map(|(name, value)| {
            if holds(tree, name, span) {
                return Some((PathElement::Key(string(text, tree, name)), name));
            }
            let is_member = span == tree.span(name).to(tree.span(value));
            if is_member || holds(tree, value, span) {
                return Some((PathElement::Value(string(text, tree, name)), value));
            }
            None
        })
    }

    fn items(&mut self, list: NodeId) -> &[NodeId] {
        let tree = self.tree;
        // Lists that end before this one begins are behind us.
        let start = tree.span(list).start;
        self.lists.retain(|(known, _)| tree.span(*known).end > start);
        let known = self.lists.iter().position(|(known, _)| *known == list);
        let at = known.unwrap_or_else(|| {
            self.lists.push((list, tree.items(list).list()));
            self.lists.len() - 1
        });
        self.lists.get(at).map(|(_, items)| items.as_slice()).unwrap_or_default()
    }
}

/// Whether the range lies in the node. An empty range at an edge does not: it stands between two nodes.
fn holds(tree: &Tree, id: NodeId, span: Span) -> bool {
    let node = tree.span(id);
    node.contains(span) && (!span.is_empty() || (node.start < span.start && span.end < node.end) || node == span)
}

/// The part of the string `id` that the range covers; nothing when it covers the whole.
fn substring(text: &str, tree: &Tree, id: NodeId, span: Span) -> Option<PathElement> {
    let body = body(text, tree, id)?;
    if !body.contains(span) || body == span {
        return None;
    }
    let characters = |span: Span| decode(span.of(text)).chars().count();
    let start = characters(Span::new(body.start, span.start));
    Some(PathElement::Substring { start, length: characters(span) })
}

/// The place of what stands between a string's quotes.
fn body(text: &str, tree: &Tree, id: NodeId) -> Option<Span> {
    let span = tree.span(id);
    let whole = span.of(text);
    let quoted = whole.len() >= 2 && whole.starts_with('"') && whole.ends_with('"');
    (tree.kind(id) == Kind::String && quoted).then(|| Span::new(span.start + 1, span.end - 1))
}

fn string(text: &str, tree: &Tree, id: NodeId) -> String {
    let place = body(text, tree, id).unwrap_or_else(|| tree.span(id));
    decode(place.of(text)).into_owned()
}

#[cfg(test)]
mod tests {
    use super::{PathElement, path_of};
    use crate::Span;
    use crate::span::offset;
    use crate::syntax::parse;

    /// The path of the first occurrence of `part`, written like `Statement.0.{key}.[3+4]`.
    fn path(text: &str, part: &str) -> String {
        let start = text.find(part).unwrap();
        written(text, Span::new(offset(start), offset(start + part.len())))
    }

    fn written(text: &str, span: Span) -> String {
        let step = |step: &PathElement| match step {
            PathElement::Index(index) => index.to_string(),
            PathElement::Key(key) => format!("{{{key}}}"),
            PathElement::Value(name) => name.clone(),
            PathElement::Substring { start, length } => format!("[{start}+{length}]"),
        };
        path_of(text, &parse(text).0, span).iter().map(step).collect::<Vec<_>>().join(".")
    }

    const TEXT: &str =
        r#"{"Statement":[{"Action":["s3:Get*", "é\"iam:*"],"Condition":{"Bool":{"aws:ViaAWSService":true}}}]}"#;

    #[test]
    fn names_values_items_and_parts() {
        assert_eq!(path(TEXT, TEXT), "");
        assert_eq!(path(TEXT, r#""Statement""#), "{Statement}");
        assert_eq!(path(TEXT, r#""s3:Get*""#), "Statement.0.Action.0");
        assert_eq!(path(TEXT, "Get*"), "Statement.0.Action.0.[3+4]");
        assert_eq!(path(TEXT, "s3:Get*"), "Statement.0.Action.0");
        assert_eq!(path(TEXT, r#""aws:ViaAWSService""#), "Statement.0.Condition.Bool.{aws:ViaAWSService}");
        assert_eq!(path(TEXT, "true"), "Statement.0.Condition.Bool.aws:ViaAWSService");
        assert_eq!(path(TEXT, r#""Bool":{"aws:ViaAWSService":true}"#), "Statement.0.Condition.Bool");
    }

    #[test]
    fn parts_count_characters_of_the_value() {
        assert_eq!(path(TEXT, "iam:*"), "Statement.0.Action.1.[2+5]");
    }

    #[test]
    fn gaps_and_ranges_over_several_nodes_denote_what_is_around_them() {
        assert_eq!(path(TEXT, r#""s3:Get*", "é"#), "Statement.0.Action");
        assert_eq!(written(TEXT, Span::new(1, 1)), "");
        assert_eq!(written("", Span::new(0, 0)), "");
    }
}
