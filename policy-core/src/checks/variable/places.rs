//! The strings in which policy variables work, and the variables in them.

use crate::checks::Context;
use crate::document::{ConditionTest, Piece, Scalar, Text, Variable, pieces};

/// Calls `look` with every piece but plain text of every string in which variables work: entries of `Resource` and
/// `NotResource`, and values of conditions.
pub(super) fn each_piece(cx: &Context<'_>, mut look: impl FnMut(&Text<'_>, Piece<'_>)) {
    if !cx.may_hold_variables() {
        return;
    }
    let mut look = |text: &Text<'_>| of_text(text, &mut look);
    for statement in &cx.document.statements {
        let resources = statement.resource_blocks().flat_map(|block| &block.entries);
        resources.for_each(|resource| look(&resource.text));
        statement.tests().for_each(|test| texts(test).for_each(&mut look));
    }
}

/// As [`each_piece`], for well-formed variables.
pub(super) fn each_variable(cx: &Context<'_>, mut look: impl FnMut(&Text<'_>, Variable<'_>)) {
    each_piece(cx, |text, piece| {
        if let Piece::Variable(variable) = piece {
            look(text, variable);
        }
    });
}

/// The variables in an operator's own places: all resources, and the values of string and ARN operators.
pub(super) fn each_effective_variable(cx: &Context<'_>, mut look: impl FnMut(&Text<'_>, Variable<'_>)) {
    if !cx.may_hold_variables() {
        return;
    }
    let mut look = |text: &Text<'_>| {
        of_text(text, &mut |text, piece| {
            if let Piece::Variable(variable) = piece
                && is_well_formed(&variable)
            {
                look(text, variable);
            }
        });
    };
    let takes = |test: &ConditionTest<'_, '_>| test.operator().is_some_and(|operator| operator.base.takes_variables());
    for statement in &cx.document.statements {
        let resources = statement.resource_blocks().flat_map(|block| &block.entries);
        resources.for_each(|resource| look(&resource.text));
        statement.tests().filter(takes).for_each(|test| texts(test).for_each(&mut look));
    }
}

/// Whether the checks of a variable's form have nothing to say about its key.
fn is_well_formed(variable: &Variable<'_>) -> bool {
    !variable.key.trim().is_empty() && !variable.key.contains(char::is_whitespace) && !variable.body.contains("${")
}

/// The strings among a test's values.
pub(super) fn texts<'a, 't>(test: ConditionTest<'a, 't>) -> impl Iterator<Item = &'a Text<'t>> {
    test.values().iter().filter(|value| value.scalar == Scalar::String).map(|value| &value.text)
}

/// Calls `look` with every piece but plain text of one string.
pub(super) fn of_text(text: &Text<'_>, look: &mut impl FnMut(&Text<'_>, Piece<'_>)) {
    if text.has_hole() {
        pieces(text).filter(|piece| !matches!(piece, Piece::Literal(..))).for_each(|piece| look(text, piece));
    }
}
