//! Empty lists of values.

use crate::Document;
use crate::document::{ConditionTest, Operator};

/// The operator of a test whose list of values is empty.
pub(super) fn operator(document: &Document<'_>, test: ConditionTest<'_, '_>) -> Option<Operator> {
    if !test.condition.is_array || !test.values().is_empty() {
        return None;
    }
    let list = test.condition.span.of(document.text);
    let inside = list.strip_prefix('[')?.strip_suffix(']')?;
    // A list of values of the wrong type is not an empty one.
    inside.trim().is_empty().then(|| test.operator())?
}
