//! Values that are a lone `*`: what a test with one comes down to.

use super::keys;
use crate::document::{ConditionTest, SetOperator, Value};

/// What a test against `*` says.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    /// The key is there.
    Present,
    /// The key is not there.
    Absent,
    /// Nothing: it always holds.
    Always,
    /// Nothing: it never holds.
    Never,
}

/// The verdict on a test of which one value is `*`, and that value.
pub(super) fn verdict<'a, 't>(test: ConditionTest<'a, 't>) -> Option<(Verdict, &'a Value<'t>)> {
    let operator = test.operator().filter(|operator| operator.base.takes_patterns())?;
    let star = test.values().iter().find(|value| &*value.text == "*")?;
    if keys::is_one_of(test.condition, &keys::SENSITIVE)
        || test.condition.is_key("aws:userid")
        || keys::is_web_identity_subject(test.condition)
    {
        // Wildcards in these are reported as such.
        return None;
    }
    let always_there = keys::is_one_of(test.condition, &keys::ALWAYS_PRESENT);
    let verdict = match (operator.base.is_negated(), operator.set) {
        (false, Some(SetOperator::ForAllValues)) => Verdict::Always,
        (false, _) if operator.if_exists || always_there => Verdict::Always,
        (false, _) => Verdict::Present,
        (true, Some(SetOperator::ForAnyValue)) => Verdict::Never,
        (true, None) if always_there => Verdict::Never,
        (true, _) => Verdict::Absent,
    };
    Some((verdict, star))
}
