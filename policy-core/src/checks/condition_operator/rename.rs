//! Putting another operator in place of one.

use crate::Edit;
use crate::document::{OperatorBlock, Statement};
use crate::lean::Lean as _;

/// The edit that renames a block, when it holds no other key and no other block has that name already.
pub(super) fn edit(statement: &Statement<'_>, block: &OperatorBlock<'_>, operator: &str) -> Option<Edit> {
    let mut others = statement.condition.iter().flat(|condition| &condition.operators);
    let taken = others.any(|other| &*other.name == operator);
    (block.conditions.len() == 1 && !taken).then(|| Edit::replace(block.name.span(), format!("\"{operator}\"")))
}
