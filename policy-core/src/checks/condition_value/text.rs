//! Values of string operators that stand for themselves.

use crate::document::{ConditionTest, OperatorFamily, Text, Value};

/// The values of a test that the key's value is compared with letter by letter: those of string and ARN operators without
/// variables and, where the operator takes patterns, without wildcards.
pub(super) fn literals<'a, 't>(test: ConditionTest<'a, 't>) -> impl Iterator<Item = &'a Value<'t>> + use<'a, 't> {
    let operator = test
        .operator()
        .filter(|operator| matches!(operator.base.family(), OperatorFamily::String | OperatorFamily::Arn));
    let values = if operator.is_some() { test.values() } else { &[] };
    let takes_patterns = operator.is_some_and(|operator| operator.base.takes_patterns());
    let is_open = move |text: &Text<'_>| text.has_hole() || takes_patterns && text.has_wildcard();
    values.iter().filter(move |value| !is_open(&value.text))
}
