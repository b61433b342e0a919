//! The tree as a policy: statements, actions, resources, principals and conditions, each with its place.
//!
//! Reading a document never fails. What has the wrong shape is left out of the model and listed in
//! [`Document::irregularities`], so that the checks can speak about both.

mod action;
mod arn;
mod condition;
mod operator;
mod principal;
mod read;
mod resource;
mod statement;
mod text;
pub(crate) mod variable;

pub use action::Action;
pub use arn::Arn;
pub use condition::{Condition, ConditionBlock, ConditionTest, OperatorBlock, Scalar, Value};
pub use operator::{BaseOperator, Operator, OperatorFamily, SetOperator};
pub use principal::{PrincipalBlock, PrincipalForm, PrincipalKind, PrincipalMember};
pub use resource::Resource;
pub use statement::{Block, Effect, Statement};
pub use text::Text;
pub use variable::{Piece, Pieces, Variable, pieces};

use crate::Span;
use crate::syntax::{self, Kind, SyntaxError, Tree};

/// A policy document, read-only, with the place of everything in it.
///
/// ```
/// use policy_core::Document;
///
/// let document = Document::read(r#"{
///     "Version": "2012-10-17",
///     "Statement": { "Effect": "Allow", "Action": "personalize:Get*", "Resource": "*" }
/// }"#);
/// let statement = &document.statements[0];
/// let action = statement.actions().next().unwrap();
/// assert_eq!((action.service(), action.name()), (Some("personalize"), Some("Get*")));
/// ```
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Document<'t> {
    /// The text it was read from.
    pub text: &'t str,
    /// The JSON tree.
    pub tree: Tree,
    /// What is wrong with the JSON itself.
    pub syntax_errors: Vec<SyntaxError>,
    /// The place of the outermost value.
    pub span: Span,
    /// The `Version` element, when it is a string.
    pub version: Option<Text<'t>>,
    /// The `Id` element, when it is a string.
    pub id: Option<Text<'t>>,
    /// The place of the `Statement` element's value, whatever its type.
    pub statement_span: Option<Span>,
    /// The statements, in order.
    pub statements: Vec<Statement<'t>>,
    /// Members and values that have no place in the model.
    pub irregularities: Vec<Irregularity<'t>>,
    /// The number of actions in the document, the range of [`Action::index`].
    pub action_count: usize,
    /// The number of resources in the document, the range of [`Resource::index`].
    pub resource_count: usize,
    /// The number of condition tests in the document, the range of [`Condition::index`].
    pub condition_count: usize,
}

/// Something that the model has no place for.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum Irregularity<'t> {
    /// A value whose JSON type does not suit its element.
    WrongType {
        /// The value's place.
        span: Span,
        /// Where it stands, such as `Effect`.
        element: &'t str,
        /// The types that would be right, in words.
        expected: &'static str,
        /// What it is.
        found: Kind,
    },
    /// A member that the policy language does not know.
    UnknownElement {
        /// The member's name.
        name: Text<'t>,
        /// The member's place, name and value.
        span: Span,
        /// Whether it stands in a statement rather than at the top.
        in_statement: bool,
    },
    /// A member whose name occurred before in the same object.
    Duplicate {
        /// The name's second occurrence.
        name: Text<'t>,
        /// The first one's place.
        first: Span,
    },
}

/// Longer texts are not read: AWS takes some kilobytes at most, and what checking costs hangs on the length.
const MAX_BYTES: usize = 1 << 20;

impl<'t> Document<'t> {
    /// Reads `text`, as far as it goes. More than a mebibyte is not read, and is a syntax error.
    pub fn read(text: &'t str) -> Self {
        let (tree, syntax_errors) = if text.len() > MAX_BYTES { unread(text) } else { syntax::parse(text) };
        read::document(text, tree, syntax_errors)
    }

    /// Whether the text is too long to be read.
    pub(crate) const fn is_unread(&self) -> bool {
        self.text.len() > MAX_BYTES
    }

    /// Whether the text is a JSON object, so that a reader finds a policy in it at all.
    pub fn is_object(&self) -> bool {
        self.tree.root().is_some_and(|root| self.tree.kind(root) == Kind::Object)
    }
}

/// No tree, and why there is none.
fn unread(text: &str) -> (Tree, Vec<SyntaxError>) {
    let error = SyntaxError {
        span: Span::default(),
        message: format!("a document of {} bytes is not read", text.len()),
        help: Some("no service takes a policy of more than some kilobytes".to_owned()),
        opened: None,
    };
    (Tree::default(), vec![error])
}
