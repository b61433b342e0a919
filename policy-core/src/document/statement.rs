//! Statements and the lists in them.

use super::{Action, Condition, ConditionBlock, ConditionTest, PrincipalBlock, Resource, Text};
use crate::Span;
use crate::lean::Lean as _;

/// `Allow` or `Deny`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Effect {
    /// The statement grants.
    Allow,
    /// The statement refuses, whatever else grants.
    Deny,
}

impl Effect {
    /// The word the document uses.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Allow => "Allow",
            Self::Deny => "Deny",
        }
    }
}

/// One member of `Statement`.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Statement<'t> {
    /// Its place among the statements, from 0.
    pub index: usize,
    /// The object's place.
    pub span: Span,
    /// `Sid`, when it is a string.
    pub sid: Option<Text<'t>>,
    /// The text of `Effect`, when it is a string.
    pub effect_text: Option<Text<'t>>,
    /// Whether there is an `Effect` member, of whatever type.
    pub has_effect: bool,
    /// `Principal`
    pub principal: Option<PrincipalBlock<'t>>,
    /// `NotPrincipal`
    pub not_principal: Option<PrincipalBlock<'t>>,
    /// `Action`
    pub action: Option<Block<Action<'t>>>,
    /// `NotAction`
    pub not_action: Option<Block<Action<'t>>>,
    /// `Resource`
    pub resource: Option<Block<Resource<'t>>>,
    /// `NotResource`
    pub not_resource: Option<Block<Resource<'t>>>,
    /// `Condition`, when it is an object.
    pub condition: Option<ConditionBlock<'t>>,
}

/// The value of an element that takes one string or a list of them.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Block<E> {
    /// The element's name: `Action`, `NotAction`, `Resource` or `NotResource`.
    pub element: &'static str,
    /// The name's place.
    pub name_span: Span,
    /// The value's place.
    pub span: Span,
    /// Whether the value is an array.
    pub is_array: bool,
    /// The strings among the values, in order.
    pub entries: Vec<E>,
    /// Whether everything in it is a string, so that `entries` is all there is.
    pub is_regular: bool,
}

impl<'t> Statement<'t> {
    /// The effect, when it is exactly `Allow` or `Deny`.
    pub fn effect(&self) -> Option<Effect> {
        match self.effect_text.as_deref()? {
            "Allow" => Some(Effect::Allow),
            "Deny" => Some(Effect::Deny),
            _ => None,
        }
    }

    /// Whether the effect is `Allow`.
    pub fn allows(&self) -> bool {
        self.effect() == Some(Effect::Allow)
    }

    /// Whether the effect is `Deny`.
    pub fn denies(&self) -> bool {
        self.effect() == Some(Effect::Deny)
    }

    /// `Action` and `NotAction`, as far as they are there.
    pub fn action_blocks(&self) -> impl Iterator<Item = &Block<Action<'t>>> {
        self.action.iter().followed_by(&self.not_action)
    }

    /// `Resource` and `NotResource`, as far as they are there.
    pub fn resource_blocks(&self) -> impl Iterator<Item = &Block<Resource<'t>>> {
        self.resource.iter().followed_by(&self.not_resource)
    }

    /// `Principal` and `NotPrincipal`, as far as they are there.
    pub fn principal_blocks(&self) -> impl Iterator<Item = &PrincipalBlock<'t>> {
        self.principal.iter().followed_by(&self.not_principal)
    }

    /// The entries of `Action`.
    pub fn actions(&self) -> impl Iterator<Item = &Action<'t>> {
        self.action.iter().flat(|block| &block.entries)
    }

    /// The entries of `Resource`.
    pub fn resources(&self) -> impl Iterator<Item = &Resource<'t>> {
        self.resource.iter().flat(|block| &block.entries)
    }

    /// Every test of the statement's `Condition`: one operator, one key, its values.
    pub fn tests(&self) -> impl Iterator<Item = ConditionTest<'_, 't>> {
        self.condition.iter().flat(ConditionBlock::tests)
    }

    /// The first test of `key`, compared without regard to case.
    pub fn test_of(&self, key: &str) -> Option<ConditionTest<'_, 't>> {
        self.tests().find(|test| test.condition.is_key(key))
    }

    /// The statement's conditions without their operators.
    pub fn conditions(&self) -> impl Iterator<Item = &Condition<'t>> {
        self.tests().map(|test| test.condition)
    }
}
