//! The strings in which policy variables work, and the variables in them.

use crate::checks::Context;
use crate::document::{ConditionTest, Piece, Scalar, Text, Variable};

/// Calls `look` with every piece but plain text of every string in which variables work: entries of `Resource` and
/// `NotResource`, and values of conditions.
pub(super) fn each_piece<'a>(cx: &Context<'a>, mut look: impl FnMut(&'a Text<'a>, &Piece<'a>)) {
    for open in cx.open_pieces() {
        look(open.text, &open.piece);
    }
}

/// As [`each_piece`], for well-formed variables.
pub(super) fn each_variable<'a>(cx: &Context<'a>, mut look: impl FnMut(&'a Text<'a>, &Variable<'a>)) {
    for open in cx.open_pieces() {
        if let Piece::Variable(variable) = &open.piece {
            look(open.text, variable);
        }
    }
}

/// The variables in an operator's own places: all resources, and the values of string and ARN operators.
pub(super) fn each_effective_variable<'a>(cx: &Context<'a>, mut look: impl FnMut(&'a Text<'a>, &Variable<'a>)) {
    for open in cx.open_pieces() {
        match &open.piece {
            Piece::Variable(variable) if open.takes_variables && is_well_formed(variable) => look(open.text, variable),
            _ => {}
        }
    }
}

/// Whether the checks of a variable's form have nothing to say about its key.
fn is_well_formed(variable: &Variable<'_>) -> bool {
    // Nearly all are plain, and need no closer look.
    let is_plain = |byte: u8| byte.is_ascii_graphic() && byte != b'$';
    if !variable.body.is_empty() && variable.body.bytes().all(is_plain) {
        return !variable.key.is_empty();
    }
    !variable.key.trim().is_empty() && !variable.key.contains(char::is_whitespace) && !variable.body.contains("${")
}

/// The strings among a test's values.
pub(super) fn texts<'a, 't>(test: ConditionTest<'a, 't>) -> impl Iterator<Item = &'a Text<'t>> {
    test.values().iter().filter(|value| value.scalar == Scalar::String).map(|value| &value.text)
}
