//! Whether two tests of one key exclude each other.

use crate::document::variable::has_variable;
use crate::document::{BaseOperator, ConditionTest, Operator, OperatorFamily, Value};
use crate::pattern;
use crate::value::date::Instant;
use crate::value::ip::IpRange;
use crate::value::number::Number;

/// Comparing every value of one list with every one of another is left when there are more pairs than this.
const MANY: usize = 10_000;

/// Whether no request can pass both tests. `false` means: not that we could see.
pub(super) fn are_exclusive(a: ConditionTest<'_, '_>, b: ConditionTest<'_, '_>) -> bool {
    let (Some(left), Some(right)) = (a.operator(), b.operator()) else { return false };
    if a.values().is_empty() || b.values().is_empty() {
        return false;
    }
    if left.base == BaseOperator::Null || right.base == BaseOperator::Null {
        return wants_absent(left, a) && wants_present(right) || wants_absent(right, b) && wants_present(left);
    }
    // A request without the key passes both when neither wants it there.
    let absent_passes = !wants_present(left) && !wants_present(right);
    if left.set.is_some() || right.set.is_some() || absent_passes || has_variables(a) || has_variables(b) {
        return false;
    }
    if a.values().len() * b.values().len() > MANY {
        return false;
    }
    match (left.base.family(), right.base.family()) {
        (OperatorFamily::Numeric, OperatorFamily::Numeric) => bounds(left, a, right, b, Number::parse),
        (OperatorFamily::Date, OperatorFamily::Date) => bounds(left, a, right, b, Instant::parse),
        (OperatorFamily::IpAddress, OperatorFamily::IpAddress) => ranges(left, a, right, b),
        (OperatorFamily::Bool, OperatorFamily::Bool) => texts(left, a, right, b),
        (l, r) if is_text(l) && is_text(r) => texts(left, a, right, b),
        _ => false,
    }
}

const fn is_text(family: OperatorFamily) -> bool {
    matches!(family, OperatorFamily::String | OperatorFamily::Arn)
}

fn has_variables(test: ConditionTest<'_, '_>) -> bool {
    test.values().iter().any(|value| value.text.contains("${") || has_variable(&value.text))
}

/// Whether the test is `Null` and wants the key not to be there.
fn wants_absent(operator: Operator, test: ConditionTest<'_, '_>) -> bool {
    let is_true = |value: &Value<'_>| value.text.eq_ignore_ascii_case("true");
    operator.base == BaseOperator::Null && test.values().iter().all(is_true)
}

/// Whether a request without the key fails the test.
fn wants_present(operator: Operator) -> bool {
    use crate::document::SetOperator::ForAllValues;
    operator.base != BaseOperator::Null
        && !operator.base.is_negated()
        && !operator.if_exists
        && operator.set != Some(ForAllValues)
}

/// Two tests of text. A positive and a negated one exclude each other when the negated one covers every value of the
/// other; two positive ones when no pair of values shares a string.
fn texts(left: Operator, a: ConditionTest<'_, '_>, right: Operator, b: ConditionTest<'_, '_>) -> bool {
    match (left.base.is_negated(), right.base.is_negated()) {
        (false, false) => {
            let share = |x: &Value<'_>, y: &Value<'_>| share_a_string(left, &x.text, right, &y.text);
            !a.values().iter().any(|x| b.values().iter().any(|y| share(x, y)))
        }
        (false, true) => covers(right, b, left, a),
        (true, false) => covers(left, a, right, b),
        (true, true) => false,
    }
}

fn covers(negated: Operator, b: ConditionTest<'_, '_>, positive: Operator, a: ConditionTest<'_, '_>) -> bool {
    let ignores_case = ignores_case(negated);
    // What is compared without regard to case stands for other spellings, too.
    if ignores_case_only(positive, negated) {
        return false;
    }
    let covered = |x: &Value<'_>| {
        b.values().iter().any(|y| match (negated.base, ignores_case) {
            // Field by field fewer ARNs match than the pattern as a whole would say.
            (BaseOperator::ArnNotLike | BaseOperator::ArnNotEquals, _) => y.text == x.text,
            (BaseOperator::StringNotLike, _) => {
                pattern::contains(&y.text, &x.text) && (positive.base.takes_patterns() || literal(&x.text))
            }
            (_, true) => y.text.eq_ignore_ascii_case(&x.text) && literal(&x.text),
            (_, false) => y.text == x.text && literal(&x.text),
        })
    };
    a.values().iter().all(covered)
}

