//! `Condition`: operators, keys and values.

use super::text::eq_ignore_case;
use super::{Operator, Text};
use crate::Span;

/// The value of `Condition`.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct ConditionBlock<'t> {
    /// The name's place.
    pub name_span: Span,
    /// The object's place.
    pub span: Span,
    /// Its members.
    pub operators: Vec<OperatorBlock<'t>>,
}

/// One operator of a `Condition` with the keys under it.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct OperatorBlock<'t> {
    /// The operator as written.
    pub name: Text<'t>,
    /// The operator, when it is one.
    pub operator: Option<Operator>,
    /// The place of the object from keys to values.
    pub span: Span,
    /// The keys with their values.
    pub conditions: Vec<Condition<'t>>,
}

/// One key under an operator, with its values.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Condition<'t> {
    /// The key as written.
    pub key: Text<'t>,
    /// Its number among the document's conditions, from 0.
    pub index: usize,
    /// The place of the value or list of values.
    pub span: Span,
    /// Whether the value is an array.
    pub is_array: bool,
    /// The values: strings, numbers and booleans.
    pub values: Vec<Value<'t>>,
}

/// A condition under its operator.
#[derive(Debug, Clone, Copy)]
pub struct ConditionTest<'a, 't> {
    /// The operator's member of `Condition`.
    pub block: &'a OperatorBlock<'t>,
    /// The key and values.
    pub condition: &'a Condition<'t>,
}

/// One value of a condition.
#[derive(Debug, Clone)]
pub struct Value<'t> {
    /// The value as text: a string's value, a number's digits, `true` or `false`.
    pub text: Text<'t>,
    /// Its JSON type.
    pub scalar: Scalar,
}

/// The JSON type of a condition's value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Scalar {
    /// A string.
    String,
    /// A number.
    Number,
    /// A boolean.
    Bool,
}

impl<'t> ConditionBlock<'t> {
    /// Every test: one operator, one key, its values.
    pub fn tests(&self) -> impl Iterator<Item = ConditionTest<'_, 't>> {
        self.operators
            .iter()
            .flat_map(|block| block.conditions.iter().map(move |condition| ConditionTest { block, condition }))
    }
}

impl Condition<'_> {
    /// Whether this is the key `key`, compared without regard to case.
    pub fn is_key(&self, key: &str) -> bool {
        eq_ignore_case(&self.key, key)
    }

    /// What stands before the key's first colon; `None` without one.
    pub fn prefix(&self) -> Option<&str> {
        self.key.split_once(':').map(|(prefix, _)| prefix)
    }
}

impl<'a, 't> ConditionTest<'a, 't> {
    /// The operator, when the name is one.
    pub fn operator(&self) -> Option<Operator> {
        self.block.operator
    }

    /// The values.
    pub fn values(&self) -> &'a [Value<'t>] {
        &self.condition.values
    }
}

impl Value<'_> {
    /// The value's place.
    pub const fn span(&self) -> Span {
        self.text.span()
    }
}
