//! `Principal` and `NotPrincipal`.

use super::Text;
use crate::Span;
use crate::lean::Lean as _;

/// The value of `Principal` or `NotPrincipal`.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct PrincipalBlock<'t> {
    /// `Principal` or `NotPrincipal`.
    pub element: &'static str,
    /// The name's place.
    pub name_span: Span,
    /// The value's place.
    pub span: Span,
    /// What it holds.
    pub form: PrincipalForm<'t>,
}

/// The two forms of a principal element.
#[derive(Debug, Clone)]
pub enum PrincipalForm<'t> {
    /// A string; only `"*"` is right.
    Text(Text<'t>),
    /// An object from kind to values.
    Map(Vec<PrincipalMember<'t>>),
    /// Neither; reported among the irregularities.
    Other,
}

/// One member of a principal object.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct PrincipalMember<'t> {
    /// The member's name as written.
    pub name: Text<'t>,
    /// The value's place.
    pub span: Span,
    /// Whether the value is an array.
    pub is_array: bool,
    /// The strings among the values.
    pub values: Vec<Text<'t>>,
}

/// What a member of a principal object names (IAM User Guide, "AWS JSON policy elements: Principal").
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum PrincipalKind {
    /// Accounts, users, roles, role sessions, or everyone.
    Aws,
    /// An S3 canonical user.
    CanonicalUser,
    /// An identity provider.
    Federated,
    /// An AWS service.
    Service,
}

impl PrincipalKind {
    /// Every kind.
    pub const ALL: [Self; 4] = [Self::Aws, Self::CanonicalUser, Self::Federated, Self::Service];

    /// The member name, in its one right spelling.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Aws => "AWS",
            Self::CanonicalUser => "CanonicalUser",
            Self::Federated => "Federated",
            Self::Service => "Service",
        }
    }
}

impl PrincipalMember<'_> {
    /// The kind, when the name is spelled right.
    pub fn kind(&self) -> Option<PrincipalKind> {
        PrincipalKind::ALL.into_iter().find(|kind| kind.as_str() == &*self.name)
    }
}

impl<'t> PrincipalBlock<'t> {
    /// Whether it is the string `"*"`.
    pub fn is_star(&self) -> bool {
        matches!(&self.form, PrincipalForm::Text(text) if &**text == "*")
    }

    /// The members of the object form; none for the others.
    pub fn members(&self) -> &[PrincipalMember<'t>] {
        match &self.form {
            PrincipalForm::Map(members) => members,
            PrincipalForm::Text(_) | PrincipalForm::Other => &[],
        }
    }

    /// The values of one kind.
    pub fn values(&self, kind: PrincipalKind) -> impl Iterator<Item = &Text<'t>> {
        self.members().iter().filter(move |member| member.kind() == Some(kind)).flat(|member| &member.values)
    }

    /// Whether everyone is meant: `"*"` or `{"AWS": "*"}`.
    pub fn is_everyone(&self) -> bool {
        self.is_star() || self.values(PrincipalKind::Aws).any(|value| &**value == "*")
    }
}