fn share_a_string(left: Operator, x: &str, right: Operator, y: &str) -> bool {
    // A wildcard under an operator that takes it literally is a mistake of its own.
    if !(left.base.takes_patterns() || literal(x)) || !(right.base.takes_patterns() || literal(y)) {
        return true;
    }
    if ignores_case(left) || ignores_case(right) {
        pattern::intersects_ignore_case(x, y)
    } else {
        pattern::intersects(x, y)
    }
}

fn literal(text: &str) -> bool {
    !pattern::has_wildcard(text)
}

fn ignores_case(operator: Operator) -> bool {
    use BaseOperator::{Bool, StringEqualsIgnoreCase, StringNotEqualsIgnoreCase};
    matches!(operator.base, Bool | StringEqualsIgnoreCase | StringNotEqualsIgnoreCase)
}

fn ignores_case_only(positive: Operator, negated: Operator) -> bool {
    ignores_case(positive) && !ignores_case(negated)
}

/// What a test of a size lets through.
enum Bound<T> {
    Below(T, bool),
    Above(T, bool),
    OneOf(Vec<T>),
}

fn bound<'a, T: Ord + Copy>(
    operator: Operator,
    test: ConditionTest<'a, '_>,
    parse: impl Fn(&'a str) -> Option<T>,
) -> Option<Bound<T>> {
    use BaseOperator as B;
    let values = test.values().iter().map(|value| parse(&value.text)).collect::<Option<Vec<T>>>()?;
    let (least, greatest) = (values.iter().min().copied()?, values.iter().max().copied()?);
    Some(match operator.base {
        B::NumericLessThan | B::DateLessThan => Bound::Below(greatest, false),
        B::NumericLessThanEquals | B::DateLessThanEquals => Bound::Below(greatest, true),
        B::NumericGreaterThan | B::DateGreaterThan => Bound::Above(least, false),
        B::NumericGreaterThanEquals | B::DateGreaterThanEquals => Bound::Above(least, true),
        B::NumericEquals | B::DateEquals => Bound::OneOf(values),
        _ => return None,
    })
}

fn bounds<'a, T: Ord + Copy>(
    left: Operator,
    a: ConditionTest<'a, '_>,
    right: Operator,
    b: ConditionTest<'a, '_>,
    parse: impl Fn(&'a str) -> Option<T> + Copy,
) -> bool {
    let (Some(left), Some(right)) = (bound(left, a, parse), bound(right, b, parse)) else { return false };
    match (left, right) {
        (Bound::Below(high, to), Bound::Above(low, from)) | (Bound::Above(low, from), Bound::Below(high, to)) => {
            high < low || high == low && !(to && from)
        }
        (Bound::OneOf(values), other) | (other, Bound::OneOf(values)) => {
            !values.iter().any(|value| lets_through(&other, value))
        }
        _ => false,
    }
}

fn lets_through<T: Ord>(bound: &Bound<T>, value: &T) -> bool {
    match bound {
        Bound::Below(high, equal) => value < high || *equal && value == high,
        Bound::Above(low, equal) => value > low || *equal && value == low,
        Bound::OneOf(values) => values.contains(value),
    }
}

fn ranges(left: Operator, a: ConditionTest<'_, '_>, right: Operator, b: ConditionTest<'_, '_>) -> bool {
    let read = |test: ConditionTest<'_, '_>| {
        test.values().iter().map(|value| IpRange::parse(&value.text)).collect::<Option<Vec<_>>>()
    };
    let (Some(a), Some(b)) = (read(a), read(b)) else { return false };
    let covered = |inner: &[IpRange], outer: &[IpRange]| {
        inner.iter().all(|range| outer.iter().any(|other| other.contains(*range)))
    };
    match (left.base.is_negated(), right.base.is_negated()) {
        (false, false) => !a.iter().any(|x| b.iter().any(|y| x.contains(*y) || y.contains(*x))),
        (false, true) => covered(&a, &b),
        (true, false) => covered(&b, &a),
        (true, true) => false,
    }
}
