//! The strings in which policy variables work, and the variables in them.

use crate::checks::Context;
use crate::document::{ConditionTest, Piece, Scalar, Text, Variable, pieces};

/// Calls `look` with every piece but plain text of every string in which variables work: entries of `Resource` and
/// `NotResource`, and values of conditions.
pub(super) fn each_piece<'a>(cx: &Context<'a>, mut look: impl FnMut(&'a Text<'a>, Piece<'a>)) {
    cx.open_texts().iter().for_each(|open| of_text(open.text, &mut look));
}

/// As [`each_piece`], for well-formed variables.
pub(super) fn each_variable<'a>(cx: &Context<'a>, mut look: impl FnMut(&'a Text<'a>, Variable<'a>)) {
    each_piece(cx, |text, piece| {
        if let Piece::Variable(variable) = piece {
            look(text, variable);
        }
    });
}

/// The variables in an operator's own places: all resources, and the values of string and ARN operators.
pub(super) fn each_effective_variable<'a>(cx: &Context<'a>, mut look: impl FnMut(&'a Text<'a>, Variable<'a>)) {
    let mut look = |text: &'a Text<'a>, piece: Piece<'a>| match piece {
        Piece::Variable(variable) if is_well_formed(&variable) => look(text, variable),
        _ => {}
    };
    let effective = cx.open_texts().iter().filter(|open| open.takes_variables);
    effective.for_each(|open| of_text(open.text, &mut look));
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
pub(super) fn of_text<'a>(text: &'a Text<'a>, look: &mut impl FnMut(&'a Text<'a>, Piece<'a>)) {
    if text.has_hole() {
        pieces(text).filter(|piece| !matches!(piece, Piece::Literal(..))).for_each(|piece| look(text, piece));
    }
}
